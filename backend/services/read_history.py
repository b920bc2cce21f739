"""How a score became what it is: recomputed at every moment that could have changed it."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Final

from backend.contracts.scoring import HistoryEvent, HistoryView
from backend.core.deed import Deed
from backend.core.instant import instant_in, start_of
from backend.core.score import Score
from backend.core.scoring import score
from backend.services.desk import Desk
from backend.services.taking_part import participating
from backend.storage.database import Transaction
from backend.storage.deeds import deeds_of
from backend.storage.residents import Consent, consents_of, resident_of
from backend.storage.schemes import Period, periods

# More steps than a long life of deeds has; the history begins with the last so many.
MOMENTS_MOST: Final = 2000


async def read_history(desk: Desk, city: str, subject: str, now: datetime) -> list[HistoryView]:
    """The score from the first deed on, newest first, and why it changed each time.

    A past score is what was known then, under the scheme in force then; nothing recorded later
    changes it. While the resident was leaving there was none.

    Raises:
        ProblemsError: where no consent is in force.
    """

    def work(tx: Transaction) -> list[HistoryView]:
        participating(resident_of(tx, city, subject), now)
        consents = consents_of(tx, city, subject)
        deeds = deeds_of(tx, city, subject)
        known = [each for each in periods(tx, city) if each.cancelled_at is None]
        walk = _Walk(desk, tx, city, deeds, known, _away(consents))
        return walk.views(consents[0].at, now)

    # In a thread of its own: a long life of deeds is long to walk.
    return await asyncio.to_thread(desk.database.read_now, work)


def _away(consents: list[Consent]) -> list[tuple[datetime, datetime]]:
    """From when until when the resident was leaving, each time."""
    return [(was.at, later.at) for was, later in pairwise(consents) if was.kind == "left"]


class _Walk:
    """From moment to moment, each found from the one before."""

    def __init__(
        self,
        desk: Desk,
        tx: Transaction,
        city: str,
        deeds: list[Deed],
        known: list[Period],
        away: list[tuple[datetime, datetime]],
    ) -> None:
        self._desk, self._tx, self._city = desk, tx, city
        self._zone = desk.city(city).time_zone
        self._deeds = deeds
        self._periods = known
        self._away = away
        self._steps = sorted(
            (step.at, step.kind.value, deed.id) for deed in deeds for step in deed.steps
        )

    def views(self, first: datetime, now: datetime) -> list[HistoryView]:
        """Every moment at which total or band changed, newest first."""
        recent = self._steps[-MOMENTS_MOST:]
        begin = first if len(recent) == len(self._steps) else recent[0][0]
        made: list[tuple[datetime, Score]] = []
        moment: datetime | None = begin
        while moment is not None and moment <= now:
            found = self._score(moment)
            if found is None:
                break
            if not any(left <= moment < back for left, back in self._away):
                made.append((moment, found))
            moment = self._next(moment, found)
        views = [
            self._view(*later, was[1]) for was, later in pairwise(made) if _differs(was, later)
        ]
        return [*reversed(views), self._view(*made[0])] if made else []

    def _score(self, moment: datetime) -> Score | None:
        period = self._period(moment)
        if period is None:
            return None
        held = self._desk.shelf.held(self._tx, self._city, period.digest)
        return score(held.scheme, self._deeds, instant_in(self._zone, moment))

    def _period(self, moment: datetime) -> Period | None:
        begun = [each for each in self._periods if each.from_at <= moment]
        return max(begun, key=lambda each: (each.from_at, each.number), default=None)

    def _next(self, moment: datetime, found: Score) -> datetime | None:
        """The next moment at which anything can change."""
        coming = (
            *(at for at, _, _ in self._steps),
            *(each.from_at for each in self._periods),
            *(back for _, back in self._away),
            *((start_of(self._zone, found.next_change),) if found.next_change else ()),
        )
        return min((at for at in coming if at > moment), default=None)

    def _view(self, at: datetime, found: Score, was: Score | None = None) -> HistoryView:
        because = [
            HistoryEvent(kind=kind, deed=deed) for when, kind, deed in self._steps if when == at
        ]
        if any(each.from_at == at for each in self._periods):
            because.append(HistoryEvent(kind="scheme"))
        if any(back == at for _, back in self._away):
            because.append(HistoryEvent(kind="returned"))
        if not because and was is not None:
            because += _by_calendar(was, found)
        return HistoryView(
            at=at,
            on=found.on,
            total=found.total,
            band=found.band,
            because=tuple(because) or (HistoryEvent(kind="calendar"),),
        )


def _by_calendar(was: Score, later: Score) -> Iterator[HistoryEvent]:
    """Which deeds began or ceased to count by themselves."""
    before, after = ({deed for line in each.lines for deed in line.deeds} for each in (was, later))
    yield from (HistoryEvent(kind="begins", deed=deed) for deed in sorted(after - before))
    yield from (HistoryEvent(kind="expired", deed=deed) for deed in sorted(before - after))


def _differs(was: tuple[datetime, Score], later: tuple[datetime, Score]) -> bool:
    return (was[1].total, was[1].band) != (later[1].total, later[1].band)
