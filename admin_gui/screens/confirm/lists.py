"""The two lists of deeds for a second person: those that wait, and second looks."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from admin_gui.client.deeds import DeedCalls
from admin_gui.screens.confirm.model import Narrowed
from admin_gui.widgets.rows import Wanted
from backend.contracts.deeds import AwaitingItem, AwaitingView
from backend.contracts.pages import Page

translate = QCoreApplication.translate


class DeedList(Protocol):
    """One list: how it is read, and how a deed of it is decided."""

    def read(self, wanted: Wanted, narrowed: Narrowed) -> Page[AwaitingItem]:
        """A page of it."""
        ...

    def look(self, deed: str) -> AwaitingView:
        """All of a deed; the look is logged."""
        ...

    def accept(self, deed: str) -> None:
        """Let it count, or stand."""
        ...

    def refuse(self, deed: str, reason: str) -> None:
        """Annul it."""
        ...

    def said(self, *, is_accepted: bool) -> str:
        """What is said when that is done, of a `{deed}`."""
        ...


class Waiting:
    """Deeds that count only after a second person has confirmed them."""

    def __init__(self, calls: DeedCalls, city: str) -> None:
        """By these calls."""
        self._calls, self._city = calls, city

    def read(self, wanted: Wanted, narrowed: Narrowed) -> Page[AwaitingItem]:
        """A page of the queue."""
        return self._calls.queue(
            self._city,
            wanted.cursor,
            wanted.order or None,
            direction=narrowed.direction,
            department=narrowed.department,
            deed_type=narrowed.deed_type,
        )

    def look(self, deed: str) -> AwaitingView:
        """All of a deed."""
        return self._calls.waiting(self._city, deed)

    def accept(self, deed: str) -> None:
        """Confirm it."""
        self._calls.confirm(self._city, deed)

    def refuse(self, deed: str, reason: str) -> None:
        """Refuse it."""
        self._calls.refuse(self._city, deed, reason)

    def said(self, *, is_accepted: bool) -> str:
        """What is said when that is done."""
        if is_accepted:
            return translate("Confirm", "✓ Confirmed: {deed}")
        return translate("Confirm", "✕ Refused: {deed}")


class SecondLooks:
    """Merits that count already, and were drawn to be looked at all the same."""

    def __init__(self, calls: DeedCalls, city: str) -> None:
        """By these calls."""
        self._calls, self._city = calls, city

    def read(self, wanted: Wanted, narrowed: Narrowed) -> Page[AwaitingItem]:  # noqa: ARG002 - they are few, and not narrowed
        """A page of them."""
        return self._calls.second_looks(self._city, wanted.cursor, wanted.order or None)

    def look(self, deed: str) -> AwaitingView:
        """All of a merit."""
        return self._calls.second_look(self._city, deed)

    def accept(self, deed: str) -> None:
        """Let it stand."""
        self._calls.take_second_look(self._city, deed, None)

    def refuse(self, deed: str, reason: str) -> None:
        """Annul it."""
        self._calls.take_second_look(self._city, deed, reason)

    def said(self, *, is_accepted: bool) -> str:
        """What is said when that is done."""
        if is_accepted:
            return translate("Confirm", "✓ Stands: {deed}")
        return translate("Confirm", "✕ Annulled: {deed}")
