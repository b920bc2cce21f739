"""Objections and repairs: read by keyboard, proved by files, decided once, and what others did."""

from decimal import Decimal
from typing import cast

import msgspec
import pytest
from desktop import disputes
from desktop.cutoff import SIZE, cut_off
from desktop.desk import Bench, checked
from desktop.evidence import mark, with_files
from desktop.letters import claimed_twice
from desktop.test_window_frame import controls, described, reached
from furnished import CITY
from installation import deed_id, document
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton

from admin_gui.screens.cases.controller import Cases
from backend.contracts.cases import CaseItem, DecideCase
from backend.core.permissions import Role
from backend.services.decide_case import decide_case

CASES = f"/api/v1/cities/{CITY}/cases/"
REASONS = "The receipt shows payment before the due date."


@pytest.fixture(autouse=True)
def _nothing_open(bench: Bench) -> None:
    """The case that a furnished town has is withdrawn."""
    disputes.withdrawn(bench.home, bench.home.known["case"], "own")


def opened(bench: Bench) -> Cases:
    """The screen of an officer, with the first case looked at."""
    bench.sign_in("officer-one", screen="cases")
    screen = cast("Cases", bench.screen("cases"))
    for table in (screen.view.table, screen.view.page.steps, screen.view.page.evidence):
        checked(table.model())
    if screen.view.table.model().rowCount():
        bench.wait(screen.file, "a look")
        bench.settle()
    return screen


def rows(screen: Cases) -> list[CaseItem]:
    return list(screen._model.rows())  # noqa: SLF001 - what is shown


def ids(screen: Cases) -> list[str]:
    return [row.id for row in rows(screen)]


def looks(bench: Bench) -> list[str]:
    """The cases and files that were looked at, in order."""
    return [
        path.removeprefix(CASES)
        for method, path in bench.cable.asked
        if method == "GET" and path.startswith(CASES)
    ]


def words(screen: Cases) -> str:
    """All that is shown on the screen."""
    shown = [each for each in screen.view.findChildren(QLabel) if each.isVisible()]
    return " | ".join(each.text() for each in shown)


def decide(bench: Bench, keys: str, reasons: str = REASONS) -> None:
    """Choose, give reasons and send, all by keyboard."""
    bench.press(keys)
    bench.type(reasons)
    bench.press("Ctrl+Return")
    bench.settle()


def test_a_case_is_on_one_page(bench: Bench) -> None:
    disputes.objection(bench.home, "told")
    screen = opened(bench)
    shown = words(screen)
    for fact in (
        disputes.WORDS,
        "Objection · − demerit",
        "City Court, no. 2027-17",
        "2027-01-20",
        "2027-03-16",
        "Housing Authority",
        "-15",
        "1 case waits for an answer",
        "The resident sent no files.",
    ):
        assert fact in shown, fact
    steps = screen.view.page.steps_model
    kinds = [steps.texts(row)[1].split(";")[0] for row in steps.rows()]
    assert kinds == ["recorded", "confirmed", "notified", "suspended"]
    assert disputes.WORDS in screen.view.page.area.accessibleDescription()


def test_a_repair_says_what_the_deed_becomes_and_since_when_it_was_possible(bench: Bench) -> None:
    case = disputes.repair(bench.home, "performed")
    screen = opened(bench)
    file = screen.file()
    assert file is not None
    assert (file.case.id, file.points_now, file.points_after) == (case, Decimal(-20), Decimal(0))
    shown = words(screen)
    for fact in ("Repair · − demerit", "performance", "2027-02-25", "2027-02-20", "Once accepted"):
        assert fact in shown, fact


