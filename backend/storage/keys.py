"""The key store: from a resident's number to a random subject id and the key of their data.

It is a file of its own beside either database, so that the database's backups never hold it.
Destroying a row here makes a person's data unreadable everywhere, so a destroyed row leaves no copy
of itself (see `key_file`).

Whatever must outlive a master key is random and sealed here with the one in use: a new one then
takes its place by sealing it anew (`adopt`, `rewrap`, `forget_old_keys`) while others read and
enrol. Each row names the master key that wrapped it; who meets one that they do not know reads the
master key's file again.
"""

import contextlib
import hmac
import secrets
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final, Self

import msgspec

from backend.core.problems import Place, ProblemsError
from backend.storage.crypto import KEY_BYTES, MasterKey, SealBrokenError, open_sealed, seal
from backend.storage.key_file import UNWIPED, connect, make_private
from backend.storage.key_tables import ADDED, FIRST, SCHEMA, SECRETS_ADDED, VERSION
from backend.storage.leaving_marks import UNMARK, LeavingMarks

SUBJECT_BYTES: Final = 16
PAGE: Final = 1000
NUMBER_KEY: Final = "number-key"
# What the secrets of this installation are for, each by its row of `about`.
SECRETS: Final = {
    purpose: f"secret-{purpose}"
    for purpose in ("cursors", "fingerprints", "log", "passes", "setup", "tokens")
}

WRAPPED: Final = """
    select wrapped_key, master_key_id from resident where city = :city and subject = :subject
"""
INSERT: Final = """
    insert into resident (city, id_hash, subject, wrapped_key, master_key_id)
    values (:city, :hash, :subject, :wrapped, :master)
"""
REWRITE: Final = """
    update resident set id_hash = id_hash, subject = subject
    where city = :city and id_hash = :hash
"""
LINK: Final = "insert into staff (city, account, id_hash) values (:city, :account, :hash)"
STAFF_HASH: Final = "select id_hash from staff where city = :city and account = :account"
OTHERS: Final = """
    select rowid, city, subject, wrapped_key, master_key_id from resident
    where rowid > :after and master_key_id <> :in_use order by rowid limit :most
"""
REWRAP: Final = """
    update resident set wrapped_key = :wrapped, master_key_id = :in_use where rowid = :row
"""
SEALED: Final = """
    select made.content, sealed.content from about made, about sealed
    where made.name = 'master-key-id' and sealed.name = :name
"""
COUNTS: Final = "select master_key_id, count(*) from resident group by master_key_id"
# The neighbour from the hash on: a known number and an unknown one both read one row, so the time
# taken tells nothing.
NEAREST: Final = """
    select id_hash, subject from resident
    where city = :city and id_hash >= :hash order by id_hash limit 1
"""


class KeyState(msgspec.Struct, frozen=True, kw_only=True):
    """How far the store has come with its master keys.

    Attributes:
        in_use: the id of the master key that seals what comes.
        counts: how many residents' keys each master key has wrapped, by its id.
        is_changing: true until nothing of the key before is left.
    """

    in_use: str
    counts: dict[str, int]
    is_changing: bool


class _Known:
    """A master key at hand, with the keys that follow from it for this store."""

    __slots__ = ("about", "master", "wrapping")

    def __init__(self, master: MasterKey) -> None:
        self.master = master
        self.about = master.derive("key-store/about")
        self.wrapping = master.derive("key-store/data-keys")


