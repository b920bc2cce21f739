"""`check` on a scheme: the message for each fault in its scale, bands, rules, groups and perks."""

from pathlib import Path
from typing import Final

import pytest
from integration.faults import (
    FUZHOU,
    SCENARIOS,
    SCHEME,
    WUHU,
    Fault,
    broken,
    cases,
    cut,
    newtown,
    put,
    seen,
)
from integration.faults_of_groups import GROUP_FAULTS
from integration.faults_of_perk_terms import PERK_TERM_FAULTS
from integration.faults_of_perks import PERK_FAULTS
from integration.faults_of_repairs import REPAIR_FAULTS
from integration.faults_of_rules import RULE_FAULTS

BANDS: Final = ('[[band]]\nname = "excellent"', "# ---- Merits")
MARROW: Final = 'price = { form = "flat", points = 50 }'
REPAIRED: Final = """
[[scenario]]
name = "A repaired water bill"
on = 2027-06-30
total = 600

[[scenario.deed]]
id = "bill"
rule = "water-arrears"
occurred_on = 2027-06-01
repaired_on = 2027-06-05
"""

SCHEME_FAULTS: Final = (
    Fault(
        "scale-order",
        (
            put(SCHEME, "minimum = 0", "minimum = 1000"),
            put(SCHEME, "maximum = 1000", "maximum = 0"),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: scale.maximum: The maximum must lie above the "
                "minimum. Correct one of them."
            ),
            (
                "newtown/schemes/2027-01-01.toml: scale.base: The base 600 lies outside the scale. "
                "Choose one within it."
            ),
            (
                "newtown/schemes/2027-01-01.toml: band.excellent.from: No one can reach band "
                "excellent (from 650): totals end at 0. Move its threshold or remove it."
            ),
            (
                "newtown/schemes/2027-01-01.toml: band.standard.from: No one can reach band "
                "standard (from 500): totals end at 0. Move its threshold or remove it."
            ),
            (
                "newtown/schemes/2027-01-01.toml: band.starting.from: The last band begins at 0, "
                "below the scale's minimum 1000. Let it begin at 1000."
            ),
        ),
    ),
    Fault(
        "scale-base-outside",
        (put(SCHEME, "base = 600", "base = 6000"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: scale.base: The base 6000 lies outside the "
                "scale. Choose one within it."
            ),
        ),
    ),
    Fault(
        "too-precise",
        (put(SCHEME, "from = 650", "from = 649.5"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.excellent.from: 649.5 is finer than the "
                "scheme's precision of 0 decimals. Round it, or raise scale.precision (2 at most)."
            ),
        ),
    ),
    Fault(
        "bands-missing",
        (cut(SCHEME, *BANDS), put(SCHEME, "[scale]", "band = []\n[scale]")),
        (
            (
                "newtown/schemes/2027-01-01.toml: band: A scheme needs bands. Add at least one, "
                "from the scale's minimum."
            ),
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.opens_from: There is no "
                "band excellent. Use one of: -."
            ),
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: There is no "
                "band excellent. Use one of: -."
            ),
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.opens_from: There is no "
                "band standard. Use one of: -."
            ),
        ),
    ),
    Fault(
        "band-overlap",
        (put(SCHEME, "from = 500", "from = 650"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.standard.from: Band standard begins at 650, "
                "not below the better band excellent: they overlap. List bands from best to last, "
                "each beginning lower than the one before."
            ),
        ),
    ),
    Fault(
        "band-gap",
        (put(SCHEME, "from = 0", "from = 300"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.starting.from: The last band begins at 300, "
                "so no band holds totals from 0 to below it. Let it begin at 0."
            ),
        ),
    ),
    Fault(
        "band-below-scale",
        (put(SCHEME, "from = 0", "from = -100"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.starting.from: The last band begins at "
                "-100, below the scale's minimum 0. Let it begin at 0."
            ),
        ),
    ),
    Fault(
        "band-unreachable",
        (put(SCHEME, "from = 650", "from = 1050"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.excellent.from: No one can reach band "
                "excellent (from 1050): totals end at 1000. Move its threshold or remove it."
            ),
        ),
    ),
    Fault(
        "band-unreachable",
        (
            put(SCHEME, "base = 600", "base = 500"),
            put(SCHEME, MARROW, MARROW + "\nat_most = 50"),
            put(SCHEME, 'source = "row 2"', 'source = "row 2"\nat_most = 40'),
            cut(SCHEME, "window = {", "lifetime = { years = 1 }"),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.excellent.from: No one can reach band "
                "excellent (from 650): totals end at 610. Move its threshold or remove it."
            ),
        ),
    ),
    Fault(
        "band-unreachable",
        (put(SCHEME, "points = -30 }", "points = -30 }\nat_most = 30"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.starting.from: No one can reach band "
                "starting (from 0): totals end at 535. Move its threshold or remove it."
            ),
        ),
    ),
    Fault(
        "name-taken",
        (put(SCHEME, 'name = "starting"', 'name = "excellent"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.excellent.name: The name excellent is used "
                "twice. Choose another one."
            ),
        ),
    ),
    Fault(
        "label-is-penalty",
        (put(SCHEME, 'label_en = "Starting"', 'label_en = "Blacklist"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.starting.label_en: “blacklist” takes away, "
                "exposes or ranks. Name what a resident is offered, or use a neutral word. "
                "(charter, article 2)"
            ),
        ),
    ),
    Fault(
        "dimension-base-outside",
        (put(WUHU, "base = 140", "base = 50"), put(WUHU, "base = 700", "base = 610")),
        (
            (
                "wuhu/schemes/2019-01-01.toml: dimension.basic-information.base: The base 50 lies "
                "outside the dimension's range. Choose one within it."
            ),
        ),
        "wuhu",
    ),
    Fault(
        "dimension-bases",
        (put(WUHU, "base = 140", "base = 150"),),
        (
            (
                "wuhu/schemes/2019-01-01.toml: scale.base: The dimensions' bases add up to 710, "
                "but the scale's base is 700. Make them equal."
            ),
        ),
        "wuhu",
    ),
    Fault(
        "label-too-long",
        (put(SCHEME, 'label_en = "Excellent"', f'label_en = "{"Excellent " * 30}"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.excellent.label_en: A label has 200 "
                "characters at most. Say it shorter. (charter, article 6)"
            ),
        ),
    ),
    Fault(
        "label-not-english",
        (put(SCHEME, 'title_en = "Example Points"', 'title_en = "示例分"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: title_en: The English label needs words in "
                "Latin letters and no others. Rewrite it. (charter, article 6)"
            ),
        ),
    ),
    Fault(
        "label-not-chinese",
        (put(SCHEME, 'title_zh = "示例分"', 'title_zh = "Points"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: title_zh: The Chinese label needs Chinese "
                "characters, and no letters but Chinese and Latin ones. Rewrite it. (charter, "
                "article 6)"
            ),
        ),
    ),
    Fault(
        "consent-priced",
        (
            put(
                SCHEME,
                'source = "row 1"',
                'source = "row 1"\npart_en = "Opting out"\npart_zh = "退出积分"',
            ),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.part_en: “opting "
                "out” speaks of taking part or not: joining, declining and leaving are never "
                "priced. Remove the entry. (charter, article 1)"
            ),
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.part_zh: "
                "“退出积分” speaks of taking part or not: joining, declining and leaving are never "
                "priced. Remove the entry. (charter, article 1)"
            ),
        ),
    ),
    Fault(
        "protected-word",
        (put(SCHEME, 'label_en = "Excellent"', 'label_en = "Party members"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.excellent.label_en: “party member” speaks "
                "of party or politics, which is protected and never counts. Remove the entry; if "
                "something else is meant, reword the label. (charter, article 4)"
            ),
        ),
    ),
    Fault(
        "excluded-and-priced",
        (put(SCHEME, 'source = "row 8"', 'source = "row 5"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: excluded.row 5: The row is excluded as a whole "
                "and priced as well. Remove the rule, or say with part_en and part_zh which part "
                "is excluded. (charter, article 4)"
            ),
        ),
    ),
    Fault(
        "excluded-article",
        (put(SCHEME, "article = 4", "article = 14"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: excluded.row 8.article: The charter has articles "
                "1 to 9, not 14. Name the one that excludes the row."
            ),
        ),
    ),
    Fault(
        "table-missing",
        (put(SCHEME, "[scale]", 'table = "newtown-2027.tsv"\n[scale]'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: table: The table newtown-2027.tsv is not in "
                "city_configs/sources. Add it or correct the name."
            ),
        ),
    ),
    Fault(
        "source-not-in-table",
        (
            put(SCHEME, 'source = "row 7"', 'source = "sources/perks.tsv: Discounts on tolls"'),
            put(SCHEME, 'source = "row 9"', 'source = "sources/none.tsv: Discounts on tolls"'),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.source: Discounts on tolls "
                "is no row of perks.tsv. Name the row that this rests on."
            ),
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.source: The table none.tsv is "
                "not in city_configs/sources. Add it or correct the name."
            ),
        ),
    ),
    Fault(
        "source-not-in-table",
        (put(FUZHOU, 'source = "C35"', 'source = "C135"'),),
        (
            (
                "fuzhou/schemes/2019-01-01.toml: rule.happy-family-award.source: C135 is no row of "
                "fuzhou-2018-rules.tsv. Name the row that this rests on."
            ),
            (
                "fuzhou/schemes/2019-01-01.toml: row C35: Row C35 of fuzhou-2018-rules.tsv is "
                "neither a rule nor excluded. Add a rule or an excluded entry."
            ),
        ),
        "fuzhou",
    ),
    Fault(
        "row-not-covered",
        (cut(FUZHOU, '[[excluded]]\nsource = "C02"', "[[excluded]]"),),
        (
            (
                "fuzhou/schemes/2019-01-01.toml: row C02: Row C02 of fuzhou-2018-rules.tsv is "
                "neither a rule nor excluded. Add a rule or an excluded entry."
            ),
        ),
        "fuzhou",
    ),
)


