"""What the charter and the catalogue ask of a perk: its service, its words, and who gives it."""

from collections.abc import Iterable, Iterator
from typing import Final

from backend.core.articles import EXPLAINED, NO_PENALTY
from backend.core.catalogue import Catalogue
from backend.core.label_rules import (
    LABELS,
    code_problems,
    exposure_problems,
    label_problems,
    text_problems,
    unit_problems,
)
from backend.core.perk_terms import terms_problems
from backend.core.problems import Place, Problem
from backend.core.scheme import Perk, Provider, SchemeText
from backend.core.screening import essential_words, is_beside_care, is_place_in_queue

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
KINDS_BESIDE_CARE: Final = frozenset({"deposit-waived", "paperwork"})


CONDITIONS: Final = ("conditions_en", "conditions_zh")


def perk_problems(scheme: SchemeText, catalogue: Catalogue) -> Iterator[Problem]:
    """Conveniences, opened by a band, that gate nothing essential and can be used as stated."""
    names: set[str] = set()
    providers = {provider.name: provider for provider in scheme.providers}
    yield from _provider_problems(scheme)
    for perk in scheme.perks:
        place = Place(scheme.file, f"perk.{perk.name}")
        if perk.name in names:
            yield place.problem("name-taken", "name", None, name=perk.name)
        names.add(perk.name)
        yield from _word_problems(place, perk)
        yield from _reference_problems(place, perk, scheme, catalogue)
        yield from _service_problems(place, perk)
        yield from _gate_problems(place, perk, providers.get(perk.provider))
        yield from terms_problems(place, perk, scheme)
    yield from _excluded_problems(scheme)


def _provider_problems(scheme: SchemeText) -> Iterator[Problem]:
    """Who gives perks is named once, in words that may stand in a label.

    It may give none: its counters take back what was lent, and a grant outlives its scheme.
    """
    names: set[str] = set()
    for provider in scheme.providers:
        place = Place(scheme.file, f"provider.{provider.name}")
        texts = (provider.name, provider.label_en, provider.label_zh)
        yield from label_problems(place, provider.label_en, provider.label_zh)
        yield from code_problems(place, "name", provider.name)
        yield from exposure_problems(place, ("name", *LABELS), texts)
        if provider.name in names:
            yield place.problem("name-taken", "name", None, name=provider.name)
        names.add(provider.name)


def _word_problems(place: Place, perk: Perk) -> Iterator[Problem]:
    """Its words may stand in a label, its conditions' in both languages."""
    yield from label_problems(place, perk.label_en, perk.label_zh)
    yield from code_problems(place, "name", perk.name)
    yield from text_problems(place, "source", perk.source)
    keys, texts = zip(*_texts(perk), strict=True)
    yield from exposure_problems(place, keys, texts)
    english, chinese = perk.conditions_en, perk.conditions_zh
    if english is not None and chinese is not None:
        yield from label_problems(place, english, chinese, CONDITIONS)
    elif english is not None or chinese is not None:
        missing = CONDITIONS[english is not None]
        yield place.problem("conditions-in-one-language", missing, EXPLAINED, name=missing)


def _texts(perk: Perk) -> list[tuple[str, str]]:
    """Every key of a perk that speaks of what it offers, with its text."""
    keys = ("name", *LABELS, *CONDITIONS)
    return [(key, getattr(perk, key)) for key in keys if getattr(perk, key) is not None]


def _reference_problems(
    place: Place, perk: Perk, scheme: SchemeText, catalogue: Catalogue
) -> Iterator[Problem]:
    """The provider, bands and unit that it names are there."""
    providers = [provider.name for provider in scheme.providers]
    if perk.provider not in providers:
        values = {"name": perk.provider, "known": _known(providers)}
        yield place.problem("provider-unknown", "provider", None, **values)
    bands = [band.name for band in scheme.bands]
    named = {each.from_: "values" for each in perk.values} | {perk.opens_from: "opens_from"}
    for band, key in named.items():
        if band not in bands:
            values = {"band": band, "known": _known(bands)}
            yield place.problem("band-unknown", key, None, **values)
    if perk.unit is None:
        return
    if perk.unit in catalogue.units:
        yield from unit_problems(catalogue.units[perk.unit])
    else:
        values = {"unit": perk.unit, "known": _known(catalogue.units)}
        yield place.problem("unit-unknown", "unit", None, **values)


def _known(names: Iterable[str]) -> str:
    return ", ".join(names) or "-"


def _service_problems(place: Place, perk: Perk) -> Iterator[Problem]:
    """A perk is of a kind that helps, and of a service that it may touch."""
    if perk.kind not in PERK_KINDS:
        known = ", ".join(sorted(PERK_KINDS))
        yield place.problem("perk-unknown-kind", "kind", NO_PENALTY, name=perk.kind, known=known)
    if perk.service in ESSENTIAL_SERVICES and not _eases_care(perk):
        values = {"gated": perk.service, "word": perk.service}
        yield place.problem("perk-gates-essential-service", "service", NO_PENALTY, **values)
    if perk.service not in SERVICES | ESSENTIAL_SERVICES:
        values = {"name": perk.service, "known": ", ".join(sorted(SERVICES))}
        yield place.problem("perk-unknown-service", "service", NO_PENALTY, **values)


def _gate_problems(place: Place, perk: Perk, provider: Provider | None) -> Iterator[Problem]:
    """A perk may not gate care, schooling, housing, work, loans or aid, by any of its words."""
    texts = _texts(perk)
    if provider is not None:
        texts += [("provider", text) for text in (provider.label_en, provider.label_zh)]
    for key, text in texts:
        # Conditions may name a hospital where they speak of its deposit or paperwork.
        is_eased = _eases_care(perk) and (key not in CONDITIONS or is_beside_care(text))
        for service, word in essential_words(text).items():
            if not (service == "care" and is_eased):
                values = {"gated": service, "word": word}
                yield place.problem("perk-gates-essential-service", key, NO_PENALTY, **values)


def _eases_care(perk: Perk) -> bool:
    """True for a deposit or paperwork beside care, whose conditions speak of no queue either."""
    labels = (perk.label_en, perk.label_zh)
    conditions = (perk.conditions_en or "", perk.conditions_zh or "")
    return (
        perk.service == "care"
        and perk.kind in KINDS_BESIDE_CARE
        and all(map(is_beside_care, labels))
        and not any(map(is_place_in_queue, conditions))
    )


def _excluded_problems(scheme: SchemeText) -> Iterator[Problem]:
    """A row that is left out as a whole is no perk."""
    given = {perk.source.strip(): perk.name for perk in scheme.perks}
    for entry in scheme.excluded:
        name = given.get(entry.source.strip())
        if name is not None and entry.part_en is None:
            place = Place(scheme.file, f"excluded.{entry.source}")
            yield place.problem("excluded-and-offered", "", entry.article, name=name)
