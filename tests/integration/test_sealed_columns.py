"""What is sealed opens in its own place only: row, resident, city and column, for every column.

A walk of the tables: a new column of bytes is named here, with where it is bound, or fails.
"""

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import pytest
from installation import Town
from litestar.testing import TestClient
from sqlalchemy import LargeBinary
from taking import Taker

from backend.core.deed import StepKind
from backend.services.case_steps import bound as bound_case
from backend.services.confirm_deed import reason_row
from backend.services.enrol_resident import PROFILE
from backend.services.enter_deed import papers_row
from backend.services.keep_contacts import contact_row
from backend.services.list_grants import bound as bound_grant
from backend.services.view_cases import evidence_row
from backend.storage.crypto import SealBrokenError, open_sealed
from backend.storage.database import Transaction
from backend.storage.tables import METADATA

Values = dict[str, Any]
Column = tuple[str, str]

# What each is bound to beside its city and its resident.
SEALED: dict[Column, Callable[[Values], str]] = {
    ("resident", "profile"): lambda _: PROFILE,
    ("deed", "document"): lambda row: papers_row(row["id"]),
    ("step", "reason"): lambda row: reason_row(row["deed"], StepKind(row["kind"])),
    ("perk_grant", "reason"): lambda row: bound_grant(row["id"], "reason"),
    ("perk_grant", "revoke_reason"): lambda row: bound_grant(row["id"], "revoke_reason"),
    ("contact", "address"): lambda row: contact_row(row["channel"]),
    ("resident_case", "text"): lambda row: bound_case(row["id"], "text"),
    ("resident_case", "reasons"): lambda row: bound_case(row["id"], "reasons"),
    ("evidence", "name"): lambda row: evidence_row(row["id"], "name"),
    ("batch_row", "papers"): lambda row: papers_row(row["deed"]),
}
# Sealed with a key of the batch, and bound to it.
OF_A_BATCH: dict[Column, Callable[[Values], str]] = {
    ("batch", "title"): lambda row: f"batch|{row['id']}|title",
    ("batch", "reason"): lambda row: f"batch|{row['id']}|reason",
    ("batch_note", "problems"): lambda row: f"batch|{row['batch']}|{row['part']}|{row['number']}",
}
NOT_SEALED: dict[Column, str] = {
    ("invitation", "code_hash"): "a hash",
    ("session", "refresh_hash"): "a hash",
    ("deed", "fingerprint"): "a hash",
    ("perk_grant", "fingerprint"): "a hash",
    ("resident_case", "fingerprint"): "a hash",
    ("evidence", "fingerprint"): "a hash",
    ("batch_row", "fingerprint"): "a hash",
    ("proposal", "reason"): "of no resident, and published",
    ("log", "salt"): "random",
    ("log", "content"): "names no person",
    ("log", "leaf"): "a hash",
    ("checkpoint", "root"): "a hash",
    ("checkpoint", "peaks"): "hashes",
    ("checkpoint", "signature"): "published",
}


class Place:
    """Where a sealed value lies."""

    def __init__(self, town: Town, column: Column, values: Values, label: str) -> None:
        """Note it, with the key that opens it."""
        self.column, self.values = column, values
        self.sealed: bytes = values[column[1]]
        # A batch's key is found as that of a number that nobody can have.
        name = f"batch{values.get('batch') or values['id']}" if column in OF_A_BATCH else None
        keys = town.desk.keys
        of_batch = name and keys.subject_of(town.city, name)
        self.subject: str = of_batch or values["subject"]
        self.key = keys.data_key(town.city, self.subject) or b""
        self.row = f"{values['city']}|{self.subject}|{label}"


@pytest.fixture
def client(town: Town) -> Iterator[TestClient[Any]]:
    with town.client() as client:
        yield client


@pytest.fixture
def takers(town: Town, client: TestClient[Any]) -> tuple[Taker, Taker]:
    """Two residents about whom there is something of everything."""
    found = Taker(town, client), Taker(town, client, 2, "two")
    for taker in found:
        taker.live()
    return found


