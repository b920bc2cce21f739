"""Objections and repairs that a resident without a phone signed, taken in at the file."""

from pathlib import Path
from typing import cast

import msgspec
import pytest
from desktop.desk import Bench
from desktop.disputes import REPAIRED
from desktop.letters import claims_of
from desktop.test_screen_on_paper import pick, push, scan
from desktop.test_screen_resident_file import demerit, find, opened, words
from furnished import CITY
from installation import deed_id, document
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintPreviewDialog

from admin_gui.screens.resident_file.controller import ResidentFile
from admin_gui.screens.resident_file.paper_case_view import PaperCaseView
from admin_gui.screens.resident_file.signed_page import Language, case_page
from backend.contracts.deeds import CaseKind
from backend.core.instant import instant_in
from backend.services.confirm_deed import confirm_deed

WORDS = "The fee was paid in February."


def deeds(bench: Bench, place: int = 1) -> ResidentFile:
    """The file of a resident, at its deeds."""
    screen = opened(bench)
    find(bench, screen, place)
    bench.press("Alt+E")
    bench.settle()
    assert screen.view.tab() == "deeds"
    return screen


def mended(bench: Bench) -> str:
    """A demerit of the first resident that the scheme lets them make good; its id."""
    town = bench.home.town
    today = instant_in("Asia/Shanghai", town.clock.now()).day
    town.log(1, REPAIRED, "late", document=document(), occurred_on=today.replace(month=1))
    officer, now = town.officer("other"), town.clock.now()
    town.run(confirm_deed(town.desk, officer, str(deed_id("late")), now))
    return str(deed_id("late"))


def dialog_of(bench: Bench, keys: str = "Ctrl+J") -> PaperCaseView:
    bench.press(keys)
    bench.settle()
    return bench.found(PaperCaseView)


def filled(bench: Bench, folder: Path, keys: str = "Ctrl+J") -> PaperCaseView:
    """The dialog, with words and scan."""
    dialog = dialog_of(bench, keys)
    assert dialog.text.hasFocus()
    bench.type(WORDS, dialog.text)
    pick(bench, dialog.picker, scan(folder))
    assert dialog.focusWidget() is dialog.send
    return dialog


def cases(bench: Bench, deed: str) -> list[dict[str, object]]:
    """What the first resident sees that was asked about a deed."""
    answer = bench.home.ask("GET", "/api/v1/me/cases", bench.home.identity("resident"))
    items = cast("list[dict[str, object]]", answer.json()["items"])
    return [each for each in items if each["deed"] == deed]


def test_an_objection_is_taken_in_by_the_keyboard(bench: Bench, tmp_path: Path) -> None:
    deed = demerit(bench, "fee")
    screen = deeds(bench)
    dialog = filled(bench, tmp_path)
    assert "you, who take the paper in, do not" in words(dialog)
    bench.key(Qt.Key.Key_Space, dialog.send)
    bench.settle()
    assert "The objection is stored and the deed suspended" in bench.told()
    (case,) = cases(bench, deed)
    assert (case["deed"], case["text"], case["on_paper_by"]) == (deed, WORDS, "officer")
    assert len(cast("list[object]", case["evidence"])) == 1
    # The file was read again, and shows the case.
    detail = screen.view.deeds.detail
    assert "Objection of 2027-03-16, on paper, taken in by: officer" in words(detail)
    assert "answered by 2027-03-31" in words(detail)
    assert [row.step.kind for row in detail.model.rows()][-1] == "suspended"
    assert "No objection: one was made already." in words(detail)
    assert not detail.objection.isEnabled()
    assert "made already" in detail.objection.toolTip()
    assert "paper-objection" in screen.disabled_actions()
    bench.press("Ctrl+J")
    bench.settle()
    assert screen.findChild(PaperCaseView) is None


def test_a_repair_is_taken_in_with_what_the_scheme_takes(bench: Bench, tmp_path: Path) -> None:
    deed = mended(bench)
    screen = deeds(bench)
    dialog = filled(bench, tmp_path, "Ctrl+Shift+J")
    offered = [dialog.proof.itemText(number) for number in range(dialog.proof.count())]
    assert offered == ["performance"]
    dialog.on.setFocus()
    bench.replace("2027-02-28", dialog.on)
    push(bench, dialog.send)
    assert "The repair is stored" in bench.told()
    (case,) = cases(bench, deed)
    assert (case["kind"], case["deed"], case["proof"]) == ("repair", deed, "performance")
    assert case["on"] == "2027-02-28"
    detail = screen.view.deeds.detail
    assert "Repair of 2027-03-01, on paper" in words(detail)
    assert "No repair: one awaits its answer." in words(detail)
    assert detail.objection.isEnabled()
    assert not detail.repair.isEnabled()


