"""Who has left cannot be found: in no file, no table, no log, no export and no later backup."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from installation import Town, number, run
from leaver import PLACE, QUANTITY, Leaver, files_below, found_in

from backend.jobs.schedule import JOBS
from backend.services.leave import leave
from backend.services.make_backup import make_backup
from backend.storage.database_copies import kind_of
from backend.storage.sqlite import file_of
from backend.storage.tables import METADATA

ERASE = next(job for job in JOBS if job.name == "erase-leavers")
AS_A_ROW = f"{QUANTITY}".encode()


@pytest.fixture
def leaver(town: Town) -> Iterator[Leaver]:
    with town.client() as client:
        yield Leaver(town, client)


def rows(town: Town) -> bytes:
    """What every table returns."""
    tables = [
        town.desk.database.read_now(lambda tx, name=name: tx.rows(f"select * from {name}"))  # type: ignore[misc]
        for name in METADATA.tables
    ]
    return "\n".join(
        value.hex() if isinstance(value, bytes) else str(value)
        for table in tables
        for row in table
        for value in row
    ).encode()


def files(town: Town) -> bytes:
    """Every byte of the installation: database, log, index, key store, journal and evidence."""
    settings = town.installation.settings
    found = files_below(settings.data_dir)
    if kind_of(settings.url) == "sqlite":
        path = file_of(settings.url)
        found += b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    return found


def keys_of(town: Town, subject: str) -> dict[str, bytes]:
    """What the key store keeps of a resident, as it lies there."""
    with closing(sqlite3.connect(town.installation.settings.key_store)) as store:
        found = store.execute(
            "select id_hash, wrapped_key, subject from resident where subject = ?", (subject,)
        ).fetchone()
    return {"number hash": found[0], "wrapped key": found[1]}


def dumped(town: Town, backup: Path) -> bytes:
    """A backup's copy of the database, unpacked."""
    if kind_of(town.installation.settings.url) == "sqlite":
        return b""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_restore"))
    command = [str(programs[-1]), "--file=-", str(backup / "database")]
    return subprocess.run(command, capture_output=True, check=True).stdout


def backed_up(town: Town, folder: Path) -> bytes:
    """Every byte of a backup made now."""
    made = make_backup(town.installation.settings, town.desk.keys, folder, town.clock.now())
    return files_below(folder) + dumped(town, made)


@pytest.mark.parametrize("at_once", [True, False])
def test_nothing_of_who_has_left_is_found_anywhere(
    leaver: Leaver,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    *,
    at_once: bool,
) -> None:
    town = leaver.town
    sealed = {name: word.encode() for name, word in leaver.sealed.items()}
    stored = {**leaver.stored(), **keys_of(town, leaver.subject)}
    assert len(sealed) >= 20
    assert len(stored) >= 40
    # Before: what is sealed stands nowhere in plain, and everything else is found.
    before = files(town) + rows(town) + backed_up(town, tmp_path / "before")
    assert not found_in(sealed, before)
    assert found_in(stored, before) == set(stored)
    assert AS_A_ROW in before
    kept = leaver.kept()
    now = town.clock.now()
    gone = run(leave(town.desk, leaver.identity, now, at_once=at_once))
    assert gone.state == ("gone" if at_once else "leaving")
    if not at_once:
        now = town.clock.advance(days=31)
        assert run(ERASE.run(town.desk, now)) == 1
    after = files(town) + rows(town) + backed_up(town, tmp_path / "after")
    assert not found_in({**sealed, **stored}, after)
    assert AS_A_ROW not in after
    told = [caplog.text, *capfd.readouterr()]
    assert not found_in({**sealed, **stored}, *(text.encode() for text in told))
    assert town.desk.keys.subject_of(town.city, number(PLACE)) is None
    assert_others_are_as_they_were(leaver, kept)


def assert_others_are_as_they_were(leaver: Leaver, kept: dict[str, list[str]]) -> None:
    """Every row of everybody else; a sign-in of nobody's is left of the leaver's."""
    now = leaver.kept()
    for table in sorted(set(METADATA.tables) - {"session"}):
        assert now[table] == kept[table], table


def test_the_log_still_says_what_staff_did_and_verifies(leaver: Leaver) -> None:
    town = leaver.town
    entries = "select id, action, role, leaf, content from log where subject = :subject order by id"

    def logged() -> list[tuple[object, ...]]:
        return town.desk.database.read_now(lambda tx: tx.rows(entries, subject=leaver.subject))

    before = logged()
    run(leave(town.desk, leaver.identity, town.clock.now(), at_once=True))
    after = logged()
    assert after[: len(before)] == before
    assert [row[1] for row in after[len(before) :]] == ["consent.left", "resident.erased"]
    left = town.desk.database.read_now(
        lambda tx: tx.rows(
            "select account, object, detail, salt from log where subject = :subject",
            subject=leaver.subject,
        )
    )
    assert {row[1:] for row in left} == {(None, "{}", None)}
    assert leaver.identity.account not in {row[0] for row in left}
    assert {"officer-one", "officer-two"} <= {row[0] for row in left}


def test_several_who_leave_are_wiped_once(leaver: Leaver, monkeypatch: pytest.MonkeyPatch) -> None:
    town = leaver.town
    wiped: list[bool] = []
    wipe = town.desk.database.wipe

    async def counted() -> bool:
        wiped.append(True)
        return await wipe()

    monkeypatch.setattr(town.desk.database, "wipe", counted)
    for place in (1, 2, PLACE):
        subject = town.desk.keys.subject_of(town.city, number(place))
        assert subject is not None
        run(leave(town.desk, town.resident(subject), town.clock.now()))
    stored = leaver.stored()
    assert run(ERASE.run(town.desk, town.clock.now() + timedelta(days=31))) == 3
    assert len(wiped) == 1
    assert not found_in(stored, files(town))


def test_a_crash_after_the_rows_is_finished_by_the_next_run(
    leaver: Leaver, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = leaver.town
    stored = leaver.stored()

    async def crash() -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(town.desk.database, "wipe", crash)
        with pytest.raises(KeyboardInterrupt):
            run(leave(town.desk, leaver.identity, town.clock.now(), at_once=True))
    assert run(ERASE.run(town.desk, town.clock.now())) == 0
    assert not found_in(stored, files(town))


def test_what_an_earlier_backup_has_sealed_cannot_be_read(leaver: Leaver, tmp_path: Path) -> None:
    town = leaver.town
    folder = tmp_path / "backups"
    settings, keys = town.installation.settings, town.desk.keys
    make_backup(settings, keys, folder, town.clock.now())
    run(leave(town.desk, leaver.identity, town.clock.now(), at_once=True))
    make_backup(settings, keys, folder, town.clock.now())
    # Of the keys there is one copy only, and the leaver's is not in it.
    copies = list(folder.rglob("keys.db*"))
    assert copies == [folder / "keys.db"]
    with closing(sqlite3.connect(copies[0])) as store:
        found = store.execute("select subject from resident").fetchall()
    assert (leaver.subject,) not in found
    assert len(found) > 1
