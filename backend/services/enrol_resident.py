"""An officer enrols a resident: that makes an invitation, and nothing else (charter, article 1)."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Final

import msgspec
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from backend.contracts.residents import Enrolment, InvitationView
from backend.core.articles import CONSENT
from backend.core.city import City
from backend.core.instant import instant_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.invitations import INVITATION_DAYS, code_hash, new_code
from backend.services.own_file import check_not_own
from backend.storage.database import Transaction
from backend.storage.invitations import Invitation, put_invitation
from backend.storage.keys import normal_number
from backend.storage.logs import INVITED_AGAIN, actor_of, add_entry
from backend.storage.notices import NoticeKind, tell
from backend.storage.residents import State, invite, resident_of

NUMBER_LENGTH: Final = 18
PROFILE: Final = "resident|profile"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What names a resident; only ever stored sealed."""

    name: str
    number: str


async def enrol_resident(
    desk: Desk, identity: Identity, enrolment: Enrolment, now: datetime
) -> InvitationView:
    """Make an invitation, also a new one where the last was lost or its phone was.

    The answer is the same for everyone: it does not tell who takes part already. Whoever does is
    told, and shown by whom: the officer who prints a code could use it.

    Raises:
        ProblemsError: where the number is none or the caller's own, or its bearer too young.
    """
    city = desk.city(identity.city)
    number = checked_number(enrolment.number)
    check_not_own(desk, identity, desk.subject(city.code, number))
    check_age(city, number, instant_in(city.time_zone, now).day)
    subject = await asyncio.to_thread(desk.keys.enrol, city.code, number)
    profile = desk.seal(
        city.code, subject, PROFILE, Profile(name=enrolment.name.strip(), number=number)
    )
    code = new_code()
    expires_at = now + timedelta(days=INVITATION_DAYS)
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> bool:
        tx.lock(city.code, subject)
        if desk.keys.data_key(city.code, subject) is None:
            return False
        known = resident_of(tx, city.code, subject)
        put_invitation(
            tx,
            Invitation(
                city=city.code,
                subject=subject,
                code_hash=code_hash(code),
                made_by=identity.account,
                made_at=now,
                expires_at=expires_at,
            ),
        )
        if known is None or known.state is State.INVITED:
            invite(tx, city.code, subject, profile, now)
            add_entry(tx, actor, "resident.invited", subject=subject)
        else:
            tell(tx, city.code, subject, NoticeKind.INVITATION_MADE, now)
            detail = {"part": NoticeKind.INVITATION_MADE.value}
            add_entry(tx, actor, INVITED_AGAIN, subject=subject, detail=detail)
        return True

    if not await desk.database.write(work):
        # Erased between the two: whoever is enrolled now is somebody new.
        return await enrol_resident(desk, identity, enrolment, now)
    return InvitationView(city=city.code, code=code, expires_at=expires_at)


def checked_number(number: str) -> str:
    """An identity card number in its one way of writing.

    Raises:
        ProblemsError: where its check digit, its length or its birth date is wrong.
    """
    try:
        # The place is not looked at: tables of places lag behind the numbers that were given out.
        normal = str(ric.compact(normal_number(number)))
        is_good = len(normal) == NUMBER_LENGTH and normal[:-1].isdigit()
        if (
            is_good
            and ric.get_birth_date(normal) is not None
            and normal[-1] == ric.calc_check_digit(normal)
        ):
            return normal
    except (ValidationError, ValueError):
        pass
    raise ProblemsError(REQUEST.problem("number-invalid", "number"))


def check_age(city: City, number: str, today: date) -> None:
    """A resident must have reached the city's minimum age (charter, article 1)."""
    born: date = ric.get_birth_date(number)
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if age < city.minimum_age:
        least = str(city.minimum_age)
        raise ProblemsError(REQUEST.problem("too-young", "number", CONSENT, least=least))
