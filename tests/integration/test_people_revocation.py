"""A session that one process revokes is refused by every other one within 5 seconds."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import PASSWORD, Office, desk_beside, opened, opened_elsewhere

from backend.services.disable_staff import disable_staff
from backend.services.revocation_watch import RevocationWatch
from backend.services.sign_out import sign_out, sign_out_everywhere
from backend.storage.database import Database, Work
from backend.storage.errors import AwayError

pytestmark = pytest.mark.asyncio

LIMIT_SECONDS = 5


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    yield from opened(database_url, tmp_path)


@pytest.fixture
def elsewhere(office: Office, database_url: str, tmp_path: Path) -> Iterator[Office]:
    yield from opened_elsewhere(office, database_url, tmp_path)


async def stopped(watching: "asyncio.Task[None]") -> None:
    watching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watching


async def test_another_process_refuses_within_five_seconds(
    office: Office, elsewhere: Office
) -> None:
    admin = await office.administrator()
    made = await office.member(admin)
    staying = await office.sign_in("admin", PASSWORD)
    signed = [await office.sign_in("wang", made.password) for _ in range(3)]
    watching = asyncio.create_task(RevocationWatch(elsewhere.desk, office.clock).run())
    await asyncio.sleep(0.1)
    assert all([await elsewhere.knows(each) for each in signed])
    started, now = time.monotonic(), office.clock.now()
    await sign_out(office.desk, office.who(signed[0]), now)
    await disable_staff(office.desk, admin, made.account.id, 1, now)
    while any([await elsewhere.knows(each) for each in signed]):
        assert time.monotonic() - started < LIMIT_SECONDS
        await asyncio.sleep(0.05)
    assert await elsewhere.knows(staying)
    await stopped(watching)


async def test_a_process_that_starts_knows_what_was_revoked_before(
    office: Office, elsewhere: Office
) -> None:
    await office.administrator()
    signed_in = await office.sign_in("admin", PASSWORD)
    await sign_out_everywhere(office.desk, office.who(signed_in), office.clock.now())
    office.clock.advance(minutes=14, seconds=50)
    assert await elsewhere.knows(signed_in)
    await RevocationWatch(elsewhere.desk, office.clock).look()
    assert not await elsewhere.knows(signed_in)


async def test_a_revocation_that_is_committed_late_is_seen(
    office: Office, elsewhere: Office
) -> None:
    await office.administrator()
    signed_in = await office.sign_in("admin", PASSWORD)
    watch = RevocationWatch(elsewhere.desk, office.clock)
    who, asked_at = office.who(signed_in), office.clock.now()
    office.clock.advance(seconds=45)
    await watch.look()
    await sign_out(office.desk, who, asked_at)
    await watch.look()
    assert not await elsewhere.knows(signed_in)


class Flickering(Database):
    """A database that is away for some reads."""

    def __init__(self, behind: Database) -> None:
        """Stand before another, and let it through."""
        self._behind = behind
        self.failures = 0

    async def read(self, work: Work[object]) -> object:  # type: ignore[override]
        """Read, unless away."""
        if self.failures:
            self.failures -= 1
            message = "gone"
            raise AwayError(message)
        return await self._behind.read(work)


async def test_the_watch_makes_up_for_the_time_in_which_the_database_was_away(
    office: Office,
) -> None:
    await office.administrator()
    signed_in = await office.sign_in("admin", PASSWORD)
    database = Flickering(office.desk.database)
    elsewhere = Office(desk_beside(office.desk, database), office.clock)
    watch = RevocationWatch(elsewhere.desk, office.clock)
    await watch.look()
    database.failures = 3
    await sign_out(office.desk, office.who(signed_in), office.clock.now())
    office.clock.advance(minutes=10)
    watching = asyncio.create_task(watch.run(0.01))
    for _ in range(500):
        if not await elsewhere.knows(signed_in):
            break
        await asyncio.sleep(0.01)
    assert not await elsewhere.knows(signed_in)
    assert database.failures == 0
    await stopped(watching)
