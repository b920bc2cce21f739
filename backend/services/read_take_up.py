"""How perks were used, by perk and month: all of a city's, or those of one provider."""

from datetime import datetime
from typing import Final

from backend.contracts.redemptions import TakeUp, TakeUpRow
from backend.core.instant import local_in
from backend.core.permissions import Identity
from backend.services.at_counter import Counter
from backend.services.desk import Desk
from backend.services.perk_labels import PerkLabels
from backend.storage.database import Transaction
from backend.storage.take_up import (
    Counts,
    TakeUpCount,
    granted_in,
    take_up_of,
    take_up_of_provider,
)

Granted = dict[tuple[str, str], int]
_NONE: Final = Counts()


async def read_take_up(desk: Desk, identity: Identity, year: int | None, now: datetime) -> TakeUp:
    """The take-up of a year, the city's present one if none is named."""
    city = identity.city
    asked = year or local_in(desk.city(city).time_zone, now).year

    def work(tx: Transaction) -> TakeUp:
        months = f"{asked:04}-01", f"{asked:04}-12"
        found, granted = take_up_of(tx, city, *months), granted_in(tx, city, *months)
        return TakeUp(rows=_rows(PerkLabels(desk, tx, city, now), found, granted))

    return await desk.database.read(work)


async def read_own_take_up(
    desk: Desk, identity: Identity, year: int | None, now: datetime
) -> TakeUp:
    """The take-up of the counter's provider in a year, of all months if none is named.

    Raises:
        ProblemsError: where the account belongs to no provider.
    """
    counter = Counter(desk, identity, now)

    def work(tx: Transaction) -> TakeUp:
        found = [
            each
            for each in take_up_of_provider(tx, counter.city, counter.provider)
            if year is None or each.month.startswith(f"{year:04}-")
        ]
        return TakeUp(rows=_rows(PerkLabels(desk, tx, counter.city, now), found, None))

    return await desk.database.read(work)


def _rows(
    labels: PerkLabels, found: list[TakeUpCount], granted: Granted | None
) -> tuple[TakeUpRow, ...]:
    """The latest month first; with what was granted, where that is told."""
    counts = {(each.month, each.perk): each.counts for each in found}
    keys = sorted(counts.keys() | (granted or {}).keys())
    keys.sort(key=lambda key: key[0], reverse=True)
    return tuple(
        _row(labels, key, counts.get(key, _NONE), None if granted is None else granted.get(key, 0))
        for key in keys
    )


def _row(
    labels: PerkLabels, key: tuple[str, str], counts: Counts, granted: int | None
) -> TakeUpRow:
    month, perk = key
    label_en, label_zh = labels.of(perk)
    return TakeUpRow(
        perk=perk,
        label_en=label_en,
        label_zh=label_zh,
        month=month,
        granted=granted,
        booked=counts.booked,
        returned=counts.returned,
        reversed=counts.reversed,
        offline=counts.offline,
        beyond=None if granted is None else counts.beyond,
        twice=counts.twice,
    )
