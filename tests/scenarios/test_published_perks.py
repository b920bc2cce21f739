"""Every line of the published perks is a perk of its city, or excluded with an article."""

import csv
from itertools import pairwise

import pytest

from backend.cities.check import load_cities
from backend.cities.load import SHIPPED
from backend.core.perks import amount_for
from backend.core.scheme import Excluded, Perk, SchemeText

# A province's perk is each of its cities'.
CITIES = {"Shandong": ("weihai", "rongcheng")}
SOURCE = "sources/perks.tsv: "
# The lines that article 2 keeps out as a whole.
GATES = {
    '"Green channel" services at hospitals',
    "Preferential treatment in education, employment, housing, elder care and social aid",
    "Priority submission of loan applications",
    "Priority, all else being equal, in promotions or civil service positions",
    "Favorable loan conditions",
    "Priority treatment in various selection processes",
}
# And those of which it keeps out a half.
HALVES = {
    "background checks": "A high score stands in for background checks",
    "VIP service": "VIP service from the water utility",
}


def published() -> list[tuple[str, str]]:
    """Each line: a city's code and the perk, as published."""
    path = SHIPPED / "sources" / "perks.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (city, line["perk"])
        for line in lines
        for city in CITIES.get(line["place"], (line["place"].lower(),))
    ]


def schemes() -> list[SchemeText]:
    _, cities = load_cities(SHIPPED)
    return [text for files in cities.values() for text in files.schemes.values()]


LINES = published()
SCHEMES = schemes()


def resting_on(city: str, line: str) -> list[tuple[tuple[Perk, ...], tuple[Excluded, ...]]]:
    """The perks and excluded entries of a line, for each scheme of the city."""
    return [
        (
            tuple(each for each in text.perks if each.source == SOURCE + line),
            tuple(each for each in text.excluded if each.source == SOURCE + line),
        )
        for text in SCHEMES
        if text.city == city
    ]


def test_the_published_list_is_the_one_that_is_shipped() -> None:
    assert len(LINES) == 25
    assert {city for city, _ in LINES} == {
        *("fuzhou", "rongcheng", "suqian", "weihai", "wuhu", "xiamen")
    }


@pytest.mark.parametrize(("city", "line"), LINES)
def test_a_line_is_a_perk_or_excluded_in_every_scheme_of_its_city(city: str, line: str) -> None:
    found = resting_on(city, line)
    assert found
    for perks, excluded in found:
        is_gate = line in GATES
        halves = [part for word, part in HALVES.items() if word in line]
        assert bool(perks) is not is_gate
        assert [each.part_en for each in excluded] == ([None] if is_gate else halves)
        assert {(each.article, each.is_perk) for each in excluded} <= {(2, True)}
        assert all(each.illustrative for each in perks)


def test_no_perk_or_exclusion_names_a_line_that_is_not_its_citys() -> None:
    lines = {(city, SOURCE + line) for city, line in LINES}
    perks = {(text.city, each.source) for text in SCHEMES for each in text.perks}
    excluded = {(text.city, each.source) for text in SCHEMES for each in text.excluded}
    named = {each for each in perks | excluded if each[1].startswith(SOURCE)}
    assert named == lines


@pytest.mark.parametrize(
    ("city", "perk", "amounts"),
    [
        ("weihai", "hospital-deposit", {"AAA": 50_000, "AA": 20_000, "A": None}),
        ("weihai", "attraction-tickets", {"AAA": 9, "AA": 7, "A": 5, "B": None}),
        ("weihai", "shared-bike-two-hours", {"AAA": 2, "A": 2, "B": None}),
        ("rongcheng", "shared-bike-two-hours", {"AAA": 2, "A": 2, "B": None}),
        ("suqian", "transport-card-discount", {"AAA": 6, "A": 6, "BBB": None}),
    ],
)
def test_published_amounts_are_those_of_the_bands(
    city: str, perk: str, amounts: dict[str, int | None]
) -> None:
    for text in (each for each in SCHEMES if each.city == city):
        of = next(each for each in text.perks if each.name == perk)
        assert {band: amount_for(of, text.bands, band) for band in amounts} == amounts


def test_published_limits_and_hours_are_stated() -> None:
    perks = {(text.city, each.name): each for text in SCHEMES for each in text.perks}
    assert perks["weihai", "library-deposit"].limits.at_once == 8
    assert perks["xiamen", "library-books"].limits.at_once == 40
    assert perks["weihai", "electricity-inspection"].limits.quarter == 1
    (mornings,) = perks["wuhu", "morning-courts"].hours
    assert mornings.days == ("mon", "tue", "wed", "thu", "fri")
    assert mornings.until.hour == 12
    for each in perks.values():
        assert all(more.amount > less.amount for more, less in pairwise(each.values))
