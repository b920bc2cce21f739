"""A city's published numbers: of months that are over, in tens, made once, telling of nobody."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from disputing import Court
from installation import Town, document, opened, run
from taking import Client, Json, Taker

from backend.jobs.runs import run_once
from backend.jobs.schedule import JOBS
from backend.services.make_statistics import make_statistics
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.statistics import publish

PATH = "/api/v1/cities/fuzhou/statistics"


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def published(client: Client, city: str = "fuzhou") -> list[Json]:
    answer = client.get(f"/api/v1/cities/{city}/statistics")
    assert answer.status_code == 200
    months: list[Json] = answer.json()["months"]
    return months


def make(town: Town) -> int:
    return run(make_statistics(town.desk, town.clock.now()))


def leave(town: Town, client: Client, subject: str, query: str = "") -> None:
    headers = town.token(town.resident(subject))
    assert client.delete(f"/api/v1/me/consent{query}", headers=headers).status_code == 200


def test_a_month_is_published_when_it_is_over(town: Town, client: Client) -> None:
    for place in range(12):
        town.join(place)
    assert (make(town), published(client)) == (0, [])
    town.clock.advance(days=31)
    assert make(town) == len(town.desk.cities)
    (month,) = published(client)
    assert (month["month"], month["participating"]) == ("2027-03", 10)
    assert month["bands"] == {"excellent": 0, "good": 0, "standard": 10, **_rest(month)}
    assert published(client, "suzhou")[0]["participating"] == 0


def _rest(month: Json) -> dict[str, int]:
    """Bands of which nothing is expected but that nobody is in them."""
    known = {"excellent", "good", "standard"}
    return dict.fromkeys([name for name in month["bands"] if name not in known], 0)


def test_the_bands_stand_in_their_order(town: Town, client: Client) -> None:
    town.clock.advance(days=31)
    make(town)
    in_force = client.get("/api/v1/cities/fuzhou/scheme").json()
    assert list(published(client)[0]["bands"]) == [band["name"] for band in in_force["bands"]]


def test_nothing_under_ten_is_told(town: Town, client: Client) -> None:
    court = Court(town, client)
    for place in range(9):
        subject = town.join(place)
        fine = court.fine(place, f"fine {place}")
        court.object(subject, fine, f"objection {place}")
        court.decide(f"objection {place}", is_granted=True)
    town.clock.advance(days=31)
    make(town)
    (month,) = published(client)
    numbers = {name: value for name, value in month.items() if isinstance(value, int)}
    assert set(numbers.values()) == {0}
    assert set(month["bands"].values()) == {0}


def test_deeds_and_cases_are_counted_in_the_month_of_their_step(town: Town, client: Client) -> None:
    court = Court(town, client)
    subjects = [town.join(place) for place in range(12)]
    fines = [court.fine(place, f"fine {place}") for place in range(12)]
    for place in range(12):
        town.log(place, "volunteering", f"hours {place}", quantity=60)
        # Nobody confirms these: they are accusations, and no numbers.
        town.log(place, "property-fee-arrears", f"waiting {place}", document=document())
    for place, fine in enumerate(fines):
        court.object(subjects[place], fine, f"objection {place}")
    town.clock.advance(days=31)
    make(town)
    (march,) = published(client)
    assert (march["merits"], march["demerits"], march["objections"]) == (10, 10, 10)
    assert march["objections_upheld"] == 0


def test_a_month_with_nothing_is_not_made_again(town: Town, client: Client) -> None:
    town.clock.advance(days=31)
    assert make(town) == len(town.desk.cities)
    assert make(town) == 0
    assert published(client)[0]["participating"] == 0


def test_missed_months_are_made_up_for_each_as_it_ended(town: Town, client: Client) -> None:
    for place in range(12):
        town.join(place)
    town.clock.advance(days=31)
    for place in range(12, 24):
        town.join(place)
    town.clock.advance(days=61)
    make(town)
    found = {month["month"]: month["participating"] for month in published(client)}
    assert found == {"2027-05": 20, "2027-04": 20, "2027-03": 10}
    assert list(found) == sorted(found, reverse=True)


def test_a_late_job_publishes_what_a_punctual_one_would_have(tmp_path: Path) -> None:
    made = [_month_made(tmp_path / name, days) for name, days in (("soon", 0), ("late", 40))]
    assert made[0] == made[1]


def _month_made(folder: Path, late: int) -> Json:
    """March, with a job that comes so many days late, after other things have happened."""
    for town in opened(folder, None):
        with town.client() as client:
            subjects = [town.join(place) for place in range(25)]
            court = Court(town, client)
            for place in range(12):
                court.award(place, f"award {place}")
            town.clock.advance(days=31)
            if late:
                for place in range(12, 25):
                    court.award(place, f"award {place}")
                for subject in subjects[:3]:
                    leave(town, client, subject)
                town.join(30)
                town.clock.advance(days=late)
            make(town)
            return published(client)[-1]
    raise AssertionError


def test_it_is_never_live_whatever_one_person_does(town: Town, client: Client) -> None:
    """A difference between two readings would tell of whoever acted in between."""
    subjects = [town.join(place) for place in range(20)]
    town.clock.advance(days=31)
    make(town)
    before = client.get(PATH).content
    for act in (
        lambda: town.join(20),
        lambda: Court(town, client).award(0, "late award"),
        lambda: leave(town, client, subjects[1]),
        lambda: leave(town, client, subjects[2], "?at_once=true"),
    ):
        act()
        make(town)
        assert client.get(PATH).content == before


def test_no_total_tells_what_a_band_under_ten_holds(town: Town, client: Client) -> None:
    """Were the residents a number of their own, 21 of them and a band of 20 would tell of one."""
    court = Court(town, client)
    for place in range(25):
        town.join(place)
        if place < 9:
            court.award(place, f"award {place}")
    town.clock.advance(days=31)
    make(town)
    (month,) = published(client)
    assert (month["bands"]["good"], month["bands"]["standard"]) == (0, 20)
    assert month["participating"] == sum(month["bands"].values()) == 20


def test_the_database_keeps_tens_alone_and_refuses_a_change(town: Town) -> None:
    for place in range(25):
        town.join(place)
    town.clock.advance(days=31)
    make(town)

    def read(tx: Transaction) -> set[int]:
        return {row[0] for row in tx.rows("select tens from statistic where city = 'fuzhou'")}

    assert town.desk.database.read_now(read) == {0, 2}
    with pytest.raises(ConflictError):
        town.desk.database.write_now(lambda tx: tx.execute("update statistic set tens = 9"))
    with pytest.raises(ConflictError):
        town.desk.database.write_now(
            lambda tx: publish(tx, "fuzhou", "2027-03", {"participating": 9})
        )


def test_of_two_workers_one_makes_a_month(town: Town, client: Client) -> None:
    job = next(each for each in JOBS if each.name == "make-statistics")
    for place in range(12):
        town.join(place)
    town.clock.advance(days=31)
    first = run(run_once(town.desk, job, "worker-1", town.clock))
    second = run(run_once(town.desk, job, "worker-2", town.clock))
    assert (first, second) == (len(town.desk.cities), None)
    assert len(published(client)) == 1


def test_two_workers_at_once_make_a_month_once(town: Town, client: Client) -> None:
    for place in range(12):
        town.join(place)
    town.clock.advance(days=31)

    async def both() -> list[int]:
        now = town.clock.now()
        return await asyncio.gather(*(make_statistics(town.desk, now) for _ in range(2)))

    assert sum(run(both())) == len(town.desk.cities)
    assert len(published(client)) == 1


def test_levels_alone_are_published_where_a_city_shows_levels_only(tmp_path: Path) -> None:
    for town in opened(tmp_path / "data", None, "xiamen"):
        with town.client() as client:
            for place in range(12):
                town.join(place)
            town.clock.advance(days=31)
            make(town)
            (month,) = published(client, "xiamen")
            assert sum(month["bands"].values()) == 10
            assert not {"total", "base", "average"} & month.keys()


def test_everybody_may_read_them_and_keep_them(town: Town, client: Client) -> None:
    answer = client.get(PATH)
    assert answer.headers["cache-control"] == "public, no-cache"
    again = client.get(PATH, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    town.clock.advance(days=31)
    make(town)
    again = client.get(PATH, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 200
    assert client.get("/api/v1/cities/atlantis/statistics").status_code == 404


def test_a_resident_of_last_month_counts_though_they_left_since(town: Town, client: Client) -> None:
    takers = [Taker(town, client, place, str(place)) for place in range(10)]
    town.clock.advance(days=31)
    leave(town, client, takers[0].subject)
    make(town)
    assert published(client)[0]["participating"] == 10
