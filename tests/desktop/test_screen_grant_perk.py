"""Granting: only what the band opens, said before it is done, booked once, revoked for a reason."""

from datetime import date
from typing import cast

import httpx
import pytest
from desktop.cutoff import SIZE, cut_off
from desktop.desk import Bench, checked
from furnished import CITY
from installation import number
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QWidget

from admin_gui.screens.grant_perk.controller import GrantPerk
from admin_gui.screens.grant_perk.grant_view import GrantView, RevokeView
from admin_gui.workplace import Case
from backend.contracts import perks

WHY = "Asked at the desk"


def opened(bench: Bench, place: int = 1) -> GrantPerk:
    """The screen, with the perks of a resident who is found on it."""
    bench.sign_in("officer-one", screen="grant_perk")
    screen = cast("GrantPerk", bench.screen("grant_perk"))
    checked(screen.view.perk_model)
    checked(screen.view.grant_model)
    bench.type(number(place), screen.view.finder.number)
    line = screen.view.finder.reason.line()
    line.setFocus()
    bench.type(WHY, line)
    bench.key(Qt.Key.Key_Return, line)
    bench.settle()
    return screen


def pick(screen: GrantPerk, *, is_open: bool) -> str:
    """Go to the first perk that is open or not, but was not granted; its name."""
    granted = {grant.perk for grant in screen.view.grant_model.rows()}
    for place, row in enumerate(screen.view.perk_model.rows()):
        if row.perk.is_open == is_open and row.perk.name not in granted:
            screen.view.perks.go_to(place)
            return row.perk.name
    pytest.fail("no such perk")


def grants(screen: GrantPerk) -> list[perks.GrantView]:
    return list(screen.view.grant_model.rows())


def granting(bench: Bench, screen: GrantPerk) -> GrantView:
    """The dialog for a perk that is open, with a reason typed."""
    pick(screen, is_open=True)
    bench.press("Ctrl+Return")
    dialog = bench.found(GrantView)
    bench.type(WHY, dialog.reason.line())
    return dialog


def posts(bench: Bench) -> int:
    """How often a grant was sent."""
    return sum(path.endswith("/grants") for method, path in bench.cable.asked if method == "POST")


def in_hand(bench: Bench) -> Case | None:
    """The file that is open."""
    return bench.place.case


def words(widget: QWidget) -> str:
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_without_a_file_it_is_said_and_leads_to_the_files(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="grant_perk")
    screen = cast("GrantPerk", bench.screen("grant_perk"))
    assert "No file is open" in words(screen)
    assert screen.disabled_actions() >= {"grant-perk", "revoke-grant", "revoke-list"}
    screen.view.to_file.click()
    bench.settle()
    shown = bench.desktop.window.shown_screen()
    assert shown is not None
    assert shown is not screen


def test_perks_say_by_sign_and_word_whether_they_are_open(bench: Bench) -> None:
    screen = opened(bench)
    model = screen.view.perk_model
    said = {model.texts(row)[1] for row in model.rows()}
    assert said == {"✓ open", "✕ not open"}
    assert "Band: Good" in words(screen)
    assert "cannot be granted" in words(screen)


@pytest.mark.parametrize("language", ["Ctrl+Shift+E", "Ctrl+Shift+H"])
def test_the_names_of_perks_are_whole(bench: Bench, language: str) -> None:
    screen = opened(bench)
    bench.window.resize(*SIZE)
    bench.press(language)
    bench.settle()
    assert cut_off(screen.view.perks) == []


def test_a_perk_that_is_not_open_cannot_be_granted(bench: Bench) -> None:
    screen = opened(bench)
    pick(screen, is_open=False)
    assert "grant-perk" in screen.disabled_actions()
    assert not screen.view.grant.isEnabled()
    bench.key(Qt.Key.Key_Return, screen.view.perks)
    assert "opens from Excellent" in bench.told()
    assert posts(bench) == 0


def test_a_perk_is_granted_by_the_keyboard_and_summed_up_before(bench: Bench) -> None:
    screen = opened(bench)
    before = len(grants(screen))
    dialog = granting(bench, screen)
    dialog.days.presets[1].click()
    said = dialog.summary.text()
    assert "from 2027-03-01 until 2027-05-31" in said
    assert "Government service centre" in said
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    made = grants(screen)
    assert len(made) == before + 1
    new = next(grant for grant in made if grant.perk == "simplified-applications")
    assert (new.from_day, new.until_day) == (date(2027, 3, 1), date(2027, 5, 31))
    assert (new.reason, new.state) == (WHY, "running")
    assert "✓ running" in screen.view.grant_model.texts(new)
    assert bench.told().startswith("Granted")


