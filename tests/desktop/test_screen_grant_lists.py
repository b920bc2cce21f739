"""Granting to a list of numbers: previewed row by row, granted once, revoked as a whole."""

from datetime import date
from typing import cast

import httpx
import pytest
from desktop.desk import Bench, checked
from desktop.letters import claimed_twice
from furnished import CITY
from granting import good
from installation import number
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from admin_gui.screens.grant_perk.controller import GrantPerk
from admin_gui.screens.grant_perk.grant_view import RevokeView
from backend.contracts.perks import GrantView

WHY = "Volunteers of the year"
PERK = "simplified-applications"


def opened(bench: Bench) -> GrantPerk:
    """The page for a list, opened by its keys."""
    bench.sign_in("officer-one", screen="grant_perk")
    screen = cast("GrantPerk", bench.screen("grant_perk"))
    bench.press("Ctrl+L")
    bench.settle()
    assert screen.view.is_list()
    checked(screen.view.list.model)
    return screen


@pytest.mark.parametrize("language", ["Ctrl+Shift+E", "Ctrl+Shift+H"])
def test_no_letter_is_claimed_twice_where_many_are_granted(bench: Bench, language: str) -> None:
    screen = opened(bench)
    bench.press(language)
    fill(bench, screen, number(1))
    assert claimed_twice(bench.desktop.window) == []


def fill(bench: Bench, screen: GrantPerk, *numbers: str) -> None:
    """Pick the perk, say why, and paste the numbers as a sheet's column is copied."""
    view = screen.view.list
    view.perk.setFocus()
    bench.key(Qt.Key.Key_End, view.perk)
    assert view.perk.currentData() == PERK
    view.reason.line().setFocus()
    bench.type(WHY, view.reason.line())
    column = QMimeData()
    column.setText("\r\n".join(numbers) + "\r\n")
    QGuiApplication.clipboard().setMimeData(column)
    view.numbers.setFocus()
    bench.press("Ctrl+V", view.numbers)


def previewed(bench: Bench, *numbers: str) -> GrantPerk:
    """A list of numbers, previewed."""
    screen = opened(bench)
    fill(bench, screen, *numbers)
    bench.press("Ctrl+P")
    bench.settle()
    return screen


def rows(screen: GrantPerk) -> list[list[str]]:
    model = screen.view.list.model
    return [model.texts(row) for row in model.rows()]


def outcomes(screen: GrantPerk) -> list[str]:
    return [row[2] for row in rows(screen)]


def held(bench: Bench, resident: str = "") -> list[GrantView]:
    """What was granted to a resident, the furnished town's own or another one."""
    subject, client = resident or bench.home.residents["own"], bench.place.client
    return [each for each in client.perks.grants(CITY, subject, WHY).items if each.perk == PERK]


def posts(bench: Bench, end: str = "/grants") -> int:
    return sum(path.endswith(end) for method, path in bench.cable.asked if method == "POST")


def said(screen: GrantPerk) -> str:
    seen = screen.findChildren(QLabel)
    return " | ".join(each.text() for each in seen if each.isVisible())


def taking_part(bench: Bench, *places: int) -> list[str]:
    """Residents who take part and whose band opens the perk."""
    return [good(bench.home.town, place) for place in places]


def test_each_number_is_previewed_with_why_not_and_nothing_is_granted(bench: Bench) -> None:
    screen = previewed(bench, number(1), number(2), number(700))
    assert outcomes(screen) == ["✓ can be granted", "✕ not granted", "✕ not granted"]
    assert [row[1] for row in rows(screen)] == [number(1), number(2), number(700)]
    whys = [row[3] for row in rows(screen)]
    assert whys[0] == ""
    assert all(whys[1:])
    assert f"Row 2: {whys[1]}" in said(screen)
    assert "A preview, nothing is granted yet: 1 of 3 would get" in said(screen)
    assert bench.found(QPushButton, "Grant it to 1 resident").isEnabled()
    assert posts(bench) == 0
    assert held(bench) == []


def test_numbers_that_stand_twice_or_look_wrong_are_said_before(bench: Bench) -> None:
    screen = opened(bench)
    fill(bench, screen, number(1), number(1), "123")
    hint = screen.view.list.numbers.accessibleDescription()
    assert "2 residents" in hint
    assert "stands there twice and counts once" in hint
    assert "looks wrong: 123" in hint


def test_what_is_missing_is_said_at_its_field(bench: Bench) -> None:
    screen = opened(bench)
    bench.press("Ctrl+P")
    fields = screen.view.list.fields
    assert fields["perk"].problem()
    assert fields["reason"].problem()
    assert fields["numbers"].problem()
    assert screen.view.list.perk.hasFocus()
    assert posts(bench, "/preview") == 0


def test_more_numbers_than_a_list_has_are_to_be_split(bench: Bench) -> None:
    screen = opened(bench)
    fill(bench, screen, *(number(place) for place in range(1001)))
    bench.press("Ctrl+P")
    problem = screen.view.list.fields["numbers"].problem()
    assert "at most 1000 numbers; this one has 1001" in problem


