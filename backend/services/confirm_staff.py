"""Another administrator confirms that an account is somebody else's than who handed it out."""

from datetime import datetime

import msgspec

from backend.contracts.staff import StaffView
from backend.core.permissions import REQUEST, Identity
from backend.core.problems import ProblemsError
from backend.services.desk import Desk
from backend.services.staff_rules import edited_account, view_of
from backend.services.two_persons import names_of
from backend.storage.accounts import Account, change_account
from backend.storage.database import Transaction
from backend.storage.hand_overs import confirm_hand_overs, open_hand_overs, persons_at
from backend.storage.logs import actor_of, add_entry


async def confirm_staff(
    desk: Desk, identity: Identity, account: str, version: int, now: datetime
) -> StaffView:
    """Vouch for the person who works with the account; a second time changes nothing.

    Raises:
        ProblemsError: `not-found`, `version-stale`; `account-not-yours-to-confirm` for whoever may
            have the account themselves; `password-not-chosen` while who handed it out knows it.
    """
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> Account:
        was = edited_account(tx, identity, account, version)
        handed = open_hand_overs(tx, was.city, was.id)
        if not handed:
            return was
        _check_another(tx, identity, was, now)
        if any(each.chosen_at is None for each in handed):
            raise ProblemsError(REQUEST.problem("password-not-chosen", "account"))
        confirm_hand_overs(tx, was.city, was.id, identity.account, now)
        change_account(tx, was)
        add_entry(tx, actor, "account.confirmed", about=was.id)
        return msgspec.structs.replace(was, handed_by=None, version=version + 1)

    return view_of(desk, await desk.database.write(work))


def _check_another(tx: Transaction, identity: Identity, account: Account, now: datetime) -> None:
    city = account.city
    shared = persons_at(tx, city, account.id, now) & persons_at(tx, city, identity.account, now)
    if shared:
        names = names_of(tx, city, shared)
        kind = "account-not-yours-to-confirm"
        raise ProblemsError(REQUEST.problem(kind, "account", None, names=names, city=city))
