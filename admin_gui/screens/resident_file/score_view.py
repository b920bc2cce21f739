"""The score: total and band at a glance, and below it everything that it is added up from."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from admin_gui.screens.resident_file.facts import CityFacts
from admin_gui.screens.resident_file.model import SumModel, sum_columns, sum_rows
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.table import Table, set_widths
from admin_gui.widgets.words import day, label, plain
from backend.contracts.scoring import ScoreView

DIGEST_SHOWN: Final = 12
WIDTHS: Final = (270, 70, 110, 300)


class ScorePage(QWidget):
    """The page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without a score."""
        super().__init__(parent)
        self.model = SumModel(sum_columns(), self)
        self.table = Table(self.model, "score")
        set_widths(self.table, WIDTHS)
        content = QWidget()
        self.panels = Panels(content)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self._headline())
        inside.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.panels)
        self.retranslate()

    def _headline(self) -> QFrame:
        self._total, self._band = Heading(2.6), Heading(1.6)
        self._where, self._change, self._scheme = Label(), Label(), Label()
        self._levels = Label(wordWrap=True)
        for each in (self._where, self._change, self._scheme, self._levels):
            each.setProperty("muted", True)
        for each in (self._band, self._where, self._change, self._scheme):
            each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._levels.setMinimumWidth(300)
        self._scheme.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card = QFrame()
        card.setProperty("card", True)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addStretch(1)
        left.addWidget(self._band)
        left.addWidget(self._where)
        left.addStretch(1)
        right.addStretch(1)
        for each in (self._change, self._scheme, self._levels):
            right.addWidget(each)
        right.addStretch(1)
        across = QHBoxLayout(card)
        across.setContentsMargins(18, 12, 18, 12)
        across.setSpacing(18)
        across.addWidget(self._total)
        across.addLayout(left)
        across.addStretch(1)
        across.addLayout(right)
        return card

    def show_score(self, score: ScoreView, facts: CityFacts, city: str) -> None:
        """Show a score with all that explains it."""
        self.model.fill(sum_rows(score, facts))
        self._write(score, facts, city)
        self.panels.show_content()

    def forget(self) -> None:
        """Keep nothing of it."""
        self.model.fill([])
        for each in (self._total, self._band, self._where, self._change, self._scheme):
            each.clear()

    def _write(self, score: ScoreView, facts: CityFacts, city: str) -> None:
        self._total.setText(plain(score.total) if facts.shows_points else "")
        self._total.setVisible(facts.shows_points)
        self._band.setText(str(facts.band(score.band)))
        self._where.setText(self.tr("{city}, on {day}").format(city=city, day=day(score.on)))
        self._change.setText(
            self.tr("Changes next by itself on {day}").format(day=day(score.next_change))
            if score.next_change is not None
            else self.tr("Will not change by itself")
        )
        title = label(facts.scheme.title_en, facts.scheme.title_zh)
        self._scheme.setText(
            self.tr("{title}, scheme {digest}…").format(
                title=title, digest=score.digest[:DIGEST_SHOWN]
            )
        )
        self._scheme.setToolTip(score.digest)
        self._levels.setText(
            self.tr("This city shows levels; points explain the level in the lines only.")
        )
        self._levels.setVisible(not facts.shows_points)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.table.setAccessibleName(self.tr("The score, from its base to its total"))
        self.panels.retranslate()
