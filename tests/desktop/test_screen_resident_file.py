"""The resident's file: found for a reason, read part by part, closed, and invitations."""

from datetime import date
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from desktop.desk import Bench, checked
from furnished import CITY
from installation import deed_id, document, number
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from redeeming import pass_for

from admin_gui.screens.resident_file.controller import ResidentFile
from admin_gui.screens.resident_file.enrol import write
from admin_gui.screens.resident_file.enrol_view import EnrolView
from admin_gui.screens.resident_file.follow_view import FollowView
from admin_gui.screens.resident_file.invitation import Invitation, invitation_page
from backend.core.permissions import Role
from backend.services.confirm_deed import confirm_deed

WHY = "Asked at the desk"
FILES = f"/api/v1/cities/{CITY}/residents/"
MATTER = "property-fee-arrears"


def opened(bench: Bench) -> ResidentFile:
    """The screen of an officer."""
    bench.sign_in("officer-one", screen="resident_file")
    screen = cast("ResidentFile", bench.screen("resident_file"))
    view = screen.view
    for table in (view.score.table, view.history.table, view.deeds.table, view.deeds.detail.steps):
        checked(table.model())
    return screen


def find(
    bench: Bench, screen: ResidentFile, place: int = 1, why: str = WHY, typed: str = ""
) -> None:
    """Type number and reason, and press Enter."""
    bench.press("Ctrl+F")
    bench.type(typed or number(place), screen.view.finder.number)
    line = screen.view.finder.reason.line()
    line.setFocus()
    line.selectAll()
    bench.type(why, line)
    bench.key(Qt.Key.Key_Return, line)
    bench.settle()


def asked(bench: Bench) -> list[str]:
    """Which parts of files were asked for, in order."""
    return [path.rpartition("/")[2] for _, path in bench.cable.asked if path.startswith(FILES)]


def words(widget: QWidget) -> str:
    """All that a widget shows."""
    shown = [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]
    return " | ".join(shown)


def demerit(bench: Bench, word: str) -> str:
    """A confirmed demerit of the first resident, whose notice period is over; its id."""
    town = bench.home.town
    town.log(1, MATTER, word, document=document())
    town.run(confirm_deed(town.desk, town.officer("other"), str(deed_id(word)), town.clock.now()))
    town.clock.advance(days=15)
    return str(deed_id(word))


def cells(screen: ResidentFile) -> list[list[str]]:
    model = screen.view.score.model
    return [model.texts(row) for row in model.rows()]


def test_a_file_needs_a_number_and_a_reason(bench: Bench) -> None:
    screen = opened(bench)
    finder = screen.view.finder
    assert finder.number.hasFocus()
    bench.key(Qt.Key.Key_Return, finder.number)
    assert all(field.problem() for field in finder.fields.values())
    assert "resident can read" in words(finder)
    assert not asked(bench)


def test_a_pass_that_is_scanned_or_its_code_opens_the_file(bench: Bench) -> None:
    screen = opened(bench)
    shown = pass_for(bench.home.town, bench.home.residents["own"], "public-parking-discount")
    for token in (shown.token, shown.code.lower()):
        find(bench, screen, typed=token)
        assert bench.place.case is not None
        assert bench.place.case.resident.number == number(1)
        assert screen.view.finder.number.text() == ""
    bench.home.town.clock.advance(minutes=6)
    find(bench, screen, typed=shown.code)
    finder = screen.view.finder
    assert "Ask for a new one" in finder.fields["number"].problem()
    assert not finder.enrol.isVisible()


def test_whoever_takes_no_part_is_answered_like_nobody(bench: Bench) -> None:
    screen = opened(bench)
    finder = screen.view.finder
    said = set()
    for place in (3, 700):
        finder.number.clear()
        find(bench, screen, place)
        said.add((finder.fields["number"].problem(), finder.enrol.isVisible()))
    assert len(said) == 1
    assert "takes part" in finder.fields["number"].problem()
    assert "tells nothing about anybody" in words(finder)
    assert bench.place.case is None


