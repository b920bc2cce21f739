"""Where axes are marked, and with which words: as many marks as can be read, at any width."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from math import ceil, floor, log10
from typing import Final

import msgspec

Tick = tuple[float, str]
# The space between two labels, by which they are told apart.
GAP: Final = 16
DAY_FORM: Final = "%Y-%m-%d"
_DAYS_A_MONTH: Final = 30.4
_MONTHS_A_YEAR: Final = 12
# Weeks begin on Mondays.
_MONDAY: Final = datetime(1970, 1, 5, tzinfo=UTC)


class _Step(msgspec.Struct, frozen=True):
    """From one mark to the next: days, or months where they are not zero."""

    days: float
    months: int
    form: str


_STEPS: Final = (
    *(_Step(hours / 24, 0, "%m-%d %H:%M") for hours in (1, 3, 6, 12)),
    *(_Step(days, 0, DAY_FORM) for days in (1, 2, 7, 14)),
    *(_Step(months * _DAYS_A_MONTH, months, "%Y-%m") for months in (1, 2, 3, 6)),
    *(_Step(n * 12 * _DAYS_A_MONTH, n * 12, "%Y") for n in (1, 2, 5, 10, 20, 50)),
)


def place_of(moment: datetime) -> float:
    """Where a moment stands on an axis: by the city's clocks, whose hours all are as wide."""
    return moment.replace(tzinfo=UTC).timestamp()


def plain(value: float) -> str:
    """A number without more digits than it has."""
    written = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def value_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Round numbers between two values, so many at most; whole ones where the range is wide."""
    span = high - low
    if span <= 0 or most < 1:
        return [(low, plain(low))]
    power: float = 10.0 ** floor(log10(span / most))
    step = next(power * factor for factor in (1, 2, 5, 10, 20) if span / (power * factor) <= most)
    if span > 1:
        step = max(step, 1.0)
    numbers = range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)
    return [(number * step, plain(number * step)) for number in numbers]


def time_ticks(first: datetime, last: datetime, pixels: float, label_pixels: float) -> list[Tick]:
    """Dates between two moments, as many as fit; the ends where no round dates do.

    Args:
        first: the axis' beginning, in the city's time.
        last: its end.
        pixels: its width.
        label_pixels: how wide the longest label is.
    """
    begin, end = first.replace(tzinfo=UTC), last.replace(tzinfo=UTC)
    most = max(int(pixels / (label_pixels + GAP)), 1)
    days = (end - begin) / timedelta(days=1)
    for step in _STEPS:
        if days / step.days > most + 1:
            continue
        moments = list(takewhile(lambda moment: moment <= end, _from(begin, step)))
        if min(most, 2) <= len(moments) <= most:
            return [(place_of(moment), moment.strftime(step.form)) for moment in moments]
    ends = [begin, end] if most > 1 and begin.date() != end.date() else [end]
    return [(place_of(moment), moment.strftime(DAY_FORM)) for moment in ends]


def _from(begin: datetime, step: _Step) -> Iterator[datetime]:
    """Round moments from one on, for ever."""
    if step.months:
        yield from _months_from(begin, step.months)
    length = timedelta(days=step.days)
    moment = _MONDAY + length * ceil((begin - _MONDAY) / length)
    while True:
        yield moment
        moment += length


def _months_from(begin: datetime, months: int) -> Iterator[datetime]:
    number = begin.year * _MONTHS_A_YEAR + begin.month - 1
    number -= number % months
    while True:
        year, month = divmod(number, _MONTHS_A_YEAR)
        moment = datetime(year, month + 1, 1, tzinfo=UTC)
        if moment >= begin:
            yield moment
        number += months
