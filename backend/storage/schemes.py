"""Cities and scheme versions, kept for ever with text and digest, and when each was in force."""

from datetime import date, datetime
from typing import Final, Literal

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.values import micros, moment_of, moment_or_none


class SchemeVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A scheme with the catalogue entries it uses, both as canonical JSON."""

    digest: str
    effective_on: date
    text: str
    catalogue: str
    origin: Literal["file", "proposal"]
    added_at: datetime


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """From when a scheme is in force.

    Attributes:
        proposal: the id of the approved proposal; none for a city's first scheme.
        begun_at: when the clock noted in the log that it had begun.
    """

    number: int
    digest: str
    from_at: datetime
    proposal: str | None
    cancelled_at: datetime | None
    begun_at: datetime | None


# Later than any moment: the largest whole number of a column.
MOMENT_MOST: Final = 2**63 - 1

_CITIES: Final = "select code, text, setup_uses from city order by code"
_PUT_CITY: Final = """
insert into city (code, text, setup_uses) values (:code, :text, 0)
on conflict (code) do update set text = excluded.text where city.text <> excluded.text
"""
_LOCK_CITY: Final = "update city set setup_uses = setup_uses where code = :code"
_VERSION_COLUMNS: Final = "digest, effective_on, text, catalogue, origin, added_at"
_ADD_VERSION: Final = f"""
insert into scheme_version (city, {_VERSION_COLUMNS})
values (:city, :digest, :effective_on, :text, :catalogue, :origin, :added_at)
on conflict (city, digest) do nothing
"""
_VERSION: Final = (
    f"select {_VERSION_COLUMNS} from scheme_version where city = :city and digest = :digest"
)
_VERSIONS: Final = f"""
select {_VERSION_COLUMNS} from scheme_version where city = :city order by effective_on, added_at
"""
_VERSION_PAGE: Final = f"""
select {_VERSION_COLUMNS} from scheme_version
where city = :city and (added_at, digest) < (:at, :digest)
order by added_at desc, digest desc limit :limit
"""
_PERIOD_COLUMNS: Final = "number, digest, from_at, proposal, cancelled_at, begun_at"
_PERIODS: Final = f"select {_PERIOD_COLUMNS} from period where city = :city order by number"
_IN_FORCE: Final = f"""
select {_PERIOD_COLUMNS} from period
where city = :city and from_at <= :now and cancelled_at is null
order by from_at desc, number desc limit 1
"""
_WAS_IN_FORCE: Final = """
select 1 from period
where city = :city and digest = :digest and from_at <= :now and cancelled_at is null limit 1
"""
_ADD_PERIOD: Final = """
insert into period (city, number, digest, from_at, proposal)
select :city, coalesce(max(number), 0) + 1, :digest, :from_at, :proposal
from period where city = :city
"""
_PERIOD: Final = f"select {_PERIOD_COLUMNS} from period where city = :city and number = :number"
_DUE: Final = f"""
select city, {_PERIOD_COLUMNS} from period
where begun_at is null and cancelled_at is null and from_at <= :now order by city, from_at, number
"""
_CANCEL: Final = """
update period set cancelled_at = :now
where city = :city and number = :number and cancelled_at is null and from_at > :now
"""
_BEGIN: Final = """
update period set begun_at = :now
where city = :city and number = :number and begun_at is null and cancelled_at is null
  and from_at <= :now
"""


def cities(tx: Transaction) -> list[tuple[str, str, int]]:
    """Each city's code, its file as JSON, and how often its set-up code was used."""
    return [(row[0], row[1], row[2]) for row in tx.rows(_CITIES)]


def put_city(tx: Transaction, code: str, text: str) -> bool:
    """Add a city, or keep its file's new content; false where that is kept already.

    Either way, no other writer changes the city's schemes until the unit's end.
    """
    return tx.execute(_PUT_CITY, code=code, text=text) == 1


def lock_city(tx: Transaction, code: str) -> None:
    """Keep every other writer from this city's schemes until the unit's end."""
    tx.execute(_LOCK_CITY, code=code)


def add_version(tx: Transaction, city: str, version: SchemeVersion) -> bool:
    """Keep a scheme for ever; false where it is kept already."""
    added = tx.execute(
        _ADD_VERSION,
        city=city,
        digest=version.digest,
        effective_on=version.effective_on.isoformat(),
        text=version.text,
        catalogue=version.catalogue,
        origin=version.origin,
        added_at=micros(version.added_at),
    )
    return added == 1


def version_of(tx: Transaction, city: str, digest: str) -> SchemeVersion | None:
    """A scheme by its digest."""
    row = tx.row(_VERSION, city=city, digest=digest)
    return None if row is None else _version(row)


def versions(tx: Transaction, city: str) -> list[SchemeVersion]:
    """All schemes that a city has or had proposed."""
    return [_version(row) for row in tx.rows(_VERSIONS, city=city)]


def versions_page(
    tx: Transaction, city: str, before: tuple[int, str] | None, limit: int
) -> list[SchemeVersion]:
    """The schemes that were added last, before one's moment (in microseconds) and digest."""
    at, digest = before or (MOMENT_MOST, "")
    rows = tx.rows(_VERSION_PAGE, city=city, at=at, digest=digest, limit=limit)
    return [_version(row) for row in rows]


def periods(tx: Transaction, city: str) -> list[Period]:
    """All periods, in the order they were decided."""
    return [_period(row) for row in tx.rows(_PERIODS, city=city)]


def period_of(tx: Transaction, city: str, number: int) -> Period | None:
    """A period by its number."""
    row = tx.row(_PERIOD, city=city, number=number)
    return None if row is None else _period(row)


def due_periods(tx: Transaction, now: datetime) -> list[tuple[str, Period]]:
    """Periods of all cities that have begun and are not noted as such, with their cities."""
    return [(row[0], _period(row[1:])) for row in tx.rows(_DUE, now=micros(now))]


def period_in_force(tx: Transaction, city: str, now: datetime) -> Period | None:
    """The period that a moment lies in."""
    row = tx.row(_IN_FORCE, city=city, now=micros(now))
    return None if row is None else _period(row)


def was_in_force(tx: Transaction, city: str, digest: str, now: datetime) -> bool:
    """True for a scheme that is in force at a moment, or was before."""
    return tx.row(_WAS_IN_FORCE, city=city, digest=digest, now=micros(now)) is not None


def add_period(
    tx: Transaction, city: str, digest: str, from_at: datetime, proposal: str | None
) -> None:
    """Put a scheme in force from a moment."""
    tx.execute(_ADD_PERIOD, city=city, digest=digest, from_at=micros(from_at), proposal=proposal)


def cancel_period(tx: Transaction, city: str, number: int, now: datetime) -> bool:
    """Call off a period that has not begun; false where it has."""
    return tx.execute(_CANCEL, city=city, number=number, now=micros(now)) == 1


def begin_period(tx: Transaction, city: str, number: int, now: datetime) -> bool:
    """Note that a period has begun; false where that was noted before."""
    return tx.execute(_BEGIN, city=city, number=number, now=micros(now)) == 1


def _version(row: Row) -> SchemeVersion:
    return SchemeVersion(
        digest=row[0],
        effective_on=date.fromisoformat(row[1]),
        text=row[2],
        catalogue=row[3],
        origin=row[4],
        added_at=moment_of(row[5]),
    )


def _period(row: Row) -> Period:
    return Period(
        number=row[0],
        digest=row[1],
        from_at=moment_of(row[2]),
        proposal=row[3],
        cancelled_at=moment_or_none(row[4]),
        begun_at=moment_or_none(row[5]),
    )
