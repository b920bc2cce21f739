"""Confirming: triage by keyboard, looks that are counted, and decisions that others made first."""

from datetime import date
from typing import Any, cast

import pytest
from desktop.desk import Bench, checked
from furnished import CITY
from installation import deed_id, document, run
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from admin_gui.screens.confirm.controller import Confirm
from admin_gui.screens.confirm.refusal import Refusal
from backend.contracts.deeds import AwaitingItem
from backend.core.permissions import Role
from backend.services.confirm_deed import confirm_deed
from backend.storage.awaiting import count_awaiting

MATTER = "property-fee-arrears"
DEPARTMENT = "property-manager"


def add(bench: Bench, *words: str, **facts: Any) -> None:
    """Put more demerits into the queue, one after the other."""
    for word in words:
        bench.home.town.clock.advance(seconds=60)
        stated = {"document": document(), **facts}
        bench.home.town.log(2, MATTER, word, **stated)


def opened(bench: Bench, who: str = "officer-one") -> Confirm:
    """The screen, with the first deed looked at."""
    bench.sign_in(who, screen="confirm")
    screen = cast("Confirm", bench.screen("confirm"))
    checked(screen.view.table.model())
    if screen.view.table.model().rowCount():
        bench.wait(lambda: screen.view.detail.confirm.isEnabled() or locked(screen), "a look")
    return screen


def locked(screen: Confirm) -> bool:
    return screen._item is not None and screen._item.is_own  # noqa: SLF001 - what is current


def rows(screen: Confirm) -> list[AwaitingItem]:
    return list(screen._model.rows())  # noqa: SLF001 - what is shown


def ids(screen: Confirm) -> list[str]:
    return [row.id for row in rows(screen)]


def looks(bench: Bench) -> list[str]:
    """The deeds that were looked at, in order."""
    start = f"/api/v1/cities/{CITY}/confirmations/"
    return [path.removeprefix(start) for _, path in bench.cable.asked if path.startswith(start)]


def words(screen: Confirm) -> str:
    """All that is shown beside the queue."""
    shown = [each for each in screen.view.detail.findChildren(QLabel) if each.isVisible()]
    return " | ".join(each.text() for each in shown)


def awaiting(bench: Bench) -> int:
    """How many wait, as the server has it."""
    counted = bench.home.town.desk.database.read_now(
        lambda tx: count_awaiting(tx, CITY, "direction", bench.home.town.clock.now())
    )
    return sum(counted.values())


def of_resident(bench: Bench, word: str) -> dict[str, Any]:
    """A deed as its resident sees it."""
    identity = bench.home.identity("resident", subject="other")
    found = bench.home.ask("GET", "/api/v1/me/deeds", identity).json()["items"]
    return next(each for each in found if each["id"] == str(deed_id(word)))


def test_the_deed_one_stays_on_is_shown_with_all_that_a_second_person_needs(bench: Bench) -> None:
    account = "The fee was asked for in writing twice."
    add(bench, "told", account=account, occurred_on=date(2027, 2, 11))
    screen = opened(bench)
    bench.press("Ctrl+Down")
    bench.wait(lambda: account in words(screen), "the account")
    shown = words(screen)
    for fact in ("− demerit", "2027-02-11", "Property management", "2027-02-01", "−15 each"):
        assert fact in shown, fact
    # Ten days after the first of March, on which the resident would be told.
    assert "2027-03-11" in shown
    assert "The resident is told at once" in shown
    assert account in screen.view.detail.area.accessibleDescription()


def test_rows_that_are_passed_are_not_looked_at_and_each_only_once(bench: Bench) -> None:
    add(bench, "a", "b", "c")
    screen = opened(bench)
    for _ in range(3):
        bench.press("Ctrl+Down")
    bench.wait(lambda: len(looks(bench)) == 2, "a second look")
    assert looks(bench) == [ids(screen)[0], ids(screen)[3]]
    for _ in range(3):
        bench.press("Ctrl+Up")
    bench.pause(0.5)
    bench.settle()
    assert looks(bench) == [ids(screen)[0], ids(screen)[3]]
    assert screen.view.detail.confirm.isEnabled()


def test_enter_looks_without_waiting(bench: Bench) -> None:
    add(bench, "a")
    screen = opened(bench)
    bench.key(Qt.Key.Key_Down)
    assert not screen.view.detail.confirm.isEnabled()
    bench.key(Qt.Key.Key_Return)
    bench.settle()
    assert looks(bench)[-1] == str(deed_id("a"))
    assert screen.view.detail.confirm.isEnabled()


