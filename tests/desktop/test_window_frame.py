"""The window around the screens: jumping, shortcuts, languages, what is remembered and told."""

from collections import Counter

import httpx
import pytest
from desktop.desk import Bench, application, text
from desktop.letters import claimed_twice
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QMenu,
    QTableView,
    QTabWidget,
    QWidget,
)

from admin_gui.actions.table import ACTIONS
from admin_gui.main_window import SIZE
from admin_gui.screen_list import SCREENS
from admin_gui.screens.password.view import PasswordView
from admin_gui.screens.sign_in.view import SignInView
from admin_gui.widgets.deed_form.form import DeedForm
from admin_gui.widgets.navigation import Navigation
from admin_gui.widgets.rows import rows_model
from admin_gui.widgets.shortcuts import Shortcuts
from admin_gui.widgets.table import Table
from backend.core.permissions import Role

ROLES = {
    "collector-one": ("log_deed", "outbox"),
    "officer-one": ("confirm", "cases", "resident_file", "grant_perk", "perks", "overview"),
    "administrator-one": ("schemes", "people", "perks", "overview"),
    "auditor-one": ("schemes", "people", "overview"),
    "counter-one": ("counter", "bookings"),
}
OPENED = [(name, screen) for name, screens in ROLES.items() for screen in screens]


def navigation(bench: Bench) -> list[str]:
    shown = bench.found(Navigation)
    return [str(shown.item(place).data(Qt.ItemDataRole.UserRole)) for place in range(shown.count())]


def leave_whole_screen(bench: Bench) -> None:
    """What stands alone has nothing around it."""
    if bench.window.isFullScreen():
        bench.press("F11")


@pytest.mark.parametrize("name", ROLES)
def test_a_role_sees_the_screens_that_it_may_use_and_no_others(bench: Bench, name: str) -> None:
    bench.sign_in(name)
    leave_whole_screen(bench)
    assert tuple(navigation(bench)) == ROLES[name]


def test_an_officer_of_a_department_enters_deeds_too(bench: Bench) -> None:
    bench.sign_in(bench.person(Role.OFFICER, department="civility-office"))
    assert navigation(bench)[:2] == ["log_deed", "outbox"]
    assert len(navigation(bench)) == 8


def test_who_may_do_nothing_here_is_told_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later server may have roles that this program knows nothing of."""
    whole = bench.cable.handle_request

    def later(request: httpx.Request) -> httpx.Response:
        answer = whole(request)
        if not request.url.path.endswith("/account"):
            return answer
        account = {**answer.json(), "permissions": []}
        return httpx.Response(answer.status_code, json=account, request=request)

    monkeypatch.setattr(bench.cable, "handle_request", later)
    bench.sign_in("counter-one")
    assert bench.desktop.place is None
    notice = bench.found(SignInView).notices.notice
    assert notice is not None
    assert "counter" in notice.sentence


@pytest.mark.parametrize(("name", "screen"), OPENED)
def test_every_screen_opens_by_its_number_and_reads_again(
    bench: Bench, name: str, screen: str
) -> None:
    bench.sign_in(name)
    bench.press(f"Alt+{ROLES[name].index(screen) + 1}")
    bench.settle()
    leave_whole_screen(bench)
    assert bench.found(Navigation).current() == screen
    bench.press("F5")
    bench.settle()


@pytest.mark.parametrize(("name", "screen"), OPENED)
def test_every_action_of_a_screen_is_done_by_the_screen(
    bench: Bench, name: str, screen: str
) -> None:
    bench.sign_in(name)
    handlers = bench.screen(screen).handlers()
    wanted = {
        action.name
        for action in ACTIONS
        if action.screen == screen and bench.place.may(action.permission)
    }
    assert wanted <= set(handlers)


@pytest.mark.parametrize("screen", [entry.name for entry in SCREENS])
def test_no_two_actions_of_a_screen_have_the_same_keys(screen: str) -> None:
    keys = Counter(
        QKeySequence(key).toString()
        for action in ACTIONS
        if action.screen in {"", screen}
        for key in action.keys.split(";")
        if key
    )
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", ROLES)
def test_no_letter_is_claimed_twice(bench: Bench, name: str) -> None:
    """With Alt, of two that claim a letter sometimes the one and sometimes the other answers."""
    bench.sign_in(name)
    for language in ("Ctrl+Shift+E", "Ctrl+Shift+H"):
        leave_whole_screen(bench)
        bench.press(language)
        for screen in ROLES[name]:
            shown = bench.screen(screen)
            leave_whole_screen(bench)
            for form in shown.findChildren(DeedForm):
                for field in [*form.fields().values(), form.has_document]:
                    field.show()
            assert claimed_twice(bench.desktop.window) == []
            for tabs in shown.findChildren(QTabWidget):
                for page in range(tabs.count()):
                    tabs.setCurrentIndex(page)
                    assert claimed_twice(bench.desktop.window) == []


@pytest.mark.parametrize(("name", "screen"), OPENED)
def test_every_control_has_a_name_and_a_role_and_is_reached_by_tab(
    bench: Bench, name: str, screen: str
) -> None:
    bench.sign_in(name, screen=screen)
    bench.screen(screen)
    expected = controls(bench.window)
    assert expected
    for control in expected:
        spoken = QAccessible.queryAccessibleInterface(control)
        assert spoken.text(QAccessible.Text.Name).strip(), described(control)
        assert spoken.role() != QAccessible.Role.NoRole, described(control)
    found = reached(bench)
    assert [described(control) for control in expected if control not in found] == []


def controls(window: QWidget) -> list[QWidget]:
    """Everything in view that the keyboard may be at."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and widget.focusProxy() is None
    ]


