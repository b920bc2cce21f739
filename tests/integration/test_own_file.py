"""Staff who are residents themselves: their own file is closed to them as staff (article 7)."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from granting import Facts, good, grant, revoke
from httpx import Response
from installation import Town, deed_id, document, number
from litestar.testing import TestClient
from msgspec import to_builtins
from sheets import CITY, DEPARTMENT, Clerk, count, fraud, hours, kind_of, logged, total

from backend.core.permissions import Identity, Role

Client = TestClient[Any]
WHY = {"reason": "At the desk"}
FEE = {"occurred_on": date(2027, 1, 10)}
REFUSED = (403, "own-file")


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def linked(town: Town, identity: Identity, place: int) -> Identity:
    """A member of the staff whose own number is kept."""
    town.desk.keys.link_staff(identity.city, identity.account, number(place))
    return identity


class Acts:
    """What an officer can do to a resident who has deeds waiting and counting, and a grant."""

    def __init__(self, town: Town, client: Client) -> None:
        """Furnish the resident's file."""
        self.town, self.client = town, client
        self.subject = good(town)
        self.waiting = str(town.log(1, "aid-fraud", "fraud", document=document()).id)
        self.ongoing = str(
            town.log(1, "property-fee-arrears", "fee", document=document(), **FEE).id
        )
        assert grant(town, client, self.subject).status_code == 201

    def post(self, by: Identity, path: str, body: Facts) -> Response:
        return self.client.post(f"{CITY}{path}", json=body, headers=self.town.token(by))

    def get(self, by: Identity, path: str) -> Response:
        return self.client.get(f"{CITY}{path}", headers=self.town.token(by))

    def all(self) -> dict[str, Callable[[Identity], Response]]:
        """Every act, by a word."""
        file, waiting = f"/residents/{self.subject}", f"/deeds/{self.waiting}"
        paper = to_builtins(document())
        ended = {"kind": "ended", "on": "2027-02-25", "document": paper, **WHY}
        return {
            "find": lambda by: self.post(by, "/residents/find", {"number": number(1), **WHY}),
            **{
                part: partial(self.get, path=f"{file}/{part}?reason=desk")
                for part in ("score", "deeds", "history", "perks", "grants")
            },
            "enrol": lambda by: self.post(by, "/enrolments", {"number": number(1), "name": "L"}),
            "look": lambda by: self.get(by, f"/confirmations/{self.waiting}"),
            "refuse": lambda by: self.post(by, f"{waiting}/refuse", WHY),
            "confirm": lambda by: self.post(by, f"{waiting}/confirm", {}),
            "follow": lambda by: self.post(by, f"/deeds/{self.ongoing}/steps", ended),
            "grant": lambda by: grant(self.town, self.client, self.subject, by),
            "revoke": lambda by: revoke(self.town, self.client, self.subject, by=by),
        }


def test_an_officer_acts_on_everybodys_file_but_their_own(town: Town, client: Client) -> None:
    acts = Acts(town, client)
    own = linked(town, town.officer("own"), 1)
    told = (logged(town, "file.read"), logged(town, "file.sought"))
    for word, act in acts.all().items():
        assert kind_of(act(own)) == REFUSED, word
    assert (logged(town, "file.read"), logged(town, "file.sought")) == told
    assert count(town, "step") == 0
    # Whose number is another's, or kept for nobody, does all of it.
    others = {word: act for word, act in acts.all().items() if word != "refuse"}
    other = linked(town, town.officer("other"), 2)
    for word, act in others.items():
        assert act(other).status_code < 300, word


def test_the_answer_is_in_words_and_names_the_article(town: Town, client: Client) -> None:
    acts = Acts(town, client)
    own = linked(town, town.officer("own"), 1)
    headers = town.token(own)
    asked = {"number": number(1), **WHY}
    for language, word in (("en", "your own number"), ("zh", "本人")):
        found = client.post(
            f"{CITY}/residents/find", json=asked, headers={**headers, "accept-language": language}
        )
        (problem,) = found.json()["problems"]
        assert word in problem["detail"]
        assert problem["article"] == 7
    assert kind_of(acts.all()["find"](own)) == REFUSED


def test_the_answer_does_not_tell_whether_one_takes_part(town: Town, client: Client) -> None:
    town.join(1)
    town.invite(2)
    answers = []
    for place in (1, 2, 3):
        own = linked(town, town.staff(Role.OFFICER, "own", department=DEPARTMENT), place)
        headers = town.token(own)
        asked = {"number": number(place), **WHY}
        clerk = Clerk(town, client, own)
        batch = clerk.filled(hours(f"row {place}", place), word=f"batch {place}")
        answers.append(
            (
                client.post(f"{CITY}/residents/find", json=asked, headers=headers).content,
                client.post(f"{CITY}/deeds", json=hours("d", place), headers=headers).content,
                client.post(
                    f"{CITY}/enrolments",
                    json={"number": number(place), "name": "L"},
                    headers=headers,
                ).content,
                clerk.problems(batch),
            )
        )
    assert answers[0] == answers[1] == answers[2]
    assert count(town, "deed") == 0
    assert len(logged(town, "resident.invited")) == 2


