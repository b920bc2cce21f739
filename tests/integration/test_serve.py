"""The program as its operator runs it: `serve`, `worker` and `migrate`, as processes."""

import json
import re
import signal
import socket
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from builders import CityTree
from databases import new_database
from installation import Town, deed_id, document, number, run
from serving import Service, serving, surroundings, town_of_today
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from backend.__main__ import main
from backend.jobs.schedule import JOBS
from backend.services.confirm_deed import confirm_deed
from backend.services.leave import leave
from backend.storage.logs import entries
from backend.storage.migrate import migrate
from backend.storage.revision import is_current

Refused = Callable[..., str]
WORKERS = 4
SECONDS_FOR_A_JOB = 30
PASSWORD = "copper lantern bridge noon"  # noqa: S105 - of a test


@pytest.fixture
def configs(tmp_path: Path) -> Path:
    return CityTree(tmp_path, "fuzhou").root


@pytest.fixture
def home(tmp_path: Path, configs: Path) -> dict[str, str]:
    """The surroundings of a new installation on SQLite."""
    return surroundings(tmp_path / "data", configs=configs)


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refused:
    """What a command says that is refused; in this process, which is sooner done."""

    def run_it(environment: dict[str, str], *arguments: str) -> str:
        for name, text in environment.items():
            monkeypatch.setenv(name, text)
        assert main(arguments) == 2
        said = capsys.readouterr()
        assert said.out == ""
        return said.err

    return run_it


def failures(service: Service) -> list[dict[str, Any]]:
    """The lines of its log that are graver than a note."""
    lines = [line for line in service.complained.splitlines() if line.startswith("{")]
    return [line for line in map(json.loads, lines) if line["level"] != "info"]


def let_a_newer_version_migrate(url: str) -> None:
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    engine.dispose()


def test_a_server_from_its_first_start_to_its_second(
    home: dict[str, str], refused: Refused
) -> None:
    """Set up with the code it prints, ended by its supervisor, and started again."""
    with serving(home) as service:
        health = httpx.get(f"{service.url}/health")
        assert health.json() == {"status": "ok", "parts": {"database": "ok", "writer": "ok"}}
        assert "This is a new master key. Back it up now" in service.complained
        code = re.findall(r"No administrator in fuzhou\. .*: (\S+)", service.told)[0]
        made = {"city": "fuzhou", "code": code, "name": "admin", "full_name": "Lin Wei"}
        answer = httpx.post(f"{service.url}/api/v1/setup", json={**made, "password": PASSWORD})
        assert answer.status_code == 201
        second = {**home, "CITYPOINTS_PORT": surroundings(Path())["CITYPOINTS_PORT"]}
        assert "Stop it, or use another data folder" in refused(second, "serve")
        assert "Stop it, or use another data folder" in refused(second, "migrate")
        elsewhere = {**home, "CITYPOINTS_DATA_DIR": f"{home['CITYPOINTS_DATA_DIR']}-2"}
        assert "CITYPOINTS_PORT=8001" in refused(elsewhere, "serve")
        assert not Path(elsewhere["CITYPOINTS_DATA_DIR"]).exists()
        assert httpx.get(f"{service.url}/health").status_code == 200
        assert service.end() == 0
        assert failures(service) == []
    with serving(home) as service:
        docs = f"{service.url}/api/v1/docs"
        assert httpx.get(docs).status_code == 200
        assert "master key" not in service.complained
        assert service.told == f"The service: {service.url} · its documentation: {docs}\n"
        signed_in = httpx.post(
            f"{service.url}/api/v1/sign-in/staff",
            json={"city": "fuzhou", "name": "admin", "password": PASSWORD},
        )
        assert signed_in.status_code == 200
        assert service.end(signal.SIGINT) == 0
        assert failures(service) == []


def test_a_set_up_code_is_asked_for_a_city_that_is_there(
    home: dict[str, str], refused: Refused
) -> None:
    told = refused(home, "serve", "--new-administrator", "fuzhuo")
    assert "arguments: --new-administrator: There is no city fuzhuo here" in told
    assert "Use one of: fuzhou." in told


def test_a_server_ends_while_its_clock_runs_a_job_and_others_write(
    tmp_path: Path, configs: Path
) -> None:
    """It is stopped about when the first jobs begin; what was acknowledged is there."""
    town = town_of_today(tmp_path / "data", configs=configs)
    for place in range(40):
        town.join(place)
        town.log(place, "volunteering", f"deed {place}", quantity=10, occurred_on=date(2026, 1, 10))
    headers = town.token(town.collector(town.desk.deed_type("volunteering").departments[0]))
    town.installation.close()
    with serving(surroundings(tmp_path / "data", configs=configs)) as service:
        written = 0
        until = time.monotonic() + 1.2
        with httpx.Client(base_url=service.url, headers=headers) as client:
            while time.monotonic() < until and written < 100:
                answer = client.post("/api/v1/cities/fuzhou/deeds", json=deed(f"new {written}"))
                assert answer.status_code == 201
                written += 1
            assert service.end() == 0
        assert failures(service) == []
    town = town_of_today(tmp_path / "data", configs=configs)
    count = "select count(*) from deed"
    assert town.desk.database.read_now(lambda tx: tx.row(count)) == (40 + written,)
    town.installation.close()


def deed(word: str) -> dict[str, Any]:
    return {
        "id": str(deed_id(word)),
        "number": number(0),
        "deed_type": "volunteering",
        "occurred_on": "2026-01-10",
        "quantity": 1,
    }


