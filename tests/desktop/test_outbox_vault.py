"""The vault: passwords, one desktop at a time, and what others can read or change on the disk."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desktop.boxes import (
    ACCOUNT,
    AUTHORITY,
    NOON,
    PASSWORD,
    QUICK,
    deed,
    folder_in,
    new_box,
    open_box,
    receipt,
)
from installation import number
from serving import ROOT

from admin_gui.outbox.errors import (
    BoxMissingError,
    BoxPresentError,
    DamagedError,
    HeldError,
    OutboxError,
    OutdatedError,
    UnwritableError,
    WrongPasswordError,
)
from admin_gui.outbox.sentences import SENTENCES
from admin_gui.outbox.vault import Vault, box_folder, is_there, set_aside

NEW = "plain window seven rivers"
PLACES = [1, 2, 3]


def filled(root: Path) -> None:
    """A box with a deed in each state, and a remembered draft."""
    with new_box(root) as box:
        waiting, sent, refused = box.outbox.add([deed(place) for place in PLACES], NOON)
        for item in (sent, refused):
            box.outbox.mark_attempt(item.id)
        box.outbox.mark_sent(sent.id, receipt(sent.id), NOON)
        box.outbox.mark_refused(refused.id, f"Not {number(3)}.", {"number": "No."}, NOON)
        box.outbox.next_due(NOON)
        box.cabinet.remember("draft", f"{number(4)} {ACCOUNT}".encode())
        assert waiting.state == "waiting"


def test_a_password_opens_its_box_and_no_other_does(tmp_path: Path) -> None:
    with pytest.raises(BoxMissingError):
        open_box(tmp_path)
    assert not is_there(folder_in(tmp_path))
    new_box(tmp_path).close()
    assert is_there(folder_in(tmp_path))
    with pytest.raises(WrongPasswordError):
        Vault.unlock(folder_in(tmp_path), "copper lantern bridge nool")
    with pytest.raises(BoxPresentError):
        new_box(tmp_path)
    # As the server does, from a keyboard that writes full-width letters.
    Vault.unlock(folder_in(tmp_path), PASSWORD.replace("c", "\uff43")).close()


def test_a_box_is_a_persons_own_on_one_server(tmp_path: Path) -> None:
    who = ("https://points.example", "fuzhou", "chen.jing")
    others = [("https://other.example", *who[1:]), (who[0], "weihai", who[2]), (*who[:2], "li")]
    folders = {box_folder(tmp_path, *each) for each in (who, *others)}
    assert len(folders) == 4
    assert box_folder(tmp_path, "https://Points.example/", "fuzhou", "Chen.Jing ") in folders


def test_another_password_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with new_box(tmp_path) as box:
        item = box.outbox.add([deed()], NOON)
        with pytest.raises(WrongPasswordError):
            box.rewrap(NEW, PASSWORD)
        box.rewrap(PASSWORD, NEW)
    with pytest.raises(WrongPasswordError):
        open_box(tmp_path)
    with Vault.unlock(folder_in(tmp_path), NEW) as box:
        assert box.outbox.items() == item


def test_after_a_reset_the_former_password_brings_the_box_under_the_new_one(
    tmp_path: Path,
) -> None:
    new_box(tmp_path).close()
    with pytest.raises(WrongPasswordError):
        Vault.unlock_with_former(folder_in(tmp_path), "forgotten, too", NEW)
    Vault.unlock_with_former(folder_in(tmp_path), PASSWORD, NEW).close()
    Vault.unlock(folder_in(tmp_path), NEW).close()


def test_a_box_set_aside_stays_whole_and_opens_later(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    with new_box(tmp_path) as box:
        items = box.outbox.add([deed()], NOON)
        with pytest.raises(HeldError):
            set_aside(folder, NOON)
    first = set_aside(folder, NOON)
    Vault.create(folder, NEW, QUICK).close()
    second = set_aside(folder, NOON + timedelta(days=1))
    Vault.create(folder, NEW, QUICK).close()
    assert len({folder, first, second}) == 3
    with Vault.unlock(first, PASSWORD) as box, Vault.unlock(folder, NEW):
        assert box.outbox.items() == items


def test_only_one_desktop_holds_a_box_and_its_death_frees_it(tmp_path: Path) -> None:
    new_box(tmp_path).close()
    code = (
        "import sys, time; from pathlib import Path; from admin_gui.outbox.vault import Vault;"
        # Whoever has the outbox alone holds the box, too.
        "box = Vault.unlock(Path(sys.argv[1]), sys.argv[2]).outbox;"
        "print('open', flush=True); time.sleep(9)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder_in(tmp_path)), PASSWORD],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(HeldError) as caught:
            open_box(tmp_path)
        holder.kill()
        holder.wait()
    assert "another window" in caught.value.sentence("en")
    open_box(tmp_path).close()


def test_nobody_else_can_enter_and_nothing_personal_stands_in_plain(tmp_path: Path) -> None:
    filled(tmp_path)
    box = open_box(tmp_path)
    root = tmp_path / "outboxes"
    folders = [path for path in (root, *root.rglob("*")) if path.is_dir()]
    files = [path for path in root.rglob("*") if path.is_file()]
    assert [oct(path.stat().st_mode & 0o777) for path in folders] == ["0o700"] * len(folders)
    assert [oct(path.stat().st_mode & 0o777) for path in files] == ["0o600"] * len(files)
    box.outbox.add([deed(5)], NOON)
    canaries = [*map(number, range(1, 6)), ACCOUNT, AUTHORITY, "volunteering", "chen", PASSWORD]
    content = b"".join(path.read_bytes() for path in files)
    box.close()
    content += b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())
    names = " ".join(map(str, root.rglob("*")))
    assert [each for each in canaries if each.encode() in content or each in names] == []


def changed(root: Path, sql: str, *values: object) -> None:
    """Change the file behind the program's back."""
    connection = sqlite3.connect(folder_in(root) / "outbox.db")
    with connection:
        connection.execute(sql, values)
    connection.close()