def test_those_due_first_come_first_and_overdue_ones_say_so_in_words(bench: Bench) -> None:
    late = disputes.repair(bench.home, "late")
    bench.home.town.clock.advance(days=16)
    objection = disputes.objection(bench.home, "new")
    screen = opened(bench)
    assert ids(screen) == [late, objection]
    model = screen.view.table.model()
    assert model.index(0, 1).data() == "⚠ overdue"
    assert "2027-03-16" in model.index(0, 1).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "Overdue: the last day for an answer was 2027-03-16" in words(screen)
    assert "⚠ 1 overdue" in words(screen)
    screen.view.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    bench.settle()
    assert ids(screen) == [objection, late]
    screen.view.kind.choose("repair")
    bench.settle()
    assert ids(screen) == [late]


@pytest.mark.parametrize("language", ["Ctrl+Shift+E", "Ctrl+Shift+H"])
def test_no_letter_is_claimed_twice_where_one_decides(bench: Bench, language: str) -> None:
    disputes.objection(bench.home, "a")
    screen = opened(bench)
    bench.press(language)
    bench.press("A")
    assert screen.view.deciding.send.isVisible()
    assert claimed_twice(bench.desktop.window) == []


def test_one_upholds_by_keyboard_and_the_resident_reads_the_letter_that_was_shown(
    bench: Bench,
) -> None:
    case = disputes.objection(bench.home, "a")
    other = disputes.objection(bench.home, "b")
    screen = opened(bench)
    first = ids(screen)[0]
    assert {case, other} == set(ids(screen))
    bench.press("A")
    assert screen.view.deciding.reasons.hasFocus()
    # Letters are typed here, and mean no action.
    bench.type("A receipt. {reasons} Right.")
    letters = {name: each.toPlainText() for name, each in screen.view.deciding.letters.items()}
    assert "A receipt. {reasons} Right." in letters["en"]
    bench.press("Ctrl+Return")
    bench.settle()
    read = disputes.own_case(bench.home, first)
    assert (read["state"], read["reasons"]) == ("upheld", "A receipt. {reasons} Right.")
    assert read["letter"] == letters
    assert len(ids(screen)) == 1
    assert "✓ Granted, and the resident is told" in words(screen)
    bench.wait(screen.file, "a look at the next one")
    bench.settle()
    assert "1 case waits for an answer" in words(screen)
    assert screen.view.deciding.reasons.toPlainText() == ""
    assert screen.view.table.hasFocus()


def test_one_rejects_one_after_the_other(bench: Bench) -> None:
    made = {disputes.objection(bench.home, word) for word in "ab"}
    screen = opened(bench)
    for left in (1, 0):
        bench.wait(screen.file, "a look")
        bench.settle()
        decide(bench, "R")
        assert len(ids(screen)) == left
    assert screen.view.panels.state() == "empty"
    assert "Every objection and every repair has its answer" in words(screen)
    assert {disputes.own_case(bench.home, each)["state"] for each in made} == {"rejected"}


def test_the_letter_follows_the_choice_and_the_reasons(bench: Bench) -> None:
    disputes.objection(bench.home, "a")
    screen = opened(bench)
    letter = screen.view.deciding.letters["en"]
    assert "Choose first" in letter.toPlainText()
    screen.view.table.setFocus()
    bench.press("R")
    rejected = letter.toPlainText()
    assert "rejected" in rejected
    assert "…" in rejected
    bench.type("It came too late.")
    assert "It came too late." in letter.toPlainText()
    screen.view.deciding.grant.click()
    assert "upheld" in letter.toPlainText()
    assert "成立" in screen.view.deciding.letters["zh"].toPlainText()


def test_a_decision_needs_a_choice_and_reasons(bench: Bench) -> None:
    disputes.objection(bench.home, "a")
    screen = opened(bench)
    bench.press("Ctrl+Return")
    assert "Choose first: press A or R" in words(screen)
    screen.view.table.setFocus()
    bench.press("A")
    bench.press("Ctrl+Return")
    assert "right to know" in screen.view.deciding.field.problem()
    screen.view.deciding.reasons.setPlainText("x" * 4001)
    bench.press("Ctrl+Return")
    assert screen.view.deciding.field.problem().startswith("⚠ 1 letter ")
    screen.view.deciding.reasons.setPlainText("…!")
    bench.press("Ctrl+Return")
    bench.settle()
    # What the server says of it stands in the form, and nothing is lost.
    notice = screen.view.deciding.notices.notice
    assert notice is not None
    assert "is not decided" in notice.sentence
    assert screen.view.deciding.reasons.toPlainText() == "…!"
    assert len(ids(screen)) == 1


