"""The tab of versions and periods: what is in force, what was, and a version in full."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import RowsModel
from admin_gui.widgets.table import Table

Models = dict[str, RowsModel[Any]]


class VersionsView(QWidget):
    """The tab."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        """Show models.

        Args:
            models: by name: `versions`, `periods`, and those of a version in full.
            parent: of the widget.
        """
        super().__init__(parent)
        self.tables = {name: Table(model, f"schemes-{name}") for name, model in models.items()}
        self.panels = {name: Panels(table) for name, table in self.tables.items()}
        self.headings = {name: Heading(1.1) for name in ("versions", "periods", "version")}
        self.edit, self.compare, self.propose = QPushButton(), QPushButton(), QPushButton()
        self.call_off, self.back = QPushButton(), QPushButton()
        self.facts = Label(wordWrap=True)
        self.facts.setProperty("muted", True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.found = Label()
        self.found.setProperty("muted", True)
        self.parts = QTabWidget(documentMode=True)
        # The line below the tabs has no colour of the theme.
        self.parts.tabBar().setDrawBase(False)
        self.detail = Panels(self._version())
        lists = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        lists.addWidget(self._list("versions", (self.edit, self.compare, self.propose)))
        lists.addWidget(self._list("periods", (self.call_off, self.back)))
        lists.setSizes([640, 350])
        whole = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        whole.addWidget(lists)
        whole.addWidget(self.detail)
        whole.setSizes([240, 380])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(whole)

    def _list(self, name: str, buttons: tuple[QPushButton, ...]) -> QWidget:
        block = QWidget()
        layout = QVBoxLayout(block)
        layout.setContentsMargins(0, 0, 6 if name == "versions" else 0, 8)
        layout.addWidget(self.headings[name])
        layout.addWidget(self.panels[name], 1)
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        return block

    def _version(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(6)
        self.headings["version"].setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )
        layout.addWidget(self.headings["version"])
        layout.addWidget(self.facts)
        layout.addWidget(self.parts, 1)
        rules = QWidget()
        inner = QVBoxLayout(rules)
        inner.setContentsMargins(0, 8, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.found)
        inner.addLayout(row)
        inner.addWidget(self.panels["rules"], 1)
        self.parts.addTab(rules, "")
        for name in ("bands", "perks", "groups", "dimensions"):
            self.parts.addTab(self.panels[name], "")
        return card

    def shown_part(self) -> Table:
        """The table of the part of the version that is in view."""
        names = ("rules", "bands", "perks", "groups", "dimensions")
        return self.tables[names[max(self.parts.currentIndex(), 0)]]

    def retranslate(self) -> None:
        """Set every text in the language in use."""
        self.headings["versions"].setText(self.tr("Versions"))
        self.headings["periods"].setText(self.tr("In force, and when"))
        self.edit.setText(self.tr("&Edit its text"))
        self.compare.setText(self.tr("Compare &with the one in force"))
        self.propose.setText(self.tr("&Propose…"))
        self.call_off.setText(self.tr("C&all off…"))
        self.back.setText(self.tr("Propose the way &back…"))
        self.search.setPlaceholderText(self.tr("Search the rules"))
        self.search.setAccessibleName(self.tr("Search the rules"))
        for place, words in enumerate(
            (
                self.tr("Rules"),
                self.tr("Bands"),
                self.tr("Perks"),
                self.tr("Groups"),
                self.tr("Dimensions"),
            )
        ):
            self.parts.setTabText(place, words)
        names = {
            "versions": self.tr("Versions"),
            "periods": self.tr("When each scheme is or was in force"),
            "rules": self.tr("Rules of the version"),
            "bands": self.tr("Bands of the version"),
            "perks": self.tr("Perks of the version"),
            "groups": self.tr("Groups of the version"),
            "dimensions": self.tr("Dimensions of the version"),
        }
        for name, words in names.items():
            self.tables[name].setAccessibleName(words)
            self.panels[name].retranslate()
        self.parts.setAccessibleName(self.tr("Parts of the version"))
