"""The clock takes new entries of the log into its tree, and signs what the tree has come to."""

from datetime import datetime
from functools import partial
from typing import Final

from backend.core.log_tree import grown, root_of
from backend.services.desk import Desk
from backend.services.log_notes import LogKey
from backend.storage.database import Transaction
from backend.storage.log_places import (
    ANY_SIZE,
    Checkpoint,
    add_checkpoint,
    last_checkpoints,
    place_entries,
    unplaced,
)

# So many at once; then others have their turn.
CHUNK: Final = 1000


async def seal_log(desk: Desk, now: datetime) -> int:
    """Take in whatever is in no tree yet, city by city; returns how many entries."""
    return sum([await _seal(desk, city, now) for city in desk.cities])


async def _seal(desk: Desk, city: str, now: datetime) -> int:
    key, done, after = LogKey(desk.keys, city), 0, ""
    # Looked for apart from the writer, whom a look through all of the log would hold up.
    while found := await desk.database.read(partial(unplaced, city=city, after=after, limit=CHUNK)):
        await desk.database.write(partial(_take_in, key=key, city=city, found=found, now=now))
        done, after = done + len(found), found[-1][0]
    return done


def _take_in(
    tx: Transaction, key: LogKey, city: str, found: list[tuple[str, bytes]], now: datetime
) -> None:
    """Number these entries, and add the checkpoint of the tree with them.

    Where another worker was faster the database refuses, and the next run finds what is left.
    """
    before = last_checkpoints(tx, city, ANY_SIZE, 1)
    size, peaks = (before[0].size, before[0].peaks) if before else (0, ())
    place_entries(tx, city, size, [entry for entry, _ in found])
    for _, leaf in found:
        peaks = grown(peaks, size, leaf)
        size += 1
    root = root_of(peaks)
    signature = key.sign(size, root, now)
    checkpoint = Checkpoint(
        city=city, size=size, at=now, root=root, peaks=peaks, signature=signature
    )
    add_checkpoint(tx, checkpoint)
