"""The tree over the log, by the published hashes and against its definition."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from backend.core.log_tree import grown, leaf_hash, root_of

# What the authors of RFC 6962 try their own programs with.
ENTRIES = (
    *("", "00", "10", "2021", "3031", "40414243", "5051525354555657"),
    "606162636465666768696a6b6c6d6e6f",
)
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def by_definition(leaves: list[bytes]) -> bytes:
    """The hash of a list as the RFC defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    parts = by_definition(leaves[:split]) + by_definition(leaves[split:])
    return sha256(b"\1" + parts).digest()


def test_the_tree_has_the_published_hashes() -> None:
    peaks: tuple[bytes, ...] = ()
    for size, (entry, root) in enumerate(zip(ENTRIES, ROOTS, strict=True)):
        peaks = grown(peaks, size, leaf_hash(bytes.fromhex(entry)))
        assert root_of(peaks).hex() == root
    assert root_of(()) == sha256(b"").digest()


@given(st.lists(st.binary(min_size=1, max_size=3), max_size=70))
def test_a_tree_that_grew_is_the_tree_of_its_entries(contents: list[bytes]) -> None:
    leaves = [leaf_hash(content) for content in contents]
    peaks: tuple[bytes, ...] = ()
    for size, leaf in enumerate(leaves):
        peaks = grown(peaks, size, leaf)
    assert root_of(peaks) == by_definition(leaves)
    assert len(peaks) == len(leaves).bit_count()
