"""The provider's bookings: takes back what was lent, reverses mistakes, settles what waits."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from admin_gui.client.errors import ClientError
from admin_gui.client.whole import every_item
from admin_gui.counter import Counter
from admin_gui.outbox.errors import StateError
from admin_gui.outbox.items import Booking, State
from admin_gui.outbox.outbox import PAGE, Bookings
from admin_gui.screens.bookings.model import (
    OPEN,
    OVERDUE,
    QUEUE_STATES,
    Shows,
    booking_columns,
    longest_overdue_first,
    perk_of,
    queue_columns,
    total_columns,
)
from admin_gui.screens.bookings.view import BookingsView
from admin_gui.widgets.held_row import HeldRow
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.reversal import Reversal, Reversible
from admin_gui.widgets.rows import Got, PagedModel, Wanted, WholeModel
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.table import Table
from admin_gui.workplace import Workplace, outbox_sentence
from backend.contracts.pages import Page
from backend.contracts.redemptions import RedemptionView, TakeUp, TakeUpRow


class BookingsScreen(Screen):
    """The screen."""

    def __init__(self, place: Workplace, counter: Counter, queue: Bookings) -> None:
        """Show the provider's bookings."""
        super().__init__()
        self._place, self._queue = place, queue
        shows = Shows(counter=counter, time=place.shown, today=place.today, icon=place.theme.icon)
        self._bookings: PagedModel[RedemptionView] = PagedModel(
            booking_columns(shows), place.paged(self, self._read), self
        )
        self._here: PagedModel[Booking] = PagedModel(queue_columns(shows), self._load, self)
        self._totals: WholeModel[TakeUpRow] = WholeModel(total_columns(), self)
        self._held = HeldRow()
        self._wanted: tuple[str | None, str] = (None, "")
        self.view = BookingsView(self._bookings, self._here, self._totals)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._listen()
        self.retranslate()

    def _listen(self) -> None:
        view, place = self.view, self._place
        view.bookings_panels.follow(self._bookings, self._none_there, self._bookings.refresh)
        view.queue_panels.follow(self._here, self._none_here, self._here.refresh)
        view.totals_panels.follow(self._totals, self._no_totals, self._read_totals)
        for table in (view.bookings, view.queue, view.totals):
            place.keep_widths(table)
            table.picked.connect(lambda _: self._show_actions())
        view.state.currentIndexChanged.connect(lambda _: self._narrow())
        view.code.returnPressed.connect(self._narrow)
        view.code.textChanged.connect(self._emptied)
        view.queue_state.currentIndexChanged.connect(lambda _: self._here.refresh())
        view.tabs.currentChanged.connect(lambda _: self.refresh())
        view.bring_back.clicked.connect(self._bring_back)
        view.reverse.clicked.connect(self._reverse)
        view.settle.clicked.connect(self._settle)
        view.again.clicked.connect(self._again)
        view.away.clicked.connect(self._put_away)
        self._bookings.state_changed.connect(lambda *_: self._pick())
        place.outbox_changed.connect(self._follow)

    # What every screen does

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()
        for model in (self._bookings, self._here, self._totals):
            model.retranslate()
        self._show_actions()

    def handlers(self) -> Mapping[str, Handler]:
        """What can be done with bookings."""
        return {
            "find-booking": self._find,
            "return-booking": self._bring_back,
            "reverse-booking": self._reverse,
            "settle-now": self._settle,
            "retry-booking": self._again,
            "note-refusal": self._put_away,
        }

    def disabled_actions(self) -> frozenset[str]:
        """What the booking that is picked does not allow."""
        found = set()
        view, item = self._picked(), self._picked_here()
        if view is None or view.state != "lent":
            found.add("return-booking")
        if view is None or not self._is_reversible(view):
            found.add("reverse-booking")
        if item is None or item.state != "refused":
            found |= {"retry-booking", "note-refusal"}
        return frozenset(found)

    def table(self) -> Table:
        """The table of the page in view."""
        return self.view.table()

    def arrive(self) -> None:
        """Read again; a receipt can be scanned at once."""
        self.refresh()
        if self.view.tabs.currentIndex() == 0:
            self._find()
        else:
            self.table().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the page in view again."""
        reading = (self._bookings.refresh, self._here.refresh, self._read_totals)
        reading[self.view.tabs.currentIndex()]()
        self._show_actions()

    # At the server

    def _narrow(self) -> None:
        self._wanted = (self.view.state.chosen(), self.view.code.text().strip())
        self._bookings.refresh()

    def _emptied(self, text: str) -> None:
        """An emptied field shows all again."""
        if not text and self._wanted[1]:
            self._narrow()

    def _read(self, wanted: Wanted) -> Page[RedemptionView]:
        client, city = self._place.client.redemptions, self._place.city.code
        state, code = self._wanted
        if state == OVERDUE:
            late = every_item(
                lambda cursor: client.bookings(city, state=state, code=code or None, cursor=cursor)
            )
            return Page(items=tuple(longest_overdue_first(late)), next=None)
        return client.bookings(city, state=state, code=code or None, cursor=wanted.cursor)

    def _find(self) -> None:
        self.view.tabs.setCurrentIndex(0)
        self.view.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.code.selectAll()

    def _pick(self) -> None:
        """Stay at the booking that was picked; the one that was found by its code is picked."""
        if self._bookings.rowCount():
            self._held.go_back(self.view.bookings, [view.id for view in self._bookings.rows()])
        self._show_actions()

    def _picked(self) -> RedemptionView | None:
        """The booking that is picked; none while others are read, or could not be.

        A code that is scanned must never end the booking that was found by the one before it.
        """
        row, view = self.view.bookings.current(), self.view
        is_read = view.tabs.currentIndex() == 0 and view.bookings_panels.state() == "ready"
        return self._bookings.row(row) if is_read and 0 <= row < self._bookings.rowCount() else None

    def _is_reversible(self, view: RedemptionView) -> bool:
        now = self._place.client.connection.server_now()
        return view.state in {"used", "lent"} and now < view.reversible_until

    def _bring_back(self) -> None:
        view, client = self._picked(), self._place.client.redemptions
        if view is None or view.state != "lent":
            return
        city, place = self._place.city.code, self._place

        def done(changed: RedemptionView) -> None:
            self._show_changed(changed)
            place.tell(
                "good",
                self.tr("Brought back: {perk}, {code}.").format(
                    perk=perk_of(changed), code=changed.code
                ),
            )
            self._find()

        place.ask(self, lambda: client.bring_back(city, view.id), done)

    def _reverse(self) -> None:
        view, place = self._picked(), self._place
        if view is None or not self._is_reversible(view):
            return
        booking = Reversible(
            perk=perk_of(view),
            code=view.code,
            taken_at=place.shown(view.taken_at),
            until=place.shown(view.reversible_until),
        )
        dialog = Reversal(place.theme, booking, self)

        def reverse(reason: str) -> None:
            dialog.wait(is_waiting=True)
            city, client = place.city.code, place.client.redemptions
            place.ask(dialog, lambda: client.reverse(city, view.id, reason), done, failed)

        def done(changed: RedemptionView) -> None:
            dialog.accept()
            self._show_changed(changed)
            place.tell("good", self.tr("Reversed: {perk}.").format(perk=perk_of(changed)))

        def failed(error: ClientError) -> None:
            dialog.wait(is_waiting=False)
            dialog.notices.tell(Notice(kind="bad", sentence=error.sentence))

        dialog.wanted.connect(reverse)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_changed(self, changed: RedemptionView) -> None:
        """What became of a booking changes its row alone."""
        ids = [view.id for view in self._bookings.rows()]
        if changed.id in ids:
            self._bookings.replace(ids.index(changed.id), changed)
        self._show_actions()

    def _read_totals(self) -> None:
        client, city = self._place.client.redemptions, self._place.city.code
        panels = self.view.totals_panels
        panels.show_state("loading")

        def done(read: TakeUp) -> None:
            self._totals.fill(read.rows)

        self._place.ask(
            self,
            lambda: client.totals(city),
            done,
            lambda error: panels.show_state("failed", error.sentence),
        )

    # On this machine

    def _load(self, wanted: Wanted, got: Got[Booking], failed: Callable[[str], None]) -> None:
        before = int(wanted.cursor) if wanted.cursor is not None else None
        states = self._states()

        def done(items: Sequence[Booking]) -> None:
            got(items, str(items[-1].sequence) if len(items) == PAGE else None)
            if before is None and items:
                self.view.queue.go_to(max(self.view.queue.current(), 0))
            self._show_actions()

        self._place.disk.run(
            self,
            lambda: self._queue.items(PAGE, before, states),
            done,
            lambda error: failed(outbox_sentence(error)),
        )

    def _states(self) -> tuple[State, ...]:
        chosen = self.view.queue_state.chosen()
        return tuple(state for state in QUEUE_STATES if state == chosen) or OPEN

    def _follow(self) -> None:
        """What was settled is at the server now, and no longer here."""
        if self.isVisible() and self.view.tabs.currentIndex() < 2:  # noqa: PLR2004 - not totals
            self.refresh()

    def _picked_here(self) -> Booking | None:
        row = self.view.queue.current()
        is_here = self.view.tabs.currentIndex() == 1 and 0 <= row < self._here.rowCount()
        return self._here.row(row) if is_here else None

    def _settle(self) -> None:
        courier = self._place.courier
        if courier is not None:
            self._place.look_for_server()
            is_idle = courier.standing.kind == "resting"
            courier.poke()
            words = self.tr("Nothing waits to be settled.") if is_idle else self.tr("Trying now…")
            self._place.tell("good", words)

    def _again(self) -> None:
        item = self._picked_here()
        if item is not None and item.state == "refused":
            self._change(partial(self._queue.retry, item.id))

    def _put_away(self) -> None:
        item = self._picked_here()
        if item is not None and item.state == "refused":
            now = self._place.client.connection.server_now()
            self._change(partial(self._queue.withdraw, item.id, now))

    def _change(self, work: Callable[[], Booking]) -> None:
        def failed(error: Exception) -> None:
            # It was settled meanwhile: the table shows it.
            if not isinstance(error, StateError):
                self._place.tell("bad", outbox_sentence(error))
            self._place.outbox_changed.emit()

        self._place.disk.run(self, work, lambda _: self._place.outbox_changed.emit(), failed)

    # Words

    def _show_actions(self) -> None:
        disabled = self.disabled_actions()
        view = self.view
        for button, name in (
            (view.bring_back, "return-booking"),
            (view.reverse, "reverse-booking"),
            (view.again, "retry-booking"),
            (view.away, "note-refusal"),
        ):
            button.setEnabled(name not in disabled)
        self._place.actions_changed.emit()

    def _none_there(self) -> tuple[str, str]:
        if self._wanted == (None, ""):
            return self.tr("Nothing was booked yet"), self.tr("Passes are booked in counter mode.")
        return (
            self.tr("No such booking"),
            self.tr("Choose another state, or empty the field of the code."),
        )

    def _none_here(self) -> tuple[str, str]:
        return (
            self.tr("Nothing waits on this machine"),
            self.tr("Passes that are booked without a network are kept here until they settle."),
        )

    def _no_totals(self) -> tuple[str, str]:
        return self.tr("Nothing was booked yet"), self.tr("Totals begin with the first booking.")


def open_screen(place: Workplace) -> BookingsScreen:
    """Make the screen."""
    counter, queue = place.counter, place.bookings
    assert counter is not None  # noqa: S101 - whoever may redeem has both
    assert queue is not None  # noqa: S101
    return BookingsScreen(place, counter, queue)
