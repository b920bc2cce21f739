"""The dialogs that grant a perk and revoke a grant, each saying first what will be done."""

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import Theme
from admin_gui.widgets.finder import ReasonBox
from admin_gui.widgets.forms import Field, Heading, show_problems
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from admin_gui.widgets.words import day

DAY_FORMAT: Final = "yyyy-MM-dd"
# As far ahead as the server lets a grant reach.
DAYS_MOST: Final = 366
MONTHS: Final = (1, 3, 12)
WIDTH: Final = 520


class Ask(QDialog):
    """A dialog with a reason, a sentence that says what will be done, and a button that does it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        """Ask about what stands in the title."""
        super().__init__(parent)
        self.setMinimumWidth(WIDTH)
        self.notices = NoticeBar(theme)
        self.reason = ReasonBox()
        self.fields: dict[str, Field] = {"reason": Field(self.reason)}
        self.save = QPushButton()
        self.save.setProperty("main", True)
        self.summary = Label(wordWrap=True)
        self._title = Heading(1.2)
        self._title.setText(title)
        self._title.setWordWrap(True)

    def lay_out(self, *parts: QWidget) -> None:
        """Put the parts between the title and the summary."""
        card = QFrame()
        card.setProperty("card", True)
        QVBoxLayout(card).addWidget(self.summary)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.check)
        buttons.rejected.connect(self.reject)
        self.save.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        for part in (self._title, self.notices, *parts, self.fields["reason"], card, buttons):
            layout.addWidget(part)

    def check(self) -> None:
        """Ask for the reason where there is none, else do it."""
        reason = self.reason.reason()
        missing = "" if reason else self.tr("Say why; the resident can read it.")
        show_problems(self.fields, {"reason": missing})
        if reason:
            self.notices.put_away()
            self.decide(reason)

    def decide(self, reason: str) -> None:
        """Do it, for a reason."""

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the server is asked."""
        self.save.setEnabled(not is_waiting)


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
        first = QDate(today.year, today.month, today.day)
        self.from_day, self.until_day = QDateEdit(), QDateEdit()
        for edit in (self.from_day, self.until_day):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat(DAY_FORMAT)
            edit.setDateRange(first, first.addDays(DAYS_MOST))
        self.from_day.setDate(first)
        self.fields = {
            "from_day": Field(self.from_day),
            "until_day": Field(self.until_day),
            **self.fields,
        }
        self.presets = [QPushButton() for _ in MONTHS]
        self._months = MONTHS[0]
        days, presets = QWidget(), QWidget()
        across = QHBoxLayout(days)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.fields["from_day"])
        across.addWidget(self.fields["until_day"])
        below = QHBoxLayout(presets)
        below.setContentsMargins(0, 0, 0, 0)
        for button, months in zip(self.presets, MONTHS, strict=True):
            button.clicked.connect(lambda _, months=months: self.reach(months))
            button.setAutoDefault(False)
            below.addWidget(button)
        below.addStretch(1)
        self._write()
        self.lay_out(days, presets)
        self.reach(MONTHS[0])
        self.from_day.dateChanged.connect(self._begin_later)
        self.until_day.dateChanged.connect(lambda _: self._sum_up())
        self.reason.setFocus()

    def _write(self) -> None:
        self.fields["from_day"].name(self.tr("&First day"))
        self.fields["until_day"].name(self.tr("&Last day"))
        self.fields["reason"].name(self.tr("&Reason"), self.tr("The resident can read it."))
        self.reason.offer(
            (
                self.tr("The resident asked at the desk"),
                self.tr("The resident asked by telephone"),
                self.tr("The resident asked in writing"),
            ),
            self.tr("Pick one, or type your own"),
        )
        for button, words in zip(
            self.presets,
            (self.tr("&1 month"), self.tr("&3 months"), self.tr("1 &year")),
            strict=True,
        ):
            button.setText(words)
        self.save.setText(self.tr("&Grant it"))

    def reach(self, months: int) -> None:
        """Grant it for so many calendar months."""
        self._months = months
        last = self.from_day.date().addMonths(months).addDays(-1)
        self.until_day.setDate(min(last, self.until_day.maximumDate()))
        self._sum_up()

    def _begin_later(self) -> None:
        self.until_day.setMinimumDate(self.from_day.date())
        self.reach(self._months)

    def _sum_up(self) -> None:
        self.summary.setText(
            self.tr("{resident} may use “{perk}” from {first} until {last}, both included.").format(
                resident=self._resident,
                perk=self._perk,
                first=day(_day_of(self.from_day)),
                last=day(_day_of(self.until_day)),
            )
        )

    def decide(self, reason: str) -> None:
        """Grant it."""
        self.wanted.emit(_day_of(self.from_day), _day_of(self.until_day), reason)


class RevokeView(Ask):
    """The dialog that revokes.

    Attributes:
        wanted: the reason.
    """

    wanted = Signal(str)

    def __init__(
        self, theme: Theme, resident: str, perk: str, last: date, parent: QWidget | None = None
    ) -> None:
        """Ask for the reason.

        Args:
            theme: of the window.
            resident: the name.
            perk: what was granted.
            last: the last day of the grant.
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
        self.summary.setText(
            self.tr(
                "{resident} may use “{perk}” no longer, instead of until {last}. It can be granted "
                "again."
            ).format(resident=resident, perk=perk, last=day(last))
        )
        self.save.setText(self.tr("Re&voke it"))
        self.lay_out()
        self.reason.setFocus()

    def decide(self, reason: str) -> None:
        """Revoke it."""
        self.wanted.emit(reason)


def _day_of(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
