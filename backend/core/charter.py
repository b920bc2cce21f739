"""The charter as code: what no city file may state.

`problems_in` returns every breach of the charter and every other fault that would keep a scheme
from being reckoned. A scheme with a problem does not load.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from backend.core.articles import ARTICLES, DOCUMENT, ENDS, NO_PENALTY, PROTECTED
from backend.core.bound import TIMES, months_max
from backend.core.catalogue import PROTECTED_MATTERS, Catalogue, DeedType, Direction
from backend.core.groups import group_problems
from backend.core.label_rules import (
    LABELS,
    code_problems,
    exposure_problems,
    label_problems,
    text_problems,
    unit_problems,
    word_problems,
)
from backend.core.perk_rules import perk_problems
from backend.core.price import OWN_PRICE, DirectGrade, Floor, Price
from backend.core.pricing import term_of
from backend.core.problems import Place, Problem
from backend.core.rules import PricedRule, points_of, rule_problems
from backend.core.scale import scale_problems
from backend.core.scheme import SchemeText
from backend.core.screening import breach_word, is_plain_chinese, is_plain_english, suspicion_word
from backend.core.term import Lifetime, Term

TITLES: Final = ("title_en", "title_zh")
PARTS: Final = ("part_en", "part_zh")


def problems_in(scheme: SchemeText, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Every breach of the charter and every other fault in a scheme, each with its remedy."""
    return tuple(dict.fromkeys(_problems(scheme, catalogue)))


def _problems(scheme: SchemeText, catalogue: Catalogue) -> Iterator[Problem]:
    yield from text_problems(Place(scheme.file, ""), "reference", scheme.reference)
    yield from scale_problems(scheme, catalogue)
    yield from _label_problems(scheme)
    for rule in scheme.rules:
        deed_type = catalogue.deed_types.get(rule.deed_type)
        if deed_type is not None:
            yield from deed_type_problems(deed_type, catalogue)
            yield from _sign_problems(PricedRule(scheme, rule, deed_type))
            yield from _ending_problems(PricedRule(scheme, rule, deed_type))
    yield from rule_problems(scheme, catalogue)
    yield from group_problems(scheme, catalogue)
    yield from perk_problems(scheme, catalogue)
    yield from _excluded_problems(scheme)


def deed_type_problems(deed_type: DeedType, catalogue: Catalogue) -> Iterator[Problem]:
    """What the charter refuses in an entry of the catalogue, priced or not."""
    place = Place(catalogue.files.get(deed_type.code, "catalogue"), f"deed_type.{deed_type.code}")
    yield from label_problems(place, deed_type.label_en, deed_type.label_zh)
    yield from code_problems(place, "code", deed_type.code)
    for grade in deed_type.grades:
        yield from code_problems(place, "grades", grade)
    for code in filter(None, (deed_type.unit, *deed_type.other_units)):
        yield from word_problems(place, "unit", code)
        if code in catalogue.units:
            yield from unit_problems(catalogue.units[code])
    if deed_type.matter in PROTECTED_MATTERS:
        yield place.problem("protected-matter", "matter", PROTECTED, matter=deed_type.matter.value)
    if deed_type.direction is Direction.DEMERIT:
        yield from _demerit_problems(deed_type, place)
    else:
        yield from _merit_problems(deed_type, place)


def _texts(deed_type: DeedType) -> tuple[tuple[str, str], ...]:
    """Every key of a deed type that names the deed, with its text."""
    labels = (("label_en", deed_type.label_en), ("label_zh", deed_type.label_zh))
    grades = tuple(("grades", grade) for grade in deed_type.grades)
    return (*labels, ("code", deed_type.code), *grades)


