"""Where a resident wants to be told of notices, too: put, shown and deleted by themselves."""

from datetime import datetime
from typing import Final

import msgspec

from backend.contracts.notices import ContactView, PutContact
from backend.core.contact import Channel, contact_address
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.recent_invitation import check_not_recent
from backend.services.taking_part import existing, own_subject, participating
from backend.storage.contacts import Contact, contacts_of, drop_contact, put_contact
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.residents import resident_of

# What a contact shows where this installation has no way out to it.
NOT_SET_UP: Final = "not-set-up"
_REFUSED: Final = {"email": "contact-email", "message": "contact-message"}


async def list_contacts(desk: Desk, identity: Identity) -> list[ContactView]:
    """The own contacts."""
    city, subject = identity.city, own_subject(identity)

    def work(tx: Transaction) -> list[ContactView]:
        existing(resident_of(tx, city, subject))
        found = contacts_of(tx, city, subject)
        return [contact_view(desk, city, subject, contact) for contact in found]

    return await desk.database.read(work)


async def keep_contact(
    desk: Desk, identity: Identity, channel: Channel, put: PutContact, now: datetime
) -> ContactView:
    """Keep an address; the same one put again changes nothing, another one takes its place.

    Raises:
        ProblemsError: where it cannot be written to, the resident does not take part, or an
            invitation was opened just now.
    """
    city, subject = identity.city, own_subject(identity)
    address = contact_address(channel, put.address)
    if address is None:
        raise ProblemsError(REQUEST.problem(_REFUSED[channel], "address"))
    sealed = desk.seal(city, subject, contact_row(channel), address)
    new = Contact(channel=channel, address=sealed, made_at=now)

    def work(tx: Transaction) -> ContactView:
        tx.lock(city, subject)
        participating(resident_of(tx, city, subject), now)
        for before in contacts_of(tx, city, subject):
            view = contact_view(desk, city, subject, before)
            if (view.channel, view.address) == (channel, address):
                return view
        check_not_recent(desk, tx, city, subject, now)
        put_contact(tx, city, subject, new)
        _note(tx, identity, "contact.put", channel, now)
        return contact_view(desk, city, subject, new)

    return await desk.database.write(work)


async def forget_contact(desk: Desk, identity: Identity, channel: Channel, now: datetime) -> None:
    """Delete an address, and what waits to go out to it; done again, it changes nothing.

    Raises:
        ProblemsError: where the resident is gone, or an invitation was opened just now.
    """
    city, subject = identity.city, own_subject(identity)

    def work(tx: Transaction) -> None:
        tx.lock(city, subject)
        existing(resident_of(tx, city, subject))
        check_not_recent(desk, tx, city, subject, now)
        if drop_contact(tx, city, subject, channel):
            _note(tx, identity, "contact.deleted", channel, now)

    await desk.database.write(work)


def contact_view(desk: Desk, city: str, subject: str, contact: Contact) -> ContactView:
    """A contact as its resident sees it."""
    return ContactView(
        channel=contact.channel,
        address=open_address(desk, city, subject, contact.channel, contact.address),
        made_at=contact.made_at,
        last_sent_at=contact.sent_at,
        problem=contact.problem if contact.channel in desk.ways_out else NOT_SET_UP,
    )


def contact_row(channel: Channel) -> str:
    """What an address is bound to when it is sealed."""
    return f"contact|{channel}|address"


def open_address(desk: Desk, city: str, subject: str, channel: Channel, sealed: bytes) -> str:
    """An address, unsealed.

    Raises:
        ProblemsError: where the resident is gone.
    """
    opened = desk.unseal(city, subject, contact_row(channel), sealed)
    return msgspec.json.decode(opened, type=str)


def _note(
    tx: Transaction, identity: Identity, action: str, channel: Channel, now: datetime
) -> None:
    actor = actor_of(identity, now)
    add_entry(tx, actor, action, subject=identity.subject, detail={"channel": channel})
