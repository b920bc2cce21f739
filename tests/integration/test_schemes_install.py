"""City files at the start: what comes into force, what is only kept, and what is frozen."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import CityTree
from council import CITY, FIRST, SECOND, Council
from installation import load_once, open_town

from backend.app import Installation, open_installation
from backend.core.permissions import Role
from backend.core.problems import ProblemsError, describe
from backend.services.install_cities import install_cities
from backend.settings import Settings
from backend.storage.database import Transaction
from backend.storage.logs import entries
from backend.storage.schemes import periods, versions

FILES = ["city.installed", "consent.text-shown", "scheme.kept", "scheme.kept", "scheme.scheduled"]
MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def installed_again(council: Council) -> list[str]:
    """What a restart warns of."""
    town = council.town
    warnings = install_cities(
        town.desk, load_once(council.tree.root), town.clock.advance(minutes=1)
    )
    return [describe(warning) for warning in warnings]


def test_a_new_citys_first_scheme_is_in_force_and_later_files_are_only_kept(
    council: Council,
) -> None:
    assert council.actions() == FILES
    assert council.in_force() == council.first
    shown = council.read(f"{CITY}/periods")["periods"]
    # The first day of 2020, in China.
    assert [each["from_at"] for each in shown] == ["2019-12-31T16:00:00Z"]
    kept = council.read(f"{CITY}/versions")["items"]
    assert {each["digest"]: each["in_force"] for each in kept} == {
        council.first: True,
        council.second: False,
    }


def test_started_again_nothing_happens(council: Council) -> None:
    assert installed_again(council) == []
    assert council.actions() == FILES


def test_a_later_files_day_puts_nothing_in_force(council: Council) -> None:
    council.town.clock.advance(days=365)
    assert installed_again(council) == []
    assert council.in_force() == council.first


def test_a_changed_file_of_the_scheme_in_force_changes_nothing_and_is_told(
    council: Council,
) -> None:
    council.tree.replace(FIRST, 'title_en = "Haibei Points', 'title_en = "New Haibei Points')
    (warning,) = installed_again(council)
    assert warning.startswith(f"{FIRST}: file: A scheme of this day came into force with other")
    assert council.in_force() == council.first
    assert council.client.get(f"{CITY}/scheme").json()["title_en"].startswith("Haibei")
    assert council.actions() == [*FILES, "scheme.kept"]
    new = council.read(f"{CITY}/versions")["items"][0]
    assert (new["title_en"][:3], new["in_force"]) == ("New", False)
    assert new["digest"] in warning
    council.switch(digest=new["digest"])
    assert council.in_force() == new["digest"]
    assert installed_again(council) == []


def test_a_catalogue_entry_of_the_scheme_in_force_is_frozen_with_it(council: Council) -> None:
    held = council.client.get(f"{CITY}/scheme").json()
    label = next(rule["label"] for rule in held["rules"] if rule["code"] == "blood-donation")
    files = (council.tree.root / "catalogue" / "deed_types").glob("*.toml")
    file = next(path for path in files if '"blood-donation"' in path.read_text("utf-8"))
    name = str(file.relative_to(council.tree.root))
    council.tree.replace(name, f'"{label}"', '"Giving blood, renamed"')
    warnings = installed_again(council)
    assert [warning.split(":")[0] for warning in warnings] == [FIRST]
    assert council.client.get(f"{CITY}/scheme").json() == held


def test_a_changed_file_that_never_was_in_force_becomes_another_version(council: Council) -> None:
    council.tree.replace(SECOND, "show_points = true", "show_points = false")
    assert installed_again(council) == []
    assert len(council.read(f"{CITY}/versions")["items"]) == 3
    assert council.in_force() == council.first


def test_a_citys_own_file_takes_effect_at_the_next_start(council: Council) -> None:
    before = council.client.get(CITY)
    council.tree.replace("weihai/city.toml", "notice_days = 15", "notice_days = 20")
    assert installed_again(council) == []
    after = council.client.get(CITY)
    assert after.json()["notice_days"] == 20
    assert after.json()["consent_version"] != before.json()["consent_version"]
    assert after.headers["etag"] != before.headers["etag"]
    assert council.actions() == [*FILES, "city.changed", "consent.text-shown"]


def test_a_city_whose_folder_is_gone_goes_on(council: Council, tmp_path: Path) -> None:
    other = CityTree(tmp_path / "other", "xiamen")
    (warning,) = install_cities(council.town.desk, load_once(other.root), council.town.clock.now())
    assert warning.kind == "city-without-files"
    assert council.in_force() == council.first
    cities = council.client.get("/api/v1/cities").json()["cities"]
    assert [city["code"] for city in cities] == ["weihai", "xiamen"]


def test_where_one_city_has_a_problem_none_is_installed(tmp_path: Path, database_url: str) -> None:
    tree = CityTree(tmp_path, "weihai", "xiamen")
    tree.replace(FIRST, "base = 1000", "base = 10000")
    tree.replace("xiamen/city.toml", "minimum_age = 18", "minimum_age = 12")
    tree.append("xiamen/schemes/2030.toml", "")
    with pytest.raises(ProblemsError) as refusal:
        open_town(tmp_path / "data", database_url, city="weihai", configs=tree.root)
    kinds = {problem.kind for problem in refusal.value.problems}
    assert "file-name-date" in kinds
    (tree.root / "xiamen" / "schemes" / "2030.toml").unlink()
    with pytest.raises(ProblemsError) as refusal:
        open_town(tmp_path / "data", database_url, city="weihai", configs=tree.root)
    assert "minimum-age" in {problem.kind for problem in refusal.value.problems}
    tree.replace("xiamen/city.toml", "minimum_age = 12", "minimum_age = 18")
    tree.replace(FIRST, "base = 10000", "base = 1000")
    town = open_town(tmp_path / "data", database_url, city="weihai", configs=tree.root)
    assert sorted(town.desk.cities) == ["weihai", "xiamen"]
    town.installation.close()


def test_a_scheme_of_a_day_to_come_waits_for_it(tmp_path: Path, database_url: str) -> None:
    tree = CityTree(tmp_path, "weihai")
    (tree.root / SECOND).unlink()
    (tree.root / "weihai" / "scenarios" / "2021-01-01.toml").unlink(missing_ok=True)
    day = tree.root / "weihai" / "schemes" / "2027-03-02.toml"
    day.write_text((tree.root / FIRST).read_text("utf-8").replace("2020-01-01", "2027-03-02"))
    (tree.root / FIRST).unlink()
    town = open_town(tmp_path / "data", database_url, city="weihai", configs=tree.root)
    with town.client() as client:
        answer = client.get(f"{CITY}/scheme")
        assert (answer.status_code, answer.json()["type"]) == (
            404,
            "urn:citypoints:problem:no-scheme-in-force",
        )
        assert client.get(f"{CITY}/schemes").json()["periods"] == []
        assert client.get(CITY).json()["scheme"] is None
        called_off = client.delete(
            f"{CITY}/periods/1", headers=town.token(town.staff(Role.ADMINISTRATOR))
        )
        assert called_off.json()["type"] == "urn:citypoints:problem:first-scheme"
        town.clock.advance(hours=12)
        assert client.get(f"{CITY}/scheme").status_code == 200


@pytest.fixture
def several(tmp_path: Path, postgresql_url: str) -> Iterator[list[Installation]]:
    """Four processes' worth of installations that start together on PostgreSQL."""
    tree = CityTree(tmp_path, "weihai", "xiamen")
    settings = Settings(
        data_dir=tmp_path / "data",
        database_url=postgresql_url,
        configs=tree.root,
        master_key=MASTER_KEY,
    )
    barrier = threading.Barrier(4)

    def start(_: int) -> Installation:
        barrier.wait()
        return open_installation(settings)

    with ThreadPoolExecutor(4) as threads:
        opened = list(threads.map(start, range(4)))
    try:
        yield opened
    finally:
        for each in opened:
            each.close()


def test_processes_that_start_together_install_each_city_once(
    several: list[Installation],
) -> None:
    assert [each.warnings for each in several] == [()] * 4
    read = several[0].desk.database.read_now

    def counted(tx: Transaction) -> list[tuple[int, int, int]]:
        return [
            (
                len(periods(tx, city)),
                len(versions(tx, city)),
                len(entries(tx, city, None, 100)),
            )
            for city in ("weihai", "xiamen")
        ]

    assert read(counted) == [(1, 2, 5), (1, 1, 4)]
