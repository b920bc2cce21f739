"""The time of this machine: the one module of the desktop that reads it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

# From here on what is typed as today may be another day for the server.
SKEW_SECONDS_MOST = 120.0


def now() -> datetime:
    """This machine's time, in UTC."""
    return datetime.now(UTC)


def civil_day(moment: datetime, time_zone: str) -> date:
    """The civil day of a city at a moment."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def local_time(moment: datetime, time_zone: str) -> datetime:
    """A moment as the city's clocks show it."""
    return moment.astimezone(ZoneInfo(time_zone))


def corrected(moment: datetime, skew_seconds: float | None) -> datetime:
    """The server's time, as far as it is known how this machine's clock differs from it."""
    return moment + timedelta(seconds=skew_seconds or 0.0)
