"""Deeds: how they are entered, confirmed and shown with every step."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec

from backend.contracts.residents import Number, Reason

Quantity = (
    Annotated[int, msgspec.Meta(ge=0, le=10**9, examples=[12])]
    | Annotated[float, msgspec.Meta(ge=0, le=10**9)]
)
# What a demerit rests on must be readable: a letter, a digit or a Chinese sign at least.
WORDS: Final = r"[^\W_]"
AwaitingReason = Literal["demerit", "thirty-points", "collector-cap", "second-look"]
CaseKind = Literal["objection", "repair"]
CaseState = Literal["open", "withdrawn", "upheld", "accepted", "rejected"]
DeedState = Literal["counts", "awaiting-confirmation"]
EntryState = Literal["awaiting-confirmation", "confirmed", "counts", "suspended", "annulled"]


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a deed rests on: the issuing authority, and the document's number and date."""

    authority: Annotated[
        str, msgspec.Meta(min_length=1, max_length=200, pattern=WORDS, examples=["City Court"])
    ]
    number: Annotated[
        str, msgspec.Meta(min_length=1, max_length=100, pattern=WORDS, examples=["2026-1182"])
    ]
    issued_on: date


class DeedIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A deed as a collector enters it.

    Attributes:
        id: chosen by the client (UUID, best of version 7): sent again, the same deed is answered
            as before; with other content it is refused.
        number: of a participating resident.
        deed_type: a code that the city's scheme prices.
        occurred_on: the city's civil day, not in the future.
        grade: where the rule is priced by grade.
        quantity: where the rule counts one, in `unit` or the deed type's unit.
        document: required for a demerit.
        account: what happened, in words; required where the deed type asks for it.
    """

    id: UUID
    number: Number
    deed_type: Annotated[str, msgspec.Meta(max_length=100, examples=["volunteering"])]
    occurred_on: date
    grade: Annotated[str, msgspec.Meta(max_length=60)] | None = None
    quantity: Quantity | None = None
    unit: Annotated[str, msgspec.Meta(max_length=60, examples=["hours"])] | None = None
    document: Document | None = None
    account: Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=WORDS)] | None = (
        None
    )


class WorthAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A deed whose worth is asked for before it is entered: of nobody, and without papers.

    Attributes:
        deed_type: a code that the city's scheme prices.
        occurred_on: the city's civil day, not in the future.
        grade: where the rule is priced by grade.
        quantity: where the rule counts one, in `unit` or the deed type's unit.
    """

    deed_type: Annotated[str, msgspec.Meta(max_length=100, examples=["volunteering"])]
    occurred_on: date
    grade: Annotated[str, msgspec.Meta(max_length=60)] | None = None
    quantity: Quantity | None = None
    unit: Annotated[str, msgspec.Meta(max_length=60, examples=["hours"])] | None = None


class Worth(msgspec.Struct, frozen=True, kw_only=True):
    """What a deed alone would give or take under the scheme in force.

    A resident's other deeds may make it less: what a maximum, a group or a tier leaves of it.

    Attributes:
        points: signed; 0 where it moves no points, and `note` then says what it does.
        state: of the deed entered now without a document: whether it awaits a second person,
            whoever its resident is. What the collector gave that resident this year can make it
            wait all the same, which the receipt then says.
        counts_from: the first civil day it would count if it were confirmed today; of a demerit,
            after the notice period.
        counts_until: the last day on which it keeps these points; null while it lasts.
        price_en: the rule's price in words, and `price_zh` in Chinese.
        note: why, in words of the caller's language, where there is more to say than the price;
            else empty.
        digest: of the scheme that judged it.
    """

    points: Decimal
    state: DeedState
    counts_from: date
    counts_until: date | None
    price_en: str
    price_zh: str
    note: str
    digest: str


class DeedReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """That a deed is stored, durably.

    Attributes:
        state: whether it counts at once or awaits a second person. So does a merit with which one
            collector would give the resident more than the city lets one give alone in a year.
    """

    id: UUID
    deed_type: str
    state: DeedState
    recorded_at: datetime


class StepView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a deed.

    Attributes:
        kind: `recorded`, `confirmed`, `notified`, `suspended`, `resumed`, `annulled`, `ended`,
            `proven` or `repaired`.
        at: when it was recorded.
        on: the civil day it speaks of; of `notified`, the first day the deed may count.
        role: who took it: a role, or `clock`.
        reason: why, where a reason was given.
    """

    kind: str
    at: datetime
    role: str
    on: date | None = None
    reason: str | None = None


class AskedView(msgspec.Struct, frozen=True, kw_only=True):
    """That an objection was made to a deed, or a repair of it asked for; the words are in the case.

    Attributes:
        id: of the case.
        due_on: the last civil day for the answer.
        on_paper_by: the role of who took in the paper that its resident signed; null where the
            resident asked with the app.
    """

    id: str
    kind: CaseKind
    state: CaseState
    made_at: datetime
    due_on: date
    on_paper_by: str | None


class DeedView(msgspec.Struct, frozen=True, kw_only=True):
    """A deed as its resident and officers see it.

    Attributes:
        counts: true where the score has it now.
        steps: everything that happened to it, in order.
        asked: every objection and repair, oldest first.
    """

    id: str
    deed_type: str
    label_en: str
    label_zh: str
    direction: str
    occurred_on: date
    grade: str | None
    quantity: Decimal | None
    unit: str | None
    department: str
    document: Document | None
    account: str | None
    counts: bool
    steps: tuple[StepView, ...]
    asked: tuple[AskedView, ...]


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """A deed as who entered it sees it: without the resident.

    Attributes:
        state: `awaiting-confirmation`, `confirmed`, `counts`, `suspended` while an objection is
            open, or `annulled`.
        reason: why it was annulled.
    """

    id: str
    deed_type: str
    occurred_on: date
    recorded_at: datetime
    state: EntryState
    reason: str | None = None


class AwaitingItem(msgspec.Struct, frozen=True, kw_only=True):
    """A deed in the queue, without what speaks of the resident.

    Attributes:
        is_own: true where the caller entered it or is its resident: another person decides.
    """

    id: str
    deed_type: str
    label_en: str
    label_zh: str
    direction: str
    department: str
    occurred_on: date
    recorded_at: datetime
    is_own: bool


class AwaitingView(msgspec.Struct, frozen=True, kw_only=True):
    """A deed in the queue, with all that the second person needs to decide.

    Attributes:
        number: of the resident, masked but for its last four characters.
        why: why it needs a second person: a demerit; a merit of 30 points or more without a
            document; one with which its collector would give the resident more than the city lets
            one give alone in a year; or one that counts already and is looked at again.
        is_own: true where the caller entered it or is its resident: another person decides.
    """

    id: str
    deed_type: str
    label_en: str
    label_zh: str
    direction: str
    department: str
    occurred_on: date
    recorded_at: datetime
    grade: str | None
    quantity: Decimal | None
    unit: str | None
    document: Document | None
    account: str | None
    number: str
    is_own: bool
    why: AwaitingReason | None = None


class Refuse(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why the second person refuses a deed; who entered it and the resident can read it."""

    reason: Reason


class FollowDeed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of an ongoing deed: it ended, or was proven anew.

    Attributes:
        on: the civil day of the end or of the new proof, not in the future.
        document: what shows it, for either can prolong a demerit.
    """

    kind: Literal["ended", "proven"]
    on: date
    reason: Reason
    document: Document
