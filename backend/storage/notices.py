"""Notices: what a resident is told, and the rows by which it goes out to their contacts."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.values import (
    day_or_none,
    micros,
    moment_of,
    moment_or_none,
    new_id,
    text_or_none,
)


class NoticeKind(StrEnum):
    """What a notice tells of; `about` names what it concerns, `on` the day it speaks of."""

    # Of a deed
    DEED_COUNTS = "deed-counts"  # a merit, from that day on
    DEED_WILL_COUNT = "deed-will-count"  # a demerit, from that day on, after the notice period
    DEED_REFUSED = "deed-refused"
    DEED_ANNULLED = "deed-annulled"
    DEED_PROVEN = "deed-proven"
    DEED_ENDED = "deed-ended"
    # Of an objection or a repair
    CASE_RECEIVED = "case-received"  # to be answered until that day
    CASE_UPHELD = "case-upheld"
    CASE_ACCEPTED = "case-accepted"
    CASE_REJECTED = "case-rejected"
    CASE_WITHDRAWN = "case-withdrawn"
    # Of a grant
    PERK_GRANTED = "perk-granted"
    PERK_REVOKED = "perk-revoked"
    # Of a version of the consent text
    CONSENT_ASKED = "consent-asked"  # to be answered until that day
    CONSENT_GIVEN = "consent-given"
    LEFT = "left"  # erased on that day
    RETURNED = "returned"


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice's row."""

    id: str
    kind: NoticeKind
    at: datetime
    about: str | None
    on: date | None
    read_at: datetime | None


_ADD: Final = """
insert into notice (city, subject, id, kind, at, about, on_day)
values (:city, :subject, :id, :kind, :at, :about, :on_day)
"""
_SEND: Final = """
insert into outgoing (city, subject, notice, channel, state, tries, due_at)
select city, subject, :id, channel, 'waiting', 0, :at from contact
where city = :city and subject = :subject
"""
_COLUMNS: Final = "id, kind, at, about, on_day, read_at"
_PAGE: Final = f"""
select {_COLUMNS} from notice
where city = :city and subject = :subject and id < :before order by id desc limit :limit
"""


class NewNotice(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a resident is to be told."""

    city: str
    subject: str
    kind: NoticeKind
    at: datetime
    about: str | None = None
    on: date | None = None


def tell(  # noqa: PLR0917 - what a notice says
    tx: Transaction,
    city: str,
    subject: str,
    kind: NoticeKind,
    now: datetime,
    about: str | None = None,
    on: date | None = None,
) -> None:
    """Tell a resident, in the unit of work of what is told: into the inbox, and to each contact."""
    new = NewNotice(city=city, subject=subject, kind=kind, at=now, about=about, on=on)
    tell_many(tx, (new,))


def tell_many(tx: Transaction, notices: Iterable[NewNotice]) -> None:
    """The same for many notices."""
    rows: list[dict[str, object]] = [
        {
            "city": notice.city,
            "subject": notice.subject,
            "id": new_id(notice.at),
            "kind": notice.kind.value,
            "at": micros(notice.at),
            "about": notice.about,
            "on_day": text_or_none(notice.on),
        }
        for notice in notices
    ]
    if rows:
        tx.add_many(_ADD, rows)
        tx.add_many(_SEND, rows)


def notices_page(tx: Transaction, city: str, subject: str, before: str, limit: int) -> list[Notice]:
    """A resident's notices before an id, newest first."""
    found = tx.rows(_PAGE, city=city, subject=subject, before=before, limit=limit)
    return [_notice(row) for row in found]


def _notice(row: Row) -> Notice:
    return Notice(
        id=row[0],
        kind=NoticeKind(row[1]),
        at=moment_of(row[2]),
        about=row[3],
        on=day_or_none(row[4]),
        read_at=moment_or_none(row[5]),
    )
