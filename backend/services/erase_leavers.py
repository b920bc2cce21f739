"""At the end of the cooling-off period, leaving residents are erased (charter, article 9)."""

from datetime import datetime
from typing import Final

from backend.log import log_failure
from backend.services.desk import Desk
from backend.services.erase_resident import erase_resident
from backend.storage.errors import AwayError
from backend.storage.logs import clock_of
from backend.storage.residents import due_for_erasure

PAGE: Final = 100


async def erase_leavers(desk: Desk, now: datetime) -> int:
    """Erase everybody whose cooling-off period is over; returns how many.

    One that fails is logged and tried again in the next period; it keeps nobody else's data alive.
    """
    done = 0
    for city in desk.cities:
        failed: set[str] = set()
        while found := await _due(desk, city, failed, now):
            for subject in found:
                try:
                    actor = clock_of(city, now)
                    done += await erase_resident(desk, subject, actor, are_more_to_come=True)
                except AwayError:
                    raise
                except Exception as error:  # noqa: BLE001 - the others go on
                    log_failure("job", error, "erase-resident")
                    failed.add(subject)
    # Once for all; and for whoever left at once while a crash or a reader stood in the way.
    await desk.database.wipe()
    return done


async def _due(desk: Desk, city: str, failed: set[str], now: datetime) -> list[str]:
    most = PAGE + len(failed)
    found = await desk.database.read(lambda tx: due_for_erasure(tx, city, now, most))
    return [subject for subject in found if subject not in failed]
