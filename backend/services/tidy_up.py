"""Forget what has no further use: expired sign-ins, invitations and passes, old runs and messages.

Bookings of which nothing is in hand are forgotten, too, and who was invited and never consented.
"""

from datetime import datetime, timedelta
from typing import Final

from backend.services.desk import Desk
from backend.services.invitations import INVITATION_DAYS
from backend.storage.database import Transaction
from backend.storage.invitations import forget_invitations
from backend.storage.job_runs import forget_runs
from backend.storage.outgoing import forget_outgoing
from backend.storage.passes import forget_old
from backend.storage.redemptions import forget_redemptions
from backend.storage.residents import give_up_invited
from backend.storage.sessions import forget_sessions
from backend.storage.take_up import forget_second_uses

RUNS_KEPT: Final = timedelta(days=7)
# A counter without a network has three of these days to settle what it has booked.
PASSES_KEPT: Final = timedelta(days=4)
# No limit looks further back than the civil year; their counts stay for ever.
REDEMPTIONS_KEPT: Final = timedelta(days=400)


async def tidy_up(desk: Desk, now: datetime) -> int:
    """Forget; returns how many rows."""

    def work(tx: Transaction) -> int:
        return (
            forget_sessions(tx, now)
            + forget_invitations(tx, now)
            + give_up_invited(tx, now - timedelta(days=INVITATION_DAYS), now)
            + forget_runs(tx, now - RUNS_KEPT)
            + forget_old(tx, now - PASSES_KEPT)
            + forget_redemptions(tx, now - REDEMPTIONS_KEPT)
            + forget_second_uses(tx, now - REDEMPTIONS_KEPT)
            + forget_outgoing(tx, now)
        )

    return await desk.database.write(work)
