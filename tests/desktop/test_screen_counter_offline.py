"""A counter without a network: what it verifies itself, books once, settles later and explains."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from desktop.counters import LibraryDesk
from desktop.test_screen_counter import reversal, second_uses
from installation import deed_id, run
from redeeming import BOOKS, DEPOSIT, LIBRARY, LOCKERS, MORNINGS, PARKING, pass_for, redeemed

from admin_gui.counter import meant_code
from admin_gui.outbox.items import Booking
from admin_gui.screens.bookings.controller import BookingsScreen
from admin_gui.widgets.reversal import Reversal
from admin_gui.widgets.words import moment
from backend.contracts.redemptions import SetStock
from backend.core.permissions import Role
from backend.services.codes import typed_code
from backend.services.set_stock import set_stock


def bookings_at_server(desk: LibraryDesk) -> list[tuple[str, bool]]:
    """Id of each booking, and whether it was booked without a network."""
    found = desk.town.desk.database.read_now(
        lambda tx: tx.rows(
            "select id, is_offline from redemption where provider = :p order by recorded_at, id",
            p=LIBRARY,
        )
    )
    return [(str(each), bool(is_offline)) for each, is_offline in found]


def settle(desk: LibraryDesk) -> None:
    """Put the cable back, and wait until nothing waits."""
    desk.mend()
    desk.bench.wait(lambda: "waiting" not in desk.states(), "to be settled")
    desk.bench.settle()


def test_a_pass_is_verified_here_booked_and_settled_under_the_same_id(
    library_desk: LibraryDesk,
) -> None:
    library_desk.enter(is_out=True)
    shown = library_desk.pass_of()
    said = library_desk.show(shown.token)
    assert (said.word, said.perk) == ("YES", "Books to borrow")
    assert said.facts[0] == "To be brought back by 2027-03-31"
    assert "with the network" in said.facts[1]
    assert library_desk.taken() == []
    waiting = library_desk.bench.desktop.window.waiting()
    assert "does not answer" in waiting
    assert "1 booking" in waiting
    (item,) = library_desk.queue()
    settle(library_desk)
    assert bookings_at_server(library_desk) == [(str(item.id), True)]
    (used,) = library_desk.taken()
    assert (used.perk, used.taken_at) == (BOOKS, item.content.taken_at)
    assert used.code != shown.code
    library_desk.bench.wait(lambda: not library_desk.bench.desktop.window.waiting(), "no banner")
    assert library_desk.queue()[0].receipt is not None


def test_the_amount_is_known_without_a_network(library_desk: LibraryDesk) -> None:
    library_desk.enter(is_out=True)
    said = library_desk.show(library_desk.pass_of(perk=DEPOSIT).token)
    assert said.amount in {"100 yuan", "300 yuan"}


def test_a_counter_that_was_here_before_begins_without_a_network(
    library_desk: LibraryDesk,
) -> None:
    library_desk.enter()
    bench = library_desk.bench
    bench.restart()
    bench.cable.is_out = True
    library_desk.enter(is_out=True)
    assert bench.place.account.role == "counter"
    assert library_desk.show(library_desk.pass_of().token).word == "YES"
    settle(library_desk)
    assert len(library_desk.taken()) == 1


def test_without_the_keys_nothing_is_booked(library_desk: LibraryDesk) -> None:
    screen = library_desk.enter(is_out=True)
    library_desk.bench.place.counter.desk = None  # type: ignore[union-attr]
    said = library_desk.show(library_desk.pass_of().token)
    assert said.word == "NO"
    assert "keys" in said.sentence
    assert library_desk.queue() == []
    assert screen.view.field.hasFocus()


def test_a_pass_shown_twice_at_this_desk_is_refused_also_after_a_restart(
    library_desk: LibraryDesk,
) -> None:
    library_desk.enter()
    online, offline = library_desk.pass_of().token, library_desk.pass_of(2).token
    assert library_desk.show(online).word == "YES"
    bench = library_desk.bench
    bench.cable.is_out = True
    assert library_desk.show(offline).word == "YES"
    for token in (online, offline):
        said = library_desk.show_again(token)
        assert said.word == "NO"
        assert "booked here already" in said.sentence
    bench.restart()
    library_desk.enter(is_out=True)
    for token in (online, offline):
        assert "booked here already" in library_desk.show(token).sentence
    assert len(library_desk.queue()) == 1


def test_what_waits_is_not_booked_again_when_the_network_is_back_first(
    library_desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_desk.enter(is_out=True)
    token = library_desk.pass_of().token
    assert library_desk.show(token).word == "YES"
    place = library_desk.bench.place
    assert place.courier is not None
    monkeypatch.setattr(place.courier, "poke", lambda: None)
    library_desk.mend()
    assert library_desk.show_again(token).word == "NO"
    monkeypatch.undo()
    place.courier.poke()
    settle(library_desk)
    assert len(library_desk.taken()) == 1


def test_a_typed_code_cannot_be_verified_and_the_screen_says_what_to_do(
    library_desk: LibraryDesk,
) -> None:
    library_desk.enter(is_out=True)
    said = library_desk.show(library_desk.pass_of().code)
    assert said.word == "NO"
    assert "Scan the pass itself" in said.sentence
    assert library_desk.queue() == []


def test_what_is_known_here_refuses_a_pass(library_desk: LibraryDesk) -> None:
    library_desk.enter(is_out=True)
    town, someone = library_desk.town, library_desk.someone()
    late = library_desk.pass_of().token
    assert "hours" not in library_desk.show(library_desk.pass_of(2, MORNINGS).token).sentence
    morning = library_desk.pass_of(perk=MORNINGS)
    foreign = pass_for(town, someone, "public-parking-discount").token
    assert "another provider" in library_desk.show(foreign).sentence
    town.clock.advance(minutes=4)
    places = [pass_for(town, library_desk.someone(place), LOCKERS).token for place in (1, 2, 1)]
    town.clock.advance(minutes=2)
    assert "expired" in library_desk.show(late).sentence
    assert "expired" in library_desk.show(morning.token).sentence
    altered = places[0][:-3] + ("AAA" if places[0][-3:] != "AAA" else "BBB")
    assert library_desk.show(altered).word == "NO"
    assert "This is no pass" in library_desk.show("a.b.c").sentence
    assert [library_desk.show(token).word for token in places] == ["YES", "YES", "NO"]
    assert "places" in library_desk.answer().sentence


def test_places_are_counted_without_opening_what_waits_at_each_scan(
    library_desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_desk.enter(is_out=True)
    bookings = library_desk.bench.place.bookings
    assert bookings is not None
    assert library_desk.show(library_desk.pass_of(1, LOCKERS).token).word == "YES"
    whole, opened = bookings.items, []

    def items(*args: Any, **kwargs: Any) -> list[Booking]:
        opened.append(1)
        return whole(*args, **kwargs)

    monkeypatch.setattr(bookings, "items", items)
    assert library_desk.show(library_desk.pass_of(2, LOCKERS).token).word == "YES"
    assert library_desk.show(library_desk.pass_of(1, LOCKERS).token).word == "NO"
    assert opened == []
    # A booking that is taken back leaves its place to another one.
    reversal(library_desk)
    library_desk.bench.wait(lambda: "withdrawn" in library_desk.states(), "to be taken back")
    library_desk.bench.settle()
    assert library_desk.show(library_desk.pass_of(1, LOCKERS).token).word == "YES"
    assert library_desk.show(library_desk.pass_of(2, LOCKERS).token).word == "NO"


def test_places_that_an_officer_set_hold_without_a_network(library_desk: LibraryDesk) -> None:
    town = library_desk.town
    asked = SetStock(places=1, reason="One is being mended")
    run(set_stock(town.desk, town.officer(), LOCKERS, 0, asked, town.clock.now()))
    library_desk.enter(is_out=True)
    assert library_desk.show(library_desk.pass_of(1, LOCKERS).token).word == "YES"
    assert library_desk.show(library_desk.pass_of(2, LOCKERS).token).word == "NO"


def test_a_booking_that_waits_is_named_by_its_time(library_desk: LibraryDesk) -> None:
    library_desk.enter(is_out=True)
    library_desk.show(library_desk.pass_of().token)
    booked = moment(library_desk.bench.place.shown(library_desk.town.clock.now()))
    library_desk.bench.press("Ctrl+T")
    dialog = library_desk.bench.found(Reversal)
    assert dialog.booking.text() == f"Booked {booked}, no code yet"
    dialog.reject()


def test_hours_are_looked_at_by_the_citys_clock(library_desk: LibraryDesk) -> None:
    library_desk.enter(is_out=True)
    # Half past twelve in the city is over the hours of the morning.
    library_desk.town.clock.advance(minutes=28)
    token = library_desk.pass_of(perk=MORNINGS).token
    library_desk.town.clock.advance(minutes=3)
    said = library_desk.show(token)
    assert said.word == "NO"
    assert "this hour" in said.sentence
    assert said.perk == "Tea in the morning"


def test_a_pass_that_was_used_elsewhere_is_refused_when_settled_and_explained(
    library_desk: LibraryDesk,
) -> None:
    library_desk.enter(is_out=True)
    token = library_desk.pass_of().token
    assert library_desk.show(token).word == "YES"
    redeemed(library_desk.town, token, "elsewhere")
    library_desk.mend()
    bench = library_desk.bench
    bench.wait(lambda: library_desk.states() == ["refused"], "the refusal")
    bench.settle()
    bench.wait(lambda: "refused when settled" in bench.desktop.window.waiting(), "the banner")
    assert [each for each, _ in bookings_at_server(library_desk)] == [str(deed_id("elsewhere"))]
    bench.press("Alt+2")
    screen = bench.desktop.window.shown_screen()
    assert isinstance(screen, BookingsScreen)
    screen.view.tabs.setCurrentIndex(1)
    bench.wait(lambda: "booked already" in bench.words(), "the server's reason")
    screen.view.away.click()
    bench.wait(lambda: library_desk.states() == ["withdrawn"], "to be put away")
    bench.settle()
    bench.wait(lambda: not bench.desktop.window.waiting(), "no banner")


def test_what_is_settled_too_late_is_kept_and_explained(library_desk: LibraryDesk) -> None:
    library_desk.enter(is_out=True)
    assert library_desk.show(library_desk.pass_of().token).word == "YES"
    library_desk.bench.restart()
    library_desk.town.clock.advance(hours=73)
    library_desk.bench.cable.is_out = False
    library_desk.bench.sign_in(library_desk.name)
    library_desk.bench.wait(lambda: library_desk.states() == ["refused"], "the refusal")
    (item,) = library_desk.queue()
    assert "72 hours" in item.sentence
    assert library_desk.taken() == []


def written_otherwise(code: str) -> str:
    """In small letters and full width, with O for 0 and l for 1."""
    plain = code.lower().replace("0", "o").replace("1", "l").replace("-", "－ ")
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in plain)


class Cutter:
    """Cuts the answers of bookings, after the server has booked."""

    def __init__(
        self, desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch, times: int, *, goes: bool = False
    ) -> None:
        """Cut so many answers; then the network may be gone altogether."""
        self.left = times
        self.bodies: list[bytes] = []
        whole = desk.bench.cable.handle_request

        def handle(request: httpx.Request) -> httpx.Response:
            if not request.url.path.endswith("/redemptions") or request.method != "POST":
                return whole(request)
            self.bodies.append(request.read())
            answer = whole(request)
            if self.left:
                self.left -= 1
                desk.bench.cable.is_out = goes and not self.left
                message = "cut after the server had booked it"
                raise httpx.ReadError(message, request=request)
            return answer

        monkeypatch.setattr(desk.bench.cable, "handle_request", handle)


def test_an_answer_that_was_cut_off_is_asked_for_again_by_the_same_id(
    library_desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_desk.enter()
    cutter = Cutter(library_desk, monkeypatch, 1)
    said = library_desk.show(library_desk.pass_of().token)
    assert said.word == "YES"
    assert len(cutter.bodies) == 2
    assert len(set(cutter.bodies)) == 1
    assert len(library_desk.taken()) == 1
    assert library_desk.queue() == []


def test_a_network_lost_in_the_middle_of_a_booking_books_it_once(
    library_desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_desk.enter()
    shown = library_desk.pass_of()
    Cutter(library_desk, monkeypatch, 2, goes=True)
    said = library_desk.show(shown.token)
    assert said.word == "YES"
    assert "on this machine" in said.sentence
    (item,) = library_desk.queue()
    assert item.attempts == 1
    settle(library_desk)
    # The server had booked it at the first try; it is the same booking.
    assert bookings_at_server(library_desk) == [(str(item.id), False)]
    assert library_desk.states() == ["sent"]


def test_a_code_whose_answer_was_cut_off_is_booked_once_when_it_is_typed_again(
    library_desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_desk.enter()
    code = library_desk.pass_of().code
    Cutter(library_desk, monkeypatch, 2)
    said = library_desk.show(code)
    assert said.word == "NO"
    assert "Type the same code again" in said.sentence
    # The pass itself would be another one to the server, which then reports a second use.
    assert "Scan" not in said.sentence
    library_desk.mend()
    assert library_desk.show(written_otherwise(code)).word == "YES"
    assert len(bookings_at_server(library_desk)) == 1
    assert second_uses(library_desk) == []


def test_a_code_is_known_again_as_the_server_reads_it() -> None:
    code = "7K10M-9XD45"
    for typed in (code, "7klom-9xd45", "7KIO M9XD45", written_otherwise(code)):
        assert meant_code(typed) == "".join(typed_code(typed).split()) == "7K10M9XD45"


def test_a_booking_that_never_left_is_taken_back_here(library_desk: LibraryDesk) -> None:
    library_desk.enter(is_out=True)
    token = library_desk.pass_of().token
    library_desk.show(token)
    reversal(library_desk)
    library_desk.bench.wait(lambda: library_desk.states() == ["withdrawn"], "to be taken back")
    settle(library_desk)
    assert bookings_at_server(library_desk) == []
    assert "booked here already" in library_desk.show(token).sentence


def test_a_booking_that_may_be_at_the_server_is_not_taken_back_here(
    library_desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_desk.enter()
    Cutter(library_desk, monkeypatch, 2, goes=True)
    library_desk.show(library_desk.pass_of().token)
    dialog = reversal(library_desk)
    notice = dialog.notices.notice
    assert notice is not None
    assert "on its way" in notice.sentence
    dialog.reject()
    settle(library_desk)
    reversal(library_desk)
    assert [used.state for used in library_desk.taken()] == ["reversed"]


def test_a_wrong_clock_is_corrected_by_the_servers_also_after_a_restart(
    library_desk: LibraryDesk,
) -> None:
    library_desk.enter()
    bench, clock = library_desk.bench, library_desk.town.clock
    bench.restart()
    # This machine's clock is ten minutes slow from now on.
    bench.desktop.entrance._now = lambda: clock.now() - timedelta(minutes=10)  # noqa: SLF001
    library_desk.enter()
    bench.restart()
    bench.desktop.entrance._now = lambda: clock.now() - timedelta(minutes=10)  # noqa: SLF001
    bench.cable.is_out = True
    library_desk.enter(is_out=True)
    assert library_desk.show(library_desk.pass_of().token).word == "YES"
    settle(library_desk)
    assert library_desk.states() == ["sent"]


def test_nothing_of_a_pass_lies_on_the_disk_in_plain(library_desk: LibraryDesk) -> None:
    library_desk.enter(is_out=True)
    shown = library_desk.pass_of()
    library_desk.show(shown.token)
    library_desk.show(shown.code)
    kept = b"".join(
        path.read_bytes() for path in library_desk.bench.folder.rglob("*") if path.is_file()
    )
    for secret in (shown.token, shown.token.split(".")[1], shown.code, BOOKS, "fuzhou-2027-03"):
        assert secret.encode() not in kept


def test_a_desk_of_another_provider_takes_no_pass_of_the_library(
    library_desk: LibraryDesk,
) -> None:
    library_desk.name = library_desk.bench.person(Role.COUNTER, "cars", provider=PARKING)
    library_desk.enter(is_out=True)
    assert "another provider" in library_desk.show(library_desk.pass_of().token).sentence
