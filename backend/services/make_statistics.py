"""A city's published numbers of a month that is over, made once and never again.

They are made for the month's end, however late that is, and rounded before they are stored: what
happens later, or happens to one person, changes none of them. The residents are the sum of the
bands as published, since a total of its own would tell what a band under ten holds.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

import msgspec

from backend.core.catalogue import Direction
from backend.core.instant import Instant, instant_in, start_of
from backend.core.scoring import score
from backend.services.desk import Desk
from backend.services.read_overview import ROUNDED_TO, rounded
from backend.services.scheme_shelf import HeldScheme
from backend.storage.database import Transaction
from backend.storage.deeds import deeds_of
from backend.storage.schemes import lock_city, period_in_force
from backend.storage.statistics import (
    cases_decided,
    cases_made,
    installed_at,
    last_published,
    publish,
    settled_deeds,
    took_part,
)

# So many residents are reckoned at a time, and others are answered in between.
PAGE: Final = 200
# In the order of bands, which their names alone do not tell.
BAND: Final = "band/{place:02}/"
_INSTANT_BEFORE: Final = timedelta(microseconds=1)


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar month of a city.

    Attributes:
        last_day: its last civil day.
        first: the moment at which it begins, and `end` that at which the next one does.
    """

    name: str
    last_day: date
    first: datetime
    end: datetime


async def make_statistics(desk: Desk, now: datetime) -> int:
    """Store every month that is over and not stored yet; returns how many."""
    done = 0
    for city in desk.cities:
        for month in await desk.database.read(partial(_due, desk, city=city, now=now)):
            done += await _make(desk, city, month)
    return done


def _due(desk: Desk, tx: Transaction, *, city: str, now: datetime) -> list[Month]:
    """Months that are over: after the last one stored or, at first, since the installation."""
    zone = desk.city(city).time_zone
    stored, since = last_published(tx, city), installed_at(tx, city)
    if since is None:
        return []
    begin = instant_in(zone, since).day
    if stored is not None:
        begin = _next_month(date.fromisoformat(f"{stored}-01"))
    return list(_months(zone, begin.replace(day=1), instant_in(zone, now).day))


def _months(zone: str, begin: date, today: date) -> Iterator[Month]:
    while (following := _next_month(begin)) <= today:
        yield Month(
            name=f"{begin:%Y-%m}",
            last_day=following - timedelta(days=1),
            first=start_of(zone, begin),
            end=start_of(zone, following),
        )
        begin = following


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


async def _make(desk: Desk, city: str, month: Month) -> bool:
    """Count and store a month; false where another worker was first."""
    count = partial(_counts, desk, city=city, month=month)
    numbers = await asyncio.to_thread(desk.database.read_now, count)
    bands = await _bands(desk, city, month)
    tens = {name: rounded(number) // ROUNDED_TO for name, number in (bands | numbers).items()}
    tens["participating"] = sum(tens[name] for name in bands)

    def work(tx: Transaction) -> bool:
        lock_city(tx, city)
        stored = last_published(tx, city)
        if stored is not None and stored >= month.name:
            return False
        publish(tx, city, month.name, tens)
        return True

    return await desk.database.write(work)


def _counts(desk: Desk, tx: Transaction, *, city: str, month: Month) -> dict[str, int]:
    """Deeds that were settled, and cases: an accusation that nobody confirmed is none of them."""
    between = (month.first, month.end)
    by_direction: Counter[Direction] = Counter()
    for deed_type, number in settled_deeds(tx, city, *between):
        by_direction[desk.deed_type(deed_type).direction] += number
    return {
        "merits": by_direction[Direction.MERIT],
        "demerits": by_direction[Direction.DEMERIT],
        "objections": cases_made(tx, city, "objection", *between),
        "objections_upheld": cases_decided(tx, city, "upheld", *between),
        "repairs_accepted": cases_decided(tx, city, "accepted", *between),
    }


async def _bands(desk: Desk, city: str, month: Month) -> dict[str, int]:
    """Residents by band at the month's end, best first; nothing before the first scheme."""
    moment = month.end - _INSTANT_BEFORE
    period = await desk.database.read(lambda tx: period_in_force(tx, city, moment))
    if period is None:
        return {}
    held = await desk.scheme(city, period.digest)
    instant = Instant(moment=moment, day=month.last_day)
    found: Counter[str] = Counter()
    after: str | None = ""
    while after is not None:
        page = partial(_add_page, held=held, instant=instant, after=after, found=found)
        after = await asyncio.to_thread(desk.database.read_now, page)
    names = enumerate(held.bands, 1)
    return {f"{BAND.format(place=place)}{name}": found[name] for place, name in names}


def _add_page(
    tx: Transaction, *, held: HeldScheme, instant: Instant, after: str, found: Counter[str]
) -> str | None:
    """Count a page of residents, and say after whom the next one begins."""
    city = held.scheme.text.city
    end = instant.moment + _INSTANT_BEFORE
    page = took_part(tx, city, end, after, PAGE)
    for subject in page:
        found[score(held.scheme, deeds_of(tx, city, subject), instant).band] += 1
    return page[-1] if len(page) == PAGE else None
