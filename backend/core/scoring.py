"""`score(scheme, deeds, instant)`: the only place where points are made."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter

from backend.core.bands import opens
from backend.core.bound import Scheme
from backend.core.bucket import Bucket, Buckets
from backend.core.deed import Deed, standing_of
from backend.core.instant import Instant
from backend.core.pricing import tidy
from backend.core.reckoning import Draft, DraftKey, KeptLines, Reckoned, reckon
from backend.core.score import Line, Score

ONE_DAY = timedelta(days=1)


def score(scheme: Scheme, deeds: Iterable[Deed], instant: Instant) -> Score:
    """Price the deeds that count at the instant.

    The order of the deeds never matters, and the same id twice is one deed. Deeds of a type that
    the scheme does not price are left out.

    Args:
        scheme: bound, without problems.
        deeds: of one resident.
        instant: what was recorded after its moment is not known yet.

    Raises:
        ValueError: if two deeds of one id differ.

    Returns:
        The total, its band, its lines, and when it will next change by itself.
    """
    buckets = _buckets(scheme, deeds, instant)
    kept: KeptLines = {}
    today = reckon(scheme, buckets, kept)
    days = _event_days(buckets)
    until, next_change = _look_ahead(scheme, buckets, days, today, kept)
    return Score(
        city=scheme.text.city,
        scheme=scheme.text.effective_on,
        digest=scheme.digest,
        on=instant.day,
        base=tidy(scheme.text.scale.base),
        unclamped=tidy(today.unclamped),
        total=tidy(today.total),
        band=today.band,
        next_change=next_change,
        next_event=next(iter(days), None),
        lines=tuple(_line(draft, until) for draft in today.drafts),
    )


def points_of(scheme: Scheme, deeds: Iterable[Deed], instant: Instant) -> Decimal:
    """The signed sum of the score's lines; without looking at the days to come.

    Args:
        scheme: bound, without problems.
        deeds: of one resident.
        instant: as for `score`.
    """
    made = reckon(scheme, _buckets(scheme, deeds, instant), {})
    return tidy(made.unclamped - scheme.text.scale.base)


def reached_on(scheme: Scheme, deeds: Iterable[Deed], instant: Instant, band: str) -> date | None:
    """The first later day on which a band, or a better one, is reached where nothing is added.

    Args:
        scheme: bound, without problems.
        deeds: of one resident.
        instant: as for `score`.
        band: by its name.
    """
    buckets = _buckets(scheme, deeds, instant)
    kept: KeptLines = {}
    for day in _event_days(buckets):
        for bucket in buckets:
            bucket.advance(day)
        if opens(scheme.bands, reckon(scheme, buckets, kept).band, band):
            return day
    return None


def counting(
    scheme: Scheme, deeds: Iterable[Deed], instant: Instant
) -> tuple[frozenset[str], date | None]:
    """The deeds on which the score's lines rest, and the score's `next_event`; without the points.

    Args:
        scheme: bound, without problems.
        deeds: of one resident.
        instant: as for `score`.
    """
    buckets = _buckets(scheme, deeds, instant)
    ids = frozenset(deed for bucket in buckets if bucket.count for deed in bucket.deeds)
    return ids, next(iter(_event_days(buckets)), None)


def _event_days(buckets: list[Bucket]) -> list[date]:
    """The later days on which something starts or ends, in order."""
    return sorted({day for bucket in buckets for day in bucket.changes})


def _buckets(scheme: Scheme, deeds: Iterable[Deed], instant: Instant) -> list[Bucket]:
    """Sort the deeds that count into buckets, in the order of the scheme's file."""
    once: dict[str, Deed] = {}
    for deed in deeds:
        known = once.setdefault(deed.id, deed)
        if known is not deed and known != deed:
            message = f"deed {deed.id} is given twice, with different content"
            raise ValueError(message)
    buckets = Buckets(instant.day)
    for deed in sorted(once.values(), key=attrgetter("occurred_on", "id")):
        bound = scheme.rules.get(deed.deed_type)
        standing = standing_of(deed, instant) if bound is not None else None
        if bound is not None and standing is not None:
            buckets.put(bound, deed, standing)
    return sorted(buckets.all(), key=lambda b: (scheme.order[b.bound.code], b.part, b.year or 0))


def _look_ahead(
    scheme: Scheme, buckets: list[Bucket], days: list[date], today: Reckoned, kept: KeptLines
) -> tuple[dict[DraftKey, date], date | None]:
    """Walk the days on which something starts or ends, until every line has changed once.

    Returns:
        The last day of each line that is not open, and the first day anything differs.
    """
    pending = {draft.key: draft.points for draft in today.drafts if not _is_open(draft)}
    now = {draft.key: draft.points for draft in today.drafts}
    until: dict[DraftKey, date] = {}
    next_change = None
    for day in days:
        for bucket in buckets:
            bucket.advance(day)
        later = reckon(scheme, buckets, kept)
        then = {draft.key: draft.points for draft in later.drafts}
        if next_change is None and (then != now or later.band != today.band):
            next_change = day
        for key in [key for key, points in pending.items() if then.get(key) != points]:
            until[key] = day - ONE_DAY
            del pending[key]
        if not pending and next_change is not None:
            break
    return until, next_change


def _is_open(draft: Draft) -> bool:
    return any(bucket.has_open for bucket in draft.buckets)


def _line(draft: Draft, until: dict[DraftKey, date]) -> Line:
    """A line of the score; what limits several buckets rests on all their deeds."""
    return Line(
        rule=draft.rule,
        source=draft.source,
        points=tidy(draft.points),
        deeds=tuple(deed for bucket in draft.buckets for deed in bucket.deeds),
        counts_until=until.get(draft.key),
        notes=draft.notes,
        is_adjustment=draft.is_adjustment,
    )
