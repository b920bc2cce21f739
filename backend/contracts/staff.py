"""Staff: the people and machines of a city's offices, and their departments."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from backend.contracts.sessions import FullName, Name

StaffRole = Literal["collector", "officer", "administrator", "auditor", "counter"]
DepartmentCode = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=60,
        description="A code of the catalogue's departments.",
        examples=["civil-affairs"],
    ),
]


class NewStaff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person to work here.

    Attributes:
        name: nobody else's in this city.
        department: a collector has one; an officer may have one; nobody else has.
    """

    name: Name
    full_name: FullName
    role: Annotated[StaffRole, msgspec.Meta(examples=["collector"])]
    department: DepartmentCode | None = None


class NewMachine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A department's system that is to enter deeds by itself.

    Attributes:
        full_name: what the system is, in words.
    """

    name: Name
    full_name: FullName
    department: DepartmentCode


class StaffChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an account of staff is to be. Another role or department ends its sessions."""

    full_name: FullName
    role: Annotated[StaffRole, msgspec.Meta(examples=["collector"])]
    department: DepartmentCode | None = None


class StaffView(msgspec.Struct, frozen=True, kw_only=True):
    """An account of staff.

    Attributes:
        department: code of the department; null for those who submit no deeds.
        is_machine: true for a department's system.
        disabled_at: since when nobody can sign in with it; null while it stands.
        version: as in the ETag.
    """

    id: str
    name: str
    full_name: str
    role: StaffRole
    department: str | None
    is_machine: bool
    made_at: datetime
    disabled_at: datetime | None
    version: int


class StaffPassword(msgspec.Struct, frozen=True, kw_only=True):
    """An account with its new password, which is shown this once and kept nowhere.

    Attributes:
        password: to be handed over; a person then changes it.
    """

    account: StaffView
    password: str


class DepartmentView(msgspec.Struct, frozen=True, kw_only=True):
    """A department that may submit deeds."""

    code: str
    label_en: str
    label_zh: str
