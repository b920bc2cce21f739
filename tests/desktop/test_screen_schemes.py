"""Schemes at the desktop: looked at, written, compared, proposed, decided, and back."""

import pytest
from desktop.callers import signed_in
from desktop.desk import Bench, checked
from furnished import CITY, scheme_text
from PySide6.QtCore import QDate, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton

from admin_gui.screens.schemes.controller import SchemesScreen
from admin_gui.screens.schemes.dialogs import Ask, Propose
from admin_gui.screens.schemes.editor import Editor
from admin_gui.widgets.rows import RowsModel, rows_model
from backend.contracts.schemes import PeriodView, ProposalView, ProposeScheme
from backend.core.permissions import Role

WHY = "The council decided so."
TEXT, DIFFERENCE, PROPOSALS = 1, 2, 3


@pytest.fixture
def screen(bench: Bench) -> SchemesScreen:
    """The screen of the administrator who proposed the city's other scheme."""
    return opened(bench, "administrator-one")


def opened(bench: Bench, name: str) -> SchemesScreen:
    bench.sign_in(name, screen="schemes")
    bench.settle()
    shown = bench.desktop.window.shown_screen()
    assert isinstance(shown, SchemesScreen)
    return shown


def tab(bench: Bench, screen: SchemesScreen, number: int) -> None:
    screen.tabs.setCurrentIndex(number)
    bench.settle()


def second(bench: Bench) -> SchemesScreen:
    """The screen of an administrator who proposed nothing."""
    return opened(bench, bench.person(Role.ADMINISTRATOR))


def editor(bench: Bench) -> Editor:
    return bench.found(Editor)


def written(bench: Bench, screen: SchemesScreen, text: str) -> None:
    """Put a text in the editor, and wait for what is said of it."""
    tab(bench, screen, TEXT)
    screen.text.replace(text)
    bench.wait(lambda: editor(bench).is_written(), "the text")
    bench.settle()


def state(screen: SchemesScreen) -> str:
    return screen.text.view.state.text()


def cells(model: RowsModel[object]) -> list[list[str]]:
    return [model.texts(row) for row in model.rows()]


def proposal(screen: SchemesScreen) -> ProposalView:
    held = screen.deciding.current()
    assert held is not None
    return held


def periods(screen: SchemesScreen) -> list[PeriodView]:
    return list(screen.shelf.periods.rows())


def click(bench: Bench, name: str) -> None:
    button = bench.found(QPushButton, name)
    button.setFocus()
    bench.key(Qt.Key.Key_Space, button)
    bench.settle()


# Versions and periods


def test_what_is_in_force_is_seen_first(bench: Bench, screen: SchemesScreen) -> None:
    versions = cells(screen.shelf.versions)  # type: ignore[arg-type]
    assert len(versions) == 2
    assert [row[1] for row in versions].count("in force") == 1
    assert [row[1] for row in cells(screen.shelf.periods)] == ["in force"]  # type: ignore[arg-type]
    assert screen.versions.picked() == bench.home.known["digest"]
    view = screen.versions.view
    assert view.detail.state() == "ready"
    assert view.tables["rules"].model().rowCount() > 100
    assert bench.home.known["digest"][:12] in view.facts.text()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("Ctrl+Shift+E", ["Excellent", "Excellent: 10 %", "Toll road operators"]),
        ("Ctrl+Shift+H", ["优秀", "优秀：10 %", "道路收费单位"]),
    ],
)
def test_perks_are_told_by_the_names_of_bands_units_and_providers(
    bench: Bench, screen: SchemesScreen, language: str, told: list[str]
) -> None:
    bench.press(language)
    bench.settle()
    perks = cells(rows_model(screen.versions.view.tables["perks"].model()))
    assert told in [row[1:4] for row in perks]


