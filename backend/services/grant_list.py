"""An officer grants a perk to a list of residents, looks at it before, and revokes it.

Each number is a unit of work of its own, with a grant whose id follows from the list and the
resident: a list that broke off goes on where it is sent again. Who does not take part is answered
as a number that nobody has.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

import msgspec

from backend.contracts.perks import (
    GrantList,
    GrantListRow,
    GrantListView,
    NewGrant,
    RevokedList,
)
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import Language, Problem, ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.grant_perk import Granting, day_problems, listed, refusal_of
from backend.services.own_file import own_file_refused, own_files
from backend.services.present import problem_item
from backend.services.revoke_grant import revoked
from backend.services.taking_part import no_participant
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.grants import Grant, first_of_list, grant_of, grants_of_list, is_list_revoked
from backend.storage.logs import Actor, actor_of, add_entry
from backend.storage.residents import is_participating

# So many units of work wait at once; others come between.
TOGETHER_MOST: Final = 50


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two lists' grants to one resident the same."""

    subject: str
    of_list: bytes


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """A number of the list, with the resident it names, or what is wrong with it by itself."""

    row: int
    number: str
    subject: str
    problem: Problem | None


async def preview_list(
    desk: Desk, identity: Identity, asked: GrantList, language: Language, now: datetime
) -> GrantListView:
    """What a list would do for each number. It grants nothing; each is a look at a file.

    Raises:
        ProblemsError: where the days or the perk are wrong for everybody, the id is another
            list's, or grants of the list were revoked.
    """
    granting = _ListGranting(desk, identity, asked, now)
    await granting.begin()
    return await granting.run(granting.look, language)


async def grant_list(
    desk: Desk, identity: Identity, asked: GrantList, language: Language, now: datetime
) -> tuple[GrantListView, bool]:
    """Grant a perk to everybody on a list whose band opens it; true where that is a new list.

    Sent again, what was granted is answered as before, and the rest is tried once more.

    Raises:
        ProblemsError: where the days or the perk are wrong for everybody, the id is another
            list's, or grants of the list were revoked; nothing is granted then.
    """
    granting = _ListGranting(desk, identity, asked, now)
    is_new = await granting.begin()
    return await granting.run(granting.grant, language), is_new


class _ListGranting:
    """One request with a list."""

    def __init__(self, desk: Desk, identity: Identity, asked: GrantList, now: datetime) -> None:
        self._desk, self._asked = desk, asked
        self._actor = actor_of(identity, now)
        self._own = own_files(desk, identity)
        self._of_list = desk.fingerprint(asked)

    async def begin(self) -> bool:
        """Check what is the same for all numbers; true where nothing of the list is granted yet."""
        city, asked, now = self._actor.city, self._asked, self._actor.at
        today = instant_in(self._desk.city(city).time_zone, now).day

        def work(tx: Transaction) -> tuple[Grant | None, bool]:
            found = first_of_list(tx, city, str(asked.id))
            if found is None:
                listed(self._desk.shelf.in_force(tx, city, now), asked.perk)
            return found, is_list_revoked(tx, city, str(asked.id))

        known, is_revoked = await self._desk.database.read(work)
        if known is None and (wrong := [*day_problems(asked, today)]):
            raise ProblemsError(*wrong)
        if known is not None and known.fingerprint != self._fingerprint(known.subject):
            raise ProblemsError(REQUEST.problem("grant-list-taken", "id"))
        if is_revoked:
            raise ProblemsError(REQUEST.problem("grant-list-revoked", "id"))
        return known is None

    async def run(
        self, each: Callable[[Transaction, str], Problem | None], language: Language
    ) -> GrantListView:
        """Do something for each number, some at a time."""
        rows = [*self._rows()]
        problems: list[Problem | None] = []
        for first in range(0, len(rows), TOGETHER_MOST):
            some = rows[first : first + TOGETHER_MOST]
            problems += await asyncio.gather(*(self._outcome(row, each) for row in some))
        return GrantListView(
            id=str(self._asked.id),
            perk=self._asked.perk,
            granted=problems.count(None),
            rows=tuple(_views(rows, problems, language)),
        )

    def look(self, tx: Transaction, subject: str) -> Problem | None:
        """What would become of one number."""
        return self._granting(subject).look(tx)

    def grant(self, tx: Transaction, subject: str) -> Problem | None:
        """Grant it to one, unless the list was revoked while it is being sent."""
        tx.lock_list(self._actor.city, str(self._asked.id))
        if is_list_revoked(tx, self._actor.city, str(self._asked.id)):
            return REQUEST.problem("grant-list-revoked", "id")
        granted = self._granting(subject).work(tx)
        return granted if isinstance(granted, Problem) else None

    async def _outcome(
        self, row: _Row, each: Callable[[Transaction, str], Problem | None]
    ) -> Problem | None:
        if row.problem is not None:
            return row.problem

        def work(tx: Transaction) -> Problem | None:
            if not is_participating(tx, self._actor.city, row.subject, self._actor.at):
                add_entry(tx, self._actor, "file.sought")
                return no_participant()
            return each(tx, row.subject) or self._ended(tx, row.subject)

        try:
            return await self._desk.database.write(work)
        except ProblemsError as error:
            return error.problems[0]
        except ConflictError as error:
            refused = refusal_of(error)
            if isinstance(refused, ProblemsError):
                return refused.problems[0]
            raise

    def _ended(self, tx: Transaction, subject: str) -> Problem | None:
        """What the list granted before and is no more, because the resident had left."""
        stored = grant_of(tx, self._actor.city, str(self._id(subject)))
        if stored is None or stored.revoked_at is None:
            return None
        return REQUEST.problem("grant-list-ended", "numbers")

    def _rows(self) -> Iterator[_Row]:
        seen: dict[str, int] = {}
        for row, number in enumerate(self._asked.numbers, 1):
            problem: Problem | None = None
            subject = ""
            try:
                subject = self._desk.subject(self._actor.city, number)
            except ProblemsError as error:
                problem = error.problems[0]
            else:
                first = seen.setdefault(subject, row)
                if first != row:
                    problem = REQUEST.problem("grant-list-twice", "numbers", None, row=str(first))
                elif subject in self._own:
                    problem = own_file_refused()
            yield _Row(row=row, number=number, subject=subject, problem=problem)

    def _granting(self, subject: str) -> Granting:
        asked = self._asked
        grant = NewGrant(
            id=self._id(subject),
            perk=asked.perk,
            from_day=asked.from_day,
            until_day=asked.until_day,
            reason=asked.reason,
        )
        fingerprint = self._fingerprint(subject)
        return Granting(self._desk, self._actor, subject, grant, fingerprint, str(asked.id))

    def _id(self, subject: str) -> UUID:
        return uuid5(self._asked.id, subject)

    def _fingerprint(self, subject: str) -> bytes:
        return self._desk.fingerprint(_Content(subject=subject, of_list=self._of_list))


