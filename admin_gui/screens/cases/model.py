"""The cases' columns, and the words for what a case says."""

from decimal import Decimal
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.widgets.paper import size_words
from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import day, label, listed, moment, signed, word
from admin_gui.workplace import Workplace
from backend.contracts.cases import CaseFile, CaseItem, CaseView, EvidenceView, Letter

OBJECTION: Final = "objection"
REPAIR: Final = "repair"
REASONS: Final = "{reasons}"
# What stands in a letter for reasons that are not written yet.
UNWRITTEN: Final = "…"


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that is not sent.

    Attributes:
        is_granted: none while that is not chosen.
    """

    is_granted: bool | None = None
    reasons: str = ""


def said(text: str) -> str:
    """A text of this screen in the language in use."""
    return QCoreApplication.translate("Cases", text)


def named(item: CaseItem) -> str:
    """A case, by its kind and its deed."""
    return said(QT_TRANSLATE_NOOP("Cases", "{kind}: {deed}")).format(
        kind=kind_text(item.kind), deed=label(item.label_en, item.label_zh)
    )


def kind_text(kind: str) -> str:
    """A kind of case, as a title."""
    words = {
        OBJECTION: said(QT_TRANSLATE_NOOP("Cases", "Objection")),
        REPAIR: said(QT_TRANSLATE_NOOP("Cases", "Repair")),
    }
    return words.get(kind, word(kind))


def state_text(item: CaseItem) -> str:
    """How a case stands: by sign and word, and whether the reader may decide it."""
    overdue = said(QT_TRANSLATE_NOOP("Cases", "⚠ overdue")) if item.is_overdue else word(item.state)
    return listed((overdue, said(QT_TRANSLATE_NOOP("Cases", "locked")) if item.is_own else ""))


def state_hint(item: CaseItem) -> str:
    """What that means; empty for nothing special."""
    parts = (
        overdue_text(item) if item.is_overdue else "",
        own_text() if item.is_own else "",
    )
    return " ".join(part for part in parts if part)


def own_text() -> str:
    """Why a case is locked."""
    return said(
        QT_TRANSLATE_NOOP(
            "Cases",
            "You entered, confirmed, proved or ended this deed, took in the paper that asks, or it "
            "is your own: another person must decide.",
        )
    )


def overdue_text(item: CaseItem) -> str:
    """What an overdue case means."""
    return said(
        QT_TRANSLATE_NOOP(
            "Cases",
            "Overdue: the last day for an answer was {day}. The resident still waits for one.",
        )
    ).format(day=day(item.due_on))


def made_text(case: CaseView, place: Workplace) -> str:
    """When a case was made, and that it came on paper."""
    at = moment(place.shown(case.made_at))
    if case.on_paper_by is None:
        return at
    on_paper = said(QT_TRANSLATE_NOOP("Cases", "{at}, on paper, taken in by: {role}"))
    return on_paper.format(at=at, role=word(case.on_paper_by))


def points_text(points: Decimal | None) -> str:
    """What a deed gives or takes."""
    if points is None:
        return said(QT_TRANSLATE_NOOP("Cases", "The scheme in force does not price it."))
    return signed(points)


def after_text(file: CaseFile) -> str:
    """What the deed gives or takes once a repair is accepted; empty for an objection."""
    if file.case.kind != REPAIR:
        return ""
    if file.points_now is not None and file.points_after is None:
        return said(QT_TRANSLATE_NOOP("Cases", "The scheme in force offers no repair for it."))
    return points_text(file.points_after)


def letter_text(letter: Letter, language: str, reasons: str) -> str:
    """A letter as the resident will read it."""
    text = letter.zh if language == "zh" else letter.en
    return text.replace(REASONS, reasons.strip() or UNWRITTEN)


def columns(place: Workplace) -> list[Column[CaseItem]]:
    """The list's columns."""
    return [
        Column(
            name="due_on",
            title=lambda: said(QT_TRANSLATE_NOOP("Cases", "Answer by")),
            text=lambda row: day(row.due_on),
            order="due_on",
        ),
        Column(
            name="state",
            title=lambda: said(QT_TRANSLATE_NOOP("Cases", "State")),
            text=state_text,
            icon=lambda row: place.theme.icon("lock") if row.is_own else None,
            hint=state_hint,
        ),
        Column(
            name="kind",
            title=lambda: said(QT_TRANSLATE_NOOP("Cases", "Kind")),
            text=lambda row: kind_text(row.kind),
        ),
        Column(
            name="deed",
            title=lambda: said(QT_TRANSLATE_NOOP("Cases", "Deed")),
            text=lambda row: label(row.label_en, row.label_zh),
            hint=lambda row: label(row.label_en, row.label_zh),
            fills=True,
            gives_way=True,
        ),
    ]


def evidence_columns(place: Workplace) -> list[Column[EvidenceView]]:
    """Columns of a case's files."""
    return [
        Column(
            name="name",
            title=lambda: said(QT_TRANSLATE_NOOP("Cases", "File")),
            text=lambda row: row.name,
            hint=lambda row: row.name,
        ),
        Column(
            name="media_type",
            title=lambda: said(QT_TRANSLATE_NOOP("Cases", "What it is")),
            text=lambda row: word(row.media_type),
        ),
        Column(
            name="size",
            title=lambda: said(QT_TRANSLATE_NOOP("Cases", "Size")),
            text=lambda row: size_words(row.size),
            key=lambda row: row.size,
        ),
        Column(
            name="at",
            title=lambda: said(QT_TRANSLATE_NOOP("Cases", "Sent")),
            text=lambda row: moment(place.shown(row.at)),
            key=lambda row: row.at,
        ),
    ]
