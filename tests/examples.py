"""Example deed types and schemes that tests of the formula share."""

from decimal import Decimal

from builders import (
    ONE_YEAR,
    catalogue,
    day,
    demerit,
    merit,
    moment,
    rule,
    scheme,
)

from backend.core.bound import Scheme
from backend.core.catalogue import Severity
from backend.core.deed import Deed, Step, StepKind
from backend.core.price import (
    DirectGrade,
    Flat,
    Floor,
    Price,
)
from backend.core.score import Score

HELP, FINE, DEBT, FRAUD = "help", "fine", "debt", "fraud"
ENTRIES = catalogue(
    merit(HELP),
    merit("award", grades=("national", "city")),
    merit("hours", unit="hours"),
    demerit(FINE),
    demerit(DEBT, ongoing=True),
    demerit(FRAUD, ongoing=True),
    demerit("arrears", Severity.GENERAL, ongoing=True),
)


def points(value: object) -> Decimal:
    return Decimal(str(value))


def priced(**prices: Price) -> Scheme:
    """A scheme of these prices, each for a year unless the breach's own end ends it."""
    own = (Floor, DirectGrade)
    return scheme(
        ENTRIES,
        *(
            rule(code, price, lifetime=None if isinstance(price, own) else ONE_YEAR)
            for code, price in prices.items()
        ),
    )


PLAIN = priced(help=Flat(points=points(50)), fine=Flat(points=points(-30)))


def total(made: Score) -> Decimal:
    return made.total


def in_notice(counts_from: str, occurred_on: str = "2019-03-01") -> Deed:
    """A fine recorded on 1 April, told to the resident, and counting from a later day."""
    told = moment(day("2019-04-01"))
    return Deed(
        id="fine",
        deed_type=FINE,
        occurred_on=day(occurred_on),
        steps=(
            Step(kind=StepKind.RECORDED, at=told),
            Step(kind=StepKind.CONFIRMED, at=told),
            Step(kind=StepKind.NOTIFIED, at=told, on=day(counts_from)),
        ),
    )
