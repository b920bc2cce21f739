"""Whether a perk can be used now, how often still, and how much it gives.

Everything is counted in the city's civil days: `local` is the moment in the city's time zone. What
keeps a perk from being used is said about the perk alone, never about a band or a score, so that
the resident and the counter may read the same sentence.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

import msgspec

from backend.core.bands import opens
from backend.core.problems import Place, Problem
from backend.core.scheme import Band, Perk
from backend.core.sentences.perk_use import PERIODS, REST
from backend.core.term import MONTHS_A_YEAR, months_after

MONTHS_A_QUARTER: Final = 3
DAYS_A_WEEK: Final = 7
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Any row of hours opens within a week, and within two where the calendar itself leaves out a day.
DAYS_AHEAD: Final = 2 * DAYS_A_WEEK


class Use(msgspec.Struct, frozen=True):
    """A use of a perk by one resident, not reversed.

    Attributes:
        on_day: the city's civil day of it.
        is_in_hand: true where something was lent that is not yet brought back.
    """

    on_day: date
    is_in_hand: bool


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """How often a resident can still use a perk; none where there is no such limit."""

    day: int | None = None
    week: int | None = None
    month: int | None = None
    quarter: int | None = None
    year: int | None = None
    at_once: int | None = None


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1, 1)


# The first day of the period that holds a day, and that of the period after it.
_FIRST: Final[dict[str, Callable[[date], date]]] = {
    "day": lambda day: day,
    "week": _week,
    "month": lambda day: day.replace(day=1),
    "quarter": _quarter,
    "year": lambda day: date(day.year, 1, 1),
}
_NEXT: Final[dict[str, Callable[[date], date]]] = {
    "day": lambda day: day + timedelta(days=1),
    "week": lambda day: _week(day) + timedelta(days=DAYS_A_WEEK),
    "month": lambda day: months_after(day.replace(day=1), 1),
    "quarter": lambda day: months_after(_quarter(day), MONTHS_A_QUARTER),
    "year": lambda day: months_after(date(day.year, 1, 1), MONTHS_A_YEAR),
}


def amount_for(perk: Perk, bands: Sequence[Band], band: str) -> Decimal | None:
    """How much the perk gives in a band; none where it gives no amount, or nothing there."""
    amounts = (each.amount for each in perk.values if opens(bands, band, each.from_))
    return next(amounts, None)


def is_opened_by(perk: Perk, bands: Sequence[Band], band: str) -> bool:
    """True where the band alone opens the perk."""
    return not perk.by_grant and opens(bands, band, perk.opens_from)


def counted_since(perk: Perk, day: date) -> date:
    """The first day that any limit of the perk looks at; beside it, what is in hand counts."""
    return min((_FIRST[period](day) for period, _ in _limits(perk)), default=day)


def left_of(perk: Perk, uses: Sequence[Use], day: date) -> Left:
    """How often the perk can still be used on a day; never below 0.

    Args:
        perk: with its limits.
        uses: of one resident, at least since `counted_since`.
        day: the city's civil day.
    """
    left = {period: max(0, most - _used(uses, period, day)) for period, most in _limits(perk)}
    if perk.limits.at_once is not None:
        left["at_once"] = max(0, perk.limits.at_once - sum(use.is_in_hand for use in uses))
    return Left(**left)


def is_within_hours(perk: Perk, local: datetime) -> bool:
    """True where the perk's hours include this moment, or it has none."""
    weekday, now = WEEKDAYS[local.weekday()], local.time()
    return not perk.hours or any(
        weekday in hours.days and hours.from_ <= now < hours.until for hours in perk.hours
    )


def opens_next(perk: Perk, local: datetime) -> datetime | None:
    """The next moment at which the perk's hours begin, while the perk is valid.

    None within its hours, where it has none, and where they do not begin again.
    """
    if not perk.hours or (_is_valid(perk, local.date()) and is_within_hours(perk, local)):
        return None
    begin = local
    if perk.valid_from is not None and local.date() < perk.valid_from:
        begin = datetime.combine(perk.valid_from, time(), tzinfo=local.tzinfo)
    after = begin.astimezone(UTC)
    moments = (each for each in _beginnings(perk, begin) if each.astimezone(UTC) >= after)
    usable = (each for each in moments if is_within_hours(perk, each))
    valid = (each for each in usable if _is_valid(perk, each.date()))
    return min(valid, key=lambda each: each.astimezone(UTC), default=None)


def period_of(perk: Perk, day: date) -> str:
    """The period whose places a use on this day takes: 2026-11-22, 2026-W47, 2026-11 or 2026.

    Empty where the places are not there anew. A week belongs to the year of its Thursday.
    """
    match perk.stock.per if perk.stock is not None else None:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}"
        case "month":
            return f"{day:%Y-%m}"
        case "year":
            return f"{day:%Y}"
    return ""


def due_on(perk: Perk, day: date) -> date | None:
    """The day by which what is lent on this day is to be brought back; none for what is not."""
    return day + timedelta(days=perk.lent_days) if perk.lent_days is not None else None


