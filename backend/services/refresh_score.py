"""Compute a score anew and store its row."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final

import msgspec

from backend.core.bound import Scheme
from backend.core.deed import Deed, StepKind
from backend.core.instant import Instant, instant_in
from backend.core.problems import ProblemsError
from backend.core.score import Score
from backend.core.scoring import counting, score
from backend.services.desk import Desk
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import no_participant
from backend.storage.database import Transaction
from backend.storage.deeds import deeds_of, deeds_of_many
from backend.storage.logs import add_entry, clock_of
from backend.storage.residents import State, resident_of
from backend.storage.scores import ScoreRow, put_score, score_row, score_rows

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
    before = score_row(tx, city, subject, now)
    if before is None and resident_of(tx, city, subject) is None:
        raise ProblemsError(no_participant())
    if before is not None and before.holds_on(_day(desk, city, before, now)):
        return before
    held = desk.shelf.in_force(tx, city, now)
    looked = Looked(
        subject=subject, before=before, held=held, deeds=tuple(deeds_of(tx, city, subject))
    )
    _store(tx, city, refreshed(desk, city, looked, now), now)
    stored = score_row(tx, city, subject, now)
    assert stored is not None, "it was just stored"  # noqa: S101
    return stored


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """All that a score is computed from, and the row whose place it takes, if there is one."""

    subject: str
    before: ScoreRow | None
    held: HeldScheme
    deeds: tuple[Deed, ...]


class Refreshed(msgspec.Struct, frozen=True, kw_only=True):
    """A score computed anew and not stored yet.

    Attributes:
        version: of the row that it takes the place of; none where there is none.
        changes: what the calendar has changed since that was made: action, deed, day.
    """

    subject: str
    version: int | None
    score: Score
    changes: tuple[tuple[str, str, date], ...]


def look_at_scores(
    desk: Desk, tx: Transaction, city: str, subjects: Sequence[str], now: datetime
) -> list[Looked]:
    """What to compute for those who take part and whose rows hold no longer, by a few statements.

    Only reads, so that whoever computes many keeps nobody from writing meanwhile.
    """
    due = {
        subject: before
        for subject, before in score_rows(tx, city, subjects, now).items()
        if before.state == State.PARTICIPATING
        and not before.holds_on(_day(desk, city, before, now))
    }
    if not due:
        return []
    held, deeds = desk.shelf.in_force(tx, city, now), deeds_of_many(tx, city, due)
    return [
        Looked(subject=subject, before=before, held=held, deeds=tuple(deeds[subject]))
        for subject, before in due.items()
    ]


def refreshed(desk: Desk, city: str, looked: Looked, now: datetime) -> Refreshed:
    """The score as it is now, computed from what was looked at."""
    before = looked.before
    day = _day(desk, city, before, now)
    walk = _Walk(looked.held.scheme, looked.deeds, desk.city(city).time_zone)
    return Refreshed(
        subject=looked.subject,
        version=None if before is None else before.version,
        score=walk.score_on(day),
        changes=() if before is None else tuple(walk.changes(before.on, day)),
    )


def store_scores(tx: Transaction, city: str, made: Sequence[Refreshed], now: datetime) -> int:
    """Store what was computed, but for whoever's row has changed since; returns how many.

    Whatever changes a score or what it is made of changes its row's version.
    """
    # In the order of their ids, so that two workers never wait for each other.
    subjects = sorted(each.subject for each in made)
    tx.lock_all(city, subjects)
    rows = score_rows(tx, city, subjects, now)
    kept = [
        each
        for each in made
        if (row := rows.get(each.subject)) is not None
        and (row.version, row.state) == (each.version, State.PARTICIPATING)
    ]
    for each in kept:
        _store(tx, city, each, now)
    return len(kept)


def _day(desk: Desk, city: str, before: ScoreRow | None, now: datetime) -> date:
    """The day to compute for: today, but never one before the row's own."""
    today = instant_in(desk.city(city).time_zone, now).day
    return today if before is None else max(today, before.on)


def _store(tx: Transaction, city: str, made: Refreshed, now: datetime) -> None:
    """Note what the calendar has changed, and store the score."""
    actor = clock_of(city, now)
    for action, deed, day in made.changes:
        detail = {"on": day.isoformat()}
        add_entry(tx, actor, action, subject=made.subject, about=deed, detail=detail)
    put_score(
        tx,
        city,
        made.subject,
        total=made.score.total,
        band=made.score.band,
        next_change=made.score.next_change,
        due_on=made.score.next_event,
        digest=made.score.digest,
        on=made.score.on,
    )


class _Walk:
    """A resident's deeds from day to day: all is known, so that the calendar alone differs."""

    def __init__(self, scheme: Scheme, deeds: Sequence[Deed], time_zone: str) -> None:
        self._scheme = scheme
        self._deeds = deeds
        self._waited = {deed.id for deed in deeds if _has_waited(deed, time_zone)}

    def score_on(self, day: date) -> Score:
        """The score on a day."""
        return score(self._scheme, self._deeds, Instant(moment=ALL_KNOWN, day=day))

    def changes(self, first: date, last: date) -> Iterable[tuple[str, str, date]]:
        """What began to count and what ended after one day and until another: action, deed, day.

        However many days were missed, each change is met on its own day, though its points come to
        nothing beside others.
        """
        was, coming = self._counting(first)
        while coming is not None and coming <= last:
            day = coming
            now, coming = self._counting(day)
            # What counts from the moment it was entered is told by that entry.
            yield from (("deed.counts", deed, day) for deed in sorted((now - was) & self._waited))
            yield from (("deed.ended", deed, day) for deed in sorted(was - now))
            was = now

    def _counting(self, day: date) -> tuple[frozenset[str], date | None]:
        return counting(self._scheme, self._deeds, Instant(moment=ALL_KNOWN, day=day))


def _has_waited(deed: Deed, time_zone: str) -> bool:
    """True for a deed with a notice period: it may count on a later day than it was settled."""
    return any(
        step.kind is StepKind.NOTIFIED
        and step.on is not None
        and step.on > instant_in(time_zone, step.at).day
        for step in deed.steps
    )
