"""Compute a score anew and store its row."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from backend.core.bound import Scheme
from backend.core.deed import Deed, StepKind
from backend.core.instant import Instant, instant_in
from backend.core.problems import ProblemsError
from backend.core.score import Score
from backend.core.scoring import score
from backend.services.desk import Desk
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import no_participant
from backend.storage.database import Transaction
from backend.storage.deeds import deeds_of
from backend.storage.logs import add_entry, clock_of
from backend.storage.residents import resident_of
from backend.storage.scores import ScoreRow, put_score, score_row

# A row is made of all that is stored, though it were recorded after the caller looked at the clock:
# it is marked as holding, and what it left out would never be looked at again.
ALL_KNOWN: Final = datetime.max.replace(tzinfo=UTC)


def score_of(
    desk: Desk, tx: Transaction, city: str, subject: str, now: datetime
) -> tuple[HeldScheme, Score]:
    """The score at a moment, with the scheme that judges it. Reading never waits for a job."""
    held = desk.shelf.in_force(tx, city, now)
    instant = instant_in(desk.city(city).time_zone, now)
    return held, score(held.scheme, deeds_of(tx, city, subject), instant)


def refresh_score(desk: Desk, tx: Transaction, city: str, subject: str, now: datetime) -> ScoreRow:
    """Store the score as it is now, unless its row still holds.

    What the calendar changed meanwhile (a deed began to count, or ended) is noted in the log, once:
    whoever refreshes first, a reader or the clock, does it in the same unit of work. A row never
    goes back to a day before its own: who asked just before midnight may come after who asked just
    after it, and what midnight changed would be noted twice.

    Raises:
        ProblemsError: where the resident was erased meanwhile.
    """
    tx.lock(city, subject)
    today = instant_in(desk.city(city).time_zone, now).day
    before = score_row(tx, city, subject, now)
    if before is None and resident_of(tx, city, subject) is None:
        raise ProblemsError(no_participant())
    if before is not None:
        today = max(today, before.on)
        if before.holds_on(today):
            return before
    held = desk.shelf.in_force(tx, city, now)
    walk = _Walk(held.scheme, deeds_of(tx, city, subject), desk.city(city).time_zone)
    made = walk.score_on(today)
    if before is not None and before.on < today:
        for action, deed, day in walk.changes(before.on, today):
            detail = {"on": day.isoformat()}
            add_entry(tx, clock_of(city, now), action, subject=subject, about=deed, detail=detail)
    put_score(
        tx,
        city,
        subject,
        total=made.total,
        band=made.band,
        next_change=made.next_change,
        digest=made.digest,
        on=made.on,
    )
    stored = score_row(tx, city, subject, now)
    assert stored is not None, "it was just stored"  # noqa: S101
    return stored


class _Walk:
    """A resident's deeds from day to day: all is known, so that the calendar alone differs."""

    def __init__(self, scheme: Scheme, deeds: list[Deed], time_zone: str) -> None:
        self._scheme = scheme
        self._deeds = deeds
        self._waited = {deed.id for deed in deeds if _has_waited(deed, time_zone)}

    def score_on(self, day: date) -> Score:
        """The score on a day."""
        return score(self._scheme, self._deeds, Instant(moment=ALL_KNOWN, day=day))

    def changes(self, first: date, last: date) -> Iterable[tuple[str, str, date]]:
        """What began to count and what ended after one day and until another: action, deed, day.

        However many days were missed, each change is met on its own day.
        """
        made = self.score_on(first)
        while made.on < last:
            coming = made.next_change
            later = self.score_on(last if coming is None else min(coming, last))
            was, counting = _counting(made), _counting(later)
            # What counts from the moment it was entered is told by that entry.
            yield from (
                ("deed.counts", deed, later.on) for deed in sorted((counting - was) & self._waited)
            )
            yield from (("deed.ended", deed, later.on) for deed in sorted(was - counting))
            made = later


def _counting(made: Score) -> set[str]:
    return {deed for line in made.lines for deed in line.deeds}


def _has_waited(deed: Deed, time_zone: str) -> bool:
    """True for a deed with a notice period: it may count on a later day than it was settled."""
    return any(
        step.kind is StepKind.NOTIFIED
        and step.on is not None
        and step.on > instant_in(time_zone, step.at).day
        for step in deed.steps
    )
