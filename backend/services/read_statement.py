"""A resident's statement, and the page with everything that is kept about them."""

import asyncio
from datetime import datetime
from functools import partial
from typing import Final

from backend.contracts.rights import StatementView
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import Language
from backend.core.scoring import score
from backend.services.desk import Desk
from backend.services.everything import other_blocks
from backend.services.find_resident import look_at_file
from backend.services.gather_file import gather_file
from backend.services.markup import Sheet, html_of
from backend.services.read_what_if import coming_changes
from backend.services.statement import Standing, Words, statement_blocks
from backend.services.taking_part import own_subject, participating
from backend.storage.database import Transaction
from backend.storage.deeds import deeds_of
from backend.storage.residents import resident_of

# What prints a page of text leaves no room around tables by itself.
_FOR_PAPER: Final = "<style>table { margin-top: 4px; margin-bottom: 14px; }</style>\n"


async def read_file_statement(
    desk: Desk, identity: Identity, subject: str, reason: str, language: Language, now: datetime
) -> StatementView:
    """The statement that an officer prints for a resident, after the look is in the log.

    Raises:
        ProblemsError: where there is no such file, or its resident does not take part.
    """
    await look_at_file(desk, identity, subject, "statement", reason, now)
    sheet = await _sheet(desk, identity.city, subject, language, now, is_everything=False)
    return StatementView(language=language, title=sheet.title, html=html_of(sheet, _FOR_PAPER))


async def read_own_statement(
    desk: Desk, identity: Identity, language: Language, now: datetime
) -> Sheet:
    """The same for the resident who asks.

    Raises:
        ProblemsError: where no consent is in force.
    """
    subject = own_subject(identity)
    return await _sheet(desk, identity.city, subject, language, now, is_everything=False)


async def read_everything(
    desk: Desk, identity: Identity, language: Language, now: datetime
) -> Sheet:
    """Everything that is kept about the resident who asks, whether they take part or not.

    Raises:
        ProblemsError: where the resident is gone.
    """
    subject = own_subject(identity)
    return await _sheet(desk, identity.city, subject, language, now, is_everything=True)


async def _sheet(
    desk: Desk, city: str, subject: str, language: Language, now: datetime, *, is_everything: bool
) -> Sheet:
    """Read and written in a thread of its own, for a long life of deeds is long to read."""

    def work(tx: Transaction) -> Standing:
        if not is_everything:
            participating(resident_of(tx, city, subject), now)
        return _standing(desk, tx, city, subject, language, now)

    standing = await asyncio.to_thread(desk.database.read_now, work)
    return await asyncio.to_thread(partial(_written, standing, is_everything=is_everything))


def _standing(
    desk: Desk, tx: Transaction, city: str, subject: str, language: Language, now: datetime
) -> Standing:
    held = desk.shelf.in_force(tx, city, now)
    file = gather_file(desk, tx, city, subject, language, now)
    instant = instant_in(desk.city(city).time_zone, now)
    deeds = deeds_of(tx, city, subject) if file.score is not None else []
    made = score(held.scheme, deeds, instant)
    return Standing(
        file=file,
        city=desk.city(city),
        held=held,
        coming=coming_changes(held, deeds, made, instant, language),
        on=instant.day,
        language=language,
    )


def _written(standing: Standing, *, is_everything: bool) -> Sheet:
    say = Words(standing.language, standing.city.time_zone)
    blocks = statement_blocks(standing)
    return Sheet(
        title=say("title-all" if is_everything else "title"),
        language=standing.language,
        blocks=(*blocks, *other_blocks(standing)) if is_everything else blocks,
    )
