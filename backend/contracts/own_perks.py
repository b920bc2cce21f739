"""Perks as a resident sees them: what is open, what is left, what was used, what ends soon."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import msgspec

from backend.contracts.problems import ProblemItem


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """How much a perk gives.

    Attributes:
        unit: a code of the catalogue's units, with its labels.
    """

    amount: Decimal
    unit: str
    unit_en: str
    unit_zh: str


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """How often a perk can still be used: today, this week, month, quarter and year, and at once.

    Null where there is no such limit.
    """

    day: int | None
    week: int | None
    month: int | None
    quarter: int | None
    year: int | None
    at_once: int | None


class OwnPerk(msgspec.Struct, frozen=True, kw_only=True):
    """A perk that one has.

    Attributes:
        value: what one's band opens, or opened when it was granted; null where there is no amount.
        tells_en: what a counter learns beside the perk, and `tells_zh` in Chinese; null where it
            learns nothing.
        by: the band alone, or a grant.
        until_day: the last day of the grant or of the perk, the sooner of the two; null where
            neither ends.
        left: how often it can still be used.
        places_left: how many are left for everybody together; null where as many as come.
        in_hand: how many of what is lent one has.
        is_open_now: whether a pass would be given now.
        problem: why not; null where it would.
        opens_at: when its hours begin again; null within them or where it has none.
    """

    name: str
    label_en: str
    label_zh: str
    provider_en: str
    provider_zh: str
    kind: str
    conditions_en: str | None
    conditions_zh: str | None
    value: Amount | None
    tells_en: str | None
    tells_zh: str | None
    by: Literal["band", "grant"]
    until_day: date | None
    left: Left
    places_left: int | None
    in_hand: int
    is_open_now: bool
    problem: ProblemItem | None
    opens_at: datetime | None


class PerkAbove(msgspec.Struct, frozen=True, kw_only=True):
    """A perk, or more of one, that the next band opens.

    Attributes:
        value: what that band opens; null where there is no amount.
        by_grant: true where the band alone opens nothing: it lets an officer grant the perk.
    """

    name: str
    label_en: str
    label_zh: str
    value: Amount | None
    by_grant: bool


class PerkToAskFor(msgspec.Struct, frozen=True, kw_only=True):
    """A perk that one's band lets an officer grant, and that is not granted yet.

    Attributes:
        value: what a grant of now would give; null where there is no amount.
    """

    name: str
    label_en: str
    label_zh: str
    provider_en: str
    provider_zh: str
    conditions_en: str | None
    conditions_zh: str | None
    value: Amount | None


class PerkToCome(msgspec.Struct, frozen=True, kw_only=True):
    """A perk that was granted and begins on a later day.

    Attributes:
        value: what it will give; null where there is no amount.
        from_day: the first day, and `until_day` the last one.
    """

    name: str
    label_en: str
    label_zh: str
    value: Amount | None
    from_day: date
    until_day: date


class BandAbove(msgspec.Struct, frozen=True, kw_only=True):
    """The next better band that opens a perk, or more of one, and what it would take.

    Attributes:
        points_missing: from the present total to its threshold.
        by_itself_on: the day on which it is reached where nothing is added, because demerits end;
            null where it is not within their lifetime.
    """

    band: str
    band_en: str
    band_zh: str
    points_missing: Decimal
    by_itself_on: date | None
    perks: tuple[PerkAbove, ...]


class EndingSoon(msgspec.Struct, frozen=True, kw_only=True):
    """What ends, or is to be brought back, within thirty days.

    Attributes:
        what: a grant, something lent, or the perk itself.
        on: the last day.
    """

    what: Literal["grant", "lent", "perk"]
    perk: str
    label_en: str
    label_zh: str
    on: date


class OwnPerks(msgspec.Struct, frozen=True, kw_only=True):
    """The perks one has, in the scheme's order, and those of the next band.

    Attributes:
        to_come: those granted that begin later, the soonest first.
        to_ask_for: those that only an officer's grant opens, where one's band lets it be granted.
        above: null where no better band opens more.
        ending: the soonest first.
    """

    band: str
    band_en: str
    band_zh: str
    perks: tuple[OwnPerk, ...]
    to_come: tuple[PerkToCome, ...]
    to_ask_for: tuple[PerkToAskFor, ...]
    above: BandAbove | None
    ending: tuple[EndingSoon, ...]


class OwnRedemption(msgspec.Struct, frozen=True, kw_only=True):
    """A perk one used.

    Attributes:
        code: by which the counter finds it again, when it is brought back.
        due_on: of what is lent: the day by which it is to be brought back.
    """

    id: str
    perk: str
    label_en: str
    label_zh: str
    provider_en: str
    provider_zh: str
    value: Amount | None
    code: str
    taken_at: datetime
    due_on: date | None
    state: Literal["used", "lent", "returned", "reversed"]
