"""Staff: the people and machines of a city's offices, and their departments."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from backend.contracts.residents import Number
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
ProviderName = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=100,
        description="The name of a provider of perks, as the scheme in force lists it.",
    ),
]
NumberOrNone = Annotated[
    str,
    msgspec.Meta(
        max_length=40,
        description="An identity card number of 18 characters, or an empty text to forget it.",
        examples=["11010119900307002X"],
    ),
]


class NewStaff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person to work here.

    Attributes:
        name: nobody else's in this city.
        department: a collector has one; an officer may have one; nobody else has.
        provider: a counter has one, of the scheme in force; nobody else has.
        number: the person's own, kept hashed and never shown again, so that nobody acts on their
            own file; the answer does not tell whether the person takes part.
    """

    name: Name
    full_name: FullName
    role: Annotated[StaffRole, msgspec.Meta(examples=["collector"])]
    department: DepartmentCode | None = None
    provider: ProviderName | None = None
    number: Number | None = None


class NewMachine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A department's system that is to enter deeds by itself.

    Attributes:
        full_name: what the system is, in words.
    """

    name: Name
    full_name: FullName
    department: DepartmentCode


class StaffChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an account of staff is to be. Another role, department or provider ends its sessions.

    Attributes:
        number: the person's own, in the place of what was kept; an empty text forgets it, null
            leaves it as it is. Of one's own account it can be given, and then no more be changed.
    """

    full_name: FullName
    role: Annotated[StaffRole, msgspec.Meta(examples=["collector"])]
    department: DepartmentCode | None = None
    provider: ProviderName | None = None
    number: NumberOrNone | None = None


class StaffView(msgspec.Struct, frozen=True, kw_only=True):
    """An account of staff.

    Attributes:
        department: code of the department; null for those who submit no deeds.
        provider: whose desk a counter is; null for everybody else.
        is_machine: true for a department's system.
        is_linked: true where the person's own number is kept, so that their own file is closed to
            them as staff.
        handed_by: the administrator who made it, gave it a password or another role, or let it in
            again, as long as no other one has confirmed whose it is: till then the two count as
            one person where two are needed. Null for a confirmed account.
        disabled_at: since when nobody can sign in with it; null while it stands.
        version: as in the ETag.
    """

    id: str
    name: str
    full_name: str
    role: StaffRole
    department: str | None
    provider: str | None
    is_machine: bool
    is_linked: bool
    handed_by: str | None
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
