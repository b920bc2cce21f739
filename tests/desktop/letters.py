"""Letters that menus and what is in view claim with Alt."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QTabBar, QWidget


def claimed_twice(window: QMainWindow) -> list[list[str]]:
    """Words of menus and of what is in view, by the letter that they share."""
    menus = [menu.text() for menu in window.menuBar().actions()]
    return [claimed for claimed in claims_of(window, *menus).values() if len(claimed) > 1]


def claims_of(window: QWidget, *menus: str) -> dict[str, list[str]]:
    """Words of what is in view, and of menus, by the letter that they claim."""
    words = list(menus)
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QAbstractButton) or (
            isinstance(widget, QLabel) and widget.buddy() is not None
        ):
            words.append(widget.text())
        elif isinstance(widget, QTabBar):
            words += [widget.tabText(page) for page in range(widget.count())]
    claims: dict[str, list[str]] = {}
    for each in words:
        if letter := QKeySequence.mnemonic(each).toString():
            claims.setdefault(letter, []).append(each)
    return claims
