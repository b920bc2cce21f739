"""The courier: what it sends, when it waits, and that nothing stops it for good."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from desktop.boxes import NOON, BadError, EndedError, LostError, deed, judge, new_box, receipt

from admin_gui.outbox.courier import Away, Courier, Verdict
from admin_gui.outbox.outbox import Outbox
from backend.contracts.deeds import DeedIn, DeedReceipt

SECONDS_MOST = 10.0


def now() -> datetime:
    return datetime.fromtimestamp(time.monotonic(), UTC)


class Server:
    """Answers as it is told to; each deed is stored once, and answered as before."""

    def __init__(self) -> None:
        """Begin with nothing stored."""
        self.asked: list[DeedIn] = []
        self.stored: dict[str, DeedIn] = {}
        self.failures: list[Exception] = []
        self.failing: Callable[[DeedIn], Exception | None] = lambda _: None
        self.gate = threading.Event()
        self.gate.set()

    def send(self, sent: DeedIn) -> DeedReceipt:
        """Answer one deed."""
        self.asked.append(sent)
        self.gate.wait()
        error = self.failures.pop(0) if self.failures else self.failing(sent)
        if error is not None:
            raise error
        self.stored[str(sent.id)] = sent
        return receipt(sent.id)


class Desk:
    """An outbox, its courier and the server it goes to."""

    def __init__(self, outbox: Outbox) -> None:
        """Put a courier, not yet started, between the two."""
        self.outbox = outbox
        self.server = Server()
        self.crashes: list[Exception] = []
        self.changes: list[dict[str, int]] = []
        self.courier = self.new_courier()

    def new_courier(
        self, judged: Callable[[Exception], Verdict | None] = judge
    ) -> Courier[DeedIn, DeedReceipt]:
        """Another one between the two."""
        return Courier(
            self.outbox,
            self.server.send,
            judged,
            now=now,
            random=Random(1),  # noqa: S311 - repeatable, not secret
            on_change=self.note,
            on_crash=self.crashes.append,
        )

    def note(self) -> None:
        """What a window would show when it is told of a change."""
        self.changes.append({str(state): n for state, n in self.outbox.counts().items()})

    def add(self, *places: int) -> list[str]:
        """Save deeds of residents, and return their ids."""
        return [str(item.id) for item in self.outbox.add([deed(p) for p in places], now())]

    def sent(self) -> list[str]:
        """The ids of everything that reached the server, stored or not."""
        return [str(each.id) for each in self.server.asked]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_box(tmp_path) as box:
        desk = Desk(box.outbox)
        yield desk
        desk.server.gate.set()
        desk.courier.stop()


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS_MOST
    while not is_so():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.005)


def test_everything_is_sent_once_and_in_order(desk: Desk) -> None:
    before = desk.add(1, 2, 1)
    desk.courier.start()
    after = desk.add(3, 1)
    until(lambda: desk.outbox.counts() == {"sent": 5})
    assert desk.sent() == before + after
    item = desk.outbox.items()[0]
    assert item.receipt == receipt(item.id)
    until(lambda: desk.courier.standing.kind == "resting")


def test_while_the_server_is_away_everything_waits_in_order(desk: Desk) -> None:
    desk.server.failing = lambda _: LostError()
    ids = desk.add(1, 2)
    desk.courier.start()
    until(lambda: desk.courier.standing.kind == "away")
    desk.add(3)
    time.sleep(0.2)
    assert desk.sent() == ids[:1]
    assert desk.courier.standing.sentence == "The server is away."
    delayed = desk.outbox.items()[-1]
    assert (delayed.attempts, delayed.sentence) == (1, "The server is away.")
    assert delayed.next_try_at is not None
    desk.server.failing = lambda _: None
    desk.courier.poke()
    until(lambda: desk.outbox.counts() == {"sent": 3})


def test_it_tries_again_by_itself_and_each_time_later(desk: Desk) -> None:
    desk.server.failures = [LostError(), LostError()]
    desk.add(1)
    begin = time.monotonic()
    desk.courier.start()
    until(lambda: desk.outbox.counts() == {"sent": 1})
    assert 2.2 < time.monotonic() - begin < 5
    assert desk.outbox.items()[0].attempts == 3


def test_what_the_server_asks_for_is_waited_for_and_a_poke_ends_it(desk: Desk) -> None:
    desk.server.failures = [LostError()]
    desk.courier = desk.new_courier(lambda _: Away(sentence="Busy.", retry_seconds=30))
    desk.add(1)
    desk.courier.start()
    until(lambda: desk.courier.standing.kind == "away")
    at = desk.courier.standing.next_try_at
    assert at is not None
    assert 25 < (at - now()).total_seconds() <= 30
    desk.courier.poke()
    until(lambda: desk.outbox.counts() == {"sent": 1})


def test_a_refusal_is_kept_with_its_reasons_and_holds_nobody_up(desk: Desk) -> None:
    desk.server.failures = [BadError()]
    desk.add(1, 1)
    desk.courier.start()
    until(lambda: desk.outbox.counts() == {"refused": 1, "sent": 1})
    refused = desk.outbox.items()[-1]
    assert refused.sentence == "Not like this."
    assert refused.fields == {"grade": "There is no such grade."}
    desk.outbox.correct(refused.id, deed(1, grade="city"), now())
    until(lambda: desk.outbox.counts() == {"corrected": 1, "sent": 2})


def test_after_the_session_ended_it_waits_for_the_next(desk: Desk) -> None:
    desk.server.failures = [EndedError()]
    desk.add(1)
    desk.courier.start()
    until(lambda: desk.courier.standing.kind == "signed-out")
    desk.add(2)
    desk.courier.poke()
    time.sleep(0.2)
    assert len(desk.sent()) == 1
    desk.courier.resume()
    until(lambda: desk.outbox.counts() == {"sent": 2})
    assert desk.sent()[0] == desk.sent()[1]


def test_what_nobody_foresaw_holds_up_its_resident_alone(desk: Desk) -> None:
    def failing(sent: DeedIn) -> Exception | None:
        return KeyError("110101") if sent.number == deed(1).number else None

    desk.server.failing = failing
    first, second, other = desk.add(1, 1, 2)
    desk.courier.start()
    until(lambda: desk.outbox.counts() == {"waiting": 2, "sent": 1})
    assert second not in desk.sent()
    held = desk.outbox.items()[-1]
    # Its kind alone: the text of an error may speak of a resident.
    assert "KeyError" in held.sentence
    assert "110101" not in held.sentence
    desk.server.failing = lambda _: None
    until(lambda: desk.outbox.counts() == {"sent": 3})
    assert [each for each in desk.sent() if each != first] == [other, second]
    assert [type(error) for error in desk.crashes] == [KeyError]


def test_a_deed_at_which_the_server_fails_holds_up_its_resident_alone(desk: Desk) -> None:
    desk.courier = desk.new_courier(lambda _: Away(sentence="It failed.", is_of_its_own=True))
    desk.server.failing = lambda sent: LostError() if sent.number == deed(1).number else None
    desk.add(1, 1, 2, 3)
    desk.courier.start()
    until(lambda: desk.outbox.counts() == {"waiting": 2, "sent": 2})
    assert desk.outbox.items()[-1].sentence == "It failed."


def test_a_server_that_fails_at_everything_is_left_alone(desk: Desk) -> None:
    desk.server.failing = lambda _: KeyError()
    desk.add(*range(40))
    desk.courier.start()
    until(lambda: desk.courier.standing.kind == "troubled")
    time.sleep(0.5)
    assert len(desk.sent()) == 3
    desk.server.failing = lambda _: None
    desk.courier.poke()
    until(lambda: desk.outbox.counts() == {"sent": 40})


def test_the_receipt_of_another_deed_is_none(desk: Desk) -> None:
    desk.add(1)
    answers = iter([receipt(deed().id)])
    right = desk.server.send
    desk.server.send = lambda sent: next(answers, None) or right(sent)  # type: ignore[method-assign]
    desk.courier = desk.new_courier()
    desk.courier.start()
    until(lambda: desk.outbox.counts() == {"sent": 1})
    item = desk.outbox.items()[0]
    assert (item.attempts, item.receipt) == (2, receipt(item.id))


def test_a_judge_that_fails_does_not_stop_it(desk: Desk) -> None:
    def failing(_: Exception) -> None:
        raise ZeroDivisionError

    desk.server.failures = [LostError()]
    desk.courier = desk.new_courier(failing)
    desk.add(1)
    desk.courier.start()
    until(lambda: desk.outbox.counts() == {"sent": 1})
    assert [type(error) for error in desk.crashes] == [ZeroDivisionError]


def test_it_stops_in_time_though_a_sending_hangs(desk: Desk) -> None:
    desk.server.gate.clear()
    desk.add(1)
    desk.courier.start()
    until(lambda: len(desk.sent()) == 1)
    begin = time.monotonic()
    assert not desk.courier.stop()
    assert time.monotonic() - begin < 2
    # The server did get it: the receipt is stored even now, if the box is still open.
    desk.server.gate.set()
    until(lambda: desk.outbox.counts() == {"sent": 1})


def test_it_stops_at_once_while_it_rests_and_while_the_server_is_away(desk: Desk) -> None:
    desk.courier.start()
    begin = time.monotonic()
    assert desk.courier.stop()
    desk.server.failing = lambda _: LostError()
    desk.courier = desk.new_courier()
    desk.add(1)
    desk.courier.start()
    until(lambda: desk.courier.standing.kind == "away")
    assert desk.courier.stop()
    assert time.monotonic() - begin < 2
    assert desk.courier.standing.kind == "stopped"


def test_a_box_that_is_closed_meanwhile_ends_it_quietly(tmp_path: Path) -> None:
    with new_box(tmp_path) as box:
        desk = Desk(box.outbox)
        desk.server.gate.clear()
        desk.add(1)
        desk.courier.start()
        until(lambda: len(desk.sent()) == 1)
        desk.courier.stop()
    desk.server.gate.set()
    until(lambda: desk.courier.standing.kind == "stopped")
    assert desk.crashes == []


def test_listeners_hear_of_the_last_change_and_not_of_each(desk: Desk) -> None:
    desk.add(*range(200))
    desk.courier.start()
    until(lambda: desk.outbox.counts() == {"sent": 200})
    until(lambda: bool(desk.changes) and desk.changes[-1] == {"sent": 200})
    assert len(desk.changes) < 60


def test_a_deed_withdrawn_before_its_turn_is_never_sent(desk: Desk) -> None:
    desk.server.gate.clear()
    desk.add(1, 2)
    desk.courier.start()
    until(lambda: len(desk.sent()) == 1)
    desk.outbox.withdraw(desk.outbox.items()[0].id, NOON)
    desk.server.gate.set()
    until(lambda: desk.outbox.counts() == {"sent": 1, "withdrawn": 1})
    assert len(desk.sent()) == 1