def test_a_list_is_granted_and_its_result_stays_on_the_screen(bench: Bench) -> None:
    eleven, _ = taking_part(bench, 11, 12)
    screen = previewed(bench, number(1), number(11), number(700))
    days = screen.view.list.days
    bench.press("Ctrl+Return")
    bench.settle()
    assert outcomes(screen) == ["✓ granted", "✓ granted", "✕ not granted"]
    assert bench.told().startswith("Granted: 2 of 3 may use")
    (made,) = held(bench, eleven)
    assert (made.reason, made.from_day) == (WHY, date(2027, 3, 1))
    assert made.until_day == days.last()
    bench.screen("overview")
    bench.screen("grant_perk")
    assert outcomes(screen) == ["✓ granted", "✓ granted", "✕ not granted"]
    # What is typed next does not take the result away, and is another list.
    fill(bench, screen, number(12))
    assert len(rows(screen)) == 3
    assert "grant-perk" in screen.disabled_actions()


def test_what_was_changed_after_the_preview_is_previewed_again(bench: Bench) -> None:
    screen = previewed(bench, number(1))
    bench.key(Qt.Key.Key_Up, screen.view.list.perk)
    assert rows(screen) == []
    assert "Nothing is previewed" in said(screen)
    bench.press("Ctrl+Return")
    bench.settle()
    assert posts(bench) == 0


def test_a_list_cut_off_and_sent_again_is_granted_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = previewed(bench, number(1))
    whole = bench.cable.handle_request

    def cut(request: httpx.Request) -> httpx.Response:
        whole(request)
        message = "cut after the server had granted it"
        raise httpx.ReadError(message, request=request)

    monkeypatch.setattr(bench.cable, "handle_request", cut)
    bench.press("Ctrl+Return")
    bench.settle()
    notice = screen.view.list.notices.notice
    assert notice is not None
    assert "each gets it once" in notice.sentence
    assert outcomes(screen) == ["✓ can be granted"]
    monkeypatch.setattr(bench.cable, "handle_request", whole)
    bench.press("Ctrl+Return")
    bench.settle()
    assert posts(bench) == 2
    assert outcomes(screen) == ["✓ granted"]
    assert len(held(bench)) == 1


def test_a_whole_list_is_revoked_for_a_reason(bench: Bench) -> None:
    (eleven,) = taking_part(bench, 11)
    screen = previewed(bench, number(1), number(11))
    assert "revoke-list" in screen.disabled_actions()
    bench.press("Ctrl+Return")
    bench.settle()
    bench.press("Ctrl+Shift+R")
    dialog = bench.found(RevokeView)
    assert "for everybody on the list" in dialog.summary.text()
    bench.type("The wrong list", dialog.reason.line())
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    assert bench.told() == "2 grants revoked."
    assert [each.state for each in (*held(bench), *held(bench, eleven))] == ["revoked"] * 2
    assert "This list is revoked" in said(screen)
    assert outcomes(screen) == ["– revoked", "– revoked"]
    assert "revoke-list" in screen.disabled_actions()


def test_a_grant_leads_to_revoking_its_whole_list(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="grant_perk")
    screen = cast("GrantPerk", bench.screen("grant_perk"))
    bench.type(number(1), screen.view.finder.number)
    line = screen.view.finder.reason.line()
    line.setFocus()
    bench.type(WHY, line)
    bench.key(Qt.Key.Key_Return, line)
    bench.settle()
    grants = screen.view.grant_model.rows()
    by_list = next(at for at, each in enumerate(grants) if each.list is not None)
    alone = next(at for at, each in enumerate(grants) if each.list is None)
    screen.view.grants.go_to(alone)
    assert not screen.view.revoke_all.isVisible()
    screen.view.grants.go_to(by_list)
    bench.key(Qt.Key.Key_Space, screen.view.revoke_all)
    dialog = bench.found(RevokeView)
    bench.type("Sold the car", dialog.reason.line())
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    assert bench.told() == "1 grant revoked."
    assert screen.view.grant_model.rows()[by_list].state == "revoked"


def test_revoking_later_says_until_when_it_still_holds(bench: Bench) -> None:
    bench.home.town.clock.advance(days=3)
    bench.sign_in("officer-one", screen="grant_perk")
    screen = cast("GrantPerk", bench.screen("grant_perk"))
    bench.type(number(1), screen.view.finder.number)
    line = screen.view.finder.reason.line()
    line.setFocus()
    bench.type(WHY, line)
    bench.key(Qt.Key.Key_Return, line)
    bench.settle()
    screen.view.grants.setFocus()
    screen.view.grants.go_to(0)
    bench.press("Del")
    dialog = bench.found(RevokeView)
    bench.type("Sold the car", dialog.reason.line())
    notice_days = bench.place.city.notice_days
    last = date.fromordinal(bench.place.today().toordinal() + notice_days)
    assert f"still holds until {last}" in dialog.summary.text()
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    assert bench.told().endswith(f"It still holds until {last}.")
    assert (
        f"holds until {last}" in screen.view.grant_model.texts(screen.view.grant_model.rows()[0])[0]
    )


def test_the_way_back_to_one_resident_keeps_the_list(bench: Bench) -> None:
    screen = previewed(bench, number(1))
    bench.press("Ctrl+L")
    assert not screen.view.is_list()
    assert "No file is open" in said(screen)
    bench.press("Ctrl+L")
    assert outcomes(screen) == ["✓ can be granted"]
