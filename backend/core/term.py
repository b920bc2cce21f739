"""Calendar arithmetic: terms, lifetimes, windows.

A term ends on the same day of a later month, or on that month's last day where it is shorter:
29 February and one year is 28 February.
"""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
MONTHS_A_YEAR: Final = 12


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A length of calendar time; `{ years = 1, months = 6 }` is eighteen months."""

    years: int = 0
    months: int = 0

    @property
    def in_months(self) -> int:
        """The whole length in months."""
        return self.years * MONTHS_A_YEAR + self.months


class SizeStep(Term, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The term for a deed whose own points, unsigned, are at most `to` (the last has no `to`)."""

    to: Decimal | None = None


class Lifetime(Term, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a deed counts: one term, or one by grade, or one by size of the deduction."""

    by_grade: dict[str, Term] | None = None
    by_size: tuple[SizeStep, ...] | None = None

    def terms(self) -> tuple[Term, ...]:
        """Every term that this lifetime can give."""
        if self.by_grade is not None:
            return tuple(self.by_grade.values())
        return self.by_size if self.by_size is not None else (self,)


@lru_cache(maxsize=65536)
def months_after(day: date, months: int) -> date:
    """The civil day `months` after `day`, clamped to the month's last day."""
    index = day.year * MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(index, MONTHS_A_YEAR)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def end_of(start: date, term: Term) -> date:
    """The first day on which something that began on `start` no longer counts."""
    return months_after(start, term.in_months)
