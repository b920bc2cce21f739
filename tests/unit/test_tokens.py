"""Tokens: who is let in, until when, and how soon a revoked one is refused."""

import base64
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.permissions import Identity, Role
from backend.core.problems import ProblemsError
from backend.services.tokens import Tokens

KEY = bytes(range(64))
NOW = datetime(2027, 3, 1, 8, 30, 15, 900_000, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OFFICER = Identity(
    account="a-17",
    role=Role.OFFICER,
    city="fuzhou",
    session="s-1",
    department="civil-affairs",
)


def kind_of(tokens: Tokens, token: str, now: datetime = NOW) -> str | None:
    try:
        tokens.identity_of(token, now)
    except ProblemsError as error:
        (problem,) = error.problems
        assert problem.key == "authorization"
        return problem.kind
    return None


def claims(**changes: object) -> dict[str, Any]:
    """What a token of the officer says, changed; a claim that is None is left out."""
    usual = {
        "iss": "citypoints",
        "aud": "citypoints-api",
        "sub": "a-17",
        "iat": int(NOW.timestamp()),
        "exp": int((NOW + 15 * MINUTE).timestamp()),
        "sid": "s-1",
        "role": "officer",
        "city": "fuzhou",
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def signed(key: bytes = KEY, algorithm: str = "HS256", **changes: object) -> str:
    return jwt.encode(claims(**changes), key, algorithm=algorithm)


def without(name: str) -> str:
    return jwt.encode(claims(**{name: None}), KEY, algorithm="HS256")


IDENTITIES = st.builds(
    Identity,
    account=st.text(max_size=40),
    role=st.sampled_from(Role),
    city=st.text(max_size=20),
    session=st.text(max_size=40),
    department=st.none() | st.text(max_size=20),
    subject=st.none() | st.text(max_size=32),
    is_machine=st.booleans(),
)


@given(IDENTITIES, st.floats(min_value=0, max_value=14 * 60))
def test_a_token_gives_back_its_identity_until_it_expires(
    identity: Identity, seconds: float
) -> None:
    tokens = Tokens(KEY)
    token = tokens.issue(identity, NOW)
    for _ in range(2):
        assert tokens.identity_of(token, NOW + timedelta(seconds=seconds)) == identity
    assert Tokens(KEY).identity_of(token, NOW) == identity, "another process knows it, too"
    for checker in (tokens, Tokens(KEY)):
        assert kind_of(checker, token, NOW + 15 * MINUTE) == "token-expired"


def test_a_token_says_nothing_but_ids_and_expires_as_told() -> None:
    tokens = Tokens(KEY, minutes=3)
    token = tokens.issue(OFFICER, NOW)
    body = token.split(".")[1]
    said = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    expires = int((NOW + 3 * MINUTE).timestamp())
    assert said == claims(exp=expires, department="civil-affairs")


def test_a_token_ends_with_its_session_where_that_is_sooner() -> None:
    for until, expires in ((NOW + MINUTE, NOW + MINUTE), (NOW + 60 * MINUTE, NOW + 15 * MINUTE)):
        tokens = Tokens(KEY)
        token = tokens.issue(OFFICER, NOW, until)
        for checker in (tokens, Tokens(KEY)):
            assert kind_of(checker, token, expires - timedelta(seconds=1)) is None
            assert kind_of(checker, token, expires) == "token-expired"


def test_a_signed_token_is_taken_so_that_the_refusals_below_mean_something() -> None:
    assert kind_of(Tokens(KEY), signed()) is None


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda: signed(key=bytes(64)), id="another key"),
        pytest.param(lambda: signed(algorithm="HS512"), id="another algorithm"),
        pytest.param(lambda: jwt.encode(claims(), "", algorithm="none"), id="no algorithm"),
        pytest.param(lambda: signed(aud="citypoints-pass"), id="another audience"),
        pytest.param(lambda: signed(aud=["citypoints-api", "other"]), id="several audiences"),
        pytest.param(lambda: signed(iss="elsewhere"), id="another issuer"),
        pytest.param(lambda: signed(role="mayor"), id="an unknown role"),
        pytest.param(lambda: signed(machine="yes"), id="a text for a flag"),
        pytest.param(lambda: signed(exp="soon"), id="a text for a moment"),
        pytest.param(lambda: signed(exp=10**18), id="a moment beyond the calendar"),
        pytest.param(lambda: signed(exp=-(10**18)), id="a moment before the calendar"),
        pytest.param(lambda: signed(iat=int((NOW + 2 * MINUTE).timestamp())), id="of tomorrow"),
        *(pytest.param(lambda name=name: without(name), id=f"no {name}") for name in claims()),
        pytest.param(lambda: signed()[:-2], id="cut short"),
        pytest.param(lambda: signed().rsplit(".", 1)[0] + ".", id="without signature"),
        pytest.param(lambda: "a.b.c", id="no token"),
        pytest.param(lambda: "令牌", id="not ascii"),
        pytest.param(lambda: "\ud800", id="no text"),
        pytest.param(lambda: "x" * 100_000, id="far too long"),
    ],
)
def test_a_forged_token_is_refused_each_time(forge: Callable[[], str]) -> None:
    tokens = Tokens(KEY)
    token = forge()
    assert [kind_of(tokens, token) for _ in range(2)] == ["token-invalid"] * 2