def reached(bench: Bench) -> list[QWidget]:
    """Where Tab leads to, from where the keyboard is until it is there again."""
    found: list[QWidget] = []
    for _ in range(200):
        widget = application().focusWidget()
        if widget is None or widget in found:
            break
        found.append(widget)
        # Where Tab writes a tab, Ctrl+Tab goes on.
        bench.press("Tab")
        if application().focusWidget() is widget:
            bench.press("Ctrl+Tab")
    return found


def described(widget: QWidget) -> str:
    parent = widget.parent()
    return f"{type(widget).__name__} {text(widget)!r} in {type(parent).__name__}"


def test_ctrl_k_finds_a_screen_and_an_action_from_wherever_the_keyboard_is(bench: Bench) -> None:
    bench.sign_in("collector-one", screen="log_deed")
    bench.jump("outbox")
    assert bench.found(Navigation).current() == "outbox"
    bench.press("Ctrl+K")
    bench.type("nothing is called so", bench.found(QLineEdit, "Screen or action"))
    listed = bench.found(QListWidget, "Screens and actions")
    assert listed.item(0).text() == "Nothing is called that"
    bench.press("Escape")


def test_ctrl_k_says_where_an_action_has_nothing_to_act_on(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="overview")
    bench.jump("record a deed")
    assert bench.found(Navigation).current() == "resident_file"
    assert (
        bench.told() == "“Record a deed's end or a new proof…” has nothing to act on at the moment."
    )


def test_ctrl_k_offers_nothing_that_the_role_may_not_do(bench: Bench) -> None:
    bench.sign_in("collector-one")
    bench.press("Ctrl+K")
    listed = bench.found(QListWidget, "Screens and actions")
    words = " ".join(listed.item(place).text() for place in range(listed.count()))
    assert "Log a deed" in words
    assert "Grant" not in words
    assert "Scheme" not in words
    bench.press("Escape")


def test_f1_lists_every_shortcut(bench: Bench) -> None:
    bench.sign_in("officer-one")
    bench.press("F1")
    dialog = bench.found(Shortcuts)
    model = bench.found(QTableView, "Shortcuts").model()
    shown = {model.index(row, 1).data() for row in range(model.rowCount())}
    wanted = {a.text for a in ACTIONS if a.keys and bench.place.may(a.permission)}
    assert wanted <= shown
    bench.type("confirm the deed", bench.found(QLineEdit, "Search"))
    assert model.rowCount() == 1
    dialog.reject()


def test_f1_lists_what_tables_charts_and_dialogs_listen_to(bench: Bench) -> None:
    bench.sign_in("officer-one")
    bench.press("F1")
    model = bench.found(QTableView, "Shortcuts").model()
    shown = {
        tuple(model.index(row, at).data() for at in range(3)) for row in range(model.rowCount())
    }
    assert ("Tables", "Open the current row", "Enter") in shown
    assert ("Dialogs", "Close without doing it", "Escape") in shown
    bench.found(Shortcuts).reject()


def test_a_table_is_sorted_by_the_keyboard_both_ways(bench: Bench) -> None:
    bench.sign_in("administrator-one", screen="people")
    table = bench.screen("people").table()
    assert table is not None
    names = [sorted_by(bench, table, "Signs in as") for _ in range(2)]
    assert names[0] == sorted(names[0]) != names[1]
    assert names[1] == sorted(names[0], reverse=True)


