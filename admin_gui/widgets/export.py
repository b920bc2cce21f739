"""Tables for other programs: text, HTML, CSV and Excel sheets in which nothing is a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import Final

import xlsxwriter

# A sheet program takes a cell that begins so for a formula, and may run it; also where they are
# written wide, as on Chinese keyboards.
FORMULA_STARTS: Final = ("=", "+", "-", "@")
# Kinds of signs that show nothing: controls, marks of format, spaces.
_UNSEEN: Final = ("C", "Z")
SHEET_COLUMN_WIDTH: Final = 24
# What sheets keep of a number; an identity number has more digits.
DIGITS_MOST: Final = 15
_NUMBER: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
# What sheets read as a number, too.
_LIKE_NUMBER: Final = re.compile(r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?")

Rows = Iterable[Sequence[str]]


def harmless(text: str) -> str:
    """A cell that a sheet program shows as it is: no formula, and no other number than it was."""
    if _is_number(text):
        return text
    start = unicodedata.normalize("NFKC", _seen(text)[:1])
    if start in FORMULA_STARTS or _LIKE_NUMBER.fullmatch(text.strip()):
        return f"'{text}"
    return text


def _seen(text: str) -> str:
    """A text from its first sign on that shows."""
    unseen = takewhile(lambda sign: unicodedata.category(sign)[0] in _UNSEEN, text)
    return text[sum(1 for _ in unseen) :]


def _is_number(text: str) -> bool:
    """True of what a sheet reads as a number and writes again in the same way."""
    digits = sum(character.isdigit() for character in text)
    return digits <= DIGITS_MOST and _NUMBER.fullmatch(text) is not None


def text_line(cells: Sequence[str]) -> str:
    """A row of a table with tabs between its cells."""
    return "\t".join(harmless(_one_line(cell)) for cell in cells)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def html_line(cells: Sequence[str]) -> str:
    """A row of a table for letters."""
    return "<tr>" + "".join(f"<td>{escape(harmless(cell))}</td>" for cell in cells) + "</tr>"


def html_table(titles: Sequence[str], lines: Iterable[str]) -> str:
    """A table for letters, around its rows."""
    head = "".join(f"<th>{escape(title)}</th>" for title in titles)
    return f"<table><tr>{head}</tr>{''.join(lines)}</table>"


def write_csv(path: Path, titles: Sequence[str], rows: Rows) -> None:
    """Write a CSV file that sheet programs read as UTF-8, whole or not at all.

    Raises:
        OSError: where it cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(title) for title in titles])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    _put(path, text.getvalue().encode("utf-8-sig"))


def write_xlsx(path: Path, titles: Sequence[str], rows: Rows) -> None:
    """Write an Excel sheet, whole or not at all; numbers are numbers, all else is text.

    Raises:
        OSError: where it cannot be written.
    """
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.set_column(0, max(len(titles) - 1, 0), SHEET_COLUMN_WIDTH)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if _is_number(cell):
                    sheet.write_number(number, column, float(cell))
                else:
                    sheet.write_string(number, column, cell)
    _put(path, held.getvalue())


def _put(path: Path, content: bytes) -> None:
    """Write beside the file and rename, so that an older one is not lost to a full disk."""
    beside = path.with_name(f"{path.name}.part")
    try:
        # It may name people: whoever saved it decides who else may read it.
        beside.touch(mode=0o600)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
