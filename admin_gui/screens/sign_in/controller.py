"""Signs in: asks the server for its cities, then for a session, and says what stands in the way."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from admin_gui.client.errors import ClientError
from admin_gui.clock import SKEW_SECONDS_MOST
from admin_gui.gate import FormerPasswordError, Found, Gate, Post, SignInForm
from admin_gui.outbox.errors import OutboxError, WrongPasswordError
from admin_gui.refusals import refuse_fields, show_refusal
from admin_gui.screens.sign_in.set_up_view import SetUpView
from admin_gui.screens.sign_in.view import SignInView
from admin_gui.settings import ADDRESS_DEFAULT, Memory, Options
from admin_gui.tasks import Tasks
from admin_gui.theme import Theme
from admin_gui.widgets.forms import show_problems
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.words import label, language_in_use
from backend.contracts.cities import CityHeading
from backend.contracts.sessions import Setup

# Asked when nothing was typed for this long.
LOOK_AFTER_MS: Final = 500
SECONDS_A_MINUTE: Final = 60


class SignIn(QObject):
    """The controller.

    Attributes:
        entered: where work begins.
    """

    entered = Signal(object)

    def __init__(
        self, gate: Gate, tasks: Tasks, memory: Memory, theme: Theme, options: Options
    ) -> None:
        """Make the page; `begin` shows it."""
        self.view = SignInView(theme)
        super().__init__(self.view)
        self._gate, self._tasks, self._memory = gate, tasks, memory
        self._city = options.city or memory.text("city")
        self._cities: tuple[CityHeading, ...] = ()
        self.view.address.setText(options.server or memory.text("server", ADDRESS_DEFAULT))
        self.view.name.setText(memory.text("name"))
        self._looking = QTimer(self, interval=LOOK_AFTER_MS, singleShot=True)
        self._looking.timeout.connect(self._look)
        self.view.address.textEdited.connect(lambda _: self._looking.start())
        self.view.enter.clicked.connect(lambda: self._enter(sets_aside=False))
        self.view.aside.clicked.connect(lambda: self._enter(sets_aside=True))
        self.view.set_up.clicked.connect(self._set_up)
        self.view.language_wanted.connect(lambda _: QTimer.singleShot(0, self, self._speak))

    def begin(self, sentence: str) -> None:
        """Look for the server, and say why one is here again."""
        if sentence:
            self.view.notices.tell(Notice(kind="info", sentence=sentence))
        self._show_cities(self._kept_cities())
        self._look()
        (self.view.password if self.view.name.text() else self.view.name).setFocus()

    def _kept_cities(self) -> tuple[CityHeading, ...]:
        """The city of last time, so that one can sign in while the server is away."""
        if not self._city:
            return ()
        return (
            CityHeading(
                code=self._city,
                name_en=self._memory.text("city_en", self._city),
                name_zh=self._memory.text("city_zh", self._city),
                languages=(),
                scheme=None,
                title_en=None,
                title_zh=None,
                illustrative=False,
            ),
        )

    def _look(self) -> None:
        address = self.view.address.text()
        self._tasks.run(
            self,
            lambda: self._gate.look(address),
            lambda found: self._found(address, found),
            lambda error: self._not_found(address, error),
        )

    def _found(self, address: str, found: Found) -> None:
        if address != self.view.address.text():
            return
        self.view.fields["address"].set_problem("")
        self._show_cities(found.cities)
        if abs(found.skew_seconds) > SKEW_SECONDS_MOST:
            minutes = max(round(abs(found.skew_seconds) / SECONDS_A_MINUTE), 1)
            text = self.tr(
                "This machine's clock differs from the server's by %n minute(s). Set the clock, so "
                "that days and times are right.",
                "",
                minutes,
            )
            self.view.notices.tell(Notice(kind="warn", sentence=text))
        elif found.is_plain:
            text = self.tr(
                "The connection to this server is not encrypted: others on the network can read "
                "along. Ask for an address that begins with https."
            )
            self.view.notices.tell(Notice(kind="warn", sentence=text))
        elif self.view.notices.notice is not None and self.view.notices.notice.kind == "warn":
            self.view.notices.put_away()

    def _not_found(self, address: str, error: Exception) -> None:
        if not isinstance(error, ClientError):
            raise error
        if address != self.view.address.text():
            return
        self.view.fields["address"].set_problem(error.sentence)

    def _show_cities(self, cities: tuple[CityHeading, ...]) -> None:
        chosen = self.view.city.currentData() or self._city
        self._cities = cities
        self.view.city.clear()
        for city in cities:
            self.view.city.addItem(label(city.name_en, city.name_zh), city.code)
        self.view.city.setCurrentIndex(max(self.view.city.findData(chosen), 0))

    def _speak(self) -> None:
        """Write the cities, and what stands in the way, in another language."""
        self._show_cities(self._cities)
        self._look()

    def _enter(self, *, sets_aside: bool) -> None:
        view = self.view
        form = SignInForm(
            address=view.address.text(),
            city=view.city.currentData() or "",
            name=view.name.text().strip(),
            password=view.password.text(),
            former=view.former.text(),
            sets_aside=sets_aside,
        )
        missing = {
            "address": "" if form.address.strip() else self.tr("Type the server's address."),
            "city": "" if form.city else self.tr("Choose a city, once the server answers."),
            "name": "" if form.name else self.tr("Type the name you sign in with."),
            "password": "" if form.password else self.tr("Type your password."),
        }
        show_problems(view.fields, missing)
        if any(missing.values()):
            return
        view.wait(is_waiting=True)
        self._tasks.run(
            self,
            lambda: self._gate.enter(form),
            lambda post: self._done(form, post),
            self._failed,
        )

    def _done(self, form: SignInForm, post: Post) -> None:
        self.view.wait(is_waiting=False)
        self.view.password.clear()
        self.view.former.clear()
        for name, text in (
            ("server", form.address.strip()),
            ("city", form.city),
            ("city_en", post.city.name_en),
            ("city_zh", post.city.name_zh),
            ("name", form.name),
        ):
            self._memory.keep(name, text)
        self.entered.emit(post)

    def _failed(self, error: Exception) -> None:
        view = self.view
        view.wait(is_waiting=False)
        if isinstance(error, FormerPasswordError):
            is_again = not view.fields["former"].isHidden()
            view.ask_former(is_asked=True)
            view.fields["former"].set_problem(
                self.tr("That one does not open them either.") if is_again else ""
            )
        elif isinstance(error, WrongPasswordError):
            view.fields["password"].set_problem(
                self.tr(
                    "The server is away, and this password does not open this machine's outbox."
                )
            )
            view.password.setFocus()
        elif isinstance(error, OutboxError):
            sentence = error.sentence("zh" if language_in_use() == "zh" else "en")
            view.notices.tell(Notice(kind="bad", sentence=sentence))
        elif isinstance(error, ClientError):
            self._refused(error)
        else:
            raise error

    def _set_up(self) -> None:
        dialog = SetUpView(self.view)

        def make(code: str, name: str, full_name: str, password: str) -> None:
            setup = Setup(
                city=self.view.city.currentData() or "",
                code=code,
                name=name,
                full_name=full_name,
                password=password,
            )
            address = self.view.address.text()
            self._tasks.run(dialog, lambda: self._gate.set_up(address, setup), made, failed)

        def made(_: None) -> None:
            self.view.name.setText(dialog.fields["name"].editor.property("text"))
            dialog.accept()
            sentence = self.tr("The account is made. Sign in with it.")
            self.view.notices.tell(Notice(kind="good", sentence=sentence))
            self.view.password.setFocus()

        def failed(error: Exception) -> None:
            if not isinstance(error, ClientError):
                raise error
            if sentence := refuse_fields(dialog.fields, error):
                dialog.fields["code"].set_problem(sentence)

        dialog.wanted.connect(make)
        dialog.open()

    def _refused(self, error: ClientError) -> None:
        show_refusal(self.view, error)
        self.view.password.selectAll()
        self.view.password.setFocus()