def rows_of(tx: Transaction, table: str) -> list[Values]:
    names = [column.name for column in METADATA.tables[table].columns]
    found = tx.rows(f"select {', '.join(names)} from {table}")
    return [dict(zip(names, map(_plain, row), strict=True)) for row in found]


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def places(town: Town) -> list[Place]:
    """Every sealed value that is stored."""
    found = []
    for column, label in (SEALED | OF_A_BATCH).items():
        table, name = column
        rows = town.desk.database.read_now(lambda tx, table=table: rows_of(tx, table))  # type: ignore[misc] # read at once
        found += [Place(town, column, row, label(row)) for row in rows if row[name]]
    return found


def lift_guards(town: Town) -> None:
    """Let what the database would refuse pass: whoever has the file, or the server, can."""

    def work(tx: Transaction) -> None:
        if town.desk.database.dialect == "postgresql":
            for table, _ in SEALED:
                tx.execute(f"alter table {table} disable trigger user")
            return
        for (name,) in tx.rows("select name from sqlite_schema where type = 'trigger'"):
            tx.execute(f"drop trigger {name}")

    town.desk.database.write_now(work)


def restore_guards(town: Town) -> None:
    """Of a server that other tests use as well."""
    if town.desk.database.dialect == "postgresql":
        for table, _ in SEALED:
            sql = f"alter table {table} enable trigger user"
            town.desk.database.write_now(lambda tx, sql=sql: tx.execute(sql))  # type: ignore[misc] # done at once


def test_every_column_of_bytes_is_sealed_or_says_why_not() -> None:
    walked = {
        (table.name, column.name)
        for table in METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert walked == SEALED.keys() | OF_A_BATCH.keys() | NOT_SEALED.keys()


@pytest.mark.usefixtures("takers")
def test_a_value_moved_to_another_row_resident_city_or_column_does_not_open(town: Town) -> None:
    found = places(town)
    assert {place.column for place in found} >= SEALED.keys()
    for place in found:
        assert open_sealed(place.key, place.sealed, row=place.row)
        with pytest.raises(SealBrokenError):
            open_sealed(place.key, place.sealed, row=place.row.replace("fuzhou|", "suzhou|", 1))
    for place, other in permutations(found, 2):
        # A staged row's papers become those of its deed, which has the row's id.
        assert place.row != other.row or place.column[0] != other.column[0]
        # Even who could choose the key, of the one or of the other, gains nothing.
        for key in (place.key, other.key):
            if place.row != other.row:
                with pytest.raises(SealBrokenError):
                    open_sealed(key, place.sealed, row=other.row)


def test_a_value_that_is_moved_in_the_database_is_not_shown(
    town: Town, takers: tuple[Taker, Taker]
) -> None:
    """Somebody who can write the database puts what is another's into a resident's rows."""
    own, other = takers
    before = own.export()
    found = [place for place in places(town) if place.column in SEALED]
    lift_guards(town)
    try:
        for place in [each for each in found if each.subject == own.subject]:
            theirs = next(
                each
                for each in found
                if each.column == place.column and each.subject == other.subject
            )
            put(town, place, theirs.sealed)
            answer = own.ask("export")
            assert answer.status_code == 500, place.column
            assert "two" not in answer.text
            put(town, place, place.sealed)
    finally:
        restore_guards(town)
    assert {**own.export(), "made_at": None} == {**before, "made_at": None}


def put(town: Town, place: Place, sealed: bytes) -> None:
    """Write into a place."""
    table, column = place.column
    names = [each.name for each in METADATA.tables[table].primary_key.columns]
    where = " and ".join(f"{name} = :{name}" for name in names)
    values = {name: place.values[name] for name in names}
    sql = f"update {table} set {column} = :sealed where {where}"
    assert town.desk.database.write_now(lambda tx: tx.execute(sql, sealed=sealed, **values)) == 1
