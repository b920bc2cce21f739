"""An officer grants a resident a perk that the resident's band opens, for some days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

import msgspec

from backend.cities.decode import shortened
from backend.contracts.perks import GrantList, GrantView, NewGrant
from backend.core.bands import opens
from backend.core.instant import instant_in
from backend.core.perks import amount_for
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.core.scheme import Perk
from backend.services.desk import REQUEST, Desk
from backend.services.find_resident import sealed_reason
from backend.services.list_grants import REASON, bound, grant_view
from backend.services.own_file import check_not_own
from backend.services.refresh_score import refresh_score
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import no_participant
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.grants import Grant, add_grant, grant_of, grant_within
from backend.storage.logs import Actor, actor_of, add_entry
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import is_participating
from backend.storage.take_up import count_grant, month_of

# How far ahead a grant may reach: whoever has fallen below the band is asked about once a year.
REACH: Final = timedelta(days=366)


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two grants the same."""

    subject: str
    asked: NewGrant


async def grant_perk(
    desk: Desk, identity: Identity, subject: str, asked: NewGrant, now: datetime
) -> tuple[GrantView, bool]:
    """Grant a perk; true where that is new, false where it was granted before by this very request.

    The band is looked at once, now: a perk in hand lasts to the end of its days.

    Raises:
        ProblemsError: where the resident is the caller or does not take part, the scheme in force
            does not list the perk, the band does not open it, or it is granted already; nothing is
            stored then. A refusal that tells something of the resident is a look at the file, and
            in the log.
    """
    check_not_own(desk, identity, subject)
    fingerprint = desk.fingerprint(_Content(subject=subject, asked=asked))
    granting = Granting(desk, actor_of(identity, now), subject, asked, fingerprint)

    def work(tx: Transaction) -> tuple[GrantView, bool] | Problem:
        granted = granting.work(tx)
        if isinstance(granted, Problem):
            return granted
        return grant_view(desk, tx, granted[0], granting.today), granted[1]

    try:
        outcome = await desk.database.write(work)
    except ConflictError as error:
        raise refusal_of(error) from error
    if isinstance(outcome, Problem):
        raise ProblemsError(outcome)
    return outcome


def refusal_of(error: ConflictError) -> Exception:
    """What a grant is refused for that the database itself did not let in."""
    if error.name == "perk_grant_needs_consent":
        return ProblemsError(no_participant())
    if error.name == "ix_perk_grant_city_id":
        return ProblemsError(REQUEST.problem("grant-taken", "id"))
    return error


