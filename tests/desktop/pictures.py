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

import httpx
from desktop.keyboard import Hands, application, complaints
from PySide6.QtCore import QPoint, QRect, Qt

from admin_gui.app import Desktop, Doors
from admin_gui.screens.cases.controller import Cases
from admin_gui.screens.counter.controller import CounterScreen
from admin_gui.screens.perks.controller import Perks
from admin_gui.settings import Options
from admin_gui.widgets.deed_form.form import DeedForm
from admin_gui.widgets.finder import Finder

PASSWORD: Final = "try-citypoints"  # noqa: S105 - of the demo
PERK: Final = "public-parking-discount"
ALONE: Final = (1400, 880)
SIZE: Final = (1280, 760)


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
        self.type("The register of that day names another person.")
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

    def take_up(self) -> None:
        """How perks are used, and counters beside their peers."""
        screen = self.screen("perks")
        assert isinstance(screen, Perks)
        take_up = screen.view.take_up
        screen.view.tabs.setCurrentWidget(take_up)
        self.wait(lambda: all(section.chart for section in take_up.sections), "charts")
        self.take("take-up")

    def serve(self) -> None:
        """Counter mode, after a pass was booked; the screen alone, as it fills a whole screen."""
        screen = self.screen("counter")
        assert isinstance(screen, CounterScreen)
        self.type(self._pass(), screen.view.field)
        self.key(Qt.Key.Key_Return, screen.view.field)
        self.settle()
        # The whole screen of a machine without one is small and square.
        self.press("F11")
        self.window.resize(*ALONE)
        self.pause(0.1)
        around = QRect(screen.mapTo(self.window, QPoint(0, 0)), screen.size())
        self.window.grab(around).save(str(self._target / "counter.png"), "PNG", 0)
        sys.stdout.write("counter\n")

    def _pass(self) -> str:
        """A pass that the resident's phone asks for."""
        body = {"city": "fuzhou", "number": self._number, "password": PASSWORD}
        with httpx.Client(base_url=f"{self._address}/api/v1") as phone:
            signed_in = phone.post("/sign-in/resident", json=body).raise_for_status().json()
            phone.headers["authorization"] = f"Bearer {signed_in['access_token']}"
            asked = phone.post("/me/passes", json={"perk": PERK}).raise_for_status()
        return str(asked.json()["token"])

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
        hands.take_up()
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
        hands.work_as("counter", "en", "light")
        hands.serve()
        hands.put_away()
    assert heard == [], heard


if __name__ == "__main__":
    main()
