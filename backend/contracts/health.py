"""Whether the service is well."""

from typing import Literal

import msgspec


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """What `/health` answers.

    Attributes:
        parts: each part of the service, with `ok` or what is wrong with it.
    """

    status: Literal["ok", "failing"]
    parts: dict[str, str]
