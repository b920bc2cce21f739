"""What residents sign and get on paper: consent, leaving, and the statement."""

from pathlib import Path

import pytest
from desktop.desk import Bench
from desktop.disputes import PDF
from desktop.test_screen_resident_file import WHY, asked, find, opened, words
from installation import number
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextBlock, QTextDocument, QTextTable
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from admin_gui.screens.resident_file.paging import in_pages
from admin_gui.screens.resident_file.paper_consent_view import LANGUAGES, PaperConsentView
from admin_gui.screens.resident_file.paper_leaving_view import PaperLeavingView
from admin_gui.screens.resident_file.printing import page_of, printer, write_pdf
from admin_gui.screens.resident_file.scan import BYTES_MOST, ScanPicker
from admin_gui.screens.resident_file.signed_page import Language, consent_page, leaving_page
from admin_gui.screens.resident_file.statement_view import StatementDialog


def scan(folder: Path, name: str = "signed.pdf", content: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def photo(folder: Path) -> Path:
    image = QImage(900, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    path = folder / "signed.png"
    assert image.save(str(path))
    return path


def pick(bench: Bench, picker: ScanPicker, path: Path) -> None:
    """Choose a file in the dialog for files."""
    picker.choose.setFocus()
    bench.key(Qt.Key.Key_Space, picker.choose)
    choose_file(bench, path)


def choose_file(bench: Bench, path: Path) -> None:
    """Type a path where a file is asked for."""
    line = bench.found(QFileDialog).findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    bench.replace(str(path), line)
    bench.key(Qt.Key.Key_Return, line)
    bench.settle()


def push(bench: Bench, button: QPushButton) -> None:
    """Press a button by the keyboard."""
    button.setFocus()
    bench.key(Qt.Key.Key_Space, button)
    bench.settle()


def signing(bench: Bench, place: int, path: Path) -> PaperConsentView:
    """The dialog, with everything filled in."""
    bench.press("Ctrl+Shift+N")
    bench.settle()
    dialog = bench.found(PaperConsentView)
    push(bench, dialog.go_on)
    assert dialog.number.hasFocus()
    bench.type(number(place), dialog.number)
    bench.type("Zhao Min", dialog.name)
    pick(bench, dialog.picker, path)
    return dialog


def test_a_consent_is_read_signed_scanned_and_stored(bench: Bench, tmp_path: Path) -> None:
    screen = opened(bench)
    bench.press("Ctrl+Shift+N")
    bench.settle()
    dialog = bench.found(PaperConsentView)
    assert "What is recorded." in dialog.text.toPlainText()
    dialog.language.setFocus()
    bench.key(Qt.Key.Key_Down, dialog.language)
    assert "绝不记录的内容" in dialog.text.toPlainText()
    dialog.reject()
    dialog = signing(bench, 700, photo(tmp_path))
    assert dialog.picker.sheet.picture.isVisible()
    assert dialog.focusWidget() is dialog.send
    bench.key(Qt.Key.Key_Space, dialog.send)
    bench.settle()
    said = words(dialog)
    assert "The consent is stored" in said
    assert "It names Wang Fang as the officer, on 2027-03-01" in said
    bench.key(Qt.Key.Key_Escape, dialog)
    find(bench, screen, 700)
    assert "Zhao Min" in words(screen.view.cover)


def test_the_answer_is_the_same_for_who_takes_part_already(bench: Bench, tmp_path: Path) -> None:
    opened(bench)
    said = []
    for place in (701, 1):
        dialog = signing(bench, place, scan(tmp_path))
        bench.key(Qt.Key.Key_Space, dialog.send)
        bench.settle()
        said.append(words(dialog))
        dialog.reject()
        bench.settle()
    assert "is stored" in said[0]
    assert said[0] == said[1]


def test_a_consent_needs_number_name_and_scan(bench: Bench, tmp_path: Path) -> None:
    opened(bench)
    bench.press("Ctrl+Shift+N")
    bench.settle()
    dialog = bench.found(PaperConsentView)
    push(bench, dialog.go_on)
    dialog.send.click()
    assert all(field.problem() for field in dialog.fields.values())
    assert "Choose the scan" in dialog.picker.problem()
    bench.type("110101199003070021", dialog.number)
    bench.type("Li Na", dialog.name)
    dialog.send.click()
    assert dialog.picker.choose.hasFocus()
    pick(bench, dialog.picker, scan(tmp_path))
    assert dialog.picker.problem() == ""
    dialog.send.click()
    bench.settle()
    # What only the server can tell stands at its field.
    assert dialog.fields["number"].problem()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("signed.pdf", b"PK\x03\x04 a sheet", "no PDF, PNG or JPEG"),
        ("signed.png", b"\x89PNG\r\n\x1a\n and then nothing", "damaged"),
        ("signed.pdf", PDF + b" " * BYTES_MOST, "larger than 10 MB"),
        ("signed.pdf", b"", "no PDF, PNG or JPEG"),
    ],
)
def test_what_is_no_scan_is_refused_before_it_is_sent(
    bench: Bench, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    opened(bench)
    dialog = signing(bench, 702, scan(tmp_path, "good.pdf"))
    pick(bench, dialog.picker, scan(tmp_path, name, content))
    assert said in dialog.picker.problem()
    assert dialog.picker.scan() is None
    dialog.send.click()
    bench.settle()
    assert not any(path.endswith("paper-consents") for _, path in bench.cable.asked)
    dialog.reject()


def test_a_consent_that_got_lost_is_sent_again_and_stored_once(
    bench: Bench, tmp_path: Path
) -> None:
    opened(bench)
    dialog = signing(bench, 703, scan(tmp_path))
    before = len(bench.home.kept()["consent"])
    bench.cable.is_out = True
    dialog.send.click()
    bench.settle()
    notice = dialog.notices.notice
    assert notice is not None
    assert "it is stored once" in notice.sentence
    bench.cable.is_out = False
    for _ in range(2):
        # As where the answer was lost on its way.
        dialog.wanted.emit(number(703), "Zhao Min", dialog.picker.scan())
        bench.settle()
    assert "The consent is stored" in words(dialog)
    assert len(bench.home.kept()["consent"]) == before + 1
    dialog.reject()


def test_a_text_that_cannot_be_read_is_read_again(bench: Bench) -> None:
    opened(bench)
    bench.cable.is_out = True
    bench.press("Ctrl+Shift+N")
    bench.settle()
    dialog = bench.found(PaperConsentView)
    assert dialog.panels.state() == "failed"
    assert not dialog.go_on.isEnabled()
    bench.cable.is_out = False
    push(bench, bench.found(QPushButton, "Try again"))
    assert dialog.panels.state() == "ready"
    assert dialog.go_on.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_to_sign_have_lines_and_name_the_officer(
    bench: Bench, language: Language
) -> None:
    opened(bench)
    place = bench.place
    terms = place.client.cities.consent_text(place.city.code)
    text = consent_page(terms, place.city, "Wang <Fang>", language).toPlainText()
    said = ("What never is.", "Signature") if language == "en" else ("绝不记录", "签名")
    for each in (*said, "Wang <Fang>", terms.version):
        assert each in text
    assert text.count("____") >= 4
    leaving = leaving_page(place.city, "Wang Fang", language).toPlainText()
    assert "30" in leaving
    assert leaving.count("☐") == 2


def test_a_page_is_previewed_and_printed_from_there(bench: Bench) -> None:
    opened(bench)
    bench.press("Ctrl+Shift+N")
    bench.settle()
    dialog = bench.found(PaperConsentView)
    push(bench, dialog.print_page)
    preview = bench.found(QPrintPreviewDialog)
    preview.reject()
    dialog.reject()
    bench.settle()


def test_who_signed_to_leave_leaves_after_a_question(bench: Bench, tmp_path: Path) -> None:
    screen = opened(bench)
    find(bench, screen)
    bench.jump("let the resident leave")
    dialog = bench.found(PaperLeavingView)
    dialog.go_on.click()
    assert dialog.fields["reason"].problem()
    assert "Choose the scan" in dialog.picker.problem()
    bench.type("Signed at the desk", dialog.reason)
    pick(bench, dialog.picker, scan(tmp_path))
    push(bench, dialog.go_on)
    assert "Let Resident 1 leave?" in words(dialog)
    assert "may return within 30 days" in words(dialog)
    assert dialog.focusWidget() is dialog.back
    assert "paper-leaving" not in asked(bench)
    push(bench, dialog.leave)
    assert "may return until 2027-03-31" in bench.told()
    assert bench.place.case is None
    find(bench, screen)
    assert "takes part" in screen.view.finder.fields["number"].problem()


def test_erasing_soon_leaves_three_days_to_who_did_not_sign(bench: Bench, tmp_path: Path) -> None:
    screen = opened(bench)
    find(bench, screen)
    bench.jump("let the resident leave")
    dialog = bench.found(PaperLeavingView)
    bench.type("Signed at the desk", dialog.reason)
    pick(bench, dialog.picker, scan(tmp_path))
    dialog.at_once.setFocus()
    bench.key(Qt.Key.Key_Space, dialog.at_once)
    push(bench, dialog.go_on)
    assert "may return within 3 days" in words(dialog)
    bench.cable.is_out = True
    push(bench, dialog.leave)
    notice = dialog.notices.notice
    assert notice is not None
    assert bench.place.case is not None
    bench.cable.is_out = False
    push(bench, dialog.leave)
    assert "may return until 2027-03-04" in bench.told()
    assert number(1) not in " ".join(bench.home.kept()["keys"])
    assert bench.place.case is None


@pytest.mark.parametrize("at_once", [False, True])
def test_a_leaving_whose_answer_got_lost_is_sent_again(
    bench: Bench,
    tmp_path: Path,
    at_once: bool,  # noqa: FBT001 - a parameter
) -> None:
    screen = opened(bench)
    find(bench, screen)
    bench.jump("let the resident leave")
    dialog = bench.found(PaperLeavingView)
    bench.type("Signed at the desk", dialog.reason)
    pick(bench, dialog.picker, scan(tmp_path))
    dialog.at_once.setChecked(at_once)
    push(bench, dialog.go_on)
    bench.cable.is_cut = True
    push(bench, dialog.leave)
    assert dialog.notices.notice is not None
    bench.cable.is_cut = False
    push(bench, dialog.leave)
    assert f"may return until 2027-03-{'04' if at_once else '31'}" in bench.told()
    assert bench.place.case is None
    left = [row for row in bench.home.kept()["consent"] if "'left'" in row]
    assert len(left) == 1


def test_a_statement_is_read_for_a_reason_and_put_on_paper(bench: Bench, tmp_path: Path) -> None:
    screen = opened(bench)
    find(bench, screen)
    bench.press("Ctrl+P")
    dialog = bench.found(StatementDialog)
    assert dialog.reason.reason() == WHY
    assert not dialog.print_pages.isEnabled()
    assert "statement" not in asked(bench)
    dialog.reason.clearEditText()
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    assert dialog.fields["reason"].problem()
    bench.type("Asked for it in writing", dialog.reason.line())
    bench.key(Qt.Key.Key_Return, dialog.reason.line())
    bench.settle()
    assert "Resident 1" in dialog.page.toPlainText()
    looked = bench.home.ask("GET", "/api/v1/me/looks", bench.home.identity("resident")).json()
    assert looked["items"][0]["reason"] == "Asked for it in writing"
    push(bench, dialog.print_pages)
    bench.found(QPrintPreviewDialog).reject()
    push(bench, dialog.save_pages)
    choose_file(bench, tmp_path / "mine.pdf")
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF")
    notice = dialog.notices.notice
    assert notice is not None
    assert "Saved in" in notice.sentence
    dialog.reject()


def test_a_statement_is_in_the_language_that_the_resident_reads(bench: Bench) -> None:
    screen = opened(bench)
    find(bench, screen)
    bench.press("Ctrl+P")
    dialog = bench.found(StatementDialog)
    dialog.language.setFocus()
    bench.key(Qt.Key.Key_Down, dialog.language)
    push(bench, dialog.read)
    assert "抚州" in dialog.page.toPlainText()
    bench.cable.is_out = True
    push(bench, dialog.read)
    assert dialog.panels.state() == "failed"
    assert not dialog.print_pages.isEnabled()
    dialog.reject()


def test_a_statement_is_readable_in_dark_colours(bench: Bench) -> None:
    screen = opened(bench)
    find(bench, screen)
    bench.desktop.theme.choose("dark")
    bench.press("Ctrl+P")
    dialog = bench.found(StatementDialog)
    push(bench, dialog.read)
    shown = dialog.page.viewport().grab().toImage()
    colours = {shown.pixelColor(x, y).lightness() for x in range(200) for y in range(60)}
    assert max(colours) - min(colours) > 100
    dialog.reject()


def test_without_a_file_there_is_nobody_to_print_for(bench: Bench) -> None:
    screen = opened(bench)
    assert {"print-statement", "paper-leaving"} <= screen.disabled_actions()
    bench.press("Ctrl+P")
    bench.settle()
    assert screen.findChild(StatementDialog) is None


def long_page() -> QTextDocument:
    """Headings in twos, text, and short tables."""
    cell = "<td>A cell with some words in it, so that it takes more than a line of its column.</td>"
    table = f"<table border='1' width='100%'>{f'<tr>{cell * 3}</tr>' * 3}</table>"
    parts = [
        f"<h2>Part {n}</h2><h3>Of it</h3><p>{'A sentence. ' * (n * 7 % 90 + 9)}</p>{table}"
        for n in range(40)
    ]
    return page_of(f"<html><body>{''.join(parts)}</body></html>")


def test_no_heading_stands_alone_at_a_pages_end_and_no_short_table_is_torn(
    bench: Bench, tmp_path: Path
) -> None:
    assert bench.window.isVisible()
    made = printer("test")
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    height = float(made.height())
    long = long_page()
    pages = in_pages(long, made)
    assert 3 < pages.pageCount() < 20

    def page(block: QTextBlock) -> int:
        top = pages.documentLayout().blockBoundingRect(block).top()
        # Asked for only now, when it is set.
        line = block.layout().lineAt(0).y() if block.layout().lineCount() else 0.0
        return int((top + line + 1) // height)

    block, last = pages.begin(), {}
    while block.isValid():
        last[page(block)] = block.blockFormat().headingLevel()
        block = block.next()
    assert set(last.values()) == {0}
    tables = [each for each in pages.rootFrame().childFrames() if isinstance(each, QTextTable)]
    assert len(tables) == 40
    for each in tables:
        assert page(each.firstCursorPosition().block()) == page(each.lastCursorPosition().block())
    path = tmp_path / "pages.pdf"
    assert write_pdf(long, "test", path)
    assert path.read_bytes().count(b"/Type /Page\n") == pages.pageCount()
    assert not write_pdf(long, "test", tmp_path / "none" / "pages.pdf")
