"""Sets how many places a perk has: for a reason, known as it was read, with a way back."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from admin_gui.client.errors import ClientError
from admin_gui.refusals import show_refusal
from admin_gui.screens.perks.stock import stock_words, why_text
from admin_gui.theme import Theme
from admin_gui.widgets.ask import Ask
from admin_gui.widgets.forms import Field, show_problems
from admin_gui.widgets.notice import Notice
from admin_gui.workplace import Workplace
from backend.contracts.redemptions import SetStock, StockView

STALE: Final = "version-stale"
PLACES_MOST: Final = 1_000_000


class PlacesView(Ask):
    """The dialog.

    Attributes:
        wanted: how many places, and why.
    """

    wanted = Signal(int, str)

    def __init__(self, theme: Theme, stock: StockView, parent: QWidget | None = None) -> None:
        """Ask how many places a perk is to have.

        Args:
            theme: of the window.
            stock: as it was read.
            parent: of the dialog.
        """
        super().__init__(theme, stock_words(stock), parent)
        self.setWindowTitle(self.tr("Set the places"))
        self._stock = stock
        self.places = QLineEdit(str(stock.places))
        self.places.setValidator(QIntValidator(0, PLACES_MOST, self))
        self.fields = {"places": Field(self.places), **self.fields}
        self.fields["places"].name(self.tr("&Places"))
        self.fields["reason"].name(self.tr("&Reason"), self.tr("Other officers can read it."))
        self.reason.offer(
            (
                self.tr("The provider offers more"),
                self.tr("The provider offers fewer"),
                self.tr("The season begins"),
            ),
            self.tr("Pick one, or type your own"),
        )
        self.save.setText(self.tr("&Set them"))
        self.lay_out(self.fields["places"])
        self.places.textChanged.connect(lambda _: self._sum_up())
        self._sum_up()
        self.places.setFocus()
        self.places.selectAll()

    def why_words(self) -> str:
        """What is said where there is no reason."""
        return self.tr("Say why; other officers can read it.")

    def meet(self, stock: StockView) -> None:
        """Show what somebody else has set meanwhile; what was typed stays."""
        self._stock = stock
        self._sum_up()
        self.notices.tell(
            Notice(
                kind="warn",
                sentence=self.tr(
                    "Somebody set these places meanwhile: {places}, because: {reason}. What you "
                    "typed is kept; set it again to put it in place of that."
                ).format(places=stock.places, reason=why_text(stock)),
            )
        )

    def typed(self) -> int | None:
        """How many places; none where no number is typed."""
        return int(self.places.text()) if self.places.hasAcceptableInput() else None

    def decide(self, reason: str) -> None:
        """Set them."""
        places = self.typed()
        if places is None:
            show_problems(self.fields, {"places": self._how_many()})
        else:
            self.wanted.emit(places, reason)

    def _how_many(self) -> str:
        return self.tr("Type how many, from 0 to {most}.").format(most=PLACES_MOST)

    def _sum_up(self) -> None:
        self.fields["places"].set_problem("")
        places, taken = self.typed(), self._stock.taken
        if places is None:
            self.summary.setText(self._how_many())
            return
        if places < taken:
            text = self.tr(
                "Now {now} places; then {places}. {taken} are taken already and stay so: none is "
                "left until some are free. The scheme states {listed}."
            )
        else:
            text = self.tr(
                "Now {now} places; then {places}, of which {taken} are taken and {left} left. The "
                "scheme states {listed}."
            )
        self.summary.setText(
            text.format(
                now=self._stock.places,
                places=places,
                taken=taken,
                left=places - taken,
                listed=self._stock.listed,
            )
        )


class Setting(QObject):
    """The behaviour.

    Attributes:
        changed: places are other than they were, or were read again.
    """

    changed = Signal()

    def __init__(self, place: Workplace, window: QWidget) -> None:
        """Begin without a dialog."""
        super().__init__(window)
        self._place, self._window = place, window
        # What was set last, and as what it was known before.
        self._before: StockView | None = None
        self._after: StockView | None = None

    def before(self) -> StockView | None:
        """The places to which there is a way back."""
        return self._before

    def set_places(self, stock: StockView) -> None:
        """Ask how many places a perk is to have, and set them."""
        view = PlacesView(self._place.theme, stock, self._window)
        known = [stock]

        def set_them(places: int, reason: str) -> None:
            view.wait(is_waiting=True)
            wanted, now = SetStock(places=places, reason=reason), known[-1]
            self._send(view, now, wanted, done, failed)

        def done(after: StockView) -> None:
            view.accept()
            self._keep(known[-1], after)

        def failed(error: ClientError) -> None:
            if error.kind == STALE:
                self._read_again(view, stock.perk, meet, refused)
            else:
                refused(error)

        def meet(now: StockView) -> None:
            known.append(now)
            view.wait(is_waiting=False)
            view.meet(now)
            self.changed.emit()

        def refused(error: ClientError) -> None:
            view.wait(is_waiting=False)
            show_refusal(view, error)

        view.wanted.connect(set_them)
        view.finished.connect(view.deleteLater)
        view.open()

    def go_back(self) -> None:
        """Set the places before again."""
        before, after = self._before, self._after
        if before is None or after is None:
            return
        reason = self.tr("Taken back: {reason}").format(reason=after.reason or "")
        wanted = SetStock(places=before.places, reason=reason[:500])

        def done(_: StockView) -> None:
            self._before = self._after = None
            sentence = self.tr("{perk} has {places} places again.")
            self._place.tell(
                "good", sentence.format(perk=stock_words(before), places=before.places)
            )
            self.changed.emit()

        def failed(error: ClientError) -> None:
            if error.kind == STALE:
                self._before = self._after = None
                self.changed.emit()
                self._place.tell(
                    "warn",
                    self.tr(
                        "Somebody set these places meanwhile, so nothing was taken back. They are "
                        "read again: look at them first."
                    ),
                )
            else:
                self._place.tell("bad", error.sentence)

        self._send(self, after, wanted, done, failed)

    def _keep(self, before: StockView, after: StockView) -> None:
        self._before, self._after = before, after
        sentence = self.tr("{perk} has {places} places now.")
        self._place.tell("good", sentence.format(perk=stock_words(after), places=after.places))
        self.changed.emit()

    def _send(
        self,
        owner: QObject,
        stock: StockView,
        wanted: SetStock,
        done: Callable[[StockView], None],
        failed: Callable[[ClientError], None],
    ) -> None:
        client, city = self._place.client, self._place.city.code
        self._place.ask(owner, lambda: client.perks.set_stock(city, stock, wanted), done, failed)

    def _read_again(
        self,
        owner: QObject,
        perk: str,
        then: Callable[[StockView], None],
        failed: Callable[[ClientError], None],
    ) -> None:
        client, city = self._place.client, self._place.city.code

        def read(found: list[StockView]) -> None:
            for each in found:
                if each.perk == perk:
                    then(each)

        self._place.ask(owner, lambda: client.perks.stock(city), read, failed)
