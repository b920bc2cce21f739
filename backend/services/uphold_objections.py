"""Objections that nobody answered in time are upheld, each once, whichever worker comes first."""

from datetime import datetime
from functools import partial
from typing import Final

from backend.core.cases import is_overdue
from backend.core.instant import instant_in
from backend.log import log_failure
from backend.services.case_steps import uphold_by_clock
from backend.services.desk import Desk
from backend.storage.cases import Case, case_of, due_objections
from backend.storage.database import Transaction
from backend.storage.deeds import deed_row
from backend.storage.errors import AwayError
from backend.storage.residents import is_participating

PAGE: Final = 200


async def uphold_objections(desk: Desk, now: datetime) -> int:
    """Write down what the calendar has decided, in every city; returns how many.

    One that fails is logged and tried again in the next period; it keeps nobody else waiting.
    """
    done = 0
    for city in desk.cities:
        # What another worker did is not found again; what failed must not be all that is found.
        failed: set[str] = set()
        while found := await _due(desk, city, failed, now):
            for case in found:
                try:
                    work = partial(_uphold, desk=desk, case=case, now=now)
                    is_done = await desk.database.write(work)
                except AwayError:
                    raise
                except Exception as error:  # noqa: BLE001 - the others go on
                    log_failure("job", error, "uphold-objection")
                    is_done = False
                done += is_done
                if not is_done:
                    failed.add(case.id)
    return done


async def _due(desk: Desk, city: str, failed: set[str], now: datetime) -> list[Case]:
    today = instant_in(desk.city(city).time_zone, now).day
    most = PAGE + len(failed)
    found = await desk.database.read(lambda tx: due_objections(tx, city, today, now, most))
    return [case for case in found if case.id not in failed]


def _uphold(tx: Transaction, desk: Desk, case: Case, now: datetime) -> bool:
    tx.lock(case.city, case.subject)
    today = instant_in(desk.city(case.city).time_zone, now).day
    stored = case_of(tx, case.city, case.id)
    row = deed_row(tx, case.city, case.deed)
    if stored is None or row is None or not is_overdue(stored.state, stored.due_on, today):
        return False
    if not is_participating(tx, case.city, case.subject, now):
        return False
    return uphold_by_clock(desk, tx, stored, row, now)
