"""What needs two persons is not done by one with two accounts (charter, articles 3 and 7).

Whoever makes an account, gives it a password or another role, or lets it in again, could act with
it. So they and its holder count as one person, and so do all whom they handed accounts to, until
another administrator confirms that the account is somebody else's. What counts is how it stood when
each of the two steps was taken: a confirmation that comes later makes no second person of the one
who entered a deed.
"""

from datetime import datetime

from backend.core.permissions import REQUEST, Identity, same_person
from backend.core.problems import ProblemsError
from backend.storage.accounts import account_of
from backend.storage.database import Transaction
from backend.storage.hand_overs import persons_at


def check_another(
    tx: Transaction, identity: Identity, first: str, at: datetime, now: datetime
) -> None:
    """Refuse the second step to whoever may have taken the first one.

    Args:
        tx: the unit of work.
        identity: who is about to take the second step.
        first: the account that took the first one, or the clock.
        at: when that was.
        now: aware, in UTC.

    Raises:
        ProblemsError: `same-person`, or `perhaps-same-person` where two accounts could be one's.
    """
    if problem := same_person(first, identity.account):
        raise ProblemsError(problem)
    shared = persons_at(tx, identity.city, first, at) & persons_at(
        tx, identity.city, identity.account, now
    )
    if shared:
        values = {"names": names_of(tx, identity.city, shared), "city": identity.city}
        raise ProblemsError(REQUEST.problem("perhaps-same-person", "authorization", None, **values))


def names_of(tx: Transaction, city: str, accounts: frozenset[str]) -> str:
    """What colleagues call these, in the order of the alphabet."""
    found = (account_of(tx, city, each) for each in accounts)
    return ", ".join(sorted(each.full_name or each.id for each in found if each is not None))
