"""The tree over the log: the order of its entries, and signed checkpoints.

The database itself refuses to change or take away either.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "log_place",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("city", "number", name=op.f("pk_log_place")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_log_place_city_id"), "log_place", ["city", "id"], unique=True)
    op.create_table(
        "checkpoint",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("peaks", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("city", "size", name=op.f("pk_checkpoint")),
        sqlite_with_rowid=False,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in ("log_place", "checkpoint"):
        for event in ("update", "delete"):
            name = f"{table}_no_{event}"
            op.get_bind().exec_driver_sql(
                f"create trigger {name} before {event} on {table} "
                + (
                    f"begin select raise(abort, '{name}'); end"
                    if is_sqlite
                    else "for each row execute function is_kept()"
                )
            )
