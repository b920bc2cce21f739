"""The outbox by itself: what is added, found, withdrawn, corrected and cleared."""

import resource
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desktop.boxes import NOON, deed, new_box, open_box, receipt

from admin_gui.outbox.errors import (
    ClosedError,
    IdTakenError,
    NoSpaceError,
    StateError,
    UnfitDeedError,
    UnwritableError,
)
from admin_gui.outbox.items import DEEDS, Item
from admin_gui.outbox.outbox import Outbox
from admin_gui.outbox.sealing import Seal, new_key
from admin_gui.outbox.store import Store
from admin_gui.outbox.vault import Vault


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Vault]:
    with new_box(tmp_path) as vault:
        yield vault


@pytest.fixture
def outbox(box: Vault) -> Outbox:
    return box.outbox


def added(outbox: Outbox) -> Item:
    (item,) = outbox.add([deed()], NOON)
    return item


def refused(outbox: Outbox) -> Item:
    item = added(outbox)
    outbox.mark_attempt(item.id)
    return outbox.mark_refused(item.id, "Not like this.", {"grade": "No such grade."}, NOON)


def sent(outbox: Outbox) -> Item:
    item = added(outbox)
    outbox.mark_attempt(item.id)
    return outbox.mark_sent(item.id, receipt(item.id), NOON)


def test_what_was_added_is_there_after_reopening_in_every_detail(tmp_path: Path) -> None:
    with new_box(tmp_path) as box:
        items = [*box.outbox.add([deed(1), deed(2)], NOON), refused(box.outbox), sent(box.outbox)]
        stored = box.outbox.items()
    with open_box(tmp_path) as box:
        assert box.outbox.items() == stored
    assert [item.id for item in stored] == [item.id for item in reversed(items)]
    assert [item.state for item in stored] == ["sent", "refused", "waiting", "waiting"]


def test_pages_are_newest_first_and_miss_nothing(outbox: Outbox) -> None:
    items = outbox.add([deed() for _ in range(25)], NOON)
    pages, before = [], None
    while page := outbox.items(10, before):
        pages.append(page)
        before = page[-1].sequence
    assert [len(page) for page in pages] == [10, 10, 5]
    assert [item for page in pages for item in page] == items[::-1]


def test_a_page_may_be_of_some_states_alone(outbox: Outbox) -> None:
    wanted = [refused(outbox).id, sent(outbox).id]
    added(outbox)
    assert [item.id for item in outbox.items(states=["sent", "refused"])] == wanted[::-1]
    assert outbox.items(states=[]) == []
    assert outbox.counts() == {"waiting": 1, "refused": 1, "sent": 1}


def test_the_same_deed_is_not_added_twice(outbox: Outbox) -> None:
    first = deed()
    assert outbox.add([first], NOON) == outbox.add([first], NOON + timedelta(hours=1))
    assert outbox.counts() == {"waiting": 1}


def test_of_a_list_with_an_id_of_another_deed_nothing_is_added(outbox: Outbox) -> None:
    first = deed(1)
    outbox.add([first], NOON)
    with pytest.raises(IdTakenError):
        outbox.add([deed(2), deed(3, id=first.id)], NOON)
    assert outbox.counts() == {"waiting": 1}


@pytest.mark.parametrize("facts", [{"account": ""}, {"quantity": float("nan")}, {"number": ""}])
def test_what_the_wire_cannot_carry_is_refused_when_it_is_saved(
    outbox: Outbox, facts: dict[str, Any]
) -> None:
    with pytest.raises(UnfitDeedError):
        outbox.add([deed(), deed(**facts)], NOON)
    assert outbox.items() == []


def test_a_draft_ends_in_the_moment_in_which_its_deed_is_saved(box: Vault) -> None:
    box.cabinet.remember("draft", b"half a deed")
    with pytest.raises(UnfitDeedError):
        box.outbox.add([deed(account="")], NOON, forget=["draft"])
    assert box.cabinet.recall("draft") == b"half a deed"
    box.outbox.add([deed()], NOON, forget=["draft"])
    assert box.cabinet.recall("draft") is None


def test_a_deed_can_be_withdrawn_until_the_first_attempt(outbox: Outbox) -> None:
    first, second = added(outbox), added(outbox)
    assert outbox.withdraw(first.id, NOON).state == "withdrawn"
    assert outbox.mark_attempt(first.id) is None
    outbox.mark_attempt(second.id)
    outbox.mark_delayed(second.id, "The server is away.", NOON)
    with pytest.raises(StateError):
        outbox.withdraw(second.id, NOON)
    assert outbox.counts() == {"withdrawn": 1, "waiting": 1}


def test_a_refused_deed_is_corrected_under_an_id_of_its_own(outbox: Outbox) -> None:
    old, corrected = refused(outbox), deed(grade="city")
    with pytest.raises(IdTakenError):
        outbox.correct(old.id, deed(id=old.id), NOON)
    new = outbox.correct(old.id, corrected, NOON)
    assert (new.id, new.state, new.sequence) == (corrected.id, "waiting", old.sequence + 1)
    kept = outbox.find(old.id)
    assert kept is not None
    assert (kept.state, kept.corrected_by, kept.sentence) == ("corrected", new.id, old.sentence)
    with pytest.raises(StateError):
        outbox.correct(old.id, deed(), NOON)
    with pytest.raises(StateError):
        outbox.correct(new.id, deed(), NOON)


