"""Scenarios: named cases that a scheme must come out at."""

from collections.abc import Iterator
from decimal import Decimal

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
            yield from _refusal_problems(place, scenario.refused, None)
        else:
            yield from _differences(place, scenario, score(scheme, deeds, instant_on(scenario.on)))


def _refusal_problems(
    place: Place, expected: Refusal | None, got: Problem | None
) -> Iterator[Problem]:
    wanted = _refusal(expected.deed, expected.field, expected.article) if expected else "a score"
    actual = "a score"
    if got is not None:
        deed, _, field = got.key.rpartition(".")
        actual = _refusal(deed.removeprefix("deed ").strip("'"), field, got.article)
    if wanted != actual:
        yield place.problem("scenario-differs", "refused", None, **_values("it", wanted, actual))


def _refusal(deed: str, field: str, article: int | None) -> str:
    charter = f" (article {article})" if article is not None else ""
    return f"refused at {deed}.{field}{charter}"


def _differences(place: Place, scenario: Scenario, got: Score) -> Iterator[Problem]:
    """Each stated figure that came out otherwise."""
    for name in ("total", "unclamped", "band", "next_change"):
        expected, actual = getattr(scenario, name), getattr(got, name)
        if expected is not None and expected != actual:
            values = _values(name, str(expected), str(actual))
            yield place.problem("scenario-differs", name, None, **values)
    if scenario.lines is None:
        return
    wanted = [_expected_line(line, actual) for line, actual in _pairs(scenario.lines, got.lines)]
    actual_lines = [_line(line) for line in got.lines]
    if wanted != actual_lines:
        values = _values(
            "the lines", "; ".join(wanted) or "none", "; ".join(actual_lines) or "none"
        )
        yield place.problem("scenario-differs", "line", None, **values)


def _values(what: str, expected: str, got: str) -> dict[str, str]:
    return {"what": what, "expected": expected, "got": got}


def _pairs(
    expected: tuple[ExpectedLine, ...], got: tuple[Line, ...]
) -> Iterator[tuple[ExpectedLine, Line | None]]:
    for index, line in enumerate(expected):
        yield line, got[index] if index < len(got) else None


def _expected_line(line: ExpectedLine, actual: Line | None) -> str:
    """The expected line in words; what it leaves out is as it came out."""
    source = line.source if line.source is not None or actual is None else actual.source
    until = "open" if line.open else str(line.counts_until)
    if not line.open and line.counts_until is None and actual is not None:
        until = str(actual.counts_until or "open")
    return _words(line.rule, source, line.points, until)


def _line(line: Line) -> str:
    return _words(line.rule, line.source, line.points, str(line.counts_until or "open"))


def _words(rule: str, source: str | None, points: Decimal, until: str) -> str:
    return f"{rule} ({source}) {tidy(points):+} until {until}"
