"""Logging deeds by the keyboard: with the server and without, for one resident and for many."""

import re
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from desktop.desk import Bench, checked
from furnished import CITY
from installation import number
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from admin_gui.screens.log_deed.controller import DRAFT, LogDeed
from admin_gui.widgets.deed_form.form import DeedForm
from admin_gui.widgets.deed_form.matching import known, matching
from admin_gui.widgets.deed_form.numbers import read_numbers
from backend.contracts.cities import DeedTypeView
from backend.core.permissions import Role

# The town's clock stands at noon of this day.
TODAY = date(2027, 3, 1)


def logging(bench: Bench, who: str = "collector-one") -> LogDeed:
    """Sign in, and the form is ready for a number."""
    bench.sign_in(who)
    shown = bench.screen("log_deed")
    assert isinstance(shown, LogDeed)
    bench.wait(lambda: bench.place.deed_types, "deed types")
    return shown


def type_deed(bench: Bench, place: int, letters: str, quantity: str = "") -> None:
    """Number, deed and quantity, as fast hands do it."""
    form = bench.found(DeedForm)
    assert form.number.hasFocus()
    bench.type(number(place))
    bench.key(Qt.Key.Key_Return)
    bench.type(letters)
    bench.key(Qt.Key.Key_Return)
    if quantity:
        bench.key(Qt.Key.Key_Return)
        assert form.quantity.hasFocus()
        bench.type(quantity)


def states(bench: Bench) -> list[str]:
    """Of what lies in the outbox, newest first."""
    assert bench.place.outbox is not None
    return [item.state for item in bench.place.outbox.items()]


def recorded(bench: Bench, deed: UUID) -> str:
    """The state of a deed at the server."""
    entries = bench.place.client.deeds.entries(CITY).items
    return next(entry.state for entry in entries if entry.id == str(deed))


