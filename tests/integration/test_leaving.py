"""Leaving and returning: perks end for good, days of notice are given back, and each is told."""

import re
from datetime import timedelta
from typing import Any

import pytest
from consenting import CITY, Asking, refused
from httpx import Response
from installation import deed_id, document, number
from papers import leaving

PARKING = "public-parking-discount"
APPLICATIONS = "simplified-applications"


def demerit(asking: Asking, place: int = 1, word: str = "arrears") -> None:
    """A demerit of 15 points, confirmed: it counts after ten days of notice."""
    asking.town.log(place, "property-fee-arrears", word, document=document())
    path = f"{CITY}/deeds/{deed_id(word)}/confirm"
    answer = asking.ask("POST", path, asking.town.officer("two"))
    assert answer.is_success, answer.text


def grant(asking: Asking, subject: str, perk: str, first: str, last: str) -> str:
    """A perk, granted."""
    asked = {
        "id": str(deed_id(f"{perk} {first}")),
        "perk": perk,
        "from_day": first,
        "until_day": last,
        "reason": "Asked at the desk",
    }
    path = f"{CITY}/residents/{subject}/grants"
    assert asking.ask("POST", path, asking.town.officer(), asked).status_code == 201
    return asked["id"]


def total(asking: Asking, subject: str) -> int:
    """The score."""
    return int(asking.me(subject, "score").json()["total"])


def steps(asking: Asking, subject: str, word: str = "arrears") -> list[tuple[str, str | None]]:
    """The steps of a deed as its resident reads them."""
    items: list[dict[str, Any]] = asking.me(subject, "deeds").json()["items"]
    found = next(each for each in items if each["id"] == str(deed_id(word)))
    return [(step["kind"], step.get("on")) for step in found["steps"]]


# Perks


def test_leaving_ends_perks_that_run_and_those_to_come(asking: Asking) -> None:
    subject, other = asking.town.join(1), asking.town.join(2)
    for place in (1, 2):
        word = f"award-{place}"
        asking.town.log(place, "labour-award", word, grade="national", document=document())
    over = grant(asking, subject, PARKING, "2027-03-01", "2027-03-02")
    running = grant(asking, subject, APPLICATIONS, "2027-03-01", "2027-08-31")
    coming = grant(asking, subject, PARKING, "2027-04-01", "2027-08-31")
    grant(asking, other, PARKING, "2027-03-02", "2027-08-31")
    asking.town.clock.advance(days=3)
    asking.leave(subject)
    asking.town.clock.advance(days=1)
    asking.come_back(subject)
    shown = {each["id"]: each for each in asking.me(subject, "grants").json()["items"]}
    assert shown[over]["state"] == "ended"
    for each in (running, coming):
        assert shown[each]["state"] == "revoked"
        assert shown[each]["revoke_reason"] == "Left the pilot / 已退出试点"
        assert shown[each]["revoked_at"] == "2027-03-04T04:00:00Z"
    (kept,) = asking.me(other, "grants").json()["items"]
    assert kept["state"] == "running"


