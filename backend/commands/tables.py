"""Tables for people: columns line up in Chinese, too, and colour only on a terminal."""

import os
from collections.abc import Mapping
from typing import Final, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from backend.commands.options import Loaded
from backend.core.bound import Scheme
from backend.core.city import City
from backend.core.problems import LANGUAGES, Language
from backend.core.score import Line, NoteKind, Score, explain
from backend.services.words import plain, price_words, rule_lifetime_words, signed

# Without a terminal there is no width to fit, and a file is read by scrolling.
WIDTH_WITHOUT_TERMINAL: Final = 150

_WORDS: Final = {
    "source": ("Source", "依据"),
    "rule": ("Rule", "规则"),
    "points": ("Points", "分值"),
    "deeds": ("Deeds", "行为"),
    "until": ("Counts until", "有效至"),
    "why": ("Why", "说明"),
    "price": ("Price", "价格"),
    "lifetime": ("Lifetime", "期限"),
    "unit": ("Unit", "单位"),
    "label": ("Label", "名称"),
    "open": ("while it lasts", "存续期间"),
    "base": ("Base", "基础分"),
    "sum": ("Base and all lines", "基础分与各项之和"),
    "total": ("Total", "总分"),
    "band": ("Band", "等级"),
    "clamped": ("held within the scale", "限于量程之内"),
    "next": ("It will next change by itself on {}.", "下一次自动变化：{}。"),
    "never": ("It will not change by itself.", "不会自动变化。"),
    "digest": ("Scheme {scheme}, digest {digest}", "方案 {scheme}，摘要 {digest}"),
    "excluded": ("Excluded: what the charter keeps out", "已排除：章程不许计分的内容"),
    "article": ("Article", "条款"),
    "reason": ("Reason", "理由"),
    "empty": ("No deed counts on this day.", "当日没有有效的行为。"),
}
DEEDS_SHOWN: Final = 3


def console() -> Console:
    """Standard output, wide enough where it is no terminal."""
    found = Console(highlight=False)
    if found.is_terminal or "COLUMNS" in os.environ:
        return found
    return Console(highlight=False, width=WIDTH_WITHOUT_TERMINAL)


def _word(name: str, language: Language) -> str:
    return _WORDS[name][LANGUAGES.index(language)]


def _label(scheme: Scheme, line: Line, language: Language) -> str:
    """What a line's rule, pool, group or dimension is called."""
    text = scheme.text
    bound = scheme.rules.get(line.rule)
    if bound is not None:
        labels = (bound.deed_type.label_en, bound.deed_type.label_zh)
    else:
        named = {group.name: (group.label_en, group.label_zh) for group in text.groups}
        named |= {entry.name: (entry.label_en, entry.label_zh) for entry in text.dimensions}
        labels = named[line.rule]
    return labels[LANGUAGES.index(language)]


def print_score(
    city: City,
    scheme: Scheme,
    score: Score,
    language: Language,
    names: Mapping[str, str] | None = None,
) -> None:
    """Print a score with its lines; a city that shows levels only has no number as headline.

    Args:
        city: whose score it is.
        scheme: the one that made it.
        score: what to print.
        language: of labels and words.
        names: what a deed is called in place of its id.
    """
    out = console()
    text = scheme.text
    name = (
        f"{city.name_en} {text.title_en}" if language == "en" else f"{city.name_zh}{text.title_zh}"
    )
    band = next(band for band in text.bands if band.name == score.band)
    level = band.label_en if language == "en" else band.label_zh
    level = level if level.casefold() == band.name.casefold() else f"{band.name} · {level}"
    headline = f"{plain(score.total)} · {level}" if text.scale.show_points else level
    heading = {"en": f"{name}, {score.on}: ", "zh": f"{name}，{score.on}："}[language]
    out.print(Text.assemble(heading, (headline, "bold")))
    out.print(_lines_table(scheme, score, language, names or {}))
    if score.next_change is None:
        out.print(_word("never", language))
    else:
        out.print(_word("next", language).format(score.next_change))
    digest = _word("digest", language).format(scheme=score.scheme, digest=score.digest)
    out.print(Text(digest, style="dim"))


def _lines_table(
    scheme: Scheme, score: Score, language: Language, names: Mapping[str, str]
) -> Table:
    table = _table(("source", "rule", "points", "deeds", "until", "why"), language)
    table.caption = None if score.lines else _word("empty", language)
    table.add_row("", _word("base", language), plain(score.base), "", "", "", end_section=True)
    for line in score.lines:
        table.add_row(
            line.source,
            f"↳ {_label(scheme, line, language)}"
            if line.is_adjustment
            else _label(scheme, line, language),
            Text(signed(line.points), style="green" if line.points > 0 else "yellow"),
            _deeds(line, names),
            str(line.counts_until or _word("open", language)),
            _why(scheme, line, language),
        )
    table.add_section()
    clamped = ""
    if score.total != score.unclamped:
        clamped = _word("clamped", language)
        table.add_row("", _word("sum", language), plain(score.unclamped), "", "", "")
    table.add_row("", _word("total", language), Text(plain(score.total), "bold"), "", "", clamped)
    return table


def _table(names: tuple[str, ...], language: Language) -> Table:
    """An empty table; what is too long for its column goes on below, and nothing is cut."""
    table = Table()
    for name in names:
        justify: Literal["left", "right"] = "right" if name == "points" else "left"
        table.add_column(_word(name, language), justify=justify, overflow="fold")
    return table


def _why(scheme: Scheme, line: Line, language: Language) -> str:
    """A line's reasons, after the price that it is reckoned with."""
    reasons = explain(line.notes, language)
    kinds = {note.kind for note in line.notes}
    if line.is_adjustment or kinds & {NoteKind.REPAIRED, NoteKind.AFTER_EFFECT}:
        return reasons
    priced = (bound for bound in scheme.rules.values() if bound.code == line.rule)
    price = price_words(next(priced), language)
    return {"en": "; ", "zh": "；"}[language].join(part for part in (price, reasons) if part)


def _deeds(line: Line, names: Mapping[str, str]) -> str:
    shown = ", ".join(names.get(deed, deed) for deed in line.deeds[:DEEDS_SHOWN])
    more = len(line.deeds) - DEEDS_SHOWN
    return f"{shown} +{more}" if more > 0 else shown


def print_rules(loaded: Loaded, language: Language) -> None:
    """Print a scheme's rules, then what it excludes."""
    out = console()
    table = _table(("source", "rule", "label", "price", "unit", "lifetime"), language)
    for bound in loaded.scheme.rules.values():
        entry = bound.deed_type
        label = entry.label_en if language == "en" else entry.label_zh
        price = price_words(bound, language)
        unit = bound.unit_labels(entry.unit or "")[LANGUAGES.index(language)]
        lifetime = rule_lifetime_words(bound, language)
        table.add_row(bound.rule.source, bound.rule.deed_type, label, price, unit, lifetime)
    out.print(table)
    if loaded.scheme.text.excluded:
        out.print(_excluded_table(loaded, language))


def _excluded_table(loaded: Loaded, language: Language) -> Table:
    table = _table(("source", "label", "article", "reason"), language)
    table.title, table.title_justify = _word("excluded", language), "left"
    for entry in loaded.scheme.text.excluded:
        english = (entry.part_en or entry.label_en, entry.reason_en)
        chinese = (entry.part_zh or entry.label_zh, entry.reason_zh)
        label, reason = english if language == "en" else chinese
        table.add_row(entry.source, label, str(entry.article), reason)
    return table
