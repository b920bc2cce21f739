"""Perks: which ones a resident's band opens, and how they are granted and revoked."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.contracts.own_perks import Amount
from backend.contracts.problems import ProblemItem
from backend.contracts.residents import Number, Reason

LIST_MOST = 1_000

Day = Annotated[date, msgspec.Meta(examples=["2027-03-01"])]


class NewGrant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A perk that an officer grants to a resident for some days.

    Attributes:
        id: chosen by the client (UUID, best of version 7): sent again, the same grant is answered
            as before; with other content it is refused.
        perk: by its name in the scheme in force; the resident's band must open it now.
        from_day: the first day, the city's today at the earliest.
        until_day: the last day, 366 days from the city's today at the latest.
    """

    id: UUID
    perk: Annotated[str, msgspec.Meta(max_length=100, examples=["public-parking-discount"])]
    from_day: Day
    until_day: Day
    reason: Reason


class RevokeGrant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a grant is revoked."""

    reason: Reason


class GrantList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A perk that an officer grants to a list of residents for the same days and reason.

    Attributes:
        id: chosen by the client (UUID, best of version 7): sent again, the same list is answered
            as before; with other content it is refused. Every grant names it.
        numbers: exact, each once.
    """

    id: UUID
    perk: Annotated[str, msgspec.Meta(max_length=100, examples=["public-parking-discount"])]
    from_day: Day
    until_day: Day
    reason: Reason
    numbers: Annotated[tuple[Number, ...], msgspec.Meta(min_length=1, max_length=LIST_MOST)]


class GrantListRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a list does, or did, for one number.

    Attributes:
        row: from 1, in the order of the list.
        problem: why nothing is granted; null where the perk is.
    """

    row: int
    number: str
    problem: ProblemItem | None


class GrantListView(msgspec.Struct, frozen=True, kw_only=True):
    """What a list of numbers does, or did: one line for each.

    Attributes:
        granted: how many are, or were, granted.
    """

    id: str
    perk: str
    granted: int
    rows: tuple[GrantListRow, ...]


class RevokedList(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a list's grants: how many were revoked by this, and how many stand no more."""

    revoked: int
    over: int


class GrantView(msgspec.Struct, frozen=True, kw_only=True):
    """A grant, as its resident and officers see it.

    Attributes:
        label_en: what the perk was called when it was granted, and `label_zh` in Chinese.
        from_day: the first day, and `until_day` the last one.
        granted_by_name: of the officer; null where there is no such account.
        state: on the city's present day.
        list: the id of the list it was granted by; null where it was granted alone.
        value: how much it gives, as the band opened it then; null where there is no amount.
        ends_on: of what is revoked: the last day of the notice, on which it still holds; null
            where it ended at once.
    """

    id: str
    perk: str
    label_en: str
    label_zh: str
    provider_en: str
    provider_zh: str
    from_day: date
    until_day: date
    granted_at: datetime
    granted_by_name: str | None
    reason: str
    state: Literal["scheduled", "running", "ended", "revoked"]
    revoked_at: datetime | None = None
    revoke_reason: str | None = None
    list: str | None = None
    ends_on: date | None = None
    value: Amount | None = None


class OpenPerk(msgspec.Struct, frozen=True, kw_only=True):
    """A perk that the scheme in force lists.

    Attributes:
        opens_from: the lowest band that opens it; every better band does, too.
        is_open: whether the resident's band opens it now; where `by_grant`, for a grant.
        by_grant: true where the band alone opens nothing, but an officer grants it.
        value: how much it gives in the resident's band, or in the lowest one that opens it where
            that band does not; null where there is no amount.
    """

    name: str
    label_en: str
    label_zh: str
    kind: str
    service: str
    provider_en: str
    provider_zh: str
    opens_from: str
    is_open: bool
    by_grant: bool = False
    value: Amount | None = None


class OpenPerks(msgspec.Struct, frozen=True, kw_only=True):
    """The perks of the scheme in force, in its order, as a resident's band opens them now."""

    band: str
    band_en: str
    band_zh: str
    perks: tuple[OpenPerk, ...]