@pytest.mark.parametrize(("language", "band"), [("Ctrl+Shift+E", "Good"), ("Ctrl+Shift+H", "良好")])
def test_a_band_is_named_as_people_read_it_and_last_as_the_file_does(
    bench: Bench, screen: SchemesScreen, language: str, band: str
) -> None:
    bench.press(language)
    bench.settle()
    bands = cells(rows_model(screen.versions.view.tables["bands"].model()))
    assert (band, "650", "good") in [(row[0], row[1], row[-1]) for row in bands]


def test_rules_are_searched_in_both_languages(bench: Bench, screen: SchemesScreen) -> None:
    bench.press("Ctrl+F")
    rules = screen.versions.view.tables["rules"].model()
    checked(rules)
    screen.versions.view.search.insert("献血")
    chinese = rules.rowCount()
    assert 0 < chinese < 10
    screen.versions.view.search.clear()
    bench.type("blood")
    assert rules.rowCount() == chinese
    bench.type("no such words")
    assert screen.versions.view.panels["rules"].state() == "empty"


def test_auditors_look_and_write_nothing(bench: Bench) -> None:
    screen = opened(bench, "auditor-one")
    assert not screen.tabs.isTabVisible(TEXT)
    assert not screen.versions.view.edit.isVisible()
    tab(bench, screen, DIFFERENCE)
    assert screen.comparing.model.rowCount() == 1
    tab(bench, screen, PROPOSALS)
    assert not screen.deciding.view.approve.isVisible()
    assert not screen.deciding.view.propose.isVisible()


# The text


def test_a_version_is_edited_and_is_the_same_until_it_is(
    bench: Bench, screen: SchemesScreen
) -> None:
    click(bench, "Edit its text")
    bench.wait(lambda: "keeps this very scheme" in state(screen), "a check")
    assert bench.home.known["digest"][:12] in state(screen)
    bench.press("Ctrl+End")
    bench.key(Qt.Key.Key_Return)
    bench.type("# A remark changes nothing")
    bench.press("Ctrl+Return")
    bench.settle()
    assert "keeps this very scheme" in state(screen)
    assert screen.text.text().endswith("# A remark changes nothing")


def test_a_problem_leads_to_its_line(bench: Bench, screen: SchemesScreen) -> None:
    checked(screen.text.view.table.model())
    lines = scheme_text().splitlines()
    wrong = next(number for number, line in enumerate(lines, 1) if line.startswith("precision"))
    lines[wrong - 1] = "precision = 7"
    written(bench, screen, "\n".join(lines))
    assert state(screen).startswith("1 problem")
    assert editor(bench).marked() == {wrong}
    table = screen.text.view.table
    table.setFocus()
    bench.key(Qt.Key.Key_Down, table)
    bench.key(Qt.Key.Key_Return, table)
    assert QApplication.focusWidget() is editor(bench)
    assert editor(bench).textCursor().blockNumber() + 1 == wrong
    # Lines that are typed above it move the sign with it.
    bench.press("Ctrl+Home")
    bench.key(Qt.Key.Key_Return)
    assert editor(bench).marked() == {wrong + 1}


def test_a_text_is_checked_by_itself_after_a_pause(bench: Bench, screen: SchemesScreen) -> None:
    tab(bench, screen, TEXT)
    bench.type("city =")
    bench.wait(lambda: "problem" in state(screen), "a check")
    assert screen.text.view.table.isVisible()
    bench.press("Ctrl+A")
    bench.key(Qt.Key.Key_Delete)
    bench.wait(lambda: state(screen) == "Nothing is written yet.", "another check")


def test_without_a_server_one_writes_on_and_it_is_checked_later(
    bench: Bench, screen: SchemesScreen
) -> None:
    tab(bench, screen, TEXT)
    bench.cable.is_out = True
    bench.type("city =")
    bench.press("Ctrl+Return")
    bench.settle()
    assert state(screen).startswith("Not checked:")
    bench.cable.is_out = False
    bench.place.look_for_server()
    bench.wait(lambda: "problem" in state(screen), "a check")