def test_it_needs_words_and_a_scan(bench: Bench, tmp_path: Path) -> None:
    deed = demerit(bench, "fee")
    deeds(bench)
    dialog = dialog_of(bench)
    push(bench, dialog.send)
    assert "what the paper says" in dialog.fields["text"].problem()
    assert "Choose the scan" in dialog.picker.problem()
    bench.type(WORDS, dialog.text)
    push(bench, dialog.send)
    assert dialog.picker.choose.hasFocus()
    dialog.text.setPlainText("x" * 4001)
    pick(bench, dialog.picker, scan(tmp_path))
    push(bench, dialog.send)
    assert "At most 4000" in dialog.fields["text"].problem()
    assert cases(bench, deed) == []
    dialog.reject()


def test_what_the_server_refuses_is_said_in_words_and_kept(bench: Bench, tmp_path: Path) -> None:
    deed = demerit(bench, "fee")
    deeds(bench)
    dialog = filled(bench, tmp_path)
    body = {"id": str(deed_id("app")), "text": "With somebody's phone."}
    path = f"/api/v1/me/deeds/{deed}/objections"
    asked = bench.home.ask(
        "POST", path, bench.home.identity("resident"), body=msgspec.json.encode(body)
    )
    assert asked.status_code == 201
    push(bench, dialog.send)
    notice = dialog.notices.notice
    assert notice is not None
    assert "An objection to this deed was made already" in notice.sentence
    assert dialog.text.toPlainText() == WORDS
    assert dialog.send.isEnabled()
    dialog.reject()


def test_a_paper_whose_answer_got_lost_is_sent_again_and_stored_once(
    bench: Bench, tmp_path: Path
) -> None:
    deed = demerit(bench, "fee")
    deeds(bench)
    dialog = filled(bench, tmp_path)
    bench.cable.is_cut = True
    push(bench, dialog.send)
    notice = dialog.notices.notice
    assert notice is not None
    assert "it is stored once" in notice.sentence
    bench.cable.is_cut = False
    push(bench, dialog.send)
    assert "The objection is stored" in bench.told()
    assert len(cases(bench, deed)) == 1


def test_of_what_cannot_be_asked_it_is_said_why(bench: Bench) -> None:
    town = bench.home.town
    demerit(bench, "fee")
    town.log(1, "property-fee-arrears", "unconfirmed", document=document())
    screen = deeds(bench)
    detail = screen.view.deeds.detail
    said = []
    for _ in range(screen.view.deeds.model.rowCount()):
        deed = screen.view.deeds.current()
        assert deed is not None
        said.append((deed.deed_type, detail.objection.isEnabled(), words(detail)))
        bench.key(Qt.Key.Key_Down, screen.view.deeds.table)
        bench.settle()
    waiting, fee = said[0], said[1]
    assert (waiting[0], waiting[1]) == ("property-fee-arrears", False)
    assert "Nobody has confirmed it yet" in waiting[2]
    assert (fee[0], fee[1]) == ("property-fee-arrears", True)


def test_without_a_deed_in_view_there_is_nothing_to_take_in(bench: Bench) -> None:
    screen = opened(bench)
    both = {"paper-objection", "paper-repair"}
    assert both <= screen.disabled_actions()
    find(bench, screen)
    assert screen.view.tab() == "score"
    assert both <= screen.disabled_actions()


@pytest.mark.parametrize("keys", ["Ctrl+J", "Ctrl+Shift+J"])
def test_the_dialog_speaks_chinese_and_claims_each_letter_once(bench: Bench, keys: str) -> None:
    mended(bench)
    deeds(bench)
    for language, said in (("Ctrl+Shift+E", "A colleague"), ("Ctrl+Shift+H", "同事")):
        bench.press(language)
        bench.settle()
        dialog = dialog_of(bench, keys)
        assert said in words(dialog)
        assert [claimed for claimed in claims_of(dialog).values() if len(claimed) > 1] == []
        dialog.reject()
        bench.settle()


def test_a_page_to_sign_is_previewed(bench: Bench) -> None:
    demerit(bench, "fee")
    deeds(bench)
    dialog = dialog_of(bench)
    push(bench, dialog.print_page)
    bench.found(QPrintPreviewDialog).reject()
    dialog.reject()


@pytest.mark.parametrize("kind", ["objection", "repair"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pages_to_sign_name_deed_and_officer_and_have_lines(
    bench: Bench, kind: CaseKind, language: Language
) -> None:
    opened(bench)
    place = bench.place
    assert place.city.code == CITY
    page = case_page(kind, "Fee <arrears>", place.city, "Wang <Fang>", language)
    text = page.toPlainText()
    for each in ("Fee <arrears>", "Wang <Fang>"):
        assert each in text
    assert text.count("____") >= 10
    said = {"en": "who neither entered nor confirmed it", "zh": "未参与录入和确认"}
    assert said[language] in text.replace("\n", " ")
