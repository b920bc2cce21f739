"""Sign-in, of staff by name and of residents by number.

A wrong password, a name or number that nobody has, a resident who does not take part and a disabled
account are refused alike: the same answer after the same work.
"""

from datetime import datetime

from backend.contracts.sessions import ResidentSignIn, SignedIn, StaffSignIn
from backend.core.permissions import REQUEST
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import Desk
from backend.services.open_session import (
    Opening,
    open_session,
    opening_of,
    signed_in,
    stranger_in,
)
from backend.services.staff_rules import normal_name
from backend.storage.accounts import (
    Account,
    account_of,
    password_by_name,
    password_by_subject,
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
    known = await desk.database.read(lambda tx: password_by_name(tx, city, name))
    return await _sign_in(desk, city, known, asked.password, now)


async def sign_in_resident(desk: Desk, asked: ResidentSignIn, now: datetime) -> SignedIn:
    """Open a session for a resident, who may not have consented yet.

    Raises:
        ProblemsError: `no-such-city`, `sign-in-refused` or `too-busy`.
    """
    city = desk.city(asked.city).code
    subject = subject_of(desk, city, asked.number)
    known = await desk.database.read(lambda tx: password_by_subject(tx, city, subject))
    whose = None if known is None else subject
    return await _sign_in(desk, city, known, asked.password, now, whose)


def subject_of(desk: Desk, city: str, number: str) -> str:
    """The subject id of a number, or one that belongs to nobody."""
    try:
        return desk.keys.subject_or_decoy(city, number)
    except ValueError:
        # Nothing but signs and spaces.
        return ""


async def _sign_in(
    desk: Desk,
    city: str,
    known: tuple[str, str] | None,
    password: str,
    now: datetime,
    subject: str | None = None,
) -> SignedIn:
    identifier, kept = known or (None, None)
    is_right = await desk.passwords.verify(kept, password)
    account = await _account(desk, city, known) if is_right and known is not None else None
    if account is None:
        await desk.database.write(lambda tx: _note_refusal(tx, city, identifier, now, subject))
        raise ProblemsError(_refused())
    renewed = account.password_hash
    if desk.passwords.needs_rehash(renewed):
        renewed = await desk.passwords.hash(password)

    def work(tx: Transaction) -> Opening | None:
        is_kept = replace_password(tx, account, renewed)
        # Role and department may be others by now; from here on the row is locked.
        current = account_of(tx, city, account.id) if is_kept else None
        if current is None:
            _note_refusal(tx, city, account.id, now, subject)
            return None
        opening = opening_of(current, now)
        open_session(tx, opening, "session.opened")
        return opening

    opening = await desk.database.write(work)
    if opening is None:
        raise ProblemsError(_refused())
    return signed_in(desk, opening)


async def _account(desk: Desk, city: str, known: tuple[str, str]) -> Account | None:
    """The account whose password was right, unless it is disabled or has another one by now."""
    identifier, verified = known
    account = await desk.database.read(lambda tx: account_of(tx, city, identifier))
    if account is None or account.disabled_at is not None or account.password_hash != verified:
        return None
    return account


def _note_refusal(
    tx: Transaction, city: str, account: str | None, now: datetime, subject: str | None
) -> None:
    """Log it: with the account, if there is one, and never with what was typed.

    Of a resident's account it is in their file: they can read of it, and it is forgotten with them.
    """
    add_entry(tx, stranger_in(city, now), "sign-in.refused", subject=subject, about=account)


def _refused() -> Problem:
    return REQUEST.problem("sign-in-refused")