def test_what_is_written_is_there_again(bench: Bench, screen: SchemesScreen) -> None:
    tab(bench, screen, TEXT)
    bench.type("# half a thought")
    bench.screen("overview")
    bench.restart()
    again = opened(bench, "administrator-one")
    tab(bench, again, TEXT)
    bench.wait(lambda: again.text.text() == "# half a thought", "the draft")
    bench.type("# and ")
    # The session ends without anybody asking.
    bench.place.signed_out.emit("Signed out.")
    bench.settle()
    last = opened(bench, "administrator-one")
    tab(bench, last, TEXT)
    bench.wait(lambda: last.text.text() == "# and # half a thought", "the draft")


def test_a_text_that_is_replaced_comes_back(bench: Bench, screen: SchemesScreen) -> None:
    tab(bench, screen, TEXT)
    bench.type("# mine")
    written(bench, screen, scheme_text())
    assert "Undo brings it back" in bench.told()
    bench.press("Ctrl+Z")
    bench.wait(lambda: screen.text.text() == "# mine", "undo")
    bench.press("Ctrl+Y")
    bench.wait(lambda: screen.text.text() == scheme_text(), "redo")


def test_a_large_text_is_pasted_whole_where_the_cursor_is(
    bench: Bench, screen: SchemesScreen
) -> None:
    tab(bench, screen, TEXT)
    bench.type("[]")
    bench.press("Left")
    clip, large = QMimeData(), "城𠀀市\n" * 9000
    clip.setText(large)
    QGuiApplication.clipboard().setMimeData(clip)
    bench.press("Ctrl+V")
    bench.wait(lambda: editor(bench).is_written(), "the text")
    bench.type("|")
    assert screen.text.text() == f"[{large}|]"
    bench.wait(editor(bench).highlighter.is_done, "the colours")


def test_words_are_found_forwards_and_backwards(bench: Bench, screen: SchemesScreen) -> None:
    written(bench, screen, "one\ntwo one\n三 one\n")
    bench.press("Ctrl+F")
    bench.type("one")
    cursor = editor(bench).textCursor
    assert cursor().blockNumber() == 0
    bench.key(Qt.Key.Key_Return)
    bench.key(Qt.Key.Key_Return)
    assert cursor().blockNumber() == 2
    bench.key(Qt.Key.Key_Return)
    assert cursor().blockNumber() == 0
    bench.press("Shift+Return")
    assert cursor().blockNumber() == 2
    bench.type("!")
    assert "Not in the text" in screen.text.view.find_bar.state.text()
    bench.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is editor(bench)


def test_a_file_is_saved_and_opened(bench: Bench, screen: SchemesScreen) -> None:
    written(bench, screen, scheme_text())
    path = bench.folder / "spring.toml"
    screen.text.write_file(path)
    bench.settle()
    assert path.read_text("utf-8") == scheme_text()
    path.write_bytes(b"\xef\xbb\xbf# first\r\n# second\r\n")
    screen.text.read_file(path)
    bench.wait(lambda: screen.text.text() == "# first\n# second\n", "the file")
    path.write_bytes(b"\xff\xfe\x00")
    screen.text.read_file(path)
    bench.settle()
    assert "UTF-8" in bench.told()
    assert screen.text.text() == "# first\n# second\n"


def test_keys_of_the_window_work_in_the_editor(bench: Bench, screen: SchemesScreen) -> None:
    written(bench, screen, scheme_text())
    bench.press("Ctrl+D")
    bench.settle()
    assert screen.tabs.currentIndex() == DIFFERENCE
    assert screen.text.text() == scheme_text()


# Differences