def in_words(widget: QWidget, text: str) -> None:
    """Type what no key has, as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_a_deed_is_logged_by_the_keyboard_and_the_next_one_is_ready(bench: Bench) -> None:
    screen = logging(bench)
    form = screen.form
    type_deed(bench, 1, "volunt", "12")
    form.day.setDate(QDate(2027, 2, 20))
    bench.press("Ctrl+Return")
    assert form.number.hasFocus()
    assert form.number.text() == ""
    assert form.deed_type is None
    assert form.typed().occurred_on == date(2027, 2, 20)
    bench.wait(lambda: states(bench) == ["sent"], "the receipt")
    assert bench.place.outbox is not None
    deed = bench.place.outbox.items()[0].content
    assert (deed.number, deed.deed_type, deed.quantity) == (number(1), "volunteering", 12)
    assert deed.id.version == 7
    assert recorded(bench, deed.id) == "counts"
    assert f"…{number(1)[-4:]}" in screen.view.confirmed()
    # What has left cannot be taken back.
    bench.wait(lambda: not screen.view.undo.isVisible(), "no undo")
    assert "undo-deed" in screen.disabled_actions()


def test_the_state_of_the_last_deeds_is_followed(bench: Bench) -> None:
    screen = logging(bench)
    model = screen.view.recent.model()
    tester = checked(model)
    bench.cable.is_out = True
    type_deed(bench, 1, "volunt", "12")
    bench.press("Ctrl+Return")
    bench.wait(lambda: model.rowCount() == 1, "the row")
    assert model.index(0, 0).data() == "waits to be sent"
    assert number(1) not in model.index(0, 1).data()
    bench.cable.is_out = False
    bench.place.look_for_server()
    bench.wait(lambda: model.index(0, 0).data() == "sent", "the receipt")
    assert tester.model() is model


def test_letters_of_both_languages_codes_and_rows_find_a_deed(bench: Bench) -> None:
    form = logging(bench).form
    for letters in ("volunteer", "C07", "c07", "volunteering"):
        form.deed.setFocus()
        form.deed.selectAll()
        bench.type(letters)
        assert form.deed.shown()[0].code == "volunteering", letters
    form.deed.selectAll()
    in_words(form.deed, "志愿")
    assert "volunteering" in [each.code for each in form.deed.shown()]
    bench.key(Qt.Key.Key_Escape)
    assert not form.deed.is_open
    prepared = [known(each) for each in bench.place.client.cities.deed_types(CITY).deed_types]
    found = matching(prepared, "tra")
    assert found[0].label_en.startswith("Tra")
    begins = [has_word(each, "tra") for each in found]
    assert begins == sorted(begins, reverse=True)
    assert matching(prepared, "no such deed") == []


def has_word(deed_type: DeedTypeView, letters: str) -> bool:
    """Whether a word of its names begins so."""
    names = f"{deed_type.label_en} {deed_type.code} {deed_type.part_en or ''}".casefold()
    return any(word.startswith(letters) for word in re.split(r"[\W]+", names))


def test_arrows_choose_among_the_own_departments_deeds(bench: Bench) -> None:
    form = logging(bench).form
    form.deed.setFocus()
    bench.key(Qt.Key.Key_Down)
    assert all("civility-office" in each.departments for each in form.deed.shown())
    second = form.deed.shown()[1]
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Return)
    assert form.deed_type == second
    described = form.deed.accessibleDescription()
    assert "▲ merit" in described
    assert second.source in described
    assert second.price_en in described


def test_only_the_fields_that_a_deed_needs_are_shown(bench: Bench) -> None:
    form = logging(bench).form
    for letters, needed in (
        ("C07", {"quantity"}),
        ("C14", {"grade"}),
        ("C08", {"account"}),
        ("C04", set()),
    ):
        form.deed.setFocus()
        form.deed.selectAll()
        bench.type(letters)
        bench.key(Qt.Key.Key_Return)
        shown = {name for name, field in form.fields().items() if field.isVisible()}
        assert shown == {"number", "deed_type", "occurred_on"} | needed, letters
        for name in needed:
            assert "(required)" in form.fields()[name].editor.accessibleName()
    for field in form.fields().values():
        assert field.editor.accessibleName()


def test_what_is_missing_is_said_at_its_field_and_nothing_is_saved(bench: Bench) -> None:
    form = logging(bench).form
    bench.press("Ctrl+Return")
    assert form.fields()["number"].problem()
    assert form.fields()["deed_type"].problem()
    assert form.number.hasFocus()
    type_deed(bench, 1, "C14")
    bench.press("Ctrl+Return")
    assert form.fields()["grade"].problem()
    assert form.grade.hasFocus()
    bench.key(Qt.Key.Key_Down)
    assert not form.fields()["grade"].problem()
    assert states(bench) == []


def test_its_worth_is_shown_with_days_and_the_second_person(bench: Bench) -> None:
    card = logging(bench).view.worth
    type_deed(bench, 1, "C07", "60")
    bench.wait(lambda: "+20 points" in card.words(), "its worth")
    assert "2028-02-29" in card.words()
    assert "no second person" in card.words()
    form = bench.found(DeedForm)
    form.deed.setFocus()
    form.deed.selectAll()
    bench.type("C04")
    bench.key(Qt.Key.Key_Return)
    bench.wait(lambda: "+80 points" in card.words(), "its worth")
    assert "Awaits a second person" in card.words()
    form.has_document.setChecked(True)
    assert "no second person" in card.words()
    bench.cable.is_out = True
    bench.place.look_for_server()
    bench.wait(lambda: "No connection" in card.words(), "no server")
    assert "+80 each" in card.words()
    assert "5 y" in card.words()


def test_what_the_server_says_of_a_field_stands_at_the_field(bench: Bench) -> None:
    # An officer who has just left the department.
    form = logging(bench, bench.person(Role.OFFICER, department="civility-office")).form
    bench.home.town.desk.database.write_now(
        lambda tx: tx.execute("update account set department = null where id = 'officer-two'")
    )
    bench.home.town.clock.advance(minutes=20)
    type_deed(bench, 1, "C07", "12")
    bench.wait(form.fields()["deed_type"].problem, "what the server says")
    # It is only said: the keyboard stays where somebody types.
    assert form.quantity.hasFocus()


def test_a_demerit_asks_for_its_document_and_awaits_a_second_person(bench: Bench) -> None:
    who = bench.person(Role.COLLECTOR, department="court")
    screen = logging(bench, who)
    form = screen.form
    type_deed(bench, 1, "B04")
    bench.wait(lambda: "points" in screen.view.worth.words(), "its worth")
    assert "Awaits a second person" in screen.view.worth.words()
    assert "2027-03-11" in screen.view.worth.words()
    bench.press("Ctrl+Return")
    assert form.fields()["document.authority"].problem()
    assert form.authority.hasFocus()
    bench.type("City Court")
    bench.key(Qt.Key.Key_Return)
    bench.type("2027-17")
    bench.press("Ctrl+Return")
    bench.wait(lambda: states(bench) == ["sent"], "the receipt")
    assert bench.place.outbox is not None
    assert recorded(bench, bench.place.outbox.items()[0].id) == "awaiting-confirmation"


def test_a_wrong_check_digit_is_said_early_and_may_be_kept(bench: Bench) -> None:
    form = logging(bench).form
    bench.cable.is_out = True
    wrong = number(1)[:-1] + ("1" if number(1)[-1] != "1" else "2")
    bench.type(wrong[:10])
    assert "10 of 18" in form.number.accessibleDescription()
    bench.type(wrong[10:])
    assert "wrong" in form.number.accessibleDescription()
    form.deed.setFocus()
    bench.type("C04")
    bench.key(Qt.Key.Key_Return)
    bench.press("Ctrl+Return")
    assert form.fields()["number"].problem()
    assert states(bench) == []
    bench.press("Ctrl+Return")
    bench.wait(lambda: states(bench) == ["waiting"], "the deed")


def test_the_same_deed_for_a_list_of_numbers(bench: Bench) -> None:
    screen = logging(bench)
    form = screen.form
    bench.press("Ctrl+L")
    assert form.numbers.hasFocus()
    QApplication.clipboard().setText(f"{number(1)}，{number(2)}\n {number(1)} ; {number(2)}、")
    form.numbers.paste()
    assert "2" in screen.view.save.text()
    assert number(1) in form.numbers.accessibleDescription()
    form.deed.setFocus()
    bench.type("C07")
    bench.key(Qt.Key.Key_Return)
    form.quantity.setFocus()
    bench.type("5")
    bench.press("Ctrl+Return")
    bench.wait(lambda: states(bench) == ["sent", "sent"], "both receipts")
    assert form.is_list
    assert form.numbers.toPlainText() == ""
    assert form.numbers.hasFocus()


def test_numbers_between_anything_are_read_once_each() -> None:
    found = read_numbers(f"{number(1)}, {number(2)}；{number(1)}\u3000{number(3)[:-1]}9\n\n")
    assert found.all == (number(1), number(2), f"{number(3)[:-1]}9")
    assert found.doubles == (number(1),)
    assert found.doubtful == (f"{number(3)[:-1]}9",)


def test_half_a_deed_survives_the_end_of_the_program(bench: Bench) -> None:
    form = logging(bench).form
    type_deed(bench, 1, "C07", "12")
    cabinet = bench.place.cabinet
    assert cabinet is not None
    bench.wait(lambda: b"12" in (cabinet.recall(DRAFT) or b""), "the draft")
    before = form.typed()
    # As after kill -9: the window is not asked whether it may close.
    bench.restart()
    screen = logging(bench)
    assert screen.form.typed() == before
    assert screen.view.notices.isVisible()
    bench.press("Ctrl+Shift+Backspace")
    assert not screen.form.typed().is_begun
    bench.press("Ctrl+T")
    assert screen.form.typed() == before


def test_leaving_keeps_the_draft_at_once_and_saving_ends_it(bench: Bench) -> None:
    screen = logging(bench)
    bench.type(number(1)[:5])
    assert screen.may_leave()
    bench.wait(lambda: not bench.place.disk.is_busy, "the disk")
    cabinet = bench.place.cabinet
    assert cabinet is not None
    assert cabinet.recall(DRAFT) is not None
    screen.form.number.clear()
    type_deed(bench, 1, "C07", "12")
    bench.press("Ctrl+Return")
    bench.wait(lambda: states(bench) == ["sent"], "the receipt")
    bench.pause(0.7)
    assert cabinet.recall(DRAFT) is None


def test_it_works_without_the_server_from_the_start(bench: Bench) -> None:
    logging(bench)
    cabinet = bench.place.cabinet
    assert cabinet is not None
    bench.wait(lambda: cabinet.recall("deed-types"), "deed types on this machine")
    bench.restart()
    bench.cable.is_out = True
    screen = logging(bench)
    type_deed(bench, 1, "C07", "12")
    bench.press("Ctrl+Return")
    bench.wait(lambda: states(bench) == ["waiting"], "the deed")
    assert screen.form.number.hasFocus()
    bench.cable.is_out = False
    bench.place.look_for_server()
    bench.wait(lambda: states(bench) == ["sent"], "the receipt")


def test_a_deed_is_taken_back_before_it_leaves(bench: Bench) -> None:
    screen = logging(bench)
    bench.cable.is_out = True
    bench.place.look_for_server()
    bench.wait(lambda: not bench.place.is_online, "no server")
    # The first one holds the courier up, so the second one stays here.
    type_deed(bench, 1, "C07", "1")
    bench.press("Ctrl+Return")
    bench.wait(lambda: states(bench) == ["waiting"], "the deed")
    courier = bench.place.courier
    assert courier is not None
    bench.wait(lambda: courier.standing.kind == "away", "the courier")
    type_deed(bench, 2, "C07", "2")
    typed = screen.form.typed()
    bench.press("Ctrl+Return")
    bench.wait(screen.view.undo.isVisible, "the way back")
    bench.press("Ctrl+T")
    bench.wait(lambda: states(bench) == ["withdrawn", "waiting"], "the deed taken back")
    bench.wait(lambda: screen.form.typed() == typed, "the form as it was")


def test_the_deed_is_kept_where_that_is_wanted(bench: Bench) -> None:
    screen = logging(bench)
    screen.view.keeps.setChecked(True)
    type_deed(bench, 1, "C07", "12")
    bench.press("Ctrl+Return")
    assert screen.form.deed_type is not None
    assert screen.form.deed_type.code == "volunteering"
    assert screen.form.quantity.text() == ""
    assert screen.form.number.text() == ""


def test_no_day_of_the_future_can_be_chosen_and_the_day_follows_the_city(bench: Bench) -> None:
    screen = logging(bench)
    form = screen.form
    assert form.typed().occurred_on == TODAY
    form.day.setDate(QDate(2027, 3, 2))
    assert form.typed().occurred_on == TODAY
    bench.home.town.clock.advance(hours=24)
    screen.arrive()
    assert form.typed().occurred_on == TODAY + timedelta(days=1)
    form.day.setFocus()
    form.day.setDate(QDate(2027, 3, 1))
    bench.key(Qt.Key.Key_Down)
    assert form.typed().occurred_on == date(2027, 2, 28)


def test_what_could_not_be_stored_is_said_and_stays_in_the_form(bench: Bench) -> None:
    screen = logging(bench)
    type_deed(bench, 1, "C07", "12")
    bench.pause(0.8)
    typed = screen.form.typed()
    with full_disk():
        bench.press("Ctrl+Return")
        bench.wait(bench.told, "why it is not saved")
    assert "nothing was saved" in bench.told()
    assert screen.form.typed() == typed
    assert states(bench) == []
    bench.press("Ctrl+Return")
    bench.wait(lambda: states(bench) == ["sent"], "the receipt")


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_another_language_writes_everything_anew(bench: Bench) -> None:
    form = logging(bench).form
    type_deed(bench, 1, "C07", "12")
    bench.desktop.speak("zh")
    bench.settle()
    assert form.deed_type is not None
    assert form.deed.text().startswith(form.deed_type.label_zh)
    assert form.quantity.text() == "12"


def test_what_was_saved_at_the_last_moment_is_saved(bench: Bench) -> None:
    logging(bench, "collector-one")
    held = threading.Event()
    bench.place.disk.run(bench.window, held.wait, lambda _: None, lambda _: None)
    type_deed(bench, 1, "C07", "12")
    bench.press("Ctrl+Return")
    assert not bench.window.close()
    threading.Timer(0.2, held.set).start()
    # As when a session ends by itself: nobody is asked.
    bench.desktop.window.left.emit("")
    bench.settle()
    bench.cable.is_out = True
    bench.sign_in("collector-one")
    assert bench.place.outbox is not None
    assert [item.content.deed_type for item in bench.place.outbox.items()] == ["volunteering"]