def test_perks_of_who_did_not_answer_end_with_the_last_moment(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.town.log(1, "labour-award", grade="national", document=document())
    grant(asking, subject, PARKING, "2027-03-01", "2027-08-31")
    asking.shorten_notice()
    asking.town.clock.advance(days=45)
    asking.agree(subject)
    (shown,) = asking.me(subject, "grants").json()["items"]
    assert (shown["state"], shown["revoked_at"]) == ("revoked", "2027-03-31T16:00:00Z")


# What is told


def test_numbers_for_everybody_do_not_tell_that_somebody_left(asking: Asking) -> None:
    def counted() -> float:
        text = asking.client.get("/metrics").text
        assert not re.search(
            r'route="[^"]*(consent"|/return"|paper-)', text.replace('"consent"', "")
        )
        label = 'method="ANY",route="consent",status="200"'
        found = re.search(
            rf"^citypoints_request_seconds_count\{{{label}\}} (.*)$", text, re.MULTILINE
        )
        return 0.0 if found is None else float(found[1])

    subject = asking.town.join(1)
    before = counted()
    assert asking.me(subject).status_code == 200
    assert asking.leave(subject).status_code == 200
    assert asking.come_back(subject).status_code == 200
    assert leaving(asking, subject).status_code == 200
    assert counted() == before + 4
    for path in ("score", "deeds", "cases"):
        assert refused(asking.me(subject, path)) == (409, "is-leaving")
    assert not re.search(r'route="[^"]*/me/[^"]*",status="409"', asking.client.get("/metrics").text)


def test_a_leaver_is_told_the_day_of_erasure(asking: Asking) -> None:
    subject = asking.town.join(1)
    assert asking.leave(subject).json()["state"] == "leaving"
    assert ("left", None, "2027-03-31") in asking.notices(subject)
    asking.leave(subject)
    assert asking.told(subject).count("left") == 1
    asking.town.clock.advance(days=2)
    asking.come_back(subject)
    assert asking.told(subject)[-1] == "returned"


# Days of notice


def test_returning_gives_back_the_days_of_notice(asking: Asking) -> None:
    subject = asking.town.join(1)
    demerit(asking)
    asking.town.clock.advance(days=4)
    asking.leave(subject)
    asking.town.clock.advance(days=20)
    asking.come_back(subject)
    # Of ten days six were left: counted from 25 March they end before 31 March.
    assert steps(asking, subject) == [
        ("recorded", None),
        ("confirmed", None),
        ("notified", "2027-03-11"),
        ("notified", "2027-03-31"),
    ]
    told = [each for each in asking.notices(subject) if each[0] == "deed-will-count"]
    assert told[-1] == ("deed-will-count", str(deed_id("arrears")), "2027-03-31")
    assert total(asking, subject) == 600
    asking.town.clock.advance(days=5)
    assert total(asking, subject) == 600
    asking.town.clock.advance(days=1)
    assert total(asking, subject) == 585


def test_leaving_twice_gives_back_both_times(asking: Asking) -> None:
    subject = asking.town.join(1)
    demerit(asking)
    for _ in range(2):
        asking.town.clock.advance(days=1)
        asking.leave(subject)
        asking.town.clock.advance(days=7)
        asking.come_back(subject)
    assert steps(asking, subject)[-1] == ("notified", "2027-03-25")


def test_what_counted_already_goes_on_counting(asking: Asking) -> None:
    subject = asking.town.join(1)
    demerit(asking)
    asking.town.log(1, "volunteering", "hours", quantity=60)
    asking.town.clock.advance(days=10)
    assert total(asking, subject) == 605
    asking.leave(subject)
    asking.town.clock.advance(days=7)
    asking.come_back(subject)
    assert total(asking, subject) == 605
    assert steps(asking, subject)[-1] == ("notified", "2027-03-11")
    assert steps(asking, subject, "hours")[-1] == ("notified", "2027-03-01")


def test_a_refused_deed_is_not_told_again(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.town.log(1, "property-fee-arrears", "arrears", document=document())
    path = f"{CITY}/deeds/{deed_id('arrears')}/refuse"
    asking.ask("POST", path, asking.town.officer("two"), {"reason": "Not this person"})
    asking.leave(subject)
    asking.town.clock.advance(days=3)
    asking.come_back(subject)
    assert "deed-will-count" not in asking.told(subject)


def test_returning_on_the_same_day_changes_no_day(asking: Asking) -> None:
    subject = asking.town.join(1)
    demerit(asking)
    asking.leave(subject)
    asking.town.clock.advance(hours=3)
    asking.come_back(subject)
    assert steps(asking, subject)[-1] == ("notified", "2027-03-11")


def test_a_score_between_leaving_and_returning_stays_in_the_history(asking: Asking) -> None:
    subject = asking.town.join(1)
    demerit(asking)
    asking.town.clock.advance(days=2)
    asking.leave(subject)
    asking.town.clock.advance(days=20)
    asking.come_back(subject)
    asking.town.clock.advance(days=10)
    history = asking.me(subject, "history").json()["items"]
    assert [entry["total"] for entry in history] == [585, 600]


# Leaving, asked again, returning


def test_a_text_that_changes_while_one_is_away_is_consented_to_first(asking: Asking) -> None:
    subject = asking.town.join(1)
    demerit(asking)
    asking.leave(subject)
    asking.town.clock.advance(days=5)
    asking.shorten_notice()
    asking.run_job()
    assert "consent-asked" not in asking.told(subject)
    assert refused(asking.come_back(subject)) == (409, "consent-newer")
    assert asking.me(subject).json()["changes"][0]["en"].startswith("The notice period is now 7")
    assert asking.agree(subject).json()["state"] == "participating"
    # The deed keeps the notice that it was told with.
    assert steps(asking, subject)[-1] == ("notified", "2027-03-16")
    assert asking.run_job() == 0


def test_consent_to_the_same_text_is_no_return(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.leave(subject)
    assert refused(asking.agree(subject)) == (409, "is-leaving")
    assert asking.me(subject).json()["state"] == "leaving"


def test_who_returns_and_leaves_again_has_the_whole_cooling_off(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.leave(subject)
    asking.town.clock.advance(days=29)
    asking.come_back(subject)
    answer = asking.leave(subject)
    assert answer.json()["erase_at"] == "2027-04-28T16:00:00Z"
    asking.town.clock.advance(days=5)
    assert asking.erase() == 0
    assert asking.come_back(subject).json()["state"] == "participating"


def test_leaving_before_the_last_moment_runs_its_own_time(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.town.clock.advance(days=10)
    asking.leave(subject)
    asking.town.clock.advance(days=21)
    assert asking.run_job() == 0
    assert asking.me(subject).json()["erase_at"] == "2027-04-09T16:00:00Z"
    assert [each.kind for each in asking.consents(subject)] == ["given", "left"]


@pytest.mark.parametrize("days", [0, 5, 29])
def test_everything_that_was_revoked_stays_revoked_whenever_one_returns(
    asking: Asking, days: int
) -> None:
    subject = asking.town.join(1)
    asking.town.log(1, "labour-award", grade="national", document=document())
    grant(asking, subject, PARKING, "2027-03-01", "2027-08-31")
    asking.leave(subject)
    asking.town.clock.advance(days=days)
    asking.come_back(subject)
    (shown,) = asking.me(subject, "grants").json()["items"]
    assert shown["state"] == "revoked"
    first = asking.town.clock.now() + timedelta(days=1)
    again = grant(asking, subject, PARKING, str(first.date()), "2027-08-31")
    states = {each["id"]: each["state"] for each in asking.me(subject, "grants").json()["items"]}
    assert states[again] == "scheduled"


def test_the_id_of_an_erased_deed_tells_nothing_and_is_a_new_one(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.town.join(2)
    collector = asking.town.collector("civil-affairs")
    deed = {
        "id": str(deed_id("hours")),
        "deed_type": "volunteering",
        "occurred_on": "2027-02-20",
        "quantity": 60,
    }

    def enter(place: int) -> Response:
        body = {**deed, "number": number(place)}
        return asking.ask("POST", f"{CITY}/deeds", collector, body)

    assert [enter(1).status_code for _ in range(2)] == [201, 200]
    assert refused(enter(2)) == (409, "id-taken")
    asking.leave(subject, "?at_once=true")
    assert refused(enter(1)) == refused(enter(9)) == (404, "no-participant")
    assert enter(2).status_code == 201
