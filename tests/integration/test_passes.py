"""Passes: who is given one, what it says and what it does not, and how it is drawn."""

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from builders import CityTree
from forging import read
from granting import APPLICATIONS, TOLLS, good, grant, leave, log_of
from installation import Town, number, opened
from passing import KEYS, PARKING, PASSES, Client, ask, drawn, given, kinds, said, show, two_good

from backend.contracts.pass_format import verify
from backend.contracts.passes import NewPass, PassKeys
from backend.core.problems import ProblemsError
from backend.services.issue_pass import issue_pass
from backend.services.pass_codes import new_code, read_code
from backend.services.tidy_up import tidy_up
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.passes import Pass, add_pass, pass_by_code, pass_of

INSPECTION = "vehicle-inspection-desk"
STATIONS = "vehicle-inspection-stations"
SCHEME = "fuzhou/schemes/2019-01-01.toml"


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


# ---- What a pass is --------------------------------------------------------


def test_a_pass_is_for_one_perk_and_five_minutes_and_says_nothing_else(
    town: Town, client: Client
) -> None:
    subject = good(town)
    town.clock.advance(seconds=0.75)
    made = given(town, client, subject)
    assert (made["perk"], made["label_en"]) == (PARKING, "Discount on public parking")
    assert made["issued_at"] == "2027-03-01T04:00:00Z"
    assert made["expires_at"] == "2027-03-01T04:05:00Z"
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", made["code"])
    assert (made["value"]["amount"], made["value"]["unit"]) == (20, "percent")
    header, claims = said(made["token"])
    assert header.keys() == {"alg", "kid", "typ"}
    begin = int(town.clock.now().timestamp())
    assert claims == {
        "city": "fuzhou",
        "perk": PARKING,
        "amount": "20",
        "jti": made["id"],
        "iat": begin,
        "exp": begin + 300,
    }
    keys = msgspec.json.decode(client.get(KEYS).content, type=PassKeys)
    assert verify(made["token"], keys, begin).perk == PARKING


def test_passes_have_nothing_in_common_by_which_a_counter_could_know_their_holder(
    town: Town, client: Client
) -> None:
    """All that a counter can see, byte by byte: two of one resident are as two of two."""
    one, other = two_good(town)
    assert grant(town, client, other, until_day="2027-03-31").status_code == 201
    shown = [given(town, client, subject) for subject in (one, one, other)]
    seen = [
        (*map(read, made["token"].split(".")[:2]), made["code"], made["token"].split(".")[2])
        for made in shown
    ]
    heads = {head for head, *_ in seen}
    bodies = {
        body.replace(made["id"].encode(), b"")
        for made, (_, body, *_) in zip(shown, seen, strict=True)
    }
    assert len(heads) == len(bodies) == 1
    names = [one, other, number(1), number(2), "Resident"]
    texts = [
        f"{made['token']} {made['code']} {body!r}"
        for made, (_, body, *_) in zip(shown, seen, strict=True)
    ]
    assert [word for word in names for text in texts if word in text] == []
    # What is short stands by chance in what is random.
    assert [word for word in ("good", "650") if word in f"{heads} {bodies}"] == []
    # What is random is so throughout: no two share more than chance would have it.
    for first, second in combinations(shown, 2):
        assert sum(a == b for a, b in zip(first["id"], second["id"], strict=True)) < 12
        assert sum(a == b for a, b in zip(first["code"], second["code"], strict=True)) < 8


def test_the_resident_is_told_what_the_counter_learns_only_where_that_is_something(
    town: Town, client: Client
) -> None:
    made = given(town, client, good(town))
    assert (made["tells_en"], made["tells_zh"]) == (None, None)


@pytest.fixture
def stepped(tmp_path: Path, database_url: str) -> Iterator[Town]:
    """A town where the best band has more of a perk, and is within reach."""
    files = CityTree(tmp_path, "fuzhou")
    files.replace(SCHEME, "from = 750", "from = 660")
    files.replace(
        SCHEME,
        'values = [{ from = "good", amount = 20 }]',
        'values = [{ from = "excellent", amount = 30 }, { from = "good", amount = 20 }]',
    )
    yield from opened(tmp_path / "data", database_url, configs=files.root)


