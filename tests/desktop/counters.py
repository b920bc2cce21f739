"""The counter of a library, before the window: passes of residents, and what is said of them."""

from desktop.desk import Bench
from furnished import CITY
from installation import run
from PySide6.QtCore import Qt
from redeeming import BOOKS, LIBRARY, pass_for

from admin_gui.outbox.items import Booking
from admin_gui.screens.counter.controller import CounterScreen
from admin_gui.screens.counter.words import Said
from backend.contracts.own_perks import OwnRedemption
from backend.contracts.passes import PassView
from backend.core.permissions import Role
from backend.services.list_own_redemptions import list_own_redemptions


class LibraryDesk:
    """A desk of the library.

    Attributes:
        bench: its desktop.
        name: what its counter signs in with.
    """

    def __init__(self, bench: Bench) -> None:
        """Make the counter's account."""
        self.bench = bench
        self.town = bench.home.town
        self.name = bench.person(Role.COUNTER, "library", provider=LIBRARY)

    @property
    def screen(self) -> CounterScreen:
        """Counter mode."""
        shown = self.bench.desktop.window.shown_screen()
        assert isinstance(shown, CounterScreen)
        return shown

    def enter(self, *, is_out: bool = False) -> CounterScreen:
        """Sign in, which leads to counter mode; then the network may be lost."""
        self.bench.sign_in(self.name)
        self.bench.wait(lambda: self.bench.desktop.place is not None, "the workplace")
        self.bench.settle()
        self.bench.cable.is_out = is_out
        return self.screen

    def someone(self, place: int = 1) -> str:
        """A resident: the subject id."""
        return self.bench.home.residents["own" if place == 1 else "other"]

    def pass_of(self, place: int = 1, perk: str = BOOKS) -> PassView:
        """A pass that a resident asked for."""
        return pass_for(self.town, self.someone(place), perk)

    def show(self, token: str) -> Said:
        """Scan a pass: a keyboard that types it and ends with Enter."""
        field = self.screen.view.field
        self.bench.type(token, field)
        self.bench.key(Qt.Key.Key_Return, field)
        return self.answer()

    def show_again(self, token: str) -> Said:
        """Scan it again, later than a scanner that reads a pass twice."""
        self.town.clock.advance(seconds=10)
        return self.show(token)

    def answer(self) -> Said:
        """What is said, once it is."""
        self.bench.settle()
        said = self.screen.view.said()
        assert said is not None
        return said

    def queue(self) -> list[Booking]:
        """What is on this machine, newest first."""
        assert self.bench.place.bookings is not None
        return self.bench.place.bookings.items()

    def states(self) -> list[str]:
        """The states of what is on this machine, newest first."""
        return [item.state for item in self.queue()]

    def mend(self) -> None:
        """Put the cable back, and wait until the server is found."""
        self.bench.cable.is_out = False
        self.bench.place.look_for_server()
        self.bench.wait(lambda: self.bench.place.is_online, "the server")

    def taken(self, place: int = 1) -> list[OwnRedemption]:
        """What a resident sees of what the library booked."""
        desk, now = self.town.desk, self.town.clock.now()
        before = (2**62, "~")
        found = run(list_own_redemptions(desk, CITY, self.someone(place), before, 100, now))
        return [used for used in found if used.provider_en == "City library"]

    def drawn(self, shown: PassView, form: str = "png", place: int = 1) -> bytes:
        """The picture of a pass, as its resident's phone gets it."""
        me = self.town.resident(self.someone(place))
        answer = self.bench.home.ask("GET", f"/api/v1/me/passes/{shown.id}/qr.{form}", me)
        assert answer.status_code == 200, answer.text
        return answer.content
