"""Passes as a forger would make them: altered, of other keys, of other forms, at other times."""

import hashlib
import hmac
import json
import random
from base64 import urlsafe_b64decode, urlsafe_b64encode
from calendar import timegm
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from backend.contracts.pass_format import PassClaims, month_of, published, sign
from backend.contracts.passes import PassKeys

CITY: Final = "fuzhou"
# Noon of 22 November 2026 in China.
NOW: Final = timegm((2026, 11, 22, 4, 0, 0))
MONTH: Final = month_of(NOW)
SIGNS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# What none of them is, and a forger may well try.
OTHERS: Final = "=.+/ \n\t\0é"

# A forged pass, and the moment at which it is shown.
Forgery = tuple[str, int]


def key_of(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


KEY: Final = key_of(1)
PUBLIC: Final = published(KEY, CITY, MONTH)
KEYS: Final = PassKeys(
    keys=(
        published(key_of(2), CITY, "2026-10"),
        PUBLIC,
        published(key_of(3), CITY, "2026-12"),
    )
)


def claims(**facts: Any) -> PassClaims:
    """What a pass says, changed."""
    usual = {
        "city": CITY,
        "perk": "rental-deposit",
        "amount": "50000",
        "jti": "00112233445566778899aabbccddeeff",
        "iat": NOW,
    }
    said = {**usual, **facts}
    return PassClaims(**{"exp": int(said["iat"]) + 300, **said})


def written(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def read(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def signed(header: bytes, body: bytes, key: Ed25519PrivateKey = KEY) -> str:
    """Any header and body under a signature that is right."""
    said = f"{written(header)}.{written(body)}"
    return f"{said}.{written(key.sign(said.encode()))}"


def header(**facts: Any) -> bytes:
    """The header of a pass, changed; what is None is left out."""
    usual = {"alg": "EdDSA", "kid": PUBLIC.kid, "typ": "citypoints-pass+jws"}
    said = {name: value for name, value in {**usual, **facts}.items() if value is not None}
    return json.dumps(said, separators=(",", ":")).encode()


def body(**facts: Any) -> bytes:
    """The claims of a pass, changed; what is ... is left out."""
    made = claims()
    usual = {name: getattr(made, name) for name in made.__struct_fields__}
    said = {name: value for name, value in {**usual, **facts}.items() if value is not ...}
    return json.dumps(said, separators=(",", ":")).encode()


PASS: Final = signed(header(), body())
HEADER, BODY, SIGNATURE = PASS.split(".")


def forgeries(seed: int) -> Iterator[Forgery]:
    """Forgeries without end, of every kind in turn, each another one."""
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    for make in cycle(KINDS):
        yield make(chance)


def _genuine(chance: random.Random, **facts: Any) -> str:
    said = claims(jti=f"{chance.getrandbits(128):032x}", iat=NOW - chance.randrange(200), **facts)
    return sign(said, KEY, PUBLIC.kid)


def _changed(chance: random.Random) -> Forgery:
    token = _genuine(chance)
    at = chance.randrange(len(token))
    sign_ = chance.choice([each for each in SIGNS + OTHERS if each != token[at]])
    return token[:at] + sign_ + token[at + 1 :], NOW


def _exchanged(chance: random.Random) -> Forgery:
    token = _genuine(chance)
    pairs = [at for at in range(len(token) - 1) if token[at] != token[at + 1]]
    at = chance.choice(pairs)
    return token[:at] + token[at + 1] + token[at] + token[at + 2 :], NOW


def _cut(chance: random.Random) -> Forgery:
    token = _genuine(chance)
    return token[: chance.randrange(len(token))], NOW


def _longer(chance: random.Random) -> Forgery:
    token = _genuine(chance)
    at = chance.randrange(len(token) + 1)
    more = "".join(chance.choices(SIGNS + OTHERS, k=chance.randrange(1, 9)))
    return token[:at] + more + token[at:], NOW


def _spare_bits(chance: random.Random) -> Forgery:
    """The same bytes, written otherwise: the last sign of a part has bits that mean nothing."""
    parts = _genuine(chance, amount="5").split(".")
    place = chance.choice([at for at, part in enumerate(parts) if len(part) % 4])
    last = SIGNS.index(parts[place][-1])
    parts[place] = parts[place][:-1] + SIGNS[last ^ 1]
    return ".".join(parts), NOW


def _padded(chance: random.Random) -> Forgery:
    parts = _genuine(chance, amount="5").split(".")
    place = chance.choice([at for at, part in enumerate(parts) if len(part) % 4])
    parts[place] += "=" * (-len(parts[place]) % 4)
    return ".".join(parts), NOW


def _richer(chance: random.Random) -> Forgery:
    """Other claims under the signature of a genuine pass."""
    head, _, tail = _genuine(chance).split(".")
    changed = claims(amount=str(chance.randrange(1, 10**6)), jti=f"{chance.getrandbits(128):032x}")
    return f"{head}.{sign(changed, KEY, PUBLIC.kid).split('.')[1]}.{tail}", NOW


def _foreign(chance: random.Random) -> Forgery:
    """Another's key that says it is the city's."""
    key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
    kid = chance.choice([PUBLIC.kid, published(key, CITY, MONTH).kid, "fuzhou", "", "x" * 90])
    return signed(header(kid=kid), body(jti=f"{chance.getrandbits(128):032x}"), key), NOW


def _of_another_city(chance: random.Random) -> Forgery:
    other = published(KEY, "suzhou", MONTH).kid
    said = body(city="suzhou", amount=str(chance.randrange(1, 999)))
    return signed(header(kid=chance.choice([PUBLIC.kid, other])), said), NOW


def _of_another_month(chance: random.Random) -> Forgery:
    """A key that signs in another month, as one that leaked might be used later."""
    place = chance.choice([0, 2])
    said = body(jti=f"{chance.getrandbits(128):032x}")
    return signed(header(kid=KEYS.keys[place].kid), said, key_of(2 + place // 2)), NOW


def _of_another_algorithm(chance: random.Random) -> Forgery:
    """Nothing, a password that is the public key, or another curve."""
    said = written(body(jti=f"{chance.getrandbits(128):032x}"))
    alg = chance.choice(["none", "None", "HS256", "ES256", "Ed25519", "EdDSA "])
    begin = f"{written(header(alg=alg))}.{said}"
    if alg.lower() == "none":
        return f"{begin}.{chance.choice(['', SIGNATURE])}", NOW
    if alg == "HS256":
        secret = chance.choice([PUBLIC.x.encode(), read(PUBLIC.x)])
        tail = hmac.new(secret, begin.encode(), hashlib.sha256).digest()
    elif alg == "ES256":
        tail = _EC.sign(begin.encode(), ECDSA(SHA256()))
    else:
        tail = KEY.sign(begin.encode())
    return f"{begin}.{written(tail)}", NOW


def _of_another_form(chance: random.Random) -> Forgery:
    """What the right key has signed, and is no pass all the same."""
    head, said = chance.choice(FORMS)
    return signed(head, said), NOW


def _expired(chance: random.Random) -> Forgery:
    said = claims(jti=f"{chance.getrandbits(128):032x}", iat=NOW - chance.randrange(400))
    return sign(said, KEY, PUBLIC.kid), said.exp + chance.choice([0, 1, 29, 30, 3_600, 10**8])


def _too_early(chance: random.Random) -> Forgery:
    said = claims(jti=f"{chance.getrandbits(128):032x}")
    return sign(said, KEY, PUBLIC.kid), said.iat - chance.choice([31, 32, 300, 10**6])


def _no_pass(chance: random.Random) -> Forgery:
    size = chance.choice([0, 1, 10, 360, 999, 1_000, 1_001, 5_000])
    return "".join(chance.choices(SIGNS + "..{}\"'", k=size)), NOW


_EC: Final = generate_private_key(SECP256R1())
_TWICE: Final = b'"amount":"1","amount":"50000"'
FORMS: Final[tuple[tuple[bytes, bytes], ...]] = (
    # Another header
    (header(typ="JWT"), body()),
    (header(typ=None), body()),
    (header(jku="https://example.com/keys"), body()),
    (header(jwk={"kty": "OKP", "crv": "Ed25519", "x": PUBLIC.x}), body()),
    (header(crit=["exp"]), body()),
    (header(b64=False), body()),
    (header().replace(b",", b", "), body()),
    (header().replace(b'"alg":"EdDSA",', b"")[:-1] + b',"alg":"EdDSA"}', body()),
    (b'{"alg":"none",' + header()[1:], body()),
    (b"\xef\xbb\xbf" + header(), body()),
    (header().replace(b"EdDSA", b"Ed\\u0044SA"), body()),
    (b"[]", body()),
    # Other claims
    (header(), body().replace(b",", b", ")),
    (header(), body() + b"\n"),
    (header(), b" " + body()),
    (header(), body().replace(b'"amount":"50000"', _TWICE)),
    (header(), body(name="Li Na")),
    (header(), body(aud="library")),
    (header(), body(amount=...)),
    (header(), body(jti=...)),
    (header(), body(exp=...)),
    (header(), body(amount=50000)),
    (header(), body(amount="050000")),
    (header(), body(amount="50000.0")),
    (header(), body(amount="-1")),
    (header(), body(amount="1e9")),
    (header(), body(amount="NaN")),
    (header(), body(amount="５")),
    (header(), body(amount="50000\n")),
    (header(), body(jti="00112233445566778899AABBCCDDEEFF")),
    (header(), body(jti="0011")),
    (header(), body(perk="")),
    (header(), body(iat=float(NOW))),
    (header(), body(iat=str(NOW))),
    (header(), body(exp=NOW + 301)),
    (header(), body(exp=NOW + 299)),
    (header(), body(exp=10**11)),
    (header(), body(iat=NOW - 10**6)),
    (header(), body(iat=-1, exp=299)),
    (header(), body(city="suzhou")),
    (header(), body(city="FUZHOU")),
    (header(), b"[" * 300 + b"]" * 300),
    (header(), b"null"),
    (header(), body().replace(b"fuzhou", b"f\\u0075zhou")),
    (header(), b"{'city':'fuzhou'}"),
)
KINDS: Final[tuple[Callable[[random.Random], Forgery], ...]] = (
    _changed,
    _exchanged,
    _cut,
    _longer,
    _spare_bits,
    _padded,
    _richer,
    _foreign,
    _of_another_city,
    _of_another_month,
    _of_another_algorithm,
    _of_another_form,
    _expired,
    _too_early,
    _no_pass,
)
