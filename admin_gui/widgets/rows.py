"""Tables' models: columns that say how to show a row, and rows that come whole or in pages."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar, cast

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TOP: Final = QModelIndex()
# Of each cell that is drawn, Qt asks for twice as many things.
_SHOWN: Final = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    }
)
_TITLED: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})


class Column(msgspec.Struct, Generic[Row], frozen=True, kw_only=True):
    """A column.

    Attributes:
        name: by which its width is remembered.
        title: its words in the language in use.
        text: what a row shows; also what is copied and saved.
        order: the server's word for sorting by it; empty where the server cannot.
        key: what rows are sorted by where they are all here; none for the text.
        is_number: true where it stands to the right.
        icon: a sign before the text, where there is one.
        hint: said when the pointer rests on it, and read aloud.
        fills: true where it takes the room that the others leave; else the last column does.
        gives_way: true where it is narrowed before the others.
    """

    name: str
    title: Callable[[], str]
    text: Callable[[Row], str]
    order: str = ""
    key: Callable[[Row], Any] | None = None
    is_number: bool = False
    icon: Callable[[Row], QIcon | None] | None = None
    hint: Callable[[Row], str] | None = None
    fills: bool = False
    gives_way: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows under columns.

    Attributes:
        state_changed: `loading`, `ready`, `empty`, `failed`, or `cut` where only a further page
            failed; with a sentence for the last two.
    """

    state_changed = Signal(str, str)

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Row] = []

    def row(self, number: int) -> Row:
        """The row that stands there."""
        return self._rows[number]

    def rows(self) -> Sequence[Row]:
        """All rows that are here, in order."""
        return self._rows

    def can_sort(self, column: int) -> bool:
        """Whether rows can stand in the order of a column."""
        return 0 <= column < len(self.columns)

    def titles(self) -> list[str]:
        """The columns' titles."""
        return [column.title() for column in self.columns]

    def texts(self, row: Row) -> list[str]:
        """What a row shows in each column."""
        return [column.text(row) for column in self.columns]

    def replace(self, number: int, row: Row) -> None:
        """Show something else in a row's place."""
        self._rows[number] = row
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def remove(self, number: int) -> None:
        """Take a row away."""
        self.beginRemoveRows(_TOP, number, number)
        del self._rows[number]
        self.endRemoveRows()
        if not self._rows:
            self._ran_out()

    def _ran_out(self) -> None:
        """The last row that was here is gone."""
        self.state_changed.emit("empty", "")

    def insert(self, number: int, row: Row) -> None:
        """Put a row in before another one, or at the end."""
        self.beginInsertRows(_TOP, number, number)
        self._rows.insert(number, row)
        self.endInsertRows()
        if len(self._rows) == 1:
            self.state_changed.emit("ready", "")

    def rowCount(self, parent: AnyIndex = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many rows are here."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """What a cell shows."""
        if role not in _SHOWN or not index.isValid() or index.row() >= len(self._rows):
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return column.icon(row)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return column.hint(row) if column.hint is not None else None
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's
        """A column's title, above its cells; rows are counted from 1."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].is_number else _LEFT
        # A title may have too little room, as its cells may.
        return self.columns[section].title() if role in _TITLED else None

    def retranslate(self) -> None:
        """Draw titles and cells again in another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1)
            )


class WholeModel(RowsModel[Row]):
    """Rows that are all here, and sorted here."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        """Begin without rows, in the order in which they will come."""
        super().__init__(columns, parent)
        self._sorting: tuple[Callable[[Row], Any], bool] | None = None

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these rows, in the order that was chosen."""
        self.beginResetModel()
        self._rows = list(rows)
        self._arrange()
        self.endResetModel()
        self.state_changed.emit("ready" if self._rows else "empty", "")

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        if not self.can_sort(column):
            return
        wanted = self.columns[column]
        self._sorting = (wanted.key or wanted.text, order == Qt.SortOrder.DescendingOrder)
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        rows = [self._rows[index.row()] for index in held]
        self._arrange()
        places = {id(row): number for number, row in enumerate(self._rows)}
        self.changePersistentIndexList(
            held,
            [
                self.index(places[id(row)], index.column())
                for index, row in zip(held, rows, strict=True)
            ],
        )
        self.layoutChanged.emit()

    def sorted_rows(self, key: Callable[[Row], Any], *, greatest_first: bool) -> list[Row]:
        """The rows in another order; a subclass may leave some where they are."""
        return sorted(self._rows, key=key, reverse=greatest_first)

    def _arrange(self) -> None:
        if self._sorting is not None:
            key, greatest_first = self._sorting
            self._rows = self.sorted_rows(key, greatest_first=greatest_first)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A page that is wanted.

    Attributes:
        cursor: of the page; none for the first.
        order: the server's word, with a minus sign for the greatest first; empty for its own.
    """

    cursor: str | None
    order: str


# Gets a page in the background, and hands over its items with the next cursor, or a sentence.
Got = Callable[[Sequence[Row], str | None], None]
Load = Callable[[Wanted, Got[Row], Callable[[str], None]], None]


class PagedModel(RowsModel[Row]):
    """Rows that come in pages as they are scrolled to; the server sorts."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        load: Load[Row],
        parent: QObject | None = None,
    ) -> None:
        """Begin without rows; `refresh` gets the first page."""
        super().__init__(columns, parent)
        self._load = load
        self._order = ""
        self._next: str | None = None
        self._is_loading = False
        # Answers to an older question are dropped.
        self._question = 0

    @property
    def is_whole(self) -> bool:
        """True where no page is left to get."""
        return self._next is None and not self._is_loading

    def can_sort(self, column: int) -> bool:
        """Whether the server can sort by a column."""
        return super().can_sort(column) and bool(self.columns[column].order)

    def refresh(self) -> None:
        """Get the first page again."""
        self._question += 1
        self._is_loading = False
        self._next = None
        self._get(None)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the server for another order; columns that it cannot sort by change nothing."""
        if not self.can_sort(column):
            return
        sign = "-" if order == Qt.SortOrder.DescendingOrder else ""
        wanted = f"{sign}{self.columns[column].order}"
        if wanted != self._order:
            self._order = wanted
            self.refresh()

    def _ran_out(self) -> None:
        """Get the next page, where one is left."""
        if self.canFetchMore():
            self.state_changed.emit("loading", "")
            self.fetchMore()
        else:
            super()._ran_out()

    def canFetchMore(self, parent: AnyIndex = _TOP) -> bool:  # noqa: N802 - Qt's name
        """True where a page is left and none is on its way."""
        return not parent.isValid() and self._next is not None and not self._is_loading

    def fetchMore(self, parent: AnyIndex = _TOP) -> None:  # noqa: N802 - Qt's name
        """Get the next page."""
        if self.canFetchMore(parent):
            self._get(self._next)

    def _get(self, cursor: str | None) -> None:
        self._is_loading = True
        question = self._question
        if cursor is None:
            self.state_changed.emit("loading", "")
        self._load(
            Wanted(cursor=cursor, order=self._order),
            lambda rows, following: self._take(question, cursor, rows, following),
            lambda sentence: self._fail(question, cursor, sentence),
        )

    def _take(
        self, question: int, cursor: str | None, rows: Sequence[Row], following: str | None
    ) -> None:
        if question != self._question:
            return
        self._is_loading = False
        self._next = following
        if cursor is None:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        elif rows:
            first = len(self._rows)
            self.beginInsertRows(_TOP, first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()
        self.state_changed.emit("ready" if self._rows else "empty", "")

    def _fail(self, question: int, cursor: str | None, sentence: str) -> None:
        if question != self._question:
            return
        self._is_loading = False
        is_shown = cursor is not None and bool(self._rows)
        self.state_changed.emit("cut" if is_shown else "failed", sentence)


def rows_model(model: object) -> RowsModel[Any]:
    """The model of one of our tables."""
    return cast("RowsModel[Any]", model)
