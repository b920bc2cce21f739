"""People and departments: accounts made, changed and disabled by keyboard; passwords shown once."""

from pathlib import Path
from typing import cast

import pytest
from desktop.desk import Bench, application, checked
from furnished import CITY, DEPARTMENT, PASSWORD
from installation import number, run
from msgspec import structs
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from shiboken6 import isValid

from admin_gui.screens.people.account_card import AccountCard
from admin_gui.screens.people.account_form import AccountForm
from admin_gui.screens.people.controller import People
from admin_gui.screens.people.password_sheet import PasswordSheet
from backend.contracts.staff import NewStaff, StaffChange, StaffView
from backend.core.permissions import Role
from backend.services.change_staff import change_staff
from backend.services.create_staff import create_staff


def opened(bench: Bench, who: str = "administrator-one") -> People:
    bench.sign_in(who, screen="people")
    screen = cast("People", bench.screen("people"))
    checked(screen.view.accounts.model())
    checked(screen.view.departments.model())
    return screen


def rows(screen: People) -> list[StaffView]:
    return list(screen._model.rows())  # noqa: SLF001 - what is shown


def names(screen: People) -> list[str]:
    return [row.name for row in rows(screen)]


def go_to(bench: Bench, screen: People, name: str) -> StaffView:
    screen.view.accounts.go_to(names(screen).index(name))
    bench.pause(0.01)
    return rows(screen)[screen.view.accounts.current()]


def may_sign_in(bench: Bench, name: str, password: str) -> bool:
    body = {"city": CITY, "name": name, "password": password}
    return bench.home.client.post("/api/v1/sign-in/staff", json=body).status_code == 200


def shown(card: AccountCard) -> str:
    """All the words of a card."""
    return " ".join(each.text() for each in card.findChildren(QLabel))


def table_words(screen: People) -> set[str]:
    """All the words of the table of accounts."""
    model = screen.view.accounts.model()
    return {
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    }


def agree(bench: Bench, words: str) -> None:
    """Press a button of the question that is open."""
    box = bench.found(QMessageBox)
    button = next(each for each in box.buttons() if each.text().replace("&", "") == words)
    bench.key(Qt.Key.Key_Space, button)


def close_sheet(bench: Bench) -> str:
    """Note the password that is shown, and close it."""
    sheet = bench.found(PasswordSheet)
    password = sheet.password.text()
    bench.key(Qt.Key.Key_Space, sheet.noted)
    bench.key(Qt.Key.Key_Space, sheet.done_button)
    bench.settle()
    assert not sheet.isVisible()
    application().sendPostedEvents(sheet, QEvent.Type.DeferredDelete.value)
    assert not isValid(sheet)
    return password


def elsewhere(bench: Bench, account: StaffView, full_name: str) -> None:
    """Let another administrator change an account meanwhile."""
    other = structs.replace(bench.home.identity("administrator"), account="administrator-two")
    change = StaffChange(full_name=full_name, role="auditor")
    now = bench.home.town.clock.now()
    desk = bench.home.town.desk
    run(change_staff(desk, other, account.id, account.version, change, now))


def test_the_accounts_of_the_city_are_shown_with_what_each_may_do(bench: Bench) -> None:
    screen = opened(bench)
    assert "collector-one" in names(screen)
    go_to(bench, screen, "officer-one")
    shown = " ".join(each.text() for each in screen.view.card.findChildren(QLabel))
    assert "confirms or refuses what others entered" in shown
    assert "can sign in" in shown


def test_a_name_is_searched_and_all_are_shown_again(bench: Bench) -> None:
    screen = opened(bench)
    everybody = names(screen)
    bench.press("Ctrl+F")
    bench.type("audit", screen.view.search)
    bench.wait(lambda: names(screen) == ["auditor-one"], "the one found")
    bench.type("zz", screen.view.search)
    bench.key(Qt.Key.Key_Return, screen.view.search)
    bench.settle()
    assert screen.view.accounts_panels.state() == "empty"
    assert not screen.view.card.isVisible()
    bench.key(Qt.Key.Key_Space, screen.view.clear)
    bench.settle()
    assert names(screen) == everybody
    assert screen.view.accounts.selected() != []


