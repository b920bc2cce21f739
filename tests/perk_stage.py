"""A perk of a city on trial: residents in any band, its provider's counter, and an officer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from httpx import Response
from installation import Town, deed_id, document
from litestar.testing import TestClient

from backend.core.bound import BoundRule
from backend.core.perks import amount_for, is_within_hours, opens_next
from backend.core.price import ByGrade, Flat
from backend.core.scheme import Band, Perk, SchemeText
from backend.services.confirm_deed import confirm_deed

Client = TestClient[Any]
Json = dict[str, Any]
# The first Monday of a year, when no week of its periods began in the year before.
FIRST_DAY = date(2029, 1, 1)
TEN = time(10)


class Stage:
    """One perk, and whoever has to do with it.

    Attributes:
        text: the scheme in force.
        perk: as it states it.
    """

    def __init__(self, town: Town, client: Client, name: str) -> None:
        """Begin at ten in the morning of a Monday."""
        self.town, self.client = town, client
        city = town.city
        held = town.desk.database.read_now(
            lambda tx: town.desk.shelf.in_force(tx, city, town.clock.now())
        )
        self.scheme = held.scheme
        self.text: SchemeText = held.scheme.text
        self.perk: Perk = next(each for each in self.text.perks if each.name == name)
        self.zone = ZoneInfo(town.desk.city(city).time_zone)
        self._places = 0
        self._words = 0
        self._place_of: dict[str, int] = {}
        self._done: set[tuple[int, str]] = set()
        self.go_to(FIRST_DAY)

    # The clock

    @property
    def local(self) -> datetime:
        """The moment by the city's clock."""
        return self.town.clock.now().astimezone(self.zone)

    def at(self, day: date, clock: time) -> None:
        """Move the clock forward to a time of a day."""
        wanted = datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)
        gap = wanted - self.town.clock.now()
        assert gap >= timedelta()
        self.town.clock.advance(seconds=gap.total_seconds())

    def go_to(self, day: date) -> None:
        """Move the clock to a day, to when the perk is open at ten or next."""
        self.at(day, TEN)
        if not is_within_hours(self.perk, self.local):
            opens = opens_next(self.perk, self.local)
            assert opens is not None
            self.at(opens.date(), opens.time())

    def wait(self, **duration: float) -> None:
        """Let time go by, and on to when the perk is open."""
        self.go_to((self.local + timedelta(**duration)).date())

    # People

    @property
    def opening(self) -> list[Band]:
        """The bands that open the perk, best first."""
        names = [band.name for band in self.text.bands]
        return list(self.text.bands[: names.index(self.perk.opens_from) + 1])

    def amount(self, band: Band) -> float | None:
        """How much the perk gives in a band, as JSON says it."""
        amount = amount_for(self.perk, self.text.bands, band.name)
        return None if amount is None else float(amount)

    def resident(self, band: Band | None = None) -> str:
        """A new resident in a band, the lowest that opens the perk if nothing else is said.

        Where an officer must grant the perk, one has.
        """
        subject = self.resident_without_grant(band)
        if self.perk.by_grant:
            assert self.grant(subject).status_code == 201
        return subject

    def resident_without_grant(self, band: Band | None = None) -> str:
        """The same, of whom no officer has heard."""
        self._places += 1
        subject = self.town.join(self._places)
        self._place_of[subject] = self._places
        wanted = band or self.opening[-1]
        for _ in range(40):
            score = self.score(subject)
            if score["band"] == wanted.name:
                return subject
            self._raise(self._places, Decimal(str(score["total"])), wanted)
        message = f"nobody reaches {wanted.name} in {self.town.city}"
        raise AssertionError(message)

    def score(self, subject: str) -> Json:
        """A resident's score with its lines: some cities hide the total elsewhere."""
        return self.mine(subject, "score/lines")

    def lower(self, *subjects: str) -> None:
        """Let residents commit breaches of law until none is in a band that opens the perk."""
        names = [band.name for band in self.opening]
        for _ in range(12):
            high = [each for each in subjects if self.score(each)["band"] in names]
            if not high:
                return
            for subject in high:
                for rule in list(self._fines())[:3]:
                    self._record(self._place_of[subject], rule, "")
            # The notice of a demerit is over.
            self.wait(days=self.town.desk.city(self.town.city).notice_days + 1)
        message = f"nobody falls in {self.town.city}"
        raise AssertionError(message)

    def _prices(self, *, merit: bool) -> Iterator[tuple[Decimal, BoundRule, str]]:
        """Deeds of one day with points of their own, the greatest first."""
        found = []
        for rule in self.scheme.rules.values():
            deed_type = rule.deed_type
            if rule.is_merit is not merit or deed_type.ongoing or deed_type.written_account:
                continue
            if isinstance(rule.price, Flat):
                found.append((rule.price.points, rule, ""))
            elif isinstance(rule.price, ByGrade):
                found += [(points, rule, grade) for grade, points in rule.price.points.items()]
        yield from sorted(found, key=lambda each: -abs(each[0]))

    def _fines(self) -> Iterator[BoundRule]:
        for _, rule, grade in self._prices(merit=False):
            if not grade:
                yield rule

    def _raise(self, place: int, total: Decimal, wanted: Band) -> None:
        """The greatest merit that does not lead past the band, and was not done before."""
        bands = [band.name for band in self.text.bands]
        better = self.text.bands[bands.index(wanted.name) - 1] if wanted.name != bands[0] else None
        for points, rule, grade in self._prices(merit=True):
            if better is None or total + points < better.from_:
                done = (place, rule.deed_type.code)
                if done not in self._done:
                    self._done.add(done)
                    self._record(place, rule, grade)
                    return
        message = f"no merit leads to {wanted.name} from {total}"
        raise AssertionError(message)

    def _record(self, place: int, rule: BoundRule, grade: str) -> None:
        """A documented deed of yesterday, confirmed where that is needed."""
        word, code = self.word(), rule.deed_type.code
        department = rule.deed_type.departments[0]
        yesterday = self.local.date() - timedelta(days=1)
        receipt = self.town.log(
            place,
            code,
            word,
            grade=grade or None,
            occurred_on=yesterday,
            document=document(str(yesterday)),
            by=self.town.collector(department, word),
        )
        if receipt.state == "awaiting-confirmation":
            now = self.town.clock.now()
            confirmed = confirm_deed(self.town.desk, self.town.officer(), str(deed_id(word)), now)
            self.town.run(confirmed)

    def word(self) -> str:
        """A word that was not used before."""
        self._words += 1
        return f"word-{self._words}"

    # What they do

    def mine(self, subject: str, path: str) -> Json:
        """What a resident is shown."""
        answer = self.client.get(
            f"/api/v1/me/{path}", headers=self.town.token(self.town.resident(subject))
        )
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def own(self, subject: str) -> Json | None:
        """The perk as a resident has it; none where they do not."""
        perks = self.mine(subject, "perks")["perks"]
        return next((each for each in perks if each["name"] == self.perk.name), None)

    def ask(self, subject: str) -> Response:
        """Ask for a pass."""
        headers = self.town.token(self.town.resident(subject))
        return self.client.post("/api/v1/me/passes", json={"perk": self.perk.name}, headers=headers)

    def passed(self, subject: str) -> str:
        """The pass that a resident is given."""
        answer = self.ask(subject)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def counter(self, method: str, path: str, body: Any = None) -> Response:
        """A request of the provider's counter."""
        headers = self.town.token(self.town.counter(self.perk.provider))
        return self.client.request(method, f"{self._city}{path}", json=body, headers=headers)

    def show(self, token: str, word: str = "") -> Response:
        """What the counter is answered that is shown a pass."""
        body = {"id": str(deed_id(word or self.word())), "token": token}
        return self.counter("POST", "/redemptions", body)

    def use(self, subject: str, word: str = "") -> Json:
        """Ask for a pass and show it; the booking."""
        answer = self.show(self.passed(subject), word)
        assert answer.status_code == 201, answer.text
        found: Json = answer.json()
        return found

    def give_back(self, word: str) -> Response:
        """Bring back what was lent."""
        return self.counter("POST", f"/redemptions/{deed_id(word)}/return")

    def grant(self, subject: str, days: int = 366, word: str = "") -> Response:
        """An officer grants the perk."""
        today = self.local.date()
        body = {
            "id": str(deed_id(word or self.word())),
            "perk": self.perk.name,
            "from_day": str(today),
            "until_day": str(today + timedelta(days=days)),
            "reason": "Asked at the desk",
        }
        return self.officer("POST", f"/residents/{subject}/grants", body)

    def officer(self, method: str, path: str, body: Any = None, **headers: str) -> Response:
        """A request of an officer."""
        sent = {**self.town.token(self.town.officer()), **headers}
        return self.client.request(method, f"{self._city}{path}", json=body, headers=sent)

    def set_places(self, places: int) -> None:
        """An officer says how many places there are from now on."""
        stock = self.officer("GET", "/stock").json()
        version = next(each["version"] for each in stock if each["perk"] == self.perk.name)
        body = {"places": places, "reason": "Counted again"}
        path, tag = f"/stock/{self.perk.name}", f'"v{version}"'
        answer = self.officer("PUT", path, body, **{"if-match": tag})
        assert answer.status_code == 200, answer.text

    @property
    def _city(self) -> str:
        return f"/api/v1/cities/{self.town.city}"


def refusal(answer: Response) -> str:
    """The kind of what was refused."""
    assert answer.status_code == 409, answer.text
    problem: Json = answer.json()["problems"][0]
    return str(problem["kind"])
