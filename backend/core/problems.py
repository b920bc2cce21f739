"""Problems: what is wrong, where, and what to do about it.

One struct serves files, deeds and requests alike: `kind` is stable, `place` says where (file and
key, or deed and field), and `sentence` puts it into English or Chinese.
"""

from typing import Literal

import msgspec

from backend.core.sentences import MATTERS, PATTERNS, SENTENCES, TYPES

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong.

    Attributes:
        kind: a stable slug; its sentence stands in `core/sentences`.
        file: the file, relative to the city files, or the input.
        key: the key in the file, or the deed's field.
        article: the charter's article that it breaches, if it breaches one.
        values: names and what fills them in the sentence; what differs by language is given as
            `name_en` and `name_zh` and fills `name`.
    """

    kind: str
    file: str
    key: str
    article: int | None = None
    values: tuple[tuple[str, str], ...] = ()


class Place(msgspec.Struct, frozen=True):
    """Where something stands: a file and a key in it."""

    file: str
    key: str

    def under(self, part: str) -> "Place":
        """The place of a key below this one."""
        return Place(self.file, f"{self.key}.{part}" if self.key else part)

    def problem(
        self, kind: str, part: str = "", article: int | None = None, /, **values: str
    ) -> Problem:
        """A problem of this kind, here or at a key below."""
        key = self.under(part).key if part else self.key
        filled = tuple(values.items())
        return Problem(kind=kind, file=self.file, key=key, article=article, values=filled)


class ProblemsError(Exception):
    """Raised with every problem found, where work cannot go on."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems, in the order they were found."""
        super().__init__("\n".join(describe(problem) for problem in problems))
        self.problems = problems


def sentence(problem: Problem, language: Language = "en") -> str:
    """What is wrong and what to do, in a sentence or two."""
    place = LANGUAGES.index(language)
    values = dict(problem.values)
    for key in ("expected", "got"):
        if key in values:
            words = [TYPES.get(part, (part,) * 2)[place] for part in _parts(values[key])]
            values[key] = {"en": " or ", "zh": "或"}[language].join(dict.fromkeys(words))
    for key in ("matter", "gated"):
        if key in values and language == "zh":
            values[key] = MATTERS.get(values[key], values[key])
    if pattern := PATTERNS.get(values.get("pattern", "")):
        values["pattern"] = pattern[place]
    for key in [key for key in values if key.endswith(f"_{language}")]:
        values[key.removesuffix(f"_{language}")] = values[key]
    if near := values.get("near"):
        values["hint"] = {"en": " (did you mean {}?)", "zh": "（是否想写 {}？）"}[language].format(
            near
        )
    return SENTENCES[problem.kind][place].format_map({"hint": "", **values})


def _parts(types: str) -> list[str]:
    """The types of a decoder's complaint, without `null`: what may be left out is not asked for."""
    parts = types.split(" | ")
    return [part for part in parts if part != "null"] or parts


def describe(problem: Problem, language: Language = "en") -> str:
    """A line as an official sees it: file, key, sentence, article."""
    charter = {"en": " (charter, article {})", "zh": "（章程第{}条）"}[language]
    article = charter.format(problem.article) if problem.article else ""
    return f"{problem.file}: {problem.key}: {sentence(problem, language)}{article}"
