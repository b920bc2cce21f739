"""Grants for reading: a resident's, newest first."""

from datetime import date, datetime
from typing import Final, Literal

import msgspec

from backend.contracts.perks import GrantView
from backend.core.instant import instant_in
from backend.services.desk import Desk
from backend.services.perk_words import amount_view, perk_named
from backend.services.taking_part import participating
from backend.storage.accounts import account_of
from backend.storage.database import Transaction
from backend.storage.grants import Grant, grants_page
from backend.storage.residents import resident_of

# The columns of a grant that are sealed.
REASON: Final = "reason"
REVOKE_REASON: Final = "revoke_reason"


async def list_grants(
    desk: Desk, city: str, subject: str, before: tuple[int, str], limit: int, now: datetime
) -> list[GrantView]:
    """A resident's grants, newest first, before a moment (microseconds) and id.

    Raises:
        ProblemsError: where no consent is in force.
    """
    today = instant_in(desk.city(city).time_zone, now).day

    def work(tx: Transaction) -> list[GrantView]:
        participating(resident_of(tx, city, subject), now)
        found = grants_page(tx, city, subject, before, limit)
        return [grant_view(desk, tx, grant, today) for grant in found]

    return await desk.database.read(work)


def grant_view(desk: Desk, tx: Transaction, grant: Grant, today: date) -> GrantView:
    """A grant on a day, in the words of the scheme that opened its perk."""
    held = desk.shelf.held(tx, grant.city, grant.digest)
    text, perk = held.scheme.text, perk_named(held, grant.perk)
    officer = account_of(tx, grant.city, grant.granted_by)
    return GrantView(
        id=grant.id,
        perk=grant.perk,
        label_en=perk.label_en,
        label_zh=perk.label_zh,
        provider_en=text.provider(perk.provider).label_en,
        provider_zh=text.provider(perk.provider).label_zh,
        from_day=grant.from_day,
        until_day=grant.until_day,
        granted_at=grant.granted_at,
        granted_by_name=None if officer is None else officer.full_name,
        reason=_opened(desk, grant, REASON, grant.reason),
        state=_state(grant, today),
        revoked_at=grant.revoked_at,
        revoke_reason=None
        if grant.revoke_reason is None
        else _opened(desk, grant, REVOKE_REASON, grant.revoke_reason),
        list=grant.list,
        ends_on=grant.ends_on,
        value=amount_view(held, perk, grant.amount),
    )


def bound(grant: str, column: str) -> str:
    """What a reason of a grant is bound to when it is sealed."""
    return f"perk_grant|{grant}|{column}"


def _opened(desk: Desk, grant: Grant, column: str, sealed: bytes) -> str:
    opened = desk.unseal(grant.city, grant.subject, bound(grant.id, column), sealed)
    return msgspec.json.decode(opened, type=str)


def _state(grant: Grant, today: date) -> Literal["scheduled", "running", "ended", "revoked"]:
    if grant.revoked_at is not None:
        return "revoked"
    if today < grant.from_day:
        return "scheduled"
    return "running" if today <= grant.until_day else "ended"
