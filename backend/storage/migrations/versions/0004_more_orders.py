"""Indexes for the queue's filters and orders, and for the overview's deeds by day and direction."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OF_THE_QUEUE = ("deed_type", "department", "direction")


def upgrade() -> None:
    """Apply."""
    for column in _OF_THE_QUEUE:
        op.create_index(f"ix_awaiting_city_{column}_id", "awaiting", ["city", column, "id"])
    op.drop_index("ix_deed_city_recorded_at", "deed")
    op.create_index(
        "ix_deed_city_recorded_at_deed_type", "deed", ["city", "recorded_at", "deed_type"]
    )
