"""A perk's terms in words: what it gives, how often, when, and how many places there are."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.screens.perks.shelf import Shelf
from admin_gui.widgets.words import NOTHING, day, grouped, label, listed, word
from backend.contracts.cities import CataloguePerk, PerkHours
from backend.contracts.redemptions import StockView

translate = QCoreApplication.translate
WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EVERY: Final = {
    "day": QT_TRANSLATE_NOOP("Perks", "anew each day"),
    "week": QT_TRANSLATE_NOOP("Perks", "anew each week"),
    "month": QT_TRANSLATE_NOOP("Perks", "anew each month"),
    "quarter": QT_TRANSLATE_NOOP("Perks", "anew each quarter"),
    "year": QT_TRANSLATE_NOOP("Perks", "anew each year"),
}
_LIMITS: Final = {
    "day": QT_TRANSLATE_NOOP("Perks", "{count} a day"),
    "week": QT_TRANSLATE_NOOP("Perks", "{count} a week"),
    "month": QT_TRANSLATE_NOOP("Perks", "{count} a month"),
    "quarter": QT_TRANSLATE_NOOP("Perks", "{count} a quarter"),
    "year": QT_TRANSLATE_NOOP("Perks", "{count} a year"),
    "at_once": QT_TRANSLATE_NOOP("Perks", "{count} in hand at once"),
}


def perk_words(perk: CataloguePerk) -> str:
    """What a perk is called."""
    return label(perk.label_en, perk.label_zh)


def kind_words(perk: CataloguePerk) -> str:
    """What it belongs to, and of what kind it is."""
    return translate("Perks", "{service}: {kind}").format(
        service=word(perk.service), kind=word(perk.kind)
    )


def amount_words(shelf: Shelf, perk: CataloguePerk) -> str:
    """How much it gives, from least to most; a dash where it gives no amount."""
    amounts = sorted({value.amount for value in perk.values})
    if not amounts:
        return NOTHING
    much = "–".join(grouped(amount) for amount in dict.fromkeys((amounts[0], amounts[-1])))
    return _counted(much, shelf.unit(perk.unit))


def values_words(shelf: Shelf, perk: CataloguePerk) -> str:
    """How much it gives from each band on, a line for each."""
    return "\n".join(
        translate("Perks", "from {band} on: {amount}").format(
            band=shelf.band(value.from_),
            amount=_counted(grouped(value.amount), shelf.unit(perk.unit)),
        )
        for value in perk.values
    )


def _counted(much: str, unit: str) -> str:
    return translate("Perks", "{amount} {unit}").format(amount=much, unit=unit)


def opens_words(shelf: Shelf, perk: CataloguePerk) -> str:
    """What opens it: a band alone, or a band and an officer's grant."""
    band = shelf.band(perk.opens_from)
    if perk.by_grant:
        return translate("Perks", "{band}, by a grant").format(band=band)
    return band


def limit_words(perk: CataloguePerk) -> str:
    """How often one resident may use it."""
    limits = ((name, getattr(perk.limits, name, None)) for name in _LIMITS)
    return listed(
        translate("Perks", _LIMITS[name]).format(count=count)
        for name, count in limits
        if count is not None
    )


def hours_words(hours: Sequence[PerkHours]) -> str:
    """When it can be used, a line for each; nothing where that is at any time."""
    return "\n".join(
        translate("Perks", "{days} {first}–{last}").format(
            days=_days_words([WEEK.index(name) for name in each.days]),
            first=each.from_.strftime("%H:%M"),
            last=each.until.strftime("%H:%M"),
        )
        for each in hours
    )


def _days_words(days: Sequence[int]) -> str:
    """Days of the week; those that follow each other as one stretch."""
    stretches: list[list[int]] = []
    for number in sorted(days):
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return listed(
        "–".join(_day_word(number) for number in dict.fromkeys((each[0], each[-1])))
        for each in stretches
    )


def _day_word(number: int) -> str:
    return QLocale().dayName(number + 1, QLocale.FormatType.ShortFormat)


def every_words(shelf: Shelf, stock: StockView) -> str:
    """When the places are there anew."""
    if stock.per is None and shelf.is_lent(stock.perk):
        return translate("Perks", "free again with each return")
    if stock.per is None:
        return translate("Perks", "not anew")
    return translate("Perks", _EVERY[stock.per])


def left_of(stock: StockView) -> int:
    """How many places are left."""
    return max(stock.places - stock.taken, 0)


def left_words(shelf: Shelf, stock: StockView) -> str:
    """How many places are left of how many, and when they are there anew."""
    return translate("Perks", "{left} of {places} left, {every}").format(
        left=left_of(stock), places=stock.places, every=every_words(shelf, stock)
    )


def valid_words(perk: CataloguePerk) -> str:
    """On which days it can be used; nothing where that is not bounded."""
    first, last = perk.valid_from, perk.valid_until
    if first is not None and last is not None:
        return translate("Perks", "from {first} until {last}").format(
            first=day(first), last=day(last)
        )
    if first is not None:
        return translate("Perks", "from {first} on").format(first=day(first))
    if last is not None:
        return translate("Perks", "until {last}").format(last=day(last))
    return ""
