"""A day at the desktop, by the keyboard alone: a collector, an officer, a counter, administrators.

    python tests/desktop/day.py ERRAND.json PICTURES

It tells each step as a line of JSON, and goes on when it reads a line, which may hold a pass that
is shown at the counter. A picture of each step lies in the folder.
"""

import json
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

import msgspec
from desktop.keyboard import Hands, application, complaints, text
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from admin_gui.app import Desktop, Doors
from admin_gui.screens.sign_in.view import SignInView
from admin_gui.settings import Options
from admin_gui.widgets.table import Table

COLLECTOR: Final = "collector-one"
OFFICER: Final = "officer-one"
COUNTER: Final = "counter-one"
ADMINISTRATORS: Final = ("administrator-one", "administrator-two")
PERK: Final = "Discount on public parking"
OWN: Final = "You entered this deed yourself"
PRICE: Final = "over = 100, points = 30"
OTHER_PRICE: Final = "over = 100, points = 45"
REASON: Final = "The resident asked at the desk"
STEPS_MOST: Final = 12
MANAGE_MS: Final = 10


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """Where the day is spent.

    Attributes:
        address: of the server.
        folder: of the desktop.
        number: of the resident whom it is about.
        today: the city's day.
    """

    address: str
    city: str
    folder: str
    password: str
    number: str
    today: date


class Prompter:
    """Tells steps, and hears when to go on."""

    def __init__(self) -> None:
        """Listen."""
        self._heard: SimpleQueue[str] = SimpleQueue()
        self.line = ""
        threading.Thread(target=self._listen, daemon=True).start()

    def tell(self, step: str, facts: dict[str, object]) -> None:
        """Tell a step."""
        sys.stdout.write(json.dumps({"step": step, **facts}) + "\n")
        sys.stdout.flush()

    def may_go_on(self) -> bool:
        """Whether the test has seen enough."""
        try:
            self.line = self._heard.get_nowait().strip()
        except Empty:
            return False
        return True

    def _listen(self) -> None:
        for line in sys.stdin:
            self._heard.put(line)


