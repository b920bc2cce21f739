"""The demo's year: who joins and leaves, and which deeds are entered, confirmed and ended when.

It is drawn before anything is done, from the city's code and today's date alone: two demos of a day
are alike. The last day of it is yesterday.
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

import msgspec

from backend.commands.demo_deeds import Deeds
from backend.commands.demo_people import Person, people
from backend.contracts.deeds import DeedIn
from backend.core.bound import Scheme
from backend.core.catalogue import Catalogue
from backend.core.city import City
from backend.core.instant import start_of

DAYS: Final = 365
RESIDENTS: Final = 25
# Of each city's residents, in their order: the first four are there from the start, the second is
# told of a demerit that does not count yet, the third is leaving, the fourth has objected, and the
# last have not opened their invitations.
NOTIFIED: Final = 1
LEAVING: Final = 2
OBJECTING: Final = 3
INVITED: Final = 2
OFFICE_OPENS: Final = timedelta(hours=9)
BETWEEN_STEPS: Final = timedelta(minutes=2)
DEEDS_A_YEAR: Final = (6, 18)
DEMERITS: Final = 0.09
REFUSED: Final = 0.06
ENDED: Final = 0.8
DAYS_TO_RECORD: Final = 6
DAYS_TO_DECIDE: Final = (1, 7)
DAYS_TO_END: Final = (20, 90)
WAITING: Final = 4

# The year of the resident whose score is printed: days before today, deed type, grade, quantity,
# and the days before today on which what lasted had ended.
PRINTED_CITY: Final = "fuzhou"
_PRINTED: Final[tuple[tuple[int, str, str | None, float | None, int | None], ...]] = (
    (340, "volunteering", None, 12, None),
    (322, "electricity-arrears", None, 1, 246),
    (290, "blood-donation", None, 400, None),
    (268, "traffic-violation", None, 2, None),
    (243, "volunteering", None, 22.5, None),
    (221, "charity-donation", None, 12000, None),
    (198, "volunteer-award", "city", None, None),
    (170, "traffic-violation", None, 1, None),
    (141, "red-cross-volunteer", "city", None, None),
    (127, "good-deed", None, None, None),
    (96, "traffic-violation", None, 3, None),
    (74, "property-fee-arrears", None, 1, None),
    (52, "volunteering", None, 34, None),
    (18, "red-cross-donation", None, 8000, None),
)


class Enrol(msgspec.Struct, frozen=True):
    """An officer enrols a resident."""

    person: Person


class Join(msgspec.Struct, frozen=True):
    """The resident opens the invitation and consents."""

    person: Person


class Leave(msgspec.Struct, frozen=True):
    """The resident leaves."""

    person: Person


class Enter(msgspec.Struct, frozen=True):
    """A collector enters a deed."""

    deed: DeedIn


class Decide(msgspec.Struct, frozen=True):
    """An officer confirms a deed or refuses it, if it waits."""

    deed: UUID
    is_refused: bool


class Object(msgspec.Struct, frozen=True):
    """The resident objects to a deed."""

    person: Person
    deed: UUID


class End(msgspec.Struct, frozen=True):
    """An officer records that an ongoing deed has ended."""

    deed: UUID
    on: date


Step = Enrol | Join | Leave | Enter | Decide | Object | End
Year = dict[date, list[Step]]


def year_of(city: City, scheme: Scheme, catalogue: Catalogue, today: date, residents: int) -> Year:
    """Every step of a city's year by its day, in order.

    Args:
        city: whose.
        scheme: the one in force.
        catalogue: for the names of departments.
        today: the city's civil day.
        residents: how many are enrolled, six or more: those that are named above.
    """
    return _Drawing(city, scheme, catalogue, today).drawn(people(city.code, residents))


def moment_of(city: City, day: date, place: int) -> datetime:
    """When the office takes the step at this place of a day."""
    return start_of(city.time_zone, day) + OFFICE_OPENS + place * BETWEEN_STEPS


class _Drawing:
    """A year being drawn."""

    def __init__(self, city: City, scheme: Scheme, catalogue: Catalogue, today: date) -> None:
        self._city = city
        self._chance = Random(f"{city.code} {today}")  # noqa: S311 - repeatable, not secret
        self._deeds = Deeds(city, scheme, catalogue, self._chance)
        self._today = today
        self._first = today - timedelta(days=DAYS)
        self._last = today - timedelta(days=1)
        self._year: Year = {}

    def drawn(self, residents: list[Person]) -> Year:
        stay, invited = residents[:-INVITED], residents[-INVITED:]
        for place, person in enumerate(stay):
            self._draw_resident(place, person)
        for person in invited:
            self._add(self._ago(self._chance.randrange(2, 20)), Enrol(person))
        self._draw_certain(stay[NOTIFIED])
        self._draw_notice(stay[NOTIFIED])
        self._draw_objection(stay[OBJECTING])
        self._draw_waiting([*stay[NOTIFIED:LEAVING], *stay[OBJECTING:]])
        return self._year

    def _draw_resident(self, place: int, person: Person) -> None:
        is_early = place <= OBJECTING
        joined = self._draw_joining(person, is_early=is_early)
        if place == 0 and self._city.code == PRINTED_CITY:
            self._draw_printed(person)
            return
        until = self._last
        if place == LEAVING:
            until = self._ago(12)
            self._add(self._ago(5), Leave(person))
        self._draw_deeds(person, joined, until)

    def _draw_joining(self, person: Person, *, is_early: bool) -> date:
        """Most come in the first months, the others as word gets round."""
        days = self._chance.choice((10, 60, 60, 320))
        enrolled = self._first + timedelta(days=1 if is_early else self._chance.randrange(1, days))
        joined = enrolled + timedelta(days=0 if is_early else self._chance.randrange(12))
        self._add(enrolled, Enrol(person))
        self._add(joined, Join(person))
        return joined

    def _draw_deeds(self, person: Person, joined: date, until: date) -> None:
        days = (until - joined).days
        done: set[str] = set()
        for _ in range(round(self._chance.uniform(*DEEDS_A_YEAR) * days / DAYS)):
            recorded = joined + timedelta(days=self._chance.randrange(1, days + 1))
            is_demerit = self._chance.random() < DEMERITS
            code = self._deeds.demerit() if is_demerit else self._deeds.merit(done)
            done.add(code)
            self._draw_deed(person, code, joined, recorded, until)

    def _draw_deed(
        self, person: Person, code: str, joined: date, recorded: date, until: date
    ) -> None:
        back = timedelta(days=self._chance.randrange(DAYS_TO_RECORD))
        at = moment_of(self._city, recorded, 0)
        deed = self._deeds.deed(person, code, max(joined, recorded - back), at=at)
        self._add(recorded, Enter(deed))
        decided = recorded + timedelta(days=self._chance.randrange(*DAYS_TO_DECIDE))
        is_refused = self._chance.random() < REFUSED
        if decided <= until:
            self._add(decided, Decide(deed.id, is_refused))
        ended = recorded + timedelta(days=self._chance.randrange(*DAYS_TO_END))
        if (
            self._deeds.is_ongoing(code)
            and not is_refused
            and decided <= ended <= until
            and self._chance.random() < ENDED
        ):
            self._add(ended, End(deed.id, ended))

    def _draw_certain(self, person: Person) -> None:
        """Arrears that ended, whatever chance brings besides."""
        code = self._deeds.demerit(is_ongoing=True)
        self._draw_fixed(person, 230, code, ended=151)

    def _draw_notice(self, person: Person) -> None:
        """A demerit that was confirmed two days ago, so that its notice runs."""
        self._draw_fixed(person, 7, self._deeds.demerit(is_ongoing=False))

    def _draw_objection(self, person: Person) -> None:
        """An objection to be answered by tomorrow."""
        ago = self._city.objection_days - 1
        code = self._deeds.demerit(is_ongoing=False)
        deed = self._draw_fixed(person, ago + 10, code)
        self._add(self._ago(ago), Object(person, deed))

    def _draw_waiting(self, residents: list[Person]) -> None:
        """What nobody has confirmed yet."""
        for _ in range(WAITING):
            recorded = self._ago(self._chance.randrange(1, 4))
            at = moment_of(self._city, recorded, 0)
            person = self._chance.choice(residents)
            code = self._deeds.demerit(is_ongoing=False)
            self._add(recorded, Enter(self._deeds.deed(person, code, recorded, at=at)))

    def _draw_printed(self, person: Person) -> None:
        for ago, code, grade, quantity, ended in _PRINTED:
            self._draw_fixed(person, ago, code, grade, quantity, ended)

    def _draw_fixed(
        self,
        person: Person,
        ago: int,
        code: str,
        grade: str | None = None,
        quantity: float | None = None,
        ended: int | None = None,
    ) -> UUID:
        """A deed of a certain day, entered two days later and confirmed after three more."""
        recorded = self._ago(ago - 2)
        at = moment_of(self._city, recorded, 0)
        deed = self._deeds.deed(person, code, self._ago(ago), at=at, grade=grade, quantity=quantity)
        self._add(recorded, Enter(deed))
        self._add(self._ago(ago - 5), Decide(deed.id, is_refused=False))
        if ended is not None:
            self._add(self._ago(ended - 1), End(deed.id, self._ago(ended)))
        return deed.id

    def _ago(self, days: int) -> date:
        return self._today - timedelta(days=days)

    def _add(self, day: date, step: Step) -> None:
        self._year.setdefault(day, []).append(step)
