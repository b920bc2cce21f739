"""The demo: made once, explained, served, and never mistaken for a real installation."""

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from builders import CityTree
from fakes import FixedClock
from installation import open_town
from running import ROOT, Command
from serving import free_port

from backend.__main__ import main
from backend.app import Installation, open_installation
from backend.commands.demo_folder import demo_settings, is_finished
from backend.commands.demo_guide import print_guide
from backend.commands.demo_making import make_demo
from backend.commands.demo_people import PASSWORD, people
from backend.contracts.sessions import ResidentSignIn
from backend.core.permissions import Role
from backend.services.leave import leave
from backend.services.read_own_perks import read_own_perks
from backend.services.sign_in import sign_in_resident
from backend.settings import Settings, read_settings
from backend.storage.values import moment_of

Tree = Callable[..., CityTree]

NOW = datetime(2027, 3, 1, 4, tzinfo=UTC)
RESIDENTS = 8
START_SECONDS = 30
POINTS = re.compile(r"[−+]?\d+(?:\.\d+)?")


def rows(output: str) -> list[list[str]]:
    """The cells of the rows of every table that was printed, rows without a first cell included."""
    cut = [line.strip("│┃").split("│") for line in output.splitlines() if line.startswith("│")]
    return [[cell.strip() for cell in cells] for cells in cut]


def number(cell: str) -> Decimal:
    return Decimal(cell.replace("−", "-"))


def assert_explained(output: str) -> Decimal:
    """The printed score's base and lines add up to its total, which is returned."""
    table = [row for row in rows(output) if len(row) == 6]
    base = next(number(row[2]) for row in table if row[1] in {"Base", "基础分"})
    total = next(number(row[2]) for row in table if row[1] in {"Total", "总分"})
    lines = [row for row in table if row[0] and POINTS.fullmatch(row[2])]
    assert len(lines) >= 6
    assert base + sum(number(row[2]) for row in lines) == total
    for row in lines:
        assert row[1], row
        assert re.match(r"\d{4}-\d\d-\d\d", row[3]), row
        assert re.match(r"\d{4}-\d\d-\d\d|while it lasts|存续期间", row[4]), row
    return total


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """The demo as a process; gives its address and what it printed, and ends it by Ctrl+C."""
    port = free_port()
    environment = {
        **os.environ,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "CITYPOINTS_DATA_DIR": str(folder),
        "CITYPOINTS_PORT": str(port),
    }
    output = folder.parent / "printed.txt"
    with output.open("w") as printed, (folder.parent / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "backend", "demo"],
            cwd=folder.parent,
            env=environment,
            stdout=printed,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            with httpx.Client(base_url=address, trust_env=False) as client:
                wait_for(client, process)
            yield address, output.read_text("utf-8")
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(START_SECONDS) == 0


