"""How long the hard tests of the outbox run: a taste always, more in CI, all of it when asked for.

`CITYPOINTS_SOAK=1` is what CI has time for, `CITYPOINTS_SOAK=full` the whole of it.
"""

import os
from typing import TypeVar

T = TypeVar("T")


def sized(small: T, medium: T, full: T) -> T:
    """What belongs to the length that is asked for."""
    asked = os.environ.get("CITYPOINTS_SOAK")
    if asked is None:
        return small
    return full if asked == "full" else medium
