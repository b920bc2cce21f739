"""An officer finds a resident for a reason that the resident can read.

By exact number, or by a pass that the resident shows: whose it is stands in no pass, but the
service knows.
"""

from base64 import b64encode
from datetime import datetime
from typing import Final

import msgspec

from backend.contracts.residents import FindResident, ResidentView
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.enrol_resident import PROFILE, Profile
from backend.services.own_file import check_not_own
from backend.services.shown_pass import Shown, read_shown
from backend.services.taking_part import no_participant
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.redemptions import redemption_of_pass
from backend.storage.residents import Resident, State, participant_of, resident_of

# What a look's reason is bound to when it is sealed.
REASON: Final = "log|reason"


async def find_resident(
    desk: Desk, identity: Identity, asked: FindResident, now: datetime
) -> ResidentView:
    """The file's cover, after the look is in the log.

    One who does not take part and a number that nobody has are answered alike, by the same
    statements on the same way; so are a pass of theirs and one that never was.

    Raises:
        ProblemsError: where no participating resident has this number or pass, or the caller has.
    """
    named = _named(desk, identity, asked, now)
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> Resident | None:
        subject = named if isinstance(named, str) else _holder(desk, tx, identity, named, now)
        found = None if subject is None else participant_of(tx, identity.city, subject, now)
        if found is None:
            add_entry(tx, actor, "file.sought", detail={})
        else:
            detail = sealed_reason(desk, found.city, found.subject, asked.reason)
            add_entry(tx, actor, "file.sought", subject=found.subject, detail=detail)
        return found

    found = await desk.database.write(work)
    if found is None or found.profile is None:
        raise ProblemsError(no_participant() if isinstance(named, str) else _unknown_pass())
    return _cover(desk, found, found.profile)


def _named(desk: Desk, identity: Identity, asked: FindResident, now: datetime) -> str | Shown:
    """The subject id of the number, or the pass that is shown.

    Raises:
        ProblemsError: where it is neither or both, or the pass is not to be believed.
    """
    if asked.number is not None and asked.token is None:
        subject = desk.subject(identity.city, asked.number)
        check_not_own(desk, identity, subject)
        return subject
    if asked.token is None or asked.number is not None:
        raise ProblemsError(REQUEST.problem("find-by-one", "number"))
    shown = read_shown(desk, identity.city, asked.token, now, now)
    if shown.problem is not None:
        raise ProblemsError(shown.problem)
    return shown


def _holder(
    desk: Desk, tx: Transaction, identity: Identity, shown: Shown, now: datetime
) -> str | None:
    """Whose pass it is, while it holds and is not booked; none of any other.

    Raises:
        ProblemsError: where it is the caller's.
    """
    issued = shown.kept(tx, identity.city)
    if (
        issued is None
        or issued.expires_at <= now
        or redemption_of_pass(tx, identity.city, issued.id) is not None
    ):
        return None
    check_not_own(desk, identity, issued.subject)
    return issued.subject


def _unknown_pass() -> Problem:
    return REQUEST.problem("pass-unknown", "token")


def _cover(desk: Desk, found: Resident, sealed: bytes) -> ResidentView:
    opened = desk.unseal(found.city, found.subject, PROFILE, sealed)
    profile = msgspec.json.decode(opened, type=Profile)
    return ResidentView(
        resident=found.subject, name=profile.name, number=profile.number, since=found.since
    )


async def look_at_file(
    desk: Desk, identity: Identity, subject: str, part: str, reason: str, now: datetime
) -> None:
    """Note a look at a resident's file; it may be answered once this has returned.

    Raises:
        ProblemsError: where there is no such file, its resident does not take part, or is the
            caller.
    """
    check_not_own(desk, identity, subject)
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> None:
        found = resident_of(tx, identity.city, subject)
        if found is None or found.state_at(now) is not State.PARTICIPATING:
            raise ProblemsError(no_participant())
        detail = {"part": part, **sealed_reason(desk, identity.city, subject, reason)}
        add_entry(tx, actor, "file.read", subject=subject, detail=detail)

    await desk.database.write(work)


def sealed_reason(desk: Desk, city: str, subject: str, reason: str) -> dict[str, str]:
    """A look's reason as the log keeps it: readable until the resident is erased.

    The log itself is kept for ever, and a reason may name a person.
    """
    sealed = desk.seal(city, subject, REASON, reason.strip())
    return {"reason": b64encode(sealed).decode()}
