"""Shows what this machine keeps and sends, and what became of it at the server."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QVBoxLayout

from admin_gui.outbox.courier import Standing
from admin_gui.outbox.errors import StateError
from admin_gui.outbox.items import Damage, Item, State
from admin_gui.outbox.outbox import PAGE, Outbox
from admin_gui.screens.outbox.clearing import Clearing
from admin_gui.screens.outbox.correcting import Correcting
from admin_gui.screens.outbox.model import (
    STANDING_SIGNS,
    STATES,
    ItemsModel,
    Shows,
    deed_name,
    entry_columns,
    item_columns,
    may_retry,
    may_withdraw,
    shown_number,
    standing_words,
    time_words,
)
from admin_gui.screens.outbox.view import OutboxView
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.rows import Got, PagedModel, Wanted
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.table import Table
from admin_gui.workplace import Workplace, outbox_sentence
from backend.contracts.deeds import DeedIn, EntryView
from backend.contracts.pages import Page

# Sending a thousand deeds does not read the table a thousand times.
FOLLOW_MS: Final = 200
NAMED_MOST: Final = 3


class OutboxScreen(Screen):
    """The screen."""

    def __init__(self, place: Workplace, outbox: Outbox) -> None:
        """Show both halves; the second is read when it is looked at."""
        super().__init__()
        self._place, self._outbox = place, outbox
        self._revealed: UUID | None = None
        self._picked: UUID | None = None
        self._entry_state: str | None = None
        shows = Shows(deed=self._deed, time=self._time, icon=self._icon, number=self._number)
        self._items = ItemsModel(item_columns(shows), self._load)
        self._items.setParent(self)
        self._entries: PagedModel[EntryView] = PagedModel(
            entry_columns(shows), place.paged(self, self._read_entries), self
        )
        self.view = OutboxView(place.theme, self._items, self._entries)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._following = QTimer(self, interval=FOLLOW_MS, singleShot=True)
        self._following.timeout.connect(self._follow)
        self._is_following = self._has_entries = False
        self._listen()
        self.retranslate()

    def _listen(self) -> None:
        place, view = self._place, self.view
        view.items_panels.follow(self._items, self._nothing_here, self._items.refresh)
        view.entries_panels.follow(self._entries, self._nothing_there, self._entries.refresh)
        place.keep_widths(view.items)
        place.keep_widths(view.entries)
        view.items.picked.connect(self._pick)
        view.items.selectionModel().selectionChanged.connect(
            lambda *_: place.actions_changed.emit()
        )
        view.items.opened.connect(lambda _: self._correct())
        view.entries.picked.connect(self._pick_entry)
        view.state.currentIndexChanged.connect(lambda _: self._items.refresh())
        view.entry_state.currentIndexChanged.connect(lambda _: self._entry_state_changed())
        view.tabs.currentChanged.connect(lambda _: self._tab_changed())
        view.send.clicked.connect(self._send)
        view.clear.clicked.connect(self._clear)
        view.detail.correct.clicked.connect(self._correct)
        view.detail.retry.clicked.connect(self._retry)
        view.detail.withdraw.clicked.connect(self._withdraw)
        view.detail.reveal.clicked.connect(self._show_number)
        place.outbox_changed.connect(self._moved)
        place.deed_types_changed.connect(self._renamed)
        place.online_changed.connect(lambda _: self._moved())

    # What every screen does

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()
        self._show_detail()
        self._show_standing()

    def handlers(self) -> Mapping[str, Handler]:
        """What can be done with the deeds of this machine."""
        return {
            "send-now": self._send,
            "correct-deed": self._correct,
            "retry-deed": self._retry,
            "withdraw-deed": self._withdraw,
            "show-number": self._show_number,
            "clear-outbox": self._clear,
        }

    def disabled_actions(self) -> frozenset[str]:
        """What the deed that is picked does not allow."""
        item = self._item()
        disabled = set()
        if item is None:
            disabled |= {"show-number"}
        if item is None or item.state != "refused":
            disabled.add("correct-deed")
        if item is None or not may_retry(item):
            disabled.add("retry-deed")
        if not any(may_withdraw(each) for each in self._chosen()):
            disabled.add("withdraw-deed")
        return frozenset(disabled)

    def table(self) -> Table:
        """The table of the tab in view."""
        return self.view.entries if self.view.tabs.currentIndex() else self.view.items

    def arrive(self) -> None:
        """Show what is here now."""
        if self._place.deed_types is None:
            self._place.read_deed_types()
        self.refresh()
        self.table().setFocus()

    def refresh(self) -> None:
        """Read both halves again, and look for what was damaged."""
        self._items.refresh()
        self._show_standing()
        self._place.tasks.run(self, self._outbox.damaged, self._show_damage, self._troubled)
        if self.view.tabs.currentIndex():
            self._has_entries = True
            self._entries.refresh()
        else:
            self._has_entries = False

    # On this machine

    def _load(self, wanted: Wanted, got: Got[Item], failed: Callable[[str], None]) -> None:
        before = int(wanted.cursor) if wanted.cursor is not None else None
        states = self._states()

        def done(items: list[Item]) -> None:
            got(items, str(items[-1].sequence) if len(items) == PAGE else None)
            if before is None:
                self._pick_again()

        self._place.disk.run(
            self,
            lambda: self._outbox.items(PAGE, before, states),
            done,
            lambda error: failed(outbox_sentence(error)),
        )

    def _states(self) -> tuple[State, ...] | None:
        chosen = self.view.state.chosen()
        return None if chosen is None else tuple(each for each in STATES if each == chosen)

    def _moved(self) -> None:
        self._show_standing()
        if not self._following.isActive():
            self._following.start()

    def _follow(self) -> None:
        """Read again what is shown, where the screen is in view."""
        if self._is_following or not self.isVisible():
            return
        self._is_following = True
        limit, states = max(len(self._items.rows()), PAGE), self._states()
        self._place.disk.run(
            self,
            lambda: self._outbox.items(limit, None, states),
            self._followed,
            self._troubled,
        )

    def _followed(self, items: list[Item]) -> None:
        self._is_following = False
        if self._items.update(items):
            self._show_detail()
            self._place.actions_changed.emit()
        else:
            self._items.refresh()

    def _pick(self, row: int) -> None:
        if row >= 0:
            self._picked = self._items.row(row).id
        if self._revealed is not None and self._revealed != self._picked:
            self._reveal(None)
        self._show_detail()
        self._place.actions_changed.emit()

    def _pick_again(self) -> None:
        """Keep the deed that was picked, where it still is here."""
        row = self._items.place_of(self._picked)
        if row >= 0:
            self.view.items.go_to(row)
        elif self._items.rowCount():
            self.view.items.go_to(0)
        else:
            self._picked = None
            self._show_detail()

    def _item(self) -> Item | None:
        row = self.view.items.current()
        is_here = not self.view.tabs.currentIndex() and 0 <= row < self._items.rowCount()
        return self._items.row(row) if is_here else None

    def _chosen(self) -> list[Item]:
        """The selected deeds; the current one where none is selected."""
        if self.view.tabs.currentIndex():
            return []
        rows = [self._items.row(number) for number in self.view.items.selected()]
        item = self._item()
        return rows or ([item] if item is not None else [])

    def _show_detail(self) -> None:
        item = self._item()
        detail = self.view.detail
        detail.reveal.setChecked(item is not None and item.id == self._revealed)
        detail.show_item(item, self._place.deed_types, self._time)

    def _show_number(self) -> None:
        item = self._item()
        if item is not None:
            self._reveal(None if self._revealed == item.id else item.id)
            self._show_detail()

    def _reveal(self, deed: UUID | None) -> None:
        """Show the number of one deed's resident, or of none."""
        self._revealed = deed
        self._items.retranslate()

    def _show_standing(self) -> None:
        courier = self._place.courier
        standing = courier.standing if courier is not None else Standing(kind="stopped")
        words = standing_words(standing, self._clock)
        self.view.show_standing(STANDING_SIGNS[standing.kind], words)

    def _show_damage(self, found: list[Damage]) -> None:
        if not found:
            self.view.damage.put_away()
            return
        places = ", ".join(
            self.tr("row {row} ({id})").format(row=each.sequence, id=each.id[:36])
            for each in found[:NAMED_MOST]
        )
        sentence = self.tr(
            "%n deed(s) on this machine cannot be opened: the file was changed or damaged on the "
            "disk. They are kept, and never sent: {places}. Ask your administrator to restore the "
            "outbox from a backup, or enter these deeds again.",
            "",
            len(found),
        ).format(places=places)
        self.view.damage.tell(Notice(kind="bad", sentence=sentence))

    def _nothing_here(self) -> tuple[str, str]:
        if self.view.state.chosen() is not None:
            return self.tr("Nothing in this state"), self.tr("Choose another one above.")
        return self.tr("The outbox is empty"), self.tr(
            "Deeds that you log are kept here, sealed with your password, until the server has "
            "them."
        )

    # What can be done

    def _send(self) -> None:
        courier = self._place.courier
        if courier is not None:
            self._place.look_for_server()
            is_idle = courier.standing.kind == "resting"
            courier.poke()
            words = self.tr("Nothing waits to be sent.") if is_idle else self.tr("Trying now…")
            self._place.tell("good", words)

    def _retry(self) -> None:
        item = self._item()
        if item is not None and may_retry(item):
            self._send_again([item.id])

    def _send_again(self, deeds: Sequence[UUID]) -> None:
        """Let deeds be sent, the oldest first, in which order they were saved."""

        def retry() -> None:
            for deed in reversed(deeds):
                self._outbox.retry(deed)

        self._place.disk.run(
            self, retry, lambda _: self._place.outbox_changed.emit(), self._troubled
        )

    def _withdraw(self) -> None:
        chosen = [item.id for item in self._chosen() if may_withdraw(item)]
        now = self._place.client.connection.server_now()

        def withdraw() -> list[UUID]:
            gone = []
            for deed in chosen:
                try:
                    self._outbox.withdraw(deed, now)
                    gone.append(deed)
                except StateError:
                    continue
            return gone

        if chosen:
            self._place.disk.run(
                self, withdraw, lambda gone: self._withdrawn(gone, len(chosen)), self._troubled
            )

    def _withdrawn(self, gone: Sequence[UUID], wanted: int) -> None:
        """Say what was taken back and what was not, and offer to undo it."""
        said = []
        if gone:
            said.append(self.tr("%n deed(s) taken back; the server has none of it.", "", len(gone)))
        if len(gone) < wanted:
            said.append(self.tr("%n deed(s) had left already.", "", wanted - len(gone)))
        self._place.tell(
            "info" if len(gone) == wanted else "warn",
            " ".join(said),
            self.tr("Undo") if gone else "",
            lambda: self._send_again(gone),
        )
        self._place.outbox_changed.emit()

    def _correct(self) -> None:
        item = self._item()
        if item is None or item.state != "refused":
            return
        place = self._place
        dialog = Correcting(item, place.deed_types, place.today(), place.new_id, self)
        refused = item.id

        def save(deed: DeedIn) -> None:
            now = place.client.connection.server_now()
            place.disk.run(
                dialog,
                lambda: self._outbox.correct(refused, deed, now),
                done,
                lambda error: dialog.tell(outbox_sentence(error)),
            )

        def done(new: Item) -> None:
            dialog.accept()
            self._picked = new.id
            place.tell("good", self.tr("The corrected deed takes its place and is sent."))
            place.outbox_changed.emit()

        dialog.corrected.connect(save)
        dialog.open()

    def _clear(self) -> None:
        dialog = Clearing(self)
        dialog.wanted.connect(self._remove)
        dialog.open()

    def _remove(self, days: int) -> None:
        before = self._place.client.connection.server_now() - timedelta(days=days)

        def done(gone: int) -> None:
            text = (
                self.tr("%n settled deed(s) removed from this machine.", "", gone)
                if gone
                else self.tr("No settled deed is that old; nothing was removed.")
            )
            self._place.tell("good", text)
            self._items.refresh()

        self._place.disk.run(self, lambda: self._outbox.clear(before), done, self._troubled)

    def _troubled(self, error: Exception) -> None:
        self._is_following = False
        self._place.tell("bad", outbox_sentence(error))

    # What was entered

    def _tab_changed(self) -> None:
        if self.view.tabs.currentIndex() and not self._has_entries:
            self._has_entries = True
            self._entries.refresh()
        self._place.actions_changed.emit()

    def _entry_state_changed(self) -> None:
        self._entry_state = self.view.entry_state.chosen()
        self._entries.refresh()

    def _read_entries(self, wanted: Wanted) -> Page[EntryView]:
        client, city, state = self._place.client, self._place.city.code, self._entry_state
        return client.deeds.entries(city, wanted.cursor, wanted.order or None, state=state)

    def _pick_entry(self, row: int) -> None:
        entry = self._entries.row(row) if 0 <= row < self._entries.rowCount() else None
        if entry is None or not entry.reason:
            self.view.show_reason("")
            return
        self.view.show_reason(self.tr("Refused: {reason}").format(reason=entry.reason))

    def _nothing_there(self) -> tuple[str, str]:
        if self.view.entry_state.chosen() is not None:
            return self.tr("Nothing in this state"), self.tr("Choose another one above.")
        return self.tr("Nothing entered yet"), self.tr(
            "What the server has from you stands here, with what became of it."
        )

    # Words

    def _renamed(self) -> None:
        self._items.retranslate()
        self._entries.retranslate()
        self._show_detail()

    def _deed(self, code: str) -> str:
        return deed_name(self._place.deed_types, code)

    def _number(self, item: Item) -> str:
        return shown_number(item, is_whole=item.id == self._revealed)

    def _time(self, value: datetime | None) -> str:
        return time_words(value, self._place.shown)

    def _clock(self, value: datetime | None) -> str:
        return self._place.shown(value).strftime("%H:%M:%S") if value is not None else ""

    def _icon(self, name: str) -> QIcon:
        return self._place.theme.icon(name, getattr(self._place.theme.colours, name))


def open_screen(place: Workplace) -> Screen:
    """Make the screen."""
    outbox = place.outbox
    assert outbox is not None  # noqa: S101 - whoever may enter deeds has one
    return OutboxScreen(place, outbox)