def test_a_refused_deed_can_be_sent_again_in_its_place_or_given_up(outbox: Outbox) -> None:
    first, second = refused(outbox), refused(outbox)
    added(outbox)
    assert outbox.retry(first.id).state == "waiting"
    due = outbox.next_due(NOON)
    assert due is not None
    assert due.id == first.id
    assert outbox.withdraw(second.id, NOON).state == "withdrawn"


def test_what_was_withdrawn_can_be_sent_after_all_in_its_place(outbox: Outbox) -> None:
    first = added(outbox)
    added(outbox)
    outbox.withdraw(first.id, NOON)
    back = outbox.retry(first.id)
    assert (back.state, back.settled_at, back.sequence) == ("waiting", None, first.sequence)
    due = outbox.next_due(NOON)
    assert due is not None
    assert due.id == first.id
    with pytest.raises(StateError):
        outbox.retry(sent(outbox).id)


def test_only_what_is_settled_is_cleared_and_leaves_no_trace(box: Vault) -> None:
    outbox = box.outbox
    gone = [sent(outbox), outbox.withdraw(added(outbox).id, NOON)]
    stays = [added(outbox), refused(outbox)]
    assert outbox.clear(NOON) == 0
    assert outbox.clear(NOON + timedelta(seconds=1)) == 2
    assert outbox.items() == stays[::-1]
    assert [outbox.find(item.id) for item in gone] == [None, None]
    content = b"".join(path.read_bytes() for path in box.folder.iterdir())
    assert str(stays[0].id).encode() in content
    assert not [item for item in gone if str(item.id).encode() in content]


def test_a_place_in_the_order_is_never_given_twice(tmp_path: Path) -> None:
    with new_box(tmp_path) as box:
        last = sent(box.outbox)
        box.outbox.clear(NOON + timedelta(days=1))
    with open_box(tmp_path) as box:
        assert added(box.outbox).sequence == last.sequence + 1


def test_no_receipt_but_its_own_makes_a_deed_sent(outbox: Outbox) -> None:
    item = added(outbox)
    with pytest.raises(StateError):
        outbox.mark_sent(item.id, receipt(item.id), NOON)
    outbox.mark_attempt(item.id)
    with pytest.raises(ValueError, match="receipt"):
        outbox.mark_sent(item.id, receipt(deed().id), NOON)
    assert outbox.counts() == {"waiting": 1}


def test_a_delayed_deed_holds_up_its_resident_and_nobody_else(outbox: Outbox) -> None:
    first, second, other = outbox.add([deed(place) for place in (1, 1, 2)], NOON)
    outbox.mark_attempt(first.id)
    outbox.mark_delayed(first.id, "It failed.", NOON + timedelta(seconds=30))

    def due(seconds: float) -> object:
        item = outbox.next_due(NOON + timedelta(seconds=seconds))
        return item and item.id

    assert due(0) == other.id
    assert due(30) == first.id
    # A clock that was an hour ahead must not hold a deed up for that hour.
    assert due(-3600) == first.id
    assert outbox.next_try_at() == NOON + timedelta(seconds=30)
    outbox.hurry()
    assert due(0) == first.id
    outbox.mark_attempt(first.id)
    outbox.mark_sent(first.id, receipt(first.id), NOON)
    assert due(0) == second.id


def test_on_a_full_disk_nothing_is_saved_and_people_are_told(tmp_path: Path) -> None:
    store = Store(tmp_path)
    outbox = Outbox(DEEDS, store, Seal(new_key()), "profile")
    kept = added(outbox)
    with store.reading() as connection:
        connection.execute("pragma max_page_count = 10").fetchall()
    with pytest.raises(NoSpaceError) as caught:
        outbox.add([deed() for _ in range(100)], NOON)
    assert "Free some space" in caught.value.sentence("en")
    assert "请腾出空间" in caught.value.sentence("zh")
    assert outbox.items() == [kept]
    with store.reading() as connection:
        connection.execute("pragma max_page_count = 1000").fetchall()
    outbox.add([deed() for _ in range(100)], NOON)
    assert outbox.counts() == {"waiting": 101}
    store.close()


def test_a_disk_that_fails_while_writing_costs_nothing_that_was_saved(tmp_path: Path) -> None:
    with new_box(tmp_path) as box:
        kept = added(box.outbox)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (32768, hard))
        try:
            with pytest.raises(UnwritableError) as caught:
                box.outbox.add([deed() for _ in range(100)], NOON)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert str(box.folder) in caught.value.sentence("zh")
        assert box.outbox.items() == [kept]
        box.outbox.add([deed()], NOON)
    with open_box(tmp_path) as box:
        assert box.outbox.counts() == {"waiting": 2}
        assert box.outbox.damaged() == []


def test_a_closed_box_says_so_and_takes_nothing(box: Vault) -> None:
    box.close()
    with pytest.raises(ClosedError):
        box.outbox.add([deed()], NOON)
    with pytest.raises(ClosedError):
        box.outbox.counts()
