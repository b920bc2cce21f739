"""What one deed is worth, and what a rule makes of all its deeds together.

A deed of its own price contributes points; a deed priced by quantity contributes its quantity in
the rule's unit, and the rule prices the sum.
"""

from decimal import Decimal
from functools import singledispatch

from backend.core.bound import BoundRule
from backend.core.deed import Deed
from backend.core.price import (
    ByGrade,
    Each,
    FirstAndFurther,
    Flat,
    Price,
    Slice,
    Sliced,
    Tier,
    Tiers,
)
from backend.core.term import Lifetime, Term

ZERO = Decimal(0)
ONE = Decimal(1)


def tidy(points: Decimal) -> Decimal:
    """The same points without trailing zeros: 10, not 10.0."""
    whole = points.to_integral_value()
    return whole if whole == points else points.normalize()


def quantity_of(bound: BoundRule, deed: Deed) -> Decimal | None:
    """The deed's quantity in the rule's unit; none where the rule cannot tell it."""
    unit = bound.deed_type.unit
    if deed.quantity is None:
        return ONE if bound.in_times else None
    if deed.unit is None or deed.unit == unit:
        return deed.quantity
    factor = bound.rule.units.get(deed.unit)
    return None if factor is None else deed.quantity * factor


def amount_of(bound: BoundRule, deed: Deed) -> Decimal | None:
    """What the deed contributes: points of its own, or its quantity; none where it has no price."""
    price = bound.price
    if bound.by_quantity:
        return quantity_of(bound, deed)
    own = own_points(price, deed.grade)
    if own is None or not bound.in_times:
        return own
    times = quantity_of(bound, deed)
    return None if times is None else own * times


def own_points(price: Price, grade: str | None) -> Decimal | None:
    """The points of one deed, or of one time, where the form gives each its own."""
    if isinstance(price, ByGrade):
        return price.points.get(grade) if grade else None
    return price.points if isinstance(price, Flat | Each) else ZERO


@singledispatch
def points_for(price: Price, amount: Decimal) -> Decimal:
    """The points of all deeds of a rule whose amounts add up to `amount`."""
    del price
    return amount


@points_for.register
def _(price: Tiers, amount: Decimal) -> Decimal:
    reached = [tier.points for tier in price.tiers if _reaches(tier, amount)]
    return reached[-1] if reached else ZERO


def _reaches(tier: Tier, amount: Decimal) -> bool:
    if tier.over is not None:
        return amount > tier.over
    # A quantity of 0 earns 0, whatever the first step says.
    return tier.from_ is not None and amount > 0 and amount >= tier.from_


@points_for.register
def _(price: FirstAndFurther, amount: Decimal) -> Decimal:
    if amount <= 0:
        return ZERO
    further = max(ZERO, amount - price.up_to) // price.each
    return price.first + price.further * further


@points_for.register
def _(price: Sliced, amount: Decimal) -> Decimal:
    total, bottom = ZERO, ZERO
    for part in price.slices:
        total += _slice_points(part, amount, bottom)
        bottom = part.to if part.to is not None else amount
    return total


def _slice_points(part: Slice, amount: Decimal, bottom: Decimal) -> Decimal:
    top = amount if part.to is None else min(amount, part.to)
    return max(ZERO, top - bottom) // part.each * part.points


def term_of(lifetime: Lifetime, grade: str | None, size: Decimal) -> Term:
    """The term for a deed of this grade whose own points, unsigned, are `size`."""
    if lifetime.by_grade is not None:
        shortest = min(lifetime.by_grade.values(), key=lambda term: term.in_months)
        return lifetime.by_grade.get(grade or "", shortest)
    if lifetime.by_size is not None:
        return next(step for step in lifetime.by_size if step.to is None or size <= step.to)
    return lifetime
