"""The key store knows whose number a member of the staff has, and forgets it without a trace."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.storage.crypto import MasterKey
from backend.storage.keys import KeyStore

MASTER = MasterKey(bytes(range(32)))
NUMBER, OTHER = "350102199003072316", "11010519491231002X"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "keys.db"


@pytest.fixture
def store(path: Path) -> Iterator[KeyStore]:
    opened = KeyStore.open(path, MASTER)
    yield opened
    opened.close()


def content(path: Path) -> bytes:
    """Every byte of the store's file and of what lies beside it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_a_staff_members_own_subject_is_that_of_their_number(store: KeyStore) -> None:
    assert store.own_subject_of("fuzhou", "a1") is None
    store.link_staff("fuzhou", "a1", f" {NUMBER}")
    # Whoever is not enrolled has the decoy by which anybody would be looked for.
    assert store.own_subject_of("fuzhou", "a1") == store.subject_or_decoy("fuzhou", NUMBER)
    subject = store.enrol("fuzhou", NUMBER)
    assert store.own_subject_of("fuzhou", "a1") == subject
    assert store.own_subject_of("fuzhou", "a2") is None
    assert store.own_subject_of("xiamen", "a1") is None
    store.destroy("fuzhou", subject)
    assert store.own_subject_of("fuzhou", "a1") == store.subject_or_decoy("fuzhou", NUMBER)
    again = store.enrol("fuzhou", NUMBER)
    assert store.own_subject_of("fuzhou", "a1") == again


def test_a_number_is_replaced_or_forgotten_and_nothing_is_left_of_it(
    path: Path, store: KeyStore
) -> None:
    first, second = (store.number_hash("fuzhou", number) for number in (NUMBER, OTHER))
    store.link_staff("fuzhou", "a1", NUMBER)
    assert store.linked_staff("fuzhou") == {"a1"}
    assert store.linked_staff("xiamen") == frozenset()
    assert first in content(path)
    assert NUMBER.encode() not in content(path)
    store.link_staff("fuzhou", "a1", OTHER)
    assert first not in content(path)
    assert second in content(path)
    store.unlink_staff("fuzhou", "a1")
    store.unlink_staff("fuzhou", "a1")
    assert second not in content(path)
    assert store.linked_staff("fuzhou") == frozenset()


def test_a_hash_stays_where_it_is_somebodys_still(path: Path, store: KeyStore) -> None:
    digest = store.number_hash("fuzhou", NUMBER)
    subject = store.enrol("fuzhou", NUMBER)
    store.link_staff("fuzhou", "a1", NUMBER)
    store.link_staff("fuzhou", "a2", NUMBER)
    store.unlink_staff("fuzhou", "a1")
    assert store.own_subject_of("fuzhou", "a2") == subject
    assert store.destroy("fuzhou", subject)
    assert subject.encode() not in content(path)
    store.unlink_staff("fuzhou", "a2")
    assert digest not in content(path)


def test_another_process_sees_at_once_what_was_linked(path: Path, store: KeyStore) -> None:
    other = KeyStore.open(path, MASTER)
    assert other.own_subject_of("fuzhou", "a1") is None
    store.link_staff("fuzhou", "a1", NUMBER)
    assert other.own_subject_of("fuzhou", "a1") is not None
    store.unlink_staff("fuzhou", "a1")
    assert other.own_subject_of("fuzhou", "a1") is None
    other.close()


def test_a_store_made_before_there_were_staff_in_it_is_kept(path: Path, store: KeyStore) -> None:
    subject = store.enrol("fuzhou", NUMBER)
    store.close()
    with sqlite3.connect(path) as plain:
        plain.execute("drop table staff")
        plain.execute("drop table leaving")
        plain.execute("pragma user_version=1")
    plain.close()
    store = KeyStore.open(path, MASTER)
    assert store.subject_of("fuzhou", NUMBER) == subject
    store.link_staff("fuzhou", "a1", NUMBER)
    assert store.own_subject_of("fuzhou", "a1") == subject
    store.close()
