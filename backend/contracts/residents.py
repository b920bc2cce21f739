"""Residents: enrolment, invitation, consent, leaving, and how staff find a file."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

Number = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=40,
        description="A resident identity card number of 18 characters, exact.",
        examples=["11010119900307002X"],
    ),
]
Reason = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=500,
        pattern=r"\S",
        description="Why, in a few words; the resident can read it.",
        examples=["Resident asked at the desk"],
    ),
]


class Enrolment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom an officer enrols. Enrolling only makes an invitation; it is no consent."""

    number: Number
    name: Annotated[
        str, msgspec.Meta(min_length=1, max_length=100, pattern=r"\S", examples=["Li Na"])
    ]


class InvitationView(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed and handed to the resident.

    Attributes:
        code: to be typed at the first sign-in, once.
    """

    city: str
    code: str
    expires_at: datetime


class FindResident(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom an officer looks for: by exact number and for a reason."""

    number: Number
    reason: Reason


class ResidentView(msgspec.Struct, frozen=True, kw_only=True):
    """A participating resident, as an officer sees the file's cover.

    Attributes:
        resident: names the file in addresses.
        since: when taking part began.
    """

    resident: str
    name: str
    number: str
    since: datetime


class ConsentText(msgspec.Struct, frozen=True, kw_only=True):
    """What a resident is asked to consent to.

    Attributes:
        version: changes whenever the text does; a consent names the version it was given to.
        state: `invited` (no consent yet), `participating` or `leaving`.
        given_at: when the consent in force was given.
        given_version: the version it was given to.
        erase_at: of a leaving resident, when everything is erased.
    """

    city: str
    version: str
    purpose_en: str
    purpose_zh: str
    contact: str
    minimum_age: int
    notice_days: int
    objection_days: int
    cooling_off_days: int
    state: Literal["invited", "participating", "leaving"]
    given_at: datetime | None = None
    given_version: str | None = None
    erase_at: datetime | None = None


class GiveConsent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A resident's consent to a version of the text that was shown, in a language."""

    version: Annotated[str, msgspec.Meta(min_length=1, max_length=64, examples=["b3f1c2d4e5a6"])]
    language: Literal["en", "zh"]


class LeavingView(msgspec.Struct, frozen=True, kw_only=True):
    """What leaving did.

    Attributes:
        erase_at: until when the resident may return; null where everything is erased already.
    """

    erase_at: datetime | None


class OverviewView(msgspec.Struct, frozen=True, kw_only=True):
    """How the pilot stands in a city, for its staff.

    Attributes:
        on: the city's civil day.
        awaiting: deeds that await a second person, by direction.
        awaiting_by_department: the same by the code of the department that submitted them; only
            departments of which any wait.
        oldest_awaiting: the civil day on which the oldest of them was recorded; null where none
            waits.
        participating: residents that take part, rounded to tens.
        bands: participating residents by band, best first, rounded to tens; under ten is zero.
        deeds_by_day: deeds recorded on each of the last 30 days, oldest first.
        merits_by_day: those of them that are merits, and `demerits_by_day` the others.
    """

    on: date
    awaiting: dict[str, int]
    awaiting_by_department: dict[str, int]
    oldest_awaiting: date | None
    participating: int
    bands: dict[str, int]
    deeds_by_day: dict[str, int]
    merits_by_day: dict[str, int]
    demerits_by_day: dict[str, int]
