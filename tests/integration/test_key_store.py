"""The key store: one subject for one number, whoever asks, and nothing left of who has gone."""

import hashlib
import hmac
import sqlite3
import stat
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.problems import Problem, ProblemsError, describe
from backend.storage.crypto import MasterKey, SealBrokenError
from backend.storage.key_tables import VERSION
from backend.storage.keys import KeyStore, normal_number

ROOT = Path(__file__).resolve().parents[2]
MASTER = MasterKey(bytes(range(32)))
NUMBER = "350102199003072316"

# What each process of the tests below begins with; it starts when a line comes.
PRELUDE = """
import sys
from pathlib import Path
from backend.storage.crypto import MasterKey
from backend.storage.keys import KeyStore
path, worker = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
store = KeyStore.open(path, MasterKey(bytes(range(32))))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "keys.db"


@pytest.fixture
def store(path: Path) -> Iterator[KeyStore]:
    opened = KeyStore.open(path, MASTER)
    yield opened
    opened.close()


def processes(path: Path, body: str, count: int) -> list["subprocess.Popen[str]"]:
    """Some processes that begin the same work at the same moment."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PRELUDE + body, str(path), str(worker)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        for worker in range(count)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return started


def outputs(started: list["subprocess.Popen[str]"]) -> list[list[str]]:
    found = [process.communicate(timeout=60)[0].split() for process in started]
    assert [process.returncode for process in started] == [0] * len(started)
    return found


