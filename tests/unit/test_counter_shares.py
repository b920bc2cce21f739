"""When a counter books far more than its peers: enough of them, and beside what it is compared."""

import pytest

from backend.core.take_up import share_of


@pytest.mark.parametrize(
    ("booked", "peers", "median", "is_far"),
    [
        (19, (1, 1), 1.0, False),
        (20, (1, 1), 1.0, True),
        (20, (6, 7), 6.5, True),
        (30, (10, 10, 10), 10.0, False),
        (31, (10, 10, 10), 10.0, True),
        (31, (10, 10, 10, 500), 10.0, True),
        (500, (400, 10), 205.0, False),
    ],
)
def test_a_counter_is_compared_with_the_middle_of_its_peers(
    *, booked: int, peers: tuple[int, ...], median: float, is_far: bool
) -> None:
    share = share_of(booked, peers, before=(1000,))
    assert (share.peers_median, share.is_far_above) == (median, is_far)


def test_without_peers_it_is_compared_with_its_own_months_before() -> None:
    assert share_of(40, (), before=(10, 12, 14)).is_far_above
    assert not share_of(40, (), before=(20,)).is_far_above
    # Six of them: what was usual a year ago says nothing.
    assert share_of(40, (), before=(1, 1, 1, 1, 1, 1, *[99] * 20)).peers_median == 1.0


def test_with_nothing_to_compare_nobody_is_far_above() -> None:
    share = share_of(10_000, (), ())
    assert (share.peers_median, share.is_far_above) == (None, False)
