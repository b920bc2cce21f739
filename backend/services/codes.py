"""Codes that people read aloud and type: Crockford's base 32, in groups of four."""

import secrets
import unicodedata
from typing import Final

# Without I, L, O and U: the first three look like digits, the last makes words.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS: Final = 5
GROUP: Final = 4

_MEANT: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, "_": None, " ": None})


def random_code(characters: int) -> str:
    """A random code of so many characters, five bits each."""
    return code_of(secrets.randbits(characters * BITS), characters)


def code_of(number: int, characters: int) -> str:
    """A number's lowest bits as a code, such as `7KQ2-M9XD-4HRT-PVWZ`."""
    shifts = range(0, characters * BITS, BITS)
    signs = [ALPHABET[(number >> shift) % len(ALPHABET)] for shift in shifts]
    groups = ["".join(signs[at : at + GROUP]) for at in range(0, characters, GROUP)]
    return "-".join(groups)


def typed_code(text: str) -> str:
    """A code as it was meant, however it was typed; of other texts, nothing that is a code."""
    return unicodedata.normalize("NFKC", text).upper().translate(_MEANT)
