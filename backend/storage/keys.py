"""The key store: from a resident's number to a random subject id and the key of their data.

It is a file of its own beside either database, so that the database's backups never hold it.
Destroying a row here makes a person's data unreadable everywhere, so a destroyed row must leave no
copy of itself. SQLite alone does not see to that: `secure_delete` overwrites what is deleted, yet
rows that were moved when pages split stay in the pages' unused parts, and the rollback journal
keeps the pages as they were. Both are looked after in `_wipe` and `_clear_journal`.
"""

import hmac
import os
import secrets
import sqlite3
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NoReturn, Self

from backend.core.problems import Place, Problem, ProblemsError
from backend.storage.crypto import (
    FILE_SETTING,
    KEY_BYTES,
    MasterKey,
    SealBrokenError,
    open_sealed,
    seal,
    sync_folder,
)

VERSION: Final = 2
SUBJECT_BYTES: Final = 16
BUSY_MILLISECONDS: Final = 10_000
PAGE: Final = 1000
CHUNK: Final = bytes(1 << 20)

# The journal is kept, not deleted: its blocks would go back to the disk with keys in them.
# Temporary pages stay in memory for the same reason.
PRAGMAS: Final = (
    f"pragma busy_timeout={BUSY_MILLISECONDS}",
    "pragma journal_mode=persist",
    "pragma synchronous=full",
    "pragma secure_delete=on",
    "pragma temp_store=memory",
    "pragma mmap_size=0",
    "pragma trusted_schema=off",
)

# Whose number a member of the staff has, so that nobody acts on their own file.
STAFF: Final = """create table staff (
        city text not null,
        account text not null,
        id_hash blob not null,
        unique (city, account)
    ) strict"""
SCHEMA: Final = (
    "create table about (name text primary key, content blob not null) strict",
    """create table resident (
        city text not null,
        id_hash blob not null,
        subject text not null,
        wrapped_key blob not null,
        master_key_id text not null,
        unique (city, id_hash),
        unique (city, subject)
    ) strict""",
    STAFF,
    f"pragma user_version={VERSION}",
)
# What a store of version 1 lacks.
SINCE_FIRST: Final = (STAFF, f"pragma user_version={VERSION}")

FOREIGN: Final = """
    select 1 from sqlite_schema where tbl_name not in ('about', 'resident', 'staff') limit 1
"""
INSERT: Final = """
    insert into resident (city, id_hash, subject, wrapped_key, master_key_id)
    values (:city, :hash, :subject, :wrapped, :master)
"""
LINK: Final = "insert into staff (city, account, id_hash) values (:city, :account, :hash)"
STAFF_HASH: Final = "select id_hash from staff where city = :city and account = :account"
# Until the traces are wiped this says so, also to the next start.
UNWIPED: Final = "insert or ignore into about values ('unwiped', x'')"
# The neighbour from the hash on: a known number and an unknown one both read one row, so the time
# taken tells nothing.
NEAREST: Final = """
    select id_hash, subject from resident
    where city = :city and id_hash >= :hash order by id_hash limit 1
"""


