"""Whoever is leaving stays so when a backup of before is put back; the key store remembers it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from installation import number, open_town, run

from backend.app import key_file
from backend.contracts.residents import LeavingView
from backend.services.erase_leavers import erase_leavers
from backend.services.leave import come_back, leave
from backend.services.make_backup import make_backup
from backend.services.mark_leavers import mark_leavers
from backend.services.restore_backup import choose_backup, restore_backup
from backend.storage.crypto import MasterKey, read_master_keys
from backend.storage.database_copies import kind_of
from backend.storage.keys import KeyStore
from backend.storage.leaving_marks import LeavingMark
from backend.storage.residents import Resident, State, consents_of, resident_of

MASTER = MasterKey(bytes(range(32)))
MARK = LeavingMark(
    since=datetime(2027, 3, 2, 4, tzinfo=UTC), erase_at=datetime(2027, 4, 1, tzinfo=UTC)
)
HAS_SCORE = "select 1 from score where subject = :subject"


class Restoring:
    """A town whose database is put back from backups, beside a key store that stays."""

    def __init__(self, folder: Path, url: str | None) -> None:
        """Begin with two participants, one of whom has points, on the day before."""
        self._data, self._url, self._backups = folder / "data", url, folder / "backups"
        self.town = open_town(self._data, url)
        self.subject, self.other = self.town.join(1), self.town.join(2)
        self.town.log(1, "volunteering", quantity=60)
        self.pass_days(1)

    def pass_days(self, days: int) -> None:
        self.town.clock.advance(days=days)

    def back_up(self) -> None:
        now, installation = self.town.clock.now(), self.town.installation
        make_backup(installation.settings, installation.desk.keys, self._backups, now)

    def restore(self) -> None:
        """Put the newest backup back, and start."""
        settings, now = self.town.installation.settings, self.town.clock.now()
        self.town.installation.close()
        masters = read_master_keys(key_file(settings), settings.master_key)
        keys = KeyStore.open(settings.key_store, *masters)
        restore_backup(settings, keys, choose_backup(settings, self._backups, None))
        keys.close()
        self._open(now)

    def restart(self) -> None:
        now = self.town.clock.now()
        self.town.installation.close()
        self._open(now)

    def leave(self) -> LeavingView:
        town = self.town
        return run(leave(town.desk, town.resident(self.subject), town.clock.now()))

    def come_back(self) -> None:
        town = self.town
        run(come_back(town.desk, town.resident(self.subject), town.clock.now()))

    def run_job(self) -> int:
        return run(mark_leavers(self.town.desk, self.town.clock.now()))

    def row(self) -> Resident:
        found = self.town.desk.database.read_now(
            lambda tx: resident_of(tx, self.town.city, self.subject)
        )
        assert found is not None
        return found

    def has_score(self) -> bool:
        rows = self.town.desk.database.read_now(lambda tx: tx.rows(HAS_SCORE, subject=self.subject))
        return bool(rows)

    def kinds(self) -> list[str]:
        """The events of the resident's consent."""
        found = self.town.desk.database.read_now(
            lambda tx: consents_of(tx, self.town.city, self.subject)
        )
        return [each.kind for each in found]

    @property
    def marks(self) -> dict[str, LeavingMark]:
        return self.town.desk.keys.leaving(self.town.city)

    def _open(self, now: datetime) -> None:
        self.town = open_town(self._data, self._url, moment=now)


@pytest.fixture
def restoring(tmp_path: Path, database_url: str) -> Iterator[Restoring]:
    url = None if kind_of(database_url) == "sqlite" else database_url
    found = Restoring(tmp_path, url)
    yield found
    found.town.installation.close()


def test_who_left_after_the_backup_is_leaving_until_the_same_day(restoring: Restoring) -> None:
    restoring.back_up()
    restoring.pass_days(1)
    erase_at = restoring.leave().erase_at
    since = restoring.row().since
    restoring.pass_days(5)
    restoring.restore()
    row = restoring.row()
    assert (row.state, row.since, row.erase_at) == (State.LEAVING, since, erase_at)
    assert not restoring.has_score()
    assert restoring.kinds() == ["given", "left"]
    with restoring.town.client() as client:
        town = restoring.town
        headers = town.token(town.resident(restoring.subject))
        assert client.get("/api/v1/me/score", headers=headers).is_client_error
        headers = town.token(town.resident(restoring.other))
        assert client.get("/api/v1/me/score", headers=headers).json()["total"] == 600
    # Done once: another start changes nothing, and the resident can return as before.
    restoring.restart()
    assert restoring.kinds() == ["given", "left"]
    restoring.come_back()
    assert restoring.row().state is State.PARTICIPATING
    assert restoring.marks == {}


