"""Words for what a deed says, and the columns of its steps."""

from datetime import datetime
from decimal import Decimal

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import day, grade_word, label, listed, moment, plain, word
from backend.contracts.cities import DeedTypes
from backend.contracts.deeds import DeedView, Document, StepView

translate = QCoreApplication.translate


def direction_text(direction: str) -> str:
    """A direction by sign and word."""
    return f"{'−' if direction == 'demerit' else '+'} {word(direction)}"


def counts_text(deed: DeedView) -> str:
    """Whether a deed counts, by sign and word."""
    if deed.counts:
        return translate("Deeds", "✓ counts")
    return translate("Deeds", "✕ does not count")


def document_text(document: Document | None) -> str:
    """Authority, number and day of a document; empty for none."""
    if document is None:
        return ""
    return translate("Deeds", "{authority}, no. {number}, of {day}").format(
        authority=document.authority, number=document.number, day=day(document.issued_on)
    )


def department_text(types: DeedTypes, code: str) -> str:
    """What a department is called."""
    for each in types.departments:
        if each.code == code:
            return label(each.label_en, each.label_zh)
    return word(code)


def amount_text(types: DeedTypes, deed: DeedView) -> str:
    """A deed's grade or quantity; empty for neither."""
    parts = [grade_word(deed.grade)] if deed.grade else []
    if deed.quantity is not None:
        parts.append(quantity_text(Decimal(deed.quantity), _unit(types, deed.unit)))
    return listed(parts)


def quantity_text(quantity: Decimal, unit: str) -> str:
    """A quantity with its unit in words, such as 1 hour or 1200000 CNY."""
    # Chinese units do not end with it, English ones are plural.
    named = unit.removesuffix("s") if quantity == 1 else unit
    return f"{plain(quantity)} {named}".strip()


def _unit(types: DeedTypes, code: str | None) -> str:
    for each in types.units:
        if each.code == code:
            return label(each.label_en, each.label_zh)
    return word(code) if code else ""


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a deed, at the city's time."""

    step: StepView
    at: datetime


def step_columns() -> list[Column[StepRow]]:
    """Columns of the steps."""
    return [
        Column(
            name="at",
            title=lambda: translate("Deeds", "When"),
            text=lambda row: moment(row.at),
            key=lambda row: row.at,
        ),
        Column(
            name="step",
            title=lambda: translate("Deeds", "Step"),
            text=step_text,
            hint=step_text,
        ),
        Column(
            name="role",
            title=lambda: translate("Deeds", "By"),
            text=lambda row: word(row.step.role),
        ),
        Column(
            name="reason",
            title=lambda: translate("Deeds", "Reason"),
            text=lambda row: row.step.reason or "",
            hint=lambda row: row.step.reason or "",
        ),
    ]


def step_text(row: StepRow) -> str:
    """A step with the day that it speaks of."""
    step = row.step
    if step.on is None:
        return word(step.kind)
    if step.kind == "notified":
        return translate("Deeds", "notified; may count from {day}").format(day=day(step.on))
    return translate("Deeds", "{step} on {day}").format(step=word(step.kind), day=day(step.on))