class KeyStore:
    """One open key store; several threads may share it, and several processes the file."""

    def __init__(self, path: Path, master: MasterKey, connection: sqlite3.Connection) -> None:
        """Use an open connection; `open` makes one."""
        self._path = path
        # SQLite follows links, and has its journal beside the file itself.
        self._file = path.resolve()
        self._journal = self._file.with_name(f"{self._file.name}-journal")
        self._connection = connection
        self._lock = threading.RLock()
        self._master_id = master.id
        self._about_key = master.derive("key-store/about")
        self._wrapping_key = master.derive("key-store/data-keys")
        self._number_key = b""

    @classmethod
    def open(cls, path: Path, master: MasterKey) -> Self:
        """Open the key store in this file, or make it.

        Raises:
            ProblemsError: if it was made with another master key or by a newer version, or if it
                cannot be read and written.
        """
        place = Place(str(path), "CITYPOINTS_DATA_DIR")
        try:
            _make_private(path)
            connection = _connect(path)
            store = cls(path, master, connection)
            try:
                store._prepare()
            except BaseException:
                connection.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise ProblemsError(place.problem("key-store-unreadable", detail=str(error))) from error
        return store

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with self._lock:
            self._connection.close()

    def number_hash(self, city: str, number: str) -> bytes:
        """The keyed hash by which a number is found: 32 bytes, useless without the master key.

        The same number hashes differently in another city, so that stores cannot be joined.

        Raises:
            ValueError: if nothing of the number is left without spaces and signs.
        """
        return self._keyed("number", city, normal_number(number))

    def enrol(self, city: str, number: str) -> str:
        """The subject id of this number: the one it has, or a new one with a new data key.

        Returns:
            32 hex digits, durable by then.
        """
        return self.enrol_many(city, [number])[0]

    def enrol_many(self, city: str, numbers: Sequence[str]) -> list[str]:
        """The subject ids of these numbers, in their order, in one transaction."""
        hashes = [self.number_hash(city, number) for number in numbers]
        with self._lock:
            found = [self._found(city, digest) for digest in hashes]
            if all(found):
                return [subject for subject in found if subject]
            # What another process enrolled in between is found under the write lock.
            with self._writing():
                return [self._found(city, digest) or self._add(city, digest) for digest in hashes]

    def subject_of(self, city: str, number: str) -> str | None:
        """The subject id of this number; none if it was never enrolled, or has been destroyed."""
        return self._found(city, self.number_hash(city, number))

    def subject_or_decoy(self, city: str, number: str) -> str:
        """The subject id of this number or, in the same time, one that belongs to nobody.

        A decoy is always the same for the same number, as a subject id would be.
        """
        return self._found_or_decoy(city, self.number_hash(city, number))

    def link_staff(self, city: str, account: str, number: str) -> None:
        """Keep whose number a member of the staff has, in the place of what was kept."""
        self._set_staff(city, account, self.number_hash(city, number))

    def unlink_staff(self, city: str, account: str) -> None:
        """Forget whose number a member of the staff has; no trace of it is left, durably."""
        self._set_staff(city, account, None)

    def linked_staff(self, city: str) -> frozenset[str]:
        """The accounts of a city whose number is kept."""
        rows = self._rows("select account from staff where city = :city", city=city)
        return frozenset(account for (account,) in rows)

    def own_subject_of(self, city: str, account: str) -> str | None:
        """The subject id of a staff member's own number, or its decoy; none where none is kept.

        Never remembered: another process may have enrolled, destroyed or linked since.
        """
        row = self._row(STAFF_HASH, city=city, account=account)
        return None if row is None else self._found_or_decoy(city, row[0])

    def data_key(self, city: str, subject: str) -> bytes | None:
        """The 32-byte key of a resident's data; none once it is destroyed.

        Raises:
            SealBrokenError: if the row was tampered with.
        """
        row = self._row(
            "select wrapped_key from resident where city = :city and subject = :subject",
            city=city,
            subject=subject,
        )
        if row is None:
            return None
        return open_sealed(self._wrapping_key, row[0], row=_row_of_key(city, subject))

    def destroy(self, city: str, subject: str) -> bool:
        """Destroy the key of a resident's data and the way from their number to their subject id.

        Returns:
            True if there was one. Either way no trace is left in the files, durably.
        """
        with self._lock:
            with self._writing():
                row = self._row(
                    "delete from resident where city = :city and subject = :subject "
                    "returning id_hash, wrapped_key",
                    city=city,
                    subject=subject,
                )
                if row is not None:
                    self._execute(UNWIPED)
            if self._is_unwiped():
                self._wipe(None if row is None else self._gone(city, *row, subject.encode()))
        return row is not None

    def subjects(self, city: str) -> Iterator[str]:
        """Every subject id of a city, in their own order, which is random.

        Read in pages, so that nobody is kept from writing meanwhile.
        """
        last = ""
        while page := self._rows(
            "select subject from resident where city = :city and subject > :last "
            "order by subject limit :page",
            city=city,
            last=last,
            page=PAGE,
        ):
            yield from (subject for (subject,) in page)
            (last,) = page[-1]

    def _found(self, city: str, digest: bytes) -> str | None:
        row = self._row(NEAREST, city=city, hash=digest)
        found, subject = row or (b"", None)
        return subject if hmac.compare_digest(found, digest) else None

    def _found_or_decoy(self, city: str, digest: bytes) -> str:
        decoy = self._keyed("decoy", city, digest.hex())[:SUBJECT_BYTES].hex()
        return self._found(city, digest) or decoy

    def _set_staff(self, city: str, account: str, digest: bytes | None) -> None:
        with self._lock:
            with self._writing():
                was = self._row(
                    "delete from staff where city = :city and account = :account returning id_hash",
                    city=city,
                    account=account,
                )
                if digest is not None:
                    self._execute(LINK, city=city, account=account, hash=digest)
                if was is not None and was[0] != digest:
                    self._execute(UNWIPED)
            if self._is_unwiped():
                self._wipe(None if was is None else self._gone(city, *was))

    def _gone(self, city: str, digest: bytes, *others: bytes) -> tuple[bytes, ...]:
        """What may be left nowhere; a hash may be where it is a resident's or the staff's still."""
        kept = self._row(
            "select 1 from resident where city = :city and id_hash = :hash union all "
            "select 1 from staff where city = :city and id_hash = :hash",
            city=city,
            hash=digest,
        )
        return others if kept else (digest, *others)

    def _add(self, city: str, digest: bytes) -> str:
        subject = secrets.token_hex(SUBJECT_BYTES)
        data_key = secrets.token_bytes(KEY_BYTES)
        wrapped = seal(self._wrapping_key, data_key, row=_row_of_key(city, subject))
        values = {"hash": digest, "wrapped": wrapped, "master": self._master_id}
        self._execute(INSERT, city=city, subject=subject, **values)
        return subject

    def _keyed(self, purpose: str, city: str, number: str) -> bytes:
        """BLAKE2b with a key; no part can hold the NUL that parts them.

        An HMAC of the standard library hands the interpreter to the writer, and so costs much more.
        """
        message = f"{purpose}\0{city}\0{number}".encode()
        return blake2b(message, digest_size=KEY_BYTES, key=self._number_key).digest()

    # The file

    def _prepare(self) -> None:
        """Make the tables or see that they are ours, get the number key, finish what was begun."""
        with self._writing():
            (version,) = self._required("pragma user_version")
            if version > VERSION:
                self._refuse("key-store-newer", found=str(version), known=str(VERSION))
            if version == 0:
                self._create()
            elif version < VERSION:
                for statement in SINCE_FIRST:
                    self._execute(statement)
            self._number_key = self._opened_number_key()
        for file in (self._file, self._journal):
            if file.exists():
                file.chmod(0o600)
        if self._is_unwiped():
            self._wipe(None)

    def _create(self) -> None:
        for statement in SCHEMA:
            self._execute(statement)
        # Random and sealed, not derived: a new master key then reseals it, and the hashes of
        # numbers that nobody has any more stay as they are.
        sealed = seal(self._about_key, secrets.token_bytes(KEY_BYTES), row="about|number-key")
        self._execute("insert into about values ('number-key', :sealed)", sealed=sealed)
        made = self._master_id.encode()
        self._execute("insert into about values ('master-key-id', :made)", made=made)

    def _opened_number_key(self) -> bytes:
        """What every hash is keyed with; it opens with the right master key only."""
        (made,) = self._required("select content from about where name = 'master-key-id'")
        if made != self._master_id.encode():
            self._refuse("key-store-other-key", made=made.decode(), given=self._master_id)
        (sealed,) = self._required("select content from about where name = 'number-key'")
        try:
            return open_sealed(self._about_key, sealed, row="about|number-key")
        except SealBrokenError as error:
            self._refuse("key-store-unreadable", detail=str(error))

    def _refuse(self, kind: str, **values: str) -> NoReturn:
        key = FILE_SETTING if kind == "key-store-other-key" else "CITYPOINTS_DATA_DIR"
        raise ProblemsError(
            Problem(kind=kind, file=str(self._path), key=key, values=tuple(values.items()))
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that holds the write lock from its start; durable at the end."""
        with self._alone():
            yield
            self._execute("commit")
        self._clear_journal()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep every other writer out; what is not committed inside is rolled back."""
        with self._lock:
            self._execute("begin immediate")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._execute("rollback")

    def _clear_journal(self) -> None:
        """Overwrite the pages that the journal kept, then empty it.

        Only with other writers kept out: then the journal belongs to no transaction, of any
        process, and one that a crash left behind has been played back.
        """
        with self._alone():
            if self._journal.exists():
                _overwrite(self._journal)

    def _is_unwiped(self) -> bool:
        return self._row("select 1 from about where name = 'unwiped'") is not None

    def _wipe(self, traces: tuple[bytes, ...] | None) -> None:
        """See that no copy of these bytes lies in an unused part of a page.

        About one row in a thousand leaves one behind. The whole file is rewritten only then, or
        where it is not known what was destroyed, since a crash came between.
        """
        if traces is None or self._is_left(traces):
            self._execute("vacuum")
            self._clear_journal()
        with self._writing():
            self._execute("delete from about where name = 'unwiped'")

    def _is_left(self, traces: tuple[bytes, ...]) -> bool:
        # The pages as they are, with their unused parts. Read by SQLite itself: closing a handle
        # of our own on the file would drop the locks that this process holds on it.
        with self._alone():
            image = self._connection.serialize()
        return any(trace in image for trace in traces)

    def _rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def _row(self, sql: str, **values: object) -> tuple[Any, ...] | None:
        rows = self._rows(sql, **values)
        return rows[0] if rows else None

    def _required(self, sql: str) -> tuple[Any, ...]:
        row = self._row(sql)
        if row is None:
            self._refuse("key-store-unreadable", detail="a row about itself is missing")
        return row

    def _execute(self, sql: str, **values: object) -> None:
        self._rows(sql, **values)


def normal_number(number: str) -> str:
    """A number as it is compared: letters and digits, in one width and capital.

    Raises:
        ValueError: if none is left.
    """
    normal = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", number).upper()))
    if not normal:
        message = "a number without letters and digits"
        raise ValueError(message)
    return normal


def _row_of_key(city: str, subject: str) -> str:
    return f"data-key|{city}|{subject}"


def _make_private(path: Path) -> None:
    """Make the file its owner's alone from the start; SQLite gives its journal the same mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    sync_folder(path.parent)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        # Looked at before anything is set, which could change a database that is another's.
        if connection.execute(FOREIGN).fetchone():
            message = "it is another database"
            raise sqlite3.DatabaseError(message)  # noqa: TRY301 - told like SQLite's own refusals
        for pragma in PRAGMAS:
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _overwrite(path: Path) -> None:
    """Zero every byte on the disk before the blocks are given back."""
    with path.open("r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size
        if left == 0:
            return
        while left > 0:
            left -= file.write(CHUNK[:left])
        os.fsync(file.fileno())
        file.truncate(0)