def test_a_collector_enters_everybodys_deeds_but_their_own(town: Town, client: Client) -> None:
    subject, other = town.join(1), town.join(2)
    own = linked(town, town.collector(DEPARTMENT), 1)
    headers = town.token(own)
    assert kind_of(client.post(f"{CITY}/deeds", json=hours("a"), headers=headers)) == REFUSED
    assert client.post(f"{CITY}/deeds", json=hours("b", 2), headers=headers).status_code == 201
    assert (total(town, client, subject), total(town, client, other)) == (600, 620)


def test_what_was_acknowledged_before_the_number_was_kept_is_answered_again(
    town: Town, client: Client
) -> None:
    town.join(1)
    headers = town.token(town.collector(DEPARTMENT))
    before = client.post(f"{CITY}/deeds", json=hours("a"), headers=headers)
    linked(town, town.collector(DEPARTMENT), 1)
    again = client.post(f"{CITY}/deeds", json=hours("a"), headers=headers)
    assert (again.status_code, again.json()) == (200, before.json())
    assert kind_of(client.post(f"{CITY}/deeds", json=hours("b"), headers=headers)) == REFUSED


def test_rows_of_ones_own_in_a_sheet_are_refused_and_the_others_go_on(
    town: Town, client: Client
) -> None:
    subject, other = town.join(1), town.join(2)
    clerk = Clerk(town, client, linked(town, town.collector(DEPARTMENT), 1))
    batch = clerk.filled(hours("a"), hours("b", 2), fraud("c"))
    assert clerk.kinds(batch) == [(2, "refused", "own-file"), (4, "refused", "own-file")]
    assert clerk.commit(batch, skip_faulty=True).json()["stored"] == 1
    assert (total(town, client, subject), total(town, client, other)) == (600, 620)


def test_a_row_staged_before_the_number_was_kept_is_refused_at_the_commit(
    town: Town, client: Client
) -> None:
    subject = town.join(1)
    town.join(2)
    clerk = Clerk(town, client, town.collector(DEPARTMENT))
    batch = clerk.filled(hours("a"), hours("b", 2))
    assert clerk.counts(batch) == (2, 2, 0)
    linked(town, clerk.identity, 1)
    clerk.commit(batch)
    assert clerk.read(batch)["stored"] == 1
    assert clerk.kinds(batch) == [(2, "refused", "own-file")]
    assert total(town, client, subject) == 600


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COLLECTOR])
def test_whoever_has_a_batch_undone_annuls_no_deed_of_their_own(
    town: Town, client: Client, role: Role
) -> None:
    subject, others = town.join(1), [town.join(2), town.join(3)]
    clerk = Clerk(town, client, town.collector(DEPARTMENT))
    batch = clerk.filled(fraud("own"), hours("own hours"), fraud("b", 2), hours("c", 3))
    assert clerk.commit(batch).json()["stored"] == 4
    by = town.officer("own") if role is Role.OFFICER else clerk.identity
    done = Clerk(town, client, linked(town, by, 1)).undo(batch).json()
    assert (done["state"], done["stored"], done["annulled"]) == ("undone", 4, 2)
    (undone,) = logged(town, "batch.undone")
    assert undone.detail == {"annulled": "2"}
    assert {entry.subject for entry in logged(town, "deed.annulled")} == set(others)
    # The demerit waits as before, for somebody else; the merit counts, and that of others does not.
    assert [total(town, client, each) for each in (subject, *others)] == [620, 600, 600]
    officer = town.token(town.officer())
    waiting = client.get(f"{CITY}/confirmations", headers=officer).json()["items"]
    assert [each["id"] for each in waiting] == [str(deed_id("own"))]
    mine = client.get("/api/v1/me/notices", headers=town.token(town.resident(subject))).json()
    assert "deed-annulled" not in {each["kind"] for each in mine["items"]}


def test_the_queue_marks_what_waits_of_oneself(town: Town, client: Client) -> None:
    town.join(1)
    town.join(2)
    for place in (1, 2):
        town.log(place, "aid-fraud", f"fraud {place}", document=document())
    own = town.token(linked(town, town.officer(), 1))
    items = client.get(f"{CITY}/confirmations", headers=own).json()["items"]
    assert {item["id"]: item["is_own"] for item in items} == {
        str(deed_id("fraud 1")): True,
        str(deed_id("fraud 2")): False,
    }


def test_as_a_resident_one_is_hindered_in_nothing(town: Town, client: Client) -> None:
    subject = good(town)
    linked(town, town.officer(), 1)
    # Even where somebody gave the number to the resident's own account.
    resident = linked(town, town.resident(subject), 1)
    for path in ("score", "score/lines", "deeds", "history"):
        answer = client.get(f"/api/v1/me/{path}", headers=town.token(resident))
        assert answer.status_code == 200, answer.text
