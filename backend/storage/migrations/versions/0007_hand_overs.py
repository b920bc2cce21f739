"""Hand-overs: who may be able to act with whose account, until another administrator confirms it.

With what the database itself refuses: a hand-over that is edited, confirmed twice or taken away.
Accounts from before have none: they are taken for what they were taken for then.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_SAID = "city, account, number, handed_by, handed_at"
_IS_CONFIRMED = "old.confirmed_at is not null"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "hand_over",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("handed_by", TEXT, nullable=False),
        sa.Column("handed_at", sa.BigInteger(), nullable=False),
        sa.Column("chosen_at", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_by", TEXT, nullable=True),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(confirmed_by is null) = (confirmed_at is null)", name=op.f("ck_hand_over_confirmed")
        ),
        sa.CheckConstraint(
            "confirmed_at is null or chosen_at is not null", name=op.f("ck_hand_over_chosen")
        ),
        sa.CheckConstraint(
            "confirmed_by is null or (confirmed_by <> handed_by and confirmed_by <> account)",
            name=op.f("ck_hand_over_two_persons"),
        ),
        sa.PrimaryKeyConstraint("city", "account", "number", name=op.f("pk_hand_over")),
        sqlite_with_rowid=False,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, event, condition in (
        ("hand_over_no_update", f"update of {_SAID} on hand_over", "true"),
        ("hand_over_confirmed_once", "update on hand_over", _IS_CONFIRMED),
        ("hand_over_no_delete", "delete on hand_over", "true"),
    ):
        op.get_bind().exec_driver_sql(
            f"create trigger {name} before {event} when {condition} "
            f"begin select raise(abort, '{name}'); end"
            if is_sqlite
            else f"create trigger {name} before {event} for each row when ({condition}) "
            "execute function is_kept()"
        )
