"""Counters beside their peers, and passes that were shown a second time."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from admin_gui.screens.perks.columns import perk_column, provider_column
from admin_gui.screens.perks.shelf import Shelf
from admin_gui.theme import Theme
from admin_gui.widgets.choice import Choice
from admin_gui.widgets.forms import Heading
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.rows import Column, PagedModel, WholeModel
from admin_gui.widgets.standing import Standing
from admin_gui.widgets.table import Table, set_widths
from admin_gui.widgets.words import NOTHING, label, moment
from backend.contracts.redemptions import CounterShare, SecondUse

translate = QCoreApplication.translate
MONTHS: Final = 12
SHARE_WIDTHS: Final = (120, 130, 220, 160, 70, 80)
TWICE_WIDTHS: Final = (130, 200, 160, 130, 110, 130)
NAMED_MOST: Final = 3


def called(row: CounterShare | SecondUse) -> str:
    """What the perk is called."""
    return label(row.label_en, row.label_zh)


def share_words(share: CounterShare) -> str:
    """A counter's bookings beside those of its peers, in words."""
    if share.peers_median is None:
        return translate("Perks", "nothing to compare with yet")
    if not share.peers_median:
        return translate("Perks", "the others booked none")
    times = f"{share.booked / share.peers_median:.1f}"
    return translate("Perks", "{times} times as many").format(times=times)


def mark_words(share: CounterShare) -> str:
    """Whether a counter is far above its peers, by sign and word."""
    if share.is_far_above:
        return translate("Perks", "▲ far above")
    return translate("Perks", "· usual")


def share_columns(shelf: Shelf) -> list[Column[CounterShare]]:
    """The counters' columns."""
    return [
        Column(
            name="mark",
            title=lambda: translate("Perks", "Beside others"),
            text=mark_words,
            hint=share_words,
            key=lambda share: not share.is_far_above,
        ),
        Column(
            name="counter",
            title=lambda: translate("Perks", "Counter"),
            text=lambda share: share.counter_name or NOTHING,
        ),
        perk_column(called),
        provider_column(shelf, lambda share: share.provider),
        Column(
            name="booked",
            title=lambda: translate("Perks", "Booked"),
            text=lambda share: str(share.booked),
            key=lambda share: share.booked,
            is_number=True,
        ),
        Column(
            name="peers",
            title=lambda: translate("Perks", "Others"),
            text=lambda share: NOTHING if share.peers_median is None else f"{share.peers_median:g}",
            key=lambda share: share.peers_median or 0.0,
            is_number=True,
        ),
        Column(
            name="words",
            title=lambda: translate("Perks", "In words"),
            text=share_words,
            hint=share_words,
            gives_way=True,
        ),
    ]


def second_use_columns(
    shelf: Shelf, shown: Callable[[datetime], datetime]
) -> list[Column[SecondUse]]:
    """The columns of passes shown twice; `shown` tells a moment in the city's time."""
    return [
        Column(
            name="at",
            title=lambda: translate("Perks", "Shown again"),
            text=lambda use: moment(shown(use.taken_at)),
        ),
        perk_column(called),
        provider_column(shelf, lambda use: use.provider),
        Column(
            name="counter",
            title=lambda: translate("Perks", "To"),
            text=lambda use: use.counter_name or NOTHING,
        ),
        Column(
            name="how",
            title=lambda: translate("Perks", "How"),
            text=lambda use: (
                translate("Perks", "without a network")
                if use.is_offline
                else translate("Perks", "with a network")
            ),
        ),
        Column(
            name="first",
            title=lambda: translate("Perks", "First booked"),
            text=lambda use: moment(shown(use.first_at)),
        ),
        Column(
            name="first-counter",
            title=lambda: translate("Perks", "By"),
            text=lambda use: use.first_counter_name or NOTHING,
        ),
    ]


def months_back(today: date, count: int) -> list[str]:
    """Months from the present one back, such as 2027-03."""
    numbers = (today.year * 12 + today.month - 1 - back for back in range(count))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


