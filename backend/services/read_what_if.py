"""What a deed would change, and what changes by itself and when. Nothing of it is stored."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec

from backend.cities.decode import shortened
from backend.contracts.deeds import WorthAsked
from backend.contracts.rights import ComingChange, WhatIf, WhatIfView
from backend.core.deed import Deed, Step, StepKind
from backend.core.instant import Instant, instant_in
from backend.core.permissions import Identity
from backend.core.problems import LANGUAGES, Language, Problem, ProblemsError
from backend.core.score import Line, Score
from backend.core.scoring import score
from backend.core.sentences.rights import CHANGES
from backend.services.desk import Desk
from backend.services.enter_deed import supposed
from backend.services.present import score_view
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import own_subject, participating
from backend.services.words import signed
from backend.storage.database import Transaction
from backend.storage.deeds import deeds_of
from backend.storage.residents import resident_of

# So many days tell how a score will go on; a life of deeds has more.
DAYS_MOST: Final = 50
_SUPPOSED: Final = "what-if-"

# A line's rule, and whether it is what a limit takes.
_LineKey = tuple[str, bool]


async def read_what_if(
    desk: Desk, identity: Identity, asked: WhatIf, language: Language, now: datetime
) -> WhatIfView:
    """The own score now, with the supposed deeds, and how that changes by itself.

    Raises:
        ProblemsError: where no consent is in force; as for a deed that is entered, naming which of
            the supposed ones is wrong.
    """
    subject = own_subject(identity)
    city = desk.city(identity.city)
    instant = instant_in(city.time_zone, now)

    def work(tx: Transaction) -> tuple[HeldScheme, list[Deed]]:
        participating(resident_of(tx, city.code, subject), now)
        return desk.shelf.in_force(tx, city.code, now), deeds_of(tx, city.code, subject)

    held, deeds = await desk.database.read(work)
    known = [*deeds, *_supposed(held, asked, instant)]

    def view() -> WhatIfView:
        then = score(held.scheme, known, instant)
        return WhatIfView(
            now=score_view(score(held.scheme, deeds, instant), language),
            then=score_view(then, language),
            coming=coming_changes(held, known, then, instant, language),
        )

    return await asyncio.to_thread(view)


def _supposed(held: HeldScheme, asked: WhatIf, instant: Instant) -> list[Deed]:
    """The supposed deeds, as if each had been confirmed and told of already."""
    deeds: list[Deed] = []
    problems: list[Problem] = []
    steps = (
        Step(kind=StepKind.RECORDED, at=instant.moment),
        Step(kind=StepKind.CONFIRMED, at=instant.moment),
        Step(kind=StepKind.NOTIFIED, at=instant.moment, on=instant.day),
    )
    for place, facts in enumerate(asked.deeds, 1):
        try:
            deed, wrong = supposed(held, facts, f"{_SUPPOSED}{place}", instant.day)
        except ProblemsError as error:
            wrong = list(error.problems)
        else:
            deeds.append(msgspec.structs.replace(deed, steps=steps))
        problems += (_of_deed(facts, each) for each in wrong)
    if problems:
        raise ProblemsError(*problems)
    return deeds


def _of_deed(facts: WorthAsked, problem: Problem) -> Problem:
    """The problem with the place that a list's entries have in every complaint of a body."""
    key = f"deeds.{shortened(facts.deed_type)}.{problem.key}"
    return msgspec.structs.replace(problem, key=key)


def coming_changes(
    held: HeldScheme,
    deeds: Sequence[Deed],
    made: Score,
    instant: Instant,
    language: Language,
) -> tuple[ComingChange, ...]:
    """The days on which a score changes by itself under one scheme, each with its reasons.

    Args:
        held: the scheme.
        deeds: all that count or will.
        made: the score at the instant.
        instant: nothing that is recorded later is known.
        language: of the reasons.
    """
    names = {deed.id: _deed_words(held, deed, language) for deed in deeds}
    found: list[ComingChange] = []
    while made.next_change is not None and len(found) < DAYS_MOST:
        later = score(held.scheme, deeds, Instant(moment=instant.moment, day=made.next_change))
        because = tuple(_reasons(held, names, made, later, language))
        found.append(ComingChange(on=later.on, total=later.total, band=later.band, because=because))
        made = later
    return tuple(found)


def _reasons(
    held: HeldScheme, names: Mapping[str, str], was: Score, later: Score, language: Language
) -> Iterable[str]:
    """What begins, what ends, and which lines change though their deeds stay."""
    before, after = _counting(was), _counting(later)
    begun, ended = sorted(after - before), sorted(before - after)
    told = [_say("begins", language, deed=names[each]) for each in begun]
    told += [_say("ends", language, deed=names[each]) for each in ended]
    old, new = _by_rule(was.lines), _by_rule(later.lines)
    moved = {*begun, *ended}
    for key in dict.fromkeys((*old, *new)):
        points = [_points(lines.get(key, ())) for lines in (old, new)]
        touched = {deed for line in (*old.get(key, ()), *new.get(key, ())) for deed in line.deeds}
        # What begins or ends says it all, of its own line and of the limit that follows.
        if points[0] != points[1] and not touched & moved:
            told.append(_changed(held, key, points, language))
    return told or [_say("calendar", language)]


def _changed(held: HeldScheme, key: _LineKey, points: list[Decimal], language: Language) -> str:
    rule, is_adjustment = key
    name = _say("rule", language, label=held.label_of(rule, language))
    was, later = map(signed, points)
    kind = "limit" if is_adjustment else "becomes"
    return _say(kind, language, deed=name, was=was, later=later)


def _counting(made: Score) -> set[str]:
    return {deed for line in made.lines for deed in line.deeds}


def _by_rule(lines: Iterable[Line]) -> dict[_LineKey, tuple[Line, ...]]:
    found: dict[_LineKey, tuple[Line, ...]] = {}
    for line in lines:
        key = (line.rule, line.is_adjustment)
        found[key] = (*found.get(key, ()), line)
    return found


def _points(lines: Iterable[Line]) -> Decimal:
    return sum((line.points for line in lines), Decimal(0))


def _deed_words(held: HeldScheme, deed: Deed, language: Language) -> str:
    kind = "supposed" if deed.id.startswith(_SUPPOSED) else "deed"
    label = held.label_of(deed.deed_type, language)
    return _say(kind, language, label=label, on=deed.occurred_on.isoformat())


def _say(kind: str, language: Language, **values: str) -> str:
    return CHANGES[kind][LANGUAGES.index(language)].format_map(values)
