"""What each kind of problem says, in English and in Chinese: what is wrong, then what to do."""

from typing import Final

from backend.core.sentences.charter import CHARTER
from backend.core.sentences.deeds import DEEDS
from backend.core.sentences.files import FILES
from backend.core.sentences.notes import NOTES
from backend.core.sentences.schemes import SCHEMES
from backend.core.sentences.words import MATTERS, TYPES

SENTENCES: Final[dict[str, tuple[str, str]]] = {**FILES, **CHARTER, **SCHEMES, **DEEDS}

__all__ = ["MATTERS", "NOTES", "SENTENCES", "TYPES"]
