"""Buckets: the deeds that are priced together, and how their sum changes from day to day.

Every deed acts from one day to another. A bucket holds what acts on the day of reckoning and, by
day, what will start and end, so that one walk over the days finds when each line changes.
"""

from datetime import date
from decimal import Decimal
from enum import IntEnum

from backend.core.bound import BoundRule
from backend.core.deed import Deed, Standing
from backend.core.price import AfterEffect, DirectGrade, EachPeriod, Floor
from backend.core.pricing import ZERO, amount_of, term_of
from backend.core.scheme import CalendarYear, Rolling
from backend.core.term import end_of, months_after


class Part(IntEnum):
    """Which part of a deed's life a bucket prices."""

    MAIN = 0
    AFTER_EFFECT = 1
    REPAIRED = 2


class Bucket:
    """The deeds of one rule (or pool), one part of their life and one calendar year."""

    __slots__ = (
        "amount",
        "bound",
        "changes",
        "count",
        "deeds",
        "has_open",
        "has_unpriced",
        "part",
        "year",
    )

    def __init__(self, bound: BoundRule, part: Part, year: int | None) -> None:
        """Start empty; `year` is none where the rule has no calendar-year window."""
        self.bound = bound
        self.part = part
        self.year = year
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


BucketKey = tuple[str, Part, int | None]


class Buckets:
    """All buckets of a reckoning, by rule or pool, part and year."""

    def __init__(self, today: date) -> None:
        """Start empty, for reckoning on `today`."""
        self._today = today
        self._buckets: dict[BucketKey, Bucket] = {}

    def all(self) -> list[Bucket]:
        """Every bucket that acts today or will act later."""
        return [bucket for bucket in self._buckets.values() if bucket.changes]

    def put(self, bound: BoundRule, deed: Deed, standing: Standing) -> None:
        """Let a deed act under its rule, as far as is known of it today."""
        life = _Life(bound, deed, standing, self._today)
        repair = bound.rule.repair
        if life.repaired_on is None or repair is None:
            self._put_main(bound, deed, life)
            self._put_after_effect(bound, deed, life)
        elif repair.becomes is not None:
            effect = repair.becomes
            term = term_of(effect.lifetime, deed.grade, abs(effect.points))
            end = min(end_of(life.repaired_on, term), life.last_end)
            start = max(life.start, life.repaired_on)
            self._act(bound, Part.REPAIRED, deed, effect.points, (start, end), is_open=False)

    def _put_main(self, bound: BoundRule, deed: Deed, life: "_Life") -> None:
        amount = amount_of(bound, deed)
        days = (life.start, life.main_end)
        bucket = self._act(bound, Part.MAIN, deed, amount or ZERO, days, is_open=life.is_open)
        bucket.has_unpriced |= amount is None
        if isinstance(bound.price, EachPeriod):
            for day in life.completed_periods(bound.price.months):
                start = max(life.start, day)
                bucket.add(bound.price.points, 0, start, life.main_end, self._today)

    def _put_after_effect(self, bound: BoundRule, deed: Deed, life: "_Life") -> None:
        effect = life.after_effect
        if effect is not None and life.ended_on is not None:
            days = (max(life.start, life.ended_on), life.last_end)
            self._act(bound, Part.AFTER_EFFECT, deed, effect.points, days, is_open=False)

    def _act(  # noqa: PLR0913 - the six facts of an action, each used once
        self,
        bound: BoundRule,
        part: Part,
        deed: Deed,
        amount: Decimal,
        days: tuple[date, date],
        *,
        is_open: bool,
    ) -> Bucket:
        by_year = part is Part.MAIN and isinstance(bound.window, CalendarYear)
        year = deed.occurred_on.year if by_year else None
        key = (bound.code, part, year)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(bound, part, year)
        if bucket.add(amount, 1, days[0], days[1], self._today):
            bucket.deeds.append(deed.id)
            bucket.has_open |= is_open
        return bucket


class _Life:
    """The days on which a deed acts under its rule.

    `main_end` ends its own price, `last_end` everything it does if it is not repaired.
    """

    def __init__(self, bound: BoundRule, deed: Deed, standing: Standing, today: date) -> None:
        self._deed = deed
        self.start = max(deed.occurred_on, standing.counts_from)
        self.ended_on: date | None = None
        self.is_open = False
        self.after_effect: AfterEffect | None = None
        self.repaired_on = standing.repaired_on
        if bound.deed_type.ongoing:
            self._live_ongoing(bound, standing, today)
        else:
            self.main_end = self._lifetime_end(bound, deed.occurred_on)
        if isinstance(bound.window, Rolling):
            self.main_end = min(
                self.main_end, months_after(deed.occurred_on, bound.window.months)
            )
        self.last_end = self.main_end
        if self.after_effect is not None and self.ended_on is not None:
            term = term_of(self.after_effect.lifetime, deed.grade, abs(self.after_effect.points))
            self.last_end = end_of(self.ended_on, term)

    def _live_ongoing(self, bound: BoundRule, standing: Standing, today: date) -> None:
        lapse = months_after(standing.proven_on or self._deed.occurred_on, bound.months_max)
        ended = standing.ended_on
        if ended is None or ended > min(lapse, today):
            # A breach that lapsed before it ended does not come back by ending.
            self.is_open = True
            self.main_end = lapse
            return
        self.ended_on = ended
        if isinstance(bound.price, Floor | DirectGrade):
            self.main_end = ended
            self.after_effect = bound.price.after_effect
        else:
            self.main_end = self._lifetime_end(bound, ended)

    def _lifetime_end(self, bound: BoundRule, start: date) -> date:
        if bound.rule.lifetime is None:
            return start
        size = abs(amount_of(bound, self._deed) or ZERO)
        return end_of(start, term_of(bound.rule.lifetime, self._deed.grade, size))

    def completed_periods(self, months: int) -> list[date]:
        """The days on which a further period was, or will be, complete."""
        last = self.ended_on if self.ended_on is not None else self.main_end
        periods = []
        day = months_after(self._deed.occurred_on, months)
        while day <= last:
            periods.append(day)
            day = months_after(self._deed.occurred_on, months * (len(periods) + 1))
        return periods
