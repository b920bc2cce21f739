"""What would keep a rule from being reckoned: its price, maximum, window, units and repair."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import singledispatchmethod
from itertools import pairwise

import msgspec

from backend.core.articles import ENDS, EXPLAINED
from backend.core.bound import MERIT_MONTHS_MAX
from backend.core.catalogue import Catalogue, DeedType, Direction
from backend.core.price import (
    BY_QUANTITY,
    OWN_PRICE,
    ByGrade,
    DirectGrade,
    Each,
    EachPeriod,
    FirstAndFurther,
    Flat,
    Floor,
    Price,
    Sliced,
    Tiers,
)
from backend.core.problems import Place, Problem
from backend.core.scheme import Group, Rolling, Rule, SchemeText
from backend.core.screening import has_words
from backend.core.term import Lifetime

# Nothing lasts longer than the longest lifetime.
MONTHS_MAX = MERIT_MONTHS_MAX


class PricedRule(msgspec.Struct, frozen=True):
    """A rule with its deed type and the pool it belongs to, as the checks need them."""

    scheme: SchemeText
    rule: Rule
    deed_type: DeedType

    @property
    def place(self) -> Place:
        """How a message names the rule."""
        return place_of(self.scheme, self.rule)

    @property
    def pool(self) -> Group | None:
        """The pool that prices the rule, if it has one."""
        return pool_of(self.scheme, self.rule)

    @property
    def price(self) -> Price | None:
        """The rule's own price, or its pool's."""
        return self.pool.price if self.pool else self.rule.price

    @property
    def is_merit(self) -> bool:
        """True where its deeds are good deeds."""
        return self.deed_type.direction is Direction.MERIT

    @property
    def ends_by_itself(self) -> bool:
        """True where the breach's own end, not a lifetime, ends it."""
        return self.deed_type.ongoing and isinstance(self.price, Floor | DirectGrade)


def place_of(scheme: SchemeText, rule: Rule) -> Place:
    """How a message names a rule."""
    return Place(scheme.file, f"rule.{rule.deed_type}")


def pool_of(scheme: SchemeText, rule: Rule) -> Group | None:
    """The pool that a rule is a member of, if there is one."""
    pools = (group for group in scheme.groups if group.kind == "pool")
    return next((group for group in pools if rule.deed_type in group.members), None)


def points_of(price: Price | None) -> tuple[Decimal, ...]:
    """Every figure of points that a price states."""
    match price:
        case Flat() | Each() | EachPeriod():
            return (price.points,)
        case ByGrade():
            return tuple(price.points.values())
        case Tiers():
            return tuple(tier.points for tier in price.tiers)
        case FirstAndFurther():
            return (price.first, price.further)
        case Sliced():
            return tuple(part.points for part in price.slices)
        case _:
            return ()


def rule_problems(scheme: SchemeText, catalogue: Catalogue) -> Iterator[Problem]:
    """Every fault in the rules that is not a breach of the charter."""
    seen: set[str] = set()
    for rule in scheme.rules:
        place = place_of(scheme, rule)
        if rule.deed_type in seen:
            yield place.problem("rule-twice")
        seen.add(rule.deed_type)
        if not has_words(rule.source):
            yield place.problem("source-missing", "source", EXPLAINED)
        deed_type = catalogue.deed_types.get(rule.deed_type)
        if deed_type is None:
            known = get_close_matches(rule.deed_type, catalogue.deed_types, n=1)
            values = {"code": rule.deed_type, "near": known[0] if known else ""}
            yield place.problem("rule-unknown-deed-type", "deed_type", None, **values)
            continue
        priced = PricedRule(scheme, rule, deed_type)
        yield from _own_problems(priced, catalogue)
        if priced.pool is None:
            yield from price_problems(priced, place, rule.price, rule.at_most)
        yield from _lifetime_problems(priced)
        yield from _repair_problems(priced)


def _own_problems(priced: PricedRule, catalogue: Catalogue) -> Iterator[Problem]:
    """What a rule states besides its price: pool, units, window, dimension."""
    rule, place = priced.rule, priced.place
    if priced.pool is not None:
        for name in ("price", "at_most", "window"):
            if getattr(rule, name) is not None:
                yield place.problem("pool-member-priced", name, group=priced.pool.name, name=name)
    for unit, factor in rule.units.items():
        if unit not in priced.deed_type.other_units or unit not in catalogue.units:
            known = ", ".join(priced.deed_type.other_units) or "-"
            yield place.problem("unit-not-recorded", f"units.{unit}", unit=unit, known=known)
        if factor <= 0:
            yield place.problem("not-above-zero", f"units.{unit}", value=str(factor))
    yield from _window_problems(rule, place)
    yield from _dimension_problems(priced)


def _window_problems(rule: Rule, place: Place) -> Iterator[Problem]:
    window = rule.window
    if isinstance(window, Rolling):
        yield from months_problems(place.under("window"), window.months)
    if window is not None and isinstance(rule.price, Floor | DirectGrade | EachPeriod):
        yield place.problem("window-unused", "window", form=form_of(rule.price))


