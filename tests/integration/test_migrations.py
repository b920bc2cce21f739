"""Migrations make the tables that the program knows, and the guards that stand in the database."""

import json
import threading
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from databases import connected, migrate_to
from earlier import before_perks
from rows import CITY, enter, log, take_part
from sqlalchemy import inspect

from backend.services.scheme_shelf import HeldScheme, SchemeShelf
from backend.storage.database import Database, Row, Transaction, open_database
from backend.storage.errors import AwayError, ConflictError, HeldError, OutdatedError
from backend.storage.grants import Grant, running_grants
from backend.storage.migrate import migrate
from backend.storage.revision import is_current
from backend.storage.schemes import add_version
from backend.storage.tables import METADATA


def test_migrations_come_to_the_tables_that_the_program_knows(database_url: str) -> None:
    with connected(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_an_empty_database_is_not_current_and_a_migrated_one_is(bare_url: str) -> None:
    assert not is_current(bare_url)
    migrate(bare_url)
    assert is_current(bare_url)


def test_migrating_again_does_nothing(bare_url: str) -> None:
    migrate(bare_url)
    with connected(bare_url) as connection:
        connection.exec_driver_sql("insert into city (code, text, setup_uses) values ('c', '', 0)")
    migrate(bare_url)
    assert is_current(bare_url)
    with connected(bare_url) as connection:
        assert connection.exec_driver_sql("select code from city").all() == [("c",)]


def test_tables_of_a_newer_program_are_left_alone(bare_url: str) -> None:
    migrate(bare_url)
    with connected(bare_url) as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    assert not is_current(bare_url)
    with pytest.raises(OutdatedError, match="9999"):
        migrate(bare_url)


def test_a_migration_happens_whole_or_not_at_all(bare_url: str) -> None:
    with connected(bare_url) as connection:
        connection.exec_driver_sql("create table step (stands_in_the_way int)")
    with pytest.raises(Exception, match="already exists"):
        migrate(bare_url)
    with connected(bare_url) as connection:
        assert inspect(connection).get_table_names() == ["step"]
        connection.exec_driver_sql("drop table step")
    migrate(bare_url)
    assert is_current(bare_url)


def _all_rows(tx: Transaction, table: str) -> list[Row]:
    return tx.rows(f"select * from {table} order by 1, 2")


def kept(url: str, *tables: str) -> dict[str, list[Row]]:
    database = open_database(url)
    try:
        return {table: database.read_now(partial(_all_rows, table=table)) for table in tables}
    finally:
        database.close()


def test_a_database_of_the_version_before_grants_keeps_its_rows(bare_url: str) -> None:
    migrate_to(bare_url, "0002")
    assert not is_current(bare_url)
    database = open_database(bare_url)
    database.write_now(prepare)
    database.close()
    with connected(bare_url) as connection:
        tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
    before = kept(bare_url, *tables)
    assert len(before["deed"]) == len(before["consent"]) == 1
    assert "perk_grant" not in tables
    migrate(bare_url)
    assert is_current(bare_url)
    # Later versions add columns at the end.
    assert {
        table: [row[: len(was)] for row, was in zip(rows, before[table], strict=True)]
        for table, rows in kept(bare_url, *tables).items()
    } == before
    assert kept(bare_url, "perk_grant") == {"perk_grant": []}
    with connected(bare_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_a_database_of_the_version_before_perks_keeps_its_schemes_and_grants(
    bare_url: str, few_cities: Path
) -> None:
    version = before_perks(few_cities, CITY, datetime(2027, 1, 1, tzinfo=UTC))

    def write(tx: Transaction) -> None:
        take_part(tx, "s")
        add_version(tx, CITY, version)
        tx.execute(a_grant(digest=version.digest))

    def read(tx: Transaction) -> tuple[HeldScheme, list[Grant]]:
        held = SchemeShelf().held(tx, CITY, version.digest)
        return held, running_grants(tx, CITY, "s", date(2027, 3, 1))

    migrate_to(bare_url, "0005")
    database = open_database(bare_url)
    database.write_now(write)
    database.close()
    before = kept(bare_url, "scheme_version")
    migrate(bare_url)
    assert kept(bare_url, "scheme_version") == before
    # It was granted at the first moment of 1970, which began eight hours before in the city.
    assert kept(bare_url, "perk_granted") == {"perk_granted": [(CITY, "", "1970-01", 1)]}
    database = open_database(bare_url)
    held, (grant,) = database.read_now(read)
    database.close()
    assert (grant.digest, grant.amount, grant.list, grant.ends_on) == (
        held.digest,
        None,
        None,
        None,
    )
    labels = [held.scheme.text.provider(each.provider).label_en for each in held.scheme.text.perks]
    assert labels == [each["provider_en"] for each in json.loads(version.text)["perk"]]


def test_cases_of_the_version_before_papers_stay_open_and_are_guarded(bare_url: str) -> None:
    case = (
        "insert into resident_case (city, subject, id, kind, deed, text, fingerprint, made_at, "
        "due_on, state{}) values ('fuzhou', 's', '{}', 'objection', 'd', 'x', 'f', 0, "
        "'2027-03-16', 'open'{})"
    )
    decided = (
        "update resident_case set state = 'rejected', decided_at = 1, reasons = 'r', "
        "decided_by = '{}' where id = '{}'"
    )

    def write(tx: Transaction) -> None:
        take_part(tx, "s")
        enter(tx, "s", "d")
        tx.execute(case.format("", "before", ""))

    def run(statement: str) -> None:
        database.write_now(lambda tx: tx.execute(statement))

    migrate_to(bare_url, "0010")
    database = open_database(bare_url)
    database.write_now(write)
    database.close()
    migrate(bare_url)
    database = open_database(bare_url)
    run(case.format(", on_paper_by", "after", ", 'officer'"))
    for refused, guard in (
        ("update resident_case set on_paper_by = 'other'", "case_no_update"),
        ("update resident_case set on_paper_by = null where id = 'after'", "case_no_update"),
        (decided.format("officer", "after"), "case_decided_by_involved"),
        (decided.format("collector", "before"), "case_decided_by_involved"),
    ):
        with pytest.raises(ConflictError, match=guard):
            run(refused)
    for taken in ("before", "after"):
        run(decided.format("another", taken))
    database.close()


def test_two_that_migrate_at_once_do_not_hurt_each_other(bare_url: str) -> None:
    problems: list[Exception] = []

    def try_it() -> None:
        try:
            migrate(bare_url)
        except HeldError:
            assert bare_url.startswith("sqlite"), "there only one process may come in"
        except Exception as error:  # noqa: BLE001 - shown below
            problems.append(error)

    threads = [threading.Thread(target=try_it) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert is_current(bare_url)


@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/at/all.db", "sqlite://", "postgresql://nobody@127.0.0.1:1/nothing"],
)
def test_a_database_that_is_away_is_told(url: str) -> None:
    with pytest.raises(AwayError):
        migrate(url)


# What the database itself refuses, whoever asks, and the name by which both tell it.
PREPARED = """
insert into city (code, text, setup_uses) values ('fuzhou', '', 0);
insert into consent (city, subject, number, kind, version, language, at)
values ('fuzhou', 's', 1, 'given', '1', 'en', 0);
insert into step (city, subject, deed, number, kind, at, account, role)
values ('fuzhou', 's', 'd', 1, 'confirmed', 0, 'officer', 'officer');
insert into scheme_version (city, digest, effective_on, text, catalogue, origin, added_at)
values ('fuzhou', 'digest', '2027-01-01', '', '', 'file', 0);
insert into resident (city, subject, state, since, erase_at)
values ('fuzhou', 'invited', 'invited', 0, null), ('fuzhou', 'leaving', 'leaving', 0, 1),
       ('fuzhou', 'other', 'participating', 0, null)
"""
DEED = """
insert into deed (city, subject, id, deed_type, occurred_on, recorded_at, entered_by, department,
                  fingerprint)
values ('{city}', '{subject}', '{id}', '', '', 0, '', '', '')
"""
GRANT = """
insert into perk_grant (city, subject, id, perk, digest, from_day, until_day, granted_at,
                        granted_by, fingerprint, reason, revoked_at)
values ('{city}', '{subject}', '{id}', '', '{digest}', '2027-03-01', '{until}', 0, '', '', '',
        {revoked})
"""


def a_grant(subject: str = "s", word: str = "g", **facts: str) -> str:
    """A statement that adds a grant."""
    values = {"city": CITY, "digest": "", "until": "2027-03-01", "revoked": "null", **facts}
    return GRANT.format(subject=subject, id=word, **values)


ENTRY = """
insert into log (city, id, at, account, role, action, subject, object, detail, salt, content, leaf)
values ('fuzhou', 'of-{subject}', 0, 'a', 'clock', 'deed.ended', '{subject}', 'd', '{}', 's', 'c',
        'l')
"""
FORGET = "update log set object = null, detail = '{}', salt = null"
REFUSED = {
    a_grant("nobody"): "perk_grant_needs_consent",
    a_grant("invited"): "perk_grant_needs_consent",
    a_grant("leaving"): "perk_grant_needs_consent",
    a_grant(city="elsewhere"): "perk_grant_needs_consent",
    a_grant(until="2027-02-28"): "ck_perk_grant_days",
    a_grant(revoked="1"): "ck_perk_grant_revoked",
    DEED.format(city=CITY, subject="nobody", id="new"): "deed_needs_consent",
    DEED.format(city=CITY, subject="invited", id="new"): "deed_needs_consent",
    DEED.format(city=CITY, subject="leaving", id="new"): "deed_needs_consent",
    DEED.format(city="elsewhere", subject="s", id="new"): "deed_needs_consent",
    DEED.format(city=CITY, subject="other", id="d"): "ix_deed_city_id",
    "update deed set occurred_on = '2020-01-01'": "deed_no_update",
    "update step set at = 1": "step_no_update",
    "update consent set version = '2'": "consent_no_update",
    "update scheme_version set text = 'another'": "scheme_version_no_update",
    "update log set detail = 'another'": "log_no_update",
    "update log set object = null, detail = '{}', salt = null": "log_no_update",
    f"{FORGET} where id = 'of-s'": "log_no_update",
    f"{FORGET}, action = 'deed.annulled' where id = 'of-gone'": "log_no_update",
    f"{FORGET}, account = '' where id = 'of-gone'": "log_no_update",
    f"{FORGET}, leaf = '' where id = 'of-gone'": "log_no_update",
    "delete from log": "log_no_delete",
    "delete from scheme_version": "scheme_version_no_delete",
    "insert into city (code, text, setup_uses) values ('fuzhou', '', 0)": "pk_city",
    "update resident set state = 'gone' where subject = 's'": "ck_resident_state",
    "update resident set state = 'leaving' where subject = 's'": "ck_resident_erase_at",
}


def prepare(tx: Transaction) -> None:
    """One row of each kind that may not change."""
    take_part(tx, "s")
    enter(tx, "s", "d")
    log(tx, "more")
    for statement in PREPARED.split(";"):
        tx.execute(statement)


def note_residents(tx: Transaction) -> None:
    """An entry of the log about somebody who is there, and one about somebody who is gone."""
    for subject in ("s", "gone"):
        tx.execute(ENTRY.replace("{subject}", subject))


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_itself_refuses(database: Database, statement: str) -> None:
    database.write_now(prepare)
    database.write_now(note_residents)
    with pytest.raises(ConflictError) as caught:
        database.write_now(lambda tx: tx.execute(statement))
    assert caught.value.name == REFUSED[statement]


@pytest.mark.parametrize("table", ["resident", "deed", "step", "consent", "score", "awaiting"])
def test_what_is_a_persons_can_be_deleted(database: Database, table: str) -> None:
    database.write_now(prepare)
    database.write_now(lambda tx: tx.execute(f"delete from {table}"))
    assert database.read_now(lambda tx: tx.rows(f"select 1 from {table}")) == []


def test_the_log_forgets_what_it_says_of_who_is_gone(database: Database) -> None:
    database.write_now(prepare)
    database.write_now(note_residents)
    database.write_now(lambda tx: tx.execute(f"{FORGET} where id = 'of-gone'"))
    found = database.read_now(
        lambda tx: tx.rows("select account, object from log where subject is not null")
    )
    assert sorted(found, key=str) == [("a", "d"), ("a", None)]
