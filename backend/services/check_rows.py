"""Check rows of a sheet, each as a single deed is checked, and all that is wrong with each."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec

from backend.cities.decode import UNSEEN_IN_JSON, problems_of
from backend.contracts.batches import SheetRow
from backend.contracts.deeds import DeedIn, Document
from backend.core.deed import Deed
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.enter_deed import checked, sealed
from backend.services.own_file import own_file_refused, own_files
from backend.services.read_batch import BatchSeal
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import no_participant
from backend.storage.batch_rows import (
    Note,
    Place,
    Similar,
    StagedRow,
    participants_among,
    same_ids,
    similar_to,
    stored_among,
    twins_of,
)
from backend.storage.batches import Batch
from backend.storage.database import Transaction
from backend.storage.values import text_or_none

TWIN_BYTES: Final = 16

_KINDS: Final = {"key-missing": "field-missing", "key-unknown": "field-unexpected"}
_NO_ID: Final = UUID(int=0)


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a staged row says, without what is personal.

    Attributes:
        quantity: a decimal text.
        issued_on: of its document, where it has one.
        has_account: true where it comes with a written account.
    """

    deed_type: str
    occurred_on: date
    grade: str | None = None
    quantity: str | None = None
    unit: str | None = None
    issued_on: date | None = None
    has_account: bool = False


class Lot(msgspec.Struct, frozen=True, kw_only=True):
    """Some rows, checked: those that can be stored, and what was noted about any."""

    rows: list[StagedRow]
    notes: list[Note]


