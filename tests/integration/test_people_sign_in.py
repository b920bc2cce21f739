"""Setting up, signing in, staying signed in and signing out, on both databases."""

import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from httpx import ASGITransport, AsyncClient
from people import (
    CITY,
    NUMBER,
    OTHER_CITY,
    PASSWORD,
    Office,
    bearing,
    kind_of,
    opened,
)

from backend.contracts.sessions import PasswordChange, ResidentSignIn, Setup, SignedIn
from backend.contracts.staff import StaffChange, StaffView
from backend.core.permissions import Role
from backend.core.problems import ProblemsError
from backend.services.change_own_password import change_own_password
from backend.services.change_staff import change_staff
from backend.services.disable_staff import disable_staff, enable_staff
from backend.services.open_session import RESIDENT_LIFETIME, STAFF_LIFETIME
from backend.services.read_staff import read_own_account
from backend.services.refresh_session import refresh_session
from backend.services.set_up_city import set_up_city, setup_code
from backend.services.sign_in import sign_in_resident
from backend.services.sign_out import sign_out, sign_out_everywhere
from backend.storage.accounts import account_of, has_administrator, password_by_name
from backend.storage.residents import erase
from backend.storage.sessions import forget_sessions

pytestmark = pytest.mark.asyncio

OTHER_NUMBER = "11010519491231002X"
NEW_PASSWORD = "four words go here"  # noqa: S105 - of a test

COMMON_PASSWORD = "password123"  # noqa: S105 - of a test


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    yield from opened(database_url, tmp_path)


def setup_of(code: str, name: str = "admin", city: str = CITY) -> Setup:
    return Setup(city=city, code=code, name=name, full_name="Lin Wei", password=PASSWORD)


async def resident_sign_in(office: Office, number: str, password: str) -> SignedIn:
    asked = ResidentSignIn(city=CITY, number=number, password=password)
    return await sign_in_resident(office.desk, asked, office.clock.now())


async def test_the_setup_code_makes_one_administrator(office: Office) -> None:
    desk, now = office.desk, office.clock.now()
    assert not await desk.database.read(lambda tx: has_administrator(tx, CITY))
    code = setup_code(desk, CITY)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}", code)
    made = await set_up_city(desk, setup_of(code), now)
    assert made.role == "administrator"
    assert office.who(await office.sign_in("admin", PASSWORD)).role is Role.ADMINISTRATOR
    assert await desk.database.read(lambda tx: has_administrator(tx, CITY))
    assert await kind_of(set_up_city(desk, setup_of(code, "second"), now)) == "setup-refused"
    # The next code lets an operator in whose administrator has lost the password.
    assert setup_code(desk, CITY) != code
    await set_up_city(desk, setup_of(setup_code(desk, CITY), "second"), now)


async def test_a_setup_code_is_of_one_city_and_may_be_typed_carelessly(office: Office) -> None:
    desk, now = office.desk, office.clock.now()
    code = setup_code(desk, CITY)
    elsewhere = setup_of(code, city=OTHER_CITY)
    assert await kind_of(set_up_city(desk, elsewhere, now)) == "setup-refused"
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    await set_up_city(desk, setup_of(typed), now)


async def test_a_setup_that_fails_leaves_the_code_good(office: Office) -> None:
    await office.administrator("admin")
    code = setup_code(office.desk, CITY)
    taken = setup_of(code, "ADMIN")
    now = office.clock.now()
    assert await kind_of(set_up_city(office.desk, taken, now)) == "sign-in-name-taken"
    simple = msgspec.structs.replace(setup_of(code, "other"), password=COMMON_PASSWORD)
    assert await kind_of(set_up_city(office.desk, simple, now)) == "password-too-simple"
    await set_up_city(office.desk, setup_of(code, "other"), now)