def test_where_an_amount_tells_the_band_it_is_said_and_less_can_be_asked_for(stepped: Town) -> None:
    """Of the same amount, passes of two bands are the same in every byte that is not random."""
    better, one = two_good(stepped)
    stepped.log(1, "volunteering", "hours", quantity=12)
    with stepped.client() as client:
        best = given(stepped, client, better)
        assert best["value"]["amount"] == 30
        assert best["tells_en"] == "The counter learns: up to 30 %."
        assert best["tells_zh"].startswith("服务窗口会知道：最多 30")
        less, plain = (
            given(stepped, client, better, amount=20),
            given(stepped, client, one),
        )
    assert less["tells_en"] == plain["tells_en"] == "The counter learns: up to 20 %."
    (head, body), (other_head, other_body) = (said(made["token"]) for made in (less, plain))
    assert head == other_head
    assert {**body, "jti": ""} == {**other_body, "jti": ""}
    assert len(less["token"]) == len(plain["token"])


def test_a_pass_is_not_logged_and_changes_nothing(town: Town, client: Client) -> None:
    subject = good(town)
    before = len(log_of(town, subject))
    given(town, client, subject)
    assert len(log_of(town, subject)) == before


# ---- Who is given none, and why --------------------------------------------


def test_a_perk_that_is_not_open_or_not_there_is_refused(town: Town, client: Client) -> None:
    subject = good(town)
    assert kinds(ask(town, client, subject, TOLLS)) == (409, "perk-not-open")
    assert kinds(ask(town, client, subject, "free-lunch")) == (422, "perk-unlisted")
    assert kinds(ask(town, client, town.join(2))) == (409, "perk-not-open")


def test_outside_its_hours_a_perk_has_no_passes(town: Town, client: Client) -> None:
    subject = good(town)
    refused = ask(town, client, subject, APPLICATIONS)
    assert kinds(refused) == (409, "perk-closed")
    assert "14:30" in refused.json()["detail"]
    town.clock.advance(hours=3)
    assert given(town, client, subject, APPLICATIONS)["value"] is None


def test_a_limit_that_is_reached_refuses_more_passes(town: Town, client: Client) -> None:
    subject, station = good(town), town.counter(STATIONS)
    for word in ("first", "second"):
        made = given(town, client, subject, INSPECTION)
        assert show(town, client, made["token"], word, station).status_code == 201
    refused = ask(town, client, subject, INSPECTION)
    assert kinds(refused) == (409, "perk-limit-reached")
    assert "2028-01-01" in refused.json()["detail"]
    assert refused.json()["problems"][0]["field"] == "perk"


def test_five_passes_at_once_are_enough_until_one_ends_or_is_used(
    town: Town, client: Client
) -> None:
    subject = good(town)
    first = given(town, client, subject)
    town.clock.advance(seconds=60)
    for _ in range(4):
        given(town, client, subject)
    refused = ask(town, client, subject)
    assert kinds(refused) == (409, "passes-too-many")
    # By the clock of the city.
    assert "12:05:00" in refused.json()["detail"]
    assert show(town, client, first["token"]).status_code == 201
    given(town, client, subject)
    assert kinds(ask(town, client, subject)) == (409, "passes-too-many")
    town.clock.advance(seconds=300)
    given(town, client, subject)


def test_whoever_asks_many_times_at_once_has_five_passes(town: Town) -> None:
    subject = good(town)

    async def crowd() -> list[object]:
        asks = (
            issue_pass(town.desk, town.resident(subject), NewPass(perk=PARKING), town.clock.now())
            for _ in range(20)
        )
        return await asyncio.gather(*asks, return_exceptions=True)

    answers = town.run(crowd())
    refused = [answer for answer in answers if isinstance(answer, ProblemsError)]
    assert {problem.kind for error in refused for problem in error.problems} == {"passes-too-many"}
    assert len(answers) - len(refused) == 5


def test_less_than_all_of_it_can_be_asked_for_and_never_more(town: Town, client: Client) -> None:
    subject = good(town)
    for amount, text in ((20, "20"), (12.5, "12.5"), (0.1, "0.1"), (None, "20")):
        assert said(given(town, client, subject, amount=amount)["token"])[1]["amount"] == text
    town.clock.advance(seconds=300)
    for amount, kind in (
        (20.01, "pass-amount-too-large"),
        (10**9, "pass-amount-too-large"),
        (0, "pass-amount-unusable"),
        (0.001, "pass-amount-unusable"),
        (19.999, "pass-amount-unusable"),
    ):
        assert kinds(ask(town, client, subject, amount=amount)) == (422, kind)
    assert kinds(ask(town, client, subject, INSPECTION, amount=1)) == (422, "pass-amount-unwanted")


def test_whoever_is_leaving_or_was_only_invited_is_given_none(town: Town, client: Client) -> None:
    subject = good(town)
    made = given(town, client, subject)
    leave(town, client, subject)
    assert kinds(ask(town, client, subject)) == (409, "is-leaving")
    assert kinds(drawn(town, client, subject, made["id"])) == (409, "is-leaving")
    assert kinds(ask(town, client, town.invite(2))) == (409, "consent-missing")


