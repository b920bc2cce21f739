"""Who looked at a resident's file: when, in which role, at what and why, for its resident."""

import re
from collections.abc import Iterator

import pytest
from disputing import refused
from installation import Town, deed_id
from running import ROOT
from taking import Client, Json, Taker

from backend.core.permissions import Role
from backend.core.sentences.rights import PARTS
from backend.storage.database import Transaction


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def looks(taker: Taker, query: str = "", language: str = "en") -> list[Json]:
    answer = taker.ask(f"looks{query}", language)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


def test_a_look_is_shown_with_name_role_part_and_reason(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.add_account("officer-two", Role.OFFICER, name="zhao", full_name="Zhao Min")
    taker.look("deeds", "The resident asked at the desk")
    (look,) = looks(taker)
    assert look["at"] == "2027-03-01T04:00:00Z"
    assert (look["role"], look["name"], look["department"]) == ("officer", "Zhao Min", None)
    assert look["what"] == "deeds with every step"
    assert look["reason"] == "The resident asked at the desk"
    (look,) = looks(taker, language="zh")
    assert look["what"] == "行为及其每一步"


def test_a_department_is_told_in_words(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    facts = {"name": "zhao", "full_name": "Zhao Min", "department": "civil-affairs"}
    taker.add_account("officer-two", Role.OFFICER, **facts)
    taker.look()
    names = town.desk.catalogue.departments["civil-affairs"]
    assert looks(taker)[0]["department"] == names.label_en
    assert looks(taker, language="zh")[0]["department"] == names.label_zh


def test_everything_that_officers_read_is_a_look(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.live()
    for part in ("deeds", "history", "perks", "grants", "statement"):
        assert taker.look(part).status_code == 200
    by, city = town.token(town.officer("two")), f"/api/v1/cities/{town.city}"
    find = {"number": "110101196001010011", "reason": "At the desk"}
    assert client.post(f"{city}/residents/find", json=find, headers=by).status_code == 200
    client.get(f"{city}/confirmations/{deed_id(taker.word('waiting'))}", headers=by)
    objection = f"{city}/cases/{deed_id(taker.word('objection'))}"
    why = {"reason": "A complaint"}
    assert client.get(objection, params=why, headers=by).status_code == 200
    file = f"{objection}/evidence/{deed_id(taker.word('file'))}"
    assert client.get(file, params=why, headers=by).status_code == 200
    seen = [look["what"] for look in looks(taker, "?limit=200")]
    for expected in (
        *("a file of evidence", "an objection or a repair", "the statement on paper"),
        *("a deed that waits for a second person", "name and number, found by number or pass"),
        *("perks granted", "perks that the band opens", "history of the score"),
        *("deeds with every step", "score with every line"),
    ):
        assert expected in seen, seen


def test_an_account_that_was_renamed_or_disabled_is_named_still(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.add_account("officer-two", Role.OFFICER, name="zhao", full_name="Zhao Min")
    taker.look()

    def change(tx: Transaction) -> None:
        tx.execute("update account set full_name = 'Zhao Minhua' where id = 'officer-two'")
        tx.execute("update account set disabled_at = 1 where id = 'officer-two'")

    town.desk.database.write_now(change)
    assert looks(taker)[0]["name"] == "Zhao Minhua"


def test_looks_come_in_pages_newest_first(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    for each in range(7):
        town.clock.advance(minutes=1)
        taker.look(reason=f"look {each}")
    found: list[str] = []
    query = "?limit=3"
    while query:
        page = taker.ask(f"looks{query}").json()
        found += [look["reason"] for look in page["items"]]
        query = f"?limit=3&cursor={page['next']}" if page["next"] else ""
    assert found == [f"look {each}" for each in reversed(range(7))]


def test_reading_ones_own_file_is_no_look(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    for path in ("score", "deeds", "export", "export.html", "statement", "looks"):
        assert taker.ask(path).status_code == 200
    assert looks(taker) == []


def test_a_look_at_another_resident_is_shown_to_nobody_else(town: Town, client: Client) -> None:
    taker, other = Taker(town, client), Taker(town, client, 2, "two")
    other.look()
    assert looks(taker) == []
    assert len(looks(other)) == 1


def test_a_refused_look_is_none(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    headers = town.token(taker.identity)
    assert client.delete("/api/v1/me/consent", headers=headers).status_code == 200
    assert refused(taker.look())[0] == 404
    assert looks(taker) == []


def test_every_part_that_is_looked_at_has_words() -> None:
    pattern = r'(?:"part": |^PART: Final = |look_at_file\([^)]*?)"([a-z-]+)"'
    written = re.compile(pattern, re.MULTILINE)
    found = {
        part
        for path in (ROOT / "backend").rglob("*.py")
        for part in written.findall(path.read_text("utf-8"))
    }
    assert {"score", "queue", "second-look", "evidence"} <= found
    assert found <= PARTS.keys()
