"""Erasing: the key, the rows and the files of a resident, so that nothing readable is left."""

import asyncio
from datetime import UTC, datetime
from typing import Final

from backend.services.desk import Desk
from backend.storage.database import Transaction
from backend.storage.logs import Actor, add_entry, forget_entries
from backend.storage.residents import State, erase, move, resident_of, sessions_of

# The end of the cooling-off period of one whose erasure has begun: before every moment at which
# somebody could ask to return, whichever machine's clock is a little slow.
ERASING: Final = datetime.fromtimestamp(0, UTC)


async def erase_resident(
    desk: Desk, subject: str, actor: Actor, *, are_more_to_come: bool = False
) -> bool:
    """Erase a leaving resident whose time has come; false where another was first, or none is left.

    The key goes before files and rows: from then on nothing sealed can be read, whatever happens to
    them. Before the key goes nobody can return any more; done again, it finishes what was begun.

    Args:
        desk: what services work with.
        subject: the resident.
        actor: who ends it, and when.
        are_more_to_come: true where the caller wipes the database's files after several.
    """
    if not await desk.database.write(lambda tx: _begin_erasure(tx, subject, actor)):
        return False
    await asyncio.to_thread(_destroy, desk, actor.city, subject)
    ended = await desk.database.write(lambda tx: erase_rows(tx, subject, actor))
    desk.tokens.revoke(ended or ())
    if not are_more_to_come:
        await desk.database.wipe()
    return ended is not None


def erase_rows(tx: Transaction, subject: str, actor: Actor) -> list[str] | None:
    """Delete whatever speaks of a resident; their sessions that ended, or none if nobody is left.

    The log keeps that something was done, and no longer what.
    """
    tx.lock(actor.city, subject)
    if resident_of(tx, actor.city, subject) is None:
        return None
    ended = sessions_of(tx, actor.city, subject)
    erase(tx, actor.city, subject, actor.at)
    add_entry(tx, actor, "resident.erased", subject=subject)
    forget_entries(tx, actor.city, subject)
    tx.leave_no_trace()
    return ended


def _destroy(desk: Desk, city: str, subject: str) -> None:
    desk.keys.destroy(city, subject)
    desk.evidence.destroy(city, subject)


def _begin_erasure(tx: Transaction, subject: str, actor: Actor) -> bool:
    """See that the resident cannot return; false where the time has not come, or they returned."""
    tx.lock(actor.city, subject)
    resident = resident_of(tx, actor.city, subject)
    if resident is None or resident.erase_at is None or resident.erase_at > actor.at:
        return False
    return move(tx, resident, State.LEAVING, resident.since, ERASING)