def test_passes_are_gone_with_their_resident(town: Town, client: Client) -> None:
    subject = good(town)
    made = given(town, client, subject)
    leave(town, client, subject, "?at_once=true")
    assert stored(town, made["id"]) is None


def test_the_database_itself_refuses_a_pass_without_consent(town: Town) -> None:
    issued = row(town, town.invite(1))
    with pytest.raises(ConflictError) as error:
        town.desk.database.write_now(lambda tx: add_pass(tx, issued))
    assert error.value.name == "perk_pass_needs_consent"


# ---- The code --------------------------------------------------------------


def test_a_code_finds_its_pass_however_it_is_typed(town: Town, client: Client) -> None:
    made = given(town, client, good(town))
    for typed in (made["code"], made["code"].lower(), f" {made['code'].replace('-', ' ')}"):
        code = read_code(typed)
        found = town.run(town.desk.database.read(partial(by_code, code)))
        assert found is not None
        assert found.id == made["id"]


def test_a_code_that_a_pass_has_already_is_drawn_again(town: Town) -> None:
    subject = good(town)
    codes = iter(["0000000000", "0000000000", new_code()])

    async def two() -> list[str]:
        return [
            (
                await issue_pass(
                    town.desk,
                    town.resident(subject),
                    NewPass(perk=PARKING),
                    town.clock.now(),
                    lambda: next(codes),
                )
            ).code
            for _ in range(2)
        ]

    first, second = town.run(two())
    assert first == "00000-00000" != second


# ---- The QR code -----------------------------------------------------------


def test_a_pass_is_drawn_for_its_holder_and_kept_by_nobody(town: Town, client: Client) -> None:
    subject = good(town)
    made = given(town, client, subject)
    png = drawn(town, client, subject, made["id"], "png")
    svg = drawn(town, client, subject, made["id"], "svg")
    for answer, media_type in ((png, "image/png"), (svg, "image/svg+xml")):
        assert answer.status_code == 200
        assert answer.headers["content-type"] == media_type
        assert answer.headers["cache-control"] == "no-store"
    assert png.content.startswith(b"\x89PNG\r\n")
    assert ET.fromstring(svg.content).tag.endswith("svg")  # noqa: S314 - our own
    assert made["id"].encode() not in svg.content
    assert drawn(town, client, subject, made["id"]).content == png.content


def test_only_a_pass_of_ones_own_that_holds_is_drawn(town: Town, client: Client) -> None:
    one, other = two_good(town)
    used, made = given(town, client, one), given(town, client, one)
    assert show(town, client, used["token"]).status_code == 201
    unknown = (404, "pass-unknown")
    for form in ("svg", "png"):
        assert kinds(drawn(town, client, other, made["id"], form)) == unknown
        assert kinds(drawn(town, client, one, used["id"], form)) == unknown
        assert kinds(drawn(town, client, one, "0" * 32, form)) == unknown
    town.clock.advance(seconds=299)
    assert drawn(town, client, one, made["id"]).status_code == 200
    town.clock.advance(seconds=1)
    assert kinds(drawn(town, client, one, made["id"])) == unknown


def test_the_answer_with_a_pass_is_kept_by_nobody(town: Town, client: Client) -> None:
    answer = client.post(
        PASSES, json={"perk": PARKING}, headers=town.token(town.resident(good(town)))
    )
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.content)["token"].count(".") == 2


# ---- Forgetting ------------------------------------------------------------


def test_passes_are_forgotten_four_days_after_they_ended(town: Town, client: Client) -> None:
    made = given(town, client, good(town))
    town.clock.advance(days=4, seconds=299)
    town.run(tidy_up(town.desk, town.clock.now()))
    assert stored(town, made["id"]) is not None
    town.run(tidy_up(town.desk, town.clock.advance(seconds=1)))
    assert stored(town, made["id"]) is None


def stored(town: Town, jti: str) -> Pass | None:
    return town.desk.database.read_now(lambda tx: pass_of(tx, town.city, jti))


def row(town: Town, subject: str) -> Pass:
    now = town.clock.now()
    return Pass(
        city=town.city,
        subject=subject,
        id="0" * 32,
        code=new_code(),
        perk=PARKING,
        amount=Decimal(20),
        digest="-",
        grant_id=None,
        issued_at=now,
        expires_at=now + timedelta(minutes=5),
    )


def by_code(code: str, tx: Transaction) -> Pass | None:
    return pass_by_code(tx, "fuzhou", code)
