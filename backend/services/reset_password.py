"""An administrator gives an account of staff another password, to be handed over."""

from datetime import datetime

import msgspec

from backend.contracts.staff import StaffPassword
from backend.core.permissions import Identity
from backend.services.desk import Desk
from backend.services.staff_rules import (
    check_not_oneself,
    edited_account,
    new_password,
    view_of,
)
from backend.storage.accounts import Account, set_password
from backend.storage.database import Transaction
from backend.storage.hand_overs import add_hand_over
from backend.storage.logs import actor_of, add_entry
from backend.storage.sessions import revoke_sessions


async def reset_password(
    desk: Desk, identity: Identity, account: str, version: int, now: datetime
) -> StaffPassword:
    """Replace the password by a generated one and end every session of the account.

    Raises:
        ProblemsError: `not-found`, `version-stale`, or `own-account`: one's own is changed with the
            old one.
    """
    password = new_password()
    kept = await desk.passwords.hash(password)
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> tuple[Account, list[str]]:
        was = edited_account(tx, identity, account, version)
        check_not_oneself(identity, was)
        set_password(tx, was, kept)
        add_hand_over(tx, was.city, was.id, identity.account, now, has_password=False)
        add_entry(tx, actor, "account.password-reset", about=was.id)
        ended = revoke_sessions(tx, was.city, was.id, now)
        handed = msgspec.structs.replace(was, version=version + 1, handed_by=identity.account)
        return handed, ended

    changed, ended = await desk.database.write(work)
    desk.tokens.revoke(ended)
    return StaffPassword(account=view_of(desk, changed), password=password)
