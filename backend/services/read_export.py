"""A resident takes everything with them: one JSON document, written piece by piece.

Files are read and sealed open one at a time, so that ten of ten megabytes need the memory of one.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from typing import Final

import msgspec

from backend.contracts.export import ExportedFile, ExportView
from backend.core.permissions import Identity
from backend.core.problems import Language, ProblemsError
from backend.services.desk import Desk
from backend.services.evidence_seals import content_row
from backend.services.gather_file import gather_file
from backend.services.taking_part import own_subject
from backend.storage.crypto import SealBrokenError
from backend.storage.database import Transaction
from backend.storage.evidence import evidence_of

_encoder: Final = msgspec.json.Encoder(decimal_format="number")
# What an export without files ends with: the list of files stands last.
_END: Final = b"]}"


async def read_own_file(
    desk: Desk, identity: Identity, language: Language, now: datetime
) -> ExportView:
    """Everything that is kept about the resident who asks, with files named and not shown.

    Read in a thread of its own, for a long life of deeds is long to read.

    Raises:
        ProblemsError: where the resident is gone.
    """
    work = partial(_gather, desk, identity.city, own_subject(identity), language, now)
    return await asyncio.to_thread(desk.database.read_now, work)


def _gather(
    desk: Desk, city: str, subject: str, language: Language, now: datetime, tx: Transaction
) -> ExportView:
    return gather_file(desk, tx, city, subject, language, now)


async def write_export(desk: Desk, view: ExportView) -> AsyncIterator[bytes]:
    """The document in pieces: all but the files, then each file with its content.

    It never breaks off: a file that is no longer to be read has no content.
    """
    files, head = view.evidence, msgspec.structs.replace(view, evidence=())
    yield _encoder.encode(head).removesuffix(_END)
    for place, file in enumerate(files):
        content = await asyncio.to_thread(_content, desk, view, file)
        piece = _encoder.encode(msgspec.structs.replace(file, content=content))
        yield b"," + piece if place else piece
    yield _END


def _content(desk: Desk, view: ExportView, file: ExportedFile) -> bytes | None:
    """A file as it was put, unless it went with its resident meanwhile."""
    row = desk.database.read_now(lambda tx: evidence_of(tx, view.city, file.id))
    if row is None:
        return None
    try:
        sealed = desk.evidence.read(view.city, row.subject, row.file)
        return desk.unseal(view.city, row.subject, content_row(row.id), sealed)
    except (FileNotFoundError, ProblemsError, SealBrokenError):
        return None
