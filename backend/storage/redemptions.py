"""Redemptions: what counters booked, and, apart from that, whose it is."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

from backend.core.perks import Use
from backend.storage.database import Row, Transaction
from backend.storage.values import (
    day_or_none,
    decimal_or_none,
    micros,
    moment_of,
    moment_or_none,
    text_or_none,
)

State = Literal["used", "lent", "returned", "reversed"]
WantedState = Literal["used", "lent", "overdue", "returned", "reversed"]


class Redemption(msgspec.Struct, frozen=True, kw_only=True):
    """A redemption's row.

    Attributes:
        digest: of the scheme whose words for the perk hold.
        counter: the account that booked it.
        number: the random number of its pass: no pass is booked twice.
        code: by which what was lent is found again, as it is compared.
        period: of the stock it took a place of; none where there is no stock, or none was left.
        is_beyond: true where it went beyond what was allowed when it was settled.
    """

    city: str
    id: str
    perk: str
    amount: Decimal | None
    digest: str
    provider: str
    counter: str
    number: str
    code: str
    is_offline: bool
    taken_at: datetime
    recorded_at: datetime
    period: str | None
    due_on: date | None
    returned_at: datetime | None = None
    reversed_at: datetime | None = None
    is_beyond: bool = False

    @property
    def state(self) -> State:
        """What has become of it."""
        if self.reversed_at is not None:
            return "reversed"
        if self.returned_at is not None:
            return "returned"
        return "used" if self.due_on is None else "lent"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which redemptions of a provider are asked for; what is none is not looked at.

    Attributes:
        state: of what is overdue, lent as well.
        perks: those that the provider gives now: their bookings are its own, whoever booked them.
        today: the city's civil day: what was to be back before it is overdue.
    """

    state: WantedState | None = None
    perk: str | None = None
    code: str | None = None
    perks: tuple[str, ...] = ()
    today: date = date.min


COLUMNS: Final = (
    *("city", "id", "perk", "amount", "digest", "provider", "counter", "pass", "code"),
    *("is_offline", "taken_at", "recorded_at", "period", "due_on", "returned_at", "reversed_at"),
    "is_beyond",
)
_COLUMNS: Final = ", ".join(COLUMNS)
_ADD: Final = f"""
insert into redemption ({_COLUMNS})
values (:city, :id, :perk, :amount, :digest, :provider, :counter, :pass, :code, :is_offline,
        :taken_at, :recorded_at, :period, :due_on, null, null, :is_beyond)
"""
_HOLD: Final = """
insert into redemption_holder (city, subject, redemption, perk, on_day)
values (:city, :subject, :redemption, :perk, :on_day)
"""
_GET: Final = f"select {_COLUMNS} from redemption where city = :city and id = :id"
_OF_PASS: Final = f"select {_COLUMNS} from redemption where city = :city and pass = :pass"
_BY_CODE: Final = f"select {_COLUMNS} from redemption where city = :city and code = :code"
_HOLDER: Final = """
select subject from redemption_holder where city = :city and redemption = :redemption
"""
_USES: Final = """
select h.on_day, case when r.due_on is not null and r.returned_at is null then 1 else 0 end
from redemption_holder h join redemption r on r.city = h.city and r.id = h.redemption
where h.city = :city and h.subject = :subject and h.perk = :perk and r.reversed_at is null
  and (h.on_day >= :since or (r.due_on is not null and r.returned_at is null))
order by h.on_day, h.redemption
"""
_RETURN: Final = """
update redemption set returned_at = :at
where city = :city and id = :id and returned_at is null and reversed_at is null
"""
_REVERSE: Final = """
update redemption set reversed_at = :at
where city = :city and id = :id and returned_at is null and reversed_at is null
"""
_LENT: Final = "due_on is not null and returned_at is null and reversed_at is null"
_STATES: Final[dict[WantedState, str]] = {
    "used": "due_on is null and reversed_at is null",
    "lent": _LENT,
    "overdue": f"{_LENT} and due_on < :today",
    "returned": "returned_at is not null",
    "reversed": "reversed_at is not null",
}
_PART: Final = f"""
select * from (
  select {_COLUMNS} from redemption
  where city = :city and (taken_at, id) < (:before, :before_id) and {{conditions}}
  order by taken_at desc, id desc limit :limit
) part
"""
# Beside what is in hand, which is kept until it is brought back.
_OLD: Final = f"taken_at < :before and not ({_LENT})"
_FORGET_HOLDERS: Final = f"""
delete from redemption_holder
where (city, redemption) in (select city, id from redemption where {_OLD})
"""
_FORGET: Final = f"delete from redemption where {_OLD}"


