"""Passes: what shows at a counter that its holder may use one perk, and nothing else."""

from datetime import datetime
from typing import Annotated

import msgspec

from backend.contracts.own_perks import Amount

TOKEN_MOST = 1_000
Token = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=TOKEN_MOST,
        description="A pass as its QR code holds it, or the code that is typed.",
        examples=["7KQ2M-9XD45"],
    ),
]
Wanted = (
    Annotated[int, msgspec.Meta(ge=0, le=10**9, examples=[10])]
    | Annotated[float, msgspec.Meta(ge=0, le=10**9)]
)


class NewPass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A perk that a resident is about to use.

    Attributes:
        amount: less than what one's band opens, so that the counter does not learn that; null for
            all of it.
    """

    perk: Annotated[str, msgspec.Meta(max_length=100, examples=["public-parking-discount"])]
    amount: Wanted | None = None


class PassView(msgspec.Struct, frozen=True, kw_only=True):
    """A pass. It says perk, amount, city and a random number; not whose it is.

    Attributes:
        id: the random number.
        token: the pass itself, as a QR code holds it: JWS compact (RFC 7515).
        code: to be typed where there is no scanner; it works online only.
        value: what the counter learns; null where the perk has no amount.
        tells_en: the same in a sentence, and `tells_zh` in Chinese; null where it learns nothing.
    """

    id: str
    perk: str
    label_en: str
    label_zh: str
    token: str
    code: str
    value: Amount | None
    tells_en: str | None
    tells_zh: str | None
    issued_at: datetime
    expires_at: datetime


class PassKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key by which passes are verified: a JSON Web Key (RFC 7517, 8037).

    Attributes:
        x: the public key, base64url.
    """

    kty: str
    crv: str
    alg: str
    use: str
    kid: str
    x: str


class PassKeys(msgspec.Struct, frozen=True, kw_only=True):
    """The keys by which a city's passes are verified: the last, the present and the next one."""

    keys: tuple[PassKey, ...]