def values_of(root: Path, column: str) -> list[bytes]:
    """What stands in a column, in the order of the rows."""
    connection = sqlite3.connect(folder_in(root) / "outbox.db")
    rows = connection.execute(f"select {column} from item order by sequence").fetchall()
    connection.close()
    return [value for (value,) in rows]


FLIPPED = (
    "substr({0}, 1, length({0}) - 1)"
    " || case when substr({0}, -1) = x'00' then char(1) else char(0) end"
)
SET: dict[str, Any] = {
    "id": "'018f0000-0000-7000-8000-000000000000'",
    "sequence": "77",
    "state": "case state when 'sent' then 'waiting' else 'sent' end",
    "attempts": "attempts + 1",
    "saved_at": "saved_at + 1",
    "settled_at": "ifnull(settled_at, 0) + 1",
    "deed": f"cast({FLIPPED.format('deed')} as blob)",
    "course": f"cast({FLIPPED.format('course')} as blob)",
}


@pytest.mark.parametrize("column", SET)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_changed_row_is_reported_and_kept_and_never_sent(
    tmp_path: Path, column: str, place: int
) -> None:
    filled(tmp_path)
    changed(tmp_path, f"update item set {column} = {SET[column]} where sequence = ?", place)
    with open_box(tmp_path) as box:
        (damage,) = box.outbox.damaged()
        assert damage.sequence == (77 if column == "sequence" else place)
        assert len(box.outbox.items()) == 2
        due = box.outbox.next_due(NOON)
        assert (due is None) == (place == 1)
        box.outbox.clear(NOON + timedelta(days=400))
        assert len(box.outbox.damaged()) == 1
        assert sum(box.outbox.counts().values()) == (3 if place == 2 else 2)
        # Work goes on beside it.
        box.outbox.add([deed(9)], NOON)


