"""An officer finds a resident by exact number, for a reason that the resident can read."""

from base64 import b64encode
from datetime import datetime
from typing import Final

import msgspec

from backend.contracts.residents import FindResident, ResidentView
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import Desk
from backend.services.enrol_resident import PROFILE, Profile
from backend.services.own_file import check_not_own
from backend.services.taking_part import no_participant
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.residents import Resident, State, participant_of, resident_of

# What a look's reason is bound to when it is sealed.
REASON: Final = "log|reason"


async def find_resident(
    desk: Desk, identity: Identity, asked: FindResident, now: datetime
) -> ResidentView:
    """The file's cover, after the look is in the log.

    One who does not take part and a number that nobody has are answered alike, by the same
    statements on the same way.

    Raises:
        ProblemsError: where no participating resident has this number, or the caller has it.
    """
    subject = desk.subject(identity.city, asked.number)
    check_not_own(desk, identity, subject)
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> Resident | None:
        found = participant_of(tx, identity.city, subject, now)
        is_in = found is not None
        detail = sealed_reason(desk, identity.city, subject, asked.reason) if is_in else {}
        add_entry(tx, actor, "file.sought", subject=subject if is_in else None, detail=detail)
        return found

    found = await desk.database.write(work)
    if found is None or found.profile is None:
        raise ProblemsError(no_participant())
    profile = msgspec.json.decode(
        desk.unseal(identity.city, subject, PROFILE, found.profile), type=Profile
    )
    return ResidentView(
        resident=subject, name=profile.name, number=profile.number, since=found.since
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
