"""The first tab at work: shows versions, periods and a version in full, and calls off a switch."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from admin_gui.client.errors import ClientError
from admin_gui.screens.schemes.content import (
    Called,
    band_columns,
    called_in,
    dimension_columns,
    group_columns,
    matching,
    perk_columns,
    rule_columns,
    scale_words,
)
from admin_gui.screens.schemes.dialogs import Ask
from admin_gui.screens.schemes.model import short, title
from admin_gui.screens.schemes.shelf import Shelf
from admin_gui.screens.schemes.versions_view import VersionsView
from admin_gui.widgets.rows import RowsModel, WholeModel
from admin_gui.widgets.table import Table
from admin_gui.widgets.words import day, label, moment
from backend.contracts.cities import BandView, DimensionView, GroupView, PerkView, SchemeView
from backend.contracts.schemes import PeriodView, ProposalView, VersionDetail, VersionView
from backend.contracts.scoring import RuleView

# A model, what is said where it has no rows, and what reads it again.
Watched = tuple[RowsModel[Any], Callable[[], tuple[str, str]], Callable[[], None]]


class Versions(QObject):
    """The controller of the tab."""

    def __init__(self, shelf: Shelf, parent: QObject) -> None:
        """Make the tab; `shelf.refresh` fills it."""
        super().__init__(parent)
        self._shelf, self._place = shelf, shelf.place
        self._shown: SchemeView | None = None
        self._called = Called()
        self._wanted = ""
        self._rules = WholeModel[RuleView](rule_columns(shelf.signs), self)
        self._bands = WholeModel[BandView](band_columns(), self)
        self._perks = WholeModel[PerkView](perk_columns(lambda: self._called), self)
        self._groups = WholeModel[GroupView](group_columns(), self)
        self._dimensions = WholeModel[DimensionView](dimension_columns(), self)
        self.view = VersionsView(
            {
                "versions": shelf.versions,
                "periods": shelf.periods,
                "rules": self._rules,
                "bands": self._bands,
                "perks": self._perks,
                "groups": self._groups,
                "dimensions": self._dimensions,
            }
        )
        self._prepare()
        self._connect()

    def _prepare(self) -> None:
        """Empty states, widths, and what this person may not do."""
        view, shelf = self.view, self._shelf
        none: dict[str, Watched] = {
            "versions": (shelf.versions, self._no_versions, shelf.versions.refresh),
            "periods": (shelf.periods, self._no_periods, shelf.read_periods),
            "rules": (self._rules, self._no_rules, self.read),
            "bands": (self._bands, self._no_part, self.read),
            "perks": (self._perks, self._no_part, self.read),
            "groups": (self._groups, self._no_part, self.read),
            "dimensions": (self._dimensions, self._no_part, self.read),
        }
        for name, (model, empty, retry) in none.items():
            view.panels[name].follow(model, empty, retry)
        widths = {
            "versions": (185, 95, 95, 85, 105),
            "periods": (130, 110),
            "rules": (110, 250, 220, 180, 100),
            "bands": (200, 110, 110),
            "perks": (340, 100, 200, 170, 130, 130),
            "groups": (200, 200, 90, 200),
            "dimensions": (240, 110, 140),
        }
        for name, table in view.tables.items():
            for column, width in enumerate(widths[name]):
                table.setColumnWidth(column, width)
            self._place.keep_widths(table)
        for button in (view.edit, view.propose, view.call_off, view.back):
            button.setVisible(shelf.may_propose)

    def _connect(self) -> None:
        view, shelf = self.view, self._shelf
        shelf.versions.modelReset.connect(self._pick_anew)
        view.tables["versions"].picked.connect(self._pick)
        view.tables["versions"].opened.connect(lambda _: view.tables["rules"].setFocus())
        view.tables["periods"].picked.connect(self._pick_period)
        view.tables["periods"].opened.connect(self._open_period)
        view.search.textChanged.connect(lambda _: self._show_rules())
        view.edit.clicked.connect(lambda: shelf.edit_wanted.emit(self._wanted))
        view.propose.clicked.connect(lambda: shelf.propose_wanted.emit(self._wanted))
        view.compare.clicked.connect(
            lambda: shelf.compare_wanted.emit(shelf.digest_in_force(), self._wanted)
        )
        view.call_off.clicked.connect(self.ask_call_off)
        shelf.changed.connect(self.show_buttons)

    def read(self) -> None:
        """Read the version in view again."""
        wanted, city, client = self._wanted, self._shelf.city, self._place.client
        if not wanted:
            return
        if self._shown is None or self._shown.digest != wanted:
            self.view.detail.show_state("loading")
        self._place.ask(
            self, lambda: client.schemes.version(city, wanted), self._take, self._failed
        )

    def look(self, digest: str) -> None:
        """Show a version in full, also one that is not in the list yet."""
        self._wanted = digest
        rows = self._shelf.versions.rows()
        number = next((place for place, row in enumerate(rows) if row.digest == digest), -1)
        if number >= 0 and number != self.view.tables["versions"].current():
            self.view.tables["versions"].go_to(number)
        else:
            self.read()

    def picked(self) -> str:
        """The digest of the version in view."""
        return self._wanted

    def table(self) -> Table:
        """The table that the keyboard is in, or else the versions."""
        tables = self.view.tables
        return next(
            (table for table in tables.values() if table.hasFocus()),
            tables["versions"] if self._shown is None else self.view.shown_part(),
        )

    def ask_call_off(self) -> None:
        """Ask before a switch that has not begun is called off."""
        period = self._period()
        if period is None or period.state != "scheduled":
            return
        ask = Ask(
            self.tr("Call off the switch"),
            self.tr(
                "“{scheme}” will not come into force on {moment}. Everything stays as it is; it "
                "can be proposed again."
            ).format(scheme=title(period), moment=moment(self._place.shown(period.from_at))),
            self.tr("Call it off"),
            parent=self.view,
        )
        ask.agreed.connect(lambda _: self._call_off(period))
        ask.open()

    def ask_back(self) -> None:
        """Ask why the scheme before is to come back."""
        if not self._shelf.has_former():
            return
        ask = Ask(
            self.tr("Propose the way back"),
            self.tr(
                "The scheme that was in force before “{scheme}” is proposed again. It is in force "
                "the moment another administrator approves it."
            ).format(scheme=self._shelf.called(self._shelf.digest_in_force())),
            self.tr("Propose it"),
            reason=self.tr("&Reason"),
            parent=self.view,
        )
        ask.agreed.connect(self._go_back)
        ask.open()

    def retranslate(self) -> None:
        """Everything in the language in use; rules come in it from the server."""
        self.view.retranslate()
        self.show_buttons()
        self._show_facts()
        self.read()

    def show_buttons(self) -> None:
        """Let only be done what can be."""
        view, shelf = self.view, self._shelf
        period = self._period()
        view.edit.setEnabled(bool(self._wanted))
        view.propose.setEnabled(bool(self._wanted))
        in_force = shelf.digest_in_force()
        view.compare.setEnabled(bool(self._wanted and in_force and self._wanted != in_force))
        view.call_off.setEnabled(period is not None and period.state == "scheduled")
        view.call_off.setToolTip(
            "" if view.call_off.isEnabled() else self.tr("Select a scheduled switch.")
        )
        view.back.setEnabled(shelf.has_former())
        self._place.actions_changed.emit()

    def _pick(self, number: int) -> None:
        rows = self._shelf.versions.rows()
        if 0 <= number < len(rows) and rows[number].digest != self._wanted:
            self._wanted = rows[number].digest
            self.read()
        elif 0 <= number < len(rows) and self._shown is None:
            self.read()
        self.show_buttons()

    def _pick_anew(self) -> None:
        """Keep the same version in view after all were read again; at first, the one in force."""
        rows: list[VersionView] = list(self._shelf.versions.rows())
        if not rows:
            self.view.detail.say(self.tr("No version to show"))
            return
        wanted = next((n for n, row in enumerate(rows) if row.digest == self._wanted), None)
        if wanted is None and self._wanted:
            return
        present = next((n for n, row in enumerate(rows) if row.in_force), 0)
        self.view.tables["versions"].go_to(present if wanted is None else wanted)

    def _pick_period(self, number: int) -> None:
        if number >= 0:
            self.show_buttons()

    def _open_period(self, number: int) -> None:
        self.look(self._shelf.periods.row(number).digest)

    def _period(self) -> PeriodView | None:
        number, rows = self.view.tables["periods"].current(), self._shelf.periods.rows()
        return rows[number] if 0 <= number < len(rows) else None

    def _take(self, detail: VersionDetail) -> None:
        scheme = detail.scheme
        if scheme.digest != self._wanted:
            return
        self._shown, self._called = scheme, called_in(scheme)
        self._bands.fill(scheme.bands)
        self._perks.fill(scheme.perks)
        self._groups.fill(scheme.groups)
        self._dimensions.fill(scheme.dimensions)
        self._show_rules()
        self._show_facts()
        self.view.detail.show_content()
        self.show_buttons()

    def _failed(self, error: ClientError) -> None:
        self.view.detail.say(
            self.tr("This could not be read"), error.sentence, self.tr("Try again"), self.read
        )

    def _show_rules(self) -> None:
        if self._shown is None:
            return
        found = matching(self._shown.rules, self.view.search.text())
        self._rules.fill(found)
        self.view.found.setText(
            self.tr("{shown} of %n row(s)", "", len(self._shown.rules)).format(shown=len(found))
        )

    def _show_facts(self) -> None:
        scheme = self._shown
        if scheme is None:
            return
        self.view.headings["version"].setText(label(scheme.title_en, scheme.title_zh))
        facts = self.tr("Rests on {reference} · first day {day} · digest {digest}").format(
            reference=scheme.reference, day=day(scheme.effective_on), digest=short(scheme.digest)
        )
        self.view.facts.setText(f"{facts}\n{scale_words(scheme)}")
        self.view.facts.setToolTip(scheme.digest)

    def _call_off(self, period: PeriodView) -> None:
        city, client = self._shelf.city, self._place.client
        self._place.ask(
            self,
            lambda: client.schemes.call_off(city, period.number),
            self._called_off,
            self._told_and_read,
        )

    def _called_off(self, period: PeriodView) -> None:
        self._shelf.read_periods()
        text = self.tr("“{scheme}” is called off.").format(scheme=title(period))
        self._place.tell("good", text)

    def _go_back(self, reason: str) -> None:
        city, client = self._shelf.city, self._place.client
        self._place.ask(
            self, lambda: client.schemes.back(city, reason), self._proposed, self._told_and_read
        )

    def _proposed(self, proposal: ProposalView) -> None:
        text = self.tr("“{scheme}” is proposed. Another administrator decides.")
        self._place.tell("good", text.format(scheme=title(proposal)))
        self._shelf.proposed.emit(proposal.id)

    def _told_and_read(self, error: ClientError) -> None:
        self._place.tell("bad", error.sentence)
        self._shelf.refresh()

    def _no_versions(self) -> tuple[str, str]:
        return self.tr("No versions"), self.tr("The city keeps no scheme yet.")

    def _no_periods(self) -> tuple[str, str]:
        return self.tr("Nothing in force"), self.tr("No scheme is or was in force in the city.")

    def _no_rules(self) -> tuple[str, str]:
        return self.tr("No rule has these words"), self.tr("Clear the search to see all rules.")

    def _no_part(self) -> tuple[str, str]:
        return self.tr("None"), self.tr("This version has none.")