class Row(msgspec.Struct, kw_only=True, gc=False):
    """A row while it is checked.

    Attributes:
        twin: keyed hash of what it says but for its id.
        problems: why it is refused.
    """

    place: Place
    deed_in: DeedIn | None
    deed: Deed | None
    subject: str
    twin: str
    problems: tuple[Problem, ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What the database knows of a lot's rows."""

    participants: set[str]
    stored: dict[str, bytes]
    ids: dict[str, Place]
    twins: dict[tuple[str, str], Place]
    similar: dict[tuple[str, str, str], list[Similar]]


class Checks:
    """Checks the rows of one part: all of them by themselves, then in lots against the database.

    Both are work for the processor, and done in a thread.
    """

    def __init__(
        self,
        desk: Desk,
        identity: Identity,
        held: HeldScheme,
        batch: Batch,
        part: int,
        now: datetime,
    ) -> None:
        """Keep what all rows are checked against."""
        self._desk = desk
        self._identity = identity
        self._held = held
        self._batch = batch
        self._part = part
        self._now = now
        self._seal = BatchSeal(desk, batch)
        self._own = own_files(desk, identity)
        self._deeds = msgspec.json.Decoder(DeedIn)
        self._decoder = msgspec.json.Decoder(dict[str, Any])
        self._ids: dict[str, Place] = {}
        self._twins: dict[tuple[str, str], Place] = {}
        self._subjects: dict[str, str] = {}

    def read(self, sheet: Sequence[SheetRow]) -> list[Row]:
        """Some rows as far as they can be judged by themselves and by those before them."""
        return [self._read(row) for row in sheet]

    def lot(self, rows: Sequence[Row]) -> Lot:
        """Decide on some rows. The lookups are made for the whole lot, a statement each."""
        known = self._desk.database.read_now(lambda tx: self._found(tx, rows))
        lot = Lot(rows=[], notes=[])
        for row in rows:
            self._decide(row, known, lot)
        return lot

    def _read(self, row: SheetRow) -> Row:
        place = (self._part, row.row)
        deed_in, problems = self._decoded(bytes(row.deed), place)
        if deed_in is None:
            return Row(place=place, deed_in=None, deed=None, subject="", twin="", problems=problems)
        deed = None
        try:
            deed = checked(self._desk, self._identity, self._held, deed_in, self._now)
        except ProblemsError as error:
            problems = error.problems
        same = self._ids.setdefault(str(deed_in.id), place)
        if same != place:
            problems = (*problems, _of_row("row-id-twice", "id", same))
        subject = self._subject(deed_in.number)
        return Row(
            place=place,
            deed_in=deed_in,
            deed=deed,
            subject=subject,
            twin=self._twin(deed_in, subject) if subject else "",
            problems=problems,
        )

    def _twin(self, deed_in: DeedIn, subject: str) -> str:
        same = msgspec.structs.replace(deed_in, id=_NO_ID, number=subject, account=None)
        return self._desk.fingerprint(same)[:TWIN_BYTES].hex()

    def _decoded(self, content: bytes, place: Place) -> tuple[DeedIn | None, tuple[Problem, ...]]:
        """The deed as it was sent, with an id of its own, or every field that is wrong."""
        try:
            if not UNSEEN_IN_JSON.search(content):
                return self._deeds.decode(content), ()
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            pass
        return self._decoded_slowly(content, place)

    def _decoded_slowly(
        self, content: bytes, place: Place
    ) -> tuple[DeedIn | None, tuple[Problem, ...]]:
        """The same for a deed without an id, or with a fault."""
        try:
            sent = self._decoder.decode(content)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            return None, (REQUEST.problem("row-unreadable"),)
        if "id" not in sent:
            sent["id"] = self._id_of(place)
        deed_in = None
        try:
            deed_in = msgspec.convert(sent, DeedIn)
        except msgspec.ValidationError:
            pass
        else:
            if not UNSEEN_IN_JSON.search(content):
                return deed_in, ()
        found = tuple(
            msgspec.structs.replace(problem, kind=_KINDS.get(problem.kind, problem.kind))
            for problem in problems_of(sent, DeedIn, REQUEST)
        )
        if deed_in is not None and not found:
            # What looked like a sign that nobody sees was none.
            return deed_in, ()
        return None, found or (REQUEST.problem("row-unreadable"),)

    def _id_of(self, place: Place) -> str:
        """The id of a deed that was sent without: always the same for its place."""
        return str(uuid5(UUID(self._batch.id), f"{place[0]}/{place[1]}"))

    def _subject(self, number: str) -> str:
        """The subject id of a number, or its decoy; empty for what cannot be a number at all."""
        subject = self._subjects.get(number)
        if subject is None:
            try:
                subject = self._desk.keys.subject_or_decoy(self._identity.city, number)
            except ValueError:
                subject = ""
            self._subjects[number] = subject
        return subject

    def _found(self, tx: Transaction, rows: Sequence[Row]) -> Found:
        city = self._identity.city
        right = [row for row in rows if not row.problems]
        ids = [row.deed.id for row in right if row.deed is not None]
        near = similar_to(tx, city, self._batch.department, map(_day_of, right))
        similar: dict[tuple[str, str, str], list[Similar]] = {}
        for each in near:
            key = (each.subject, each.occurred_on, each.deed_type)
            similar.setdefault(key, []).append(each)
        return Found(
            participants=participants_among(tx, city, (row.subject for row in rows), self._now),
            stored=stored_among(tx, city, ids),
            ids=same_ids(tx, self._batch, ids),
            twins=twins_of(tx, self._batch, ((row.subject, row.twin) for row in right)),
            similar=similar,
        )

    def _decide(self, row: Row, found: Found, lot: Lot) -> None:
        """Stage the row, or note why not; or both, where somebody should look at it."""
        if row.deed_in is not None:
            row.problems = (*row.problems, *self._of_whom(row.subject, found))
        deed = row.deed
        if row.problems or row.deed_in is None or deed is None:
            lot.notes.append(self._seal.note(row.place, "refused", row.problems))
            return
        if (same := found.ids.get(deed.id)) is not None:
            problem = _of_row("row-id-twice", "id", same)
            lot.notes.append(self._seal.note(row.place, "refused", (problem,)))
            return
        if (print_of_stored := found.stored.get(deed.id)) is not None:
            self._note_stored(row, row.deed_in, print_of_stored, lot)
            return
        if doubts := self._doubts(row, found):
            lot.notes.append(self._seal.note(row.place, "doubtful", doubts))
        lot.rows.append(self._staged(row, row.deed_in, deed))

    def _of_whom(self, subject: str, found: Found) -> Iterator[Problem]:
        """Why nobody, or another than the caller, is to enter a deed of this resident."""
        if subject in self._own:
            yield own_file_refused()
        elif subject not in found.participants:
            yield no_participant()

    def _note_stored(self, row: Row, deed_in: DeedIn, fingerprint: bytes, lot: Lot) -> None:
        """The same deed is stored already, or another one has its id."""
        asked = msgspec.structs.replace(deed_in, number=row.subject)
        if self._desk.fingerprint(asked) == fingerprint:
            note = self._seal.note(row.place, "known", (REQUEST.problem("row-known", "id"),))
        else:
            note = self._seal.note(row.place, "refused", (REQUEST.problem("id-taken", "id"),))
        lot.notes.append(note)

    def _doubts(self, row: Row, found: Found) -> tuple[Problem, ...]:
        """Why the row may tell of a deed that is told elsewhere, too."""
        doubts = []
        key = (row.subject, row.twin)
        twin = found.twins.get(key) or self._twins.setdefault(key, row.place)
        if twin != row.place:
            doubts.append(_of_row("row-like-row", "", twin))
        near = found.similar.get(_day_of(row), [])
        if row.deed is not None and any(
            (each.grade, each.quantity) == (row.deed.grade, text_or_none(row.deed.quantity))
            for each in near
        ):
            doubts.append(REQUEST.problem("row-like-deed", "occurred_on"))
        return tuple(doubts)

    def _staged(self, row: Row, deed_in: DeedIn, deed: Deed) -> StagedRow:
        own = sealed(self._desk, self._identity.city, deed_in, row.subject)
        document = deed_in.document
        facts = Facts(
            deed_type=deed.deed_type,
            occurred_on=deed.occurred_on,
            grade=deed.grade,
            quantity=text_or_none(deed.quantity),
            unit=deed.unit,
            issued_on=None if document is None else document.issued_on,
            has_account=deed_in.account is not None,
        )
        return StagedRow(
            part=row.place[0],
            number=row.place[1],
            subject=row.subject,
            deed=deed.id,
            twin=row.twin,
            facts=msgspec.json.encode(facts).decode(),
            fingerprint=own.fingerprint,
            papers=own.papers,
        )


def deed_in_of(staged: StagedRow) -> DeedIn:
    """A staged row as it was sent, as far as a check asks for it."""
    facts = msgspec.json.decode(staged.facts, type=Facts)
    document = None
    if facts.issued_on is not None:
        document = Document(authority="-", number="-", issued_on=facts.issued_on)
    return DeedIn(
        id=UUID(staged.deed),
        number="-",
        deed_type=facts.deed_type,
        occurred_on=facts.occurred_on,
        grade=facts.grade,
        quantity=None if facts.quantity is None else _number(facts.quantity),
        unit=facts.unit,
        document=document,
        account="-" if facts.has_account else None,
    )


def _number(text: str) -> int | float:
    """The number that a decimal text was made of; a record holds no number that this changes."""
    return int(text) if text.isdecimal() else float(text)


def _day_of(row: Row) -> tuple[str, str, str]:
    """Resident, day and deed type."""
    if row.deed is None:
        return row.subject, "", ""
    return row.subject, row.deed.occurred_on.isoformat(), row.deed.deed_type


def _of_row(kind: str, field: str, place: Place) -> Problem:
    values = {"part": str(place[0]), "row": str(place[1])}
    return REQUEST.problem(kind, field, None, **values)
