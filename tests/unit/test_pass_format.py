"""Passes: one writing each, verified as the standards say, and nothing else is taken for one."""

import hashlib
import os
from collections import Counter
from itertools import islice

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forging import (
    BODY,
    CITY,
    FORMS,
    HEADER,
    KEY,
    KEYS,
    KINDS,
    MONTH,
    NOW,
    PASS,
    PUBLIC,
    SIGNATURE,
    claims,
    forgeries,
    key_of,
    read,
    signed,
    written,
)
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from backend.contracts.pass_format import (
    PassClaims,
    PassError,
    claims_of,
    is_usable,
    month_of,
    published,
    sign,
    verify,
)
from backend.contracts.passes import PassKey, PassKeys

IS_LONG = "CITYPOINTS_SOAK" in os.environ or os.environ.get("HYPOTHESIS_PROFILE") == "ci"
# Altered, foreign, of other forms, expired, too early.
FORGED = 100_000 if IS_LONG else 3_000

# RFC 8037, appendix A: the key, its thumbprint, and what it signs.
RFC_SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
RFC_PUBLIC = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
RFC_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
RFC_JWS = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)


def kind_of(token: str, at: int = NOW, keys: PassKeys = KEYS) -> str | None:
    try:
        verify(token, keys, at)
    except PassError as error:
        return error.kind
    return None


def test_a_pass_says_what_it_was_made_to_say_and_is_written_the_same_each_time() -> None:
    token = sign(claims(), KEY, PUBLIC.kid)
    assert token == sign(claims(), KEY, PUBLIC.kid) == PASS
    assert verify(token, KEYS, NOW) == claims() == claims_of(token)
    assert (
        read(HEADER)
        == f'{{"alg":"EdDSA","kid":"{PUBLIC.kid}","typ":"citypoints-pass+jws"}}'.encode()
    )
    assert (
        read(BODY)
        == (
            '{"city":"fuzhou","perk":"rental-deposit","amount":"50000",'
            f'"jti":"00112233445566778899aabbccddeeff","iat":{NOW},"exp":{NOW + 300}}}'
        ).encode()
    )


# ---- By the standards, and by another's program ----------------------------


def test_keys_and_signatures_are_those_of_the_standard() -> None:
    key = Ed25519PrivateKey.from_private_bytes(read(RFC_SEED))
    public = published(key, CITY, MONTH)
    assert public.x == RFC_PUBLIC
    assert public.kid == f"{CITY}-{MONTH}-{read(RFC_THUMBPRINT).hex()[:8]}"
    head, said, _ = RFC_JWS.split(".")
    assert signed(read(head), read(said), key) == RFC_JWS
    # Right as it is, it is no pass.
    assert kind_of(RFC_JWS, keys=PassKeys(keys=(public,))) == "pass-malformed"


def test_another_program_verifies_a_pass_by_the_published_key() -> None:
    key = jwt.PyJWK({name: getattr(PUBLIC, name) for name in PUBLIC.__struct_fields__})
    found = jwt.decode_complete(
        PASS, key, algorithms=["EdDSA"], options={"verify_exp": False, "verify_iat": False}
    )
    assert found["header"] == {"alg": "EdDSA", "kid": PUBLIC.kid, "typ": "citypoints-pass+jws"}
    assert found["payload"] == structs.asdict(claims())
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(f"{PASS[:-4]}AAAA", key, algorithms=["EdDSA"])


def test_a_pass_that_another_program_signs_is_taken() -> None:
    headers = {"alg": "EdDSA", "kid": PUBLIC.kid, "typ": "citypoints-pass+jws"}
    made = jwt.encode(structs.asdict(claims()), KEY, algorithm="EdDSA", headers=headers)
    # That program writes its headers in the order of the alphabet, as ours are.
    assert made == PASS


def test_the_thumbprint_is_of_the_key_in_its_required_writing() -> None:
    required = f'{{"crv":"Ed25519","kty":"OKP","x":"{PUBLIC.x}"}}'.encode()
    assert PUBLIC.kid.endswith(hashlib.sha256(required).hexdigest()[:8])


# ---- When ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-31, "pass-not-yet"),
        (-30, None),
        (0, None),
        (299, None),
        (300, "pass-expired"),
        (10**9, "pass-expired"),
        (-NOW - 1, "pass-not-yet"),
    ],
)
def test_a_pass_holds_for_its_five_minutes(seconds: int, expected: str | None) -> None:
    assert kind_of(PASS, NOW + seconds) == expected


def test_a_pass_over_the_turn_of_the_month_is_verified_by_the_key_of_its_beginning() -> None:
    begin = NOW + 9 * 86_400 - 4 * 3_600 - 60
    assert (month_of(begin), month_of(begin + 60)) == ("2026-11", "2026-12")
    token = sign(claims(iat=begin), KEY, PUBLIC.kid)
    assert verify(token, KEYS, begin + 120).iat == begin


# ---- What is no pass of this city ------------------------------------------


def test_what_a_forger_makes_is_refused_every_time() -> None:
    accepted = [forged for forged in islice(forgeries(6), FORGED) if kind_of(*forged) is None]
    assert accepted == []


def test_forgeries_are_refused_for_each_of_the_reasons() -> None:
    found = Counter(kind_of(*forged) for forged in islice(forgeries(1), 40 * len(KINDS)))
    assert set(found) == {
        "pass-malformed",
        "pass-foreign",
        "pass-altered",
        "pass-expired",
        "pass-not-yet",
    }


