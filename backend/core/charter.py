"""The charter as code: what no city file may state (design, section 1).

`problems_in` returns every breach of the charter and every other fault that would keep a scheme
from being reckoned. A scheme with a problem does not load.
"""

from collections.abc import Iterator
from typing import Final

from backend.core.bound import months_max
from backend.core.catalogue import PROTECTED_MATTERS, Catalogue, DeedType, Direction
from backend.core.groups import group_problems
from backend.core.price import DirectGrade, Floor
from backend.core.pricing import term_of
from backend.core.problems import Place, Problem
from backend.core.rules import PricedRule, points_of, rule_problems
from backend.core.scale import scale_problems
from backend.core.scheme import Perk, SchemeText
from backend.core.screening import (
    breach_word,
    essential_words,
    is_plain_chinese,
    is_plain_english,
    penalty_word,
    protected_word,
    suspicion_word,
)
from backend.core.term import Lifetime, Term

CONSENT, NO_PENALTY, DOCUMENT, PROTECTED, ENDS, EXPLAINED = 1, 2, 3, 4, 5, 6
ARTICLES: Final = range(1, 10)

SERVICES: Final = frozenset(
    {
        "culture",
        "government-service",
        "library",
        "parking",
        "sports",
        "telecom",
        "tourism",
        "transport",
        "utilities",
    },
)
ESSENTIAL_SERVICES: Final = frozenset({"care", "schooling", "housing", "work", "loans", "aid"})
PERK_KINDS: Final = frozenset(
    {"percentage-off", "deposit-waived", "free-use", "more-of", "paperwork"},
)
# What may be offered beside care: a deposit deferred, paperwork after it; never a place in a queue.
BESIDE_CARE: Final = frozenset({"deposit-waived", "paperwork"})


