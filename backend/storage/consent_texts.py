"""Consent texts: every version that was ever shown, and who is asked to consent to the present one.

Whoever has not consented to a newer text by its last moment is leaving from then on, though no job
has run yet: every statement that asks whether somebody takes part asks for that, too.
"""

from datetime import datetime
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.values import micros, moment_of, moment_or_none


class TextRow(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a city's consent text.

    Attributes:
        number: counts the city's texts; one that is shown again gets another.
        terms: all that it states, as JSON.
        answer_by: until when residents who consented to an earlier one are asked; none for the
            first.
    """

    number: int
    version: str
    since: datetime
    terms: str
    answer_by: datetime | None


# Whether a resident, called `r`, has let the time pass; `:now` is the moment.
HAS_LAPSED: Final = """
exists (select 1 from consent_text t where t.city = r.city
        and t.number > coalesce(r.consented_to, 0) and t.answer_by <= :now)
"""
STATE_AT: Final = f"""
case when r.state = 'participating' and {HAS_LAPSED} then 'leaving' else r.state end
"""
_COLUMNS: Final = "number, version, since, terms, answer_by"
_ADD: Final = """
insert into consent_text (city, number, version, since, terms, answer_by)
select :city, coalesce(max(number), 0) + 1, :version, :since, :terms, :answer_by
from consent_text where city = :city
"""
_PRESENT: Final = f"""
select {_COLUMNS} from consent_text where city = :city order by number desc limit 1
"""
_GET: Final = f"select {_COLUMNS} from consent_text where city = :city and number = :number"
_KEEP: Final = f"""
update resident as r set consented_to = :number, asked_of = :number
where city = :city and state = 'participating' and not {HAS_LAPSED} and consented_to in
  (select number from consent_text where city = :city and version = :version)
"""
_LAPSED: Final = """
select subject from resident
where city = :city and state = 'participating' and consented_to <
  (select max(number) from consent_text where city = :city and answer_by <= :now)
order by consented_to, subject limit :limit
"""
_TO_ASK: Final = """
select subject from resident
where city = :city and state = 'participating' and asked_of < :number
order by asked_of, subject limit :limit
"""
_ASKED: Final = """
update resident set asked_of = :number
where city = :city and subject = :subject and state = 'participating' and asked_of < :number
"""


def add_text(
    tx: Transaction,
    city: str,
    version: str,
    terms: str,
    since: datetime,
    answer_by: datetime | None,
) -> None:
    """Add the text that is shown from now on.

    Whoever takes part by a consent to these very words need not give it again.
    """
    tx.execute(
        _ADD,
        city=city,
        version=version,
        terms=terms,
        since=micros(since),
        answer_by=None if answer_by is None else micros(answer_by),
    )
    number = present_text(tx, city).number
    tx.execute(_KEEP, city=city, version=version, number=number, now=micros(since))


def present_text(tx: Transaction, city: str) -> TextRow:
    """The text that is shown now."""
    found = last_text(tx, city)
    assert found is not None, "a city is installed with its text"  # noqa: S101
    return found


def last_text(tx: Transaction, city: str) -> TextRow | None:
    """The same, before a city is installed, too."""
    row = tx.row(_PRESENT, city=city)
    return None if row is None else _text_row(row)


def text_of(tx: Transaction, city: str, number: int) -> TextRow | None:
    """The text of a number, if there was one."""
    row = tx.row(_GET, city=city, number=number)
    return None if row is None else _text_row(row)


def lapsed(tx: Transaction, city: str, now: datetime, limit: int) -> list[str]:
    """Residents who take part by their rows, but have let the time for a newer text pass."""
    return [row[0] for row in tx.rows(_LAPSED, city=city, now=micros(now), limit=limit)]


def to_ask(tx: Transaction, city: str, number: int, limit: int) -> list[str]:
    """Participants who were not asked yet about the text of a number."""
    return [row[0] for row in tx.rows(_TO_ASK, city=city, number=number, limit=limit)]


def mark_asked(tx: Transaction, city: str, subject: str, number: int) -> bool:
    """Note that a participant was asked about a text; false where that was noted before."""
    return tx.execute(_ASKED, city=city, subject=subject, number=number) == 1


def _text_row(row: Row) -> TextRow:
    return TextRow(
        number=row[0],
        version=row[1],
        since=moment_of(row[2]),
        terms=row[3],
        answer_by=moment_or_none(row[4]),
    )
