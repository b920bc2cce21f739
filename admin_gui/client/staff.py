"""Staff: the people and machines of a city's offices."""

from admin_gui.client.connection import Connection, path_to
from backend.contracts.pages import Page
from backend.contracts.staff import NewMachine, NewStaff, StaffChange, StaffPassword, StaffView


class StaffCalls:
    """Calls about staff. Edits hold for the account as it was read."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def all(  # noqa: PLR0913 - filters of the request
        self,
        city: str,
        cursor: str | None = None,
        *,
        search: str | None = None,
        role: str | None = None,
        department: str | None = None,
        disabled: bool | None = None,
        order: str | None = None,
        limit: int = 100,
    ) -> Page[StaffView]:
        """A page of the staff, people and machines."""
        return self._connection.get(
            path_to("cities", city, "staff"),
            Page[StaffView],
            cursor=cursor,
            search=search,
            role=role,
            department=department,
            disabled=disabled,
            order=order,
            limit=limit,
        )

    def one(self, city: str, account: str) -> StaffView:
        """An account as it is now."""
        return self._connection.get(path_to("cities", city, "staff", account), StaffView)

    def create(self, city: str, staff: NewStaff) -> StaffPassword:
        """Make an account for a person; the password is told this once."""
        path = path_to("cities", city, "staff")
        return self._connection.send("POST", path, StaffPassword, staff)

    def create_machine(self, city: str, machine: NewMachine) -> StaffPassword:
        """Make an account for a department's system; the password is told this once."""
        path = path_to("cities", city, "machines")
        return self._connection.send("POST", path, StaffPassword, machine)

    def change(self, city: str, staff: StaffView, change: StaffChange) -> StaffView:
        """Change full name, role or department."""
        path = path_to("cities", city, "staff", staff.id)
        return self._connection.send("PUT", path, StaffView, change, version=staff.version)

    def disable(self, city: str, staff: StaffView) -> StaffView:
        """Disable an account: its sessions end."""
        path = path_to("cities", city, "staff", staff.id, "disabled")
        return self._connection.send("PUT", path, StaffView, version=staff.version)

    def enable(self, city: str, staff: StaffView) -> StaffView:
        """Enable an account again, with the password it had."""
        path = path_to("cities", city, "staff", staff.id, "disabled")
        return self._connection.send("DELETE", path, StaffView, version=staff.version)

    def confirm(self, city: str, staff: StaffView) -> StaffView:
        """Confirm that an account is somebody else's than who handed it out."""
        path = path_to("cities", city, "staff", staff.id, "confirmed")
        return self._connection.send("PUT", path, StaffView, version=staff.version)

    def reset_password(self, city: str, staff: StaffView) -> StaffPassword:
        """Give an account another password, told this once. Its sessions end."""
        path = path_to("cities", city, "staff", staff.id, "password")
        return self._connection.send("POST", path, StaffPassword, version=staff.version)