class Granting:
    """One grant that is asked for, alone or of a list."""

    def __init__(
        self,
        desk: Desk,
        actor: Actor,
        subject: str,
        asked: NewGrant,
        fingerprint: bytes,
        list_id: str | None = None,
    ) -> None:
        """Keep what is asked, when and by whom; nothing is done yet."""
        self._desk, self._city, self._subject = desk, actor.city, subject
        self._actor, self._now = actor, actor.at
        self._asked, self._fingerprint, self._list = asked, fingerprint, list_id
        self.today = instant_in(desk.city(actor.city).time_zone, actor.at).day

    def work(self, tx: Transaction) -> tuple[Grant, bool] | Problem:
        """Grant it, in a unit of work; true where that is new. A refusal that tells is a look.

        Raises:
            ProblemsError: for a refusal that tells nothing of the resident.
        """
        tx.lock(self._city, self._subject)
        if not is_participating(tx, self._city, self._subject, self._now):
            raise ProblemsError(no_participant())
        stored = grant_of(tx, self._city, str(self._asked.id))
        if stored is not None:
            return self._again(stored), False
        outcome = self._judged(tx)
        if isinstance(outcome, Problem):
            self._note_look(tx)
            return outcome
        return self._added(tx, *outcome), True

    def look(self, tx: Transaction) -> Problem | None:
        """Why it would not be granted, and none where it would; a look at the file either way.

        Raises:
            ProblemsError: as `work` does.
        """
        tx.lock(self._city, self._subject)
        if not is_participating(tx, self._city, self._subject, self._now):
            raise ProblemsError(no_participant())
        stored = grant_of(tx, self._city, str(self._asked.id))
        outcome = self._judged(tx) if stored is None else None
        self._note_look(tx)
        return outcome if isinstance(outcome, Problem) else None

    def _again(self, stored: Grant) -> Grant:
        if stored.fingerprint != self._fingerprint:
            raise ProblemsError(REQUEST.problem("grant-taken", "id"))
        return stored

    def _judged(self, tx: Transaction) -> tuple[HeldScheme, Decimal | None] | Problem:
        """The scheme that opens the perk to the resident's band, and how much of it; or why not."""
        if wrong := [*day_problems(self._asked, self.today)]:
            raise ProblemsError(*wrong)
        row = refresh_score(self._desk, tx, self._city, self._subject, self._now)
        held = self._desk.shelf.held(tx, self._city, row.digest)
        perk = listed(held, self._asked.perk)
        problem = _closed(held, perk, row.band) or self._granted(tx)
        return problem or (held, amount_for(perk, held.scheme.bands, row.band))

    def _granted(self, tx: Transaction) -> Problem | None:
        days = (self._asked.from_day, self._asked.until_day)
        other = grant_within(tx, self._city, self._subject, self._asked.perk, days)
        if other is None:
            return None
        values = {"first": str(other.from_day), "last": str(other.until_day)}
        return REQUEST.problem("perk-granted", "perk", None, **values)

    def _note_look(self, tx: Transaction) -> None:
        reason = sealed_reason(self._desk, self._city, self._subject, self._asked.reason)
        detail = {"part": "perks", **reason}
        add_entry(tx, self._actor, "file.read", subject=self._subject, detail=detail)

    def _added(self, tx: Transaction, held: HeldScheme, amount: Decimal | None) -> Grant:
        asked, city, subject = self._asked, self._city, self._subject
        grant = Grant(
            city=city,
            subject=subject,
            id=str(asked.id),
            perk=asked.perk,
            digest=held.digest,
            from_day=asked.from_day,
            until_day=asked.until_day,
            granted_at=self._now,
            granted_by=self._actor.account,
            fingerprint=self._fingerprint,
            reason=self._desk.seal(
                city, subject, bound(str(asked.id), REASON), asked.reason.strip()
            ),
            amount=amount,
            list=self._list,
        )
        add_grant(tx, grant)
        count_grant(tx, city, grant.perk, month_of(self.today))
        detail = {"perk": asked.perk}
        add_entry(tx, self._actor, "perk.granted", subject=subject, about=grant.id, detail=detail)
        told = NoticeKind.PERK_GRANTED
        tell(tx, city, subject, told, self._now, grant.id, asked.from_day)
        return grant


def day_problems(asked: NewGrant | GrantList, today: date) -> Iterator[Problem]:
    """What is wrong with the days of a grant or of a list of them."""
    first, last = asked.from_day, today + REACH
    if first < today:
        values = {"day": str(first), "today": str(today)}
        yield REQUEST.problem("grant-day-passed", "from_day", None, **values)
    if asked.until_day < first:
        yield REQUEST.problem("grant-ends-first", "until_day", None, first=str(first))
    if asked.until_day > last:
        yield REQUEST.problem("grant-too-long", "until_day", None, last=str(last))


def listed(held: HeldScheme, name: str) -> Perk:
    """The perk of this name.

    Raises:
        ProblemsError: where the scheme does not list it.
    """
    text = held.scheme.text
    for perk in text.perks:
        if perk.name == name:
            return perk
    known = ", ".join(perk.name for perk in text.perks) or "-"
    values = {"city": text.city, "name": shortened(name), "known": known}
    raise ProblemsError(REQUEST.problem("perk-unlisted", "perk", None, **values))


def _closed(held: HeldScheme, perk: Perk, band: str) -> Problem | None:
    if opens(held.scheme.bands, band, perk.opens_from):
        return None
    wanted = held.bands[perk.opens_from]
    labels = {"band_en": wanted.label_en, "band_zh": wanted.label_zh}
    return REQUEST.problem("perk-not-open", "perk", None, **labels)