def test_a_text_is_compared_before_it_is_proposed(bench: Bench, screen: SchemesScreen) -> None:
    checked(screen.comparing.model)
    text = scheme_text().replace("show_points = true", "show_points = false")
    written(bench, screen, text)
    click(bench, "Compare with the one in force")
    (row,) = cells(screen.comparing.model)  # type: ignore[arg-type]
    assert row == ["changed", "scale", "", "show_points", "true", "false"]
    assert screen.comparing.view.summary.text() == "0 added, 0 removed, 1 changed."
    bench.press("Ctrl+F")
    bench.type("band")
    assert screen.comparing.model.rowCount() == 0
    assert screen.comparing.view.panels.state() == "empty"
    assert screen.table() is screen.comparing.view.table


def test_a_faulty_text_leads_back_to_itself(bench: Bench, screen: SchemesScreen) -> None:
    written(bench, screen, "city = 7")
    bench.press("Ctrl+D")
    bench.settle()
    click(bench, "Look at the text")
    assert screen.tabs.currentIndex() == TEXT
    assert screen.text.text() == "city = 7"


# Proposals


def test_nobody_decides_what_they_proposed(bench: Bench, screen: SchemesScreen) -> None:
    checked(screen.deciding.model)
    tab(bench, screen, PROPOSALS)
    view = screen.deciding.view
    assert not view.approve.isEnabled()
    assert "another administrator" in view.sentence.text()
    assert view.sentence.text() == view.approve.accessibleDescription()
    bench.press("Ctrl+Shift+A")
    assert not QApplication.activeModalWidget()
    click(bench, "Withdraw…")
    bench.found(Ask)
    bench.press("Return")
    bench.settle()
    assert proposal(screen).state == "withdrawn"


def proposed(bench: Bench, screen: SchemesScreen, day: QDate) -> None:
    """Propose a text from a day on, by the keyboard."""
    written(bench, screen, scheme_text().replace("base = 600", "base = 610"))
    bench.press("Ctrl+P")
    dialog = bench.found(Propose)
    bench.press("Ctrl+Return")
    assert dialog.reason.problem()
    bench.type(WHY)
    dialog.from_day.setFocus()
    bench.key(Qt.Key.Key_Space, dialog.from_day)
    assert dialog.day.minimumDate() == QDate(2027, 3, 2)
    dialog.day.setDate(day)
    assert day.toString("yyyy-MM-dd") in dialog.summary.text()
    bench.press("Ctrl+Return", dialog.reason.text)
    bench.settle()
    assert screen.tabs.currentIndex() == PROPOSALS
    assert (proposal(screen).state, proposal(screen).reason) == ("open", WHY)


def test_a_text_is_proposed_for_a_day_approved_and_called_off(
    bench: Bench, screen: SchemesScreen
) -> None:
    # Later than the proposal that lies there already, so that it stands first.
    bench.home.town.clock.advance(minutes=1)
    proposed(bench, screen, QDate(2027, 6, 1))
    bench.desktop.window.left.emit("")
    bench.settle()
    other = second(bench)
    tab(bench, other, PROPOSALS)
    # Nothing gives the keyboard back to a window after its dialog, where there is no screen.
    bench.window.activateWindow()
    bench.press("Ctrl+Shift+A")
    bench.found(Ask)
    bench.press("Return")
    bench.settle()
    assert proposal(other).state == "approved"
    assert [each.state for each in periods(other)] == ["scheduled", "in-force"]

    tab(bench, other, 0)
    table = other.versions.view.tables["periods"]
    table.setFocus()
    table.go_to(0)
    click(bench, "Call off…")
    bench.press("Return")
    bench.settle()
    assert [each.state for each in periods(other)] == ["called-off", "in-force"]


def test_a_scheme_comes_in_force_at_once_and_the_way_back_is_proposed(bench: Bench) -> None:
    screen = second(bench)
    former = screen.shelf.digest_in_force()
    assert not screen.versions.view.back.isEnabled()
    tab(bench, screen, PROPOSALS)
    click(bench, "Approve…")
    bench.press("Return")
    bench.settle()
    assert "in force now" in bench.told()
    assert screen.shelf.digest_in_force() == bench.home.known["other"]
    tab(bench, screen, 0)
    click(bench, "Propose the way back…")
    bench.type(WHY)
    bench.press("Ctrl+Return")
    bench.settle()
    tab(bench, screen, PROPOSALS)
    assert (proposal(screen).digest, proposal(screen).state) == (former, "open")
    assert screen.deciding.is_own(proposal(screen))


