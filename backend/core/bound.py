"""A scheme bound to the catalogue: all that the formula needs, looked up once."""

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from backend.core.catalogue import Catalogue, DeedType, Direction, Severity, Unit
from backend.core.price import BY_QUANTITY, AfterEffect, DirectGrade, Floor, Price
from backend.core.scheme import (
    Band,
    CalendarYear,
    Group,
    Rolling,
    Rule,
    SchemeText,
    Window,
)

# Ceilings in months (charter, article 5).
DEMERIT_MONTHS_MAX = {Severity.MINOR: 3, Severity.GENERAL: 12, Severity.SERIOUS: 36}
DIRECT_GRADE_MONTHS_MAX = 60
MERIT_MONTHS_MAX = 120

# A deed counted in this unit is one time where it states no quantity.
TIMES = "times"


def months_max(deed_type: DeedType, price: Price | None) -> int:
    """The longest lifetime, in months, that the charter allows a deed of this type."""
    if deed_type.direction is Direction.MERIT:
        return MERIT_MONTHS_MAX
    if isinstance(price, DirectGrade):
        return DIRECT_GRADE_MONTHS_MAX
    return DEMERIT_MONTHS_MAX[deed_type.severity or Severity.MINOR]


def units_of(text: SchemeText, deed_types: Iterable[DeedType]) -> set[str]:
    """The codes of the units that a scheme's deed types and perks name."""
    counted = {code for entry in deed_types for code in (entry.unit, *entry.other_units)}
    return {code for code in (*counted, *(perk.unit for perk in text.perks)) if code is not None}


class BoundRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with its deed type and, for the member of a pool, its pool's price and limits.

    Attributes:
        code: what its lines are called: the pool's name or the deed type.
        label_en: the same for people, and `label_zh` in Chinese.
        units: those that its deeds are recorded in, by their codes.
        bands: what they are called in English and in Chinese, by their names.
        source: the rows it rests on; of a pool, those of all members in file order.
        by_quantity: true where the deeds' quantities are added before they are priced.
        in_times: true where a deed without a quantity is one time.
        by_year: true where each calendar year is priced on its own.
        rolling_months: the length of a rolling window, if there is one.
        after_effect: what an ended floor or direct grade leaves.
        months_max: the charter's ceiling.
    """

    rule: Rule
    deed_type: DeedType
    code: str
    label_en: str
    label_zh: str
    units: dict[str, Unit]
    bands: dict[str, tuple[str, str]]
    is_merit: bool
    by_quantity: bool
    in_times: bool
    by_year: bool
    rolling_months: int | None
    after_effect: AfterEffect | None
    price: Price
    at_most: Decimal | None
    window: Window | None
    pool: Group | None
    source: str
    months_max: int

    def unit_labels(self, code: str) -> tuple[str, str]:
        """What a unit is called in English and in Chinese."""
        unit = self.units.get(code)
        return (code, code) if unit is None else (unit.label_en, unit.label_zh)

    def band_labels(self, name: str) -> tuple[str, str]:
        """What a band is called in English and in Chinese."""
        return self.bands.get(name, (name, name))


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """A scheme and the catalogue entries that it uses.

    Attributes:
        rules: by deed type, in file order.
        order: each line's code (a rule's or a pool's) to its place in the file.
        digest: SHA-256, in hexadecimal, over the canonical scheme and the entries it uses.
    """

    text: SchemeText
    rules: dict[str, BoundRule]
    order: dict[str, int]
    digest: str

    @property
    def bands(self) -> tuple[Band, ...]:
        """Best first."""
        return self.text.bands


def bind(text: SchemeText, catalogue: Catalogue, digest: str) -> Scheme:
    """Look up each rule's deed type and pool. The text must be one without problems."""
    pools = {
        member: group for group in text.groups if group.kind == "pool" for member in group.members
    }
    rules = {
        rule.deed_type: _bound(rule, catalogue, pools.get(rule.deed_type), text)
        for rule in text.rules
    }
    codes = dict.fromkeys(bound.code for bound in rules.values())
    return Scheme(
        text=text,
        rules=rules,
        order={code: place for place, code in enumerate(codes)},
        digest=digest,
    )


def _bound(rule: Rule, catalogue: Catalogue, pool: Group | None, text: SchemeText) -> BoundRule:
    deed_type = catalogue.deed_types[rule.deed_type]
    priced = pool or rule
    price, window = priced.price, priced.window
    if price is None:
        message = f"rule {rule.deed_type} has no price: check the scheme before it is bound"
        raise ValueError(message)
    called = pool or deed_type
    return BoundRule(
        rule=rule,
        deed_type=deed_type,
        code=rule.deed_type if pool is None else pool.name,
        label_en=called.label_en,
        label_zh=called.label_zh,
        units={code: catalogue.units[code] for code in _units(rule, deed_type, catalogue)},
        bands={band.name: (band.label_en, band.label_zh) for band in text.bands},
        is_merit=deed_type.direction is Direction.MERIT,
        by_quantity=isinstance(price, BY_QUANTITY),
        in_times=deed_type.unit == TIMES,
        by_year=isinstance(window, CalendarYear),
        rolling_months=window.months if isinstance(window, Rolling) else None,
        after_effect=price.after_effect if isinstance(price, Floor | DirectGrade) else None,
        price=price,
        at_most=priced.at_most,
        window=window,
        pool=pool,
        source=rule.source if pool is None else _sources(pool, text),
        months_max=months_max(deed_type, price),
    )


def _units(rule: Rule, deed_type: DeedType, catalogue: Catalogue) -> set[str]:
    return catalogue.units.keys() & {deed_type.unit, *deed_type.other_units, *rule.units}


def _sources(pool: Group, text: SchemeText) -> str:
    """The rows of all members, in file order."""
    sources = (rule.source for rule in text.rules if rule.deed_type in pool.members)
    return ", ".join(dict.fromkeys(sources))
