"""Which counter books far more of a perk than its peers do."""

from collections import defaultdict
from datetime import date, datetime
from typing import Final

from backend.contracts.redemptions import CounterShare, CounterShares
from backend.core.instant import local_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.core.take_up import MONTHS_BEFORE, share_of
from backend.core.term import months_after
from backend.services.desk import REQUEST, Desk
from backend.services.perk_labels import PerkLabels
from backend.storage.accounts import full_name_of
from backend.storage.database import Transaction
from backend.storage.take_up import TakeUpCount, month_of, take_up_by_counter

# By perk and counter: what was booked in each month.
Booked = dict[tuple[str, str], dict[str, TakeUpCount]]
_FIRST_YEAR: Final = 2000


async def read_counter_shares(
    desk: Desk, identity: Identity, month: str | None, now: datetime
) -> CounterShares:
    """Counters by perk in a month, the city's present one if none is named.

    Those far above their peers come first, then the busiest.

    Raises:
        ProblemsError: where what is named is no month.
    """
    city = identity.city
    asked = _month(month) if month else local_in(desk.city(city).time_zone, now).date()
    last = month_of(asked)

    def work(tx: Transaction) -> CounterShares:
        first = month_of(months_after(asked.replace(day=1), -MONTHS_BEFORE))
        booked = _by_counter(take_up_by_counter(tx, city, first, last))
        labels = PerkLabels(desk, tx, city, now)
        rows = [
            _share(tx, city, labels, key, booked, last)
            for key, months in booked.items()
            if last in months
        ]
        rows.sort(key=lambda row: (not row.is_far_above, -row.booked, row.perk, row.provider))
        return CounterShares(month=last, rows=tuple(rows))

    return await desk.database.read(work)


def _month(text: str) -> date:
    """The first day of a month that is written as 2027-03."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        found = date.min
    if month_of(found) != text or found.year < _FIRST_YEAR:
        raise ProblemsError(REQUEST.problem("month-malformed", "month"))
    return found


def _by_counter(counts: list[TakeUpCount]) -> Booked:
    found: Booked = defaultdict(dict)
    for each in counts:
        if each.counts.booked > 0:
            found[each.perk, each.counter][each.month] = each
    return found


def _share(
    tx: Transaction,
    city: str,
    labels: PerkLabels,
    key: tuple[str, str],
    booked: Booked,
    month: str,
) -> CounterShare:
    perk, counter = key
    own = booked[key]
    peers = [
        months[month].counts.booked
        for (other_perk, other), months in booked.items()
        if other_perk == perk and other != counter and month in months
    ]
    before = [own[each].counts.booked for each in sorted(own, reverse=True) if each < month]
    share = share_of(own[month].counts.booked, peers, before)
    label_en, label_zh = labels.of(perk)
    return CounterShare(
        perk=perk,
        label_en=label_en,
        label_zh=label_zh,
        provider=own[month].provider,
        counter_name=full_name_of(tx, city, counter),
        month=month,
        booked=share.booked,
        peers_median=share.peers_median,
        is_far_above=share.is_far_above,
    )
