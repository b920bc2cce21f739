"""Attacks on the charter through city files: articles 1, 3, 5, 6, 7 and 9.

Each attack states in a file what the charter makes impossible, openly or in disguise. It must be
refused with the article it breaches, and the message must name the file and the key. Perks and
bands (article 2) and words (articles 1, 3 and 4) are in `test_words.py`.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Literal

import pytest
from builders import CityTree, band, catalogue, demerit, merit, rule, scheme_text
from charter.refusals import assert_refused

from backend.core.catalogue import DeedType, Severity
from backend.core.charter import problems_in
from backend.core.city import City, city_problems
from backend.core.price import (
    AfterEffect,
    ByGrade,
    DirectGrade,
    Each,
    FirstAndFurther,
    Flat,
    Floor,
    Price,
    Slice,
    Sliced,
    Tier,
    Tiers,
)
from backend.core.problems import Problem
from backend.core.scheme import (
    Band,
    Dimension,
    Excluded,
    Group,
    Proof,
    Repair,
    RepairEffect,
    Rule,
    Scale,
)
from backend.core.term import Lifetime, SizeStep, Term

SCHEME = "testville/schemes/2019-01-01.toml"
CITY = "testville/city.toml"
ENTRIES = "catalogue/deed_types/test.toml"
FOREVER = Lifetime(years=50)


def points(figure: object) -> Decimal:
    return Decimal(str(figure))


def flat(figure: object) -> Flat:
    return Flat(points=points(figure))


def scheme_problems(
    *entries: DeedType, rules: Iterable[Rule] = (), **facts: object
) -> list[Problem]:
    """What is wrong with a scheme in which every band can be reached."""
    ground = (rule("good", flat(1)), rule("bad", flat(-1)))
    text = scheme_text(*ground, *rules, **facts)
    return list(problems_in(text, catalogue(merit("good"), demerit("bad"), *entries)))


def priced(deed_type: DeedType, price: Price | None = None, **facts: object) -> list[Problem]:
    """What is wrong with a scheme that prices this deed type."""
    price = price or flat(10 if deed_type.direction == "merit" else -10)
    return scheme_problems(deed_type, rules=[rule(deed_type.code, price, **facts)])


def of_city(**facts: object) -> list[Problem]:
    stated: dict[str, Any] = {
        "code": "testville",
        "name_en": "Testville",
        "name_zh": "测试市",
        "purpose_en": "To count documented deeds.",
        "purpose_zh": "记录有凭据的行为。",
        "contact": "office@testville.example",
        "time_zone": "Asia/Shanghai",
        "languages": ("zh", "en"),
        "minimum_age": 18,
        "notice_days": 15,
        "objection_days": 20,
        "cooling_off_days": 30,
        "collector_points_a_year": points(60),
        **facts,
    }
    return list(city_problems(City(**stated), CITY))


def test_the_city_and_the_scheme_that_the_attacks_begin_from_are_sound() -> None:
    assert of_city() == []
    assert scheme_problems() == []
    assert priced(merit("thing")) == priced(demerit("thing")) == []


# ---- Article 1: no consent, no score ---------------------------------------

CITY_CONSENT_ATTACKS = [
    ("the minimum age is 17", "minimum_age", 17),
    ("the minimum age is 0", "minimum_age", 0),
    ("the minimum age is below zero", "minimum_age", -18),
    ("the English purpose is empty", "purpose_en", ""),
    ("the Chinese purpose is a full-width space", "purpose_zh", "\u3000"),
    ("the purpose is a line break", "purpose_en", "\n"),
    ("the purpose is a zero-width space", "purpose_en", "\u200b"),
    ("the purpose is a dash", "purpose_en", "-"),
    ("the Chinese purpose is a full stop", "purpose_zh", "。"),
    ("nobody can be asked", "contact", " "),
    ("the city has no name", "name_en", ""),
]


@pytest.mark.parametrize(
    ("key", "value"), [pytest.param(*case[1:], id=case[0]) for case in CITY_CONSENT_ATTACKS]
)
def test_a_city_cannot_ask_for_a_consent_that_is_none(key: str, value: object) -> None:
    assert_refused(of_city(**{key: value}), 1, CITY, key)


# ---- Article 3: a demerit rests on a document ------------------------------


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        pytest.param({"severity": None}, "severity", id="no severity"),
        pytest.param({"law_en": None}, "law_en", id="no law in English"),
        pytest.param({"law_zh": None}, "law_zh", id="no law in Chinese"),
        pytest.param({"law_en": ""}, "law_en", id="an empty law"),
        pytest.param({"law_zh": "\u3000"}, "law_zh", id="a full-width space for a law"),
        pytest.param({"law_en": "\u200b"}, "law_en", id="a zero-width space for a law"),
        pytest.param({"law_en": "-"}, "law_en", id="a dash for a law"),
    ],
)
def test_a_demerit_names_its_severity_and_its_law(facts: dict[str, Any], key: str) -> None:
    assert_refused(priced(demerit("thing", **facts)), 3, ENTRIES, f"deed_type.thing.{key}")


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"label_en": "Traffic violation"}, "label_en"),
        ({"label_en": "Unpaid water bill"}, "label_en"),
        ({"label_en": "Tax e-v-a-s-i-o-n"}, "label_en"),
        ({"label_zh": "交通违法"}, "label_zh"),
        ({"label_zh": "拖·欠水费"}, "label_zh"),
        ({"severity": Severity.MINOR}, "severity"),
        ({"law_en": "Some Law"}, "law_en"),
        ({"law_zh": "某法"}, "law_zh"),
        ({"grades": ("violation",)}, "grades"),
    ],
)
def test_a_breach_cannot_be_called_a_merit(facts: dict[str, Any], key: str) -> None:
    assert_refused(priced(merit("thing", **facts)), 3, ENTRIES, f"deed_type.thing.{key}")


MINUS = {
    "flat": flat(-5),
    "by grade": ByGrade(points={"city": points(5), "county": points(-5)}),
    "each": Each(points=points(-5)),
    "tiers": Tiers(tiers=(Tier(over=points(0), points=points(-5)),)),
    "first": FirstAndFurther(first=points(-5), up_to=points(9), further=points(5), each=points(1)),
    "further": FirstAndFurther(
        first=points(5), up_to=points(9), further=points(-5), each=points(1)
    ),
    "sliced": Sliced(slices=(Slice(points=points(-5), each=points(1)),)),
}


@pytest.mark.parametrize("price", MINUS.values(), ids=MINUS)
def test_a_merit_cannot_take_points_in_any_form(price: Price) -> None:
    entry = merit("thing", unit="times", grades=("city", "county"))
    assert_refused(priced(entry, price, at_most=points(50)), 3, SCHEME, "rule.thing.price")


def test_a_merit_cannot_take_points_through_its_pool() -> None:
    labels: dict[str, Any] = {"label_en": "Pool", "label_zh": "合计", "price": MINUS["tiers"]}
    pool = Group(name="pool", kind="pool", members=("one", "two"), **labels)
    rules = [rule("one", None), rule("two", None)]
    entries = (merit("one", unit="times"), merit("two", unit="times"))
    problems = scheme_problems(*entries, rules=rules, groups=(pool,))
    assert_refused(problems, 3, SCHEME, "rule.one.price")


@pytest.mark.parametrize("price", [Floor(), DirectGrade(band="C")])
def test_a_good_deed_cannot_bring_a_floor_or_a_direct_grade(price: Price) -> None:
    assert_refused(priced(merit("thing"), price), 2, SCHEME, "rule.thing.price")


def test_a_demerit_cannot_give_points() -> None:
    assert_refused(priced(demerit("thing"), flat(5)), 3, SCHEME, "rule.thing.price")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("notice_days", days) for days in (-1, 0, 1, 6, 91, 3650)),
        *(("collector_points_a_year", points(figure)) for figure in (0, -1)),
    ],
)
def test_a_city_gives_notice_and_limits_its_collectors(key: str, value: object) -> None:
    assert_refused(of_city(**{key: value}), 3, CITY, key)


# ---- Article 5: everything ends --------------------------------------------


def by_size(*steps: tuple[int | None, int]) -> Lifetime:
    """A lifetime in years by size of the deduction."""
    made = [SizeStep(to=None if to is None else points(to), years=years) for to, years in steps]
    return Lifetime(by_size=tuple(made))


def becomes(lifetime: Lifetime) -> dict[str, Any]:
    effect = RepairEffect(points=points(-5), lifetime=lifetime)
    repair = Repair(proof=(Proof.PAYMENT,), becomes=effect)
    return {"price": flat(-10), "repair": repair}


TEN, EACH = flat(-10), Each(points=points(-10))
GRADED = ByGrade(points={"city": points(-10), "county": points(-50)})
MINOR, GENERAL, SERIOUS = Severity.MINOR, Severity.GENERAL, Severity.SERIOUS
CITY_ONE_YEAR = {"city": Term(years=1)}
ONE_YEAR, THREE_YEARS, SIX_YEARS = (Lifetime(years=years) for years in (1, 3, 6))
LIFETIME_ATTACKS: list[tuple[str, Severity, Price, Lifetime | None]] = [
    ("no lifetime", SERIOUS, TEN, None),
    ("a lifetime of nothing", SERIOUS, TEN, Lifetime()),
    ("a lifetime below zero", SERIOUS, TEN, Lifetime(months=-3)),
    ("years and months that cancel out", SERIOUS, TEN, Lifetime(years=1, months=-12)),
    ("years hidden by months below zero", SERIOUS, TEN, Lifetime(years=5, months=-25)),
    ("a minor demerit for 4 months", MINOR, TEN, Lifetime(months=4)),
    ("a minor demerit for a year", MINOR, TEN, ONE_YEAR),
    ("a general demerit for 13 months", GENERAL, TEN, Lifetime(months=13)),
    ("a general demerit for a year and a month", GENERAL, TEN, Lifetime(years=1, months=1)),
    ("a serious demerit for 37 months", SERIOUS, TEN, Lifetime(months=37)),
    ("a serious demerit for life", SERIOUS, TEN, FOREVER),
    ("a floor for six years", SERIOUS, Floor(), SIX_YEARS),
    ("a direct grade for six years", SERIOUS, DirectGrade(band="C"), SIX_YEARS),
    ("a direct grade for 61 months", SERIOUS, DirectGrade(band="C"), Lifetime(months=61)),
    ("a grade for ever", SERIOUS, GRADED, Lifetime(by_grade={**CITY_ONE_YEAR, "county": FOREVER})),
    (
        "a grade for no time",
        SERIOUS,
        GRADED,
        Lifetime(by_grade={**CITY_ONE_YEAR, "county": Term()}),
    ),
    ("large deductions for ever", SERIOUS, GRADED, by_size((40, 1), (None, 50))),
    ("small deductions for ever", SERIOUS, GRADED, by_size((40, 50), (None, 1))),
    ("several times at once for ever", SERIOUS, EACH, by_size((10, 1), (None, 50))),
]


@pytest.mark.parametrize(
    ("severity", "price", "lifetime"),
    [pytest.param(*attack, id=name) for name, *attack in LIFETIME_ATTACKS],
)
def test_a_demerit_ends_within_its_ceiling(
    severity: Severity, price: Price, lifetime: Lifetime | None
) -> None:
    entry = demerit("thing", severity, unit="times", grades=("city", "county"))
    at_most = points(100) if isinstance(price, Each) else None
    problems = priced(entry, price, lifetime=lifetime, at_most=at_most)
    assert_refused(problems, 5, SCHEME, "rule.thing.lifetime")


@pytest.mark.parametrize(
    ("price", "stated", "published"),
    [
        pytest.param(TEN, THREE_YEARS, ONE_YEAR, id="by years"),
        pytest.param(TEN, Lifetime(months=13), ONE_YEAR, id="by a month"),
        pytest.param(TEN, Lifetime(years=2), by_size((40, 1), (None, 2)), id="for a small one"),
        pytest.param(
            GRADED,
            Lifetime(by_grade={"city": THREE_YEARS, "county": THREE_YEARS}),
            Lifetime(by_grade={**CITY_ONE_YEAR, "county": THREE_YEARS}),
            id="for one grade",
        ),
    ],
)
def test_a_demerit_counts_no_longer_than_published(
    price: Price, stated: Lifetime, published: Lifetime
) -> None:
    entry = demerit("thing", grades=("city", "county"))
    problems = priced(entry, price, lifetime=stated, published_lifetime=published)
    assert_refused(problems, 5, SCHEME, "rule.thing.lifetime")


UNENDING = {
    "for ever": FOREVER,
    "for four years": Lifetime(years=4),
    "for no time": Lifetime(),
    "for less than no time": Lifetime(months=-1),
    "by a size that its own points reach": by_size((5, 50), (None, 1)),
    "by no size at all": Lifetime(by_size=()),
    "by no grade at all": Lifetime(by_grade={}),
    "by one grade for ever": Lifetime(by_grade={"city": FOREVER}),
}


@pytest.mark.parametrize("lifetime", UNENDING.values(), ids=UNENDING)
def test_what_a_repair_leaves_ends_too(lifetime: Lifetime) -> None:
    problems = priced(demerit("thing", grades=("city",)), **becomes(lifetime))
    assert_refused(problems, 5, SCHEME, "rule.thing.repair.becomes")


@pytest.mark.parametrize("lifetime", UNENDING.values(), ids=UNENDING)
def test_what_a_floor_leaves_ends_too(lifetime: Lifetime) -> None:
    entry = demerit("thing", grades=("city",), ongoing=True)
    price = Floor(after_effect=AfterEffect(points=points(-5), lifetime=lifetime))
    problems = priced(entry, price, lifetime=None)
    assert_refused(problems, 5, SCHEME, "rule.thing.price.after_effect")


def test_what_a_direct_grade_leaves_ends_too() -> None:
    effect = AfterEffect(points=points(-5), lifetime=Lifetime(months=61))
    price = DirectGrade(band="C", after_effect=effect)
    problems = priced(demerit("thing", ongoing=True), price, lifetime=None)
    assert_refused(problems, 5, SCHEME, "rule.thing.price.after_effect")


@pytest.mark.parametrize("lifetime", [None, Lifetime(), FOREVER, Lifetime(months=1200)])
def test_a_merit_ends_too(lifetime: Lifetime | None) -> None:
    assert_refused(priced(merit("thing"), lifetime=lifetime), 5, SCHEME, "rule.thing.lifetime")


def test_a_lifetime_by_size_may_name_a_size_that_is_out_of_reach() -> None:
    assert priced(demerit("thing"), lifetime=by_size((40, 1), (None, 50))) == []


# ---- Article 6: everything is explained ------------------------------------

LABEL_ATTACKS = [
    *(("label_en", label) for label in ("", " ", "?", "123", "好事", "Gооd deed", "Καλή πράξη")),
    *(("label_zh", label) for label in ("", " ", "。", "123", "Good deed", "好事 доброе дело")),
]


@pytest.mark.parametrize(("key", "label"), LABEL_ATTACKS)
def test_a_deed_type_is_labelled_in_both_languages(key: str, label: str) -> None:
    labels: dict[str, Any] = {key: label}
    problems = priced(demerit("thing", **labels))
    assert_refused(problems, 6, ENTRIES, f"deed_type.thing.{key}")


@pytest.mark.parametrize(("key", "label"), LABEL_ATTACKS)
def test_whatever_a_scheme_names_is_labelled_in_both_languages(key: str, label: str) -> None:
    labels: dict[str, Any] = {"label_en": "Something", "label_zh": "某物", key: label}
    limits: dict[str, Any] = dict.fromkeys(("base", "minimum", "maximum"), points(500))
    problems = scheme_problems(
        bands=(band("A", 600), band("B", 400), Band(name="C", from_=points(0), **labels)),
        dimensions=(Dimension(name="dimension", **limits, **labels),),
        groups=(Group(name="group", kind="cap", members=(), **labels),),
    )
    for name in ("band.C", "dimension.dimension", "group.group"):
        assert_refused(problems, 6, SCHEME, f"{name}.{key}")


@pytest.mark.parametrize("source", ["", " ", "\u3000", "\t", "\u200b"])
def test_a_rule_names_its_source(source: str) -> None:
    problems = priced(merit("thing"), source=source)
    assert_refused(problems, 6, SCHEME, "rule.thing.source")


@pytest.mark.parametrize("part", [{"part_en": "Half"}, {"part_zh": "一半"}])
def test_a_part_of_a_row_is_named_in_both_languages(part: dict[str, Any]) -> None:
    assert_refused(priced(merit("thing"), **part), 6, SCHEME, "rule.thing.part")


def test_a_row_is_excluded_with_a_reason() -> None:
    labels: dict[str, Any] = {"label_en": "Clues", "label_zh": "线索"}
    entry = Excluded(source="C26", article=4, reason_en="", reason_zh=" ", **labels)
    assert_refused(scheme_problems(excluded=(entry,)), 6, SCHEME, "excluded.C26")


@pytest.mark.parametrize(("precision", "figure"), [(0, "0.5"), (0, "-10.01"), (1, "0.05")])
def test_points_are_not_finer_than_the_scale_says(precision: Literal[0, 1, 2], figure: str) -> None:
    scale = Scale(base=points(500), minimum=points(0), precision=precision, source="S")
    entry = demerit("thing") if figure.startswith("-") else merit("thing")
    rules = [rule("thing", flat(figure))]
    problems = scheme_problems(entry, rules=rules, scale=scale)
    assert_refused(problems, None, SCHEME, "rule.thing.price")


# ---- Article 7: a person decides; article 9: leaving erases ----------------


@pytest.mark.parametrize("days", [-1, 0, 61, 400, 36500])
def test_an_objection_is_answered_in_time(days: int) -> None:
    assert_refused(of_city(objection_days=days), 7, CITY, "objection_days")


@pytest.mark.parametrize("days", [-1, 31, 60, 400, 36500])
def test_leaving_erases_within_thirty_days(days: int) -> None:
    assert_refused(of_city(cooling_off_days=days), 9, CITY, "cooling_off_days")


# ---- The same through the files --------------------------------------------

TEMPLATE = "_template/schemes/2027-01-01.toml"
FILE_ATTACKS = {
    "the minimum age is 16": (1, "_template/city.toml", "minimum_age = 18", "minimum_age = 16"),
    "a free library card becomes a school place": (2, TEMPLATE, "免押金借阅图书", "入学免排队"),
    "water arrears become a suspicion": (
        3,
        "catalogue/deed_types/utilities.toml",
        "Water bill long overdue",
        "Water bill suspected to be unpaid",
    ),
    "parking becomes a petition": (
        4,
        "catalogue/deed_types/traffic.toml",
        "Illegal parking",
        "Illegal petition",
    ),
    "medical acts repair": (4, TEMPLATE, 'proof = ["training"]', 'proof = ["blood-donation"]'),
    "3 months become 36": (5, TEMPLATE, "{ months = 3 }", "{ months = 36 }"),
    "a label is emptied": (6, TEMPLATE, 'label_zh = "优秀"', 'label_zh = ""'),
    "an objection waits": (7, "_template/city.toml", "objection_days = 20", "objection_days = 200"),
    "data stay": (9, "_template/city.toml", "cooling_off_days = 30", "cooling_off_days = 3000"),
}


@pytest.mark.parametrize(
    ("article", "file", "old", "new"),
    [pytest.param(*attack, id=name) for name, attack in FILE_ATTACKS.items()],
)
def test_check_refuses_a_broken_file(
    tree: Callable[..., CityTree], article: int, file: str, old: str, new: str
) -> None:
    city = tree("_template")
    city.replace(file, old, new)
    assert_refused(city.problems(), article, file, "")
