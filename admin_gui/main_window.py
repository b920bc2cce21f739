"""The window: signing in, then the screens that the role may open, with what waits above them."""

import importlib
from collections.abc import Callable
from importlib.metadata import version
from typing import Final

from PySide6.QtCore import QChildEvent, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.actions.table import home_of, words_of
from admin_gui.menus import GO, Menus
from admin_gui.saving import save_table
from admin_gui.screen_list import SCREENS
from admin_gui.screens.password.controller import change_password
from admin_gui.settings import Memory
from admin_gui.theme import Theme
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.jump import Jump
from admin_gui.widgets.label import Label
from admin_gui.widgets.navigation import Navigation
from admin_gui.widgets.notice import Notice, NoticeBar
from admin_gui.widgets.screen import Screen
from admin_gui.widgets.shortcuts import Shortcuts
from admin_gui.widgets.words import label, language_in_use, word
from admin_gui.workplace import Workplace

SIZE: Final = (1280, 760)
SIGN_PIXELS: Final = 48
_ALONE: Final = frozenset(entry.name for entry in SCREENS if entry.is_alone)


class MainWindow(QMainWindow):
    """The window.

    Attributes:
        language_wanted: `en` or `zh`.
        left: somebody signed out, or was signed out with a sentence.
    """

    language_wanted = Signal(str)
    left = Signal(str)

    def __init__(self, theme: Theme, memory: Memory) -> None:
        """Show nothing yet."""
        super().__init__()
        self._theme, self._memory = theme, memory
        self._place: Workplace | None = None
        self._screens: dict[str, Screen] = {}
        self._shown = ""
        self._menus = Menus(self)
        self._menus.triggered.connect(self._do)
        self._pages = QStackedWidget()
        self._entrance: QWidget | None = None
        self._build()
        self.setCentralWidget(self._pages)
        self.resize(*SIZE)
        self.restoreGeometry(memory.shape("window/geometry"))
        self.retranslate()

    def _build(self) -> None:
        self._navigation = Navigation(self._theme)
        self._navigation.chosen.connect(self.open_screen)
        self._heading = Heading()
        self._notices = NoticeBar(self._theme)
        self._waiting = NoticeBar(self._theme)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(18, 14, 18, 10)
        right.setSpacing(10)
        for widget in (self._heading, self._waiting, self._notices):
            right.addWidget(widget)
        right.addWidget(self._stack, 1)
        work = QWidget()
        across = QHBoxLayout(work)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._navigation)
        across.addLayout(right, 1)
        self._work = work
        self._pages.addWidget(work)
        self._who = Label()
        self._state = Label()
        self.statusBar().addWidget(self._who, 1)
        self.statusBar().addPermanentWidget(self._state)
        for part in (self._navigation, self._waiting, self._notices):
            self._theme.dress(part)

    def show_entrance(self, entrance: QWidget) -> None:
        """Show where one signs in; what was open before is closed."""
        self._stand(is_alone=False)
        self.close_screens()
        if self._entrance is not None:
            self._pages.removeWidget(self._entrance)
            self._entrance.deleteLater()
        self._entrance = entrance
        self._theme.dress(entrance)
        self._pages.addWidget(entrance)
        self._pages.setCurrentWidget(entrance)
        self._menus.build(lambda _: False)
        self.menuBar().hide()
        self.statusBar().hide()
        self.retranslate()

    def begin(self, place: Workplace) -> None:
        """Show the screens of whoever signed in, the home of their role first."""
        self._place = place
        place.told.connect(self.tell)
        place.wanted.connect(self.open_screen)
        place.alone_wanted.connect(self._stand)
        place.signed_out.connect(self._sign_out)
        place.online_changed.connect(lambda _: self._show_waiting())
        place.outbox_changed.connect(self._show_waiting)
        place.actions_changed.connect(self._show_actions)
        self._menus.build(place.may)
        for bar in (self.menuBar(), self.statusBar()):
            self._theme.dress(bar)
            bar.show()
        self._pages.setCurrentWidget(self._work)
        self.retranslate()
        self.open_screen(self._home(place))
        self._show_waiting()

    def _home(self, place: Workplace) -> str:
        """Where somebody begins: where they were last, or always at what stands alone."""
        screens = self._menus.screens()
        if screens[0] in _ALONE:
            return screens[0]
        remembered = self._memory.text(f"home/{place.account.role}")
        return remembered if remembered in screens else screens[0]

    def _stand(self, is_alone: bool) -> None:  # noqa: FBT001 - a signal's truth
        """Give the screen in view the whole screen, or show again what is around it."""
        if is_alone == self.isFullScreen():
            return
        if is_alone:
            self._keep_shape()
            self.showFullScreen()
        else:
            self.showNormal()
            self.restoreGeometry(self._memory.shape("window/geometry"))
        self._surround()

    def _surround(self) -> None:
        """Show what is around a screen, unless it stands alone; the desktop may end that, too."""
        if self._place is not None:
            for part in (self._navigation, self._heading, self.menuBar(), self.statusBar()):
                part.setVisible(not self.isFullScreen())

    def _keep_shape(self) -> None:
        """Remember size and place, but never that a screen stood alone."""
        if not self.isFullScreen():
            self._memory.keep_shape("window/geometry", self.saveGeometry())

    def open_screen(self, name: str) -> None:
        """Show a screen, if the one in view may be left."""
        if self._place is None or name not in self._menus.screens():
            return
        shown = self._screens.get(self._shown)
        if shown is not None and name != self._shown and not shown.may_leave():
            self._navigation.show_current(self._shown)
            return
        if name not in self._screens:
            module = importlib.import_module(f"admin_gui.screens.{name}.controller")
            self._screens[name] = module.open_screen(self._place)
            self._stack.addWidget(self._screens[name])
        self._shown = name
        self._memory.keep(f"home/{self._place.account.role}", name)
        self._notices.put_away()
        self._theme.dress(self._screens[name])
        self._stack.setCurrentWidget(self._screens[name])
        self._navigation.show_current(name)
        self._show_heading()
        self._show_actions()
        self._stand(name in _ALONE)
        self._screens[name].arrive()

    def shown_screen(self) -> Screen | None:
        """The screen in view."""
        return self._screens.get(self._shown)

    def notice(self) -> Notice | None:
        """The notice above the screen."""
        return self._notices.notice

    def waiting(self) -> str:
        """What is said above every screen of the server and of what waits; empty for nothing."""
        waiting = self._waiting.notice
        return waiting.sentence if waiting is not None else ""

    def tell(self, notice: Notice) -> None:
        """Show a notice above the screen."""
        self._notices.tell(notice)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._menus.retranslate()
        self._menus.show_chosen(f"language-{language_in_use()}", f"theme-{self._theme.choice}")
        place = self._place
        title = self.tr("citypoints")
        if place is None:
            self.setWindowTitle(title)
            return
        city = label(place.city.name_en, place.city.name_zh)
        self.setWindowTitle(f"{title} – {city}")
        name = place.account.full_name or place.account.name or ""
        self._who.setText(
            self.tr("{name}, {role}, {city}").format(
                name=name, role=word(place.account.role), city=city
            )
        )
        allowed = self._menus.screens()
        self._navigation.fill(
            [(e.name, e.icon, words_of(e.text)) for e in SCREENS if e.name in allowed]
        )
        self._show_heading()
        self._show_waiting()

    def childEvent(self, event: QChildEvent) -> None:  # noqa: N802 - Qt's name
        """Dress dialogs that open from the window itself."""
        child = event.child()
        if event.polished() and isinstance(child, QDialog):
            self._theme.dress(child)
        super().childEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.WindowStateChange:
            self._surround()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember size and place; stay if something typed would be lost."""
        shown = self.shown_screen()
        if shown is not None and not shown.may_leave():
            event.ignore()
            return
        self._keep_shape()
        self._memory.flush()
        super().closeEvent(event)

    def _do(self, name: str) -> None:
        """Do an action of the table, on the screen where it lives."""
        if name.startswith(GO):
            self.open_screen(name.removeprefix(GO))
            return
        own = self._own().get(name)
        if own is not None:
            own()
            return
        home = home_of(name)
        if home and home != self._shown:
            self.open_screen(home)
        shown = self.shown_screen()
        if shown is None or self._shown != home:
            return
        if name in shown.disabled_actions():
            # Only Ctrl+K gets here: keys and menus of such an action do nothing.
            sentence = self.tr("“{action}” has nothing to act on at the moment.")
            words = self._menus.words(name)
            self.tell(Notice(kind="info", sentence=sentence.format(action=words)))
            return
        shown.handlers()[name]()

    def _own(self) -> dict[str, Callable[[], None]]:
        """What the window does itself."""
        return {
            "jump": self._jump,
            "refresh": self._refresh,
            "language-en": lambda: self.language_wanted.emit("en"),
            "language-zh": lambda: self.language_wanted.emit("zh"),
            "theme-system": lambda: self._choose_theme("system"),
            "theme-light": lambda: self._choose_theme("light"),
            "theme-dark": lambda: self._choose_theme("dark"),
            "sort-table": self._sort_table,
            "copy-table": self._copy_table,
            "export-csv": lambda: self._save_table("csv"),
            "export-xlsx": lambda: self._save_table("xlsx"),
            "change-password": self._change_password,
            "sign-out": self._leave,
            "quit": self._quit,
            "shortcuts": lambda: Shortcuts(self._menus.lines(), self).open(),
            "about": self._about,
        }

    def _jump(self) -> None:
        jump = Jump(self._menus.goals(), self)
        jump.chosen.connect(self._do)
        jump.open()

    def _refresh(self) -> None:
        shown = self.shown_screen()
        if shown is not None:
            shown.refresh()

    def _choose_theme(self, choice: str) -> None:
        self._theme.choose(choice)
        self._memory.keep("theme", choice)

    def _sort_table(self) -> None:
        shown = self.shown_screen()
        table = shown.table() if shown is not None else None
        if table is None or not table.orders():
            sentence = self.tr("There is no table here that can be sorted.")
            self.tell(Notice(kind="info", sentence=sentence))
            return
        table.offer_orders()

    def _copy_table(self) -> None:
        shown = self.shown_screen()
        table = shown.table() if shown is not None else None
        if table is None or not table.selected():
            self.tell(Notice(kind="info", sentence=self.tr("Select rows of a table first.")))
            return
        table.copied.connect(self._tell_copied, Qt.ConnectionType.SingleShotConnection)
        table.copy()

    def _tell_copied(self, count: int) -> None:
        self.tell(Notice(kind="good", sentence=self.tr("%n row(s) copied.", "", count)))

    def _save_table(self, form: str) -> None:
        shown, place = self.shown_screen(), self._place
        table = shown.table() if shown is not None else None
        if table is None or place is None:
            self.tell(Notice(kind="info", sentence=self.tr("There is no table on this screen.")))
            return
        save_table(place, table, form)

    def _change_password(self) -> None:
        if self._place is not None:
            change_password(self._place, self)

    def _about(self) -> None:
        about = QMessageBox(self)
        about.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about.setWindowTitle(self.tr("About citypoints"))
        about.setIconPixmap(self.windowIcon().pixmap(SIGN_PIXELS, SIGN_PIXELS))
        about.setText(
            self.tr(
                "citypoints {version}: a municipal citizen-points pilot.\n"
                "No consent, no score. Perks, never penalties. Everything explained."
            ).format(version=version("citypoints"))
        )
        about.open()

    def _leave(self) -> None:
        shown = self.shown_screen()
        if shown is None or shown.may_leave():
            self._sign_out("")

    def _quit(self) -> None:
        self.close()

    def _sign_out(self, sentence: str) -> None:
        if self._place is not None:
            self.left.emit(sentence)

    def close_screens(self) -> None:
        """Close every screen and dialog: nobody is signed in any more."""
        for dialog in self.findChildren(QDialog):
            dialog.hide()
            dialog.deleteLater()
        for screen in self._screens.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        self._shown = ""
        self._place = None
        self._notices.put_away()
        self._waiting.put_away()

    def _show_heading(self) -> None:
        words = [words_of(entry.text) for entry in SCREENS if entry.name == self._shown]
        self._heading.setText(words[0] if words else "")

    def _show_actions(self) -> None:
        shown = self.shown_screen()
        if shown is not None:
            self._menus.show_for(self._shown, shown.disabled_actions())

    def _show_waiting(self) -> None:
        """Say above every screen what waits, and whether the server answers."""
        place = self._place
        if place is None:
            return
        self._state.setText(self.tr("Connected") if place.is_online else self.tr("No connection"))
        is_counter = place.bookings is not None
        queue = place.bookings if place.bookings is not None else place.outbox
        counts = queue.counts() if queue is not None else {}
        waiting, refused = counts.get("waiting", 0), counts.get("refused", 0)
        sentences = [] if place.is_online else [self.tr("The server does not answer.")]
        sentences += (
            self._settling(waiting, refused) if is_counter else self._sending(waiting, refused)
        )
        if not sentences:
            self._waiting.put_away()
            return
        look = self.tr("Look at the bookings") if is_counter else self.tr("Look at the outbox")
        self._waiting.tell(
            Notice(
                kind="bad" if refused else "warn",
                sentence=" ".join(sentences),
                button=look if waiting or refused else "",
                act=lambda: self.open_screen("bookings" if is_counter else "outbox"),
            ),
            stays=True,
        )

    def _sending(self, waiting: int, refused: int) -> list[str]:
        """What is said of deeds on this machine."""
        said = []
        if waiting:
            said.append(self.tr("%n deed(s) wait on this machine to be sent.", "", waiting))
        if refused:
            said.append(self.tr("%n deed(s) were refused and wait for you.", "", refused))
        return said

    def _settling(self, waiting: int, refused: int) -> list[str]:
        """What is said of bookings on this machine."""
        said = []
        if waiting:
            said.append(self.tr("%n booking(s) wait on this machine to be settled.", "", waiting))
        if refused:
            text = self.tr("%n booking(s) were refused when settled; look at them.", "", refused)
            said.append(text)
        return said
