"""What prolongs an ongoing demerit, in time, too late, and at the last moment before the lapse."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

import pytest
from disputing import Court
from httpx import Response
from installation import Town, deed_id, document

from backend.core.instant import instant_in
from backend.core.scoring import score
from backend.storage.database import Transaction
from backend.storage.deeds import deeds_of
from backend.storage.errors import ConflictError

NOTICE_DAYS: Final = 10
ARREARS: Final = "property-fee-arrears"
OCCURRED_ON: Final = date(2026, 7, 15)
LAPSE: Final = date(2027, 7, 15)
PROVEN_ON: Final = date(2027, 1, 10)
LAPSE_AFTER_PROOF: Final = date(2028, 1, 10)
DAYS: Final = range(NOTICE_DAYS + 3)
BASE, OWING = 600, 585


@pytest.fixture
def court(town: Town) -> Iterator[Court]:
    with town.client() as client:
        yield Court(town, client)


def today(court: Court) -> date:
    return instant_in("Asia/Shanghai", court.town.clock.now()).day


def go_to(court: Court, day: date) -> None:
    court.town.clock.advance(days=(day - today(court)).days)


def owe(court: Court) -> str:
    """Arrears that an officer has confirmed in March; returns the deed's id."""
    assert court.town.desk.city(court.town.city).notice_days == NOTICE_DAYS
    return court.fine(1, "fee", deed_type=ARREARS, occurred_on=OCCURRED_ON)


def follow(court: Court, deed: str, kind: str = "proven", on: date = PROVEN_ON) -> Response:
    paper = {"authority": "City Court", "number": "9", "issued_on": "2027-01-10"}
    body = {"kind": kind, "on": str(on), "reason": "Still unpaid", "document": paper}
    path = f"/api/v1/cities/{court.town.city}/deeds/{deed}/steps"
    return court.ask(court.town.officer("three"), "POST", path, json=body)


def told(court: Court, subject: str, deed: str) -> set[tuple[str, str | None]]:
    """What the resident was told of the deed since it was confirmed."""
    items = court.me(subject, "notices").json()["items"]
    found = [(each["kind"], each["on"]) for each in items if each["about"] == deed]
    return set(found[:-1])


def past(court: Court, subject: str) -> list[Any]:
    """The scores of the months before today, by whatever is recorded by now."""
    desk, now = court.town.desk, court.town.clock.now()

    def look(tx: Transaction) -> list[Any]:
        scheme = desk.shelf.in_force(tx, court.town.city, now).scheme
        deeds = deeds_of(tx, court.town.city, subject)
        moments = [now - timedelta(days=back) for back in range(1, 200)]
        return [score(scheme, deeds, instant_in("Asia/Shanghai", at)) for at in moments]

    return desk.database.read_now(look)


def decided_past_the_service(tx: Transaction, by: str) -> None:
    tx.execute(
        "update resident_case set state = 'rejected', decided_at = 0, reasons = 'r', "
        "decided_by = :by where state = 'open'",
        by=by,
    )


def next_totals(court: Court, subject: str) -> list[int]:
    """Today's total, and those of the days after it."""
    totals = []
    for _ in DAYS:
        totals.append(court.score(subject))
        court.town.clock.advance(days=1)
    return totals


def rests_if_it_is_late(
    court: Court, subject: str, deed: str, news: tuple[str, str], before: int
) -> None:
    """Told today, and resting for a notice period if fewer days than that were left."""
    rests = NOTICE_DAYS if before < NOTICE_DAYS else 0
    counts_on = str(today(court) + timedelta(days=NOTICE_DAYS))
    again = {("deed-will-count", counts_on)} if rests else set()
    assert told(court, subject, deed) == {news, *again}
    assert next_totals(court, subject) == [BASE if day < rests else OWING for day in DAYS]


@pytest.mark.parametrize("before", [100, NOTICE_DAYS, NOTICE_DAYS - 1, 1])
def test_what_a_proof_adds_counts_after_a_notice_period_at_the_earliest(
    court: Court, before: int
) -> None:
    """Less than a notice period before its lapse, the deed rests until a new one is over."""
    subject = court.town.join(1)
    deed = owe(court)
    go_to(court, LAPSE - timedelta(days=before))
    known = past(court, subject)
    assert court.score(subject) == OWING
    assert follow(court, deed).status_code == 204
    assert past(court, subject) == known
    rests_if_it_is_late(court, subject, deed, ("deed-proven", str(PROVEN_ON)), before)
    go_to(court, LAPSE_AFTER_PROOF - timedelta(days=1))
    assert court.score(subject) == OWING
    go_to(court, LAPSE_AFTER_PROOF)
    assert court.score(subject) == BASE


@pytest.mark.parametrize("after", [0, 100])
@pytest.mark.parametrize("kind", ["proven", "ended"])
@pytest.mark.parametrize("on", [PROVEN_ON, LAPSE - timedelta(days=1), LAPSE])
def test_nothing_that_is_recorded_after_the_lapse_brings_a_deed_back(
    court: Court, after: int, kind: str, on: date
) -> None:
    subject = court.town.join(1)
    deed = owe(court)
    go_to(court, LAPSE + timedelta(days=after))
    known = past(court, subject)
    answer = follow(court, deed, kind, on)
    assert (answer.status_code, answer.json()["problems"][0]["kind"]) == (409, "deed-over")
    assert past(court, subject) == known
    assert told(court, subject, deed) == set()
    assert next_totals(court, subject) == [BASE for _ in DAYS]


