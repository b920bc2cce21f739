"""A file's tables: the lines of the score, its history, deeds and their steps."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont

from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.screens.resident_file.facts import CityFacts, Names
from admin_gui.widgets.deeds import counts_text, direction_text
from admin_gui.widgets.rows import AnyIndex, Column, WholeModel
from admin_gui.widgets.words import NOTHING, day, listed, moment, plain, signed, word
from backend.contracts.deeds import DeedView
from backend.contracts.scoring import HistoryEvent, HistoryView, ScoreView

translate = QCoreApplication.translate
_SUMS: Final = {
    "base": QT_TRANSLATE_NOOP("ResidentFile", "Base: what everybody begins with"),
    "unclamped": QT_TRANSLATE_NOOP("ResidentFile", "Base and lines together"),
    "total": QT_TRANSLATE_NOOP("ResidentFile", "Total"),
}
# The sum stands around its lines, however these are sorted.
_FIRST: Final = ("base",)
_LAST: Final = ("unclamped", "total")
# No step of the wire: the notice period is over.
BEGINS: Final = "begins"
_BY_CALENDAR: Final = (HistoryEvent(kind="calendar"),)
# Steps that are taken at one moment, in the order in which they are told.
_TOLD: Final = ("recorded", "confirmed", "suspended", "resumed", "annulled", "proven", "ended")


class SumRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the score, or what stands around the lines.

    Attributes:
        kind: `line`, or a key of `_SUMS`.
    """

    kind: str
    names: Names | None = None
    points: Decimal
    source: str = ""
    counts_until: date | None = None
    note: str = ""


class SumModel(WholeModel[SumRow]):
    """The score as it is added up."""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """What stands around the lines is bold."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            font = QFont()
            font.setBold(self.row(index.row()).kind != "line")
            return font
        return super().data(index, role)

    def sorted_rows(self, key: Callable[[SumRow], Any], *, greatest_first: bool) -> list[SumRow]:
        """Only the lines are sorted."""
        lines = [row for row in self._rows if row.kind == "line"]
        return [
            *(row for row in self._rows if row.kind in _FIRST),
            *sorted(lines, key=key, reverse=greatest_first),
            *(row for row in self._rows if row.kind in _LAST),
        ]


def sum_rows(score: ScoreView, facts: CityFacts) -> list[SumRow]:
    """A score from its base to its total."""
    names = facts.priced()
    lines = [
        SumRow(
            kind="line",
            names=names.get(line.rule, Names(word(line.rule), word(line.rule))),
            points=line.points,
            source=line.source,
            counts_until=line.counts_until,
            note=line.note,
        )
        for line in score.lines
    ]
    return [
        SumRow(kind="base", points=score.base),
        *lines,
        SumRow(kind="unclamped", points=score.unclamped),
        SumRow(kind="total", points=score.total, note=_clamped(score, facts)),
    ]


def _clamped(score: ScoreView, facts: CityFacts) -> str:
    """Why the total is not the sum."""
    if score.total == score.unclamped:
        return ""
    scale = facts.scheme.scale
    if score.total > score.unclamped:
        return translate("ResidentFile", "The scale begins at {least}.").format(
            least=plain(scale.minimum)
        )
    most = NOTHING if scale.maximum is None else plain(scale.maximum)
    return translate("ResidentFile", "The scale ends at {most}.").format(most=most)


def sum_columns() -> list[Column[SumRow]]:
    """Columns of the score."""
    return [
        Column(name="rule", title=lambda: translate("ResidentFile", "Rule"), text=_rule_text),
        Column(
            name="points",
            title=lambda: translate("ResidentFile", "Points"),
            text=lambda row: signed(row.points) if row.kind == "line" else plain(row.points),
            key=lambda row: row.points,
            is_number=True,
        ),
        Column(
            name="until",
            title=lambda: translate("ResidentFile", "Counts until"),
            text=_until_text,
            key=lambda row: row.counts_until or date.max,
        ),
        Column(
            name="note",
            title=lambda: translate("ResidentFile", "Why"),
            text=lambda row: row.note,
            hint=lambda row: row.note,
        ),
        Column(
            name="source",
            title=lambda: translate("ResidentFile", "Source"),
            text=lambda row: row.source,
            hint=lambda row: row.source,
        ),
    ]


def _rule_text(row: SumRow) -> str:
    return str(row.names) if row.names is not None else translate("ResidentFile", _SUMS[row.kind])


def _until_text(row: SumRow) -> str:
    if row.kind != "line":
        return ""
    return (
        translate("ResidentFile", "while it lasts")
        if row.counts_until is None
        else day(row.counts_until)
    )


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """Why a score changed: steps of a deed, another scheme, the calendar, or the beginning.

    Attributes:
        names: of the deed, where it is one.
        steps: of the deed, in the order in which they are told.
    """

    kind: str
    names: Names | None = None
    steps: tuple[str, ...] = ()

    def __str__(self) -> str:
        """In words."""
        if self.kind == "deed":
            named = (
                str(self.names) if self.names is not None else translate("ResidentFile", "a deed")
            )
            steps = listed(map(_step_word, self.steps))
            return translate("ResidentFile", "{deed}: {steps}").format(deed=named, steps=steps)
        return {
            "begin": translate("ResidentFile", "Taking part began"),
            "scheme": translate("ResidentFile", "Another scheme came into force"),
        }.get(
            self.kind,
            translate("ResidentFile", "The calendar: deeds ceased to count, or a year began"),
        )


def _step_word(step: str) -> str:
    return translate("ResidentFile", "begins to count") if step == BEGINS else word(step)


class HistoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """The score from a moment on.

    Attributes:
        at: in the city's time.
        change: since the moment before.
    """

    at: datetime
    total: Decimal
    change: Decimal
    band: Names
    band_name: str
    causes: tuple[Cause, ...]

    def words(self) -> str:
        """Why it changed."""
        return translate("ResidentFile", "; ").join(map(str, self.causes))


def history_rows(
    views: Sequence[HistoryView],
    deeds: Sequence[DeedView],
    facts: CityFacts,
    shown: Callable[[datetime], datetime],
) -> list[HistoryRow]:
    """A score's history, newest first."""
    names = {deed.id: Names(deed.label_en, deed.label_zh) for deed in deeds}
    rows = []
    for place, view in enumerate(views):
        before = views[place + 1] if place + 1 < len(views) else None
        rows.append(
            HistoryRow(
                at=shown(view.at),
                total=view.total,
                change=view.total - before.total if before is not None else Decimal(0),
                band=facts.band(view.band),
                band_name=view.band,
                causes=_causes(view.because, names, is_first=before is None)
                if view.because != _BY_CALENDAR or before is None
                else _begun(view.on, deeds),
            )
        )
    return rows


