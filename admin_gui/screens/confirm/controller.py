"""Looks at deeds that wait, one after the other, and confirms or refuses them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import msgspec
from PySide6.QtWidgets import QVBoxLayout

from admin_gui.client.errors import AwayError, ClientError, StrangeError
from admin_gui.screens.confirm.lists import DeedList, SecondLooks, Waiting
from admin_gui.screens.confirm.model import Known, Narrowed, columns, known_of
from admin_gui.screens.confirm.refusal import Refusal
from admin_gui.screens.confirm.view import ConfirmView
from admin_gui.widgets.rows import Wanted
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.words import label
from admin_gui.widgets.work_list import WorkList
from admin_gui.workplace import Workplace
from backend.contracts.deeds import AwaitingItem, AwaitingView
from backend.contracts.pages import Page
from backend.contracts.residents import OverviewView

# What the server says of a deed that waits no more.
GONE: Final = frozenset({"deed-not-waiting", "deed-unknown", "second-look-over"})
OWN: Final = frozenset({"same-person", "own-file"})


class Confirm(WorkList[AwaitingItem, AwaitingView]):
    """The screen."""

    def __init__(self, place: Workplace) -> None:
        """Begin with an empty queue."""
        super().__init__(columns(place, lambda: self._known), "confirm")
        self._place = place
        self._known = Known()
        self._narrowed = Narrowed()
        self._list: DeedList = Waiting(place.client.deeds, place.city.code)
        self._counts: dict[str, int] | None = None
        self._decisions = 0
        self._reasons: dict[str, str] = {}
        self._load = place.paged(self, self._read)
        self.view = ConfirmView(place, self.queue)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        view, place = self.view, self._place
        view.panels.follow(self._model, view.empty_words, self.refresh)
        self._model.state_changed.connect(self._follow)
        for choice in (view.direction, view.department, view.deed_type):
            choice.currentIndexChanged.connect(lambda _: self._narrow())
        view.list.currentIndexChanged.connect(lambda _: self._change_list())
        view.clear.clicked.connect(self._show_all)
        view.detail.confirm.clicked.connect(self._confirm)
        view.detail.refuse.clicked.connect(self._refuse)
        view.detail.again.clicked.connect(self._look)
        place.keep_widths(view.table)
        view.splitter.restoreState(place.memory.shape("confirm/splitter"))
        view.splitter.splitterMoved.connect(
            lambda *_: place.memory.keep_shape("confirm/splitter", view.splitter.saveState())
        )

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()

    def handlers(self) -> Mapping[str, Handler]:
        """What it does for actions."""
        return {
            "confirm-deed": self._confirm,
            "refuse-deed": self._refuse,
            "next-deed": lambda: self._step(1),
            "previous-deed": lambda: self._step(-1),
        }

    def disabled_actions(self) -> frozenset[str]:
        """Deciding needs a deed that was looked at, and is not the own one."""
        disabled = set()
        if not self._may_decide():
            disabled |= {"confirm-deed", "refuse-deed"}
        if not self._has(1):
            disabled.add("next-deed")
        if not self._has(-1):
            disabled.add("previous-deed")
        return frozenset(disabled)

    def refresh(self) -> None:
        """Read the queue, how many wait, and the words for codes."""
        client, city = self._place.client, self._place.city.code
        super().refresh()
        self._read_count()
        self._place.ask(
            self,
            lambda: known_of(client.cities.deed_types(city), client.cities.departments(city)),
            self._know,
            # The queue, which is asked at the same time, says that the server is away.
            lambda _: None,
        )

    def _know(self, known: Known) -> None:
        self._known = known
        self.view.know(known)
        self._model.retranslate()

    def _read_count(self) -> None:
        client, city = self._place.client, self._place.city.code
        if not self._place.may("read-overview"):
            return

        before = self._decisions

        def read(overview: OverviewView) -> None:
            # What was counted before a decision is older than what is shown.
            if self._counts is None or before == self._decisions:
                self._counts = dict(overview.awaiting)
                self.view.count(self._counts)

        self._place.ask(self, lambda: client.residents.overview(city), read, lambda _: None)

    def _read(self, wanted: Wanted) -> Page[AwaitingItem]:
        return self._list.read(wanted, self._narrowed)

    def _narrow(self) -> None:
        self.view.offer()
        if self.view.narrowed() != self._narrowed:
            self._narrowed = self.view.narrowed()
            self._model.refresh()

    def _change_list(self) -> None:
        """Show the other list; what was decided in this one may stand in that one later."""
        calls, city = self._place.client.deeds, self._place.city.code
        kind = SecondLooks if self.view.is_second_looks() else Waiting
        if isinstance(self._list, kind):
            return
        self._list = kind(calls, city)
        self._item = None
        self._forget_looks()
        self._decided.clear()
        self._reasons.clear()
        self.view.offer()
        self._model.refresh()
        self.view.table.setFocus()

    def _show_all(self) -> None:
        for choice in (self.view.deed_type, self.view.department, self.view.direction):
            choice.choose(None)
        self.view.table.setFocus()

    def _follow(self, state: str) -> None:
        """Show the deed in detail only beside a queue, and go back to where one was."""
        self.view.detail.setVisible(self._model.rowCount() > 0 and state != "failed")
        if state == "ready":
            self._go_back()
        self._place.actions_changed.emit()

    def _show_item(self) -> None:
        """Show what is known of the deed in view."""
        item = self._item
        if item is not None and item.id in self._looked:
            self.view.detail.show_view(self._looked[item.id])
        elif item is not None:
            self.view.detail.show_item(item)
        self._show_allowed()

    def _may_decide(self) -> bool:
        item = self._item
        return item is not None and item.id in self._looked and not item.is_own

    def _show_allowed(self) -> None:
        self.view.detail.allow(may_decide=self._may_decide())
        self._place.actions_changed.emit()

    def _ask_for(self, item: AwaitingItem) -> None:
        """Read a deed; the look is logged."""
        self.view.detail.show_item(item)
        looked_at = self._list
        self._place.ask(
            self,
            lambda: looked_at.look(item.id),
            lambda view: self._keep_look(view.id, view),
            lambda error: self._saw_not(item, error),
        )

    def _saw_not(self, item: AwaitingItem, error: ClientError) -> None:
        self._asked.discard(item.id)
        if error.kind in GONE:
            self._take_out(item)
            self._tell_gone(item)
        elif self._is_in_view(item.id):
            self.view.detail.fail(error.sentence)

    def _confirm(self) -> None:
        item = self._item
        if item is None or not self._may_decide():
            return
        decided = self._list
        said = decided.said(is_accepted=True).format(deed=_named(item))
        self._decide(item, lambda: decided.accept(item.id), said)

    def _refuse(self) -> None:
        item = self._item
        if item is None or not self._may_decide():
            return
        reason = self._reasons.get(item.id, "")
        dialog = Refusal(_named(item), reason, self, is_annulling=self.view.is_second_looks())
        dialog.wanted.connect(partial(self._refused, item))
        dialog.finished.connect(lambda _: self.view.table.setFocus())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _refused(self, item: AwaitingItem, reason: str) -> None:
        # Kept until the server has it, so that it need not be written twice.
        self._reasons[item.id] = reason
        decided = self._list
        said = decided.said(is_accepted=False).format(deed=_named(item))
        self._decide(item, lambda: decided.refuse(item.id, reason), said)

    def _decide(self, item: AwaitingItem, work: Callable[[], None], said: str) -> None:
        """Take a deed out of the queue at once, send the decision, and look at the next one."""
        number, decided = self._take_out(item), self._list
        self._look()

        def failed(error: ClientError) -> None:
            if self._list is decided:
                self._not_decided(item, number, error)
            else:
                # It is found in its list again when that is read.
                self._place.tell("bad", f"{_named(item)}: {error.sentence}")

        def done(_: None) -> None:
            self._reasons.pop(item.id, None)
            self._looked.pop(item.id, None)
            self.view.say(said)

        self._place.ask(self, work, done, failed)

    def _take_out(self, item: AwaitingItem) -> int:
        """Take a deed out of queue and count; returns where it was."""
        self._decided.add(item.id)
        number = self._remove(item)
        self._show_allowed()
        self._add_to_count(item, -1)
        return number

    def _not_decided(self, item: AwaitingItem, number: int, error: ClientError) -> None:
        """Put a deed back that the server did not take, unless it waits no more."""
        if error.kind in GONE:
            self._tell_gone(item)
            return
        self._decided.discard(item.id)
        self._add_to_count(item, 1)
        if error.kind in OWN:
            item = msgspec.structs.replace(item, is_own=True)
        is_unknown = isinstance(error, AwayError | StrangeError)
        if is_unknown or item.is_own:
            self._looked.pop(item.id, None)
        if self._number_of(item) < 0:
            self._model.insert(min(max(number, 0), self._model.rowCount()), item)
        sentence = (
            self.tr(
                "It is not known whether the server has decided “{deed}”. It is read again when "
                "you go to it. {why}"
            )
            if is_unknown
            else self.tr("“{deed}” is not decided and waits again. {why}")
        )
        self._place.tell(
            "warn" if is_unknown else "bad",
            sentence.format(deed=_named(item), why=error.sentence),
            self.tr("Go to it"),
            lambda: self._go_to(item),
        )

    def _tell_gone(self, item: AwaitingItem) -> None:
        self._read_count()
        sentence = self.tr("“{deed}” waits no more: it was decided or taken back meanwhile.")
        self._place.tell("info", sentence.format(deed=_named(item)))

    def _add_to_count(self, item: AwaitingItem, by: int) -> None:
        self._decisions += 1
        if self._counts is not None and isinstance(self._list, Waiting):
            self._counts[item.direction] = max(self._counts.get(item.direction, 0) + by, 0)
            self.view.count(self._counts)


def _named(item: AwaitingItem) -> str:
    return label(item.label_en, item.label_zh)


def open_screen(place: Workplace) -> Screen:
    """The screen."""
    return Confirm(place)