def sorted_by(bench: Bench, table: Table, title: str) -> list[str]:
    """Choose a column to sort by; returns what stands in it then."""
    bench.press("Ctrl+Shift+O", table)
    menu = application().activePopupWidget()
    assert isinstance(menu, QMenu)
    place = [action.text() for action in menu.actions()].index(title)
    for _ in range(place):
        bench.key(Qt.Key.Key_Down, menu)
    bench.key(Qt.Key.Key_Return, menu)
    bench.settle()
    model = table.model()
    titles = rows_model(model).titles()
    at = titles.index(title)
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("name", "screen"),
    [
        ("officer-one", "confirm"),
        ("administrator-one", "people"),
        ("administrator-one", "schemes"),
    ],
)
def test_in_the_window_that_one_gets_first_titles_names_and_moments_are_whole(
    bench: Bench, name: str, screen: str
) -> None:
    bench.sign_in(name, screen=screen)
    bench.window.resize(*SIZE)
    bench.settle()
    table = bench.screen(screen).table()
    assert table is not None
    header, columns = table.horizontalHeader(), rows_model(table.model()).columns
    bench.wait(lambda: table.model().rowCount(), "rows")
    for at, column in enumerate(columns):
        wanted = header.sectionSizeHint(at)
        if not column.gives_way:
            wanted = max(wanted, table.sizeHintForColumn(at))
        assert header.sectionSize(at) >= wanted, column.name


def test_no_header_says_that_rows_are_sorted_by_what_the_server_cannot_sort_by(
    bench: Bench,
) -> None:
    bench.sign_in("officer-one", screen="confirm")
    table = bench.screen("confirm").table()
    assert table is not None
    header = table.horizontalHeader()
    table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    bench.settle()
    columns = rows_model(table.model()).columns
    unsorted = next(at for at, column in enumerate(columns) if not column.order)
    table.sortByColumn(unsorted, Qt.SortOrder.AscendingOrder)
    assert header.sortIndicatorSection() == 3
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


@pytest.mark.parametrize("name", ["officer-one", "administrator-one"])
def test_the_language_changes_everywhere_at_once(bench: Bench, name: str) -> None:
    bench.sign_in(name)
    for screen in ROLES[name]:
        bench.screen(screen)
    bench.press("Ctrl+Shift+H")
    bench.settle()
    shown = bench.found(Navigation)
    assert shown.item(shown.count() - 1).text() == "概况"
    assert bench.place.client.connection.language == "zh"
    assert "抚州" in bench.window.windowTitle()
    bench.press("Ctrl+Shift+E")
    bench.settle()
    assert shown.item(shown.count() - 1).text() == "Overview"


def test_the_menu_marks_language_and_colours_in_use(bench: Bench) -> None:
    bench.sign_in("officer-one")
    assert {"English", "Colours of the system"} == marked(bench)
    bench.jump("dark colours")
    bench.press("Ctrl+Shift+H")
    bench.settle()
    assert {"中文", "深色"} == marked(bench)


def marked(bench: Bench) -> set[str]:
    menus = bench.desktop.window.menuBar().findChildren(QMenu)
    return {each.text() for menu in menus for each in menu.actions() if each.isChecked()}


def test_size_and_screen_are_remembered(bench: Bench) -> None:
    bench.window.resize(700, 640)
    bench.pause(0.05)
    bench.window.close()
    bench.restart()
    assert (bench.window.width(), bench.window.height()) == (700, 640)
    bench.sign_in("officer-one", screen="confirm")
    bench.restart()
    bench.sign_in("officer-one")
    assert bench.found(Navigation).current() == "confirm"


def test_a_server_that_went_away_is_said_above_every_screen(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="overview")
    bench.cable.is_out = True
    bench.press("F5")
    bench.wait(lambda: not bench.place.is_online, "the cable to be missed")
    assert "does not answer" in bench.desktop.window.waiting()
    bench.cable.is_out = False
    bench.place.look_for_server()
    bench.wait(lambda: bench.place.is_online, "the server")
    assert bench.desktop.window.waiting() == ""


def test_a_session_that_ended_leads_to_the_entrance_and_says_why(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="overview")
    bench.home.town.clock.advance(days=2)
    bench.press("F5")
    bench.wait(lambda: bench.desktop.place is None, "the entrance")
    bench.settle()
    notice = bench.found(SignInView).notices.notice
    assert notice is not None
    assert "sign in" in notice.sentence.lower()


def test_the_own_password_is_changed_at_the_server_and_on_this_machine(bench: Bench) -> None:
    bench.sign_in("collector-one")
    bench.jump("change my password")
    view = bench.found(PasswordView)
    new = "quiet river bamboo morning"
    for field, typed in (("old_password", "copper lantern bridge noon"), ("password", new)):
        bench.type(typed, view.fields[field].editor)
    bench.key(Qt.Key.Key_Return, view.fields["password"].editor)
    assert "not the same" in view.fields["again"].problem()
    bench.type(new, view.fields["again"].editor)
    bench.key(Qt.Key.Key_Return, view.fields["again"].editor)
    bench.settle()
    assert bench.told().startswith("Your password is changed")
    bench.restart()
    bench.cable.is_out = True
    bench.sign_in("collector-one", new)
    assert bench.place.account.role == "collector"
