"""For some days after an invitation was opened for a resident, nothing is done that lasts.

Who opens an invitation may not be the resident: the officer who made it has seen the code. In these
days the resident reads of it, or notices that the old password is refused, and gets a new one.
"""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.storage.database import Transaction
from backend.storage.logs import last_opening

# A weekend, and a day on which the desk is open; longer would keep those waiting who lost a phone.
HELD_DAYS: Final = 3


def held_until(tx: Transaction, city: str, subject: str, now: datetime) -> datetime | None:
    """Until when nothing that lasts is done for a resident; none where no days run."""
    opened_at = last_opening(tx, city, subject)
    until = None if opened_at is None else opened_at + timedelta(days=HELD_DAYS)
    return None if until is None or until <= now else until


def check_not_recent(desk: Desk, tx: Transaction, city: str, subject: str, now: datetime) -> None:
    """Refuse what cannot be taken back, or would keep the resident from hearing of it.

    Raises:
        ProblemsError: `invitation-recent`, with the moment from which it can be done.
    """
    until = held_until(tx, city, subject, now)
    if until is not None:
        local = until.astimezone(ZoneInfo(desk.city(city).time_zone))
        raise ProblemsError(REQUEST.problem("invitation-recent", until=f"{local:%Y-%m-%d %H:%M}"))
