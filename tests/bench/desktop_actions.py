"""What needs no server: screens opened again, words and colours changed, dialogs, fields."""

from typing import Final

from hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

TIMES: Final = 20


def work_window(hands: Hands) -> None:
    """Everything that the window itself does, and each screen of whoever is signed in."""
    names = hands.screens()
    for name in names:
        with hands.doing(f"open {name} for the first time"):
            hands.open(name)
    for _ in range(TIMES):
        for name in names:
            with hands.timed(f"open {name} again"):
                hands.open(name)
            hands.settle()
    for name in names:
        hands.open(name)
        hands.settle()
        _change_looks(hands, name)
    _open_dialogs(hands)


def _change_looks(hands: Hands, name: str) -> None:
    for _ in range(TIMES // 4):
        for language in ("zh", "en"):
            with hands.timed(f"another language on {name}"):
                hands.act(f"language-{language}")
            hands.settle()
        for colours in ("dark", "light"):
            with hands.timed(f"other colours on {name}"):
                hands.act(f"theme-{colours}")
            hands.settle()


def _open_dialogs(hands: Hands) -> None:
    for _ in range(TIMES):
        with hands.timed("Ctrl+K"):
            hands.press("Ctrl+K")
        for letter in "open":
            with hands.timed("a letter after Ctrl+K"):
                hands.type(letter)
        _escape(hands)
        with hands.timed("F1"):
            hands.press("F1")
        with hands.timed("a letter after F1"):
            hands.type("c")
        _escape(hands)


def _escape(hands: Hands) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.deleteLater()
    hands.desktop.window.activateWindow()
    hands.rest(0.01)
