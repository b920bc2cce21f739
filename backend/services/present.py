"""From the core to the wire."""

from decimal import Decimal
from typing import Any

import msgspec

from backend.contracts.problems import ProblemItem
from backend.contracts.scoring import LineView, RuleView, ScoreView
from backend.core.bound import BoundRule, Scheme
from backend.core.price import ByGrade
from backend.core.problems import Language, Problem, sentence
from backend.core.scheme import Excluded
from backend.core.score import Score, explain
from backend.services.words import price_words, rule_lifetime_words


def score_view(score: Score, language: Language) -> ScoreView:
    """A score as `score` prints it."""
    return ScoreView(
        city=score.city,
        scheme=score.scheme,
        digest=score.digest,
        on=score.on,
        base=score.base,
        unclamped=score.unclamped,
        total=score.total,
        band=score.band,
        next_change=score.next_change,
        lines=tuple(
            LineView(
                rule=line.rule,
                source=line.source,
                points=line.points,
                deeds=line.deeds,
                counts_until=line.counts_until,
                note=explain(line.notes, language),
            )
            for line in score.lines
        ),
    )


def problem_item(problem: Problem, language: Language) -> ProblemItem:
    """A problem that stands in an answer, beside what is in order."""
    return ProblemItem(
        kind=problem.kind,
        field=problem.key,
        detail=sentence(problem, language),
        article=problem.article,
    )


def rule_views(scheme: Scheme, language: Language) -> list[RuleView]:
    """A scheme's rules in file order, then the rows of rules that are excluded."""
    groups = {member: group.name for group in scheme.text.groups for member in group.members}
    rules = [
        _rule_view(bound, groups.get(bound.rule.deed_type), language)
        for bound in scheme.rules.values()
    ]
    excluded = [entry for entry in scheme.text.excluded if not entry.is_perk]
    return rules + [_excluded_view(entry, language) for entry in excluded]


def _rule_view(bound: BoundRule, group: str | None, language: Language) -> RuleView:
    rule, deed_type = bound.rule, bound.deed_type
    grades = tuple(bound.price.points) if isinstance(bound.price, ByGrade) else deed_type.grades
    return RuleView(
        code=rule.deed_type,
        source=rule.source,
        direction=deed_type.direction.value,
        label=deed_type.label_en,
        label_zh=deed_type.label_zh,
        price=_price(bound),
        price_text=price_words(bound, language),
        grades=grades,
        unit=deed_type.unit,
        lifetime=rule_lifetime_words(bound, language),
        repair=None if rule.repair is None else _builtins(rule.repair),
        group=group,
        part=rule.part_en if language == "en" else rule.part_zh,
    )


def _price(bound: BoundRule) -> dict[str, object]:
    """The price as the file states it, and what limits it."""
    price: dict[str, object] = _builtins(bound.price)
    if bound.at_most is not None:
        price["at_most"] = bound.at_most
    if bound.rule.units:
        price["units"] = bound.rule.units
    if bound.window is not None:
        price["window"] = _builtins(bound.window)
    if bound.pool is not None:
        price["pool"] = bound.pool.members
    return price


def _builtins(value: msgspec.Struct) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(value, builtin_types=(Decimal,))
    return {name: inner for name, inner in made.items() if inner is not None}


def _excluded_view(entry: Excluded, language: Language) -> RuleView:
    return RuleView(
        code=None,
        source=entry.source,
        direction=None,
        label=entry.label_en,
        label_zh=entry.label_zh,
        price=None,
        price_text=None,
        grades=(),
        unit=None,
        part=entry.part_en if language == "en" else entry.part_zh,
        article=entry.article,
        reason=entry.reason_en if language == "en" else entry.reason_zh,
    )
