"""Cities as everybody may see them: what they ask consent for, and how they count."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

import msgspec

from backend.contracts.scoring import RuleView


class CityHeading(msgspec.Struct, frozen=True, kw_only=True):
    """A city in the list of cities.

    Attributes:
        scheme: the digest of the scheme in force; null before the city's first scheme begins.
        title_en: that scheme's name, and `title_zh` in Chinese.
    """

    code: str
    name_en: str
    name_zh: str
    languages: tuple[str, ...]
    scheme: str | None
    title_en: str | None
    title_zh: str | None
    illustrative: bool


class CityList(msgspec.Struct, frozen=True, kw_only=True):
    """All cities of this installation."""

    cities: tuple[CityHeading, ...]


class CityView(msgspec.Struct, frozen=True, kw_only=True):
    """A city with what it asks residents to consent to.

    Attributes:
        purpose_en: what a resident consents to, and `purpose_zh` in Chinese.
        consent_version: changes whenever anything does that is consented to.
        contact: whom to turn to.
        minimum_age: full years that a resident must have reached to join.
        notice_days: from telling the resident to the first day a demerit counts.
        objection_days: within which an objection is answered, or upheld.
        cooling_off_days: from leaving to erasure.
        collector_points_a_year: the most merit points that one collector may give one resident.
        scheme: the digest of the scheme in force; null before the city's first scheme begins.
        illustrative: true where periods and contact are examples.
    """

    code: str
    name_en: str
    name_zh: str
    languages: tuple[str, ...]
    time_zone: str
    purpose_en: str
    purpose_zh: str
    consent_version: str
    contact: str
    minimum_age: int
    notice_days: int
    objection_days: int
    cooling_off_days: int
    collector_points_a_year: Decimal
    scheme: str | None
    illustrative: bool


class SchemePeriod(msgspec.Struct, frozen=True, kw_only=True):
    """From when to when a scheme was in force.

    Attributes:
        until_at: null while it is in force.
    """

    digest: str
    title_en: str
    title_zh: str
    from_at: datetime
    until_at: datetime | None


class SchemePeriods(msgspec.Struct, frozen=True, kw_only=True):
    """Every scheme that is or was in force in a city, the present one first."""

    city: str
    periods: tuple[SchemePeriod, ...]


class ScaleView(msgspec.Struct, frozen=True, kw_only=True):
    """Where scores begin and end.

    Attributes:
        base: what a resident without deeds has.
        maximum: null for an open scale.
        precision: decimals of a point.
        show_points: false where the city shows levels only.
    """

    base: Decimal
    minimum: Decimal
    maximum: Decimal | None
    precision: int
    show_points: bool
    source: str
    illustrative: bool


class BandView(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the scale, from its threshold (inclusive) to the next better one."""

    name: str
    label_en: str
    label_zh: str
    from_: Decimal = msgspec.field(name="from")
    illustrative: bool


class DimensionView(msgspec.Struct, frozen=True, kw_only=True):
    """A named sub-scale."""

    name: str
    label_en: str
    label_zh: str
    base: Decimal
    minimum: Decimal
    maximum: Decimal
    illustrative: bool


class GroupView(msgspec.Struct, frozen=True, kw_only=True):
    """Rules that are limited together.

    Attributes:
        kind: `pool` adds the members' quantities and prices them once; of `largest` only the
            member with the most points counts; `cap` limits their sum to `at_most`.
    """

    name: str
    kind: Literal["pool", "largest", "cap"]
    members: tuple[str, ...]
    label_en: str
    label_zh: str
    at_most: Decimal | None


class ProviderView(msgspec.Struct, frozen=True, kw_only=True):
    """Who gives perks: a library, a hospital, a bus office; its desks are counters."""

    name: str
    label_en: str
    label_zh: str


class PerkAmount(msgspec.Struct, frozen=True, kw_only=True):
    """How much a perk gives from a band on, up to the next better band that is named."""

    from_: str = msgspec.field(name="from")
    amount: Decimal


class PerkLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How often one resident may use a perk, by the city's civil day; null means any number.

    Attributes:
        week: from Monday to Sunday.
        quarter: from the first day of January, April, July or October.
        at_once: of what is lent: how many a resident may have in hand.
    """

    day: int | None
    week: int | None
    month: int | None
    quarter: int | None
    year: int | None
    at_once: int | None


class PerkHours(msgspec.Struct, frozen=True, kw_only=True):
    """When a perk can be used, by the city's clock: from `from` until before `until`."""

    days: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...]
    from_: time = msgspec.field(name="from")
    until: time


class PerkStock(msgspec.Struct, frozen=True, kw_only=True):
    """How many places the scheme has for everybody together.

    Attributes:
        per: after which they are there anew; null where they are not.
    """

    places: int
    per: Literal["day", "week", "month", "year"] | None


