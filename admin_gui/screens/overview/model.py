"""What the server counted, as figures, bars and rows."""

from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.widgets.section import Bar, Bars
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


def by_day(reading: Reading) -> Bars:
    """Deeds recorded on each day."""
    overview = reading.overview
    rows = tuple(
        Bar(label=day, values=(overview.merits_by_day[day], overview.demerits_by_day[day]))
        for day in overview.deeds_by_day
    )
    counted = QCoreApplication.translate("Overview", "Deeds")
    return Bars(rows=rows, series=(_merits(), _demerits()), counted=counted)


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


def in_tens(count: float) -> str:
    """A count of residents."""
    return f"{count:,.0f}" if count >= TEN else f"< {TEN}"


def total(reading: Reading, days: int) -> int:
    """Deeds recorded on the last so many days."""
    return sum(list(reading.overview.deeds_by_day.values())[-days:])


def _merits() -> str:
    return QCoreApplication.translate("Overview", "Merits")


def _demerits() -> str:
    return QCoreApplication.translate("Overview", "Demerits")
