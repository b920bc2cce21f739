"""The outbox: what waits, what was refused and why, and what became of it at the server."""

import sqlite3
from datetime import date

from desktop.desk import Bench, checked
from furnished import CITY, DEPARTMENT
from installation import deed_id, number
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QSpinBox

from admin_gui.outbox.items import Item
from admin_gui.screens.outbox.controller import OutboxScreen
from admin_gui.screens.outbox.correcting import Correcting
from backend.contracts.deeds import DeedIn
from backend.core.permissions import Role

NOBODY = 77


def hours(word: str, place: int = 1, quantity: int = 12) -> DeedIn:
    """A deed of a collector."""
    return DeedIn(
        id=deed_id(word),
        number=number(place),
        deed_type="volunteering",
        occurred_on=date(2027, 2, 20),
        quantity=quantity,
    )


def outbox(bench: Bench, *deeds: DeedIn, is_out: bool = False) -> OutboxScreen:
    """Sign in, with deeds in the outbox, and look at them."""
    bench.sign_in("collector-one")
    bench.cable.is_out = is_out
    add(bench, *deeds)
    shown = bench.screen("outbox")
    assert isinstance(shown, OutboxScreen)
    bench.wait(lambda: shown.view.items.model().rowCount() == len(deeds), "rows")
    return shown


def add(bench: Bench, *deeds: DeedIn) -> None:
    """Save deeds."""
    place = bench.place
    assert place.outbox is not None
    place.outbox.add(deeds, place.client.connection.server_now())
    place.outbox_changed.emit()


def items(bench: Bench) -> list[Item]:
    """What lies in the outbox, newest first."""
    assert bench.place.outbox is not None
    return bench.place.outbox.items()


def settled(bench: Bench, *states: str) -> None:
    """Wait until the deeds are so, newest first."""
    bench.wait(lambda: [item.state for item in items(bench)] == list(states), str(states))


def cells(screen: OutboxScreen, row: int) -> list[str]:
    model = screen.view.items.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_deeds_are_shown_with_state_masked_number_and_last_problem(bench: Bench) -> None:
    screen = outbox(bench, hours("one"), hours("two", NOBODY), is_out=True)
    tester = checked(screen.view.items.model())
    assert cells(screen, 0)[:3] == [
        "waits to be sent",
        f"…{number(NOBODY)[-4:]}",
        "Volunteering",
    ]
    bench.wait(lambda: "cannot be reached" in cells(screen, 1)[-1], "the last problem")
    bench.wait(lambda: "cannot be reached" in screen.view.standing(), "how sending stands")
    assert number(1) not in " ".join(cells(screen, 1))
    bench.cable.is_out = False
    bench.press("Ctrl+R")
    settled(bench, "refused", "sent")
    bench.wait(lambda: cells(screen, 0)[0] == "refused", "the state")
    assert tester.model() is screen.view.items.model()


def test_a_refused_deed_is_explained_in_full_and_its_number_shown_on_demand(
    bench: Bench,
) -> None:
    screen = outbox(bench, hours("one", NOBODY))
    settled(bench, "refused")
    bench.wait(lambda: "takes part" in screen.view.detail.words(), "the reason")
    assert number(NOBODY) not in screen.view.detail.words()
    bench.press("Ctrl+H", screen.view.items)
    assert number(NOBODY) in screen.view.detail.words()
    assert cells(screen, 0)[1] == number(NOBODY)
    bench.press("Ctrl+H", screen.view.items)
    assert number(NOBODY) not in screen.view.detail.words()


def test_a_large_quantity_is_shown_in_all_its_digits(bench: Bench) -> None:
    screen = outbox(bench, hours("one", quantity=1), hours("two", quantity=1_234_567), is_out=True)
    for row, words in enumerate(("1234567 hours", "1 hour")):
        screen.view.items.go_to(row)
        assert f"Grade or quantity: {words}; " in screen.view.detail.words()


def test_a_refused_deed_is_corrected_with_the_problem_at_its_field(bench: Bench) -> None:
    screen = outbox(bench, hours("one", NOBODY))
    settled(bench, "refused")
    bench.wait(lambda: "correct-deed" not in screen.disabled_actions(), "the action")
    screen.view.items.setFocus()
    bench.press("Ctrl+E")
    dialog = bench.found(Correcting)
    form = dialog.form
    assert form.typed().quantity == "12"
    assert "takes part" in form.fields()["number"].problem()
    assert form.number.hasFocus()
    form.number.selectAll()
    bench.type(number(1))
    bench.press("Ctrl+Return")
    settled(bench, "sent", "corrected")
    new, old = items(bench)
    assert old.corrected_by == new.id
    assert new.content.number == number(1)
    bench.wait(lambda: QApplication.activeModalWidget() is None, "the dialog's end")


def test_a_refused_deed_is_sent_again_as_it_is(bench: Bench) -> None:
    screen = outbox(bench, hours("one", 5))
    settled(bench, "refused")
    bench.home.town.join(5)
    bench.wait(lambda: "retry-deed" not in screen.disabled_actions(), "the action")
    screen.view.items.setFocus()
    bench.press("Ctrl+Shift+R")
    settled(bench, "sent")


def test_what_never_left_is_taken_back_and_what_may_have_left_is_not(bench: Bench) -> None:
    screen = outbox(bench, hours("one"), hours("two"), is_out=True)
    bench.wait(lambda: items(bench)[1].attempts, "a try")
    screen.view.items.setFocus()
    screen.view.items.go_to(1)
    bench.wait(lambda: "withdraw-deed" in screen.disabled_actions(), "no action")
    screen.view.items.selectAll()
    bench.key(Qt.Key.Key_Delete, screen.view.items)
    settled(bench, "withdrawn", "waiting")
    bench.wait(lambda: cells(screen, 0)[0] == "withdrawn", "the state")


