"""The staff of a city, page by page, sorted."""

from backend.contracts.staff import DepartmentView, StaffView
from backend.core.permissions import Identity
from backend.services.desk import Desk
from backend.services.staff_rules import views_of
from backend.storage.accounts import StaffFilter, StaffOrder, staff_page


async def list_staff(
    desk: Desk,
    identity: Identity,
    wanted: StaffFilter,
    *,
    order: StaffOrder = "name",
    after: tuple[str | int, str] | None,
    limit: int,
) -> list[StaffView]:
    """At most `limit` accounts after a column's value and an id; machines are among them."""
    found = await desk.database.read(
        lambda tx: staff_page(tx, identity.city, wanted, order=order, after=after, limit=limit)
    )
    return views_of(desk, identity.city, found)


def list_departments(desk: Desk) -> list[DepartmentView]:
    """The departments that may submit deeds, in the order of the catalogue."""
    return [
        DepartmentView(code=each.code, label_en=each.label_en, label_zh=each.label_zh)
        for each in desk.catalogue.departments.values()
    ]
