"""An administrator changes an account's role, department, provider, name or person's number."""

from datetime import datetime

import msgspec

from backend.contracts.staff import StaffChange, StaffView
from backend.core.permissions import REQUEST, Identity, Role
from backend.core.problems import ProblemsError
from backend.services.desk import Desk
from backend.services.enrol_resident import checked_number
from backend.services.staff_rules import (
    check_administrator_left,
    check_department,
    check_not_oneself,
    check_provider,
    checked_full_name,
    edited_account,
    view_of,
)
from backend.storage.accounts import Account, change_account
from backend.storage.database import Transaction
from backend.storage.hand_overs import add_hand_over
from backend.storage.logs import actor_of, add_entry
from backend.storage.sessions import revoke_sessions


async def change_staff(
    desk: Desk, identity: Identity, account: str, version: int, change: StaffChange, now: datetime
) -> StaffView:
    """Make the account what it is to be; another role, department or provider ends its sessions.

    Raises:
        ProblemsError: `not-found`, `version-stale`, or what the change may not do.
    """
    role = Role(change.role)
    check_department(desk, role, change.department)
    full_name = checked_full_name(change.full_name)
    number = checked_number(change.number) if change.number else change.number
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> tuple[Account, list[str]]:
        was = edited_account(tx, identity, account, version)
        wanted = msgspec.structs.replace(
            was,
            role=role,
            department=change.department,
            provider=change.provider,
            full_name=full_name,
        )
        if wanted == was and number is None:
            return was, []
        if number is not None:
            _check_number(desk, identity, was)
        may_do_other = _office(wanted) != _office(was)
        if may_do_other:
            _check(tx, identity, was, role)
            check_provider(desk, tx, identity, role, wanted.provider, now)
        change_account(tx, wanted)
        if wanted.role is not was.role:
            # What another administrator confirmed was somebody with the role of then.
            add_hand_over(tx, was.city, was.id, identity.account, now, has_password=True)
            wanted = msgspec.structs.replace(wanted, handed_by=identity.account)
        ended = revoke_sessions(tx, was.city, was.id, now) if may_do_other else []
        detail = _changes(was, wanted, number)
        add_entry(tx, actor, "account.changed", about=was.id, detail=detail)
        _keep_number(desk, was, number)
        return msgspec.structs.replace(wanted, version=version + 1), ended

    changed, ended = await desk.database.write(work)
    desk.tokens.revoke(ended)
    return view_of(desk, changed)


def _office(account: Account) -> tuple[Role, str | None, str | None]:
    """What decides what an account may do; a counter keeps a provider that the scheme dropped."""
    return account.role, account.department, account.provider


def _check(tx: Transaction, identity: Identity, was: Account, role: Role) -> None:
    check_not_oneself(identity, was)
    if was.is_machine and role is not Role.COLLECTOR:
        raise ProblemsError(REQUEST.problem("machine-role", "role"))
    if role is not Role.ADMINISTRATOR:
        check_administrator_left(tx, was)


def _check_number(desk: Desk, identity: Identity, was: Account) -> None:
    """A person's own number, which nobody takes off themselves (charter, article 7)."""
    if was.is_machine:
        raise ProblemsError(REQUEST.problem("machine-number", "number"))
    if was.id in desk.keys.linked_staff(was.city):
        check_not_oneself(identity, was)


def _keep_number(desk: Desk, was: Account, number: str | None) -> None:
    """Within the unit of work, in whose turn nobody else edits the account."""
    if number:
        desk.keys.link_staff(was.city, was.id, number)
    elif number is not None:
        desk.keys.unlink_staff(was.city, was.id)


def _changes(was: Account, wanted: Account, number: str | None) -> dict[str, str]:
    """What changed, for the log, which keeps no names and no numbers."""
    changes = {}
    if was.role is not wanted.role:
        changes["role"] = wanted.role.value
    if was.department != wanted.department:
        changes["department"] = wanted.department or ""
    if was.provider != wanted.provider:
        changes["provider"] = wanted.provider or ""
    if was.full_name != wanted.full_name:
        changes["full_name"] = "changed"
    if number is not None:
        changes["number"] = "given" if number else "forgotten"
    return changes
