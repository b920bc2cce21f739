"""The screen: the resident in hand, the city's perks, and what was granted."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.grant_perk.list_view import ListView
from admin_gui.screens.grant_perk.model import PerkRow, grant_columns, perk_columns
from admin_gui.theme import Theme
from admin_gui.widgets.finder import Finder
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import WholeModel
from admin_gui.widgets.table import Table, set_widths
from backend.contracts.perks import GrantView

PERK_WIDTHS: Final = (270, 130, 90, 100, 180)
GRANT_WIDTHS: Final = (110, 240, 90, 100, 100, 130)


class PerksView(QStackedWidget):
    """The screen.

    Attributes:
        grant_wanted: the perk that is picked.
        revoke_wanted: the grant that is picked.
    """

    grant_wanted = Signal()
    revoke_wanted = Signal()

    def __init__(self, theme: Theme, shown: Callable[[datetime], datetime], today: date) -> None:
        """Ask for a resident.

        Args:
            theme: of the window.
            shown: tells a moment in the city's time.
            today: the city's civil day.
        """
        super().__init__()
        self.finder = Finder(theme)
        self.perk_model: WholeModel[PerkRow] = WholeModel(perk_columns(), self)
        self.grant_model: WholeModel[GrantView] = WholeModel(grant_columns(shown), self)
        self.perks = Table(self.perk_model, "perks")
        self.grants = Table(self.grant_model, "grants")
        set_widths(self.perks, PERK_WIDTHS)
        set_widths(self.grants, GRANT_WIDTHS)
        for table in (self.perks, self.grants):
            table.wrap()
        self.file, self.another = QPushButton(), QPushButton()
        self.to_file, self.to_list = QPushButton(), QPushButton()
        for button in (self.to_file, self.to_list):
            button.setProperty("flat", True)
        self.grant, self.revoke, self.revoke_all = QPushButton(), QPushButton(), QPushButton()
        self.revoke_all.hide()
        self.grant.setProperty("main", True)
        self._asking, self._work = QWidget(), QWidget()
        self.list = ListView(theme, today)
        self.perk_panels, self.grant_panels = Panels(self.perks), Panels(self.grants)
        self._lay_out_asking()
        self._lay_out_work()
        self.addWidget(self._asking)
        self.addWidget(self._work)
        self.addWidget(self.list)
        self.grant.clicked.connect(self.grant_wanted)
        self.revoke.clicked.connect(self.revoke_wanted)
        self.perks.opened.connect(lambda _: self.grant_wanted.emit())

    def _lay_out_asking(self) -> None:
        self._nobody = Label(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._nobody.setProperty("muted", True)
        asking = QVBoxLayout(self._asking)
        asking.addStretch(1)
        asking.addWidget(self._nobody)
        asking.addSpacing(6)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.finder, 4)
        across.addStretch(1)
        asking.addLayout(across)
        asking.addSpacing(8)
        for button in (self.to_file, self.to_list):
            asking.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        asking.addStretch(2)

    def _lay_out_work(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        self._perks_title, self._grants_title = Heading(1.1), Heading(1.1)
        self._why = Label(wordWrap=True)
        self._why.setProperty("muted", True)
        split.addWidget(_part(self._perks_title, self._why, self.perk_panels, self.grant))
        split.addWidget(
            _part(self._grants_title, None, self.grant_panels, self.revoke_all, self.revoke)
        )
        layout = QVBoxLayout(self._work)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._cover())
        layout.addWidget(split, 1)

    def _cover(self) -> QFrame:
        self._name, self._band = Heading(1.4), Heading(1.2)
        self._facts = Label()
        self._facts.setProperty("muted", True)
        card = QFrame()
        card.setProperty("card", True)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        across = QHBoxLayout(card)
        across.setContentsMargins(18, 12, 14, 12)
        across.addLayout(words, 1)
        for widget in (self._band, self.file, self.another):
            across.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
            across.addSpacing(4)
        return card

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._nobody.setText(
            self.tr("No file is open. A perk is granted to one resident, or to a list of numbers.")
        )
        self.to_file.setText(self.tr("To the re&sidents' files"))
        self.to_list.setText(self.tr("For a &list of numbers (Ctrl+L)"))
        self.file.setText(self.tr("The resident's f&ile"))
        self.another.setText(self.tr("&Another resident"))
        self._perks_title.setText(self.tr("Perks of the city"))
        self._grants_title.setText(self.tr("Granted to this resident"))
        self._why.setText(
            self.tr(
                "A perk that the resident's band does not open cannot be granted. One that is "
                "granted stays until its last day, whatever the score becomes."
            )
        )
        self.perks.setAccessibleName(self._perks_title.text())
        self.grants.setAccessibleName(self._grants_title.text())
        self.grant.setText(self.tr("Grant the &perk…"))
        self.grant.setToolTip("Ctrl+Enter")
        self.revoke.setText(self.tr("&Revoke the grant…"))
        self.revoke.setToolTip("Del")
        self.revoke_all.setText(self.tr("Revoke the &whole list…"))
        self.perk_panels.retranslate()
        self.grant_panels.retranslate()

    def show_resident(self, name: str, number: str, reason: str) -> None:
        """Show in whose hands the perks are."""
        self._name.setText(name)
        self._facts.setText(
            self.tr("{number} · open because: {reason}").format(number=number, reason=reason)
        )
        self._band.clear()

    def show_band(self, band: str) -> None:
        """Show the resident's band."""
        self._band.setText(self.tr("Band: {band}").format(band=band))

    def perk(self) -> PerkRow | None:
        """The perk that is picked."""
        number = self.perks.current()
        return self.perk_model.row(number) if number >= 0 else None

    def picked_grant(self) -> GrantView | None:
        """The grant that is picked."""
        number = self.grants.current()
        return self.grant_model.row(number) if number >= 0 else None

    def is_work(self) -> bool:
        """True where a resident's perks are in view."""
        return self.currentWidget() is self._work

    def show_work(self) -> None:
        """Show a resident's perks."""
        self.setCurrentWidget(self._work)

    def is_list(self) -> bool:
        """True where a list of numbers is in view."""
        return self.currentWidget() is self.list

    def show_list(self) -> None:
        """Ask for a list of numbers."""
        self.setCurrentWidget(self.list)

    def ask(self) -> None:
        """Ask for a resident."""
        self.setCurrentWidget(self._asking)


def _part(title: QLabel, words: QLabel | None, panels: Panels, *buttons: QPushButton) -> QWidget:
    """A titled table with what can be done with its row."""
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    above = QHBoxLayout()
    above.addWidget(title, 1)
    for button in buttons:
        above.addWidget(button)
    layout.addLayout(above)
    if words is not None:
        layout.addWidget(words)
    layout.addWidget(panels, 1)
    return part
