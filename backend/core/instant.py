"""An instant: a UTC moment and the civil day that the city has at that moment."""

from datetime import date, datetime

import msgspec


class Instant(msgspec.Struct, frozen=True, kw_only=True):
    """When a score is asked for.

    Attributes:
        moment: aware, in UTC; what was recorded later is not known yet.
        day: the civil day in the city's time zone; what ends, ends by it.
    """

    moment: datetime
    day: date
