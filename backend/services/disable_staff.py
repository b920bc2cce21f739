"""An administrator disables an account, or enables it again."""

from datetime import datetime

import msgspec

from backend.contracts.staff import StaffView
from backend.core.permissions import Identity
from backend.services.desk import Desk
from backend.services.staff_rules import (
    check_administrator_left,
    check_not_oneself,
    edited_account,
    view_of,
)
from backend.storage.accounts import Account, set_disabled
from backend.storage.database import Transaction
from backend.storage.hand_overs import add_hand_over
from backend.storage.logs import actor_of, add_entry
from backend.storage.sessions import revoke_sessions


async def disable_staff(
    desk: Desk, identity: Identity, account: str, version: int, now: datetime
) -> StaffView:
    """End the account's sessions and let nobody sign in with it; a second time changes nothing.

    Raises:
        ProblemsError: `not-found`, `version-stale`, `own-account` or `last-administrator`.
    """
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> tuple[Account, list[str]]:
        was = edited_account(tx, identity, account, version)
        check_not_oneself(identity, was)
        if was.disabled_at is not None:
            return was, []
        check_administrator_left(tx, was)
        set_disabled(tx, was, now)
        add_entry(tx, actor, "account.disabled", about=was.id)
        ended = revoke_sessions(tx, was.city, was.id, now)
        return msgspec.structs.replace(was, disabled_at=now, version=version + 1), ended

    changed, ended = await desk.database.write(work)
    desk.tokens.revoke(ended)
    return view_of(desk, changed)


async def enable_staff(
    desk: Desk, identity: Identity, account: str, version: int, now: datetime
) -> StaffView:
    """Let the account sign in again, with the password it had; a second time changes nothing.

    It may once have been the caller's own.

    Raises:
        ProblemsError: `not-found`, `version-stale` or `own-account`.
    """
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> Account:
        was = edited_account(tx, identity, account, version)
        check_not_oneself(identity, was)
        if was.disabled_at is None:
            return was
        set_disabled(tx, was, None)
        add_hand_over(tx, was.city, was.id, identity.account, now, has_password=False)
        add_entry(tx, actor, "account.enabled", about=was.id)
        return msgspec.structs.replace(
            was, disabled_at=None, version=version + 1, handed_by=identity.account
        )

    return view_of(desk, await desk.database.write(work))