class Day(Hands):
    """The day."""

    def __init__(self, errand: Errand, pictures: Path, heard: list[str]) -> None:
        """Open the window.

        Args:
            errand: where.
            pictures: a folder.
            heard: what Qt complains of.
        """
        self.errand, self.pictures, self.heard = errand, pictures, heard
        self.prompter = Prompter()
        self.count = 0
        options = Options(
            folder=Path(errand.folder), server=errand.address, city=errand.city, language="en"
        )
        self.desktop = Desktop(application(), options, Doors())
        managing = QTimer(self.desktop, interval=MANAGE_MS)
        managing.timeout.connect(self._manage)
        managing.start()
        self.desktop.open()

    def live(self) -> None:
        """From the morning to the evening."""
        self.enter(COLLECTOR)
        self.collect()
        self.enter(OFFICER)
        self.confirm()
        self.read_file()
        self.grant()
        self.leave()
        self.enter(COUNTER)
        self.serve()
        self.leave()
        first, second = ADMINISTRATORS
        self.propose(first)
        self.approve(second, "another scheme in force")
        self.look_again("score moved", self.revoke)
        self.go_back(second)
        self.approve(first, "the scheme back in force")
        self.look_again("score as before")

    # Everywhere

    def note(self, step: str, **facts: object) -> str:
        """Tell a step with all that can be read, and wait until the test goes on; what it says."""
        self.settle()
        self.picture(step)
        waiting = self.desktop.window.waiting()
        seen = {"words": self.words(), "told": self.told(), "waiting": waiting}
        assert not self.heard, "Qt complained"
        self.prompter.tell(step, {**seen, **facts})
        self.wait(self.prompter.may_go_on, "the test")
        return self.prompter.line

    def picture(self, step: str) -> None:
        """What is on the screen, dialogs and all."""
        self.count += 1
        path = self.pictures / f"{self.count:02}-{step.replace(' ', '-')}.png"
        self.window.screen().grabWindow(0).save(str(path))

    def read(self, words: str) -> None:
        """Wait until something can be read."""
        self.wait(lambda: words in self.words() or words in self.told(), f"the words “{words}”")

    def enter(self, name: str) -> None:
        """Sign in."""
        self.settle()
        assert self.found(SignInView).isVisible()
        for keys, typed in (("Alt+N", name), ("Alt+P", self.errand.password)):
            self.press(keys)
            self.replace(typed)
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: self.desktop.place is not None, "the workplace")
        self.settle()

    def jump(self, letters: str) -> None:
        """Jump, once the window in front has the keyboard."""
        self._listening()
        super().jump(letters)

    def leave(self) -> None:
        """Sign out."""
        self.press("Ctrl+Shift+Q")
        self.wait(lambda: self.desktop.place is None, "the end of the session")

    def _listening(self) -> QWidget:
        self.wait(lambda: QApplication.activeWindow() is self._front(), "the window in front")
        return super()._listening()

    def _front(self) -> QWidget:
        return QApplication.activeModalWidget() or self.window

    def _manage(self) -> None:
        """Give the window in front the keyboard; there is no window manager that does."""
        front = self._front()
        if front.isVisible() and QApplication.activeWindow() is not front:
            front.activateWindow()

    # A collector

    def collect(self) -> None:
        """Log a merit and a demerit, and another merit without a network."""
        self.begin_deed("C07")
        self.press("Return")
        self.type("120")
        self.press("Return")
        self.key(Qt.Key.Key_Space)
        self.state_document("Volunteers' League", "2026-3")
        self.save("+30 points", sent=1)
        self.note("merit logged")
        self.begin_deed("B26")
        self.state_document("Bureau of Civil Affairs", "2026-17")
        self.save("Awaits a second person", sent=2)
        self.note("demerit logged")
        self.note("before the network is lost")
        self.begin_deed("C16")
        self.press("Return")
        self.type("30000")
        self.save("", sent=2)
        banner = ("does not answer", "1 deed")
        window = self.desktop.window
        self.wait(lambda: all(words in window.waiting() for words in banner), "the banner")
        self.note("saved without a network")
        self.wait(lambda: self.sent() == 3, "the receipt")
        self.wait(lambda: not self.desktop.window.waiting(), "no banner")
        self.note("sent")
        self.leave()

    def begin_deed(self, row: str) -> None:
        """Type the resident's number, and pick a deed by its row of the rules."""
        self.type(self.errand.number)
        self.key(Qt.Key.Key_Return)
        self.type(row)
        self.key(Qt.Key.Key_Return)

    def state_document(self, authority: str, number: str) -> None:
        """From the field before the document on."""
        for words in (authority, number):
            self.key(Qt.Key.Key_Return)
            self.type(words)

    def save(self, worth: str, sent: int) -> None:
        """Save, once the deed's worth is shown."""
        self.read(worth)
        self.press("Ctrl+Return")
        self.wait(lambda: self.sent() == sent, "the receipt")

    def sent(self) -> int:
        """How many deeds the server has."""
        assert self.place.outbox is not None
        return self.place.outbox.counts().get("sent", 0)

    # An officer

    def confirm(self) -> None:
        """See the own entry locked, and confirm the collector's."""
        self.jump("Confirm")
        self.read(OWN)
        self.press("Ctrl+Return")
        self.note("own entry locked")
        self.press("Ctrl+Down")
        self.wait(lambda: OWN not in self.words(), "the next deed")
        self.read("no. 2026-17")
        self.press("Ctrl+Return")
        self.read("Confirmed")
        self.note("demerit confirmed")

    def open_file(self) -> None:
        """Open the resident's file for a reason."""
        self.jump("Resident's file")
        self.type(self.errand.number)
        self.key(Qt.Key.Key_Tab)
        self.type(REASON)
        self.key(Qt.Key.Key_Return)
        self.read("Total")

    def read_file(self) -> None:
        """See the score, and the deeds with every step."""
        self.open_file()
        self.note("score")
        self.press("Alt+E")
        self.settle()
        self.go_down(lambda: "demerit" in self.row())
        self.note("deeds")

    def look_again(self, step: str, then: Callable[[], None] = lambda: None) -> None:
        """See the score another time, and do something else with the file that is open."""
        self.enter(OFFICER)
        self.open_file()
        self.note(step)
        then()
        self.leave()

    def grant(self) -> None:
        """Grant a perk that the band opens."""
        self.jump("Grant a perk")
        self.read(PERK)
        self.go_on_to(lambda: isinstance(self._listening(), Table))
        self.go_down(lambda: PERK in self.row())
        self.press("Ctrl+Return")
        self.type(REASON)
        self.key(Qt.Key.Key_Return)
        self.read("Granted")
        self.note("perk granted")

    def revoke(self) -> None:
        """Revoke what was granted, though it was used."""
        self.jump("Grant a perk")
        self.read(PERK)
        perks = self._listening()
        self.go_on_to(lambda: self._listening() is not perks)
        self.go_on_to(lambda: isinstance(self._listening(), Table))
        self.go_down(lambda: PERK in self.row())
        self.press("Del")
        self.type("Granted by mistake")
        self.key(Qt.Key.Key_Return)
        self.read("Revoked")
        self.note("perk revoked")

    def row(self) -> str:
        """The current row of the table with the keyboard."""
        table = self._listening()
        assert isinstance(table, Table), (table, text(table))
        model, number = table.model(), table.current()
        return " ".join(
            str(model.index(number, column).data()) for column in range(model.columnCount())
        )

    # A counter

    def serve(self) -> None:
        """Book a pass, refuse it the second time, and book another one without a network."""
        counter = self.place.counter
        assert counter is not None
        self.wait(lambda: counter.desk is not None, "the keys")
        shown = self.note("counter ready")
        self.show(shown, "YES")
        # Scanned twice in a moment it would stay a yes; by its code it is shown a second time.
        code = self.note("pass booked")
        self.show(code, "booked already")
        another = self.note("replay refused")
        self.show(another, "on this machine")
        banner = ("does not answer", "1 booking")
        self.wait(lambda: all(words in self.waiting() for words in banner), "the banner")
        self.note("booked without a network")
        self.wait(lambda: self.settled() == 1, "the receipt")
        self.wait(lambda: not self.waiting(), "no banner")
        self.note("settled")

    def show(self, token: str, words: str) -> None:
        """Scan a pass: a keyboard that ends with Enter."""
        self.type(token)
        self.key(Qt.Key.Key_Return)
        self.read(words)

    def waiting(self) -> str:
        """What is said above the screen."""
        return self.desktop.window.waiting()

    def settled(self) -> int:
        """How many bookings of this machine the server has."""
        assert self.place.bookings is not None
        return self.place.bookings.counts().get("sent", 0)

    # Administrators

    def propose(self, name: str) -> None:
        """Write another price into the scheme in force, and propose that at once."""
        self.enter(name)
        self.jump("Schemes")
        self.read("Yuming Points")
        self.press("Alt+E")
        self.wait(lambda: PRICE in self.text(), "the scheme's text")
        self.press("Ctrl+F")
        self.type(PRICE)
        self.key(Qt.Key.Key_Escape)
        self.type(OTHER_PRICE)
        self.press("Ctrl+Return")
        self.read("Nothing to correct")
        self.press("Ctrl+P")
        self.type("The council decided so")
        self.press("Ctrl+Return")
        self.read("is proposed")
        self.note("another scheme proposed")
        self.leave()

    def text(self) -> str:
        """The text being edited; empty until it is written as a whole."""
        listening = self._listening()
        if not isinstance(listening, QPlainTextEdit) or listening.isReadOnly():
            return ""
        return listening.toPlainText()

    def approve(self, name: str, step: str) -> None:
        """Approve what another administrator proposed."""
        self.enter(name)
        self.jump("Schemes")
        self.read("Yuming Points")
        # The last tab follows the first one backwards.
        self.press("Ctrl+Shift+Tab")
        self.settle()
        self.press("Ctrl+Shift+A")
        self.key(Qt.Key.Key_Return)
        self.read("in force now")
        self.note(step)
        self.leave()

    def go_back(self, name: str) -> None:
        """Propose the scheme before."""
        self.enter(name)
        self.jump("Schemes")
        self.read("Yuming Points")
        self.jump("Propose the way back")
        self.type("It was better before")
        self.press("Ctrl+Return")
        self.read("is proposed")
        self.note("the way back proposed")
        self.leave()

    def go_on_to(self, is_there: Callable[[], bool]) -> None:
        """Go on with Tab until the keyboard is where it should be."""
        for _ in range(STEPS_MOST):
            if is_there():
                return
            self.key(Qt.Key.Key_Tab)
        assert is_there(), f"the keyboard is at {self._listening()}"

    def go_down(self, is_there: Callable[[], bool]) -> None:
        """Go down a table until something is so."""
        for _ in range(STEPS_MOST):
            self.pause(0.1)
            if is_there():
                return
            self.key(Qt.Key.Key_Down)
        self.wait(is_there, "a row")


def main() -> int:
    """Live the day."""
    errand = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Errand)
    with complaints() as heard:
        day = Day(errand, Path(sys.argv[2]), heard)
        try:
            day.live()
        except AssertionError:
            traceback.print_exc()
            sys.stderr.write(f"to be read:\n{day.words()}\ntold: {day.told()}\n{heard}\n")
            day.picture("failed")
            return 1
        day.settle()
        day.desktop.close()
        day.desktop.window.hide()
        day.pause(0.05)
    day.prompter.tell("done", {"heard": heard})
    return 0


if __name__ == "__main__":
    sys.exit(main())
