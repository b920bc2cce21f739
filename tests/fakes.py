"""Fakes: what the real thing would do, without its surroundings."""

from datetime import datetime, timedelta


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        """Stand at a moment."""
        self._moment = moment

    def now(self) -> datetime:
        """The moment."""
        return self._moment

    def advance(self, **duration: float) -> datetime:
        """Move on by days, hours, minutes or seconds, and return the new moment."""
        self._moment += timedelta(**duration)
        return self._moment
