"""Score rows: what a phone polls, one indexed row, with all that tells whether it still holds."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import msgspec

from backend.storage.consent_texts import STATE_AT
from backend.storage.database import Row, Transaction
from backend.storage.values import day_or_none, listed, micros, text_or_none


class ScoreRow(msgspec.Struct, frozen=True, kw_only=True):
    """A resident's score as it was last computed.

    Attributes:
        on: the civil day it was computed for.
        due_on: the day on which it must be looked at again: a deed begins or ends.
        is_stale: true where deeds or steps were added since.
        version: grows with every change of the row.
        in_force: the digest of the scheme in force at the moment of reading.
        state: whether the resident takes part at that moment.
    """

    total: Decimal
    band: str
    next_change: date | None
    digest: str
    on: date
    is_stale: bool
    version: int
    in_force: str | None
    state: str
    due_on: date | None

    def holds_on(self, day: date) -> bool:
        """True where the score need not be computed anew."""
        return (
            not self.is_stale
            and self.digest == self.in_force
            and self.on <= day
            and (self.due_on is None or day < self.due_on)
        )


# One statement, so that a switch of the scheme moves all scores at one stroke.
_READ: Final = f"""
select s.total, s.band, s.next_change, s.digest, s.on_day, s.is_stale, s.version,
  (select p.digest from period p
   where p.city = :city and p.from_at <= :now and p.cancelled_at is null
   order by p.from_at desc, p.number desc limit 1),
  {STATE_AT}, s.due_on
from resident r join score s on s.city = r.city and s.subject = r.subject
where r.city = :city and r.subject = :subject
"""
_READ_MANY: Final = """
select s.subject, s.total, s.band, s.next_change, s.digest, s.on_day, s.is_stale, s.version,
  (select p.digest from period p
   where p.city = :city and p.from_at <= :now and p.cancelled_at is null
   order by p.from_at desc, p.number desc limit 1),
  {state}, s.due_on
from resident r join score s on s.city = r.city and s.subject = r.subject
where r.city = :city and r.subject in {names}
"""
_PUT: Final = """
insert into score (city, subject, total, band, next_change, digest, on_day, is_stale, version,
                   due_on)
values (:city, :subject, :total, :band, :next_change, :digest, :on_day, 0, 1, :due_on)
on conflict (city, subject) do update set
  total = excluded.total, band = excluded.band, next_change = excluded.next_change,
  digest = excluded.digest, on_day = excluded.on_day, is_stale = 0, due_on = excluded.due_on,
  version = score.version + 1
"""
_STALE: Final = """
update score set is_stale = 1, version = version + 1 where city = :city and subject = :subject
"""
# Why a row holds no longer. Each finds its rows by an index, so that looking for nothing costs
# nothing.
DUE: Final = ("is_stale = 1", "due_on <= :day", "digest < :digest", "digest > :digest")
# Only of those who take part: no other row is refreshed, and it would be found again without end.
# Asked of each row that the index finds, by the resident's key.
_DUE: Final = {
    why: f"""
select s.subject from score s where s.city = :city and s.{why}
  and (select {STATE_AT} from resident r where r.city = s.city and r.subject = s.subject)
    = 'participating'
limit :limit
"""
    for why in DUE
}
_DROP: Final = "delete from score where city = :city and subject = :subject"
_BANDS: Final = """
select band, count(*) from score where city = :city and digest = :digest group by band
"""


def score_row(tx: Transaction, city: str, subject: str, now: datetime) -> ScoreRow | None:
    """The score row of a resident with the scheme that is in force at a moment."""
    row = tx.row(_READ, city=city, subject=subject, now=micros(now))
    return None if row is None else _score_row(row)


def score_rows(
    tx: Transaction, city: str, subjects: Iterable[str], now: datetime
) -> dict[str, ScoreRow]:
    """The same of several residents, by one statement; those who have a row."""
    names, values = listed(subjects)
    found = tx.rows(
        _READ_MANY.format(names=names, state=STATE_AT), city=city, now=micros(now), **values
    )
    return {row[0]: _score_row(row[1:]) for row in found}


def _score_row(row: Row) -> ScoreRow:
    return ScoreRow(
        total=Decimal(row[0]),
        band=row[1],
        next_change=day_or_none(row[2]),
        digest=row[3],
        on=date.fromisoformat(row[4]),
        is_stale=bool(row[5]),
        version=row[6],
        in_force=row[7],
        state=row[8],
        due_on=day_or_none(row[9]),
    )


def put_score(  # noqa: PLR0913 - the columns of a row
    tx: Transaction,
    city: str,
    subject: str,
    *,
    total: Decimal,
    band: str,
    next_change: date | None,
    due_on: date | None,
    digest: str,
    on: date,
) -> None:
    """Store a score that was just computed."""
    tx.add(
        _PUT,
        city=city,
        subject=subject,
        total=str(total),
        band=band,
        next_change=text_or_none(next_change),
        due_on=text_or_none(due_on),
        digest=digest,
        on_day=on.isoformat(),
    )


def make_stale(tx: Transaction, city: str, subject: str) -> None:
    """Let whoever reads next compute the score anew."""
    tx.add(_STALE, city=city, subject=subject)


def due_scores(
    tx: Transaction, city: str, why: str, *, day: date, digest: str, limit: int, now: datetime
) -> list[str]:
    """Those who take part and whose score rows no longer hold, in the order of their subject ids.

    Args:
        tx: the reading unit.
        city: whose residents.
        why: one of `DUE`.
        day: the city's day.
        digest: of the scheme in force.
        limit: the most of them.
        now: the moment.
    """
    values = {"day": day.isoformat(), "digest": digest}
    asked = {name: value for name, value in values.items() if f":{name}" in why}
    found = tx.rows(_DUE[why], city=city, now=micros(now), limit=limit, **asked)
    return sorted(subject for (subject,) in found)


def drop_score(tx: Transaction, city: str, subject: str) -> None:
    """Forget the score of one who leaves; it is computed anew if they return."""
    tx.execute(_DROP, city=city, subject=subject)


def band_counts(tx: Transaction, city: str, digest: str) -> dict[str, int]:
    """How many participating residents are in each band, under the scheme of a digest."""
    return dict(tx.rows(_BANDS, city=city, digest=digest))
