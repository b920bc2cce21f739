"""Enter a deed: checked, priced, sealed where it is personal, and stored once."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Final
from uuid import UUID

import msgspec

from backend.contracts.deeds import DeedIn, DeedReceipt, Document, WorthAsked
from backend.contracts.scoring import DeedEntry
from backend.core.articles import DOCUMENT
from backend.core.catalogue import DeedType, Direction
from backend.core.deed import Deed
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.draw_second_looks import is_drawn
from backend.services.limit_collectors import Tally, may_give, tally_of, this_year, with_one
from backend.services.own_file import check_not_own
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import no_participant
from backend.storage.awaiting import Awaiting, Why, add_awaiting
from backend.storage.database import Transaction
from backend.storage.deeds import BeforeEntry, DeedRow, add_deed, before_entry, deed_row
from backend.storage.errors import ConflictError
from backend.storage.given_merits import GivenSoFar, given_to
from backend.storage.logs import Actor, actor_of, add_entry
from backend.storage.notices import NewNotice, NoticeKind, tell_many
from backend.storage.scores import make_stale
from backend.storage.second_looks import add_second_look

# From this worth on a merit needs a document or a second person (charter, article 3).
MERIT_ALONE_LESS_THAN: Final = Decimal(30)
# By which two merits are met that one collector gives one resident at the same moment.
SAME_NUMBER: Final = "ix_deed_city_subject_entered_by_alone"


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """What a deed rests on, in words; only ever stored sealed."""

    document: Document | None = None
    account: str | None = None


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """What of a deed is the resident's own: whose it is, and its papers.

    Attributes:
        fingerprint: keyed hash of all that was entered, with the subject for the number.
        papers: sealed for the deed's row; none where it rests on nothing.
    """

    subject: str
    fingerprint: bytes
    has_document: bool
    papers: bytes | None


class NewDeed(msgspec.Struct, frozen=True, kw_only=True):
    """A deed that passed every check, ready to be stored.

    Attributes:
        has_document: true where it rests on a document.
        is_looked_at: true for such a merit that a second person looks at all the same.
    """

    row: DeedRow
    awaiting: Awaiting | None
    actor: Actor
    has_document: bool = False
    is_looked_at: bool = False


async def enter_deed(
    desk: Desk, identity: Identity, deed_in: DeedIn, now: datetime
) -> tuple[DeedReceipt, bool]:
    """Store a deed; true where it is new, false where it was stored before.

    Raises:
        ProblemsError: naming the field; nothing is stored then.
    """
    city, deed_id = identity.city, str(deed_in.id)
    subject = desk.subject(city, deed_in.number)
    year = this_year(desk, city, now)

    def look(tx: Transaction) -> tuple[BeforeEntry, GivenSoFar]:
        so_far = given_to(tx, city, identity.account, subject, year)
        return before_entry(tx, city, subject, deed_id, now), so_far

    before, so_far = await desk.database.glance(look)
    if before.is_stored:
        # First of all: what was acknowledged stays so, whatever has changed in the meantime.
        return await _stored_before(
            desk, city, deed_id, _fingerprint(desk, deed_in, subject)
        ), False
    check_not_own(desk, identity, subject)
    if before.digest is None:
        raise ProblemsError(REQUEST.problem("no-scheme-in-force", "city"))
    held = await desk.scheme(city, before.digest)
    deed = checked(desk, identity, held, deed_in, now)
    if not before.is_participating:
        raise ProblemsError(no_participant())
    new = prepared(desk, identity, held, deed, deed_in, subject, now)
    return await _stored(desk, held, new, so_far)


async def _stored(
    desk: Desk, held: HeldScheme, new: NewDeed, so_far: GivenSoFar
) -> tuple[DeedReceipt, bool]:
    """Store it now; or as one that waits, where one collector alone may not give so much."""
    try:
        if new.awaiting is None:
            new = await _store_limited(desk, held, new, so_far)
        else:
            await desk.database.write(lambda tx: store(tx, new), is_brief=True)
    except ConflictError as error:
        if error.name == "deed_needs_consent":
            raise ProblemsError(no_participant()) from error
        row = new.row
        return await _stored_before(desk, row.city, row.id, row.fingerprint), False
    return receipt(new.row), True


async def _store_limited(desk: Desk, held: HeldScheme, new: NewDeed, so_far: GivenSoFar) -> NewDeed:
    """Store a merit, by what the account gave the resident before; returns it as it was stored.

    What else was given between the look and the write, here or in another process, is met by the
    number of the merit. Then it is looked at again, in its turn: many at once would only meet.
    """
    row = new.row
    year = this_year(desk, row.city, row.recorded_at)
    if stored := await _numbered(desk, held, new, so_far):
        return stored
    async with desk.giving.of(row.city, row.entered_by, row.subject):
        while True:
            so_far = await desk.database.glance(
                lambda tx: given_to(tx, row.city, row.entered_by, row.subject, year)
            )
            # Where it fails again another was stored, so that this comes to an end.
            if stored := await _numbered(desk, held, new, so_far):
                return stored


async def _numbered(
    desk: Desk, held: HeldScheme, new: NewDeed, so_far: GivenSoFar
) -> NewDeed | None:
    """Store a merit with the number that follows; none where another has it."""
    today = instant_in(desk.city(new.row.city).time_zone, new.row.recorded_at).day
    stored, _ = limited(desk, held, new, tally_of(held, so_far, today), today)
    try:
        await desk.database.write(partial(store, new=stored), is_brief=True)
    except ConflictError as error:
        if error.name != SAME_NUMBER:
            raise
        return None
    return stored


def limited(
    desk: Desk, held: HeldScheme, new: NewDeed, tally: Tally, today: date
) -> tuple[NewDeed, Tally]:
    """A merit that counts alone, with its number, and the tally with it.

    Where it adds too much to what the account gave the resident before, as one that waits.
    """
    if new.awaiting is not None:
        return new, tally
    later = with_one(held, tally, new.row, today)
    why = _why_too_much(desk, new, tally, later)
    if why is None:
        row = msgspec.structs.replace(new.row, alone=later.last)
        is_looked_at = new.is_looked_at or is_drawn(desk, row.city, row.id)
        return msgspec.structs.replace(new, row=row, is_looked_at=is_looked_at), later
    row = msgspec.structs.replace(new.row, counts_from=None)
    awaiting = _awaiting(row, Direction.MERIT, why)
    waiting = msgspec.structs.replace(new, row=row, awaiting=awaiting, is_looked_at=False)
    return waiting, tally


def _why_too_much(desk: Desk, new: NewDeed, tally: Tally, later: Tally) -> Why | None:
    """Why a merit waits that one may give, but not after all that was given before."""
    if not new.has_document and later.points - tally.points >= MERIT_ALONE_LESS_THAN:
        return Why.THIRTY_POINTS
    return None if may_give(desk, new.row.city, later.points) else Why.COLLECTOR_CAP


def checked(
    desk: Desk, identity: Identity, held: HeldScheme, deed_in: DeedIn, now: datetime
) -> Deed:
    """The deed as the formula takes it.

    Raises:
        ProblemsError: naming the field that is wrong.
    """
    today = instant_in(desk.city(identity.city).time_zone, now).day
    deed, problems = judged(identity, held, deed_in, str(deed_in.id), today)
    problems += _paper_problems(deed_in, held.catalogue.deed_types[deed.deed_type], today)
    if problems:
        raise ProblemsError(*problems)
    return deed


def judged(
    identity: Identity, held: HeldScheme, facts: DeedIn | WorthAsked, deed_id: str, today: date
) -> tuple[Deed, list[Problem]]:
    """The deed as the formula takes it, and why this person may not enter it today.

    Raises:
        ProblemsError: naming the field, where the scheme cannot price it.
    """
    deed, problems = supposed(held, facts, deed_id, today)
    deed_type = held.catalogue.deed_types[deed.deed_type]
    return deed, [*_department_problems(identity, deed_type), *problems]


def supposed(
    held: HeldScheme, facts: DeedIn | WorthAsked, deed_id: str, today: date
) -> tuple[Deed, list[Problem]]:
    """The deed as the formula takes it, whoever speaks of it, and why it cannot be by today.

    Raises:
        ProblemsError: naming the field, where the scheme cannot price it.
    """
    entry = DeedEntry(
        id=deed_id,
        rule=facts.deed_type,
        occurred_on=facts.occurred_on,
        grade=facts.grade,
        quantity=facts.quantity,
        unit=facts.unit,
    )
    try:
        deed = held.reader.deed(entry)
    except ProblemsError as error:
        raise ProblemsError(*(_as_asked(problem) for problem in error.problems)) from None
    return deed, _day_problems("occurred_on", facts.occurred_on, today)


def _as_asked(problem: Problem) -> Problem:
    """The same problem, in the words of the request."""
    key = "deed_type" if problem.key in {"rule", "source"} else problem.key
    kind = "deed-type-not-priced" if problem.kind == "rule-unknown" else problem.kind
    return msgspec.structs.replace(problem, file=REQUEST.file, key=key, kind=kind)


def _department_problems(identity: Identity, deed_type: DeedType) -> list[Problem]:
    if identity.department in deed_type.departments:
        return []
    known = ", ".join(deed_type.departments)
    if identity.department is None:
        return [REQUEST.problem("department-none", "deed_type", None, known=known)]
    values = {"name": identity.department, "known": known}
    return [REQUEST.problem("department-not-allowed", "deed_type", None, **values)]


def _day_problems(name: str, day: date, today: date) -> list[Problem]:
    if day <= today:
        return []
    return [REQUEST.problem("date-in-future", name, None, day=str(day), today=str(today))]


def _paper_problems(deed_in: DeedIn, deed_type: DeedType, today: date) -> list[Problem]:
    problems = []
    if deed_in.document is not None:
        problems += _day_problems("document.issued_on", deed_in.document.issued_on, today)
    elif deed_type.direction is Direction.DEMERIT:
        problems.append(REQUEST.problem("document-missing", "document", DOCUMENT))
    if deed_in.account is None and deed_type.written_account:
        problems.append(REQUEST.problem("account-missing", "account", DOCUMENT))
    return problems


def prepared(  # noqa: PLR0917 - all that a row is made of
    desk: Desk,
    identity: Identity,
    held: HeldScheme,
    deed: Deed,
    deed_in: DeedIn,
    subject: str,
    now: datetime,
) -> NewDeed:
    """The rows of a deed that passed every check."""
    own = sealed(desk, identity.city, deed_in, subject)
    return new_deed(desk, identity, held, deed, own, now)


def sealed(desk: Desk, city: str, deed_in: DeedIn, subject: str) -> Sealed:
    """Whose a deed is, and its papers sealed for its row."""
    papers = Papers(document=deed_in.document, account=deed_in.account)
    row = papers_row(str(deed_in.id))
    return Sealed(
        subject=subject,
        fingerprint=_fingerprint(desk, deed_in, subject),
        has_document=deed_in.document is not None,
        papers=None if papers == Papers() else desk.seal(city, subject, row, papers),
    )


def _fingerprint(desk: Desk, deed_in: DeedIn, subject: str) -> bytes:
    """By which the same deed is known again, without its words."""
    return desk.fingerprint(msgspec.structs.replace(deed_in, number=subject))


def new_deed(  # noqa: PLR0917 - all that a row is made of
    desk: Desk,
    identity: Identity,
    held: HeldScheme,
    deed: Deed,
    own: Sealed,
    now: datetime,
    batch: str | None = None,
) -> NewDeed:
    """The rows of a deed that passed every check, and whose papers are sealed."""
    deed_type = held.catalogue.deed_types[deed.deed_type]
    why = why_waits(held, deed, deed_type, has_document=own.has_document)
    today = instant_in(desk.city(identity.city).time_zone, now).day
    row = DeedRow(
        city=identity.city,
        subject=own.subject,
        id=deed.id,
        deed_type=deed.deed_type,
        occurred_on=deed.occurred_on,
        grade=deed.grade,
        quantity=deed.quantity,
        unit=deed.unit,
        recorded_at=now,
        entered_by=identity.account,
        department=identity.department or "",
        batch=batch,
        counts_from=today if why is None else None,
        fingerprint=own.fingerprint,
        document=own.papers,
    )
    return NewDeed(
        row=row,
        awaiting=None if why is None else _awaiting(row, deed_type.direction, why),
        actor=actor_of(identity, now),
        has_document=own.has_document,
        # Whoever made several accounts could give as much with each of them.
        is_looked_at=why is None and identity.handed_by is not None,
    )


def papers_row(deed: str) -> str:
    """What a deed's papers are bound to when they are sealed."""
    return f"deed|{deed}|document"


