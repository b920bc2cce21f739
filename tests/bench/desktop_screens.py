"""A collector's and an officer's hands: deeds picked, typed and saved, a long file read."""

from functools import partial
from typing import Final

from crowd import HOURS
from hands import Hands
from installation import number
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from admin_gui.outbox.outbox import Outbox
from admin_gui.screens.log_deed.controller import LogDeed
from admin_gui.screens.resident_file.controller import ResidentFile
from admin_gui.widgets.deed_form.form import DeedForm

DEEDS: Final = 20
LETTERS: Final = "re"
LISTED: Final = 2000


def pick_deeds(hands: Hands) -> None:
    """Letters of a deed, where there are the most to pick from."""
    form = _form(hands)
    for _ in range(DEEDS):
        form.deed.setFocus()
        for letter in LETTERS:
            with hands.timed("a letter of a deed"):
                QTest.keyClicks(form.deed, letter)
        form.deed.clear()
        hands.rest(0.01)
    _paste_list(hands, form)


def _paste_list(hands: Hands, form: DeedForm) -> None:
    """The same deed for as many residents as a list may have, and for one again."""
    pasted = "\n".join(number(place) for place in range(LISTED))
    with hands.timed("a list instead of one number"):
        form.show_list(is_list=True)
    with hands.timed("a long list of numbers"):
        form.numbers.setPlainText(pasted)
    form.numbers.clear()
    form.show_list(is_list=False)


def save_deeds(hands: Hands) -> None:
    """Deeds saved one after the other: in the outbox, and the form ready for the next one."""
    form = _form(hands)
    place = hands.desktop.place
    assert place is not None
    assert place.outbox is not None
    for turn in range(DEEDS):
        form.number.setFocus()
        QTest.keyClicks(form.number, number(turn))
        QTest.keyClick(form.number, Qt.Key.Key_Return)
        hands.type("volunt")
        hands.press("Return")
        hands.settle()
        form.quantity.setFocus()
        hands.type("2")
        hands.settle()
        kept = len(place.outbox.items())
        with hands.timed("a deed saved"):
            hands.press("Ctrl+Return")
            hands.wait(partial(_has_more, place.outbox, kept), "the outbox")
        with hands.doing("a deed sent"):
            hands.rest(0.02)


def read_file(hands: Hands) -> None:
    """The file of somebody with a long history, part by part."""
    screen = hands.open("resident_file")
    assert isinstance(screen, ResidentFile)
    hands.settle()
    with hands.doing("open a long file"):
        QTest.keyClicks(screen.view.finder.number, number(0))
        line = screen.view.finder.reason.line()
        line.setFocus()
        QTest.keyClicks(line, "Asked at the desk")
        QTest.keyClick(line, Qt.Key.Key_Return)
    for table in hands.tables():
        with hands.doing(f"scroll {table.objectName()} of a long file"):
            hands.scroll_to_end(table, DEEDS)
        with hands.timed(f"select all of {table.objectName()} in a long file"):
            table.selectAll()


def _has_more(outbox: Outbox, kept: int) -> bool:
    return len(outbox.items()) > kept


def _form(hands: Hands) -> DeedForm:
    screen = hands.open("log_deed")
    assert isinstance(screen, LogDeed)
    place = hands.desktop.place
    assert place is not None
    hands.wait(lambda: place.deed_types, f"the kinds of deeds, such as {HOURS}")
    hands.settle()
    return screen.form
