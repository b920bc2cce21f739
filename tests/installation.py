"""An installation to try services on: cities, staff, residents, and a clock set by hand."""

import asyncio
import hashlib
from collections.abc import Awaitable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid5

from argon2 import Parameters
from argon2.profiles import CHEAPEST
from fakes import FixedClock
from litestar.testing import TestClient
from stdnum.cn import ric

from backend.app import Installation, create_app, open_installation
from backend.cities.check import Loaded, load_cities
from backend.cities.load import catalogue_root
from backend.contracts.deeds import DeedIn, DeedReceipt, Document
from backend.contracts.residents import Enrolment, GiveConsent
from backend.core.permissions import Identity, Role
from backend.services.consent_text import consent_version
from backend.services.desk import Desk
from backend.services.enrol_resident import enrol_resident
from backend.services.enter_deed import enter_deed
from backend.services.give_consent import give_consent
from backend.services.passwords import Passwords
from backend.settings import Settings
from backend.web.envelope import Service
from backend.web.throttle import Allowance, Allowances, Throttle

T = TypeVar("T")

NOON = datetime(2027, 3, 1, 4, tzinfo=UTC)
NAMESPACE = UUID("018f0000-0000-7000-8000-000000000000")
# On PostgreSQL it is given, and never made.
MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
UNTHROTTLED = Allowance(amount=10**9)
_LOADED: dict[bytes, Loaded] = {}
_SPARE: list[Service] = []


