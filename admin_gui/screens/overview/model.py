"""What the server counted, as figures, bars and rows."""

from collections.abc import Callable
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import label
from backend.contracts.cities import BandView
from backend.contracts.residents import OverviewView
from backend.contracts.staff import DepartmentView

# Residents are counted in tens, and fewer are not shown, so that nobody stands out.
TEN: Final = 10


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read at once.

    Attributes:
        overview: the counts.
        bands: of the scheme in force, whose labels are shown.
        departments: likewise.
    """

    overview: OverviewView
    bands: tuple[BandView, ...] = ()
    departments: tuple[DepartmentView, ...] = ()


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table, and the bars of one label."""

    label: str
    values: tuple[int, ...]


class Bars(msgspec.Struct, frozen=True, kw_only=True):
    """What a section shows.

    Attributes:
        rows: one for each label.
        series: what the numbers of each row count.
    """

    rows: tuple[Bar, ...]
    series: tuple[str, ...]


def by_day(reading: Reading) -> Bars:
    """Deeds recorded on each day."""
    overview = reading.overview
    rows = tuple(
        Bar(label=day, values=(overview.merits_by_day[day], overview.demerits_by_day[day]))
        for day in overview.deeds_by_day
    )
    return Bars(rows=rows, series=(_merits(), _demerits()))


def by_department(reading: Reading) -> Bars:
    """Deeds that await a second person, by who submitted them; the most first."""
    names = {one.code: label(one.label_en, one.label_zh) for one in reading.departments}
    counts = sorted(
        reading.overview.awaiting_by_department.items(), key=lambda pair: (-pair[1], pair[0])
    )
    rows = tuple(Bar(label=names.get(name, name), values=(count,)) for name, count in counts)
    return Bars(rows=rows, series=(QCoreApplication.translate("Overview", "Deeds"),))


def by_band(reading: Reading) -> Bars:
    """Residents in each band, best first."""
    names = {band.name: label(band.label_en, band.label_zh) for band in reading.bands}
    counts = reading.overview.bands.items()
    rows = tuple(Bar(label=names.get(name, name), values=(count,)) for name, count in counts)
    return Bars(rows=rows, series=(QCoreApplication.translate("Overview", "Residents"),))


def whole(count: float) -> str:
    """A count, with marks between thousands."""
    return f"{count:,.0f}"


def in_tens(count: float) -> str:
    """A count of residents."""
    return f"{count:,.0f}" if count >= TEN else f"< {TEN}"


def total(reading: Reading, days: int) -> int:
    """Deeds recorded on the last so many days."""
    return sum(list(reading.overview.deeds_by_day.values())[-days:])


def columns(
    name: str, title: Callable[[], str], bars: Callable[[], Bars], written: Callable[[float], str]
) -> list[Column[Bar]]:
    """A section's columns: the label, then a number of each series.

    Args:
        name: of the section.
        title: what the labels are.
        bars: what is shown now.
        written: how a number is shown.
    """
    first = Column[Bar](name=f"{name}-label", title=title, text=lambda bar: bar.label)
    return [
        first,
        *(_number(f"{name}-{place}", place, bars, written) for place in range(len(bars().series))),
    ]


def _number(
    name: str, place: int, bars: Callable[[], Bars], written: Callable[[float], str]
) -> Column[Bar]:
    return Column[Bar](
        name=name,
        title=lambda: bars().series[place],
        # As a sheet reads it: without marks between thousands.
        text=lambda bar: written(bar.values[place]).replace(",", ""),
        key=lambda bar: bar.values[place],
        is_number=True,
    )


def _merits() -> str:
    return QCoreApplication.translate("Overview", "Merits")


def _demerits() -> str:
    return QCoreApplication.translate("Overview", "Demerits")
