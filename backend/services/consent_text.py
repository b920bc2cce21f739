"""The consent text of a city: its version changes whenever what is consented to does."""

from hashlib import sha256
from typing import Final

import msgspec

from backend.core.city import City

VERSION_LENGTH: Final = 16


def consent_version(city: City) -> str:
    """The beginning of a digest over all that the text states."""
    stated = (
        city.code,
        city.name_en,
        city.name_zh,
        city.purpose_en,
        city.purpose_zh,
        city.contact,
        city.minimum_age,
        city.notice_days,
        city.objection_days,
        city.cooling_off_days,
    )
    return sha256(msgspec.json.encode(stated)).hexdigest()[:VERSION_LENGTH]
