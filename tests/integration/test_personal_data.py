"""Every field that is kept about residents is exported and erased, and one table says how."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from fnmatch import fnmatch
from functools import partial
from typing import Any, Final

import msgspec
import pytest
from installation import Town
from sqlalchemy import BigInteger, LargeBinary
from taking import Client, Taker, rows_about, values_at

from backend.contracts.export import ExportView
from backend.services.personal_data import (
    COLUMNS,
    FOLDER,
    KEY_STORE,
    Entry,
    Erasing,
    NotPersonal,
    Personal,
    Unreadable,
)
from backend.storage.residents import ERASED_TABLES
from backend.storage.tables import METADATA
from backend.storage.values import micros

WHERE: Final = "backend/services/personal_data.py"
# Shown in other words than those that are stored: a name for an account, a role for a person.
IN_WORDS: Final = frozenset(
    {
        *("consent.account", "invitation.made_by", "perk_grant.granted_by", "log.account"),
        *("perk_pass.code", "resident_case.decided_by", "log.detail", "batch_row.facts"),
    }
)
# What one resident of these tests has not: a consent on paper, an import that was committed, …
NOT_HERE: Final = frozenset(
    {
        *("resident.erase_at", "consent.account", "consent.scan", "deed.batch"),
        *("account.disabled_at", "session.revoked_at", "contact.sent_at", "contact.problem"),
        *("outgoing.message", "outgoing.sent_at", "outgoing.problem", "notice.read_at"),
        *("resident_case.proof", "resident_case.on_day", "resident_case.on_paper_by"),
        *("invitation.made_by", "perk_grant.granted_by", "log.account"),
    }
)


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def entry_of(entries: dict[str, dict[str, Entry]], table: str, column: str) -> Entry | None:
    return entries.get(table, {}).get(column)


def missing(entries: dict[str, dict[str, Entry]], tables: dict[str, list[str]]) -> list[str]:
    """What has no entry, and what to do."""
    return [
        f"{table}.{column} has no entry in {WHERE}: say there that it is not personal, and why; "
        "or where the export shows it, and how it is erased"
        for table, columns in tables.items()
        for column in columns
        if entry_of(entries, table, column) is None
    ]


def stale(entries: dict[str, dict[str, Entry]], tables: dict[str, list[str]]) -> list[str]:
    """Entries of what is no more."""
    return [
        f"{table}.{column} is not there any more: take it out of {WHERE}"
        for table, columns in entries.items()
        for column in columns
        if column not in tables.get(table, [])
    ]


def database_columns() -> dict[str, list[str]]:
    return {
        table.name: [column.name for column in table.columns] for table in METADATA.sorted_tables
    }


def test_every_column_has_an_entry() -> None:
    tables = database_columns()
    assert [*missing(COLUMNS, tables), *stale(COLUMNS, tables)] == []


def test_a_new_column_without_an_entry_is_told_with_what_to_do() -> None:
    tables = {**database_columns(), "resident": ["city", "subject", "nickname"]}
    (told,) = missing(COLUMNS, tables)
    assert told.startswith("resident.nickname has no entry in backend/services/personal_data.py")
    assert "how it is erased" in told


def test_every_column_of_the_key_store_has_an_entry(town: Town) -> None:
    with sqlite3.connect(town.installation.settings.key_store) as store:
        names = store.execute("select name from sqlite_schema where type = 'table'").fetchall()
        tables = {
            name: [row[1] for row in store.execute(f"pragma table_info({name})")]
            for (name,) in names
        }
    store.close()
    assert [*missing(KEY_STORE, tables), *stale(KEY_STORE, tables)] == []


def test_everything_in_the_data_folder_has_an_entry(town: Town, client: Client) -> None:
    Taker(town, client).live()
    found = [path.name for path in town.installation.settings.data_dir.iterdir()]
    strange = [name for name in found if not any(fnmatch(name, each) for each in FOLDER)]
    assert strange == [], f"say in {WHERE} what these hold, and how it is erased"


def test_what_is_said_of_erasing_is_what_is_erased() -> None:
    for table, columns in COLUMNS.items():
        kinds = {each.erased for each in columns.values() if not isinstance(each, NotPersonal)}
        if table in ERASED_TABLES:
            assert kinds <= {Erasing.ROW, Erasing.KEY}, table
        elif table == "log":
            assert kinds == {Erasing.EMPTIED, Erasing.LEADS_NOWHERE}
        elif table in {"redemption", "second_use"}:
            assert kinds == {Erasing.UNLINKED}
            assert "subject" not in columns
        else:
            assert kinds <= {Erasing.FORGOTTEN}, f"{table} is not among the tables that are erased"
    assert set(ERASED_TABLES) <= set(COLUMNS)


def test_what_names_a_person_is_sealed() -> None:
    for table in ERASED_TABLES:
        for column in METADATA.tables[table].columns:
            entry = COLUMNS[table][column.name]
            is_sealed = isinstance(entry, Personal) and entry.erased is Erasing.KEY
            is_bytes = isinstance(column.type, LargeBinary)
            assert is_bytes or not is_sealed, f"{table}.{column.name} is readable"
            assert is_sealed or isinstance(entry, Unreadable) or not is_bytes, column.name


def test_every_path_leads_somewhere_in_the_export() -> None:
    for entries in (COLUMNS, KEY_STORE, {"": FOLDER}):
        for table, columns in entries.items():
            for column, entry in columns.items():
                if isinstance(entry, Personal):
                    _follow(ExportView, entry.exported, f"{table}.{column}")


def _follow(kind: Any, path: str, of: str) -> None:
    for key in path.split("."):
        fields = {field.encode_name: field.type for field in _struct(kind).fields}
        assert key in fields, f"{of}: the export has no {path}"
        kind = fields[key]


def _struct(kind: Any) -> msgspec.inspect.StructType:
    """The struct in a list, or where there may be none."""
    found: Any = msgspec.inspect.type_info(kind) if isinstance(kind, type) else kind
    while not isinstance(found, msgspec.inspect.StructType):
        if isinstance(found, msgspec.inspect.UnionType):
            found = next(
                each for each in found.types if isinstance(each, msgspec.inspect.StructType)
            )
        else:
            found = found.item_type
    struct: msgspec.inspect.StructType = found
    return struct


def test_an_export_shows_every_value_that_is_stored(town: Town, client: Client) -> None:
    taker = Taker(town, client)
    taker.live()
    taken = taker.export()
    faults = [*faults_of(town, taker.subject, taken)]
    assert faults == []


def faults_of(town: Town, subject: str, taken: dict[str, Any]) -> Iterator[str]:
    """Stored values that the export does not show, and columns that the test never filled."""
    for table in METADATA.sorted_tables:
        if "subject" not in table.columns:
            continue
        names = [column.name for column in table.columns]
        read = partial(rows_about, table=table.name, columns=names, subject=subject)
        rows = town.desk.database.read_now(read)
        for column in table.columns:
            entry = COLUMNS[table.name][column.name]
            if not isinstance(entry, Personal):
                continue
            stored = [row[column.name] for row in rows if row[column.name] is not None]
            shown = [each for each in values_at(taken, entry.exported) if each is not None]
            name = f"{table.name}.{column.name}"
            if not stored and name not in NOT_HERE:
                yield f"{name} was never filled"
            if entry.erased is Erasing.KEY or name in IN_WORDS:
                if len(shown) < (len(stored) if name not in NOT_HERE else 0):
                    yield f"{name}: {len(stored)} stored, {len(shown)} shown"
                continue
            is_moment = isinstance(column.type, BigInteger)
            left = {*map(str, stored)} - {_plain(each, is_moment=is_moment) for each in shown}
            if left:
                yield f"{name}: {sorted(left)[:3]} not at {entry.exported}"


def _plain(shown: Any, *, is_moment: bool) -> str:
    """A value of the document as the database has it."""
    if is_moment:
        return str(micros(datetime.fromisoformat(shown)))
    return str(Decimal(str(shown))) if isinstance(shown, float) else str(shown)


def test_the_export_states_what_is_kept_and_how_it_is_erased(town: Town, client: Client) -> None:
    kept = {each["what"]: each for each in Taker(town, client).export()["kept"]}
    assert kept["database: deed.document"]["where"] == "deeds.document"
    assert "key" in kept["database: deed.document"]["erased"]
    assert kept["database: account.password_hash"]["where"] is None
    assert "database: city.text" not in kept