def test_a_refusal_has_its_reason(bench: Bench) -> None:
    screen = second(bench)
    tab(bench, screen, PROPOSALS)
    bench.press("Ctrl+R")
    dialog = bench.found(Ask)
    bench.press("Ctrl+Return")
    assert dialog.reason is not None
    assert dialog.reason.problem()
    bench.type("The day is too early.")
    bench.press("Ctrl+Return")
    bench.settle()
    assert proposal(screen).state == "refused"
    assert screen.deciding.view.facts.said("why") == "The day is too early."
    screen.deciding.view.state.choose("open")
    bench.settle()
    assert screen.deciding.view.panels.state() == "empty"


def test_a_proposal_that_changed_meanwhile_is_read_again(bench: Bench) -> None:
    screen = second(bench)
    tab(bench, screen, PROPOSALS)
    client = signed_in(bench.home, "administrator")
    client.schemes.withdraw(client.schemes.proposals(CITY, state="open").items[0])
    click(bench, "Approve…")
    bench.press("Return")
    bench.settle()
    assert "changed meanwhile" in bench.told()
    assert proposal(screen).state == "withdrawn"


def test_a_refused_proposal_keeps_what_was_typed(bench: Bench, screen: SchemesScreen) -> None:
    bench.press("Ctrl+P")
    dialog = bench.found(Propose)
    assert dialog.what.currentData() == screen.shelf.digest_in_force()
    bench.type(WHY)
    bench.press("Ctrl+Return")
    bench.settle()
    assert dialog.isVisible()
    assert dialog.fields["digest"].problem()
    assert dialog.reason.text.toPlainText() == WHY
    bench.key(Qt.Key.Key_Escape, dialog)


def test_everything_is_said_in_the_language_in_use(bench: Bench, screen: SchemesScreen) -> None:
    click(bench, "Edit its text")
    bench.wait(lambda: "Nothing to correct" in state(screen), "a check")
    editor(bench).moveCursor(QTextCursor.MoveOperation.End)
    bench.key(Qt.Key.Key_Return)
    bench.type("broken")
    bench.press("Ctrl+Return")
    bench.settle()
    english = cells(screen.text.view.table.model())  # type: ignore[arg-type]
    bench.desktop.speak("zh")
    bench.settle()
    assert cells(screen.text.view.table.model()) != english  # type: ignore[arg-type]
    versions = cells(screen.shelf.versions)  # type: ignore[arg-type]
    assert all("分" in row[0] for row in versions)


def test_versions_that_cannot_be_read_say_so_and_are_read_again(bench: Bench) -> None:
    bench.sign_in("administrator-one", screen="overview")
    bench.cable.is_out = True
    screen = bench.screen("schemes")
    assert isinstance(screen, SchemesScreen)
    assert screen.versions.view.panels["versions"].state() == "failed"
    bench.cable.is_out = False
    bench.press("F5")
    bench.settle()
    assert screen.versions.view.panels["versions"].state() == "ready"
    assert screen.versions.view.detail.state() == "ready"


def test_a_proposal_is_seen_by_whoever_reads_again(bench: Bench, screen: SchemesScreen) -> None:
    tab(bench, screen, PROPOSALS)
    assert screen.deciding.model.rowCount() == 1
    client = signed_in(bench.home, "administrator")
    text = scheme_text().replace("base = 600", "base = 620")
    client.schemes.propose(CITY, ProposeScheme(text=text, reason=WHY))
    bench.press("F5")
    bench.settle()
    assert screen.deciding.model.rowCount() == 2