async def test_every_refused_sign_in_looks_the_same_and_says_nothing_in_the_log(
    office: Office,
) -> None:
    identity = await office.administrator()
    made = await office.member(identity, name="disabled")
    await disable_staff(office.desk, identity, made.account.id, 1, office.clock.now())
    await office.resident(NUMBER)
    await office.invited(OTHER_NUMBER)
    noted = len(office.log())
    tries = [
        ("staff", {"name": "admin", "password": "wrong pass word"}),
        ("staff", {"name": "nobody", "password": PASSWORD}),
        ("staff", {"name": "disabled", "password": made.password}),
        ("staff", {"name": "no name", "password": PASSWORD}),
        ("resident", {"number": NUMBER, "password": "wrong pass word"}),
        ("resident", {"number": OTHER_NUMBER, "password": PASSWORD}),
        ("resident", {"number": "110101199003070038", "password": PASSWORD}),
        ("resident", {"number": "---", "password": PASSWORD}),
        ("resident", {"number": "no number", "password": PASSWORD}),
    ]
    with office.client() as client:
        answers = [
            client.post(f"/api/v1/sign-in/{way}", json={"city": CITY, **given})
            for way, given in tries
        ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers)) for answer in answers}) == 1
    refusals = [entry for entry in office.log() if entry.action == "sign-in.refused"]
    assert len(refusals) == len(tries) == len(office.log()) - noted
    # What concerns a resident is in their file, and nobody else's.
    whose = office.desk.keys.subject_of(CITY, NUMBER)
    assert [entry.subject for entry in refusals if entry.subject] == [whose]
    told = msgspec.json.encode(refusals).decode()
    for _, given in tries:
        assert not any(word in told for word in given.values() if len(word) > 1)


async def test_staff_sign_in_and_see_who_they_are(office: Office) -> None:
    identity = await office.administrator()
    made = await office.member(
        identity, name="Li.Na", full_name=" Li Na ", role="collector", department="civil-affairs"
    )
    with office.client() as client:
        asked = {"city": CITY, "name": "ＬＩ.na", "password": made.password}
        answer = client.post("/api/v1/sign-in/staff", json=asked)
        assert answer.status_code == 200
        signed_in = msgspec.json.decode(answer.content, type=SignedIn)
        assert (signed_in.expires_in, signed_in.refresh_expires_in) == (15 * 60, 12 * 3600)
        own = client.get("/api/v1/account", headers=bearing(signed_in)).json()
    assert own == {
        "id": made.account.id,
        "city": CITY,
        "role": "collector",
        "name": "li.na",
        "full_name": "Li Na",
        "department": "civil-affairs",
        "is_machine": False,
        "is_confirmed": False,
        "permissions": ["enter-deed", "own-session", "read-own-entries"],
    }


async def test_an_invitation_works_once_for_its_own_number(office: Office) -> None:
    code = await office.invited()
    await office.invited(OTHER_NUMBER)
    assert await kind_of(office.open(code, OTHER_NUMBER)) == "invitation-refused"
    assert await kind_of(office.open("7KQ2-M9XD-4HRT-PVWZ")) == "invitation-refused"
    assert await kind_of(office.open(code, "no number")) == "invitation-refused"
    assert await kind_of(office.open(code, "- -")) == "invitation-refused"
    assert await kind_of(office.open(code, city=OTHER_CITY)) == "invitation-refused"
    assert await kind_of(office.open(code, password=COMMON_PASSWORD)) == "password-too-simple"
    signed_in = await office.open(code.lower().replace("-", ""), NUMBER.lower())
    who = office.who(signed_in)
    assert (who.role, who.subject) == (
        Role.RESIDENT,
        office.desk.keys.subject_of(CITY, NUMBER),
    )
    assert await kind_of(office.open(code)) == "invitation-refused"
    again = await resident_sign_in(office, "110101 19900307 002x", PASSWORD)
    assert again.refresh_expires_in == RESIDENT_LIFETIME.total_seconds()


async def test_an_invitation_expires_and_a_new_one_replaces_it(office: Office) -> None:
    first = await office.invited()
    second = await office.invited()
    assert await kind_of(office.open(first)) == "invitation-refused"
    office.clock.advance(days=30)
    assert await kind_of(office.open(second)) == "invitation-refused"


async def test_a_new_invitation_after_a_lost_phone_ends_what_the_phone_could_do(
    office: Office,
) -> None:
    lost = await office.resident()
    code = await office.invited()
    assert office.who(lost).role is Role.RESIDENT
    found = await office.open(code, password=NEW_PASSWORD)
    assert office.who(found).account != ""
    with pytest.raises(Exception, match="ended"):
        office.who(lost)
    now = office.clock.now()
    assert await kind_of(refresh_session(office.desk, lost.refresh_token, now)) == "session-ended"
    assert await kind_of(resident_sign_in(office, NUMBER, PASSWORD)) == "sign-in-refused"
    assert (await resident_sign_in(office, NUMBER, NEW_PASSWORD)).expires_in == 900