def test_the_score_adds_up_from_base_to_total(bench: Bench) -> None:
    demerit(bench, "late-fee")
    screen = opened(bench)
    find(bench, screen)
    assert screen.view.is_file()
    assert number(1) in words(screen.view.cover)
    assert WHY in words(screen.view.cover)
    table = cells(screen)
    points = [float(row[1]) for row in table]
    assert table[0][0].startswith("Base")
    assert points[0] + sum(points[1:-2]) == points[-2] == points[-1]
    assert any(row[0].startswith("Property management") and row[1] == "-15" for row in table)
    assert str(int(points[-1])) in words(screen.view.score)


def test_sorting_the_lines_leaves_base_and_total_where_they_are(bench: Bench) -> None:
    demerit(bench, "late-fee")
    screen = opened(bench)
    find(bench, screen)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        screen.view.score.table.sortByColumn(1, order)
        table = cells(screen)
        points = [float(row[1]) for row in table[1:-2]]
        is_down = order == Qt.SortOrder.DescendingOrder
        assert points == sorted(points, reverse=is_down)
        assert (table[0][0][:4], table[-1][0]) == ("Base", "Total")


def test_a_part_is_read_when_it_is_looked_at_and_once(bench: Bench) -> None:
    screen = opened(bench)
    find(bench, screen)
    assert asked(bench) == ["find", "score"]
    tabs = screen.view.tabs
    tabs.setCurrentIndex(1)
    bench.settle()
    tabs.setCurrentIndex(2)
    bench.settle()
    tabs.setCurrentIndex(0)
    bench.settle()
    assert asked(bench) == ["find", "score", "deeds", "history"]


def test_every_look_at_an_open_file_has_the_same_reason(bench: Bench) -> None:
    screen = opened(bench)
    seen: list[str] = []

    def note(request: httpx.Request) -> None:
        parts = urlsplit(str(request.url))
        if parts.path.startswith(FILES) and request.method == "GET":
            seen.extend(parse_qs(parts.query)["reason"])

    bench.home.client.event_hooks["request"].append(note)
    find(bench, screen, why="Checking a deed")
    screen.view.tabs.setCurrentIndex(1)
    bench.settle()
    bench.press("F5")
    bench.settle()
    assert len(seen) >= 5
    assert set(seen) == {"Checking a deed"}


def test_deeds_are_drawn_while_they_are_read_again_and_older_answers_are_dropped(
    bench: Bench,
) -> None:
    demerit(bench, "old")
    screen = opened(bench)
    find(bench, screen)
    screen.view.tabs.setCurrentIndex(2)
    bench.settle()
    table = screen.view.deeds.table
    before = len(asked(bench))
    screen.refresh()
    for column in range(table.model().columnCount()):
        table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    assert table.grab().width() > 0
    first = screen._parts  # noqa: SLF001 - what is held
    screen.refresh()
    assert screen._parts is not first  # noqa: SLF001 - what is held
    bench.settle()
    assert asked(bench)[before:] == ["deeds", "deeds"]
    assert screen._reading == set()  # noqa: SLF001 - what is asked
    assert table.model().rowCount() > 0


def test_the_history_says_why_each_step_came_about(bench: Bench) -> None:
    demerit(bench, "late-fee")
    screen = opened(bench)
    find(bench, screen)
    screen.view.tabs.setCurrentIndex(1)
    bench.settle()
    rows = screen.view.history.model.rows()
    assert rows[0].words() == "Property management fee long overdue: begins to count"
    assert rows[0].change == -15
    assert "Volunteering: recorded" in rows[-1].words()
    history = screen.view.history
    bench.wait(lambda: history._chart is not None, "the chart")  # noqa: SLF001 - it comes by itself
    history.with_chart.click()
    assert not history._place.isVisible()  # noqa: SLF001 - where it stands


def test_a_deed_shows_every_step_and_whether_it_counts(bench: Bench) -> None:
    demerit(bench, "late-fee")
    screen = opened(bench)
    find(bench, screen)
    screen.view.tabs.setCurrentIndex(2)
    bench.settle()
    page = screen.view.deeds
    shown = words(page.detail)
    assert "Property management" in shown
    assert "✓ counts" in shown
    assert "City Court, no. 2027-17" in shown
    steps = page.detail.model
    kinds = [steps.texts(row)[1].split(";")[0] for row in steps.rows()]
    assert kinds == ["recorded", "confirmed", "notified"]
    assert "may count from 2027-03-" in steps.texts(steps.row(2))[1]
    for _ in [deed.deed_type for deed in page.model.rows()][1:]:
        bench.press("Down", page.table)
    picked = page.current()
    assert picked is not None
    assert picked.label_en in words(page.detail)
    assert picked.id != str(deed_id("late-fee"))


