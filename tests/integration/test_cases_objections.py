"""Objections: they suspend at once, a person without a part in the deed decides, once for each."""

from collections.abc import Iterator

import pytest
from disputing import NOBODY, Court, refused
from installation import Town, deed_id, document, number

from backend.core.permissions import Identity, Role
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError


@pytest.fixture
def court(town: Town) -> Iterator[Court]:
    with town.client() as client:
        yield Court(town, client)


def test_an_objection_suspends_at_once_and_is_told_back(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    assert court.score(subject) == 650
    answer = court.object(subject, deed, text="  I was not there.  ")
    assert answer.status_code == 201, answer.text
    assert answer.json() == {
        "id": str(deed_id("objection")),
        "kind": "objection",
        "deed": deed,
        "label_en": answer.json()["label_en"],
        "label_zh": answer.json()["label_zh"],
        "state": "open",
        "text": "I was not there.",
        "proof": None,
        "on": None,
        "made_at": "2027-03-01T04:00:00Z",
        "on_paper_by": None,
        "due_on": "2027-03-16",
        "evidence": [],
        "decided_at": None,
        "decided_by": None,
        "reasons": None,
        "letter": None,
    }
    assert court.score(subject) == 600
    assert court.steps(subject, deed)[-1] == "suspended"
    assert [each["counts"] for each in court.me(subject, "deeds").json()["items"]] == [False]
    assert ("case-received", "2027-03-16") in court.told(subject)
    assert court.me(subject, "cases").json() == {"items": [answer.json()], "next": None}


def test_the_same_objection_is_answered_as_before_and_another_of_its_id_refused(
    town: Town, court: Court
) -> None:
    subject, other = town.join(1), town.join(2)
    deed, theirs = court.award(), court.award(2, "theirs")
    first = court.object(subject, deed)
    again = court.object(subject, deed)
    assert (again.status_code, again.json()) == (200, first.json())
    assert refused(court.object(subject, deed, text="Something else.")) == (409, "id-taken")
    assert refused(court.object(other, theirs)) == (409, "id-taken")
    assert court.steps(subject, deed).count("suspended") == 1
    assert court.steps(other, theirs)[-1] == "notified"


def test_upheld_the_deed_is_annulled_and_the_resident_reads_why(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.fine()
    town.clock.advance(days=11)
    assert court.score(subject) == 570
    court.object(subject, deed)
    file = court.file()
    answer = court.decide(is_granted=True, reasons="It was {deed} your brother.")
    assert answer.status_code == 200, answer.text
    view = court.mine(subject)
    assert answer.json() == view
    assert (view["state"], view["decided_by"]) == ("upheld", "officer")
    assert view["reasons"] == "It was {deed} your brother."
    for language in ("en", "zh"):
        announced = file["letter_if_granted"][language]
        assert announced.count("{reasons}") == 1
        assert view["letter"][language] == announced.replace("{reasons}", view["reasons"])
    assert court.score(subject) == 600
    step = court.me(subject, "deeds").json()["items"][0]["steps"][-1]
    assert (step["kind"], step["role"], step["reason"]) == ("annulled", "officer", view["reasons"])
    assert {"case-received", "case-upheld"} <= {kind for kind, _ in court.told(subject)}
    assert refused(court.object(subject, deed, "second")) == (409, "deed-annulled")


def test_rejected_the_deed_counts_again_and_no_second_objection_suspends_it(
    town: Town, court: Court
) -> None:
    subject = town.join(1)
    deed = court.award()
    court.object(subject, deed)
    announced = court.file()["letter_if_rejected"]
    answer = court.decide(is_granted=False)
    assert answer.json()["state"] == "rejected"
    assert answer.json()["letter"]["en"] == announced["en"].replace(
        "{reasons}", "The papers show it."
    )
    assert court.score(subject) == 650
    assert court.steps(subject, deed)[-2:] == ["suspended", "resumed"]
    assert refused(court.object(subject, deed, "second")) == (409, "objection-made")


def test_withdrawn_the_deed_counts_again_and_that_was_the_objection(
    town: Town, court: Court
) -> None:
    subject = town.join(1)
    deed = court.award()
    court.object(subject, deed)
    answer = court.withdraw(subject)
    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert answer.json()["decided_by"] == "resident"
    assert "withdrew" in answer.json()["letter"]["en"]
    assert court.withdraw(subject).json() == answer.json()
    assert court.score(subject) == 650
    # Whoever objected and withdrew by turns would never lose a point.
    assert refused(court.object(subject, deed, "second")) == (409, "objection-made")
    assert refused(court.decide(is_granted=True)) == (409, "case-closed")
    assert court.open() == []


def test_what_is_proven_anew_can_be_objected_to_anew(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.fine(word="fee", deed_type="property-fee-arrears")
    court.object(subject, deed)
    court.decide(is_granted=False)
    town.clock.advance(days=1)
    proof = {
        "kind": "proven",
        "on": "2027-03-02",
        "reason": "Still unpaid",
        "document": {"authority": "Court", "number": "9", "issued_on": "2027-03-02"},
    }
    path = f"/api/v1/cities/fuzhou/deeds/{deed}/steps"
    assert court.ask(town.officer("three"), "POST", path, json=proof).status_code == 204
    town.clock.advance(days=1)
    assert court.object(subject, deed, "second").status_code == 201
    assert refused(court.object(subject, deed, "third")) == (409, "objection-made")
    # Who proved it anew had a part in it, too.
    by = town.officer("three")
    assert refused(court.decide("second", is_granted=True, by=by)) == (403, "case-involved")
    assert court.decide("second", is_granted=True).status_code == 200


def test_a_notice_period_that_ran_out_meanwhile_ends_the_day_after_the_answer(
    town: Town, court: Court
) -> None:
    """The notice of ten days would have been over on 11 March; the answer is of 13 March."""
    subject = town.join(1)
    deed = court.fine()
    court.object(subject, deed)
    town.clock.advance(days=12)
    announced = court.file()["letter_if_rejected"]
    assert "2027-03-14" in announced["en"]
    court.decide(is_granted=False)
    assert court.mine(subject)["letter"]["zh"] == announced["zh"].replace(
        "{reasons}", "The papers show it."
    )
    assert court.score(subject) == 600
    assert court.told(subject)[-2:] == [("case-rejected", None), ("deed-will-count", "2027-03-14")]
    town.clock.advance(hours=11, minutes=59)
    assert court.score(subject) == 600
    town.clock.advance(minutes=1)
    assert court.score(subject) == 570
    # What was said then stays said.
    assert "2027-03-14" in court.mine(subject)["letter"]["en"]


def test_a_notice_period_that_still_runs_goes_on_as_it_was_told(town: Town, court: Court) -> None:
    subject = town.join(1)
    court.fine()
    court.object(subject, str(deed_id("fine")))
    town.clock.advance(days=3)
    assert "2027-03-11" in court.file()["letter_if_rejected"]["en"]
    court.decide(is_granted=False)
    assert [kind for kind, _ in court.told(subject)][-1] == "case-rejected"
    town.clock.advance(days=6, hours=12)
    assert court.score(subject) == 570


@pytest.mark.parametrize("role", ["entered", "confirmed"])
def test_nobody_decides_who_had_a_part_in_the_deed(town: Town, court: Court, role: str) -> None:
    subject = town.join(1)
    town.log(1, "public-order-penalty", "fine", document=document(), by=_clerk(town))
    path = f"/api/v1/cities/fuzhou/deeds/{deed_id('fine')}/confirm"
    assert court.ask(town.officer("boss"), "POST", path).status_code == 204
    court.object(subject, str(deed_id("fine")))
    name = {"entered": "clerk", "confirmed": "boss"}[role]
    for is_granted in (True, False):
        answer = court.decide(is_granted=is_granted, by=town.officer(name))
        assert refused(answer) == (403, "case-involved")
        assert answer.json()["problems"][0]["article"] == 7
    listed = court.office(by=town.officer(name)).json()["items"]
    assert [item["is_own"] for item in listed] == [True]
    assert court.office(f"/{deed_id('objection')}", town.officer(name)).json()["is_own"]
    assert [item["is_own"] for item in court.office().json()["items"]] == [False]
    assert not court.file()["is_own"]


def test_officers_have_no_part_in_cases_of_their_own(town: Town, court: Court) -> None:
    subject = town.join(1)
    court.object(subject, court.award())
    court.send(subject)
    own = town.officer("own")
    town.desk.keys.link_staff(town.city, own.account, number(1))
    assert [item["is_own"] for item in court.office(by=own).json()["items"]] == [True]
    case = f"/{deed_id('objection')}"
    for answer in (
        court.office(case, own),
        court.office(f"{case}/evidence/{deed_id('file')}", own),
        court.decide(is_granted=True, by=own),
    ):
        assert refused(answer) == (403, "own-file")
    assert court.noted(subject, "file.read") == []
    assert court.mine(subject)["state"] == "open"


def _clerk(town: Town) -> Identity:
    """An officer who enters deeds, too."""
    department = town.desk.deed_type("public-order-penalty").departments[0]
    return town.staff(Role.OFFICER, "clerk", department=department)


def test_the_database_itself_lets_nobody_with_a_part_decide_nor_anybody_twice(
    town: Town, court: Court
) -> None:
    subject = town.join(1)
    court.fine()
    court.object(subject, str(deed_id("fine")))
    sql = (
        "update resident_case set state = 'rejected', decided_at = 1, decided_by = :by, "
        "reasons = :reasons"
    )

    def decide(tx: Transaction, by: str) -> None:
        tx.execute(sql, by=by, reasons=b"x")

    collector = town.desk.deed_type("public-order-penalty").departments[0]
    for account in (town.officer().account, town.collector(collector).account):
        with pytest.raises(ConflictError) as caught:
            town.desk.database.write_now(lambda tx, by=account: decide(tx, by))  # type: ignore[misc]
        assert caught.value.name == "case_decided_by_involved"
    court.decide(is_granted=False)
    with pytest.raises(ConflictError) as caught:
        town.desk.database.write_now(lambda tx: decide(tx, "officer-two"))
    assert caught.value.name == "case_decided_once"


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ("due_on = '2027-03-15'", "case_due_later"),
        ("due_on = due_on", "case_due_later"),
        (
            "due_on = '2027-03-17', state = 'upheld', decided_at = 1, decided_by = 'x'",
            "case_due_later",
        ),
        ("due_on = '2027-03-17', deed = 'another'", "case_no_update"),
        ("made_at = 1", "case_no_update"),
    ],
)
def test_the_database_itself_lets_only_the_last_day_move_and_only_back(
    town: Town, court: Court, change: str, guard: str
) -> None:
    subject = town.join(1)
    court.object(subject, court.award())
    database = town.desk.database
    with pytest.raises(ConflictError) as caught:
        database.write_now(lambda tx: tx.execute(f"update resident_case set {change}"))
    assert caught.value.name == guard
    later = "update resident_case set due_on = '2027-03-20'"
    assert database.write_now(lambda tx: tx.execute(later)) == 1
    assert court.mine(subject)["due_on"] == "2027-03-20"


def test_the_last_day_of_what_is_decided_stays(town: Town, court: Court) -> None:
    subject = town.join(1)
    court.object(subject, court.award())
    court.decide(is_granted=False)
    later = "update resident_case set due_on = '2027-03-20'"
    with pytest.raises(ConflictError) as caught:
        town.desk.database.write_now(lambda tx: tx.execute(later))
    assert caught.value.name in {"case_decided_once", "case_due_later"}


def test_only_what_was_notified_and_is_ones_own_can_be_objected_to(
    town: Town, court: Court
) -> None:
    subject, other = town.join(1), town.join(2)
    theirs = court.award(2, "theirs")
    town.log(1, "public-order-penalty", "waiting", document=document())
    assert refused(court.object(subject, str(deed_id("waiting")))) == (409, "deed-not-notified")
    assert refused(court.object(subject, theirs)) == (404, "deed-unknown")
    assert refused(court.object(subject, NOBODY)) == (404, "deed-unknown")
    court.object(other, theirs)
    assert refused(court.me(subject, f"cases/{deed_id('objection')}")) == (404, "case-unknown")
    assert refused(court.withdraw(subject)) == (404, "case-unknown")
    refusing = f"/api/v1/cities/fuzhou/deeds/{deed_id('waiting')}/refuse"
    court.ask(town.officer(), "POST", refusing, json={"reason": "Not proven"})
    assert refused(court.object(subject, str(deed_id("waiting")), "o")) == (409, "deed-annulled")


def test_who_is_leaving_is_hidden_with_their_cases(town: Town, court: Court) -> None:
    subject = town.join(1)
    court.object(subject, court.award())
    assert court.open() == [str(deed_id("objection"))]
    court.ask(town.resident(subject), "DELETE", "/api/v1/me/consent")
    assert court.open() == []
    for answer in (court.office(f"/{deed_id('objection')}"), court.decide(is_granted=False)):
        assert refused(answer) == (404, "case-unknown")
    assert refused(court.me(subject, "cases")) == (409, "is-leaving")
    assert overview(town, court) == (0, 0)
    court.ask(town.resident(subject), "POST", "/api/v1/me/return")
    assert court.open() == [str(deed_id("objection"))]
    assert overview(town, court) == (1, 0)


def overview(town: Town, court: Court) -> tuple[int, int]:
    path = f"/api/v1/cities/{town.city}/overview"
    found = court.ask(town.officer("two"), "GET", path).json()
    return found["cases_open"], found["cases_overdue"]


def test_every_look_at_a_case_is_in_the_log_first(town: Town, court: Court) -> None:
    subject = town.join(1)
    court.object(subject, court.award())
    court.send(subject)
    court.file()
    court.office(f"/{deed_id('objection')}/evidence/{deed_id('file')}")
    looks = court.noted(subject, "file.read")
    assert [(each.account, each.detail["part"]) for each in looks] == [
        ("officer-two", "case"),
        ("officer-two", "evidence"),
    ]
    court.decide(is_granted=True)
    made = court.noted(subject, "case.made", "evidence.added", "case.upheld")
    assert [each.action for each in made] == ["case.made", "evidence.added", "case.upheld"]


def test_the_list_is_in_the_order_of_the_last_day_page_by_page(town: Town, court: Court) -> None:
    subject = town.join(1)
    words = [f"objection {place}" for place in range(5)]
    for place, word in enumerate(words):
        court.object(subject, court.award(word=f"award {place}"), word)
        town.clock.advance(days=place % 2)
    expected = {order: court.open(f"?order={order}") for order in ("due_on", "-due_on")}
    assert set(expected["due_on"]) == {str(deed_id(word)) for word in words}
    for order, whole in expected.items():
        found: list[str] = []
        cursor = ""
        while True:
            page = court.office(f"?order={order}&limit=2{cursor}").json()
            found += [item["id"] for item in page["items"]]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert found == whole
    days = [item["due_on"] for item in court.office("?order=due_on").json()["items"]]
    assert days == sorted(days)
    assert expected["-due_on"] == expected["due_on"][::-1]
    assert court.open("?kind=repair") == []
    assert court.open("?kind=objection") == expected["due_on"]


def test_an_answer_that_was_lost_can_be_asked_for_again(town: Town, court: Court) -> None:
    subject = town.join(1)
    court.object(subject, court.award())
    first = court.decide(is_granted=False)
    again = court.decide(is_granted=False)
    assert (again.status_code, again.json()) == (200, first.json())
    assert refused(court.decide(is_granted=True)) == (409, "case-closed")
    by = town.officer("three")
    assert refused(court.decide(is_granted=False, by=by)) == (409, "case-closed")
    assert len(court.noted(subject, "case.rejected")) == 1


def test_what_a_collector_entered_is_shown_as_suspended(town: Town, court: Court) -> None:
    subject = town.join(1)
    deed = court.award()
    collector = town.collector(town.desk.deed_type("labour-award").departments[0], "award")

    def states(query: str = "") -> list[str]:
        path = f"/api/v1/cities/fuzhou/entries{query}"
        return [each["state"] for each in court.ask(collector, "GET", path).json()["items"]]

    court.object(subject, deed)
    assert states() == states("?state=suspended") == ["suspended"]
    assert states("?state=counts") == states("?state=annulled") == []
    town.clock.advance(days=16)
    assert states() == states("?state=annulled") == ["annulled"]
    assert states("?state=suspended") == []
    court.run_job()
    assert states() == states("?state=annulled") == ["annulled"]


def test_an_undone_batch_ends_what_was_asked_about_its_deeds(town: Town, court: Court) -> None:
    subject = town.join(1)
    collector = town.collector("civility-office")
    batches, batch = "/api/v1/cities/fuzhou/batches", str(deed_id("batch"))
    made = {"id": batch, "title": "Hours"}
    assert court.ask(collector, "POST", batches, json=made).status_code == 201
    deed = {
        "id": str(deed_id("hours")),
        "number": number(1),
        "deed_type": "volunteering",
        "occurred_on": "2027-02-20",
        "quantity": 60,
    }
    rows = {"rows": [{"row": 1, "deed": deed}]}
    court.ask(collector, "PUT", f"{batches}/{batch}/parts/1", json=rows)
    assert court.ask(collector, "POST", f"{batches}/{batch}/commit", json={}).status_code == 200
    court.object(subject, str(deed_id("hours")))
    undone = court.ask(collector, "POST", f"{batches}/{batch}/undo", json={"reason": "Wrong"})
    assert undone.json()["state"] == "undone", undone.text
    view = court.mine(subject)
    assert (view["state"], view["decided_by"]) == ("withdrawn", "clock")
    assert "annulled" in view["letter"]["en"]
    assert court.open() == []
    assert "case-withdrawn" in [kind for kind, _ in court.told(subject)]
