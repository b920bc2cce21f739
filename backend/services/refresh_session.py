"""The next access token of a session, with role and department as they are now."""

import hmac
from datetime import datetime

from backend.contracts.sessions import AccessToken
from backend.core.permissions import REQUEST
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import Desk
from backend.services.open_session import access_token, parts_of_refresh
from backend.storage.accounts import Account, account_of
from backend.storage.database import Transaction
from backend.storage.sessions import Session, session_of


async def refresh_session(desk: Desk, refresh_token: str, now: datetime) -> AccessToken:
    """Issue an access token while session and account stand.

    Raises:
        ProblemsError: `session-ended`, whatever the reason.
    """
    city, session, given = parts_of_refresh(refresh_token)

    def work(tx: Transaction) -> tuple[Account, Session] | None:
        found = session_of(tx, city, session)
        if found is None or not hmac.compare_digest(found.refresh_hash, given):
            return None
        if found.revoked_at is not None or found.expires_at <= now:
            return None
        account = account_of(tx, city, found.account)
        if account is None or account.disabled_at is not None:
            return None
        return account, found

    standing = await desk.database.read(work)
    if standing is None:
        raise ProblemsError(session_ended())
    account, found = standing
    return access_token(desk, account, found, now)


def session_ended() -> Problem:
    """The one answer for a session that is no more, or never was."""
    return REQUEST.problem("session-ended", "authorization")
