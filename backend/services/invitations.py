"""Invitation codes: printed once for the resident, kept only as hashes."""

from hashlib import sha256
from typing import Final

from backend.services.codes import random_code, typed_code

INVITATION_DAYS: Final = 30
# 80 random bits: none can be found by trying, so a plain hash hides them.
CODE_CHARACTERS: Final = 16


def new_code() -> str:
    """A code that nobody has, such as `7KQ2-M9XD-4HRT-PVWZ`."""
    return random_code(CODE_CHARACTERS)


def code_hash(code: str) -> bytes:
    """The hash by which a code is found, however it was typed: 32 bytes."""
    return sha256(typed_code(code).encode()).digest()
