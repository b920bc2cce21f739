"""The dialogs that grant a perk and revoke a grant, each saying first what will be done."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from admin_gui.screens.grant_perk.days import Days
from admin_gui.theme import Theme
from admin_gui.widgets.ask import Ask
from admin_gui.widgets.words import day
from backend.contracts.perks import RevokedList


class GrantView(Ask):
    """The dialog that grants.

    Attributes:
        wanted: first day, last day and reason.
    """

    wanted = Signal(object, object, str)

    def __init__(
        self, theme: Theme, resident: str, perk: str, today: date, parent: QWidget | None = None
    ) -> None:
        """Ask for the days and the reason.

        Args:
            theme: of the window.
            resident: the name.
            perk: what is granted, with who gives it.
            today: the city's civil day.
            parent: of the dialog.
        """
        super().__init__(theme, perk, parent)
        self.setWindowTitle(self.tr("Grant a perk"))
        self._resident, self._perk = resident, perk
        self.days = Days(today)
        self.fields = {**self.days.fields, **self.fields}
        self._write()
        self.lay_out(self.days)
        self._sum_up()
        self.days.changed.connect(self._sum_up)
        self.reason.setFocus()

    def _write(self) -> None:
        self.days.retranslate()
        self.fields["reason"].name(self.tr("&Reason"), self.tr("The resident can read it."))
        self.reason.offer(
            (
                self.tr("The resident asked at the desk"),
                self.tr("The resident asked by telephone"),
                self.tr("The resident asked in writing"),
            ),
            self.tr("Pick one, or type your own"),
        )
        self.save.setText(self.tr("&Grant it"))

    def _sum_up(self) -> None:
        self.summary.setText(
            self.tr("{resident} may use “{perk}” from {first} until {last}, both included.").format(
                resident=self._resident,
                perk=self._perk,
                first=day(self.days.first()),
                last=day(self.days.last()),
            )
        )

    def decide(self, reason: str) -> None:
        """Grant it."""
        self.wanted.emit(self.days.first(), self.days.last(), reason)


class RevokeView(Ask):
    """The dialog that revokes.

    Attributes:
        wanted: the reason.
    """

    wanted = Signal(str)

    def __init__(
        self, theme: Theme, perk: str, summary: str, parent: QWidget | None = None
    ) -> None:
        """Ask for the reason.

        Args:
            theme: of the window.
            perk: what was granted.
            summary: what revoking it does, for whom and when.
            parent: of the dialog.
        """
        super().__init__(theme, perk, parent)
        self.setWindowTitle(self.tr("Revoke a grant"))
        self.fields["reason"].name(self.tr("&Reason"), self.tr("The resident can read it."))
        self.reason.offer(
            (
                self.tr("The resident asked for it"),
                self.tr("Granted by mistake"),
                self.tr("The provider no longer offers it"),
            ),
            self.tr("Pick one, or type your own"),
        )
        self.summary.setText(summary)
        self.save.setText(self.tr("Re&voke it"))
        self.lay_out()
        self.reason.setFocus()

    def decide(self, reason: str) -> None:
        """Revoke it."""
        self.wanted.emit(reason)

    def list_words(self, made: RevokedList) -> str:
        """What became of a list's grants."""
        words = self.tr("%n grant(s) revoked.", "", made.revoked)
        if made.over:
            over = self.tr("%n had ended or were revoked before.", "", made.over)
            words = f"{words} {over}"
        return words
