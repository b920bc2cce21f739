"""What `score` prints: its shape, every form of price at its edges, and every day that matters."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

if TYPE_CHECKING:
    from conftest import Command

ROOT = Path(__file__).resolve().parents[2]
CITIES = {
    "fuzhou": 600,
    "hangzhou": 600,
    "rongcheng": 1000,
    "suqian": 1000,
    "suzhou": 100,
    "weihai": 1000,
    "wuhu": 700,
    "xiamen": 600,
}
SCORE_KEYS = [
    "city",
    "scheme",
    "digest",
    "on",
    "base",
    "unclamped",
    "total",
    "band",
    "next_change",
    "lines",
]
LINE_KEYS = ["rule", "source", "points", "deeds", "counts_until"]
ONE_DAY = timedelta(days=1)

Deed = dict[str, object]
Score = dict[str, Any]


def deed(identifier: str, source: str, occurred_on: str, **fields: object) -> Deed:
    """A deed named by its source."""
    return {"id": identifier, "source": source, "occurred_on": occurred_on, **fields}


def act(identifier: str, rule: str, occurred_on: str, **fields: object) -> Deed:
    """A deed named by its rule."""
    return {"id": identifier, "rule": rule, "occurred_on": occurred_on, **fields}


def judge(
    run: "Command", deeds: list[Deed], on: str | date = "2019-12-31", city: str = "fuzhou"
) -> Score:
    """The score of deeds; its sum is checked, because it must hold for every score."""
    done = run("score", "--city", city, "--on", on, "-", stdin=json.dumps(deeds))
    assert (done.returncode, done.stderr) == (0, ""), (deeds, done.stderr)
    score = cast("Score", json.loads(done.stdout, parse_float=Decimal))
    assert score["unclamped"] == score["base"] + sum(line["points"] for line in score["lines"])
    return score


def sums(score: Score) -> dict[str, object]:
    """The points of each rule, adjustments included."""
    points: Counter[str] = Counter()
    for line in score["lines"]:
        points[line["rule"]] += line["points"]
    return dict(points)


def shown(score: Score) -> Score:
    """The part of a score that does not merely tell the day and the next one."""
    return {key: value for key, value in score.items() if key not in {"on", "next_change"}}


def line_of(score: Score, rule: str) -> Score:
    """The only line of a rule."""
    (line,) = [line for line in score["lines"] if line["rule"] == rule]
    return cast("Score", line)


# ---- Shape ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("city", "base"), CITIES.items())
def test_no_deeds_give_the_base_of_each_city_and_no_next_change(
    citypoints: "Command", city: str, base: int
) -> None:
    score = judge(citypoints, [], "2020-06-30", city)
    assert list(score) == SCORE_KEYS
    assert (score["base"], score["unclamped"], score["total"]) == (base, base, base)
    assert score["city"] == city
    assert score["scheme"] == ("2020-01-01" if city == "weihai" else "2019-01-01")
    assert (score["on"], score["lines"], score["next_change"]) == ("2020-06-30", [], None)
    assert isinstance(score["band"], str)
    assert score["band"]
    assert re.fullmatch("[0-9a-f]{64}", score["digest"])


def test_keys_and_types_are_exactly_the_documented_ones(citypoints: "Command") -> None:
    deeds = [
        deed("a", "C20", "2019-03-01"),
        deed("b", "B67", "2019-03-02", quantity=4),
        deed("c", "C07", "2019-03-03", quantity=60, unit="hours"),
        deed("d", "C19", "2019-03-04", grade="city"),
        deed("e", "B17", "2019-03-05") | {"rule": "traffic-violation"},
        deed("f", "C08", "2019-03-06"),
    ]
    del deeds[4]["source"]
    score = judge(citypoints, deeds)
    assert list(score) == SCORE_KEYS
    for key in ("base", "unclamped", "total"):
        assert type(score[key]) is int, key
    date.fromisoformat(score["next_change"])
    assert {name for line in score["lines"] for name in line["deeds"]} == set("abcdef")
    for line in score["lines"]:
        assert [key for key in line if key != "note"] == LINE_KEYS
        assert type(line["points"]) is int
        assert all(isinstance(line[key], str) and line[key] for key in ("rule", "source"))
        assert isinstance(line.get("note", ""), str)
        if line["counts_until"] is not None:
            date.fromisoformat(line["counts_until"])
    assert line_of(score, "bone-marrow-donation")["points"] == 50
    assert [line["points"] for line in score["lines"] if line["source"] == "B67"] == [-40, 10]


def test_points_print_at_the_precision_of_the_scheme_however_a_quantity_is_written(
    citypoints: "Command",
) -> None:
    # 0.5 exists at one decimal; a whole quantity written 2.0 makes no decimals of its own.
    half = judge(citypoints, [act("a", "library-books-returned", "2019-03-01", quantity=5)],
                 city="xiamen")  # fmt: skip
    assert (half["unclamped"], half["total"]) == (Decimal("600.5"), Decimal("600.5"))
    assert line_of(half, "library-books-returned")["points"] == Decimal("0.5")
    rows = {"B67": (2, 2.0), "C07": (60, 60.0), "C16": (20_000, 20_000.0), "C36": (600, 600.0)}
    outputs = [
        citypoints(
            "score",
            "--city=fuzhou",
            "--on=2019-12-31",
            "-",
            stdin=json.dumps(
                [deed(row, row, "2019-03-01", quantity=pair[at]) for row, pair in rows.items()]
            ),
        ).stdout
        for at in (0, 1)
    ]
    assert outputs[0] == outputs[1]


def test_a_file_and_standard_input_print_the_same_bytes(
    citypoints: "Command", tmp_path: Path
) -> None:
    text = json.dumps([deed("李雷", "C20", "2019-03-01")], ensure_ascii=False)
    (tmp_path / "居民 1.json").write_text(text, encoding="utf-8")
    (tmp_path / "bom.json").write_text(text, encoding="utf-8-sig")
    options = ("score", "--city", "fuzhou", "--on", "2019-12-31")
    outputs = {
        citypoints(*options, "居民 1.json").stdout,
        citypoints(*options, tmp_path / "bom.json").stdout,
        citypoints(*options, "-", stdin=text).stdout,
        citypoints(*options, "-", stdin=text.encode("utf-8-sig")).stdout,
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["lines"][0]["deeds"] == ["李雷"]


def test_the_module_runs_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "deeds.json").write_text("[]", encoding="utf-8")
    for folder in (tmp_path, Path("/")):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "backend", "score", "--city", "suzhou"),
                *("--on", "2019-06-30", tmp_path / "deeds.json"),
            ],
            capture_output=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, b""), folder
        assert json.loads(done.stdout)["total"] == 100


def test_the_digest_is_that_of_the_scheme_alone(citypoints: "Command") -> None:
    quiet = judge(citypoints, [], "2019-01-01")
    busy = judge(citypoints, [deed("a", "C20", "2019-03-01")], "2031-07-04")
    assert quiet["digest"] == busy["digest"]
    mine, proposal = (
        json.loads(
            citypoints(
                *("score", "--city", "weihai", "--on", "2021-06-30", "-", *flags), stdin="[]"
            ).stdout
        )
        for flags in ((), ("--scheme", "2021-01-01"))
    )
    # A later file is only a proposal: lying there never puts it in force.
    assert (mine["scheme"], proposal["scheme"]) == ("2020-01-01", "2021-01-01")
    assert len({quiet["digest"], mine["digest"], proposal["digest"]}) == 3


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
    citypoints: "Command", edges: dict[str, tuple[float, int]]
) -> None:
    deeds = [act(rule, rule, "2019-03-01", quantity=edge[0]) for rule, edge in edges.items()]
    expected = {
        "donations" if rule == "charity-donation" else rule: points
        for rule, (_, points) in edges.items()
    }
    assert sums(judge(citypoints, deeds)) == expected


@pytest.mark.parametrize("edges", columns(WENDENG_QUANTITIES), ids=str)
def test_wendeng_hours_and_donations_are_priced_exactly_at_their_edges(
    citypoints: "Command", edges: dict[str, tuple[float, int]]
) -> None:
    deeds = [act(rule, rule, "2020-03-01", quantity=edge[0]) for rule, edge in edges.items()]
    expected = {
        "donations" if rule == "charity-donation" else rule: points
        for rule, (_, points) in edges.items()
    }
    assert sums(judge(citypoints, deeds, "2020-12-31", "weihai")) == expected


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
    citypoints: "Command", edges: dict[str, tuple[str, int]]
) -> None:
    deeds = [deed(row, row, "2019-03-01", grade=grade) for row, (grade, _) in edges.items()]
    score = judge(citypoints, deeds, "2019-06-30")
    assert {line["source"]: line["points"] for line in score["lines"]} == {
        row: points for row, (_, points) in edges.items()
    }


def test_flat_deeds_each_add_their_price_and_keep_to_a_maximum_only_if_stated(
    citypoints: "Command",
) -> None:
    flat = [deed(f"m{n}", "C20", "2019-03-01") for n in range(3)]
    good = [deed(f"g{n}", "C08", "2019-03-01") for n in range(3)]
    fines = [deed(f"f{n}", "B51", "2019-03-01") for n in range(4)]
    score = judge(citypoints, [*flat, *good, *fines])
    assert sums(score) == {
        "bone-marrow-donation": 150,
        "good-deed": 50,
        "city-management-violation": -80,
    }
    # The limit that bites prints a line of its own.
    assert [line["points"] for line in score["lines"] if line["source"] == "C08"] == [150, -100]
    assert [line.get("note", "") for line in score["lines"] if line["points"] == -100] != [""]


def test_quantities_of_a_rule_are_added_before_they_are_priced(citypoints: "Command") -> None:
    deeds = [
        *(deed(f"v{n}", "C07", f"2019-0{n}-01", quantity=20.2) for n in (1, 2, 3, 4, 5)),
        *(deed(f"b{n}", "C36", f"2019-0{n}-01", quantity=200) for n in (1, 2, 3)),
        *(act(f"t{n}", "traffic-violation", f"2019-0{n}-01", quantity=2) for n in (1, 2, 3)),
    ]
    score = judge(citypoints, deeds)
    assert sums(score) == {"volunteering": 30, "blood-donation": 15, "traffic-violation": -30}
    assert line_of(score, "volunteering")["deeds"] == ["v1", "v2", "v3", "v4", "v5"]


def test_both_federations_donations_are_one_pool_whose_line_names_both_rows(
    citypoints: "Command",
) -> None:
    halves = [
        deed("a", "C18", "2019-03-01", quantity=5000),
        deed("b", "C16", "2019-04-01", quantity=5000),
    ]
    line = line_of(judge(citypoints, halves), "donations")
    assert (line["source"], line["points"]) == ("C16, C18", 10)
    assert sorted(line["deeds"]) == ["a", "b"]
    more = [*halves, deed("c", "C18", "2019-05-01", quantity=10_000)]
    assert sums(judge(citypoints, more)) == {"donations": 15}
    most = [*more, deed("d", "C16", "2019-06-01", quantity=50_000)]
    score = judge(citypoints, most)
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
    citypoints: "Command", hours: int, grade: str, counting: str
) -> None:
    # At 60 hours and a city's grade both are worth 20: the first in the file counts.
    deeds = [
        deed("g", "C19", "2019-03-01", grade=grade),
        deed("h", "C07", "2019-03-01", quantity=hours),
    ]
    score = judge(citypoints, deeds)
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
    citypoints: "Command", started: str, on: str, points: int
) -> None:
    score = judge(citypoints, [act("a", "bank-loan-arrears", started)], on, "weihai")
    assert score["total"] == 1000 + points
    assert all(line["counts_until"] is None for line in score["lines"])


def test_bank_arrears_count_months_to_their_end_and_live_a_year_from_it(
    citypoints: "Command",
) -> None:
    arrears = [act("a", "bank-loan-arrears", "2020-01-31", ended_on="2020-04-30")]
    for on, total in (("2020-04-30", 970), ("2021-04-29", 970), ("2021-04-30", 1000)):
        score = judge(citypoints, arrears, on, "weihai")
        assert score["total"] == total, on
        assert [line["counts_until"] for line in score["lines"]] in (["2021-04-29"], [])


def test_platelets_count_twentyfold_and_add_to_blood(citypoints: "Command") -> None:
    def blood(*gifts: tuple[float, str | None]) -> object:
        deeds = [
            deed(f"d{n}", "C36", "2019-03-01", quantity=quantity, unit=unit)
            for n, (quantity, unit) in enumerate(gifts)
        ]
        return sums(judge(citypoints, deeds))["blood-donation"]

    assert blood((20, "ml-platelets")) == 10
    assert blood((29.9, "ml-platelets")) == 10
    assert blood((30, "ml-platelets")) == 15
    # 10 ml of platelets are 200 ml; a unit left out is the rule's own.
    assert blood((10, "ml-platelets"), (400, "ml")) == 15
    assert blood((10, "ml-platelets"), (400, None)) == 15


def test_the_unit_may_be_left_out_and_times_are_one_by_default(citypoints: "Command") -> None:
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
    score = judge(citypoints, bare)
    assert score == judge(citypoints, full)
    assert sums(score) == {
        "volunteering": 20,
        "donations": 15,
        "electricity-arrears": -10,
        "traffic-violation": -30,
    }


def test_null_is_the_same_as_leaving_an_optional_field_out(citypoints: "Command") -> None:
    optional = ("rule", "grade", "quantity", "unit", "ended_on", "repaired_on", "annulled_on")
    plain = deed("a", "C20", "2019-03-01")
    assert judge(citypoints, [plain | dict.fromkeys(optional)]) == judge(citypoints, [plain])


# ---- Floors, direct grades, the scale ------------------------------------------------------


def test_an_unperformed_judgment_brings_the_sum_to_the_minimum_only_while_it_stands(
    citypoints: "Command",
) -> None:
    merit = deed("m", "C20", "2019-03-01")
    judgment = deed("j", "B03", "2019-04-01", ended_on="2020-02-10")
    standing = judge(citypoints, [merit, judgment], "2020-02-09")
    assert (standing["unclamped"], standing["total"], standing["band"]) == (0, 0, "starting")
    line = line_of(standing, "unperformed-judgment")
    assert (line["points"], line["counts_until"]) == (-650, None)
    assert line_of(standing, "bone-marrow-donation")["points"] == 50
    ended = judge(citypoints, [merit, judgment], "2020-02-10")
    assert (ended["total"], ended["band"]) == (650, "good")
    # Without new proof it lapses at its ceiling, three years counted from its first day.
    open_end = deed("j", "B03", "2019-04-01")
    last = judge(citypoints, [merit, open_end], "2022-03-31")
    assert (last["total"], last["next_change"]) == (0, "2022-04-01")
    assert judge(citypoints, [merit, open_end], "2022-04-01")["total"] == 650


def test_a_floor_never_adds(citypoints: "Command") -> None:
    deeds = [
        *(deed(f"p{n}", "B08", "2019-03-01") for n in range(9)),
        deed("j", "B03", "2019-03-01"),
    ]
    score = judge(citypoints, deeds)
    assert (score["unclamped"], score["total"]) == (-120, 0)
    assert line_of(score, "unperformed-judgment")["points"] == 0


def test_a_direct_grade_lowers_the_band_leaves_the_total_and_rests_merits(
    citypoints: "Command",
) -> None:
    merit = act("m", "bone-marrow-donation", "2020-03-01")
    breach = act("j", "unperformed-judgment", "2020-04-01", ended_on="2020-08-01")
    before = judge(citypoints, [merit, breach], "2020-03-31", "weihai")
    assert (before["total"], before["band"]) == (1050, "AAA")
    lasting = judge(citypoints, [merit, breach], "2020-07-31", "weihai")
    assert (lasting["total"], lasting["band"]) == (1000, "D")
    resting = line_of(lasting, "bone-marrow-donation")
    assert resting["points"] == 0
    assert resting["note"]
    # The after-effect keeps the grade for five years; the merits count again at once.
    for on, band in (("2020-08-01", "D"), ("2025-07-31", "D"), ("2025-08-01", "A")):
        after = judge(citypoints, [merit, breach], on, "weihai")
        assert (after["total"], after["band"]) == (1050 if on < "2025-03" else 1000, band), on
    assert line_of(judge(citypoints, [breach], "2020-08-01", "weihai"), "unperformed-judgment")[
        "counts_until"
    ] == "2025-07-31"  # fmt: skip


def test_a_direct_grade_never_betters_the_band(citypoints: "Command") -> None:
    fraud = [act(f"f{n}", "telecom-fraud", "2020-03-01") for n in range(3)]
    drunk = act("d", "drunk-driving", "2020-03-01")
    both = judge(citypoints, [*fraud, drunk], "2020-06-30", "weihai")
    assert (both["total"], both["band"]) == (760, "C")
    alone = judge(citypoints, [drunk], "2020-06-30", "weihai")
    assert (alone["total"], alone["band"]) == (1000, "B")
    graver = judge(
        citypoints, [drunk, act("w", "wage-absconding", "2020-03-01")], "2020-06-30", "weihai"
    )
    assert (graver["total"], graver["band"]) == (1000, "C")


def test_the_total_never_leaves_the_scale(citypoints: "Command") -> None:
    saints = [deed(f"s{n}", "C04", "2019-03-01") for n in range(9)]
    crimes = [deed(f"p{n}", "B08", "2019-03-01") for n in range(9)]
    top, bottom = judge(citypoints, saints), judge(citypoints, crimes)
    assert (top["unclamped"], top["total"], top["band"]) == (1320, 1000, "excellent")
    assert (bottom["unclamped"], bottom["total"], bottom["band"]) == (-120, 0, "starting")
    # Clamped once, at the end: both together are simply added.
    assert judge(citypoints, [*saints, *crimes])["total"] == 600
    # An open scale has a minimum and no maximum.
    heroes = [act(f"h{n}", "national-good-citizen-award", "2020-03-01") for n in range(9)]
    frauds = [act(f"f{n}", "telecom-fraud", "2020-03-01") for n in range(14)]
    assert judge(citypoints, heroes, "2020-06-30", "weihai")["total"] == 1720
    low = judge(citypoints, frauds, "2020-06-30", "weihai")
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
    citypoints: "Command", city: str, rules: list[str], total: int, band: str
) -> None:
    deeds = [act(rule, rule, "2020-06-01") for rule in rules]
    score = judge(citypoints, deeds, "2020-06-30", city)
    assert (score["total"], score["band"]) == (total, band)


def test_a_dimension_keeps_to_its_range_and_says_so(citypoints: "Command") -> None:
    deeds = [act(f"m{n}", "bone-marrow-donation", "2019-03-01") for n in range(3)]
    score = judge(citypoints, deeds, city="wuhu")
    # Base 140, at most 240: of 150 points 100 count.
    assert score["total"] == 800
    assert sorted(line["points"] for line in score["lines"]) == [-50, 150]
    assert all(line.get("note") for line in score["lines"] if line["points"] == -50)


# ---- Order, duplicates, days ---------------------------------------------------------------


def test_order_and_duplicates_change_not_one_byte(citypoints: "Command") -> None:
    deeds = [
        deed("z", "C20", "2019-03-01"),
        deed("m", "C20", "2019-03-01"),
        deed("a", "C16", "2019-04-01", quantity=5000),
        deed("x", "C18", "2019-02-01", quantity=15_000),
        deed("k", "C07", "2019-05-01", quantity=60),
        deed("g", "C19", "2019-05-01", grade="city"),
        deed("e", "B67", "2019-06-01", quantity=4),
        deed("j", "B03", "2019-07-01", ended_on="2019-08-01"),
    ]
    turned = [dict(reversed(one.items())) for one in reversed(deeds)]
    orders = [deeds, deeds[::-1], sorted(deeds, key=str), [*deeds, *turned, *deeds[3:]]]
    outputs = {
        citypoints("score", "--city=fuzhou", "--on=2019-12-31", "-", stdin=json.dumps(order)).stdout
        for order in orders
    }
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())["lines"]) == 6


def test_deeds_after_the_day_are_ignored_and_those_of_the_day_count(citypoints: "Command") -> None:
    today = deed("a", "C20", "2019-06-01")
    tomorrow = deed("b", "B02", "2019-06-02")
    later = deed("c", "B03", "2031-01-01")
    alone = judge(citypoints, [today], "2019-06-01")
    assert alone["total"] == 650
    assert judge(citypoints, [later, today, tomorrow], "2019-06-01") == alone
    assert judge(citypoints, [later, today, tomorrow], "2019-06-02")["total"] == 570


@pytest.mark.parametrize(
    ("source", "field", "on_the_day"),
    [
        ("B67", "ended_on", {"electricity-arrears": -10}),
        ("B67", "repaired_on", {}),
        ("B16", "repaired_on", {"administrative-detention": -20}),
        ("C20", "annulled_on", {}),
        ("B03", "ended_on", {}),
    ],
)
def test_an_end_a_repair_or_an_annulment_acts_from_its_own_day_and_is_unknown_before(
    citypoints: "Command", source: str, field: str, on_the_day: dict[str, int]
) -> None:
    known = deed("a", source, "2019-03-01")
    facts = [{**known, field: "2019-06-15"}]
    # What is recorded later never changes a past score, not even what it foresees.
    assert judge(citypoints, facts, "2019-06-14") == judge(citypoints, [known], "2019-06-14")
    assert sums(judge(citypoints, facts, "2019-06-15")) == on_the_day


def test_a_repaired_deed_has_its_repair_effect_for_the_time_of_the_repair(
    citypoints: "Command",
) -> None:
    paid = [act("j", "unperformed-judgment", "2020-01-05", repaired_on="2020-06-01")]
    line = line_of(judge(citypoints, paid, "2020-06-01", "weihai"), "unperformed-judgment")
    assert (line["points"], line["counts_until"]) == (-50, "2022-05-31")
    last = judge(citypoints, paid, "2022-05-31", "weihai")
    assert (last["total"], last["band"]) == (950, "B")
    after = judge(citypoints, paid, "2022-06-01", "weihai")
    assert (after["total"], after["band"]) == (1000, "A")


def test_lateness_of_proof_never_revives_what_has_lapsed(citypoints: "Command") -> None:
    # General severity: the arrears lapsed on 2020-03-01, before their end was shown.
    lapsed = [deed("a", "B67", "2019-03-01", ended_on="2021-01-01")]
    for on, total in (("2020-02-29", 590), ("2020-03-01", 600), ("2021-01-01", 600)):
        assert judge(citypoints, lapsed, on)["total"] == total, on


def test_calendar_years_are_reckoned_each_on_their_own(citypoints: "Command") -> None:
    deeds = [
        act("a", "traffic-violation", "2019-12-31", quantity=5),
        act("b", "traffic-violation", "2020-01-01", quantity=5),
        deed("c", "C08", "2019-12-31"),
        deed("d", "C08", "2020-01-01"),
    ]
    assert sums(judge(citypoints, deeds, "2020-06-30")) == {
        "traffic-violation": 0,
        "good-deed": 100,
    }
    gifts = [
        act("a", "charity-donation", "2020-12-31", quantity=30_000),
        act("b", "red-cross-donation", "2021-01-01", quantity=30_000),
    ]
    assert judge(citypoints, gifts, "2021-06-30", "weihai")["total"] == 1080


def test_a_rolling_window_forgets_what_lies_before_it(citypoints: "Command") -> None:
    # Hangzhou: over 3 in twelve months -10, over 5 -30.
    deeds = [
        act("a", "traffic-violation", "2019-03-01", quantity=3),
        act("b", "traffic-violation", "2019-12-01", quantity=3),
    ]
    for on, total in (("2019-11-30", 600), ("2020-02-29", 570), ("2020-03-02", 600)):
        assert judge(citypoints, deeds, on, "hangzhou")["total"] == total, on


LAST_DAYS: dict[str, list[tuple[Deed, str]]] = {
    "fuzhou": [
        (deed("a", "C20", "2020-02-29"), "2025-02-27"),
        (deed("b", "C36", "2020-02-29", quantity=400), "2021-02-27"),
        (deed("c", "C10", "2019-08-31", grade="city"), "2021-08-30"),
        (deed("d", "C12", "2019-08-31", grade="national"), "2024-08-30"),
        (deed("e", "B01", "2019-08-31", grade="warning"), "2020-02-28"),
        (deed("f", "B67", "2019-12-01", ended_on="2020-02-28"), "2021-02-27"),
        (deed("g", "B69", "2019-12-01", ended_on="2020-02-29"), "2021-02-27"),
        (deed("h", "B16", "2020-02-29"), "2022-02-27"),
    ],
    "weihai": [
        # By the size of the deduction: to 40 points one year, above two.
        (act("a", "consumer-fraud", "2020-03-01"), "2021-02-28"),
        (act("b", "fraudulent-litigation", "2020-03-01"), "2022-02-28"),
        (act("c", "official-sanction", "2020-03-01", grade="dismissal"), "2022-02-28"),
        (act("d", "jaywalking", "2020-02-29"), "2020-05-28"),
        # By grade: county 1 year, city 2, province 3, nation 5.
        (act("e", "labour-award", "2020-03-01", grade="county"), "2021-02-28"),
        (act("f", "volunteer-award", "2020-03-01", grade="city"), "2022-02-28"),
        (act("g", "charity-award", "2020-03-01", grade="provincial"), "2023-02-28"),
        (act("h", "culture-sports-award", "2020-03-01", grade="national"), "2025-02-28"),
    ],
}


@pytest.mark.parametrize("city", LAST_DAYS)
def test_a_lifetime_ends_by_the_calendar_on_the_printed_day(
    citypoints: "Command", city: str
) -> None:
    on = "2020-02-29" if city == "fuzhou" else "2020-03-01"
    due = [(one, until) for one, until in LAST_DAYS[city] if until >= on]
    score = judge(citypoints, [one for one, _ in due], on, city)
    printed = {line["deeds"][0]: line["counts_until"] for line in score["lines"]}
    assert printed == {one["id"]: until for one, until in due}


@pytest.mark.parametrize(
    ("city", "which"), [("fuzhou", 0), ("fuzhou", 4), ("fuzhou", 6), ("weihai", 1), ("weihai", 3)]
)
def test_a_line_keeps_its_points_to_the_printed_day_and_not_beyond(
    citypoints: "Command", city: str, which: int
) -> None:
    one, until = LAST_DAYS[city][which]
    first = judge(citypoints, [one], str(one.get("ended_on", one["occurred_on"])), city)
    (line,) = first["lines"]
    assert (line["counts_until"], line["points"] != 0) == (until, True)
    expiry = date.fromisoformat(until) + ONE_DAY
    assert first["next_change"] == expiry.isoformat()
    assert shown(judge(citypoints, [one], until, city)) == shown(first)
    after = judge(citypoints, [one], expiry, city)
    assert (after["lines"], after["total"], after["next_change"]) == ([], first["base"], None)


FORESEEN: dict[str, list[Deed]] = {
    "fuzhou": [
        deed("a", "C16", "2019-03-10", quantity=20_000),
        deed("b", "C18", "2019-05-31", quantity=15_000),
        deed("c", "C07", "2019-02-28", quantity=120),
        deed("d", "C19", "2019-02-01", grade="provincial"),
        act("e", "traffic-violation", "2019-01-31", quantity=6),
        act("f", "traffic-violation", "2019-06-01", quantity=5),
        deed("g", "B03", "2019-05-20"),
        deed("h", "B38", "2019-04-30", quantity=3),
    ],
    "weihai": [
        act("a", "bank-loan-arrears", "2020-01-31"),
        act("b", "unperformed-judgment", "2020-02-10", ended_on="2020-05-01"),
        act("c", "volunteering", "2020-02-29", quantity=30),
        act("d", "blood-donation", "2020-06-01"),
        act("e", "jaywalking", "2020-05-31", quantity=7),
    ],
    "rongcheng": [
        act("a", "volunteering", "2019-01-31", quantity=40),
        act("b", "volunteering", "2019-05-31", quantity=25),
        act("c", "child-support-arrears", "2019-03-31"),
        act("d", "illegal-parking", "2019-05-01", quantity=12),
        act("e", "littering", "2019-06-30", quantity=9),
    ],
}


@pytest.mark.parametrize(("city", "deeds"), FORESEEN.items())
def test_the_next_change_is_the_first_day_on_which_the_output_differs(
    citypoints: "Command", city: str, deeds: list[Deed]
) -> None:
    score = judge(citypoints, deeds, "2020-06-30" if city == "weihai" else "2019-06-30", city)
    for _ in range(4):
        change = date.fromisoformat(score["next_change"])
        today = date.fromisoformat(score["on"])
        assert change > today
        same = judge(citypoints, deeds, change - ONE_DAY, city)
        assert {**same, "on": score["on"]} == score, change
        then = judge(citypoints, deeds, change, city)
        assert shown(then) != shown(score), change
        score = then


def test_a_deed_that_leaves_a_line_is_a_change_even_if_its_points_stay(
    citypoints: "Command",
) -> None:
    # Each alone is over 100 hours; the line explains itself by fewer deeds from 2020-02-01 on.
    deeds = [
        deed("a", "C07", "2019-02-01", quantity=150),
        deed("b", "C07", "2019-05-01", quantity=150),
    ]
    score = judge(citypoints, deeds, "2019-06-01")
    assert line_of(score, "volunteering")["counts_until"] == "2020-04-30"
    changed = judge(citypoints, deeds, "2020-02-01")
    assert (changed["total"], line_of(changed, "volunteering")["deeds"]) == (630, ["b"])
    assert score["next_change"] == "2020-02-01"


def test_without_a_next_change_the_score_stays_for_good(citypoints: "Command") -> None:
    deeds = [deed("a", "C20", "2019-03-01", annulled_on="2019-05-01"), deed("b", "B67",
             "2019-03-01", repaired_on="2019-04-01")]  # fmt: skip
    score = judge(citypoints, deeds, "2019-06-30")
    assert score["next_change"] is None
    for on in ("2019-07-01", "2060-01-01"):
        assert shown(judge(citypoints, deeds, on)) == shown(score), on
