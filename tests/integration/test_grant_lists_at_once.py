"""A list that one process sends while another revokes it leaves nobody with a grant."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path

import psycopg
import pytest
from granting import PARKING, TODAY, good
from installation import Town, deed_id, number, open_town, run

from backend.contracts.perks import GrantList, GrantListView, RevokedList
from backend.services.grant_list import grant_list, revoke_list

HOLD = "select 1 from resident where subject = %s for update"
# Longer than units wait for a lock together: by now this one was tried by itself.
WAITS_ALONE = """
select exists (select 1 from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'
  and now() - query_start > interval '200 milliseconds')
"""
PATIENCE_SECONDS = 10.0


@pytest.fixture
def towns(tmp_path: Path, postgresql_url: str, few_cities: Path) -> Iterator[tuple[Town, Town]]:
    """The same town in two processes."""
    folder = tmp_path / "data"
    made = [open_town(folder, postgresql_url, configs=few_cities) for _ in range(2)]
    yield made[0], made[1]
    for town in made:
        town.installation.close()


def send(town: Town, *places: int) -> GrantListView:
    asked = GrantList(
        id=deed_id("list"),
        perk=PARKING,
        from_day=TODAY,
        until_day=date(2027, 8, 31),
        reason="Volunteers of the year",
        numbers=tuple(number(place) for place in places),
    )
    return run(grant_list(town.desk, town.officer(), asked, "en", town.clock.now()))[0]


def revoke(town: Town) -> RevokedList:
    officer, now = town.officer(), town.clock.now()
    return run(revoke_list(town.desk, officer, deed_id("list"), "A mistake", now))


def wait_until_somebody_waits_alone(looking: psycopg.Connection) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while looking.execute(WAITS_ALONE).fetchone() != (True,):
        assert time.monotonic() < end, "nobody waits"
        time.sleep(0.01)


def test_what_a_list_grants_while_another_process_revokes_it_is_revoked_too(
    towns: tuple[Town, Town], postgresql_url: str
) -> None:
    sending, revoking = towns
    good(sending, 1)
    held = sending.join(2)
    assert send(sending, 1, 2).granted == 1
    sending.desk.database.write_now(lambda tx: tx.execute("update score set band = 'good'"))
    with (
        psycopg.connect(postgresql_url, autocommit=True) as looking,
        psycopg.connect(postgresql_url) as holding,
        ThreadPoolExecutor(2) as threads,
    ):
        holding.execute(HOLD, (held,))
        sent = threads.submit(send, sending, 1, 2)
        # The list was found to stand, and the grant is about to be written.
        wait_until_somebody_waits_alone(looking)
        revoked = threads.submit(revoke, revoking)
        wait([revoked], timeout=0.5)
        holding.rollback()
        assert sent.result(PATIENCE_SECONDS).granted + revoked.result(PATIENCE_SECONDS).over >= 1
    left = revoking.desk.database.read_now(
        lambda tx: tx.rows("select id from perk_grant where revoked_at is null")
    )
    assert left == []