def _begun(on: date, deeds: Sequence[DeedView]) -> tuple[Cause, ...]:
    """What the calendar did: deeds whose notice period was over count from that day on."""
    begun = tuple(
        Cause(kind="deed", names=Names(deed.label_en, deed.label_zh), steps=(BEGINS,))
        for deed in deeds
        if any(step.kind == "notified" and step.on == on for step in deed.steps)
    )
    return begun or (Cause(kind="calendar"),)


def _causes(
    because: Sequence[HistoryEvent], names: dict[str, Names], *, is_first: bool
) -> tuple[Cause, ...]:
    steps: dict[str, set[str]] = {}
    others = []
    for event in because:
        if event.deed is None:
            kind = "begin" if is_first and event.kind == "calendar" else event.kind
            others.append(Cause(kind=kind))
        else:
            steps.setdefault(event.deed, set()).add(event.kind)
    told = [
        Cause(kind="deed", names=names.get(deed), steps=_told(kinds))
        for deed, kinds in steps.items()
    ]
    return (*told, *others)


def _told(kinds: set[str]) -> tuple[str, ...]:
    """The steps worth telling: who is recorded and confirmed at once was only recorded."""
    left = kinds - {"confirmed"} if "recorded" in kinds else kinds
    return tuple(kind for kind in _TOLD if kind in left) or tuple(sorted(left))


def history_columns(shows_points: Callable[[], bool]) -> list[Column[HistoryRow]]:
    """Columns of the history; of a city that shows levels, without numbers."""

    def points(text: Callable[[HistoryRow], str]) -> Callable[[HistoryRow], str]:
        return lambda row: text(row) if shows_points() else NOTHING

    return [
        Column(
            name="at",
            title=lambda: translate("ResidentFile", "From"),
            text=lambda row: moment(row.at),
            key=lambda row: row.at,
        ),
        Column(
            name="total",
            title=lambda: translate("ResidentFile", "Score"),
            text=points(lambda row: plain(row.total)),
            key=lambda row: row.total,
            is_number=True,
        ),
        Column(
            name="change",
            title=lambda: translate("ResidentFile", "Change"),
            text=points(lambda row: signed(row.change)),
            key=lambda row: row.change,
            is_number=True,
        ),
        Column(
            name="band",
            title=lambda: translate("ResidentFile", "Band"),
            text=lambda row: str(row.band),
        ),
        Column(
            name="because",
            title=lambda: translate("ResidentFile", "Because of"),
            text=HistoryRow.words,
            hint=HistoryRow.words,
        ),
    ]


def deed_columns(facts: Callable[[], CityFacts]) -> list[Column[DeedView]]:
    """Columns of the deeds."""
    return [
        Column(
            name="occurred",
            title=lambda: translate("ResidentFile", "Occurred"),
            text=lambda deed: day(deed.occurred_on),
            key=lambda deed: deed.occurred_on,
        ),
        Column(
            name="deed",
            title=lambda: translate("ResidentFile", "Deed"),
            text=lambda deed: str(Names(deed.label_en, deed.label_zh)),
            hint=lambda deed: str(Names(deed.label_en, deed.label_zh)),
        ),
        Column(
            name="direction",
            title=lambda: translate("ResidentFile", "Kind"),
            text=lambda deed: direction_text(deed.direction),
        ),
        Column(
            name="amount",
            title=lambda: translate("ResidentFile", "Grade or amount"),
            text=lambda deed: facts().amount(deed),
        ),
        Column(
            name="counts",
            title=lambda: translate("ResidentFile", "Now"),
            text=counts_text,
        ),
        Column(
            name="department",
            title=lambda: translate("ResidentFile", "Department"),
            text=lambda deed: facts().department(deed.department),
        ),
    ]
