"""What the charter says becomes of deeds, in a page: the small model that the service is held to.

It knows nothing of the service: days, points and lifetimes are copied from the published table and
from the city's file by hand.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

BASE: Final = 600
LEAST: Final = 0
MOST: Final = 1000
NOTICE_DAYS: Final = 10
OBJECTION_DAYS: Final = 15
COOLING_OFF_DAYS: Final = 30
INVITATION_DAYS: Final = 30
COLLECTOR_POINTS: Final = 100
ALONE_LESS_THAN: Final = 30
PERK_FROM: Final = 650
PASSES_MOST: Final = 5
# For so long, what was used is kept.
USES_KEPT: Final = timedelta(days=400)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A deed type with a flat price.

    Attributes:
        points: signed; below zero for a demerit.
        months: how long it counts.
        repair_after: months from the deed to the earliest repair.
        becomes: points and months of a repaired deed; none where nothing is left.
    """

    code: str
    points: int
    months: int
    repair_after: int = 0
    proof: str = ""
    becomes: tuple[int, int] | None = None

    @property
    def is_demerit(self) -> bool:
        """True where it takes points."""
        return self.points < 0


KINDS: Final = (
    Kind(code="innovation-expert", points=20, months=24),
    Kind(code="bone-marrow-donation", points=50, months=60),
    Kind(code="public-order-penalty", points=-30, months=12, repair_after=1, proof="apology"),
    Kind(
        code="administrative-detention",
        points=-50,
        months=24,
        repair_after=3,
        proof="volunteering",
        becomes=(-20, 12),
    ),
)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(kw_only=True)
class Deed:
    """A deed and what became of it.

    Attributes:
        counts_from: none while a second person has not confirmed it.
        suspended_on: since when an open objection keeps it from counting.
        due_on: the last day for the answer to that objection.
    """

    id: str
    kind: Kind
    occurred_on: date
    entered_by: str
    entered_on: date
    counts_from: date | None = None
    confirmed_by: str | None = None
    suspended_on: date | None = None
    due_on: date | None = None
    objection: str | None = None
    has_objected: bool = False
    repair: str | None = None
    repair_on: date | None = None
    repaired_on: date | None = None
    annulled: bool = False

    def points_on(self, day: date) -> int | None:
        """What it gives or takes on a day; none where it does not count."""
        if self.annulled or self.suspended_on or self.counts_from is None or day < self.counts_from:
            return None
        points, start, months = self.kind.points, self.occurred_on, self.kind.months
        if self.repaired_on is not None:
            if self.kind.becomes is None:
                return None
            points, months = self.kind.becomes
            start = self.repaired_on
        return points if day < months_later(start, months) else None

    def annul(self) -> None:
        """It counts no more, and whatever was asked about it is over."""
        self.annulled, self.repair = True, None
        self._settle()

    def resume(self, day: date) -> None:
        """It counts again; a notice that ran out meanwhile is over with the day after."""
        assert self.suspended_on is not None
        if self.counts_from is not None and self.suspended_on < self.counts_from <= day:
            self.counts_from = day + timedelta(days=1)
        self._settle()

    def make_good(self, day: date) -> None:
        """It becomes what the scheme says; an objection to it is still to be answered."""
        self.repaired_on, self.repair = day, None

    def _settle(self) -> None:
        self.objection = self.due_on = self.suspended_on = None


