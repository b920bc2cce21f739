"""The tables by which staff are watched: who could act with whose account."""

from sqlalchemy import CheckConstraint, Table

from backend.storage.columns import (
    METADATA,
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