def obstacle(
    perk: Perk, uses: Sequence[Use], local: datetime, places_left: int | None
) -> Problem | None:
    """What keeps the perk from being used at this moment, and until when; none where nothing does.

    Args:
        perk: as its scheme states it.
        uses: of one resident, at least since `counted_since`.
        local: the moment, in the city's time zone.
        places_left: of the stock's present period; none where there is no stock.
    """
    return (
        _invalid(perk, local)
        or _closed(perk, local)
        or _used_up(perk, uses, local)
        or _empty(perk, local, places_left)
    )


def _limits(perk: Perk) -> Iterator[tuple[str, int]]:
    """The limits by period, the shortest first."""
    for period in _FIRST:
        most = getattr(perk.limits, period)
        if most is not None:
            yield period, most


def _used(uses: Sequence[Use], period: str, day: date) -> int:
    first = _FIRST[period]
    return sum(first(use.on_day) == first(day) for use in uses)


def _is_valid(perk: Perk, day: date) -> bool:
    return (perk.valid_from or day) <= day <= (perk.valid_until or day)


def _beginnings(perk: Perk, begin: datetime) -> Iterator[datetime]:
    """Moments at which hours may begin: at `from`, or where the clock jumps into them."""
    zone = begin.tzinfo
    for ahead in range(DAYS_AHEAD + 1):
        midnight = datetime.combine(begin.date() + timedelta(days=ahead), time(), tzinfo=zone)
        for hours in perk.hours:
            for fold in (0, 1):
                moment = datetime.combine(midnight.date(), hours.from_, tzinfo=zone)
                yield moment.replace(fold=fold).astimezone(UTC).astimezone(zone)
        yield from _jumps(midnight)


def _jumps(midnight: datetime) -> Iterator[datetime]:
    """The moment of this day at which the clock is put forward or back, if it is."""
    zone = midnight.tzinfo
    early = midnight.astimezone(UTC)
    late = early + timedelta(days=1)
    offset = midnight.utcoffset()
    if late.astimezone(zone).utcoffset() == offset:
        return
    while late - early > timedelta(seconds=1):
        middle = (early + (late - early) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    yield late.astimezone(zone)


def _problem(perk: Perk, kind: str, **values: str) -> Problem:
    return Place("perk", perk.name).problem(kind, "", None, **values)


def _invalid(perk: Perk, local: datetime) -> Problem | None:
    day = local.date()
    if perk.valid_from is not None and day < perk.valid_from:
        return _problem(perk, "perk-not-yet", first=perk.valid_from.isoformat())
    return _over(perk) if not _is_valid(perk, day) else None


def _over(perk: Perk) -> Problem:
    return _problem(perk, "perk-over", last=str(perk.valid_until))


def _closed(perk: Perk, local: datetime) -> Problem | None:
    if is_within_hours(perk, local):
        return None
    begins = opens_next(perk, local)
    if begins is None:
        return _over(perk)
    return _problem(perk, "perk-closed", at=f"{begins:%Y-%m-%d %H:%M}")


def _used_up(perk: Perk, uses: Sequence[Use], local: datetime) -> Problem | None:
    """The limit that holds longest; a full hand only where no period keeps from using it."""
    day = local.date()
    reached = [
        (_NEXT[period](day), period, most)
        for period, most in _limits(perk)
        if _used(uses, period, day) >= most
    ]
    if reached:
        first, period, most = max(reached, key=lambda each: each[0])
        english, chinese = PERIODS[period]
        values = {"most": str(most), "period_en": english, "period_zh": chinese}
        return _problem(perk, "perk-limit-reached", **values, **_again(perk, local, first))
    if left_of(perk, uses, day).at_once == 0:
        return _problem(perk, "perk-hands-full", most=str(perk.limits.at_once))
    return None


def _empty(perk: Perk, local: datetime, places_left: int | None) -> Problem | None:
    if perk.stock is None or places_left is None or places_left > 0:
        return None
    if perk.stock.per is not None:
        first = _NEXT[perk.stock.per](local.date())
        return _problem(perk, "perk-stock-empty", **_again(perk, local, first))
    english, chinese = REST["returned" if perk.lent_days is not None else "gone"]
    return _problem(perk, "perk-stock-empty", rest_en=english, rest_zh=chinese)


def _again(perk: Perk, local: datetime, first: date) -> dict[str, str]:
    """A sentence that says from when the perk can be used again, by its hours and validity."""
    midnight = datetime.combine(first, time(), tzinfo=local.tzinfo)
    begins = midnight if is_within_hours(perk, midnight) else opens_next(perk, midnight)
    if begins is None or not _is_valid(perk, begins.date()):
        english, chinese = REST["over"]
        return {"rest_en": english, "rest_zh": chinese}
    english, chinese = REST["again"]
    day = begins.date().isoformat()
    return {"rest_en": english.format(day=day), "rest_zh": chinese.format(day=day)}
