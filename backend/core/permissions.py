"""Who may do what. Every permission of the service is written here, and nowhere else."""

from enum import StrEnum
from typing import Final

import msgspec

from backend.core.articles import DOCUMENT
from backend.core.problems import Place, Problem

REQUEST: Final = Place("request", "")


class Role(StrEnum):
    """What an account is for. Each account has one role, in one city."""

    RESIDENT = "resident"
    COLLECTOR = "collector"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    COUNTER = "counter"


STAFF: Final = frozenset(Role) - {Role.RESIDENT}


class Permission(StrEnum):
    """What a route does; each route that is not public names one."""

    OWN_SESSION = "own-session"
    OWN_CONSENT = "own-consent"
    OWN_FILE = "own-file"
    OWN_LEAVING = "own-leaving"
    OWN_CASES = "own-cases"
    OWN_PERKS = "own-perks"
    FIND_RESIDENT = "find-resident"
    READ_FILE = "read-file"
    ENROL = "enrol"
    ENTER_DEED = "enter-deed"
    READ_OWN_ENTRIES = "read-own-entries"
    CONFIRM_DEED = "confirm-deed"
    FOLLOW_DEED = "follow-deed"
    DECIDE_CASE = "decide-case"
    GRANT_PERK = "grant-perk"
    REDEEM = "redeem"
    READ_TAKE_UP = "read-take-up"
    EDIT_STOCK = "edit-stock"
    READ_OVERVIEW = "read-overview"
    READ_SCHEMES = "read-schemes"
    PROPOSE_SCHEME = "propose-scheme"
    APPROVE_SCHEME = "approve-scheme"
    READ_STAFF = "read-staff"
    EDIT_STAFF = "edit-staff"
    READ_LOG = "read-log"


# What residents do with what is theirs; each of these waits for a consent in force.
OF_RESIDENTS: Final = frozenset(
    {
        Permission.OWN_CONSENT,
        Permission.OWN_FILE,
        Permission.OWN_LEAVING,
        Permission.OWN_CASES,
        Permission.OWN_PERKS,
    }
)
_ENTRY: Final = {Permission.ENTER_DEED, Permission.READ_OWN_ENTRIES}
_SCHEMES: Final = {
    Permission.READ_SCHEMES,
    Permission.PROPOSE_SCHEME,
    Permission.APPROVE_SCHEME,
}

GRANTED: Final[dict[Role, frozenset[Permission]]] = {
    Role.RESIDENT: frozenset({Permission.OWN_SESSION, *OF_RESIDENTS}),
    Role.COLLECTOR: frozenset({Permission.OWN_SESSION, *_ENTRY}),
    Role.OFFICER: frozenset(
        {
            Permission.OWN_SESSION,
            *_ENTRY,
            Permission.FIND_RESIDENT,
            Permission.READ_FILE,
            Permission.ENROL,
            Permission.CONFIRM_DEED,
            Permission.FOLLOW_DEED,
            Permission.DECIDE_CASE,
            Permission.GRANT_PERK,
            Permission.READ_TAKE_UP,
            Permission.EDIT_STOCK,
            Permission.READ_OVERVIEW,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.OWN_SESSION,
            *_SCHEMES,
            Permission.READ_STAFF,
            Permission.EDIT_STAFF,
            Permission.READ_TAKE_UP,
            Permission.READ_OVERVIEW,
        }
    ),
    Role.AUDITOR: frozenset(
        {
            Permission.OWN_SESSION,
            Permission.READ_LOG,
            Permission.READ_SCHEMES,
            Permission.READ_STAFF,
            Permission.READ_OVERVIEW,
        }
    ),
    Role.COUNTER: frozenset({Permission.OWN_SESSION, Permission.REDEEM}),
}


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks.

    Attributes:
        account: the account's id.
        session: the sign-in that the request belongs to.
        department: of those who submit deeds.
        provider: whose desk a counter is.
        subject: a resident's own subject id.
        is_machine: true for a department's system, which may enter deeds and nothing else.
        handed_by: the administrator who may be able to act with the account as well.
    """

    account: str
    role: Role
    city: str
    session: str
    department: str | None = None
    provider: str | None = None
    subject: str | None = None
    is_machine: bool = False
    handed_by: str | None = None


def refusal(identity: Identity, permission: Permission, city: str | None = None) -> Problem | None:
    """Why this identity may not do this in this city; none if it may.

    Args:
        identity: who asks.
        permission: what the route does.
        city: the city that the request names, where it names one.
    """
    if permission not in GRANTED[identity.role]:
        return REQUEST.problem("role-not-allowed", "authorization", None, role=identity.role.value)
    if city is not None and city != identity.city:
        return REQUEST.problem("city-not-yours", "city", None, city=identity.city)
    return None


def same_person(first: str, second: str) -> Problem | None:
    """One person enters, another confirms; one proposes, another approves."""
    if first != second:
        return None
    return REQUEST.problem("same-person", "authorization", DOCUMENT)