def _demerit_problems(deed_type: DeedType, place: Place) -> Iterator[Problem]:
    if deed_type.severity is None:
        yield place.problem("demerit-without-severity", "severity", DOCUMENT)
    for key, law, is_plain in (
        ("law_en", deed_type.law_en or "", is_plain_english),
        ("law_zh", deed_type.law_zh or "", is_plain_chinese),
    ):
        yield from word_problems(place, key, law)
        if not is_plain(law):
            yield place.problem("demerit-without-law", key, DOCUMENT)
    for key, text in _texts(deed_type):
        if word := suspicion_word(text):
            yield place.problem("suspicion", key, DOCUMENT, word=word)


def _merit_problems(deed_type: DeedType, place: Place) -> Iterator[Problem]:
    for key in ("severity", "law_en", "law_zh"):
        if getattr(deed_type, key) is not None:
            yield place.problem("merit-with-law", key, DOCUMENT, name=key)
    for key, text in _texts(deed_type):
        if word := breach_word(text):
            yield place.problem("merit-speaks-of-breach", key, DOCUMENT, word=word)


def _label_problems(scheme: SchemeText) -> Iterator[Problem]:
    """The labels of the scheme, its bands, dimensions, groups and parts of rows."""
    file = scheme.file
    top = Place(file, "")
    yield from label_problems(top, scheme.title_en, scheme.title_zh, TITLES)
    yield from exposure_problems(top, TITLES, (scheme.title_en, scheme.title_zh))
    for kind, entries in (
        ("band", scheme.bands),
        ("dimension", scheme.dimensions),
        ("group", scheme.groups),
    ):
        for entry in entries:
            place = Place(file, f"{kind}.{entry.name}")
            yield from label_problems(place, entry.label_en, entry.label_zh)
            yield from word_problems(place, "name", entry.name)
            texts = (entry.name, entry.label_en, entry.label_zh)
            yield from exposure_problems(place, ("name", *LABELS), texts)
    for rule in scheme.rules:
        if rule.part_en is not None or rule.part_zh is not None:
            place = Place(file, f"rule.{rule.deed_type}")
            yield from label_problems(place, rule.part_en or "", rule.part_zh or "", PARTS)
            yield from _suspicion_problems(place, PARTS, (rule.part_en, rule.part_zh))
    for group in scheme.groups:
        place = Place(file, f"group.{group.name}")
        yield from _suspicion_problems(place, LABELS, (group.label_en, group.label_zh))


def _suspicion_problems(
    place: Place, keys: tuple[str, ...], texts: tuple[str | None, ...]
) -> Iterator[Problem]:
    for key, text in zip(keys, texts, strict=True):
        if word := suspicion_word(text or ""):
            yield place.problem("suspicion", key, DOCUMENT, word=word)


def _sign_problems(priced: PricedRule) -> Iterator[Problem]:
    """A merit gives and a demerit takes; floors, direct grades and repairs are for demerits."""
    place = priced.place
    for points in points_of(priced.price):
        if points and (points > 0) is not priced.is_merit:
            kind = "merit-takes-points" if priced.is_merit else "demerit-gives-points"
            yield place.problem(kind, "price", DOCUMENT, points=str(points))
    if priced.is_merit and isinstance(priced.price, Floor | DirectGrade):
        yield place.problem("merit-is-penalty", "price", NO_PENALTY)
    if priced.is_merit and priced.rule.repair is not None:
        yield place.problem("merit-repaired", "repair", DOCUMENT)


def _ending_problems(priced: PricedRule) -> Iterator[Problem]:
    """Everything ends, within the ceiling and within what is published."""
    rule, price = priced.rule, priced.price
    after = price.after_effect if isinstance(price, Floor | DirectGrade) else None
    own = points_of(price)
    if after is not None:
        effect = (after.points,)
        key = "price.after_effect.lifetime"
        graded = None if after.points else price
        yield from _term_problems(priced, after.lifetime, key, effect, graded)
    if rule.repair is not None and rule.repair.becomes is not None:
        becomes = rule.repair.becomes
        effect = (becomes.points,)
        key = "repair.becomes.lifetime"
        yield from _term_problems(priced, becomes.lifetime, key, effect, None)
    stated = rule.lifetime
    if priced.ends_by_itself:
        if stated is not None:
            yield priced.place.problem("lifetime-unused", "lifetime", ENDS)
        stated = after.lifetime if after is not None else None
    elif stated is None:
        yield priced.place.problem("lifetime-missing", "lifetime", ENDS)
    else:
        yield from _term_problems(priced, stated, "lifetime", own, price)
    if stated is not None and rule.published_lifetime is not None:
        yield from _published_problems(priced, stated, rule.published_lifetime)


