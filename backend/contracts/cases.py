"""Objections and repairs: what a resident asks about a deed, and what a person decides."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.contracts.deeds import WORDS, CaseKind, CaseState, DeedView
from backend.contracts.residents import PaperScan, Reason

ProofKind = Literal["payment", "performance", "correction", "training", "volunteering", "apology"]
EvidenceType = Literal["application/pdf", "image/jpeg", "image/png", "image/webp", "text/plain"]
CaseText = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=4000,
        pattern=WORDS,
        description="What is wrong, or how it was made good, in the resident's own words.",
        examples=["The bill was paid on 3 March; the receipt is attached."],
    ),
]
Reasons = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=4000,
        pattern=WORDS,
        description="Why it is decided so; the resident reads it word for word.",
        examples=["The receipt shows payment before the due date."],
    ),
]


class NewObjection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An objection to a deed of one's own; it suspends the deed at once.

    Attributes:
        id: chosen by the client (UUID, best of version 7): sent again, the same objection is
            answered as before; with other content it is refused.
    """

    id: UUID
    text: CaseText


class NewRepair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That a demerit was made good; a person decides, and the deed becomes what the scheme says.

    Attributes:
        id: chosen by the client, as of an objection.
        proof: one that the scheme's rule asks for.
        on: the civil day on which it was made good; not before the rule's earliest day, not in the
            future.
    """

    id: UUID
    proof: ProofKind
    on: date
    text: CaseText


class PaperObjection(NewObjection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An objection that was signed on paper, as an officer takes it in.

    Attributes:
        text: as the paper has it.
        scan: of the paper; it is a file of the case.
    """

    scan: PaperScan


class PaperRepair(NewRepair, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That a demerit was made good, signed on paper, as an officer takes it in.

    Attributes:
        text: as the paper has it.
        scan: of the paper; it is a file of the case.
    """

    scan: PaperScan


class PaperCaseReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """That what was signed on paper is stored as a case.

    Attributes:
        id: of the case.
        officer: the name of who took the paper in, and does not decide.
        due_on: the last civil day for the answer.
    """

    id: str
    kind: CaseKind
    deed: str
    officer: str
    at: datetime
    due_on: date


class EvidenceView(msgspec.Struct, frozen=True, kw_only=True):
    """A file that belongs to a case.

    Attributes:
        size: in bytes, as it was sent.
    """

    id: str
    name: str
    media_type: EvidenceType
    size: int
    at: datetime


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What a resident reads when a case ends.

    Before it is decided, `{reasons}` stands where the reasons will.
    """

    en: str
    zh: str


class CaseView(msgspec.Struct, frozen=True, kw_only=True):
    """An objection or a repair, as its resident sees it.

    Attributes:
        proof: of a repair, as `on` is.
        due_on: the last civil day for the answer; an objection without one is upheld by the clock.
        decided_by: a role, or `clock`; null while open.
        on_paper_by: the role of who took in the paper that the resident signed; null where the
            resident asked with the app.
        reasons: of who decided; null where the clock or the resident ended it.
        letter: how it ended, in words; null while open.
    """

    id: str
    kind: CaseKind
    deed: str
    label_en: str
    label_zh: str
    state: CaseState
    text: str
    proof: ProofKind | None
    on: date | None
    made_at: datetime
    on_paper_by: str | None
    due_on: date
    evidence: tuple[EvidenceView, ...]
    decided_at: datetime | None
    decided_by: str | None
    reasons: str | None
    letter: Letter | None = None


class CaseItem(msgspec.Struct, frozen=True, kw_only=True):
    """A case in the officers' list: nothing of it speaks of the resident.

    Attributes:
        is_overdue: the last day for the answer is over (a repair stays open then).
        is_own: true where the caller entered, confirmed, proved or ended the deed, took in the
            paper that asks, or is the resident: another person decides.
    """

    id: str
    kind: CaseKind
    deed_type: str
    label_en: str
    label_zh: str
    direction: str
    state: CaseState
    made_at: datetime
    due_on: date
    is_overdue: bool
    is_own: bool


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """All that is needed to decide a case, on one page.

    Attributes:
        deed: with every step and what it rests on.
        points_now: what the deed gives or takes today where it counts and is the only one, 0 where
            its time is over; null where the scheme in force does not price it.
        points_after: the same where the repair is accepted; null for an objection, and where the
            scheme in force offers no repair.
        earliest_on: of a repair, the rule's earliest day; null where it offers none.
        letter_if_granted: read where the objection is upheld, or the repair accepted.
        letter_if_rejected: read where it is not.
        is_own: as in the list.
    """

    case: CaseView
    deed: DeedView
    points_now: Decimal | None
    points_after: Decimal | None
    earliest_on: date | None
    letter_if_granted: Letter
    letter_if_rejected: Letter
    is_overdue: bool
    is_own: bool


class DecideCase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision, with the reasons that the resident reads.

    Attributes:
        is_granted: an objection is upheld and its deed annulled, a repair is accepted; otherwise
            it is rejected.
    """

    is_granted: Annotated[bool, msgspec.Meta(examples=[True])]
    reasons: Reasons


class SecondLook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the second person found of a merit that counts already.

    Attributes:
        stands: otherwise the deed is annulled, for a reason that the resident reads.
        reason: required where it does not stand.
    """

    stands: Annotated[bool, msgspec.Meta(examples=[True])]
    reason: Reason | None = None
