"""Where one signs in: the server, the city, the name, the password."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admin_gui.theme import Theme
from admin_gui.widgets.forms import Field, Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.notice import NoticeBar

CARD_WIDTH = 440
SIGN_PIXELS = 44


class SignInView(QWidget):
    """The page.

    Attributes:
        language_wanted: `en` or `zh`.
    """

    language_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Without anything typed."""
        super().__init__()
        self._theme = theme
        self.notices = NoticeBar(theme)
        self.address, self.name, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.former = QLineEdit()
        self.city = QComboBox()
        for editor in (self.password, self.former):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.fields = {
            "address": Field(self.address),
            "city": Field(self.city),
            "name": Field(self.name),
            "password": Field(self.password),
            "former": Field(self.former),
        }
        self.fields["former"].hide()
        self.enter = QPushButton()
        self.enter.setProperty("main", True)
        self.enter.setDefault(True)
        self.set_up = QPushButton()
        self.set_up.setProperty("flat", True)
        self.aside = QPushButton()
        self.aside.hide()
        self.waiting = QProgressBar(textVisible=False, maximum=0)
        self.waiting.setFixedHeight(6)
        self.waiting.hide()
        self._lay_out()
        for editor in (self.address, self.name, self.password, self.former):
            editor.returnPressed.connect(self.enter.click)
        self.retranslate()

    def _lay_out(self) -> None:
        self._sign = Label()
        self._sign.setPixmap(
            self._theme.icon("citypoints", self._theme.colours.accent, SIGN_PIXELS).pixmap(
                QSize(SIGN_PIXELS, SIGN_PIXELS)
            )
        )
        self._heading = Heading(1.7)
        self._subtitle = Label(wordWrap=True)
        self._subtitle.setProperty("muted", True)
        self._languages = QHBoxLayout()
        self._buttons = {}
        for code, words in (("en", "English"), ("zh", "中文")):
            button = QPushButton(words)
            button.setProperty("flat", True)
            button.clicked.connect(lambda _, code=code: self.language_wanted.emit(code))
            self._languages.addWidget(button)
            self._buttons[code] = button
        self._languages.addStretch(1)
        self._languages.addWidget(self.set_up)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(CARD_WIDTH)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 18)
        inside.setSpacing(10)
        for above in (self._sign, self._heading, self._subtitle, self.notices):
            inside.addWidget(above)
        for field in self.fields.values():
            inside.addWidget(field)
        for below in (self.enter, self.aside, self.waiting):
            inside.addWidget(below)
        inside.addLayout(self._languages)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(card, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._heading.setText(self.tr("citypoints"))
        self._subtitle.setText(self.tr("For the staff of the city's bureaus"))
        self.fields["address"].name(self.tr("&Server"))
        self.fields["city"].name(self.tr("&City"))
        self.fields["name"].name(self.tr("&Name"))
        self.fields["password"].name(self.tr("&Password"))
        self.fields["former"].name(
            self.tr("&Former password"),
            self.tr("What was not sent yet is sealed on this machine with your former password."),
        )
        self.enter.setText(self.tr("Sign in"))
        self.set_up.setText(self.tr("First administrator…"))
        self.aside.setText(self.tr("I do not know it any more: keep them sealed, and go on"))

    def ask_former(self, *, is_asked: bool) -> None:
        """Ask for the former password, or do not."""
        self.fields["former"].setVisible(is_asked)
        self.aside.setVisible(is_asked)
        if is_asked:
            self.former.setFocus()

    def wait(self, *, is_waiting: bool) -> None:
        """Show that the server is asked."""
        self.waiting.setVisible(is_waiting)
        self.enter.setEnabled(not is_waiting)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