async def test_a_refreshed_token_has_the_role_of_now(office: Office) -> None:
    identity = await office.administrator()
    made = await office.member(identity, role="officer")
    desk, now = office.desk, office.clock.now()
    signed_in = await office.sign_in("wang", made.password)
    office.clock.advance(minutes=16)
    assert await kind_of(_whoever(office, signed_in)) == "token-expired"
    fresh = await refresh_session(desk, signed_in.refresh_token, office.clock.now())
    who = desk.tokens.identity_of(fresh.access_token, office.clock.now())
    assert (who.role, who.account) == (Role.OFFICER, made.account.id)
    await desk.database.write(
        lambda tx: tx.execute(
            "update account set role = 'auditor' where city = :city and id = :id",
            city=CITY,
            id=made.account.id,
        )
    )
    fresh = await refresh_session(desk, signed_in.refresh_token, now)
    assert desk.tokens.identity_of(fresh.access_token, now).role is Role.AUDITOR


async def _whoever(office: Office, signed_in: SignedIn) -> object:
    return office.who(signed_in)


async def test_a_session_ends_by_itself(office: Office) -> None:
    await office.administrator()
    staff, resident = await office.sign_in("admin", PASSWORD), await office.resident()
    desk = office.desk
    now = office.clock.now() + STAFF_LIFETIME
    assert await kind_of(refresh_session(desk, staff.refresh_token, now)) == "session-ended"
    assert await kind_of(refresh_session(desk, resident.refresh_token, now)) is None
    assert await desk.database.write(lambda tx: forget_sessions(tx, now)) == 2
    now = office.clock.now() + RESIDENT_LIFETIME
    assert await kind_of(refresh_session(desk, resident.refresh_token, now)) == "session-ended"


async def test_no_access_token_outlives_its_session(office: Office) -> None:
    await office.administrator()
    signed_in = await office.sign_in("admin", PASSWORD)
    ends = office.clock.now() + STAFF_LIFETIME
    for seconds in (60, 1):
        now = ends - timedelta(seconds=seconds)
        fresh = await refresh_session(office.desk, signed_in.refresh_token, now)
        assert fresh.expires_in == seconds
        tokens = office.desk.tokens
        last = ends - timedelta(milliseconds=1)
        assert tokens.identity_of(fresh.access_token, last).city == CITY
        with pytest.raises(ProblemsError) as refused:
            tokens.identity_of(fresh.access_token, ends)
        assert refused.value.problems[0].kind == "token-expired"


async def test_the_log_says_who_made_an_invitation_that_was_opened(office: Office) -> None:
    await office.resident()
    await office.resident()
    opened_by_code = [entry for entry in office.log() if entry.action == "invitation.opened"]
    assert [entry.detail for entry in opened_by_code] == [{"made_by": "officer"}] * 2


async def test_a_forged_refresh_token_opens_nothing(office: Office) -> None:
    signed_in = await office.resident()
    city, session, _ = signed_in.refresh_token.split(".")
    now = office.clock.now()
    forgeries = ["", "x", "a.b", "a.b.c.d", "fuzhou.\0.x", "城.市.x", "fuzhou.018f.secret", "%"]
    for forged in (*forgeries, *(f"{city}.{session}.{each}" for each in forgeries)):
        assert await kind_of(refresh_session(office.desk, forged, now)) == "session-ended"


async def test_signing_out_ends_this_session_or_all(office: Office) -> None:
    await office.administrator()
    first, second, third = [await office.sign_in("admin", PASSWORD) for _ in range(3)]
    with office.client() as client:
        assert client.delete("/api/v1/session", headers=bearing(first)).status_code == 204
        answer = client.get("/api/v1/account", headers=bearing(first))
        assert (answer.status_code, answer.json()["problems"][0]["kind"]) == (401, "token-revoked")
        refreshed = {"refresh_token": first.refresh_token}
        assert client.post("/api/v1/session/refresh", json=refreshed).status_code == 401
        assert client.get("/api/v1/account", headers=bearing(second)).status_code == 200
        refreshed = {"refresh_token": second.refresh_token}
        assert client.post("/api/v1/session/refresh", json=refreshed).status_code == 200
        assert client.delete("/api/v1/sessions", headers=bearing(second)).status_code == 204
        for each in (second, third):
            assert client.get("/api/v1/account", headers=bearing(each)).status_code == 401
    noted = [entry.action for entry in office.log()]
    assert (noted.count("session.closed"), noted.count("sessions.closed")) == (1, 1)


