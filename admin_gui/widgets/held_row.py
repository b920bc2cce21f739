"""The row one works on, kept by its id while a table is read anew."""

from collections.abc import Sequence

from admin_gui.widgets.table import Table


class HeldRow:
    """Which row one works on, and where it was."""

    def __init__(self) -> None:
        """Hold none."""
        self.id = ""
        self.number = 0

    def take(self, row_id: str, number: int) -> None:
        """Hold the row at a number."""
        self.id, self.number = row_id, number

    def go_back(self, table: Table, ids: Sequence[str]) -> None:
        """Go to the row in its table as it is now; where it is gone, to what took its place."""
        # Focus alone makes a row current, without selecting it.
        if table.current() < 0 or not table.selected():
            before = min(self.number, len(ids) - 1)
            table.go_to(ids.index(self.id) if self.id in ids else before)
