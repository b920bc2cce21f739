"""A screen with a list that is worked off: each row is looked at, decided, and gone."""

from collections.abc import Callable, Sequence
from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent

from admin_gui.widgets.held_row import HeldRow
from admin_gui.widgets.rows import Column, Got, Load, PagedModel, Wanted
from admin_gui.widgets.screen import Screen
from admin_gui.widgets.table import Table

# Each look is logged: rows that are only passed on the way are not looked at.
LOOK_AFTER_MS: Final = 300
# So many rows before the end, the next page is got.
ROWS_AHEAD: Final = 20


class Waiting(Protocol):
    """What waits to be decided."""

    @property
    def id(self) -> str:
        """Of this one."""
        ...


Item = TypeVar("Item", bound=Waiting)
Seen = TypeVar("Seen")


class WorkList(Screen, Generic[Item, Seen]):
    """The screen without its words.

    Attributes:
        queue: what waits, a row each.
    """

    # Gets a page of the list; whoever has it sets it.
    _load: Load[Item]

    def __init__(self, columns: Sequence[Column[Item]], name: str) -> None:
        """Begin with an empty list.

        Args:
            columns: of the list.
            name: by which their widths are remembered.
        """
        super().__init__()
        self._item: Item | None = None
        # Where one was before the list was read again.
        self._held = HeldRow()
        self._looked: dict[str, Seen] = {}
        self._asked: set[str] = set()
        # Decided here: pages that were asked for before must not bring them back.
        self._decided: set[str] = set()
        self._model: PagedModel[Item] = PagedModel(columns, self._get, self)
        self.queue = Table(self._model, name)
        self._looking = QTimer(self, interval=LOOK_AFTER_MS, singleShot=True)
        self._looking.timeout.connect(self._look)
        self.queue.picked.connect(self._pick)
        self.queue.opened.connect(lambda _: self._look())

    def table(self) -> Table:
        """The list."""
        return self.queue

    def arrive(self) -> None:
        """Read the list."""
        self.refresh()
        self.queue.setFocus()

    def refresh(self) -> None:
        """Read the list again."""
        self._forget_looks()
        if self._item is not None:
            self._looking.start()
        self._model.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep no papers of a screen that was left."""
        if not event.spontaneous():
            self._forget_looks()
        super().hideEvent(event)

    def _show_item(self) -> None:
        """Show what is known of the row in view."""

    def _ask_for(self, item: Item) -> None:
        """Read all of a row; the look is logged."""

    def _forget_looks(self) -> None:
        """What was looked at is decided only after another look."""
        self._looking.stop()
        self._looked.clear()
        self._show_item()

    def _get(self, wanted: Wanted, got: Got[Item], failed: Callable[[str], None]) -> None:
        def undecided(rows: Sequence[Item], following: str | None) -> None:
            got([row for row in rows if row.id not in self._decided], following)

        self._load(wanted, undecided, failed)

    def _go_back(self) -> None:
        """Go to where one was, in the list as it is now."""
        self._held.go_back(self.queue, [row.id for row in self._model.rows()])

    def _pick(self, number: int) -> None:
        self._looking.stop()
        self._item = self._model.row(number) if number >= 0 else None
        if self._item is not None:
            self._held.take(self._item.id, number)
            if self._item.id not in self._looked:
                self._looking.start()
            if number + ROWS_AHEAD > self._model.rowCount():
                self._model.fetchMore()
        self._show_item()

    def _look(self) -> None:
        """Look at the current row, once."""
        self._looking.stop()
        item = self._item
        if item is None or item.id in self._looked or item.id in self._asked:
            return
        if self.isVisible():
            self._asked.add(item.id)
            self._ask_for(item)

    def _keep_look(self, item_id: str, seen: Seen) -> None:
        """Keep what was looked at, unless the screen was left meanwhile."""
        self._asked.discard(item_id)
        if self.isVisible():
            self._looked[item_id] = seen
            if self._is_in_view(item_id):
                self._show_item()

    def _is_in_view(self, item_id: str) -> bool:
        return self._item is not None and self._item.id == item_id

    def _step(self, by: int) -> None:
        self.queue.go_to(self.queue.current() + by)

    def _has(self, by: int) -> bool:
        """Whether a step leads to a row."""
        current = self.queue.current()
        return current >= 0 and 0 <= current + by < self._model.rowCount()

    def _number_of(self, item: Item) -> int:
        """The row of an item; -1 where it is in none."""
        ids = (number for number, row in enumerate(self._model.rows()) if row.id == item.id)
        return next(ids, -1)

    def _remove(self, item: Item) -> int:
        """Take an item out of the list; returns where it was."""
        number = self._number_of(item)
        if number >= 0:
            self._model.remove(number)
            # The next one became current before the row was gone.
            self._held.number = max(self.queue.current(), 0)
        return number

    def _go_to(self, item: Item) -> None:
        self.queue.go_to(self._number_of(item))
        self.queue.setFocus()
