"""Prices, lifetimes and windows in words, English and Chinese."""

from decimal import Decimal
from functools import singledispatch
from typing import Final

from backend.core.bound import BoundRule
from backend.core.price import (
    ByGrade,
    DirectGrade,
    Each,
    EachPeriod,
    FirstAndFurther,
    Flat,
    Floor,
    Price,
    Sliced,
    Tiers,
)
from backend.core.problems import LANGUAGES, Language
from backend.core.scheme import CalendarYear, Rolling
from backend.core.term import Lifetime, Term

_GRADES_ZH: Final = {
    "national": "国家级",
    "provincial": "省级",
    "city": "市级",
    "county": "县级",
    "first-class": "一等",
    "second-class": "二等",
    "third-class": "三等",
    "bravery": "见义勇为",
    "warning": "警告",
    "serious-warning": "严重警告",
    "demerit": "记过",
    "major-demerit": "记大过",
    "demotion": "降级",
    "dismissal": "撤职",
    "probation": "留用察看",
    "expulsion": "开除",
    "buying": "购买",
    "other": "其他",
}
# Joined words split here: `first-class-national`.
_CLASSES: Final = ("first-class", "second-class", "third-class")


def plain(number: Decimal) -> str:
    """A number without a trailing `.0`, with thousands apart."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(points: Decimal) -> str:
    """Points with their sign, a demerit's with a true minus."""
    if not points:
        return "0"
    return ("+" if points > 0 else "−") + plain(abs(points))


def grade_zh(code: str) -> str:
    """A grade in Chinese; one of a later file's own stays as it is."""
    for class_ in _CLASSES:
        if code.startswith(f"{class_}-"):
            return grade_zh(code.removeprefix(f"{class_}-")) + _GRADES_ZH[class_]
    return _GRADES_ZH.get(code, code)


def price_words(bound: BoundRule, language: Language) -> str:
    """A rule's price, its maximum and its window."""
    unit = _units(bound)[LANGUAGES.index(language)]
    words = [_words(bound.price, bound)[LANGUAGES.index(language)]]
    if bound.at_most is not None:
        words.append({"en": "at most {}", "zh": "最多 {}"}[language].format(plain(bound.at_most)))
    for other, factor in bound.rule.units.items():
        called = bound.unit_labels(other)[LANGUAGES.index(language)]
        count = {"en": "{} count as {} {} each", "zh": "1 {} = {} {}"}[language]
        words.append(count.format(called, plain(factor), unit))
    if isinstance(bound.window, CalendarYear):
        words.append({"en": "per calendar year", "zh": "按自然年"}[language])
    if isinstance(bound.window, Rolling):
        months = bound.window.months
        words.append({"en": f"in {months} months", "zh": f"近 {months} 个月内"}[language])
    if bound.pool is not None:
        words.append({"en": f"together: {bound.source}", "zh": f"合并：{bound.source}"}[language])
    return {"en": ", ", "zh": "，"}[language].join(words)


def _units(bound: BoundRule) -> tuple[str, str]:
    """The unit of a rule's quantities in both languages."""
    return bound.unit_labels(bound.deed_type.unit or "")


@singledispatch
def _words(price: Price, bound: BoundRule) -> tuple[str, str]:
    """The price in both languages."""
    message = f"no words for {price!r} of {bound.code}"
    raise TypeError(message)


@_words.register
def _(price: Flat, bound: BoundRule) -> tuple[str, str]:
    del bound
    return f"{signed(price.points)} each", f"每件 {signed(price.points)}"


@_words.register
def _(price: Each, bound: BoundRule) -> tuple[str, str]:
    del bound
    return f"{signed(price.points)} each time", f"每次 {signed(price.points)}"


@_words.register
def _(price: ByGrade, bound: BoundRule) -> tuple[str, str]:
    del bound
    english = [f"{grade} {signed(points)}" for grade, points in price.points.items()]
    chinese = [f"{grade_zh(grade)} {signed(points)}" for grade, points in price.points.items()]
    return ", ".join(english), "，".join(chinese)


@_words.register
def _(price: Tiers, bound: BoundRule) -> tuple[str, str]:
    english, chinese = [], []
    for tier in price.tiers:
        edge = plain(tier.over if tier.over is not None else tier.from_ or Decimal(0))
        word = ("over", "超过") if tier.over is not None else ("from", "满")
        english.append(f"{word[0]} {edge} {signed(tier.points)}")
        chinese.append(f"{word[1]} {edge} {signed(tier.points)}")
    units = _units(bound)
    return f"{units[0]}: " + ", ".join(english), f"{units[1]}：" + "，".join(chinese)


@_words.register
def _(price: FirstAndFurther, bound: BoundRule) -> tuple[str, str]:
    first, further = signed(price.first), signed(price.further)
    up_to, each = plain(price.up_to), plain(price.each)
    units = _units(bound)
    return (
        f"{first} to {up_to} {units[0]}, {further} per further {each}",
        f"{up_to} {units[1]}以内 {first}，每再满 {each} {units[1]} {further}",
    )


@_words.register
def _(price: Sliced, bound: BoundRule) -> tuple[str, str]:
    english, chinese = [], []
    for part in price.slices:
        rate = f"{signed(part.points)} / {plain(part.each)}"
        english.append(f"{rate} to {plain(part.to)}" if part.to else f"{rate} above")
        chinese.append(f"至 {plain(part.to)}：{rate}" if part.to else f"以上：{rate}")
    units = _units(bound)
    return f"{units[0]}: " + ", ".join(english), f"{units[1]}：" + "，".join(chinese)


@_words.register
def _(price: EachPeriod, bound: BoundRule) -> tuple[str, str]:
    del bound
    points = signed(price.points)
    if price.months == 1:
        return f"{points} each completed month", f"每满一个月 {points}"
    return f"{points} each completed {price.months} months", f"每满 {price.months} 个月 {points}"


@_words.register
def _(price: Floor, bound: BoundRule) -> tuple[str, str]:
    del price, bound
    return "down to the scale's minimum while it stands", "存续期间降至最低分"


@_words.register
def _(price: DirectGrade, bound: BoundRule) -> tuple[str, str]:
    english, chinese = bound.band_labels(price.band)
    return f"direct grade {english}", f"直接判为“{chinese}”"


def rule_lifetime_words(bound: BoundRule, language: Language) -> str:
    """How long a deed counts, and how long its after-effect once an ongoing breach has ended."""
    price = bound.price
    if bound.rule.lifetime is not None:
        return lifetime_words(bound.rule.lifetime, language)
    words = {"en": "while it lasts", "zh": "存续期间"}[language]
    effect = price.after_effect if isinstance(price, Floor | DirectGrade) else None
    if effect is None:
        return words
    band = bound.band_labels(effect.band or "")[LANGUAGES.index(language)]
    left = " ".join([band, signed(effect.points) if effect.points else ""]).strip()
    term = lifetime_words(effect.lifetime, language)
    after = {"en": f", then {left} for {term}", "zh": f"，结束后 {left}，{term}"}[language]
    return words + after


def lifetime_words(lifetime: Lifetime, language: Language) -> str:
    """A term, or the shortest and the longest of several."""
    terms = sorted({term.in_months: term for term in lifetime.terms()}.items())
    return "–".join(_term(term, language) for _, term in (terms[:1] + terms[1:][-1:]))


def _term(term: Term, language: Language) -> str:
    years, months = divmod(term.in_months, 12)
    if language == "zh":
        return (f"{years} 年" if years else "") + (f"{months} 个月" if months else "")
    return " ".join([f"{years} y"] * bool(years) + [f"{months} m"] * bool(months))
