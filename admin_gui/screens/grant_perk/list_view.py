"""The page on which a perk is granted to a list of numbers: what is asked, and what it does."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.grant_perk.days import Days
from admin_gui.screens.grant_perk.list_model import ListRow, ListTyped, list_columns, why_text
from admin_gui.theme import Theme
from admin_gui.widgets.choice import ShortBox
from admin_gui.widgets.deed_form.numbers_edit import NumbersEdit
from admin_gui.widgets.finder import ReasonBox
from admin_gui.widgets.forms import Field, Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import WholeModel
from admin_gui.widgets.scrolled import Scrolled
from admin_gui.widgets.table import Table, set_widths

FORM_WIDTH: Final = 360
NUMBERS_HEIGHT: Final = 132
WIDTHS: Final = (54, 180, 130)


class ListView(QWidget):
    """The page.

    Attributes:
        edited: anything typed is other than it was.
    """

    edited = Signal()

    def __init__(self, theme: Theme, today: date) -> None:
        """Empty.

        Args:
            theme: of the window.
            today: the city's civil day.
        """
        super().__init__()
        self.perk, self.days, self.reason = ShortBox(), Days(today), ReasonBox()
        self.numbers = NumbersEdit()
        self.numbers.setMinimumHeight(NUMBERS_HEIGHT)
        self.fields = {
            "perk": Field(self.perk),
            **self.days.fields,
            "reason": Field(self.reason),
            "numbers": Field(self.numbers),
        }
        self.notices = NoticeBar(theme)
        self.preview, self.grant = QPushButton(), QPushButton()
        self.revoke, self.back = QPushButton(), QPushButton()
        self.grant.setProperty("main", True)
        self.back.setProperty("flat", True)
        self.summary, self.why = Label(wordWrap=True), Label(wordWrap=True)
        self.model: WholeModel[ListRow] = WholeModel(list_columns(), self)
        self.table = Table(self.model, "grant-list")
        set_widths(self.table, WIDTHS)
        self.panels = Panels(self.table)
        self._lay_out()
        self._follow()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self._form())
        layout.addWidget(self._outcome(), 1)
        order = [self.perk, self.days.from_day, self.days.until_day, *self.days.presets]
        order += [self.reason, self.numbers, self.preview, self.grant, self.table, self.revoke]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _form(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(FORM_WIDTH)
        self._title = Heading(1.15)
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 6, 0)
        fields.setSpacing(12)
        for part in (self.fields["perk"], self.days, self.fields["reason"]):
            fields.addWidget(part)
        fields.addWidget(self.fields["numbers"], 1)
        area = Scrolled(inside, takes_keyboard=False)
        head, below = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        below.addWidget(self.preview)
        below.addWidget(self.grant, 1)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(18, 12, 14, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addLayout(below)
        return card

    def _outcome(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.summary, 1)
        above.addWidget(self.revoke, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.notices)
        layout.addLayout(above)
        layout.addWidget(self.panels, 1)
        layout.addWidget(self.why)
        return part

    def _follow(self) -> None:
        self.perk.currentIndexChanged.connect(lambda _: self._edit("perk"))
        self.days.changed.connect(lambda: self._edit("from_day", "until_day"))
        self.reason.editTextChanged.connect(lambda _: self._edit("reason"))
        self.numbers.textChanged.connect(lambda: self._edit("numbers"))
        self.table.picked.connect(self._say_why)

    def _edit(self, *names: str) -> None:
        for name in names:
            self.fields[name].set_problem("")
        self._name_numbers()
        self.edited.emit()

    def _say_why(self, number: int) -> None:
        """Say below the table, where there is room, why a row grants nothing."""
        row = self.model.row(number) if number >= 0 else None
        why = why_text(row) if row is not None else ""
        text = self.tr("Row {row}: {why}")
        self.why.setText(text.format(row=row.row.row, why=why) if row is not None and why else "")
        self.why.setVisible(bool(why))

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._title.setText(self.tr("Grant to a list"))
        self.back.setText(self.tr("For &one resident"))
        self.back.setToolTip("Ctrl+L")
        self.fields["perk"].name(self.tr("P&erk"))
        self.days.retranslate()
        self.fields["reason"].name(self.tr("&Reason"), self.tr("The residents can read it."))
        self.reason.offer(
            (
                self.tr("The bureau's list of those entitled"),
                self.tr("The residents asked in writing"),
                self.tr("Thanks for a day of volunteering"),
            ),
            self.tr("Pick one, or type your own"),
        )
        self._name_numbers()
        self.preview.setText(self.tr("&Preview"))
        self.preview.setToolTip("Ctrl+P")
        self.grant.setToolTip("Ctrl+Enter")
        self.revoke.setText(self.tr("Revoke the &whole list…"))
        self.table.setAccessibleName(self.tr("What becomes of each number"))
        self.panels.retranslate()

    def _name_numbers(self) -> None:
        self.fields["numbers"].name(self.tr("Residents' &numbers"), self.numbers.words())

    def offer(self, perks: Sequence[tuple[str, str]]) -> None:
        """Offer perks, by name and words; what was picked stays."""
        held = self.perk.currentData()
        self.perk.blockSignals(True)
        self.perk.clear()
        for name, words in perks:
            self.perk.addItem(words, name)
        self.perk.setCurrentIndex(self.perk.findData(held))
        self.perk.setPlaceholderText(self.tr("Pick a perk"))
        self.perk.blockSignals(False)

    def typed(self) -> ListTyped:
        """What was typed."""
        return ListTyped(
            perk=str(self.perk.currentData() or ""),
            from_day=self.days.first(),
            until_day=self.days.last(),
            reason=self.reason.reason(),
            numbers=self.numbers.found().all,
        )

    def show_amount(self, amount: int | None) -> None:
        """Say how many residents get the perk; none where that is not known."""
        self.grant.setText(
            self.tr("Gr&ant it")
            if amount is None
            else self.tr("Gr&ant it to %n resident(s)", "", amount)
        )

    def give_keyboard(self) -> None:
        """Begin with the first field that is empty."""
        first = self.numbers if self.perk.currentIndex() >= 0 else self.perk
        first.setFocus(Qt.FocusReason.OtherFocusReason)
