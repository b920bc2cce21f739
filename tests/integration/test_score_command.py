"""What `score` prints: its shape and every day that matters; prices are in `test_score_forms`."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from backend.__main__ import main

if TYPE_CHECKING:
    from running import Command

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


def run_inline(tmp_path: Path, capture: pytest.CaptureFixture[bytes]) -> "Command":
    """What runs the command as `citypoints` does, but in this process, which is far quicker."""

    def run(*arguments: object, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
        words = [str(argument) for argument in arguments]
        content = stdin.encode() if isinstance(stdin, str) else stdin
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            patch.setenv("LANG", "C.UTF-8")
            patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content), encoding="utf-8"))
            try:
                status = main(words)
            except SystemExit as left:
                status = cast("int", left.code)
            done = capture.readouterr()
        return subprocess.CompletedProcess(words, status, done.out.decode(), done.err.decode())

    return run


@pytest.fixture
def inline(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> "Command":
    """The command in this process; `citypoints` is for where a process of its own matters."""
    return run_inline(tmp_path, capsysbinary)


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
    inline: "Command", city: str, base: int
) -> None:
    score = judge(inline, [], "2020-06-30", city)
    assert list(score) == SCORE_KEYS
    assert (score["base"], score["unclamped"], score["total"]) == (base, base, base)
    assert score["city"] == city
    assert score["scheme"] == ("2020-01-01" if city == "weihai" else "2019-01-01")
    assert (score["on"], score["lines"], score["next_change"]) == ("2020-06-30", [], None)
    assert isinstance(score["band"], str)
    assert score["band"]
    assert re.fullmatch("[0-9a-f]{64}", score["digest"])


def test_keys_and_types_are_exactly_the_documented_ones(inline: "Command") -> None:
    deeds = [
        deed("a", "C20", "2019-03-01"),
        deed("b", "B67", "2019-03-02", quantity=4),
        deed("c", "C07", "2019-03-03", quantity=60, unit="hours"),
        deed("d", "C19", "2019-03-04", grade="city"),
        deed("e", "B17", "2019-03-05") | {"rule": "traffic-violation"},
        deed("f", "C08", "2019-03-06"),
    ]
    del deeds[4]["source"]
    score = judge(inline, deeds)
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
    inline: "Command",
) -> None:
    # 0.5 exists at one decimal; a whole quantity written 2.0 makes no decimals of its own.
    half = judge(inline, [act("a", "library-books-returned", "2019-03-01", quantity=5)],
                 city="xiamen")  # fmt: skip
    assert (half["unclamped"], half["total"]) == (Decimal("600.5"), Decimal("600.5"))
    assert line_of(half, "library-books-returned")["points"] == Decimal("0.5")
    rows = {"B67": (2, 2.0), "C07": (60, 60.0), "C16": (20_000, 20_000.0), "C36": (600, 600.0)}
    outputs = [
        inline(
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
    citypoints: "Command", inline: "Command", tmp_path: Path
) -> None:
    text = json.dumps([deed("李雷", "C20", "2019-03-01")], ensure_ascii=False)
    (tmp_path / "居民 1.json").write_text(text, encoding="utf-8")
    (tmp_path / "bom.json").write_text(text, encoding="utf-8-sig")
    options = ("score", "--city", "fuzhou", "--on", "2019-12-31")
    outputs = {
        citypoints(*options, "居民 1.json").stdout,
        inline(*options, "居民 1.json").stdout,
        inline(*options, tmp_path / "bom.json").stdout,
        citypoints(*options, "-", stdin=text).stdout,
        inline(*options, "-", stdin=text).stdout,
        inline(*options, "-", stdin=text.encode("utf-8-sig")).stdout,
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


def test_the_digest_is_that_of_the_scheme_alone(inline: "Command") -> None:
    quiet = judge(inline, [], "2019-01-01")
    busy = judge(inline, [deed("a", "C20", "2019-03-01")], "2031-07-04")
    assert quiet["digest"] == busy["digest"]
    mine, proposal = (
        json.loads(
            inline(
                *("score", "--city", "weihai", "--on", "2021-06-30", "-", *flags), stdin="[]"
            ).stdout
        )
        for flags in ((), ("--scheme", "2021-01-01"))
    )
    # A later file is only a proposal: lying there never puts it in force.
    assert (mine["scheme"], proposal["scheme"]) == ("2020-01-01", "2021-01-01")
    assert len({quiet["digest"], mine["digest"], proposal["digest"]}) == 3


# ---- Order, duplicates, days ---------------------------------------------------------------


def test_order_and_duplicates_change_not_one_byte(citypoints: "Command") -> None:
    # Each in a process of its own, because each process hashes strings in another way.
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


def test_deeds_after_the_day_are_ignored_and_those_of_the_day_count(inline: "Command") -> None:
    today = deed("a", "C20", "2019-06-01")
    tomorrow = deed("b", "B02", "2019-06-02")
    later = deed("c", "B03", "2031-01-01")
    alone = judge(inline, [today], "2019-06-01")
    assert alone["total"] == 650
    assert judge(inline, [later, today, tomorrow], "2019-06-01") == alone
    assert judge(inline, [later, today, tomorrow], "2019-06-02")["total"] == 570


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
    inline: "Command", source: str, field: str, on_the_day: dict[str, int]
) -> None:
    known = deed("a", source, "2019-03-01")
    facts = [{**known, field: "2019-06-15"}]
    # What is recorded later never changes a past score, not even what it foresees.
    assert judge(inline, facts, "2019-06-14") == judge(inline, [known], "2019-06-14")
    assert sums(judge(inline, facts, "2019-06-15")) == on_the_day


def test_a_repaired_deed_has_its_repair_effect_for_the_time_of_the_repair(
    inline: "Command",
) -> None:
    paid = [act("j", "unperformed-judgment", "2020-01-05", repaired_on="2020-06-01")]
    line = line_of(judge(inline, paid, "2020-06-01", "weihai"), "unperformed-judgment")
    assert (line["points"], line["counts_until"]) == (-50, "2022-05-31")
    last = judge(inline, paid, "2022-05-31", "weihai")
    assert (last["total"], last["band"]) == (950, "B")
    after = judge(inline, paid, "2022-06-01", "weihai")
    assert (after["total"], after["band"]) == (1000, "A")


def test_lateness_of_proof_never_revives_what_has_lapsed(inline: "Command") -> None:
    # General severity: the arrears lapsed on 2020-03-01, before their end was shown.
    lapsed = [deed("a", "B67", "2019-03-01", ended_on="2021-01-01")]
    for on, total in (("2020-02-29", 590), ("2020-03-01", 600), ("2021-01-01", 600)):
        assert judge(inline, lapsed, on)["total"] == total, on


def test_calendar_years_are_reckoned_each_on_their_own(inline: "Command") -> None:
    deeds = [
        act("a", "traffic-violation", "2019-12-31", quantity=5),
        act("b", "traffic-violation", "2020-01-01", quantity=5),
        deed("c", "C08", "2019-12-31"),
        deed("d", "C08", "2020-01-01"),
    ]
    assert sums(judge(inline, deeds, "2020-06-30")) == {
        "traffic-violation": 0,
        "good-deed": 100,
    }
    gifts = [
        act("a", "charity-donation", "2020-12-31", quantity=30_000),
        act("b", "red-cross-donation", "2021-01-01", quantity=30_000),
    ]
    assert judge(inline, gifts, "2021-06-30", "weihai")["total"] == 1080


def test_a_rolling_window_forgets_what_lies_before_it(inline: "Command") -> None:
    # Hangzhou: over 3 in twelve months -10, over 5 -30.
    deeds = [
        act("a", "traffic-violation", "2019-03-01", quantity=3),
        act("b", "traffic-violation", "2019-12-01", quantity=3),
    ]
    for on, total in (("2019-11-30", 600), ("2020-02-29", 570), ("2020-03-02", 600)):
        assert judge(inline, deeds, on, "hangzhou")["total"] == total, on


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
def test_a_lifetime_ends_by_the_calendar_on_the_printed_day(inline: "Command", city: str) -> None:
    on = "2020-02-29" if city == "fuzhou" else "2020-03-01"
    due = [(one, until) for one, until in LAST_DAYS[city] if until >= on]
    score = judge(inline, [one for one, _ in due], on, city)
    printed = {line["deeds"][0]: line["counts_until"] for line in score["lines"]}
    assert printed == {one["id"]: until for one, until in due}


@pytest.mark.parametrize(
    ("city", "which"), [("fuzhou", 0), ("fuzhou", 4), ("fuzhou", 6), ("weihai", 1), ("weihai", 3)]
)
def test_a_line_keeps_its_points_to_the_printed_day_and_not_beyond(
    inline: "Command", city: str, which: int
) -> None:
    one, until = LAST_DAYS[city][which]
    first = judge(inline, [one], str(one.get("ended_on", one["occurred_on"])), city)
    (line,) = first["lines"]
    assert (line["counts_until"], line["points"] != 0) == (until, True)
    expiry = date.fromisoformat(until) + ONE_DAY
    assert first["next_change"] == expiry.isoformat()
    assert shown(judge(inline, [one], until, city)) == shown(first)
    after = judge(inline, [one], expiry, city)
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
    inline: "Command", city: str, deeds: list[Deed]
) -> None:
    score = judge(inline, deeds, "2020-06-30" if city == "weihai" else "2019-06-30", city)
    for _ in range(4):
        change = date.fromisoformat(score["next_change"])
        today = date.fromisoformat(score["on"])
        assert change > today
        same = judge(inline, deeds, change - ONE_DAY, city)
        assert {**same, "on": score["on"]} == score, change
        then = judge(inline, deeds, change, city)
        assert shown(then) != shown(score), change
        score = then


def test_a_deed_that_leaves_a_line_is_no_change_while_the_points_stay(inline: "Command") -> None:
    # Each alone is over 100 hours: from 2020-02-01 on the line holds one deed and the same points.
    deeds = [
        deed("a", "C07", "2019-02-01", quantity=150),
        deed("b", "C07", "2019-05-01", quantity=150),
    ]
    score = judge(inline, deeds, "2019-06-01")
    assert line_of(score, "volunteering")["counts_until"] == "2020-04-30"
    assert score["next_change"] == "2020-05-01"
    for on, names in (("2020-01-31", ["a", "b"]), ("2020-02-01", ["b"]), ("2020-04-30", ["b"])):
        then = judge(inline, deeds, on)
        line = line_of(then, "volunteering")
        assert (then["total"], line["points"], line["deeds"]) == (630, 30, names), on
        assert (then["band"], then["next_change"]) == (score["band"], "2020-05-01"), on
    assert judge(inline, deeds, "2020-05-01")["total"] == 600


def test_without_a_next_change_the_score_stays_for_good(inline: "Command") -> None:
    deeds = [deed("a", "C20", "2019-03-01", annulled_on="2019-05-01"), deed("b", "B67",
             "2019-03-01", repaired_on="2019-04-01")]  # fmt: skip
    score = judge(inline, deeds, "2019-06-30")
    assert score["next_change"] is None
    for on in ("2019-07-01", "2060-01-01"):
        assert shown(judge(inline, deeds, on)) == shown(score), on