@pytest.mark.parametrize("place", range(len(FORMS)))
def test_what_the_right_key_signed_in_another_form_is_no_pass(place: int) -> None:
    assert kind_of(signed(*FORMS[place])) in {"pass-malformed", "pass-foreign"}


@given(st.data())
def test_one_sign_changed_anywhere_is_noticed(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(PASS) - 1))
    sign_ = data.draw(st.characters().filter(lambda each: each != PASS[at]))
    assert kind_of(PASS[:at] + sign_ + PASS[at + 1 :]) is not None


@given(st.integers(0, len(PASS) - 1), st.integers(1, len(PASS)))
def test_a_part_of_a_pass_is_none(start: int, length: int) -> None:
    part = PASS[start : start + length]
    assert part == PASS or kind_of(part) is not None


@given(st.integers(0, len(PASS)), st.text(min_size=1, max_size=20))
def test_more_than_a_pass_is_none(at: int, more: str) -> None:
    assert kind_of(PASS[:at] + more + PASS[at:]) is not None


@given(st.text(max_size=1_200))
def test_no_text_is_a_pass(text: str) -> None:
    assert kind_of(text) == "pass-malformed"


@given(st.binary(max_size=200), st.binary(max_size=400))
def test_nothing_that_the_right_key_signs_is_a_pass_but_passes(head: bytes, said: bytes) -> None:
    assert kind_of(signed(head, said)) == "pass-malformed"


@given(st.binary(min_size=64, max_size=64))
def test_no_other_signature_fits(content: bytes) -> None:
    assert kind_of(f"{HEADER}.{BODY}.{written(content)}") == "pass-altered"


def test_a_signature_beyond_the_order_of_the_curve_is_refused() -> None:
    """It would fit as well, and make a second writing of the same pass."""
    order = 2**252 + 27742317777372353535851937790883648493
    content = read(SIGNATURE)
    beyond = int.from_bytes(content[32:], "little") + order
    assert kind_of(f"{HEADER}.{BODY}.{written(content[:32] + beyond.to_bytes(32, 'little'))}") == (
        "pass-altered"
    )


def test_huge_texts_cost_nothing() -> None:
    for huge in ("." * 10**7, f"{PASS}{'A' * 10**7}", "é" * 10**6):
        assert kind_of(huge) == "pass-malformed"


# ---- Keys ------------------------------------------------------------------


def changed(**facts: str) -> PassKeys:
    return PassKeys(keys=(structs.replace(PUBLIC, **facts),))


@pytest.mark.parametrize(
    "keys",
    [
        PassKeys(keys=()),
        PassKeys(keys=KEYS.keys[:1]),
        # Another key under the id of this one, and this one under another's.
        changed(x=published(key_of(9), CITY, MONTH).x),
        changed(kid=published(key_of(9), CITY, MONTH).kid),
        changed(kty="EC"),
        changed(crv="Ed448"),
        changed(alg="ES256"),
        changed(use="enc"),
        changed(x=f"{PUBLIC.x}="),
        changed(x=""),
        changed(x="AAAA"),
        changed(x="*"),
    ],
)
def test_a_pass_is_verified_by_the_key_it_names_and_by_no_other(keys: PassKeys) -> None:
    assert kind_of(PASS, keys=keys) == "pass-foreign"


def test_a_key_of_another_city_verifies_nothing_here() -> None:
    """Be it the same key: its id says whose it is."""
    other = published(KEY, "suzhou", MONTH)
    token = sign(claims(city="suzhou"), KEY, other.kid)
    assert verify(token, PassKeys(keys=(other,)), NOW).city == "suzhou"
    assert kind_of(token) == "pass-foreign"
    assert kind_of(token, keys=PassKeys(keys=(*KEYS.keys, other))) is None
    assert kind_of(PASS, keys=PassKeys(keys=(other,))) == "pass-foreign"


@pytest.mark.parametrize("kid", ["", "-", "fuzhou", "2026-11-00000000", f"-{MONTH}-00000000"])
def test_an_id_that_names_no_city_is_no_key_of_ours(kid: str) -> None:
    key = PassKey(kty="OKP", crv="Ed25519", alg="EdDSA", use="sig", kid=kid, x=PUBLIC.x)
    assert not is_usable(key)


@pytest.mark.parametrize(
    "facts", [{"exp": NOW + 1}, {"jti": "short"}, {"amount": "1.50"}, {"perk": "a b"}, {"city": ""}]
)
def test_nothing_is_signed_that_nobody_would_take(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no pass says this"):
        sign(claims(**facts), KEY, PUBLIC.kid)


@given(
    st.from_regex(r"[a-z][a-z0-9-]{0,30}", fullmatch=True),
    st.none() | st.integers(0, 10**9).map(str) | st.just("0.5"),
    st.binary(min_size=16, max_size=16),
    st.integers(0, 4_000_000_000),
)
def test_whatever_is_signed_is_verified(
    perk: str, amount: str | None, number: bytes, iat: int
) -> None:
    public = published(KEY, CITY, month_of(iat))
    said = PassClaims(city=CITY, perk=perk, amount=amount, jti=number.hex(), iat=iat, exp=iat + 300)
    token = sign(said, KEY, public.kid)
    assert verify(token, PassKeys(keys=(public,)), iat) == said
