"""One account: of staff, as an administrator sees it, or one's own."""

from backend.contracts.sessions import OwnAccount
from backend.contracts.staff import StaffView
from backend.core.permissions import GRANTED, Identity
from backend.core.problems import ProblemsError
from backend.services.desk import Desk
from backend.services.refresh_session import session_ended
from backend.services.staff_rules import staff_account, view_of
from backend.storage.accounts import account_of


async def read_staff(desk: Desk, identity: Identity, account: str) -> StaffView:
    """An account of the caller's city.

    Raises:
        ProblemsError: where there is none.
    """
    city = identity.city
    return view_of(desk, await desk.database.read(lambda tx: staff_account(tx, city, account)))


async def read_own_account(desk: Desk, identity: Identity) -> OwnAccount:
    """Who the caller is, and may do.

    Raises:
        ProblemsError: where the account was erased since the token was issued.
    """
    city = identity.city
    account = await desk.database.read(lambda tx: account_of(tx, city, identity.account))
    if account is None:
        raise ProblemsError(session_ended())
    return OwnAccount(
        id=account.id,
        city=city,
        role=account.role.value,
        name=account.name,
        full_name=account.full_name,
        department=account.department,
        is_machine=account.is_machine,
        is_confirmed=account.handed_by is None,
        permissions=tuple(sorted(GRANTED[account.role])),
    )
