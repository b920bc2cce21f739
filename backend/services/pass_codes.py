"""The code of a pass, to be typed where there is no scanner: nine random signs and one that checks.

The tenth follows from the nine by the arithmetic of the field of 32 elements, in which every sign
is one. Each sign is weighted by another power of two there, so one wrong sign never goes
unnoticed, nor do two that changed places.
"""

import secrets
from typing import Final

from backend.core.problems import ProblemsError
from backend.services.codes import ALPHABET, BITS, typed_code
from backend.services.desk import REQUEST

SIGNS: Final = 10
GROUP: Final = 5
# x⁵ + x² + 1: two is then a generator, whose first 31 powers differ.
_FIELD: Final = 0b100101
_VALUES: Final = {sign: value for value, sign in enumerate(ALPHABET)}


def new_code() -> str:
    """A random code, as it is stored: ten signs without a hyphen."""
    return with_check("".join(secrets.choice(ALPHABET) for _ in range(SIGNS - 1)))


def with_check(signs: str) -> str:
    """Nine signs of the alphabet, and the one that checks them."""
    return signs + ALPHABET[_doubled(_sum(signs))]


def shown_code(code: str) -> str:
    """A stored code as it is shown, such as `7KQ2M-9XD45`."""
    return f"{code[:GROUP]}-{code[GROUP:]}"


def read_code(text: str, field: str = "token") -> str:
    """A typed code as it is stored, however it was written: in small letters, O for 0, with spaces.

    Args:
        text: as it was typed.
        field: of the request that holds it.

    Raises:
        ProblemsError: `code-mistyped`.
    """
    code = "".join(typed_code(text).split())
    if len(code) != SIGNS or not _VALUES.keys() >= set(code) or _sum(code) != 0:
        raise ProblemsError(REQUEST.problem("code-mistyped", field))
    return code


def _sum(signs: str) -> int:
    """The signs in the field: the last one by itself, each before it doubled once more."""
    found = 0
    for sign in signs:
        found = _doubled(found) ^ _VALUES[sign]
    return found


def _doubled(value: int) -> int:
    double = value << 1
    return double ^ _FIELD if double >> BITS else double
