"""A new master key takes the old one's place: stopped anywhere, and nothing is unreadable."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from backend.core.problems import Problem, ProblemsError
from backend.storage.crypto import (
    MasterKey,
    make_master_key,
    new_master_key,
    read_master_keys,
    replace_master_keys,
)
from backend.storage.keys import SECRETS, KeyStore
from backend.storage.rotation import AT_ONCE, Rotated, rotate

ROOT = Path(__file__).resolve().parents[2]
CITY = "fuzhou"
POINTS = 100 if "CITYPOINTS_SOAK" in os.environ else 25
RESIDENTS = AT_ONCE + 100

# A process that rotates in a child of its own, again for each line that it reads: a number stops
# the child dead at that line of our code, a time in seconds kills it from outside, `-` lets it be.
ROTATOR = """
import os, signal, sys, time
from pathlib import Path
from backend.storage.crypto import read_master_keys
from backend.storage.keys import KeyStore
from backend.storage.rotation import rotate

store_path, key_path = map(Path, sys.argv[1:])
lines = 0

def stop_at(last):
    def trace(frame, event, argument):
        global lines
        if "backend/storage" not in frame.f_code.co_filename:
            return None
        if event == "line":
            lines += 1
            if lines == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    return trace

def work(last):
    masters = read_master_keys(key_path, None)
    sys.settrace(stop_at(last))
    store = KeyStore.open(store_path, *masters)
    rotate(store, masters, key_path)
    store.close()
    sys.settrace(None)

for asked in sys.stdin:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        work(int(asked) if asked.strip().isdigit() else -1)
        os.write(writing, str(lines).encode())
        os._exit(0)
    if "." in asked:
        time.sleep(float(asked))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(writing)
    counted = os.read(reading, 20).decode()
    os.close(reading)
    print(os.waitstatus_to_exitcode(status), counted or 0, flush=True)
