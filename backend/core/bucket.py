"""Buckets: the deeds that are priced together, and how their sum changes from day to day.

Every deed acts from one day to another. A bucket holds what acts on the day of reckoning and, by
day, what will start and end, so that one walk over the days finds when each line changes.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from backend.core.bound import BoundRule
from backend.core.deed import Deed, Standing
from backend.core.price import AfterEffect, DirectGrade, EachPeriod, Floor
from backend.core.pricing import ZERO, amount_of, term_of
from backend.core.term import Term, end_of, months_after


class Part(IntEnum):
    """Which part of a deed's life a bucket prices."""

    MAIN = 0
    AFTER_EFFECT = 1
    REPAIRED = 2


class Bucket:
    """The deeds of one rule (or pool), one part of their life and one calendar year."""

    __slots__ = (
        "amount",
        "band",
        "bound",
        "changes",
        "count",
        "deeds",
        "has_open",
        "has_unpriced",
        "is_floor",
        "part",
        "rests_merits",
        "year",
    )

    def __init__(self, bound: BoundRule, part: Part, year: int | None) -> None:
        """Start empty; `year` is none where the rule has no calendar-year window."""
        self.bound = bound
        self.part = part
        self.year = year
        self.is_floor = part is Part.MAIN and isinstance(bound.price, Floor)
        self.band = _band_named(bound, part)
        self.rests_merits = (
            part is Part.MAIN and bound.deed_type.ongoing and isinstance(bound.price, DirectGrade)
        )
        self.amount = ZERO
        self.count = 0
        self.deeds: list[str] = []
        self.has_open = False
        self.has_unpriced = False
        self.changes: dict[date, tuple[Decimal, int]] = {}

    def add(self, amount: Decimal, count: int, start: date, end: date, today: date) -> bool:
        """Let an amount act from `start` to the day before `end`; true if it acts today."""
        if end <= start or end <= today:
            return False
        if start <= today:
            self.amount += amount
            self.count += count
        else:
            self._change(start, amount, count)
        self._change(end, -amount, -count)
        return start <= today

    def _change(self, day: date, amount: Decimal, count: int) -> None:
        before = self.changes.get(day)
        if before is not None:
            amount, count = before[0] + amount, before[1] + count
        self.changes[day] = (amount, count)

    def advance(self, day: date) -> None:
        """Apply what starts and ends on `day`."""
        change = self.changes.get(day)
        if change is not None:
            self.amount += change[0]
            self.count += change[1]


def _band_named(bound: BoundRule, part: Part) -> str:
    """The band that a direct grade or an after-effect names, or nothing."""
    if part is Part.MAIN and isinstance(bound.price, DirectGrade):
        return bound.price.band
    effect = bound.after_effect if part is Part.AFTER_EFFECT else None
    return (effect.band if effect is not None else None) or ""


BucketKey = tuple[str, Part, int | None]


class Buckets:
    """All buckets of a reckoning, by rule or pool, part and year."""

    def __init__(self, today: date) -> None:
        """Start empty, for reckoning on `today`."""
        self._today = today
        self._buckets: dict[BucketKey, Bucket] = {}

    def all(self) -> list[Bucket]:
        """Every bucket in which something acts today or later."""
        return [bucket for bucket in self._buckets.values() if bucket.changes]

    def put(self, bound: BoundRule, deed: Deed, standing: Standing) -> None:
        """Let a deed act under its rule, as far as is known of it today."""
        life = _life_of(bound, deed, standing)
        repair = bound.rule.repair
        if standing.repaired_on is None or repair is None:
            self._put_main(bound, deed, life)
            if bound.after_effect is not None and life.ended_on is not None:
                self._put_after_effect(bound, bound.after_effect, deed, life)
        elif repair.becomes is not None:
            effect = repair.becomes
            term = term_of(effect.lifetime, deed.grade, abs(effect.points))
            start = max(life.start, standing.repaired_on)
            end = _repair_end(standing.repaired_on, term, life)
            bucket = self._bucket(bound, Part.REPAIRED, _year_of(bound, deed))
            if bucket.add(effect.points, 1, start, end, self._today):
                bucket.deeds.append(deed.id)

    def _put_main(self, bound: BoundRule, deed: Deed, life: "_Life") -> None:
        bucket = self._bucket(bound, Part.MAIN, _year_of(bound, deed))
        amount = amount_of(bound, deed)
        if bucket.add(amount or ZERO, 1, life.start, life.main_end, self._today):
            bucket.deeds.append(deed.id)
            bucket.has_open |= life.is_open
            bucket.has_unpriced |= amount is None
        if isinstance(bound.price, EachPeriod):
            last = life.ended_on or life.main_end
            for day in _completed_periods(deed.occurred_on, bound.price.months, last):
                start = max(life.start, day)
                bucket.add(bound.price.points, 0, start, life.main_end, self._today)

    def _put_after_effect(
        self, bound: BoundRule, effect: AfterEffect, deed: Deed, life: "_Life"
    ) -> None:
        bucket = self._bucket(bound, Part.AFTER_EFFECT, None)
        start = max(life.start, life.main_end)
        if bucket.add(effect.points, 1, start, life.last_end, self._today):
            bucket.deeds.append(deed.id)

    def _bucket(self, bound: BoundRule, part: Part, year: int | None) -> Bucket:
        key = (bound.code, part, year)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(bound, part, year)
        return bucket