class CountersPage(QWidget):
    """The page."""

    def __init__(
        self, theme: Theme, shelf: Shelf, today: date, uses: PagedModel[SecondUse]
    ) -> None:
        """Without counters yet.

        Args:
            theme: of the window.
            shelf: whose words are shown.
            today: the city's civil day, whose month is shown first.
            uses: passes that were shown twice.
        """
        super().__init__()
        self._months = months_back(today, MONTHS)
        self._shares: Sequence[CounterShare] = ()
        self.month = Choice()
        self.far = Standing(theme, "warn", "warn")
        self.far.hide()
        self.model: WholeModel[CounterShare] = WholeModel(share_columns(shelf), self)
        self.shares, self.uses = Table(self.model, "counter-shares"), Table(uses, "second-uses")
        set_widths(self.shares, SHARE_WIDTHS)
        set_widths(self.uses, TWICE_WIDTHS)
        for table in (self.shares, self.uses):
            table.wrap()
        self.share_panels, self.use_panels = Panels(self.shares), Panels(self.uses)
        self._lay_out()

    def _lay_out(self) -> None:
        self._title, self._twice = Heading(1.1), Heading(1.1)
        self._note, self._twice_note = Label(wordWrap=True), Label(wordWrap=True)
        for note in (self._note, self._twice_note):
            note.setProperty("muted", True)
        above, below = QWidget(), QWidget()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.month)
        upper, lower = QVBoxLayout(above), QVBoxLayout(below)
        for column in (upper, lower):
            column.setSpacing(6)
        upper.setContentsMargins(0, 0, 0, 0)
        lower.setContentsMargins(0, 8, 0, 0)
        upper.addLayout(head)
        upper.addWidget(self._note)
        upper.addWidget(self.far)
        upper.addWidget(self.share_panels, 1)
        for widget in (self._twice, self._twice_note):
            lower.addWidget(widget)
        lower.addWidget(self.use_panels, 1)
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        split.addWidget(above)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(split)

    def chosen_month(self) -> str:
        """The month to look at."""
        return self.month.chosen() or self._months[0]

    def show_shares(self, shares: Sequence[CounterShare]) -> None:
        """Show how much counters booked."""
        self._shares = shares
        self.model.fill(shares)
        self._say_far()

    def _say_far(self) -> None:
        """Say in a sentence which counters are far above."""
        far = [share for share in self._shares if share.is_far_above]
        named = [
            self.tr("{counter} ({perk}: {booked}, others {peers})").format(
                counter=share.counter_name or NOTHING,
                perk=called(share),
                booked=share.booked,
                peers=f"{share.peers_median or 0:g}",
            )
            for share in far[:NAMED_MOST]
        ]
        more = " …" if len(far) > NAMED_MOST else ""
        self.far.say(
            self.tr(
                "%n counter(s) booked far more of a perk than others did: {names}. That can have "
                "good reasons; ask there.",
                "",
                len(far),
            ).format(names="; ".join(named) + more)
        )
        self.far.setVisible(bool(far))

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        this, *before = self._months
        self.month.fill(this, [(month, month) for month in before])
        self.month.setAccessibleName(self.tr("Month"))
        self._title.setText(self.tr("Counters beside each other"))
        self._note.setText(
            self.tr(
                "Far above: at least 20 bookings of a perk in the month, and more than three times "
                "the median of the other counters, or of its own months before."
            )
        )
        self._twice.setText(self.tr("Passes shown twice"))
        self._twice_note.setText(
            self.tr(
                "A pass is used once; the second time it was refused, or found when bookings made "
                "without a network were settled. Whose it is, nobody is told."
            )
        )
        self.shares.setAccessibleName(self._title.text())
        self.uses.setAccessibleName(self._twice.text())
        self.share_panels.retranslate()
        self.use_panels.retranslate()
        self._say_far()