def test_taking_back_is_undone_at_once_or_later(bench: Bench) -> None:
    screen = outbox(bench, hours("one"), hours("two", 2), hours("three", NOBODY))
    settled(bench, "refused", "sent", "sent")
    bench.wait(lambda: cells(screen, 0)[0] == "refused", "the state")
    screen.view.items.go_to(0)
    for is_at_once in (True, False):
        bench.key(Qt.Key.Key_Delete, screen.view.items)
        settled(bench, "withdrawn", "sent", "sent")
        bench.wait(lambda: cells(screen, 0)[0] == "withdrawn", "the state")
        assert bench.told() == "1 deed taken back; the server does not have it."
        if is_at_once:
            bench.key(Qt.Key.Key_Space, bench.found(QPushButton, "Undo"))
        else:
            bench.press("Ctrl+Shift+R", screen.view.items)
        settled(bench, "refused", "sent", "sent")
        bench.wait(lambda: cells(screen, 0)[0] == "refused", "the state")


def test_a_state_is_chosen_and_pages_follow(bench: Bench) -> None:
    bench.sign_in("collector-one")
    bench.cable.is_out = True
    add(bench, *(hours(f"deed-{place}", 1000 + place) for place in range(230)))
    screen = bench.screen("outbox")
    assert isinstance(screen, OutboxScreen)
    model = screen.view.items.model()
    bench.wait(lambda: model.rowCount() == 200, "a page")
    model.fetchMore(screen.view.items.rootIndex())
    bench.wait(lambda: model.rowCount() == 230, "all pages")
    screen.view.state.choose("refused")
    bench.wait(lambda: screen.view.items_panels.state() == "empty", "nothing")
    screen.view.state.choose("waiting")
    bench.wait(lambda: model.rowCount() == 200, "a page")


def test_what_is_settled_is_removed_after_a_while(bench: Bench) -> None:
    screen = outbox(bench, hours("one"), hours("two", NOBODY))
    settled(bench, "refused", "sent")
    bench.home.town.clock.advance(hours=24 * 40)
    bench.found(QPushButton, "Remove old ones…").click()
    assert bench.found(QSpinBox).value() == 30
    bench.key(Qt.Key.Key_Return, bench.found(QSpinBox))
    settled(bench, "refused")
    bench.wait(lambda: screen.view.items.model().rowCount() == 1, "the row")
    assert "1" in bench.told()


def test_a_damaged_row_is_explained(bench: Bench) -> None:
    outbox(bench, hours("one", NOBODY), hours("two"))
    settled(bench, "sent", "refused")
    bench.restart()
    file = next((bench.folder / "outboxes").rglob("outbox.db"))
    with sqlite3.connect(file) as connection:
        connection.execute("update item set attempts = 9 where state = 'refused'")
    connection.close()
    bench.sign_in("collector-one")
    screen = bench.screen("outbox")
    assert isinstance(screen, OutboxScreen)
    bench.wait(screen.view.damage.isVisible, "the explanation")
    notice = screen.view.damage.notice
    assert notice is not None
    assert str(deed_id("one")) in notice.sentence
    assert "never sent" in notice.sentence


def test_what_was_entered_is_sorted_and_says_why_it_was_refused(bench: Bench) -> None:
    who = bench.person(Role.COLLECTOR, department=DEPARTMENT)
    bench.sign_in(who)
    bench.cable.is_out = False
    late = DeedIn(
        id=deed_id("award"),
        number=number(1),
        deed_type="national-good-citizen-award",
        occurred_on=date(2027, 2, 1),
    )
    add(bench, hours("one"), late)
    settled(bench, "sent", "sent")
    bench.home.town.clock.advance(hours=1)
    officer = bench.home.identity("officer")
    body = b'{"reason": "It was another person."}'
    path = f"/api/v1/cities/{CITY}/deeds/{late.id}/refuse"
    assert bench.home.ask("POST", path, officer, body=body).status_code == 204
    screen = bench.screen("outbox")
    assert isinstance(screen, OutboxScreen)
    screen.view.tabs.setCurrentIndex(1)
    model = screen.view.entries.model()
    bench.wait(lambda: model.rowCount() == 2, "entries")
    tester = checked(model)
    screen.view.entries.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    bench.wait(lambda: model.index(0, 2).data() == "2027-02-01", "the order")
    screen.view.entries.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    bench.wait(lambda: model.index(0, 2).data() == "2027-02-20", "the order")
    screen.view.entry_state.choose("annulled")
    bench.wait(lambda: model.rowCount() == 1, "one state")
    assert model.index(0, 0).data() == "annulled"
    screen.view.entries.go_to(0)
    assert "It was another person." in screen.view.reason.text()
    assert screen.view.reason.isVisible()
    assert screen.table() is screen.view.entries
    assert tester.model() is model


def test_what_could_not_be_read_can_be_read_again(bench: Bench) -> None:
    screen = outbox(bench, hours("one"))
    settled(bench, "sent")
    bench.cable.is_out = True
    screen.view.tabs.setCurrentIndex(1)
    bench.wait(lambda: screen.view.entries_panels.state() == "failed", "the failure")
    bench.cable.is_out = False
    bench.found(QPushButton, "Try again").click()
    bench.wait(lambda: screen.view.entries.model().rowCount() > 0, "entries")


def test_the_copied_table_hides_numbers(bench: Bench) -> None:
    screen = outbox(bench, hours("one"), is_out=True)
    screen.view.items.selectAll()
    bench.press("Ctrl+Shift+C", screen.view.items)
    copied = QApplication.clipboard().text()
    assert "Volunteering" in copied
    assert number(1) not in copied
