"""Counter mode with a network: one field, a yes or no in words, undone for some minutes."""

import sys
from pathlib import Path

import httpx
import pytest
from desktop.counters import LibraryDesk
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit
from redeeming import BOOKS, DEPOSIT, MORNINGS

from admin_gui.screens.counter import picture
from admin_gui.screens.counter.words import Said
from admin_gui.widgets.navigation import Navigation
from admin_gui.widgets.reversal import Reversal
from admin_gui.widgets.words import moment


def second_uses(desk: LibraryDesk) -> list[object]:
    """What officers are told of passes that were shown twice."""
    return list(desk.town.desk.database.read_now(lambda tx: tx.rows("select id from second_use")))


def reversal(desk: LibraryDesk, why: str = "Booked by mistake") -> Reversal:
    """The dialog that reverses, with its reason."""
    desk.bench.press("Ctrl+T")
    dialog = desk.bench.found(Reversal)
    desk.bench.type(why, dialog.reason.line())
    desk.bench.key(Qt.Key.Key_Return, dialog.reason.line())
    desk.bench.settle()
    return dialog


def test_a_counter_lands_in_a_field_that_has_the_whole_screen(library_desk: LibraryDesk) -> None:
    screen = library_desk.enter()
    window = library_desk.bench.window
    assert window.isFullScreen()
    assert screen.view.field.hasFocus()
    assert not any(each.isVisible() for each in window.findChildren(Navigation))
    assert "City library" in library_desk.bench.words()
    library_desk.bench.press("Escape")
    assert not window.isFullScreen()
    assert any(each.isVisible() for each in window.findChildren(Navigation))
    library_desk.bench.press("F11")
    assert window.isFullScreen()
    assert screen.view.field.hasFocus()


def test_whatever_was_open_last_a_counter_begins_in_counter_mode(library_desk: LibraryDesk) -> None:
    library_desk.enter()
    bench = library_desk.bench
    bench.press("Alt+2")
    bench.settle()
    assert not bench.window.isFullScreen()
    bench.restart()
    assert not bench.window.isFullScreen()
    library_desk.enter()
    assert bench.window.isFullScreen()


def test_a_scanned_pass_is_booked_and_said_by_sign_word_and_sentence(
    library_desk: LibraryDesk,
) -> None:
    screen = library_desk.enter()
    shown = library_desk.pass_of()
    said = library_desk.show(shown.token)
    assert (said.kind, said.word, said.perk) == ("good", "YES", "Books to borrow")
    assert said.facts == ("To be brought back by 2027-03-31", f"Receipt code {shown.code}")
    assert screen.view.field.text() == ""
    assert screen.view.field.hasFocus()
    aloud = screen.view.card.accessibleDescription()
    assert "YES" in aloud
    assert shown.code in aloud
    (used,) = library_desk.taken()
    assert (used.perk, used.state) == (BOOKS, "lent")


def test_the_amount_is_large_and_in_its_unit(library_desk: LibraryDesk) -> None:
    library_desk.enter()
    said = library_desk.show(library_desk.pass_of(perk=DEPOSIT).token)
    assert said.amount in {"100 yuan", "300 yuan"}
    library_desk.bench.press("Ctrl+Shift+H")
    library_desk.bench.settle()
    said = library_desk.answer()
    assert (said.word, said.perk) == ("可以", "免图书馆押金")
    assert said.amount.endswith(" 人民币元")


def test_a_typed_code_books_as_well(library_desk: LibraryDesk) -> None:
    library_desk.enter()
    shown = library_desk.pass_of()
    assert library_desk.show(shown.code.lower()).word == "YES"
    assert library_desk.show(shown.token).word == "NO"


def test_a_scanner_with_caps_lock_or_a_chinese_keyboard_is_understood(
    library_desk: LibraryDesk,
) -> None:
    screen = library_desk.enter()
    assert not screen.view.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert library_desk.show(f" {library_desk.pass_of().token.swapcase()}").word == "YES"


