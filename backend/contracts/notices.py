"""Notices: the resident's inbox, and where they want to be told, too."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

Channel = Literal["email", "message"]


class NoticeView(msgspec.Struct, frozen=True, kw_only=True):
    """A notice in the inbox.

    Attributes:
        kind: a stable slug, such as `deed-will-count`.
        text: the notice in words of the caller's language.
        about: the id of the deed, case or grant it speaks of, or a consent text's version.
        on: the civil day it speaks of, such as the first on which a demerit may count.
        read_at: when the resident said that it was read; null for a new one.
    """

    id: str
    kind: str
    at: datetime
    text: str
    about: str | None
    on: date | None
    read_at: datetime | None


class PutContact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where notices go, too: an e-mail address, or a telephone number for the city's messages."""

    address: Annotated[
        str,
        msgspec.Meta(min_length=3, max_length=254, examples=["li.na@example.cn"]),
    ]


class ContactView(msgspec.Struct, frozen=True, kw_only=True):
    """A contact of the resident's own.

    Attributes:
        last_sent_at: when a notice last went out to it; null for never.
        problem: a stable slug of why the last one did not, such as `address-refused`,
            `host-unreachable`, `host-refuses` or `timed-out`, and `not-set-up` where this service
            sends none that way; null where it did, or none was tried yet.
    """

    channel: Channel
    address: str
    made_at: datetime
    last_sent_at: datetime | None
    problem: str | None
