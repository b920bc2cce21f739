"""What `citypoints score` reads and prints."""

from datetime import date, datetime
from decimal import Decimal

import msgspec


class DeedEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """One deed as `score` and scenarios state it, taken as confirmed and notified when it occurred.

    Attributes:
        rule: the code of the rule, or
        source: the row it rests on, where that row names exactly one deed type.
        grade: a grade word of the deed type.
        quantity: in `unit`; a deed that is counted in times is one time if left out.
        unit: may be left out where the rule has one.
    """

    id: str
    rule: str | None = None
    source: str | None = None
    occurred_on: date
    grade: str | None = None
    quantity: int | float | None = None
    unit: str | None = None
    ended_on: date | None = None
    repaired_on: date | None = None
    annulled_on: date | None = None


class LineView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a score.

    Attributes:
        points: signed.
        counts_until: the last day it keeps its points if nothing is added; null while open.
        note: why, in words, where there is more to say than the rule's price.
    """

    rule: str
    source: str
    points: Decimal
    deeds: tuple[str, ...]
    counts_until: date | None
    note: str = ""


class ScoreView(msgspec.Struct, frozen=True, kw_only=True):
    """A score with all that explains it.

    Attributes:
        scheme: the first day of the scheme that judged it, and `digest` its SHA-256.
        unclamped: base and the points of all lines.
        next_change: the first later day on which it will differ by itself.
    """

    city: str
    scheme: date
    digest: str
    on: date
    base: Decimal
    unclamped: Decimal
    total: Decimal
    band: str
    next_change: date | None
    lines: tuple[LineView, ...]


class RuleView(msgspec.Struct, frozen=True, kw_only=True):
    """A rule, or an excluded row with the charter's article that excludes it.

    Attributes:
        code: none for an excluded row.
        direction: `merit` or `demerit`; none for an excluded row.
        price: the price as the file states it, with `at_most` and `window` where it has them.
        price_text: the price in words.
        grades: the words that a deed may be graded with.
        unit: what its quantity is counted in.
        lifetime: how long a deed counts, in words; none for an excluded row.
        repair: how a deed is made good, as the file states it, where it can be.
        group: the name of the group that prices or limits the rule with others.
        part: which part of the row this is, where the row is split.
    """

    code: str | None
    source: str
    direction: str | None
    label: str
    label_zh: str
    price: dict[str, object] | None
    price_text: str | None
    grades: tuple[str, ...]
    unit: str | None
    lifetime: str | None = None
    repair: dict[str, object] | None = None
    group: str | None = None
    part: str | None = None
    article: int | None = None
    reason: str | None = None


class HeadlineView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A resident's score at a glance: what a phone polls.

    Attributes:
        total: null where the city shows levels only; the lines show every number.
        next_change: the first later day on which it will differ by itself.
        scheme: the digest of the scheme that judged it.
    """

    city: str
    on: date
    total: Decimal | None
    band: str
    band_en: str
    band_zh: str
    next_change: date | None
    scheme: str


class HistoryEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a score changed.

    Attributes:
        kind: a step of a deed, such as `suspended` by an objection; `begins` or `expired` where a
            deed began or ceased to count by itself; `scheme` for another one, `returned` for who
            had been leaving; `calendar` for anything else that a day changes.
    """

    kind: str
    deed: str | None = None


class HistoryView(msgspec.Struct, frozen=True, kw_only=True):
    """The score from a moment on, and why it changed then."""

    at: datetime
    on: date
    total: Decimal
    band: str
    because: tuple[HistoryEvent, ...]
