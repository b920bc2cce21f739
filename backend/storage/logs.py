"""The log: every change and every look at a file, added in the transaction it belongs to."""

import itertools
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final

import msgspec

from backend.core.log_tree import leaf_hash
from backend.core.permissions import Identity
from backend.storage.database import Row, Transaction
from backend.storage.values import micros, moment_of, moment_or_none

# Who acts where nobody does: the clock.
CLOCK: Final = "clock"

SALT_BYTES: Final = 16
_PROCESS: Final = secrets.token_hex(6)
_written: Final = itertools.count()

# Later than every id, in any language's order: ids are written in hexadecimal.
AFTER_ALL: Final = "g"

_ADD: Final = """
insert into log (city, id, at, account, role, action, subject, object, detail, salt, content, leaf)
values (:city, :id, :at, :account, :role, :action, :subject, :object, :detail, :salt, :content,
        :leaf)
"""
_FORGET: Final = """
update log set account = case when role = 'resident' then '' else account end,
               object = null, detail = '{}', salt = null
where city = :city and subject = :subject and salt is not null
"""
_PAGE: Final = """
select id, at, account, role, action, subject, object, detail from log
where city = :city and id < :before
order by id desc limit :limit
"""
_READ: Final = """
select id, at, account, role, action, subject, object, detail, leaf from log"""
_OF_SUBJECT: Final = """
select id, at, account, role, action, subject, object, detail from log
where city = :city and subject = :subject and id < :before
order by id desc limit :limit
"""
# An entry's id begins with its moment.
_ABOUT: Final = """
select id, at, account, role, action, subject, object, detail from log
where city = :city and id >= :first and id < :next and object = :about
order by id desc
"""
# An invitation was made, or opened, for somebody who has consented: a way into their file.
INVITED_AGAIN: Final = "resident.invited-again"
OPENED_AGAIN: Final = "invitation.opened-again"
# What is written where somebody looks at a resident's file, or may; `detail` names the part.
LOOKS: Final = ("file.sought", "file.read", INVITED_AGAIN, OPENED_AGAIN)
_LOOKS_OF_SUBJECT: Final = f"""
select id, at, account, role, action, subject, object, detail from log
where city = :city and subject = :subject and id < :before
  and action in ({", ".join(f"'{action}'" for action in LOOKS)})
order by id desc limit :limit
"""
_LAST_OPENING: Final = f"""
select max(at) from log
where city = :city and subject = :subject and action = '{OPENED_AGAIN}'
"""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who did something, and when."""

    city: str
    account: str
    role: str
    at: datetime


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry.

    Attributes:
        action: what was done, such as `deed.entered`.
        subject: whose file it concerns.
        object: what it was done to, such as a deed's id.
        detail: names and values, none of them personal.
    """

    id: str
    at: datetime
    account: str
    role: str
    action: str
    subject: str | None
    object: str | None
    detail: dict[str, str]


class LogFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are wanted; what is none is not looked at.

    Attributes:
        action: the whole of it, or its first word, such as `deed`.
        since: the first moment, and `until` the first that is not.
    """

    account: str | None = None
    action: str | None = None
    subject: str | None = None
    about: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class ReadEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with the hash by which it stands in the log's tree."""

    said: LogEntry
    leaf: bytes


def actor_of(identity: Identity, now: datetime) -> Actor:
    """An identity at a moment."""
    return Actor(city=identity.city, account=identity.account, role=identity.role.value, at=now)


def clock_of(city: str, now: datetime) -> Actor:
    """The clock at a moment."""
    return Actor(city=city, account=CLOCK, role=CLOCK, at=now)


def _new_id(moment: datetime) -> str:
    """In the order of time, and of writing within a moment; another for each process."""
    return f"{micros(moment):016x}-{next(_written):08x}-{_PROCESS}"


def add_entry(
    tx: Transaction,
    actor: Actor,
    action: str,
    *,
    subject: str | None = None,
    about: str | None = None,
    detail: Mapping[str, str] | None = None,
) -> None:
    """Add an entry to the log, in the transaction of what it speaks of.

    Args:
        tx: the unit of work.
        actor: who did it.
        action: what was done.
        subject: whose file it concerns.
        about: what it was done to.
        detail: names and values; never personal ones, for the log is kept when a resident leaves.
    """
    said: dict[str, object] = {
        "account": actor.account,
        "object": about,
        "detail": msgspec.json.encode(dict(detail or {}), order="sorted").decode(),
    }
    salt = secrets.token_bytes(SALT_BYTES)
    values: dict[str, object] = {
        "city": actor.city,
        "id": _new_id(actor.at),
        "at": micros(actor.at),
        "role": actor.role,
        "action": action,
        "subject": subject,
        "content": content_of(salt, said),
    }
    tx.add(_ADD, **values, **said, salt=salt, leaf=leaf_of(values))