"""


class Vault:
    """A key store, the file of its master key, and a process that serves with both."""

    def __init__(self, folder: Path) -> None:
        """Make them, with some residents."""
        self.path, self.key_path = folder / "keys.db", folder / "master.key"
        make_master_key(self.key_path)
        self.serving = self.open()
        subjects = self.serving.enrol_many(CITY, [f"N{place}" for place in range(RESIDENTS)])
        self.expected = {subject: self.serving.data_key(CITY, subject) for subject in subjects}

    def masters(self) -> tuple[MasterKey, ...]:
        return read_master_keys(self.key_path, None)

    def open(self) -> KeyStore:
        return KeyStore.open(self.path, *self.masters(), reread=self.masters)

    def rotate(self) -> Rotated:
        store = self.open()
        try:
            return rotate(store, self.masters(), self.key_path)
        finally:
            store.close()

    def wrapped(self) -> dict[str, tuple[bytes, str]]:
        """Of each subject the wrapped key and its master key, as they lie in the file."""
        with contextlib.closing(sqlite3.connect(self.path)) as plain:
            found = plain.execute("select subject, wrapped_key, master_key_id from resident")
            return {subject: (wrapped, master) for subject, wrapped, master in found}

    def about(self) -> dict[str, bytes]:
        with contextlib.closing(sqlite3.connect(self.path)) as plain:
            return dict(plain.execute("select name, content from about"))

    def content(self) -> bytes:
        """Every byte of the folder."""
        return b"".join(file.read_bytes() for file in sorted(self.path.parent.iterdir()))

    def check(self) -> None:
        """Everybody is readable, for who had the store open before and for who opens it now."""
        fresh = self.open()
        try:
            for store in (self.serving, fresh):
                found = {subject: store.data_key(CITY, subject) for subject in self.expected}
                assert found == self.expected
        finally:
            fresh.close()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = Vault(tmp_path / "data")
    yield made
    made.serving.close()


def refused(vault: Vault, masters: tuple[MasterKey, ...], file: Path | None) -> Problem:
    with pytest.raises(ProblemsError) as caught:
        rotate(vault.serving, masters, file)
    (problem,) = caught.value.problems
    return problem


def test_a_new_key_takes_the_place_and_whoever_serves_goes_on(vault: Vault) -> None:
    (old,) = vault.masters()
    before = vault.serving.number_hash(CITY, "N1")
    secrets = {purpose: vault.serving.secret(purpose) for purpose in SECRETS}
    done = vault.rotate()
    (new,) = vault.masters()
    assert done == Rotated(in_use=new.id, former=(old.id,), keys=RESIDENTS)
    assert new.id != old.id
    vault.check()
    again = vault.open()
    assert again.number_hash(CITY, "N1") == before
    assert {purpose: again.secret(purpose) for purpose in SECRETS} == secrets
    # Who was enrolled by a process that had not heard of the new key is under it all the same.
    subject = vault.serving.enrol(CITY, "newcomer")
    assert vault.wrapped()[subject][1] == new.id
    assert again.data_key(CITY, subject) == vault.serving.data_key(CITY, subject)
    again.close()


def test_an_old_wrapped_key_and_the_old_master_key_open_nothing(vault: Vault) -> None:
    """Nothing sealed with the old key is left anywhere, nor the old key itself."""
    # Some come one by one and some go, so that pages split and rows move.
    for place in range(50):
        gone, _ = vault.serving.enrol_many(CITY, [f"gone{place}", f"stays{place}"])
        vault.serving.destroy(CITY, gone)
    old_key = vault.key_path.read_bytes().strip()
    before, about = vault.wrapped(), vault.about()
    vault.rotate()
    content = vault.content()
    left = [subject for subject, (wrapped, _) in before.items() if wrapped in content]
    assert left == []
    sealed = {name: was for name, was in about.items() if len(was) > 32}
    assert sealed.keys() == {"number-key", *SECRETS.values()}
    assert [name for name, was in sealed.items() if was in content] == []
    assert old_key not in content
    with pytest.raises(ProblemsError) as caught:
        KeyStore.open(vault.path, MasterKey(bytes(32)))
    assert caught.value.problems[0].kind == "key-store-other-key"


class Meanwhile(threading.Thread):
    """A server that goes on while the rotation is stopped again and again."""

    def __init__(self, vault: Vault) -> None:
        """Not begun yet."""
        super().__init__()
        self._store = vault.serving
        self._expected = dict(vault.expected)
        self._chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
        self._is_over = threading.Event()
        self.enrolled: dict[str, bytes | None] = {}
        self.failures: list[object] = []

    def run(self) -> None:
        """Read, enrol and destroy."""
        subjects = sorted(self._expected)
        try:
            while not self._is_over.wait(0.002):
                subject = self._chosen.choice(subjects)
                if self._store.data_key(CITY, subject) != self._expected[subject]:
                    self.failures.append(subject)
                if self._chosen.random() < 0.02:
                    self._enrol()
        except Exception as error:  # noqa: BLE001 - told at the end
            self.failures.append(error)

    def _enrol(self) -> None:
        place = len(self.enrolled)
        stays, gone = self._store.enrol_many(CITY, [f"stays {place}", f"gone {place}"])
        self.enrolled[stays] = self._store.data_key(CITY, stays)
        self._store.destroy(CITY, gone)

    def end(self) -> None:
        """Come to an end, with nothing to complain of."""
        self._is_over.set()
        self.join()
        assert self.failures == []


def test_killed_at_many_points_while_others_read_and_enrol(vault: Vault) -> None:
    chosen = random.Random(5)  # noqa: S311 - repeatable, not secret
    meanwhile = Meanwhile(vault)
    with stopping(vault) as stop:
        status, lines = stop("-")
        assert (status, lines > 1000) == (0, True)
        meanwhile.start()
        killed = 0
        while killed < POINTS:
            # One in five by surprise, the others at a line; what is left to do may be less.
            by_surprise = f"{chosen.random() / 5:.4f}"
            at_line = str(chosen.randrange(1, lines))
            killed += stop(by_surprise if killed % 5 == 0 else at_line)[0] == -signal.SIGKILL
            vault.check()
        meanwhile.end()
        assert stop("-")[0] == 0
    assert meanwhile.enrolled
    vault.expected |= meanwhile.enrolled
    vault.check()
    (new,) = vault.masters()
    assert {master for _, master in vault.wrapped().values()} == {new.id}
    assert "changing" not in vault.about()
    names = {file.name for file in vault.path.parent.iterdir()}
    assert names == {"keys.db", "keys.db-journal", "keys.db.rotating", "master.key"}


@contextlib.contextmanager
def stopping(vault: Vault) -> Iterator["Stop"]:
    """A function that begins a rotation, or goes on with one, and stops it as it is told."""
    command = [sys.executable, "-c", ROTATOR, str(vault.path), str(vault.key_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as process:
        yield Stop(process)
        assert process.stdin is not None
        process.stdin.close()


class Stop:
    """Tells the process above."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Use this process."""
        self._process = process

    def __call__(self, how: str) -> tuple[int, int]:
        """How the child ended, and how many lines of ours it ran where it came to its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{how}\n")
        self._process.stdin.flush()
        status, lines = self._process.stdout.readline().split()
        return int(status), int(lines)


def test_an_interrupted_rotation_is_finished_and_no_other_begun(vault: Vault) -> None:
    (old,) = vault.masters()
    new = new_master_key()
    replace_master_keys(vault.key_path, new, old)
    vault.serving.adopt(new)
    vault.serving.rewrap(0, 10)
    state = vault.serving.state()
    assert state.counts == {new.id: 10, old.id: RESIDENTS - 10}
    assert (state.in_use, state.is_changing) == (new.id, True)
    assert vault.rotate() == Rotated(in_use=new.id, former=(old.id,), keys=RESIDENTS - 10)
    state = vault.serving.state()
    assert (state.counts, state.is_changing) == ({new.id: RESIDENTS}, False)
    vault.check()


def test_what_was_left_of_a_key_goes_with_its_resident_though_a_rotation_has_stopped(
    vault: Vault,
) -> None:
    """The former copy of a wrapped key is in no row any more, and may still be in the file."""
    (old,) = vault.masters()
    subject = min(vault.expected)
    former = vault.wrapped()[subject][0]
    replace_master_keys(vault.key_path, new := new_master_key(), old)
    vault.serving.adopt(new)
    vault.serving.rewrap(0, RESIDENTS)
    vault.serving.close()
    page = bytearray(vault.path.read_bytes())
    end = int.from_bytes(page[105:107], "big")
    page[end - len(former) : end] = former
    vault.path.write_bytes(page)
    vault.serving = vault.open()
    assert former in vault.content()
    assert vault.serving.destroy(CITY, subject)
    assert former not in vault.content()


def test_two_do_not_rotate_at_once(vault: Vault) -> None:
    with contextlib.closing(vault.open()) as other, stopping(vault) as stop:
        with FileLock(vault.path.with_name("keys.db.rotating")):
            problem = refused(vault, vault.masters(), vault.key_path)
            assert problem.kind == "key-store-changing"
        assert stop("-")[0] == 0
        assert other.state().is_changing is False
    vault.check()


def test_a_key_in_the_environment_is_rotated_by_the_two_of_them(vault: Vault) -> None:
    (old,) = vault.masters()
    problem = refused(vault, (old,), None)
    assert (problem.kind, problem.key) == ("master-key-not-in-file", "CITYPOINTS_MASTER_KEY")
    new = new_master_key()
    done = rotate(vault.serving, (new, old), None)
    assert (done.in_use, done.keys) == (new.id, RESIDENTS)
    assert [key.id for key in vault.masters()] == [old.id]
    # With both still given, there is nothing left to do.
    assert rotate(vault.serving, (new, old), None).keys == 0


def test_an_old_key_that_was_taken_away_too_early_is_asked_for(vault: Vault) -> None:
    (old,) = vault.masters()
    new = new_master_key()
    vault.serving.adopt(new)
    problem = refused(vault, (new,), None)
    assert problem.kind == "key-store-lacks-key"
    assert dict(problem.values) == {"missing": old.id}


def test_a_row_that_was_tampered_with_is_told_and_stops_nobody_else(vault: Vault) -> None:
    first, second = sorted(vault.expected)[:2]
    with contextlib.closing(sqlite3.connect(vault.path)) as plain, plain:
        plain.execute(
            "update resident set wrapped_key = (select wrapped_key from resident where subject = ?)"
            " where subject = ?",
            (first, second),
        )
    problem = refused(vault, vault.masters(), vault.key_path)
    assert problem.kind == "key-store-unreadable"
    del vault.expected[second]
    vault.check()


def test_a_store_of_the_first_version_keeps_its_secrets(tmp_path: Path) -> None:
    """They followed from its master key, and what was made with them is in use."""
    path, master = tmp_path / "keys.db", MasterKey(bytes(range(32)))
    store = KeyStore.open(path, master)
    subject = store.enrol(CITY, "N1")
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("delete from about where name like 'secret-%'")
        plain.execute("drop table staff")
        plain.execute("drop table leaving")
        plain.execute("pragma user_version=1")
    store = KeyStore.open(path, master)
    former = ("cursors", "fingerprints", "setup", "tokens")
    assert [store.secret(purpose) for purpose in former] == [*map(master.derive, former)]
    assert store.secret("passes") != master.derive("passes")
    new = new_master_key()
    rotate(store, (new, master), None)
    assert store.secret("fingerprints") == master.derive("fingerprints")
    store.close()
    store = KeyStore.open(path, new)
    assert store.secret("fingerprints") == master.derive("fingerprints")
    assert store.subject_of(CITY, "N1") == subject
    store.close()


def test_the_secrets_of_a_new_store_follow_from_nothing(tmp_path: Path) -> None:
    master = MasterKey(bytes(range(32)))
    stores = [KeyStore.open(tmp_path / name, master) for name in ("a.db", "b.db")]
    found = {store.secret(purpose) for store in stores for purpose in SECRETS}
    assert len(found) == len(stores) * len(SECRETS)
    assert not found & {master.derive(purpose) for purpose in SECRETS}
    for store in stores:
        store.close()
