"""An instant: a UTC moment and the civil day that the city has at that moment."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec


class Instant(msgspec.Struct, frozen=True, kw_only=True):
    """When a score is asked for.

    Attributes:
        moment: aware, in UTC; what was recorded later is not known yet.
        day: the civil day in the city's time zone; what ends, ends by it.
    """

    moment: datetime
    day: date


def instant_in(time_zone: str, moment: datetime) -> Instant:
    """The instant that a city in this time zone has at a moment.

    Args:
        time_zone: its name, such as Asia/Shanghai.
        moment: aware.
    """
    return Instant(moment=moment.astimezone(UTC), day=moment.astimezone(ZoneInfo(time_zone)).date())


def local_in(time_zone: str, moment: datetime) -> datetime:
    """What the clocks of a time zone show at an aware moment."""
    return moment.astimezone(ZoneInfo(time_zone))


def start_of(time_zone: str, day: date) -> datetime:
    """The UTC moment at which a civil day begins in a time zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(time_zone)).astimezone(UTC)
