"""Scenarios: named cases that a scheme must come out at."""

from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from backend.cities.entries import EntryReader, instant_on
from backend.cities.files import ExpectedLine, Refusal, Scenario
from backend.core.bound import Scheme
from backend.core.catalogue import Catalogue
from backend.core.pricing import tidy
from backend.core.problems import Place, Problem, ProblemsError
from backend.core.score import Line, Score
from backend.core.scoring import score


def scenario_problems(
    scheme: Scheme, catalogue: Catalogue, file: str, scenarios: tuple[Scenario, ...]
) -> Iterator[Problem]:
    """What comes out otherwise than the scenarios say."""
    reader = EntryReader(scheme, catalogue)
    for scenario in scenarios:
        place = Place(file, f"scenario “{scenario.name}”")
        if scenario.refused is None and None in (scenario.total, scenario.band):
            yield place.problem("scenario-expects-nothing")
            continue
        try:
            deeds = reader.deeds(scenario.deeds, scenario.on)
        except ProblemsError as error:
            yield from _refusal_problems(place, scenario.refused, error.problems[0])
            continue
        if scenario.refused is not None:
            expected = _refusal(scenario.refused)
            yield place.problem("scenario-not-refused", "refused", None, expected=expected)
        else:
            yield from _differences(place, scenario, score(scheme, deeds, instant_on(scenario.on)))


def _refusal_problems(place: Place, expected: Refusal | None, got: Problem) -> Iterator[Problem]:
    """A refusal that no one expected keeps its own sentence; another place is named."""
    deed, _, field = got.key.rpartition(".")
    named = Refusal(deed=deed.removeprefix("deed ").strip("'"), field=field, article=got.article)
    if expected is None:
        key = f"{place.key}.{got.key}"
        yield msgspec.structs.replace(got, file=place.file, key=key)
    elif expected != named:
        values = {"what": "refused", "expected": _refusal(expected), "got": _refusal(named)}
        yield place.problem("scenario-differs", "refused", None, **values)


def _refusal(refusal: Refusal) -> str:
    article = "" if refusal.article is None else f", article = {refusal.article}"
    return f'{{ deed = "{refusal.deed}", field = "{refusal.field}"{article} }}'


def _differences(place: Place, scenario: Scenario, got: Score) -> Iterator[Problem]:
    """Each stated figure that came out otherwise."""
    for name in ("total", "unclamped", "band", "next_change"):
        expected, actual = getattr(scenario, name), getattr(got, name)
        if expected is not None and expected != actual:
            values = {"what": name, "expected": str(expected), "got": str(actual or "-")}
            yield place.problem("scenario-differs", name, None, **values)
    if scenario.lines is not None:
        yield from _line_differences(place, scenario.lines, got.lines)


def _line_differences(
    place: Place, wanted: tuple[ExpectedLine, ...], got: tuple[Line, ...]
) -> Iterator[Problem]:
    """The first line that came out otherwise, as far as the scenario states it."""
    for number, (expected, actual) in enumerate(zip_longest(wanted, got), 1):
        if expected is None or actual is None or not _is_as_expected(expected, actual):
            values = {"what": f"line {number}", "expected": _stated(expected), "got": _line(actual)}
            yield place.problem("scenario-differs", f"line.{number}", None, **values)
            return


def _is_as_expected(expected: ExpectedLine, actual: Line) -> bool:
    return (
        (expected.rule, expected.points) == (actual.rule, actual.points)
        and expected.source in (None, actual.source)
        and expected.counts_until in (None, actual.counts_until)
        and not (expected.open and actual.counts_until is not None)
    )


def _stated(line: ExpectedLine | None) -> str:
    """What the scenario states of a line, as the file has it."""
    if line is None:
        return "-"
    until = "open = true" if line.open else f"counts_until = {line.counts_until}"
    parts = [f'rule = "{line.rule}"', f"points = {tidy(line.points)}"]
    parts += [f'source = "{line.source}"'] * (line.source is not None)
    return ", ".join(parts + [until] * (line.open or line.counts_until is not None))


def _line(line: Line | None) -> str:
    """A line of a score, as a scenario would state it."""
    if line is None:
        return "-"
    until = "open = true" if line.counts_until is None else f"counts_until = {line.counts_until}"
    return f'rule = "{line.rule}", points = {line.points}, source = "{line.source}", {until}'
