"""A score: a total and the lines that explain it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from backend.core.problems import LANGUAGES, Language
from backend.core.sentences import NOTES


class NoteKind(StrEnum):
    """Why a line says what it says."""

    QUANTITY = "quantity"
    YEAR = "year"
    BELOW_FIRST_STEP = "below-first-step"
    NOT_PRICED = "not-priced"
    AT_MOST = "at-most"
    NOT_LARGEST = "not-largest"
    GROUP_AT_MOST = "group-at-most"
    DIMENSION_RANGE = "dimension-range"
    FLOOR = "floor"
    DIRECT_GRADE = "direct-grade"
    MERITS_REST = "merits-rest"
    AFTER_EFFECT = "after-effect"
    REPAIRED = "repaired"


class Note(msgspec.Struct, frozen=True):
    """One reason; `value` fills its sentence (a limit, a band, a year, a rule).

    Attributes:
        value_zh: fills the Chinese one, where that needs other words.
    """

    kind: NoteKind
    value: str = ""
    value_zh: str = ""

    def value_in(self, language: Language) -> str:
        """What fills the sentence in a language."""
        return self.value_zh or self.value if language == "zh" else self.value


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a score.

    Attributes:
        rule: the rule's code, or the group's or dimension's that limits.
        source: the published rows it rests on.
        points: signed, exact; of an adjustment line what the limit gives back or takes.
        deeds: ids of the deeds it rests on, by day and id.
        counts_until: the last day on which the line keeps its points if nothing is added; none
            while one of its deeds is open.
        is_adjustment: true where a limit bit.
    """

    rule: str
    source: str
    points: Decimal
    deeds: tuple[str, ...]
    counts_until: date | None
    notes: tuple[Note, ...] = ()
    is_adjustment: bool = False


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What `score` returns.

    Attributes:
        unclamped: `base` and all lines' points.
        total: `unclamped`, clamped once to the scale.
        band: the band's name; under a direct grade the worse one.
        next_change: the first later day on which total, band or a line differs by itself.
        next_event: the first later day on which a deed begins or ends, though its points may come
            to nothing; never after `next_change`.
    """

    city: str
    scheme: date
    digest: str
    on: date
    base: Decimal
    unclamped: Decimal
    total: Decimal
    band: str
    next_change: date | None
    next_event: date | None
    lines: tuple[Line, ...]


def explain(notes: tuple[Note, ...], language: Language = "en") -> str:
    """A line's reasons in words."""
    words = (
        NOTES[note.kind.value][LANGUAGES.index(language)]
        .format(value=note.value_in(language))
        .strip()
        for note in notes
    )
    return {"en": "; ", "zh": "；"}[language].join(words)
