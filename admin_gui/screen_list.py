"""The screens of the desktop in the order of the navigation: their words, icons, and who may."""

from typing import Final

import msgspec

from admin_gui.marks import QT_TRANSLATE_NOOP


class ScreenEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A screen of the main window.

    Attributes:
        name: of its folder in `screens`.
        text: its words, to be translated.
        permission: of the server, that opens it.
        icon: its drawing's name.
        is_alone: it takes the whole screen, and whoever may open it begins there.
    """

    name: str
    text: str
    permission: str
    icon: str
    is_alone: bool = False


# In the order of the navigation; the first one a role may open is its home.
SCREENS: Final = (
    ScreenEntry(
        name="counter",
        text=QT_TRANSLATE_NOOP("Actions", "Counter mode"),
        permission="redeem",
        icon="counter",
        is_alone=True,
    ),
    ScreenEntry(
        name="bookings",
        text=QT_TRANSLATE_NOOP("Actions", "Bookings"),
        permission="redeem",
        icon="bookings",
    ),
    ScreenEntry(
        name="log_deed",
        text=QT_TRANSLATE_NOOP("Actions", "Log a deed"),
        permission="enter-deed",
        icon="log_deed",
    ),
    ScreenEntry(
        name="outbox",
        text=QT_TRANSLATE_NOOP("Actions", "Outbox and entries"),
        permission="enter-deed",
        icon="outbox",
    ),
    ScreenEntry(
        name="confirm",
        text=QT_TRANSLATE_NOOP("Actions", "Confirm"),
        permission="confirm-deed",
        icon="confirm",
    ),
    ScreenEntry(
        name="cases",
        text=QT_TRANSLATE_NOOP("Actions", "Objections and repairs"),
        permission="decide-case",
        icon="cases",
    ),
    ScreenEntry(
        name="resident_file",
        text=QT_TRANSLATE_NOOP("Actions", "Resident's file"),
        permission="read-file",
        icon="resident_file",
    ),
    ScreenEntry(
        name="grant_perk",
        text=QT_TRANSLATE_NOOP("Actions", "Grant a perk"),
        permission="grant-perk",
        icon="grant_perk",
    ),
    ScreenEntry(
        name="schemes",
        text=QT_TRANSLATE_NOOP("Actions", "Schemes"),
        permission="read-schemes",
        icon="schemes",
    ),
    ScreenEntry(
        name="people",
        text=QT_TRANSLATE_NOOP("Actions", "People and departments"),
        permission="read-staff",
        icon="people",
    ),
    ScreenEntry(
        name="perks",
        text=QT_TRANSLATE_NOOP("Actions", "Perks"),
        permission="read-take-up",
        icon="perks",
    ),
    ScreenEntry(
        name="overview",
        text=QT_TRANSLATE_NOOP("Actions", "Overview"),
        permission="read-overview",
        icon="overview",
    ),
)
