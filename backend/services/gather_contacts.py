"""Gather a resident's contacts, what went out to them, and their files, without content."""

from backend.contracts.export import ExportedFile, ExportedSending
from backend.contracts.notices import ContactView
from backend.services.desk import Desk
from backend.services.keep_contacts import contact_view
from backend.services.view_cases import name_of
from backend.storage.contacts import contacts_of
from backend.storage.database import Transaction
from backend.storage.evidence import evidence_of_subject
from backend.storage.own_rows import own_rows
from backend.storage.values import moment_of, moment_or_none


def contacts_in(desk: Desk, tx: Transaction, city: str, subject: str) -> tuple[ContactView, ...]:
    """Where notices go, too."""
    found = contacts_of(tx, city, subject)
    return tuple(contact_view(desk, city, subject, each) for each in found)


def sendings_in(tx: Transaction, city: str, subject: str) -> tuple[ExportedSending, ...]:
    """Notices on their way out, and those that went out a while ago."""
    return tuple(
        ExportedSending(
            notice=row["notice"],
            channel=row["channel"],
            state=row["state"],
            message=row["message"],
            tries=row["tries"],
            due_at=moment_of(row["due_at"]),
            sent_at=moment_or_none(row["sent_at"]),
            problem=row["problem"],
        )
        for row in own_rows(tx, "outgoing", city, subject)
    )


def files_in(desk: Desk, tx: Transaction, city: str, subject: str) -> tuple[ExportedFile, ...]:
    """Every file, without its content, which may be large."""
    return tuple(
        ExportedFile(
            id=each.id,
            case=each.case,
            name=name_of(desk, each),
            media_type=each.media_type,
            size=each.size,
            at=each.at,
            content=None,
        )
        for each in evidence_of_subject(tx, city, subject)
    )
