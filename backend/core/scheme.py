"""A scheme: a city's rules in force from a date, as its file states them.

These structs are the file format. `city_configs/README.md` explains them to officials, and
`citypoints schema` prints them for editors.
"""

from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import msgspec

from backend.core.price import Price
from backend.core.term import Lifetime, Term


class CalendarYear(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="calendar-year"
):
    """Deeds are priced together per calendar year of `occurred_on`."""


class Rolling(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="rolling",
):
    """Only deeds of the last `months` before the instant are priced."""

    months: int


Window = CalendarYear | Rolling


class Proof(StrEnum):
    """What shows that a breach was made good. Medical acts are no proof (article 4)."""

    PAYMENT = "payment"
    PERFORMANCE = "performance"
    CORRECTION = "correction"
    TRAINING = "training"
    VOLUNTEERING = "volunteering"
    APOLOGY = "apology"


class RepairEffect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a repaired deed is priced at, from the day of its repair."""

    points: Decimal
    lifetime: Lifetime


class Repair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a demerit is made good.

    Attributes:
        after: the earliest repair, counted from `occurred_on`; none means at once.
        proof: what may be shown, one of which suffices.
        becomes: what the deed is priced at then; none means nothing.
    """

    proof: tuple[Proof, ...]
    after: Term = Term()
    becomes: RepairEffect | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The scheme's price for a deed type. A scheme has at most one rule for each.

    Attributes:
        deed_type: code of the catalogue's deed type; it is the rule's code, too.
        source: a row of the published table, or a reference.
        price: none for the member of a pool, whose group carries the price.
        at_most: the most points, unsigned, that all deeds of the window give or take together.
        lifetime: none only for ongoing deeds under a floor or a direct grade.
        published_lifetime: what the source states, kept where the charter's ceiling is smaller.
        units: what one of another unit is in the deed type's unit ({ ml-platelets = 20 }).
        part_en, part_zh: which part of the source's row this is, where the rest is excluded
            or a ground of its own.
        illustrative: true where no source gives what this rule states.
    """

    deed_type: str
    source: str
    price: Price | None = None
    at_most: Decimal | None = None
    window: Window | None = None
    lifetime: Lifetime | None = None
    published_lifetime: Lifetime | None = None
    units: dict[str, Decimal] = {}
    repair: Repair | None = None
    dimension: str | None = None
    part_en: str | None = None
    part_zh: str | None = None
    illustrative: bool = False


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rules that are limited together.

    `pool` adds the members' quantities and prices them once; `largest` lets the member with the
    greatest points count; `cap` limits the members' sum to `at_most`.
    """

    name: str
    kind: Literal["pool", "largest", "cap"]
    members: tuple[str, ...]
    label_en: str
    label_zh: str
    price: Price | None = None
    at_most: Decimal | None = None
    window: Window | None = None


