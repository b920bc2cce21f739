"""An administrator makes an account, for a person or for a department's system."""

import asyncio
from datetime import datetime

from backend.contracts.staff import NewMachine, NewStaff, StaffPassword
from backend.core.permissions import Identity, Role
from backend.services.desk import Desk
from backend.services.enrol_resident import checked_number
from backend.services.staff_rules import (
    check_department,
    check_provider,
    checked_full_name,
    checked_name,
    new_password,
    view_of,
    write_named,
)
from backend.storage.accounts import Account, add_account
from backend.storage.database import Transaction
from backend.storage.hand_overs import add_hand_over
from backend.storage.logs import actor_of, add_entry
from backend.storage.values import new_id


async def create_staff(
    desk: Desk, identity: Identity, wanted: NewStaff, now: datetime
) -> StaffPassword:
    """Make an account for a person, with a password to be handed over.

    Until another administrator confirms it, maker and holder count as one person.

    Raises:
        ProblemsError: where the name is taken, the department or the provider does not go with the
            role, or the number is none.
    """
    number = None if wanted.number is None else checked_number(wanted.number)
    return await _create(desk, identity, wanted, Role(wanted.role), now, number)


async def create_machine(
    desk: Desk, identity: Identity, wanted: NewMachine, now: datetime
) -> StaffPassword:
    """Make an account for a department's system: a collector that may only enter deeds.

    Raises:
        ProblemsError: where the name is taken, or there is no such department.
    """
    return await _create(desk, identity, wanted, Role.COLLECTOR, now)


async def _create(
    desk: Desk,
    identity: Identity,
    wanted: NewStaff | NewMachine,
    role: Role,
    now: datetime,
    number: str | None = None,
) -> StaffPassword:
    check_department(desk, role, wanted.department)
    provider = wanted.provider if isinstance(wanted, NewStaff) else None
    password = new_password()
    account = Account(
        city=identity.city,
        id=new_id(now),
        role=role,
        name=checked_name(wanted.name),
        full_name=checked_full_name(wanted.full_name),
        department=wanted.department,
        provider=provider,
        is_machine=isinstance(wanted, NewMachine),
        password_hash=await desk.passwords.hash(password),
        made_at=now,
        handed_by=identity.account,
    )
    actor = actor_of(identity, now)
    detail = _detail(account)
    if number is not None:
        detail["number"] = "given"

    def work(tx: Transaction) -> None:
        check_provider(desk, tx, identity, role, provider, now)
        add_account(tx, account)
        add_hand_over(tx, account.city, account.id, identity.account, now, has_password=False)
        add_entry(tx, actor, "account.made", about=account.id, detail=detail)
        # Before the commit: no moment passes in which the account could act on its own file.
        if number is not None:
            desk.keys.link_staff(account.city, account.id, number)

    try:
        await write_named(desk, work)
    except Exception:
        if number is not None:
            await asyncio.to_thread(desk.keys.unlink_staff, account.city, account.id)
        raise
    return StaffPassword(account=view_of(desk, account), password=password)


def _detail(account: Account) -> dict[str, str]:
    """What the log says of a new account."""
    detail = {
        "role": account.role.value,
        "department": account.department or "",
        "machine": "yes" if account.is_machine else "no",
    }
    return detail if account.provider is None else {**detail, "provider": account.provider}
