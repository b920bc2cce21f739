"""An administrator makes an account, for a person or for a department's system."""

from datetime import datetime

from backend.contracts.staff import NewMachine, NewStaff, StaffPassword
from backend.core.permissions import Identity, Role
from backend.services.desk import Desk
from backend.services.staff_rules import (
    check_department,
    checked_full_name,
    checked_name,
    new_password,
    view_of,
    write_named,
)
from backend.storage.accounts import Account, add_account
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.values import new_id


async def create_staff(
    desk: Desk, identity: Identity, wanted: NewStaff, now: datetime
) -> StaffPassword:
    """Make an account for a person, with a password to be handed over.

    Raises:
        ProblemsError: where the name is taken, or the department does not go with the role.
    """
    return await _create(desk, identity, wanted, Role(wanted.role), now)


async def create_machine(
    desk: Desk, identity: Identity, wanted: NewMachine, now: datetime
) -> StaffPassword:
    """Make an account for a department's system: a collector that may only enter deeds.

    Raises:
        ProblemsError: where the name is taken, or there is no such department.
    """
    return await _create(desk, identity, wanted, Role.COLLECTOR, now)


async def _create(
    desk: Desk, identity: Identity, wanted: NewStaff | NewMachine, role: Role, now: datetime
) -> StaffPassword:
    check_department(desk, role, wanted.department)
    password = new_password()
    account = Account(
        city=identity.city,
        id=new_id(now),
        role=role,
        name=checked_name(wanted.name),
        full_name=checked_full_name(wanted.full_name),
        department=wanted.department,
        is_machine=isinstance(wanted, NewMachine),
        password_hash=await desk.passwords.hash(password),
        made_at=now,
    )
    actor = actor_of(identity, now)
    detail = {
        "role": role.value,
        "department": wanted.department or "",
        "machine": "yes" if account.is_machine else "no",
    }

    def work(tx: Transaction) -> None:
        add_account(tx, account)
        add_entry(tx, actor, "account.made", about=account.id, detail=detail)

    await write_named(desk, work)
    return StaffPassword(account=view_of(account), password=password)
