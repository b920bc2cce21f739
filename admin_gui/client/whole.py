"""Lists that are read whole, page after page: of one resident, where all of it is looked at."""

from collections.abc import Callable
from typing import TypeVar

from backend.contracts.pages import Page

T = TypeVar("T")


def every_item(read: Callable[[str | None], Page[T]]) -> tuple[T, ...]:
    """Every item of a list.

    Args:
        read: gets the page of a cursor; of none, the first.

    Raises:
        ClientError: where a page cannot be read.
    """
    page = read(None)
    items = [*page.items]
    while page.next is not None:
        page = read(page.next)
        items.extend(page.items)
    return tuple(items)
