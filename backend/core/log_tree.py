"""The tree over a log (RFC 6962): one hash that says what all entries are, and in which order.

A tree of any size is the hashes of its whole parts, its peaks, the largest part first; another
entry needs nothing else.
"""

from hashlib import sha256
from typing import Final

HASH_BYTES: Final = 32


def leaf_hash(content: bytes) -> bytes:
    """The hash of an entry. A zero before it, so that no part of the tree can be taken for one."""
    return sha256(b"\0" + content).digest()


def grown(peaks: tuple[bytes, ...], size: int, leaf: bytes) -> tuple[bytes, ...]:
    """The peaks with another entry.

    Args:
        peaks: of the tree so far.
        size: how many entries it has.
        leaf: the hash of the next one.
    """
    whole = [*peaks, leaf]
    while size & 1:
        right = whole.pop()
        whole[-1] = _joined(whole[-1], right)
        size >>= 1
    return tuple(whole)


def root_of(peaks: tuple[bytes, ...]) -> bytes:
    """The hash of the whole tree."""
    if not peaks:
        return sha256(b"").digest()
    *others, root = peaks
    for peak in reversed(others):
        root = _joined(peak, root)
    return root


def _joined(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()
