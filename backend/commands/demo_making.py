"""Making the demo: a year of eight cities through the services that the API uses.

Nothing is written past the services, and the moments of that year are arguments to them. The cities
live side by side, so that what they write is committed together.
"""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, cast
from uuid import UUID

import msgspec
from argon2.profiles import CHEAPEST

from backend.app import open_installation
from backend.commands.demo_folder import begin, finish
from backend.commands.demo_people import PASSWORD, Colleague, Person, collector_of, staff, submitter
from backend.commands.demo_perks import (
    BETWEEN_VISITS,
    COUNTERS,
    DAYS_OF_GRANTS,
    LAST_VISIT,
    RUSH_VISITORS,
    VISITORS,
    bring_back,
    grant_some,
    lend,
    rush_of,
    show_twice,
    visit,
)
from backend.commands.demo_year import (
    DAYS,
    RESIDENTS,
    Decide,
    End,
    Enrol,
    Enter,
    Join,
    Leave,
    Object,
    Step,
    moment_of,
    year_of,
)
from backend.contracts.cases import NewObjection
from backend.contracts.deeds import DeedIn, Document, FollowDeed
from backend.contracts.residents import Enrolment, GiveConsent
from backend.contracts.sessions import InvitationSignIn, PasswordChange, Setup, StaffSignIn
from backend.contracts.staff import NewStaff, StaffRole, StaffView
from backend.core.instant import instant_in, start_of
from backend.core.permissions import Identity
from backend.services.change_own_password import change_own_password
from backend.services.confirm_deed import confirm_deed, follow_deed, refuse_deed
from backend.services.confirm_staff import confirm_staff
from backend.services.create_staff import create_staff
from backend.services.desk import Desk
from backend.services.enrol_resident import enrol_resident
from backend.services.enter_deed import enter_deed
from backend.services.give_consent import give_consent, read_consent
from backend.services.leave import leave
from backend.services.make_statistics import make_statistics
from backend.services.object_to_deed import object_to_deed
from backend.services.open_invitation import open_invitation
from backend.services.passwords import Passwords
from backend.services.refresh_due_scores import refresh_due_scores
from backend.services.set_up_city import set_up_city, setup_code
from backend.services.sign_in import sign_in_staff
from backend.settings import Settings

WEEK: Final = 7
# The cities are installed some days before their year begins.
BEFORE: Final = timedelta(days=DAYS + WEEK)
OFFICERS: Final = ("officer-1", "officer-2")
REFUSED: Final = "文书所载的是另一个人。The document names another person."
OBJECTION: Final = (
    "当天我不在本市，凭证上是另一个人。I was out of town that day: it was another person."
)
CREDITOR: Final = "债权人 The creditor"
ENDED: Final = "已收到全部款项。Everything has been paid."

# Called with how many days of the year are made, and of how many.
Progress = Callable[[int, int], None]


class Moment(msgspec.Struct, frozen=True):
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        """The moment."""
        return self.at


def make_demo(
    settings: Settings, now: datetime, progress: Progress, residents: int = RESIDENTS
) -> None:
    """Make the demo anew, and mark it as finished.

    The passwords are hashed as cheaply as can be, or it would take minutes: whoever signs in has
    theirs hashed again, with the usual parameters.

    Args:
        settings: where.
        now: the moment; the year ends the day before.
        progress: hears how far it is.
        residents: of each city.

    Raises:
        ProblemsError: where the folder cannot be used for it.
    """
    begin(settings)
    passwords = Passwords(parameters=CHEAPEST)
    installation = open_installation(settings, Moment(now - BEFORE), passwords)
    try:
        asyncio.run(_live(installation.desk, now, progress, residents))
    finally:
        installation.close()
    finish(settings)


async def _live(desk: Desk, now: datetime, progress: Progress, residents: int) -> None:
    """The year day by day; once a week the clock does what it does in a running service."""
    offices = [_Office(desk, city, now, residents) for city in desk.cities]
    await asyncio.gather(*(office.open() for office in offices))
    for place in range(DAYS):
        progress(place, DAYS)
        await asyncio.gather(*(office.live(place) for office in offices))
        if place % WEEK == 0:
            end = max(office.end_of(place) for office in offices)
            await refresh_due_scores(desk, end)
            await make_statistics(desk, end)
    await refresh_due_scores(desk, now)
    progress(DAYS, DAYS)


