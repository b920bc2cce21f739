"""The order of reckoning on one day: rules, maxima, groups, dimension ranges, floors, the clamp.

Each limit that bites adds an adjustment line, so that base and lines always add up.
"""

from decimal import Decimal
from typing import NamedTuple

from backend.core.bands import band_of, worst
from backend.core.bound import Scheme
from backend.core.bucket import Bucket, Part
from backend.core.price import DirectGrade
from backend.core.pricing import ZERO, points_for, tidy
from backend.core.scheme import Group
from backend.core.score import Note, NoteKind

DraftKey = tuple[str, str, int]


class Draft(NamedTuple):
    """A line before its last day is known; `key` names the same line on other days."""

    key: DraftKey
    rule: str
    source: str
    points: Decimal
    buckets: tuple[Bucket, ...]
    notes: tuple[Note, ...] = ()
    is_adjustment: bool = False


KeptLines = dict[Bucket, tuple[Decimal, list[Draft]]]


class Reckoned(NamedTuple):
    """A day's lines, their sum with the base, that sum within the scale, and the band."""

    drafts: list[Draft]
    unclamped: Decimal
    total: Decimal
    band: str


def reckon(scheme: Scheme, buckets: list[Bucket], kept: KeptLines) -> Reckoned:
    """Reckon a scheme over buckets sorted as its file lists their rules.

    `kept` holds each bucket's lines from day to day: most days change one bucket only.
    """
    scale = scheme.text.scale
    active = [bucket for bucket in buckets if bucket.count]
    by_code = _priced(active, kept)
    for group in scheme.text.groups:
        _limit_group(group, by_code)
    drafts = [draft for lines in by_code.values() for draft in lines]
    drafts += _dimension_adjustments(scheme, by_code)
    unclamped = scale.base + sum((draft.points for draft in drafts), ZERO)
    for floor in (bucket for bucket in active if bucket.is_floor):
        points = min(ZERO, scale.minimum - unclamped)
        unclamped += points
        drafts.append(_draft(floor, points, Note(NoteKind.FLOOR, str(scale.minimum))))
    total = max(scale.minimum, unclamped)
    if scale.maximum is not None:
        total = min(scale.maximum, total)
    band = worst(scheme.bands, band_of(scheme.bands, total), {bucket.band for bucket in active})
    return Reckoned(drafts, unclamped, total, band.name)


def _priced(active: list[Bucket], kept: KeptLines) -> dict[str, list[Draft]]:
    """Lines of each rule and pool, with their own maxima, by code."""
    merits_rest = any(bucket.rests_merits for bucket in active)
    by_code: dict[str, list[Draft]] = {}
    for bucket in active:
        if bucket.is_floor:
            continue
        lines = by_code.setdefault(bucket.bound.code, [])
        if merits_rest and bucket.bound.is_merit:
            lines.append(_draft(bucket, ZERO, Note(NoteKind.MERITS_REST)))
        else:
            lines += _kept_lines(bucket, kept)
            lines += _beyond_maximum(bucket, lines)
    return by_code


def _beyond_maximum(bucket: Bucket, lines: list[Draft]) -> list[Draft]:
    """What repaired deeds take beyond the maximum that they share with their rule's others."""
    most = bucket.bound.at_most
    if bucket.part is not Part.REPAIRED or most is None:
        return []
    year = bucket.year or 0
    total = sum((draft.points for draft in lines if draft.key[2] == year), ZERO)
    if abs(total) <= most:
        return []
    limit = Note(NoteKind.AT_MOST, str(most))
    return [_draft(bucket, most.copy_sign(total) - total, limit, is_adjustment=True)]


def _kept_lines(bucket: Bucket, kept: KeptLines) -> list[Draft]:
    found = kept.get(bucket)
    if found is None or found[0] != bucket.amount:
        found = kept[bucket] = (bucket.amount, _bucket_lines(bucket))
    return found[1]


