"""What differs between two schemes, entry by entry and field by field."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

import msgspec

from backend.core.bound import units_of
from backend.core.catalogue import Catalogue
from backend.core.scheme import Excluded, SchemeText

Entries = dict[str, msgspec.Struct]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field that differs; none where there is no such field."""

    name: str
    before: Any
    after: Any


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that differs."""

    section: str
    name: str
    kind: Literal["added", "removed", "changed"]
    label_en: str | None
    label_zh: str | None
    fields: tuple[Field, ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """All changes, and the sections whose common entries stand in another order."""

    changes: tuple[Change, ...]
    reordered: tuple[str, ...]


def difference(
    before: SchemeText, after: SchemeText, catalogue_before: Catalogue, catalogue_after: Catalogue
) -> Difference:
    """What one has to change in a scheme, and in the catalogue entries it uses, to get the other.

    The catalogues' units are compared where the deed types or the perks name them.
    """
    old = _sections(before, catalogue_before)
    new = _sections(after, catalogue_after)
    labels = {**_labels(catalogue_before), **_labels(catalogue_after)}
    changes = [
        change
        for section in old
        for change in _changes(section, old[section], new[section], labels)
    ]
    reordered = [
        section
        for section in ("band", "dimension", "rule", "group", "provider", "perk", "excluded")
        if _common(old[section], new[section]) != _common(new[section], old[section])
    ]
    return Difference(changes=tuple(changes), reordered=tuple(reordered))


def _sections(text: SchemeText, catalogue: Catalogue) -> dict[str, Entries]:
    """Every entry of a scheme and of what it uses, by section and name, in file order."""
    deed_types = [catalogue.deed_types[rule.deed_type] for rule in text.rules]
    departments = {code for entry in deed_types for code in entry.departments}
    return {
        "scheme": {"": _Head(**{name: getattr(text, name) for name in _Head.__struct_fields__})},
        "scale": {"": text.scale},
        "band": {each.name: each for each in text.bands},
        "dimension": {each.name: each for each in text.dimensions},
        "rule": {each.deed_type: each for each in text.rules},
        "group": {each.name: each for each in text.groups},
        "provider": {each.name: each for each in text.providers},
        "perk": {each.name: each for each in text.perks},
        "excluded": {_row(each): each for each in text.excluded},
        "deed_type": {each.code: each for each in deed_types},
        "department": _those(catalogue.departments, departments),
        "record_type": {
            str(number): entry
            for number, entry in catalogue.record_types.items()
            if number in {each.record_type for each in deed_types}
        },
        "unit": _those(catalogue.units, units_of(text, deed_types)),
    }


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a scheme states of itself."""

    city: str
    effective_on: Any
    title_en: str
    title_zh: str
    reference: str
    table: str | None


def _row(entry: Excluded) -> str:
    """What an excluded row is called; halves of a row are apart."""
    return entry.source if entry.part_en is None else f"{entry.source}: {entry.part_en}"


def _those(entries: Mapping[str, msgspec.Struct], codes: Iterable[str | None]) -> Entries:
    wanted = set(codes)
    return {code: entry for code, entry in sorted(entries.items()) if code in wanted}


def _labels(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    return {code: (entry.label_en, entry.label_zh) for code, entry in catalogue.deed_types.items()}


def _common(entries: Entries, others: Entries) -> list[str]:
    """The names that stand in both, in the order of the first."""
    return [name for name in entries if name in others]


def _changes(
    section: str, old: Entries, new: Entries, labels: dict[str, tuple[str, str]]
) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        kind: Literal["added", "removed", "changed"] = "changed"
        if before is None or after is None:
            kind = "added" if before is None else "removed"
        shown = after if after is not None else before
        english, chinese = labels.get(name, (None, None)) if section == "rule" else (None, None)
        yield Change(
            section=section,
            name=name,
            kind=kind,
            label_en=getattr(shown, "label_en", english),
            label_zh=getattr(shown, "label_zh", chinese),
            fields=tuple(_fields(_flat(before), _flat(after))),
        )


def _fields(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Field]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Field(name=name, before=before.get(name), after=after.get(name))


def _flat(entry: msgspec.Struct | None) -> dict[str, Any]:
    """An entry's fields by their keys in a file; a table's are joined to its own by a dot."""
    if entry is None:
        return {}
    return dict(_leaves("", msgspec.to_builtins(entry, builtin_types=(Decimal,), str_keys=True)))


def _leaves(key: str, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - what a file holds
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(f"{key}.{name}" if key else name, inner)
    elif value is not None:
        yield key, value