def test_the_server_narrows_and_sorts(bench: Bench) -> None:
    bench.person(Role.COLLECTOR, "three", DEPARTMENT)
    screen = opened(bench)
    screen.view.role.choose("collector")
    bench.settle()
    assert {row.role for row in rows(screen)} == {"collector"}
    screen.view.accounts.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    bench.settle()
    found = [row.full_name for row in rows(screen)]
    assert len(found) == 3
    assert found == sorted(found, reverse=True)


def test_a_person_gets_an_account_and_a_password_that_is_shown_once(bench: Bench) -> None:
    screen = opened(bench)
    bench.press("Ctrl+N")
    form = bench.found(AccountForm)
    bench.type("Chen Jing", form.full_name)
    bench.type("chen.jing", form.name)
    form.role.setCurrentIndex(form.role.findData("officer"))
    assert "reads their files for a reason" in form.role.accessibleDescription()
    bench.key(Qt.Key.Key_Return, form.name)
    bench.settle()
    sheet = bench.found(PasswordSheet)
    bench.key(Qt.Key.Key_Escape, sheet)
    assert sheet.isVisible()
    assert not sheet.close()
    assert sheet.isVisible()
    bench.key(Qt.Key.Key_Space, sheet.copy)
    assert QGuiApplication.clipboard().text() == sheet.password.text()
    password = close_sheet(bench)
    assert may_sign_in(bench, "chen.jing", password)
    assert rows(screen)[screen.view.accounts.current()].name == "chen.jing"


def test_a_system_gets_an_account_that_enters_deeds_alone(bench: Bench) -> None:
    screen = opened(bench)
    bench.press("Ctrl+N")
    form = bench.found(AccountForm)
    bench.key(Qt.Key.Key_Space, form.machine)
    assert not form.role.isEnabled()
    bench.type("East hall counter", form.full_name)
    bench.type("east-hall", form.name)
    bench.key(Qt.Key.Key_Return, form.name)
    assert "Choose a department" in form.fields["department"].problem()
    form.department.setCurrentIndex(form.department.findData(DEPARTMENT))
    bench.key(Qt.Key.Key_Return, form.name)
    bench.settle()
    close_sheet(bench)
    made = next(row for row in rows(screen) if row.name == "east-hall")
    assert made.is_machine
    assert made.department == DEPARTMENT


def test_what_the_server_refuses_is_said_at_its_field_and_nothing_is_lost(bench: Bench) -> None:
    opened(bench)
    bench.press("Ctrl+N")
    form = bench.found(AccountForm)
    bench.type("Somebody", form.full_name)
    bench.type("officer-one", form.name)
    form.role.setCurrentIndex(form.role.findData("auditor"))
    bench.key(Qt.Key.Key_Return, form.name)
    bench.settle()
    assert form.fields["name"].problem()
    assert form.name.hasFocus()
    assert form.full_name.text() == "Somebody"
    bench.key(Qt.Key.Key_Escape, form)
    assert form.isVisible()
    assert "not saved" in form.notices.accessibleName()
    bench.key(Qt.Key.Key_Escape, form)
    assert not form.isVisible()


def test_an_account_is_changed_in_its_row(bench: Bench) -> None:
    screen = opened(bench)
    go_to(bench, screen, "counter-one")
    bench.press("Ctrl+E")
    form = bench.found(AccountForm)
    form.full_name.selectAll()
    bench.type("Lin Wei", form.full_name)
    bench.key(Qt.Key.Key_Return, form.full_name)
    bench.settle()
    assert "Lin Wei" in bench.told()
    assert go_to(bench, screen, "counter-one").full_name == "Lin Wei"