def content(path: Path) -> bytes:
    """Every byte of the store's file and of what lies beside it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def rows(path: Path) -> dict[str, tuple[bytes, bytes]]:
    """Of each subject the hash and the wrapped key, as they lie in the file."""
    with sqlite3.connect(path) as plain:
        found = plain.execute("select subject, id_hash, wrapped_key from resident").fetchall()
    plain.close()
    return {subject: (digest, wrapped) for subject, digest, wrapped in found}


def refused(path: Path, master: MasterKey = MASTER) -> Problem:
    with pytest.raises(ProblemsError) as caught:
        KeyStore.open(path, master)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return problem


def test_a_number_has_one_random_subject_and_key_also_after_a_restart(
    path: Path, store: KeyStore
) -> None:
    subject = store.enrol("fuzhou", NUMBER)
    key = store.data_key("fuzhou", subject)
    assert len(bytes.fromhex(subject)) == 16
    assert key is not None
    assert len(key) == 32
    assert store.enrol("fuzhou", NUMBER) == store.subject_of("fuzhou", NUMBER) == subject
    store.close()
    again = KeyStore.open(path, MASTER)
    assert again.subject_of("fuzhou", NUMBER) == subject
    assert again.data_key("fuzhou", subject) == key
    again.close()


def test_whether_a_number_was_known_is_not_told_by_what_is_written(
    path: Path, store: KeyStore
) -> None:
    """Nor by the time taken, which is that of the disk."""
    store.enrol("fuzhou", "N1")
    before = rows(path)
    counts = [_changes(path)]
    for number in ("N1", "N2", "N1"):
        store.enrol("fuzhou", number)
        counts.append(_changes(path))
    assert [later - was for was, later in pairwise(counts)] == [1, 1, 1]
    assert before.items() <= rows(path).items()
    assert len(rows(path)) == 2


def _changes(path: Path) -> int:
    """How many transactions have changed a file, as its header says."""
    return int.from_bytes(path.read_bytes()[24:28])


def test_subjects_do_not_follow_from_numbers(tmp_path: Path) -> None:
    first, second = (KeyStore.open(tmp_path / name, MASTER) for name in ("a.db", "b.db"))
    assert first.enrol("fuzhou", NUMBER) != second.enrol("fuzhou", NUMBER)
    first.close()
    second.close()


def test_cities_know_nothing_of_each_other(store: KeyStore) -> None:
    fuzhou, xiamen = store.enrol("fuzhou", NUMBER), store.enrol("xiamen", NUMBER)
    assert fuzhou != xiamen
    assert store.number_hash("fuzhou", NUMBER) != store.number_hash("xiamen", NUMBER)
    assert store.data_key("xiamen", fuzhou) is None
    assert not store.destroy("xiamen", fuzhou)
    assert store.subject_of("suzhou", NUMBER) is None
    assert list(store.subjects("fuzhou")) == [fuzhou]


@pytest.mark.parametrize(
    "written",
    ["35010219900307231x", " 350102 19900307 231X ", "３５０１０２１９９００３０７２３１Ｘ"],
)
def test_a_number_is_the_same_however_it_is_written(store: KeyStore, written: str) -> None:
    assert store.enrol("fuzhou", written) == store.enrol("fuzhou", "35010219900307231X")


@given(st.text(max_size=30))
def test_a_number_in_its_normal_form_stays_as_it_is(number: str) -> None:
    try:
        normal = normal_number(number)
    except ValueError:
        return
    assert normal
    assert "\0" not in normal


@pytest.mark.parametrize("number", ["", "  ", "--"])
def test_nothing_is_no_number(store: KeyStore, number: str) -> None:
    with pytest.raises(ValueError, match="without letters"):
        store.enrol("fuzhou", number)


def test_many_are_enrolled_in_their_order_or_none(store: KeyStore) -> None:
    known = store.enrol("fuzhou", "N2")
    subjects = store.enrol_many("fuzhou", ["N1", "N2", "N3", "N1"])
    assert subjects[1] == known
    assert subjects[0] == subjects[3]
    assert [store.subject_of("fuzhou", f"N{place}") for place in (1, 2, 3)] == subjects[:3]
    assert store.enrol_many("fuzhou", []) == []
    with pytest.raises(ValueError, match="without letters"):
        store.enrol_many("fuzhou", ["N4", ""])
    assert store.subject_of("fuzhou", "N4") is None


def test_all_subjects_of_a_city_are_listed_while_others_write(store: KeyStore) -> None:
    enrolled = store.enrol_many("fuzhou", [f"N{place}" for place in range(2500)])
    listed: list[str] = []
    for subject in store.subjects("fuzhou"):
        if len(listed) % 1000 == 500:
            store.enrol("xiamen", subject)
        listed.append(subject)
    assert listed == sorted(enrolled)


def test_a_decoy_looks_like_a_subject_stays_the_same_and_belongs_to_nobody(
    store: KeyStore,
) -> None:
    decoy = store.subject_or_decoy("fuzhou", NUMBER)
    assert len(bytes.fromhex(decoy)) == 16
    assert store.subject_or_decoy("fuzhou", f" {NUMBER}") == decoy
    assert store.subject_or_decoy("xiamen", NUMBER) != decoy
    assert store.data_key("fuzhou", decoy) is None
    assert list(store.subjects("fuzhou")) == []
    subject = store.enrol("fuzhou", NUMBER)
    assert subject != decoy
    assert store.subject_or_decoy("fuzhou", NUMBER) == subject


def test_looking_for_an_unknown_number_takes_as_long_as_for_a_known_one(store: KeyStore) -> None:
    store.enrol_many("fuzhou", [f"N{place}" for place in range(500)])
    times: dict[str, list[int]] = {"N": [], "U": []}
    for place in range(500):
        for kind, taken in times.items():
            start = time.perf_counter_ns()
            store.subject_or_decoy("fuzhou", f"{kind}{place}")
            taken.append(time.perf_counter_ns() - start)
    known, unknown = (statistics.median(taken) for taken in times.values())
    assert 0.7 < known / unknown < 1.4


def test_neither_the_number_nor_a_plain_hash_of_it_is_in_the_file(
    path: Path, store: KeyStore
) -> None:
    subject = store.enrol("fuzhou", NUMBER)
    key = store.data_key("fuzhou", subject)
    assert key is not None
    everything = content(path)
    assert store.number_hash("fuzhou", NUMBER) in everything
    assert key not in everything
    assert NUMBER.encode() not in everything
    for text in (NUMBER, f"fuzhou{NUMBER}", f"fuzhou|{NUMBER}", f"fuzhou\0{NUMBER}"):
        for name in ("md5", "sha1", "sha256", "sha512", "sm3", "blake2b"):
            if name in hashlib.algorithms_available:
                digest = hashlib.new(name, text.encode(), usedforsecurity=False)
                assert digest.digest() not in everything
                assert digest.hexdigest().encode() not in everything
        assert hmac.digest(b"", text.encode(), "sha256") not in everything


def test_a_wrapped_key_put_into_another_row_does_not_open(path: Path, store: KeyStore) -> None:
    first, second = store.enrol_many("fuzhou", ["N1", "N2"])
    with sqlite3.connect(path) as plain:
        plain.execute(
            "update resident set wrapped_key = (select wrapped_key from resident where subject = ?)"
            " where subject = ?",
            (first, second),
        )
    plain.close()
    assert store.data_key("fuzhou", first) is not None
    with pytest.raises(SealBrokenError):
        store.data_key("fuzhou", second)


def test_who_is_destroyed_is_unknown_and_may_come_back_as_somebody_new(store: KeyStore) -> None:
    subject, neighbour = store.enrol_many("fuzhou", [NUMBER, "N2"])
    key = store.data_key("fuzhou", subject)
    assert store.destroy("fuzhou", subject)
    assert not store.destroy("fuzhou", subject)
    assert store.data_key("fuzhou", subject) is None
    assert store.subject_of("fuzhou", NUMBER) is None
    assert list(store.subjects("fuzhou")) == [neighbour]
    again = store.enrol("fuzhou", NUMBER)
    assert again != subject
    assert store.data_key("fuzhou", again) != key


def test_nothing_of_who_is_destroyed_is_left_in_any_file(path: Path, store: KeyStore) -> None:
    # Enrolled one by one as they come, so that pages split and rows move.
    for place in range(300):
        store.enrol("fuzhou", f"N{place}")
    before = rows(path)
    gone = sorted(before)[::10]
    for subject in gone:
        assert store.destroy("fuzhou", subject)
        everything = content(path)
        for trace in (*before[subject], subject.encode()):
            assert trace not in everything
    assert rows(path) == {subject: before[subject] for subject in before if subject not in gone}


def test_a_copy_in_an_unused_part_of_a_page_goes_too(path: Path, store: KeyStore) -> None:
    subject, neighbour = store.enrol_many("fuzhou", ["N1", "N2"])
    traces = (*rows(path)[subject], subject.encode())
    store.close()
    leave_behind(path, b"".join(traces))
    store = KeyStore.open(path, MASTER)
    assert store.destroy("fuzhou", subject)
    assert not [trace for trace in traces if trace in content(path)]
    assert store.data_key("fuzhou", neighbour) is not None
    store.close()


def test_a_destruction_that_was_interrupted_is_finished_at_the_next_start(
    path: Path, store: KeyStore
) -> None:
    subject = store.enrol("fuzhou", "N1")
    wrapped = rows(path)[subject][1]
    store.close()
    # As a crash leaves it: the row is gone, the wiping has not begun.
    with sqlite3.connect(path) as plain:
        plain.execute("delete from resident")
        plain.execute("insert into about values ('unwiped', x'')")
    plain.close()
    leave_behind(path, wrapped)
    assert wrapped in content(path)
    KeyStore.open(path, MASTER).close()
    assert wrapped not in content(path)


def leave_behind(path: Path, trace: bytes) -> None:
    """Write bytes where a split leaves them: before the cells of the first page."""
    page = bytearray(path.read_bytes())
    end = int.from_bytes(page[105:107], "big")
    page[end - len(trace) : end] = trace
    path.write_bytes(page)


def test_only_the_owner_may_read_the_files(path: Path, store: KeyStore) -> None:
    store.enrol("fuzhou", NUMBER)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    store.close()
    path.chmod(0o644)
    KeyStore.open(path, MASTER).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_master_key_is_refused_and_told_apart(path: Path, store: KeyStore) -> None:
    store.enrol("fuzhou", NUMBER)
    store.close()
    before = content(path)
    other = MasterKey(bytes(32))
    problem = refused(path, other)
    assert (problem.kind, problem.key) == ("key-store-other-key", "CITYPOINTS_MASTER_KEY_FILE")
    assert MASTER.id in describe(problem)
    assert other.id in describe(problem)
    assert content(path) == before
    KeyStore.open(path, MASTER).close()


def test_a_store_of_a_newer_version_is_refused(path: Path, store: KeyStore) -> None:
    store.close()
    with sqlite3.connect(path) as plain:
        plain.execute(f"pragma user_version={VERSION + 1}")
    plain.close()
    assert refused(path).kind == "key-store-newer"


@pytest.mark.parametrize(
    "damage",
    [
        "delete from about where name = 'number-key'",
        "delete from about where name = 'master-key-id'",
        "update about set content = zeroblob(61) where name = 'number-key'",
        "drop table about",
    ],
)
def test_a_damaged_store_is_refused(path: Path, store: KeyStore, damage: str) -> None:
    store.close()
    with sqlite3.connect(path) as plain:
        plain.execute(damage)
    plain.close()
    assert refused(path).kind == "key-store-unreadable"


def test_what_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "keys.db"
    path.write_text("Dear mayor, " * 100)
    assert refused(path).kind == "key-store-unreadable"
    assert path.read_text().startswith("Dear mayor")
    assert refused(tmp_path).kind == "key-store-unreadable"
    assert refused(path / "keys.db").kind == "key-store-unreadable"


def test_another_database_is_refused_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as plain:
        plain.execute("pragma journal_mode=wal")
        plain.execute("create table deed (id)")
    plain.close()
    before, mode = path.read_bytes(), path.stat().st_mode
    assert refused(path).kind == "key-store-unreadable"
    assert (path.read_bytes(), path.stat().st_mode) == (before, mode)


def test_a_store_behind_a_link_leaves_nothing_either(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    link = tmp_path / "link.db"
    link.symlink_to(path)
    store = KeyStore.open(link, MASTER)
    subject = store.enrol("fuzhou", NUMBER)
    traces = rows(path)[subject]
    store.destroy("fuzhou", subject)
    assert not [trace for trace in traces if trace in content(path)]
    store.close()


def test_two_processes_that_enrol_the_same_number_get_one_subject(path: Path) -> None:
    body = """
