"""The screen of words: labels that speak of protected matters, breaches, suspicion or penalties.

The closed list of matters is the gate; this screen catches what is declared under a harmless
matter. It reads past case, width, accents, hidden characters, hyphens and s p a c e d letters.
"""

import re
import unicodedata
from typing import Final

from backend.core.screened_words import BREACH, ESSENTIAL, PENALTY, PROTECTED, SUSPICION, Words

# Beginnings of English words (or whole phrases) and Chinese words, simplified and traditional.
_HIDDEN = re.compile(
    "[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200f"
    "\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]"
)
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][\W_]+){2,}[^\W_](?![^\W_])")
_HAN = "\\u3400-\\u9fff\\uf900-\\ufaff"
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}])[\\W_]+(?=[{_HAN}])")


def _pattern(words: Words) -> re.Pattern[str]:
    """English words match from the beginning of a word, Chinese ones anywhere."""
    han = re.compile(f"[{_HAN}]")
    english = "|".join(line for line in words if not han.search(line))
    chinese = "|".join(line for line in words if han.search(line))
    return re.compile(rf"\b(?:{english})|(?:{chinese})")


_PROTECTED: Final = {name: _pattern(words) for name, words in PROTECTED.items()}
_ESSENTIAL: Final = {name: _pattern(words) for name, words in ESSENTIAL.items()}
_BREACH: Final = _pattern(BREACH)
_SUSPICION: Final = _pattern(SUSPICION)
_PENALTY: Final = _pattern(PENALTY)


def readings(label: str) -> tuple[str, ...]:
    """The label as a reader reads it, as written and with hyphens and spaced letters closed up."""
    folded = unicodedata.normalize("NFKD", _HIDDEN.sub("", label)).casefold()
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    plain = _BETWEEN_HAN.sub("", unicodedata.normalize("NFC", plain))
    spaced = _SPACED.sub(lambda match: re.sub(r"[\W_]+", "", match.group()), plain)
    joined = re.sub(r"(?<=\w)[-_.·'](?=\w)", "", spaced)
    apart = re.sub(r"[-_/.·]+", " ", plain)
    return tuple(dict.fromkeys((plain, spaced, joined, apart)))


def protected_word(label: str) -> tuple[str, str] | None:
    """The protected matter that a label speaks of, and the word that says so."""
    for text in readings(label):
        for matter, pattern in _PROTECTED.items():
            if found := pattern.search(text):
                return matter, found.group()
    return None


def essential_words(label: str) -> dict[str, str]:
    """The essential services that a perk's label speaks of, and the words that say so."""
    return {
        service: found.group()
        for text in readings(label)
        for service, pattern in _ESSENTIAL.items()
        if (found := pattern.search(text))
    }


def breach_word(label: str) -> str | None:
    """The word by which a label speaks of a breach of law."""
    return _first(_BREACH, label)


def suspicion_word(label: str) -> str | None:
    """The word by which a label speaks of a suspicion rather than a finding."""
    return _first(_SUSPICION, label)


def penalty_word(label: str) -> str | None:
    """The word by which a perk or band speaks of taking something away or exposing someone."""
    return _first(_PENALTY, label)


def _first(pattern: re.Pattern[str], label: str) -> str | None:
    found = (pattern.search(text) for text in readings(label))
    return next((match.group() for match in found if match), None)


def is_plain_english(label: str) -> bool:
    """True if every letter is a Latin one: look-alikes of other scripts hide words."""
    return any(character.isalpha() for character in label) and all(
        "LATIN" in unicodedata.name(character, "") for character in label if character.isalpha()
    )


def is_plain_chinese(label: str) -> bool:
    """True if it holds Chinese, and no letters but Chinese and Latin ones."""
    names = [unicodedata.name(character, "") for character in label if character.isalpha()]
    return any(name.startswith("CJK") for name in names) and all(
        name.startswith(("CJK", "LATIN", "FULLWIDTH LATIN")) for name in names
    )
