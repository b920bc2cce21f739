"""When a counter books far more than its peers do."""

from collections.abc import Sequence
from statistics import median
from typing import Final

import msgspec

# Fewer are told by chance.
BOOKED_LEAST: Final = 20
TIMES_MORE_THAN: Final = 3
MONTHS_BEFORE: Final = 6


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How much a counter booked beside what it is compared with.

    Attributes:
        peers_median: none where there is nothing to compare with.
    """

    booked: int
    peers_median: float | None

    @property
    def is_far_above(self) -> bool:
        """True where somebody should ask why."""
        return (
            self.booked >= BOOKED_LEAST
            and self.peers_median is not None
            and self.booked > TIMES_MORE_THAN * self.peers_median
        )


def share_of(booked: int, peers: Sequence[int], before: Sequence[int]) -> Share:
    """A counter beside its peers; where it has none, beside its own months before.

    Args:
        booked: of one perk in one month, by one counter.
        peers: what each other counter that booked the perk in that month came to.
        before: what this counter came to in its months before, the latest first.
    """
    compared = peers or before[:MONTHS_BEFORE]
    return Share(booked=booked, peers_median=float(median(compared)) if compared else None)