def test_what_somebody_changed_meanwhile_is_said_and_what_was_typed_kept(bench: Bench) -> None:
    screen = opened(bench)
    account = go_to(bench, screen, "counter-one")
    bench.press("Ctrl+E")
    form = bench.found(AccountForm)
    form.full_name.selectAll()
    bench.type("Lin Wei", form.full_name)
    elsewhere(bench, account, "Zhao Min")
    bench.key(Qt.Key.Key_Return, form.full_name)
    bench.settle()
    assert form.isVisible()
    assert "Zhao Min, auditor" in form.notices.accessibleName()
    assert form.full_name.text() == "Lin Wei"
    bench.key(Qt.Key.Key_Return, form.full_name)
    bench.settle()
    assert not form.isVisible()
    now = go_to(bench, screen, "counter-one")
    assert (now.full_name, now.role) == ("Lin Wei", "counter")


def test_an_account_is_disabled_after_a_question_and_enabled_again(bench: Bench) -> None:
    screen = opened(bench)
    go_to(bench, screen, "officer-one")
    bench.key(Qt.Key.Key_Space, screen.view.card.disable)
    agree(bench, "Disable it")
    bench.settle()
    assert not may_sign_in(bench, "officer-one", PASSWORD)
    assert "disabled since" in " ".join(
        each.text() for each in screen.view.card.findChildren(QLabel)
    )
    assert "disable-person" in screen.disabled_actions()
    bench.key(Qt.Key.Key_Space, screen.view.card.enable)
    bench.settle()
    assert may_sign_in(bench, "officer-one", PASSWORD)


def test_disabling_what_was_changed_meanwhile_does_nothing_and_says_so(bench: Bench) -> None:
    screen = opened(bench)
    account = go_to(bench, screen, "counter-one")
    elsewhere(bench, account, "Zhao Min")
    bench.key(Qt.Key.Key_Space, screen.view.card.disable)
    agree(bench, "Disable it")
    bench.settle()
    assert "nothing was done" in bench.told()
    assert go_to(bench, screen, "counter-one").full_name == "Zhao Min"
    assert may_sign_in(bench, "counter-one", PASSWORD)


def test_a_new_password_ends_the_old_one_and_is_printed(bench: Bench, tmp_path: Path) -> None:
    screen = opened(bench)
    go_to(bench, screen, "auditor-one")
    bench.key(Qt.Key.Key_Space, screen.view.card.password)
    agree(bench, "Make a new one")
    bench.settle()
    sheet = bench.found(PasswordSheet)
    assert sheet.password.text() in sheet.html()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    sheet.print_on(printer)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    password = close_sheet(bench)
    assert not may_sign_in(bench, "auditor-one", PASSWORD)
    assert may_sign_in(bench, "auditor-one", password)


def test_another_administrator_confirms_whose_an_account_is(bench: Bench) -> None:
    screen = opened(bench)
    made = bench.home.town.run(
        create_staff(
            bench.home.town.desk,
            bench.home.identity("administrator"),
            NewStaff(name="chen.jing", full_name="Chen Jing", role="officer"),
            bench.home.town.clock.now(),
        )
    )
    screen.refresh()
    bench.settle()
    go_to(bench, screen, "chen.jing")
    card = screen.view.card
    assert not card.confirm.isEnabled()
    assert "Another administrator confirms it" in shown(card)
    assert "confirm-person" in screen.disabled_actions()
    bench.restart()
    screen = opened(bench, bench.person(Role.ADMINISTRATOR))
    go_to(bench, screen, "chen.jing")
    card = screen.view.card
    assert "not yet" in shown(card)
    assert "To be confirmed" in table_words(screen)
    bench.key(Qt.Key.Key_Space, card.confirm)
    agree(bench, "Confirm it")
    bench.settle()
    assert "has not chosen a password of their own" in bench.told()
    body = {"old_password": made.password, "password": f"{made.password} mine"}
    signed_in = bench.home.client.post(
        "/api/v1/sign-in/staff",
        json={"city": CITY, "name": "chen.jing", "password": made.password},
    ).json()
    headers = {"authorization": f"Bearer {signed_in['access_token']}"}
    bench.home.client.put("/api/v1/account/password", json=body, headers=headers)
    bench.key(Qt.Key.Key_Space, card.confirm)
    agree(bench, "Confirm it")
    bench.settle()
    assert "is confirmed" in bench.told()
    assert not card.confirm.isVisible()
    assert "not yet" not in shown(card)
    assert "To be confirmed" not in table_words(screen)


