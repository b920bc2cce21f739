"""A page of a list that is too long for one answer."""

from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Some entries of a list.

    Attributes:
        items: in the list's order.
        next: the cursor of the page that follows; null on the last page.
    """

    items: tuple[T, ...]
    next: str | None
