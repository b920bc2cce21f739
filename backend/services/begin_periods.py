"""The clock notes that a scheduled scheme has come into force."""

from datetime import datetime

from backend.services.desk import Desk
from backend.storage.database import Transaction
from backend.storage.logs import add_entry, clock_of
from backend.storage.schemes import begin_period, due_periods


async def begin_periods(desk: Desk, now: datetime) -> int:
    """Note each period that has begun, once, however late and by however many workers.

    A scheme is in force from its moment, whether that is noted or not.

    Returns:
        How many were noted.
    """

    def work(tx: Transaction) -> int:
        begun = 0
        for city, period in due_periods(tx, now):
            if begin_period(tx, city, period.number, now):
                detail = {"number": str(period.number), "from": period.from_at.isoformat()}
                actor = clock_of(city, now)
                add_entry(tx, actor, "scheme.begun", about=period.digest, detail=detail)
                begun += 1
        return begun

    if not await desk.database.read(lambda tx: due_periods(tx, now)):
        return 0
    return await desk.database.write(work)
