"""Bookings: found by their code, brought back, reversed, counted; never people."""

import pytest
from desktop.counters import LibraryDesk
from desktop.cutoff import SIZE, cut_off
from desktop.desk import checked
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenuBar, QTabWidget
from redeeming import BOOKS, DEPOSIT, PARKING, pass_for, redeemed

from admin_gui.screens.bookings.controller import BookingsScreen
from admin_gui.widgets.reversal import Reversal
from backend.core.permissions import Role


def opened(desk: LibraryDesk, *shown: str) -> BookingsScreen:
    """The screen, after some passes were booked; each is a perk's name."""
    desk.enter()
    for number, perk in enumerate(shown):
        said = desk.show(desk.pass_of(1 + number % 2, perk).token)
        assert said.word == "YES", said
        desk.town.clock.advance(seconds=1)
    desk.bench.press("Alt+2")
    desk.bench.settle()
    screen = desk.bench.desktop.window.shown_screen()
    assert isinstance(screen, BookingsScreen)
    return screen


def column(screen: BookingsScreen, number: int) -> list[str]:
    """What stands in a column of the bookings."""
    model = screen.view.bookings.model()
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def scan(desk: LibraryDesk, screen: BookingsScreen, code: str) -> None:
    """Scan a receipt."""
    screen.view.code.setFocus()
    screen.view.code.selectAll()
    desk.bench.type(code, screen.view.code)
    desk.bench.key(Qt.Key.Key_Return, screen.view.code)
    desk.bench.settle()


def test_bookings_stand_newest_first_and_name_nobody(library_desk: LibraryDesk) -> None:
    screen = opened(library_desk, BOOKS, DEPOSIT)
    checked(screen.view.bookings.model())
    assert column(screen, 1) == ["The library's deposit waived", "Books to borrow"]
    assert column(screen, 0) == ["used", "lent"]
    assert column(screen, 5) == ["—", "2027-03-31"]
    words = library_desk.bench.words()
    for place in (1, 2):
        assert f"Resident {place}" not in words
        assert library_desk.someone(place) not in words


def test_what_was_lent_is_found_by_its_receipt_and_brought_back(library_desk: LibraryDesk) -> None:
    screen = opened(library_desk, BOOKS, DEPOSIT)
    code = library_desk.taken()[0].code
    scan(library_desk, screen, code.lower())
    assert column(screen, 3) == [code]
    assert screen.view.bring_back.isEnabled()
    library_desk.bench.press("Ctrl+Return")
    library_desk.bench.settle()
    assert column(screen, 0) == ["brought back"]
    assert library_desk.bench.told() == f"Brought back: Books to borrow, {code}."
    assert library_desk.taken()[0].state == "returned"
    assert screen.view.code.hasFocus()
    assert "return-booking" in screen.disabled_actions()
    library_desk.bench.replace("", screen.view.code)
    screen.view.code.clear()
    library_desk.bench.settle()
    assert len(column(screen, 0)) == 2


def test_a_code_that_finds_nothing_ends_no_booking_that_was_found_before(
    library_desk: LibraryDesk,
) -> None:
    screen = opened(library_desk, BOOKS)
    code = library_desk.taken()[0].code
    for typed in ("hello", "00000-00000"):
        scan(library_desk, screen, code)
        assert screen.view.bring_back.isEnabled()
        library_desk.bench.replace(typed, screen.view.code)
        # Neither while it is looked for, nor once it is not found.
        library_desk.bench.key(Qt.Key.Key_Return, screen.view.code)
        library_desk.bench.press("Ctrl+Return")
        library_desk.bench.settle()
        library_desk.bench.press("Ctrl+Return")
        library_desk.bench.settle()
        assert not screen.view.bring_back.isEnabled()
        assert library_desk.taken()[0].state == "lent"


def test_overdue_ones_are_marked_and_come_first(library_desk: LibraryDesk) -> None:
    screen = opened(library_desk, BOOKS)
    library_desk.town.clock.advance(days=20)
    redeemed(library_desk.town, pass_for(library_desk.town, library_desk.someone(2)).token, "late")
    library_desk.town.clock.advance(days=12)
    library_desk.bench.restart()
    screen = opened(library_desk)
    assert column(screen, 0) == ["lent", "overdue"]
    screen.view.state.choose("overdue")
    library_desk.bench.settle()
    assert column(screen, 0) == ["overdue"]
    screen.view.state.choose("lent")
    library_desk.bench.settle()
    assert len(column(screen, 0)) == 2
    screen.view.state.choose("reversed")
    library_desk.bench.settle()
    assert screen.view.bookings_panels.state() == "empty"
    assert "No such booking" in library_desk.bench.words()


def test_a_mistake_is_reversed_for_a_reason_within_its_minutes(library_desk: LibraryDesk) -> None:
    screen = opened(library_desk, DEPOSIT)
    screen.view.bookings.setFocus()
    screen.view.bookings.go_to(0)
    library_desk.bench.press("Del")
    dialog = library_desk.bench.found(Reversal)
    dialog.save.click()
    assert dialog.fields["reason"].problem()
    library_desk.bench.type("Not what was meant", dialog.reason.line())
    library_desk.bench.key(Qt.Key.Key_Return, dialog.reason.line())
    library_desk.bench.settle()
    assert column(screen, 0) == ["reversed"]
    assert library_desk.taken()[0].state == "reversed"
    assert "reverse-booking" in screen.disabled_actions()