def months_problems(place: Place, months: int) -> Iterator[Problem]:
    """A window or a period of no months, or of more than anything lasts."""
    if not 1 <= months <= MONTHS_MAX:
        values = {"value": str(months), "least": "1", "most": str(MONTHS_MAX)}
        yield place.problem("months-out-of-range", "months", None, **values)


def _dimension_problems(priced: PricedRule) -> Iterator[Problem]:
    names = [dimension.name for dimension in priced.scheme.dimensions]
    stated = priced.rule.dimension
    if names and stated not in names:
        yield priced.place.problem("dimension-unknown", "dimension", known=", ".join(names))
    elif not names and stated is not None:
        yield priced.place.problem("dimension-without-list", "dimension", name=stated)


def form_of(price: Price | None) -> str:
    """The name a file gives the form."""
    return str(price.__struct_config__.tag) if price is not None else "none"


def price_problems(
    priced: PricedRule, place: Place, price: Price | None, at_most: Decimal | None
) -> Iterator[Problem]:
    """Faults of a price, whether it stands at a rule or at a pool."""
    if price is None:
        yield place.problem("price-missing", "price")
        return
    yield from precision_problems(priced.scheme, place.under("price"), points_of(price))
    yield from _maximum_problems(priced, place, price, at_most)
    yield from _Forms(priced, place.under("price")).problems(price)


def precision_problems(
    scheme: SchemeText, place: Place, figures: Sequence[Decimal]
) -> Iterator[Problem]:
    """Points finer than the scheme's precision, and points of zero."""
    step = Decimal(1).scaleb(-scheme.scale.precision)
    for points in figures:
        if points % step:
            precision = str(scheme.scale.precision)
            yield place.problem("too-precise", "", None, points=str(points), precision=precision)
        if not points:
            yield place.problem("points-zero")


def _maximum_problems(
    priced: PricedRule, place: Place, price: Price, at_most: Decimal | None
) -> Iterator[Problem]:
    if isinstance(price, Each | EachPeriod) and at_most is None:
        yield place.problem("maximum-missing", "at_most", form=form_of(price))
    if at_most is None:
        return
    if isinstance(price, Floor | DirectGrade):
        yield place.problem("maximum-unused", "at_most", form=form_of(price))
    elif at_most <= 0:
        yield place.problem("not-above-zero", "at_most", value=str(at_most))
    yield from precision_problems(priced.scheme, place.under("at_most"), [at_most or Decimal(1)])


class _Forms:
    """Faults that only one form can have."""

    def __init__(self, priced: PricedRule, place: Place) -> None:
        self._priced = priced
        self._place = place

    def problems(self, price: Price) -> Iterator[Problem]:
        if isinstance(price, BY_QUANTITY) and self._priced.deed_type.unit is None:
            yield self._place.problem("quantity-without-unit", "form", form=form_of(price))
        yield from self._of(price)

    @singledispatchmethod
    def _of(self, price: Price) -> Iterator[Problem]:
        del price
        yield from ()

    @_of.register
    def _(self, price: ByGrade) -> Iterator[Problem]:
        if not price.points:
            yield self._place.problem("steps-missing", "points")
        known = self._priced.deed_type.grades
        for grade in price.points:
            if grade not in known:
                words = ", ".join(known) or "-"
                yield self._place.problem("grade-unknown", "points", grade=grade, known=words)

    @_of.register
    def _(self, price: Tiers) -> Iterator[Problem]:
        if not price.tiers:
            yield self._place.problem("steps-missing", "tiers")
        bounds = []
        for tier in price.tiers:
            if (tier.over is None) is (tier.from_ is None):
                yield self._place.problem("tier-bound", "tiers")
                return
            bounds.append(tier.over if tier.over is not None else tier.from_ or Decimal(0))
        sizes = [abs(tier.points) for tier in price.tiers]
        if not _ascends(bounds) or not _ascends(sizes) or any(bound < 0 for bound in bounds):
            yield self._place.problem("tiers-order", "tiers")

    @_of.register
    def _(self, price: FirstAndFurther) -> Iterator[Problem]:
        for name, value in (("up_to", price.up_to), ("each", price.each)):
            if value <= 0:
                yield self._place.problem("not-above-zero", name, value=str(value))

    @_of.register
    def _(self, price: Sliced) -> Iterator[Problem]:
        if not price.slices:
            yield self._place.problem("steps-missing", "slices")
            return
        bounds = [part.to for part in price.slices[:-1]]
        known = [Decimal(0), *(bound for bound in bounds if bound is not None)]
        if None in bounds or price.slices[-1].to is not None or not _ascends(known):
            yield self._place.problem("slices-order", "slices")
        for part in price.slices:
            if part.each <= 0:
                yield self._place.problem("not-above-zero", "slices", value=str(part.each))

    @_of.register
    def _(self, price: EachPeriod) -> Iterator[Problem]:
        if not self._priced.deed_type.ongoing:
            yield self._place.problem("period-without-duration", "form")
        yield from months_problems(self._place, price.months)

    @_of.register
    def _(self, price: Floor) -> Iterator[Problem]:
        yield from self._after_effect(price)

    @_of.register
    def _(self, price: DirectGrade) -> Iterator[Problem]:
        yield from self._band(price.band, "band")
        if [band.name for band in self._priced.scheme.bands[:1]] == [price.band]:
            yield self._place.problem("direct-grade-best", "band", None, band=price.band)
        yield from self._after_effect(price)

    def _after_effect(self, price: Floor | DirectGrade) -> Iterator[Problem]:
        effect = price.after_effect
        if effect is None:
            return
        place = self._place.under("after_effect")
        if not self._priced.deed_type.ongoing:
            yield place.problem("after-effect-without-end")
        if effect.points > 0 or (not effect.points and effect.band is None):
            yield place.problem("after-effect-empty", "points")
        if effect.points:
            yield from precision_problems(self._priced.scheme, place, [effect.points])
        if effect.band is not None:
            yield from self._band(effect.band, "after_effect.band")

    def _band(self, band: str, key: str) -> Iterator[Problem]:
        names = [step.name for step in self._priced.scheme.bands]
        if band not in names:
            known = ", ".join(names) or "-"
            yield self._place.problem("band-unknown", key, None, band=band, known=known)