def wait_for(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if client.get("/health", timeout=START_SECONDS).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail("the demo did not answer")


def token(client: httpx.Client, city: str, role: str, name: str) -> dict[str, str]:
    """The header of somebody who signs in with the demo's password."""
    kind, key = ("resident", "number") if role == "resident" else ("staff", "name")
    asked = {"city": city, key: name, "password": PASSWORD}
    answer = client.post(f"/api/v1/sign-in/{kind}", json=asked)
    assert answer.status_code == 200, (name, answer.text)
    return {"authorization": f"Bearer {answer.json()['access_token']}"}


def test_the_demo_is_made_explained_served_and_found_again(
    tmp_path: Path, citypoints: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    # What a start that was killed leaves behind.
    (folder / "demo.json").write_text('{"edition":1,"is_finished":false}')
    (folder / "citypoints.db").write_bytes(b"half")
    monkeypatch.setenv("CITYPOINTS_DATA_DIR", str(folder))
    monkeypatch.setenv("COLUMNS", "250")
    first = citypoints("demo", "--once")
    assert first.returncode == 0, first.stderr
    assert "100 %" in first.stderr
    total = assert_explained(first.stdout)
    made = (folder / "demo.json").stat().st_mtime_ns
    again = citypoints("demo", "--once", "--language", "zh")
    assert (again.returncode, again.stderr) == (0, "")
    assert assert_explained(again.stdout) == total
    assert (folder / "demo.json").stat().st_mtime_ns == made
    with (
        served(folder) as (address, printed),
        httpx.Client(base_url=address, trust_env=False, timeout=START_SECONDS) as client,
    ):
        assert assert_explained(printed) == total
        assert_accounts_work(client, printed)
        assert_requests_work(printed, tmp_path)
    assert_every_city_has_every_role(folder)


def assert_accounts_work(client: httpx.Client, printed: str) -> None:
    """Everybody who is printed can sign in, and another city's resident has a score, too."""
    accounts = [
        (role, name)
        for role, names, *_ in (row for row in rows(printed) if len(row) == 3)
        for name in names.split(", ")
    ]
    assert {role for role, _ in accounts} == {role.value for role in Role}
    for role, name in accounts:
        token(client, "fuzhou", role, name)
    ((city, resident),) = re.findall(r"(xiamen) (\d{17}[\dX])", printed)
    score = client.get("/api/v1/me/score", headers=token(client, city, "resident", resident))
    assert score.status_code == 200


def assert_every_city_has_every_role(folder: Path) -> None:
    with opened(Settings(data_dir=folder)) as installation:
        accounts = read_rows(
            installation.desk.database.read_now, "select distinct city, role from account"
        )
        cities = list(installation.desk.cities)
    assert len(cities) == 8
    assert sorted(accounts) == sorted((city, role.value) for city in cities for role in Role)


def assert_requests_work(printed: str, folder: Path) -> None:
    """The printed lines do what they say when they are pasted into a shell."""
    if shutil.which("curl") is None or shutil.which("bash") is None:
        pytest.skip("no curl or no bash: the printed requests cannot be pasted")
    lines = printed.splitlines()
    begin = next(place for place, line in enumerate(lines) if line.startswith("A="))
    end = next(place for place, line in enumerate(lines[begin:], begin) if not line)
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines[begin:end])],  # noqa: S607 - bash is found on PATH
        cwd=folder,
        env={**os.environ, "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=True,
        timeout=START_SECONDS,
    )
    score, points, perks, booked, *answers = done.stdout.splitlines()
    statuses = [answer[-3:] for answer in (score, points, perks, booked)]
    assert statuses == ["200", "200", "200", "201"]
    assert '"perk":"public-parking-discount"' in booked
    shares = answers.pop(4)
    assert '"is_far_above":true' in shares
    assert '"month":' in answers.pop(3)
    assert [answer[-3:] for answer in answers] == ["201", "200", "204", "200", "200"]
    (deed,) = re.findall(r"/deeds/([0-9a-f-]{36})/confirm", printed)
    assert deed in answers[0]
    assert deed in answers[1]
    assert deed in answers[3]
    assert '"kind":"deed-will-count"' in answers[3]
    assert deed in answers[4]
    assert '"kind":"confirmed"' in answers[4]


@pytest.fixture
def settings(tmp_path: Path, tree: Tree) -> Settings:
    """Where a demo of Fuzhou alone is made."""
    return Settings(data_dir=tmp_path / "data", configs=tree("fuzhou").root)


def nothing(done: int, of: int) -> None:
    """Hear nothing of the progress."""


@contextmanager
def opened(settings: Settings) -> Iterator[Installation]:
    installation = open_installation(settings, FixedClock(NOW))
    try:
        yield installation
    finally:
        installation.close()


def content(settings: Settings) -> list[tuple[Any, ...]]:
    """What can be told apart in a demo, but for what is random: ids of accounts, keys, codes."""
    with opened(settings) as installation:
        read = installation.desk.database.read_now
        deeds = (
            "select id, deed_type, occurred_on, grade, quantity, recorded_at from deed order by 1"
        )
        steps = "select deed, kind, at, on_day from step order by 1, 2, 3"
        states = "select state, since from resident order by 1, 2"
        scores = "select total, band, next_change from score order by 1, 2, 3"
        grants = "select perk, from_day, until_day from perk_grant order by 1, 2"
        used = "select perk, taken_at, due_on from redemption order by 1, 2, 3"
        found = (deeds, steps, states, scores, grants, used)
        return [row for sql in found for row in read_rows(read, sql)]


