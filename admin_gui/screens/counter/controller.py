"""Counter mode: books what is scanned or typed, says yes or no, and is ready for the next."""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout

from admin_gui.client.errors import ClientError
from admin_gui.counter import Answer, Counter, Desk, OnItsWayError, Taken, scanned
from admin_gui.outbox.errors import OutboxError
from admin_gui.screens.counter.picture import PictureError, read_pass
from admin_gui.screens.counter.view import CounterView
from admin_gui.screens.counter.words import Said, said_of
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.reversal import Reversal, Reversible
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.words import label
from admin_gui.workplace import Workplace, outbox_sentence

SOUND: Final = "counter/sound"
# The next resident must not take the last one's answer for theirs.
SHOWN_MS: Final = 30_000
# So long an answer stays in any case, when another pass is scanned meanwhile.
GLANCE_MS: Final = 1_200
# Read again this soon after its yes, a pass was read twice by the scanner, not shown twice.
SAME_READING: Final = timedelta(seconds=5)
BEEP_MS: Final = 180


class Yes(msgspec.Struct, frozen=True, kw_only=True):
    """The answer that was given last, where it was yes."""

    token: str
    at: datetime
    write: Callable[[], Said]


class CounterScreen(Screen):
    """The screen."""

    def __init__(self, place: Workplace, counter: Counter) -> None:
        """Be ready."""
        super().__init__()
        self._place, self._counter = place, counter
        self._write: Callable[[], Said] = self._ready
        # What is being asked for; empty while nothing is.
        self._asked = ""
        self._next: deque[str] = deque()
        self._yes: Yes | None = None
        self._last: Taken | None = None
        self.view = CounterView(place.theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._fading = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._fading.timeout.connect(self._get_ready)
        self._listen()
        self.retranslate()

    def _listen(self) -> None:
        view, place = self.view, self._place
        view.entered.connect(self._enter)
        view.dropped.connect(self._read_picture)
        view.began.connect(self._begin)
        view.open.clicked.connect(self._open_picture)
        view.undo.clicked.connect(self._undo)
        view.alone.clicked.connect(self._stand)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)
        place.online_changed.connect(self._network_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_keyboard)

    # What every screen does

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()
        self.view.show_network(is_online=self._place.is_online)
        self._show_desk()
        self.view.show_said(self._write(), is_new=False)

    def handlers(self) -> Mapping[str, Handler]:
        """What can be done here."""
        return {
            "counter-alone": self._stand,
            "open-pass": self._open_picture,
            "undo-booking": self._undo,
            "counter-sound": self._switch_sound,
        }

    def disabled_actions(self) -> frozenset[str]:
        """What was booked last can be reversed for some minutes."""
        return frozenset() if self._reversible() is not None else frozenset({"undo-booking"})

    def arrive(self) -> None:
        """Be ready, and read what works without a network, too."""
        self.view.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Read the own perks and the city's keys again."""
        self.view.show_network(is_online=self._place.is_online)
        if not self._place.is_online:
            return

        def done(_: Desk) -> None:
            self._show_desk()

        def failed(error: Exception) -> None:
            if isinstance(error, OutboxError):
                self._place.tell("bad", outbox_sentence(error))
            else:
                self._place.fail(error)

        self._place.tasks.run(self, self._counter.read, done, failed)

    # Booking

    def _enter(self, token: str) -> None:
        """Book it; what is scanned while another one is in view comes after it, in its order."""
        token = scanned(token)
        if token == self._asked or token in self._next:
            return
        if (yes := self._yes_to(token)) is not None:
            if not self._asked:
                self._show(yes.write, is_new=False)
                self._fading.start()
        elif self._asked or self._next:
            self._next.append(token)
        else:
            self._ask(token)

    def _yes_to(self, token: str) -> Yes | None:
        """The yes that was just said to it."""
        yes, now = self._yes, self._place.client.connection.server_now()
        is_same = yes is not None and yes.token == token and abs(now - yes.at) < SAME_READING
        return yes if is_same else None

    def _ask(self, token: str) -> None:
        self._asked = token
        self._fading.stop()
        self._show(self._asking, is_new=False)
        counter, is_online = self._counter, self._place.is_online
        self._place.tasks.run(
            self,
            lambda: counter.book(token, is_online=is_online),
            lambda answer: self._answered(token, answer),
            self._failed,
        )

    def _answered(self, token: str, answer: Answer) -> None:
        place = self._place
        if answer.was_away:
            place.set_online(is_online=False)
        if answer.taken is not None:
            self._last = answer.taken
        if answer.taken is not None and answer.taken.is_here:
            place.outbox_changed.emit()
        write = lambda: said_of(answer, place.shown)  # noqa: E731 - kept
        self._tell(write)
        if answer.is_yes:
            now = place.client.connection.server_now()
            self._yes = Yes(token=token, at=now, write=write)

    def _failed(self, error: Exception) -> None:
        """Nothing was booked: it could not be stored, or nobody is signed in any more."""
        if isinstance(error, OutboxError):
            sentence = outbox_sentence(error)
            self._tell(lambda: self._no(sentence))
            return
        self._tell(lambda: self._no(error.sentence if isinstance(error, ClientError) else ""))
        self._place.fail(error, lambda _: None)

    def _tell(self, write: Callable[[], Said]) -> None:
        """Show an answer, and be ready for the next."""
        self._asked, self._yes = "", None
        self._show(write, is_new=True)
        self._fading.start()
        self._place.actions_changed.emit()
        self.view.undo.setEnabled(self._reversible() is not None)
        said = self.view.said()
        if said is not None and self._place.memory.text(SOUND) == "on":
            QApplication.beep()
            if said.kind == "bad":
                QTimer.singleShot(BEEP_MS, self, QApplication.beep)
        if self._next:
            QTimer.singleShot(GLANCE_MS, self, self._take_next)

    def _take_next(self) -> None:
        # A picture that could not be read may have come between, and started this a second time.
        if self._next and not self._asked:
            self._ask(self._next.popleft())

    def _show(self, write: Callable[[], Said], *, is_new: bool) -> None:
        self._write = write
        self.view.show_said(write(), is_new=is_new)

    def _begin(self) -> None:
        """The first sign of the next pass takes the last answer away."""
        if not self._asked:
            self._get_ready()

    def _get_ready(self) -> None:
        self._fading.stop()
        self._show(self._ready, is_new=False)

    def _ready(self) -> Said:
        return Said(kind="info", word="", sentence=self.tr("Ready for the next pass."))

    def _asking(self) -> Said:
        return Said(kind="info", word="", sentence=self.tr("The server is asked…"))

    def _no(self, sentence: str) -> Said:
        return Said(kind="bad", word=self.tr("NO"), sentence=sentence)

    def _show_desk(self) -> None:
        desk = self._counter.desk
        provider = label(desk.desk.provider_en, desk.desk.provider_zh) if desk else ""
        self.view.show_desk(provider)
        self.view.undo.setEnabled(self._reversible() is not None)

    def _network_changed(self, is_online: bool) -> None:  # noqa: FBT001 - a signal's truth
        self.view.show_network(is_online=is_online)
        if is_online:
            self.refresh()

    # Pictures

    def _open_picture(self) -> None:
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.gif *.svg)")
        asked = QFileDialog(self, self.tr("Read a pass from a picture"), "", kinds)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(lambda path: self._read_picture(Path(path)))
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _read_picture(self, path: Path) -> None:
        def failed(error: Exception) -> None:
            if not isinstance(error, PictureError):
                raise error
            self._tell(lambda: self._no(self._picture_words(error.kind)))

        self._place.tasks.run(self, lambda: read_pass(path), self._enter, failed)

    def _picture_words(self, kind: str) -> str:
        return {
            "picture-unreadable": self.tr(
                "This file is no picture that can be read. Choose a PNG or JPEG file."
            ),
            "picture-empty": self.tr(
                "There is no pass in this picture that can be read. Take it again, sharp and "
                "straight, with the whole code in it."
            ),
            "picture-many": self.tr(
                "There are several codes in this picture. Take one of them alone."
            ),
        }.get(
            kind,
            self.tr(
                "This machine cannot read pictures: the package zxing-cpp is missing. Scan the "
                "pass, or type its code."
            ),
        )

    # Undoing

    def _reversible(self) -> Taken | None:
        """The last booking, while it can be reversed."""
        taken, now = self._last, self._place.client.connection.server_now()
        return taken if taken is not None and now < taken.reversible_until else None

    def _undo(self) -> None:
        taken, place = self._reversible(), self._place
        if taken is None:
            place.tell("info", self.tr("There is no booking that can still be reversed here."))
            return
        booking = Reversible(
            perk=label(taken.label_en, taken.label_zh),
            code=taken.code,
            taken_at=place.shown(taken.taken_at),
            until=place.shown(taken.reversible_until),
        )
        dialog = Reversal(place.theme, booking, self)

        def reverse(reason: str) -> None:
            dialog.wait(is_waiting=True)
            work = lambda: self._counter.undo(taken, reason)  # noqa: E731 - handed on
            place.tasks.run(dialog, work, done, lambda error: self._kept(dialog, error))

        def done(_: None) -> None:
            dialog.accept()
            self._last = None
            place.outbox_changed.emit()
            self._tell(self._reversed)

        dialog.wanted.connect(reverse)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _reversed(self) -> Said:
        return Said(
            kind="info",
            word="",
            sentence=self.tr("The last booking is reversed. The pass stays used up."),
        )

    def _kept(self, dialog: Reversal, error: Exception) -> None:
        """Say why the booking stands."""
        dialog.wait(is_waiting=False)
        if isinstance(error, OnItsWayError):
            sentence = self.tr(
                "This booking may be on its way to the server. Try again once nothing waits any "
                "more."
            )
        elif isinstance(error, OutboxError):
            sentence = outbox_sentence(error)
        else:
            sentence = error.sentence if isinstance(error, ClientError) else ""
            self._place.fail(error, lambda _: None)
        dialog.notices.tell(Notice(kind="bad", sentence=sentence))

    # The screen as a whole

    def _stand(self) -> None:
        self._place.alone_wanted.emit(not self.window().isFullScreen())
        self.view.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        """Clear what is typed; with nothing typed, leave the whole screen."""
        if self.view.field.text():
            self.view.field.clear()
        elif self.window().isFullScreen():
            self._stand()

    def _keep_keyboard(self) -> None:
        """Give the keyboard back to the field, while the screen stands alone."""
        window = self.window()
        if self.isVisible() and window.isFullScreen() and window.isActiveWindow():
            self.view.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch_sound(self) -> None:
        is_on = self._place.memory.text(SOUND) != "on"
        self._place.memory.keep(SOUND, "on" if is_on else "off")
        words = self.tr("Sound is on: once for yes, twice for no.")
        self._place.tell("good", words if is_on else self.tr("Sound is off."))


def open_screen(place: Workplace) -> CounterScreen:
    """Make the screen."""
    counter = place.counter
    assert counter is not None  # noqa: S101 - whoever may redeem has one
    return CounterScreen(place, counter)