def test_the_own_account_is_left_to_another_administrator(bench: Bench) -> None:
    screen = opened(bench)
    own = go_to(bench, screen, "administrator-one")
    assert not screen.view.card.disable.isEnabled()
    assert {"disable-person", "reset-password"} <= screen.disabled_actions()
    shown = " ".join(each.text() for each in screen.view.card.findChildren(QLabel))
    assert "This is your own account" in shown
    bench.press("Ctrl+E")
    form = bench.found(AccountForm)
    assert not form.role.isEnabled()
    bench.key(Qt.Key.Key_Escape, form)
    # And if the server is asked all the same, its refusal is said in words of this window.
    screen.edits.disable(own)
    agree(bench, "Disable it")
    bench.settle()
    assert "Ask another administrator" in bench.told()


def test_an_auditor_reads_and_changes_nothing(bench: Bench) -> None:
    screen = opened(bench, "auditor-one")
    assert names(screen)
    card = screen.view.card
    for button in (screen.view.new, card.change, card.disable, card.enable, card.password):
        assert not button.isVisible()
    bench.key(Qt.Key.Key_Return, screen.view.accounts)
    with pytest.raises(AssertionError):
        bench.found(AccountForm)


def test_departments_say_how_many_accounts_they_have_and_lead_to_them(bench: Bench) -> None:
    screen = opened(bench)
    screen.view.tabs.setCurrentIndex(1)
    bench.settle()
    listed = list(screen._departments.rows())  # noqa: SLF001 - what is shown
    number = [row.code for row in listed].index(DEPARTMENT)
    # A collector and a system.
    assert listed[number].accounts == 2
    assert screen.table() is screen.view.departments
    screen.view.departments.go_to(number)
    bench.key(Qt.Key.Key_Return, screen.view.departments)
    bench.settle()
    assert screen.view.tabs.currentIndex() == 0
    assert set(names(screen)) == {"collector-one", "machine-one"}


def test_accounts_that_cannot_be_read_say_why_and_are_read_again(bench: Bench) -> None:
    screen = opened(bench)
    bench.cable.is_out = True
    bench.press("F5")
    bench.settle()
    assert screen.view.accounts_panels.state() == "failed"
    bench.cable.is_out = False
    bench.key(Qt.Key.Key_Space, bench.found(QPushButton, "Try again"))
    bench.settle()
    assert "officer-one" in names(screen)


def test_a_password_that_was_copied_is_forgotten_with_the_program(bench: Bench) -> None:
    screen = opened(bench)
    go_to(bench, screen, "auditor-one")
    bench.key(Qt.Key.Key_Space, screen.view.card.password)
    agree(bench, "Make a new one")
    bench.settle()
    sheet = bench.found(PasswordSheet)
    bench.key(Qt.Key.Key_Space, sheet.copy)
    assert QGuiApplication.clipboard().text() == close_sheet(bench)
    bench.press("Ctrl+Shift+Q")
    bench.settle()
    assert QGuiApplication.clipboard().text() == ""


def test_a_number_closes_the_persons_own_file_and_is_never_shown(bench: Bench) -> None:
    screen = opened(bench)
    keys = bench.home.town.desk.keys
    bench.press("Ctrl+N")
    form = bench.found(AccountForm)
    bench.type("Chen Jing", form.full_name)
    bench.type("chen.jing", form.name)
    form.role.setCurrentIndex(form.role.findData("officer"))
    assert "never shown again" in form.number.accessibleDescription()
    bench.type("110101196001010012", form.number)
    bench.key(Qt.Key.Key_Return, form.number)
    bench.settle()
    assert form.fields["number"].problem()
    form.number.selectAll()
    bench.type(number(1), form.number)
    bench.key(Qt.Key.Key_Return, form.number)
    bench.settle()
    close_sheet(bench)
    account = go_to(bench, screen, "chen.jing")
    assert keys.own_subject_of(CITY, account.id) == keys.subject_of(CITY, number(1))
    assert "kept" in screen.view.card.area.accessibleDescription()
    assert number(1) not in screen.view.card.area.accessibleDescription()


