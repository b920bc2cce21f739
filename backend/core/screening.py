"""The screen of words: labels that speak of protected matters, breaches, suspicion or penalties.

The closed list of matters is the gate; this screen catches what is declared under a harmless
matter. It reads past case, width, accents, traditional characters, digits for letters, and whatever
stands between the letters of a word. What it cannot read, other scripts and hidden characters, may
not stand in a label at all.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from backend.core.screened_words import (
    BESIDE_CARE,
    BREACH,
    ESSENTIAL,
    HARMLESS,
    MEDICAL,
    PENALTY,
    PROTECTED,
    QUEUE,
    SIMPLIFIED,
    SUSPICION,
    Words,
)

_HAN: Final = "\u3400-\u9fff"
_ANY_HAN: Final = re.compile(f"[{_HAN}]")
# A bar that stands outside brackets.
_BAR: Final = re.compile(r"\|(?![^(]*\))")
_PART: Final = re.compile(r"\[[^\]]*\](?:[*?]|\{[^}]*\})?|[a-z]\??|[ '-]\??|\$")
_DIGITS: Final = str.maketrans("01345789@$!", "oieastbgasi")
_OTHER_DIGITS: Final = str.maketrans("01345789@$!", "olzastbqasi")
_CODE: Final = re.compile(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*")
_SIGNS: Final = frozenset("–—‘’“”…¥€×·−°，。、；：？！（）《》〈〉【】～％￥／〇")


def _loose(word: str) -> str:
    """A word's pattern, with anything but letters and digits between its letters."""

    def loosened(match: re.Match[str]) -> str:
        part = match.group()
        if part == "$":
            return "(?![a-z])"
        if part[0] in " '-" or not re.search("[a-z]", part):
            return ""
        if part.endswith("?"):
            return rf"(?:{part[:-1]}\W*)?"
        return rf"{part}\W*"

    return _PART.sub(loosened, word)


def _pattern(words: Words) -> re.Pattern[str]:
    """English words match from where a word begins, Chinese ones anywhere."""
    single = [word for line in words for word in _BAR.split(line)]
    english = "|".join(_loose(word) for word in single if not _ANY_HAN.search(word))
    chinese = "|".join(word for word in single if _ANY_HAN.search(word))
    both = [rf"(?<![a-z])(?:{english})"] * bool(english) + [f"(?:{chinese})"] * bool(chinese)
    return re.compile("|".join(both))


_PROTECTED: Final = {name: _pattern(words) for name, words in PROTECTED.items()}
_ESSENTIAL: Final = {name: _pattern(words) for name, words in ESSENTIAL.items()}
_BREACH: Final = _pattern(BREACH)
_SUSPICION: Final = _pattern(SUSPICION)
_PENALTY: Final = _pattern(PENALTY)
_BESIDE_CARE: Final = _pattern(BESIDE_CARE)
_QUEUE: Final = _pattern(QUEUE)
_MEDICAL: Final = _pattern(MEDICAL)
_HARMLESS: Final = _pattern(HARMLESS)


@lru_cache(maxsize=4096)
def readings(label: str) -> tuple[str, ...]:
    """The label as one may read it: folded, digits as letters or left out, the Chinese alone."""
    seen = "".join(
        " " if character == "_" or unicodedata.category(character) == "Cc" else character
        for character in unicodedata.normalize("NFKD", label).casefold()
        if unicodedata.category(character) not in {"Mn", "Me", "Cf", "Co", "Cn"}
    )
    plain = " ".join(unicodedata.normalize("NFC", seen).translate(SIMPLIFIED).split())
    found = (
        plain,
        plain.translate(_DIGITS),
        plain.translate(_OTHER_DIGITS),
        re.sub(r"\d", "", plain),
        "".join(_ANY_HAN.findall(plain)),
    )
    return tuple(dict.fromkeys(_HARMLESS.sub("/", text) for text in found))


def _search(pattern: re.Pattern[str], label: str) -> str | None:
    """The first word that a pattern finds in any reading."""
    found = (pattern.search(text) for text in readings(label))
    return next((match.group().strip() for match in found if match), None)


@lru_cache(maxsize=4096)
def protected_word(label: str) -> tuple[str, str] | None:
    """The protected matter that a label speaks of, and the word that says so."""
    found = ((matter, _search(pattern, label)) for matter, pattern in _PROTECTED.items())
    return next(((matter, word) for matter, word in found if word), None)


def essential_words(label: str) -> dict[str, str]:
    """The essential services that a perk's label speaks of, and the words that say so."""
    found = {service: _search(pattern, label) for service, pattern in _ESSENTIAL.items()}
    return {service: word for service, word in found.items() if word}


def is_beside_care(label: str) -> bool:
    """True where a label speaks of a deposit or paperwork, and not of a place in the queue."""
    return bool(_search(_BESIDE_CARE, label)) and not is_place_in_queue(label)


def is_place_in_queue(text: str) -> bool:
    """True where a text speaks of a place in the queue for care."""
    return bool(_search(_QUEUE, text))


def breach_word(label: str) -> str | None:
    """The word by which a label speaks of a breach of law."""
    return _search(_BREACH, label)


def suspicion_word(label: str) -> str | None:
    """The word by which a label speaks of a suspicion rather than a finding."""
    return _search(_SUSPICION, label)


def penalty_word(label: str) -> str | None:
    """The word by which a label speaks of taking away, exposing or ranking."""
    return _search(_PENALTY, label)


def unreadable(label: str) -> str | None:
    """The first sign that could hide a word: another script, or a character that is not seen."""
    folded = unicodedata.normalize("NFD", label)
    odd = (
        character
        for character in folded
        if not (character.isascii() and character.isprintable())
        and not _ANY_HAN.match(character)
        and not "\u0300" <= character <= "\u036f"
        and character not in _SIGNS
    )
    return next((f"U+{ord(character):04X}" for character in odd), None)


def is_medical(text: str) -> bool:
    """True where a text speaks of a medical act."""
    return bool(_search(_MEDICAL, text))


def has_words(text: str) -> bool:
    """True if it holds letters, characters or digits."""
    return any(character.isalnum() for character in text)


def is_plain_english(label: str) -> bool:
    """True if it holds words in Latin letters and no others."""
    letters = [c for c in unicodedata.normalize("NFD", label) if c.isalpha()]
    return bool(letters) and all(letter.isascii() for letter in letters)


def is_plain_chinese(label: str) -> bool:
    """True if it holds Chinese characters, and no letters but those and Latin ones."""
    letters = [c for c in label if c.isalpha() and not c.isascii()]
    return bool(letters) and all(_ANY_HAN.match(letter) for letter in letters)


def is_code(text: str) -> bool:
    """True for a code: Latin letters and digits, joined by single hyphens."""
    return bool(_CODE.fullmatch(text))