class KeyStore(LeavingMarks):
    """One open key store; several threads may share it, and several processes the file."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        masters: Sequence[MasterKey],
        reread: Callable[[], Sequence[MasterKey]],
    ) -> None:
        """Use an open connection; `open` makes one."""
        super().__init__(path, connection)
        self._reread = reread
        self._first = masters[0]
        self._known = {master.id: _Known(master) for master in masters}
        self._number_key = b""
        self._secrets: dict[str, bytes] = {}

    @classmethod
    def open(
        cls,
        path: Path,
        *masters: MasterKey,
        reread: Callable[[], Sequence[MasterKey]] | None = None,
    ) -> Self:
        """Open the key store in this file, or make it.

        Args:
            path: the file.
            masters: the master key, and those whose place it is taking.
            reread: reads them again, for where another process has changed them since.

        Raises:
            ProblemsError: if it was made with another master key or by a newer version, or if it
                cannot be read and written.
        """
        place = Place(str(path), "CITYPOINTS_DATA_DIR")
        try:
            make_private(path)
            connection = connect(path)
            store = cls(path, connection, masters, reread or (lambda: masters))
            try:
                store._prepare()
            except BaseException:
                connection.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise ProblemsError(place.problem("key-store-unreadable", detail=str(error))) from error
        return store

    def secret(self, purpose: str) -> bytes:
        """The secret of one of `SECRETS`: 32 bytes that outlive every master key."""
        return self._secrets[purpose]

    def renewable(self, purpose: str) -> bytes:
        """The same, never remembered: another process may have renewed it since."""
        return self._opened(SECRETS[purpose])

    def renew(self, purpose: str) -> None:
        """Put a new random secret in the place of one that leaked."""
        with self._writing():
            self._put(SECRETS[purpose], secrets.token_bytes(KEY_BYTES))

    @property
    def id(self) -> str:
        """32 hex digits that tell key stores apart; copies of one have the same."""
        return blake2b(b"id", digest_size=16, key=self._number_key).hexdigest()

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
        """The subject ids of these numbers, in their order, in one transaction.

        A known number is written as a new one is: the time taken tells nothing.
        """
        hashes = [self.number_hash(city, number) for number in numbers]
        with self._lock, self._writing():
            return [self._kept(city, digest) or self._add(city, digest) for digest in hashes]

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
        row = self._row(WRAPPED, city=city, subject=subject)
        return None if row is None else self._unwrapped(city, subject, *row)

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
                # What of the mark is left has the subject id in it, too.
                self._execute(UNMARK, city=city, subject=subject)
                if row is not None:
                    self._execute(UNWIPED)
            if self._is_unwiped():
                # Of a key that is being rewrapped there may be a former copy, which is not known.
                is_known = row is not None and not self._is_marked("changing")
                self._wipe(self._gone(city, *row, subject.encode()) if row and is_known else None)
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

    def _kept(self, city: str, digest: bytes) -> str | None:
        """The subject id of a known number, whose row is written again as it is."""
        found = self._found(city, digest)
        if found is not None:
            self._execute(REWRITE, city=city, hash=digest)
        return found

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
        # Looked up each time: another process may have put a new master key to use.
        in_use = self._in_use()
        wrapped = seal(in_use.wrapping, data_key, row=_row_of_key(city, subject))
        values = {"hash": digest, "wrapped": wrapped, "master": in_use.master.id}
        self._execute(INSERT, city=city, subject=subject, **values)
        return subject

    def _keyed(self, purpose: str, city: str, number: str) -> bytes:
        """BLAKE2b with a key; no part can hold the NUL that parts them.

        An HMAC of the standard library hands the interpreter to the writer, and so costs much more.
        """
        message = f"{purpose}\0{city}\0{number}".encode()
        return blake2b(message, digest_size=KEY_BYTES, key=self._number_key).digest()

    # The master keys

    def state(self) -> KeyState:
        """How far the store has come with its master keys."""
        with self._alone():
            return KeyState(
                in_use=self._in_use_id(),
                counts=dict(self._rows(COUNTS)),
                is_changing=self._is_marked("changing"),
            )

    def adopt(self, new: MasterKey) -> None:
        """Seal with this master key from now on; a second time does nothing."""
        with self._writing():
            if self._in_use_id() == new.id:
                return
            contents = {name: self._opened(name) for name in (NUMBER_KEY, *SECRETS.values())}
            self._known[new.id] = _Known(new)
            self._execute("insert or ignore into about values ('changing', x'')")
            self._use(new)
            for name, content in contents.items():
                self._put(name, content)

    def rewrap(self, after: int, most: int) -> int | None:
        """Wrap some residents' keys with the master key in use.

        Args:
            after: where the call before came to; 0 for the first.
            most: so many at a time that others wait a few milliseconds.

        Returns:
            Where this call came to; none at the end.

        Raises:
            SealBrokenError: if a row was tampered with, or its master key is not at hand.
        """
        with self._writing():
            in_use = self._in_use()
            found = self._rows(OTHERS, after=after, in_use=in_use.master.id, most=most)
            for row, city, subject, wrapped, master in found:
                data_key = self._unwrapped(city, subject, wrapped, master)
                again = seal(in_use.wrapping, data_key, row=_row_of_key(city, subject))
                self._execute(REWRAP, row=row, wrapped=again, in_use=in_use.master.id)
        return found[-1][0] if found else None

    def forget_old_keys(self) -> None:
        """When all is sealed anew, leave nothing of what was sealed before in the files."""
        self._rewrite()
        with self._writing():
            self._execute("delete from about where name = 'changing'")

    def _in_use_id(self) -> str:
        (made,) = self._required("select content from about where name = 'master-key-id'")
        return str(made, "ascii")

    def _in_use(self) -> _Known:
        return self._at_hand(self._in_use_id())

    def _at_hand(self, master: str) -> _Known:
        known = self._knowing(master)
        if known is None:
            self._refuse("key-store-other-key", made=master, given=self._first.id)
        return known

    def _knowing(self, master: str) -> _Known | None:
        """A master key by its id; where it is not known, those given are read again."""
        if master not in self._known:
            # What cannot be read is as if it were not there; whoever needs it is refused.
            with contextlib.suppress(ProblemsError):
                self._known |= {key.id: _Known(key) for key in self._reread()}
        return self._known.get(master)

    def _unwrapped(self, city: str, subject: str, wrapped: bytes, master: str) -> bytes:
        known, row = self._knowing(master), _row_of_key(city, subject)
        if known is None:
            raise SealBrokenError(row)
        return open_sealed(known.wrapping, wrapped, row=row)

    # The file

    def _prepare(self) -> None:
        """Make the tables or see that they are ours, get the secrets, finish what was begun."""
        with self._writing():
            (version,) = self._required("pragma user_version")
            if version > VERSION:
                self._refuse("key-store-newer", found=str(version), known=str(VERSION))
            if version == 0:
                self._create()
            elif version < VERSION:
                self._upgrade(version)
            self._number_key = self._opened(NUMBER_KEY)
            self._secrets = {purpose: self._opened(name) for purpose, name in SECRETS.items()}
        self._make_private()
        if self._is_unwiped():
            self._wipe(None)

    def _create(self) -> None:
        for statement in SCHEMA:
            self._execute(statement)
        self._use(self._first)
        # Random and sealed, not derived: a new master key reseals them, and what was made with them
        # goes on, such as the hashes of numbers that nobody has any more.
        for name in (NUMBER_KEY, *SECRETS.values()):
            self._put(name, secrets.token_bytes(KEY_BYTES))

    def _upgrade(self, found: int) -> None:
        """Add what is lacking; secrets that followed from the master key stay what they were."""
        for version, table in ADDED.items():
            if found < version:
                self._execute(table)
        master = self._in_use().master
        for purpose, name in SECRETS.items():
            if found < SECRETS_ADDED.get(purpose, FIRST):
                self._put(name, secrets.token_bytes(KEY_BYTES))
            elif found == FIRST:
                self._put(name, master.derive(purpose))
        self._execute(f"pragma user_version={VERSION}")

    def _use(self, master: MasterKey) -> None:
        made = master.id.encode()
        self._execute("insert or replace into about values ('master-key-id', :made)", made=made)

    def _put(self, name: str, content: bytes) -> None:
        sealed = seal(self._in_use().about, content, row=f"about|{name}")
        self._execute("insert or replace into about values (:name, :to)", name=name, to=sealed)

    def _opened(self, name: str) -> bytes:
        """Something sealed about the store; it opens with the right master key only."""
        # Both in one query: a rotation may come between two.
        made, sealed = self._required(SEALED, name=name)
        key = self._at_hand(str(made, "ascii")).about
        try:
            return open_sealed(key, sealed, row=f"about|{name}")
        except SealBrokenError as error:
            self._refuse("key-store-unreadable", detail=str(error))


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
