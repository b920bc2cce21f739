"""Reads what the caller entered, page by page, and leaves out what is not wanted."""

from collections.abc import Callable

from admin_gui.widgets.rows import Wanted
from backend.contracts.deeds import EntryView
from backend.contracts.pages import Page

Read = Callable[[str | None, str | None], Page[EntryView]]


def in_state(read: Read, wanted: Wanted, state: str | None) -> Page[EntryView]:
    """A page of entries of one state, or of all.

    The server does not know this filter, so pages are read until one has something to show.
    """
    cursor = wanted.cursor
    while True:
        page = read(cursor, wanted.order or None)
        found = tuple(entry for entry in page.items if state is None or entry.state == state)
        if found or page.next is None:
            return Page(items=found, next=page.next)
        cursor = page.next
