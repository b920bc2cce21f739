"""Cities: how they count, what can be entered, and who may enter it."""

from admin_gui.client.connection import Connection, path_to
from backend.contracts.cities import CityList, CityView, DeedTypes, SchemeView
from backend.contracts.residents import ConsentTerms
from backend.contracts.staff import DepartmentView


class CityCalls:
    """Calls about cities. All but the last need no session."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def all(self) -> CityList:
        """All cities of the server."""
        return self._connection.get(path_to("cities"), CityList)

    def city(self, code: str) -> CityView:
        """A city, and what it asks residents to consent to."""
        return self._connection.get(path_to("cities", code), CityView)

    def scheme(self, code: str) -> SchemeView:
        """The scheme in force, in full."""
        return self._connection.get(path_to("cities", code, "scheme"), SchemeView)

    def deed_types(self, code: str, department: str | None = None) -> DeedTypes:
        """What can be entered under the scheme in force, by a department where one is named."""
        path = path_to("cities", code, "deed-types")
        return self._connection.get(path, DeedTypes, department=department)

    def consent_text(self, code: str) -> ConsentTerms:
        """What residents are asked to consent to now, in full."""
        return self._connection.get(path_to("cities", code, "consent-text"), ConsentTerms)

    def departments(self, city: str) -> list[DepartmentView]:
        """The departments that may submit deeds."""
        return self._connection.get(path_to("cities", city, "departments"), list[DepartmentView])