def _ascends(values: Sequence[Decimal]) -> bool:
    return all(low < high for low, high in pairwise(values))


def _lifetime_problems(priced: PricedRule) -> Iterator[Problem]:
    """Each lifetime states its terms in one way, and one that fits what it ends."""
    rule, price = priced.rule, priced.price
    after = price.after_effect if isinstance(price, Floor | DirectGrade) else None
    becomes = rule.repair.becomes if rule.repair is not None else None
    has_own_price = isinstance(price, OWN_PRICE)
    for key, lifetime, fits_size in (
        ("lifetime", rule.lifetime, has_own_price),
        ("published_lifetime", rule.published_lifetime, True),
        ("price.after_effect.lifetime", after.lifetime if after else None, True),
        ("repair.becomes.lifetime", becomes.lifetime if becomes else None, True),
    ):
        if lifetime is not None:
            place = priced.place.under(key)
            yield from _way_problems(lifetime, place)
            yield from _by_grade_problems(priced, lifetime, place)
            yield from _by_size_problems(lifetime, place)
            if lifetime.by_size is not None and not fits_size:
                yield place.problem("lifetime-by-size", "by_size", ENDS, form=form_of(price))


def _way_problems(lifetime: Lifetime, place: Place) -> Iterator[Problem]:
    ways = (lifetime.in_months != 0, lifetime.by_grade is not None, lifetime.by_size is not None)
    if sum(ways) > 1:
        yield place.problem("lifetime-two-ways", "", ENDS)


def _by_grade_problems(priced: PricedRule, lifetime: Lifetime, place: Place) -> Iterator[Problem]:
    stated = lifetime.by_grade
    if stated is None:
        return
    price = priced.price
    needed = list(price.points) if isinstance(price, ByGrade) else priced.deed_type.grades
    missing = [grade for grade in needed if grade not in stated]
    if missing or not stated:
        yield place.problem(
            "lifetime-grade-missing", "by_grade", ENDS, grades=", ".join(missing) or "-"
        )
    for grade in stated:
        if grade not in priced.deed_type.grades:
            known = ", ".join(priced.deed_type.grades) or "-"
            yield place.problem("grade-unknown", "by_grade", grade=grade, known=known)


def _by_size_problems(lifetime: Lifetime, place: Place) -> Iterator[Problem]:
    steps = lifetime.by_size
    if steps is None:
        return
    bounds = [step.to for step in steps[:-1]]
    known = [Decimal(0), *(bound for bound in bounds if bound is not None)]
    if not steps or None in bounds or steps[-1].to is not None or not _ascends(known):
        yield place.problem("size-steps-order", "by_size", ENDS)


def _repair_problems(priced: PricedRule) -> Iterator[Problem]:
    """A repair can be made, needs proof, and never costs more than the breach."""
    repair = priced.rule.repair
    if repair is None:
        return
    place = priced.place.under("repair")
    if not repair.proof:
        yield place.problem("repair-without-proof", "proof")
    if not 0 <= repair.after.in_months <= MONTHS_MAX:
        values = {"value": str(repair.after.in_months), "least": "0", "most": str(MONTHS_MAX)}
        yield place.problem("months-out-of-range", "after", None, **values)
    lifetime = priced.rule.lifetime
    shortest = min((term.in_months for term in lifetime.terms()), default=0) if lifetime else None
    if shortest is not None and not priced.deed_type.ongoing and repair.after.in_months >= shortest:
        yield place.problem("repair-too-late", "after", months=str(shortest))
    if repair.becomes is None:
        return
    if isinstance(priced.price, (*BY_QUANTITY, EachPeriod)):
        yield place.problem("repair-of-a-sum", "becomes", None, form=form_of(priced.price))
    points = repair.becomes.points
    yield from precision_problems(priced.scheme, place.under("becomes"), [points])
    own = [abs(stated) for stated in points_of(priced.price)]
    if points > 0 or (own and abs(points) >= min(own)):
        least = str(min(own)) if own else "0"
        yield place.problem("repair-no-relief", "becomes.points", points=str(points), least=least)