class _Office:
    """One city: its staff and residents, as their tokens tell them."""

    def __init__(self, desk: Desk, code: str, now: datetime, residents: int) -> None:
        self._desk = desk
        self._city = desk.city(code)
        held = desk.database.read_now(lambda tx: desk.shelf.in_force(tx, code, now))
        self._scheme = held.scheme
        today = instant_in(self._city.time_zone, now).day
        self._first = today - timedelta(days=DAYS)
        self._rush = rush_of(today)
        self._year = year_of(self._city, held.scheme, held.catalogue, today, residents)
        self._identities: dict[str, Identity] = {}
        self._codes: dict[str, str] = {}
        self._waiting: set[UUID] = set()
        self._joined: list[Identity] = []

    async def open(self) -> None:
        """Set the city up with two administrators; one makes accounts, the other confirms them."""
        first, second, *others = staff(self._city.code, self._scheme)
        now = moment_of(self._city, self._first, 0)
        for administrator in (first, second):
            await self._set_up(administrator, now)
        maker, other = (self._identities[each.name] for each in (first, second))
        for colleague in others:
            made = await self._make(maker, colleague, now)
            await confirm_staff(self._desk, other, made.id, made.version, now)
            # As somebody whom one administrator alone answers for no more.
            await self._sign_in(colleague, PASSWORD, now)

    async def live(self, place: int) -> None:
        """Take the steps of a day, each after the other."""
        day = self._first + timedelta(days=place)
        steps = self._year.get(day, ())
        for number, step in enumerate(steps):
            await self._take(step, moment_of(self._city, day, number))
        if place in DAYS_OF_GRANTS:
            officer, now = self._identities[OFFICERS[0]], moment_of(self._city, day, len(steps))
            await grant_some(self._desk, officer, self._joined, now)
        await self._visit(place, day, moment_of(self._city, day, len(steps) + 1))

    def end_of(self, place: int) -> datetime:
        """The end of a day."""
        return start_of(self._city.time_zone, self._first + timedelta(days=place + 1))

    async def _visit(self, place: int, day: date, now: datetime) -> None:
        """Residents come to the counters, one after the other; in the rush most come to one."""
        first, second = (self._identities[name] for name in COUNTERS)
        begin = place % max(1, len(self._joined))
        residents = [*self._joined[begin:], *self._joined[:begin]]
        if place == LAST_VISIT:
            for resident in residents:
                await bring_back(self._desk, first, resident, now)
        if place % BETWEEN_VISITS == 0 or place == LAST_VISIT:
            await visit(self._desk, first, residents, VISITORS, now)
        if day in self._rush:
            await visit(self._desk, first, residents[:1], VISITORS, now)
            await visit(self._desk, second, residents[1:], RUSH_VISITORS, now)
        if place == LAST_VISIT:
            # The first one's number is printed.
            await lend(self._desk, first, self._joined[0], now)
            await show_twice(self._desk, (first, second), residents[-1], now)

    async def _set_up(self, administrator: Colleague, now: datetime) -> None:
        asked = Setup(
            city=self._city.code,
            code=setup_code(self._desk, self._city.code),
            name=administrator.name,
            full_name=administrator.full_name,
            password=PASSWORD,
        )
        await set_up_city(self._desk, asked, now)
        await self._sign_in(administrator, PASSWORD, now)

    async def _make(
        self, administrator: Identity, colleague: Colleague, now: datetime
    ) -> StaffView:
        """The administrator hands a password over, and the colleague changes it."""
        wanted = NewStaff(
            name=colleague.name,
            full_name=colleague.full_name,
            role=cast("StaffRole", colleague.role.value),
            department=colleague.department,
            provider=colleague.provider,
        )
        made = await create_staff(self._desk, administrator, wanted, now)
        identity = await self._sign_in(colleague, made.password, now)
        change = PasswordChange(old_password=made.password, password=PASSWORD)
        await change_own_password(self._desk, identity, change, now)
        return made.account

    async def _sign_in(self, colleague: Colleague, password: str, now: datetime) -> Identity:
        asked = StaffSignIn(city=self._city.code, name=colleague.name, password=password)
        signed = await sign_in_staff(self._desk, asked, now)
        identity = self._desk.tokens.identity_of(signed.access_token, now)
        self._identities[colleague.name] = identity
        return identity

    async def _take(self, step: Step, now: datetime) -> None:
        match step:
            case Enrol(person):
                await self._enrol(person, now)
            case Join(person):
                await self._join(person, now)
            case Leave(person):
                self._joined.remove(self._identities[person.number])
                await leave(self._desk, self._identities[person.number], now)
            case Enter(deed):
                await self._enter(deed, now)
            case Decide(deed, is_refused):
                await self._decide(deed, now, is_refused=is_refused)
            case Object(person, deed):
                await self._object(person, deed, now)
            case End(deed, on):
                await self._end(deed, on, now)

    async def _enrol(self, person: Person, now: datetime) -> None:
        wanted = Enrolment(number=person.number, name=person.name)
        made = await enrol_resident(self._desk, self._identities[OFFICERS[0]], wanted, now)
        self._codes[person.number] = made.code

    async def _join(self, person: Person, now: datetime) -> None:
        asked = InvitationSignIn(
            city=self._city.code,
            code=self._codes[person.number],
            number=person.number,
            password=PASSWORD,
        )
        signed = await open_invitation(self._desk, asked, now)
        identity = self._desk.tokens.identity_of(signed.access_token, now)
        self._identities[person.number] = identity
        shown = await read_consent(self._desk, identity, now)
        given = GiveConsent(version=shown.version, language="zh")
        await give_consent(self._desk, identity, given, now)
        self._joined.append(identity)

    async def _enter(self, deed: DeedIn, now: datetime) -> None:
        collector = self._identities[collector_of(submitter(self._scheme, deed.deed_type))]
        receipt, _ = await enter_deed(self._desk, collector, deed, now)
        if receipt.state == "awaiting-confirmation":
            self._waiting.add(deed.id)

    async def _decide(self, deed: UUID, now: datetime, *, is_refused: bool) -> None:
        """Most merits count without a second person."""
        if deed not in self._waiting:
            return
        self._waiting.remove(deed)
        if is_refused:
            await refuse_deed(self._desk, self._officer(deed), str(deed), REFUSED, now)
        else:
            await confirm_deed(self._desk, self._officer(deed), str(deed), now)

    async def _object(self, person: Person, deed: UUID, now: datetime) -> None:
        objection = NewObjection(id=UUID(int=deed.int ^ 1), text=OBJECTION)
        me = self._identities[person.number]
        await object_to_deed(self._desk, me, str(deed), objection, now)

    async def _end(self, deed: UUID, on: date, now: datetime) -> None:
        receipt = Document(
            authority=CREDITOR, number=f"{on:%Y%m%d}-{deed.int % 10000}", issued_on=on
        )
        followed = FollowDeed(kind="ended", on=on, reason=ENDED, document=receipt)
        await follow_deed(self._desk, self._officer(deed), str(deed), followed, now)

    def _officer(self, deed: UUID) -> Identity:
        return self._identities[OFFICERS[deed.int % len(OFFICERS)]]
