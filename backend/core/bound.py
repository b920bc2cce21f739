"""A scheme bound to the catalogue: all that the formula needs, looked up once."""

from decimal import Decimal

import msgspec

from backend.core.catalogue import Catalogue, DeedType, Direction, Severity
from backend.core.price import DirectGrade, Price
from backend.core.scheme import Band, Group, Rule, SchemeText, Window

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


class BoundRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with its deed type and, for the member of a pool, its pool's price and limits."""

    rule: Rule
    deed_type: DeedType
    price: Price
    at_most: Decimal | None
    window: Window | None
    pool: Group | None
    source: str
    months_max: int

    @property
    def code(self) -> str:
        """What its lines are called: the pool's name or the deed type."""
        return self.pool.name if self.pool else self.rule.deed_type

    @property
    def is_merit(self) -> bool:
        """True where its points are above zero."""
        return self.deed_type.direction is Direction.MERIT


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
    if priced.price is None:
        message = f"rule {rule.deed_type} has no price: check the scheme before it is bound"
        raise ValueError(message)
    return BoundRule(
        rule=rule,
        deed_type=deed_type,
        price=priced.price,
        at_most=priced.at_most,
        window=priced.window,
        pool=pool,
        source=rule.source if pool is None else _sources(pool, text),
        months_max=months_max(deed_type, priced.price),
    )


def _sources(pool: Group, text: SchemeText) -> str:
    """The rows of all members, in file order."""
    sources = (rule.source for rule in text.rules if rule.deed_type in pool.members)
    return ", ".join(dict.fromkeys(sources))
