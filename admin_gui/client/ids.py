"""Ids that the client chooses, so that what is sent twice is booked once."""

from datetime import datetime
from uuid import UUID

import uuid_utils

_NANOSECONDS_A_MICROSECOND = 1000
_MICROSECONDS_A_SECOND = 1_000_000


def new_id(moment: datetime) -> UUID:
    """A UUID of version 7: random, and in the order of time."""
    micros = int(moment.timestamp()) * _MICROSECONDS_A_SECOND + moment.microsecond
    return UUID(str(uuid_utils.uuid7(nanoseconds=micros * _NANOSECONDS_A_MICROSECOND)))