def why_waits(
    held: HeldScheme, deed: Deed, deed_type: DeedType, *, has_document: bool
) -> Why | None:
    """Why a deed awaits a second person, whoever enters it; none for a merit that one may give."""
    if deed_type.direction is Direction.DEMERIT:
        return Why.DEMERIT
    if has_document or held.worth(deed) < MERIT_ALONE_LESS_THAN:
        return None
    return Why.THIRTY_POINTS


def _awaiting(row: DeedRow, direction: Direction, why: Why) -> Awaiting:
    return Awaiting(
        city=row.city,
        id=row.id,
        subject=row.subject,
        deed_type=row.deed_type,
        direction=direction.value,
        department=row.department,
        occurred_on=row.occurred_on,
        entered_by=row.entered_by,
        recorded_at=row.recorded_at,
        why=why,
    )


def store(tx: Transaction, new: NewDeed) -> None:
    """Add the deed, its place in the queue or its notice, and its log entry.

    The score row turns stale. The score is not computed here: whoever reads it next does, so that a
    thousand deeds cost one reckoning, and a lone one costs its collector no wait.
    """
    store_many(tx, (new,))


def store_many(tx: Transaction, deeds: Iterable[NewDeed]) -> None:
    """The same for many deeds; each resident's score row turns stale once.

    Residents are told of what counts at once; of what waits, when it is confirmed or refused.
    """
    counting: list[DeedRow] = []
    for new in deeds:
        _add(tx, new)
        if new.awaiting is None:
            counting.append(new.row)
    for city, subject in dict.fromkeys((row.city, row.subject) for row in counting):
        make_stale(tx, city, subject)
    tell_many(tx, map(_notice, counting))


