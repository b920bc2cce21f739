"""What may not stand in a label, a code or a unit, whatever it belongs to."""

from collections.abc import Iterator
from typing import Final

from backend.core.articles import CONSENT, EXPLAINED, NO_PENALTY, PROTECTED
from backend.core.catalogue import Unit
from backend.core.problems import Place, Problem
from backend.core.screening import (
    has_words,
    is_code,
    is_plain_chinese,
    is_plain_english,
    penalty_word,
    protected_word,
    unreadable,
)

LABELS: Final = ("label_en", "label_zh")
LABEL_LENGTH_MAX: Final = 200
# Units that every language writes alike.
SIGNS: Final = frozenset({"%"})


def label_problems(
    place: Place, english: str, chinese: str, keys: tuple[str, str] = LABELS
) -> Iterator[Problem]:
    """What may not stand in a label, whatever it labels."""
    for key, label in zip(keys, (english, chinese), strict=True):
        yield from word_problems(place, key, label)
        if len(label) > LABEL_LENGTH_MAX:
            yield place.problem("label-too-long", key, EXPLAINED, most=str(LABEL_LENGTH_MAX))
        if odd := unreadable(label):
            yield place.problem("label-unreadable", key, PROTECTED, sign=odd)
    if not is_plain_english(english):
        yield place.problem("label-not-english", keys[0], EXPLAINED)
    if not is_plain_chinese(chinese):
        yield place.problem("label-not-chinese", keys[1], EXPLAINED)


def word_problems(place: Place, key: str, text: str) -> Iterator[Problem]:
    """A word of a protected matter, or of taking part in the pilot."""
    found = protected_word(text)
    if found is not None:
        matter, word = found
        if matter == "taking part or not":
            yield place.problem("consent-priced", key, CONSENT, word=word)
        else:
            yield place.problem("protected-word", key, PROTECTED, word=word, matter=matter)


def code_problems(place: Place, key: str, code: str) -> Iterator[Problem]:
    """A code is read by people, too, so its words are screened."""
    yield from word_problems(place, key, code)
    if not is_code(code):
        yield place.problem("code-malformed", key, None, code=code)


def text_problems(place: Place, key: str, text: str) -> Iterator[Problem]:
    """A text that explains must hold words or numbers."""
    if not has_words(text):
        yield place.problem("text-missing", key, EXPLAINED)


def unit_problems(unit: Unit) -> Iterator[Problem]:
    """A unit must not count what never counts."""
    place = Place("catalogue/units.toml", f"unit.{unit.code}")
    if not {unit.label_en, unit.label_zh} <= SIGNS:
        yield from label_problems(place, unit.label_en, unit.label_zh)
    yield from code_problems(place, "code", unit.code)


def exposure_problems(
    place: Place, keys: tuple[str, ...], texts: tuple[str, ...]
) -> Iterator[Problem]:
    """Words that take something away, expose someone or rank people."""
    for key, text in zip(keys, texts, strict=True):
        if word := penalty_word(text):
            yield place.problem("label-is-penalty", key, NO_PENALTY, word=word)
