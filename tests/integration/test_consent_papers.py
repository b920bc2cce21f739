"""Consent on paper: with a scan, the officer's name, and one answer for everybody."""

import asyncio
from datetime import date
from typing import Any

import msgspec
import pytest
from consenting import API, CITY, Asking, refused
from installation import deed_id, document, number
from papers import JPEG, MOST, PDF, PNG, consent, files, leaving, scan, stored, subject_of

from backend.contracts.residents import PaperConsent
from backend.core.permissions import Role
from backend.services.evidence_seals import content_row
from backend.services.mark_leavers import mark_leavers
from backend.services.record_paper_consent import record_paper_consent
from backend.storage.accounts import Account, add_account
from backend.storage.evidence import evidence_of_subject


def test_a_resident_without_a_phone_takes_part_by_a_signature(asking: Asking) -> None:
    answer = consent(asking)
    assert answer.status_code == 201
    assert answer.json() == {
        "city": "fuzhou",
        "version": asking.version(),
        "officer": "officer-one",
        "at": "2027-03-01T04:00:00Z",
    }
    assert asking.find(number(1)).json()["name"] == "Resident 1"
    asking.town.log(1, "labour-award", grade="national", document=document())
    shown = asking.me(subject_of(asking), "score").json()
    assert shown["total"] == 650
    (given,) = asking.consents(subject_of(asking))
    assert (given.kind, given.language, given.account) == ("given", "zh", "officer-one")
    assert given.scan == str(deed_id("paper"))
    rows = asking.town.desk.database.read_now(lambda tx: tx.rows("select id from account"))
    assert rows == []


def test_the_receipt_names_the_officer(asking: Asking) -> None:
    town = asking.town
    account = Account(
        city="fuzhou",
        id="officer-one",
        role=Role.OFFICER,
        name="lin.wei",
        full_name="Lin Wei",
        password_hash="-",  # noqa: S106 - of nobody who signs in
        made_at=town.clock.now(),
    )
    town.desk.database.write_now(lambda tx: add_account(tx, account))
    assert consent(asking).json()["officer"] == "Lin Wei"


def test_the_resident_sees_that_the_consent_is_on_paper(asking: Asking) -> None:
    consent(asking)
    shown = asking.me(subject_of(asking)).json()
    assert (shown["state"], shown["is_on_paper"]) == ("participating", True)
    assert (shown["given_version"], shown["changes"]) == (asking.version(), [])
    by_phone = asking.town.join(2)
    assert asking.me(by_phone).json()["is_on_paper"] is False


def test_scan_and_names_are_sealed_with_the_residents_key(asking: Asking) -> None:
    consent(asking, name="CANARY-name")
    subject = subject_of(asking)
    desk = asking.town.desk
    for table in ("resident", "consent", "evidence", "log", "notice"):
        assert "CANARY" not in stored(asking, table)
    (path,) = files(asking)
    assert b"CANARY" not in path.read_bytes()
    (row,) = desk.database.read_now(lambda tx: evidence_of_subject(tx, "fuzhou", subject))
    assert (row.case, row.media_type, row.size) == (None, "application/pdf", len(PDF))
    sealed = desk.evidence.read("fuzhou", subject, row.file)
    assert desk.unseal("fuzhou", subject, content_row(row.id), sealed) == PDF


@pytest.mark.parametrize(
    ("media_type", "content"),
    [("application/pdf", PDF), ("image/png", PNG), ("image/jpeg", JPEG)],
)
def test_scans_of_three_types_are_taken(asking: Asking, media_type: str, content: bytes) -> None:
    assert consent(asking, scan=scan(content, media_type)).status_code == 201


def test_the_same_paper_is_answered_as_before(asking: Asking) -> None:
    first = consent(asking)
    asking.town.clock.advance(hours=1)
    asking.shorten_notice()
    version = first.json()["version"]
    again = consent(asking, version=version, by=asking.town.officer("two"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(asking.consents(subject_of(asking))) == 1
    assert len(files(asking)) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"place": 2},
        {"scan": scan(b"%PDF-1.4\nanother\n%%EOF")},
        {"language": "en"},
        {"name": "Another name"},
    ],
)
def test_another_paper_of_the_same_id_is_refused(asking: Asking, facts: dict[str, Any]) -> None:
    consent(asking)
    assert refused(consent(asking, **facts)) == (409, "id-taken")
    assert len(asking.consents(subject_of(asking))) == 1


