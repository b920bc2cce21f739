"""Anybody signed in changes the password of their own account."""

from datetime import datetime

from backend.contracts.sessions import PasswordChange
from backend.core.permissions import REQUEST, Identity
from backend.core.problems import ProblemsError
from backend.services.desk import Desk
from backend.services.passwords import check_password
from backend.services.refresh_session import session_ended
from backend.storage.accounts import Account, account_of, replace_password
from backend.storage.database import Transaction
from backend.storage.hand_overs import choose_password
from backend.storage.logs import actor_of, add_entry
from backend.storage.sessions import revoke_sessions


async def change_own_password(
    desk: Desk, identity: Identity, asked: PasswordChange, now: datetime
) -> None:
    """Keep the new password and end every session of the account but this one.

    Raises:
        ProblemsError: where the old password is wrong, or the new one is no good.
    """
    check_password(asked.password)
    city = identity.city
    account = await desk.database.read(lambda tx: account_of(tx, city, identity.account))
    if account is None:
        raise ProblemsError(session_ended())
    if not await desk.passwords.verify(account.password_hash, asked.old_password):
        await desk.database.write(lambda tx: _note_refusal(tx, identity, now))
        raise ProblemsError(REQUEST.problem("old-password-wrong", "old_password"))
    kept = await desk.passwords.hash(asked.password)
    ended = await desk.database.write(lambda tx: _replace(tx, identity, account, kept, now))
    desk.tokens.revoke(ended)


def _replace(
    tx: Transaction, identity: Identity, account: Account, kept: str, now: datetime
) -> list[str]:
    if not replace_password(tx, account, kept):
        # It was reset or disabled in between, and the sessions were ended with it.
        raise ProblemsError(session_ended())
    choose_password(tx, account.city, account.id, now)
    actor = actor_of(identity, now)
    add_entry(tx, actor, "account.password-changed", subject=account.subject, about=account.id)
    return revoke_sessions(tx, account.city, account.id, now, but=identity.session)


def _note_refusal(tx: Transaction, identity: Identity, now: datetime) -> None:
    actor = actor_of(identity, now)
    add_entry(
        tx, actor, "account.password-refused", subject=identity.subject, about=identity.account
    )