def test_an_algorithm_that_wants_a_longer_key_is_refused_like_others() -> None:
    assert kind_of(Tokens(KEY[:32]), signed(algorithm="HS512")) == "token-invalid"


def test_no_token_is_missing() -> None:
    assert kind_of(Tokens(KEY), "") == "token-missing"


@given(st.text(max_size=200))
def test_no_text_gets_in(text: str) -> None:
    assert kind_of(Tokens(KEY), text) in {"token-missing", "token-invalid"}


def test_clocks_may_differ_a_little() -> None:
    token = Tokens(KEY).issue(OFFICER, NOW)
    assert kind_of(Tokens(KEY), token, NOW - timedelta(seconds=20)) is None


def test_time_is_what_the_caller_says() -> None:
    long_ago = datetime(1999, 1, 1, tzinfo=UTC)
    token = Tokens(KEY).issue(OFFICER, long_ago)
    assert kind_of(Tokens(KEY), token, long_ago + MINUTE) is None


def test_a_revoked_session_is_refused_at_once_also_where_its_token_was_kept() -> None:
    tokens = Tokens(KEY)
    first, second = (tokens.issue(OFFICER, NOW + place * MINUTE) for place in range(2))
    other = tokens.issue(
        Identity(account="a-18", role=Role.COLLECTOR, city="fuzhou", session="s-2"), NOW
    )
    assert kind_of(tokens, first) is None
    tokens.revoke_session("s-1")
    assert kind_of(tokens, first) == "token-revoked"
    assert kind_of(tokens, second, NOW + MINUTE) == "token-revoked"
    assert kind_of(tokens, other) is None
    tokens.revoke(["s-2", "s-2"])
    assert kind_of(tokens, other) == "token-revoked"


@given(st.lists(st.integers(min_value=0, max_value=900), max_size=20))
def test_a_revoked_token_never_gets_in_again(seconds: list[int]) -> None:
    tokens = Tokens(KEY)
    token = tokens.issue(OFFICER, NOW)
    tokens.revoke_session("s-1")
    now = NOW
    for step in seconds:
        now += timedelta(seconds=step)
        assert kind_of(tokens, token, now) in {"token-revoked", "token-expired"}
        tokens.issue(OFFICER, now)


def test_a_revocation_is_forgotten_when_its_last_token_has_expired() -> None:
    tokens = Tokens(KEY)
    tokens.revoke(f"s-{number}" for number in range(1000))
    later = NOW + 20 * MINUTE
    tokens.issue(OFFICER, NOW)
    tokens.issue(OFFICER, later)
    assert kind_of(tokens, tokens.issue(OFFICER, later), later) is None


def test_no_more_tokens_are_kept_than_allowed_and_all_still_work() -> None:
    tokens = Tokens(KEY, kept_most=10)
    issued = [
        tokens.issue(
            Identity(account=f"a-{number}", role=Role.COUNTER, city="fuzhou", session="s"), NOW
        )
        for number in range(50)
    ]
    for _ in range(2):
        accounts = [tokens.identity_of(token, NOW).account for token in issued]
        assert accounts == [f"a-{number}" for number in range(50)]


def test_a_repeated_check_costs_a_small_part_of_the_first() -> None:
    tokens = Tokens(KEY)
    token = tokens.issue(OFFICER, NOW)

    def fastest(check: Callable[[], object]) -> float:
        times = []
        for _ in range(200):
            start = time.perf_counter()
            check()
            times.append(time.perf_counter() - start)
        return min(times)

    first = fastest(lambda: Tokens(KEY).identity_of(token, NOW))
    assert fastest(lambda: tokens.identity_of(token, NOW)) < first / 10


def test_a_short_key_signs_nothing() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Tokens(bytes(31))
