"""Objections and repairs on paper: as with the app; who takes them in does not decide."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from disputing import API, JPEG, NOBODY, PDF, PNG, Court, refused
from httpx import Response
from installation import Town, deed_id, document, number

from backend.core.permissions import Identity, Role
from backend.services.evidence_seals import content_row
from backend.storage.accounts import Account, add_account
from backend.storage.database import Transaction
from backend.storage.evidence import evidence_of_subject

GRAVE = "administrative-detention"
MOST = 10_000_000


@pytest.fixture
def court(town: Town) -> Iterator[Court]:
    with town.client() as client:
        yield Court(town, client)


def scan(content: bytes = PDF, media_type: str = "application/pdf") -> dict[str, str]:
    """A scan as the desktop sends it."""
    encoded = b64encode(content).decode()
    return {"name": "CANARY-scan.pdf", "media_type": media_type, "content": encoded}


def files(town: Town) -> list[Path]:
    return [path for path in town.installation.settings.evidence.rglob("*") if path.is_file()]


def paper(
    court: Court,
    subject: str,
    deed: str,
    word: str = "objection",
    kind: str = "objections",
    **f: Any,
) -> Response:
    """Officer three takes in what a resident signed."""
    by = f.pop("by", None) or court.town.officer("three")
    body = {"id": str(deed_id(word)), "text": "CANARY: this was not me.", "scan": scan(), **f}
    path = f"{API}/cities/{court.town.city}/residents/{subject}/deeds/{deed}/{kind}"
    return court.ask(by, "POST", path, json=body)


def repair(court: Court, subject: str, deed: str, word: str = "repair", **facts: Any) -> Response:
    """The same of a repair."""
    asked = {"proof": "volunteering", "on": str(court.town.clock.now().date()), **facts}
    return paper(court, subject, deed, word, "repairs", **asked)


def mended(court: Court) -> tuple[str, str]:
    """A resident with a demerit of 50 points that can be made good."""
    subject = court.town.join(1)
    deed = court.fine(deed_type=GRAVE, occurred_on=date(2026, 11, 20))
    court.town.clock.advance(days=11)
    return subject, deed


def test_an_objection_on_paper_suspends_at_once_and_is_told(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    assert court.score(subject) == 650
    answer = paper(court, subject, deed, text="  I was not there.  ")
    assert answer.status_code == 201, answer.text
    assert answer.json() == {
        "id": str(deed_id("objection")),
        "kind": "objection",
        "deed": deed,
        "officer": "officer-three",
        "at": "2027-03-01T04:00:00Z",
        "due_on": "2027-03-16",
    }
    assert court.score(subject) == 600
    assert court.steps(subject, deed)[-1] == "suspended"
    assert ("case-on-paper", "2027-03-16") in court.told(subject)
    told = [each["text"] for each in court.me(subject, "notices").json()["items"]]
    (text,) = (each for each in told if "An officer took in a paper that you signed" in each)
    assert "If you did not sign it, tell the city" in text


def test_its_resident_sees_that_it_is_on_paper_and_reads_the_scan(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    paper(court, subject, deed)
    case = court.mine(subject)
    assert (case["on_paper_by"], case["text"]) == ("officer", "CANARY: this was not me.")
    (file,) = case["evidence"]
    assert (file["id"], file["name"]) == (case["id"], "CANARY-scan.pdf")
    shown = court.me(subject, f"cases/{case['id']}/evidence/{file['id']}")
    assert shown.content == PDF
    (mine,) = court.me(subject, "deeds").json()["items"]
    (asked,) = mine["asked"]
    assert asked == {
        "id": case["id"],
        "kind": "objection",
        "state": "open",
        "made_at": "2027-03-01T04:00:00Z",
        "due_on": "2027-03-16",
        "on_paper_by": "officer",
    }
    assert (mine["steps"][-1]["kind"], mine["steps"][-1]["role"]) == ("suspended", "officer")
    other = court.award(1, "other")
    court.object(subject, other, "with the app")
    assert court.mine(subject, "with the app")["on_paper_by"] is None


def test_the_export_and_the_statement_say_it_too(town: Town, court: Court) -> None:
    subject = town.join(1)
    paper(court, subject, court.award())
    taken = court.me(subject, "export").json()
    assert [case["on_paper_by"] for case in taken["cases"]] == ["officer"]
    assert [file["case"] for file in taken["evidence"]] == [str(deed_id("objection"))]
    assert taken["deeds"][0]["asked"][0]["on_paper_by"] == "officer"
    made = next(entry for entry in taken["log"] if entry["action"] == "case.made")
    assert (made["role"], made["detail"]["on_paper"]) == ("officer", "yes")
    said = {
        "en": "2027-03-01 12:00, on paper, taken in by: officer",
        "zh": "2027-03-01 12:00，纸质提出，接收人：经办人员",
    }
    for language, sentence in said.items():
        for page in ("statement", "export.html"):
            assert sentence in court.me(subject, f"{page}?language={language}").text


def test_the_statement_names_this_way_beside_the_apps(town: Town, court: Court) -> None:
    subject = town.join(1)
    ways = {
        "en": "by phone app or signed paper at the office",
        "zh": "在办理窗口提交签字的纸质材料",
    }
    held = {"en": "leave on paper, never before three days", "zh": "退出的，最早在三天后删除"}
    for language, way in ways.items():
        text = court.me(subject, f"statement?language={language}").text
        # To object, to repair and to leave.
        assert text.count(way) == 3
        assert held[language] in text


def test_the_log_names_the_officer_and_that_it_came_on_paper(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    paper(court, subject, deed)
    (made,) = court.noted(subject, "case.made")
    assert (made.account, made.role, made.object) == (
        "officer-three",
        "officer",
        str(deed_id("objection")),
    )
    assert made.detail == {"kind": "objection", "deed": deed, "on_paper": "yes"}


def test_the_receipt_names_the_officer(town: Town, court: Court) -> None:
    account = Account(
        city=town.city,
        id="officer-three",
        role=Role.OFFICER,
        name="lin.wei",
        full_name="Lin Wei",
        password_hash="-",  # noqa: S106 - of nobody who signs in
        made_at=town.clock.now(),
    )
    town.desk.database.write_now(lambda tx: add_account(tx, account))
    assert paper(court, town.join(1), court.award()).json()["officer"] == "Lin Wei"


def test_words_and_scan_are_sealed_with_the_residents_key(town: Town, court: Court) -> None:
    subject = town.join(1)
    paper(court, subject, court.award())
    desk = town.desk

    def rows(tx: Transaction) -> list[object]:
        tables = ("resident_case", "evidence", "log", "notice", "step")
        return [tx.rows(f"select * from {table}") for table in tables]

    assert "CANARY" not in repr(desk.database.read_now(rows))
    (row,) = desk.database.read_now(lambda tx: evidence_of_subject(tx, town.city, subject))
    assert (row.case, row.account, row.size) == (
        str(deed_id("objection")),
        "officer-three",
        len(PDF),
    )
    sealed = desk.evidence.read(town.city, subject, row.file)
    assert PDF not in sealed
    assert desk.unseal(town.city, subject, content_row(row.id), sealed) == PDF


def test_a_repair_on_paper_is_decided_like_any_other(town: Town, court: Court) -> None:
    subject, deed = mended(court)
    answer = repair(court, subject, deed, on="2027-03-10")
    assert answer.status_code == 201, answer.text
    assert (answer.json()["kind"], answer.json()["due_on"]) == ("repair", "2027-03-27")
    # It suspends nothing.
    assert court.score(subject) == 550
    case = court.mine(subject, "repair")
    assert (case["proof"], case["on"], case["on_paper_by"]) == (
        "volunteering",
        "2027-03-10",
        "officer",
    )
    assert court.file("repair")["points_after"] == -20
    assert court.file("repair")["deed"]["asked"][0]["kind"] == "repair"
    assert court.decide("repair", is_granted=True).status_code == 200
    assert court.score(subject) == 580


def test_a_withdrawn_and_an_upheld_one_are_told_by_the_deed(town: Town, court: Court) -> None:
    subject, deed = mended(court)
    repair(court, subject, deed, on="2027-03-10")
    court.withdraw(subject, "repair")
    paper(court, subject, deed)
    town.clock.advance(days=16)
    # As the calendar has left them, before any job has run.
    (mine,) = court.me(subject, "deeds").json()["items"]
    assert [(each["kind"], each["state"]) for each in mine["asked"]] == [
        ("repair", "withdrawn"),
        ("objection", "upheld"),
    ]
    (exported,) = court.me(subject, "export").json()["deeds"]
    assert exported["asked"] == mine["asked"]


# Who decides


@pytest.mark.parametrize("kind", ["objections", "repairs"])
def test_who_took_it_in_does_not_decide(court: Court, kind: str) -> None:
    subject, deed = mended(court)
    word = "objection" if kind == "objections" else "repair"
    taken = paper(court, subject, deed) if kind == "objections" else repair(court, subject, deed)
    assert taken.status_code == 201, taken.text
    three = court.town.officer("three")
    (item,) = court.office(by=three).json()["items"]
    assert item["is_own"]
    assert court.office(f"/{deed_id(word)}", three).json()["is_own"]
    for is_granted in (True, False):
        answer = court.decide(word, is_granted=is_granted, by=three)
        assert refused(answer) == (403, "case-involved")
    assert "took in the paper" in answer.json()["detail"]
    (item,) = court.office().json()["items"]
    assert not item["is_own"]
    assert court.decide(word, is_granted=True).status_code == 200


def test_who_confirmed_the_deed_may_take_the_paper_in(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.fine()
    assert paper(court, subject, deed, by=town.officer()).status_code == 201


def test_unanswered_it_is_upheld_by_the_clock(town: Town, court: Court) -> None:
    subject, deed = mended(court)
    paper(court, subject, deed)
    town.clock.advance(days=16)
    assert court.run_job() == 1
    assert court.mine(subject)["state"] == "upheld"
    assert court.score(subject) == 600


# Sent again


def test_the_same_paper_is_answered_as_before(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    first = paper(court, subject, deed)
    town.clock.advance(hours=1)
    again = paper(court, subject, deed, by=town.officer("four"))
    assert (again.status_code, again.json()) == (200, first.json())
    court.decide(is_granted=False)
    later = paper(court, subject, deed)
    # It tells nothing of what was decided meanwhile.
    assert (later.status_code, later.json()) == (200, first.json())
    assert len(court.mine(subject)["evidence"]) == 1
    assert court.steps(subject, deed).count("suspended") == 1


@pytest.mark.parametrize("facts", [{"text": "Something else."}, {"scan": scan(JPEG, "image/jpeg")}])
def test_another_paper_of_the_same_id_is_refused(
    town: Town, court: Court, facts: dict[str, Any]
) -> None:
    subject, other = town.join(1), town.join(2)
    deed, theirs = court.award(), court.award(2, "theirs")
    paper(court, subject, deed)
    assert refused(paper(court, subject, deed, **facts)) == (409, "id-taken")
    assert refused(paper(court, other, theirs)) == (409, "id-taken")
    assert refused(court.object(subject, deed)) == (409, "id-taken")
    assert court.steps(other, theirs)[-1] == "notified"


def test_an_id_that_a_file_has_is_refused_and_leaves_nothing(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed, other = court.award(), court.award(1, "other")
    court.object(subject, deed)
    court.send(subject, word="taken")
    before = files(town)
    answer = paper(court, subject, other, "taken")
    assert refused(answer) == (409, "id-taken")
    assert "belongs to something else" in answer.json()["detail"]
    assert files(town) == before
    assert court.steps(subject, other)[-1] == "notified"
    assert len(court.me(subject, "cases").json()["items"]) == 1


def test_there_is_one_objection_for_each_deed_however_it_is_made(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed, other = court.award(), court.award(1, "other")
    paper(court, subject, deed)
    assert refused(paper(court, subject, deed, "second")) == (409, "objection-made")
    assert refused(court.object(subject, deed, "third")) == (409, "objection-made")
    court.object(subject, other, "with the app")
    assert refused(paper(court, subject, other, "fourth")) == (409, "objection-made")


# What is refused, and leaves nothing


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"scan": scan(PNG)}, (422, "scan-content")),
        ({"scan": scan(b"MZ\x90\0 program")}, (422, "scan-content")),
        ({"scan": scan(PDF, "text/plain")}, (422, "not-a-choice")),
        ({"scan": scan(b"")}, (422, "file-empty")),
        ({"scan": scan(PDF + bytes(MOST))}, (422, "file-too-large")),
        ({"scan": scan(PDF + bytes(MOST + 500_000))}, (413, "body-too-large")),
        ({"text": " - "}, (422, "text-blank")),
    ],
)
def test_what_is_no_paper_leaves_nothing(
    town: Town, court: Court, facts: dict[str, Any], expected: tuple[int, str]
) -> None:
    subject = town.join(1)
    deed = court.award()
    assert refused(paper(court, subject, deed, **facts)) == expected
    assert court.me(subject, "cases").json()["items"] == []
    assert files(town) == []


def test_deeds_that_cannot_be_objected_to_are_refused_in_words(town: Town, court: Court) -> None:
    subject, _ = town.join(1), town.join(2)
    waiting = str(deed_id("waiting"))
    town.log(1, "property-fee-arrears", "waiting", document=document())
    assert refused(paper(court, subject, waiting)) == (409, "deed-not-notified")
    for deed in (court.award(2, "theirs"), NOBODY):
        assert refused(paper(court, subject, deed)) == (404, "deed-unknown")
    deed = court.award()
    paper(court, subject, deed)
    court.decide(is_granted=True)
    assert refused(paper(court, subject, deed, "again")) == (409, "deed-annulled")


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"proof": "payment"}, "repair-proof"),
        ({"on": "2027-02-19"}, "day-outside"),
        ({"on": "2027-03-13"}, "day-outside"),
    ],
)
def test_a_repair_on_paper_is_bound_by_the_scheme(
    court: Court, facts: dict[str, str], kind: str
) -> None:
    subject, deed = mended(court)
    assert refused(repair(court, subject, deed, **facts))[1] == kind
    assert court.me(subject, "cases").json()["items"] == []


def test_a_repair_is_not_asked_for_twice_at_a_time(court: Court) -> None:
    subject, deed = mended(court)
    court.repair(subject, deed, "app", proof="volunteering")
    assert refused(repair(court, subject, deed)) == (409, "repair-open")


def test_leavers_the_gone_and_the_unknown_are_answered_alike(town: Town, court: Court) -> None:
    leaver, gone = town.join(1), town.join(2)
    award, other = court.award(), court.award(2, "other")
    for subject, query in ((leaver, ""), (gone, "?at_once=true")):
        assert court.me(subject, f"consent{query}", "DELETE").status_code == 200
    asked = ((leaver, award), (gone, other), ("nobody", NOBODY), (NOBODY, award))
    answers = [paper(court, subject, deed) for subject, deed in asked]
    assert {refused(answer) for answer in answers} == {(404, "no-participant")}
    bodies = [{**answer.json(), "instance": None} for answer in answers]
    assert all(body == bodies[0] for body in bodies)


def test_an_officer_takes_in_nothing_of_their_own(town: Town, court: Court) -> None:
    subject, deed = mended(court)
    town.desk.keys.link_staff(town.city, "officer-three", number(1))
    assert refused(paper(court, subject, deed)) == (403, "own-file")
    assert refused(repair(court, subject, deed)) == (403, "own-file")
    assert paper(court, subject, deed, by=town.officer("four")).status_code == 201


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER}))
def test_only_officers_take_papers_in(town: Town, court: Court, role: Role) -> None:
    subject, deed = mended(court)
    other: Identity = (
        town.resident(subject) if role is Role.RESIDENT else town.staff(role, department="court")
    )
    for answer in (
        paper(court, subject, deed, by=other),
        repair(court, subject, deed, by=other),
    ):
        assert refused(answer) == (403, "role-not-allowed")
    foreign = town.staff(Role.OFFICER, city="suzhou")
    assert refused(paper(court, subject, deed, by=foreign)) == (403, "city-not-yours")
