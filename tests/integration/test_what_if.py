"""What deeds would change, and what changes by itself and when: reckoned, and stored nowhere."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from installation import NOON, Town, opened
from taking import Client, Json, Taker

from backend.core.instant import start_of
from backend.storage.database import Transaction
from backend.storage.tables import METADATA

HOURS: Json = {"deed_type": "volunteering", "occurred_on": "2027-02-20", "quantity": 60}
ARREARS: Json = {"deed_type": "property-fee-arrears", "occurred_on": "2027-02-20"}


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def everything(town: Town) -> dict[str, list[Any]]:
    """All that the database holds."""

    def work(tx: Transaction) -> dict[str, list[Any]]:
        return {
            name: sorted(tx.rows(f"select * from {name}"), key=repr) for name in METADATA.tables
        }

    return town.desk.database.read_now(work)


def test_supposed_deeds_count_at_once_and_nothing_is_stored(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    before = everything(town)
    told = taker.suppose(HOURS, ARREARS).json()
    assert (told["now"]["total"], told["then"]["total"]) == (600, 605)
    lines = {line["rule"]: line["deeds"] for line in told["then"]["lines"]}
    assert lines == {"volunteering": ["what-if-1"], "property-fee-arrears": ["what-if-2"]}
    assert told["now"]["lines"] == []
    assert everything(town) == before
    assert taker.ask("looks").json()["items"] == []


def test_what_begins_and_what_ends_is_told_with_its_day(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.court.fine()
    told = taker.suppose(HOURS).json()
    days = [(each["on"], each["total"], each["because"]) for each in told["coming"]]
    fine = "“Administrative penalty by the police” of 2027-02-20"
    assert days[0] == ("2027-03-11", 590, [f"{fine} begins to count"])
    ends = {because for _, _, reasons in days for because in reasons if "no longer" in because}
    assert f"{fine} counts no longer" in ends
    assert "the supposed “Volunteering” of 2027-02-20 counts no longer" in ends
    assert days[-1][1] == 600


def test_the_chain_is_what_the_score_will_be(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.court.fine()
    town.log(1, "volunteering", "hours", quantity=60)
    for each in taker.suppose().json()["coming"]:
        midnight = start_of("Asia/Shanghai", date.fromisoformat(each["on"]))
        wait = (midnight - town.clock.now()).total_seconds()
        town.clock.advance(seconds=wait - 1)
        before = taker.ask("score/lines").json()
        town.clock.advance(seconds=1)
        after = taker.ask("score/lines").json()
        assert (after["on"], after["total"], after["band"]) == (
            each["on"],
            each["total"],
            each["band"],
        )
        assert (before["total"], before["lines"]) != (after["total"], after["lines"])


def test_it_is_told_in_chinese(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    told = taker.suppose(HOURS, language="zh").json()
    assert told["coming"][0]["because"] == ["假设的 2027-02-20 的“志愿服务”不再计分"]


def test_a_line_that_changes_while_its_deed_stays_is_told_with_its_points(tmp_path: Any) -> None:
    # Bank arrears cost more with each completed month.
    for town in opened(tmp_path / "data", None, "weihai"):
        with town.client() as client:
            taker = Taker(town, client)
            codes = [code for code, bound in _scheme(town).rules.items() if _is_each_period(bound)]
            if not codes:
                pytest.skip("the city prices nothing by the month")
            asked = {"deed_type": codes[0], "occurred_on": "2027-01-10"}
            told = taker.suppose(asked).json()
            assert " becomes " in told["coming"][0]["because"][0]


def _scheme(town: Town) -> Any:
    return town.desk.database.read_now(
        lambda tx: town.desk.shelf.in_force(tx, town.city, town.clock.now())
    ).scheme


def _is_each_period(bound: Any) -> bool:
    return type(bound.price).__name__ == "EachPeriod"


@pytest.mark.parametrize(
    ("wrong", "kind", "field"),
    [
        ({**HOURS, "occurred_on": "2027-03-02"}, "date-in-future", "occurred_on"),
        ({**HOURS, "deed_type": "nonsense"}, "deed-type-not-priced", "deed_type"),
        ({**HOURS, "quantity": None}, "quantity-missing", "quantity"),
    ],
)
def test_what_cannot_be_supposed_is_named_as_for_a_deed(
    town: Town, client: Client, wrong: Json, kind: str, field: str
) -> None:
    answer = Taker(town, client).suppose(HOURS, wrong)
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert (problem["kind"], problem["field"]) == (kind, f"deeds.{wrong['deed_type']}.{field}")


def test_one_who_takes_no_part_is_told_nothing(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    headers = town.token(taker.identity)
    assert client.delete("/api/v1/me/consent", headers=headers).status_code == 200
    answer = taker.suppose(HOURS)
    assert answer.status_code >= 400
    assert "total" not in answer.text


def test_fifty_days_are_told_at_most(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    for each in range(55):
        day = str(date(2026, 12, 1) + timedelta(days=each))
        town.log(
            1, "volunteering", f"hours {each}", quantity=60, occurred_on=date.fromisoformat(day)
        )
    assert len(taker.suppose().json()["coming"]) <= 50


@pytest.fixture(scope="module")
def taker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taker]:
    for town in opened(tmp_path_factory.mktemp("what-if") / "data", None):
        with town.client() as client:
            taker = Taker(town, client)
            taker.court.fine()
            yield taker


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(
    hours=st.lists(st.integers(0, 120), max_size=6),
    days=st.lists(st.dates(date(2026, 1, 1), NOON.date()), min_size=6, max_size=6),
)
def test_every_change_is_one_and_has_its_reason(
    taker: Taker, hours: list[int], days: list[date]
) -> None:
    asked = [
        {**HOURS, "quantity": n, "occurred_on": str(day)}
        for n, day in zip(hours, days, strict=False)
    ]
    told = taker.suppose(*asked).json()
    coming = told["coming"]
    assert [each["on"] for each in coming] == sorted({each["on"] for each in coming})
    assert all(each["on"] > told["now"]["on"] and each["because"] for each in coming)
    assert (told["then"]["next_change"] or None) == (coming[0]["on"] if coming else None)
