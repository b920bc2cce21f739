"""Schemes and what they price, from the core to the wire."""

from decimal import Decimal
from typing import Final, Literal, TypeVar

import msgspec

from backend.contracts.cities import (
    BandView,
    CataloguePerk,
    DeedTypes,
    DeedTypeView,
    DepartmentView,
    DimensionView,
    ExcludedPerk,
    GroupView,
    PerkBand,
    PerkCatalogue,
    PerkView,
    ProviderView,
    ScaleView,
    SchemeView,
    UnitView,
)
from backend.core.bound import BoundRule
from backend.core.catalogue import Direction, Measure, Unit
from backend.core.price import ByGrade, Flat, Tiers
from backend.core.problems import Language
from backend.core.rules import points_of
from backend.core.scheme import Perk
from backend.services.enter_deed import MERIT_ALONE_LESS_THAN
from backend.services.perk_words import counter_may_learn
from backend.services.present import rule_views
from backend.services.scheme_shelf import HeldScheme
from backend.services.words import price_words, rule_lifetime_words

View = TypeVar("View", bound=msgspec.Struct)

# Prices of which no deed gives more than the greatest points that they state.
_BOUNDED: Final = (Flat, ByGrade, Tiers)


def scheme_view(held: HeldScheme, language: Language) -> SchemeView:
    """A scheme in full, with what its digest is made of."""
    text = held.scheme.text
    return SchemeView(
        city=text.city,
        digest=held.digest,
        effective_on=text.effective_on,
        title_en=text.title_en,
        title_zh=text.title_zh,
        reference=text.reference,
        table=text.table,
        scale=_as(ScaleView, text.scale),
        bands=tuple(_as(BandView, each) for each in text.bands),
        dimensions=tuple(_as(DimensionView, each) for each in text.dimensions),
        groups=tuple(_as(GroupView, each) for each in text.groups),
        providers=tuple(_as(ProviderView, each) for each in text.providers),
        perks=tuple(map(perk_view, text.perks)),
        rules=tuple(rule_views(held.scheme, language)),
        canonical=held.canonical,
    )


def _as(kind: type[View], value: msgspec.Struct) -> View:
    """The fields that a file and the wire have in common."""
    return msgspec.convert(msgspec.to_builtins(value, builtin_types=(Decimal,)), kind)


def perk_catalogue(held: HeldScheme) -> PerkCatalogue:
    """The perks of a scheme, with the words of whatever they name."""
    text = held.scheme.text
    units = {perk.unit for perk in text.perks}
    return PerkCatalogue(
        city=text.city,
        digest=held.digest,
        bands=tuple(
            PerkBand(name=each.name, label_en=each.label_en, label_zh=each.label_zh)
            for each in text.bands
        ),
        providers=tuple(_as(ProviderView, each) for each in text.providers),
        units=tuple(
            unit_view(each) for each in held.catalogue.units.values() if each.code in units
        ),
        perks=tuple(map(_catalogue_perk, text.perks)),
        excluded=tuple(_as(ExcludedPerk, each) for each in text.excluded if each.is_perk),
    )


def _catalogue_perk(perk: Perk) -> CataloguePerk:
    tells_en, tells_zh = counter_may_learn(perk) or (None, None)
    fields = msgspec.structs.asdict(perk_view(perk))
    return CataloguePerk(**fields, tells_en=tells_en, tells_zh=tells_zh)


def deed_types_of(held: HeldScheme, department: str | None) -> DeedTypes:
    """What can be entered under a scheme, by one department or by any."""
    views = tuple(
        _deed_type_view(bound)
        for bound in held.scheme.rules.values()
        if department is None or department in bound.deed_type.departments
    )
    departments = {code for view in views for code in view.departments}
    units = {code for view in views for code in view.units}
    return DeedTypes(
        city=held.scheme.text.city,
        digest=held.digest,
        departments=tuple(
            DepartmentView(code=each.code, label_en=each.label_en, label_zh=each.label_zh)
            for each in held.catalogue.departments.values()
            if each.code in departments
        ),
        units=tuple(
            unit_view(each) for each in held.catalogue.units.values() if each.code in units
        ),
        deed_types=views,
    )


def perk_view(perk: Perk) -> PerkView:
    """A perk as everybody may read it."""
    return _as(PerkView, perk)


def unit_view(unit: Unit) -> UnitView:
    """What quantities and amounts are counted in."""
    return UnitView(
        code=unit.code,
        label_en=unit.label_en,
        label_zh=unit.label_zh,
        whole=unit.measure is Measure.COUNT,
    )


def _deed_type_view(bound: BoundRule) -> DeedTypeView:
    """A deed type as whoever enters a deed needs it; `cities.entries` checks the same."""
    rule, deed_type = bound.rule, bound.deed_type
    grades = _grades_needed(bound)
    return DeedTypeView(
        code=deed_type.code,
        label_en=deed_type.label_en,
        label_zh=deed_type.label_zh,
        direction=deed_type.direction.value,
        source=rule.source,
        departments=deed_type.departments,
        record_type=deed_type.record_type,
        grades=grades or deed_type.grades,
        needs_grade=bool(grades),
        units=_units(bound),
        needs_quantity=bound.by_quantity and not bound.in_times,
        ongoing=deed_type.ongoing,
        document=_document(bound),
        written_account=deed_type.written_account,
        severity=None if deed_type.severity is None else deed_type.severity.value,
        law_en=deed_type.law_en,
        law_zh=deed_type.law_zh,
        price_en=price_words(bound, "en"),
        price_zh=price_words(bound, "zh"),
        lifetime_en=rule_lifetime_words(bound, "en"),
        lifetime_zh=rule_lifetime_words(bound, "zh"),
        part_en=rule.part_en,
        part_zh=rule.part_zh,
    )


def _grades_needed(bound: BoundRule) -> tuple[str, ...]:
    """The grades that price or lifetime ask for; none where a deed needs no grade."""
    if isinstance(bound.price, ByGrade):
        return tuple(bound.price.points)
    lifetime = bound.rule.lifetime
    return tuple(lifetime.by_grade) if lifetime is not None and lifetime.by_grade else ()


def _units(bound: BoundRule) -> tuple[str, ...]:
    unit = bound.deed_type.unit
    if unit is None:
        return ()
    others = bound.rule.units if bound.by_quantity else bound.deed_type.other_units
    return (unit, *(other for other in others if other != unit))


def _document(bound: BoundRule) -> Literal["required", "or-second-person", "optional"]:
    """What a deed of this type may need (charter, article 3)."""
    if bound.deed_type.direction is Direction.DEMERIT:
        return "required"
    most = bound.at_most
    if isinstance(bound.price, _BOUNDED) and not (bound.in_times and not bound.by_quantity):
        stated = max(points_of(bound.price), default=Decimal(0))
        most = stated if most is None else min(most, stated)
    alone = most is not None and most < MERIT_ALONE_LESS_THAN
    return "optional" if alone else "or-second-person"
