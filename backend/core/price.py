"""The nine forms of price that occur in published rule books.

Points are signed: a merit's are above zero, a demerit's below. Quantities are in the rule's unit.
"""

from decimal import Decimal

import msgspec

from backend.core.term import Lifetime


class Form(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="form",
):
    """What every form has: its name, under `form`."""


class Flat(Form, frozen=True, kw_only=True, tag="flat"):
    """Each deed adds `points`."""

    points: Decimal


class ByGrade(Form, frozen=True, kw_only=True, tag="by-grade"):
    """Each deed adds the points of its grade."""

    points: dict[str, Decimal]


class Tier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of a tiered price: `over` excludes its bound, `from` includes it."""

    points: Decimal
    over: Decimal | None = None
    from_: Decimal | None = msgspec.field(name="from", default=None)


class Tiers(Form, frozen=True, kw_only=True, tag="tiers"):
    """The total in the window earns the points of the highest tier it reaches."""

    tiers: tuple[Tier, ...]


class FirstAndFurther(Form, frozen=True, kw_only=True, tag="first-and-further"):
    """`first` points for any quantity to `up_to`, `further` for each full further `each`."""

    first: Decimal
    up_to: Decimal
    further: Decimal
    each: Decimal


class Slice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`points` per full `each` of what lies in this slice, up to `to` (the last has no `to`)."""

    points: Decimal
    each: Decimal
    to: Decimal | None = None


class Sliced(Form, frozen=True, kw_only=True, tag="sliced"):
    """The total is cut into slices, each with its own rate."""

    slices: tuple[Slice, ...]


class Each(Form, frozen=True, kw_only=True, tag="each"):
    """Each time adds `points`; the rule's `at_most` is required."""

    points: Decimal


class EachPeriod(Form, frozen=True, kw_only=True, tag="each-period"):
    """Each completed `months` of an ongoing deed adds `points`; `at_most` is required."""

    points: Decimal
    months: int = 1


class AfterEffect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a floor or a direct grade leaves behind once it has ended: points, a band, or both."""

    lifetime: Lifetime
    points: Decimal = Decimal(0)
    band: str | None = None


class Floor(Form, frozen=True, kw_only=True, tag="floor"):
    """While it stands, its line brings the sum down to the scale's minimum."""

    after_effect: AfterEffect | None = None


class DirectGrade(Form, frozen=True, kw_only=True, tag="direct-grade"):
    """The band is the worse of the computed one and `band`; the total is shown unchanged."""

    band: str
    after_effect: AfterEffect | None = None


Price = Flat | ByGrade | Tiers | FirstAndFurther | Sliced | Each | EachPeriod | Floor | DirectGrade

# Forms that add the deeds' quantities before they price them.
BY_QUANTITY = (Tiers, FirstAndFurther, Sliced)

# Forms whose deeds each have points of their own, before any maximum.
OWN_PRICE = (Flat, ByGrade, Each)