class PerkView(msgspec.Struct, frozen=True, kw_only=True):
    """A convenience that a band opens.

    Attributes:
        provider: name of one of the scheme's providers.
        opens_from: the lowest band that opens it; every better band does, too.
        unit: of its amounts: a code of the catalogue's units.
        values: how much it gives, best band first; empty where it gives no amount.
        hours: when it can be used; empty means at any time.
        stock: places for everybody together; null means as many as come.
        lent_days: of what is lent and brought back: for how many days.
        by_grant: true where a band alone opens nothing, but an officer grants it.
        valid_from: the first day on which it can be used, and `valid_until` the last one.
        conditions_en: what else a resident should know, and `conditions_zh` in Chinese.
    """

    name: str
    label_en: str
    label_zh: str
    kind: str
    service: str
    provider: str
    opens_from: str
    unit: str | None
    values: tuple[PerkAmount, ...]
    limits: PerkLimits
    hours: tuple[PerkHours, ...]
    stock: PerkStock | None
    lent_days: int | None
    by_grant: bool
    valid_from: date | None
    valid_until: date | None
    conditions_en: str | None
    conditions_zh: str | None
    source: str
    illustrative: bool


class SchemeView(msgspec.Struct, frozen=True, kw_only=True):
    """A scheme in full.

    Attributes:
        digest: names the scheme for ever: the SHA-256, in hexadecimal, of the bytes of `canonical`
            in UTF-8.
        reference: the document that it rests on.
        bands: best first.
        rules: in the scheme's order, then the rows that it excludes.
        canonical: the scheme and the catalogue entries that it uses, as JSON in the one way of
            writing that is digested. Its part `scheme` can be proposed again, changed.
    """

    city: str
    digest: str
    effective_on: date
    title_en: str
    title_zh: str
    reference: str
    table: str | None
    scale: ScaleView
    bands: tuple[BandView, ...]
    dimensions: tuple[DimensionView, ...]
    groups: tuple[GroupView, ...]
    providers: tuple[ProviderView, ...]
    perks: tuple[PerkView, ...]
    rules: tuple[RuleView, ...]
    canonical: str


class DepartmentView(msgspec.Struct, frozen=True, kw_only=True):
    """A department that submits deeds."""

    code: str
    label_en: str
    label_zh: str


class UnitView(msgspec.Struct, frozen=True, kw_only=True):
    """What a quantity is counted in.

    Attributes:
        whole: true where only whole numbers are recorded.
    """

    code: str
    label_en: str
    label_zh: str
    whole: bool


class CataloguePerk(PerkView, frozen=True, kw_only=True):
    """A perk, with what a pass for it tells.

    Attributes:
        tells_en: what a counter may learn of its holder beside the perk, and `tells_zh` in
            Chinese; null where it learns nothing.
    """

    tells_en: str | None
    tells_zh: str | None


class PerkBand(msgspec.Struct, frozen=True, kw_only=True):
    """A band by its name, as perks name it."""

    name: str
    label_en: str
    label_zh: str


class ExcludedPerk(msgspec.Struct, frozen=True, kw_only=True):
    """A published perk that the charter leaves out.

    Attributes:
        article: of the charter.
        part_en: which half of it, where the other half is a perk; and `part_zh` in Chinese.
    """

    source: str
    article: int
    label_en: str
    label_zh: str
    reason_en: str
    reason_zh: str
    part_en: str | None
    part_zh: str | None


class PerkCatalogue(msgspec.Struct, frozen=True, kw_only=True):
    """The perks of the scheme in force, for everybody to read.

    Attributes:
        digest: of the scheme.
        bands: best first.
        units: those that the perks name.
    """

    city: str
    digest: str
    bands: tuple[PerkBand, ...]
    providers: tuple[ProviderView, ...]
    units: tuple[UnitView, ...]
    perks: tuple[CataloguePerk, ...]
    excluded: tuple[ExcludedPerk, ...]


class DeedTypeView(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of deed that can be entered now.

    Attributes:
        source: the row that its price rests on.
        departments: codes of those that may submit it.
        grades: the words it may be graded with.
        needs_grade: true where a deed without a grade is refused.
        units: codes of the units a quantity may be in, the deed type's own first; empty where a
            deed has no quantity.
        needs_quantity: true where a deed without a quantity is refused; false where it may be
            left out or there is none.
        ongoing: true where it lasts until an end is recorded.
        document: whether a document is `required`; `or-second-person` where a deed without one
            awaits a second person if it is worth 30 points or more.
        written_account: true where it needs an account of what happened, in writing.
        law_en: the law that a demerit breaches.
        price_en: its price in words, and `price_zh` in Chinese.
        lifetime_en: how long it counts, in words, and `lifetime_zh` in Chinese.
        part_en: which part of the row it is, where the row is split.
    """

    code: str
    label_en: str
    label_zh: str
    direction: Literal["merit", "demerit"]
    source: str
    departments: tuple[str, ...]
    record_type: int
    grades: tuple[str, ...]
    needs_grade: bool
    units: tuple[str, ...]
    needs_quantity: bool
    ongoing: bool
    document: Literal["required", "or-second-person", "optional"]
    written_account: bool
    severity: str | None
    law_en: str | None
    law_zh: str | None
    price_en: str
    price_zh: str
    lifetime_en: str
    lifetime_zh: str
    part_en: str | None
    part_zh: str | None


class DeedTypes(msgspec.Struct, frozen=True, kw_only=True):
    """What can be entered under the scheme in force.

    Attributes:
        digest: of that scheme.
        departments: those that the deed types name, and `units` likewise.
        deed_types: in the scheme's order.
    """

    city: str
    digest: str
    departments: tuple[DepartmentView, ...]
    units: tuple[UnitView, ...]
    deed_types: tuple[DeedTypeView, ...]
