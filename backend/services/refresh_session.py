"""The next access token of a session, with role and department as they are now."""

import hmac
from datetime import datetime

from backend.contracts.sessions import AccessToken
from backend.core.permissions import REQUEST
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import Desk
from backend.services.open_session import TOKEN_SECONDS, identity_of, parts_of_refresh
from backend.storage.accounts import Account, account_of
from backend.storage.database import Transaction
from backend.storage.sessions import session_of


async def refresh_session(desk: Desk, refresh_token: str, now: datetime) -> AccessToken:
    """Issue an access token while session and account stand.

    Raises:
        ProblemsError: `session-ended`, whatever the reason.
    """
    city, session, given = parts_of_refresh(refresh_token)

    def work(tx: Transaction) -> Account | None:
        found = session_of(tx, city, session)
        if found is None or not hmac.compare_digest(found.refresh_hash, given):
            return None
        if found.revoked_at is not None or found.expires_at <= now:
            return None
        return account_of(tx, city, found.account)

    account = await desk.database.read(work)
    if account is None or account.disabled_at is not None:
        raise ProblemsError(session_ended())
    token = desk.tokens.issue(identity_of(account, session), now)
    return AccessToken(access_token=token, expires_in=TOKEN_SECONDS)


def session_ended() -> Problem:
    """The one answer for a session that is no more, or never was."""
    return REQUEST.problem("session-ended", "authorization")
