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


async def erase_resident(desk: Desk, subject: str, actor: Actor) -> bool:
    """Erase a leaving resident whose time has come; false where another was first, or none is left.

    The key goes before the rows: from then on nothing sealed can be read, whatever happens to them.
    Before the key goes nobody can return any more; done again, it finishes what was begun.
    """
    if not await desk.database.write(lambda tx: _begin_erasure(tx, subject, actor)):
        return False
    await asyncio.to_thread(desk.keys.destroy, actor.city, subject)

    def work(tx: Transaction) -> list[str] | None:
        tx.lock(actor.city, subject)
        if resident_of(tx, actor.city, subject) is None:
            return None
        ended = sessions_of(tx, actor.city, subject)
        erase(tx, actor.city, subject, actor.at)
        add_entry(tx, actor, "resident.erased", subject=subject)
        forget_entries(tx, actor.city, subject)
        tx.leave_no_trace()
        return ended

    ended = await desk.database.write(work)
    desk.tokens.revoke(ended or ())
    return ended is not None


def _begin_erasure(tx: Transaction, subject: str, actor: Actor) -> bool:
    """See that the resident cannot return; false where the time has not come, or they returned."""
    tx.lock(actor.city, subject)
    resident = resident_of(tx, actor.city, subject)
    if resident is None or resident.erase_at is None or resident.erase_at > actor.at:
        return False
    return move(tx, resident, State.LEAVING, resident.since, ERASING)
