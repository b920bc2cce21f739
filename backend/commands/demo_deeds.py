"""What may happen to a resident of the demo: how often, how much, and on what paper."""

from datetime import date, datetime
from random import Random
from typing import Final
from uuid import UUID

from backend.commands.demo_people import Person, submitter
from backend.contracts.deeds import DeedIn, Document
from backend.core.bound import BoundRule, Scheme
from backend.core.catalogue import Catalogue, Severity
from backend.core.city import City
from backend.core.price import ByGrade

# What people do again and again, by how often; every other merit comes once a year at most.
HABITS: Final = {
    "volunteering": 40,
    "community-service": 30,
    "green-travel": 20,
    "garbage-sorting": 15,
    "library-books-returned": 15,
    "elder-care-volunteering": 8,
    "blood-donation": 8,
    "charity-donation": 8,
    "red-cross-donation": 6,
}
SOLITARY: Final = {
    "bills-paid-on-time": 8,
    "social-security-paid": 6,
    "tax-paid-on-time": 6,
    "tree-planting": 6,
    "contract-performed": 4,
    "good-deed": 4,
    "loan-repaid-on-time": 4,
    "community-mediation": 3,
}
SLIPS: Final = {
    "traffic-violation": 12,
    "property-fee-arrears": 4,
    "electricity-arrears": 3,
    "water-arrears": 3,
    "telecom-arrears": 3,
}
WEIGHTS: Final = HABITS | SOLITARY | SLIPS
# Of all other demerits.
BY_SEVERITY: Final = {Severity.MINOR: 4.0, Severity.GENERAL: 0.5, Severity.SERIOUS: 0.05}
# A record of more than one is rarer than a record of one.
QUANTITIES: Final[dict[str, tuple[int, ...]]] = {
    "hours": (2, 3, 4, 6, 8, 12, 20),
    "days": (1, 2, 3, 5, 10),
    "CNY": (200, 500, 1000, 2000, 5000, 10000),
    "ml": (200, 300, 400),
    "times": (1, 1, 1, 1, 2, 3),
    "books": (1, 1, 2, 3, 5),
    "items": (1, 1, 2),
    "trees": (1, 2, 3, 5),
}
DOCUMENTED: Final = 0.7
ACCOUNTS: Final = (
    "归还了捡到的钱包。Returned a wallet that was found.",
    "送迷路的老人回家。Took an elderly person home who had lost the way.",
    "扑灭了楼道里的小火。Put out a small fire in the stairwell.",
)


class Deeds:
    """Makes the deeds of one city, the same ones from the same chance."""

    def __init__(self, city: City, scheme: Scheme, catalogue: Catalogue, chance: Random) -> None:
        """Weigh what the scheme prices."""
        self._city = city
        self._scheme = scheme
        self._catalogue = catalogue
        self._chance = chance
        self._merits = _weights(scheme, is_merit=True)
        self._demerits = _weights(scheme, is_merit=False)

    def merit(self, done: set[str]) -> str:
        """A merit; of those that come once, none that is done already."""
        left = {
            code: weight for code, weight in self._merits.items() if code not in done - {*HABITS}
        }
        return self._drawn(left)

    def demerit(self, *, is_ongoing: bool | None = None) -> str:
        """A demerit; where it is asked for, one that lasts or one that does not."""
        rules = self._scheme.rules
        return self._drawn(
            {
                code: weight
                for code, weight in self._demerits.items()
                if is_ongoing is None or rules[code].deed_type.ongoing is is_ongoing
            }
        )

    def is_ongoing(self, code: str) -> bool:
        """True for what lasts until an end is recorded."""
        return self._scheme.rules[code].deed_type.ongoing

    def deed(
        self,
        person: Person,
        code: str,
        occurred_on: date,
        *,
        at: datetime,
        grade: str | None = None,
        quantity: float | None = None,
    ) -> DeedIn:
        """A deed as its collector enters it; grade and quantity are drawn where none are given.

        Args:
            person: whose deed.
            code: the deed type.
            occurred_on: the city's civil day.
            at: the moment of its recording, in the order of which ids stand.
            grade: of an award.
            quantity: in the deed type's unit.
        """
        bound = self._scheme.rules[code]
        unit = bound.deed_type.unit
        if isinstance(bound.price, ByGrade) and grade is None:
            grade = self._grade(bound, bound.price)
        if unit is not None and quantity is None:
            quantity = self._chance.choice(QUANTITIES[unit])
        return DeedIn(
            id=_id(at, self._chance),
            number=person.number,
            deed_type=code,
            occurred_on=occurred_on,
            grade=grade,
            quantity=quantity,
            unit=unit,
            document=self._document(code, occurred_on) if self._has_document(bound) else None,
            account=self._chance.choice(ACCOUNTS) if bound.deed_type.written_account else None,
        )

    def _drawn(self, weights: dict[str, float]) -> str:
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def _grade(self, bound: BoundRule, price: ByGrade) -> str:
        """The lower of an award, and the milder of a sanction, the more often."""
        grades = list(price.points)
        if not bound.is_merit:
            grades.reverse()
        return self._chance.choices(grades, [4**place for place in range(len(grades))])[0]

    def _has_document(self, bound: BoundRule) -> bool:
        """Every demerit rests on one; awards mostly come with one."""
        is_award = isinstance(bound.price, ByGrade)
        return not bound.is_merit or (is_award and self._chance.random() < DOCUMENTED)

    def _document(self, code: str, issued_on: date) -> Document:
        department = self._catalogue.departments[submitter(self._scheme, code)]
        return Document(
            authority=f"{self._city.name_zh} {department.label_zh} {department.label_en}",
            number=f"{issued_on.year}-{self._chance.randrange(1, 5000):04}",
            issued_on=issued_on,
        )


def _weights(scheme: Scheme, *, is_merit: bool) -> dict[str, float]:
    return {
        code: float(WEIGHTS.get(code, 1 if is_merit else _rarity(bound)))
        for code, bound in scheme.rules.items()
        if bound.is_merit is is_merit
    }


def _rarity(bound: BoundRule) -> float:
    return BY_SEVERITY[bound.deed_type.severity or Severity.GENERAL]


def _id(at: datetime, chance: Random) -> UUID:
    """A UUID of version 7."""
    milliseconds = int(at.timestamp() * 1000)
    low = 0x8000_0000_0000_0000 | chance.getrandbits(62)
    return UUID(int=milliseconds << 80 | 0x7000 << 64 | chance.getrandbits(12) << 64 | low)
