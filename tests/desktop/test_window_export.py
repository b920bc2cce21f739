"""Tables that leave the program: nothing in them is run, rounded or lost."""

import csv
import re
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import openpyxl
import pytest
from desktop.desk import Bench, application, checked, complaints
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QProgressDialog, QPushButton

from admin_gui.saving import with_all_rows, write_table
from admin_gui.widgets.export import (
    harmless,
    html_line,
    html_table,
    text_line,
    write_csv,
    write_xlsx,
)
from admin_gui.widgets.rows import Column, Got, PagedModel, Wanted, WholeModel
from admin_gui.widgets.table import Table

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u3000=1+1",
    "\x1f=1+1",
    "\u2066=1+1",
    "\u2028-1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "﹦1+1",
    "=cmd|'/c calc'!A1",
    "-",
)
NUMBERS = ("0", "5", "-5", "+5", "12.50", "-0.5", "999999999999999")
# A sheet would read these as numbers, and write others.
CODES = ("110101199003070023", "9999999999999999", "007", "-0123", "12E5", "1e3", ".5")
TEXTS = (
    "Li Na",
    "李娜",
    "line\nbreak",
    'say "no", or; not',
    "11010119900307002X",
    "2026-03-01",
    "",
)

Write = Callable[..., None]


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def read_xlsx(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@contextmanager
def full_disk(at: int) -> Iterator[None]:
    """No file grows beyond so many bytes."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (at, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_only_text(formula: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_csv(path, ["What"], [[formula]])
    assert read_csv(path)[1] == [f"'{formula}"]
    assert text_line([formula]).startswith("'")
    assert "<td>'" in html_line([formula]).replace("&#x27;", "'")
    write_xlsx(tmp_path / "table.xlsx", ["What"], [[formula]])
    assert unescape(str(read_xlsx(tmp_path / "table.xlsx")[1][0])) == formula


@given(st.text(max_size=20))
@example("\x1f=")
@example("\x85@")
def test_whatever_is_typed_begins_no_formula(text: str) -> None:
    safe = harmless(text)
    begins = safe.lstrip()[:1] in {"=", "+", "-", "@"}
    assert not begins or float(safe) == float(text)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_stay_numbers(number: str, tmp_path: Path) -> None:
    assert harmless(number) == number
    write_xlsx(tmp_path / "table.xlsx", ["Points"], [[number]])
    assert read_xlsx(tmp_path / "table.xlsx")[1] == [float(number)]


@pytest.mark.parametrize("code", CODES)
def test_identity_numbers_and_codes_are_never_rounded(code: str, tmp_path: Path) -> None:
    write_csv(tmp_path / "table.csv", ["Number"], [[code]])
    assert read_csv(tmp_path / "table.csv")[1] == [f"'{code}"]
    write_xlsx(tmp_path / "table.xlsx", ["Number"], [[code]])
    assert read_xlsx(tmp_path / "table.xlsx")[1] == [code]


def test_texts_arrive_as_they_are(tmp_path: Path) -> None:
    titles = [f"标题 {number}" for number in range(len(TEXTS))]
    write_csv(tmp_path / "table.csv", titles, [TEXTS])
    assert read_csv(tmp_path / "table.csv") == [titles, list(TEXTS)]
    assert (tmp_path / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    write_xlsx(tmp_path / "table.xlsx", titles, [TEXTS])
    assert read_xlsx(tmp_path / "table.xlsx") == [titles, list(TEXTS)]


def test_a_table_in_a_letter_is_text_too() -> None:
    html = html_table(["<b>"], [html_line(["<script>x</script>", "a & b"])])
    assert "<script>" not in html
    assert "a &amp; b" in html


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_full_disk_leaves_the_older_file(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "table"
    write(path, ["A"], [["older"]])
    older = path.read_bytes()
    with full_disk(4096), pytest.raises(OSError, match="too large"):
        write(path, ["A"], [[f"{number}-{number * 7919 % 10007}"] for number in range(20000)])
    assert path.read_bytes() == older
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_folder_that_cannot_be_written_is_said(write: Write, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError, match="Not a directory"):
        write(tmp_path / "file" / "table", ["A"], [["x"]])
    with pytest.raises(OSError, match="No such"):
        write(tmp_path / "missing" / "table", ["A"], [["x"]])
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


class Fruit(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    count: int


def columns() -> list[Column[Fruit]]:
    return [
        Column[Fruit](name="name", title=lambda: "Name", text=lambda fruit: fruit.name),
        Column[Fruit](name="count", title=lambda: "Count", text=lambda fruit: str(fruit.count)),
    ]


class Orchard:
    """Pages of fruit, handed over when a test says so."""

    def __init__(self, pages: int, each: int = 3) -> None:
        """So many pages."""
        self.pages, self.each = pages, each
        self.asked: list[int] = []
        self.waiting: list[Callable[[], None]] = []
        self.fails_at = -1

    def load(self, wanted: Wanted, got: Got[Fruit], failed: Callable[[str], None]) -> None:
        """Be asked for a page."""
        page = int(wanted.cursor or 0)
        self.asked.append(page)
        following = str(page + 1) if page + 1 < self.pages else None
        fruit = [Fruit(name=f"fruit {page}-{n}", count=n) for n in range(self.each)]
        if page == self.fails_at:
            self.waiting.append(lambda: failed("The server does not answer."))
        else:
            self.waiting.append(lambda: got(fruit, following))

    def hand_over(self) -> None:
        """Answer."""
        waiting, self.waiting = self.waiting, []
        for give in waiting:
            give()


def paged(orchard: Orchard) -> tuple[PagedModel[Fruit], Table]:
    model = PagedModel(columns(), orchard.load)
    table = Table(model, "fruit")
    model.refresh()
    orchard.hand_over()
    return model, table


def test_every_page_is_read_before_a_table_is_saved() -> None:
    with complaints() as heard:
        orchard, ready = Orchard(pages=5), []
        model, table = paged(orchard)
        checked(model)
        with_all_rows(table, lambda: ready.append(len(model.rows())))
        while orchard.waiting:
            assert not ready
            orchard.hand_over()
        assert ready == [15]
        assert orchard.asked == [0, 1, 2, 3, 4]
        with_all_rows(table, lambda: ready.append(0))
        assert ready == [15, 0]
        table.deleteLater()
    assert heard == []


def test_reading_all_rows_can_be_stopped() -> None:
    with complaints() as heard:
        orchard, ready = Orchard(pages=5), []
        _, table = paged(orchard)
        with_all_rows(table, lambda: ready.append(1))
        orchard.hand_over()
        dialog = table.findChild(QProgressDialog)
        assert isinstance(dialog, QProgressDialog)
        stop = dialog.findChild(QPushButton)
        assert isinstance(stop, QPushButton)
        stop.click()
        while orchard.waiting:
            orchard.hand_over()
        assert orchard.asked == [0, 1, 2]
        assert ready == []
        table.deleteLater()
    assert heard == []


def test_a_page_that_cannot_be_read_saves_nothing() -> None:
    with complaints() as heard:
        orchard, ready = Orchard(pages=5), []
        orchard.fails_at = 3
        _, table = paged(orchard)
        with_all_rows(table, lambda: ready.append(1))
        while orchard.waiting:
            orchard.hand_over()
        assert orchard.asked == [0, 1, 2, 3]
        assert ready == []
        table.deleteLater()
    assert heard == []


def whole() -> tuple[WholeModel[Fruit], Table]:
    model = WholeModel(columns())
    checked(model)
    table = Table(model, "fruit")
    model.fill([Fruit(name=name, count=n) for n, name in enumerate(("=pear", "苹果", "plum"))])
    return model, table


def test_selected_rows_are_copied_as_a_table() -> None:
    with complaints() as heard:
        _, table = whole()
        table.show()
        table.go_to(0)
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        parcel = QGuiApplication.clipboard().mimeData()
        assert parcel.text() == "Name\tCount\n'=pear\t0\n苹果\t1"
        assert parcel.html().count("<tr>") == 3
        assert "苹果" in parcel.html()
        table.hide()
        table.deleteLater()
    assert heard == []


def test_many_rows_are_copied_while_the_window_goes_on() -> None:
    with complaints() as heard:
        model, table = whole()
        copied: list[int] = []
        table.copied.connect(copied.append)
        model.fill([Fruit(name=f"pear {n}", count=n) for n in range(1000)])
        for _ in range(2):
            table.selectAll()
            table.copy()
            assert copied == []
        while not copied:
            application().processEvents()
        assert copied == [1000]
        assert QGuiApplication.clipboard().text().splitlines()[-1] == "pear 999\t999"
        table.deleteLater()
    assert heard == []


def test_without_a_selection_the_clipboard_keeps_what_it_had() -> None:
    with complaints() as heard:
        QGuiApplication.clipboard().setText("before")
        _, table = whole()
        table.copy()
        assert QGuiApplication.clipboard().text() == "before"
        table.deleteLater()
    assert heard == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_saved_is_said(bench: Bench, form: str, tmp_path: Path) -> None:
    bench.sign_in("officer-one", screen="overview")
    _, table = whole()
    path = tmp_path / f"saved.{form}"
    write_table(bench.place, table, path, form)
    bench.settle()
    assert bench.told() == f"Saved in {path}. Rows: 3."
    rows = read_csv(path) if form == "csv" else read_xlsx(path)
    assert [row[0] for row in rows][2:] == ["苹果", "plum"]
    table.deleteLater()


def test_a_file_is_asked_for_and_its_folder_offered_the_next_time(
    bench: Bench, tmp_path: Path
) -> None:
    bench.sign_in("administrator-one", screen="people")
    folder = tmp_path / "tables"
    folder.mkdir()
    bench.press("Ctrl+Shift+S")
    line = bench.found(QFileDialog).findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    assert line.text() == "accounts-2027-03-01.csv"
    # The platform without a screen leaves the keyboard with the list of names.
    line.setCompleter(None)  # type: ignore[arg-type] # none takes it away
    bench.replace(str(folder / "staff"), line)
    bench.key(Qt.Key.Key_Return, line)
    bench.wait(lambda: "staff.csv" in bench.told(), "the file")
    assert (folder / "staff.csv").is_file()
    bench.press("Ctrl+Shift+X")
    dialog = bench.found(QFileDialog)
    assert dialog.directory().absolutePath() == str(folder)
    dialog.reject()


def test_the_dialog_for_files_is_chinese_throughout(bench: Bench) -> None:
    bench.sign_in("administrator-one", screen="people")
    bench.press("Ctrl+Shift+H")
    bench.settle()
    bench.press("Ctrl+Shift+S")
    dialog = bench.found(QFileDialog)
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert shown
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in shown), shown
    dialog.reject()


def test_what_could_not_be_saved_is_said(bench: Bench, tmp_path: Path) -> None:
    bench.sign_in("officer-one", screen="overview")
    _, table = whole()
    write_table(bench.place, table, tmp_path / "missing" / "saved.csv", "csv")
    bench.settle()
    assert "could not be written" in bench.told()
    assert "Choose another place" in bench.told()
    table.deleteLater()