def test_who_has_returned_takes_part_after_a_restore(restoring: Restoring) -> None:
    restoring.back_up()
    restoring.pass_days(1)
    restoring.leave()
    restoring.pass_days(1)
    restoring.come_back()
    restoring.restore()
    assert restoring.row().state is State.PARTICIPATING
    assert restoring.kinds() == ["given"]


def test_who_left_again_has_the_days_that_were_said_last(restoring: Restoring) -> None:
    restoring.pass_days(1)
    restoring.leave()
    restoring.back_up()
    restoring.pass_days(3)
    restoring.come_back()
    restoring.pass_days(3)
    erase_at = restoring.leave().erase_at
    restoring.restore()
    assert (restoring.row().state, restoring.row().erase_at) == (State.LEAVING, erase_at)


def test_the_clock_writes_the_mark_that_a_crash_prevented(restoring: Restoring) -> None:
    desk, city = restoring.town.desk, restoring.town.city
    restoring.pass_days(1)
    restoring.leave()
    expected = restoring.marks
    desk.keys.unmark_leaving(city, restoring.subject)
    assert restoring.run_job() == 1
    assert restoring.marks == expected
    assert restoring.run_job() == 0


def test_a_mark_that_a_crash_left_behind_makes_nobody_leave(restoring: Restoring) -> None:
    restoring.leave()
    left = restoring.marks[restoring.subject]
    restoring.pass_days(1)
    restoring.come_back()
    restoring.town.desk.keys.mark_leaving(restoring.town.city, restoring.subject, left)
    restoring.restart()
    assert restoring.row().state is State.PARTICIPATING
    assert restoring.run_job() == 1
    assert restoring.marks == {}


def test_an_erased_resident_has_no_mark(restoring: Restoring) -> None:
    erase_at = restoring.leave().erase_at
    assert erase_at is not None
    assert list(restoring.marks) == [restoring.subject]
    restoring.pass_days(400)
    run(erase_leavers(restoring.town.desk, restoring.town.clock.now()))
    assert restoring.marks == {}
    assert restoring.run_job() == 0


# The key store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "keys.db"


def content(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_no_trace_of_a_mark_is_left(path: Path) -> None:
    store = KeyStore.open(path, MASTER)
    subjects = store.enrol_many("fuzhou", [number(place) for place in range(300)])
    since = MARK.since.isoformat().encode()
    for subject in subjects:
        store.mark_leaving("fuzhou", subject, MARK)
    for subject in subjects[::2]:
        store.unmark_leaving("fuzhou", subject)
        store.unmark_leaving("fuzhou", subject)
    assert store.leaving("fuzhou") == dict.fromkeys(subjects[1::2], MARK)
    assert store.leaving("xiamen") == {}
    assert all(subject.encode() + since not in content(path) for subject in subjects[::2])
    for subject in subjects[1::2]:
        store.destroy("fuzhou", subject)
    assert since not in content(path)
    # Of whoever is destroyed none is kept, however late it comes.
    store.mark_leaving("fuzhou", subjects[1], MARK)
    assert store.leaving("fuzhou") == {}
    store.close()


def test_a_store_made_before_there_were_marks_is_kept(path: Path) -> None:
    store = KeyStore.open(path, MASTER)
    subject, secret = store.enrol("fuzhou", number(1)), store.secret("tokens")
    store.link_staff("fuzhou", "a1", number(1))
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as plain:
        plain.execute("drop table leaving")
        plain.execute("pragma user_version=2")
    store = KeyStore.open(path, MASTER)
    assert store.own_subject_of("fuzhou", "a1") == subject
    assert store.secret("tokens") == secret
    store.mark_leaving("fuzhou", subject, MARK)
    assert store.leaving("fuzhou") == {subject: MARK}
    store.close()
