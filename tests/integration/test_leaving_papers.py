"""Leaving on paper: hidden at once, erased later, told to who may not have signed."""

import asyncio
from typing import Any

import msgspec
import pytest
from consenting import API, Asking, refused
from installation import deed_id, number
from papers import PNG, consent, files, leaving, scan, stored, subject_of

from backend.contracts.residents import LeavingView, PaperLeaving, PaperScan
from backend.services.record_paper_leaving import record_paper_leaving
from backend.storage.logs import entries


def test_leaving_on_paper_hides_at_once_and_erases_later(asking: Asking) -> None:
    consent(asking)
    subject = subject_of(asking)
    answer = leaving(asking, subject)
    assert answer.json() == {"state": "leaving", "erase_at": "2027-03-30T16:00:00Z"}
    assert asking.find(number(1)).status_code == 404
    assert refused(asking.me(subject, "score")) == (409, "is-leaving")
    left = asking.consents(subject)[-1]
    assert (left.kind, left.account) == ("left", "officer-one")
    assert ("left-on-paper", None, "2027-03-31") in asking.notices(subject)
    assert len(files(asking)) == 2
    assert "CANARY" not in stored(asking, "log") + stored(asking, "evidence")
    actions = [entry.action for entry in _log(asking, subject)]
    assert actions[-1] == "consent.left"
    asking.town.clock.advance(days=31)
    assert asking.erase() == 1
    assert files(asking) == []


def _log(asking: Asking, subject: str) -> list[Any]:
    found = asking.town.desk.database.read_now(
        lambda tx: entries(tx, "fuzhou", None, 1000, subject=subject)
    )
    return list(reversed(found))


def test_leaving_on_paper_at_once_hides_at_once_and_erases_when_who_did_not_sign_had_three_days(
    asking: Asking,
) -> None:
    consent(asking)
    subject = subject_of(asking)
    first = leaving(asking, subject, at_once=True)
    assert first.json() == {"state": "leaving", "erase_at": "2027-03-04T04:00:00Z"}
    assert asking.find(number(1)).status_code == 404
    # The scan and the officer's name are kept for as long as somebody can ask.
    left = asking.consents(subject)[-1]
    assert (left.kind, left.account, len(files(asking))) == ("left", "officer-one", 2)
    asking.town.clock.advance(days=2, hours=23)
    assert leaving(asking, subject, at_once=True).json() == first.json()
    assert asking.erase() == 0
    asking.town.clock.advance(hours=1)
    assert asking.erase() == 1
    assert asking.row(subject) is None
    assert files(asking) == []
    assert asking.town.desk.keys.subject_of("fuzhou", number(1)) is None


@pytest.mark.parametrize("at_once", [False, True])
def test_a_leaver_may_return_with_a_phone(asking: Asking, at_once: bool) -> None:  # noqa: FBT001
    subject = asking.town.join(1)
    leaving(asking, subject, at_once=at_once)
    assert asking.come_back(subject).json()["state"] == "participating"


def test_where_no_days_are_given_to_cool_off_a_paper_still_waits_three(asking: Asking) -> None:
    subject = asking.town.join(1)
    city = asking.town.desk.cities["fuzhou"]
    asking.town.desk.cities["fuzhou"] = msgspec.structs.replace(city, cooling_off_days=0)
    assert leaving(asking, subject).json()["erase_at"] == "2027-03-04T04:00:00Z"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "If you did not sign"), ("zh", "如非您本人")]
)
def test_who_did_not_sign_is_told_and_until_when_to_return(
    asking: Asking, language: str, said: str
) -> None:
    subject = asking.town.join(1)
    asking.town.clock.advance(minutes=1)
    leaving(asking, subject, at_once=True)
    me, path = asking.town.resident(subject), f"{API}/me/notices?limit=1"
    (notice,) = asking.ask("GET", path, me, **{"accept-language": language}).json()["items"]
    assert notice["kind"] == "left-on-paper"
    assert said in notice["text"]
    assert "2027-03-04" in notice["text"]


def test_leaving_on_paper_does_not_tell_who_was_there(asking: Asking) -> None:
    invited = asking.town.invite(1)
    left = asking.town.join(2)
    asking.leave(left)
    gone = asking.town.join(3)
    asking.leave(gone, "?at_once=true")
    lapsed = asking.town.join(4)
    asking.shorten_notice()
    asking.town.clock.advance(days=31)
    answers = [leaving(asking, each) for each in (invited, left, gone, lapsed, "nobody")]
    assert {refused(answer) for answer in answers} == {(404, "no-participant")}
    assert len({answer.text for answer in answers}) == 1
    assert files(asking) == []


def test_leaving_on_paper_twice_is_leaving_once(asking: Asking) -> None:
    subject = asking.town.join(1)
    assert leaving(asking, subject).status_code == 200
    assert refused(leaving(asking, subject, word="another")) == (404, "no-participant")
    assert [each.kind for each in asking.consents(subject)] == ["given", "left"]


def test_the_same_leaving_is_answered_as_before(asking: Asking) -> None:
    """Its answer may have been lost on its way; whoever returned meanwhile stays."""
    subject = asking.town.join(1)
    first = leaving(asking, subject)
    asking.town.clock.advance(days=2)
    assert leaving(asking, subject).json() == first.json()
    asking.come_back(subject)
    asking.town.clock.advance(days=2)
    assert leaving(asking, subject).json() == first.json()
    assert asking.me(subject, "score").status_code == 200
    assert [each.kind for each in asking.consents(subject)] == ["given", "left", "returned"]
    assert len(files(asking)) == 1


def test_another_leaving_under_the_same_id_is_refused(asking: Asking) -> None:
    subject, other = asking.town.join(1), asking.town.join(2)
    assert leaving(asking, subject, word="paper").status_code == 200
    assert refused(leaving(asking, subject, word="paper", reason="Why")) == (409, "id-taken")
    assert refused(leaving(asking, other, word="paper")) == (409, "id-taken")
    assert asking.me(other, "score").status_code == 200
    assert len(files(asking)) == 1


def test_the_same_leaving_at_the_same_moment_is_one(asking: Asking) -> None:
    subject = asking.town.join(1)
    town, officer = asking.town, asking.town.officer()
    asked = PaperLeaving(
        id=deed_id("paper"), reason="Signed", scan=msgspec.convert(scan(), PaperScan)
    )

    async def both() -> list[LeavingView]:
        now = town.clock.now()
        sent = (record_paper_leaving(town.desk, officer, subject, asked, now) for _ in range(3))
        return await asyncio.gather(*sent)

    assert {answer.state for answer in asyncio.run(both())} == {"leaving"}
    assert [each.kind for each in asking.consents(subject)] == ["given", "left"]
    assert len(files(asking)) == 1


def test_a_leaving_without_a_scan_is_none(asking: Asking) -> None:
    subject = asking.town.join(1)
    assert refused(leaving(asking, subject, scan=scan(PNG))) == (422, "scan-content")
    assert refused(leaving(asking, subject, scan=None))[0] == 422
    assert asking.ask("GET", f"{API}/me/score", asking.town.resident(subject)).status_code == 200
