"""Tables of a hundred thousand rows, worked with: opened, sorted, selected, scrolled."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from hands import Hands
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from admin_gui.widgets.rows import Column, PagedModel, WholeModel
from admin_gui.widgets.table import Table

TIMES: Final = 20
# Lists that come whole are what one person did or one city has.
WHOLE_ROWS: Final = 10_000
WIDTH: Final = 1000
HEIGHT: Final = 700


class Line(msgspec.Struct, frozen=True):
    """A row."""

    number: int
    word: str


COLUMNS: Final[Sequence[Column[Line]]] = (
    Column(
        name="number",
        title=lambda: "Number",
        text=lambda line: str(line.number),
        order="number",
        key=lambda line: line.number,
        is_number=True,
    ),
    Column(name="word", title=lambda: "Word", text=lambda line: line.word, order="word"),
    Column(name="twice", title=lambda: "Twice", text=lambda line: f"{line.word} {line.word}"),
)


def lines(count: int) -> list[Line]:
    """Rows."""
    return [Line(place * 7919 % count, f"word {place * 104729 % count}") for place in range(count)]


def work_tables(hands: Hands, count: int) -> None:
    """Try both kinds of models."""
    _work_paged(hands, lines(count))
    _work_whole(hands, lines(WHOLE_ROWS))


def _work_paged(hands: Hands, rows: list[Line]) -> None:
    got: list[Callable[[Sequence[Line], str | None], None]] = []
    model: PagedModel[Line] = PagedModel(COLUMNS, lambda _, take, __: got.append(take))
    for _ in range(TIMES):
        model.refresh()
        with hands.timed(f"open a table of {len(rows):,} rows"):
            table = _shown(Table(model, "bench"))
            got[-1](rows, None)
        _work_one(hands, table, f"{len(rows):,} rows")
        table.hide()
        table.deleteLater()
        hands.rest(0.01)


def _work_one(hands: Hands, table: Table, of: str) -> None:
    with hands.timed(f"Ctrl+A, {of}"):
        QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with hands.timed(f"a page down, {of}"):
        QTest.keyClick(table, Qt.Key.Key_PageDown)
    with hands.timed(f"to the end, {of}"):
        QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    with hands.timed(f"a page up, {of}"):
        QTest.keyClick(table, Qt.Key.Key_PageUp)
    with hands.timed(f"a header clicked, {of}"):
        _click(table, 1)


def _work_whole(hands: Hands, rows: list[Line]) -> None:
    model: WholeModel[Line] = WholeModel(COLUMNS)
    table = _shown(Table(model, "bench"))
    for turn in range(TIMES):
        with hands.timed(f"{len(rows):,} rows that come whole"):
            model.fill(rows)
        table.selectAll()
        with hands.timed(f"{len(rows):,} whole rows sorted here"):
            _click(table, turn % 2)
    table.hide()
    table.deleteLater()


def _shown(table: Table) -> Table:
    table.resize(WIDTH, HEIGHT)
    table.show()
    table.setFocus()
    return table


def _click(table: Table, column: int) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
