"""The composition root: puts the desktop together, and runs it."""

import gc
import importlib
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Literal

import msgspec
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from admin_gui import clock
from admin_gui.client.addresses import open_http
from admin_gui.entrance import Entrance, OpenHttp
from admin_gui.gate import Post
from admin_gui.main_window import MainWindow
from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.screen_list import SCREENS
from admin_gui.screens.sign_in.controller import SignIn
from admin_gui.settings import Memory, Options
from admin_gui.tasks import Tasks
from admin_gui.theme import Theme
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.words import word
from admin_gui.workplace import Workplace

# As many new objects as some pages of rows before the collector looks at what is new.
GC_THRESHOLDS: Final = (50_000, 20, 1000)
GC_MS: Final = 500
TRANSLATIONS: Final = Path(__file__).parent / "translations"
# What Qt's own dialog for files says, and its own translations lack.
OF_FILES: Final = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
)


class Doors(msgspec.Struct, frozen=True, kw_only=True):
    """What leads out of the program; tests bring their own."""

    open_http: OpenHttp = open_http
    now: Callable[[], datetime] = clock.now


class Desktop(QObject):
    """The whole desktop.

    Attributes:
        place: of whoever is signed in; none before.
    """

    def __init__(self, application: QApplication, options: Options, doors: Doors) -> None:
        """Put it together; `open` shows it."""
        super().__init__(application)
        self._application, self._options = application, options
        self._translators: list[QTranslator] = []
        self.memory = Memory(options.folder)
        self.tasks = Tasks(self)
        self._unloaded = [f"admin_gui.screens.{entry.name}.controller" for entry in SCREENS]
        self.tasks.busy_changed.connect(self._load_next)
        self.theme = Theme(application)
        self.theme.choose(self.memory.text("theme", "system"))
        self.entrance = Entrance(options.folder, doors.open_http, doors.now)
        self.place: Workplace | None = None
        self.speak(self._first_language())
        self.window = MainWindow(self.theme, self.memory)
        self.window.setWindowIcon(self.theme.icon("citypoints"))
        self.window.language_wanted.connect(self.speak)
        self.window.left.connect(self._leave)

    def open(self) -> None:
        """Show where one signs in."""
        self._show_entrance("")
        self.window.show()

    def close(self) -> None:
        """End everything; what waits in the outbox stays there."""
        self._close_place()
        self._forget_words()
        self.tasks.close()
        self.memory.flush()

    def speak(self, language: str) -> None:
        """Change the language, of the window and of what the server answers."""
        chosen: Literal["en", "zh"] = "zh" if language == "zh" else "en"
        self.memory.keep("language", chosen)
        QLocale.setDefault(QLocale("zh_CN" if chosen == "zh" else "en_GB"))
        self._forget_words()
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._install(chosen, str(TRANSLATIONS))
        self._install("qtbase_zh_CN" if chosen == "zh" else "qtbase_en", qt)
        self.entrance.language = chosen
        if self.place is not None:
            self.place.client.connection.language = chosen

    def _forget_words(self) -> None:
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = []

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)

    def _first_language(self) -> str:
        system = QLocale.system().language() == QLocale.Language.Chinese
        return self._options.language or self.memory.text("language", "zh" if system else "en")

    def _load_next(self, is_busy: bool) -> None:  # noqa: FBT001 - a signal's truth
        """Load what the screens are made of while nothing else is under way.

        That is while a password is typed, so that screens open at once.
        """
        if is_busy or not self._unloaded:
            return

        def failed(error: Exception) -> None:
            raise error

        name = self._unloaded.pop(0)
        self.tasks.run(self, lambda: importlib.import_module(name), lambda _: None, failed)

    def _show_entrance(self, sentence: str) -> None:
        sign_in = SignIn(
            self.entrance,
            self.tasks,
            self.memory,
            self.theme,
            self._options,
        )
        sign_in.entered.connect(self._begin)
        sign_in.view.language_wanted.connect(self.speak)
        self.window.show_entrance(sign_in.view)
        sign_in.begin(sentence)

    def _begin(self, post: Post) -> None:
        # Whoever signs out finds what was chosen here, not what the program was started with.
        self._options = msgspec.structs.replace(self._options, server=None, city=None)
        self.place = Workplace(post, self.tasks, self.theme, self.memory)
        if any(self.place.may(entry.permission) for entry in SCREENS):
            self.window.begin(self.place)
        else:
            self._leave(
                self.tr("There is nothing for a {role} to do in this program.").format(
                    role=word(post.account.role)
                )
            )

    def _leave(self, sentence: str) -> None:
        place = self.place
        if place is None:
            return
        client = place.client
        self.tasks.run(self, client.sign_out, lambda _: None, lambda _: None)
        self._close_place()
        self._show_entrance(sentence)

    def _close_place(self) -> None:
        if self.place is not None:
            self.window.close_screens()
            self.place.close()
            self.place.deleteLater()
            self.place = None

    def tell_unforeseen(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Say that something unforeseen happened; nothing that was saved is lost by it."""
        traceback.print_exception(kind, error, trace)
        if issubclass(kind, Exception):
            sentence = self.tr(
                "Something went wrong that was not foreseen ({error}). What you saved is kept. "
                "Go on; if it happens again, tell the service's operators."
            ).format(error=kind.__name__)
            self.window.tell(Notice(kind="bad", sentence=sentence))


def calm_collector() -> None:
    """Let Python look for unused objects rarely, here alone, and not among those that stay.

    It stops every thread while it looks, and a long table has hundreds of thousands of them. Left
    to itself it looks in whichever thread makes objects; what it finds there may be Qt's, which
    must not be unmade outside of the window's own.
    """
    gc.freeze()
    gc.disable()
    looking = QTimer(QCoreApplication.instance(), interval=GC_MS)
    looking.timeout.connect(_collect)
    looking.start()


def _collect() -> None:
    """Look among as old objects as Python would itself."""
    counts = gc.get_count()
    for generation in (2, 1, 0):
        if counts[generation] > GC_THRESHOLDS[generation]:
            gc.collect(generation)
            return


def run(options: Options) -> int:
    """Run the desktop until its window is closed."""
    QCoreApplication.setApplicationName("citypoints")
    application = QApplication(sys.argv[:1])
    application.setDesktopFileName("citypoints")
    desktop = Desktop(application, options, Doors())
    sys.excepthook = desktop.tell_unforeseen
    desktop.open()
    calm_collector()
    try:
        return application.exec()
    finally:
        desktop.close()
