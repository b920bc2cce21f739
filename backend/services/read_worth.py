"""What a deed alone would be worth, before it is entered: of nobody, so it tells of nobody."""

from datetime import date, datetime, timedelta
from typing import Final

from backend.contracts.deeds import Worth, WorthAsked
from backend.core.deed import Deed
from backend.core.instant import Instant, instant_in
from backend.core.permissions import Identity
from backend.core.problems import Language, ProblemsError
from backend.core.score import NoteKind, Score, explain
from backend.core.scoring import score
from backend.services.desk import REQUEST, Desk
from backend.services.enter_deed import judged, why_waits
from backend.services.limit_collectors import may_give
from backend.services.refresh_score import ALL_KNOWN
from backend.services.scheme_shelf import HeldScheme
from backend.services.words import price_words
from backend.storage.schemes import period_in_force

# The formula wants an id; a deed that is not entered has none.
_ID: Final = "worth"
# What whoever asks has just typed.
_KNOWN: Final = frozenset({NoteKind.QUANTITY, NoteKind.YEAR})
_OVER: Final = {
    "en": "it would be over before it could count",
    "zh": "在可以计分之前已经期满",
}


async def read_worth(
    desk: Desk, identity: Identity, asked: WorthAsked, language: Language, now: datetime
) -> Worth:
    """The deed's points from the first day it may count, and until when it keeps them.

    Raises:
        ProblemsError: as for a deed that is entered.
    """
    city = desk.city(identity.city)
    period = await desk.database.glance(lambda tx: period_in_force(tx, city.code, now))
    if period is None:
        raise ProblemsError(REQUEST.problem("no-scheme-in-force", "city"))
    held = await desk.scheme(city.code, period.digest)
    today = instant_in(city.time_zone, now).day
    deed, problems = judged(identity, held, asked, _ID, today)
    if problems:
        raise ProblemsError(*problems)
    bound = held.scheme.rules[deed.deed_type]
    first = today if bound.is_merit else today + timedelta(days=city.notice_days)
    made = score(held.scheme, [deed], Instant(moment=ALL_KNOWN, day=first))
    alone = why_waits(held, deed, bound.deed_type, has_document=False) is None and may_give(
        desk, city.code, held.worth(deed)
    )
    return Worth(
        points=made.unclamped - made.base,
        state="counts" if alone else "awaiting-confirmation",
        counts_from=first,
        counts_until=_last_day(held, deed, made),
        price_en=price_words(bound, "en"),
        price_zh=price_words(bound, "zh"),
        note=_note(made, language),
        digest=held.digest,
    )


def _last_day(held: HeldScheme, deed: Deed, made: Score) -> date | None:
    """The last day of what the deed gives; of one that is over, that of what it would have given.

    A line of the deed is its own; any that follow limit it.
    """
    if not made.lines:
        made = score(held.scheme, [deed], Instant(moment=ALL_KNOWN, day=deed.occurred_on))
    return made.lines[0].counts_until if made.lines else None


def _note(made: Score, language: Language) -> str:
    """Why the points are what they are, where the price alone does not say it."""
    if not made.lines:
        return _OVER[language]
    notes = (note for line in made.lines for note in line.notes if note.kind not in _KNOWN)
    return explain(tuple(notes), language)
