"""The dialog that reverses a booking made by mistake, saying first what becomes of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from admin_gui.theme import Theme
from admin_gui.widgets.ask import Ask
from admin_gui.widgets.label import Label


class Reversal(Ask):
    """The dialog.

    Attributes:
        wanted: the reason.
    """

    wanted = Signal(str)

    def __init__(
        self, theme: Theme, perk: str, booking: str, until: str, parent: QWidget | None = None
    ) -> None:
        """Ask for the reason.

        Args:
            theme: of the window.
            perk: what was booked.
            booking: its receipt's code, with the time where it is known; empty for none yet.
            until: the time until when it can be reversed.
            parent: of the dialog.
        """
        super().__init__(theme, perk, parent)
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
            ).format(time=until)
        )
        self.save.setText(self.tr("Re&verse it"))
        self.booking = Label(booking)
        self.booking.setProperty("muted", True)
        self.lay_out(*(part for part in (self.booking,) if booking))
        self.reason.setFocus()

    def why_words(self) -> str:
        """What is said where there is no reason."""
        return self.tr("Say why, in a few words.")

    def decide(self, reason: str) -> None:
        """Reverse it."""
        self.wanted.emit(reason)