def test_a_code_that_a_busy_server_puts_off_is_no_matter_of_the_network(
    library_desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_desk.enter()
    cable = library_desk.bench.cable

    def busy(request: httpx.Request) -> httpx.Response:
        return httpx.Response(429, headers={"retry-after": "7"}, request=request)

    monkeypatch.setattr(cable, "handle_request", busy)
    code = library_desk.pass_of().code
    said = library_desk.show(code)
    assert said.word == "NO"
    assert "in 7 seconds" in said.sentence
    assert library_desk.bench.place.is_online
    monkeypatch.undo()
    assert library_desk.show(code).word == "YES"


def test_a_pass_shown_twice_is_refused_and_reported(library_desk: LibraryDesk) -> None:
    library_desk.enter()
    shown = library_desk.pass_of()
    assert library_desk.show(shown.token).word == "YES"
    said = library_desk.show_again(shown.token)
    assert (said.kind, said.word) == ("bad", "NO")
    assert "booked already" in said.sentence
    assert len(second_uses(library_desk)) == 1
    assert len(library_desk.taken()) == 1


def test_a_pass_that_the_scanner_reads_twice_keeps_its_yes(library_desk: LibraryDesk) -> None:
    screen = library_desk.enter()
    token = library_desk.pass_of().token
    screen.view.entered.emit(token)
    screen.view.entered.emit(token)
    assert library_desk.answer().word == "YES"
    # What is typed takes the answer away, until it is known as the same.
    assert library_desk.show(token).word == "YES"
    library_desk.bench.pause(1.3)
    assert library_desk.answer().word == "YES"
    assert second_uses(library_desk) == []
    assert len(library_desk.taken()) == 1


def test_passes_that_are_scanned_quickly_are_booked_in_their_order(
    library_desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin_gui.screens.counter.controller.GLANCE_MS", 50)
    screen = library_desk.enter()
    tokens = [library_desk.pass_of(place, DEPOSIT).token for place in (1, 2)]
    tokens.insert(1, "hello")
    heard: list[str] = []
    tell = screen.view.show_said

    def listen(said: Said, *, is_new: bool) -> None:
        heard.extend([said.word] if is_new else [])
        tell(said, is_new=is_new)

    monkeypatch.setattr(screen.view, "show_said", listen)
    for token in tokens:
        screen.view.entered.emit(token)
    library_desk.bench.wait(lambda: len(heard) == len(tokens), "three answers")
    assert heard == ["YES", "NO", "YES"]


def test_what_the_server_refuses_is_said_in_its_words(library_desk: LibraryDesk) -> None:
    library_desk.enter()
    late = library_desk.pass_of(perk=MORNINGS)
    library_desk.town.clock.advance(minutes=4)
    other = library_desk.pass_of(perk=MORNINGS)
    library_desk.town.clock.advance(minutes=2)
    assert "expired" in library_desk.show(late.token).sentence
    altered = other.token[:-2] + ("AA" if not other.token.endswith("AA") else "BB")
    assert library_desk.show(altered).word == "NO"
    assert "mistyped" in library_desk.show("hello").sentence
    assert library_desk.taken() == []


def test_the_last_booking_is_reversed_for_a_reason_in_its_minutes(
    library_desk: LibraryDesk,
) -> None:
    screen = library_desk.enter()
    assert "undo-booking" in screen.disabled_actions()
    shown = library_desk.pass_of()
    library_desk.show(shown.token)
    assert screen.disabled_actions() == frozenset()
    booked = moment(library_desk.bench.place.shown(library_desk.town.clock.now()))
    library_desk.town.clock.advance(minutes=3)
    library_desk.bench.press("Ctrl+T")
    dialog = library_desk.bench.found(Reversal)
    assert dialog.booking.text() == f"{shown.code}, booked {booked}"
    dialog.reject()
    reversal(library_desk)
    assert "reversed" in library_desk.answer().sentence
    assert library_desk.taken()[0].state == "reversed"
    assert "undo-booking" in screen.disabled_actions()
    assert library_desk.show(shown.token).word == "NO"


def test_after_its_minutes_a_booking_stands(library_desk: LibraryDesk) -> None:
    screen = library_desk.enter()
    library_desk.show(library_desk.pass_of().token)
    library_desk.town.clock.advance(minutes=16)
    library_desk.bench.press("Ctrl+T")
    assert "undo-booking" in screen.disabled_actions()
    assert library_desk.taken()[0].state == "lent"


def test_the_next_pass_takes_the_last_answer_away(library_desk: LibraryDesk) -> None:
    screen = library_desk.enter()
    library_desk.show(library_desk.pass_of().token)
    library_desk.bench.type("e", screen.view.field)
    said = screen.view.said()
    assert said is not None
    assert said.word == ""
    library_desk.bench.press("Escape")
    assert screen.view.field.text() == ""
    assert library_desk.bench.window.isFullScreen()


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_pass_is_read_from_a_picture_that_is_dropped(
    library_desk: LibraryDesk, tmp_path: Path, form: str
) -> None:
    pytest.importorskip("zxingcpp")
    screen = library_desk.enter()
    path = tmp_path / f"pass.{form}"
    path.write_bytes(library_desk.drawn(library_desk.pass_of(), form))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    screen.view.dropEvent(
        QDropEvent(
            QPoint(10, 10),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert library_desk.answer().word == "YES"


def test_a_picture_is_asked_for_while_the_counter_goes_on(
    library_desk: LibraryDesk, tmp_path: Path
) -> None:
    pytest.importorskip("zxingcpp")
    library_desk.enter()
    path = tmp_path / "pass.png"
    path.write_bytes(library_desk.drawn(library_desk.pass_of(), "png"))
    bench = library_desk.bench
    bench.press("Ctrl+O")
    line = bench.found(QFileDialog).findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    bench.replace(str(path), line)
    bench.key(Qt.Key.Key_Return, line)
    assert library_desk.answer().word == "YES"


def test_a_picture_without_a_pass_is_explained(library_desk: LibraryDesk, tmp_path: Path) -> None:
    pytest.importorskip("zxingcpp")
    screen = library_desk.enter()
    path = tmp_path / "no.png"
    blank = QImage(80, 80, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    blank.save(str(path))
    screen.view.dropped.emit(path)
    assert "no pass in this picture" in library_desk.answer().sentence
    path.write_bytes(b"no picture")
    screen.view.dropped.emit(path)
    assert "no picture that can be read" in library_desk.answer().sentence


def test_two_passes_in_one_picture_are_not_guessed_between(
    library_desk: LibraryDesk, tmp_path: Path
) -> None:
    pytest.importorskip("zxingcpp")
    library_desk.enter()
    images = []
    for place in (1, 2):
        image = QImage()
        image.loadFromData(library_desk.drawn(library_desk.pass_of(place), place=place))
        images.append(image.convertToFormat(QImage.Format.Format_RGB32))
    both = QImage(images[0].width() * 2, images[0].height(), QImage.Format.Format_RGB32)
    both.fill(Qt.GlobalColor.white)
    for number, image in enumerate(images):
        for row in range(image.height()):
            for column in range(image.width()):
                at = number * images[0].width() + column
                if at < both.width() and row < both.height():
                    both.setPixel(at, row, image.pixel(column, row))
    with pytest.raises(picture.PictureError) as refused:
        picture.read_image(both)
    assert refused.value.kind == picture.MANY


def test_without_the_reader_the_machine_says_so(
    library_desk: LibraryDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = library_desk.enter()
    path = tmp_path / "pass.png"
    path.write_bytes(library_desk.drawn(library_desk.pass_of()))
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    screen.view.dropped.emit(path)
    assert "zxing-cpp is missing" in library_desk.answer().sentence


def test_the_letters_grow_with_the_screen(library_desk: LibraryDesk) -> None:
    screen = library_desk.enter()
    library_desk.show(library_desk.pass_of().token)
    bench = library_desk.bench
    bench.press("F11")
    bench.window.resize(1600, 1000)
    bench.pause(0.05)
    yes = next(each for each in screen.findChildren(QLabel) if each.text() == "YES")
    assert yes.fontInfo().pixelSize() > 100
    bench.window.resize(800, 500)
    bench.pause(0.05)
    assert 40 < yes.fontInfo().pixelSize() < 100


def test_sound_is_off_until_it_is_wanted(
    library_desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_desk.enter()
    heard: list[int] = []
    monkeypatch.setattr(
        "admin_gui.screens.counter.controller.QApplication.beep", lambda: heard.append(1)
    )
    library_desk.show("hello")
    assert heard == []
    library_desk.bench.press("Ctrl+Shift+B")
    library_desk.show(library_desk.pass_of().token)
    assert heard == [1]


def test_a_session_that_ended_books_nothing(library_desk: LibraryDesk) -> None:
    screen = library_desk.enter()
    library_desk.town.clock.advance(days=2)
    shown = library_desk.pass_of()
    library_desk.bench.type(shown.token, screen.view.field)
    library_desk.bench.key(Qt.Key.Key_Return, screen.view.field)
    library_desk.bench.wait(lambda: library_desk.bench.desktop.place is None, "the entrance")
    library_desk.bench.settle()
    assert not library_desk.bench.window.isFullScreen()
    assert library_desk.taken() == []
