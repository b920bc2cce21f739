"""How much one collector may give one resident in a year alone (charter, article 3).

Counted are the merits of this civil year that need nobody's confirmation and are not annulled, each
worth what it would give if it were the only one, under the scheme in force. What goes beyond the
city's limit is not refused: it awaits a second person.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import msgspec

from backend.core.deed import Deed
from backend.core.instant import instant_in, start_of
from backend.services.desk import Desk
from backend.services.scheme_shelf import HeldScheme
from backend.storage.database import Transaction
from backend.storage.given_merits import Given, GivenSoFar, given_by


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What an account gave a resident alone.

    Attributes:
        last: the number of the last such merit, ever; 0 before the first.
        points: of this year's.
    """

    last: int = 0
    points: Decimal = Decimal(0)

    def with_one(self, worth: Decimal) -> "Tally":
        """The same after another merit."""
        return Tally(last=self.last + 1, points=self.points + worth)


def may_give(desk: Desk, city: str, tally: Tally, worth: Decimal) -> bool:
    """True where a merit of this worth stays within the city's limit."""
    return tally.points + worth <= desk.city(city).collector_points_a_year


def year_begins(desk: Desk, city: str, now: datetime) -> datetime:
    """The beginning of the city's civil year."""
    zone = desk.city(city).time_zone
    return start_of(zone, date(instant_in(zone, now).day.year, 1, 1))


def tally_of(held: HeldScheme, so_far: GivenSoFar) -> Tally:
    """What was given, reckoned under a scheme."""
    points = sum((held.worth(_deed(each)) for each in so_far.merits), Decimal(0))
    return Tally(last=so_far.last, points=points)


def tallies(  # noqa: PLR0917 - whose, of whom, by what and when
    tx: Transaction,
    desk: Desk,
    held: HeldScheme,
    city: str,
    account: str,
    subjects: Iterable[str],
    now: datetime,
) -> dict[str, Tally]:
    """What an account gave each of these residents alone, by one statement."""
    found = given_by(tx, city, account, subjects, year_begins(desk, city, now))
    return {subject: tally_of(held, so_far) for subject, so_far in found.items()}


def _deed(given: Given) -> Deed:
    return Deed(
        id="given",
        deed_type=given.deed_type,
        occurred_on=given.occurred_on,
        grade=given.grade,
        quantity=given.quantity,
        unit=given.unit,
        steps=(),
    )
