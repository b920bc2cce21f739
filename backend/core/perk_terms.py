"""What would keep a perk from being used as its scheme states it: amounts, limits, hours, stock."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Final

from backend.core.perks import WEEKDAYS
from backend.core.problems import Place, Problem
from backend.core.scheme import Perk, PerkHours, PerkValue, SchemeText
from backend.core.term import FIRST_DAY, LAST_DAY

PERCENT: Final = "percent"
PERCENTAGE_OFF: Final = "percentage-off"
WHOLE: Final = Decimal(100)
FINEST: Final = Decimal("0.01")
AMOUNT_MOST: Final = Decimal(1_000_000_000)
PLACES_MOST: Final = 1_000_000
LENT_DAYS_MOST: Final = 366
MIDNIGHT: Final = time()
# How often one weekday comes, at most, in a week, a month, a quarter and a year.
WEEKDAY_IN: Final = {"week": 1, "month": 5, "quarter": 14, "year": 53}

# The periods of limits, the shortest first, and the most of each shorter one in a longer one.
_PERIODS: Final = ("day", "week", "month", "quarter", "year")
_IN_ONE: Final = {
    ("day", "week"): 7,
    ("day", "month"): 31,
    ("day", "quarter"): 92,
    ("day", "year"): 366,
    ("week", "month"): 6,
    ("week", "quarter"): 15,
    ("week", "year"): 54,
    ("month", "quarter"): 3,
    ("month", "year"): 12,
    ("quarter", "year"): 4,
}


def terms_problems(place: Place, perk: Perk, scheme: SchemeText) -> Iterator[Problem]:
    """Everything that could never be used, or not as an official means it."""
    yield from _value_problems(place, perk, [band.name for band in scheme.bands])
    yield from _unit_problems(place, perk)
    yield from _number_problems(place, perk)
    yield from _limit_problems(place, perk, scheme)
    yield from _stock_problems(place, perk)
    yield from _hours_problems(place, perk.hours)
    yield from _day_problems(place, perk, scheme)


def _value_problems(place: Place, perk: Perk, bands: Sequence[str]) -> Iterator[Problem]:
    """Values stand best band first and fall with the bands down to the one that opens the perk."""
    if not perk.values:
        return
    for better, other in pairwise(perk.values):
        if {better.from_, other.from_} <= {*bands} and (
            bands.index(better.from_) >= bands.index(other.from_)
        ):
            values = {"first": better.from_, "second": other.from_}
            yield place.problem("values-order", "values", None, **values)
        elif better.amount <= other.amount:
            values = {"better": better.from_, "other": other.from_}
            yield place.problem("values-do-not-fall", "values", None, **values)
    if perk.values[-1].from_ in {*bands} - {perk.opens_from}:
        yield place.problem("values-end", "values", None, band=perk.opens_from)
    for value in perk.values:
        yield from _amount_problems(place, perk, value)


def _amount_problems(place: Place, perk: Perk, value: PerkValue) -> Iterator[Problem]:
    amount, most = value.amount, WHOLE if perk.unit == PERCENT else AMOUNT_MOST
    if not amount.is_finite() or amount <= 0:
        yield place.problem("not-above-zero", "values", None, value=str(amount))
    elif amount > most:
        yield place.problem("above-most", "values", None, value=str(amount), most=str(most))
    elif amount != amount.quantize(FINEST):
        yield place.problem("amount-too-fine", "values", None, value=str(amount))


def _unit_problems(place: Place, perk: Perk) -> Iterator[Problem]:
    """Amounts have a unit, and nothing else has; percent is of a percentage off."""
    if perk.values and perk.unit is None:
        yield place.problem("values-without-unit", "unit")
    if perk.unit is not None and not perk.values:
        yield place.problem("unit-without-values", "values", None, unit=perk.unit)
    if perk.unit is not None and (perk.unit == PERCENT) is not (perk.kind == PERCENTAGE_OFF):
        yield place.problem("percent-and-kind", "unit", None, unit=perk.unit, kind=perk.kind)


def _number_problems(place: Place, perk: Perk) -> Iterator[Problem]:
    """Numbers are above 0, and no larger than can be counted."""
    limits = perk.limits
    named = [(f"limits.{name}", getattr(limits, name), PLACES_MOST) for name in _PERIODS]
    named.append(("limits.at_once", limits.at_once, PLACES_MOST))
    named.append(("lent_days", perk.lent_days, LENT_DAYS_MOST))
    if perk.stock is not None:
        named.append(("stock.places", perk.stock.places, PLACES_MOST))
    for key, value, most in named:
        if value is not None and value <= 0:
            yield place.problem("not-above-zero", key, None, value=str(value))
        elif value is not None and value > most:
            yield place.problem("above-most", key, None, value=str(value), most=str(most))


def _limit_problems(place: Place, perk: Perk, scheme: SchemeText) -> Iterator[Problem]:
    """Each limit can be reached beside the others, on the days on which the perk can be used."""
    stated = [(name, getattr(perk.limits, name)) for name in _PERIODS]
    for (short, few), (long, many) in combinations(
        [(name, most) for name, most in stated if most is not None and most > 0], 2
    ):
        reached = few * _times(perk, scheme, short, long)
        values = {"short": short, "long": long, "few": str(few), "many": str(many)}
        if few > many:
            yield place.problem("limit-never-used", f"limits.{short}", None, **values)
        elif many > reached:
            values["reached"] = str(reached)
            yield place.problem("limit-never-reached", f"limits.{long}", None, **values)
    if perk.limits.at_once is not None and perk.lent_days is None:
        yield place.problem("at-once-not-lent", "limits.at_once")


def _times(perk: Perk, scheme: SchemeText, short: str, long: str) -> int:
    """In how many of the shorter periods within a longer one a perk can be used, at most.

    Hours without a day, and a last day before the first, are told by themselves.
    """
    times = _IN_ONE[short, long]
    days = {day for hours in perk.hours for day in hours.days}
    if short == "day" and days:
        times = min(times, len(days) * WEEKDAY_IN[long])
    if perk.valid_until is not None:
        valid = perk.valid_until - _first_day(perk, scheme)
        if valid >= timedelta():
            times = min(times, valid.days + 1)
    return times


def _stock_problems(place: Place, perk: Perk) -> Iterator[Problem]:
    """No resident may use more than there is for everybody."""
    stock = perk.stock
    if stock is None or stock.places <= 0:
        return
    if stock.per is not None and perk.lent_days is not None:
        yield place.problem("stock-lent-per", "stock.per")
    # What is lent comes back, and what is there anew is more in a longer period.
    within: tuple[str, ...] = () if perk.lent_days is not None else _PERIODS
    if stock.per is not None:
        within = within[: _PERIODS.index(stock.per) + 1]
    for name in (*within, "at_once"):
        most = getattr(perk.limits, name)
        if most is not None and most > stock.places:
            values = {"most": str(most), "places": str(stock.places)}
            yield place.problem("limit-over-stock", f"limits.{name}", None, **values)


def _hours_problems(place: Place, hours: Sequence[PerkHours]) -> Iterator[Problem]:
    """Hours begin before they end, on days that are named once, and none twice."""
    for each in hours:
        if not each.days:
            yield place.problem("hours-without-days", "hours")
        for day in dict.fromkeys(day for day in each.days if each.days.count(day) > 1):
            yield place.problem("hours-day-twice", "hours", None, day=day)
        if each.from_.tzinfo is not None or each.until.tzinfo is not None:
            yield place.problem("hours-with-zone", "hours")
            return
        if each.until == MIDNIGHT:
            yield place.problem("hours-until-midnight", "hours")
        elif each.from_ >= each.until:
            values = {"first": f"{each.from_:%H:%M:%S}", "until": f"{each.until:%H:%M:%S}"}
            yield place.problem("hours-order", "hours", None, **values)
    for one, other in combinations(hours, 2):
        both = [day for day in one.days if day in other.days]
        if both and one.from_ < other.until and other.from_ < one.until:
            yield place.problem("hours-overlap", "hours", None, day=both[0])


def _day_problems(place: Place, perk: Perk, scheme: SchemeText) -> Iterator[Problem]:
    """Its days lie in the scheme's time, and the first is not after the last."""
    for key in ("valid_from", "valid_until"):
        day = getattr(perk, key)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            values = {"day": str(day), "first": str(FIRST_DAY), "last": str(LAST_DAY)}
            yield place.problem("date-out-of-range", key, None, **values)
    last = perk.valid_until
    if last is None:
        return
    if perk.valid_from is not None and last < perk.valid_from:
        yield place.problem("valid-order", "valid_until", None, first=str(perk.valid_from))
    elif last < scheme.effective_on:
        yield place.problem("valid-too-early", "valid_until", None, day=str(scheme.effective_on))
    else:
        yield from _opening_problems(place, perk, _first_day(perk, scheme), last)


def _opening_problems(place: Place, perk: Perk, first: date, last: date) -> Iterator[Problem]:
    """Of a perk that is valid for less than a week, some hours lie on its days."""
    days = {
        WEEKDAYS[(first + timedelta(days=ahead)).weekday()]
        for ahead in range(min((last - first).days + 1, len(WEEKDAYS)))
    }
    if perk.hours and all(hours.days and not days & {*hours.days} for hours in perk.hours):
        yield place.problem("hours-never", "hours", None, first=str(first), last=str(last))


def _first_day(perk: Perk, scheme: SchemeText) -> date:
    """The first day on which a perk can be used."""
    return max(perk.valid_from or scheme.effective_on, scheme.effective_on)
