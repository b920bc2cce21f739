"""An officer grants a resident a perk that the resident's band opens, for some days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

import msgspec

from backend.cities.decode import shortened
from backend.contracts.perks import GrantView, NewGrant
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
from backend.storage.logs import actor_of, add_entry
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import is_participating

# How far ahead a grant may reach: whoever has fallen below the band is asked about once a year.
REACH: Final = timedelta(days=366)

Outcome = tuple[GrantView, bool] | Problem


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
    granting = _Granting(desk, identity, subject, asked, now)
    try:
        outcome = await desk.database.write(granting.work)
    except ConflictError as error:
        if error.name == "perk_grant_needs_consent":
            raise ProblemsError(no_participant()) from error
        if error.name == "ix_perk_grant_city_id":
            raise ProblemsError(REQUEST.problem("grant-taken", "id")) from error
        raise
    if isinstance(outcome, Problem):
        raise ProblemsError(outcome)
    return outcome


class _Granting:
    """One request for a grant."""

    def __init__(
        self, desk: Desk, identity: Identity, subject: str, asked: NewGrant, now: datetime
    ) -> None:
        self._desk, self._city, self._subject = desk, identity.city, subject
        self._actor = actor_of(identity, now)
        self._asked, self._now = asked, now
        self._today = instant_in(desk.city(identity.city).time_zone, now).day
        self._fingerprint = desk.fingerprint(_Content(subject=subject, asked=asked))

    def work(self, tx: Transaction) -> Outcome:
        """The unit of work."""
        tx.lock(self._city, self._subject)
        if not is_participating(tx, self._city, self._subject, self._now):
            raise ProblemsError(no_participant())
        stored = grant_of(tx, self._city, str(self._asked.id))
        if stored is not None:
            return self._again(tx, stored)
        if wrong := [*_day_problems(self._asked, self._today)]:
            raise ProblemsError(*wrong)
        row = refresh_score(self._desk, tx, self._city, self._subject, self._now)
        held = self._desk.shelf.held(tx, self._city, row.digest)
        perk = _listed(held, self._asked.perk)
        problem = _closed(held, perk, row.band) or self._granted(tx)
        if problem is not None:
            self._note_look(tx)
            return problem
        return self._added(tx, held, amount_for(perk, held.scheme.bands, row.band)), True

    def _again(self, tx: Transaction, stored: Grant) -> Outcome:
        if stored.fingerprint != self._fingerprint:
            raise ProblemsError(REQUEST.problem("grant-taken", "id"))
        return grant_view(self._desk, tx, stored, self._today), False

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

    def _added(self, tx: Transaction, held: HeldScheme, amount: Decimal | None) -> GrantView:
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
        )
        add_grant(tx, grant)
        detail = {"perk": asked.perk}
        add_entry(tx, self._actor, "perk.granted", subject=subject, about=grant.id, detail=detail)
        told = NoticeKind.PERK_GRANTED
        tell(tx, city, subject, told, self._now, grant.id, asked.from_day)
        return grant_view(self._desk, tx, grant, self._today)


def _day_problems(asked: NewGrant, today: date) -> Iterator[Problem]:
    first, last = asked.from_day, today + REACH
    if first < today:
        values = {"day": str(first), "today": str(today)}
        yield REQUEST.problem("grant-day-passed", "from_day", None, **values)
    if asked.until_day < first:
        yield REQUEST.problem("grant-ends-first", "until_day", None, first=str(first))
    if asked.until_day > last:
        yield REQUEST.problem("grant-too-long", "until_day", None, last=str(last))


def _listed(held: HeldScheme, name: str) -> Perk:
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
