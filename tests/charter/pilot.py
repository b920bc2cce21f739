"""A city's pilot over HTTP, as the charter's attackers and its model use it."""

import itertools
from datetime import date, datetime, timedelta
from typing import Any, Final

from httpx import Response
from installation import NOON, Town, document, number, run
from litestar.testing import TestClient
from msgspec import structs

from backend.cities.load import SHIPPED
from backend.core.permissions import Identity, Role
from backend.jobs.schedule import JOBS
from backend.storage.values import new_id

API: Final = "/api/v1"
CITY: Final = "fuzhou"
AHEAD_OF_UTC: Final = timedelta(hours=8)
DOCUMENT: Final = {"authority": "City Court", "number": "2027-17", "issued_on": "2026-02-01"}
PARKING: Final = "public-parking-discount"
REASON: Final = "?reason=at+the+desk"


class Pilot:
    """The city and its people; whoever asks is named by a word."""

    def __init__(self, town: Town, client: TestClient[Any]) -> None:
        """Begin at noon of 1 March 2027, with nobody."""
        self.town, self.client = town, client
        self._places = itertools.count(1)

    def begin_again(self) -> None:
        """Set the clock back; earlier residents are gone."""
        self.town.clock.advance(seconds=(NOON - self.now()).total_seconds())

    def now(self) -> datetime:
        """The moment."""
        return self.town.clock.now()

    def today(self) -> date:
        """The city's civil day."""
        return (self.now() + AHEAD_OF_UTC).date()

    def scheme_text(self) -> str:
        """The text of the scheme in force."""
        return (SHIPPED / CITY / "schemes" / "2019-01-01.toml").read_text("utf-8")

    def new_place(self) -> int:
        """A resident's number that nobody has had."""
        return next(self._places)

    def new_id(self) -> str:
        """An id as clients choose it."""
        return new_id(self.now())

    def run_jobs(self) -> None:
        """What the clock does, all of it."""
        for job in JOBS:
            run(job.run(self.town.desk, self.now()))

    # People

    def collector(self, name: str, deed_type: str) -> Identity:
        """A collector of a department that may enter deeds of this type."""
        department = self.town.desk.deed_type(deed_type).departments[0]
        return self.town.staff(Role.COLLECTOR, name, department=department)

    def officer(self, name: str) -> Identity:
        """An officer."""
        return self.town.officer(name)

    def as_officer(self, who: Identity) -> Identity:
        """The same person, were they an officer now."""
        return structs.replace(who, role=Role.OFFICER)

    def as_collector(self, who: Identity, deed_type: str) -> Identity:
        """The same person, were they a collector now."""
        department = self.town.desk.deed_type(deed_type).departments[0]
        return structs.replace(who, role=Role.COLLECTOR, department=department)

    def name_number(self, who: Identity, place: int) -> None:
        """An administrator says which number a member of the staff has."""
        self.town.desk.keys.link_staff(CITY, who.account, number(place))

    def resident(self, subject: str) -> Identity:
        """A resident, by subject id."""
        return self.town.resident(subject)

    def join(self) -> Identity:
        """A new resident who takes part; the first has the first number, and so on."""
        return self.resident(self.town.join(self.new_place()))

    def join_with_award(self) -> Identity:
        """The same in a band that opens a perk."""
        place = self.new_place()
        subject = self.town.join(place)
        award = {"grade": "national", "document": document()}
        self.town.log(place, "labour-award", f"award of {place}", **award)
        return self.resident(subject)

    # What they do

    def ask(self, who: Identity, method: str, path: str, body: object = None) -> Response:
        """A request below the city's address, or of one's own."""
        full = f"{API}{path}" if path.startswith("/me") else f"{API}/cities/{CITY}{path}"
        return self.client.request(method, full, json=body, headers=self.town.token(who))

    def consent(self, who: Identity) -> Response:
        """Consent to the present text."""
        version = self.client.get(f"{API}/cities/{CITY}").json()["consent_version"]
        return self.ask(who, "PUT", "/me/consent", {"version": version, "language": "zh"})

    def enter(self, who: Identity, place: int, deed_type: str, **facts: object) -> Response:
        """Enter a deed."""
        body = {"number": number(place), "deed_type": deed_type, **facts}
        return self.ask(who, "POST", "/deeds", body)

    def grant(self, whom: Identity) -> Response:
        """Grant a resident a perk of some months."""
        today = self.today()
        body = {
            "id": self.new_id(),
            "perk": PARKING,
            "from_day": str(today),
            "until_day": str(today + timedelta(days=120)),
            "reason": "Asked at the desk",
        }
        return self.ask(self.officer("one"), "POST", f"/residents/{whom.subject}/grants", body)

    def ask_pass(self, who: Identity, perk: str = PARKING) -> Response:
        """A resident asks for a pass."""
        return self.ask(who, "POST", "/me/passes", {"perk": perk})

    def book(self, token: str, by: Identity | None = None, word: str | None = None) -> Response:
        """A counter of the car parks books what it is shown."""
        counter = by or self.town.counter("public-car-parks")
        body = {"id": word or self.new_id(), "token": token}
        return self.ask(counter, "POST", "/redemptions", body)

    def grant_list(self, *places: int, path: str = "") -> Response:
        """Grant a perk to a list of numbers, or look at what that would do."""
        today = self.today()
        body = {
            "id": self.new_id(),
            "perk": PARKING,
            "from_day": str(today),
            "until_day": str(today + timedelta(days=120)),
            "reason": "Volunteers of the year",
            "numbers": [number(place) for place in places],
        }
        return self.ask(self.officer("one"), "POST", f"/grants{path}", body)

    def record(self, place: int, deed_type: str, on: date | None = None) -> str:
        """A documented deed, of today if nothing else is said, that a second person confirmed.

        Returns:
            Its id. The notice of a demerit runs.
        """
        deed = self.new_id()
        collector = self.collector("one", deed_type)
        facts = {"id": deed, "occurred_on": str(on or self.today()), "document": DOCUMENT}
        entered = self.enter(collector, place, deed_type, **facts)
        assert entered.status_code == 201, entered.text
        if entered.json()["state"] == "awaiting-confirmation":
            confirmed = self.ask(self.officer("one"), "POST", f"/deeds/{deed}/confirm")
            assert confirmed.status_code < 300, confirmed.text
        return deed

    def find(self, who: Identity, place: int) -> Response:
        """Look for a resident by number."""
        return self.ask(
            who, "POST", "/residents/find", {"number": number(place), "reason": "At the desk"}
        )


def kind_of(answer: Response) -> str:
    """The kind of a refusal."""
    return str(answer.json()["type"]).rpartition(":")[2]


def refused(answer: Response) -> tuple[int, str]:
    """The status and the kind of a refusal."""
    return answer.status_code, kind_of(answer)