def test_a_reversal_that_comes_too_late_says_so_in_the_dialog(library_desk: LibraryDesk) -> None:
    screen = opened(library_desk, DEPOSIT)
    screen.view.bookings.setFocus()
    screen.view.bookings.go_to(0)
    library_desk.bench.press("Del")
    dialog = library_desk.bench.found(Reversal)
    library_desk.town.clock.advance(minutes=16)
    library_desk.bench.type("Not what was meant", dialog.reason.line())
    library_desk.bench.key(Qt.Key.Key_Return, dialog.reason.line())
    library_desk.bench.settle()
    notice = dialog.notices.notice
    assert notice is not None
    assert "15 minutes" in notice.sentence
    dialog.reject()


def test_totals_count_by_perk_and_month(library_desk: LibraryDesk) -> None:
    screen = opened(library_desk, BOOKS, DEPOSIT, DEPOSIT)
    checked(screen.view.totals.model())
    screen.view.tabs.setCurrentIndex(2)
    library_desk.bench.settle()
    model = screen.view.totals.model()
    rows = {
        str(model.index(row, 1).data()): str(model.index(row, 2).data())
        for row in range(model.rowCount())
    }
    assert rows == {"Books to borrow": "1", "The library's deposit waived": "2"}
    assert str(model.index(0, 0).data()) == "2027-03"


def test_only_the_own_providers_bookings_are_shown(library_desk: LibraryDesk) -> None:
    opened(library_desk, BOOKS)
    bench = library_desk.bench
    bench.restart()
    library_desk.name = bench.person(Role.COUNTER, "cars", provider=PARKING)
    screen = opened(library_desk)
    assert "Books to borrow" not in column(screen, 1)


def test_what_cannot_be_read_says_so_and_is_read_again(library_desk: LibraryDesk) -> None:
    screen = opened(library_desk, BOOKS)
    library_desk.bench.cable.is_out = True
    library_desk.bench.press("F5")
    library_desk.bench.settle()
    assert screen.view.bookings_panels.state() == "failed"
    library_desk.bench.cable.is_out = False
    library_desk.bench.press("F5")
    library_desk.bench.settle()
    assert screen.view.bookings_panels.state() == "ready"


@pytest.mark.parametrize("language", ["Ctrl+Shift+E", "Ctrl+Shift+H"])
def test_both_languages_and_both_themes_are_whole(library_desk: LibraryDesk, language: str) -> None:
    screen = opened(library_desk, BOOKS)
    for theme in ("dark", "light"):
        library_desk.bench.desktop.theme.choose(theme)
        library_desk.bench.press(language)
        library_desk.bench.settle()
    state = column(screen, 0)
    assert state == (["lent"] if language.endswith("E") else ["已借出"])


@pytest.mark.parametrize("language", ["Ctrl+Shift+E", "Ctrl+Shift+H"])
def test_nothing_in_the_tables_is_cut_off(library_desk: LibraryDesk, language: str) -> None:
    desk = library_desk
    desk.enter()
    desk.bench.window.resize(*SIZE)
    desk.show(desk.pass_of(2, DEPOSIT).token)
    desk.bench.cable.is_out = True
    desk.town.clock.advance(seconds=10)
    assert desk.show(desk.pass_of().token).word == "YES"
    desk.bench.press("Alt+2")
    desk.bench.press(language)
    screen = desk.bench.desktop.window.shown_screen()
    assert isinstance(screen, BookingsScreen)
    screen.view.tabs.setCurrentIndex(1)
    desk.bench.settle()
    assert cut_off(screen.view.queue, "state", "perk", "amount", "taken", "next") == []
    screen.view.tabs.setCurrentIndex(0)
    desk.mend()
    desk.bench.wait(lambda: "waiting" not in desk.states(), "to be settled")
    # It was read without a network first, and again when something was settled.
    desk.bench.wait(lambda: screen.view.bookings.model().rowCount() == 2, "what was settled")
    desk.bench.wait(screen.view.bookings.isVisible, "the table")
    assert cut_off(screen.view.bookings) == []
    screen.view.bookings.go_to(0)
    screen.view.bring_back.click()
    desk.bench.wait(lambda: desk.taken()[0].state == "returned", "what is brought back")
    desk.bench.settle()
    assert cut_off(screen.view.bookings) == []
    screen.view.tabs.setCurrentIndex(2)
    desk.bench.settle()
    assert cut_off(screen.view.totals) == []
    assert max(range(7), key=screen.view.totals.columnWidth) == 1


@pytest.mark.parametrize("language", ["Ctrl+Shift+E", "Ctrl+Shift+H"])
def test_each_letter_is_claimed_once(library_desk: LibraryDesk, language: str) -> None:
    screen = opened(library_desk, BOOKS)
    library_desk.bench.press(language)
    library_desk.bench.settle()
    (bar,) = library_desk.bench.window.findChildren(QMenuBar)
    texts = [action.text() for action in bar.actions()]
    for tabs in screen.findChildren(QTabWidget):
        texts += [tabs.tabText(number) for number in range(tabs.count())]
    texts += [each.text() for each in screen.findChildren(QAbstractButton)]
    # Both labels of a state stand on different pages.
    texts += {each.text() for each in screen.findChildren(QLabel) if each.buddy() is not None}
    claimed = [keys for text in texts if not (keys := QKeySequence.mnemonic(text)).isEmpty()]
    assert len(claimed) > 12
    assert len({keys.toString() for keys in claimed}) == len(claimed), texts


def test_a_reversal_says_which_booking_it_is(library_desk: LibraryDesk) -> None:
    screen = opened(library_desk, DEPOSIT)
    screen.view.bookings.setFocus()
    screen.view.bookings.go_to(0)
    library_desk.bench.press("Del")
    dialog = library_desk.bench.found(Reversal)
    code = column(screen, 3)[0]
    assert dialog.booking.text() == f"{code}, booked {column(screen, 4)[0]}"
    dialog.reject()
