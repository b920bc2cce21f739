"""How much one collector may give one resident in a year alone (charter, article 3).

Counted are the merits of this civil year that need nobody's confirmation and are not annulled: what
exactly these give together today, under the scheme in force. One by one they can be worth less, for
a rule may add quantities before it prices them. What goes beyond the city's limit is not refused:
it awaits a second person.
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
from backend.storage.deeds import DeedRow
from backend.storage.given_merits import Given, GivenSoFar, Year, given_by


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What an account gave a resident alone.

    Attributes:
        last: the number of the last such merit, ever; 0 before the first.
        merits: this year's.
        points: what these give together.
    """

    last: int = 0
    merits: tuple[Deed, ...] = ()
    points: Decimal = Decimal(0)


def may_give(desk: Desk, city: str, points: Decimal) -> bool:
    """True where all that an account gave a resident stays within the city's limit."""
    return points <= desk.city(city).collector_points_a_year


def this_year(desk: Desk, city: str, now: datetime) -> Year:
    """The city's civil year until now."""
    zone = desk.city(city).time_zone
    today = instant_in(zone, now).day
    return Year(since=start_of(zone, date(today.year, 1, 1)), today=today)


def tally_of(held: HeldScheme, so_far: GivenSoFar, today: date) -> Tally:
    """What was given, reckoned under a scheme."""
    if not so_far.merits:
        return Tally(last=so_far.last)
    merits = tuple(map(_deed, so_far.merits))
    return Tally(last=so_far.last, merits=merits, points=held.worth_together(merits, today))


def with_one(held: HeldScheme, tally: Tally, merit: DeedRow, today: date) -> Tally:
    """The tally after another merit."""
    deed = _deed(merit)
    merits = (*tally.merits, deed)
    # Most often it is the first, whose worth is known already.
    points = held.worth_together(merits, today) if tally.merits else held.worth(deed)
    return Tally(last=tally.last + 1, merits=merits, points=points)


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
    year = this_year(desk, city, now)
    found = given_by(tx, city, account, subjects, year)
    return {subject: tally_of(held, so_far, year.today) for subject, so_far in found.items()}


def _deed(given: Given | DeedRow) -> Deed:
    return Deed(
        id="given",
        deed_type=given.deed_type,
        occurred_on=given.occurred_on,
        grade=given.grade,
        quantity=given.quantity,
        unit=given.unit,
        steps=(),
    )
