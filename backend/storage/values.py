"""How moments and decimals are written into rows, and read back."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

import uuid_utils

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def listed(texts: Iterable[str]) -> tuple[str, dict[str, str]]:
    """What stands after `in`, and what fills it: both databases find each by an index."""
    values = {f"listed_{place}": text for place, text in enumerate(texts)}
    return f"({', '.join(f':{name}' for name in values)})", values


def micros(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment."""
    return (moment - EPOCH) // _MICROSECOND


def moment_of(stored: int) -> datetime:
    """The UTC moment of microseconds since 1970."""
    return EPOCH + stored * _MICROSECOND


def moment_or_none(stored: int | None) -> datetime | None:
    """The same where there may be none."""
    return None if stored is None else moment_of(stored)


def day_or_none(stored: str | None) -> date | None:
    """A civil day, where there is one."""
    return None if stored is None else date.fromisoformat(stored)


def decimal_or_none(stored: str | None) -> Decimal | None:
    """A decimal, where there is one."""
    return None if stored is None else Decimal(stored)


def text_or_none(value: object | None) -> str | None:
    """A day or a decimal as it is stored."""
    return None if value is None else str(value)


def new_id(moment: datetime) -> str:
    """A UUID of version 7: random, and in the order of time."""
    return str(uuid_utils.uuid7(nanoseconds=micros(moment) * 1000))
