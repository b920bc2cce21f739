"""Boxes to try the outbox on, with a slow hash that is as quick as can be."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from installation import number

from admin_gui.outbox.courier import Away, Refused, SignedOut, Verdict
from admin_gui.outbox.sealing import Slowness
from admin_gui.outbox.vault import Vault, box_folder
from backend.contracts.deeds import DeedIn, DeedReceipt, Document

NOON: Final = datetime(2027, 3, 1, 4, tzinfo=UTC)
PASSWORD: Final = "copper lantern bridge noon"  # noqa: S105 - of a test
QUICK: Final = Slowness(passes=1, memory_kib=8, lanes=1)
AUTHORITY: Final = "Canary Court of the Islands"
ACCOUNT: Final = "Canary birds were carried home 金丝雀"


def folder_in(root: Path) -> Path:
    """Where the box of one collector lies."""
    return box_folder(root / "outboxes", "https://points.example", "fuzhou", "chen.jing")


def new_box(root: Path) -> Vault:
    """An empty box."""
    return Vault.create(folder_in(root), PASSWORD, QUICK)


def open_box(root: Path) -> Vault:
    """The same box another time."""
    return Vault.unlock(folder_in(root), PASSWORD)


def deed(place: int = 1, **facts: Any) -> DeedIn:
    """A deed of a resident, with everything in it that nobody else may read."""
    document = Document(authority=AUTHORITY, number="2027-17", issued_on=date(2027, 2, 1))
    return DeedIn(
        **{
            "id": uuid4(),
            "number": number(place),
            "deed_type": "volunteering",
            "occurred_on": date(2027, 2, 20),
            "quantity": 2.5,
            "unit": "hours",
            "document": document,
            "account": ACCOUNT,
            **facts,
        }
    )


def receipt(of: UUID) -> DeedReceipt:
    """What a server answers."""
    return DeedReceipt(id=of, deed_type="volunteering", state="counts", recorded_at=NOON)


class LostError(Exception):
    """The network is gone."""


class BadError(Exception):
    """The server refuses."""


class EndedError(Exception):
    """The session has ended."""


def judge(error: Exception) -> Verdict | None:
    """What the errors of these tests mean."""
    if isinstance(error, LostError):
        return Away(sentence="The server is away.")
    if isinstance(error, BadError):
        return Refused(sentence="Not like this.", fields={"grade": "There is no such grade."})
    if isinstance(error, EndedError):
        return SignedOut(sentence="Sign in again.")
    return None
