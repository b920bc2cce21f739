"""All about one deed on this machine, with its last problem in full."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from admin_gui.outbox.items import Item
from admin_gui.screens.outbox.model import (
    amount_of,
    deed_name,
    may_retry,
    may_withdraw,
    shown_number,
)
from admin_gui.widgets.facts import Facts
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.scrolled import Scrolled
from admin_gui.widgets.words import day, listed, word
from backend.contracts.cities import DeedTypes

FACTS: Final = ("state", "number", "day", "amount", "document", "account")
COURSE: Final = ("saved", "attempts", "next", "settled", "receipt", "corrected")


class Detail(QFrame):
    """The pane."""

    def __init__(self) -> None:
        """Of no deed."""
        super().__init__()
        self.setProperty("card", True)
        self._title = Heading(1.15)
        self._title.setWordWrap(True)
        self._problem = Label(wordWrap=True)
        self._problem.setProperty("fault", True)
        self._problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts, self._course = Facts(FACTS), Facts(COURSE)
        self.reveal = QPushButton()
        self.reveal.setCheckable(True)
        self.correct, self.retry, self.withdraw = QPushButton(), QPushButton(), QPushButton()
        self.correct.setProperty("main", True)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QFrame()
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 6, 0)
        within.setSpacing(8)
        facts = QHBoxLayout()
        facts.setSpacing(24)
        for half in (self._facts, self._course):
            facts.addWidget(half, 1, Qt.AlignmentFlag.AlignTop)
        for label in (self._title, self._problem):
            within.addWidget(label)
        within.addLayout(facts)
        within.addStretch(1)
        scroll = Scrolled(inside, takes_keyboard=False)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self.correct, self.retry, self.withdraw, self.reveal):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 12, 14, 12)
        layout.setSpacing(14)
        layout.addWidget(scroll, 1)
        layout.addLayout(buttons)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        names = {
            "state": self.tr("State"),
            "number": self.tr("Resident"),
            "day": self.tr("Day"),
            "amount": self.tr("Grade or quantity"),
            "document": self.tr("Document"),
            "account": self.tr("What happened"),
            "saved": self.tr("Saved"),
            "attempts": self.tr("Tries"),
            "next": self.tr("Next try"),
            "settled": self.tr("Settled"),
            "receipt": self.tr("Receipt"),
            "corrected": self.tr("Corrected by"),
        }
        for name, words in names.items():
            self._half(name).call(name, words)
        self.correct.setText(self.tr("&Correct it…"))
        self.retry.setText(self.tr("Send it &again"))
        self.withdraw.setText(self.tr("Take it &back"))
        self.reveal.setText(self.tr("Show the &number"))

    def show_item(
        self,
        item: Item | None,
        deed_types: DeedTypes | None,
        time: Callable[[datetime | None], str],
    ) -> None:
        """Show a deed, or that none is picked."""
        self.correct.setVisible(item is not None and item.state == "refused")
        self.retry.setVisible(item is not None and may_retry(item))
        self.withdraw.setVisible(item is not None and may_withdraw(item))
        self.reveal.setVisible(item is not None)
        for half in (self._facts, self._course):
            half.setVisible(item is not None)
        if item is None:
            self._title.setText(self.tr("Pick a deed to see all of it"))
            self._problem.hide()
            return
        self._title.setText(deed_name(deed_types, item.content.deed_type))
        self._show_problem(item)
        self._facts.say("state", word(item.state))
        self._facts.say("number", shown_number(item, is_whole=self.reveal.isChecked()))
        self._facts.say("day", day(item.content.occurred_on))
        self._facts.say("amount", amount_of(item, deed_types))
        self._show_papers(item)
        self._course.say("saved", time(item.saved_at))
        self._course.say("attempts", str(item.attempts))
        self._course.say("next", time(item.next_try_at))
        self._course.say("settled", time(item.settled_at))
        receipt = item.receipt
        self._course.say(
            "receipt",
            f"{time(receipt.recorded_at)}, {word(receipt.state)}" if receipt else "",
        )
        self._course.say("corrected", str(item.corrected_by or ""))

    def _half(self, name: str) -> Facts:
        return self._facts if name in FACTS else self._course

    def _show_papers(self, item: Item) -> None:
        document = item.content.document
        parts = (document.authority, document.number, day(document.issued_on)) if document else ()
        self._facts.say("document", listed(parts))
        self._facts.say("account", item.content.account or "")

    def _show_problem(self, item: Item) -> None:
        lines = dict.fromkeys([item.sentence, *item.fields.values()])
        text = "\n".join(f"⚠ {line}" for line in lines if line)
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.setAccessibleName(f"{self._title.text()} {text}".strip())

    def words(self) -> str:
        """All that it says."""
        halves = f"{self._facts.words()}; {self._course.words()}"
        return f"{self._title.text()}; {self._problem.text()}; {halves}"