def problems_in(scheme: SchemeText, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Every breach of the charter and every other fault in a scheme, each with its remedy."""
    return tuple(dict.fromkeys(_problems(scheme, catalogue)))


def _problems(scheme: SchemeText, catalogue: Catalogue) -> Iterator[Problem]:
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
    yield from _perk_problems(scheme)
    yield from _excluded_problems(scheme)


def label_problems(place: Place, english: str, chinese: str) -> Iterator[Problem]:
    """What may not stand in a label, whatever it labels."""
    for name, label in (("label_en", english), ("label_zh", chinese)):
        yield from word_problems(place, name, label)
    if not is_plain_english(english):
        yield place.problem("label-not-english", "label_en", EXPLAINED)
    if not is_plain_chinese(chinese):
        yield place.problem("label-not-chinese", "label_zh", EXPLAINED)


def word_problems(place: Place, name: str, text: str) -> Iterator[Problem]:
    """A word of a protected matter, or of taking part in the pilot."""
    found = protected_word(text)
    if found is not None:
        matter, word = found
        if matter == "taking part or not":
            yield place.problem("consent-priced", name, CONSENT, word=word)
        else:
            yield place.problem("protected-word", name, PROTECTED, word=word, matter=matter)


def deed_type_problems(deed_type: DeedType, catalogue: Catalogue) -> Iterator[Problem]:
    """What the charter refuses in an entry of the catalogue, priced or not."""
    place = Place(catalogue.files.get(deed_type.code, "catalogue"), f"deed_type.{deed_type.code}")
    yield from label_problems(place, deed_type.label_en, deed_type.label_zh)
    yield from word_problems(place, "code", deed_type.code)
    for grade in deed_type.grades:
        yield from word_problems(place, "grades", grade)
    if deed_type.matter in PROTECTED_MATTERS:
        yield place.problem("protected-matter", "matter", PROTECTED, matter=deed_type.matter.value)
    if deed_type.direction is Direction.DEMERIT:
        yield from _demerit_problems(deed_type, place)
    else:
        yield from _merit_problems(deed_type, place)


def _demerit_problems(deed_type: DeedType, place: Place) -> Iterator[Problem]:
    if deed_type.severity is None:
        yield place.problem("demerit-without-severity", "severity", DOCUMENT)
    for name in ("law_en", "law_zh"):
        if not (getattr(deed_type, name) or "").strip():
            yield place.problem("demerit-without-law", name, DOCUMENT)
    for name in ("label_en", "label_zh"):
        if word := suspicion_word(getattr(deed_type, name)):
            yield place.problem("suspicion", name, DOCUMENT, word=word)


def _merit_problems(deed_type: DeedType, place: Place) -> Iterator[Problem]:
    for name in ("severity", "law_en", "law_zh"):
        if getattr(deed_type, name) is not None:
            yield place.problem("merit-with-law", name, DOCUMENT, name=name)
    for name in ("label_en", "label_zh"):
        if word := breach_word(getattr(deed_type, name)):
            yield place.problem("merit-speaks-of-breach", name, DOCUMENT, word=word)


def _label_problems(scheme: SchemeText) -> Iterator[Problem]:
    """The labels of the scheme, its bands, dimensions, groups and parts of rows."""
    yield from label_problems(Place(scheme.file, "title"), scheme.title_en, scheme.title_zh)
    for kind, entries in (
        ("band", scheme.bands),
        ("dimension", scheme.dimensions),
        ("group", scheme.groups),
    ):
        for entry in entries:
            place = Place(scheme.file, f"{kind}.{entry.name}")
            yield from label_problems(place, entry.label_en, entry.label_zh)
            yield from word_problems(place, "name", entry.name)
            for label in (entry.name, entry.label_en, entry.label_zh):
                if kind == "band" and (word := penalty_word(label)):
                    yield place.problem("band-is-penalty", "", NO_PENALTY, word=word)
    for rule in scheme.rules:
        if rule.part_en is not None or rule.part_zh is not None:
            place = Place(scheme.file, f"rule.{rule.deed_type}.part")
            yield from label_problems(place, rule.part_en or "", rule.part_zh or "")


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
    if after is not None:
        yield from _term_problems(priced, after.lifetime, "price.after_effect.lifetime")
    if rule.repair is not None and rule.repair.becomes is not None:
        yield from _term_problems(priced, rule.repair.becomes.lifetime, "repair.becomes.lifetime")
    stated = rule.lifetime
    if priced.ends_by_itself:
        if stated is not None:
            yield priced.place.problem("lifetime-unused", "lifetime", ENDS)
        stated = after.lifetime if after is not None else None
    elif stated is None:
        yield priced.place.problem("lifetime-missing", "lifetime", ENDS)
    else:
        yield from _term_problems(priced, stated, "lifetime")
    if stated is not None and rule.published_lifetime is not None:
        yield from _published_problems(priced, stated, rule.published_lifetime)


def _term_problems(priced: PricedRule, lifetime: Lifetime, key: str) -> Iterator[Problem]:
    ceiling = months_max(priced.deed_type, priced.price)
    for term in _terms_given(priced, lifetime):
        months = term.in_months
        if months <= 0 or min(term.years, term.months) < 0:
            yield priced.place.problem("lifetime-not-above-zero", key, ENDS)
        elif months > ceiling:
            values = {"months": str(months), "ceiling": str(ceiling)}
            yield priced.place.problem("lifetime-over-ceiling", key, ENDS, **values)


def _terms_given(priced: PricedRule, lifetime: Lifetime) -> tuple[Term, ...]:
    """The terms that a lifetime can give: by size, those that the price's own points reach."""
    sizes = [abs(points) for points in points_of(priced.price)]
    if not lifetime.by_size or lifetime.by_size[-1].to is not None or not sizes:
        return lifetime.terms()
    return tuple(term_of(lifetime, None, size) for size in sizes)


def _published_problems(
    priced: PricedRule, stated: Lifetime, published: Lifetime
) -> Iterator[Problem]:
    """A city file states the smaller of the published term and the ceiling."""
    longest = max((term.in_months for term in stated.terms()), default=0)
    limit = max((term.in_months for term in published.terms()), default=0)
    if longest > limit:
        values = {"months": str(longest), "published": str(limit)}
        yield priced.place.problem("lifetime-over-published", "lifetime", ENDS, **values)


def _perk_problems(scheme: SchemeText) -> Iterator[Problem]:
    """Conveniences, opened by a band, that gate nothing essential."""
    bands = [band.name for band in scheme.bands]
    names: set[str] = set()
    for perk in scheme.perks:
        place = Place(scheme.file, f"perk.{perk.name}")
        yield from label_problems(place, perk.label_en, perk.label_zh)
        if perk.name in names:
            yield place.problem("name-taken", "name", name=perk.name)
        names.add(perk.name)
        if perk.opens_from not in bands:
            known = ", ".join(bands)
            yield place.problem("band-unknown", "opens_from", band=perk.opens_from, known=known)
        yield from _penalty_problems(place, perk)
        yield from _service_problems(place, perk)


def _penalty_problems(place: Place, perk: Perk) -> Iterator[Problem]:
    if perk.kind not in PERK_KINDS:
        known = ", ".join(sorted(PERK_KINDS))
        yield place.problem("perk-unknown-kind", "kind", NO_PENALTY, name=perk.kind, known=known)
    for label in (perk.label_en, perk.label_zh):
        if word := penalty_word(label):
            yield place.problem("perk-is-penalty", "", NO_PENALTY, word=word)


def _service_problems(place: Place, perk: Perk) -> Iterator[Problem]:
    """A perk may not gate care, schooling, housing, work, loans or aid, by name or by label."""
    gated = essential_words(f"{perk.label_en}; {perk.label_zh}")
    if perk.service in ESSENTIAL_SERVICES:
        gated.setdefault(perk.service, perk.service)
    if perk.service == "care" and perk.kind in BESIDE_CARE:
        gated.pop("care")
    for service, word in gated.items():
        values = {"gated": service, "word": word}
        yield place.problem("perk-gates-essential-service", "service", NO_PENALTY, **values)
    if perk.service not in SERVICES | ESSENTIAL_SERVICES:
        values = {"name": perk.service, "known": ", ".join(sorted(SERVICES))}
        yield place.problem("perk-unknown-service", "service", NO_PENALTY, **values)


def _excluded_problems(scheme: SchemeText) -> Iterator[Problem]:
    ruled = {rule.source for rule in scheme.rules}
    for entry in scheme.excluded:
        place = Place(scheme.file, f"excluded.{entry.source}")
        if entry.article not in ARTICLES:
            yield place.problem("excluded-article", "article", article=str(entry.article))
        if entry.source in ruled and entry.part_en is None:
            yield place.problem("excluded-and-priced", "", entry.article)