def test_a_year_begins_and_ends_where_the_server_allows(bench: Bench) -> None:
    screen = opened(bench)
    dialog = granting(bench, screen)
    dialog.days.presets[2].click()
    assert dialog.days.until_day.date() == QDate(2028, 2, 29)
    dialog.days.from_day.setDate(QDate(2027, 8, 1))
    assert dialog.days.until_day.date() == dialog.days.until_day.maximumDate()
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    assert any(grant.state == "scheduled" for grant in grants(screen))


def test_a_grant_needs_a_reason(bench: Bench) -> None:
    screen = opened(bench)
    pick(screen, is_open=True)
    bench.press("Ctrl+Return")
    dialog = bench.found(GrantView)
    dialog.save.click()
    assert dialog.fields["reason"].problem()
    assert posts(bench) == 0
    dialog.reject()


def test_a_cut_connection_and_two_presses_book_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = opened(bench)
    before = len(grants(screen))
    dialog = granting(bench, screen)
    whole = bench.cable.handle_request

    def cut(request: httpx.Request) -> httpx.Response:
        whole(request)
        message = "cut after the server had booked it"
        raise httpx.ReadError(message, request=request)

    monkeypatch.setattr(bench.cable, "handle_request", cut)
    dialog.save.click()
    bench.settle()
    notice = dialog.notices.notice
    assert notice is not None
    assert "booked once" in notice.sentence
    monkeypatch.setattr(bench.cable, "handle_request", whole)
    dialog.save.click()
    dialog.save.click()
    bench.settle()
    assert posts(bench) == 2
    assert len(grants(screen)) == before + 1


def test_what_was_granted_already_is_explained(bench: Bench) -> None:
    screen = opened(bench)
    names = [row.perk.name for row in screen.view.perk_model.rows()]
    screen.view.perks.go_to(names.index("public-parking-discount"))
    bench.press("Ctrl+Return")
    dialog = bench.found(GrantView)
    bench.type(WHY, dialog.reason.line())
    dialog.save.click()
    bench.settle()
    notice = dialog.notices.notice
    assert notice is not None
    assert "2027-08-31" in notice.sentence
    dialog.reject()


def test_a_grant_is_revoked_for_a_reason(bench: Bench) -> None:
    screen = opened(bench)
    assert "revoke-grant" in screen.disabled_actions()
    screen.view.grants.setFocus()
    screen.view.grants.go_to(0)
    bench.press("Del")
    dialog = bench.found(RevokeView)
    assert "2027-08-31" in dialog.summary.text()
    bench.type("Granted by mistake", dialog.reason.line())
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    grant = grants(screen)[0]
    assert grant.state == "revoked"
    texts = screen.view.grant_model.texts(grant)
    assert texts[0] == "✕ revoked"
    assert texts[-1].endswith("revoked: Granted by mistake")
    assert "revoke-grant" in screen.disabled_actions()


def test_the_file_in_hand_is_worked_with_and_its_reason_kept(bench: Bench) -> None:
    screen = opened(bench)
    case = in_hand(bench)
    assert case is not None
    assert case.reason == WHY
    other = bench.screen("resident_file")
    assert other is not screen
    assert in_hand(bench) is case
    bench.press("Ctrl+W")
    assert in_hand(bench) is None
    bench.screen("grant_perk")
    assert not screen.view.is_work()
    assert screen.view.perk_model.rowCount() == screen.view.grant_model.rowCount() == 0


def test_whoever_takes_no_part_is_not_told_apart(bench: Bench) -> None:
    screen = opened(bench, 3)
    first = screen.view.finder.fields["number"].problem()
    screen.view.finder.number.clear()
    bench.type(number(700), screen.view.finder.number)
    screen.view.finder.look.click()
    bench.settle()
    assert screen.view.finder.fields["number"].problem() == first
    assert first


def test_perks_that_cannot_be_read_say_so_and_are_read_again(bench: Bench) -> None:
    screen = opened(bench)
    bench.cable.is_out = True
    bench.press("F5")
    bench.settle()
    assert screen.view.perk_panels.state() == "failed"
    bench.cable.is_out = False
    bench.press("F5")
    bench.settle()
    assert screen.view.perk_panels.state() == "ready"
    assert f"/api/v1/cities/{CITY}/scheme" in [path for _, path in bench.cable.asked]