def test_the_end_of_an_ongoing_deed_is_recorded_by_the_keyboard(bench: Bench) -> None:
    deed = demerit(bench, "late-fee")
    screen = opened(bench)
    find(bench, screen)
    screen.view.tabs.setCurrentIndex(2)
    bench.settle()
    assert "follow-deed" not in screen.disabled_actions()
    bench.press("Ctrl+E")
    dialog = bench.found(FollowView)
    bench.key(Qt.Key.Key_Return, dialog.reason)
    assert dialog.fields["reason"].problem()
    bench.type("Paid in full", dialog.reason)
    bench.key(Qt.Key.Key_Return, dialog.reason)
    assert dialog.fields["document.number"].problem()
    bench.type("City Court", dialog.authority)
    bench.type("2027-98", dialog.number)
    bench.key(Qt.Key.Key_Return, dialog.number)
    bench.settle()
    page = screen.view.deeds
    picked = page.current()
    assert picked is not None
    assert picked.id == deed
    assert [step.kind for step in picked.steps][-1] == "ended"
    assert str(picked.steps[-1].reason).startswith("Paid in full (City Court, 2027-98, ")
    assert "follow-deed" in screen.disabled_actions()


def test_a_new_proof_needs_its_document(bench: Bench) -> None:
    demerit(bench, "late-fee")
    screen = opened(bench)
    find(bench, screen)
    screen.view.tabs.setCurrentIndex(2)
    bench.settle()
    bench.press("Ctrl+E")
    dialog = bench.found(FollowView)
    dialog.proven.click()
    bench.type("Still unpaid", dialog.reason)
    bench.key(Qt.Key.Key_Return, dialog.reason)
    assert dialog.fields["document.number"].problem()
    bench.type("City Court", dialog.authority)
    bench.type("2027-99", dialog.number)
    bench.key(Qt.Key.Key_Return, dialog.number)
    bench.settle()
    picked = screen.view.deeds.current()
    assert picked is not None
    assert picked.steps[-1].kind == "proven"
    assert "2027-99" in str(picked.steps[-1].reason)


def test_closing_a_file_keeps_nothing_of_it(bench: Bench) -> None:
    screen = opened(bench)
    find(bench, screen)
    screen.view.tabs.setCurrentIndex(2)
    bench.settle()
    bench.press("Ctrl+W")
    assert bench.place.case is None
    assert not screen.view.is_file()
    assert screen.view.finder.number.text() == ""
    assert screen.view.finder.reason.reason() == ""
    assert screen.view.deeds.model.rowCount() == screen.view.score.model.rowCount() == 0
    held = " ".join(each.text() for each in screen.findChildren(QLabel))
    assert number(1) not in held
    assert "close-file" in screen.disabled_actions()


def test_another_file_takes_the_place_of_the_open_one(bench: Bench) -> None:
    screen = opened(bench)
    find(bench, screen, 1)
    bench.press("Ctrl+F")
    assert not screen.view.is_file()
    screen.view.finder.back.click()
    assert screen.view.is_file()
    find(bench, screen, 2)
    assert number(2) in words(screen.view.cover)
    assert number(1) not in words(screen.view.cover)


def test_a_server_that_is_away_is_said_in_the_form_and_in_the_file(bench: Bench) -> None:
    screen = opened(bench)
    bench.cable.is_out = True
    find(bench, screen)
    notice = screen.view.finder.notices.notice
    assert notice is not None
    assert notice.kind == "bad"
    bench.cable.is_out = False
    screen.view.finder.number.clear()
    find(bench, screen)
    bench.cable.is_out = True
    screen.view.tabs.setCurrentIndex(2)
    bench.settle()
    assert screen.view.deeds.panels.state() == "failed"
    bench.cable.is_out = False
    bench.press("F5")
    bench.settle()
    assert screen.view.deeds.panels.state() == "ready"