def number(place: int, born: date = date(1960, 1, 1)) -> str:
    """A valid identity card number for each place; of an adult, if nothing else is said."""
    day = born + timedelta(days=place // 1000)
    begin = f"110101{day:%Y%m%d}{place % 1000:03d}"
    return begin + ric.calc_check_digit(f"{begin}0")


def deed_id(text: str) -> UUID:
    """A deed's id, from a word that a test uses for it."""
    return uuid5(NAMESPACE, text)


def document(issued_on: str = "2027-02-01") -> Document:
    """What a demerit rests on."""
    return Document(
        authority="City Court", number="2027-17", issued_on=date.fromisoformat(issued_on)
    )


class Town:
    """One city of an installation, with people in it."""

    def __init__(self, installation: Installation, clock: FixedClock, city: str) -> None:
        """Begin with nobody."""
        self.installation = installation
        self.clock = clock
        self.city = city

    @property
    def desk(self) -> Desk:
        """What services work with."""
        return self.installation.desk

    def staff(
        self,
        role: Role,
        name: str = "one",
        *,
        department: str | None = None,
        provider: str | None = None,
        city: str = "",
    ) -> Identity:
        """Somebody of the staff, as a token tells it."""
        return Identity(
            account=f"{role.value}-{name}",
            role=role,
            city=city or self.city,
            session=f"session-{role.value}-{name}",
            department=department,
            provider=provider,
        )

    def collector(self, department: str, name: str = "one") -> Identity:
        """A collector of a department."""
        return self.staff(Role.COLLECTOR, name, department=department)

    def counter(self, provider: str, name: str = "one") -> Identity:
        """A desk of a provider."""
        return self.staff(Role.COUNTER, name, provider=provider)

    def officer(self, name: str = "one") -> Identity:
        """An officer."""
        return self.staff(Role.OFFICER, name)

    def resident(self, subject: str) -> Identity:
        """A resident, as a token tells it."""
        return Identity(
            account=f"resident-{subject}",
            role=Role.RESIDENT,
            city=self.city,
            session=f"session-{subject}",
            subject=subject,
        )

    async def invited(self, place: int) -> str:
        """A resident who was enrolled and has not consented; returns the subject id."""
        enrolment = Enrolment(number=number(place), name=f"Resident {place}")
        await enrol_resident(self.desk, self.officer(), enrolment, self.clock.now())
        found = self.desk.keys.subject_of(self.city, number(place))
        assert found is not None
        return found

    async def participant(self, place: int) -> str:
        """A resident who takes part; returns the subject id."""
        subject = await self.invited(place)
        given = GiveConsent(version=consent_version(self.desk.city(self.city)), language="zh")
        await give_consent(self.desk, self.resident(subject), given, self.clock.now())
        return subject

    async def enter(
        self, place: int, deed_type: str, word: str = "deed", **facts: Any
    ) -> DeedReceipt:
        """Enter a deed of a resident, by a collector of the deed type's first department."""
        by = facts.pop("by", None)
        deed = DeedIn(
            **{
                "id": deed_id(word),
                "number": number(place),
                "deed_type": deed_type,
                "occurred_on": date(2027, 2, 20),
                **facts,
            }
        )
        if by is None:
            departments = self.desk.deed_type(deed_type).departments
            by = self.collector(departments[0] if departments else "none")
        receipt, _ = await enter_deed(self.desk, by, deed, self.clock.now())
        return receipt

    def run(self, work: Awaitable[T]) -> T:
        """Run one service to its end."""
        return run(work)

    def invite(self, place: int) -> str:
        """The same as `invited`, to its end."""
        return run(self.invited(place))

    def join(self, place: int) -> str:
        """The same as `participant`, to its end."""
        return run(self.participant(place))

    def log(self, place: int, deed_type: str, word: str = "deed", **facts: Any) -> DeedReceipt:
        """The same as `enter`, to its end."""
        return run(self.enter(place, deed_type, word, **facts))

    def token(self, identity: Identity) -> dict[str, str]:
        """The header that an identity sends."""
        token = self.desk.tokens.issue(identity, self.clock.now())
        return {"authorization": f"Bearer {token}"}

    def client(self) -> TestClient[Any]:
        """A client of the real application, without limits on how often it may ask."""
        allowances = Allowances(**dict.fromkeys(Allowances.__struct_fields__, UNTHROTTLED))
        return TestClient(serving(self.installation, Throttle(allowances)))


def serving(installation: Installation, throttle: Throttle) -> Service:
    """The real application without its clock; where one has ended, that one furnished anew."""
    # To make one takes ten times as long as to open a town.
    spare = _SPARE.pop() if _SPARE else None
    service = create_app(installation, throttle=throttle, with_jobs=False, service=spare)
    service.on_shutdown.append(lambda: _SPARE.append(service))
    return service


def load_once(root: Path) -> Loaded:
    """The same as `load_cities`; files that were read before are not checked again."""
    # That takes longer than most tests.
    files = hashlib.sha256()
    for folder in (root, catalogue_root(root)):
        for path in sorted(folder.rglob("*.t*")):
            files.update(f"{path.relative_to(folder)}".encode() + b"\0" + path.read_bytes())
    key = files.digest()
    if key not in _LOADED:
        _LOADED[key] = load_cities(root)
    return _LOADED[key]


def open_town(
    folder: Path,
    url: str | None = None,
    city: str = "fuzhou",
    configs: Path | None = None,
    moment: datetime = NOON,
    parameters: Parameters = CHEAPEST,
) -> Town:
    """Open an installation whose clock stands at noon of 1 March 2027 in China, or elsewhere.

    Passwords are hashed by the cheapest parameters, if nothing else is said.
    """
    clock = FixedClock(moment)
    settings = Settings(data_dir=folder, database_url=url, configs=configs)
    if not settings.is_embedded:
        settings = Settings(
            data_dir=folder,
            database_url=url,
            configs=configs,
            master_key=MASTER_KEY,
        )
    installation = open_installation(settings, clock, Passwords(parameters=parameters), load_once)
    return Town(installation, clock, city)


def run(work: Awaitable[T]) -> T:
    """Run one service to its end."""

    async def wait() -> T:
        return await work

    return asyncio.run(wait())


def opened(
    folder: Path, url: str | None, city: str = "fuzhou", configs: Path | None = None
) -> Iterator[Town]:
    """A town for a fixture, closed afterwards."""
    town = open_town(folder, url, city, configs)
    try:
        yield town
    finally:
        town.installation.close()