@pytest.mark.parametrize(
    "fault",
    cases(
        SCHEME_FAULTS + RULE_FAULTS + REPAIR_FAULTS + GROUP_FAULTS + PERK_FAULTS + PERK_TERM_FAULTS
    ),
)
def test_each_fault_of_a_scheme_has_its_message(tmp_path: Path, fault: Fault) -> None:
    tree = broken(tmp_path, fault)
    found = seen(tree, fault.path)
    assert list(found) == list(fault.messages)
    assert fault.kind in found.values()


def test_faults_in_every_part_of_a_scheme_are_all_reported(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCHEME, "from = 500", "from = 700")
    tree.replace(SCHEME, MARROW, "")
    tree.replace(SCHEME, "at_most = 15", "")
    tree.replace(SCHEME, 'service = "library"', 'service = "airport"')
    tree.replace(SCHEME, "article = 4", "article = 14")
    assert [problem.kind for problem in tree.problems()] == [
        "band-overlap",
        "price-missing",
        "maximum-missing",
        "perk-unknown-service",
        "excluded-article",
    ]


def test_misspelt_keys_of_several_rules_are_all_reported(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCHEME, "lifetime = { years = 5 }", "life_time = { years = 5 }")
    tree.replace(SCHEME, "at_most = 15", "atmost = 15")
    tree.replace(SCHEME, 'opens_from = "excellent"', 'open_from = "excellent"')
    assert list(seen(tree)) == [
        (
            "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.life_time: "
            "There is no key life_time here (did you mean lifetime?). Correct or remove it."
        ),
        (
            "newtown/schemes/2027-01-01.toml: rule.illegal-parking.atmost: "
            "There is no key atmost here (did you mean at_most?). Correct or remove it."
        ),
        (
            "newtown/schemes/2027-01-01.toml: perk.library-deposit.open_from: "
            "There is no key open_from here (did you mean opens_from?). Correct or remove it."
        ),
        (
            "newtown/schemes/2027-01-01.toml: perk.library-deposit.opens_from: "
            "The key opens_from is missing. "
            "Add it, as the entries beside it or in `_template` have it."
        ),
    ]


