"""An office to try accounts on: two cities, a clock set by hand, and the routes of people alone."""

import asyncio
from collections.abc import Awaitable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from argon2.profiles import CHEAPEST
from fakes import FixedClock
from litestar.testing import TestClient

from backend.cities.load import SHIPPED, catalogue_root, load_catalogue, load_city
from backend.contracts.sessions import InvitationSignIn, Setup, SignedIn, StaffSignIn
from backend.contracts.staff import NewStaff, StaffPassword
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.create_staff import create_staff
from backend.services.desk import Desk
from backend.services.invitations import INVITATION_DAYS, code_hash, new_code
from backend.services.open_invitation import open_invitation
from backend.services.passwords import Passwords
from backend.services.set_up_city import set_up_city, setup_code
from backend.services.sign_in import sign_in_staff
from backend.storage.crypto import MasterKey
from backend.storage.database import Database, open_database
from backend.storage.evidence_files import EvidenceFiles
from backend.storage.invitations import Invitation, put_invitation
from backend.storage.keys import KeyStore
from backend.storage.logs import LogEntry, entries
from backend.storage.residents import invite
from backend.storage.schemes import put_city
from backend.web import sessions, staff
from backend.web.assemble import Front, assemble
from backend.web.cursors import Cursors
from backend.web.guard import OF_ITSELF
from backend.web.throttle import Allowances, Throttle

T = TypeVar("T")

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
CITY = "fuzhou"
OTHER_CITY = "suzhou"
PASSWORD = "copper lantern bridge noon"  # noqa: S105 - of a test
NUMBER = "11010119900307002X"
MASTER = MasterKey(bytes(range(32)))
CONFIGS = catalogue_root(SHIPPED)
CATALOGUE = load_catalogue(CONFIGS)
CITIES = [load_city(SHIPPED, code, with_scenarios=False).city for code in (CITY, OTHER_CITY)]


def open_desk(url: str, folder: Path) -> Desk:
    """A desk over a database with two cities; several may share one PostgreSQL and key store."""
    desk = Desk(
        database=open_database(url),
        keys=KeyStore.open(folder / "keys.db", MASTER),
        passwords=Passwords(parameters=CHEAPEST),
        catalogue=CATALOGUE,
        configs=CONFIGS,
        evidence=EvidenceFiles(folder / "evidence"),
    )
    for city in CITIES:
        text = msgspec.json.encode(city).decode()
        desk.database.write_now(partial(put_city, code=city.code, text=text))
        desk.cities[city.code] = city
    return desk


def desk_beside(desk: Desk, database: Database | None = None) -> Desk:
    """A desk that shares all but what it knows of revoked sessions."""
    beside = Desk(
        database=database or desk.database,
        keys=desk.keys,
        passwords=desk.passwords,
        catalogue=CATALOGUE,
        configs=CONFIGS,
        evidence=desk.evidence,
    )
    beside.cities.update(desk.cities)
    return beside


def opened(url: str, folder: Path) -> Iterator["Office"]:
    """An office for a fixture, closed afterwards."""
    desk = open_desk(url, folder)
    yield Office(desk)
    desk.close()


def opened_elsewhere(office: "Office", url: str, folder: Path) -> Iterator["Office"]:
    """The same city in another process; on SQLite, which only one may write, in this one."""
    if office.desk.database.dialect == "sqlite":
        yield Office(desk_beside(office.desk), office.clock)
        return
    desk = open_desk(url, folder)
    yield Office(desk, office.clock)
    desk.close()


class Office:
    """People in two cities, and the application that they use."""

    def __init__(self, desk: Desk, clock: FixedClock | None = None) -> None:
        """Begin with nobody, at noon unless there is a clock."""
        self.desk = desk
        self.clock = clock or FixedClock(NOON)

    def client(self, allowances: Allowances | None = None) -> TestClient[Any]:
        """A client of the routes of people."""
        routes = [*sessions.ROUTES, *staff.ROUTES]
        public = {
            (method, path.replace(":str", ""))
            for route in routes
            if route.opt.get("public")
            for path in route.paths
            for method in route.http_methods
        }
        front = Front(
            tokens=self.desk.tokens,
            clock=self.clock,
            check=_well,
            version="1.0.0",
            throttle=Throttle(allowances),
            public=OF_ITSELF | public,
            seconds=lambda: self.clock.now().timestamp(),
        )
        state = {"desk": self.desk, "clock": self.clock, "cursors": Cursors(bytes(32))}
        return TestClient(assemble(route_handlers=routes, front=front, state=state))

    async def administrator(self, name: str = "admin", city: str = CITY) -> Identity:
        """An administrator made with the setup code, signed in."""
        code = await asyncio.to_thread(setup_code, self.desk, city)
        asked = Setup(city=city, code=code, name=name, full_name="Lin Wei", password=PASSWORD)
        await set_up_city(self.desk, asked, self.clock.now())
        return self.who(await self.sign_in(name, PASSWORD, city))

    async def member(self, identity: Identity, **facts: Any) -> StaffPassword:
        """An account made by an administrator; an auditor unless told otherwise."""
        wanted = NewStaff(**{"name": "wang", "full_name": "Wang Fang", "role": "auditor", **facts})
        return await create_staff(self.desk, identity, wanted, self.clock.now())

    async def sign_in(self, name: str, password: str, city: str = CITY) -> SignedIn:
        """A session of staff."""
        asked = StaffSignIn(city=city, name=name, password=password)
        return await sign_in_staff(self.desk, asked, self.clock.now())

    async def invited(self, number: str = NUMBER, city: str = CITY) -> str:
        """The code of an invitation."""
        subject = self.desk.keys.enrol(city, number)
        code, now = new_code(), self.clock.now()
        invitation = Invitation(
            city=city,
            subject=subject,
            code_hash=code_hash(code),
            made_by="officer",
            made_at=now,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
        await self.desk.database.write(lambda tx: invite(tx, city, subject, b"sealed", now))
        await self.desk.database.write(lambda tx: put_invitation(tx, invitation))
        return code

    async def resident(self, number: str = NUMBER) -> SignedIn:
        """A resident who has opened an invitation."""
        code = await self.invited(number)
        return await self.open(code, number)

    async def open(
        self, code: str, number: str = NUMBER, password: str = PASSWORD, city: str = CITY
    ) -> SignedIn:
        """A resident's session by an invitation."""
        asked = InvitationSignIn(city=city, code=code, number=number, password=password)
        return await open_invitation(self.desk, asked, self.clock.now())

    def who(self, signed_in: SignedIn) -> Identity:
        """Whose an access token is at this moment, as far as this process knows."""
        return self.desk.tokens.identity_of(signed_in.access_token, self.clock.now())

    async def knows(self, signed_in: SignedIn) -> bool:
        """Whether this process takes the access token."""
        try:
            self.who(signed_in)
        except ProblemsError:
            return False
        return True

    def log(self, city: str = CITY) -> list[LogEntry]:
        """The whole log, newest first."""
        return self.desk.database.read_now(lambda tx: entries(tx, city, None, 1000))


def bearing(signed_in: SignedIn, **headers: str) -> dict[str, str]:
    """Headers with a session's access token."""
    return {"authorization": f"Bearer {signed_in.access_token}", **headers}


async def kind_of(work: Awaitable[object]) -> str | None:
    """The kind of problem that a service refuses with; none where it does not."""
    try:
        await work
    except ProblemsError as error:
        return error.problems[0].kind
    return None


async def _well() -> dict[str, str]:
    return {"database": "ok"}