@pytest.mark.parametrize("column", ["deed", "course"])
def test_values_swapped_between_rows_are_noticed(tmp_path: Path, column: str) -> None:
    with new_box(tmp_path) as box:
        box.outbox.add([deed(1), deed(1)], NOON)
    swap = f"update item set {column} = case sequence when 1 then ? else ? end"
    changed(tmp_path, swap, *reversed(values_of(tmp_path, column)))
    with open_box(tmp_path) as box:
        assert [damage.part for damage in box.outbox.damaged()] == [
            "course" if column == "course" else "content"
        ] * 2
        assert box.outbox.next_due(NOON) is None


def test_a_try_put_off_for_ever_behind_our_back_is_made_at_once(tmp_path: Path) -> None:
    filled(tmp_path)
    for never in (2**62, -(2**62), 253402300799 * 10**6):
        changed(tmp_path, "update item set next_try_at = ?", never)
        with open_box(tmp_path) as box:
            assert box.outbox.next_due(NOON) is not None
            assert box.outbox.damaged() == []


def test_a_changed_value_in_the_cabinet_is_told_until_another_takes_its_place(
    tmp_path: Path,
) -> None:
    filled(tmp_path)
    changed(tmp_path, f"update kept set value = cast({FLIPPED.format('value')} as blob)")
    with open_box(tmp_path) as box:
        with pytest.raises(DamagedError):
            box.cabinet.recall("draft")
        box.cabinet.remember("draft", b"anew")
        assert box.cabinet.recall("draft") == b"anew"
        box.cabinet.remember("city", b"fuzhou")
    changed(tmp_path, "delete from kept where name = 'city'")
    changed(tmp_path, "update kept set name = 'city'")
    with open_box(tmp_path) as box, pytest.raises(DamagedError):
        box.cabinet.recall("city")


@pytest.mark.parametrize(
    "change",
    [
        "passes = 2",
        "passes = 1000000000",
        "memory_kib = 16",
        "memory_kib = 1000000000",
        "lanes = 0",
        "salt = zeroblob(16)",
        "salt = zeroblob(0)",
        "wrapped = zeroblob(61)",
        "wrapped = zeroblob(0)",
    ],
)
def test_a_changed_key_opens_nothing_and_destroys_nothing(tmp_path: Path, change: str) -> None:
    filled(tmp_path)
    kept = folder_in(tmp_path) / "outbox.db"
    shutil.copy(kept, tmp_path / "copy")
    changed(tmp_path, f"update box set {change}")
    with pytest.raises((WrongPasswordError, DamagedError)):
        open_box(tmp_path)
    shutil.copy(tmp_path / "copy", kept)
    with open_box(tmp_path) as box:
        assert box.outbox.damaged() == []


def test_a_box_copied_into_another_persons_place_does_not_open(tmp_path: Path) -> None:
    filled(tmp_path)
    other = box_folder(tmp_path / "outboxes", "https://points.example", "fuzhou", "li.na")
    shutil.copytree(folder_in(tmp_path), other)
    with pytest.raises(WrongPasswordError):
        Vault.unlock(other, PASSWORD)


def spoil(path: Path) -> None:
    path.write_bytes(b"no database at all " * 1000)


def grow_old(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 2")
    connection.close()


@pytest.mark.parametrize(("how", "error"), [(spoil, DamagedError), (grow_old, OutdatedError)])
def test_a_file_that_is_no_box_of_ours_is_left_as_it_is(
    tmp_path: Path, how: Callable[[Path], None], error: type[OutboxError]
) -> None:
    filled(tmp_path)
    path = folder_in(tmp_path) / "outbox.db"
    how(path)
    before = path.read_bytes()
    with pytest.raises(error):
        open_box(tmp_path)
    assert path.read_bytes() == before
    set_aside(folder_in(tmp_path), NOON)
    new_box(tmp_path).close()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "outboxes").write_text("a file")
    with pytest.raises(UnwritableError) as caught:
        new_box(tmp_path)
    assert str(tmp_path / "outboxes") in caught.value.sentence("zh")


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_sentence_names_the_same_in_both_languages(kind: str) -> None:
    english, chinese = SENTENCES[kind]
    for name in ("{folder}", "{detail}", "{place}"):
        assert (name in english) == (name in chinese)
    assert english.endswith(".")
    assert chinese.endswith("。")
