"""Residents' numbers as they are typed or pasted, and whether they look right."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import msgspec
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

LENGTH: Final = 18
# What the wire takes.
LENGTH_MOST: Final = 40
SHOWN: Final = 4
_BETWEEN: Final = re.compile(r"[\s,;、|]+")


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """A list of numbers.

    Attributes:
        all: each once, in the order of the list.
        doubles: those that stand there more than once.
        doubtful: those that look wrong.
    """

    all: tuple[str, ...]
    doubles: tuple[str, ...]
    doubtful: tuple[str, ...]


def normal_number(text: str) -> str:
    """A number in its one way of writing: letters and digits, in one width and capital."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).upper()))


def looks_right(number: str) -> bool:
    """Whether length, birth date and check digit of a normal number fit together."""
    if len(number) != LENGTH or not number.isascii() or not number[:-1].isdigit():
        return False
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return str(ric.calc_check_digit(number)) == number[-1]


# The same list is asked for by all that speaks of it.
@lru_cache(maxsize=1)
def read_numbers(text: str) -> Numbers:
    """Read a list between whose numbers stand blanks, lines, commas or semicolons."""
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", text))
    found: dict[str, int] = {}
    for part in parts:
        number = normal_number(part)
        if number:
            found[number] = found.get(number, 0) + 1
    return Numbers(
        all=tuple(found),
        doubles=tuple(number for number, times in found.items() if times > 1),
        doubtful=tuple(number for number in found if not looks_right(number)),
    )


def masked(number: str) -> str:
    """A number of which its last four characters are shown."""
    return f"…{number[-SHOWN:]}"
