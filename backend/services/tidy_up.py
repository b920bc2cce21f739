"""Forget what has no further use: expired sign-ins and invitations, and old runs of jobs."""

from datetime import datetime, timedelta
from typing import Final

from backend.services.desk import Desk
from backend.storage.database import Transaction
from backend.storage.invitations import forget_invitations
from backend.storage.job_runs import forget_runs
from backend.storage.sessions import forget_sessions

RUNS_KEPT: Final = timedelta(days=7)


async def tidy_up(desk: Desk, now: datetime) -> int:
    """Forget; returns how many rows."""

    def work(tx: Transaction) -> int:
        return (
            forget_sessions(tx, now)
            + forget_invitations(tx, now)
            + forget_runs(tx, now - RUNS_KEPT)
        )

    return await desk.database.write(work)
