"""Second looks in the screen that confirms: the same keys, other words, and why a deed waits."""

from typing import Any, cast

import msgspec
from desktop.desk import Bench, checked
from desktop.test_screen_confirm import awaiting, ids, of_resident, rows, words
from furnished import CITY
from installation import deed_id, document, run
from PySide6.QtCore import Qt

from admin_gui.screens.confirm.controller import Confirm
from admin_gui.screens.confirm.refusal import Refusal
from backend.contracts.cases import SecondLook
from backend.core.permissions import Role
from backend.services.second_looks import take_look

DEPARTMENT = "civil-affairs"


def draw(bench: Bench, *drawn: str, **facts: Any) -> None:
    """Enter merits that are all drawn for a second look."""
    desk = bench.home.town.desk
    # What the furnished town has is drawn, or not, by chance.
    desk.database.write_now(lambda tx: tx.execute("delete from second_look"))
    desk.cities[CITY] = msgspec.structs.replace(desk.cities[CITY], second_look_percent=100)
    for word in drawn:
        bench.home.town.clock.advance(seconds=60)
        stated = {"quantity": 20, "account": "Read at the library.", **facts}
        bench.home.town.log(2, "volunteering", word, **stated)


def opened(bench: Bench) -> Confirm:
    """The screen with second looks, the first of which was looked at."""
    bench.sign_in("officer-one", screen="confirm")
    screen = cast("Confirm", bench.screen("confirm"))
    checked(screen.view.table.model())
    screen.view.list.setFocus()
    bench.key(Qt.Key.Key_Down, screen.view.list)
    bench.settle()
    return screen


def looks(bench: Bench) -> list[str]:
    """The merits that were looked at, in order."""
    start = f"/api/v1/cities/{CITY}/second-looks/"
    return [
        path.removeprefix(start)
        for method, path in bench.cable.asked
        if path.startswith(start) and method == "GET"
    ]


def test_merits_are_let_stand_one_after_the_other_by_the_same_keys(bench: Bench) -> None:
    draw(bench, "a", "b")
    before = awaiting(bench)
    screen = opened(bench)
    assert ids(screen) == [str(deed_id("a")), str(deed_id("b"))]
    bench.wait(screen.view.detail.confirm.isEnabled, "a look")
    shown = words(screen)
    assert "It counts already, and was drawn for a second look." in shown
    assert "Read at the library." in shown
    assert "stands" in screen.view.detail.confirm.text()
    for left in (1, 0):
        bench.press("Ctrl+Return")
        assert len(rows(screen)) == left
        if left:
            bench.wait(screen.view.detail.confirm.isEnabled, "the next one to be read")
    bench.settle()
    assert looks(bench) == [str(deed_id("a")), str(deed_id("b"))]
    assert screen.view.panels.state() == "empty"
    assert "annulled" not in [step["kind"] for step in of_resident(bench, "a")["steps"]]
    assert of_resident(bench, "a")["counts"]
    assert awaiting(bench) == before


def test_one_that_does_not_stand_is_annulled_with_a_reason(bench: Bench) -> None:
    draw(bench, "a")
    screen = opened(bench)
    bench.wait(screen.view.detail.confirm.isEnabled, "a look")
    bench.press("Ctrl+R")
    dialog = bench.found(Refusal)
    assert dialog.windowTitle() == "Annul the deed"
    bench.press("5", dialog.reasons)
    bench.press("Ctrl+Return", dialog.reason)
    bench.settle()
    assert ids(screen) == []
    deed = of_resident(bench, "a")
    assert (deed["counts"], deed["steps"][-1]["reason"]) == (
        False,
        "This deed was entered already.",
    )


def test_the_own_entry_is_locked(bench: Bench) -> None:
    draw(bench, "own", by=bench.home.town.staff(Role.OFFICER, department=DEPARTMENT))
    screen = opened(bench)
    bench.pause(0.4)
    bench.settle()
    assert "You entered this deed yourself" in words(screen)
    assert {"confirm-deed", "refuse-deed"} <= screen.disabled_actions()


def test_what_somebody_else_looked_at_is_said(bench: Bench) -> None:
    draw(bench, "a", "b")
    screen = opened(bench)
    bench.wait(screen.view.detail.confirm.isEnabled, "a look")
    other = bench.home.town.officer("other")
    desk, now = bench.home.town.desk, bench.home.town.clock.now()
    run(take_look(desk, other, str(deed_id("a")), SecondLook(stands=True), now))
    bench.press("Ctrl+Return")
    bench.settle()
    assert "waits no more" in bench.told()
    assert ids(screen) == [str(deed_id("b"))]


def test_one_goes_back_to_the_queue_which_is_as_it_was(bench: Bench) -> None:
    draw(bench, "a")
    screen = opened(bench)
    view = screen.view
    assert not view.direction.isVisible()
    bench.key(Qt.Key.Key_Up, view.list)
    bench.settle()
    assert view.direction.isVisible()
    assert [row.direction for row in rows(screen)] == ["demerit"]
    bench.wait(view.detail.confirm.isEnabled, "a look")
    assert view.detail.confirm.text().startswith("&Confirm")
    assert "It is a demerit." in words(screen)


def test_the_queue_says_that_a_collector_gave_enough(bench: Bench) -> None:
    by = bench.home.town.collector(DEPARTMENT)
    for place in range(6):
        bench.home.town.log(2, "charity-award", f"h{place}", grade="provincial", by=by)
    bench.home.town.log(2, "property-fee-arrears", "z", document=document())
    bench.sign_in("officer-one", screen="confirm")
    screen = cast("Confirm", bench.screen("confirm"))
    screen.view.direction.choose("merit")
    bench.settle()
    screen.view.table.go_to(ids(screen).index(str(deed_id("h5"))))
    bench.wait(screen.view.detail.confirm.isEnabled, "a look")
    assert "one collector would give this resident more" in words(screen)