def test_what_is_written_stays_with_its_case(bench: Bench) -> None:
    for word in "ab":
        disputes.objection(bench.home, word)
    screen = opened(bench)
    bench.press("A")
    bench.type("Half a thought")
    bench.press("Ctrl+Down")
    bench.wait(screen.file, "a look")
    assert screen.view.deciding.reasons.toPlainText() == ""
    assert not screen.view.deciding.grant.isChecked()
    bench.screen("overview")
    bench.screen("cases")
    bench.press("Ctrl+Up")
    bench.wait(screen.file, "another look")
    assert screen.view.deciding.reasons.toPlainText() == "Half a thought"
    assert screen.view.deciding.grant.isChecked()


def test_who_took_the_paper_in_sees_the_case_locked(bench: Bench) -> None:
    home = bench.home
    deed = disputes.demerit(home, "paper")
    scan = {"name": "a.pdf", "media_type": "application/pdf", "content": "JVBERi0KJSVFT0YK"}
    body = {"id": str(deed_id("paper!")), "text": disputes.WORDS, "scan": scan}
    path = f"/api/v1/cities/{CITY}/residents/{home.residents['other']}/deeds/{deed}/objections"
    encoded = msgspec.json.encode(body)
    assert home.ask("POST", path, home.identity("officer"), body=encoded).status_code == 201
    screen = opened(bench)
    bench.wait(screen.file, "the look")
    assert "took in the paper that asks" in words(screen)
    assert "2027-03-01 12:00, on paper, taken in by: officer" in words(screen)
    assert not screen.view.deciding.isVisible()


def test_the_own_one_is_locked_and_says_why(bench: Bench) -> None:
    town = bench.home.town
    by = town.staff(Role.OFFICER, department="property-manager")
    town.log(2, disputes.OBJECTED, "own", document=document(), by=by)
    disputes.object_to(bench.home, disputes.confirmed(bench.home, "own"), "own")
    screen = opened(bench)
    assert "another person must decide" in words(screen)
    assert not screen.view.deciding.isVisible()
    assert {"grant-case", "reject-case", "decide-case"} <= screen.disabled_actions()
    bench.press("A")
    bench.press("Ctrl+Return")
    bench.settle()
    assert len(ids(screen)) == 1
    index = screen.view.table.model().index(0, 1)
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert "another person" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "locked" in index.data()


@pytest.mark.parametrize("who", ["officer", "resident"])
def test_what_somebody_else_ended_first_is_said_and_leaves_the_list(bench: Bench, who: str) -> None:
    for word in "ab":
        disputes.objection(bench.home, word)
    screen = opened(bench)
    first, second = ids(screen)
    town = bench.home.town
    if who == "officer":
        decision = DecideCase(is_granted=False, reasons=REASONS)
        town.run(decide_case(town.desk, town.officer("two"), first, decision, town.clock.now()))
    else:
        disputes.withdrawn(bench.home, first)
    decide(bench, "A")
    assert "was not decided by you" in bench.told()
    assert ids(screen) == [second]


def test_a_decision_that_got_lost_is_sent_again_as_it_was(bench: Bench) -> None:
    case = disputes.objection(bench.home, "a")
    screen = opened(bench)
    bench.press("A")
    bench.type(REASONS)
    bench.cable.is_out = True
    bench.press("Ctrl+Return")
    bench.settle()
    notice = screen.view.deciding.notices.notice
    assert notice is not None
    assert "not known whether the server has decided" in notice.sentence
    assert screen.view.deciding.reasons.toPlainText() == REASONS
    bench.cable.is_out = False
    bench.press("Ctrl+Return")
    bench.settle()
    assert ids(screen) == []
    assert disputes.own_case(bench.home, case)["reasons"] == REASONS


