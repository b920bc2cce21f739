"""How often one may ask: buckets by account, by address and by name, each apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_app import COLLECTOR, OFFICER, RESIDENT, App

from backend.core.problems import ProblemsError
from backend.web.throttle import Allowance, Allowances, Bucket, address_of

SCORE = "/api/v1/me/score"
THINGS = "/api/v1/cities/fuzhou/things"
SMALL = Allowances(
    reads=Allowance(amount=3),
    writes=Allowance(amount=2),
    sign_in_names=Allowance(amount=2),
    sign_in_addresses=Allowance(amount=4),
)


@pytest.fixture
def app() -> App:
    return App(allowances=SMALL)


def test_a_caller_who_asks_too_often_is_told_when_to_come_back(app: App) -> None:
    headers = app.bearing(RESIDENT)
    assert [app.client.get(SCORE, headers=headers).status_code for _ in range(3)] == [200] * 3
    refused = app.client.get(SCORE, headers=headers)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "20"
    assert refused.headers["ratelimit-policy"] == '"reads";q=3;w=60'
    assert refused.headers["ratelimit"] == '"reads";r=0;t=20'
    assert "20 seconds" in refused.json()["detail"]
    app.clock.advance(seconds=19)
    assert app.client.get(SCORE, headers=headers).headers["retry-after"] == "1"
    app.clock.advance(seconds=1)
    assert app.client.get(SCORE, headers=headers).status_code == 200
    assert app.client.get(SCORE, headers=headers).status_code == 429


def test_accounts_reads_and_writes_have_buckets_of_their_own(app: App) -> None:
    collector, officer = app.bearing(COLLECTOR), app.bearing(OFFICER)
    codes = [app.client.get(THINGS, headers=collector).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    assert app.client.head(THINGS, headers=collector).status_code == 429
    assert app.client.get(THINGS, headers=officer).status_code == 200
    body = {"name": "gift", "occurred_on": "2027-02-28"}
    codes = [app.client.post(THINGS, json=body, headers=collector).status_code for _ in range(3)]
    assert codes == [201, 201, 429]


def test_refused_tokens_use_up_the_addresss_own_bucket(app: App) -> None:
    codes = [app.client.get(SCORE, headers={"Authorization": "Bearer x"}) for _ in range(4)]
    assert [answer.status_code for answer in codes] == [401, 401, 401, 429]
    assert app.client.get(SCORE, headers=app.bearing(RESIDENT)).status_code == 200
    assert app.client.get("/api/v1/cities").status_code == 429


def test_signing_in_is_limited_by_name_and_by_address(app: App) -> None:
    def sign_in(name: str) -> int:
        body = {"name": name, "password": "guess"}
        return app.client.post("/api/v1/sign-in", json=body).status_code

    assert [sign_in("ann") for _ in range(3)] == [201, 201, 429]
    assert [sign_in("ben"), sign_in("cat")] == [201, 429]
    app.clock.advance(seconds=30)
    assert sign_in("ann") == 201


def test_health_and_metrics_are_never_refused(app: App) -> None:
    for path in ("/health", "/metrics"):
        assert {app.client.get(path).status_code for _ in range(10)} == {200}


def test_the_most_silent_caller_is_forgotten_first() -> None:
    bucket = Bucket("reads", Allowance(amount=2), callers_max=3)
    for caller in ("a", "b", "c", "a", "d"):
        bucket.take(caller, 0.0)
    assert len(bucket) == 3
    with pytest.raises(ProblemsError):
        bucket.take("a", 0.0)
    bucket.take("b", 0.0)
    bucket.take("b", 0.0)


@given(st.lists(st.floats(min_value=0, max_value=5), max_size=80), st.integers(1, 10))
def test_no_caller_gets_more_than_the_allowance_in_any_window(
    pauses: list[float], amount: int
) -> None:
    bucket = Bucket("reads", Allowance(amount=amount, seconds=10.0))
    now, allowed = 0.0, []
    for pause in pauses:
        now += pause
        try:
            bucket.take("a", now)
        except ProblemsError:
            continue
        allowed.append(now)
    for first in allowed:
        # A full bucket, and what flows in meanwhile.
        assert sum(first <= moment < first + 10.0 for moment in allowed) <= 2 * amount
        assert sum(first <= moment <= first for moment in allowed) <= amount


@pytest.mark.parametrize(
    ("address", "caller"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_of_ipv6_stands_for_its_network(address: str, caller: str) -> None:
    assert address_of({"client": (address, 1234)}) == caller
    assert address_of({"client": None}) == "unknown"
