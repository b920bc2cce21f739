"""A collector who types deeds into the real window as fast as it takes them.

    python tests/desktop/typist.py ERRAND.json

It can be killed at any moment and started again. Each deed that the window shows as saved is
acknowledged by a line in a file; it ends with 0 when the server has all.
"""

import os
import sys
import time
import traceback
from pathlib import Path
from typing import Final

import msgspec
from desktop.deed_sender import Errand
from desktop.keyboard import Hands, application, complaints
from PySide6.QtCore import Qt

from admin_gui.app import Desktop, Doors
from admin_gui.outbox.items import Item
from admin_gui.outbox.outbox import Outbox
from admin_gui.screens.log_deed.controller import LogDeed
from admin_gui.settings import Options
from admin_gui.widgets.rows import rows_model
from backend.contracts.deeds import DeedIn

# Of the rules: volunteering.
ROW: Final = "C07"
PATIENCE_SECONDS: Final = 1.0
ALL: Final = 10**6


class Typist(Hands):
    """One life of the desktop, from its start to its end or its death."""

    def __init__(self, errand: Errand) -> None:
        """Open the window."""
        self.errand = errand
        self.deeds = msgspec.json.Decoder(DeedIn).decode_lines(Path(errand.deeds).read_bytes())
        done = Path(errand.acknowledged).read_text("ascii").split()
        self.acknowledged = set(done)
        options = Options(
            folder=Path(errand.folder).parent,
            server=errand.address,
            city=errand.city,
            language="en",
        )
        self.desktop = Desktop(application(), options, Doors())
        self.desktop.open()
        self.desktop.window.activateWindow()

    @property
    def outbox(self) -> Outbox:
        """The collector's outbox."""
        assert self.place.outbox is not None
        return self.place.outbox

    def run(self) -> None:
        """Go on where the last life ended."""
        self.come_in()
        screen = self.begin()
        saved = self.outbox.items(ALL)[::-1]
        # Whoever looks at what was saved last knows where to go on.
        assert [quantity(item) for item in saved] == [
            deed.quantity for deed in self.deeds[: len(saved)]
        ]
        self.mind_the_draft(screen, saved)
        for deed in self.deeds[len(saved) :]:
            self.type_deed(screen, deed)
            self.acknowledge(screen)
        self.wait(lambda: len(self.outbox.items(ALL)) == len(self.deeds), "all to be saved")
        self.settle()
        self.acknowledge(screen)
        self.send()

    def come_in(self) -> None:
        """Sign in, over and over while the network does not let one."""
        self.sign_in(self.errand.name, self.errand.password)
        while self.desktop.place is None:
            self.pause(PATIENCE_SECONDS)
            self.key(Qt.Key.Key_Return)
            self.settle()

    def begin(self) -> LogDeed:
        """Wait for the form, which needs to have been here with a network once."""
        screen = self.screen("log_deed")
        assert isinstance(screen, LogDeed)
        until = time.monotonic()
        while self.place.deed_types is None:
            if time.monotonic() > until:
                self.press("F5")
                until = time.monotonic() + PATIENCE_SECONDS
            self.pause(0.01)
        screen.form.listen()
        return screen

    def mind_the_draft(self, screen: LogDeed, saved: list[Item]) -> None:
        """Save what was typed as a whole and is back; clear what was not."""
        typed = screen.form.typed()
        if not typed.is_begun:
            return
        wanted = self.deeds[len(saved)] if len(saved) < len(self.deeds) else None
        there = {shown(item.content) for item in saved}
        assert typed.quantity not in there, "it would be there twice"
        is_whole = wanted is not None and typed.quantity == shown(wanted)
        if not is_whole:
            self.press("Ctrl+Shift+Backspace")
            return
        self.press("Ctrl+Return")
        self.wait(lambda: len(self.outbox.items(ALL)) > len(saved), "the draft to be saved")
        saved += self.outbox.items(1)

    def type_deed(self, screen: LogDeed, deed: DeedIn) -> None:
        """Type a deed, and save it."""
        assert screen.form.number.hasFocus()
        self.type(deed.number)
        self.key(Qt.Key.Key_Return)
        self.type(ROW)
        self.key(Qt.Key.Key_Return)
        self.key(Qt.Key.Key_Return)
        self.type(shown(deed))
        self.press("Ctrl+Return")

    def acknowledge(self, screen: LogDeed) -> None:
        """Note what is shown as saved."""
        rows: list[Item] = list(rows_model(screen.view.recent.model()).rows())
        new = [str(item.id) for item in reversed(rows) if str(item.id) not in self.acknowledged]
        self.acknowledged.update(new)
        with Path(self.errand.acknowledged).open("ab", buffering=0) as file:
            file.write("".join(f"{deed}\n" for deed in new).encode())

    def send(self) -> None:
        """Have it sent without much waiting."""
        self.screen("outbox")
        while (counts := self.outbox.counts()) != {"sent": len(self.deeds)}:
            assert not counts.get("refused"), self.words()
            self.press("Ctrl+R")
            self.pause(PATIENCE_SECONDS / 2)


def shown(deed: DeedIn) -> str:
    """A deed's quantity as it is typed."""
    return f"{deed.quantity:.3f}"


def quantity(item: Item) -> float | None:
    """By what a deed is known again."""
    return item.content.quantity


def main() -> int:
    """Do the errand of the first argument."""
    errand = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Errand)
    with complaints() as heard:
        typist = Typist(errand)
        try:
            typist.run()
        except AssertionError:
            traceback.print_exc()
            sys.stderr.write(f"{typist.words()}\n{heard}\n")
            return 1
    sys.stderr.write("".join(f"{each}\n" for each in heard))
    return int(bool(heard))


if __name__ == "__main__":
    # At once, without the courtesies of an ending: everything is stored.
    os._exit(main())
