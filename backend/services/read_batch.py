"""Batches for reading: how far each is, and what was noted about its rows."""

from functools import cached_property
from typing import TypeVar
from uuid import UUID

import msgspec

from backend.contracts.batches import BatchView, PartView, RowView
from backend.core.permissions import Identity, Role
from backend.core.problems import Language, Problem, ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.present import problem_item
from backend.storage.batch_rows import Note, Outcome, Place, notes_of
from backend.storage.batches import Batch, Part, batch_of, batches_by, parts_of
from backend.storage.crypto import open_sealed, seal
from backend.storage.database import Transaction

T = TypeVar("T")


class BatchSeal:
    """Seals what people typed about a batch: it may be anything, also what names a resident.

    Each batch has a random key of its own in the key store, found as that of a number which nobody
    can have. Once it is destroyed, nothing that was typed can be read, in no backup either.
    """

    def __init__(self, desk: Desk, batch: Batch) -> None:
        """Seal for this batch; its key is looked up when it is first needed."""
        self._keys = desk.keys
        self._city = batch.city
        self._batch = batch.id
        self._name = f"batch{batch.id}"

    @property
    def is_there(self) -> bool:
        """False once the key is destroyed."""
        return self._held is not None

    def make(self) -> None:
        """See that there is a key."""
        self._keys.enrol(self._city, self._name)
        self._forget()

    def destroy(self) -> None:
        """Destroy the key; a second time does nothing."""
        subject = self._keys.subject_of(self._city, self._name)
        if subject is not None:
            self._keys.destroy(self._city, subject)
        self._forget()

    def title(self, text: str) -> bytes:
        """What the batch is called. The key must be there."""
        return self._sealed(text, "title")

    def title_of(self, sealed: bytes | None) -> str:
        """The title, read again; empty once the key is gone."""
        return self._opened(sealed, "title", str) or ""

    def note(self, place: Place, outcome: Outcome, problems: tuple[Problem, ...]) -> Note:
        """What was noted about a row, sealed for its place; without a key, only its outcome."""
        sealed = self._sealed(problems, f"{place[0]}|{place[1]}") if self.is_there else b""
        return Note(part=place[0], number=place[1], outcome=outcome, problems=sealed)

    def problems(self, note: Note) -> tuple[Problem, ...]:
        """The problems of a note; none once the key is gone."""
        found = self._opened(note.problems, f"{note.part}|{note.number}", tuple[Problem, ...])
        return found or ()

    def reason(self, text: str) -> bytes:
        """Why the batch is undone, until it is. The key must be there."""
        return self._sealed(text, "reason")

    def reason_of(self, sealed: bytes | None) -> str:
        """The reason, read again; empty once the key is gone."""
        return self._opened(sealed, "reason", str) or ""

    @cached_property
    def _held(self) -> tuple[bytes, str] | None:
        """The key, and its subject id, to which everything is bound."""
        subject = self._keys.subject_of(self._city, self._name)
        if subject is None:
            return None
        key = self._keys.data_key(self._city, subject)
        return None if key is None else (key, subject)

    def _forget(self) -> None:
        self.__dict__.pop("_held", None)

    def _sealed(self, content: object, row: str) -> bytes:
        if self._held is None:
            # Discarded or forgotten at this very moment.
            raise ProblemsError(REQUEST.problem("batch-not-open", "batch"))
        key, subject = self._held
        return seal(key, msgspec.json.encode(content), row=self._row(subject, row))

    def _opened(self, sealed: bytes | None, row: str, kind: type[T]) -> T | None:
        if not sealed or self._held is None:
            return None
        key, subject = self._held
        return msgspec.json.decode(open_sealed(key, sealed, row=self._row(subject, row)), type=kind)

    def _row(self, subject: str, row: str) -> str:
        return f"{self._city}|{subject}|batch|{self._batch}|{row}"


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
        return batch_view(desk, found, parts_of(tx, found.city, found.id)), found.version

    return await desk.database.read(work)


async def list_batches(
    desk: Desk, identity: Identity, before: tuple[int, str], limit: int
) -> list[BatchView]:
    """The caller's batches, the latest made first."""

    def work(tx: Transaction) -> list[BatchView]:
        found = batches_by(tx, identity.city, identity.account, before, limit)
        return [batch_view(desk, batch) for batch in found]

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
    if not opened.is_there:
        return []
    return [_row_view(note, opened.problems(note), language) for note in notes]


def batch_view(desk: Desk, batch: Batch, parts: list[Part] | None = None) -> BatchView:
    """A batch as its maker sees it."""
    return BatchView(
        id=UUID(batch.id),
        title=BatchSeal(desk, batch).title_of(batch.title),
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
    items = (problem_item(problem, language) for problem in problems)
    return RowView(part=note.part, row=note.number, outcome=note.outcome, problems=tuple(items))
