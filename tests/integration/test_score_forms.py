"""How `score` prices: each form of price at its edges, groups, floors, direct grades, the scale."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from integration.test_score_command import act, deed, judge, line_of, run_inline, sums

if TYPE_CHECKING:
    from running import Command


@pytest.fixture
def inline(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> "Command":
    """The command in this process; `citypoints` is for where a process of its own matters."""
    return run_inline(tmp_path, capsysbinary)


# ---- Forms of price at their edges ---------------------------------------------------------

FUZHOU_QUANTITIES: dict[str, dict[float, int]] = {
    # Tiers: `over` excludes the bound, and 0 earns 0.
    "volunteering": {0: 0, 0.5: 10, 50: 10, 50.5: 20, 100: 20, 100.001: 30, 5000: 30},
    "traffic-violation": {0: 0, 1: 0, 5: 0, 6: -30, 10: -30, 11: -50, 40: -50},
    # First and each further, in full steps, to a maximum.
    "charity-donation": {
        0: 0,
        0.01: 10,
        10_000: 10,
        19_999.99: 10,
        20_000: 15,
        29_999: 15,
        30_000: 20,
        40_000: 20,
    },
    "blood-donation": {0: 0, 1: 10, 400: 10, 599.999: 10, 600: 15, 1199: 25, 1200: 30, 1400: 30},
    # Each, with a maximum for each rule.
    "property-fee-arrears": {1: -15, 2: -30, 3: -30},
    "public-housing-rent-arrears": {1: -15, 2: -30, 9: -30},
    "electricity-arrears": {1: -10, 3: -30, 4: -30},
    "telecom-arrears": {1: -10, 2: -20, 3: -20},
    "water-arrears": {1: -2, 9: -18, 10: -20, 11: -20},
}
WENDENG_QUANTITIES: dict[str, dict[float, int]] = {
    # Tiers: `from` includes the bound.
    "volunteering": {
        0: 0,
        9.999: 0,
        10: 2,
        19.5: 2,
        20: 5,
        79.9: 10,
        80: 15,
        100: 20,
        199.9: 25,
        200: 30,
        250: 40,
        300: 50,
    },
    # Sliced, at most 40 a calendar year.
    "charity-donation": {
        99.99: 0,
        100: 1,
        1000: 10,
        1399: 10,
        1400: 11,
        5000: 20,
        5499: 20,
        5500: 21,
        10_999: 30,
        11_000: 31,
        20_000: 40,
        21_000: 40,
    },
}


def columns(table: Mapping[str, Mapping[Any, int]]) -> list[dict[str, tuple[Any, int]]]:
    """The edges of several rules side by side, so that one run tries one edge of each."""
    height = max(len(edges) for edges in table.values())
    return [
        {
            rule: list(edges.items())[row]
            for rule, edges in table.items()
            if row < len(edges)
        }
        for row in range(height)
    ]  # fmt: skip


@pytest.mark.parametrize("edges", columns(FUZHOU_QUANTITIES), ids=str)
def test_fuzhou_quantities_are_priced_exactly_at_their_edges(
    inline: "Command", edges: dict[str, tuple[float, int]]
) -> None:
    deeds = [act(rule, rule, "2019-03-01", quantity=edge[0]) for rule, edge in edges.items()]
    expected = {
        "donations" if rule == "charity-donation" else rule: points
        for rule, (_, points) in edges.items()
    }
    assert sums(judge(inline, deeds)) == expected


@pytest.mark.parametrize("edges", columns(WENDENG_QUANTITIES), ids=str)
def test_wendeng_hours_and_donations_are_priced_exactly_at_their_edges(
    inline: "Command", edges: dict[str, tuple[float, int]]
) -> None:
    deeds = [act(rule, rule, "2020-03-01", quantity=edge[0]) for rule, edge in edges.items()]
    expected = {
        "donations" if rule == "charity-donation" else rule: points
        for rule, (_, points) in edges.items()
    }
    assert sums(judge(inline, deeds, "2020-12-31", "weihai")) == expected


FUZHOU_GRADES: dict[str, dict[str, int]] = {
    "B01": {
        "warning": -20,
        "demerit": -20,
        "serious-warning": -30,
        "major-demerit": -30,
        "demotion": -30,
        "dismissal": -50,
        "probation": -50,
        "expulsion": -80,
    },
    "B23": {"buying": -30},
    "C09": {
        "first-class-provincial": 80,
        "second-class-city": 50,
        "third-class-county": 30,
        "bravery": 30,
    },
    "C10": {"national": 50, "provincial": 30, "city": 20},
    "C17": {"national": 50, "provincial": 20, "city": 10, "county": 5},
    "C19": {"national": 50, "provincial": 20, "city": 20},
    "C22": {
        "first-class-national": 80,
        "second-class-national": 50,
        "third-class-national": 30,
        "first-class-provincial": 50,
        "second-class-provincial": 30,
        "third-class-provincial": 20,
        "first-class-city": 20,
        "second-class-city": 10,
        "third-class-city": 5,
    },
    "C25": {"first-class": 80, "second-class": 50, "third-class": 30},
    "C35": {"national": 50, "provincial": 30, "city": 20, "county": 10},
    "C38": {"national": 40, "other": 20},
}


@pytest.mark.parametrize("edges", columns(FUZHOU_GRADES), ids=str)
def test_fuzhou_grades_have_the_prices_of_the_table(
    inline: "Command", edges: dict[str, tuple[str, int]]
) -> None:
    deeds = [deed(row, row, "2019-03-01", grade=grade) for row, (grade, _) in edges.items()]
    score = judge(inline, deeds, "2019-06-30")
    assert {line["source"]: line["points"] for line in score["lines"]} == {
        row: points for row, (_, points) in edges.items()
    }


def test_flat_deeds_each_add_their_price_and_keep_to_a_maximum_only_if_stated(
    inline: "Command",
) -> None:
    flat = [deed(f"m{n}", "C20", "2019-03-01") for n in range(3)]
    good = [deed(f"g{n}", "C08", "2019-03-01") for n in range(3)]
    fines = [deed(f"f{n}", "B51", "2019-03-01") for n in range(4)]
    score = judge(inline, [*flat, *good, *fines])
    assert sums(score) == {
        "bone-marrow-donation": 150,
        "good-deed": 50,
        "city-management-violation": -80,
    }
    # The limit that bites prints a line of its own.
    assert [line["points"] for line in score["lines"] if line["source"] == "C08"] == [150, -100]
    assert [line.get("note", "") for line in score["lines"] if line["points"] == -100] != [""]


def test_quantities_of_a_rule_are_added_before_they_are_priced(inline: "Command") -> None:
    deeds = [
        *(deed(f"v{n}", "C07", f"2019-0{n}-01", quantity=20.2) for n in (1, 2, 3, 4, 5)),
        *(deed(f"b{n}", "C36", f"2019-0{n}-01", quantity=200) for n in (1, 2, 3)),
        *(act(f"t{n}", "traffic-violation", f"2019-0{n}-01", quantity=2) for n in (1, 2, 3)),
    ]
    score = judge(inline, deeds)
    assert sums(score) == {"volunteering": 30, "blood-donation": 15, "traffic-violation": -30}
    assert line_of(score, "volunteering")["deeds"] == ["v1", "v2", "v3", "v4", "v5"]


def test_both_federations_donations_are_one_pool_whose_line_names_both_rows(
    inline: "Command",
) -> None:
    halves = [
        deed("a", "C18", "2019-03-01", quantity=5000),
        deed("b", "C16", "2019-04-01", quantity=5000),
    ]
    line = line_of(judge(inline, halves), "donations")
    assert (line["source"], line["points"]) == ("C16, C18", 10)
    assert sorted(line["deeds"]) == ["a", "b"]
    more = [*halves, deed("c", "C18", "2019-05-01", quantity=10_000)]
    assert sums(judge(inline, more)) == {"donations": 15}
    most = [*more, deed("d", "C16", "2019-06-01", quantity=50_000)]
    score = judge(inline, most)
    assert (sums(score), score["total"]) == ({"donations": 20}, 620)
    assert {line["source"] for line in score["lines"]} == {"C16, C18"}


@pytest.mark.parametrize(
    ("hours", "grade", "counting"),
    [
        (50, "city", "C19"),
        (60, "city", "C07"),
        (101, "provincial", "C07"),
        (101, "national", "C19"),
    ],
)
def test_of_hours_and_red_cross_grades_only_the_largest_counts(
    inline: "Command", hours: int, grade: str, counting: str
) -> None:
    # At 60 hours and a city's grade both are worth 20: the first in the file counts.
    deeds = [
        deed("g", "C19", "2019-03-01", grade=grade),
        deed("h", "C07", "2019-03-01", quantity=hours),
    ]
    score = judge(inline, deeds)
    points = {"city": 20, "provincial": 20, "national": 50}[grade]
    points = {50: 10, 60: 20, 101: 30}[hours] if counting == "C07" else points
    lines = {line["source"]: line for line in score["lines"]}
    assert lines.keys() == {"C07", "C19"}
    assert lines.pop(counting)["points"] == points
    (other,) = lines.values()
    assert other["points"] == 0
    assert other["note"]


@pytest.mark.parametrize(
    ("started", "on", "points"),
    [
        ("2020-01-31", "2020-02-28", 0),
        ("2020-01-31", "2020-02-29", -10),
        ("2020-01-31", "2020-03-31", -20),
        ("2020-02-29", "2020-03-28", 0),
        ("2020-02-29", "2020-03-29", -10),
        ("2020-03-15", "2021-03-14", -60),
        ("2020-03-15", "2021-03-15", 0),
    ],
)
def test_bank_arrears_cost_ten_a_completed_month_until_their_ceiling(
    inline: "Command", started: str, on: str, points: int
) -> None:
    score = judge(inline, [act("a", "bank-loan-arrears", started)], on, "weihai")
    assert score["total"] == 1000 + points
    assert all(line["counts_until"] is None for line in score["lines"])


def test_bank_arrears_count_months_to_their_end_and_live_a_year_from_it(
    inline: "Command",
) -> None:
    arrears = [act("a", "bank-loan-arrears", "2020-01-31", ended_on="2020-04-30")]
    for on, total in (("2020-04-30", 970), ("2021-04-29", 970), ("2021-04-30", 1000)):
        score = judge(inline, arrears, on, "weihai")
        assert score["total"] == total, on
        assert [line["counts_until"] for line in score["lines"]] in (["2021-04-29"], [])


def test_platelets_count_twentyfold_and_add_to_blood(inline: "Command") -> None:
    def blood(*gifts: tuple[float, str | None]) -> object:
        deeds = [
            deed(f"d{n}", "C36", "2019-03-01", quantity=quantity, unit=unit)
            for n, (quantity, unit) in enumerate(gifts)
        ]
        return sums(judge(inline, deeds))["blood-donation"]

    assert blood((20, "ml-platelets")) == 10
    assert blood((29.9, "ml-platelets")) == 10
    assert blood((30, "ml-platelets")) == 15
    # 10 ml of platelets are 200 ml; a unit left out is the rule's own.
    assert blood((10, "ml-platelets"), (400, "ml")) == 15
    assert blood((10, "ml-platelets"), (400, None)) == 15


def test_a_line_calls_what_was_added_up_by_its_units_label(inline: "Command") -> None:
    gifts = [
        deed("b", "C36", "2019-03-01", quantity=400),
        deed("c", "C16", "2019-03-01", quantity=12_000),
    ]
    notes = {line["rule"]: line["note"] for line in judge(inline, gifts)["lines"]}
    assert notes["blood-donation"] == "400 millilitres together"
    assert notes["donations"].startswith("12,000 yuan together")


def test_the_unit_may_be_left_out_and_times_are_one_by_default(inline: "Command") -> None:
    bare = [
        deed("h", "C07", "2019-03-01", quantity=60),
        deed("c", "C16", "2019-03-01", quantity=20_000),
        deed("e", "B67", "2019-03-01"),
        *(act(f"t{n}", "traffic-violation", "2019-03-01") for n in range(6)),
    ]
    units = {"h": "hours", "c": "CNY", "e": "times"}
    full = [
        {**one, "quantity": one.get("quantity", 1), "unit": units.get(str(one["id"]), "times")}
        for one in bare
    ]
    score = judge(inline, bare)
    assert score == judge(inline, full)
    assert sums(score) == {
        "volunteering": 20,
        "donations": 15,
        "electricity-arrears": -10,
        "traffic-violation": -30,
    }


def test_null_is_the_same_as_leaving_an_optional_field_out(inline: "Command") -> None:
    optional = ("rule", "grade", "quantity", "unit", "ended_on", "repaired_on", "annulled_on")
    plain = deed("a", "C20", "2019-03-01")
    assert judge(inline, [plain | dict.fromkeys(optional)]) == judge(inline, [plain])


# ---- Floors, direct grades, the scale ------------------------------------------------------


def test_an_unperformed_judgment_brings_the_sum_to_the_minimum_only_while_it_stands(
    inline: "Command",
) -> None:
    merit = deed("m", "C20", "2019-03-01")
    judgment = deed("j", "B03", "2019-04-01", ended_on="2020-02-10")
    standing = judge(inline, [merit, judgment], "2020-02-09")
    assert (standing["unclamped"], standing["total"], standing["band"]) == (0, 0, "starting")
    line = line_of(standing, "unperformed-judgment")
    assert (line["points"], line["counts_until"]) == (-650, None)
    assert line_of(standing, "bone-marrow-donation")["points"] == 50
    ended = judge(inline, [merit, judgment], "2020-02-10")
    assert (ended["total"], ended["band"]) == (650, "good")
    # Without new proof it lapses at its ceiling, three years counted from its first day.
    open_end = deed("j", "B03", "2019-04-01")
    last = judge(inline, [merit, open_end], "2022-03-31")
    assert (last["total"], last["next_change"]) == (0, "2022-04-01")
    assert judge(inline, [merit, open_end], "2022-04-01")["total"] == 650


def test_a_floor_never_adds(inline: "Command") -> None:
    deeds = [
        *(deed(f"p{n}", "B08", "2019-03-01") for n in range(9)),
        deed("j", "B03", "2019-03-01"),
    ]
    score = judge(inline, deeds)
    assert (score["unclamped"], score["total"]) == (-120, 0)
    assert line_of(score, "unperformed-judgment")["points"] == 0


def test_a_direct_grade_lowers_the_band_leaves_the_total_and_rests_merits(
    inline: "Command",
) -> None:
    merit = act("m", "bone-marrow-donation", "2020-03-01")
    breach = act("j", "unperformed-judgment", "2020-04-01", ended_on="2020-08-01")
    before = judge(inline, [merit, breach], "2020-03-31", "weihai")
    assert (before["total"], before["band"]) == (1050, "AAA")
    lasting = judge(inline, [merit, breach], "2020-07-31", "weihai")
    assert (lasting["total"], lasting["band"]) == (1000, "D")
    resting = line_of(lasting, "bone-marrow-donation")
    assert resting["points"] == 0
    assert resting["note"]
    # The after-effect keeps the grade for five years; the merits count again at once.
    for on, band in (("2020-08-01", "D"), ("2025-07-31", "D"), ("2025-08-01", "A")):
        after = judge(inline, [merit, breach], on, "weihai")
        assert (after["total"], after["band"]) == (1050 if on < "2025-03" else 1000, band), on
    assert line_of(judge(inline, [breach], "2020-08-01", "weihai"), "unperformed-judgment")[
        "counts_until"
    ] == "2025-07-31"  # fmt: skip


def test_a_direct_grade_never_betters_the_band(inline: "Command") -> None:
    fraud = [act(f"f{n}", "telecom-fraud", "2020-03-01") for n in range(3)]
    drunk = act("d", "drunk-driving", "2020-03-01")
    both = judge(inline, [*fraud, drunk], "2020-06-30", "weihai")
    assert (both["total"], both["band"]) == (760, "C")
    alone = judge(inline, [drunk], "2020-06-30", "weihai")
    assert (alone["total"], alone["band"]) == (1000, "B")
    graver = judge(
        inline, [drunk, act("w", "wage-absconding", "2020-03-01")], "2020-06-30", "weihai"
    )
    assert (graver["total"], graver["band"]) == (1000, "C")


def test_the_total_never_leaves_the_scale(inline: "Command") -> None:
    saints = [deed(f"s{n}", "C04", "2019-03-01") for n in range(9)]
    crimes = [deed(f"p{n}", "B08", "2019-03-01") for n in range(9)]
    top, bottom = judge(inline, saints), judge(inline, crimes)
    assert (top["unclamped"], top["total"], top["band"]) == (1320, 1000, "excellent")
    assert (bottom["unclamped"], bottom["total"], bottom["band"]) == (-120, 0, "starting")
    # Clamped once, at the end: both together are simply added.
    assert judge(inline, [*saints, *crimes])["total"] == 600
    # An open scale has a minimum and no maximum.
    heroes = [act(f"h{n}", "national-good-citizen-award", "2020-03-01") for n in range(9)]
    frauds = [act(f"f{n}", "telecom-fraud", "2020-03-01") for n in range(14)]
    assert judge(inline, heroes, "2020-06-30", "weihai")["total"] == 1720
    low = judge(inline, frauds, "2020-06-30", "weihai")
    assert (low["unclamped"], low["total"], low["band"]) == (-120, 0, "D")


@pytest.mark.parametrize(
    ("city", "rules", "total", "band"),
    [
        ("fuzhou", ["bone-marrow-donation"], 650, "good"),
        ("fuzhou", ["most-beautiful-angel-award"], 630, "standard"),
        ("weihai", ["bone-marrow-donation"], 1050, "AAA"),
        ("weihai", ["city-good-citizen-award", "jaywalking"], 1028, "A"),
        ("weihai", ["consumer-fraud", "littering"], 958, "B"),
        ("weihai", ["telecom-fraud", "consumer-fraud", "illegal-construction"], 850, "B"),
        (
            "weihai",
            ["telecom-fraud", "consumer-fraud", "illegal-construction", "jaywalking"],
            848,
            "C",
        ),
    ],
)
def test_a_band_begins_at_its_threshold(
    inline: "Command", city: str, rules: list[str], total: int, band: str
) -> None:
    deeds = [act(rule, rule, "2020-06-01") for rule in rules]
    score = judge(inline, deeds, "2020-06-30", city)
    assert (score["total"], score["band"]) == (total, band)


def test_a_dimension_keeps_to_its_range_and_says_so(inline: "Command") -> None:
    deeds = [act(f"m{n}", "bone-marrow-donation", "2019-03-01") for n in range(3)]
    score = judge(inline, deeds, city="wuhu")
    # Base 140, at most 240: of 150 points 100 count.
    assert score["total"] == 800
    assert sorted(line["points"] for line in score["lines"]) == [-50, 150]
    assert all(line.get("note") for line in score["lines"] if line["points"] == -50)