def content_of(salt: bytes, said: Mapping[str, object]) -> bytes:
    """The hash of what is forgotten with a resident: `account`, `object` and `detail`."""
    return sha256(salt + msgspec.json.encode(said, order="sorted")).digest()


def leaf_of(values: Mapping[str, object]) -> bytes:
    """The hash by which an entry stands in the log's tree, over all that is kept for ever."""
    return leaf_hash(msgspec.json.encode(values, order="sorted"))


def forget_entries(tx: Transaction, city: str, subject: str) -> None:
    """Keep of a resident's entries only that something was done, when, and by which of the staff.

    What is left verifies as before: the leaf covers a hash of the rest, of which, without its salt,
    nothing can be guessed. Only once the resident's own row is gone does the database let it pass.
    """
    tx.execute(_FORGET, city=city, subject=subject)


def entries(
    tx: Transaction, city: str, before: str | None, limit: int, subject: str | None = None
) -> list[LogEntry]:
    """The newest entries before an id, of the whole city or of one resident's file."""
    values = {"city": city, "before": before or AFTER_ALL, "limit": limit}
    found = (
        tx.rows(_PAGE, **values)
        if subject is None
        else tx.rows(_OF_SUBJECT, subject=subject, **values)
    )
    return [_entry(row) for row in found]


def log_page(
    tx: Transaction, city: str, wanted: LogFilter, before: str | None, limit: int
) -> list[ReadEntry]:
    """The newest entries before an id that are wanted."""
    conditions = ["city = :city", "id < :before"]
    values: dict[str, object] = {"city": city, "before": before or AFTER_ALL, "limit": limit}
    for column, value in (
        ("account", wanted.account),
        ("subject", wanted.subject),
        ("object", wanted.about),
    ):
        if value is not None:
            conditions.append(f"{column} = :{column}")
            values[column] = value
    if wanted.action is not None:
        conditions.append("(action = :action or substr(action, 1, :length) = :word)")
        word = f"{wanted.action}."
        values |= {"action": wanted.action, "word": word, "length": len(word)}
    # An entry's id begins with its moment.
    if wanted.since is not None:
        conditions.append("id >= :since")
        values["since"] = f"{micros(wanted.since):016x}"
    if wanted.until is not None:
        conditions.append("id < :until")
        values["until"] = f"{micros(wanted.until):016x}"
    sql = f"{_READ} where {' and '.join(conditions)} order by id desc limit :limit"
    return [ReadEntry(said=_entry(row), leaf=bytes(row[8])) for row in tx.rows(sql, **values)]


def entries_about(tx: Transaction, city: str, about: str, at: datetime) -> list[LogEntry]:
    """The entries of one moment about something, also where they do not say whose it is."""
    values = {"city": city, "about": about, "first": f"{micros(at):016x}"}
    values["next"] = f"{micros(at) + 1:016x}"
    return [_entry(row) for row in tx.rows(_ABOUT, **values)]


def looks(tx: Transaction, city: str, subject: str, before: str, limit: int) -> list[LogEntry]:
    """The newest looks at a resident's file before an id."""
    values = {"city": city, "subject": subject, "before": before, "limit": limit}
    return [_entry(row) for row in tx.rows(_LOOKS_OF_SUBJECT, **values)]


def last_opening(tx: Transaction, city: str, subject: str) -> datetime | None:
    """When an invitation was last opened for a resident who had consented before."""
    row = tx.row(_LAST_OPENING, city=city, subject=subject)
    return None if row is None else moment_or_none(row[0])


def _entry(row: Row) -> LogEntry:
    return LogEntry(
        id=row[0],
        at=moment_of(row[1]),
        account=row[2],
        role=row[3],
        action=row[4],
        subject=row[5],
        object=row[6],
        detail=msgspec.json.decode(row[7]),
    )