def _term_problems(
    priced: PricedRule,
    lifetime: Lifetime,
    key: str,
    points: tuple[Decimal, ...],
    price: Price | None,
) -> Iterator[Problem]:
    """Terms beyond the ceiling; the longer one of a direct grade is for its band, not points."""
    ceiling = months_max(priced.deed_type, price)
    for term in _terms_given(priced, lifetime, points):
        months = term.in_months
        if months <= 0 or min(term.years, term.months) < 0:
            yield priced.place.problem("lifetime-not-above-zero", key, ENDS)
        elif months > ceiling:
            values = {"months": str(months), "ceiling": str(ceiling)}
            yield priced.place.problem("lifetime-over-ceiling", key, ENDS, **values)


def _terms_given(
    priced: PricedRule, lifetime: Lifetime, points: tuple[Decimal, ...]
) -> tuple[Term, ...]:
    """The terms that a lifetime can give: by size, those that a deed's own points can reach."""
    steps = lifetime.by_size
    if not steps or not points or steps[-1].to is not None:
        return lifetime.terms()
    sizes = [abs(each) for each in points]
    if priced.deed_type.unit == TIMES and isinstance(priced.price, OWN_PRICE):
        # A deed of several times takes its points as often, so that any larger size is reached.
        return tuple(step for step in steps if step.to is None or step.to >= min(sizes))
    return tuple(term_of(lifetime, None, size) for size in sizes)


def _published_problems(
    priced: PricedRule, stated: Lifetime, published: Lifetime
) -> Iterator[Problem]:
    """A city file states the smaller of the published term and the ceiling."""
    for months, limit in _against_published(stated, published):
        if months > limit:
            values = {"months": str(months), "published": str(limit)}
            yield priced.place.problem("lifetime-over-published", "lifetime", ENDS, **values)


def _against_published(stated: Lifetime, published: Lifetime) -> Iterator[tuple[int, int]]:
    """Each stated term in months, beside the published one that it must not exceed."""
    shortest = min((term.in_months for term in published.terms()), default=0)
    if stated.by_grade is not None and published.by_grade is not None:
        for grade, term in stated.by_grade.items():
            limit = published.by_grade.get(grade)
            yield term.in_months, limit.in_months if limit is not None else shortest
        return
    sizes = [step.to for step in stated.by_size or ()]
    if sizes and sizes == [step.to for step in published.by_size or ()]:
        for own, limit in zip(stated.terms(), published.terms(), strict=True):
            yield own.in_months, limit.in_months
        return
    yield max((term.in_months for term in stated.terms()), default=0), shortest


def _excluded_problems(scheme: SchemeText) -> Iterator[Problem]:
    """What is left out says which article leaves it out, and why."""
    ruled = {rule.source.strip() for rule in scheme.rules}
    seen: set[tuple[str, str | None]] = set()
    for entry in scheme.excluded:
        place = Place(scheme.file, f"excluded.{entry.source}")
        if entry.article not in ARTICLES:
            yield place.problem("excluded-article", "article", None, article=str(entry.article))
        if entry.source.strip() in ruled and entry.part_en is None:
            yield place.problem("excluded-and-priced", "", entry.article)
        if (entry.source, entry.part_en) in seen:
            yield place.problem("name-taken", "source", None, name=entry.source)
        seen.add((entry.source, entry.part_en))
        for key in ("source", *LABELS, "reason_en", "reason_zh"):
            yield from text_problems(place, key, getattr(entry, key))