class _Life(NamedTuple):
    """The days on which a deed acts under its rule.

    `main_end` ends its own price, `last_end` everything it does if it is not repaired.
    """

    start: date
    main_end: date
    last_end: date
    ended_on: date | None = None
    is_open: bool = False


def _life_of(bound: BoundRule, deed: Deed, standing: Standing) -> _Life:
    start = max(deed.occurred_on, standing.counts_from)
    if not bound.deed_type.ongoing:
        end = _lifetime_end(bound, deed, deed.occurred_on)
        return _Life(start, end, end)
    lapse = lapse_of(bound, deed.occurred_on, standing.proven_on)
    ended = standing.ended_on
    if ended is None or ended >= lapse:
        # A breach that lapsed before it ended does not come back by ending.
        end = _within_window(bound, deed, lapse)
        return _Life(start, end, end, is_open=True)
    if not isinstance(bound.price, Floor | DirectGrade):
        end = _lifetime_end(bound, deed, ended)
        return _Life(start, end, end, ended)
    effect = bound.after_effect
    if effect is None:
        return _Life(start, ended, ended, ended)
    term = term_of(effect.lifetime, deed.grade, abs(effect.points))
    return _Life(start, ended, end_of(ended, term), ended)


def last_end_of(bound: BoundRule, deed: Deed, standing: Standing) -> date:
    """The day from which a deed does nothing any more, as far as is known of it."""
    return _life_of(bound, deed, standing).last_end


def lapse_of(bound: BoundRule, occurred_on: date, proven_on: Sequence[date]) -> date:
    """The day an open breach lapses: at its ceiling since it was last proven while it stood.

    Args:
        bound: the rule that prices it.
        occurred_on: its first day.
        proven_on: the days on which it was proven anew, ascending.
    """
    lapse = months_after(occurred_on, bound.months_max)
    for day in proven_on:
        if day < lapse:
            lapse = max(lapse, months_after(day, bound.months_max))
    return lapse


def _repair_end(repaired_on: date, term: Term, life: _Life) -> date:
    """The end of what a repair leaves.

    A breach made good while it stood becomes what the scheme says, for the full term. One that is
    over lasts no longer than it would have without the repair.
    """
    end = end_of(repaired_on, term)
    if life.is_open:
        return end if repaired_on < life.main_end else repaired_on
    if life.ended_on is not None and repaired_on <= life.ended_on:
        return end
    return min(end, life.last_end)


def _year_of(bound: BoundRule, deed: Deed) -> int | None:
    """The calendar year whose deeds this one is priced with."""
    return deed.occurred_on.year if bound.by_year else None


def _lifetime_end(bound: BoundRule, deed: Deed, start: date) -> date:
    lifetime = bound.rule.lifetime
    if lifetime is None:
        message = f"rule {bound.rule.deed_type} has no lifetime: check the scheme first"
        raise ValueError(message)
    size = abs(amount_of(bound, deed) or ZERO) if lifetime.by_size is not None else ZERO
    return _within_window(bound, deed, end_of(start, term_of(lifetime, deed.grade, size)))


def _within_window(bound: BoundRule, deed: Deed, end: date) -> date:
    """A rolling window ends a deed's price when the deed leaves it."""
    if bound.rolling_months is None:
        return end
    return min(end, months_after(deed.occurred_on, bound.rolling_months))


def _completed_periods(start: date, months: int, last: date) -> list[date]:
    """The days, to `last`, on which a further period since `start` was or will be complete."""
    periods: list[date] = []
    while (day := months_after(start, months * (len(periods) + 1))) <= last:
        periods.append(day)
    return periods
