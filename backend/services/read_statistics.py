"""A city's published numbers: what is stored, and nothing that is counted now."""

from collections.abc import Mapping

from backend.contracts.rights import MonthView, StatisticsView
from backend.services.desk import Desk
from backend.services.read_overview import ROUNDED_TO
from backend.storage.statistics import published


async def read_statistics(desk: Desk, code: str) -> StatisticsView:
    """Every month that is stored, the latest first.

    Raises:
        ProblemsError: where there is no such city.
    """
    desk.city(code)
    found = await desk.database.read(lambda tx: published(tx, code))
    return StatisticsView(
        city=code, months=tuple(_month(month, tens) for month, tens in found.items())
    )


def _month(month: str, tens: Mapping[str, int]) -> MonthView:
    numbers = {name: each * ROUNDED_TO for name, each in tens.items()}
    return MonthView(
        month=month,
        participating=numbers["participating"],
        bands={
            name.split("/", 2)[2]: number
            for name, number in numbers.items()
            if name.startswith("band/")
        },
        merits=numbers["merits"],
        demerits=numbers["demerits"],
        objections=numbers["objections"],
        objections_upheld=numbers["objections_upheld"],
        repairs_accepted=numbers["repairs_accepted"],
    )
