"""Counts of what counters booked, and passes shown again: they stay when residents are erased."""

from datetime import date, datetime
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.redemptions import Redemption
from backend.storage.values import micros, moment_of


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What is added to the counts of a month, or what they have come to.

    Attributes:
        booked: without those that were reversed, as `offline` and `beyond` of these.
        twice: passes that were shown again.
    """

    booked: int = 0
    returned: int = 0
    reversed: int = 0
    offline: int = 0
    beyond: int = 0
    twice: int = 0


class TakeUpCount(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of a perk in a month: of all counters together, or of one."""

    perk: str
    provider: str
    counter: str
    month: str
    counts: Counts


class SecondUse(msgspec.Struct, frozen=True, kw_only=True):
    """A pass that was shown after it was booked.

    Attributes:
        id: what the counter chose for it.
        redemption: by which the pass was booked.
    """

    city: str
    id: str
    redemption: str
    perk: str
    digest: str
    provider: str
    counter: str
    is_offline: bool
    taken_at: datetime
    recorded_at: datetime


class SeenTwice(msgspec.Struct, frozen=True, kw_only=True):
    """A second use, with when and by whom the pass was booked; none where that is forgotten."""

    use: SecondUse
    first_at: datetime
    first_counter: str | None


_NAMES: Final = Counts.__struct_fields__
_COUNT: Final = f"""
insert into take_up (city, perk, provider, counter, month, {", ".join(_NAMES)})
values (:city, :perk, :provider, :counter, :month, {", ".join(f":{name}" for name in _NAMES)})
on conflict (city, perk, provider, counter, month) do update set
  {", ".join(f"{name} = take_up.{name} + excluded.{name}" for name in _NAMES)}
"""
_SUMS: Final = ", ".join(f"sum({name})" for name in _NAMES)
_BY_MONTH: Final = f"""
select perk, '', '', month, {_SUMS} from take_up
where city = :city and month >= :first and month <= :last
group by perk, month order by month desc, perk
"""
_OF_PROVIDER: Final = f"""
select perk, provider, '', month, {_SUMS} from take_up
where city = :city and provider = :provider
group by perk, provider, month order by month desc, perk
"""
# A counter whose provider changed within a month is one.
_BY_COUNTER: Final = f"""
select perk, max(provider), counter, month, {_SUMS} from take_up
where city = :city and month >= :first and month <= :last
group by perk, counter, month order by perk, counter, month
"""
_COUNT_GRANT: Final = """
insert into perk_granted (city, perk, month, granted) values (:city, :perk, :month, 1)
on conflict (city, perk, month) do update set granted = perk_granted.granted + excluded.granted
"""
_GRANTED: Final = """
select month, perk, granted from perk_granted
where city = :city and month >= :first and month <= :last
"""
_SHOWN_AGAIN: Final = """
insert into second_use (city, id, redemption, perk, digest, provider, counter, is_offline, taken_at,
                        recorded_at)
values (:city, :id, :redemption, :perk, :digest, :provider, :counter, :is_offline, :taken_at,
        :recorded_at)
on conflict (city, id) do nothing
"""
_PAGE: Final = """
select s.city, s.id, s.redemption, s.perk, s.digest, s.provider, s.counter, s.is_offline,
  s.taken_at, s.recorded_at, coalesce(r.taken_at, s.taken_at), r.counter
from second_use s left join redemption r on r.city = s.city and r.id = s.redemption
where s.city = :city and (s.recorded_at, s.id) < (:before, :before_id)
order by s.recorded_at desc, s.id desc limit :limit
"""
_FORGET: Final = "delete from second_use where recorded_at < :before"


def count(tx: Transaction, redemption: Redemption, month: str, counts: Counts) -> None:
    """Count something of a redemption, in its counter's month."""
    _count(
        tx, redemption.city, redemption.perk, redemption.provider, redemption.counter, month, counts
    )


def add_second_use(tx: Transaction, use: SecondUse, month: str) -> None:
    """Keep and count that a pass was shown again; what the counter sends again counts once."""
    added = tx.execute(
        _SHOWN_AGAIN,
        **msgspec.structs.asdict(use)
        | {
            "is_offline": int(use.is_offline),
            "taken_at": micros(use.taken_at),
            "recorded_at": micros(use.recorded_at),
        },
    )
    if added:
        _count(tx, use.city, use.perk, use.provider, use.counter, month, Counts(twice=1))


def take_up_of(tx: Transaction, city: str, first: str, last: str) -> list[TakeUpCount]:
    """The counts of a city's perks by month, the latest first, from one month to another."""
    return [_counted(row) for row in tx.rows(_BY_MONTH, city=city, first=first, last=last)]


def take_up_of_provider(tx: Transaction, city: str, provider: str) -> list[TakeUpCount]:
    """The same of a provider's perks, of all months."""
    return [_counted(row) for row in tx.rows(_OF_PROVIDER, city=city, provider=provider)]


def take_up_by_counter(tx: Transaction, city: str, first: str, last: str) -> list[TakeUpCount]:
    """The counts of each counter, from one month to another."""
    return [_counted(row) for row in tx.rows(_BY_COUNTER, city=city, first=first, last=last)]


def count_grant(tx: Transaction, city: str, perk: str, month: str) -> None:
    """Count that a perk was granted."""
    tx.add(_COUNT_GRANT, city=city, perk=perk, month=month)


def granted_in(tx: Transaction, city: str, first: str, last: str) -> dict[tuple[str, str], int]:
    """How often officers granted, by month and perk, from one month to another."""
    found = tx.rows(_GRANTED, city=city, first=first, last=last)
    return {(row[0], row[1]): int(row[2]) for row in found}


def second_uses_page(
    tx: Transaction, city: str, before: tuple[int, str], limit: int
) -> list[SeenTwice]:
    """Passes shown again, the latest first, before a moment (microseconds) and id."""
    found = tx.rows(_PAGE, city=city, before=before[0], before_id=before[1], limit=limit)
    return [_seen(row) for row in found]


def forget_second_uses(tx: Transaction, before: datetime) -> int:
    """Delete those recorded before a moment, and say how many."""
    return tx.execute(_FORGET, before=micros(before))


def month_of(day: date) -> str:
    """The month of a civil day, such as 2027-03."""
    return f"{day:%Y-%m}"


def _count(  # noqa: PLR0917 - the key of a row
    tx: Transaction,
    city: str,
    perk: str,
    provider: str,
    counter: str,
    month: str,
    counts: Counts,
) -> None:
    key = {"city": city, "perk": perk, "provider": provider, "counter": counter, "month": month}
    tx.add(_COUNT, **key, **msgspec.structs.asdict(counts))


def _counted(row: Row) -> TakeUpCount:
    sums = dict(zip(_NAMES, map(int, row[4:]), strict=True))
    return TakeUpCount(
        perk=row[0], provider=row[1], counter=row[2], month=row[3], counts=Counts(**sums)
    )


def _seen(row: Row) -> SeenTwice:
    use = SecondUse(
        city=row[0],
        id=row[1],
        redemption=row[2],
        perk=row[3],
        digest=row[4],
        provider=row[5],
        counter=row[6],
        is_offline=bool(row[7]),
        taken_at=moment_of(row[8]),
        recorded_at=moment_of(row[9]),
    )
    return SeenTwice(use=use, first_at=moment_of(row[10]), first_counter=row[11])
