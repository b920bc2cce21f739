"""The dialog in which an account is made or changed."""

from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.client.errors import ClientError
from admin_gui.refusals import show_refusal
from admin_gui.screens.people.model import (
    COLLECTOR,
    COUNTER,
    ROLES,
    WITH_DEPARTMENT,
    Held,
    may_words,
)
from admin_gui.theme import Theme
from admin_gui.widgets.forms import Field, on_edit, show_problems
from admin_gui.widgets.notice import Notice, NoticeBar
from admin_gui.widgets.words import word
from backend.contracts.staff import StaffView

WIDTH = 500
NAME_MOST = 64
FULL_NAME_MOST = 100
NUMBER_MOST = 40


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed.

    Attributes:
        number: the person's own; empty to forget the one that is kept, none to leave it.
    """

    is_machine: bool
    name: str
    full_name: str
    role: str
    department: str | None
    provider: str | None
    number: str | None


class AccountForm(QDialog):
    """The dialog.

    Attributes:
        wanted: what was typed, to be saved.
    """

    wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        held: Held,
        account: StaffView | None,
        *,
        is_own: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for a new account, or for what an account is to be.

        Args:
            theme: of its notices.
            held: departments and providers to choose from.
            account: that is changed; none for a new one.
            is_own: whose it is, changes only how it is called.
            parent: of the dialog.
        """
        super().__init__(parent)
        self._account, self._is_own = account, is_own
        self._is_warned = False
        self.setMinimumWidth(WIDTH)
        self.setWindowTitle(
            self.tr("New account") if account is None else self.tr("Change the account")
        )
        self.notices = NoticeBar(theme)
        self.person, self.machine = QRadioButton(), QRadioButton()
        self.name = QLineEdit(maxLength=NAME_MOST)
        self.full_name = QLineEdit(maxLength=FULL_NAME_MOST)
        self.role, self.department, self.provider = QComboBox(), QComboBox(), QComboBox()
        self.number, self.forget = QLineEdit(maxLength=NUMBER_MOST), QCheckBox()
        self.fields = {
            "full_name": Field(self.full_name),
            "name": Field(self.name),
            "role": Field(self.role),
            "department": Field(self.department),
            "provider": Field(self.provider),
            "number": Field(self.number),
        }
        self.save = QPushButton(
            self.tr("Make the account") if account is None else self.tr("Save the change")
        )
        self.save.setProperty("main", True)
        self.save.setDefault(True)
        self._fill(held)
        self._lay_out()
        self._show_kind()
        self._follow()
        self.full_name.setFocus()

    def _fill(self, held: Held) -> None:
        for role in ROLES:
            self.role.addItem(word(role), role)
        self.department.addItem(self.tr("No department"), None)
        for code, words in held.now.choices():
            self.department.addItem(words, code)
        for name, words in held.providers.choices():
            self.provider.addItem(words, name)
        self.provider.setPlaceholderText(self.tr("Choose a provider"))
        self.provider.setCurrentIndex(-1)
        self.person.setText(self.tr("A &person"))
        self.machine.setText(self.tr("A department's s&ystem, which enters deeds by itself"))
        self.person.setChecked(True)
        account = self._account
        if account is not None:
            self.machine.setChecked(account.is_machine)
            self.name.setText(account.name)
            self.full_name.setText(account.full_name)
            self.role.setCurrentIndex(self.role.findData(account.role))
            self.department.setCurrentIndex(max(self.department.findData(account.department), 0))
            self.provider.setCurrentIndex(self.provider.findData(account.provider))
        self.forget.setText(self.tr("F&orget the number that is kept"))
        self.forget.toggled.connect(self._show_number)
        self.person.toggled.connect(lambda _: self._show_kind())
        self.role.currentIndexChanged.connect(lambda _: self._show_role())

    def _lay_out(self) -> None:
        kinds = QHBoxLayout()
        self._kinds = QButtonGroup(self)
        for button in (self.person, self.machine):
            self._kinds.addButton(button)
            kinds.addWidget(button)
            if self._account is not None:
                button.hide()
        kinds.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.notices)
        layout.addLayout(kinds)
        for field in self.fields.values():
            layout.addWidget(field)
        layout.addWidget(self.forget)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def _follow(self) -> None:
        """What is wrong with a field is so no more once it is changed."""
        for field in self.fields.values():
            on_edit(field.editor, partial(field.set_problem, ""))

    def _show_kind(self) -> None:
        is_machine = self.machine.isChecked()
        if is_machine:
            self.role.setCurrentIndex(self.role.findData(COLLECTOR))
        self.role.setEnabled(not is_machine and not self._is_own)
        self.name.setReadOnly(self._account is not None)
        self.name.setEnabled(self._account is None)
        self.fields["full_name"].name(
            self.tr("&Full name"),
            self.tr("What the system is, such as “Library counter, east hall”.")
            if is_machine
            else self.tr("As colleagues write it."),
        )
        self.fields["name"].name(
            self.tr("&Signs in as"),
            self.tr("It stays as it was made.")
            if self._account is not None
            else self.tr("Letters, digits and . _ - @ +; such as chen.jing. It cannot be changed."),
        )
        self._show_role()
        self._show_number()

    def _show_role(self) -> None:
        role, is_machine = str(self.role.currentData()), self.machine.isChecked()
        hint = may_words(role, is_machine=is_machine)
        if self._is_own:
            hint = self.tr("Another administrator changes your role and department.")
        self.fields["role"].name(self.tr("&Role"), hint)
        may_have = role in WITH_DEPARTMENT and not self._is_own
        self.department.setEnabled(may_have)
        if role not in WITH_DEPARTMENT:
            self.department.setCurrentIndex(0)
        self.fields["department"].name(self.tr("&Department"), self._department_hint(role))
        self.fields["department"].setVisible(role != COUNTER)
        self.fields["provider"].setVisible(role == COUNTER)
        self.provider.setEnabled(not self._is_own)
        self.fields["provider"].name(
            self.tr("Pro&vider"), self.tr("Whose perks are booked with this account.")
        )

    def _show_number(self) -> None:
        """Whose number it is: a person's, and of one's own account only once."""
        is_kept = self._account is not None and self._account.is_linked
        is_person, is_closed = not self.machine.isChecked(), is_kept and self._is_own
        self.fields["number"].setVisible(is_person)
        self.forget.setVisible(is_person and is_kept and not self._is_own)
        self.number.setEnabled(not is_closed and not self.forget.isChecked())
        if not self.number.isEnabled():
            self.number.clear()
        self.fields["number"].name(self.tr("&Identity card number"), self._number_hint(is_kept))

    def _number_hint(self, is_kept: bool) -> str:  # noqa: FBT001 - one fact of the account
        if is_kept and self._is_own:
            return self.tr("Your number is kept. Another administrator changes it.")
        if is_kept:
            return self.tr("A number is kept, hashed. Leave this empty to leave it as it is.")
        return self.tr(
            "May be left empty. Kept hashed and never shown again; with it, the person's own file "
            "as a resident is closed to this account."
        )

    def _department_hint(self, role: str) -> str:
        if role == COLLECTOR:
            return self.tr("Whose deeds are entered with this account.")
        if role in WITH_DEPARTMENT:
            return self.tr("Only for an officer who enters deeds, too.")
        return self.tr("This role enters no deeds, and has none.")

    def typed(self) -> Typed:
        """What was typed."""
        department, role = self.department.currentData(), str(self.role.currentData())
        provider = self.provider.currentData() if role == COUNTER else None
        number = "" if self.forget.isChecked() else self.number.text().strip() or None
        return Typed(
            is_machine=self.machine.isChecked(),
            name=self.name.text().strip(),
            full_name=self.full_name.text().strip(),
            role=role,
            department=None if department is None else str(department),
            provider=None if provider is None else str(provider),
            number=None if self.machine.isChecked() else number,
        )

    def wait(self, *, is_waiting: bool) -> None:
        """Let nothing be saved while the server is asked."""
        self.save.setEnabled(not is_waiting)

    def refuse(self, error: ClientError) -> None:
        """Say why it was not saved."""
        self.wait(is_waiting=False)
        show_refusal(self, error)

    def tell(self, kind: str, sentence: str) -> None:
        """Say something above the fields."""
        self.notices.tell(Notice(kind=kind, sentence=sentence), stays=True)

    def reject(self) -> None:
        """Close; where something typed would be lost, only when asked twice."""
        if self._is_changed() and not self._is_warned:
            self._is_warned = True
            self.tell("warn", self.tr("What you typed is not saved. Close once more to drop it."))
            return
        super().reject()

    def _is_changed(self) -> bool:
        typed, account = self.typed(), self._account
        if account is None:
            return bool(typed.name or typed.full_name or typed.number)
        is_other = (typed.full_name, typed.role, typed.department, typed.provider) != (
            account.full_name,
            account.role,
            account.department,
            account.provider,
        )
        return is_other or typed.number is not None

    def _check(self) -> None:
        typed = self.typed()
        missing = {
            "full_name": "" if typed.full_name else self.tr("Type a name."),
            "name": "" if typed.name else self.tr("Type what one signs in with."),
            "department": self.tr("Choose a department: a collector enters its deeds.")
            if typed.role == COLLECTOR and typed.department is None
            else "",
            "provider": self.tr("Choose a provider: a counter is the desk of one.")
            if typed.role == COUNTER and typed.provider is None
            else "",
        }
        show_problems(self.fields, missing)
        if not any(missing.values()):
            self.notices.put_away()
            self.wait(is_waiting=True)
            self.wanted.emit(typed)
