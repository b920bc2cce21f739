"""Batches for reading: how far each is, and what was noted about its rows."""

from uuid import UUID

import msgspec

from backend.contracts.batches import BatchView, PartView, RowView
from backend.contracts.problems import ProblemItem
from backend.core.permissions import Identity, Role
from backend.core.problems import Language, Problem, ProblemsError, sentence
from backend.services.desk import REQUEST, Desk
from backend.storage.batch_rows import Note, Outcome, Place, notes_of
from backend.storage.batches import Batch, Part, batch_of, batches_by, parts_of
from backend.storage.crypto import open_sealed, seal
from backend.storage.database import Transaction


class BatchSeal:
    """Seals what people typed about a batch: it may be anything, also what names a resident."""

    def __init__(self, desk: Desk, batch: Batch) -> None:
        """Derive the key."""
        self._key = desk.master.derive("batches")
        self._row = f"batch|{batch.city}|{batch.id}"

    def note(self, place: Place, outcome: Outcome, problems: tuple[Problem, ...]) -> Note:
        """What was noted about a row, sealed for its place."""
        plain = msgspec.json.encode(problems)
        sealed = seal(self._key, plain, row=f"{self._row}|{place[0]}|{place[1]}")
        return Note(part=place[0], number=place[1], outcome=outcome, problems=sealed)

    def problems(self, note: Note) -> tuple[Problem, ...]:
        """The problems of a note."""
        row = f"{self._row}|{note.part}|{note.number}"
        plain = open_sealed(self._key, note.problems, row=row)
        return msgspec.json.decode(plain, type=tuple[Problem, ...])

    def reason(self, text: str) -> bytes:
        """Why the batch is undone, until it is."""
        return seal(self._key, text.encode(), row=f"{self._row}|reason")

    def reason_of(self, sealed: bytes | None) -> str:
        """The reason, read again."""
        if sealed is None:
            return ""
        return open_sealed(self._key, sealed, row=f"{self._row}|reason").decode()


def own_batch(tx: Transaction, identity: Identity, batch: str) -> Batch:
    """A batch that the caller made.

    Raises:
        ProblemsError: for anybody else as if there were none.
    """
    found = batch_of(tx, identity.city, batch)
    if found is None or found.made_by != identity.account:
        raise ProblemsError(REQUEST.problem("not-found", "batch"))
    return found


def visible_batch(tx: Transaction, identity: Identity, batch: str) -> Batch:
    """A batch that the caller made; officers see all of their city.

    Raises:
        ProblemsError: for anybody else as if there were none.
    """
    found = batch_of(tx, identity.city, batch)
    if found is not None and identity.role is Role.OFFICER:
        return found
    return own_batch(tx, identity, batch)


def check_department(identity: Identity, batch: Batch) -> None:
    """Deeds of a batch are entered for the department that it was opened for.

    Raises:
        ProblemsError: for whoever has moved to another since.
    """
    if (identity.department or "") != batch.department:
        values = {"name": batch.department or "-"}
        raise ProblemsError(REQUEST.problem("batch-other-department", "batch", None, **values))


async def read_batch(desk: Desk, identity: Identity, batch: str) -> tuple[BatchView, int]:
    """A batch with its parts, and its version.

    Raises:
        ProblemsError: where it is neither the caller's nor the caller an officer.
    """

    def work(tx: Transaction) -> tuple[BatchView, int]:
        found = visible_batch(tx, identity, batch)
        return batch_view(found, parts_of(tx, found.city, found.id)), found.version

    return await desk.database.read(work)


async def list_batches(
    desk: Desk, identity: Identity, before: tuple[int, str], limit: int
) -> list[BatchView]:
    """The caller's batches, the latest made first."""

    def work(tx: Transaction) -> list[BatchView]:
        found = batches_by(tx, identity.city, identity.account, before, limit)
        return [batch_view(batch) for batch in found]

    return await desk.database.read(work)


async def list_notes(
    desk: Desk, identity: Identity, batch: str, after: Place, limit: int, language: Language
) -> list[RowView]:
    """What was noted about a batch's rows, after a place.

    Raises:
        ProblemsError: where it is neither the caller's nor the caller an officer.
    """

    def work(tx: Transaction) -> tuple[Batch, list[Note]]:
        found = visible_batch(tx, identity, batch)
        return found, notes_of(tx, found, after, limit)

    found, notes = await desk.database.read(work)
    opened = BatchSeal(desk, found)
    return [_row_view(note, opened.problems(note), language) for note in notes]


def batch_view(batch: Batch, parts: list[Part] | None = None) -> BatchView:
    """A batch as its maker sees it."""
    return BatchView(
        id=UUID(batch.id),
        title=batch.title,
        department=batch.department,
        state=batch.state.value,
        made_at=batch.made_at,
        rows=batch.rows,
        ready=batch.ready,
        faulty=batch.faulty,
        stored=batch.stored,
        annulled=batch.annulled,
        settled_at=batch.settled_at,
        parts=tuple(map(part_view, parts or ())),
    )


def part_view(part: Part) -> PartView:
    """A part as its sender sees it."""
    return PartView(
        part=part.part,
        rows=part.rows,
        ready=part.ready,
        faulty=part.faulty,
        is_whole=part.is_whole,
    )


def _row_view(note: Note, problems: tuple[Problem, ...], language: Language) -> RowView:
    items = (
        ProblemItem(
            kind=problem.kind,
            field=problem.key,
            detail=sentence(problem, language),
            article=problem.article,
        )
        for problem in problems
    )
    return RowView(part=note.part, row=note.number, outcome=note.outcome, problems=tuple(items))
