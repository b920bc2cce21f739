"""What a deed alone would be worth: the points that its resident would see, and why."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from installation import NOON, Town, document, number, opened
from litestar.testing import TestClient

from backend.app import create_app
from backend.contracts.deeds import DeedIn, DeedReceipt, Worth, WorthAsked
from backend.core.permissions import Identity
from backend.core.price import DirectGrade
from backend.core.problems import ProblemsError
from backend.core.score import Score
from backend.services.confirm_deed import confirm_deed
from backend.services.enter_deed import enter_deed
from backend.services.read_score import read_score
from backend.services.read_worth import read_worth
from backend.services.scheme_shelf import HeldScheme
from backend.web.throttle import Allowance, Allowances, Throttle

Client = TestClient[Any]
WORTH = "/api/v1/cities/fuzhou/deeds/worth"
TODAY = date(2027, 3, 1)
PLACES = count(1)
# Between them they have every form of price.
CITIES = ("fuzhou", "weihai", "wuhu")


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def ask(town: Town, client: Client, deed_type: str, language: str = "en", **facts: Any) -> Response:
    """Ask as a collector of a department that may submit such deeds."""
    headers = town.token(submitter(town, deed_type)) | {"accept-language": language}
    asked = {"deed_type": deed_type, "occurred_on": "2027-02-20", **facts}
    return client.post(WORTH, json=asked, headers=headers)


def fields(answer: Response) -> list[tuple[str, str]]:
    return [(each["kind"], each["field"]) for each in answer.json()["problems"]]


def test_a_merit_is_told_with_its_price_and_its_last_day(town: Town, client: Client) -> None:
    answer = ask(town, client, "volunteering", quantity=60)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["points"], told["state"], told["note"]) == (20, "counts", "")
    assert (told["counts_from"], told["counts_until"]) == ("2027-03-01", "2028-02-19")
    assert told["price_en"].startswith("hours: ")
    assert told["price_zh"].startswith("小时：")
    assert told["digest"] == client.get("/api/v1/cities/fuzhou").json()["scheme"]


def test_a_demerit_counts_after_the_notice_period_and_while_it_lasts(
    town: Town, client: Client
) -> None:
    told = ask(town, client, "property-fee-arrears").json()
    assert (told["points"], told["state"]) == (-15, "awaiting-confirmation")
    assert (told["counts_from"], told["counts_until"]) == ("2027-03-11", None)


def test_a_large_merit_would_await_a_second_person(town: Town, client: Client) -> None:
    told = ask(town, client, "national-good-citizen-award").json()
    assert told["points"] >= 30
    assert told["state"] == "awaiting-confirmation"
    assert told["counts_from"] == "2027-03-01"


@pytest.mark.parametrize(
    ("deed_type", "facts", "points", "note"),
    [
        ("volunteering", {"quantity": 0}, 0, "below the first step"),
        ("charity-donation", {"quantity": 900_000}, 20, "at most 20 points"),
        ("unperformed-judgment", {}, -600, "brings the sum down to 0 while it stands"),
        ("volunteering", {"quantity": 60, "occurred_on": "2025-02-20"}, 0, "it would be over"),
    ],
)
def test_a_note_says_what_the_price_does_not(
    town: Town, client: Client, deed_type: str, facts: dict[str, Any], points: int, note: str
) -> None:
    told = ask(town, client, deed_type, **facts).json()
    assert told["points"] == points
    assert told["note"].startswith(note)
    chinese = ask(town, client, deed_type, "zh", **facts).json()
    assert chinese["note"]
    assert chinese["note"] != told["note"]


def test_of_a_deed_that_is_over_the_last_day_is_told(town: Town, client: Client) -> None:
    told = ask(town, client, "volunteering", quantity=60, occurred_on="2025-02-20").json()
    assert (told["counts_from"], told["counts_until"]) == ("2027-03-01", "2026-02-19")


def test_a_direct_grade_is_told_by_its_band(tmp_path: Path) -> None:
    for town in opened(tmp_path / "data", None, "weihai"):
        told = {
            bound.price.band: worth_of(town, WorthAsked(deed_type=code, occurred_on=TODAY))
            for code, bound in in_force(town).scheme.rules.items()
            if isinstance(bound.price, DirectGrade)
        }
    assert told.keys() == {"B", "C", "D"}
    for band, worth in told.items():
        assert isinstance(worth, Worth)
        assert worth.points == 0
        assert worth.note == f"direct grade {band}; the total is unchanged"


@pytest.mark.parametrize(
    ("deed_type", "facts", "expected"),
    [
        (
            "volunteering",
            {"quantity": 5, "occurred_on": "2027-03-02"},
            ("date-in-future", "occurred_on"),
        ),
        ("volunteering", {"quantity": None}, ("quantity-missing", "quantity")),
        ("volunteering", {"quantity": 5, "unit": "litres"}, ("unit-not-priced", "unit")),
        ("labour-award", {}, ("grade-missing", "grade")),
        ("jay-walking", {}, ("deed-type-not-priced", "deed_type")),
    ],
)
def test_what_is_wrong_is_named_by_its_field(
    town: Town, client: Client, deed_type: str, facts: dict[str, Any], expected: tuple[str, str]
) -> None:
    answer = ask(town, client, deed_type, **facts)
    assert (answer.status_code, fields(answer)) == (422, [expected])


def test_a_department_asks_for_its_own_deed_types_only(town: Town, client: Client) -> None:
    asked = {"deed_type": "volunteering", "occurred_on": "2027-02-20", "quantity": 60}
    answer = client.post(WORTH, json=asked, headers=town.token(town.collector("court")))
    assert (answer.status_code, fields(answer)) == (403, [("department-not-allowed", "deed_type")])


def test_asking_stores_nothing(town: Town, client: Client) -> None:
    before = stored(town)
    assert ask(town, client, "volunteering", quantity=60).status_code == 200
    assert stored(town) == before


def stored(town: Town) -> list[int]:
    """How many rows there are of what an entry would add."""
    tables = ("deed", "awaiting", "log")
    return town.desk.database.read_now(
        lambda tx: [len(tx.rows(f"select 1 from {table}")) for table in tables]
    )


def test_asking_uses_up_no_writes(town: Town) -> None:
    allowances = Allowances(writes=Allowance(amount=1))
    app = create_app(town.installation, throttle=Throttle(allowances), with_jobs=False)
    with TestClient(app) as client:
        told = [ask(town, client, "volunteering", quantity=60) for _ in range(3)]
        assert [answer.status_code for answer in told] == [200, 200, 200]


def in_force(town: Town) -> HeldScheme:
    return town.desk.database.read_now(lambda tx: town.desk.shelf.in_force(tx, town.city, NOON))


Outcome = Worth | list[tuple[str, str]]


def problems_in(error: ProblemsError) -> list[tuple[str, str]]:
    return [(problem.kind, problem.key) for problem in error.problems]


def submitter(town: Town, deed_type: str) -> Identity:
    known = town.desk.catalogue.deed_types.get(deed_type)
    return town.collector(known.departments[0] if known and known.departments else "none")


def worth_of(town: Town, asked: WorthAsked) -> Outcome:
    """What is told, or why nothing is."""
    by = submitter(town, asked.deed_type)
    try:
        return town.run(read_worth(town.desk, by, asked, "en", NOON))
    except ProblemsError as error:
        return problems_in(error)


def entered(
    town: Town, asked: WorthAsked, *, is_merit: bool
) -> tuple[str, DeedReceipt] | list[tuple[str, str]]:
    """The same deed entered for a resident with no other; their subject id, and the receipt."""
    place = next(PLACES)
    subject = town.join(place)
    deed = DeedIn(
        id=uuid4(),
        number=number(place),
        deed_type=asked.deed_type,
        occurred_on=asked.occurred_on,
        grade=asked.grade,
        quantity=asked.quantity,
        unit=asked.unit,
        document=None if is_merit else document("2019-02-01"),
        account="As it was told.",
    )
    try:
        receipt, _ = town.run(enter_deed(town.desk, submitter(town, deed.deed_type), deed, NOON))
    except ProblemsError as error:
        return problems_in(error)
    if receipt.state == "awaiting-confirmation":
        town.run(confirm_deed(town.desk, town.officer(), str(deed.id), NOON))
    return subject, receipt


def seen(town: Town, subject: str, day: date) -> Score:
    """The score that the resident sees at noon of a day."""
    then = NOON + timedelta(days=(day - TODAY).days)
    return town.run(read_score(town.desk, town.city, subject, then))[1]


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Town]]:
    (first, *others) = CITIES
    for town in opened(tmp_path_factory.mktemp("worth"), None, first):
        yield {first: town} | {city: Town(town.installation, town.clock, city) for city in others}


def drawn(data: st.DataObject, held: HeldScheme) -> WorthAsked:
    """A deed that the scheme prices, and now and then one with a fault."""
    code = data.draw(st.sampled_from(list(held.scheme.rules)))
    deed_type = held.scheme.rules[code].deed_type
    unit = deed_type.unit
    right: dict[str, Any] = {
        "deed_type": code,
        "occurred_on": TODAY - timedelta(days=data.draw(st.integers(0, 1500))),
        "grade": data.draw(st.sampled_from(deed_type.grades)) if deed_type.grades else None,
        "quantity": data.draw(st.integers(0, 150) | st.integers(0, 20_000)) if unit else None,
        "unit": data.draw(st.sampled_from([None, unit, *held.scheme.rules[code].rule.units])),
    }
    if right["quantity"] is None:
        right["unit"] = None
    faults = [
        {},
        {},
        {},
        {"deed_type": "no-such-deed"},
        {"occurred_on": TODAY + timedelta(days=1)},
        {"grade": data.draw(st.sampled_from([None, "no-such-grade"]))},
        {"quantity": data.draw(st.none() | st.sampled_from([0.5, 1e7]))},
        {"unit": "litres"},
    ]
    return WorthAsked(**{**right, **data.draw(st.sampled_from(faults))})


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_it_is_what_the_resident_of_this_deed_alone_sees(
    towns: dict[str, Town], data: st.DataObject
) -> None:
    town = towns[data.draw(st.sampled_from(CITIES))]
    held = in_force(town)
    asked = drawn(data, held)
    bound = held.scheme.rules.get(asked.deed_type)
    worth = worth_of(town, asked)
    made = entered(town, asked, is_merit=bound is not None and bound.is_merit)
    if isinstance(worth, list) or isinstance(made, list):
        assert worth == made
        return
    subject, receipt = made
    score = seen(town, subject, worth.counts_from)
    assert worth.points == score.unclamped - score.base == sum(line.points for line in score.lines)
    assert (worth.state, worth.digest) == (receipt.state, score.digest)
    if score.lines:
        assert worth.counts_until == score.lines[0].counts_until
    else:
        assert worth.note
    assert not bound or bound.is_merit or not lines_before(town, subject, worth.counts_from)


def lines_before(town: Town, subject: str, day: date) -> tuple[Any, ...]:
    """What the resident sees on the day before."""
    return seen(town, subject, day - timedelta(days=1)).lines
