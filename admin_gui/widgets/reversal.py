"""The dialog that reverses a booking made by mistake, saying first what becomes of it."""

from datetime import datetime

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from admin_gui.theme import Theme
from admin_gui.widgets.ask import Ask
from admin_gui.widgets.label import Label
from admin_gui.widgets.words import moment


class Reversible(msgspec.Struct, frozen=True, kw_only=True):
    """A booking that can still be reversed.

    Attributes:
        perk: what it is called.
        code: of the receipt; empty for none yet.
        taken_at: in the city's time, as `until`, when it can be reversed no more.
    """

    perk: str
    code: str
    taken_at: datetime
    until: datetime


class Reversal(Ask):
    """The dialog.

    Attributes:
        wanted: the reason.
    """

    wanted = Signal(str)

    def __init__(self, theme: Theme, booking: Reversible, parent: QWidget | None = None) -> None:
        """Ask for the reason.

        Args:
            theme: of the window.
            booking: what was booked, and when.
            parent: of the dialog.
        """
        super().__init__(theme, booking.perk, parent)
        self.setWindowTitle(self.tr("Reverse a booking"))
        self.fields["reason"].name(
            self.tr("&Reason"), self.tr("It is kept in the log. It names nobody.")
        )
        self.reason.offer(
            (
                self.tr("Booked by mistake"),
                self.tr("The perk could not be given"),
                self.tr("The wrong pass was shown"),
            ),
            self.tr("Pick one, or type your own"),
        )
        self.summary.setText(
            self.tr(
                "The booking is reversed, and its place is free again. The pass stays used up: the "
                "resident asks for a new one. It can be reversed until {time}."
            ).format(time=f"{booking.until:%H:%M}")
        )
        self.save.setText(self.tr("Re&verse it"))
        named = (
            self.tr("{code}, booked {time}")
            if booking.code
            else self.tr("Booked {time}, no code yet")
        )
        self.booking = Label(named.format(code=booking.code, time=moment(booking.taken_at)))
        self.booking.setProperty("muted", True)
        self.lay_out(self.booking)
        self.reason.setFocus()

    def why_words(self) -> str:
        """What is said where there is no reason."""
        return self.tr("Say why, in a few words.")

    def decide(self, reason: str) -> None:
        """Reverse it."""
        self.wanted.emit(reason)
