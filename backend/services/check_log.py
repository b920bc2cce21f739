"""The whole log is looked at: every entry against its leaf, the leaves against every checkpoint."""

import asyncio
from typing import Final

from backend.contracts.log import LogFault, LogFinding
from backend.core.log_tree import grown, root_of
from backend.core.problems import Language, ProblemsError, sentence
from backend.services.desk import REQUEST, Desk
from backend.services.log_notes import LogKey, size_and_root
from backend.storage.database import Transaction
from backend.storage.log_places import (
    ANY_SIZE,
    Checkpoint,
    PlacedEntry,
    count_unplaced,
    last_checkpoints,
    placed_entries,
)

CHUNK: Final = 1000


async def check_log(desk: Desk, city: str, note: str | None, language: Language) -> LogFinding:
    """Look at all of a city's log, and compare it with a checkpoint that somebody kept.

    Raises:
        ProblemsError: `note-unreadable`.
    """
    kept = None
    if note is not None:
        kept = size_and_root(city, note)
        if kept is None:
            raise ProblemsError(REQUEST.problem("note-unreadable", "note"))
    looking = _Looking(desk, city, kept)
    fault, number = await looking.whole()
    unsealed = await desk.database.read(lambda tx: count_unplaced(tx, city))
    values = {"size": str(looking.size), "number": str(number), "unsealed": str(unsealed)}
    problem = REQUEST.problem(fault or "log-whole", "", None, **values)
    return LogFinding(
        is_whole=fault is None,
        size=looking.size,
        unsealed=unsealed,
        fault=fault,
        number=number if fault else None,
        sentence=sentence(problem, language),
    )


class _Looking:
    """One look from the first entry to the last."""

    def __init__(self, desk: Desk, city: str, kept: tuple[int, bytes] | None) -> None:
        self._desk, self._city, self._kept = desk, city, kept
        self._key = LogKey(desk.keys, city)
        self._peaks: tuple[bytes, ...] = ()
        self._roots: dict[int, Checkpoint] = {}
        self.size = 0

    async def whole(self) -> tuple[LogFault | None, int]:
        """The first thing that is wrong, and where; none where nothing is."""
        read = self._desk.database.read
        found = await read(lambda tx: last_checkpoints(tx, self._city, ANY_SIZE, ANY_SIZE))
        self._roots = {each.size: each for each in found}
        while chunk := await read(self._next):
            fault = await asyncio.to_thread(self._fault_of, chunk)
            if fault:
                return fault, self.size
        last = max(self._roots, default=0)
        if max(last, self._kept[0] if self._kept else 0) > self.size:
            return "log-shorter", self.size
        return None, 0

    def _next(self, tx: Transaction) -> list[PlacedEntry]:
        return placed_entries(tx, self._city, self.size, CHUNK)

    def _fault_of(self, chunk: list[PlacedEntry]) -> LogFault | None:
        for each in chunk:
            if each.leaf is None or each.number != self.size:
                return "entry-missing"
            if not each.is_right:
                return "entry-altered"
            self._peaks = grown(self._peaks, self.size, each.leaf)
            self.size += 1
            signed = self._roots.get(self.size)
            if signed is not None and not self._holds(signed):
                return "checkpoint-altered"
            if self._differs():
                return "checkpoint-other"
        return None

    def _holds(self, signed: Checkpoint) -> bool:
        return signed.root == root_of(self._peaks) and self._key.has_signed(signed)

    def _differs(self) -> bool:
        """True where the tree has the size of the checkpoint that was kept, and is another."""
        return (
            self._kept is not None
            and self._kept[0] == self.size
            and self._kept[1] != root_of(self._peaks)
        )
