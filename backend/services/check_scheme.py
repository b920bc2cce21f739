"""Check a scheme that is being written, as `check` would its file, and propose nothing."""

import asyncio
from typing import Final

from backend.cities.check import problems_of_scheme
from backend.cities.decode import shortened
from backend.cities.draft import read_json
from backend.cities.lines import Lines
from backend.cities.load import bind_scheme, read_text
from backend.contracts.schemes import (
    DraftCheck,
    DraftProblem,
    ProposeScheme,
    SchemeDifference,
    SchemeDraft,
)
from backend.core.difference import difference
from backend.core.problems import Language, Place, Problem, ProblemsError, sentence
from backend.core.scheme import SchemeText
from backend.core.term import FIRST_DAY, LAST_DAY
from backend.services.desk import REQUEST, Desk
from backend.services.read_schemes import difference_view, held_scheme
from backend.services.scheme_shelf import HeldScheme

SCHEME: Final = "scheme"
PROBLEMS_MOST: Final = 200


async def check_scheme(desk: Desk, city: str, draft: SchemeDraft, language: Language) -> DraftCheck:
    """Every problem of a draft by its key, and by its line where that can be told.

    Raises:
        ProblemsError: where there is no draft, or two.
    """
    _only_one(draft)
    return await asyncio.to_thread(_checked, desk, city, draft, language)


async def compare_draft(desk: Desk, city: str, digest: str, draft: SchemeDraft) -> SchemeDifference:
    """What a draft would change in a version that the city keeps.

    Raises:
        ProblemsError: where the city keeps no such version, or with everything that is wrong with
            the draft.
    """
    _only_one(draft)
    held = await held_scheme(desk, city, digest)
    return await asyncio.to_thread(_compared, desk, city, held, draft)


def _compared(desk: Desk, city: str, held: HeldScheme, draft: SchemeDraft) -> SchemeDifference:
    new = bind_scheme(read_draft(desk, city, draft), desk.catalogue)
    found = difference(held.scheme.text, new.text, held.catalogue, desk.catalogue)
    return difference_view(city, held.scheme.digest, new.digest, found)


def _checked(desk: Desk, city: str, draft: SchemeDraft, language: Language) -> DraftCheck:
    try:
        text = read_draft(desk, city, draft)
    except ProblemsError as error:
        shown = error.problems[:PROBLEMS_MOST]
        lines = Lines(draft.text or "")
        return DraftCheck(
            digest=None,
            problems=tuple(_shown(each, lines, language) for each in shown),
            count=len(error.problems),
        )
    return DraftCheck(digest=bind_scheme(text, desk.catalogue).digest, problems=(), count=0)


def read_draft(desk: Desk, city: str, draft: SchemeDraft | ProposeScheme) -> SchemeText:
    """The scheme of a draft, with nothing wrong with it.

    Raises:
        ProblemsError: with everything that is wrong.
    """
    text = _read(draft)
    problems = [
        *_city_problems(text, city),
        *problems_of_scheme(desk.configs, text, desk.catalogue),
    ]
    if problems:
        raise ProblemsError(*dict.fromkeys(problems))
    return text


def _read(draft: SchemeDraft | ProposeScheme) -> SchemeText:
    if draft.text is not None:
        # Windows editors put a byte-order mark before the first sign.
        return read_text(draft.text.removeprefix("\ufeff"), SCHEME, SchemeText)
    return read_json(draft.scheme or {}, SCHEME)


def _only_one(draft: SchemeDraft) -> None:
    if (draft.text is None) is (draft.scheme is None):
        raise ProblemsError(REQUEST.problem("scheme-one-way", "text"))


def _city_problems(text: SchemeText, city: str) -> list[Problem]:
    place = Place(SCHEME, "")
    problems = []
    if text.city != city:
        values = {"stated": shortened(text.city), "city": city}
        problems.append(place.problem("scheme-of-other-city", "city", None, **values))
    if not FIRST_DAY <= text.effective_on <= LAST_DAY:
        values = {
            "day": str(text.effective_on),
            "first": str(FIRST_DAY),
            "last": str(LAST_DAY),
        }
        problems.append(place.problem("date-out-of-range", "effective_on", None, **values))
    return problems


def _shown(problem: Problem, lines: Lines, language: Language) -> DraftProblem:
    stated = dict(problem.values).get("line")
    line = lines.of(problem.key) if stated is None else int(stated)
    return DraftProblem(
        kind=problem.kind,
        field=problem.key,
        detail=sentence(problem, language),
        article=problem.article,
        line=line,
    )
