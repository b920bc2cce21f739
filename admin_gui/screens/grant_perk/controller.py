"""Shows the perks of the resident in hand, grants them and revokes grants."""

from collections.abc import Mapping, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from admin_gui.client.api import ApiClient
from admin_gui.client.errors import ClientError
from admin_gui.client.whole import every_item
from admin_gui.screens.grant_perk.granting import grant_perk, revoke_grant, revoke_list
from admin_gui.screens.grant_perk.lists import Lists
from admin_gui.screens.grant_perk.model import PerkRow, band_label, is_revocable, perk_label
from admin_gui.screens.grant_perk.view import PerksView
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.table import Table
from admin_gui.widgets.words import label
from admin_gui.workplace import Case, Workplace
from backend.contracts.cities import BandView
from backend.contracts.perks import GrantView, OpenPerks


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of a resident."""

    opened: OpenPerks
    bands: tuple[BandView, ...]
    grants: tuple[GrantView, ...]


def read_perks(client: ApiClient, city: str, case: Case) -> Reading:
    """Read the city's perks and a resident's grants, for the reason the file has.

    Raises:
        ClientError: where the server refuses, or is away.
    """
    resident, reason = case.resident.resident, case.reason
    return Reading(
        opened=client.perks.open(city, resident, reason),
        bands=client.cities.scheme(city).bands,
        grants=every_item(lambda cursor: client.perks.grants(city, resident, reason, cursor)),
    )


class GrantPerk(Screen):
    """The screen."""

    def __init__(self, place: Workplace) -> None:
        """Show the perks of the resident in hand, or ask for one."""
        super().__init__()
        self._place = place
        self._case: Case | None = None
        self._reading: Reading | None = None
        self._question = 0
        self.view = PerksView(place.theme, place.shown, place.today())
        self.lists = Lists(place, self.view.list, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        place.keep_widths(self.view.perks)
        place.keep_widths(self.view.grants)
        place.keep_widths(self.view.list.table)
        self._connect()
        self.retranslate()
        self.view.ask()
        self._begin_asking()

    def _connect(self) -> None:
        view, place = self.view, self._place
        view.finder.wanted.connect(partial(place.find_resident, view.finder))
        view.finder.enrol_wanted.connect(lambda _: place.wanted.emit("resident_file"))
        view.finder.back_wanted.connect(self._show_work)
        view.to_file.clicked.connect(lambda: place.wanted.emit("resident_file"))
        view.file.clicked.connect(lambda: place.wanted.emit("resident_file"))
        view.another.clicked.connect(self._ask)
        view.grant_wanted.connect(self._grant)
        view.revoke_wanted.connect(self._revoke)
        for button in (view.to_list, view.list.back):
            button.clicked.connect(self._toggle_list)
        for button in (view.revoke_all, view.list.revoke):
            button.clicked.connect(self._revoke_list)
        self.lists.changed.connect(place.actions_changed)
        for table in (view.perks, view.grants):
            table.picked.connect(lambda _: self._show_actions())
        view.perk_panels.follow(view.perk_model, self._no_perks, self.refresh)
        view.grant_panels.follow(view.grant_model, self._no_grants, self.refresh)
        place.case_changed.connect(self._follow_case)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()
        self.lists.retranslate()
        if self._case is not None:
            self._write_resident(self._case)
        if self._reading is not None:
            self._write_band(self._reading)

    def handlers(self) -> Mapping[str, Handler]:
        """What it does for actions of the table."""
        return {
            "grant-perk": self._grant,
            "revoke-grant": self._revoke,
            "grant-list": self._toggle_list,
            "preview-list": self._preview,
            "revoke-list": self._revoke_list,
        }

    def disabled_actions(self) -> frozenset[str]:
        """Granting needs a perk that is open, revoking a grant that has not ended."""
        found = set()
        perk, grant = self.view.perk(), self.view.picked_grant()
        if self.view.is_list():
            found.add("revoke-grant")
            if not self.lists.can_grant():
                found.add("grant-perk")
        else:
            found.add("preview-list")
            if not self.view.is_work() or perk is None or not perk.perk.is_open:
                found.add("grant-perk")
            if not self.view.is_work() or grant is None or not is_revocable(grant):
                found.add("revoke-grant")
        if self._list_in_hand() is None:
            found.add("revoke-list")
        return frozenset(found)

    def table(self) -> Table | None:
        """The table that has the keyboard; of the two, the grants else."""
        if self.view.is_list():
            return self.view.list.table
        if not self.view.is_work():
            return None
        return self.view.perks if self.view.perks.hasFocus() else self.view.grants

    def arrive(self) -> None:
        """Show the perks of whoever's file is open."""
        if self.view.is_list():
            self.lists.begin()
            return
        self._follow_case()
        if self.view.is_work():
            self.view.perk_panels.give_keyboard()
        else:
            self.view.finder.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the perks again."""
        if self.view.is_list():
            self.lists.begin()
        elif self._case is not None:
            self._read(self._case)

    def _no_perks(self) -> tuple[str, str]:
        return (
            self.tr("The city has no perks"),
            self.tr("The scheme in force lists none."),
        )

    def _no_grants(self) -> tuple[str, str]:
        return (
            self.tr("Nothing was granted yet"),
            self.tr("Pick a perk that is open and press Ctrl+Enter."),
        )

    def _follow_case(self) -> None:
        """What is not in view is not read: each look is in the log."""
        case = self._place.case
        if self.view.is_list():
            if case is not self._case:
                self._forget()
        elif case is None:
            self._forget()
            self._ask()
        elif case is not self._case:
            self._forget()
            if self.isVisible():
                self._case = case
                self._write_resident(case)
                self._show_work()
                self._read(case)
        self._show_actions()

    def _forget(self) -> None:
        """Keep nothing of a file that is closed."""
        self._case = self._reading = None
        self._question += 1
        self.view.perk_model.fill([])
        self.view.grant_model.fill([])
        self.view.show_resident("", "", "")

    def _ask(self) -> None:
        self.view.ask()
        self._begin_asking()

    def _begin_asking(self) -> None:
        # Enrolling is done where files are.
        self.view.finder.begin(has_file=self._case is not None, may_enrol=False)
        self._show_actions()

    def _show_work(self) -> None:
        self.view.show_work()
        self.view.perk_panels.give_keyboard()
        self._show_actions()

    def _read(self, case: Case) -> None:
        self._question += 1
        question = self._question
        view, city = self.view, self._place.city.code
        for panels in (view.perk_panels, view.grant_panels):
            panels.show_state("loading")

        def done(reading: Reading) -> None:
            if question == self._question:
                self._fill(reading)

        def failed(error: ClientError) -> None:
            if question == self._question:
                for panels in (view.perk_panels, view.grant_panels):
                    panels.show_state("failed", error.sentence)

        self._place.ask(self, lambda: read_perks(self._place.client, city, case), done, failed)

    def _fill(self, reading: Reading) -> None:
        self._reading = reading
        view = self.view
        held, grant = view.perk(), view.picked_grant()
        bands = {band.name: band for band in reading.bands}
        rows = [
            PerkRow(perk=perk, band=bands.get(perk.opens_from)) for perk in reading.opened.perks
        ]
        view.perk_model.fill(rows)
        view.grant_model.fill(reading.grants)
        self._write_band(reading)
        view.perks.go_to(_first(view.perk_model.rows(), held))
        ids = [each.id for each in view.grant_model.rows()]
        if grant is not None and grant.id in ids:
            view.grants.go_to(ids.index(grant.id))
        self._show_actions()

    def _write_resident(self, case: Case) -> None:
        self.view.show_resident(case.resident.name, case.resident.number, case.reason)

    def _write_band(self, reading: Reading) -> None:
        self.view.show_band(label(reading.opened.band_en, reading.opened.band_zh))

    def _show_actions(self) -> None:
        disabled = self.disabled_actions()
        self.view.grant.setEnabled("grant-perk" not in disabled)
        self.view.revoke.setEnabled("revoke-grant" not in disabled)
        self.view.revoke_all.setVisible("revoke-list" not in disabled)
        self._place.actions_changed.emit()

    def _toggle_list(self) -> None:
        """From one resident to a list of numbers, or back."""
        if not self.view.is_list():
            self.view.show_list()
            self.lists.begin()
        elif self._case is not None and self._place.case is self._case:
            self._show_work()
        else:
            self._ask()
            self._follow_case()
        self._show_actions()

    def _preview(self) -> None:
        if self.view.is_list():
            self.lists.preview()

    def _list_in_hand(self) -> tuple[str, str] | None:
        """The list that can be revoked here, and what its perk is called."""
        if self.view.is_list():
            granted = self.lists.list_id()
            return None if granted is None else (granted, self.lists.perk_words())
        grant = self.view.picked_grant() if self.view.is_work() else None
        if grant is None or grant.list is None or not is_revocable(grant):
            return None
        return grant.list, perk_label(grant)

    def _revoke_list(self) -> None:
        if (found := self._list_in_hand()) is not None:
            is_here = self.view.is_list()
            revoke_list(self._place, *found, self, self.lists.revoked if is_here else self.refresh)

    def _grant(self) -> None:
        if self.view.is_list():
            self.lists.grant()
            return
        row, case = self.view.perk(), self._case
        if row is None or case is None:
            return
        if row.perk.is_open:
            grant_perk(self._place, case, row.perk, self, self.refresh)
        else:
            sentence = self.tr("This perk opens from {band} on; the resident's band does not.")
            self._place.tell("info", sentence.format(band=band_label(row)))

    def _revoke(self) -> None:
        grant, case = self.view.picked_grant(), self._case
        if grant is not None and case is not None and is_revocable(grant):
            revoke_grant(self._place, case, grant, self, self.refresh)


def _first(rows: Sequence[PerkRow], held: PerkRow | None) -> int:
    """The row to pick: the perk that was picked before, else the first that is open."""
    names = [row.perk.name for row in rows]
    if held is not None and held.perk.name in names:
        return names.index(held.perk.name)
    return next((number for number, row in enumerate(rows) if row.perk.is_open), 0)


def open_screen(place: Workplace) -> GrantPerk:
    """The screen on which perks are granted."""
    return GrantPerk(place)
