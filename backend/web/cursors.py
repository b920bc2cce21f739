"""Pages of long lists. A cursor is the last row's keys, sealed, so that nobody can write one."""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Annotated, Final, TypeVar

import msgspec
from litestar.params import QueryParameter

from backend.contracts.pages import Page
from backend.core.permissions import REQUEST
from backend.core.problems import ProblemsError

Row = TypeVar("Row")
Item = TypeVar("Item")
Keys = TypeVar("Keys")

LIMIT_DEFAULT: Final = 50
LIMIT_MOST: Final = 200
CURSOR_LENGTH_MAX: Final = 1000
TAG_BYTES: Final = 16

# How handlers declare the two: `limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None`.
Limit = Annotated[
    int, QueryParameter(ge=1, le=LIMIT_MOST, description="The most entries to a page.")
]
Cursor = Annotated[
    str | None,
    QueryParameter(max_length=CURSOR_LENGTH_MAX, description="`next` of the page before."),
]


class Cursors:
    """Writes and reads the cursors of this installation."""

    def __init__(self, key: bytes) -> None:
        """Keep the key that seals cursors."""
        self._key = key

    def write(self, listing: str, keys: Sequence[str | int]) -> str:
        """A cursor.

        Args:
            listing: what the list is of, with whatever selects its rows, such as `notices r-7`; a
                cursor serves this list only.
            keys: of the last row shown.
        """
        content = msgspec.json.encode(keys)
        return urlsafe_b64encode(self._tag(listing, content) + content).decode().rstrip("=")

    def read(self, listing: str, cursor: str | None, kind: type[Keys]) -> Keys | None:
        """The keys after which the page begins; none for the first page.

        Args:
            listing: as it was written.
            cursor: as the caller sent it.
            kind: the type of the keys, such as `tuple[int, str]`.

        Raises:
            ProblemsError: cursor-altered.
        """
        if cursor is None:
            return None
        try:
            sealed = urlsafe_b64decode(f"{cursor}{'=' * (-len(cursor) % 4)}".encode("ascii"))
        except (binascii.Error, ValueError):
            sealed = b""
        tag, content = sealed[:TAG_BYTES], sealed[TAG_BYTES:]
        if not hmac.compare_digest(tag, self._tag(listing, content)):
            raise ProblemsError(REQUEST.problem("cursor-altered", "cursor"))
        try:
            return msgspec.json.decode(content, type=kind)
        except msgspec.DecodeError:
            # Sealed by a version of the program whose list had other keys.
            raise ProblemsError(REQUEST.problem("cursor-altered", "cursor")) from None

    def page(
        self,
        listing: str,
        rows: Sequence[Row],
        limit: int,
        keys_of: Callable[[Row], Sequence[str | int]],
        item_of: Callable[[Row], Item],
    ) -> Page[Item]:
        """A page from the rows read, one more than the limit if there are more.

        Args:
            listing: what the list is of.
            rows: at most `limit + 1`, in order.
            limit: of the page.
            keys_of: what the next page begins after.
            item_of: a row as it is shown.
        """
        shown = rows[:limit]
        more = len(rows) > limit
        return Page(
            items=tuple(map(item_of, shown)),
            next=self.write(listing, keys_of(shown[-1])) if more else None,
        )

    def _tag(self, listing: str, content: bytes) -> bytes:
        sealed = listing.encode() + b"\0" + content
        return hmac.new(self._key, sealed, sha256).digest()[:TAG_BYTES]
