"""Sessions: signing in, staying signed in, and signing out."""

from typing import Annotated, Literal

import msgspec

from backend.contracts.residents import Number

CityCode = Annotated[
    str,
    msgspec.Meta(min_length=1, max_length=60, description="A city's code.", examples=["fuzhou"]),
]
Name = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=64,
        description="What staff sign in with; capitals and small letters are the same.",
        examples=["chen.jing"],
    ),
]
FullName = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=100,
        description="As colleagues write it.",
        examples=["Chen Jing"],
    ),
]
Password = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=400,
        description="A new one has 10 to 200 characters, and is not a common one.",
        examples=["copper lantern bridge noon"],
    ),
]
Code = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=64,
        description="As printed; hyphens, spaces and capitals do not matter.",
        examples=["7KQ2-M9XD-4HRT-PVWZ"],
    ),
]
RoleName = Literal["resident", "collector", "officer", "administrator", "auditor", "counter"]


class StaffSignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Staff, or a department's system, signing in."""

    city: CityCode
    name: Name
    password: Password


class ResidentSignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A resident signing in."""

    city: CityCode
    number: Number
    password: Password


class InvitationSignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A resident's first sign-in, or the first after a lost phone.

    Attributes:
        code: of the invitation; it works once.
        number: of the resident who was invited.
        password: the one to sign in with from now on.
    """

    city: CityCode
    code: Code
    number: Number
    password: Password


class Setup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first administrator of a city's installation.

    Attributes:
        code: the set-up code, which the server's operator sees; it works once.
    """

    city: CityCode
    code: Code
    name: Name
    full_name: FullName
    password: Password


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A new session.

    Attributes:
        access_token: sent with every request as `Authorization: Bearer …`.
        expires_in: seconds for which the access token is good.
        refresh_token: gets the next access token, until the session ends.
        refresh_expires_in: seconds until the session ends by itself.
    """

    access_token: str
    expires_in: int
    refresh_token: str
    refresh_expires_in: int
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a scheme's name, no secret


class RefreshSession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session to go on with."""

    refresh_token: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=200,
            description="As it was given at sign-in.",
            examples=["fuzhou.019b3c5e-7a40-7c1d-9f52-3d8e6a4b2c10.c2VjcmV0"],
        ),
    ]


class AccessToken(msgspec.Struct, frozen=True, kw_only=True):
    """The next access token of a session.

    Attributes:
        expires_in: seconds for which it is good.
    """

    access_token: str
    expires_in: int
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - as above


class OwnAccount(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in, and what they may do.

    Attributes:
        name: what staff sign in with; null for a resident.
        full_name: of staff; null for a resident.
        department: code of the department, of those who submit deeds.
        is_confirmed: false while the administrator who handed the account out and its holder
            count as one person; another administrator confirms it.
        permissions: what the role allows, in the order of the alphabet.
    """

    id: str
    city: str
    role: RoleName
    name: str | None
    full_name: str | None
    department: str | None
    is_machine: bool
    is_confirmed: bool
    permissions: tuple[str, ...]


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another password for one's own account; every other session of the account ends."""

    old_password: Password
    password: Password
