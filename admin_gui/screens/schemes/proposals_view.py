"""The tab of proposals: what is proposed, by whom and why, and its decision."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from admin_gui.widgets.choice import Choice
from admin_gui.widgets.facts import Facts
from admin_gui.widgets.forms import Field, Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import PagedModel
from admin_gui.widgets.table import Table
from backend.contracts.schemes import ProposalView

DETAIL_WIDTH = 380
FACTS = ("state", "from", "by", "at", "reason", "digest", "decided_by", "decided_at", "why")


class ProposalsView(QWidget):
    """The tab."""

    def __init__(self, model: PagedModel[ProposalView], parent: QWidget | None = None) -> None:
        """Without proposals yet."""
        super().__init__(parent)
        self.state = Choice()
        self.field = Field(self.state)
        self.table = Table(model, "schemes-proposals")
        self.panels = Panels(self.table)
        self.heading = Heading(1.1)
        self.heading.setWordWrap(True)
        self.facts = Facts(FACTS)
        self.sentence = Label(wordWrap=True)
        self.lock = Label()
        self.approve, self.refuse, self.withdraw = QPushButton(), QPushButton(), QPushButton()
        self.look, self.compare = QPushButton(), QPushButton()
        self.propose = QPushButton()
        self.approve.setProperty("main", True)
        self.detail = Panels(self._card())
        above = QHBoxLayout()
        above.addWidget(self.field)
        above.addStretch(1)
        above.addWidget(self.propose, alignment=Qt.AlignmentFlag.AlignBottom)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(self.panels)
        split.addWidget(self.detail)
        split.setSizes([560, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addLayout(above)
        layout.addWidget(split, 1)

    def _card(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        layout.addWidget(self.facts)
        locked = QHBoxLayout()
        locked.addWidget(self.lock, alignment=Qt.AlignmentFlag.AlignTop)
        locked.addWidget(self.sentence, 1)
        layout.addLayout(locked)
        buttons = QGridLayout()
        for place, button in enumerate((self.approve, self.refuse, self.withdraw)):
            buttons.addWidget(button, 0, place)
        seen = QHBoxLayout()
        seen.addWidget(self.look)
        seen.addWidget(self.compare)
        seen.addStretch(1)
        buttons.setColumnStretch(3, 1)
        layout.addLayout(buttons)
        layout.addLayout(seen)
        layout.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(DETAIL_WIDTH)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(card)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def retranslate(self) -> None:
        """Set every text in the language in use."""
        self.field.name(self.tr("&Show"))
        self.table.setAccessibleName(self.tr("Proposals"))
        self.propose.setText(self.tr("&Propose…"))
        self.approve.setText(self.tr("&Approve…"))
        self.refuse.setText(self.tr("&Refuse…"))
        self.withdraw.setText(self.tr("&Withdraw…"))
        self.look.setText(self.tr("&Look at the scheme"))
        self.compare.setText(self.tr("&Compare"))
        self.compare.setToolTip(self.tr("What it would change in the scheme in force"))
        self.compare.setAccessibleDescription(self.compare.toolTip())
        for name, words in {
            "state": self.tr("State"),
            "from": self.tr("In force from"),
            "by": self.tr("Proposed by"),
            "at": self.tr("Proposed"),
            "reason": self.tr("Reason"),
            "digest": self.tr("Digest"),
            "decided_by": self.tr("Decided by"),
            "decided_at": self.tr("Decided"),
            "why": self.tr("Why refused"),
        }.items():
            self.facts.call(name, words)
        self.panels.retranslate()