async def test_whoever_was_erased_is_nobody(office: Office) -> None:
    signed_in = await office.resident()
    who, now = office.who(signed_in), office.clock.now()
    assert who.subject is not None
    subject = who.subject
    await office.desk.database.write(lambda tx: erase(tx, CITY, subject, now))
    office.desk.keys.destroy(CITY, subject)
    desk = office.desk
    assert await kind_of(refresh_session(desk, signed_in.refresh_token, now)) == "session-ended"
    assert await kind_of(read_own_account(desk, who)) == "session-ended"
    assert await kind_of(resident_sign_in(office, NUMBER, PASSWORD)) == "sign-in-refused"
    assert await kind_of(sign_out(desk, who, now)) is None


async def test_the_own_password_is_changed_with_the_old_one(office: Office) -> None:
    await office.administrator()
    here, there = [await office.sign_in("admin", PASSWORD) for _ in range(2)]
    with office.client() as client:
        for old, new, status in (
            ("not this one", NEW_PASSWORD, 422),
            (PASSWORD, "short", 422),
            (PASSWORD, NEW_PASSWORD, 204),
        ):
            asked = {"old_password": old, "password": new}
            answer = client.put("/api/v1/account/password", json=asked, headers=bearing(here))
            assert answer.status_code == status
        assert client.get("/api/v1/account", headers=bearing(here)).status_code == 200
        assert client.get("/api/v1/account", headers=bearing(there)).status_code == 401
    assert await kind_of(office.sign_in("admin", PASSWORD)) == "sign-in-refused"
    assert await kind_of(office.sign_in("admin", NEW_PASSWORD)) is None


async def test_a_hash_of_old_parameters_is_renewed_at_the_next_sign_in(office: Office) -> None:
    await office.administrator()
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    await office.desk.database.write(
        lambda tx: tx.execute("update account set password_hash = :old", old=old)
    )
    await office.sign_in("admin", PASSWORD)
    found = await office.desk.database.read(lambda tx: password_by_name(tx, CITY, "admin"))
    assert found is not None
    account = await office.desk.database.read(lambda tx: account_of(tx, CITY, found[0]))
    assert account is not None
    assert f"m={CHEAPEST.memory_cost},t={CHEAPEST.time_cost}" in account.password_hash
    assert account.version == 1
    await office.sign_in("admin", PASSWORD)


async def test_every_sign_in_and_out_is_in_the_log_once(office: Office) -> None:
    signed_in = await office.resident()
    who = office.who(signed_in)
    await resident_sign_in(office, NUMBER, PASSWORD)
    await sign_out(office.desk, who, office.clock.now())
    await sign_out(office.desk, who, office.clock.now())
    await sign_out_everywhere(office.desk, who, office.clock.now())
    assert {entry.subject for entry in office.log()} == {who.subject}
    assert sorted(entry.action for entry in office.log()) == [
        "invitation.opened",
        "session.closed",
        "session.opened",
        "sessions.closed",
    ]


async def test_a_disabled_account_signs_in_again_once_enabled(office: Office) -> None:
    identity = await office.administrator()
    made = await office.member(identity)
    signed_in = await office.sign_in("wang", made.password)
    desk, now = office.desk, office.clock.now()
    await disable_staff(desk, identity, made.account.id, 1, now)
    assert await kind_of(refresh_session(desk, signed_in.refresh_token, now)) == "session-ended"
    assert await kind_of(office.sign_in("wang", made.password)) == "sign-in-refused"
    await enable_staff(desk, identity, made.account.id, 2, now)
    assert await kind_of(refresh_session(desk, signed_in.refresh_token, now)) == "session-ended"
    assert await kind_of(office.sign_in("wang", made.password)) is None


