"""A resident opens an invitation: the first sign-in, and the way back after a lost phone.

An unknown, used or expired code, and a number that is not the invited resident's, are refused
alike, after the same work: the slow hash is made before anything is looked at.
"""

from datetime import datetime

import msgspec

from backend.contracts.sessions import InvitationSignIn, SignedIn
from backend.core.permissions import REQUEST, Role
from backend.core.problems import ProblemsError
from backend.services.desk import Desk
from backend.services.invitations import code_hash
from backend.services.open_session import (
    Opening,
    open_session,
    opening_of,
    signed_in,
    stranger_in,
)
from backend.services.passwords import check_password
from backend.services.sign_in import subject_of
from backend.storage.accounts import (
    Account,
    account_by_subject,
    add_account,
    set_password,
)
from backend.storage.database import Transaction
from backend.storage.invitations import Invitation, delete_invitation, invitation_by_hash
from backend.storage.logs import OPENED_AGAIN, add_entry
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import State, resident_of
from backend.storage.sessions import revoke_sessions
from backend.storage.values import new_id


async def open_invitation(desk: Desk, asked: InvitationSignIn, now: datetime) -> SignedIn:
    """Use the invitation up, keep the password and open a session.

    A resident who has an account keeps it; its sessions end, for the phone that they are on may be
    in other hands. One who has consented is told, and shown by whom the invitation was made.

    Raises:
        ProblemsError: `invitation-refused`, or what is wrong with the password.
    """
    city = desk.city(asked.city).code
    check_password(asked.password)
    made = Account(
        city=city,
        id=new_id(now),
        role=Role.RESIDENT,
        subject=subject_of(desk, city, asked.number),
        password_hash=await desk.passwords.hash(asked.password),
        made_at=now,
    )
    opening = opening_of(made, now)
    hashed = code_hash(asked.code)
    outcome = await desk.database.write(lambda tx: _open(tx, hashed, opening, now))
    if outcome is None:
        raise ProblemsError(REQUEST.problem("invitation-refused", "code"))
    opened, ended = outcome
    desk.tokens.revoke(ended)
    return signed_in(desk, opened)


def _open(
    tx: Transaction, hashed: bytes, opening: Opening, now: datetime
) -> tuple[Opening, list[str]] | None:
    """The session as it was opened, and those it ended; none where the invitation is no good."""
    made = opening.account
    found = _use_up(tx, made, hashed, now)
    if found is None:
        add_entry(tx, stranger_in(made.city, now), "invitation.refused")
        return None
    # Seen later on: an officer who opens an invitation that they made themselves.
    action, detail = "invitation.opened", {"made_by": found.made_by}
    resident = resident_of(tx, made.city, found.subject)
    if resident is not None and resident.state is not State.INVITED:
        told = NoticeKind.INVITATION_OPENED
        tell(tx, made.city, found.subject, told, now)
        action, detail = OPENED_AGAIN, {**detail, "part": told.value}
    known = account_by_subject(tx, made.city, found.subject)
    if known is None:
        add_account(tx, made)
        open_session(tx, opening, action, detail)
        return opening, []
    set_password(tx, known, made.password_hash)
    ended = revoke_sessions(tx, known.city, known.id, now)
    session = msgspec.structs.replace(opening.session, account=known.id)
    again = msgspec.structs.replace(opening, account=known, session=session)
    open_session(tx, again, action, detail)
    return again, ended


def _use_up(tx: Transaction, made: Account, hashed: bytes, now: datetime) -> Invitation | None:
    """The invitation, which now is gone; none where it is no good."""
    found = invitation_by_hash(tx, made.city, hashed)
    if found is None or found.subject != made.subject or found.expires_at <= now:
        return None
    # In the order in which an officer who makes a new one locks them.
    tx.lock(found.city, found.subject)
    return found if delete_invitation(tx, found) else None