def _views(
    rows: Sequence[_Row], problems: Sequence[Problem | None], language: Language
) -> Iterator[GrantListRow]:
    for row, problem in zip(rows, problems, strict=True):
        item = None if problem is None else problem_item(problem, language)
        yield GrantListRow(row=row.row, number=row.number, problem=item)


async def revoke_list(
    desk: Desk, identity: Identity, list_id: UUID, reason: str, now: datetime
) -> RevokedList:
    """Revoke, with notice, every grant of a list that still holds; revoked again, nothing happens.

    Raises:
        ProblemsError: where there is no such list, or the caller is on it; nothing is revoked then.
    """
    actor = actor_of(identity, now)
    found, own = await _granted_by(desk, actor.city, list_id), own_files(desk, identity)
    if not found:
        raise ProblemsError(REQUEST.problem("grant-list-unknown", "list"))
    if any(grant.subject in own for grant in found):
        raise ProblemsError(own_file_refused())
    done: dict[str, bool] = {}
    while found:
        some = found[:TOGETHER_MOST]
        each = await asyncio.gather(
            *(_revoke(desk, actor, str(list_id), grant, reason) for grant in some)
        )
        done |= zip((grant.id for grant in some), each, strict=True)
        # Read again: where the list was being sent, more was granted before this.
        found = [
            grant
            for grant in await _granted_by(desk, actor.city, list_id)
            if grant.id not in done and grant.subject not in own
        ]
    amount = sum(done.values())
    return RevokedList(revoked=amount, over=len(done) - amount)


async def _granted_by(desk: Desk, city: str, list_id: UUID) -> list[Grant]:
    return await desk.database.read(lambda tx: grants_of_list(tx, city, str(list_id)))


async def _revoke(desk: Desk, actor: Actor, list_id: str, listed_grant: Grant, reason: str) -> bool:
    """Revoke one, unless it stands no more, and not while the list grants something."""
    city, subject = listed_grant.city, listed_grant.subject
    today = instant_in(desk.city(city).time_zone, actor.at).day

    def work(tx: Transaction) -> bool:
        tx.lock_list(city, list_id)
        tx.lock(city, subject)
        grant = grant_of(tx, city, listed_grant.id)
        is_over = grant is None or grant.revoked_at is not None or grant.until_day < today
        if grant is None or is_over or not is_participating(tx, city, subject, actor.at):
            return False
        revoked(desk, tx, grant, actor, reason)
        return True

    return await desk.database.write(work)
