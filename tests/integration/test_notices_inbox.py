"""The inbox: what a resident is told, in their language, and what they have read of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from granting import PARKING, grant, revoke
from installation import Town, deed_id, document, run
from litestar.testing import TestClient
from sheets import DEPARTMENT, Clerk, fraud, hours
from telling import NOTICES, Phone

from backend.contracts.deeds import FollowDeed
from backend.core.sentences import NOTICE_TEXTS
from backend.services.confirm_deed import confirm_deed, follow_deed, refuse_deed
from backend.services.leave import leave
from backend.storage.database import Transaction
from backend.storage.notices import NoticeKind, tell

Client = TestClient[Any]
CHINESE = {"accept-language": "zh"}


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


@pytest.fixture
def phone(town: Town, client: Client) -> Phone:
    return Phone(town, client, town.join(1))


# ---- What is told ----------------------------------------------------------


def test_a_deed_is_told_of_whenever_something_becomes_of_it(
    town: Town, client: Client, phone: Phone
) -> None:
    """Every way in which a deed can come, and every one in which an officer changes it."""
    officer, now = town.officer(), town.clock.now()
    ended = FollowDeed(kind="ended", on=date(2027, 2, 25), reason="Paid", document=document())
    proven = FollowDeed(
        kind="proven", on=date(2027, 2, 24), reason="Still open", document=document()
    )
    town.log(1, "volunteering", "alone", quantity=60)
    town.log(1, "labour-award", "with a paper", grade="national", document=document())
    for word in ("fee", "no fee"):
        town.log(1, "property-fee-arrears", word, document=document())
    town.log(1, "labour-award", "great", grade="national")
    assert len(phone.kinds()) == 3
    run(confirm_deed(town.desk, officer, str(deed_id("fee")), now))
    run(confirm_deed(town.desk, officer, str(deed_id("great")), now))
    run(refuse_deed(town.desk, officer, str(deed_id("no fee")), "Another person", now))
    run(follow_deed(town.desk, officer, str(deed_id("fee")), proven, now))
    run(follow_deed(town.desk, officer, str(deed_id("fee")), ended, now))
    clerk = Clerk(town, client, town.collector(DEPARTMENT))
    batch = clerk.filled(hours("of a sheet"), fraud("fraud"))
    clerk.commit(batch)
    clerk.undo(batch, "The sheet of another city.")
    today = "2027-03-01"
    told = {(item["kind"], item["about"], item["on"]) for item in phone.items()}
    assert {each for each in told if each[0] != "consent-given"} == {
        ("deed-annulled", str(deed_id("fraud")), None),
        ("deed-annulled", str(deed_id("of a sheet")), None),
        ("deed-counts", str(deed_id("alone")), today),
        ("deed-counts", str(deed_id("great")), today),
        ("deed-counts", str(deed_id("of a sheet")), today),
        ("deed-counts", str(deed_id("with a paper")), today),
        ("deed-ended", str(deed_id("fee")), "2027-02-25"),
        ("deed-proven", str(deed_id("fee")), "2027-02-24"),
        ("deed-refused", str(deed_id("no fee")), None),
        ("deed-will-count", str(deed_id("fee")), "2027-03-11"),
    }
    assert len(told) == len(phone.items())


def test_every_deed_of_a_sheet_is_told_of(town: Town, client: Client) -> None:
    phones = [Phone(town, client, town.join(place)) for place in (1, 2)]
    clerk = Clerk(town, client, town.collector(DEPARTMENT))
    clerk.commit(clerk.filled(hours("a"), hours("b", 2), hours("c"), hours("d")))
    assert [phone.kinds().count("deed-counts") for phone in phones] == [3, 1]


def test_what_is_refused_tells_nobody_anything(town: Town, client: Client, phone: Phone) -> None:
    before = phone.kinds()
    town.clock.advance(minutes=1)
    town.log(1, "volunteering", "hours", quantity=60)
    # Stored before, and answered as before.
    town.log(1, "volunteering", "hours", quantity=60)
    assert grant(town, client, phone.subject).status_code == 409
    assert phone.kinds() == ["deed-counts", *before]


def test_perks_are_told_of_with_their_labels(town: Town, client: Client, phone: Phone) -> None:
    town.log(1, "labour-award", "award", grade="national", document=document())
    town.clock.advance(minutes=1)
    grant(town, client, phone.subject)
    town.clock.advance(minutes=1)
    revoke(town, client, phone.subject)
    revoked, granted = phone.items()[:2]
    assert (revoked["kind"], granted["kind"]) == ("perk-revoked", "perk-granted")
    assert granted["text"].startswith("The perk “")
    assert PARKING not in granted["text"]
    assert granted["text"].endswith(", from 2027-03-01 until 2027-08-31.")
    label = granted["text"].split("“")[1].split("”")[0]
    # The band opens it anyway: it is the grant that is gone, and not the perk.
    assert revoked["text"].startswith(f"Your grant of “{label}” was revoked and has ended at once.")
    assert "What your band opens stays open." in revoked["text"]


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_of_notice_has_words_in_both_languages(kind: NoticeKind) -> None:
    english, chinese = NOTICE_TEXTS[kind.value]
    assert english.endswith(".")
    assert chinese.endswith("。")
    assert ("{label}" in english) == ("{label}" in chinese) == (kind.value[:4] not in LABELLED)
    assert ("{day}" in english) == ("{day}" in chinese)
    assert ("{until}" in english) == ("{until}" in chinese) == (kind == NoticeKind.PERK_GRANTED)


LABELLED = {"cons", "invi", "left", "retu"}


def test_a_demerit_is_told_of_with_its_label_and_its_first_day(town: Town, phone: Phone) -> None:
    town.log(1, "property-fee-arrears", "fee", document=document())
    now = town.clock.advance(minutes=1)
    run(confirm_deed(town.desk, town.officer(), str(deed_id("fee")), now))
    deed_type = town.desk.deed_type("property-fee-arrears")
    english, chinese = phone.items()[0], phone.items(**CHINESE)[0]
    assert english["text"].startswith(f"“{deed_type.label_en}” was recorded and confirmed.")
    assert chinese["text"].startswith(f"“{deed_type.label_zh}”")
    assert "2027-03-11" in english["text"]
    assert "2027-03-11" in chinese["text"]


# ---- Reading ---------------------------------------------------------------


def told(town: Town, phone: Phone, times: int) -> None:
    """Notices, a minute apart."""

    def work(tx: Transaction) -> None:
        for _ in range(times):
            tell(tx, town.city, phone.subject, NoticeKind.RETURNED, town.clock.advance(minutes=1))

    town.desk.database.write_now(work)


def test_the_newest_come_first_page_after_page(town: Town, phone: Phone) -> None:
    told(town, phone, 4)
    whole = [item["id"] for item in phone.items()]
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        asked = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = phone.ask(params=asked).json()
        assert len(page["items"]) <= 2
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert found == whole == sorted(whole, reverse=True)
    assert len(whole) == 5


def test_a_poll_costs_nothing_until_something_is_new_or_read(town: Town, phone: Phone) -> None:
    told(town, phone, 1)
    first = phone.ask()
    assert first.headers["unread-notices"] == "2"
    held = {"if-none-match": first.headers["etag"]}
    again = phone.ask(headers=held)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["unread-notices"] == "2"
    # In another language it is another answer.
    assert phone.ask(headers={**held, **CHINESE}).status_code == 200
    assert phone.read(first.json()["items"][0]["id"]) == 204
    read = phone.ask(headers=held)
    assert (read.status_code, read.headers["unread-notices"]) == (200, "1")
    told(town, phone, 1)
    new = phone.ask(headers={"if-none-match": read.headers["etag"]})
    assert (new.status_code, len(new.json()["items"])) == (200, 3)


def test_a_notice_is_read_once_however_often_that_is_said(town: Town, phone: Phone) -> None:
    (notice,) = phone.items()
    assert notice["read_at"] is None
    assert phone.read(notice["id"]) == 204
    town.clock.advance(hours=1)
    assert phone.read(notice["id"]) == 204
    assert phone.items()[0]["read_at"] == "2027-03-01T04:00:00Z"


def test_nobody_reads_or_marks_what_another_is_told(
    town: Town, client: Client, phone: Phone
) -> None:
    other = Phone(town, client, town.join(2))
    (notice,) = phone.items()
    assert [item["id"] for item in other.items()] != [notice["id"]]
    refused = other.ask(f"{NOTICES}/{notice['id']}/read", "PUT")
    assert (refused.status_code, refused.json()["problems"][0]["kind"]) == (404, "notice-unknown")
    assert other.read(str(deed_id("none"))) == 404
    assert phone.items()[0]["read_at"] is None


def test_whoever_is_leaving_reads_what_concerns_that_alone(town: Town, phone: Phone) -> None:
    town.log(1, "volunteering", "hours", quantity=60)
    own = town.resident(phone.subject)
    run(leave(town.desk, own, town.clock.advance(minutes=1)))
    answer = phone.ask()
    found = {item["kind"] for item in answer.json()["items"]}
    assert found <= {"left", "consent-given"}
    assert answer.headers["unread-notices"] == str(len(answer.json()["items"]))


def test_whoever_was_only_invited_is_told_to_consent_first(town: Town, client: Client) -> None:
    answer = Phone(town, client, town.invite(3)).ask()
    assert answer.json()["problems"][0]["kind"] == "consent-missing"
