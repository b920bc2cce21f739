"""Edits of accounts: asks for what is needed, sends it, and says what came of it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from admin_gui.client.errors import ClientError
from admin_gui.screens.people.account_form import AccountForm, Typed
from admin_gui.screens.people.model import Held, role_words, state_words
from admin_gui.screens.people.password_sheet import PasswordSheet
from admin_gui.widgets.words import label
from admin_gui.workplace import Workplace
from backend.contracts.staff import (
    NewMachine,
    NewStaff,
    StaffChange,
    StaffPassword,
    StaffRole,
    StaffView,
)

STALE: Final = "version-stale"
OWN: Final = "own-account"
_ROLES: Final[dict[str, StaffRole]] = {
    "collector": "collector",
    "officer": "officer",
    "administrator": "administrator",
    "auditor": "auditor",
    "counter": "counter",
}


class Edits(QObject):
    """The edits.

    Attributes:
        made: an account is new.
        changed: an account is other than it was, or was read again.
    """

    made = Signal(object)
    changed = Signal(object)

    def __init__(self, place: Workplace, held: Held, parent: QWidget) -> None:
        """Begin without a dialog.

        Args:
            place: whose client is asked.
            held: departments and providers to choose from.
            parent: of the dialogs.
        """
        super().__init__(parent)
        self._place, self._held, self._window = place, held, parent

    def new(self) -> None:
        """Ask for a new account, and make it."""
        form = self._form(None)

        def make(typed: Typed) -> None:
            self._place.ask(
                form,
                lambda: self._make(typed),
                done,
                form.refuse,
            )

        def done(made: StaffPassword) -> None:
            form.accept()
            self.made.emit(made.account)
            self._show_password(made)

        form.wanted.connect(make)
        form.open()

    def _make(self, typed: Typed) -> StaffPassword:
        staff, city = self._place.client.staff, self._place.city.code
        if typed.is_machine:
            machine = NewMachine(
                name=typed.name, full_name=typed.full_name, department=typed.department or ""
            )
            return staff.create_machine(city, machine)
        person = NewStaff(
            name=typed.name,
            full_name=typed.full_name,
            role=_ROLES[typed.role],
            department=typed.department,
            provider=typed.provider,
            number=typed.number,
        )
        return staff.create(city, person)

    def change(self, account: StaffView) -> None:
        """Ask what an account is to be, and make it so."""
        form = self._form(account)
        # Whoever changes it meanwhile gives it another version.
        known = [account]

        def save(typed: Typed) -> None:
            change = StaffChange(
                full_name=typed.full_name,
                role=_ROLES[typed.role],
                department=typed.department,
                provider=typed.provider,
                number=typed.number,
            )
            client, city, now = self._place.client, self._place.city.code, known[-1]
            self._place.ask(form, lambda: client.staff.change(city, now, change), done, failed)

        def done(changed: StaffView) -> None:
            form.accept()
            self.changed.emit(changed)
            sentence = self.tr("The account of {name} is changed.").format(name=changed.full_name)
            if _post(changed) != _post(account):
                sentence += " " + self.tr("Its sessions have ended.")
            self._place.tell("good", sentence)

        def failed(error: ClientError) -> None:
            if error.kind == STALE:
                self._read_again(account, again, form.refuse)
            else:
                form.refuse(error)

        def again(now: StaffView) -> None:
            known.append(now)
            form.wait(is_waiting=False)
            form.tell("warn", self._meanwhile(now))

        form.wanted.connect(save)
        form.open()

    def _meanwhile(self, now: StaffView) -> str:
        return self.tr(
            "Somebody changed this account meanwhile. It is now: {full_name}, {role}, {place}, "
            "{state}. What you typed is kept; save again to put it in place of that."
        ).format(
            full_name=now.full_name,
            role=role_words(now),
            place=self._held.place_of(now),
            state=state_words(self._place, now),
        )

    def disable(self, account: StaffView) -> None:
        """Ask whether an account is to be disabled, and do it."""
        client, city = self._place.client, self._place.city.code
        self._ask(
            self.tr("Disable the account of {name}?").format(name=account.full_name),
            self.tr(
                "Its sessions end at once, and nobody can sign in with it until it is enabled "
                "again. What was entered with it stays."
            ),
            self.tr("Disable it"),
            lambda: self._edit(
                account,
                lambda: client.staff.disable(city, account),
                self.tr("The account of {name} is disabled."),
            ),
        )

    def enable(self, account: StaffView) -> None:
        """Let somebody sign in again."""
        client, city = self._place.client, self._place.city.code
        self._edit(
            account,
            lambda: client.staff.enable(city, account),
            self.tr("The account of {name} is enabled, with the password it had."),
        )

    def confirm(self, account: StaffView) -> None:
        """Ask whether somebody else works with an account, and say so to the server."""
        client, city = self._place.client, self._place.city.code
        self._ask(
            self.tr("Confirm the account of {name}?").format(name=account.full_name),
            self.tr(
                "Confirm it if you know who works with it, and that it is not the administrator "
                "who handed it out. From then on it counts as a person of its own where two are "
                "needed. Its holder has to have changed the password first."
            ),
            self.tr("Confirm it"),
            lambda: self._edit(
                account,
                lambda: client.staff.confirm(city, account),
                self.tr("The account of {name} is confirmed."),
            ),
        )

    def _edit(self, account: StaffView, work: Callable[[], StaffView], said: str) -> None:
        def done(changed: StaffView) -> None:
            self.changed.emit(changed)
            self._place.tell("good", said.format(name=changed.full_name))

        self._place.ask(self, work, done, lambda error: self._failed(account, error))

    def reset_password(self, account: StaffView) -> None:
        """Ask whether an account is to have another password, and show it this once."""
        client, city = self._place.client, self._place.city.code

        def done(made: StaffPassword) -> None:
            self.changed.emit(made.account)
            self._show_password(made)

        self._ask(
            self.tr("Give {name} a new password?").format(name=account.full_name),
            self.tr("The present one stops working at once, and the account's sessions end."),
            self.tr("Make a new one"),
            lambda: self._place.ask(
                self,
                lambda: client.staff.reset_password(city, account),
                done,
                lambda error: self._failed(account, error),
            ),
        )

    def _failed(self, account: StaffView, error: ClientError) -> None:
        if error.kind == STALE:
            self._read_again(
                account, self._tell_stale, lambda why: self._place.tell("bad", why.sentence)
            )
        elif error.kind == OWN:
            self._place.tell(
                "bad",
                self.tr("This is your own account. Ask another administrator to do this for you."),
            )
        else:
            self._place.tell("bad", error.sentence)

    def _tell_stale(self, now: StaffView) -> None:
        sentence = self.tr(
            "Somebody changed the account of {name} meanwhile, so nothing was done. It is read "
            "again: look at it, then repeat what you wanted."
        )
        self._place.tell("warn", sentence.format(name=now.full_name))

    def _read_again(
        self,
        account: StaffView,
        then: Callable[[StaffView], None],
        failed: Callable[[ClientError], None],
    ) -> None:
        client, city = self._place.client, self._place.city.code

        def read(now: StaffView) -> None:
            self.changed.emit(now)
            then(now)

        self._place.ask(self, lambda: client.staff.one(city, account.id), read, failed)

    def _form(self, account: StaffView | None) -> AccountForm:
        return AccountForm(
            self._place.theme,
            self._held,
            account,
            is_own=account is not None and account.id == self._place.account.id,
            parent=self._window,
        )

    def _show_password(self, made: StaffPassword) -> None:
        city = self._place.city
        name = label(city.name_en, city.name_zh)
        sheet = PasswordSheet(self._place.theme, made, name, self._window)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _ask(self, question: str, more: str, button: str, then: Callable[[], None]) -> None:
        """Ask before something that ends sessions, or vouches for somebody."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Please confirm"))
        box.setText(question)
        box.setInformativeText(more)
        yes = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.buttonClicked.connect(lambda clicked: then() if clicked is yes else None)
        box.finished.connect(box.deleteLater)
        box.open()


def _post(account: StaffView) -> tuple[str, str | None, str | None]:
    """What ends an account's sessions when it changes."""
    return account.role, account.department, account.provider
