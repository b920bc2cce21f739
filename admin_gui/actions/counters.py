"""What counters do: counter mode and bookings."""

from typing import Final

from admin_gui.actions.action import Action
from admin_gui.marks import QT_TRANSLATE_NOOP

AT_COUNTERS: Final = (
    # Counter mode
    Action(
        name="counter-alone",
        text=QT_TRANSLATE_NOOP("Actions", "Take the whole screen, or leave it"),
        keys="F11",
        permission="redeem",
        screen="counter",
    ),
    Action(
        name="open-pass",
        text=QT_TRANSLATE_NOOP("Actions", "Read a pass from a picture…"),
        keys="Ctrl+O",
        permission="redeem",
        screen="counter",
    ),
    Action(
        name="undo-booking",
        text=QT_TRANSLATE_NOOP("Actions", "Reverse the last booking…"),
        keys="Ctrl+T",
        permission="redeem",
        screen="counter",
    ),
    Action(
        name="counter-sound",
        text=QT_TRANSLATE_NOOP("Actions", "Sound at yes and no, on or off"),
        keys="Ctrl+Shift+B",
        permission="redeem",
        screen="counter",
    ),
    # Bookings
    Action(
        name="find-booking",
        text=QT_TRANSLATE_NOOP("Actions", "Find a booking by its receipt code"),
        keys="Ctrl+F",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="return-booking",
        text=QT_TRANSLATE_NOOP("Actions", "It was brought back"),
        keys="Ctrl+Return;Ctrl+Enter",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="reverse-booking",
        text=QT_TRANSLATE_NOOP("Actions", "Reverse a booking made by mistake…"),
        keys="Del",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="settle-now",
        text=QT_TRANSLATE_NOOP("Actions", "Try to settle now"),
        keys="Ctrl+R",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="retry-booking",
        text=QT_TRANSLATE_NOOP("Actions", "Settle a refused booking again"),
        keys="Ctrl+Shift+R",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="note-refusal",
        text=QT_TRANSLATE_NOOP("Actions", "Put a refused booking away; it needs nobody any more"),
        permission="redeem",
        screen="bookings",
    ),
)
