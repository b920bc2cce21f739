"""Scores for reading: the headline from its row, the lines computed."""

from datetime import datetime

from backend.contracts.scoring import HeadlineView
from backend.core.instant import instant_in
from backend.core.score import Score
from backend.services.desk import Desk
from backend.services.refresh_score import refresh_score, score_of
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import participating
from backend.storage.database import Transaction
from backend.storage.residents import State, resident_of
from backend.storage.scores import score_row


async def read_headline(
    desk: Desk, city: str, subject: str, now: datetime
) -> tuple[HeadlineView, str]:
    """The headline and its entity tag; one indexed row, unless that no longer holds.

    Raises:
        ProblemsError: where no consent is in force.
    """
    row = await desk.database.glance(lambda tx: score_row(tx, city, subject, now))
    day = instant_in(desk.city(city).time_zone, now).day
    if row is None or row.state != State.PARTICIPATING:
        await desk.database.read(lambda tx: participating(resident_of(tx, city, subject), now))
    if row is None or not row.holds_on(day):
        row = await desk.database.write(lambda tx: refresh_score(desk, tx, city, subject, now))
    held = await desk.scheme(city, row.digest)
    band = held.bands[row.band]
    shown = held.scheme.text.scale.show_points
    view = HeadlineView(
        city=city,
        on=day,
        total=row.total if shown else None,
        band=row.band,
        band_en=band.label_en,
        band_zh=band.label_zh,
        next_change=row.next_change,
        scheme=row.digest,
    )
    # With the subject: who signs in next on the same phone must not be told that nothing changed.
    return view, f'"{row.version}-{day.isoformat()}-{row.digest[:12]}-{subject[:16]}"'


async def read_score(
    desk: Desk, city: str, subject: str, now: datetime
) -> tuple[HeldScheme, Score]:
    """The score with every line that explains it.

    Raises:
        ProblemsError: where no consent is in force.
    """

    def work(tx: Transaction) -> tuple[HeldScheme, Score]:
        participating(resident_of(tx, city, subject), now)
        return score_of(desk, tx, city, subject, now)

    return await desk.database.read(work)
