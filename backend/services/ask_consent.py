"""The clock asks residents to consent to a newer text, and parts with those who do not answer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from backend.core.instant import instant_in
from backend.log import log_failure
from backend.services.desk import Desk
from backend.services.end_consent import end_lapsed
from backend.storage.consent_texts import TextRow, lapsed, mark_asked, present_text, to_ask
from backend.storage.database import Transaction
from backend.storage.errors import AwayError
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import resident_of

PAGE: Final = 500
# So many residents to a unit of work that whoever else writes waits some milliseconds at most.
AT_ONCE: Final = 20

Look = Callable[[Transaction, int], list[str]]
Each = Callable[[Transaction, str], bool]


async def ask_consent(desk: Desk, now: datetime) -> int:
    """Let those leave who have not answered in time, and ask whoever was not asked yet, once.

    Returns how many; reading does not wait for this, for it looks at the moment itself.
    """
    done = 0
    for city in desk.cities:
        text = await desk.database.read(partial(present_text, city=city))
        done += await _over_pages(
            desk, city, partial(_lapsed, city=city, now=now), partial(_end, desk, city, now)
        )
        done += await _over_pages(
            desk, city, partial(_to_ask, city=city, text=text), partial(_ask, desk, city, text, now)
        )
    return done


def _lapsed(tx: Transaction, limit: int, *, city: str, now: datetime) -> list[str]:
    return lapsed(tx, city, now, limit)


def _to_ask(tx: Transaction, limit: int, *, city: str, text: TextRow) -> list[str]:
    return to_ask(tx, city, text.number, limit)


def _end(desk: Desk, city: str, now: datetime, tx: Transaction, subject: str) -> bool:
    resident = resident_of(tx, city, subject)
    return resident is not None and end_lapsed(desk, tx, resident, now) is not resident


def _ask(
    desk: Desk, city: str, text: TextRow, now: datetime, tx: Transaction, subject: str
) -> bool:
    resident = resident_of(tx, city, subject)
    if resident is None or not mark_asked(tx, city, subject, text.number):
        return False
    if resident.answer_by is not None:
        # It ends with the day before.
        end = instant_in(desk.city(city).time_zone, resident.answer_by).day
        last = end - timedelta(days=1)
        tell(tx, city, subject, NoticeKind.CONSENT_ASKED, now, text.version, last)
    return True


async def _over_pages(desk: Desk, city: str, look: Look, each: Each) -> int:
    """Do something for all that are found, page after page, until one is not full.

    What fails is logged and left to the next period; it keeps nobody else back.
    """
    done = 0
    failed: set[str] = set()
    while True:
        most = PAGE + len(failed)
        found = await desk.database.read(partial(_looked, look=look, limit=most))
        page = [subject for subject in found if subject not in failed]
        for first in range(0, len(page), AT_ONCE):
            done += await _do(desk, city, page[first : first + AT_ONCE], each, failed)
        if len(page) < PAGE:
            return done


def _looked(tx: Transaction, look: Look, limit: int) -> list[str]:
    return look(tx, limit)


async def _do(desk: Desk, city: str, subjects: list[str], each: Each, failed: set[str]) -> int:
    def work(tx: Transaction) -> int:
        done = 0
        # In the order of their ids, so that two workers never wait for each other.
        for subject in sorted(subjects):
            tx.lock(city, subject)
            done += each(tx, subject)
        return done

    try:
        return await desk.database.write(work)
    except AwayError:
        raise
    except Exception as error:  # noqa: BLE001 - the others go on
        if len(subjects) == 1:
            log_failure("job", error, "ask-consent")
            failed.update(subjects)
            return 0
        return sum([await _do(desk, city, [one], each, failed) for one in subjects])
