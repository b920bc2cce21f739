"""Contacts: where a resident wants to be told, too; one address to a channel, sealed."""

from datetime import datetime
from typing import Final

import msgspec

from backend.core.contact import Channel
from backend.storage.database import Row, Transaction
from backend.storage.outgoing import drop_waiting_for
from backend.storage.values import micros, moment_of, moment_or_none


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """A contact's row.

    Attributes:
        address: sealed with the resident's key.
        sent_at: when something last went out to it.
        problem: why the last try did not succeed.
    """

    channel: Channel
    address: bytes
    made_at: datetime
    sent_at: datetime | None = None
    problem: str | None = None


_COLUMNS: Final = "channel, address, made_at, sent_at, problem"
_PUT: Final = """
insert into contact (city, subject, channel, address, made_at)
values (:city, :subject, :channel, :address, :made_at)
on conflict (city, subject, channel) do update set
  address = excluded.address, made_at = excluded.made_at, sent_at = null, problem = null
"""
_ALL: Final = f"""
select {_COLUMNS} from contact where city = :city and subject = :subject order by channel
"""
_DROP: Final = """
delete from contact where city = :city and subject = :subject and channel = :channel
"""


def put_contact(tx: Transaction, city: str, subject: str, contact: Contact) -> None:
    """Add a contact, or put another address in the place of the one there was."""
    tx.execute(
        _PUT,
        city=city,
        subject=subject,
        channel=contact.channel,
        address=contact.address,
        made_at=micros(contact.made_at),
    )


def contacts_of(tx: Transaction, city: str, subject: str) -> list[Contact]:
    """A resident's contacts."""
    return [_contact(row) for row in tx.rows(_ALL, city=city, subject=subject)]


def drop_contact(tx: Transaction, city: str, subject: str, channel: Channel) -> bool:
    """Delete a contact and what waits to go out to it; false where there is none."""
    drop_waiting_for(tx, city, subject, channel)
    return tx.execute(_DROP, city=city, subject=subject, channel=channel) == 1


def _contact(row: Row) -> Contact:
    return Contact(
        channel=row[0],
        address=row[1],
        made_at=moment_of(row[2]),
        sent_at=moment_or_none(row[3]),
        problem=row[4],
    )
