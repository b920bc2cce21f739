"""Residents: enrolment, invitation, consent, leaving, and how staff find a file."""

from datetime import date, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec

from backend.contracts.passes import TOKEN_MOST

# After leaving on paper nothing is erased for so long: a weekend, and a day with the desk open.
PAPER_HELD_DAYS: Final = 3

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


# Without an example: one of a body would have both number and pass.
ShownToken = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=TOKEN_MOST,
        description="A pass as its QR code holds it, or the code that is typed.",
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
    """Whom an officer looks for, and why: by exact number, or by a pass that they show.

    Attributes:
        token: a pass of theirs that still holds, or its code; it stays as good as it was. Either
            this or the number.
    """

    number: Number | None = None
    token: ShownToken | None = None
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


class ConsentChange(msgspec.Struct, frozen=True, kw_only=True):
    """What differs from the text that was consented to, in words."""

    en: str
    zh: str


class ConsentTerms(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a city's consent text, as everybody may read it.

    Attributes:
        version: changes whenever the text does; a consent names the version it was given to.
        since: when it was first shown.
        text_en: the whole text in paragraphs, and `text_zh` in Chinese.
    """

    city: str
    version: str
    since: datetime
    text_en: str
    text_zh: str
    purpose_en: str
    purpose_zh: str
    contact: str
    minimum_age: int
    notice_days: int
    objection_days: int
    cooling_off_days: int


class ConsentText(ConsentTerms, frozen=True, kw_only=True):
    """What a resident is asked to consent to, and where the resident stands.

    Attributes:
        state: `invited` (no consent yet), `participating` or `leaving`.
        given_at: when the consent in force was given.
        given_version: the version it was given to.
        is_on_paper: whether that was signed on paper before an officer.
        changes: what is new in the text since then; empty where the consent is to this very text.
        answer_by: until when to consent to a new text; who does not answer is leaving from then on.
        erase_at: of a leaving resident, when everything is erased.
    """

    state: Literal["invited", "participating", "leaving"]
    given_at: datetime | None = None
    given_version: str | None = None
    is_on_paper: bool = False
    changes: tuple[ConsentChange, ...] = ()
    answer_by: datetime | None = None
    erase_at: datetime | None = None


class PaperScan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The scan of a signed paper, at most 10 MB.

    Attributes:
        content: the file, in Base64.
    """

    name: Annotated[
        str, msgspec.Meta(min_length=1, max_length=200, pattern=r"\S", examples=["consent.pdf"])
    ]
    media_type: Literal["application/pdf", "image/jpeg", "image/png"]
    content: Annotated[
        bytes,
        msgspec.Meta(min_length=1, max_length=10_000_000, examples=["JVBERi0xLjQKJSVFT0YK"]),
    ]


class PaperConsent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A consent that was signed on paper before an officer, who is named in it.

    Attributes:
        id: of the scan, chosen by the client (UUID, best of version 7): sent again, the same
            consent is answered as before; with other content it is refused.
        version: of the text that was signed, which must be the present one.
        language: in which it was signed.
    """

    id: UUID
    number: Number
    name: Annotated[
        str, msgspec.Meta(min_length=1, max_length=100, pattern=r"\S", examples=["Li Na"])
    ]
    version: Annotated[str, msgspec.Meta(min_length=1, max_length=64, examples=["b3f1c2d4e5a6"])]
    language: Literal["en", "zh"]
    scan: PaperScan


class PaperConsentReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """That a consent on paper is stored; the same for everybody who is old enough.

    Attributes:
        officer: the name of the officer that the consent names.
    """

    city: str
    version: str
    officer: str
    at: datetime


class PaperLeaving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That a resident without a phone signed on paper to leave.

    Attributes:
        id: of the scan, chosen by the client (UUID, best of version 7): sent again, the same
            leaving is answered as before; with other content it is refused.
        at_once: end the cooling-off period: erase when the days are over in which whoever did not
            sign can return (`PAPER_HELD_DAYS`).
    """

    id: UUID
    reason: Reason
    scan: PaperScan
    at_once: bool = False


class GiveConsent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A resident's consent to a version of the text that was shown, in a language."""

    version: Annotated[str, msgspec.Meta(min_length=1, max_length=64, examples=["b3f1c2d4e5a6"])]
    language: Literal["en", "zh"]


class LeavingView(msgspec.Struct, frozen=True, kw_only=True):
    """What leaving did.

    Attributes:
        state: `leaving`, or `gone` where everything is erased already.
        erase_at: until when the resident may return; null where everything is erased already.
    """

    state: Literal["leaving", "gone"]
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
        cases_open: objections and repairs that await a person's decision.
        cases_overdue: those of them whose last day for the answer is over.
        participating: residents that take part, rounded to tens.
        bands: participating residents by band, best first, rounded to tens; under ten is zero.
        deeds_by_day: deeds recorded on each of the last 30 days, oldest first.
        merits_by_day: those of them that are merits, and `demerits_by_day` the others.
    """

    on: date
    awaiting: dict[str, int]
    awaiting_by_department: dict[str, int]
    oldest_awaiting: date | None
    cases_open: int
    cases_overdue: int
    participating: int
    bands: dict[str, int]
    deeds_by_day: dict[str, int]
    merits_by_day: dict[str, int]
    demerits_by_day: dict[str, int]