def read_rows(read: Any, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = read(lambda tx: tx.rows(sql))
    return found


def test_two_demos_of_a_day_are_alike(settings: Settings, tmp_path: Path) -> None:
    other = Settings(data_dir=tmp_path / "other", configs=settings.configs)
    make_demo(settings, NOW, nothing, RESIDENTS)
    make_demo(other, NOW, nothing, RESIDENTS)
    made = content(settings)
    assert made == content(other)
    assert len(made) > 50


def test_a_year_has_all_that_happens_in_one(settings: Settings) -> None:
    make_demo(settings, NOW, nothing, RESIDENTS)
    with opened(settings) as installation:
        read = installation.desk.database.read_now
        states = {state for (state,) in read_rows(read, "select state from resident")}
        steps = {kind for (kind,) in read_rows(read, "select kind from step")}
        ((first, last),) = read_rows(read, "select min(at), max(at) from log")
        waiting = read_rows(read, "select 1 from awaiting")
        due = read_rows(read, "select due_on from resident_case where state = 'open'")
        told = "select on_day from notice where kind = 'deed-will-count'"
        days = {day for (day,) in read_rows(read, told)}
        months = {month for (month,) in read_rows(read, "select month from statistic")}
        last_days = {day for (day,) in read_rows(read, "select until_day from perk_grant")}
        kinds = [
            installation.desk.deed_type(code).direction.value
            for (code,) in read_rows(read, "select deed_type from deed")
        ]
    assert states == {"invited", "participating", "leaving"}
    assert {"confirmed", "notified", "ended", "suspended"} <= steps
    assert waiting
    tomorrow = str(NOW.date() + timedelta(days=1))
    assert due == [(tomorrow,)]
    assert max(days) > tomorrow
    assert {"2026-08", "2027-01"} <= months
    # Some have ended, and some are running.
    assert min(last_days) < str(NOW.date()) < max(last_days)
    assert kinds.count("merit") > 2 * kinds.count("demerit") > 0
    assert 365 <= (NOW - moment_of(first)).days < 400
    assert (NOW - moment_of(last)).days == 0


def test_a_printed_resident_has_something_to_bring_back_soon(tmp_path: Path, tree: Tree) -> None:
    settings = Settings(data_dir=tmp_path / "data", configs=tree("weihai").root)
    make_demo(settings, NOW, nothing, RESIDENTS)
    person = people("weihai", 1)[0]
    asked = ResidentSignIn(city="weihai", number=person.number, password=PASSWORD)
    with opened(settings) as installation:
        desk = installation.desk
        signed = asyncio.run(sign_in_resident(desk, asked, NOW))
        me = desk.tokens.identity_of(signed.access_token, NOW)
        ending = asyncio.run(read_own_perks(desk, me, "en", NOW)).ending
    assert [each.what for each in ending] == ["lent"]
    assert NOW.date() <= ending[0].on <= NOW.date() + timedelta(days=30)


def test_an_interrupted_demo_is_not_taken_for_a_whole_one(settings: Settings) -> None:
    def interrupt(done: int, of: int) -> None:
        if done > of // 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo(settings, NOW, interrupt, RESIDENTS)
    assert not is_finished(settings)
    make_demo(settings, NOW, nothing, RESIDENTS)
    assert is_finished(settings)


def test_a_demo_that_has_lost_a_file_is_not_taken_for_a_whole_one(settings: Settings) -> None:
    make_demo(settings, NOW, nothing, RESIDENTS)
    for name in ("citypoints.db", "keys.db", "master.key", "demo.json"):
        kept = (settings.data_dir / name).rename(settings.data_dir / "elsewhere")
        assert not is_finished(settings)
        kept.rename(settings.data_dir / name)
    assert is_finished(settings)


def test_the_printed_resident_may_leave(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    make_demo(settings, NOW, nothing, RESIDENTS)
    person = people("fuzhou", 1)[0]
    asked = ResidentSignIn(city="fuzhou", number=person.number, password=PASSWORD)
    with opened(settings) as installation:
        desk = installation.desk
        signed = asyncio.run(sign_in_resident(desk, asked, NOW))
        asyncio.run(leave(desk, desk.tokens.identity_of(signed.access_token, NOW), NOW))
        print_guide(installation, NOW, "en", is_served=False)
    shown = capsys.readouterr().out
    assert "citypoints demo --fresh" in shown
    assert "Base" not in shown


@pytest.mark.parametrize("options", [[], ["--fresh"]])
def test_a_real_installation_is_never_made_a_demo(
    options: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "real"
    open_town(folder).installation.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setenv("CITYPOINTS_DATA_DIR", str(folder))
    assert main(["demo", "--once", *options]) == 2
    assert "holds an installation that is no demo" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_demo_has_a_folder_and_a_database_of_its_own() -> None:
    environment = {"CITYPOINTS_DATABASE_URL": "postgresql://city@db/points"}
    found, usual = demo_settings(environment), read_settings(environment)
    assert found.data_dir == usual.data_dir / "demo"
    assert found.is_embedded
    assert demo_settings({"CITYPOINTS_DATA_DIR": "/srv/demo"}).data_dir == Path("/srv/demo")


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_that_is_taken_is_told_before_anything_is_made(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "data"
    monkeypatch.setenv("CITYPOINTS_DATA_DIR", str(folder))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("CITYPOINTS_PORT", str(port))
        assert main([command]) == 2
    told = capsys.readouterr().err
    assert told.startswith("citypoints: environment: CITYPOINTS_PORT: Another program answers at")
    assert str(port) in told
    assert not folder.exists()


def test_an_address_of_another_machine_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITYPOINTS_HOST", "203.0.113.7")
    assert main(["serve", "--language", "zh"]) == 2
    assert "CITYPOINTS_HOST: 服务无法使用地址 203.0.113.7" in capsys.readouterr().err