def _bucket_lines(bucket: Bucket) -> list[Draft]:
    bound = bucket.bound
    if bucket.part is Part.REPAIRED:
        return [_draft(bucket, bucket.amount, Note(NoteKind.REPAIRED))]
    if bucket.part is Part.AFTER_EFFECT:
        return [
            _draft(
                bucket, bucket.amount, Note(NoteKind.AFTER_EFFECT, *bound.band_labels(bucket.band))
            )
        ]
    if isinstance(bound.price, DirectGrade):
        return [
            _draft(bucket, ZERO, Note(NoteKind.DIRECT_GRADE, *bound.band_labels(bound.price.band)))
        ]
    points = points_for(bound.price, bucket.amount)
    notes = []
    if bound.by_quantity and bucket.amount:
        notes.append(_quantity(bucket))
    if bucket.has_unpriced:
        notes.append(Note(NoteKind.NOT_PRICED))
    elif not points:
        notes.append(Note(NoteKind.BELOW_FIRST_STEP))
    lines = [_draft(bucket, points, *notes)]
    if bound.at_most is not None and abs(points) > bound.at_most:
        over = points - bound.at_most.copy_sign(points)
        limit = Note(NoteKind.AT_MOST, str(bound.at_most))
        lines.append(_draft(bucket, -over, limit, is_adjustment=True))
    return lines


def _quantity(bucket: Bucket) -> Note:
    """What was added up, with its unit."""
    amount = f"{tidy(bucket.amount):,f}"
    english, chinese = bucket.bound.unit_labels(bucket.bound.deed_type.unit or "")
    return Note(NoteKind.QUANTITY, f"{amount} {english}", f"{amount} {chinese}")


def _draft(bucket: Bucket, points: Decimal, *notes: Note, is_adjustment: bool = False) -> Draft:
    bound = bucket.bound
    year = () if bucket.year is None else (Note(NoteKind.YEAR, str(bucket.year)),)
    return Draft(
        key=(bound.code, f"{bucket.part}{'!' if is_adjustment else ''}", bucket.year or 0),
        rule=bound.code,
        source=bound.source,
        points=points,
        buckets=(bucket,),
        notes=year + notes,
        is_adjustment=is_adjustment,
    )


def _limit_group(group: Group, by_code: dict[str, list[Draft]]) -> None:
    if group.kind == "largest":
        _keep_largest(group, by_code)
    elif group.kind == "cap" and group.at_most is not None:
        drafts = [draft for member in group.members for draft in by_code.get(member, ())]
        total = sum((draft.points for draft in drafts), ZERO)
        if abs(total) > group.at_most:
            back = group.at_most.copy_sign(total) - total
            note = Note(NoteKind.GROUP_AT_MOST, str(group.at_most))
            by_code[group.name] = [_adjustment("group", group.name, back, drafts, note)]


def _keep_largest(group: Group, by_code: dict[str, list[Draft]]) -> None:
    """Only the member with the most points keeps them, unsigned; the file's first on a tie."""
    sums = {
        member: abs(sum((draft.points for draft in by_code[member]), ZERO))
        for member in by_code
        if member in group.members
    }
    if not any(sums.values()):
        return
    winner = max(sums, key=lambda member: sums[member])
    largest = by_code[winner][0].buckets[0].bound
    note = Note(NoteKind.NOT_LARGEST, largest.label_en, largest.label_zh)
    for member in sums:
        if member != winner:
            by_code[member] = [
                draft._replace(points=ZERO, notes=(*draft.notes, note))
                for draft in by_code[member]
                if not draft.is_adjustment
            ]


def _dimension_adjustments(scheme: Scheme, by_code: dict[str, list[Draft]]) -> list[Draft]:
    """What brings each dimension's base and lines back into its range."""
    adjustments = []
    for dimension in scheme.text.dimensions:
        drafts = [
            draft
            for lines in by_code.values()
            for draft in lines
            if draft.buckets[0].bound.rule.dimension == dimension.name
        ]
        reached = dimension.base + sum((draft.points for draft in drafts), ZERO)
        within = min(dimension.maximum, max(dimension.minimum, reached))
        if within != reached:
            note = Note(NoteKind.DIMENSION_RANGE, f"{dimension.minimum}–{dimension.maximum}")
            adjustments.append(
                _adjustment("dimension", dimension.name, within - reached, drafts, note)
            )
    return adjustments


def _adjustment(kind: str, name: str, points: Decimal, drafts: list[Draft], note: Note) -> Draft:
    buckets = tuple(dict.fromkeys(bucket for draft in drafts for bucket in draft.buckets))
    sources = dict.fromkeys(draft.source for draft in drafts)
    return Draft(
        key=(name, kind, 0),
        rule=name,
        source=", ".join(sources),
        points=points,
        buckets=buckets,
        notes=(note,),
        is_adjustment=True,
    )
