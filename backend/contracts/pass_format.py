"""How a pass is written, signed and verified: JWS compact (RFC 7515) with Ed25519 (RFC 8037).

The one place for this: the server, counters without a network and third parties use it alike. A
pass has one writing only. What is decoded is encoded again and compared, so that nothing that
differs in one character is taken for the pass, be it a spare bit of the base64 or a space.
Time is an argument.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Final, Literal, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from backend.contracts.passes import PassKey, PassKeys

LIFETIME_SECONDS: Final = 300
# So much the clock of a counter may be behind that of the server.
LEEWAY_SECONDS: Final = 30
# What is longer is no pass of ours, and not worth taking apart.
CHARACTERS_MOST: Final = 1_000
ALGORITHM: Final = "EdDSA"
TYPE: Final = "citypoints-pass+jws"
PUBLIC_BYTES: Final = 32
THUMBPRINT_DIGITS: Final = 8

PassProblem = Literal[
    "pass-malformed", "pass-foreign", "pass-altered", "pass-expired", "pass-not-yet"
]
MALFORMED: Final = "pass-malformed"
FOREIGN: Final = "pass-foreign"
ALTERED: Final = "pass-altered"
EXPIRED: Final = "pass-expired"
NOT_YET: Final = "pass-not-yet"

Name = Annotated[str, msgspec.Meta(pattern=r"\A[\w.-]{1,100}\Z")]
AmountText = Annotated[str, msgspec.Meta(pattern=r"\A(0|[1-9][0-9]{0,14})(\.[0-9]{0,5}[1-9])?\Z")]
# Whole seconds since 1970, within the calendar.
Seconds = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799)]

S = TypeVar("S", bound=msgspec.Struct)


class PassClaims(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a pass says, in the order in which it is written.

    Attributes:
        amount: in the perk's unit, as an exact decimal; null where the perk has none.
        jti: the pass's random number, 32 hex digits.
        iat: when it was issued, in whole seconds, and `exp`, from when on it is worth nothing.
    """

    city: Name
    perk: Name
    amount: AmountText | None
    jti: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    iat: Seconds
    exp: Seconds


class PassError(Exception):
    """A pass is refused.

    pass-malformed: no pass at all, or not written as one is.
    pass-foreign: signed with a key that is not one of these, or not one of its city and month.
    pass-altered: the signature does not belong to what the pass says.
    pass-expired, pass-not-yet: right otherwise, at another moment.
    """

    def __init__(self, kind: PassProblem) -> None:
        """Say why."""
        super().__init__(kind)
        self.kind: PassProblem = kind


class _Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    alg: Literal["EdDSA"]
    kid: Annotated[str, msgspec.Meta(pattern=r"\A[\w.-]{1,150}\Z")]
    typ: Literal["citypoints-pass+jws"]


class _KeyName(msgspec.Struct, frozen=True, kw_only=True):
    """What a key's id says: `fuzhou-2026-11-1a2b3c4d`."""

    city: str
    month: str
    thumbprint: str


_HEADERS: Final = msgspec.json.Decoder(_Header)
_CLAIMS: Final = msgspec.json.Decoder(PassClaims)
_ENCODER: Final = msgspec.json.Encoder()


def sign(claims: PassClaims, key: Ed25519PrivateKey, kid: str) -> str:
    """The pass that says this, signed.

    Raises:
        ValueError: where nobody would take it for a pass.
    """
    header = _Header(alg=ALGORITHM, kid=kid, typ=TYPE)
    said = f"{_written(_ENCODER.encode(header))}.{_written(_ENCODER.encode(claims))}"
    try:
        _parsed(said.partition(".")[0], _HEADERS)
        _checked_claims(said.partition(".")[2], kid)
    except PassError as error:
        message = f"no pass says this: {error.kind}"
        raise ValueError(message) from error
    return f"{said}.{_written(key.sign(said.encode()))}"


