"""One account beside the table: who it is, what it may do, and what can be done with it."""

from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from admin_gui.screens.people.model import (
    Held,
    confirmed_words,
    may_words,
    number_words,
    role_words,
    state_words,
)
from admin_gui.theme import heading_font
from admin_gui.widgets.facts import Facts
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.scrolled import Scrolled
from admin_gui.widgets.words import moment
from admin_gui.workplace import Workplace
from backend.contracts.staff import StaffView

_FACTS: Final = (
    *("name", "role", "department", "provider", "number", "state", "confirmed", "made_at"),
)


class AccountCard(QFrame):
    """The card."""

    def __init__(self, place: Workplace, held: Held) -> None:
        """Show nobody yet."""
        super().__init__()
        self.setProperty("card", True)
        self._place, self._held = place, held
        self._account: StaffView | None = None
        self.change, self.password = QPushButton(), QPushButton()
        self.confirm, self.disable, self.enable = QPushButton(), QPushButton(), QPushButton()
        self._title = Heading(1.25)
        self._title.setWordWrap(True)
        self._facts = Facts(_FACTS)
        self._head = Label()
        self._head.setFont(heading_font(self._head.font(), 1.0))
        self._head.setContentsMargins(0, 10, 0, 0)
        self._may, self._why = Label(wordWrap=True), Label(wordWrap=True)
        self._why.setProperty("muted", True)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QFrame()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 12)
        column.setSpacing(8)
        for widget in (self._title, self._facts, self._head, self._may):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = Scrolled(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 8, 18, 14)
        foot.setSpacing(8)
        across = QHBoxLayout()
        across.addWidget(self.change)
        across.addWidget(self.password)
        foot.addWidget(self._why)
        foot.addWidget(self.confirm)
        foot.addLayout(across)
        foot.addWidget(self.disable)
        foot.addWidget(self.enable)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addLayout(foot)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.area.setAccessibleName(self.tr("The account in detail"))
        for name, words in (
            ("name", self.tr("Signs in as")),
            ("role", self.tr("Role")),
            ("department", self.tr("Department")),
            ("provider", self.tr("Provider")),
            ("number", self.tr("Own number")),
            ("state", self.tr("State")),
            ("confirmed", self.tr("Confirmed")),
            ("made_at", self.tr("Made")),
        ):
            self._facts.call(name, words)
        self._head.setText(self.tr("What it may do"))
        self.change.setText(self.tr("&Change…"))
        self.change.setToolTip("Ctrl+E")
        self.password.setText(self.tr("New &password…"))
        self.confirm.setText(self.tr("Con&firm the account…"))
        self.disable.setText(self.tr("D&isable…"))
        self.enable.setText(self.tr("&Enable again"))
        self.draw()

    def show_account(self, account: StaffView) -> None:
        """Show an account."""
        self._account = account
        self.draw()

    def draw(self) -> None:
        """Show it as it is known now."""
        account = self._account
        if account is None:
            return
        self._title.setText(account.full_name)
        self._facts.say("name", account.name)
        self._facts.say("role", role_words(account))
        is_counter = account.provider is not None
        self._facts.say("department", "" if is_counter else self._held.now.name(account.department))
        self._facts.say(
            "provider", self._held.providers.name(account.provider) if is_counter else ""
        )
        self._facts.say("number", number_words(account))
        self._facts.say("state", state_words(self._place, account))
        self._facts.say("confirmed", confirmed_words(account))
        self._facts.say("made_at", moment(self._place.shown(account.made_at)))
        self._may.setText(may_words(account.role, is_machine=account.is_machine))
        self._allow(account)
        self.area.setAccessibleDescription(
            f"{account.full_name}. {self._facts.words()}. {self._may.text()} {self._why.text()}"
        )

    def _allow(self, account: StaffView) -> None:
        may_edit = self._place.may("edit-staff")
        is_own = account.id == self._place.account.id
        is_disabled = account.disabled_at is not None
        is_mine = account.handed_by == self._place.account.id
        self.confirm.setVisible(may_edit and account.handed_by is not None)
        self.confirm.setEnabled(not is_own and not is_mine)
        self.change.setVisible(may_edit)
        self.password.setVisible(may_edit)
        self.disable.setVisible(may_edit and not is_disabled)
        self.enable.setVisible(may_edit and is_disabled)
        for button in (self.password, self.disable, self.enable):
            button.setEnabled(not is_own)
        if not may_edit:
            self._why.setText(self.tr("You may read accounts; administrators change them."))
        elif is_own:
            self._why.setText(
                self.tr(
                    "This is your own account. Another administrator disables it or changes its "
                    "role; your password you change yourself, in the menu File."
                )
            )
        elif is_mine:
            self._why.setText(
                self.tr("You handed this account out. Another administrator confirms it.")
            )
        else:
            self._why.setText("")
        self._why.setVisible(bool(self._why.text()))