def test_who_sends_slowly_does_not_keep_a_server_from_ending(home: dict[str, str]) -> None:
    with serving(home) as service:
        port = int(home["CITYPOINTS_PORT"])
        with socket.create_connection(("127.0.0.1", port)) as slow:
            slow.sendall(
                b"POST /api/v1/sign-in/staff HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
            )
            time.sleep(0.2)
            assert service.end() == 0


def test_sqlite_needs_no_worker(home: dict[str, str], refused: Refused) -> None:
    said = refused(home, "worker")
    assert "its server keeps the clock" in said
    assert "CITYPOINTS_DATABASE_URL" in said


def test_migrate_makes_the_tables_once(
    home: dict[str, str],
    bare_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, text in {**home, "CITYPOINTS_DATABASE_URL": bare_url}.items():
        monkeypatch.setenv(name, text)
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "The tables are up to date now.\n"
    assert is_current(bare_url)
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "The tables are up to date already.\n"


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_tables_of_a_newer_version_are_refused(
    tmp_path: Path, bare_url: str, refused: Refused, configs: Path, command: str
) -> None:
    migrate(bare_url)
    let_a_newer_version_migrate(bare_url)
    said = refused(surroundings(tmp_path / "data", bare_url, configs=configs), command)
    if command == "migrate" or bare_url.startswith("sqlite"):
        assert "A newer version of the program made the tables; nothing was changed." in said
    else:
        assert "Run: citypoints migrate." in said


@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_a_database_that_is_away_is_refused(
    tmp_path: Path, refused: Refused, configs: Path, command: str
) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    said = refused(surroundings(tmp_path / "data", url, configs=configs), command)
    assert "The database cannot be reached" in said


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_what_is_no_database_is_refused(
    home: dict[str, str], refused: Refused, command: str
) -> None:
    folder = Path(home["CITYPOINTS_DATA_DIR"])
    folder.mkdir()
    (folder / "citypoints.db").write_bytes(b"This is a letter, and no database. " * 100)
    assert "The database cannot be" in refused(home, command)


def test_postgresql_from_its_migration_to_two_servers_and_a_worker(
    tmp_path: Path, postgresql_server: str, configs: Path, refused: Refused
) -> None:
    """What one server is told, the other knows; what is due, the worker does, and they do not."""
    with new_database(postgresql_server) as url:
        homes = [surroundings(tmp_path / "data", url, configs=configs) for _ in range(3)]
        for command in ("serve", "worker"):
            assert "Run: citypoints migrate." in refused(homes[0], command)
        migrate(url)
        town = town_of_today(tmp_path / "data", url, configs=configs)
        subject = town.join(0)
        collector = town.token(town.collector(town.desk.deed_type("volunteering").departments[0]))
        resident = town.token(town.resident(subject))
        with (
            Service(homes[0], "serve") as first,
            Service(homes[1], "serve") as second,
            Service(homes[2], "worker") as worker,
        ):
            first.wait()
            second.wait()
            path = "/api/v1/cities/fuzhou/deeds"
            for place in range(10):
                service = (first, second)[place % 2]
                sent = deed(f"deed {place}")
                answer = httpx.post(f"{service.url}{path}", json=sent, headers=collector)
                assert answer.status_code == 201
                other = (second, first)[place % 2]
                again = httpx.post(f"{other.url}{path}", json=sent, headers=collector)
                assert (again.status_code, again.json()) == (200, answer.json())
            totals = {
                httpx.get(f"{each.url}/api/v1/me/score", headers=resident).json()["total"]
                for each in (first, second)
            }
            assert len(totals) == 1
            wait_for_runs(town, len(JOBS))
            assert "master key" not in first.complained + worker.complained
            for service in (first, second, worker):
                assert service.end() == 0
                assert failures(service) == []
        workers = town.desk.database.read_now(
            lambda tx: tx.rows("select distinct worker from job_run")
        )
        assert len(workers) == 1
        town.installation.close()


def wait_for_runs(town: Town, count: int) -> None:
    """Wait until so many runs of jobs are finished."""
    finished = "select count(*) from job_run where finished_at is not null"
    for _ in range(SECONDS_FOR_A_JOB * 10):
        if town.desk.database.read_now(lambda tx: tx.rows(finished))[0][0] >= count:
            return
        time.sleep(0.1)
    message = "the jobs did not run"
    raise AssertionError(message)


def test_four_worker_processes_do_everything_once(
    tmp_path: Path, postgresql_url: str, configs: Path
) -> None:
    """All that fell due in forty days is made up for, whichever worker comes first."""
    town = town_of_today(tmp_path / "data", postgresql_url, configs=configs)
    town.clock.advance(days=-40)
    for place in range(12):
        subject = town.join(place)
        occurred_on = (town.clock.now() - timedelta(days=30)).date()
        issued_on = occurred_on.isoformat()
        town.log(
            place,
            "property-fee-arrears",
            f"fee {place}",
            occurred_on=occurred_on,
            document=document(issued_on),
        )
        run(confirm_deed(town.desk, town.officer(), str(deed_id(f"fee {place}")), town.clock.now()))
        if place % 2:
            run(leave(town.desk, town.resident(subject), town.clock.now()))
    homes = [surroundings(tmp_path / "data", postgresql_url, configs=configs)] * WORKERS
    workers = [Service(home, "worker") for home in homes]
    try:
        wait_for_runs(town, len(JOBS))
        for worker in workers:
            assert worker.end() == 0
            assert failures(worker) == []
    finally:
        for worker in workers:
            worker.__exit__(None, None, None)
    found = town.desk.database.read_now(lambda tx: entries(tx, "fuzhou", None, 1000))
    actions = [entry.action for entry in found]
    due = ("deed.counts", "deed.ended", "resident.erased", "scheme.begun")
    assert [actions.count(action) for action in due] == [6, 0, 6, 1]
    town.installation.close()