def test_one_confirms_one_after_the_other_with_one_hand(bench: Bench) -> None:
    add(bench, "a", "b")
    screen = opened(bench)
    before = ids(screen)
    assert "3 deed" in " ".join(each.text() for each in screen.view.findChildren(QLabel))
    for left in (before[1:], before[2:]):
        bench.press("Ctrl+Return")
        assert ids(screen) == left
        bench.wait(screen.view.detail.confirm.isEnabled, "the next one to be read")
    bench.settle()
    assert awaiting(bench) == 1
    assert looks(bench) == before
    assert "1 deed" in " ".join(each.text() for each in screen.view.findChildren(QLabel))
    assert "confirmed" in [step["kind"] for step in of_resident(bench, "a")["steps"]]


def test_nothing_is_confirmed_that_was_not_looked_at(bench: Bench) -> None:
    add(bench, "a")
    screen = opened(bench)
    bench.press("Ctrl+Down")
    bench.press("Ctrl+Return")
    assert len(ids(screen)) == 2


def test_several_selected_rows_are_still_confirmed_one_by_one(bench: Bench) -> None:
    add(bench, "a", "b")
    screen = opened(bench)
    screen.view.table.selectAll()
    bench.press("Ctrl+Return")
    bench.settle()
    assert awaiting(bench) == 2


def test_a_refusal_takes_a_common_reason_which_the_resident_reads(bench: Bench) -> None:
    screen = opened(bench)
    bench.press("Ctrl+R")
    dialog = bench.found(Refusal)
    assert "The resident and whoever entered the deed read these words" in (
        dialog.reason.accessibleDescription()
    )
    bench.press("5", dialog.reasons)
    assert dialog.reason.toPlainText() == "This deed was entered already."
    bench.press("Tab", dialog.reasons)
    bench.type(" On 3 February.", dialog.reason)
    bench.press("Ctrl+Return", dialog.reason)
    bench.settle()
    assert ids(screen) == []
    assert screen.view.panels.state() == "empty"
    said = [step.get("reason") for step in of_resident(bench, "waiting")["steps"]]
    assert "This deed was entered already. On 3 February." in said


def test_a_digit_and_enter_refuse(bench: Bench) -> None:
    opened(bench)
    bench.press("Ctrl+R")
    dialog = bench.found(Refusal)
    bench.key(Qt.Key.Key_Return, dialog.reasons)
    assert "right to know" in dialog.field.problem()
    dialog.reasons.setFocus()
    bench.press("1", dialog.reasons)
    bench.key(Qt.Key.Key_Return, dialog.reasons)
    bench.settle()
    assert awaiting(bench) == 0


def test_a_refusal_needs_a_reason(bench: Bench) -> None:
    screen = opened(bench)
    bench.press("Ctrl+R")
    dialog = bench.found(Refusal)
    dialog.reason.setFocus()
    bench.press("Ctrl+Return", dialog.reason)
    assert "right to know" in dialog.field.problem()
    dialog.reason.setPlainText("x" * 501)
    bench.press("Ctrl+Return", dialog.reason)
    assert dialog.field.problem().startswith("⚠ 1 ")
    bench.key(Qt.Key.Key_Escape, dialog)
    assert len(ids(screen)) == 1


def test_the_own_entry_is_locked_and_says_why(bench: Bench) -> None:
    add(bench, "own", by=bench.home.town.staff(Role.OFFICER, department=DEPARTMENT))
    screen = opened(bench)
    bench.press("Ctrl+Down")
    bench.wait(lambda: len(looks(bench)) == 2, "a look")
    bench.settle()
    assert "You entered this deed yourself" in words(screen)
    assert not screen.view.detail.confirm.isEnabled()
    assert {"confirm-deed", "refuse-deed"} <= screen.disabled_actions()
    bench.press("Ctrl+Return")
    bench.press("Ctrl+R")
    assert awaiting(bench) == 2
    index = screen.view.table.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert "another person" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_what_somebody_else_decided_is_said_and_leaves_alone(bench: Bench) -> None:
    add(bench, "a", "b")
    screen = opened(bench)
    before = ids(screen)
    other, now = bench.home.town.officer("two"), bench.home.town.clock.now()
    run(confirm_deed(bench.home.town.desk, other, before[0], now))
    bench.press("Ctrl+Return")
    bench.wait(bench.told, "a notice")
    assert "waits no more" in bench.told()
    assert ids(screen) == before[1:]
    run(confirm_deed(bench.home.town.desk, other, before[2], now))
    bench.press("Ctrl+Down")
    bench.wait(lambda: len(ids(screen)) == 1, "the other one to go")
    assert ids(screen) == [before[1]]
    bench.settle()
    assert "1 deed" in " ".join(each.text() for each in screen.view.findChildren(QLabel))


def test_a_decision_that_got_lost_comes_back_with_its_reason(bench: Bench) -> None:
    add(bench, "a")
    screen = opened(bench)
    before = ids(screen)
    bench.press("Ctrl+R")
    dialog = bench.found(Refusal)
    dialog.reason.setPlainText("Not this person.")
    bench.cable.is_out = True
    dialog.refuse.click()
    assert ids(screen) == before[1:]
    bench.wait(bench.told, "a notice")
    assert "not known whether the server has decided" in bench.told()
    assert ids(screen) == before
    bench.cable.is_out = False
    screen.view.table.go_to(0)
    bench.window.activateWindow()
    bench.wait(screen.view.table.hasFocus, "the keyboard")
    bench.wait(screen.view.detail.refuse.isEnabled, "another look")
    bench.press("Ctrl+R")
    again = bench.found(Refusal)
    assert again.reason.toPlainText() == "Not this person."
    again.refuse.click()
    bench.settle()
    assert awaiting(bench) == 1