def test_a_fault_of_the_scale_is_reported_beside_one_of_a_rule(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCHEME, "base = 600", "basis = 600")
    tree.replace(SCHEME, "at_most = 15", "atmost = 15")
    assert [(problem.kind, problem.key) for problem in tree.problems()] == [
        ("key-unknown", "scale.basis"),
        ("key-missing", "scale.base"),
        ("key-unknown", "rule.illegal-parking.atmost"),
    ]


def test_every_message_names_the_file_that_was_read(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCHEME, 'city = "newtown"', 'city = "_template"')
    tree.replace(SCHEME, "from = 500", "from = 700")
    assert {problem.file for problem in tree.problems()} == {SCHEME}


def test_a_message_about_the_title_names_its_key(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCHEME, 'title_en = "Example Points"', 'title_en = "示例分"')
    assert [problem.key for problem in tree.problems()] == ["title_en"]


def test_a_window_longer_than_the_calendar_is_a_problem(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCHEME, 'kind = "calendar-year"', 'kind = "rolling", months = 99999')
    assert [problem.key for problem in tree.problems()] == ["rule.volunteering.window.months"]


def test_a_repair_later_than_the_calendar_is_a_problem(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCHEME, 'proof = ["payment"] }', 'proof = ["payment"], after = { years = 9999 } }')
    tree.append(SCENARIOS, REPAIRED)
    assert [problem.key for problem in tree.problems()] == ["rule.water-arrears.repair.after"]