for place in range(30):
    print(store.enrol("fuzhou", f"N{place}"))
"""
    first, second, third = outputs(processes(path, body, 3))
    assert first == second == third
    assert len(set(first)) == 30
    assert set(rows(path)) == set(first)


def test_processes_that_enrol_and_destroy_at_once_leave_a_sound_store(path: Path) -> None:
    body = """
for place in range(25):
    gone, stays = store.enrol_many("fuzhou", [f"gone{worker}-{place}", f"stays{worker}-{place}"])
    key = store.data_key("fuzhou", stays)
    assert store.destroy("fuzhou", gone)
    assert store.data_key("fuzhou", stays) == key
    print(stays)
"""
    stay = [subject for found in outputs(processes(path, body, 3)) for subject in found]
    assert set(rows(path)) == set(stay)
    with sqlite3.connect(path) as plain:
        assert plain.execute("pragma integrity_check").fetchall() == [("ok",)]
    plain.close()
    store = KeyStore.open(path, MASTER)
    assert all(store.data_key("fuzhou", subject) for subject in stay)
    store.close()


@pytest.mark.parametrize("seconds", [0.05, 0.12, 0.2])
def test_what_was_answered_outlives_a_process_that_is_killed(path: Path, seconds: float) -> None:
    body = """
for place in range(100_000):
    gone, stays = store.enrol_many("fuzhou", [f"gone{place}", f"stays{place}"])
    print("stays", stays, flush=True)
    store.destroy("fuzhou", gone)
    print("gone", gone, flush=True)
"""
    (process,) = processes(path, body, 1)
    time.sleep(seconds)
    process.kill()
    answers = process.communicate(timeout=60)[0].splitlines()
    store = KeyStore.open(path, MASTER)
    for line in answers:
        if len(line.split()) == 2 and len(line.split()[1]) == 32:
            answer, subject = line.split()
            assert (store.data_key("fuzhou", subject) is None) == (answer == "gone")
            assert (subject.encode() in content(path)) == (answer == "stays")
    assert all(store.data_key("fuzhou", subject) for subject in store.subjects("fuzhou"))
    store.close()


def test_threads_share_one_store(store: KeyStore) -> None:
    ready = threading.Barrier(4)

    def work(worker: int) -> list[str]:
        ready.wait()
        return [store.enrol("fuzhou", f"N{(place + worker) % 20}") for place in range(20)]

    with ThreadPoolExecutor(4) as pool:
        found = [set(subjects) for subjects in pool.map(work, range(4))]
    assert all(subjects == found[0] for subjects in found)
    assert len(found[0]) == 20


def test_a_closed_store_may_be_closed_again(store: KeyStore) -> None:
    store.close()
    store.close()
