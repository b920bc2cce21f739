"""Cards with figures above, charts below; beside each other where the window is wide."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.overview.model import (
    TEN,
    Reading,
    by_band,
    by_day,
    by_department,
    in_tens,
    total,
)
from admin_gui.screens.overview.tiles import LeadingTile, Tile
from admin_gui.theme import Theme
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.section import Section, whole
from admin_gui.widgets.words import NOTHING, day, listed

TILE_WIDTH: Final = 210
SECTION_WIDTH: Final = 430
GAP: Final = 10


class OverviewView(QWidget):
    """The screen."""

    def __init__(
        self, theme: Theme, *, may_confirm: bool, may_decide: bool, has_outbox: bool
    ) -> None:
        """Without figures yet; what somebody may do, its card leads to."""
        super().__init__()
        self.confirm = LeadingTile(theme, "confirm") if may_confirm else None
        self.waiting: Tile | LeadingTile = self.confirm or Tile(theme, "confirm")
        self.decide = LeadingTile(theme, "cases") if may_decide else None
        self.cases: Tile | LeadingTile = self.decide or Tile(theme, "cases")
        self.outbox = LeadingTile(theme, "outbox") if has_outbox else None
        self.participating, self.month = Tile(theme, "people"), Tile(theme, "log_deed")
        counted: list[Tile | LeadingTile] = [self.month, self.participating]
        self.tiles = [self.waiting, self.cases, *([self.outbox] if self.outbox else []), *counted]
        self.by_day = Section("overview-by-day", 2)
        self.queue = Section("overview-queue", is_lying=True)
        self.bands = Section("overview-bands", written=in_tens)
        self.sections = (self.by_day, self.queue, self.bands)
        self._reading: Reading | None = None
        self._outbox_counts = (0, 0)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside())
        self.panels = Panels(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._head())
        layout.addWidget(self._failure)
        layout.addWidget(self.panels, 1)
        self._columns = (0, 0)
        self._spread()

    def _head(self) -> QHBoxLayout:
        self._note, self._state = Label(wordWrap=True), Label()
        for label in (self._note, self._state):
            label.setProperty("muted", True)
        self._failure = Label(wordWrap=True)
        self._failure.setProperty("sign", "warn")
        self._failure.hide()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._note, 1)
        head.addWidget(self._state)
        return head

    def _inside(self) -> QWidget:
        self._tile_grid, self._section_grid = QGridLayout(), QGridLayout()
        for grid in (self._tile_grid, self._section_grid):
            grid.setSpacing(GAP)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(GAP)
        column.addLayout(self._tile_grid)
        column.addLayout(self._section_grid, 1)
        return inside

    def _spread(self) -> None:
        """Set cards and sections in as many columns as the width has room for."""
        width = self.width()
        across = max(min(width // TILE_WIDTH, len(self.tiles)), 1)
        sections = 2 if width >= 2 * SECTION_WIDTH else 1
        if (across, sections) == self._columns:
            return
        self._columns = (across, sections)
        # One row of four reads better than three and one.
        even = -(-len(self.tiles) // -(-len(self.tiles) // across))
        _fill(self._tile_grid, [(tile, 1) for tile in self.tiles], even)
        wide = [(self.by_day, sections), (self.queue, 1), (self.bands, 1)]
        _fill(self._section_grid, wide, sections)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the width."""
        super().resizeEvent(event)
        self._spread()

    def show_reading(self, reading: Reading, at: str) -> None:
        """Show what was read, and when."""
        self._reading = reading
        self._state.setText(self.tr("Read at {time}").format(time=at))
        self._say_failure("")
        self._show_figures()
        self.panels.show_content()

    def show_failure(self, sentence: str) -> None:
        """Say why it could not be read again; what was read stays."""
        if self._reading is None:
            self.panels.show_state("failed", sentence)
        else:
            self._say_failure(sentence)

    def show_outbox(self, unsent: int, refused: int) -> None:
        """Show what waits on this machine."""
        self._outbox_counts = (unsent, refused)
        if self.outbox is None:
            return
        note = self.tr("to be sent from this machine")
        if refused:
            note = self.tr("%n deed(s) were refused and wait for you", "", refused)
        self.outbox.face.say(whole(unsent), note, "warn" if refused else "")
        self.outbox.retell()

    def state(self) -> str:
        """When it was read, and why not since."""
        return " ".join(part for part in (self._state.text(), self._failure.text()) if part)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._note.setText(
            self.tr("Counts of the whole city. Residents are counted in tens, and nobody is named.")
        )
        self.waiting.face.call(self.tr("Awaiting confirmation"))
        self.cases.face.call(self.tr("Objections and repairs"))
        self.month.face.call(self.tr("Deeds today"))
        self.participating.face.call(self.tr("Residents taking part"))
        if self.outbox is not None:
            self.outbox.face.call(self.tr("In the outbox"))
        self.by_day.call(
            self.tr("Deeds a day"),
            self.tr("Recorded on each of the last 30 days"),
            self.tr("Day"),
            self.tr("No deed was recorded on these days."),
        )
        self.queue.call(
            self.tr("Awaiting confirmation"),
            self.tr("Deeds that need a second person before they count, by department"),
            self.tr("Department"),
            self.tr("No deed waits: the queue is empty."),
        )
        self.bands.call(
            self.tr("Residents by band"),
            self.tr("Rounded to tens; fewer than ten are not shown"),
            self.tr("Band"),
            self.tr("Fewer than ten residents are in each band, so none is shown."),
        )
        self.panels.retranslate()
        self.show_outbox(*self._outbox_counts)
        self._show_figures()

    def _show_figures(self) -> None:
        reading = self._reading
        if reading is None:
            for tile in (self.waiting, self.cases, self.month, self.participating):
                tile.face.say(NOTHING, "")
            return
        counts = reading.overview.awaiting
        merits, demerits = counts.get("merit", 0), counts.get("demerit", 0)
        directions = (
            self.tr("%n merit(s)", "", merits),
            self.tr("%n demerit(s)", "", demerits),
        )
        lines = [listed(directions)]
        if reading.overview.oldest_awaiting is not None:
            oldest = day(reading.overview.oldest_awaiting)
            lines.append(self.tr("the oldest since {day}").format(day=oldest))
        self.waiting.face.say(whole(sum(counts.values())), "\n".join(lines))
        overdue = reading.overview.cases_overdue
        note = self.tr("%n overdue", "", overdue) if overdue else self.tr("to be answered in time")
        self.cases.face.say(whole(reading.overview.cases_open), note, "warn" if overdue else "")
        self.month.face.say(
            whole(total(reading, 1)), self.tr("%n in 30 days", "", total(reading, 30))
        )
        residents = reading.overview.participating
        note = self.tr("rounded to tens") if residents >= TEN else self.tr("too few to be shown")
        self.participating.face.say(in_tens(residents), note)
        for tile in self.tiles:
            tile.retell()
        # One after the other, so that the window is never held up by all of them.
        for section, count in (
            (self.by_day, by_day),
            (self.queue, by_department),
            (self.bands, by_band),
        ):
            QTimer.singleShot(0, section, partial(section.show_bars, count(reading)))

    def _say_failure(self, sentence: str) -> None:
        text = self.tr("⚠ What follows could not be read again: {reason}").format(reason=sentence)
        self._failure.setText(text if sentence else "")
        self._failure.setVisible(bool(sentence))


def _fill(grid: QGridLayout, widgets: Sequence[tuple[QWidget, int]], across: int) -> None:
    """Set widgets of so many columns each into a grid, row after row."""
    for column in range(grid.columnCount()):
        grid.setColumnStretch(column, 0)
    place = 0
    for widget, wide in widgets:
        row, column = divmod(place, across)
        grid.addWidget(widget, row, column, 1, wide)
        place += wide
    for column in range(across):
        grid.setColumnStretch(column, 1)
