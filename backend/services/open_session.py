"""What every way of signing in ends with: a session, and the tokens that belong to it."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import msgspec

from backend.contracts.sessions import AccessToken, SignedIn
from backend.core.permissions import Identity, Role
from backend.services.desk import Desk
from backend.services.tokens import MINUTES
from backend.storage.accounts import Account
from backend.storage.database import Transaction
from backend.storage.logs import Actor, actor_of, add_entry
from backend.storage.sessions import Session, add_session
from backend.storage.values import new_id

STAFF_LIFETIME: Final = timedelta(hours=12)
RESIDENT_LIFETIME: Final = timedelta(days=30)
TOKEN_SECONDS: Final = MINUTES * 60
SECRET_BYTES: Final = 32
REFRESH_PARTS: Final = 3
# Who acts before anybody is signed in.
STRANGER: Final = "stranger"


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A session to be opened, and the token by which it is renewed."""

    account: Account
    session: Session
    refresh_token: str


def opening_of(account: Account, now: datetime) -> Opening:
    """A new session of an account, not stored yet."""
    lifetime = RESIDENT_LIFETIME if account.role is Role.RESIDENT else STAFF_LIFETIME
    secret = secrets.token_urlsafe(SECRET_BYTES)
    session = Session(
        city=account.city,
        id=new_id(now),
        account=account.id,
        refresh_hash=hash_of_secret(secret),
        made_at=now,
        expires_at=now + lifetime,
    )
    token = f"{account.city}.{session.id}.{secret}"
    return Opening(account=account, session=session, refresh_token=token)


def open_session(
    tx: Transaction, opening: Opening, action: str, detail: Mapping[str, str] | None = None
) -> None:
    """Store a session, and say in the log how it came about."""
    account, session = opening.account, opening.session
    add_session(tx, session)
    actor = actor_of(identity_of(account, session.id), session.made_at)
    add_entry(tx, actor, action, subject=account.subject, about=session.id, detail=detail)


def signed_in(desk: Desk, opening: Opening) -> SignedIn:
    """The tokens of a session that is stored."""
    session = opening.session
    access = access_token(desk, opening.account, session, session.made_at)
    return SignedIn(
        access_token=access.access_token,
        expires_in=access.expires_in,
        refresh_token=opening.refresh_token,
        refresh_expires_in=int((session.expires_at - session.made_at).total_seconds()),
    )


def access_token(desk: Desk, account: Account, session: Session, now: datetime) -> AccessToken:
    """The next access token of a session, which it does not outlive."""
    identity = identity_of(account, session.id)
    left = int((session.expires_at - now).total_seconds())
    return AccessToken(
        access_token=desk.tokens.issue(identity, now, session.expires_at),
        expires_in=min(TOKEN_SECONDS, left),
    )


def identity_of(account: Account, session: str) -> Identity:
    """Who acts in a session of this account."""
    return Identity(
        account=account.id,
        role=account.role,
        city=account.city,
        session=session,
        department=account.department,
        provider=account.provider,
        subject=account.subject,
        is_machine=account.is_machine,
        handed_by=account.handed_by,
    )


def stranger_in(city: str, now: datetime) -> Actor:
    """Somebody who is not signed in, at a moment."""
    return Actor(city=city, account=STRANGER, role=STRANGER, at=now)


def parts_of_refresh(token: str) -> tuple[str, str, bytes]:
    """City, session and hashed secret of a refresh token; of anything else, what nobody has."""
    parts = token.split(".")
    if len(parts) != REFRESH_PARTS or not token.isascii() or "\0" in token:
        return "", "", b""
    city, session, secret = parts
    return city, session, hash_of_secret(secret)


def hash_of_secret(secret: str) -> bytes:
    """SHA-256, 32 bytes; slower hashes are for what people choose."""
    return sha256(secret.encode()).digest()
