"""A city's consent text: whole, in two languages; a newer one asks again and says what is new."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from builders import CityTree
from consenting import API, CITY, CONSENT, Asking, refused
from databases import migrate_to
from installation import MASTER_KEY, NOON, Town, deed_id, document, load_once, number, open_town

from backend.services.ask_consent import ask_consent
from backend.services.install_cities import install_cities
from backend.services.refresh_due_scores import refresh_due_scores
from backend.storage.database import Transaction, open_database

# The end of the thirtieth day after NOON, which is noon of 1 March in China.
ANSWER_BY = datetime(2027, 3, 31, 16, tzinfo=UTC)

# The text


def test_everybody_may_read_the_text_and_poll_it(asking: Asking) -> None:
    answer = asking.client.get(f"{CITY}/consent-text")
    text = answer.json()
    assert answer.status_code == 200
    assert (text["city"], text["since"]) == ("fuzhou", "2027-03-01T04:00:00Z")
    assert (text["minimum_age"], text["notice_days"], text["cooling_off_days"]) == (18, 10, 30)
    again = asking.client.get(
        f"{CITY}/consent-text", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    assert refused(asking.client.get(f"{API}/cities/nowhere/consent-text"))[0] == 404


# Asking again


def test_a_resident_sees_what_is_new_and_until_when_to_answer(asking: Asking) -> None:
    subject = asking.town.join(1)
    before = asking.me(subject).json()
    assert (before["changes"], before["answer_by"]) == ([], None)
    asking.town.clock.advance(hours=1)
    asking.shorten_notice()
    shown = asking.me(subject).json()
    assert shown["state"] == "participating"
    assert shown["given_version"] == before["version"]
    assert shown["given_at"] == "2027-03-01T04:00:00Z"
    assert (shown["version"], shown["since"]) == (asking.version(), "2027-03-01T05:00:00Z")
    assert shown["version"] != before["version"]
    assert shown["changes"] == [
        {
            "en": "The notice period is now 7 days; it was 10 days.",
            "zh": "告知期现为 7 天；原为 10 天。",
        }
    ]
    assert shown["answer_by"] == "2027-03-31T16:00:00Z"


def test_consent_to_the_newer_text_is_recorded_once(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.town.clock.advance(days=1)
    for _ in range(2):
        shown = asking.agree(subject).json()
    assert (shown["changes"], shown["answer_by"]) == ([], None)
    assert (shown["given_version"], shown["given_at"]) == (asking.version(), "2027-03-02T04:00:00Z")
    assert [(each.kind, each.language) for each in asking.consents(subject)] == [
        ("given", "zh")
    ] * 2
    assert asking.told(subject) == ["consent-given", "consent-given"]
    asking.town.clock.advance(days=60)
    assert asking.run_job() == 0
    assert asking.me(subject, "score").status_code == 200


def test_an_earlier_text_cannot_be_consented_to_any_more(asking: Asking) -> None:
    subject = asking.town.join(1)
    first = asking.version()
    asking.shorten_notice()
    assert refused(asking.agree(subject, first)) == (409, "consent-outdated")
    assert len(asking.consents(subject)) == 1


def test_the_clock_asks_everybody_once_and_names_the_last_day(asking: Asking) -> None:
    before = [asking.town.join(place) for place in (1, 2)]
    invited, leaving = asking.town.invite(3), asking.town.join(4)
    asking.leave(leaving)
    asking.shorten_notice()
    after = asking.town.join(5)
    assert asking.run_job() == 2
    asking.town.clock.advance(days=3)
    assert asking.run_job() == 0
    for subject in before:
        told = ("consent-asked", asking.version(), "2027-03-31")
        assert [each for each in asking.notices(subject) if each[0] != "consent-given"] == [told]
    for subject in (invited, leaving, after):
        assert "consent-asked" not in asking.told(subject)


def test_pages_of_residents_are_asked(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.services.ask_consent.PAGE", 3)
    monkeypatch.setattr("backend.services.ask_consent.AT_ONCE", 2)
    subjects = [asking.town.join(place) for place in range(7)]
    asking.shorten_notice()
    assert asking.run_job() == 7
    assert {tuple(asking.told(subject)) for subject in subjects} == {
        ("consent-asked", "consent-given")
    }
    asking.town.clock.advance(days=31)
    assert asking.run_job() == 7
    assert {asking.me(subject).json()["state"] for subject in subjects} == {"leaving"}


def test_two_processes_ask_at_once_and_everybody_is_told_once(
    asking: Asking, tmp_path: Path, database_url: str
) -> None:
    subjects = [asking.town.join(place) for place in range(30)]
    asking.shorten_notice()
    desk, now = asking.town.desk, asking.town.clock.now()
    if desk.database.dialect == "sqlite":

        async def both() -> int:
            return sum(await asyncio.gather(ask_consent(desk, now), ask_consent(desk, now)))

        assert asyncio.run(both()) == 30
    else:
        beside = open_town(tmp_path / "data", database_url, configs=asking.tree.root, moment=now)
        done: list[int] = []

        def ask(town: Town) -> None:
            done.append(asyncio.run(ask_consent(town.desk, now)))

        threads = [threading.Thread(target=ask, args=(town,)) for town in (asking.town, beside)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        beside.installation.close()
        assert sum(done) == 30
    assert {tuple(asking.told(subject)) for subject in subjects} == {
        ("consent-asked", "consent-given")
    }


# Silence is no consent


def entering(asking: Asking) -> tuple[int, str]:
    deed = {
        "id": str(deed_id("late")),
        "number": number(1),
        "deed_type": "volunteering",
        "occurred_on": "2027-02-20",
        "quantity": 20,
    }
    collector = asking.town.collector("civility-office")
    answer = asking.ask("POST", f"{CITY}/deeds", collector, deed)
    return (answer.status_code, "") if answer.is_success else refused(answer)


def granting(asking: Asking, subject: str) -> tuple[int, str]:
    grant = {
        "id": str(deed_id("grant")),
        "perk": "public-parking-discount",
        "from_day": str(asking.town.clock.now().date() + timedelta(days=2)),
        "until_day": "2027-08-31",
        "reason": "Asked",
    }
    path = f"{CITY}/residents/{subject}/grants"
    return refused(asking.ask("POST", path, asking.town.officer(), grant))


def reading(asking: Asking, subject: str) -> set[tuple[int, str]]:
    """What is answered by everything that needs a consent in force."""
    paths = ("score", "score/lines", "history", "deeds", "grants")
    own = {refused(asking.me(subject, path)) for path in paths}
    file = f"{CITY}/residents/{subject}"
    parts = ("score", "deeds", "history", "perks", "grants")
    officer = asking.town.officer()
    asked = {refused(asking.ask("GET", f"{file}/{part}?reason=look", officer)) for part in parts}
    return {*own, *asked, refused(asking.find(number(1)))}


def test_before_the_last_moment_everything_is_as_it_was(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.town.clock.advance(seconds=(ANSWER_BY - NOON).total_seconds() - 1)
    assert asking.me(subject, "score").json()["total"] == 600
    asking.town.log(1, "property-fee-arrears", "waiting", document=document())
    waiting = asking.ask("GET", f"{CITY}/confirmations", asking.town.officer()).json()["items"]
    assert [each["id"] for each in waiting] == [str(deed_id("waiting"))]
    told = asking.ask("GET", f"{CITY}/overview", asking.town.officer()).json()
    assert told["awaiting"] == {"merit": 0, "demerit": 1}
    assert asking.find(number(1)).status_code == 200
    assert entering(asking)[0] == 201
    assert asking.me(subject).json()["state"] == "participating"


@pytest.mark.parametrize("has_run", [False, True])
def test_from_the_last_moment_on_silence_is_leaving_though_no_job_has_run(
    asking: Asking, *, has_run: bool
) -> None:
    subject = asking.town.join(1)
    asking.town.log(1, "labour-award", "award", grade="national", document=document())
    asking.town.log(1, "property-fee-arrears", "waiting", document=document())
    assert asking.me(subject, "score").status_code == 200
    asking.shorten_notice()
    asking.town.clock.advance(seconds=(ANSWER_BY - NOON).total_seconds())
    if has_run:
        assert asking.run_job() == 1
        assert asking.run_job() == 0
    assert reading(asking, subject) == {(409, "is-leaving"), (404, "no-participant")}
    assert entering(asking) == (404, "no-participant")
    assert granting(asking, subject) == (404, "no-participant")
    officer = asking.town.officer()
    assert asking.ask("GET", f"{CITY}/confirmations", officer).json()["items"] == []
    told = asking.ask("GET", f"{CITY}/overview", officer).json()
    assert (told["awaiting"], told["oldest_awaiting"]) == ({"merit": 0, "demerit": 0}, None)
    assert told["awaiting_by_department"] == {}
    queue = f"{CITY}/confirmations/{deed_id('waiting')}"
    assert refused(asking.ask("GET", queue, asking.town.officer())) == (404, "deed-unknown")
    confirm = f"{CITY}/deeds/{deed_id('waiting')}/confirm"
    assert refused(asking.ask("POST", confirm, asking.town.officer())) == (404, "deed-unknown")
    shown = asking.me(subject).json()
    assert (shown["state"], shown["answer_by"]) == ("leaving", None)
    assert shown["erase_at"] == "2027-04-30T16:00:00Z"
    assert shown["changes"] != []


def test_scores_of_those_who_did_not_answer_are_left_alone(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.services.refresh_due_scores.PAGE", 2)
    town = asking.town
    subjects = [town.join(place) for place in range(7)]
    asking.shorten_notice()
    for subject in subjects[:2]:
        assert asking.agree(subject).status_code == 200
    for place in range(7):
        town.log(place, "volunteering", f"hours {place}", quantity=60)
    town.clock.advance(seconds=(ANSWER_BY - NOON).total_seconds())

    async def refreshed() -> int:
        return await asyncio.wait_for(refresh_due_scores(town.desk, town.clock.now()), timeout=20)

    # More rows are due than a page holds, of people who have let the time pass.
    assert town.run(refreshed()) == 2
    assert town.run(refreshed()) == 0
    assert asking.agree(subjects[6]).status_code == 200
    assert asking.me(subjects[6], "score").json()["total"] == 620


def test_the_clock_notes_who_did_not_answer_from_the_last_moment_on(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.run_job()
    asking.town.clock.advance(days=33)
    assert asking.run_job() == 1
    row = asking.row(subject)
    assert row is not None
    assert (row.state.value, row.since) == ("leaving", ANSWER_BY)
    assert row.erase_at == ANSWER_BY + timedelta(days=30)
    assert [(each.kind, each.at) for each in asking.consents(subject)][1:] == [("left", ANSWER_BY)]
    assert asking.notices(subject)[2:] == [("left", None, "2027-05-01")]
    asking.town.clock.advance(days=26)
    assert asking.erase() == 0
    asking.town.clock.advance(days=2)
    assert asking.erase() == 1
    assert asking.row(subject) is None
    assert asking.town.desk.keys.data_key("fuzhou", subject) is None


@pytest.mark.parametrize("has_run", [False, True])
def test_consent_within_the_cooling_off_brings_back(asking: Asking, *, has_run: bool) -> None:
    subject = asking.town.join(1)
    asking.town.log(1, "volunteering", quantity=60)
    asking.shorten_notice()
    asking.town.clock.advance(days=40)
    if has_run:
        asking.run_job()
    answer = asking.come_back(subject)
    assert refused(answer) == (409, "consent-newer")
    assert asking.version() in answer.json()["detail"]
    shown = asking.agree(subject).json()
    assert (shown["state"], shown["changes"], shown["erase_at"]) == ("participating", [], None)
    assert asking.me(subject, "score").json()["total"] == 620
    kinds = [each.kind for each in asking.consents(subject)]
    assert kinds == ["given", "left", "given"]
    told = [kind for kind in asking.told(subject) if kind != "deed-counts"]
    assert sorted(told) == ["consent-given", "consent-given", "left", "returned"]
    assert asking.run_job() == 0


@pytest.mark.parametrize("has_run", [False, True])
def test_who_did_not_answer_may_be_erased_at_once(asking: Asking, *, has_run: bool) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.town.clock.advance(days=40)
    if has_run:
        asking.run_job()
    assert asking.leave(subject).json() == {
        "state": "leaving",
        "erase_at": "2027-04-30T16:00:00Z",
    }
    assert asking.leave(subject, "?at_once=true").json() == {"state": "gone", "erase_at": None}
    assert asking.row(subject) is None


@pytest.mark.parametrize("has_run", [False, True])
def test_after_the_cooling_off_nobody_comes_back(asking: Asking, *, has_run: bool) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.town.clock.advance(days=62)
    if has_run:
        asking.run_job()
    assert refused(asking.agree(subject)) == (404, "no-participant")
    assert refused(asking.come_back(subject)) == (404, "no-participant")
    asking.run_job()
    assert asking.erase() == 1
    assert asking.row(subject) is None


# Text after text


def test_another_change_does_not_prolong_an_old_consent(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.run_job()
    asking.town.clock.advance(days=20)
    asking.change("minimum_age = 18", "minimum_age = 20")
    assert asking.run_job() == 1
    shown = asking.me(subject).json()
    assert len(shown["changes"]) == 2
    assert shown["answer_by"] == "2027-03-31T16:00:00Z"
    days = [day for kind, _, day in asking.notices(subject) if kind == "consent-asked"]
    assert days == ["2027-03-31", "2027-03-31"]
    asking.town.clock.advance(days=11)
    assert refused(asking.me(subject, "score")) == (409, "is-leaving")


def test_who_answered_the_first_change_has_the_time_of_the_second(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.town.clock.advance(days=5)
    asking.agree(subject)
    asking.town.clock.advance(days=15)
    asking.change("minimum_age = 18", "minimum_age = 20")
    shown = asking.me(subject).json()
    assert [change["en"] for change in shown["changes"]] == [
        "The minimum age is now 20; it was 18."
    ]
    assert shown["answer_by"] == "2027-04-20T16:00:00Z"


def test_a_text_that_is_put_back_asks_only_those_who_never_saw_it(asking: Asking) -> None:
    first = asking.town.join(1)
    leaving = asking.town.join(3)
    asking.shorten_notice()
    second = asking.town.join(2)
    asking.leave(leaving)
    asking.town.clock.advance(days=10)
    asking.change("notice_days = 7", "notice_days = 10")
    asking.town.clock.advance(days=25)
    asking.run_job()
    assert asking.me(first).json()["state"] == "participating"
    assert asking.told(first) == ["consent-given"]
    shown = asking.me(second).json()
    assert shown["answer_by"] == "2027-04-10T16:00:00Z"
    assert shown["changes"][0]["en"] == "The notice period is now 10 days; it was 7 days."


def test_a_leaver_returns_to_a_text_that_was_put_back(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.leave(subject)
    asking.shorten_notice()
    assert refused(asking.come_back(subject)) == (409, "consent-newer")
    asking.change("notice_days = 7", "notice_days = 10")
    assert asking.come_back(subject).json()["state"] == "participating"


def test_a_text_put_back_too_late_brings_nobody_back(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.shorten_notice()
    asking.town.clock.advance(days=40)
    asking.change("notice_days = 7", "notice_days = 10")
    assert refused(asking.me(subject, "score")) == (409, "is-leaving")
    assert asking.come_back(subject).json()["state"] == "participating"


def test_starting_again_asks_nobody(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.town.clock.advance(days=1)
    install_cities(asking.town.desk, load_once(asking.tree.root), asking.town.clock.now())
    assert asking.me(subject).json()["answer_by"] is None
    assert asking.client.get(f"{CITY}/consent-text").json()["since"] == "2027-03-01T04:00:00Z"


def test_the_refusals_speak_both_languages(asking: Asking) -> None:
    subject = asking.town.join(1)
    asking.leave(subject)
    asking.shorten_notice()
    resident = asking.town.resident(subject)
    path = f"{API}/me/return"
    english = asking.ask("POST", path, resident).json()["detail"]
    chinese = asking.ask("POST", path, resident, **{"accept-language": "zh"}).json()["detail"]
    assert english.endswith("Read what is new and agree to it: that brings you back.")
    assert chinese.endswith("请阅读变更内容并表示同意，即可恢复参加。")
    given = {"version": asking.version(), "language": "fr"}
    assert refused(asking.ask("PUT", CONSENT, resident, given)) == (422, "not-a-choice")


# Whoever took part before texts were kept


OLD_RESIDENT = """
insert into resident (city, subject, state, since) values ('fuzhou', :subject, 'participating', 0)
"""
OLD_CONSENT = """
insert into consent (city, subject, number, kind, version, language, at)
values ('fuzhou', :subject, 1, 'given', 'before', 'zh', 0)
"""


def enrolled(folder: Path) -> str:
    """A resident whom the key store knows, whatever database comes beside it."""
    folder.mkdir()
    path = folder / "master.key"
    path.write_text(MASTER_KEY)
    path.chmod(0o600)
    town = open_town(folder)
    subject = town.invite(1)
    town.installation.close()
    return subject


def test_residents_of_the_version_before_are_asked_about_the_whole_text(
    bare_url: str, tmp_path: Path
) -> None:
    migrate_to(bare_url, "0004")
    database = open_database(bare_url)
    subject = enrolled(tmp_path / "data")
    for statement in (OLD_RESIDENT, OLD_CONSENT):
        database.write_now(partial(_execute, sql=statement, subject=subject))
    database.close()
    migrate_to(bare_url, "head")
    tree = CityTree(tmp_path, "fuzhou")
    town = open_town(tmp_path / "data", bare_url, configs=tree.root)
    with town.client() as client:
        asking = Asking(town, client, tree)
        assert asking.run_job() == 1
        shown = asking.me(subject).json()
        assert (shown["state"], shown["given_version"]) == ("participating", "before")
        assert shown["answer_by"] == "2027-03-31T16:00:00Z"
        assert [change["en"] for change in shown["changes"]] == [
            "The text says some things in other words. Please read it again."
        ]
        assert asking.notices(subject) == [("consent-asked", asking.version(), "2027-03-31")]
        assert asking.agree(subject).json()["answer_by"] is None
    town.installation.close()


def _execute(tx: Transaction, sql: str, subject: str) -> None:
    tx.execute(sql, subject=subject)
