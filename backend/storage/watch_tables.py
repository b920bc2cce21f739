"""The tables by which staff are watched: who could act with whose account, and the log's tree."""

from sqlalchemy import CheckConstraint, Index, Table

from backend.storage.columns import (
    METADATA,
    bytes_column,
    key_of,
    moment_column,
    number_column,
    text_column,
)

# Each time an administrator made an account, gave it a password or another role, or let it in
# again: from then on they may be able to act with it, until another administrator confirms that
# it is somebody else's. Kept for ever, for what was done meanwhile stays done.
HAND_OVER = Table(
    "hand_over",
    METADATA,
    text_column("city"),
    text_column("account"),
    number_column("number"),
    text_column("handed_by"),
    moment_column("handed_at"),
    # Since when its holder has a password of their own choice.
    moment_column("chosen_at", null=True),
    text_column("confirmed_by", null=True),
    moment_column("confirmed_at", null=True),
    key_of("city", "account", "number"),
    CheckConstraint("(confirmed_by is null) = (confirmed_at is null)", name="confirmed"),
    CheckConstraint("confirmed_at is null or chosen_at is not null", name="chosen"),
    CheckConstraint(
        "confirmed_by is null or (confirmed_by <> handed_by and confirmed_by <> account)",
        name="two_persons",
    ),
    sqlite_with_rowid=False,
)

# The order in which entries of the log came into its tree, apart from the log: an entry is written
# once, in the unit of work that it speaks of, and numbered by the clock.
LOG_PLACE = Table(
    "log_place",
    METADATA,
    text_column("city"),
    number_column("number"),
    text_column("id"),
    key_of("city", "number"),
    Index(None, "city", "id", unique=True),
    sqlite_with_rowid=False,
)

# What the tree was at a size, signed; each was published, and stays.
CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    text_column("city"),
    number_column("size"),
    moment_column("at"),
    bytes_column("root"),
    # The hashes of the tree's whole parts, from which it goes on.
    bytes_column("peaks"),
    bytes_column("signature"),
    key_of("city", "size"),
    sqlite_with_rowid=False,
)
