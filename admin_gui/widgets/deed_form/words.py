"""A deed type in words: its sign, its names, its price and how long it counts."""

from PySide6.QtCore import QCoreApplication

from admin_gui.widgets.words import label, word
from backend.contracts.cities import DeedTypeView

translate = QCoreApplication.translate


def name_of(deed_type: DeedTypeView) -> str:
    """Its label, and which part of a split row it is."""
    part = label(deed_type.part_en or "", deed_type.part_zh or "")
    name = label(deed_type.label_en, deed_type.label_zh)
    return f"{name} ({part})" if part and part.casefold() != name.casefold() else name


def sign_of(direction: str) -> str:
    """A sign and a word: `▲ merit`."""
    return f"{'▲' if direction == 'merit' else '▼'} {word(direction)}"


def price_of(deed_type: DeedTypeView) -> str:
    """Its price in words."""
    return label(deed_type.price_en, deed_type.price_zh)


def lifetime_of(deed_type: DeedTypeView) -> str:
    """How long it counts, in words."""
    return label(deed_type.lifetime_en, deed_type.lifetime_zh)


def summary_of(deed_type: DeedTypeView) -> str:
    """One line that says what a deed type is."""
    line = translate("DeedForm", "{sign} · {source} · {price} · counts: {lifetime}").format(
        sign=sign_of(deed_type.direction),
        source=deed_type.source,
        price=price_of(deed_type),
        lifetime=lifetime_of(deed_type),
    )
    if not deed_type.ongoing:
        return line
    return line + translate("DeedForm", " · ongoing, until its end is recorded")