def add_redemption(tx: Transaction, redemption: Redemption) -> None:
    """Add a redemption.

    Raises:
        ConflictError: where its id, pass or code is booked; perhaps only at the unit's end.
    """
    tx.add(
        _ADD,
        city=redemption.city,
        id=redemption.id,
        perk=redemption.perk,
        amount=text_or_none(redemption.amount),
        digest=redemption.digest,
        provider=redemption.provider,
        counter=redemption.counter,
        **{"pass": redemption.number},
        code=redemption.code,
        is_offline=int(redemption.is_offline),
        taken_at=micros(redemption.taken_at),
        recorded_at=micros(redemption.recorded_at),
        period=redemption.period,
        due_on=text_or_none(redemption.due_on),
        is_beyond=int(redemption.is_beyond),
    )


def add_holder(tx: Transaction, redemption: Redemption, subject: str, on_day: date) -> None:
    """Say whose a redemption is; the database refuses it of a resident without consent."""
    tx.add(
        _HOLD,
        city=redemption.city,
        subject=subject,
        redemption=redemption.id,
        perk=redemption.perk,
        on_day=on_day.isoformat(),
    )


def redemption_of(tx: Transaction, city: str, redemption: str) -> Redemption | None:
    """A redemption by its id."""
    return _redemption(tx.row(_GET, city=city, id=redemption))


def redemption_of_pass(tx: Transaction, city: str, number: str) -> Redemption | None:
    """The redemption that a pass was booked by."""
    return _redemption(tx.row(_OF_PASS, city=city, **{"pass": number}))


def redemption_by_code(tx: Transaction, city: str, code: str) -> Redemption | None:
    """A redemption by its code, as it is compared."""
    return _redemption(tx.row(_BY_CODE, city=city, code=code))


def holder_of(tx: Transaction, city: str, redemption: str) -> str | None:
    """Whose a redemption is; none where they are erased, or took no part when it was settled."""
    row = tx.row(_HOLDER, city=city, redemption=redemption)
    return None if row is None else row[0]


def redemptions_page(
    tx: Transaction,
    city: str,
    provider: str,
    wanted: Wanted,
    before: tuple[int, str],
    limit: int,
) -> list[Redemption]:
    """A provider's redemptions, newest first, before a moment (microseconds) and id."""
    values: dict[str, object] = {"city": city, "provider": provider, "limit": limit}
    values |= {"before": before[0], "before_id": before[1], "today": wanted.today.isoformat()}
    conditions = [] if wanted.state is None else [_STATES[wanted.state]]
    for name in ("perk", "code"):
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(f"{name} = :{name}")
            values[name] = value
    perks = [each for each in wanted.perks if wanted.perk in {None, each}]
    values |= {f"perk_{place}": each for place, each in enumerate(perks)}
    own = ["provider = :provider", *(f"perk = :perk_{place}" for place in range(len(perks)))]
    # Each part is read by an index of its own, and no further than the page goes.
    parts = (_PART.format(conditions=" and ".join([each, *conditions])) for each in own)
    sql = f"{' union '.join(parts)} order by taken_at desc, id desc limit :limit"
    return [redemption_from(row) for row in tx.rows(sql, **values)]


def uses_of(tx: Transaction, city: str, subject: str, perk: str, since: date) -> list[Use]:
    """What a resident took of a perk since a day, and whatever is still in hand, however old.

    What was reversed was never taken.
    """
    found = tx.rows(_USES, city=city, subject=subject, perk=perk, since=since.isoformat())
    return [Use(on_day=date.fromisoformat(row[0]), is_in_hand=bool(row[1])) for row in found]


def return_redemption(tx: Transaction, redemption: Redemption, at: datetime) -> bool:
    """Note that what was lent is back; false where it was, or the redemption is reversed."""
    return tx.execute(_RETURN, city=redemption.city, id=redemption.id, at=micros(at)) == 1


def reverse_redemption(tx: Transaction, redemption: Redemption, at: datetime) -> bool:
    """Note that it was a mistake; false where that is noted, or it was brought back."""
    return tx.execute(_REVERSE, city=redemption.city, id=redemption.id, at=micros(at)) == 1


def forget_redemptions(tx: Transaction, before: datetime) -> int:
    """Delete what was taken before a moment and is not in hand; returns how many rows."""
    values = {"before": micros(before)}
    return tx.execute(_FORGET_HOLDERS, **values) + tx.execute(_FORGET, **values)


def _redemption(row: Row | None) -> Redemption | None:
    return None if row is None else redemption_from(row)


def redemption_from(row: Row) -> Redemption:
    """A redemption from a row that begins with its columns."""
    return Redemption(
        city=row[0],
        id=row[1],
        perk=row[2],
        amount=decimal_or_none(row[3]),
        digest=row[4],
        provider=row[5],
        counter=row[6],
        number=row[7],
        code=row[8],
        is_offline=bool(row[9]),
        taken_at=moment_of(row[10]),
        recorded_at=moment_of(row[11]),
        period=row[12],
        due_on=day_or_none(row[13]),
        returned_at=moment_or_none(row[14]),
        reversed_at=moment_or_none(row[15]),
        is_beyond=bool(row[16]),
    )