class Dimension(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named sub-scale; the dimensions' bases add up to the scale's base."""

    name: str
    label_en: str
    label_zh: str
    base: Decimal
    minimum: Decimal
    maximum: Decimal
    illustrative: bool = False


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where scores begin and end.

    Attributes:
        base: what a resident without deeds has.
        maximum: none for an open scale.
        precision: decimals of a point, 0 to 2.
        show_points: false where the city shows levels only.
    """

    base: Decimal
    minimum: Decimal
    maximum: Decimal | None = None
    precision: Literal[0, 1, 2] = 0
    show_points: bool = True
    source: str
    illustrative: bool = False


class Band(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of the scale, from its threshold (inclusive) to the next; listed best first."""

    name: str
    label_en: str
    label_zh: str
    from_: Decimal = msgspec.field(name="from")
    illustrative: bool = False


class Provider(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who gives perks: a library, a hospital, a bus office; its desks are counters."""

    name: str
    label_en: str
    label_zh: str


class PerkValue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much a perk gives from a band on, up to the next better band that is named.

    Attributes:
        from_: name of a band.
        amount: in the perk's unit.
    """

    from_: str = msgspec.field(name="from")
    amount: Decimal


class PerkLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often one resident may use a perk, by the city's civil day; none means any number.

    Attributes:
        week: from Monday to Sunday.
        quarter: from the first day of January, April, July or October.
        at_once: of what is lent: how many a resident may have in hand.
    """

    day: int | None = None
    week: int | None = None
    month: int | None = None
    quarter: int | None = None
    year: int | None = None
    at_once: int | None = None


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class PerkHours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a perk can be used, by the city's clock: from `from` until before `until`."""

    days: tuple[Weekday, ...]
    from_: time = msgspec.field(name="from")
    until: time


class PerkStock(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many places there are for everybody together.

    Attributes:
        per: after which they are there anew; none where there are no more than these, or where
            they come back because they are lent.
    """

    places: int
    per: Literal["day", "week", "month", "year"] | None = None


class Perk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A convenience that a band opens.

    Attributes:
        kind: how it helps.
        service: what it belongs to; essential services admit only a waived deposit or paperwork.
        provider: name of one of the scheme's providers.
        opens_from: the lowest band that opens it; every better band does, too.
        unit: of its amounts: a code of the catalogue's units.
        values: how much it gives, best band first, the last one from `opens_from` on; none where
            it gives no amount.
        limits: how often one resident may use it.
        hours: when it can be used; none means at any time.
        stock: places for everybody together; none means as many as come.
        lent_days: of what is lent and brought back: for how many days; none for what is used up.
        by_grant: true where a band alone opens nothing, but an officer grants it.
        valid_from, valid_until: the first and the last day on which it can be used.
        conditions_en, conditions_zh: what else a resident should know.
    """

    name: str
    label_en: str
    label_zh: str
    kind: str
    service: str
    provider: str
    opens_from: str
    unit: str | None = None
    values: tuple[PerkValue, ...] = ()
    limits: PerkLimits = PerkLimits()
    hours: tuple[PerkHours, ...] = ()
    stock: PerkStock | None = None
    lent_days: int | None = None
    by_grant: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    conditions_en: str | None = None
    conditions_zh: str | None = None
    source: str
    illustrative: bool = False


class Excluded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the source that this scheme leaves out, and the charter's article that says so.

    Attributes:
        is_perk: true where the row is of published perks, not of the table of rules.
        part_en, part_zh: which half of the row, where the other half is a rule or a perk.
    """

    source: str
    article: int
    label_en: str
    label_zh: str
    reason_en: str
    reason_zh: str
    is_perk: bool = False
    part_en: str | None = None
    part_zh: str | None = None


class SchemeText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One scheme file, `<city>/schemes/<effective_on>.toml`.

    Attributes:
        table: file name in `city_configs/sources/` whose rows `source` names, if there is one;
            every row of it is then a rule, excluded, or both.
    """

    city: str
    effective_on: date
    title_en: str
    title_zh: str
    reference: str
    table: str | None = None
    scale: Scale
    bands: tuple[Band, ...] = msgspec.field(name="band")
    dimensions: tuple[Dimension, ...] = msgspec.field(name="dimension", default=())
    rules: tuple[Rule, ...] = msgspec.field(name="rule", default=())
    groups: tuple[Group, ...] = msgspec.field(name="group", default=())
    providers: tuple[Provider, ...] = msgspec.field(name="provider", default=())
    perks: tuple[Perk, ...] = msgspec.field(name="perk", default=())
    excluded: tuple[Excluded, ...] = ()

    def provider(self, name: str) -> Provider:
        """The provider of this name.

        Raises:
            KeyError: where there is none; `check` refuses a perk of such a provider.
        """
        for provider in self.providers:
            if provider.name == name:
                return provider
        raise KeyError(name)

    @property
    def file(self) -> str:
        """Where the file lies, relative to the city files."""
        return f"{self.city}/schemes/{self.effective_on.isoformat()}.toml"
