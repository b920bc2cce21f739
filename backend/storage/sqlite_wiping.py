"""Wiping a SQLite file: what was deleted leaves no copy in it, nor in the log beside it.

`secure_delete` overwrites what is deleted where it lies. But rows move when pages split, and stay
in the unused part of the page that they left; and the log keeps pages as they were. Each page says
which part of it is unused (https://sqlite.org/fileformat.html#b_tree_pages): those bytes mean
nothing, so zeroing them in the file needs no transaction, and a crash in the midst of it breaks
nothing. Rewriting the file (`VACUUM`) would come to the same, at many times the cost.
"""

import os
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Final

from backend.storage.overwriting import ZEROS, overwrite

# A mark in the file's own header, which both goes with a transaction and is durable by it.
MARK: Final = "pragma user_version = 1"
_UNMARK: Final = "pragma user_version = 0"
_MARKED: Final = "pragma user_version"

_PATIENCE_MILLISECONDS: Final = 250
_WAL_HEADER_BYTES: Final = 32
_WAL_FRAME_BYTES: Final = 24
_FILE_HEADER_BYTES: Final = 100
_FIRST_FREE_AT: Final = 32
# The kinds of pages that hold cells, and how long their headers are.
_HEADER_BYTES: Final = {2: 12, 5: 12, 10: 8, 13: 8}
_HEADER: Final = struct.Struct(">BHHH")
_TRUNK: Final = struct.Struct(">II")
# In a larger file the number of an overflow page could be taken for the kind of a page.
_BYTES_MOST: Final = 1 << 36
# Read between two moments at which another thread may have the interpreter.
_PAGES_AT_ONCE: Final = 128


def is_marked(writer: sqlite3.Connection) -> bool:
    """True where something was deleted that may have left copies."""
    return bool(writer.execute(_MARKED).fetchone()[0])


def wipe(writer: sqlite3.Connection, path: Path, file: FileIO) -> bool:
    """Leave no copy of what was deleted. Nobody may write meanwhile; readers go on.

    Args:
        writer: the one connection that writes and checkpoints; no transaction has begun on it.
        path: the database's.
        file: the same file, open for reading and writing. It must stay open for as long as any
            connection is: closing it would drop the locks that this process holds on the file.

    Returns:
        False where a reader kept an old state for too long; the mark stays, for another try.
    """
    with _less_patient(writer):
        if not _empty_log(writer, path):
            return False
    # What the writer keeps in memory still has the copies, and would be written again.
    writer.execute("pragma shrink_memory")
    if os.fstat(file.fileno()).st_size > _BYTES_MOST:
        writer.execute("vacuum")
    else:
        overwrite_unused(file)
        os.fsync(file.fileno())
    writer.execute(_UNMARK)
    return True


@contextmanager
def _less_patient(writer: sqlite3.Connection) -> Iterator[None]:
    """Whoever writes waits meanwhile; a backup reads for longer than they should."""
    (usual,) = writer.execute("pragma busy_timeout").fetchone()
    writer.execute(f"pragma busy_timeout = {min(usual, _PATIENCE_MILLISECONDS)}")
    try:
        yield
    finally:
        writer.execute(f"pragma busy_timeout = {usual}")


def _empty_log(writer: sqlite3.Connection, path: Path) -> bool:
    """Bring all into the file, overwrite what the log keeps, and cut it off."""
    log = path.with_name(f"{path.name}-wal")
    if _is_busy(writer, "restart"):
        return False
    # The next transaction begins the log anew. Only what lies behind it is overwritten: so whatever
    # moment a crash comes at, the log is a whole one.
    writer.execute(MARK)
    (page_bytes,) = writer.execute("pragma page_size").fetchone()
    _, frames, _ = writer.execute("pragma wal_checkpoint(passive)").fetchone()
    if log.exists():
        overwrite(log, _WAL_HEADER_BYTES + frames * (_WAL_FRAME_BYTES + page_bytes))
    return not _is_busy(writer, "truncate")


def _is_busy(writer: sqlite3.Connection, kind: str) -> bool:
    return bool(writer.execute(f"pragma wal_checkpoint({kind})").fetchone()[0])


def overwrite_unused(file: FileIO) -> int:
    """Zero whatever lies in unused parts of pages; returns in how many parts something lay."""
    page_bytes = _page_bytes(file)
    free = dict(_free_pages(file, page_bytes))
    found = 0
    at_once = _PAGES_AT_ONCE * page_bytes
    begin = 0
    while chunk := _read(file, begin, at_once):
        for at in range(0, len(chunk), page_bytes):
            from_, to = _unused_part(chunk, at, begin, page_bytes, free)
            if from_ < to and not chunk.startswith(ZEROS[: to - from_], from_):
                _write(file, begin + from_, ZEROS[: to - from_])
                found += 1
        begin += len(chunk)
    return found


def _unused_part(
    chunk: bytes, at: int, begin: int, page_bytes: int, free: dict[int, int]
) -> tuple[int, int]:
    """Where in a chunk the unused part of a page lies that begins there."""
    used = free.get(begin + at)
    if used is not None:
        return at + used, at + page_bytes
    header = at if begin + at else _FILE_HEADER_BYTES
    kind, _, cells, content = _HEADER.unpack_from(chunk, header)
    if kind not in _HEADER_BYTES:
        # An overflow page: it begins with the number of the next one.
        return at, at
    return header + _HEADER_BYTES[kind] + 2 * cells, at + (content or page_bytes)


def _free_pages(file: FileIO, page_bytes: int) -> Iterator[tuple[int, int]]:
    """Where each page begins that belongs to nothing, and how many of its bytes have a meaning."""
    (trunk,) = struct.unpack(">I", _read(file, _FIRST_FREE_AT, 4))
    while trunk:
        page = _read(file, (trunk - 1) * page_bytes, page_bytes)
        following, count = _TRUNK.unpack_from(page)
        yield (trunk - 1) * page_bytes, _TRUNK.size + 4 * count
        for (leaf,) in struct.iter_unpack(">I", page[_TRUNK.size : _TRUNK.size + 4 * count]):
            yield (leaf - 1) * page_bytes, 0
        trunk = following


def _page_bytes(file: FileIO) -> int:
    (found,) = struct.unpack(">H", _read(file, 16, 2))
    return 1 << 16 if found == 1 else int(found)


def _read(file: FileIO, begin: int, length: int) -> bytes:
    file.seek(begin)
    return file.read(length)


def _write(file: FileIO, begin: int, content: bytes) -> None:
    file.seek(begin)
    file.write(content)