def test_the_only_one_that_comes_back_is_shown(bench: Bench) -> None:
    screen = opened(bench)
    bench.cable.is_out = True
    bench.press("Ctrl+Return")
    bench.wait(bench.told, "a notice")
    bench.settle()
    assert len(ids(screen)) == 1
    assert screen.view.detail.isVisible()
    assert screen.view.table.isVisible()


@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_the_server_sorts(bench: Bench, column: int) -> None:
    bench.home.town.log(2, "traffic-violation", "t", document=document(), quantity=1)
    add(bench, "a", occurred_on=date(2027, 2, 2))
    screen = opened(bench)
    keys = (None, "deed_type", "department", "occurred_on", "recorded_at")
    name = keys[column]
    assert name is not None
    for order, is_reverse in (
        (Qt.SortOrder.AscendingOrder, False),
        (Qt.SortOrder.DescendingOrder, True),
    ):
        screen.view.table.sortByColumn(column, order)
        bench.settle()
        found = [getattr(row, name) for row in rows(screen)]
        assert len(found) == 3
        assert found == sorted(found, reverse=is_reverse)


def test_the_queue_is_narrowed_and_shown_whole_again(bench: Bench) -> None:
    bench.home.town.log(2, "traffic-violation", "t", document=document(), quantity=1)
    screen = opened(bench)
    view = screen.view
    view.deed_type.choose("traffic-violation")
    bench.settle()
    assert [row.deed_type for row in rows(screen)] == ["traffic-violation"]
    view.direction.choose("merit")
    bench.settle()
    # A deed type of the other direction is no choice any more.
    assert view.narrowed().deed_type is None
    assert rows(screen) == []
    assert "Nothing waits here" in " ".join(label.text() for label in view.findChildren(QLabel))
    assert not view.detail.isVisible()
    view.clear.click()
    bench.settle()
    assert len(rows(screen)) == 2


def test_a_queue_that_cannot_be_read_says_why_and_is_read_again(bench: Bench) -> None:
    screen = opened(bench)
    bench.cable.is_out = True
    bench.press("F5")
    bench.settle()
    assert screen.view.panels.state() == "failed"
    bench.cable.is_out = False
    bench.key(Qt.Key.Key_Space, bench.found(QPushButton, "Try again"))
    bench.settle()
    assert screen.view.panels.state() == "ready"
    assert len(ids(screen)) == 1


def test_a_look_that_fails_is_said_beside_the_queue_and_tried_again(bench: Bench) -> None:
    add(bench, "a")
    screen = opened(bench)
    bench.cable.is_out = True
    bench.press("Ctrl+Down")
    bench.wait(screen.view.detail.again.isVisible, "the failure")
    assert not screen.view.detail.confirm.isEnabled()
    bench.cable.is_out = False
    screen.view.detail.again.click()
    bench.settle()
    assert screen.view.detail.confirm.isEnabled()


def test_reading_again_stays_where_one_was(bench: Bench) -> None:
    add(bench, "a", "b", "c")
    screen = opened(bench)
    bench.press("Ctrl+Down")
    bench.press("Ctrl+Down")
    held = ids(screen)[2]
    bench.press("F5")
    bench.settle()
    assert ids(screen)[screen.view.table.current()] == held
    assert screen.view.table.selected() == [2]


def test_the_language_changes_while_one_looks(bench: Bench) -> None:
    screen = opened(bench)
    bench.desktop.speak("zh")
    bench.pause(0.05)
    try:
        assert rows(screen)[0].label_zh in words(screen)
    finally:
        bench.desktop.speak("en")


def test_a_screen_that_was_left_looks_at_nothing_and_keeps_no_papers(bench: Bench) -> None:
    add(bench, "a")
    screen = opened(bench)
    assert len(looks(bench)) == 1
    bench.press("Ctrl+Down")
    bench.screen("overview")
    screen._look()  # noqa: SLF001 - as its timer does
    bench.pause(0.5)
    bench.settle()
    assert len(looks(bench)) == 1
    assert screen._looked == {}  # noqa: SLF001 - what is kept
    bench.screen("confirm")
    bench.wait(screen.view.detail.confirm.isEnabled, "another look")
    assert looks(bench)[-1] == str(deed_id("a"))
    bench.press("F5")
    assert not screen.view.detail.confirm.isEnabled()
    bench.wait(screen.view.detail.confirm.isEnabled, "a look after reading again")
    assert len(looks(bench)) == 3
