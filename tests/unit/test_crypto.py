"""The master key, where it comes from, and values that open at their own row only."""

import base64
import pickle
import stat
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backend.core.problems import Problem, ProblemsError, describe
from backend.storage.crypto import (
    MasterKey,
    SealBrokenError,
    make_master_key,
    new_master_key,
    open_sealed,
    read_master_keys,
    replace_master_keys,
    seal,
)

KEY = bytes(range(32))
ROW = "deed|fuzhou|5f3a|0190|document"
TOKENS = "073f8b6c3bd3e3b49827106770b2686f5b53da168d8eab37fa0eec9be65d8e32"
TEXT = base64.b64encode(KEY).decode()


def refused(path: Path | None, text: str | None = None) -> Problem:
    with pytest.raises(ProblemsError) as caught:
        read_master_keys(path, text)
    (problem,) = caught.value.problems
    return problem


@given(st.binary(max_size=300), st.binary(min_size=32, max_size=32), st.text(max_size=50))
def test_a_value_opens_with_its_key_at_its_row(plain: bytes, key: bytes, row: str) -> None:
    assert open_sealed(key, seal(key, plain, row=row), row=row) == plain


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_value_moved_to_another_row_does_not_open(row: str, other: str) -> None:
    assume(row != other)
    sealed = seal(KEY, b"13800000000", row=row)
    with pytest.raises(SealBrokenError):
        open_sealed(KEY, sealed, row=other)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_value_with_any_byte_changed_does_not_open(place: int, change: int) -> None:
    sealed = bytearray(seal(KEY, b"Chen", row=ROW))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SealBrokenError):
        open_sealed(KEY, bytes(sealed), row=ROW)


@given(st.integers(min_value=0, max_value=32))
def test_a_value_cut_short_does_not_open(length: int) -> None:
    with pytest.raises(SealBrokenError):
        open_sealed(KEY, seal(KEY, b"Chen", row=ROW)[:length], row=ROW)


def test_a_value_does_not_open_with_another_key_and_the_error_names_the_row_alone() -> None:
    sealed = seal(KEY, b"Chen Xiaoming", row=ROW)
    with pytest.raises(SealBrokenError) as caught:
        open_sealed(bytes(32), sealed, row=ROW)
    assert caught.value.row == ROW
    assert "Chen" not in str(caught.value)


def test_the_same_value_is_sealed_otherwise_each_time() -> None:
    assert len({seal(KEY, b"Chen", row=ROW) for _ in range(50)}) == 50


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33])
def test_a_key_of_another_length_seals_nothing_and_is_no_master_key(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(bytes(length), b"Chen", row=ROW)
    with pytest.raises(ValueError, match="32 bytes"):
        MasterKey(bytes(length))


def test_each_purpose_has_a_secret_of_its_own_that_never_changes() -> None:
    master = MasterKey(KEY)
    assert master.derive("tokens") == MasterKey(KEY).derive("tokens")
    assert len({master.derive("tokens"), master.derive("key-store"), KEY}) == 3
    assert master.derive("tokens") != MasterKey(bytes(32)).derive("tokens")
    assert len(master.derive("tokens", 64)) == 64
    # Frozen: another result would make everything that was ever encrypted unreadable.
    assert master.derive("tokens").hex() == TOKENS


def test_a_master_key_is_never_written_where_it_is_printed_or_pickled() -> None:
    master = MasterKey(KEY)
    for text in (repr(master), str(master), f"{master}", repr([master]), repr({"key": master})):
        assert TEXT not in text
        assert KEY.hex() not in text
        assert repr(KEY) not in text
        assert master.id in text
    with pytest.raises(TypeError):
        pickle.dumps(master)


def test_a_new_key_is_read_again_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "master.key"
    made = make_master_key(path)
    (read,) = read_master_keys(path, None)
    assert read.derive("x") == made.derive("x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    make_master_key(path)
    before = path.read_bytes()
    with pytest.raises(ProblemsError) as caught:
        make_master_key(path)
    assert [problem.kind for problem in caught.value.problems] == ["master-key-exists"]
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["master.key"]


def test_a_key_that_cannot_be_written_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProblemsError) as caught:
        make_master_key(tmp_path / "file" / "master.key")
    (problem,) = caught.value.problems
    assert problem.kind == "master-key-unwritable"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    make_master_key(tmp_path / "master.key")
    (read,) = read_master_keys(tmp_path / "master.key", f" {TEXT}\n")
    assert read.id == MasterKey(KEY).id


def test_two_keys_are_read_in_their_order_from_a_file_that_is_replaced_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / "master.key"
    old, new = make_master_key(path), new_master_key()
    (tmp_path / ".master.key.new").write_text("what an interrupted run left")
    replace_master_keys(path, new, old)
    assert [key.id for key in read_master_keys(path, None)] == [new.id, old.id]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text()
    assert [key.id for key in read_master_keys(None, text)] == [new.id, old.id]
    assert [key.id for key in read_master_keys(None, " ".join(text.split()))] == [new.id, old.id]
    replace_master_keys(path, new)
    assert [key.id for key in read_master_keys(path, None)] == [new.id]
    assert [file.name for file in tmp_path.iterdir()] == ["master.key"]


def test_behind_a_link_the_file_itself_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    link, path = tmp_path / "master.key", tmp_path / "safe" / "real.key"
    make_master_key(path)
    link.symlink_to(path)
    new = new_master_key()
    replace_master_keys(link, new)
    assert link.is_symlink()
    assert [key.id for key in read_master_keys(path, None)] == [new.id]


def test_one_broken_line_of_two_is_refused(tmp_path: Path) -> None:
    assert refused(None, f"{TEXT} secret").kind == "master-key-malformed"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_may_read_or_change_is_refused_with_the_remedy(
    tmp_path: Path, mode: int
) -> None:
    path = tmp_path / "master.key"
    make_master_key(path)
    path.chmod(mode)
    problem = refused(path)
    assert problem.kind == "master-key-exposed"
    assert describe(problem).startswith(f"{path}: CITYPOINTS_MASTER_KEY_FILE: ")
    assert f"chmod 600 {path}" in describe(problem)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "secret",
        TEXT[:-4],
        f"{TEXT}{TEXT}",
        TEXT.replace("A", "!"),
        KEY.hex(),
        "密钥",
        "x" * 9999,
    ],
)
def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path, content: str) -> None:
    path = tmp_path / "master.key"
    path.touch(mode=0o600)
    path.write_text(content, "utf-8")
    assert refused(path).kind == "master-key-malformed"
    problem = refused(None, content)
    assert (problem.kind, problem.key) == ("master-key-malformed", "CITYPOINTS_MASTER_KEY")
    assert not content or content not in describe(problem)


def test_a_missing_or_unreadable_key_names_the_setting(tmp_path: Path) -> None:
    assert refused(None).kind == "master-key-missing"
    missing = refused(tmp_path / "master.key")
    assert (missing.kind, missing.key) == ("master-key-missing", "CITYPOINTS_MASTER_KEY_FILE")
    assert missing.file == str(tmp_path / "master.key")
    assert refused(tmp_path).kind == "master-key-unreadable"
