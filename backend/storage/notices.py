"""Notices: what a resident is told, and the rows by which it goes out to their contacts."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import msgspec

from backend.storage.consent_texts import STATE_AT
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
    CASE_ON_PAPER = "case-on-paper"  # the same; somebody else may have signed
    CASE_UPHELD = "case-upheld"
    CASE_ACCEPTED = "case-accepted"
    CASE_REJECTED = "case-rejected"
    CASE_WITHDRAWN = "case-withdrawn"
    # Of a grant
    PERK_GRANTED = "perk-granted"
    PERK_REVOKED = "perk-revoked"
    PERK_ENDS = "perk-ends"  # revoked with notice: it holds until that day
    # Of a version of the consent text
    CONSENT_ASKED = "consent-asked"  # to be answered until that day
    CONSENT_GIVEN = "consent-given"
    LEFT = "left"  # erased on that day
    LEFT_ON_PAPER = "left-on-paper"  # the same; somebody else may have signed
    RETURNED = "returned"
    # Of a way in: whoever has the code of an invitation can act as the resident
    INVITATION_MADE = "invitation-made"
    INVITATION_OPENED = "invitation-opened"


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice's row, with what names what it tells of.

    Attributes:
        deed_type: of the deed that it, or the case that it tells of, is about.
        perk: of the grant that it is about, and `digest` of the scheme that has the perk's label.
        until: the last day that the grant was for.
    """

    id: str
    kind: NoticeKind
    at: datetime
    about: str | None
    on: date | None
    read_at: datetime | None
    deed_type: str | None
    perk: str | None
    digest: str | None
    until: date | None


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """How much is in an inbox; the same numbers mean the same notices.

    Attributes:
        state: of the resident at that moment.
    """

    state: str
    total: int
    unread: int


_ADD: Final = """
insert into notice (city, subject, id, kind, at, about, on_day)
values (:city, :subject, :id, :kind, :at, :about, :on_day)
"""
_SEND: Final = """
insert into outgoing (city, subject, notice, channel, state, tries, due_at)
select city, subject, :id, channel, 'waiting', 0, :at from contact
where city = :city and subject = :subject
"""
# Of whoever is leaving, nothing is shown but that, and who may have come in.
_OF_CONSENT: Final = (
    "n.kind in ('consent-asked', 'consent-given', 'left', 'left-on-paper', 'returned', "
    "'invitation-made', 'invitation-opened')"
)
_PAGE: Final = f"""
select n.id, n.kind, n.at, n.about, n.on_day, n.read_at, d.deed_type, g.perk, g.digest,
  g.until_day
from notice n
  left join resident_case c on c.city = n.city and c.subject = n.subject and c.id = n.about
    and n.kind like 'case-%'
  left join deed d on d.city = n.city and d.subject = n.subject
    and d.id = case when n.kind like 'deed-%' then n.about else c.deed end
  left join perk_grant g on g.city = n.city and g.subject = n.subject and g.id = n.about
    and n.kind like 'perk-%'
where n.city = :city and n.subject = :subject and n.id < :before
  and (:only = 0 or {_OF_CONSENT})
order by n.id desc limit :limit
"""
_INBOX: Final = f"""
select {STATE_AT}, count(n.id), count(n.id) - count(n.read_at)
from resident r
  left join notice n on n.city = r.city and n.subject = r.subject
    and ({STATE_AT} = 'participating' or {_OF_CONSENT})
where r.city = :city and r.subject = :subject group by r.city, r.subject
"""
_READ: Final = """
update notice set read_at = :at
where city = :city and subject = :subject and id = :id and read_at is null
"""
_IS_THERE: Final = "select 1 from notice where city = :city and subject = :subject and id = :id"


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
    for statement in (_ADD, _SEND):
        if len(rows) == 1:
            tx.add(statement, **rows[0])
        elif rows:
            tx.add_many(statement, rows)


def notices_page(
    tx: Transaction,
    city: str,
    subject: str,
    before: str,
    limit: int,
    *,
    of_consent: bool = False,
) -> list[Notice]:
    """A resident's notices before an id, newest first; all, or those of consent and leaving."""
    values = {"city": city, "subject": subject, "before": before, "only": int(of_consent)}
    return [_notice(row) for row in tx.rows(_PAGE, **values, limit=limit)]


def inbox_of(tx: Transaction, city: str, subject: str, now: datetime) -> Inbox | None:
    """How much is in a resident's inbox, by one statement; none for one who is gone."""
    row = tx.row(_INBOX, city=city, subject=subject, now=micros(now))
    return None if row is None else Inbox(state=row[0], total=row[1], unread=row[2])


def mark_read(tx: Transaction, city: str, subject: str, notice: str, now: datetime) -> bool:
    """Note that a notice was read, the first time; false where the resident has none such."""
    values: dict[str, object] = {"city": city, "subject": subject, "id": notice}
    if tx.execute(_READ, **values, at=micros(now)):
        return True
    return tx.row(_IS_THERE, **values) is not None


def _notice(row: Row) -> Notice:
    return Notice(
        id=row[0],
        kind=NoticeKind(row[1]),
        at=moment_of(row[2]),
        about=row[3],
        on=day_or_none(row[4]),
        read_at=moment_or_none(row[5]),
        deed_type=row[6],
        perk=row[7],
        digest=row[8],
        until=day_or_none(row[9]),
    )
