"""Accounts: who may sign in, of residents and of staff, and how often a city was set up."""

from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from backend.core.permissions import Role
from backend.storage.database import Transaction
from backend.storage.values import micros, moment_of, moment_or_none


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account's row.

    Attributes:
        name: what staff sign in with, in lower case; none for a resident.
        full_name: of staff, as colleagues write it; a resident's stands sealed in their profile.
        department: code of the department, of those who submit deeds.
        provider: name of the provider whose desk a counter is.
        subject: a resident's subject id.
        is_machine: true for a department's system.
        password_hash: with its salt and parameters in it.
        handed_by: the administrator who handed it out last, while no other one has confirmed it;
            it follows from the hand-overs and is not kept here.
        version: goes up by one with every edit.
    """

    city: str
    id: str
    role: Role
    name: str | None = None
    full_name: str | None = None
    department: str | None = None
    provider: str | None = None
    subject: str | None = None
    is_machine: bool = False
    password_hash: str
    made_at: datetime
    disabled_at: datetime | None = None
    version: int = 1
    handed_by: str | None = None


class StaffFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which staff are asked for; what is none is not looked at.

    Attributes:
        search: a part of the name or of the full name.
    """

    search: str | None = None
    role: Role | None = None
    department: str | None = None
    is_disabled: bool | None = None


StaffOrder = Literal[
    "name",
    "-name",
    "full_name",
    "-full_name",
    "role",
    "-role",
    "department",
    "-department",
    "made_at",
    "-made_at",
]
# Those who have none of it stand before those who have.
_SORTED_AS: Final = {"department": "coalesce(department, '')"}
_COLUMNS: Final = (
    "city, id, role, name, full_name, department, provider, subject, is_machine, password_hash, "
    "made_at, disabled_at, version"
)
_ADD: Final = f"""
insert into account ({_COLUMNS})
values (:city, :id, :role, :name, :full_name, :department, :provider, :subject, :is_machine,
        :password_hash, :made_at, :disabled_at, :version)
"""
_READ: Final = f"""
select {_COLUMNS},
  (select handed_by from hand_over
   where hand_over.city = account.city and hand_over.account = account.id
     and confirmed_at is null order by number desc limit 1)
from account"""
_GET: Final = f"{_READ} where city = :city and id = :id"
_BY_SUBJECT: Final = f"{_READ} where city = :city and subject = :subject"
_HASH_BY_NAME: Final = """
select id, password_hash from account where city = :city and name = :name
"""
_HASH_BY_SUBJECT: Final = """
select id, password_hash from account where city = :city and subject = :subject
"""
_CHANGE: Final = """
update account set role = :role, full_name = :full_name, department = :department,
  provider = :provider, version = version + 1
where city = :city and id = :id and version = :version
"""
_DISABLE: Final = """
update account set disabled_at = :disabled_at, version = version + 1
where city = :city and id = :id and version = :version
"""
_SET_HASH: Final = """
update account set password_hash = :password_hash, version = version + 1
where city = :city and id = :id and version = :version
"""
_REPLACE_HASH: Final = """
update account set password_hash = :password_hash
where city = :city and id = :id and password_hash = :verified and disabled_at is null
"""
_ADMINISTRATORS: Final = """
select id from account
where city = :city and role = 'administrator' and disabled_at is null and id <> :but limit 1
"""
_LOCK_STAFF: Final = "update city set setup_uses = setup_uses where code = :city"
_SETUP_USES: Final = "select setup_uses from city where code = :city"
_USE_SETUP: Final = """
update city set setup_uses = setup_uses + 1 where code = :city and setup_uses = :uses
"""


def add_account(tx: Transaction, account: Account) -> None:
    """Add an account.

    Raises:
        ConflictError: where the name or the resident has one already.
    """
    values = msgspec.structs.asdict(account)
    del values["handed_by"]
    tx.execute(
        _ADD,
        **values
        | {
            "role": account.role.value,
            "is_machine": int(account.is_machine),
            "made_at": micros(account.made_at),
            "disabled_at": _micros_or_none(account.disabled_at),
        },
    )


def account_of(tx: Transaction, city: str, account: str) -> Account | None:
    """An account by its id."""
    return _account(tx.row(_GET, city=city, id=account))


def full_name_of(tx: Transaction, city: str, account: str | None) -> str | None:
    """What colleagues call the holder of an account of staff; none where there is none."""
    found = None if account is None else account_of(tx, city, account)
    return None if found is None else found.full_name


def account_by_subject(tx: Transaction, city: str, subject: str) -> Account | None:
    """A resident's account."""
    return _account(tx.row(_BY_SUBJECT, city=city, subject=subject))


def password_by_name(tx: Transaction, city: str, name: str) -> tuple[str, str] | None:
    """The id and the password's hash of the account of staff with this name.

    Nothing more is read before a password is verified: that an account is there takes no time.
    """
    return tx.row(_HASH_BY_NAME, city=city, name=name)