@dataclass(kw_only=True)
class Grant:
    """A perk that was granted.

    Attributes:
        last: on which it holds, also after it was revoked; none where it ended at once.
    """

    id: str
    granted_on: date
    until: date
    last: date | None
    is_revoked: bool = False
    is_used: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it opens its perk."""
        return self.last is not None and self.granted_on <= day <= self.last

    def revoke(self, day: date) -> None:
        """With notice, unless it was made today and nothing was booked on it."""
        self.is_revoked = True
        is_mistake = self.granted_on == day and not self.is_used
        self.last = None if is_mistake else min(self.until, day + timedelta(days=NOTICE_DAYS))


@dataclass(kw_only=True)
class Pass:
    """A pass that was asked for.

    Attributes:
        grant: that opened the perk, where the band did not.
    """

    token: str
    asked_on: date
    holder: str
    grant: Grant | None
    is_used: bool = False


@dataclass(kw_only=True)
class Resident:
    """One who may take part.

    Attributes:
        state: `unknown`, `invited`, `participating`, `leaving` or `gone`.
    """

    place: int
    state: str = "unknown"
    subject: str = ""
    invited_on: date = date.max
    left_on: date | None = None
    deeds: dict[str, Deed] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)
    passes: list[Pass] = field(default_factory=list)
    used: dict[str, date] = field(default_factory=dict)

    def total_on(self, day: date) -> int:
        """The score's total."""
        points = [deed.points_on(day) or 0 for deed in self.deeds.values()]
        return min(max(BASE + sum(points), LEAST), MOST)

    def counting_on(self, day: date) -> set[str]:
        """The deeds that the score's lines name."""
        return {each.id for each in self.deeds.values() if each.points_on(day) is not None}

    def grant_on(self, day: date) -> Grant | None:
        """The grant that opens the perk, where the band does not."""
        return next((each for each in self.grants if each.holds_on(day)), None)

    def has_perk_on(self, day: date) -> bool:
        """Whether band or grant opens the perk."""
        return self.total_on(day) >= PERK_FROM or self.grant_on(day) is not None

    def is_worth_something(self, shown: Pass, day: date) -> bool:
        """Whether a pass that is shown on its day may be booked, but for having been."""
        is_holder = shown.holder == self.subject and self.state == "participating"
        grant = shown.grant
        return is_holder and (grant is None or not grant.is_revoked or grant.holds_on(day))

    def end_grants(self) -> None:
        """Leaving ends them all, for good and without notice."""
        for each in self.grants:
            each.is_revoked, each.last = True, None

    def counts_alone(self, kind: Kind, account: str, day: date, *, has_document: bool) -> bool:
        """True for a merit that one collector may give today without a second person."""
        if kind.is_demerit or (kind.points >= ALONE_LESS_THAN and not has_document):
            return False
        given = sum(
            each.kind.points
            for each in self.deeds.values()
            if each.entered_by == account
            and not each.kind.is_demerit
            and each.confirmed_by is None
            and each.counts_from is not None
            and not each.annulled
            and each.entered_on.year == day.year
        )
        return given + kind.points <= COLLECTOR_POINTS

    def pass_to(self, day: date) -> None:
        """What the calendar does by itself: objections are upheld, and leaving ends in erasure."""
        if self.left_on is not None and day >= self.left_on + timedelta(days=COOLING_OFF_DAYS):
            self.forget()
        if self.state != "participating":
            return
        for each in self.deeds.values():
            if each.due_on is not None and day > each.due_on:
                each.annul()

    def give_up(self, day: date) -> None:
        """Who was invited and never consented is let go by the clock."""
        if self.state == "invited" and day > self.invited_on + timedelta(days=INVITATION_DAYS):
            self.forget()

    def forget(self) -> None:
        """Erased: nobody has ever been here."""
        self.state, self.left_on, self.subject = "gone", None, ""
        self.deeds.clear()
        self.grants.clear()
        self.used.clear()

    def come_back(self, day: date) -> None:
        """Take part again; meanwhile neither a notice nor the time for an answer ran."""
        assert self.left_on is not None
        for each in self.deeds.values():
            is_running = each.counts_from is not None and each.counts_from > self.left_on
            if is_running and each.kind.is_demerit and not each.annulled:
                assert each.counts_from is not None
                each.counts_from += day - self.left_on
            if each.due_on is not None:
                each.due_on += day - self.left_on
        self.state, self.left_on = "participating", None
