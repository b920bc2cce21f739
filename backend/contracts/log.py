"""The log: its entries, the checkpoints of its tree, and what a check of it has found."""

from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec

LogFault = Literal[
    "entry-missing", "entry-altered", "checkpoint-altered", "log-shorter", "checkpoint-other"
]
# As one is published, but for the signature.
_NOTE: Final = (
    "citypoints/fuzhou\n732\nVEX5nwDlAm4NKTSCsb9Nz/xgD8GGPw8ZM8m/FnTrqTE=\n"
    "2026-11-22T19:04:53.045131+00:00\n"
)


class LogEntryView(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log.

    Attributes:
        account: who did it; `clock`, `stranger`, or empty for a resident who has left.
        name: what colleagues call a member of the staff; null for everybody else.
        action: what was done, such as `deed.entered`.
        subject: whose file it concerns; a random id.
        about: what it was done to, such as a deed's id.
        detail: names and values, none of them personal.
        leaf: the hash by which it stands in the tree, in hexadecimal.
    """

    id: str
    at: datetime
    account: str
    name: str | None
    role: str
    action: str
    subject: str | None
    about: str | None
    detail: dict[str, str]
    leaf: str


class CheckpointView(msgspec.Struct, frozen=True, kw_only=True):
    """What the log's tree (RFC 6962) was at a size.

    Whoever keeps one sees whether anything before it was changed.

    Attributes:
        size: how many entries it has.
        root: the hash of all of them, in base64.
        note: the same, signed (C2SP tlog-checkpoint): the text to keep.
        key: the public key, as programs that verify such notes are given it.
    """

    size: int
    at: datetime
    root: str
    note: str
    key: str


class CheckLog(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to compare the log with.

    Attributes:
        note: of a checkpoint that was kept; null to compare the log with its own ones alone.
    """

    note: (
        Annotated[
            str,
            msgspec.Meta(
                min_length=1,
                max_length=2000,
                description="The text of a checkpoint, as it was published.",
                examples=[_NOTE],
            ),
        ]
        | None
    )


class LogFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What a check of the whole log has found.

    Attributes:
        is_whole: true where every entry is what it was when the tree took it in.
        size: how many entries were looked at.
        unsealed: how many have come since the last checkpoint.
        fault: the first thing that is wrong.
        number: at which entry, counted from 0, or at which size.
        sentence: the same in words.
    """

    is_whole: bool
    size: int
    unsealed: int
    fault: LogFault | None
    number: int | None
    sentence: str