def verify(token: str, keys: PassKeys, at: int, leeway: int = LEEWAY_SECONDS) -> PassClaims:
    """What a pass says, if it was signed with one of these keys and holds at this moment.

    Args:
        token: the pass, as its QR code holds it.
        keys: those that its city publishes.
        at: whole seconds since 1970.
        leeway: by so many seconds the clock that says so may be behind.

    Raises:
        PassError: saying why it is refused.
    """
    if len(token) > CHARACTERS_MOST or not token.isascii():
        raise PassError(MALFORMED)
    said, _, signature = token.rpartition(".")
    header_text, _, claims_text = said.partition(".")
    header = _parsed(header_text, _HEADERS)
    signed = _bytes_of(signature)
    _bytes_of(claims_text)
    try:
        _key_of(header.kid, keys).verify(signed, said.encode())
    except InvalidSignature:
        raise PassError(ALTERED) from None
    claims = _checked_claims(claims_text, header.kid)
    if at >= claims.exp:
        raise PassError(EXPIRED)
    if at < claims.iat - leeway:
        raise PassError(NOT_YET)
    return claims


def claims_of(token: str) -> PassClaims:
    """What a pass says, believed or not: by it a pass is known again that was verified before.

    Raises:
        PassError: `pass-malformed`, where it says nothing that a pass could.
    """
    if len(token) > CHARACTERS_MOST or not token.isascii():
        raise PassError(MALFORMED)
    _, _, claims_text = token.rpartition(".")[0].partition(".")
    return _parsed(claims_text, _CLAIMS)


def published(key: Ed25519PrivateKey, city: str, month: str) -> PassKey:
    """The public half of a city's key of a month, such as 2026-11, as it is published."""
    x = _written(key.public_key().public_bytes_raw())
    kid = f"{city}-{month}-{_thumbprint(x)}"
    return PassKey(kty="OKP", crv="Ed25519", alg=ALGORITHM, use="sig", kid=kid, x=x)


def is_usable(key: PassKey) -> bool:
    """True where passes can be verified by this key: it is of our kind, and its id is its own."""
    name = _key_name(key.kid)
    if (key.kty, key.crv, key.alg, key.use) != ("OKP", "Ed25519", ALGORITHM, "sig"):
        return False
    try:
        content = _bytes_of(key.x)
    except PassError:
        return False
    right = name is not None and name.thumbprint == _thumbprint(key.x)
    return right and len(content) == PUBLIC_BYTES


def month_of(at: int) -> str:
    """The month of UTC that a moment lies in, such as 2026-11: its key signs then."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m")


def _key_of(kid: str, keys: PassKeys) -> Ed25519PublicKey:
    for key in keys.keys:
        if key.kid == kid and is_usable(key):
            return Ed25519PublicKey.from_public_bytes(_bytes_of(key.x))
    raise PassError(FOREIGN)


def _checked_claims(text: str, kid: str) -> PassClaims:
    """What a pass says, if it can be said at all, and by this key."""
    claims = _parsed(text, _CLAIMS)
    if claims.exp != claims.iat + LIFETIME_SECONDS:
        raise PassError(MALFORMED)
    name = _key_name(kid)
    if name is None or (name.city, name.month) != (claims.city, month_of(claims.iat)):
        raise PassError(FOREIGN)
    return claims


def _parsed(text: str, decoder: msgspec.json.Decoder[S]) -> S:
    """A part of a pass; only the one writing of it is taken."""
    content = _bytes_of(text)
    try:
        found = decoder.decode(content)
    # No JSON, no UTF-8, or brackets nested deeper than anybody can follow.
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise PassError(MALFORMED) from None
    if _ENCODER.encode(found) != content:
        raise PassError(MALFORMED)
    return found


def _bytes_of(text: str) -> bytes:
    """The bytes of base64url without padding; of the writings of the same bytes, one is taken."""
    try:
        content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        raise PassError(MALFORMED) from None
    if not text or _written(content) != text:
        raise PassError(MALFORMED)
    return content


def _written(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _key_name(kid: str) -> _KeyName | None:
    city, _, rest = kid[: -THUMBPRINT_DIGITS - 1].rpartition("-")
    city, _, year = city.rpartition("-")
    name = _KeyName(city=city, month=f"{year}-{rest}", thumbprint=kid[-THUMBPRINT_DIGITS:])
    is_whole = kid == f"{name.city}-{name.month}-{name.thumbprint}"
    return name if is_whole and name.city else None


def _thumbprint(x: str) -> str:
    """The beginning of the key's thumbprint (RFC 7638)."""
    content = f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'
    return sha256(content.encode()).hexdigest()[:THUMBPRINT_DIGITS]