def _notice(row: DeedRow) -> NewNotice:
    return NewNotice(
        city=row.city,
        subject=row.subject,
        kind=NoticeKind.DEED_COUNTS,
        at=row.recorded_at,
        about=row.id,
        on=row.counts_from,
    )


def _add(tx: Transaction, new: NewDeed) -> None:
    add_deed(tx, new.row)
    if new.awaiting is not None:
        add_awaiting(tx, new.awaiting)
    if new.is_looked_at:
        add_second_look(tx, new.row)
    detail = {"deed_type": new.row.deed_type}
    add_entry(
        tx, new.actor, "deed.entered", subject=new.row.subject, about=new.row.id, detail=detail
    )


async def _stored_before(desk: Desk, city: str, deed_id: str, fingerprint: bytes) -> DeedReceipt:
    """The receipt of the deed that has this id already.

    Raises:
        ProblemsError: where that is another deed.
    """
    stored = await desk.database.read(lambda tx: deed_row(tx, city, deed_id))
    if stored is None or stored.fingerprint != fingerprint:
        raise ProblemsError(REQUEST.problem("id-taken", "id"))
    return receipt(stored)


def receipt(row: DeedRow) -> DeedReceipt:
    """What the client keeps; the same for the same deed, however often it is sent."""
    return DeedReceipt(
        id=UUID(row.id),
        deed_type=row.deed_type,
        state="awaiting-confirmation" if row.counts_from is None else "counts",
        recorded_at=row.recorded_at,
    )
