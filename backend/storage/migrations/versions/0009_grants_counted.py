"""How often perks were granted: counted when it is done, so that erasing residents changes nothing.

What was granted before is counted from the grants that are still kept. Their months are those of
Beijing, by which every city lives that ships.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_SECONDS = "granted_at / 1000000 + 8 * 3600"
_MONTH = {
    "sqlite": f"strftime('%Y-%m', {_SECONDS}, 'unixepoch')",
    "postgresql": f"to_char(to_timestamp({_SECONDS}) at time zone 'UTC', 'YYYY-MM')",
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "perk_granted",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("perk", TEXT, nullable=False),
        sa.Column("month", TEXT, nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("city", "perk", "month", name=op.f("pk_perk_granted")),
        sqlite_with_rowid=False,
    )
    month = _MONTH[op.get_bind().dialect.name]
    op.execute(
        "insert into perk_granted (city, perk, month, granted) "
        f"select city, perk, {month}, count(*) from perk_grant group by 1, 2, 3"
    )