def test_it_lapses_by_its_last_proof_and_not_before(court: Court) -> None:
    subject = court.town.join(1)
    deed = owe(court)
    go_to(court, LAPSE - timedelta(days=30))
    assert follow(court, deed).status_code == 204
    go_to(court, LAPSE_AFTER_PROOF - timedelta(days=30))
    assert follow(court, deed, on=today(court)).status_code == 204
    assert court.score(subject) == OWING
    go_to(court, date(2028, 12, 11))
    assert court.score(subject) == BASE
    assert follow(court, deed).status_code == 409


@pytest.mark.parametrize("before", [NOTICE_DAYS, NOTICE_DAYS - 1, 1])
def test_what_an_end_adds_counts_after_a_notice_period_at_the_earliest(
    court: Court, before: int
) -> None:
    subject = court.town.join(1)
    deed = owe(court)
    go_to(court, LAPSE - timedelta(days=before))
    recorded_on, known = today(court), past(court, subject)
    assert follow(court, deed, "ended", recorded_on).status_code == 204
    assert past(court, subject) == known
    rests_if_it_is_late(court, subject, deed, ("deed-ended", str(recorded_on)), before)
    go_to(court, recorded_on.replace(year=2028) - timedelta(days=1))
    assert court.score(subject) == OWING
    go_to(court, recorded_on.replace(year=2028))
    assert court.score(subject) == BASE


def test_an_end_can_be_objected_to_though_its_deed_was_before(court: Court) -> None:
    subject = court.town.join(1)
    deed = owe(court)
    court.town.clock.advance(days=NOTICE_DAYS)
    assert court.object(subject, deed).status_code == 201
    assert court.decide(is_granted=False).status_code == 200
    assert court.object(subject, deed, "again").status_code == 409
    court.town.clock.advance(days=1)
    assert follow(court, deed, "ended", today(court)).status_code == 204
    assert court.score(subject) == OWING
    assert court.object(subject, deed, "again").status_code == 201
    assert court.score(subject) == BASE
    ender = court.town.officer("three")
    answer = court.decide("again", is_granted=False, by=ender)
    assert answer.status_code == 403
    (item,) = court.office(by=ender).json()["items"]
    assert item["is_own"]
    with pytest.raises(ConflictError) as caught:
        court.town.desk.database.write_now(partial(decided_past_the_service, by=ender.account))
    assert caught.value.name == "case_decided_by_involved"
    assert court.decide("again", is_granted=False).status_code == 200
    assert court.object(subject, deed, "once more").status_code == 409


def test_a_proof_that_adds_nothing_changes_nothing(court: Court) -> None:
    subject = court.town.join(1)
    deed = owe(court)
    go_to(court, LAPSE - timedelta(days=3))
    assert follow(court, deed, on=OCCURRED_ON).status_code == 204
    assert told(court, subject, deed) == {("deed-proven", str(OCCURRED_ON))}
    assert next_totals(court, subject) == [OWING] * 3 + [BASE] * (len(DAYS) - 3)


def test_two_proofs_at_once_are_told_like_one(court: Court) -> None:
    subject = court.town.join(1)
    deed = owe(court)
    go_to(court, LAPSE - timedelta(days=1))
    for on in (date(2026, 9, 1), PROVEN_ON):
        assert follow(court, deed, on=on).status_code == 204
    expected = [BASE] * NOTICE_DAYS + [OWING] * (len(DAYS) - NOTICE_DAYS)
    assert next_totals(court, subject) == expected


def test_what_awaits_confirmation_has_its_notice_after_it(court: Court) -> None:
    """Proven before anybody has confirmed it: the deed's own notice is the only one."""
    subject = court.town.join(1)
    go_to(court, LAPSE - timedelta(days=3))
    court.town.log(1, ARREARS, "fee", occurred_on=OCCURRED_ON, document=document())
    deed = str(deed_id("fee"))
    assert follow(court, deed).status_code == 204
    path = f"/api/v1/cities/{court.town.city}/deeds/{deed}/confirm"
    court.town.clock.advance(days=1)
    assert court.ask(court.town.officer(), "POST", path).status_code == 204
    expected = [BASE] * NOTICE_DAYS + [OWING] * (len(DAYS) - NOTICE_DAYS)
    assert next_totals(court, subject) == expected


def test_a_notice_that_a_proof_began_goes_on_while_an_objection_is_open(court: Court) -> None:
    subject = court.town.join(1)
    deed = owe(court)
    go_to(court, LAPSE - timedelta(days=3))
    assert court.object(subject, deed).status_code == 201
    assert follow(court, deed).status_code == 204
    court.town.clock.advance(days=1)
    assert court.decide(is_granted=False).status_code == 200
    expected = [BASE] * (NOTICE_DAYS - 1) + [OWING] * (len(DAYS) - NOTICE_DAYS + 1)
    assert next_totals(court, subject) == expected
