"""Starts the desktop as `python -m admin_gui` does, and says when one can sign in; then ends.

The window is drawn, its field takes a key, and the server's cities stand in the list.
"""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer  # noqa: E402 - from the tree
from PySide6.QtGui import QKeyEvent  # noqa: E402 - as above
from PySide6.QtWidgets import QApplication  # noqa: E402 - as above

from admin_gui.app import Desktop, Doors  # noqa: E402 - as above
from admin_gui.screens.sign_in.view import SignInView  # noqa: E402 - as above
from admin_gui.settings import read_options  # noqa: E402 - as above

LOOK_MS = 1
# One city is known from last time; more come from the server.
CITIES_KNOWN = 1


def main() -> None:
    """Open it, look until it can be used, and print a line."""
    application = QApplication(sys.argv[:1])
    desktop = Desktop(application, read_options([], os.environ), Doors())
    desktop.open()
    desktop.window.activateWindow()
    view = desktop.window.findChild(SignInView)
    assert isinstance(view, SignInView)

    def look() -> None:
        view.password.setFocus()
        key = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", autorep=False
        )
        QCoreApplication.sendEvent(view.password, key)
        window = desktop.window.windowHandle()
        if window.isExposed() and view.password.text() and view.city.count() > CITIES_KNOWN:
            sys.stdout.write("usable\n")
            sys.stdout.flush()
            looking.stop()
            application.quit()

    looking = QTimer(interval=LOOK_MS)
    looking.timeout.connect(look)
    looking.start()
    application.exec()
    desktop.close()


if __name__ == "__main__":
    main()
