"""The dialog that records what became of an ongoing deed: it ended, or was proven anew."""

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import Theme
from admin_gui.widgets.forms import Field, Heading, day_of, show_problems
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar
from backend.contracts.deeds import Document, FollowDeed

DAY_FORMAT: Final = "yyyy-MM-dd"
REASON_LENGTH_MAX: Final = 500
AUTHORITY_LENGTH_MAX: Final = 200
NUMBER_LENGTH_MAX: Final = 100


class FollowView(QDialog):
    """The dialog.

    Attributes:
        wanted: the step to record.
    """

    wanted = Signal(object)

    def __init__(
        self, theme: Theme, deed: str, days: tuple[date, date], parent: QWidget | None = None
    ) -> None:
        """Ask what became of a deed.

        Args:
            theme: of the window.
            deed: what it is called.
            days: the first and the last day on which that can have been.
            parent: of the dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("What became of the deed"))
        self.setMinimumWidth(480)
        self.notices = NoticeBar(theme)
        self.ended, self.proven = QRadioButton(), QRadioButton()
        self._kinds = QButtonGroup(self)
        for button in (self.ended, self.proven):
            self._kinds.addButton(button)
        self.on, self.issued_on = _day_edit(days), _day_edit(days)
        self.issued_on.setMinimumDate(QDate(1949, 1, 1))
        self.reason = QLineEdit(maxLength=REASON_LENGTH_MAX)
        self.authority = QLineEdit(maxLength=AUTHORITY_LENGTH_MAX)
        self.number = QLineEdit(maxLength=NUMBER_LENGTH_MAX)
        self.fields = {
            "on": Field(self.on),
            "reason": Field(self.reason),
            "document.authority": Field(self.authority),
            "document.number": Field(self.number),
            "document.issued_on": Field(self.issued_on),
        }
        self.save = QPushButton()
        self.save.setProperty("main", True)
        self._lay_out(deed)
        self.proven.toggled.connect(self._show_kind)
        self.ended.setChecked(True)
        self._write()
        self._show_kind()

    def _lay_out(self, deed: str) -> None:
        heading = Heading(1.2)
        heading.setText(deed)
        heading.setWordWrap(True)
        self._explanation = Label(wordWrap=True)
        self._explanation.setProperty("muted", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        for widget in (heading, self.notices, self.ended, self.proven, self._explanation):
            layout.addWidget(widget)
        for field in self.fields.values():
            layout.addWidget(field)
        layout.addWidget(buttons)

    def _write(self) -> None:
        self.ended.setText(self.tr("It has &ended"))
        self.proven.setText(self.tr("It still lasts, and was &proven anew"))
        self.fields["reason"].name(
            self.tr("&Reason"), self.tr("How that is known; the resident can read it.")
        )
        self.fields["document.authority"].name(self.tr("Issuing &authority"))
        self.fields["document.number"].name(self.tr("Document &number"))
        self.fields["document.issued_on"].name(self.tr("&Issued on"))
        self.save.setText(self.tr("Record it"))

    def _show_kind(self) -> None:
        is_proof = self.proven.isChecked()
        self.fields["on"].name(
            self.tr("&Day of the new proof") if is_proof else self.tr("&Day of its end")
        )
        self._explanation.setText(
            self.tr(
                "A new proof prolongs it, so it needs a document and another person than who "
                "entered it."
            )
            if is_proof
            else self.tr(
                "From its end on, the time runs after which it counts no more. So its end needs a "
                "document and another person than who entered it."
            )
        )
        self.adjustSize()

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the server is asked."""
        self.save.setEnabled(not is_waiting)

    def _check(self) -> None:
        say = self.tr("Write it out.")
        texts = {
            "reason": self.reason,
            "document.authority": self.authority,
            "document.number": self.number,
        }
        missing = {name: "" if line.text().strip() else say for name, line in texts.items()}
        show_problems(self.fields, missing)
        if any(missing.values()):
            return
        paper = Document(
            authority=self.authority.text().strip(),
            number=self.number.text().strip(),
            issued_on=day_of(self.issued_on),
        )
        step = FollowDeed(
            kind="proven" if self.proven.isChecked() else "ended",
            on=day_of(self.on),
            reason=self.reason.text().strip(),
            document=paper,
        )
        self.notices.put_away()
        self.wanted.emit(step)


def _day_edit(days: tuple[date, date]) -> QDateEdit:
    edit = QDateEdit()
    edit.setCalendarPopup(True)
    edit.setDisplayFormat(DAY_FORMAT)
    first, last = (QDate(day.year, day.month, day.day) for day in days)
    edit.setDateRange(first, last)
    edit.setDate(last)
    return edit
