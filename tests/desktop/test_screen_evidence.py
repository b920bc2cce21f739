"""Evidence: read when it is asked for, beside the case, and kept nowhere."""

from pathlib import Path
from typing import cast

import pytest
from desktop import disputes
from desktop.desk import Bench
from desktop.evidence import mark, photo, with_files
from desktop.test_screen_cases import looks, opened, words
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton


@pytest.fixture(autouse=True)
def _nothing_open(bench: Bench) -> None:
    """The case that a furnished town has is withdrawn."""
    disputes.withdrawn(bench.home, bench.home.known["case"], "own")


def test_files_are_read_on_request_beside_the_case_and_beside_each_other(bench: Bench) -> None:
    case = with_files(bench)
    screen = opened(bench)
    assert looks(bench) == [case]
    looking = screen.view.looking
    mark(screen, "receipt.jpg")
    bench.press("Ctrl+O")
    bench.settle()
    left, right = looking.sheets
    assert left.picture.isVisible()
    assert screen.view.page.isVisible()
    assert not screen.view.table.isVisible()
    mark(screen, "letter.txt")
    bench.press("Ctrl+B")
    bench.settle()
    assert right.text.toPlainText() == disputes.LETTER
    assert left.isVisible()
    assert len(looks(bench)) == 3
    right.close_sheet.click()
    bench.press("Ctrl+B")
    bench.settle()
    # What was read once is shown again without another look.
    assert right.text.isVisible()
    assert len(looks(bench)) == 3
    bench.press("Ctrl+W")
    assert screen.view.table.isVisible()
    assert looking.count() == 0
    assert left.paper is None


def test_a_picture_is_made_larger_and_smaller_by_keys(bench: Bench) -> None:
    with_files(bench)
    screen = opened(bench)
    mark(screen, "receipt.jpg")
    bench.press("Ctrl+O")
    bench.settle()
    picture = screen.view.looking.sheets[0].picture
    assert picture.hasFocus()
    fitting = picture.percent()
    assert 0 < fitting < 100
    bench.press("+", picture)
    assert picture.percent() > fitting
    bench.press("-", picture)
    bench.press("-", picture)
    assert picture.percent() < fitting
    bench.press("0", picture)
    assert picture.percent() == fitting
    assert picture.grab().toImage().pixelColor(picture.rect().center()).lightness() > 250


class Programs(QObject):
    """The machine's programs, which tests ask what they were told to open."""

    def __init__(self) -> None:
        """Nothing was opened yet."""
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Open a file."""
        self.opened.append(Path(url.toLocalFile()))


def test_a_pdf_is_lent_to_another_program_until_one_signs_out(bench: Bench) -> None:
    with_files(bench)
    screen = opened(bench)
    mark(screen, "statement.pdf")
    bench.press("Ctrl+O")
    bench.settle()
    assert "Another program shows this file" in words(screen)
    folder = bench.folder / "papers"
    assert not list(folder.rglob("*.pdf"))
    programs = Programs()
    # Its stub says bytes, and it takes words alone.
    QDesktopServices.setUrlHandler("file", programs, cast("bytes", "take"))
    try:
        bench.key(Qt.Key.Key_Space, bench.found(QPushButton, "Open it there"))
        bench.wait(lambda: programs.opened, "the program")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    (path,) = programs.opened
    assert path.read_bytes() == disputes.PDF
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert folder in path.parents
    bench.press("Ctrl+Shift+Q")
    bench.settle()
    assert [each for each in folder.rglob("*") if each.is_file()] == []


def test_a_file_that_cannot_be_read_is_said_and_tried_again(bench: Bench) -> None:
    with_files(bench)
    screen = opened(bench)
    mark(screen, "letter.txt")
    bench.cable.is_out = True
    bench.press("Ctrl+O")
    bench.settle()
    sheet = screen.view.looking.sheets[0]
    assert sheet.panels.state() == "failed"
    bench.cable.is_out = False
    bench.key(Qt.Key.Key_Space, bench.found(QPushButton, "Try again"))
    bench.settle()
    assert sheet.text.toPlainText() == disputes.LETTER


def test_a_damaged_picture_says_so(bench: Bench) -> None:
    case = disputes.objection(bench.home, "a")
    content = bytearray(photo(form="PNG"))
    # The width, as it stands at the beginning, of which nothing can be drawn.
    content[16:20] = bytes(4)
    disputes.evidence(bench.home, case, "broken.png", "image/png", bytes(content))
    screen = opened(bench)
    bench.press("Ctrl+O")
    bench.settle()
    assert "This picture is damaged" in words(screen)
