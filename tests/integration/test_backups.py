"""Backups: whole or none, put back by an operator, and never with anybody who has left since."""

import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from builders import CityTree
from installation import MASTER_KEY, Town, number, open_town, run
from leaver import PLACE, Leaver, files_below, found_in
from serving import serving, surroundings, town_of_today

from backend.app import key_file
from backend.services.leave import leave
from backend.services.make_backup import make_backup
from backend.services.read_score import read_score
from backend.services.restore_backup import choose_backup, restore_backup
from backend.storage.crypto import read_master_keys
from backend.storage.database_copies import kind_of
from backend.storage.keys import KeyStore
from backend.storage.residents import resident_of

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of an installation, beside that of its city's files."""
    CityTree(tmp_path, "fuzhou")
    return tmp_path / "data"


@pytest.fixture
def url(data: Path, database_url: str) -> str | None:
    """Of a server; none for the default, which lies in the folder."""
    return None if kind_of(database_url) == "sqlite" else database_url


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of backups."""
    return tmp_path / "backups"


@pytest.fixture
def citypoints(data: Path, url: str | None) -> Run:
    """A function that runs the command on the installation, as its operator would."""

    def command(*arguments: object, at: Path = data) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "backend", *map(str, arguments)],
            env=surroundings(at, url, configs=configs_of(at)),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return command


def configs_of(data: Path) -> Path:
    return data.with_name("city_configs")


def opened(data: Path, url: str | None) -> Town:
    return town_of_today(data, url, configs_of(data))


def log(town: Town, word: str) -> None:
    """Twenty points of a resident."""
    on = town.clock.now().date() - timedelta(days=9)
    town.log(1, "volunteering", word, quantity=60, occurred_on=on)


@pytest.fixture
def made(data: Path, url: str | None, folder: Path) -> None:
    """An installation with two residents, closed, and a backup of it."""
    town = opened(data, url)
    town.join(1)
    town.join(2)
    log(town, "hours")
    make_backup(town.installation.settings, town.desk.keys, folder, town.clock.now())
    town.installation.close()


def subject_of(town: Town, place: int) -> str | None:
    return town.desk.keys.subject_of(town.city, number(place))


def total(town: Town, place: int) -> int:
    subject = subject_of(town, place)
    assert subject is not None
    _, score = run(read_score(town.desk, town.city, subject, town.clock.now()))
    return int(score.total)


def refused(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_last_weeks_backup_never_brings_a_leaver_back(
    data: Path, url: str | None, folder: Path
) -> None:
    town = open_town(data, url)
    settings = town.installation.settings
    with town.client() as client:
        leaver = Leaver(town, client)
        stored, kept = leaver.stored(), leaver.kept()
        make_backup(settings, town.desk.keys, folder, town.clock.now())
        run(leave(town.desk, leaver.identity, town.clock.now(), at_once=True))
    town.installation.close()
    chosen = choose_backup(settings, folder, None)
    masters = read_master_keys(key_file(settings), settings.master_key)
    keys = KeyStore.open(settings.key_store, *masters)
    restore_backup(settings, keys, chosen)
    keys.close()
    leaver.town = town = open_town(data, url)
    assert town.installation.erased == 1
    assert not found_in(stored, files_below(data))
    assert not leaver.stored()
    assert subject_of(town, PLACE) is None
    now = leaver.kept()
    assert {table for table in kept if now[table] != kept[table]} <= {"job_run"}
    town.installation.close()


def test_an_operator_hears_how_many_were_erased_again(
    data: Path, url: str | None, folder: Path, citypoints: Run, made: None
) -> None:
    town = opened(data, url)
    subject = subject_of(town, 2)
    assert subject is not None
    run(leave(town.desk, town.resident(subject), town.clock.now(), at_once=True))
    town.installation.close()
    refused(citypoints("restore", folder), "--replace")
    done = citypoints("restore", folder, "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Erased again, having left since: 1." in done.stdout
    town = opened(data, url)
    assert town.installation.erased == 0
    assert subject_of(town, 2) is None
    assert town.desk.database.read_now(lambda tx: resident_of(tx, town.city, subject)) is None
    assert total(town, 1) == 620
    town.installation.close()


def test_what_was_there_is_there_again(
    data: Path, url: str | None, folder: Path, citypoints: Run, made: None
) -> None:
    town = opened(data, url)
    log(town, "more")
    newcomer = town.join(3)
    town.installation.close()
    assert citypoints("restore", folder, "--replace").returncode == 0
    town = opened(data, url)
    assert total(town, 1) == 620
    # Enrolled after the backup: there is a key, nothing is known of them, and they may join anew.
    assert subject_of(town, 3) == newcomer
    assert town.desk.database.read_now(lambda tx: resident_of(tx, town.city, newcomer)) is None
    assert town.join(3) == newcomer
    assert total(town, 3) == 600
    town.installation.close()


def test_an_installation_that_is_lost_comes_back_with_its_master_key(
    data: Path, url: str | None, folder: Path, citypoints: Run, made: None
) -> None:
    kept = data / "master.key"
    key = kept.read_text() if kept.exists() else MASTER_KEY
    shutil.rmtree(data)
    if url is None:
        refused(citypoints("restore", folder), "no master key")
        (data / "master.key").write_text(key)
        (data / "master.key").chmod(0o600)
    done = citypoints("restore", folder, *([] if url is None else ["--replace"]))
    assert (done.returncode, done.stderr) == (0, "")
    assert "taken from the copy" in done.stdout
    town = opened(data, url)
    assert total(town, 1) == 620
    town.installation.close()


def test_everybody_signs_in_anew(
    data: Path, url: str | None, folder: Path, citypoints: Run
) -> None:
    town = opened(data, url)
    add = (
        "insert into session (city, id, account, refresh_hash, made_at, expires_at) "
        "values ('fuzhou', 's', 'a', '', 0, 0)"
    )
    town.desk.database.write_now(lambda tx: tx.execute(add))
    make_backup(town.installation.settings, town.desk.keys, folder, town.clock.now())
    town.installation.close()
    assert citypoints("restore", folder, "--replace").returncode == 0
    town = opened(data, url)
    assert town.desk.database.read_now(lambda tx: tx.rows("select * from session")) == []
    town.installation.close()


def test_only_the_owner_can_read_a_backup(folder: Path, made: None) -> None:
    for path in [folder, *folder.rglob("*")]:
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_a_folder_whose_name_is_no_text_is_refused(
    tmp_path: Path, citypoints: Run, made: None
) -> None:
    other = tmp_path / "backups-\udcff"
    refused(citypoints("backup", other), "The backup cannot be written (Invalid or incomplete")
    assert not other.exists()


def newest(folder: Path) -> Path:
    return max(path for path in folder.iterdir() if path.is_dir())


def test_a_backup_without_its_list_is_none(folder: Path, citypoints: Run, made: None) -> None:
    (newest(folder) / "backup.json").unlink()
    refused(citypoints("restore", folder, "--replace"), "no whole backup in this folder. Name")
    told = citypoints("restore", folder, "--replace", "--language=zh")
    refused(told, "没有任何完整备份。请指定")


@pytest.mark.parametrize("harm", ["cut", "gone", "changed", "list"])
def test_a_damaged_backup_is_refused_and_nothing_is_changed(
    data: Path, url: str | None, folder: Path, citypoints: Run, made: None, harm: str
) -> None:
    database = newest(folder) / "database"
    content = database.read_bytes()
    if harm == "cut":
        database.write_bytes(content[:-1])
    elif harm == "gone":
        database.unlink()
    elif harm == "changed":
        database.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    else:
        (newest(folder) / "backup.json").write_bytes(b"{")
    told = "Nothing was restored, and there is no other whole one in this folder"
    refused(citypoints("restore", folder, "--replace"), told)
    town = opened(data, url)
    assert total(town, 1) == 620
    town.installation.close()


def test_a_backup_of_a_newer_version_is_refused(folder: Path, citypoints: Run, made: None) -> None:
    path = newest(folder) / "backup.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "tables": "9999"}))
    refused(citypoints("restore", folder, "--replace"), "newer version")


def test_a_named_backup_is_taken(
    data: Path, url: str | None, folder: Path, citypoints: Run, made: None
) -> None:
    first = newest(folder).name
    town = opened(data, url)
    log(town, "more")
    town.installation.close()
    done = citypoints("backup", folder)
    assert (done.returncode, done.stderr) == (0, "")
    refused(citypoints("restore", folder, "--replace", "--backup", "yesterday"), first)
    assert citypoints("restore", folder, "--replace", "--backup", first).returncode == 0
    town = opened(data, url)
    assert len(town.desk.database.read_now(lambda tx: tx.rows("select id from deed"))) == 1
    town.installation.close()


def test_an_interrupted_restore_lets_nothing_start(
    data: Path, folder: Path, citypoints: Run, made: None
) -> None:
    (data / "restore.unfinished").touch()
    refused(citypoints("serve"), "citypoints restore")
    assert citypoints("restore", folder, "--replace").returncode == 0
    assert not (data / "restore.unfinished").exists()


def test_a_key_store_of_others_lets_nothing_start(
    data: Path, url: str | None, citypoints: Run, made: None
) -> None:
    (data / "keys.db").rename(data / "elsewhere.db")
    refused(citypoints("serve"), "keys.db")
    (data / "elsewhere.db").rename(data / "keys.db")
    town = opened(data, url)
    assert total(town, 1) == 620
    town.installation.close()


def test_backups_of_two_installations_do_not_share_a_folder(
    tmp_path: Path, folder: Path, citypoints: Run, made: None, url: str | None
) -> None:
    if url is not None:
        pytest.skip("it would be the same database")
    before = (folder / "keys.db").read_bytes()
    other = opened(tmp_path / "other", None)
    other.installation.close()
    refused(citypoints("backup", folder, at=tmp_path / "other"), "another installation")
    assert (folder / "keys.db").read_bytes() == before
    refused(citypoints("backup", tmp_path / "data"), "data folder itself")


def test_a_backup_is_made_while_the_service_runs_and_none_is_put_back(
    data: Path, url: str | None, folder: Path, citypoints: Run, made: None
) -> None:
    with serving(surroundings(data, url, configs=configs_of(data))) as service:
        assert citypoints("backup", folder).returncode == 0
        told = "Another citypoints process" if url is None else "Stop every citypoints service"
        refused(citypoints("restore", folder, "--replace"), told)
        assert service.end() == 0
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 2
    assert citypoints("restore", folder, "--replace").returncode == 0


def leftovers(store: Path, secret: bytes) -> list[Path]:
    """Copies of a key store, as a crash leaves them; each has another name, to be looked at."""
    left = [store.with_suffix(".new"), store.with_name(f"{store.name}.former")]
    for path in left:
        path.write_bytes(secret)
        path.with_name(f"seen-{path.name}").hardlink_to(path)
    return left


def check_destroyed(left: list[Path], secret: bytes) -> None:
    for path in left:
        assert not path.exists()
        seen = path.with_name(f"seen-{path.name}")
        assert seen.read_bytes() == bytes(len(secret))
        seen.unlink()


def test_what_crashes_left_of_key_stores_is_overwritten(
    data: Path, folder: Path, citypoints: Run, made: None
) -> None:
    secret = b"the key of somebody who has left since"
    left = leftovers(folder / "keys.db", secret)
    assert citypoints("backup", folder).returncode == 0
    check_destroyed(left, secret)
    left = leftovers(data / "keys.db", secret)
    assert citypoints("restore", folder, "--replace").returncode == 0
    check_destroyed(left, secret)


def test_a_second_name_of_the_key_store_in_use_only_goes(
    data: Path, url: str | None, folder: Path, citypoints: Run, made: None
) -> None:
    """As a crash leaves it right before the new file takes the first name."""
    commands = {folder / "keys.db": ["backup"], data / "keys.db": ["restore", "--replace"]}
    for store, command in commands.items():
        former = store.with_name("keys.db.former")
        former.hardlink_to(store)
        done = citypoints(*command, folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert not former.exists()
    town = opened(data, url)
    assert total(town, 1) == 620
    town.installation.close()
