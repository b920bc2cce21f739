"""Access tokens: short-lived, signed, and refused from the moment their session is revoked.

Time is an argument: a token is checked against the `now` that the caller passes. A token that was
found right is kept for a look-up that costs a fraction of checking the signature again; its expiry
and its session are looked at every time.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

import jwt
import msgspec

from backend.core.permissions import REQUEST, Identity, Role
from backend.core.problems import Problem, ProblemsError

ISSUER: Final = "citypoints"
AUDIENCE: Final = "citypoints-api"
ALGORITHM: Final = "HS256"
MINUTES: Final = 15
KEY_BYTES_LEAST: Final = 32
# The clocks of a city's machines differ by so much at most.
CLOCK_SKEW: Final = timedelta(seconds=30)
# What is longer is no token of ours, and not worth taking apart.
CHARACTERS_MOST: Final = 2048
KEPT_MOST: Final = 20_000
FOREVER: Final = datetime.max.replace(tzinfo=UTC)

# Seconds since 1970, within the calendar.
Moment = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799)]


class Claims(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a token says (RFC 7519, and our own names behind `sid`); moments in whole seconds."""

    iss: str
    aud: str
    sub: str
    iat: Moment
    exp: Moment
    sid: str
    role: Role
    city: str
    department: str | None = None
    provider: str | None = None
    subject: str | None = None
    machine: bool = False
    handed_by: str | None = None


class Tokens:
    """Issues and checks tokens with one key. Belongs to one event loop."""

    def __init__(self, key: bytes, *, minutes: int = MINUTES, kept_most: int = KEPT_MOST) -> None:
        """Use this key.

        Args:
            key: at least 32 bytes, derived for this purpose alone.
            minutes: how long a token is good for.
            kept_most: how many tokens found right are remembered.

        Raises:
            ValueError: if the key is shorter.
        """
        if len(key) < KEY_BYTES_LEAST:
            message = f"a key that signs tokens has {KEY_BYTES_LEAST} bytes"
            raise ValueError(message)
        self._key = key
        self._lifetime = timedelta(minutes=minutes)
        self._kept_most = kept_most
        self._kept: dict[str, tuple[datetime, Identity]] = {}
        # Sessions, and until when they are worth remembering; the oldest first.
        self._revoked: dict[str, datetime] = {}
        self._undated: list[str] = []
        self._latest = datetime.fromtimestamp(0, UTC)

    def issue(self, identity: Identity, now: datetime, until: datetime = FOREVER) -> str:
        """A token for this identity, good from now on for some minutes.

        Args:
            identity: who will hold it.
            now: when it begins.
            until: when it ends at the latest, as where its session does.
        """
        self._tidy(now)
        claims = Claims(
            iss=ISSUER,
            aud=AUDIENCE,
            sub=identity.account,
            iat=int(now.timestamp()),
            exp=int(min(now + self._lifetime, until).timestamp()),
            sid=identity.session,
            role=identity.role,
            city=identity.city,
            department=identity.department,
            provider=identity.provider,
            subject=identity.subject,
            machine=identity.is_machine,
            handed_by=identity.handed_by,
        )
        return jwt.encode(msgspec.to_builtins(claims), self._key, algorithm=ALGORITHM)

    def identity_of(self, token: str, now: datetime) -> Identity:
        """Who holds this token.

        Raises:
            ProblemsError: `token-missing`, `token-invalid`, `token-expired` or `token-revoked`.
        """
        kept = self._kept.get(token)
        if kept is None:
            kept = self._checked(token, now)
        expires, identity = kept
        if now >= expires:
            self._kept.pop(token, None)
            raise ProblemsError(_refusal("token-expired"))
        if identity.session in self._revoked:
            self._kept.pop(token, None)
            raise ProblemsError(_refusal("token-revoked"))
        return identity

    def revoke_session(self, session: str) -> None:
        """Refuse every token of this session, from now on."""
        self.revoke((session,))

    def revoke(self, sessions: Iterable[str]) -> None:
        """Refuse every token of these sessions, from now on; a second time does nothing."""
        for session in sessions:
            if session not in self._revoked:
                self._revoked[session] = FOREVER
                self._undated.append(session)

    def _checked(self, token: str, now: datetime) -> tuple[datetime, Identity]:
        """Check a token that is not kept, and keep it."""
        self._tidy(now)
        claims = self._claims(token)
        if datetime.fromtimestamp(claims.iat, UTC) > now + CLOCK_SKEW:
            raise ProblemsError(_refusal("token-invalid"))
        kept = datetime.fromtimestamp(claims.exp, UTC), _identity(claims)
        if now < kept[0]:
            self._keep(token, kept)
        return kept

    def _claims(self, token: str) -> Claims:
        if not token:
            raise ProblemsError(_refusal("token-missing"))
        if len(token) > CHARACTERS_MOST:
            raise ProblemsError(_refusal("token-invalid"))
        try:
            # The signature, issuer and audience are checked there; the moments here, against the
            # caller's `now` and not the system's clock.
            content = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                    "strict_aud": True,
                },
            )
            return msgspec.convert(content, Claims)
        except (jwt.PyJWTError, msgspec.ValidationError, UnicodeEncodeError):
            raise ProblemsError(_refusal("token-invalid")) from None

    def _keep(self, token: str, kept: tuple[datetime, Identity]) -> None:
        """Remember a token found right; where there are too many, the one kept longest goes."""
        if len(self._kept) >= self._kept_most:
            del self._kept[next(iter(self._kept))]
        self._kept[token] = kept

    def _tidy(self, now: datetime) -> None:
        """Forget the sessions whose last token has expired.

        A revocation carries no moment, so it is dated at the first call after it that has one:
        never too early.
        """
        # A clock that is put back dates nothing earlier.
        now = self._latest = max(self._latest, now)
        while self._undated:
            self._revoked[self._undated.pop()] = now + self._lifetime + CLOCK_SKEW
        while self._revoked:
            oldest = next(iter(self._revoked))
            if self._revoked[oldest] > now:
                break
            del self._revoked[oldest]


def _identity(claims: Claims) -> Identity:
    return Identity(
        account=claims.sub,
        role=claims.role,
        city=claims.city,
        session=claims.sid,
        department=claims.department,
        provider=claims.provider,
        subject=claims.subject,
        is_machine=claims.machine,
        handed_by=claims.handed_by,
    )


def _refusal(kind: str) -> Problem:
    return REQUEST.problem(kind, "authorization")
