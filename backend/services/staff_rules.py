"""What every change of staff keeps to: names, departments, and an administrator who is left."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final, cast

from backend.cities.decode import shortened
from backend.contracts.staff import StaffRole, StaffView
from backend.core.permissions import REQUEST, Identity, Role
from backend.core.problems import ProblemsError
from backend.services.codes import random_code
from backend.services.desk import Desk, check_unedited
from backend.storage.accounts import Account, account_of, has_administrator, lock_staff
from backend.storage.database import Transaction, Work
from backend.storage.errors import ConflictError

PASSWORD_CHARACTERS: Final = 16

# Letters and digits of any script, and what stands in addresses of mail.
_NAME: Final = re.compile(r"\w[\w.@+-]{1,63}")


def normal_name(text: str) -> str:
    """A sign-in name in its one way of writing; empty where it can be nobody's."""
    name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower()).strip()
    return name if _NAME.fullmatch(name) else ""


def checked_name(text: str) -> str:
    """A new sign-in name in its one way of writing.

    Raises:
        ProblemsError: where signs stand in it that may not.
    """
    name = normal_name(text)
    if not name:
        raise ProblemsError(REQUEST.problem("name-malformed", "name"))
    return name


def checked_full_name(text: str) -> str:
    """A full name without spaces around it.

    Raises:
        ProblemsError: where nothing is left, or signs that cannot be seen.
    """
    name = unicodedata.normalize("NFC", text).strip()
    if not name or not name.isprintable():
        raise ProblemsError(REQUEST.problem("full-name-malformed", "full_name"))
    return name


def check_department(desk: Desk, role: Role, department: str | None) -> None:
    """A collector has a department, an officer may have one, nobody else has.

    Raises:
        ProblemsError: where it is missing, too much, or not of the catalogue.
    """
    if department is None:
        if role is Role.COLLECTOR:
            raise ProblemsError(REQUEST.problem("department-missing", "department"))
        return
    if role not in {Role.COLLECTOR, Role.OFFICER}:
        raise ProblemsError(
            REQUEST.problem("department-unwanted", "department", None, role=role.value)
        )
    if department not in desk.catalogue.departments:
        raise ProblemsError(
            REQUEST.problem("no-such-department", "department", None, name=department)
        )


def check_provider(
    desk: Desk, tx: Transaction, identity: Identity, role: Role, provider: str | None, now: datetime
) -> None:
    """A counter is a desk of a provider that the scheme in force lists; nobody else has one.

    Raises:
        ProblemsError: where it is missing, too much, or not of the scheme.
    """
    if role is not Role.COUNTER:
        if provider is not None:
            values = {"role": role.value}
            raise ProblemsError(REQUEST.problem("provider-unwanted", "provider", None, **values))
        return
    text = desk.shelf.in_force(tx, identity.city, now).scheme.text
    known = [each.name for each in text.providers]
    if provider in known:
        return
    kind = "provider-missing" if provider is None else "no-such-provider"
    values = {"name": shortened(provider or ""), "known": ", ".join(known) or "-"}
    raise ProblemsError(REQUEST.problem(kind, "provider", None, **values))


def staff_account(tx: Transaction, city: str, account: str) -> Account:
    """An account of staff.

    Raises:
        ProblemsError: where there is none; residents' accounts are not to be found here.
    """
    found = account_of(tx, city, account)
    if found is None or found.role is Role.RESIDENT:
        raise ProblemsError(REQUEST.problem("not-found", "account"))
    return found


def edited_account(tx: Transaction, identity: Identity, account: str, version: int) -> Account:
    """An account that is about to be edited; until the unit's end nobody else edits the staff.

    Raises:
        ProblemsError: where there is none, or it was edited since this version.
    """
    lock_staff(tx, identity.city)
    found = staff_account(tx, identity.city, account)
    check_unedited(version, found.version)
    return found


def check_not_oneself(identity: Identity, account: Account) -> None:
    """Staff cannot act on themselves (charter, article 7).

    Raises:
        ProblemsError: where the account is the caller's own.
    """
    if account.id == identity.account:
        raise ProblemsError(REQUEST.problem("own-account", "account"))


def check_administrator_left(tx: Transaction, account: Account) -> None:
    """Somebody must be left to run the city's staff when this account no longer may.

    Raises:
        ProblemsError: where nobody would be.
    """
    is_one = account.role is Role.ADMINISTRATOR and account.disabled_at is None
    if is_one and not has_administrator(tx, account.city, but=account.id):
        raise ProblemsError(REQUEST.problem("last-administrator", "account"))


async def write_named(desk: Desk, work: Work[None]) -> None:
    """Run a unit that adds a named account.

    Raises:
        ProblemsError: where somebody in this city has the name already.
    """
    try:
        await desk.database.write(work)
    except ConflictError as error:
        if "name" not in error.name:
            raise
        raise ProblemsError(REQUEST.problem("sign-in-name-taken", "name")) from error


def new_password() -> str:
    """A password to be handed over, such as `7kq2-m9xd-4hrt-pvwz`: 80 random bits."""
    return random_code(PASSWORD_CHARACTERS).lower()


def view_of(desk: Desk, account: Account) -> StaffView:
    """An account of staff, as it is shown."""
    return views_of(desk, account.city, [account])[0]


def views_of(desk: Desk, city: str, accounts: Sequence[Account]) -> list[StaffView]:
    """Accounts of a city's staff, as they are shown; the key store is looked at once."""
    linked = desk.keys.linked_staff(city)
    return [_view(account, is_linked=account.id in linked) for account in accounts]


def _view(account: Account, *, is_linked: bool) -> StaffView:
    return StaffView(
        id=account.id,
        name=account.name or "",
        full_name=account.full_name or "",
        role=cast("StaffRole", account.role.value),
        department=account.department,
        provider=account.provider,
        is_machine=account.is_machine,
        is_linked=is_linked,
        handed_by=account.handed_by,
        made_at=account.made_at,
        disabled_at=account.disabled_at,
        version=account.version,
    )
