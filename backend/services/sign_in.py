"""Sign-in, of staff by name and of residents by number.

A wrong password, a name or number that nobody has, a resident who does not take part and a disabled
account are refused alike: the same answer after the same work.
"""

from datetime import datetime

from backend.contracts.sessions import ResidentSignIn, SignedIn, StaffSignIn
from backend.core.permissions import REQUEST
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import Desk
from backend.services.open_session import open_session, opening_of, signed_in, stranger_in
from backend.services.staff_rules import normal_name
from backend.storage.accounts import (
    Account,
    account_by_name,
    account_by_subject,
    replace_password,
)
from backend.storage.database import Transaction
from backend.storage.logs import add_entry


async def sign_in_staff(desk: Desk, asked: StaffSignIn, now: datetime) -> SignedIn:
    """Open a session for staff or for a machine.

    Raises:
        ProblemsError: `no-such-city`, `sign-in-refused` or `too-busy`.
    """
    city = desk.city(asked.city).code
    name = normal_name(asked.name)
    account = await desk.database.read(lambda tx: account_by_name(tx, city, name))
    return await _sign_in(desk, city, account, asked.password, now)


async def sign_in_resident(desk: Desk, asked: ResidentSignIn, now: datetime) -> SignedIn:
    """Open a session for a resident, who may not have consented yet.

    Raises:
        ProblemsError: `no-such-city`, `sign-in-refused` or `too-busy`.
    """
    city = desk.city(asked.city).code
    subject = subject_of(desk, city, asked.number)
    account = await desk.database.read(lambda tx: account_by_subject(tx, city, subject))
    return await _sign_in(desk, city, account, asked.password, now)


def subject_of(desk: Desk, city: str, number: str) -> str:
    """The subject id of a number, or one that belongs to nobody."""
    try:
        return desk.keys.subject_or_decoy(city, number)
    except ValueError:
        # Nothing but signs and spaces.
        return ""


async def _sign_in(
    desk: Desk, city: str, account: Account | None, password: str, now: datetime
) -> SignedIn:
    kept = account.password_hash if account is not None else None
    is_right = await desk.passwords.verify(kept, password)
    if account is None or not is_right or account.disabled_at is not None:
        await desk.database.write(lambda tx: _note_refusal(tx, city, account, now))
        raise ProblemsError(_refused())
    renewed = account.password_hash
    if desk.passwords.needs_rehash(renewed):
        renewed = await desk.passwords.hash(password)
    opening = opening_of(account, now)

    def work(tx: Transaction) -> bool:
        if not replace_password(tx, account, renewed):
            _note_refusal(tx, city, account, now)
            return False
        open_session(tx, opening, "session.opened")
        return True

    if not await desk.database.write(work):
        raise ProblemsError(_refused())
    return signed_in(desk, opening)


def _note_refusal(tx: Transaction, city: str, account: Account | None, now: datetime) -> None:
    """Log it: with the account, if there is one, and never with what was typed."""
    about = None if account is None else account.id
    add_entry(tx, stranger_in(city, now), "sign-in.refused", about=about)


def _refused() -> Problem:
    return REQUEST.problem("sign-in-refused")