async def test_an_account_that_was_changed_in_between_keeps_no_old_password(
    office: Office,
) -> None:
    identity = await office.administrator()
    made = await office.member(identity)
    who = office.who(await office.sign_in("wang", made.password))
    asked = PasswordChange(old_password=made.password, password=NEW_PASSWORD)
    now = office.clock.now()
    await disable_staff(office.desk, identity, made.account.id, 1, now)
    assert await kind_of(change_own_password(office.desk, who, asked, now)) == "session-ended"


async def test_too_many_tries_for_one_name_are_refused(office: Office) -> None:
    await office.administrator()
    await office.resident()
    wrong = {"city": CITY, "name": "admin", "password": "wrong pass word"}
    with office.client() as client:
        for _ in range(10):
            assert client.post("/api/v1/sign-in/staff", json=wrong).status_code == 401
        right = {**wrong, "name": "ADMIN", "password": PASSWORD}
        answer = client.post("/api/v1/sign-in/staff", json=right)
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) <= 60
        resident = {"city": CITY, "number": NUMBER, "password": PASSWORD}
        assert client.post("/api/v1/sign-in/resident", json=resident).status_code == 200
        office.clock.advance(minutes=1)
        assert client.post("/api/v1/sign-in/staff", json=right).status_code == 200


def calling_from(app: Any, address: str) -> Callable[[str], Awaitable[int]]:
    """Signs in as the administrator from an address, with a password; returns the status."""
    transport = ASGITransport(app=app, client=(address, 50000))

    async def sign_in(password: str) -> int:
        asked = {"city": CITY, "name": "admin", "password": password}
        async with AsyncClient(transport=transport, base_url="http://town") as client:
            return (await client.post("/api/v1/sign-in/staff", json=asked)).status_code

    return sign_in


async def test_nobody_is_kept_out_by_wrong_passwords_from_elsewhere(office: Office) -> None:
    await office.administrator()
    app = office.client().app
    stranger, home = (calling_from(app, f"192.0.2.{place}") for place in (1, 2))
    assert [await stranger("wrong pass word") for _ in range(12)] == [401] * 10 + [429] * 2
    assert await stranger(PASSWORD) == 429
    assert await home(PASSWORD) == 200


async def test_who_guesses_from_many_addresses_is_refused_at_last(office: Office) -> None:
    await office.administrator()
    app = office.client().app
    strangers = [calling_from(app, f"192.0.2.{place}") for place in range(11)]
    found = [await each("wrong pass word") for each in strangers for _ in range(10)]
    assert found == [401] * 100 + [429] * 10


async def test_tries_for_a_number_count_however_it_is_written(office: Office) -> None:
    with office.client() as client:
        for spelling in (NUMBER, NUMBER.lower(), f" {NUMBER} ") * 4:
            asked = {"city": CITY, "number": spelling, "password": "x"}
            answer = client.post("/api/v1/sign-in/resident", json=asked)
    assert answer.status_code == 429


async def test_the_setup_route_answers_with_the_place_of_the_account(office: Office) -> None:
    asked = msgspec.to_builtins(setup_of(setup_code(office.desk, CITY)))
    with office.client() as client:
        answer = client.post("/api/v1/setup", json=asked)
        assert (answer.status_code, answer.headers["etag"]) == (201, '"v1"')
        assert client.post("/api/v1/setup", json=asked).status_code == 401
        signed_in = await office.sign_in("admin", PASSWORD)
        made = client.get(answer.headers["location"], headers=bearing(signed_in))
    assert msgspec.json.decode(made.content, type=StaffView).name == "admin"


async def test_a_city_that_is_not_here_is_named(office: Office) -> None:
    with office.client() as client:
        asked = {"city": "atlantis", "name": "admin", "password": "x"}
        answer = client.post("/api/v1/sign-in/staff", json=asked)
    assert answer.json()["problems"][0]["field"] == "city"


async def test_role_changes_end_sessions(office: Office) -> None:
    identity = await office.administrator()
    made = await office.member(identity)
    signed_in = await office.sign_in("wang", made.password)
    change = StaffChange(full_name="Wang Fang", role="officer")
    await change_staff(office.desk, identity, made.account.id, 1, change, office.clock.now())
    assert await kind_of(_whoever(office, signed_in)) == "token-revoked"