def test_of_two_papers_sent_at_once_with_one_id_one_is_kept(asking: Asking) -> None:
    town = asking.town
    asked = _paper(asking)

    async def both() -> list[bool]:
        made = (
            record_paper_consent(town.desk, town.officer(), asked, town.clock.now())
            for _ in range(4)
        )
        return [is_new for _, is_new in await asyncio.gather(*made)]

    assert sorted(asyncio.run(both())) == [False, False, False, True]
    assert len(asking.consents(subject_of(asking))) == 1
    assert len(files(asking)) == 1


def _paper(asking: Asking) -> PaperConsent:
    asked = {
        "id": str(deed_id("paper")),
        "number": number(1),
        "name": "Li Na",
        "version": asking.version(),
        "language": "zh",
        "scan": scan(),
    }
    return msgspec.convert(asked, PaperConsent)


def test_a_paper_does_not_tell_who_takes_part(asking: Asking) -> None:
    asking.town.invite(2)
    asking.town.join(3)
    consent(asking, 4, "earlier")
    left = asking.town.join(5)
    asking.leave(left)
    gone = asking.town.join(6)
    asking.leave(gone, "?at_once=true")
    answers = [consent(asking, place, f"paper-{place}") for place in (1, 2, 3, 4, 5, 6)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    headers = {tuple(sorted(set(answer.headers) - {"x-request-id"})) for answer in answers}
    assert len(headers) == 1
    for place in (1, 2, 3, 4, 5, 6):
        assert asking.find(number(place)).status_code == 200


def test_whoever_takes_part_already_is_told_of_the_paper(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.town.clock.advance(days=1)
    consent(asking)
    shown = asking.me(subject).json()
    assert (shown["is_on_paper"], shown["answer_by"]) == (True, None)
    assert asking.told(subject) == ["consent-given", "consent-given"]
    asking.town.clock.advance(days=40)
    assert asking.me(subject, "score").status_code == 200


def test_a_leaver_who_signs_anew_comes_back(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.town.log(1, "volunteering", quantity=60)
    asking.leave(subject)
    asking.town.clock.advance(days=5)
    consent(asking)
    assert subject_of(asking) == subject
    assert asking.me(subject, "score").json()["total"] == 620


def test_what_a_consent_writes_beside_the_keys_does_not_tell_who_was_there(asking: Asking) -> None:
    """Nor does the time taken, which is that of the disk: the clock forgets who was leaving."""
    asking.town.invite(1)
    asking.town.join(2)
    leaver = asking.town.join(3)
    asking.leave(leaver)
    store = asking.town.installation.settings.key_store

    def changes() -> int:
        return int.from_bytes(store.read_bytes()[24:28])

    written = []
    for place in (1, 2, 3, 4):
        before = changes()
        assert consent(asking, place, f"paper {place}").status_code == 201
        written.append(changes() - before)
    assert written == [1, 1, 1, 1]
    keys, now = asking.town.desk.keys, asking.town.clock.now()
    assert list(keys.leaving("fuzhou")) == [leaver]
    asyncio.run(mark_leavers(asking.town.desk, now))
    assert keys.leaving("fuzhou") == {}


def test_after_the_cooling_off_who_signs_is_somebody_new(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.town.log(1, "volunteering", quantity=60)
    asking.leave(subject)
    asking.town.clock.advance(days=31)
    assert consent(asking).status_code == 201
    assert subject_of(asking) != subject
    assert asking.row(subject) is None
    assert asking.me(subject_of(asking), "score").json()["total"] == 600


def test_who_signed_on_paper_gets_a_code_with_which_to_object(asking: Asking) -> None:
    """As the printed statement says of whoever has no phone of their own."""
    consent(asking)
    officer = asking.town.officer()
    enrolment = {"number": number(1), "name": "Resident 1"}
    code = asking.ask("POST", f"{CITY}/enrolments", officer, enrolment).json()["code"]
    asked = {"city": "fuzhou", "number": number(1), "code": code, "password": "copper lantern noon"}
    signed = asking.client.post(f"{API}/sign-in/invitation", json=asked)
    headers = {"authorization": f"Bearer {signed.json()['access_token']}"}
    town = asking.town
    town.log(1, "property-fee-arrears", "fee", document=document())
    asking.ask("POST", f"{CITY}/deeds/{deed_id('fee')}/confirm", officer)
    path = f"{API}/me/deeds/{deed_id('fee')}/objections"
    objection = {"id": str(deed_id("objection")), "text": "It was paid."}
    assert asking.client.post(path, json=objection, headers=headers).status_code == 201


# What is no consent


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"number": number(0, born=date(2009, 3, 2))}, (422, "too-young")),
        ({"number": "11010119600101001X"}, (422, "number-invalid")),
        ({"version": "another"}, (409, "consent-outdated")),
        ({"scan": scan(PNG)}, (422, "scan-content")),
        ({"scan": scan(PDF, "image/png")}, (422, "scan-content")),
        ({"scan": scan(PDF, "image/jpeg")}, (422, "scan-content")),
        ({"scan": scan(b"MZ\x90\0 program")}, (422, "scan-content")),
        ({"scan": scan(PDF, "text/plain")}, (422, "not-a-choice")),
        ({"scan": scan(b"")}, (422, "file-empty")),
        ({"scan": scan(content=PDF) | {"content": "no base64!"}}, (422, "base64-malformed")),
        ({"scan": scan(PDF + bytes(MOST))}, (422, "file-too-large")),
        ({"scan": scan(PDF + bytes(MOST + 500_000))}, (413, "body-too-large")),
        ({"language": "fr"}, (422, "not-a-choice")),
        ({"name": " "}, (422, "text-blank")),
    ],
)
def test_what_is_no_consent_leaves_nothing(
    asking: Asking, facts: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert refused(consent(asking, **facts)) == expected
    assert asking.town.desk.keys.subject_of("fuzhou", number(1)) is None
    assert files(asking) == []
    assert stored(asking, "resident") == stored(asking, "evidence") == "[]"


def test_a_scan_of_ten_megabytes_is_taken(asking: Asking) -> None:
    content = PDF + bytes(MOST - len(PDF) - 6) + b"%%EOF\n"
    assert len(content) == MOST
    assert consent(asking, scan=scan(content)).status_code == 201


def test_whoever_turns_eighteen_today_may_sign(asking: Asking) -> None:
    of_age = number(0, born=date(2009, 3, 1))
    assert consent(asking, number=of_age).status_code == 201


def test_wrong_scans_are_explained_in_both_languages(asking: Asking) -> None:
    paper = {"id": str(deed_id("paper")), "reason": "Signed", "scan": scan(PNG)}
    path = f"{CITY}/residents/nobody/paper-leaving"
    officer = asking.town.officer()
    english = asking.ask("POST", path, officer, paper).json()
    chinese = asking.ask("POST", path, officer, paper, **{"accept-language": "zh"}).json()
    assert english["problems"][0]["field"] == "scan.content"
    assert "application/pdf" in english["detail"]
    assert "重新扫描" in chinese["detail"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER}))
def test_only_officers_send_papers(asking: Asking, role: Role) -> None:
    subject = asking.town.join(1)
    other = (
        asking.town.resident(subject)
        if role is Role.RESIDENT
        else asking.town.staff(role, department="court")
    )
    assert refused(consent(asking, by=other)) == (403, "role-not-allowed")
    assert refused(leaving(asking, subject, by=other)) == (403, "role-not-allowed")
    assert refused(consent(asking, by=asking.town.staff(Role.OFFICER, city="suzhou"))) == (
        403,
        "city-not-yours",
    )


def test_an_officer_signs_nothing_for_themselves(asking: Asking) -> None:
    asking.town.desk.keys.link_staff("fuzhou", "officer-one", number(1))
    assert refused(consent(asking)) == (403, "own-file")
    assert consent(asking, by=asking.town.officer("two")).status_code == 201
    subject = subject_of(asking)
    assert refused(leaving(asking, subject)) == (403, "own-file")
    assert leaving(asking, subject, by=asking.town.officer("two")).status_code == 200


# Leaving on paper
