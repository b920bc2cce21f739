"""Keys that tables, charts, forms and dialogs listen to by themselves, on whatever screen."""

from typing import Final

import msgspec

from admin_gui.marks import QT_TRANSLATE_NOOP


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """What some keys do.

    Attributes:
        where: in what, to be translated.
        text: what they do, to be translated.
        keys: as they are called; to be translated, where they are words.
    """

    where: str
    text: str
    keys: str


IN_WIDGETS: Final = (
    Keys(
        where=QT_TRANSLATE_NOOP("Actions", "Tables"),
        text=QT_TRANSLATE_NOOP("Actions", "Open the current row"),
        keys=QT_TRANSLATE_NOOP("Actions", "Enter"),
    ),
    Keys(
        where=QT_TRANSLATE_NOOP("Actions", "Tables"),
        text=QT_TRANSLATE_NOOP("Actions", "Select all rows that are here"),
        keys="Ctrl+A",
    ),
    Keys(
        where=QT_TRANSLATE_NOOP("Actions", "Charts"),
        text=QT_TRANSLATE_NOOP("Actions", "Go from bar to bar, or from event to event"),
        keys=QT_TRANSLATE_NOOP("Actions", "Arrow keys, Home, End"),
    ),
    Keys(
        where=QT_TRANSLATE_NOOP("Actions", "Pictures"),
        text=QT_TRANSLATE_NOOP("Actions", "Larger, smaller, as large as its place"),
        keys="+, −, 0",
    ),
    Keys(
        where=QT_TRANSLATE_NOOP("Actions", "Forms"),
        text=QT_TRANSLATE_NOOP("Actions", "Go to the field or button with the underlined letter"),
        keys=QT_TRANSLATE_NOOP("Actions", "Alt and the letter"),
    ),
    Keys(
        where=QT_TRANSLATE_NOOP("Actions", "Log a deed"),
        text=QT_TRANSLATE_NOOP("Actions", "Go on to the next field"),
        keys=QT_TRANSLATE_NOOP("Actions", "Enter"),
    ),
    Keys(
        where=QT_TRANSLATE_NOOP("Actions", "Log a deed"),
        text=QT_TRANSLATE_NOOP("Actions", "Show all deeds that match the letters"),
        keys=QT_TRANSLATE_NOOP("Actions", "Down"),
    ),
    Keys(
        where=QT_TRANSLATE_NOOP("Actions", "Refuse the deed…"),
        text=QT_TRANSLATE_NOOP("Actions", "Take a common reason"),
        keys=QT_TRANSLATE_NOOP("Actions", "1 to 9"),
    ),
    Keys(
        where=QT_TRANSLATE_NOOP("Actions", "Dialogs"),
        text=QT_TRANSLATE_NOOP("Actions", "Close without doing it"),
        keys=QT_TRANSLATE_NOOP("Actions", "Escape"),
    ),
)
