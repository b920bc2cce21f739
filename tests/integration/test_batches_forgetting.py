"""What was typed about a batch is sealed with a key of its own, and gone with that key."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from installation import Town
from litestar.testing import TestClient
from sheets import DEPARTMENT, Clerk, count, hours

from backend.services import stage_rows as staging
from backend.services.check_rows import Checks, Lot, Row
from backend.services.commit_batch import resume_batches
from backend.services.leave import leave
from backend.services.open_batch import forget_batches
from backend.services.read_batch import BatchSeal, list_notes
from backend.services.undo_batch import undo_batch
from backend.storage.batches import Batch, batch_of
from backend.storage.crypto import SealBrokenError
from backend.storage.database import Transaction

Client = TestClient[Any]
CANARY = "Wang Xiaoming"


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


@pytest.fixture
def clerk(town: Town, client: Client) -> Clerk:
    return Clerk(town, client, town.collector(DEPARTMENT))


def opened(clerk: Clerk) -> UUID:
    """A batch whose title and note name somebody."""
    batch = clerk.open("march", f"Hours of {CANARY}")
    clerk.send(batch, [hours("a"), hours("b", deed_type=CANARY)])
    assert CANARY in clerk.read(batch)["title"]
    assert CANARY in str(clerk.problems(batch))
    return batch


def stored_of(town: Town, batch: UUID) -> Batch:
    found = town.desk.database.read_now(lambda tx: batch_of(tx, town.city, str(batch)))
    assert found is not None
    return found


def rows_of(tx: Transaction, table: str) -> list[tuple[Any, ...]]:
    return tx.rows(f"select * from {table}")


def everything(town: Town) -> str:
    tables = ("batch", "batch_part", "batch_row", "batch_note", "log")
    return str([town.desk.database.read_now(partial(rows_of, table=table)) for table in tables])


def subject_of(town: Town, batch: UUID) -> str | None:
    return town.desk.keys.subject_of(town.city, f"batch{batch}")


def test_title_and_notes_are_unreadable_once_the_key_is_destroyed(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = opened(clerk)
    assert CANARY not in everything(town)
    subject = subject_of(town, batch)
    assert subject is not None
    assert town.desk.keys.destroy(town.city, subject)
    # As a database that was restored from a backup: the rows are there, and nobody can read them.
    assert stored_of(town, batch).title is not None
    assert count(town, "batch_note") == 1
    assert clerk.read(batch)["title"] == ""
    assert clerk.problems(batch) == []
    answer = clerk.client.get("/api/v1/cities/fuzhou/batches", headers=clerk.headers)
    assert [each["title"] for each in answer.json()["items"]] == [""]
    assert clerk.send(batch, [hours("c", 9)]).json()["faulty"] == 1
    # A new key of the same batch opens nothing of it.
    own = BatchSeal(town.desk, stored_of(town, batch))
    own.make()
    with pytest.raises(SealBrokenError):
        own.title_of(stored_of(town, batch).title)


def test_the_key_of_a_discarded_batch_is_destroyed(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = opened(clerk)
    clerk.discard(batch)
    town.run(resume_batches(town.desk, town.clock.now()))
    assert subject_of(town, batch) is None
    assert (clerk.read(batch)["state"], clerk.read(batch)["title"]) == ("discarded", "")
    again = clerk.post("", {"id": str(batch), "title": f"Hours of {CANARY}"})
    assert (again.status_code, again.json()["state"]) == (200, "discarded")
    assert subject_of(town, batch) is None


def test_what_was_typed_is_forgotten_a_week_after_the_commit(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = opened(clerk)
    assert clerk.commit(batch, skip_faulty=True).json()["state"] == "committed"
    town.run(forget_batches(town.desk, town.clock.now() + timedelta(days=6)))
    assert CANARY in clerk.read(batch)["title"]
    town.run(forget_batches(town.desk, town.clock.now() + timedelta(days=8)))
    assert subject_of(town, batch) is None
    assert stored_of(town, batch).title is None
    assert (clerk.read(batch)["title"], clerk.problems(batch)) == ("", [])


def test_a_forgotten_batch_is_undone_with_its_reason_and_forgotten_again(
    town: Town, client: Client, clerk: Clerk
) -> None:
    subject, identity = town.join(1), clerk.identity
    batch = opened(clerk)
    assert clerk.commit(batch, skip_faulty=True).json()["state"] == "committed"
    now = town.clock.advance(days=8)
    town.run(forget_batches(town.desk, now))
    view = town.run(undo_batch(town.desk, identity, str(batch), CANARY, now))
    assert (view.state, view.title) == ("undoing", "")
    assert CANARY not in everything(town)
    town.run(forget_batches(town.desk, now))
    assert subject_of(town, batch) is not None
    town.run(resume_batches(town.desk, now))
    mine = client.get("/api/v1/me/deeds", headers=town.token(town.resident(subject))).json()
    assert mine["items"][0]["steps"][-1]["reason"] == CANARY
    assert town.run(list_notes(town.desk, identity, str(batch), (0, 0), 10, "en")) == []
    town.run(forget_batches(town.desk, now + timedelta(days=8)))
    assert subject_of(town, batch) is None
    assert stored_of(town, batch).title is None


@pytest.mark.parametrize("at_once", [False, True])
def test_who_leaves_between_check_and_staging_is_refused(
    town: Town, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    identity = town.resident(town.join(1))
    town.join(2)
    batch = clerk.open()
    clerk.send(batch, [hours("x")], part=2)
    checked: list[Lot] = []
    lot, stage = Checks.lot, vars(staging)["_stage"]

    def keeping(self: Checks, rows: Sequence[Row]) -> Lot:
        checked.append(lot(self, rows))
        return checked[-1]

    async def late(*given: Any) -> None:
        if checked and any(checked[-1] is each for each in given):
            await leave(town.desk, identity, town.clock.now(), at_once=at_once)
        await stage(*given)

    monkeypatch.setattr(Checks, "lot", keeping)
    monkeypatch.setattr(staging, "_stage", late)
    # The first is doubtful as well: it says what a row of the other part says.
    answer = clerk.send(batch, [hours("a"), hours("b", 2)]).json()
    assert [len(each.rows) for each in checked] == [2]
    assert (answer["rows"], answer["ready"], answer["faulty"]) == (2, 1, 1)
    assert (2, "refused", "no-participant") in clerk.kinds(batch)
    assert len(clerk.kinds(batch)) == 1
    assert count(town, "batch_row") == (1 if at_once else 2)


def test_what_only_looks_like_an_unseen_sign_is_stored(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.filled(hours("a", account="Files in C:\\backup and \\u202e, as typed."))
    assert clerk.counts(batch) == (1, 1, 0)