def test_cases_that_are_passed_are_not_looked_at_and_each_only_once(bench: Bench) -> None:
    for word in "abc":
        disputes.objection(bench.home, word)
    screen = opened(bench)
    for _ in range(2):
        bench.press("Ctrl+Down")
    bench.wait(lambda: len(looks(bench)) == 2, "a second look")
    for _ in range(2):
        bench.press("Ctrl+Up")
    bench.pause(0.5)
    bench.settle()
    assert looks(bench) == [ids(screen)[0], ids(screen)[2]]


def test_nothing_of_a_case_is_kept_once_the_screen_is_left(bench: Bench) -> None:
    case = with_files(bench)
    screen = opened(bench)
    mark(screen, "letter.txt")
    bench.press("Ctrl+O")
    bench.settle()
    bench.screen("overview")
    assert screen.file() is None
    assert screen.view.looking.count() == 0
    assert screen.view.looking.sheets[0].text.toPlainText() == ""
    assert screen.view.page.evidence_model.rowCount() == 0
    assert screen.view.page.steps_model.rowCount() == 0
    assert disputes.WORDS not in " ".join(each.text() for each in screen.findChildren(QLabel))
    bench.pause(0.5)
    bench.settle()
    before = len(looks(bench))
    bench.screen("cases")
    bench.wait(screen.file, "another look")
    assert looks(bench)[before:] == [case]


def test_looks_are_in_the_residents_list(bench: Bench) -> None:
    with_files(bench)
    screen = opened(bench)
    before = len(disputes.looks_logged(bench.home))
    mark(screen, "letter.txt")
    bench.press("Ctrl+O")
    bench.settle()
    assert len(disputes.looks_logged(bench.home)) == before + 1


def test_a_list_that_cannot_be_read_says_why_and_is_read_again(bench: Bench) -> None:
    disputes.objection(bench.home, "a")
    screen = opened(bench)
    bench.cable.is_out = True
    bench.press("F5")
    bench.settle()
    assert screen.view.panels.state() == "failed"
    bench.cable.is_out = False
    bench.key(Qt.Key.Key_Space, bench.found(QPushButton, "Try again"))
    bench.settle()
    assert len(ids(screen)) == 1


def test_every_control_has_a_name_and_is_reached_by_tab(bench: Bench) -> None:
    with_files(bench)
    screen = opened(bench)
    mark(screen, "receipt.jpg")
    for _ in range(2):
        expected = controls(bench.window)
        for control in expected:
            spoken = QAccessible.queryAccessibleInterface(control)
            assert spoken.text(QAccessible.Text.Name).strip(), described(control)
        found = reached(bench)
        # Of a choice, arrows lead from one button to the other.
        left = [each for each in expected if each not in found]
        assert [described(e) for e in left if e is not screen.view.deciding.reject] == []
        # And once more with files.
        bench.press("Ctrl+O")
        mark(screen, "letter.txt")
        bench.press("Ctrl+B")
        bench.settle()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_and_what_narrows_it_are_whole(bench: Bench, language: str) -> None:
    disputes.objection(bench.home, "long")
    screen = opened(bench)
    bench.desktop.speak(language)
    bench.window.resize(*SIZE)
    bench.settle()
    assert cut_off(screen.view.table) == []
    for number in range(screen.view.kind.count()):
        screen.view.kind.setCurrentIndex(number)
        assert screen.view.kind.shown_text() == screen.view.kind.currentText()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_drawn_in_both_languages_and_themes(bench: Bench, language: str, theme: str) -> None:
    with_files(bench)
    screen = opened(bench)
    bench.desktop.theme.choose(theme)
    bench.desktop.speak(language)
    bench.press("Ctrl+O")
    for width in (700, 1180, 1800):
        bench.window.resize(width, 760)
        bench.settle()
        assert not bench.window.grab().isNull()
    has_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in screen.view.deciding.send.text())
    assert has_chinese == (language == "zh")