def test_a_file_that_is_open_on_another_screen_is_not_read_here(bench: Bench) -> None:
    screen = opened(bench)
    find(bench, screen)
    bench.screen("grant_perk")
    before = asked(bench)
    case = bench.place.case
    assert case is not None
    bench.place.open_case(None)
    bench.place.open_case(case)
    bench.settle()
    assert "score" not in asked(bench)[len(before) :]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_names_follow_the_language(bench: Bench, language: str) -> None:
    demerit(bench, "late-fee")
    screen = opened(bench)
    find(bench, screen)
    bench.press("Ctrl+Shift+H" if language == "zh" else "Ctrl+Shift+E")
    bench.settle()
    named = {"en": "Property management fee long overdue", "zh": "拖欠物业服务费"}
    assert named[language] in [row[0] for row in cells(screen)]


def test_enrolling_shows_a_code_once_and_keeps_it_nowhere(bench: Bench) -> None:
    screen = opened(bench)
    bench.press("Ctrl+N")
    dialog = bench.found(EnrolView)
    bench.type("11010119900307002X", dialog.number)
    bench.type("Li Na", dialog.name)
    bench.key(Qt.Key.Key_Return, dialog.name)
    bench.settle()
    code = dialog.code()
    assert len(code.replace("-", "")) == 16
    assert "2027-03-31" in words(dialog)
    bench.press("Ctrl+C", dialog)
    assert code not in QGuiApplication.clipboard().text()
    bench.key(Qt.Key.Key_Escape, dialog)
    bench.settle()
    assert screen.isVisible()
    bench.desktop.memory.flush()
    kept = b"".join(path.read_bytes() for path in bench.folder.rglob("*") if path.is_file())
    assert code.encode() not in kept
    assert not any(code in words(each) for each in screen.findChildren(QWidget))


def test_a_wrong_number_is_said_at_its_field(bench: Bench) -> None:
    opened(bench)
    bench.press("Ctrl+N")
    dialog = bench.found(EnrolView)
    bench.type("110101199003070021", dialog.number)
    bench.type("Li Na", dialog.name)
    bench.key(Qt.Key.Key_Return, dialog.name)
    bench.settle()
    assert dialog.fields["number"].problem()
    assert dialog.code() == ""
    dialog.reject()


def test_who_was_not_found_can_be_enrolled_at_once(bench: Bench) -> None:
    screen = opened(bench)
    find(bench, screen, 700)
    screen.view.finder.enrol.click()
    dialog = bench.found(EnrolView)
    assert dialog.number.text() == number(700)
    dialog.reject()


def test_the_page_says_in_both_languages_that_it_is_no_consent(
    bench: Bench, tmp_path: Path
) -> None:
    opened(bench)
    page = invitation_page(
        Invitation(
            city_en="Fuzhou",
            city_zh="抚州",
            code="7KQ2-M9XD-4HRT-PVWZ",
            until="2027-03-31 12:00",
            contact="office@fuzhou.example",
            cooling_off_days=30,
        )
    )
    text = page.toPlainText()
    assert text.count("7KQ2-M9XD-4HRT-PVWZ") == 2
    for said in (
        "no consent",
        "不是同意书",
        "office@fuzhou.example",
        "2027-03-31",
        "抚州",
        "Fuzhou",
    ):
        assert said in text
    bench.press("Ctrl+N")
    dialog = bench.found(EnrolView)
    target = tmp_path / "invitation.pdf"
    write(page, target, dialog)
    assert target.read_bytes().startswith(b"%PDF")
    notice = dialog.notices.notice
    assert notice is not None
    assert "delete it" in notice.sentence
    dialog.reject()


def test_signing_out_closes_the_file(bench: Bench) -> None:
    screen = opened(bench)
    find(bench, screen)
    bench.press("Ctrl+Shift+Q")
    bench.settle()
    bench.person(Role.OFFICER)
    bench.sign_in("officer-two", screen="resident_file")
    assert bench.place.case is None
    again = cast("ResidentFile", bench.screen("resident_file"))
    assert not again.view.is_file()


def test_days_are_the_citys(bench: Bench) -> None:
    screen = opened(bench)
    find(bench, screen)
    since = bench.place.case
    assert since is not None
    assert str(date(2027, 3, 1)) in words(screen.view.cover)
