"""What residents take with them: everything about them, nothing of others, and no markup."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import count
from pathlib import Path

import pytest
from disputing import PDF
from granting import PARKING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from installation import Town, deed_id, document, number, opened, run
from taking import Client, Json, Taker

from backend.contracts.residents import Enrolment
from backend.core.permissions import Role
from backend.services.enrol_resident import enrol_resident
from backend.services.read_export import read_own_file, write_export

PAGES = ("export.html", "statement")
# What a page may be made of.
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
HOSTILE = (
    "<script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "&lt;b&gt; &#x3c;i&#x3e;",
    "' onmouseover='alert(1)' \"",
    "]]><!--",
    "<iframe src=//evil.example>",
)


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


class Page(HTMLParser):
    """A page's elements, their attributes and its text, as a browser would read them."""

    def __init__(self, text: str) -> None:
        """Read it."""
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def test_an_export_has_something_of_everything(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.live()
    taken = taker.export()
    assert taken["format"] == "citypoints-export-1"
    assert (taken["resident"]["number"], taken["resident"]["state"]) == (number(1), "participating")
    assert taken["score"]["total"] == 670
    assert {deed["id"] for deed in taken["deeds"]} >= {
        str(deed_id(taker.word(word))) for word in ("award", "fine", "debt", "waiting", "hours")
    }
    refused = next(d for d in taken["deeds"] if d["id"] == str(deed_id(taker.word("refused"))))
    assert refused["steps"][-1]["reason"] == "refused, of one"
    (objection,) = taken["cases"]
    assert (objection["text"], objection["reasons"]) == ("objected, of one", "decided, of one")
    (grant,) = taken["grants"]
    assert (grant["reason"], grant["revoke_reason"]) == ("granted, of one", "revoked, of one")
    assert (grant["state"], grant["ends_on"]) == ("revoked", "2027-03-11")
    (used,) = taken["redemptions"]
    (shown,) = taken["passes"]
    assert (used["perk"], used["state"], used["on_day"]) == (PARKING, "used", "2027-03-01")
    assert (shown["grant"], used["pass"]) == (grant["id"], shown["id"])
    assert used["shown_again"] == [used["taken_at"]]
    assert taken["contacts"][0]["address"] == "one@example.cn"
    assert taken["imports"][0]["papers"]["account"] == "staged, of one"
    assert any(look["reason"] == "looked, of one" for look in taken["looks"])
    (file,) = taken["evidence"]
    assert (file["name"], base64.b64decode(file["content"])) == ("receipt of one.pdf", PDF)
    assert taken["sendings"]


def test_the_document_is_sent_to_be_kept_and_never_stored_between(
    town: Town, client: Client
) -> None:
    answer = Taker(town, client).ask("export")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["cache-control"] == "no-store"


def test_a_file_that_is_no_longer_there_breaks_nothing(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.live()
    for path in town.installation.settings.evidence.rglob("*"):
        if path.is_file():
            path.unlink()
    (file,) = taker.export()["evidence"]
    assert file["content"] is None


def test_one_who_leaves_takes_what_there_is_and_no_score(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.live()
    headers = town.token(taker.identity)
    assert client.delete("/api/v1/me/consent", headers=headers).status_code == 200
    taken = taker.export()
    assert (taken["resident"]["state"], taken["score"]) == ("leaving", None)
    assert len(taken["deeds"]) == 6
    assert not any(deed["counts"] for deed in taken["deeds"])
    assert taken["evidence"][0]["content"]
    page = taker.ask("export.html")
    assert page.status_code == 200
    assert "leaving" in Page(page.text).words
    assert taker.ask("statement").status_code == 409


def test_one_who_was_only_invited_takes_what_there_is(town: Town, client: Client) -> None:
    subject = town.invite(1)
    headers = town.token(town.resident(subject))
    taken = client.get("/api/v1/me/export", headers=headers).json()
    assert (taken["resident"]["state"], taken["resident"]["number"]) == ("invited", number(1))
    assert taken["invitation"]["expires_at"] == "2027-03-31T04:00:00Z"
    assert (taken["deeds"], taken["score"], taken["consents"]) == ([], None, [])
    assert client.get("/api/v1/me/export.html", headers=headers).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stands_alone_and_runs_nothing(town: Town, client: Client, path: str) -> None:
    taker = Taker(town, client)
    taker.live()
    answer = taker.ask(path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    page = Page(answer.text)
    assert page.elements <= ELEMENTS
    assert not page.attributes & {"src", "href", "style", "action", "onload"}
    assert "http" not in answer.text.replace("http-equiv", "")
    assert "@media print" in answer.text
    assert "size: A4" in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_the_language_that_is_asked_for(
    town: Town, client: Client, path: str
) -> None:
    taker = Taker(town, client)
    taker.live()
    english, chinese = taker.ask(path), taker.ask(path, "zh-CN,zh;q=0.9")
    assert (english.headers["content-language"], chinese.headers["content-language"]) == (
        "en",
        "zh",
    )
    assert '<html lang="zh-Hans">' in chinese.text
    assert taker.ask(f"{path}?language=zh").text == chinese.text
    assert taker.ask(f"{path}?language=en", "zh").text == english.text
    words = Page(chinese.text).words
    for expected in ("谁查看过您的档案", "您可以做什么", "基础分", "经第二人确认", "级别 国家级"):
        assert expected in words
    assert "Your deeds" not in words


def test_a_statement_says_what_counts_what_comes_and_what_one_can_do(
    town: Town, client: Client
) -> None:
    taker = Taker(town, client)
    taker.add_account("officer-two", Role.OFFICER, name="zhao", full_name="Zhao Min")
    taker.live()
    words = Page(taker.ask("statement").text).words
    for expected in (
        *("670 points, “Good”.", "Labour or entrepreneurship award (C12)", "2032-02-19"),
        *("begins to count", "counts from 2027-03-11 at the earliest", "objected, of one"),
        *("decided, of one", "Zhao Min", "looked, of one", "Object to any deed"),
        *("within 15 days", "erased for good after 30 days", "Given on 2027-03-01 12:00"),
        *("refused, of one", "City Court", "citizen-points@fuzhou.example"),
    ):
        assert expected in words, expected


def test_an_open_objection_is_shown_with_its_last_day(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    fine = taker.court.fine()
    assert taker.court.object(taker.subject, fine).status_code == 201
    words = Page(taker.ask("statement").text).words
    due = taker.court.mine(taker.subject)["due_on"]
    assert due in words
    assert "suspended by your objection" in words
    assert "at the earliest" not in words, "a suspended notice period does not run"


def test_a_city_of_levels_shows_no_number_at_a_glance(tmp_path: Path) -> None:
    for town in opened(tmp_path / "data", None, "xiamen"):
        with town.client() as client:
            words = Page(Taker(town, client).ask("statement").text).words
            assert re.search(r"“[A-Z]\w+”\.", words)
            assert " points, “" not in words


def test_what_happened_once_is_not_said_in_times(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    for times in (1, 3):
        taker.court.fine(word=f"{times}", deed_type="traffic-violation", quantity=times)
    words = Page(taker.ask("statement").text).words
    assert "3 times" in words
    assert "1 times" not in words


def test_an_officer_prints_a_statement_and_the_look_is_on_it(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.live()
    answer = taker.look("statement", "Asked for it on paper")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["language"], told["title"]) == ("en", "Citizen points: statement")
    page = Page(told["html"])
    assert page.elements <= ELEMENTS
    assert "Asked for it on paper" in page.words
    assert page.words.count("the statement on paper") == 1
    headers = town.token(town.officer("two"))
    path = f"/api/v1/cities/{town.city}/residents/{taker.subject}/statement"
    chinese = client.get(f"{path}?reason=paper&language=zh", headers=headers).json()
    assert (chinese["language"], chinese["title"]) == ("zh", "市民积分对账单")
    assert client.get(path, headers=headers).status_code in {400, 422}, "a reason is asked for"


def test_no_statement_of_whoever_takes_no_part_is_printed(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    client.delete("/api/v1/me/consent", headers=town.token(taker.identity))
    assert taker.look("statement").status_code == 404


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_typed_is_text_and_no_markup(town: Town, client: Client, hostile: str) -> None:
    enrolment = Enrolment(number=number(1), name=hostile)
    run(enrol_resident(town.desk, town.officer(), enrolment, town.clock.now()))
    taker = Taker(town, client, 1, hostile)
    taker.add_account("officer-two", Role.OFFICER, name="zhao", full_name=hostile)
    fine = taker.court.fine(account=f"x {hostile}", document=document())
    taker.court.object(taker.subject, fine, text=f"x {hostile}")
    taker.look(reason=f"x {hostile}")
    for html in (
        taker.ask("export.html").text,
        taker.ask("statement").text,
        taker.look("statement").json()["html"],
    ):
        page = Page(html)
        assert page.elements <= ELEMENTS
        assert not page.attributes & {"src", "href", "style", "onerror", "onload", "onmouseover"}
        assert page.words.count(f"x {hostile}") >= 3
        assert hostile in page.words


def test_ten_files_of_ten_megabytes_are_taken_one_at_a_time(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    fine = taker.court.fine()
    assert taker.court.object(taker.subject, fine).status_code == 201
    content = PDF.replace(b"trailer", b"%" * (10_000_000 - len(PDF) - 1) + b"\ntrailer")
    assert len(content) == 10_000_000
    for each in range(10):
        sent = taker.court.send(taker.subject, content, word=f"file {each}")
        assert sent.status_code == 201, sent.text
    sizes, tail = run(pieces_of(town, taker))
    assert (len(sizes), tail) == (12, b"]}")
    assert max(sizes) < 1.4 * len(content)
    assert len(taker.ask("export").content) == sum(sizes)


async def pieces_of(town: Town, taker: Taker) -> tuple[list[int], bytes]:
    """How large the pieces of an export are, and the last of them."""
    desk, now = town.desk, town.clock.now()
    view = await read_own_file(desk, taker.identity, "en", now)
    sizes, piece = [], b""
    async for piece in write_export(desk, view):
        sizes.append(len(piece))
    return sizes, piece


# Another resident's words never appear


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Taker, Taker]]:
    for town in opened(tmp_path_factory.mktemp("two") / "data", None):
        with town.client() as client:
            takers = Taker(town, client, 1, "one"), Taker(town, client, 2, "two")
            for taker in takers:
                taker.live()
            yield takers


_EACH = count(1)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from(["fine", "hours", "look", "object"])),
        min_size=1,
        max_size=5,
    )
)
def test_another_residents_data_never_appears(
    two: tuple[Taker, Taker], acts: list[tuple[int, str]]
) -> None:
    secrets: tuple[list[str], list[str]] = ([], [])
    for who, act in acts:
        secrets[who].append(_do(two[who], act, f"canary-{who}-{next(_EACH)}x"))
    for who, taker in enumerate(two):
        other = two[1 - who]
        strange = [other.subject, other.identity.account, number(2 - who), *secrets[1 - who]]
        strange += [f"of {other.sign}", f"{other.sign}@example.cn"]
        for path in ("export", *PAGES, "looks", "cases", "notices"):
            text = taker.ask(path).text
            assert [each for each in strange if each in text] == [], path
        own = json.dumps(taker.export())
        assert [each for each in secrets[who] if each not in own] == []


def _do(taker: Taker, act: str, secret: str) -> str:
    """Something about a resident, with a secret in it; returns what must be seen of it."""
    if act == "look":
        taker.look(reason=secret)
    elif act == "hours":
        taker.town.log(
            taker.place,
            "volunteering",
            secret,
            quantity=1,
            account=secret,
            occurred_on=date(2027, 1, 2),
        )
    else:
        fine = taker.court.fine(taker.place, secret, account=secret)
        if act == "object":
            asked = taker.court.object(taker.subject, fine, f"objection {secret}", secret)
            assert asked.status_code == 201
    return secret


def test_a_resident_of_another_city_has_their_own(tmp_path: Path) -> None:
    for town in opened(tmp_path / "data", None):
        with town.client() as client:
            there = Town(town.installation, town.clock, "suzhou")
            here, elsewhere = Taker(town, client), Taker(there, client, 1, "elsewhere")
            here.live()
            taken: Json = elsewhere.export()
            assert (taken["city"], taken["deeds"]) == ("suzhou", [])
            assert "of one" not in json.dumps(taken)
