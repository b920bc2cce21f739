"""A difference between two schemes as rows: one for each field that differs."""

import json
from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.screens.schemes.signs import Signs
from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import NOTHING, label
from backend.contracts.schemes import EntryChange, SchemeDifference

translate = QCoreApplication.translate

_SECTIONS = {
    "scheme": QT_TRANSLATE_NOOP("SchemeChanges", "scheme"),
    "scale": QT_TRANSLATE_NOOP("SchemeChanges", "scale"),
    "band": QT_TRANSLATE_NOOP("SchemeChanges", "band"),
    "dimension": QT_TRANSLATE_NOOP("SchemeChanges", "dimension"),
    "rule": QT_TRANSLATE_NOOP("SchemeChanges", "rule"),
    "group": QT_TRANSLATE_NOOP("SchemeChanges", "group"),
    "provider": QT_TRANSLATE_NOOP("SchemeChanges", "provider"),
    "perk": QT_TRANSLATE_NOOP("SchemeChanges", "perk"),
    "excluded": QT_TRANSLATE_NOOP("SchemeChanges", "excluded row"),
    "deed_type": QT_TRANSLATE_NOOP("SchemeChanges", "catalogue: deed type"),
    "department": QT_TRANSLATE_NOOP("SchemeChanges", "catalogue: department"),
    "record_type": QT_TRANSLATE_NOOP("SchemeChanges", "catalogue: record type"),
    "unit": QT_TRANSLATE_NOOP("SchemeChanges", "catalogue: unit"),
}
_CHANGES = {
    "added": QT_TRANSLATE_NOOP("SchemeChanges", "added"),
    "removed": QT_TRANSLATE_NOOP("SchemeChanges", "removed"),
    "changed": QT_TRANSLATE_NOOP("SchemeChanges", "changed"),
}


class FieldRow(msgspec.Struct, frozen=True, kw_only=True):
    """A field of an entry that differs.

    Attributes:
        entry: what it belongs to.
    """

    entry: EntryChange
    field: str
    before: str
    after: str


def rows_of(difference: SchemeDifference) -> list[FieldRow]:
    """A row for each field; an entry without any has one row, too."""
    rows: list[FieldRow] = []
    for entry in difference.changes:
        fields = [(f.field, value_words(f.before), value_words(f.after)) for f in entry.fields]
        rows += [
            FieldRow(entry=entry, field=field, before=before, after=after)
            for field, before, after in fields or [("", "", "")]
        ]
    return rows


def change_columns(signs: Signs) -> tuple[Column[FieldRow], ...]:
    """Of the table."""
    return (
        Column(
            name="change",
            title=lambda: translate("SchemeChanges", "Change"),
            text=lambda row: translate("SchemeChanges", _CHANGES[row.entry.change]),
            icon=lambda row: signs.icon(row.entry.change),
        ),
        Column(
            name="section",
            title=lambda: translate("SchemeChanges", "Part"),
            text=lambda row: section(row.entry),
        ),
        Column(
            name="name",
            title=lambda: translate("SchemeChanges", "Entry"),
            text=lambda row: entry_name(row.entry),
        ),
        Column(
            name="field",
            title=lambda: translate("SchemeChanges", "Key"),
            text=lambda row: row.field,
        ),
        Column(
            name="before",
            title=lambda: translate("SchemeChanges", "Before"),
            text=lambda row: row.before,
            hint=lambda row: row.before,
        ),
        Column(
            name="after",
            title=lambda: translate("SchemeChanges", "After"),
            text=lambda row: row.after,
            hint=lambda row: row.after,
        ),
    )


def section(entry: EntryChange) -> str:
    """The part of a scheme that an entry stands in."""
    return section_words(entry.section)


def section_words(code: str) -> str:
    """A part of a scheme in words."""
    return translate("SchemeChanges", _SECTIONS[code]) if code in _SECTIONS else code


def entry_name(entry: EntryChange) -> str:
    """An entry's label with the name that the file has."""
    if entry.label_en is None or entry.label_zh is None:
        return entry.name
    text = label(entry.label_en, entry.label_zh)
    return text if text == entry.name else f"{text} ({entry.name})"


def value_words(value: Any) -> str:  # noqa: ANN401 - JSON
    """A value as a file writes it."""
    if value is None or value in ({}, []):
        return NOTHING
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(value_words(each) for each in value)
    if isinstance(value, dict):
        inner = (f"{key} = {value_words(each)}" for key, each in value.items() if each is not None)
        return "{ " + ", ".join(inner) + " }"
    return json.dumps(value)


def matching(rows: Sequence[FieldRow], typed: str) -> list[FieldRow]:
    """The rows that have all typed words somewhere, in either language."""
    parts = typed.casefold().split()
    return [row for row in rows if all(part in _searched(row) for part in parts)]


def _searched(row: FieldRow) -> str:
    entry = row.entry
    texts = (
        *(entry.section, section(entry), entry.name, entry.label_en, entry.label_zh),
        *(translate("SchemeChanges", _CHANGES[entry.change]), row.field, row.before, row.after),
    )
    return " ".join(text for text in texts if text).casefold()
