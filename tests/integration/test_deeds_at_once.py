"""Somebody leaves or is erased while an officer acts on their deed: nothing is added any more."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from installation import Town, deed_id, document, open_town
from sheets import DEPARTMENT, Clerk, count, fraud

from backend.contracts.deeds import FollowDeed
from backend.core.problems import ProblemsError
from backend.services.commit_batch import resume_batches
from backend.services.confirm_deed import confirm_deed, follow_deed, refuse_deed
from backend.services.end_consent import Ending, end_consent
from backend.services.erase_resident import erase_rows
from backend.services.undo_batch import undo_batch
from backend.storage.database import Row, Transaction
from backend.storage.logs import actor_of
from backend.storage.residents import resident_of

WAITING = """
select count(*) from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'
"""
PATIENCE = 5

Parting = Callable[[Transaction, Town, str], object]
Act = Callable[[Town], object]


@pytest.fixture
def towns(tmp_path: Path, database_url: str) -> Iterator[list[Town]]:
    """The same town in two processes, where the database allows it."""
    made = [open_town(tmp_path / "data", database_url)]
    if made[0].desk.database.dialect == "postgresql":
        made.append(open_town(tmp_path / "data", database_url))
    yield [made[0], made[-1]]
    for town in made:
        town.installation.close()


def parts(tx: Transaction, town: Town, subject: str) -> None:
    """Leave, as a resident does."""
    tx.lock(town.city, subject)
    resident, now = resident_of(tx, town.city, subject), town.clock.now()
    assert resident is not None
    actor = actor_of(town.resident(subject), now)
    ending = Ending(actor=actor, at=now, erase_at=now + timedelta(days=30))
    end_consent(town.desk, tx, resident, ending)


def is_erased(tx: Transaction, town: Town, subject: str) -> None:
    """Erase the rows, as the clock does."""
    erase_rows(tx, subject, actor_of(town.resident(subject), town.clock.now()))


def rows(town: Town, sql: str) -> list[Row]:
    """What a query finds."""
    return town.desk.database.read_now(lambda tx: tx.rows(sql))


class Meanwhile:
    """A parting that is written and not committed until another writer waits for it."""

    def __init__(self, town: Town, url: str, subject: str, parting: Parting) -> None:
        """Begin with nothing done."""
        self._town, self._url, self._subject, self._parting = town, url, subject, parting
        self._is_written, self._is_over = threading.Event(), threading.Event()

    @contextlib.contextmanager
    def going_on(self) -> Iterator[None]:
        """Do it while the caller does something else."""
        database = self._town.desk.database
        thread = threading.Thread(target=database.write_now, args=(self._work,))
        thread.start()
        assert self._is_written.wait(PATIENCE)
        try:
            yield
        finally:
            self._is_over.set()
            thread.join()

    def _work(self, tx: Transaction) -> None:
        self._parting(tx, self._town, self._subject)
        self._is_written.set()
        if self._town.desk.database.dialect == "sqlite":
            # Only one writes there: the other comes after, whatever it has read before.
            self._is_over.wait(0.1)
            return
        with psycopg.connect(self._url, autocommit=True) as watching:
            while not self._is_over.wait(0.01):
                row = watching.execute(WAITING).fetchone()
                if row is not None and row[0]:
                    return


def follows(town: Town) -> None:
    followed = FollowDeed(kind="ended", on=date(2027, 2, 25), reason="Paid.", document=document())
    deed, now = str(deed_id("fee")), town.clock.now()
    town.run(follow_deed(town.desk, town.officer(), deed, followed, now))


def confirms(town: Town) -> None:
    town.run(confirm_deed(town.desk, town.officer(), str(deed_id("fee")), town.clock.now()))


def refuses(town: Town) -> None:
    deed, now = str(deed_id("fee")), town.clock.now()
    town.run(refuse_deed(town.desk, town.officer(), deed, "No proof.", now))


@pytest.mark.parametrize("parting", [parts, is_erased])
@pytest.mark.parametrize("act", [follows, confirms, refuses])
def test_a_deed_of_who_parts_at_the_same_moment_is_unknown(
    towns: list[Town], database_url: str, parting: Parting, act: Act
) -> None:
    subject = towns[0].join(1)
    towns[0].log(
        1, "property-fee-arrears", "fee", document=document(), occurred_on=date(2027, 1, 10)
    )
    meanwhile = Meanwhile(towns[0], database_url, subject, parting)
    with meanwhile.going_on(), pytest.raises(ProblemsError) as caught:
        act(towns[1])
    assert caught.value.problems[0].kind == "deed-unknown"
    assert count(towns[0], "step") == 0
    assert rows(towns[0], "select kind from notice where kind like 'deed-%'") == []


def test_an_undoing_leaves_nothing_of_who_is_erased_at_the_same_moment(
    towns: list[Town], database_url: str
) -> None:
    town, other = towns
    gone, stays = town.join(1), town.join(2)
    with town.client() as client:
        clerk = Clerk(town, client, town.collector(DEPARTMENT))
        batch = clerk.filled(fraud("a"), fraud("b", 2))
        assert clerk.commit(batch).json()["stored"] == 2
        now = town.clock.now()
        town.run(undo_batch(town.desk, town.officer(), str(batch), "Wrong.", now))
        with Meanwhile(town, database_url, gone, is_erased).going_on():
            other.run(resume_batches(other.desk, now))
        assert rows(town, "select subject from step") == [(stays,)]
        assert rows(town, "select subject from notice where kind like 'deed-%'") == [(stays,)]
        assert rows(town, "select state, annulled from batch") == [("undone", 1)]
