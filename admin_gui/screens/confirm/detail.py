"""One deed of the queue, with all that the second person needs to decide."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.confirm.model import (
    MERIT,
    Known,
    direction_words,
    document_words,
    item_of,
    own_words,
    why_words,
)
from admin_gui.theme import heading_font
from admin_gui.widgets.facts import Facts
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.scrolled import Scrolled
from admin_gui.widgets.standing import Standing
from admin_gui.widgets.words import day, grade_word, label, moment
from admin_gui.workplace import Workplace
from backend.contracts.cities import DeedTypeView
from backend.contracts.deeds import AwaitingItem, AwaitingView

WIDTH_LEAST: Final = 346
_BASICS: Final = ("occurred_on", "grade", "quantity", "number", "department", "recorded_at", "why")
_PROOF: Final = ("document", "account")
_WORTH: Final = ("price", "lifetime", "severity", "law")


class Detail(QFrame):
    """The card beside the queue."""

    def __init__(self, place: Workplace) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setProperty("card", True)
        self._place = place
        self._known = Known()
        self._item: AwaitingItem | None = None
        self._view: AwaitingView | None = None
        self._problem: str | None = None
        self._is_second_look = False
        self.confirm, self.refuse = QPushButton(), QPushButton()
        self.again = QPushButton()
        self.confirm.setProperty("main", True)
        self._lay_out()

    def _lay_out(self) -> None:
        self._title = Heading(1.25)
        self._title.setWordWrap(True)
        self._direction = Label()
        self._direction.setFont(heading_font(self._direction.font(), 1.0))
        self._locked = Standing(self._place.theme, "warn", "lock")
        self._facts, self._proof, self._worth = Facts(_BASICS), Facts(_PROOF), Facts(_WORTH)
        self._heads = [Label() for _ in range(3)]
        self._unread = Label(wordWrap=True)
        self._after = Label(wordWrap=True)
        self.area = Scrolled(self._inside())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addWidget(self._foot())

    def _inside(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 12)
        column.setSpacing(8)
        for above in (self._title, self._direction, self._locked, self._facts, self._unread):
            column.addWidget(above)
        column.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignLeft)
        for head, below in zip(self._heads, (self._proof, self._worth, self._after), strict=True):
            head.setFont(heading_font(head.font(), 1.0))
            head.setContentsMargins(0, 10, 0, 0)
            column.addWidget(head)
            column.addWidget(below)
        column.addStretch(1)
        return inside

    def _foot(self) -> QWidget:
        foot = self._buttons = QWidget()
        across = QHBoxLayout(foot)
        across.setContentsMargins(18, 10, 18, 14)
        across.addWidget(self.confirm)
        across.addWidget(self.refuse)
        across.addStretch(1)
        return foot

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.area.setAccessibleName(self.tr("The deed in detail"))
        self._name_buttons()
        self.again.setText(self.tr("Try again"))
        self._widen()
        names = {
            "occurred_on": self.tr("Happened"),
            "grade": self.tr("Grade"),
            "quantity": self.tr("Quantity"),
            "number": self.tr("Resident"),
            "department": self.tr("Department"),
            "recorded_at": self.tr("Entered"),
            "why": self.tr("Why"),
            "document": self.tr("Document"),
            "account": self.tr("Account"),
            "price": self.tr("Price"),
            "lifetime": self.tr("Counts for"),
            "severity": self.tr("Severity"),
            "law": self.tr("Law"),
        }
        for facts, held in ((self._facts, _BASICS), (self._proof, _PROOF), (self._worth, _WORTH)):
            for name in held:
                facts.call(name, names[name])
        self._draw()

    def _name_buttons(self) -> None:
        if self._is_second_look:
            names = (self.tr("It &stands (Ctrl+Enter)"), self.tr("Annu&l… (Ctrl+R)"))
            aloud = (self.tr("Let the deed stand"), self.tr("Annul the deed"))
        else:
            names = (self.tr("&Confirm (Ctrl+Enter)"), self.tr("&Refuse… (Ctrl+R)"))
            aloud = (self.tr("Confirm the deed"), self.tr("Refuse the deed"))
        for button, name, spoken in zip((self.confirm, self.refuse), names, aloud, strict=True):
            button.setText(name)
            button.setAccessibleName(spoken)

    def show_as(self, *, is_second_look: bool) -> None:
        """Speak of a deed that waits, or of one that counts and is looked at again."""
        if is_second_look != self._is_second_look:
            self._is_second_look = is_second_look
            self._name_buttons()
            self._widen()
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Only now it is known how wide the style draws the buttons."""
        super().showEvent(event)
        self._widen()

    def _widen(self) -> None:
        """Leave room for the buttons, whatever the language calls them."""
        for button in (self.confirm, self.refuse):
            button.ensurePolished()
            button.setMinimumWidth(button.sizeHint().width())
        self.setMinimumWidth(max(WIDTH_LEAST, self._buttons.minimumSizeHint().width() + 2))

    def know(self, known: Known) -> None:
        """Take the words for what a deed says."""
        self._known = known
        self._draw()

    def show_item(self, item: AwaitingItem) -> None:
        """Show what the queue tells of a deed, before it is looked at."""
        self._item, self._view, self._problem = item, None, None
        self._draw()
        self.area.verticalScrollBar().setValue(0)

    def show_view(self, view: AwaitingView) -> None:
        """Show all of a deed."""
        self._item, self._view, self._problem = item_of(view), view, None
        self._draw()

    def fail(self, sentence: str) -> None:
        """Say why it could not be read."""
        self._problem = sentence
        self._draw()

    def allow(self, *, may_decide: bool) -> None:
        """Let the buttons be pressed, or not."""
        self.confirm.setEnabled(may_decide)
        self.refuse.setEnabled(may_decide)

    def _draw(self) -> None:
        item, view = self._item, self._view
        if item is None:
            return
        self._title.setText(label(item.label_en, item.label_zh))
        self._direction.setText(direction_words(item.direction))
        _sign(self._direction, "good" if item.direction == MERIT else "bad")
        self._locked.say(own_words())
        self._locked.setVisible(item.is_own)
        self._facts.say("occurred_on", day(item.occurred_on))
        self._facts.say("department", self._known.department(item.department))
        self._facts.say("recorded_at", moment(self._place.shown(item.recorded_at)))
        self._facts.say("grade", grade_word(view.grade) if view is not None and view.grade else "")
        self._facts.say("why", why_words(view.why) if view is not None else "")
        self._facts.say("number", view.number if view is not None else "")
        self._facts.say(
            "quantity", self._known.quantity(view.quantity, view.unit) if view is not None else ""
        )
        self._draw_proof(view)
        self._draw_worth(item)
        self._draw_after(item)
        self.area.setAccessibleDescription(self.words())

    def _draw_proof(self, view: AwaitingView | None) -> None:
        self._heads[0].setText(self.tr("What it rests on"))
        for widget in (self._heads[0], self._proof):
            widget.setVisible(view is not None)
        self.again.setVisible(self._problem is not None)
        self._unread.setVisible(view is None)
        _sign(self._unread, "bad" if self._problem is not None else "")
        self._unread.setText(
            self.tr("⚠ It could not be read. {sentence}").format(sentence=self._problem)
            if self._problem is not None
            else self.tr(
                "Stay on this deed, or press Enter, to read what it rests on. That look is logged."
            )
        )
        if view is not None:
            self._proof.say("document", document_words(view.document))
            self._proof.say("account", view.account or "")

    def _draw_worth(self, item: AwaitingItem) -> None:
        self._heads[1].setText(self.tr("What it is worth"))
        priced = self._known.deed_types.get(item.deed_type)
        if priced is None:
            words = self.tr("The scheme in force does not price it.") if self._known.units else "…"
            for name in _WORTH:
                self._worth.say(name, words if name == "price" else "")
            return
        self._worth.say("price", label(priced.price_en, priced.price_zh))
        self._worth.say("lifetime", label(priced.lifetime_en, priced.lifetime_zh))
        self._worth.say("severity", severity_words(priced))
        self._worth.say("law", label(priced.law_en or "", priced.law_zh or ""))

    def _draw_after(self, item: AwaitingItem) -> None:
        if self._is_second_look:
            self._heads[2].setText(self.tr("If it does not stand"))
            self._after.setText(
                self.tr(
                    "It counts already, and goes on to count if it stands. Annulled, it counts no "
                    "more, and the resident reads why. This cannot be undone here."
                )
            )
            return
        self._heads[2].setText(self.tr("If you confirm it"))
        city = self._place.city
        if item.direction == MERIT:
            self._after.setText(self.tr("It counts at once. This cannot be undone here."))
            return
        counts_from = first_day(self._place.today, city.notice_days)
        self._after.setText(
            self.tr(
                "The resident is told at once and can object. It counts from {day}, after %n "
                "day(s) of notice. This cannot be undone here.",
                "",
                city.notice_days,
            ).format(day=day(counts_from))
        )

    def words(self) -> str:
        """All that is shown, to be read aloud."""
        parts = (
            self._title.text(),
            self._direction.text(),
            own_words() if self._item is not None and self._item.is_own else "",
            self._facts.words(),
            self._proof.words() if self._view is not None else self._unread.text(),
            self._worth.words(),
            self._after.text(),
        )
        return ". ".join(part for part in parts if part)


def first_day(today: Callable[[], date], notice_days: int) -> date:
    """The first day on which a demerit confirmed today counts."""
    return today() + timedelta(days=notice_days)


def severity_words(priced: DeedTypeView) -> str:
    """How severe a demerit is, in words; empty for a merit."""
    words = {
        "general": QCoreApplication.translate("Confirm", "general"),
        "serious": QCoreApplication.translate("Confirm", "serious"),
    }
    return words.get(priced.severity or "", priced.severity or "")


def _sign(words: QLabel, sign: str) -> None:
    words.setProperty("sign", sign)
    words.style().unpolish(words)
    words.style().polish(words)
