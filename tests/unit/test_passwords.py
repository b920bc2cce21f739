"""Passwords: which are refused, and hashing that neither tells names apart nor eats the machine."""

import asyncio
import threading
import time
import unicodedata
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from argon2 import Parameters, PasswordHasher
from argon2.exceptions import InvalidHashError
from argon2.profiles import CHEAPEST, RFC_9106_LOW_MEMORY
from hypothesis import given
from hypothesis import strategies as st

from backend.core.problems import ProblemsError, describe
from backend.services.passwords import Passwords, check_password

GOOD = "blue tram eats rice"
# About 20 ms each: slow enough to meet others who wait.
SLOW = Parameters(
    type=CHEAPEST.type,
    version=CHEAPEST.version,
    salt_len=16,
    hash_len=16,
    time_cost=40,
    memory_cost=1024,
    parallelism=1,
)


@pytest_asyncio.fixture
async def passwords() -> AsyncIterator[Passwords]:
    made = Passwords(parameters=CHEAPEST)
    yield made
    made.close()


def kind_of(text: str) -> str | None:
    try:
        check_password(text)
    except ProblemsError as error:
        (problem,) = error.problems
        assert problem.key == "password"
        return problem.kind
    return None


@pytest.mark.parametrize(
    "text", [GOOD, "春风又绿江南岸明月何时", "Tr0ub4dor&3", "correct horse", "x" * 100 + "y" * 100]
)
def test_a_good_password_is_taken(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "password-too-short"),
        ("Xy7!Xy7!X", "password-too-short"),
        ("明月几时有", "password-too-short"),
        ("ab" * 101, "password-too-long"),
        ("aaaaaaaaaaaa", "password-too-simple"),
        ("AaAaAaAaAaAa", "password-too-simple"),
        ("1234567890", "password-too-simple"),
        ("１２３４５６７８９０", "password-too-simple"),
        ("350102199003072316", "password-too-simple"),
        ("35010219900307231X", "password-too-simple"),
        ("138-0000-0000", "password-too-simple"),
        ("password123", "password-too-simple"),
        ("PassWord123", "password-too-simple"),
        ("woaini1314520", "password-too-simple"),
        ("qwertyuiop", "password-too-simple"),
    ],
)
def test_a_bad_password_is_refused_and_not_repeated(text: str, kind: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        check_password(text)
    (problem,) = caught.value.problems
    assert (problem.kind, problem.key) == (kind, "password")
    assert not text or text not in describe(problem)


@given(st.text(max_size=250))
def test_what_is_taken_is_of_the_right_length_in_the_form_it_is_compared_in(text: str) -> None:
    if kind_of(text) is None:
        assert 10 <= len(unicodedata.normalize("NFKC", text)) <= 200


@pytest.mark.asyncio
async def test_only_the_right_password_is_right(passwords: Passwords) -> None:
    kept = await passwords.hash(GOOD)
    assert await passwords.verify(kept, GOOD)
    for wrong in ("", GOOD + " ", GOOD.upper(), "\ud800", "x" * 5000):
        assert not await passwords.verify(kept, wrong)
    assert GOOD not in kept
    assert kept != await passwords.hash(GOOD), "each hash has a salt of its own"


@pytest.mark.asyncio
async def test_the_same_password_from_another_keyboard_is_right(passwords: Passwords) -> None:
    kept = await passwords.hash("ｃａｆé－ｔｒａｍ９")
    assert await passwords.verify(kept, unicodedata.normalize("NFD", "café-tram9"))


@pytest.mark.asyncio
async def test_an_unknown_name_is_never_right_and_takes_as_long_as_a_known_one() -> None:
    passwords = Passwords(workers=1, parameters=SLOW)
    kept = await passwords.hash(GOOD)
    times: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(15):
        for is_known in (True, False):
            # The work itself: what else the machine does at the time is left out.
            start = time.process_time()
            assert not await passwords.verify(kept if is_known else None, "a wrong password")
            times[is_known].append(time.process_time() - start)
    passwords.close()
    assert 0.5 < min(times[True]) / min(times[False]) < 2


@pytest.mark.asyncio
async def test_the_usual_hash_is_argon2id_as_the_rfc_recommends() -> None:
    passwords = Passwords()
    kept = await passwords.hash(GOOD)
    passwords.close()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY).verify(kept, GOOD)
    assert not passwords.needs_rehash(kept)


@pytest.mark.asyncio
async def test_a_hash_with_other_parameters_still_verifies_and_is_to_be_renewed(
    passwords: Passwords,
) -> None:
    kept = PasswordHasher.from_parameters(SLOW).hash(GOOD)
    assert await passwords.verify(kept, GOOD)
    assert passwords.needs_rehash(kept)
    assert not passwords.needs_rehash(await passwords.hash(GOOD))


@pytest.mark.asyncio
async def test_a_damaged_hash_is_an_error_and_not_a_wrong_password(passwords: Passwords) -> None:
    with pytest.raises(InvalidHashError):
        await passwords.verify("damaged", GOOD)
    assert await passwords.verify(await passwords.hash(GOOD), GOOD), "its place was given back"


@pytest.mark.asyncio
async def test_who_comes_when_too_many_wait_is_refused_and_the_others_are_served() -> None:
    passwords = Passwords(workers=2, waiting_most=3, parameters=SLOW)
    before = threading.active_count()
    asked = [asyncio.create_task(passwords.hash(f"{GOOD} {place}")) for place in range(20)]
    most = 0
    while not all(task.done() for task in asked):
        most = max(most, threading.active_count() - before)
        await asyncio.sleep(0.001)
    errors = [task.exception() for task in asked]
    assert errors.count(None) == 5
    for error in errors[5:]:
        assert isinstance(error, ProblemsError)
        assert [problem.kind for problem in error.problems] == ["too-busy"]
    assert most <= 2
    assert await passwords.hash(GOOD), "afterwards there is room again"
    passwords.close()


@pytest.mark.asyncio
async def test_a_caller_who_leaves_gives_the_place_back_when_the_work_ends() -> None:
    passwords = Passwords(workers=1, waiting_most=1, parameters=SLOW)
    for _ in range(5):
        asked = [asyncio.create_task(passwords.hash(GOOD)) for _ in range(2)]
        await asyncio.sleep(0)
        for task in asked:
            task.cancel()
        assert all(
            isinstance(end, asyncio.CancelledError)
            for end in await asyncio.gather(*asked, return_exceptions=True)
        )
        # With every place taken for good this would be refused each time.
        for _ in range(1000):
            if await hashed(passwords):
                break
        else:
            pytest.fail("no place was given back")
    passwords.close()


async def hashed(passwords: Passwords) -> bool:
    try:
        return bool(await passwords.hash(GOOD))
    except ProblemsError:
        await asyncio.sleep(0.005)
        return False


@pytest.mark.asyncio
async def test_the_loop_goes_on_while_a_password_is_hashed() -> None:
    passwords = Passwords(workers=1, parameters=SLOW)
    task = asyncio.create_task(passwords.hash(GOOD))
    turns = 0
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    passwords.close()
    assert turns > 10
