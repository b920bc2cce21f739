"""The outbox against a small model of it: any steps in any order, closed and opened in between."""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID  # noqa: TC003 - the machine's annotations are read when it runs

from desktop.boxes import NOON, deed, new_box, open_box, receipt
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from admin_gui.outbox.errors import IdTakenError, OutboxError, StateError
from admin_gui.outbox.items import Item
from backend.contracts.deeds import DeedIn

RESIDENTS = 3
HOUR = timedelta(hours=1)


class Expected:
    """What one deed should look like."""

    def __init__(self, sequence: int, entered: DeedIn) -> None:
        """Begin as it was saved."""
        self.sequence = sequence
        self.deed = entered
        self.state = "waiting"
        self.attempts = 0
        self.due_at: datetime | None = None
        self.settled_at: datetime | None = None
        self.corrected_by: UUID | None = None


class OutboxMachine(RuleBasedStateMachine):
    """Does what people and couriers do, and compares everything after each step."""

    def __init__(self) -> None:
        """Begin with an empty box."""
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.box = new_box(self.root)
        self.now = NOON
        self.last = 0
        self.model: dict[UUID, Expected] = {}

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.box.close()
        shutil.rmtree(self.root)

    def some(self, data: st.DataObject) -> Expected:
        """Any deed, by its place: ids are other ones each time."""
        return list(self.model.values())[data.draw(st.integers(0, len(self.model) - 1))]

    def expect(self, item: Item) -> None:
        """Note a new item, which is behind all others."""
        self.last += 1
        assert item.sequence == self.last
        self.model[item.id] = Expected(self.last, item.content)

    @rule(places=st.lists(st.integers(1, RESIDENTS), max_size=4))
    def add(self, places: list[int]) -> None:
        """Save a list."""
        for item in self.box.outbox.add([deed(place) for place in places], self.now):
            self.expect(item)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def add_again(self, data: st.DataObject) -> None:
        """Save a deed once more, and another one under its id."""
        known = self.some(data)
        (item,) = self.box.outbox.add([known.deed], self.now)
        assert item.sequence == known.sequence
        other = deed(1, id=known.deed.id, grade="other")
        try:
            self.box.outbox.add([deed(), other], self.now)
        except IdTakenError:
            return
        raise AssertionError

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """Take a deed back, where that is allowed."""
        known = self.some(data)
        may = known.state == "refused" or (known.state == "waiting" and not known.attempts)
        try:
            self.box.outbox.withdraw(known.deed.id, self.now)
        except StateError:
            assert not may
            return
        assert may
        known.state, known.settled_at = "withdrawn", self.now

    @precondition(lambda self: self.model)
    @rule(data=st.data(), place=st.integers(1, RESIDENTS))
    def correct(self, data: st.DataObject, place: int) -> None:
        """Put another deed in the place of a refused one."""
        known = self.some(data)
        try:
            item = self.box.outbox.correct(known.deed.id, deed(place), self.now)
        except StateError:
            assert known.state != "refused"
            return
        assert known.state == "refused"
        known.state, known.settled_at, known.corrected_by = "corrected", self.now, item.id
        self.expect(item)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        """Send a refused, withdrawn or delayed one again."""
        known = self.some(data)
        try:
            self.box.outbox.retry(known.deed.id)
        except StateError:
            assert known.state not in {"refused", "withdrawn", "waiting"}
            return
        assert known.state in {"refused", "withdrawn", "waiting"}
        known.state, known.settled_at, known.due_at = "waiting", None, None

    @rule(outcome=st.sampled_from(["sent", "refused", "delayed", "cut"]))
    def deliver(self, outcome: str) -> None:
        """As a courier does, also one that dies between sending and storing."""
        outbox, item = self.box.outbox, self.box.outbox.next_due(self.now)
        expected = self.due()
        assert (item and item.id) == (expected and expected.deed.id)
        if item is None or expected is None:
            return
        begun = outbox.mark_attempt(item.id)
        assert begun is not None
        expected.attempts, expected.due_at = expected.attempts + 1, None
        assert begun.attempts == expected.attempts
        if outcome == "sent":
            outbox.mark_sent(item.id, receipt(item.id), self.now)
        elif outcome == "refused":
            outbox.mark_refused(item.id, "No.", {"grade": "No."}, self.now)
        elif outcome == "delayed":
            expected.due_at = self.now + timedelta(minutes=5)
            outbox.mark_delayed(item.id, "Away.", expected.due_at)
        if outcome in {"sent", "refused"}:
            expected.state, expected.settled_at = outcome, self.now

    def due(self) -> Expected | None:
        """What a courier may send now, by the model."""
        held = set()
        for known in sorted(self.model.values(), key=lambda each: each.sequence):
            if known.state != "waiting" or known.deed.number in held:
                continue
            if known.due_at is None or known.due_at <= self.now:
                return known
            held.add(known.deed.number)
        return None

    @rule(minutes=st.integers(1, 10))
    def wait(self, minutes: int) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)

    @rule()
    def hurry(self) -> None:
        """Delay nothing any more."""
        self.box.outbox.hurry()
        for known in self.model.values():
            known.due_at = None

    @rule()
    def clear(self) -> None:
        """Remove what was settled a while ago."""
        before = self.now - timedelta(minutes=5)
        gone = {
            each
            for each, known in self.model.items()
            if known.state in {"sent", "withdrawn", "corrected"}
            and known.settled_at is not None
            and known.settled_at < before
        }
        assert self.box.outbox.clear(before) == len(gone)
        self.model = {each: known for each, known in self.model.items() if each not in gone}

    @rule()
    def reopen(self) -> None:
        """Close the box, which then refuses all work, and open it again."""
        self.box.close()
        try:
            self.box.outbox.items()
        except OutboxError:
            self.box = open_box(self.root)
            return
        raise AssertionError

    @invariant()
    def everything_is_as_expected(self) -> None:
        """Compare every item with the model."""
        items = self.box.outbox.items(limit=1000)
        seen = [
            (i.sequence, i.content, i.state, i.attempts, i.settled_at, i.corrected_by)
            for i in items
        ]
        model = sorted(self.model.values(), key=lambda each: -each.sequence)
        assert seen == [
            (k.sequence, k.deed, k.state, k.attempts, k.settled_at, k.corrected_by) for k in model
        ]
        assert all((item.receipt is not None) == (item.state == "sent") for item in items)
        assert self.box.outbox.damaged() == []
        assert sum(self.box.outbox.counts().values()) == len(model)


TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = settings(
    max_examples=settings().max_examples // 3,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
