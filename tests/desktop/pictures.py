"""Takes the pictures that README shows, from a demo that is being served.

    citypoints demo
    PYTHONPATH=tests python tests/desktop/pictures.py http://127.0.0.1:8000 NUMBER .github/pictures

NUMBER is of a resident whom the demo's guide names.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop.keyboard import Hands, application, complaints
from PySide6.QtCore import Qt

from admin_gui.app import Desktop, Doors
from admin_gui.screens.cases.controller import Cases
from admin_gui.settings import Options
from admin_gui.widgets.deed_form.form import DeedForm
from admin_gui.widgets.finder import Finder

PASSWORD: Final = "try-citypoints"  # noqa: S105 - of the demo
SIZE: Final = (1180, 760)


class Photographer(Hands):
    """Hands that take pictures."""

    def __init__(self, address: str, number: str, target: Path) -> None:
        """Begin with a desktop of its own."""
        self._address, self._number, self._target = address, number, target
        self._folder = Path(tempfile.mkdtemp())

    def work_as(self, name: str, language: str, theme: str) -> None:
        """Sign in to a new desktop."""
        options = Options(
            folder=self._folder / f"{name}-{language}",
            server=self._address,
            city="fuzhou",
            language=language,
        )
        self.desktop = Desktop(application(), options, Doors())
        self.desktop.theme.choose(theme)
        self.desktop.open()
        self.window.resize(*SIZE)
        self.sign_in(name, PASSWORD)

    def take(self, name: str) -> None:
        """Take a picture of the window."""
        self.settle()
        self.pause(0.4)
        self.window.grab().save(str(self._target / f"{name}.png"), "PNG", 0)
        sys.stdout.write(f"{name}\n")

    def put_away(self) -> None:
        """Close the desktop."""
        self.desktop.close()
        self.window.hide()

    def log_a_deed(self) -> None:
        """The collector's form, with a breach half typed and its worth beside it."""
        self.screen("log_deed")
        fields = self.found(DeedForm).fields()
        self.type(self._number, fields["number"].editor)
        self.type("traffic vio", fields["deed_type"].editor)
        self.key(Qt.Key.Key_Return, fields["deed_type"].editor)
        self.type("7", fields["quantity"].editor)
        self.type("Fuzhou Traffic Police", fields["document.authority"].editor)
        self.type("2026-0417", fields["document.number"].editor)
        self.take("log-a-deed")

    def confirm(self) -> None:
        """The queue, with one deed in full."""
        table = self.screen("confirm").table()
        assert table is not None
        table.go_to(1)
        self.take("confirm")

    def decide(self) -> None:
        """An objection, and the letter that answers it."""
        screen = self.screen("cases")
        assert isinstance(screen, Cases)
        self.wait(screen.file, "a look")
        self.settle()
        self.press("A")
        self.type("The photograph of that day shows another driver.")
        self.take("cases")

    def read_file(self) -> None:
        """A resident's file."""
        self.screen("resident_file")
        finder = self.found(Finder)
        self.type(self._number, finder.fields["number"].editor)
        finder.fields["reason"].editor.setFocus()
        self.type("The resident asked at the desk")
        self.press("Return")
        self.settle()
        self.take("residents-file")

    def overview(self) -> None:
        """How the pilot stands."""
        self.screen("overview")
        self.take("overview")

    def schemes(self) -> None:
        """The scheme in force."""
        self.screen("schemes")
        self.take("schemes")


def main() -> None:
    """Take them all."""
    address, number, target = sys.argv[1:]
    with complaints() as heard:
        hands = Photographer(address, number, Path(target))
        hands.work_as("collector-public-security", "en", "light")
        hands.log_a_deed()
        hands.put_away()
        hands.work_as("officer-1", "en", "light")
        hands.confirm()
        hands.read_file()
        hands.put_away()
        # The other one has confirmed the deed that is objected to.
        hands.work_as("officer-2", "en", "light")
        hands.decide()
        hands.put_away()
        hands.work_as("officer-1", "zh", "dark")
        hands.overview()
        hands.put_away()
        hands.work_as("administrator-1", "en", "light")
        hands.schemes()
        hands.put_away()
    assert heard == [], heard


if __name__ == "__main__":
    main()