def test_a_number_is_left_as_it_is_or_forgotten(bench: Bench) -> None:
    screen = opened(bench)
    keys = bench.home.town.desk.keys
    account = go_to(bench, screen, "counter-one")
    keys.link_staff(CITY, account.id, number(1))
    bench.press("F5")
    bench.settle()
    for is_forgotten in (False, True):
        go_to(bench, screen, "counter-one")
        bench.press("Ctrl+E")
        form = bench.found(AccountForm)
        assert form.number.text() == ""
        if is_forgotten:
            bench.key(Qt.Key.Key_Space, form.forget)
            assert not form.number.isEnabled()
        else:
            form.full_name.selectAll()
            bench.type("Lin Wei", form.full_name)
        bench.key(Qt.Key.Key_Return, form.full_name)
        bench.settle()
        assert (keys.own_subject_of(CITY, account.id) is None) == is_forgotten
    assert "not kept" in screen.view.card.area.accessibleDescription()


def test_a_system_is_asked_for_no_number(bench: Bench) -> None:
    opened(bench)
    bench.press("Ctrl+N")
    form = bench.found(AccountForm)
    assert form.number.isVisible()
    bench.key(Qt.Key.Key_Space, form.machine)
    assert not form.number.isVisible()
    assert not form.forget.isVisible()


def test_a_counter_is_the_desk_of_a_provider_that_must_be_chosen(bench: Bench) -> None:
    screen = opened(bench)
    bench.press("Ctrl+N")
    form = bench.found(AccountForm)
    bench.type("Li Na", form.full_name)
    bench.type("east.desk", form.name)
    assert not form.provider.isVisible()
    form.role.setCurrentIndex(form.role.findData("counter"))
    assert form.provider.isVisible()
    assert not form.department.isVisible()
    bench.key(Qt.Key.Key_Return, form.name)
    assert "Choose a provider" in form.fields["provider"].problem()
    assert form.provider.hasFocus()
    bench.type("Public", form.provider)
    assert form.provider.currentText() == "Public car parks"
    bench.key(Qt.Key.Key_Return, form.name)
    bench.settle()
    close_sheet(bench)
    made = go_to(bench, screen, "east.desk")
    assert (made.role, made.provider, made.department) == ("counter", "public-car-parks", None)
    assert "Public car parks" in screen._model.texts(made)  # noqa: SLF001 - what is shown
    assert "Provider: Public car parks" in screen.view.card.area.accessibleDescription()


def test_a_counter_of_another_provider_signs_in_anew(bench: Bench) -> None:
    screen = opened(bench)
    go_to(bench, screen, "counter-one")
    bench.press("Ctrl+E")
    form = bench.found(AccountForm)
    assert form.provider.currentText() == "Public car parks"
    form.provider.setFocus()
    bench.type("Toll", form.provider)
    bench.key(Qt.Key.Key_Return, form.full_name)
    bench.settle()
    assert "Its sessions have ended" in bench.told()
    assert go_to(bench, screen, "counter-one").provider == "toll-road-operators"


def test_who_is_no_counter_any_more_has_no_provider(bench: Bench) -> None:
    screen = opened(bench)
    go_to(bench, screen, "counter-one")
    bench.press("Ctrl+E")
    form = bench.found(AccountForm)
    form.role.setCurrentIndex(form.role.findData("auditor"))
    bench.key(Qt.Key.Key_Return, form.full_name)
    bench.settle()
    now = go_to(bench, screen, "counter-one")
    assert (now.role, now.provider) == ("auditor", None)
