"""Staff cannot act on themselves, nor look into their own file by their office (article 7).

An administrator may keep, for an account, the number of the person who works with it: in the key
store, hashed, where residents' numbers are. Whose file is acted on is compared at the moment of the
act, so that somebody who joined this morning is hindered this morning.
"""

from backend.core.articles import DECIDED
from backend.core.permissions import Identity, Role
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import REQUEST, Desk


def own_files(desk: Desk, identity: Identity) -> frozenset[str]:
    """The subject ids of the numbers of whoever may act with the caller's account of staff.

    Besides its holder that is the administrator who handed it out, while no other one has confirmed
    it. They are made of the numbers alone, like `Desk.subject`: of somebody who does not take part
    one belongs to nobody, so that an answer does not tell whether they do.
    """
    if identity.role is Role.RESIDENT or identity.is_machine:
        return frozenset()
    accounts = filter(None, (identity.account, identity.handed_by))
    found = (desk.keys.own_subject_of(identity.city, account) for account in accounts)
    return frozenset(filter(None, found))


def own_file_refused() -> Problem:
    """The one answer to whatever a member of the staff would do with their own file."""
    return REQUEST.problem("own-file", "authorization", DECIDED)


def check_not_own(desk: Desk, identity: Identity, subject: str) -> None:
    """Refuse what a member of the staff would do to themselves, or read of themselves.

    Raises:
        ProblemsError: `own-file`, where the resident is the caller.
    """
    if subject in own_files(desk, identity):
        raise ProblemsError(own_file_refused())
