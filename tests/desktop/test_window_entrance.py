"""Signing in: what is remembered, what stands in the way, and what is said of it."""

from datetime import timedelta

import pytest
from desktop.desk import Bench
from furnished import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from admin_gui.screens.sign_in.set_up_view import SetUpView
from admin_gui.screens.sign_in.view import SignInView
from backend.services.set_up_city import setup_code


def entrance(bench: Bench) -> SignInView:
    return bench.found(SignInView)


def test_signing_in_by_the_keyboard_opens_the_home_of_the_role(bench: Bench) -> None:
    bench.sign_in("officer-one")
    assert bench.place.account.role == "officer"
    assert bench.desktop.window.shown_screen() is not None


def test_the_city_is_shown_and_a_wrong_password_said(bench: Bench) -> None:
    bench.settle()
    assert entrance(bench).city.currentText() == "Fuzhou"
    bench.sign_in("officer-one", "wrong password here")
    assert bench.desktop.place is None
    notice = entrance(bench).notices.notice
    said = (
        notice.sentence
        if notice
        else " ".join(field.problem() for field in entrance(bench).fields.values())
    )
    assert "password" in said


def test_a_server_that_is_away_is_said_at_its_address(bench: Bench) -> None:
    bench.settle()
    bench.cable.is_out = True
    view = entrance(bench)
    view.address.setFocus()
    view.address.selectAll()
    bench.type("points.elsewhere.test", view.address)
    bench.wait(view.fields["address"].problem, "a problem at the address")
    assert "points.elsewhere.test" in view.fields["address"].problem()
    assert view.address.accessibleDescription() == view.fields["address"].problem()


def test_a_wrong_clock_is_said_in_minutes(bench: Bench) -> None:
    bench.settle()
    now = bench.home.town.clock.now()
    bench.desktop.entrance._now = lambda: now - timedelta(minutes=30)  # noqa: SLF001 - this machine's clock
    view = entrance(bench)
    view.address.setFocus()
    bench.type("/", view.address)
    bench.wait(lambda: view.notices.notice is not None, "a notice of the clock")
    assert view.notices.notice is not None
    assert "clock" in view.notices.notice.sentence


def test_server_city_and_name_are_remembered_and_the_password_is_not(bench: Bench) -> None:
    bench.sign_in("officer-one")
    bench.restart()
    bench.settle()
    view = entrance(bench)
    assert view.name.text() == "officer-one"
    assert view.city.currentData() == "fuzhou"
    assert view.password.text() == ""
    kept = b"".join(path.read_bytes() for path in bench.folder.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in kept


def test_who_was_here_before_can_work_without_the_server(bench: Bench) -> None:
    bench.sign_in("collector-one")
    bench.restart()
    bench.cable.is_out = True
    bench.sign_in("collector-one")
    assert bench.place.account.role == "collector"
    assert not bench.place.is_online
    bench.cable.is_out = False
    bench.place.look_for_server()
    bench.wait(lambda: bench.place.is_online, "the server")


def test_a_password_that_was_changed_meanwhile_is_said_once_the_server_is_back(
    bench: Bench,
) -> None:
    bench.sign_in("collector-one")
    bench.restart()
    bench.cable.is_out = True
    bench.sign_in("collector-one")
    desk = bench.home.town.desk
    kept = bench.home.town.run(desk.passwords.hash("quiet river bamboo morning"))
    desk.database.write_now(
        lambda tx: tx.execute(
            "update account set password_hash = :hash where name = 'collector-one'", hash=kept
        )
    )
    bench.cable.is_out = False
    bench.place.look_for_server()
    bench.wait(lambda: bench.desktop.place is None, "the entrance")
    bench.settle()
    assert entrance(bench).notices.notice is not None
    tries = [asked for asked in bench.cable.asked if asked[1].endswith("/sign-in/staff")]
    assert len(tries) == 2


def test_a_password_that_was_reset_asks_for_the_former_one(bench: Bench) -> None:
    bench.sign_in("collector-one")
    bench.press("Ctrl+Shift+Q")
    bench.settle()
    new = "quiet river bamboo morning"
    desk = bench.home.town.desk
    kept = bench.home.town.run(desk.passwords.hash(new))
    desk.database.write_now(
        lambda tx: tx.execute(
            "update account set password_hash = :hash where name = 'collector-one'", hash=kept
        )
    )
    bench.sign_in("collector-one", new)
    view = entrance(bench)
    assert view.former.isVisible()
    bench.type(PASSWORD, view.former)
    bench.key(Qt.Key.Key_Return, view.former)
    bench.settle()
    assert bench.desktop.place is not None


def test_the_first_administrator_sets_up_with_the_code_of_the_server(bench: Bench) -> None:
    bench.settle()
    view = entrance(bench)
    view.city.setCurrentIndex(view.city.findData("suqian"))
    bench.key(Qt.Key.Key_Space, bench.found(QPushButton, "First administrator…"))
    dialog = bench.found(SetUpView)
    typed = {"code": "wrong", "name": "first", "full_name": "Li Na", "password": "four words do it"}
    for name, words in {**typed, "again": typed["password"]}.items():
        dialog.fields[name].editor.setFocus()
        bench.type(words, dialog.fields[name].editor)
    bench.key(Qt.Key.Key_Return, dialog.make)
    bench.wait(dialog.fields["code"].problem, "a problem at the code")
    code = bench.found(QLineEdit, "Set-up code")
    code.setText(setup_code(bench.home.town.desk, "suqian"))
    bench.key(Qt.Key.Key_Space, dialog.make)
    bench.settle()
    assert view.name.text() == "first"
    bench.sign_in("first", typed["password"])
    assert bench.place.account.role == "administrator"
    assert bench.place.city.code == "suqian"
    # Who signs out is offered this city again, whichever one the program was started with.
    bench.press("Ctrl+Shift+Q")
    bench.settle()
    assert entrance(bench).city.currentData() == "suqian"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_language_changes_where_one_signs_in(bench: Bench, language: str) -> None:
    bench.settle()
    names = {"en": "English", "zh": "中文"}
    bench.found(QPushButton, names[language]).click()
    bench.settle()
    expected = {"en": "Sign in", "zh": "登录"}
    assert entrance(bench).enter.text() == expected[language]
