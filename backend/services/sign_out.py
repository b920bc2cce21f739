"""Signing out: of one session, or everywhere."""

from datetime import datetime

from backend.core.permissions import Identity
from backend.services.desk import Desk
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.sessions import revoke_session, revoke_sessions


async def sign_out(desk: Desk, identity: Identity, now: datetime) -> None:
    """End the session that the request belongs to; a second time changes nothing."""
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> None:
        if revoke_session(tx, identity.city, identity.session, now):
            add_entry(tx, actor, "session.closed", subject=identity.subject, about=identity.session)

    await desk.database.write(work)
    desk.tokens.revoke_session(identity.session)


async def sign_out_everywhere(desk: Desk, identity: Identity, now: datetime) -> None:
    """End every session of the account, this one included."""
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> list[str]:
        ended = revoke_sessions(tx, identity.city, identity.account, now)
        detail = {"sessions": str(len(ended))}
        add_entry(
            tx,
            actor,
            "sessions.closed",
            subject=identity.subject,
            about=identity.account,
            detail=detail,
        )
        return ended

    desk.tokens.revoke(await desk.database.write(work))
