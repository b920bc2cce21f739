"""The keys of passes: one a month, published in time, renewed where they leak."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from granting import good
from installation import MASTER_KEY, Town, deed_id, open_town
from passing import KEYS, Client, given, kinds, show

from backend.__main__ import main
from backend.contracts.pass_format import PassError, verify
from backend.contracts.passes import PassKeys
from backend.storage.crypto import MasterKey, new_master_key, read_master_keys
from backend.storage.key_tables import VERSION
from backend.storage.keys import KeyStore
from backend.storage.rotation import rotate

CITY = "fuzhou"


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def keys_of(client: Client, city: str = CITY) -> PassKeys:
    answer = client.get(KEYS.replace(CITY, city))
    assert answer.status_code == 200
    return msgspec.json.decode(answer.content, type=PassKeys)


def months(keys: PassKeys) -> list[str]:
    return [key.kid[len(CITY) + 1 :][:7] for key in keys.keys]


def set_clock(town: Town, moment: datetime) -> None:
    town.clock.advance(seconds=(moment - town.clock.now()).total_seconds())


def refusal(token: str, keys: PassKeys, at: datetime) -> str | None:
    try:
        verify(token, keys, int(at.timestamp()))
    except PassError as error:
        return error.kind
    return None


def test_the_keys_are_public_a_jwk_set_and_asked_for_again_at_no_cost(client: Client) -> None:
    answer = client.get(KEYS)
    assert answer.headers["content-type"] == "application/jwk-set+json"
    assert answer.headers["cache-control"] == "public, no-cache"
    (last, present, next_) = answer.json()["keys"]
    assert present.keys() == {"kty", "crv", "alg", "use", "kid", "x"}
    assert [key["kid"][:14] for key in (last, present, next_)] == [
        "fuzhou-2027-02",
        "fuzhou-2027-03",
        "fuzhou-2027-04",
    ]
    again = client.get(KEYS, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert kinds(client.get(KEYS.replace(CITY, "atlantis"))) == (404, "no-such-city")


def test_every_city_and_every_month_has_a_key_of_its_own(client: Client) -> None:
    found = [key.x for city in (CITY, "suzhou") for key in keys_of(client, city).keys]
    assert len(set(found)) == 6


def test_keys_go_from_month_to_month_of_utc_and_nobody_offline_is_left_behind(
    town: Town, client: Client
) -> None:
    subject = good(town)
    # Already April in China.
    begin = datetime(2027, 3, 31, 23, 58, tzinfo=UTC)
    set_clock(town, begin)
    march = keys_of(client)
    assert months(march) == ["2027-02", "2027-03", "2027-04"]
    late = given(town, client, subject)["token"]
    town.clock.advance(minutes=2)
    april = keys_of(client)
    assert months(april) == ["2027-03", "2027-04", "2027-05"]
    assert april.keys[:2] == march.keys[1:]
    early = given(town, client, subject)["token"]
    for token in (late, early):
        # Whoever fetched the keys before the turn, or after it, verifies both.
        assert [refusal(token, keys, town.clock.now()) for keys in (march, april)] == [None, None]
    assert show(town, client, late).status_code == 201


def test_what_was_booked_offline_is_settled_over_the_turn_of_the_month(
    town: Town, client: Client
) -> None:
    subject = good(town)
    set_clock(town, datetime(2027, 3, 31, 23, 50, tzinfo=UTC))
    token = given(town, client, subject)["token"]
    taken = town.clock.now()
    town.clock.advance(days=2, hours=23)
    settled = client.post(
        "/api/v1/cities/fuzhou/settled-redemptions",
        json={"id": str(deed_id("offline")), "token": token, "taken_at": taken.isoformat()},
        headers=town.token(town.counter("public-car-parks")),
    )
    assert settled.status_code == 201, settled.text


# ---- Rotation and renewal --------------------------------------------------


def test_a_new_master_key_leaves_the_keys_of_passes_as_they_are(
    town: Town, client: Client, tmp_path: Path
) -> None:
    before, made = keys_of(client), given(town, client, good(town))
    store, masters = opened_beside(town, tmp_path)
    rotate(store, (new_master_key(), *masters), None)
    with contextlib.closing(sqlite3.connect(store.path)) as plain:
        assert plain.execute("pragma user_version").fetchone() == (VERSION,)
    store.close()
    # The installation knows the old key alone, and is told to restart; the keys outlive it.
    assert refusal(made["token"], before, town.clock.now()) is None


def test_renewed_keys_are_used_at_once_and_what_the_old_ones_signed_is_refused(
    town: Town, client: Client, tmp_path: Path
) -> None:
    subject = good(town)
    before, made = keys_of(client), given(town, client, subject)
    store, _ = opened_beside(town, tmp_path)
    store.renew("passes")
    store.close()
    after = keys_of(client)
    assert not {key.x for key in before.keys} & {key.x for key in after.keys}
    assert kinds(show(town, client, made["token"])) == (422, "pass-foreign")
    # Its code still finds it: that rests on the row and on no key.
    assert show(town, client, made["code"]).status_code == 201
    renewed = given(town, client, subject)["token"]
    assert refusal(renewed, after, town.clock.now()) is None
    assert refusal(renewed, before, town.clock.now()) == "pass-foreign"


def opened_beside(town: Town, folder: Path) -> tuple[KeyStore, tuple[MasterKey, ...]]:
    """The key store of an installation that is open, as another process opens it."""
    data = folder / "data"
    path = data / "master.key"
    masters = read_master_keys(path, None if path.exists() else MASTER_KEY)
    return KeyStore.open(town.desk.keys.path, *masters), masters


def test_the_command_renews_them_and_says_what_to_do(
    tmp_path: Path,
    few_cities: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    town = open_town(tmp_path / "data", configs=few_cities)
    before = town.desk.pass_keys.published(CITY, town.clock.now())
    monkeypatch.setenv("CITYPOINTS_DATA_DIR", str(tmp_path / "data"))
    for language, words in (
        ("en", "fetch the keys of their city"),
        ("zh", "重新获取所在城市的公钥"),
    ):
        assert main(["keys", "--language", language, "renew-passes"]) == 0
        told = capsys.readouterr().out
        assert words in told
        assert str(tmp_path / "data" / "keys.db") in told
    assert town.desk.pass_keys.published(CITY, town.clock.now()) != before
    town.installation.close()


def test_a_store_made_before_there_were_passes_gets_its_secret_once(tmp_path: Path) -> None:
    path, master = tmp_path / "keys.db", MasterKey(bytes(range(32)))
    store = KeyStore.open(path, master)
    subject, kept = store.enrol(CITY, "N1"), store.secret("tokens")
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("delete from about where name = 'secret-passes'")
        plain.execute("pragma user_version=3")
    store = KeyStore.open(path, master)
    made = store.renewable("passes")
    assert (len(made), store.secret("tokens"), store.subject_of(CITY, "N1")) == (32, kept, subject)
    store.close()
    store = KeyStore.open(path, master)
    assert store.renewable("passes") == made
    store.close()
