"""Schemes as administrators handle them: drafts, proposals, decisions and differences."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from backend.contracts.cities import SchemeView
from backend.contracts.problems import ProblemItem

Digest = Annotated[
    str,
    msgspec.Meta(
        pattern="^[0-9a-f]{64}$",
        description="A scheme's SHA-256, in hexadecimal.",
        examples=["9b1c0f5d2ac1b7a6e0b0a6c5d3f1e7a9c2d4b6f8091a2b3c4d5e6f708192a3b4"],
    ),
]
# As small as a scheme can be: it prices nothing.
DRAFT = """\
city = "fuzhou"
effective_on = 2028-01-01
title_en = "Example Points"
title_zh = "示例分"
reference = "Fuzhou, rules of 2028"

[scale]
base = 600
minimum = 0
maximum = 1000
source = "chapter 1"

[[band]]
name = "standard"
label_en = "Standard"
label_zh = "标准"
from = 0
"""
Toml = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=200_000,
        description="A scheme file's text (TOML), as it lies in a city's folder `schemes`.",
    ),
]
Why = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=2000,
        pattern=r"\S",
        description="Why, in words; the city's other administrators and auditors read it.",
        examples=["The council decided new prices for volunteering on 3 March."],
    ),
]


class SchemeDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scheme that is being written: either the text of a file or the same as JSON.

    Attributes:
        scheme: the same keys as in a file; numbers may also be written as texts, as in the
            `canonical` of a scheme in full.
    """

    text: Annotated[Toml, msgspec.Meta(examples=[DRAFT])] | None = None
    scheme: dict[str, Any] | None = None


class DraftProblem(ProblemItem, frozen=True, kw_only=True, omit_defaults=True):
    """What is wrong with a draft.

    Attributes:
        line: of the text, counted from 1, where it can be told.
    """

    line: int | None = None


class DraftCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to say about a draft.

    Attributes:
        digest: what the scheme's digest will be; null where there are problems.
        problems: the first 200 of them.
        count: how many there are.
    """

    digest: str | None
    problems: tuple[DraftProblem, ...]
    count: int


class ProposeScheme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which scheme is to come into force, from when and why.

    Attributes:
        digest: of a version that the city keeps; or else
        text: a new scheme as a file's text, or
        scheme: a new scheme as JSON, as in a draft.
        from_day: a civil day of the city from tomorrow on; null for at once when it is approved.
    """

    digest: Digest | None = None
    text: Toml | None = None
    scheme: dict[str, Any] | None = None
    from_day: Annotated[date, msgspec.Meta(examples=["2028-01-01"])] | None = None
    reason: Why


class WhyOnly(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reason for a refusal, or for going back."""

    reason: Why


class ProposalView(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal and what became of it.

    Attributes:
        from_day: null for at once when it is approved.
        proposed_by: an account's id, and `proposed_by_name` what colleagues call it.
        decision_reason: why it was refused.
        version: for If-Match, as `"v1"`.
    """

    id: str
    city: str
    digest: str
    title_en: str
    title_zh: str
    from_day: date | None
    reason: str
    proposed_by: str
    proposed_by_name: str | None
    proposed_at: datetime
    state: Literal["open", "approved", "refused", "withdrawn"]
    decided_by: str | None
    decided_by_name: str | None
    decided_at: datetime | None
    decision_reason: str | None
    version: int


class PeriodView(msgspec.Struct, frozen=True, kw_only=True):
    """From when a scheme is in force, as staff see it.

    Attributes:
        state: `ended` where another scheme has followed.
        proposal: the id of the proposal that was approved; null for a city's first scheme.
    """

    number: int
    digest: str
    title_en: str
    title_zh: str
    from_at: datetime
    state: Literal["scheduled", "in-force", "ended", "called-off"]
    proposal: str | None
    called_off_at: datetime | None


class PeriodList(msgspec.Struct, frozen=True, kw_only=True):
    """All periods of a city, the latest decision first."""

    city: str
    periods: tuple[PeriodView, ...]


class VersionView(msgspec.Struct, frozen=True, kw_only=True):
    """A scheme that the city keeps and that can be proposed.

    Attributes:
        effective_on: the first day that the scheme itself states.
        origin: whether it came as a city file or in a proposal.
    """

    digest: str
    effective_on: date
    title_en: str
    title_zh: str
    origin: Literal["file", "proposal"]
    added_at: datetime
    in_force: bool


class VersionDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A version in full, also one that never was in force."""

    version: VersionView
    scheme: SchemeView


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """A field that differs.

    Attributes:
        field: its key, such as `price.points`.
        before: null where there was none.
        after: null where there is none.
    """

    field: str
    before: Any
    after: Any


class EntryChange(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that was added, removed or changed.

    Attributes:
        section: what it is; `scheme` for title and reference, and the catalogue's `deed_type`,
            `department`, `record_type` and `unit`.
        name: the rule's deed type, the band's name and so on; empty for `scheme` and `scale`.
        fields: of an added or removed entry, all of its fields.
    """

    section: str
    name: str
    change: Literal["added", "removed", "changed"]
    label_en: str | None
    label_zh: str | None
    fields: tuple[FieldChange, ...]


class SchemeDifference(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between two schemes of a city.

    Attributes:
        before: the digest of the one, and `after` of the other.
        reordered: sections whose common entries stand in another order.
    """

    city: str
    before: str
    after: str
    changes: tuple[EntryChange, ...]
    reordered: tuple[str, ...]
