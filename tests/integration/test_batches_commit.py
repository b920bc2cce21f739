"""Batches are committed, finished after a crash, undone and discarded, and belong to somebody."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from installation import Town, deed_id, open_town
from litestar.testing import TestClient
from sheets import (
    BATCHES,
    CITY,
    DEPARTMENT,
    Clerk,
    count,
    fraud,
    hours,
    kind_of,
    logged,
    total,
)

from backend.contracts.batches import CommitBatch, OpenBatch, SheetRow
from backend.core.permissions import Identity, Role
from backend.services.commit_batch import commit_batch, resume_batches
from backend.services.leave import leave
from backend.services.open_batch import discard_batch, forget_batches, open_batch
from backend.services.read_batch import read_batch
from backend.services.scheme_shelf import version_from
from backend.services.stage_rows import stage_rows
from backend.services.store_rows import CHUNK, CHUNKS, store_rows
from backend.services.undo_batch import undo_batch
from backend.storage.batches import Batch, batch_of
from backend.storage.database import Transaction
from backend.storage.schemes import add_period, add_version

Client = TestClient[Any]
MARCH = str(deed_id("march"))
MANY = CHUNK * CHUNKS + 10


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


@pytest.fixture
def clerk(town: Town, client: Client) -> Clerk:
    return Clerk(town, client, town.collector(DEPARTMENT))


def test_faulty_rows_keep_the_others_back_unless_they_are_skipped(
    town: Town, client: Client, clerk: Clerk
) -> None:
    subject = town.join(1)
    batch = clerk.filled(hours("a"), hours("b", 9))
    refused = clerk.commit(batch)
    assert kind_of(refused) == (409, "batch-faulty")
    assert refused.json()["detail"].startswith("1 rows are refused.")
    assert total(town, client, subject) == 600
    done = clerk.commit(batch, skip_faulty=True)
    assert (done.json()["stored"], done.json()["faulty"]) == (1, 1)
    assert total(town, client, subject) == 620
    assert clerk.commit(batch).json() == done.json()
    assert clerk.kinds(batch) == [(3, "refused", "no-participant")]


def test_a_batch_without_rows_is_not_committed(clerk: Clerk) -> None:
    assert kind_of(clerk.commit(clerk.open())) == (409, "batch-empty")


def test_what_is_committed_takes_no_more_rows(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.filled(hours("a"))
    clerk.commit(batch)
    assert kind_of(clerk.send(batch, [hours("b")], part=2)) == (409, "batch-not-open")
    assert kind_of(clerk.discard(batch)) == (409, "batch-not-open")


def test_demerits_and_large_merits_await_a_second_person(
    town: Town, client: Client, clerk: Clerk
) -> None:
    subject = town.join(1)
    award = hours("award", deed_type="charity-award", quantity=None, grade="national")
    clerk.commit(clerk.filled(hours("hours"), fraud("fraud"), award))
    assert total(town, client, subject) == 620
    officer = town.token(town.officer())
    queue = client.get(f"{CITY}/confirmations", headers=officer).json()["items"]
    assert {each["id"] for each in queue} == {str(deed_id("fraud")), str(deed_id("award"))}
    (waiting,) = [each for each in queue if each["direction"] == "demerit"]
    waiting = client.get(f"{CITY}/confirmations/{waiting['id']}", headers=officer).json()
    assert waiting["document"]["authority"] == "Civil Affairs Court"
    for word in ("fraud", "award"):
        confirm = f"{CITY}/deeds/{deed_id(word)}/confirm"
        assert client.post(confirm, headers=officer).status_code == 204
    assert total(town, client, subject) == 670
    town.clock.advance(days=40)
    assert total(town, client, subject) == 620


def test_who_left_since_is_refused_and_the_others_are_stored(
    town: Town, client: Client, clerk: Clerk
) -> None:
    leaving, gone, stays = town.join(1), town.join(2), town.join(3)
    batch = clerk.filled(hours("a", 1), hours("b", 2), hours("c", 3))
    run_leave(town, leaving, at_once=False)
    run_leave(town, gone, at_once=True)
    assert count(town, "batch_row") == 2
    done = clerk.commit(batch).json()
    assert (done["state"], done["stored"], done["faulty"]) == ("committed", 1, 1)
    assert clerk.kinds(batch) == [(2, "refused", "no-participant")]
    assert total(town, client, stays) == 620


def run_leave(town: Town, subject: str, *, at_once: bool) -> None:
    town.run(leave(town.desk, town.resident(subject), town.clock.now(), at_once=at_once))


def test_a_deed_that_was_entered_singly_meanwhile_is_not_stored_twice(
    town: Town, client: Client, clerk: Clerk
) -> None:
    subject = town.join(1)
    batch = clerk.filled(hours("a"), hours("b", quantity=3), hours("c", quantity=4))
    for deed in (hours("a"), hours("b", quantity=5)):
        assert client.post(f"{CITY}/deeds", json=deed, headers=clerk.headers).status_code == 201
    done = clerk.commit(batch).json()
    assert (done["ready"], done["stored"], done["faulty"]) == (1, 1, 1)
    assert clerk.kinds(batch) == [(2, "known", "row-known"), (3, "refused", "id-taken")]
    assert total(town, client, subject) == 620


def test_another_scheme_asks_for_the_rows_again(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.filled(hours("a"))
    switch(town, without="charity-award")
    assert kind_of(clerk.commit(batch)) == (409, "batch-scheme-changed")
    clerk.send(batch, [hours("a")])
    assert clerk.commit(batch).json()["stored"] == 1


def switch(town: Town, without: str) -> None:
    """Put in force, now, the same scheme without a rule."""
    desk, now = town.desk, town.clock.advance(minutes=1)

    def work(tx: Transaction) -> None:
        held = desk.shelf.in_force(tx, town.city, now)
        text = held.scheme.text
        rules = tuple(rule for rule in text.rules if rule.deed_type != without)
        version = version_from(
            msgspec.structs.replace(text, rules=rules), desk.catalogue, is_file=False, now=now
        )
        add_version(tx, town.city, version)
        add_period(tx, town.city, version.digest, now, None)

    desk.database.write_now(work)


def test_rows_that_a_switch_in_the_midst_of_it_rules_out_are_refused(
    town: Town, client: Client, clerk: Clerk
) -> None:
    subject = town.join(1)
    award: dict[str, Any] = {"deed_type": "charity-award", "quantity": None, "grade": "county"}
    clerk.filled(hours("a"), hours("b", **award))
    ordered(town, clerk)
    switch(town, without="charity-award")
    town.run(resume_batches(town.desk, town.clock.now()))
    assert clerk.kinds(UUID(MARCH)) == [(3, "refused", "deed-type-not-priced")]
    assert clerk.read(UUID(MARCH))["stored"] == 1
    assert total(town, client, subject) == 620


def ordered(town: Town, clerk: Clerk) -> None:
    """Order the commit, and let nobody do it yet."""
    now = town.clock.now()
    town.run(commit_batch(town.desk, clerk.identity, MARCH, CommitBatch(), now))


def batch_row(town: Town) -> Batch:
    found = town.desk.database.read_now(lambda tx: batch_of(tx, town.city, MARCH))
    assert found is not None
    return found


def staged(town: Town, collector: Identity, rows: int, residents: int = 40) -> None:
    """Open the batch and stage rows of some residents, without HTTP."""
    now, desk = town.clock.now(), town.desk
    sheet = [
        SheetRow(
            row=each + 1,
            deed=msgspec.Raw(
                msgspec.json.encode(hours(f"row {each}", each % residents + 1, quantity=each + 1))
            ),
        )
        for each in range(rows)
    ]

    async def work() -> None:
        await asyncio.gather(*(town.participant(place + 1) for place in range(residents)))
        asked = OpenBatch(id=UUID(MARCH), title="March")
        await open_batch(desk, collector, asked, now)
        await stage_rows(desk, collector, MARCH, 1, sheet, now)

    town.run(work())


def test_a_commit_that_a_crash_interrupts_is_finished_once(
    tmp_path: Path, database_url: str
) -> None:
    town = open_town(tmp_path / "data", database_url)
    collector = town.collector(DEPARTMENT)
    staged(town, collector, MANY)
    asked = CommitBatch()
    town.run(commit_batch(town.desk, collector, MARCH, asked, town.clock.now()))
    town.run(store_rows(town.desk, batch_row(town), town.clock.now()))
    town.installation.close()

    town = open_town(tmp_path / "data", database_url)
    half = batch_row(town)
    assert (half.state, half.stored) == ("committing", CHUNK * CHUNKS)
    assert count(town, "deed") == half.stored
    town.run(resume_batches(town.desk, town.clock.now()))
    view, _ = town.run(read_batch(town.desk, collector, MARCH))
    assert (view.state, view.stored, view.faulty) == ("committed", MANY, 0)
    assert (count(town, "deed"), count(town, "batch_row")) == (MANY, 0)
    assert len(logged(town, "deed.entered")) == MANY
    assert town.run(resume_batches(town.desk, town.clock.now())) == 0
    town.installation.close()


def test_two_at_once_work_on_a_batch_once(town: Town) -> None:
    collector = town.collector(DEPARTMENT)
    staged(town, collector, 400, 10)
    now = town.clock.now()

    async def work() -> None:
        await commit_batch(town.desk, collector, MARCH, CommitBatch(), now)
        # As two processes would: neither knows of the other.
        batch = await town.desk.database.read(lambda tx: batch_of(tx, town.city, MARCH))
        assert batch is not None
        await asyncio.gather(*(store_rows(town.desk, batch, now) for _ in range(2)))
        await resume_batches(town.desk, now)

    town.run(work())
    view, _ = town.run(read_batch(town.desk, collector, MARCH))
    assert (view.state, view.stored, view.faulty) == ("committed", 400, 0)
    assert count(town, "deed") == 400


def test_undone_deeds_are_annulled_with_a_reason_that_the_resident_reads(
    town: Town, client: Client, clerk: Clerk
) -> None:
    subject = town.join(1)
    batch = clerk.filled(hours("a"), fraud("b"))
    clerk.commit(batch)
    assert (total(town, client, subject), count(town, "awaiting")) == (620, 1)
    done = clerk.undo(batch, "  The sheet of another city.  ")
    assert (done.status_code, done.json()["state"]) == (200, "undone")
    assert done.json()["annulled"] == 2
    assert (total(town, client, subject), count(town, "awaiting")) == (600, 0)
    mine = client.get("/api/v1/me/deeds", headers=town.token(town.resident(subject))).json()
    for deed in mine["items"]:
        last = deed["steps"][-1]
        assert (last["kind"], last["reason"]) == ("annulled", "The sheet of another city.")
    assert clerk.undo(batch).json() == done.json()
    assert count(town, "step") == 2
    assert len(logged(town, "deed.annulled")) == 2
    assert "another city" not in str(
        town.desk.database.read_now(lambda tx: tx.rows("select * from batch"))
    )


def test_an_undoing_leaves_annulled_deeds_and_erased_residents_alone(
    town: Town, client: Client, clerk: Clerk
) -> None:
    town.join(1)
    gone = town.join(2)
    batch = clerk.filled(fraud("a"), fraud("b", 2))
    clerk.commit(batch)
    officer = town.token(town.officer())
    refuse = f"{CITY}/deeds/{deed_id('a')}/refuse"
    assert client.post(refuse, json={"reason": "No proof."}, headers=officer).status_code == 204
    run_leave(town, gone, at_once=True)
    done = clerk.undo(batch).json()
    assert (done["state"], done["annulled"], count(town, "step")) == ("undone", 0, 1)


def test_an_undoing_that_a_crash_interrupts_is_finished(tmp_path: Path, database_url: str) -> None:
    town = open_town(tmp_path / "data", database_url)
    collector = town.collector(DEPARTMENT)
    staged(town, collector, MANY)
    town.run(commit_batch(town.desk, collector, MARCH, CommitBatch(), town.clock.now()))
    # Undone while it is being committed: what is stored is annulled, the rest is dropped.
    town.run(store_rows(town.desk, batch_row(town), town.clock.now()))
    town.run(undo_batch(town.desk, town.officer(), MARCH, "Wrong.", town.clock.now()))
    assert town.run(store_rows(town.desk, batch_row(town), town.clock.now())) == 0
    town.installation.close()

    town = open_town(tmp_path / "data", database_url)
    town.run(resume_batches(town.desk, town.clock.now()))
    view, _ = town.run(read_batch(town.desk, collector, MARCH))
    stored = CHUNK * CHUNKS
    assert (view.state, view.stored, view.annulled) == ("undone", stored, stored)
    assert (count(town, "step"), count(town, "batch_row")) == (stored, 0)
    town.installation.close()


def test_what_was_never_committed_is_not_undone_but_discarded(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.filled(hours("a"), hours("b", 9))
    assert kind_of(clerk.undo(batch)) == (409, "batch-not-committed")
    for _ in range(2):
        assert clerk.discard(batch).status_code == 204
    assert clerk.read(batch)["state"] == "discarded"
    assert (count(town, "batch_row"), count(town, "batch_note")) == (0, 0)
    assert kind_of(clerk.commit(batch)) == (409, "batch-not-open")
    assert kind_of(clerk.undo(batch)) == (409, "batch-not-committed")
    assert count(town, "deed") == 0


def test_what_was_forgotten_is_discarded_after_a_week(town: Town, clerk: Clerk) -> None:
    town.join(1)
    april = clerk.filled(hours("b", quantity=2), hours("c", 9), word="april")
    clerk.commit(april, skip_faulty=True)
    batch = clerk.filled(hours("a"))
    soon, late = (town.clock.now() + timedelta(days=days) for days in (6, 8))
    assert town.run(forget_batches(town.desk, soon)) == 0
    assert len(clerk.kinds(april)) == 1
    assert town.run(forget_batches(town.desk, late)) == 2
    town.run(resume_batches(town.desk, late))
    assert (clerk.read(batch)["state"], clerk.read(april)["state"]) == ("discarded", "committed")
    assert (count(town, "batch_row"), count(town, "batch_note")) == (0, 0)


def test_a_batch_is_its_makers_and_the_officers(town: Town, client: Client, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.filled(hours("a"))
    other = Clerk(town, client, town.collector(DEPARTMENT, "two"))
    officer = Clerk(town, client, town.officer())
    for answer in (
        client.get(f"{BATCHES}/{batch}", headers=other.headers),
        client.get(f"{BATCHES}/{batch}/problems", headers=other.headers),
        other.send(batch, [hours("b")]),
        other.commit(batch),
        other.undo(batch),
        other.discard(batch),
        officer.commit(batch),
        officer.discard(batch),
    ):
        assert kind_of(answer) == (404, "not-found")
    assert officer.read(batch)["ready"] == 1
    clerk.commit(batch)
    assert kind_of(other.undo(batch)) == (404, "not-found")
    assert officer.undo(batch).json()["state"] == "undone"


def test_whoever_moved_to_another_department_enters_nothing_for_the_last(
    town: Town, client: Client, clerk: Clerk
) -> None:
    town.join(1)
    batch = clerk.filled(hours("a"))
    moved = Clerk(town, client, town.collector("youth-league"))
    assert kind_of(moved.send(batch, [hours("b")])) == (403, "batch-other-department")
    assert kind_of(moved.commit(batch)) == (403, "batch-other-department")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.COUNTER])
def test_those_who_enter_no_deeds_send_no_sheets(town: Town, client: Client, role: Role) -> None:
    answer = Clerk(town, client, town.staff(role)).post("", {"id": MARCH, "title": "March"})
    assert kind_of(answer) == (403, "role-not-allowed")


def test_own_batches_are_listed_the_latest_first(town: Town, client: Client, clerk: Clerk) -> None:
    for word in ("one", "two", "three"):
        clerk.open(word, word)
        town.clock.advance(minutes=1)
    Clerk(town, client, town.collector(DEPARTMENT, "two")).open("theirs")
    first = client.get(f"{BATCHES}?limit=2", headers=clerk.headers).json()
    assert [each["title"] for each in first["items"]] == ["three", "two"]
    rest = client.get(f"{BATCHES}?cursor={first['next']}", headers=clerk.headers).json()
    assert ([each["title"] for each in rest["items"]], rest["next"]) == (["one"], None)


def test_a_poll_is_answered_shortly_until_something_changes(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.filled(hours("a"))
    path = f"{BATCHES}/{batch}"
    tag = clerk.client.get(path, headers=clerk.headers).headers["etag"]
    unchanged = {**clerk.headers, "if-none-match": tag}
    assert clerk.client.get(path, headers=unchanged).status_code == 304
    clerk.commit(batch)
    assert clerk.client.get(path, headers=unchanged).status_code == 200


def test_what_was_ordered_before_a_start_is_done_after_it(
    tmp_path: Path, database_url: str
) -> None:
    town = open_town(tmp_path / "data", database_url)
    collector = town.collector(DEPARTMENT)
    staged(town, collector, 20, 4)
    town.run(commit_batch(town.desk, collector, MARCH, CommitBatch(), town.clock.now()))
    with town.client() as client:
        clerk = Clerk(town, client, collector)
        assert clerk.commit(UUID(MARCH)).json()["state"] == "committed"
        assert clerk.read(UUID(MARCH))["stored"] == 20


def test_a_part_that_did_not_arrive_whole_is_asked_for_again(town: Town, clerk: Clerk) -> None:
    town.join(1)
    batch = clerk.filled(hours("a"))
    town.desk.database.write_now(lambda tx: tx.execute("update batch_part set is_whole = 0"))
    assert kind_of(clerk.commit(batch)) == (409, "batch-part-broken")
    clerk.send(batch, [hours("a")])


def test_a_discarding_that_a_crash_interrupts_is_finished(town: Town) -> None:
    collector = town.collector(DEPARTMENT)
    staged(town, collector, 30, 3)
    town.run(discard_batch(town.desk, collector, MARCH, town.clock.now()))
    assert count(town, "batch_row") == 30
    town.run(resume_batches(town.desk, town.clock.now()))
    assert (count(town, "batch_row"), batch_row(town).state) == (0, "discarded")