def password_by_subject(tx: Transaction, city: str, subject: str) -> tuple[str, str] | None:
    """The same of a resident's account."""
    return tx.row(_HASH_BY_SUBJECT, city=city, subject=subject)


def change_account(tx: Transaction, account: Account) -> bool:
    """Keep what an administrator edits; false where it was edited since this version."""
    changed = tx.execute(
        _CHANGE,
        city=account.city,
        id=account.id,
        version=account.version,
        role=account.role.value,
        full_name=account.full_name,
        department=account.department,
        provider=account.provider,
    )
    return changed == 1


def set_disabled(tx: Transaction, account: Account, disabled_at: datetime | None) -> bool:
    """Disable an account, or enable it; false where it was edited since this version."""
    changed = tx.execute(
        _DISABLE,
        city=account.city,
        id=account.id,
        version=account.version,
        disabled_at=_micros_or_none(disabled_at),
    )
    return changed == 1


def set_password(tx: Transaction, account: Account, password_hash: str) -> bool:
    """Keep another password; false where the account was edited since this version."""
    changed = tx.execute(
        _SET_HASH,
        city=account.city,
        id=account.id,
        version=account.version,
        password_hash=password_hash,
    )
    return changed == 1


def replace_password(tx: Transaction, account: Account, password_hash: str) -> bool:
    """Keep another hash in the place of the one that was verified.

    A sign-in does so, too, with the same hash where it needs no renewal: the write locks the row,
    so that nobody resets the password or disables the account between this look and the session
    that follows.

    Returns:
        False where the account has gone, was disabled or has another password by now.
    """
    replaced = tx.execute(
        _REPLACE_HASH,
        city=account.city,
        id=account.id,
        verified=account.password_hash,
        password_hash=password_hash,
    )
    return replaced == 1


def has_administrator(tx: Transaction, city: str, but: str = "") -> bool:
    """True where an administrator other than this account may sign in."""
    return tx.row(_ADMINISTRATORS, city=city, but=but) is not None


def lock_staff(tx: Transaction, city: str) -> None:
    """Keep every other writer from this city's staff until the unit's end."""
    tx.execute(_LOCK_STAFF, city=city)


def staff_page(
    tx: Transaction,
    city: str,
    wanted: StaffFilter,
    *,
    order: StaffOrder = "name",
    after: tuple[str | int, str] | None,
    limit: int,
) -> list[Account]:
    """Staff and machines, sorted.

    Args:
        tx: the reading unit.
        city: whose staff.
        wanted: which of them.
        order: a column, with a minus sign for the greatest first; ties by id, the same way.
        after: the last row's column and id; an empty text where the row has none.
        limit: the most rows.
    """
    named, is_down = order.lstrip("-"), order.startswith("-")
    sign, way = ("<", "desc") if is_down else (">", "asc")
    column = _SORTED_AS.get(named, named)
    conditions = ["city = :city", "name is not null"]
    values: dict[str, object] = {}
    if after is not None:
        conditions.append(f"({column}, id) {sign} (:after_key, :after_id)")
        values |= {"after_key": after[0], "after_id": after[1]}
    if wanted.search is not None:
        conditions.append(
            r"(name like :search escape '\' or lower(full_name) like :search escape '\')"
        )
        values["search"] = _containing(wanted.search)
    if wanted.role is not None:
        conditions.append("role = :role")
        values["role"] = wanted.role.value
    if wanted.department is not None:
        conditions.append("department = :department")
        values["department"] = wanted.department
    if wanted.is_disabled is not None:
        conditions.append(f"disabled_at is {'not null' if wanted.is_disabled else 'null'}")
    sql = f"{_READ} where {' and '.join(conditions)} order by {column} {way}, id {way} limit :limit"
    found = (_account(row) for row in tx.rows(sql, city=city, limit=limit, **values))
    return [account for account in found if account is not None]


def setup_uses(tx: Transaction, city: str) -> int | None:
    """How often a city's set-up code was used; none for a city that is not installed."""
    row = tx.row(_SETUP_USES, city=city)
    return None if row is None else int(row[0])


def use_setup(tx: Transaction, city: str, uses: int) -> bool:
    """Count a use of the set-up code; false where somebody was faster."""
    return tx.execute(_USE_SETUP, city=city, uses=uses) == 1


def _containing(part: str) -> str:
    """The pattern of texts that contain this one, whose own signs mean themselves."""
    escaped = part.lower().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def _micros_or_none(moment: datetime | None) -> int | None:
    return None if moment is None else micros(moment)


def _account(row: tuple[Any, ...] | None) -> Account | None:
    if row is None:
        return None
    return Account(
        city=row[0],
        id=row[1],
        role=Role(row[2]),
        name=row[3],
        full_name=row[4],
        department=row[5],
        provider=row[6],
        subject=row[7],
        is_machine=bool(row[8]),
        password_hash=row[9],
        made_at=moment_of(row[10]),
        disabled_at=moment_or_none(row[11]),
        version=row[12],
        handed_by=row[13],
    )
