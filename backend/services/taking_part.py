"""Whether a resident takes part. Whoever does not is answered as one whom nobody knows."""

from datetime import datetime

from backend.core.articles import CONSENT
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import REQUEST
from backend.storage.residents import Resident, State


def own_subject(identity: Identity) -> str:
    """The resident's own subject id.

    Raises:
        ProblemsError: where the identity is no resident.
    """
    if identity.subject is None:
        role = identity.role.value
        raise ProblemsError(REQUEST.problem("role-not-allowed", "authorization", None, role=role))
    return identity.subject


def existing(resident: Resident | None) -> Resident:
    """The resident, unless gone.

    Raises:
        ProblemsError: as for anybody who was never there.
    """
    if resident is None:
        raise ProblemsError(no_participant())
    return resident


def participating(resident: Resident | None, now: datetime) -> Resident:
    """The resident, where a consent is in force at a moment.

    Raises:
        ProblemsError: naming article 1 of the charter.
    """
    found = existing(resident)
    state = found.state_at(now)
    if state is not State.PARTICIPATING:
        kind = "is-leaving" if state is State.LEAVING else "consent-missing"
        raise ProblemsError(REQUEST.problem(kind, "", CONSENT))
    return found


def no_participant() -> Problem:
    """The one answer for whoever does not take part, known or not."""
    return REQUEST.problem("no-participant", "number")
