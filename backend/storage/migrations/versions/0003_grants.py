"""Grants of perks, and what the database itself refuses about them.

No grant without consent (charter, article 1), and none that is changed afterwards: a revocation is
written into it, once.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_GIVEN = (
    "city, subject, id, perk, digest, from_day, until_day, granted_at, granted_by, fingerprint, "
    "reason"
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "perk_grant",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("perk", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("from_day", TEXT, nullable=False),
        sa.Column("until_day", TEXT, nullable=False),
        sa.Column("granted_at", sa.BigInteger(), nullable=False),
        sa.Column("granted_by", TEXT, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", TEXT, nullable=True),
        sa.Column("revoke_reason", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("from_day <= until_day", name=op.f("ck_perk_grant_days")),
        sa.CheckConstraint(
            "(revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoke_reason is null)",
            name=op.f("ck_perk_grant_revoked"),
        ),
        sa.PrimaryKeyConstraint("city", "subject", "id", name=op.f("pk_perk_grant")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("perk_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_perk_grant_city_id"), ["city", "id"], unique=True)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite_guards() if is_sqlite else _postgresql_guards():
        op.get_bind().exec_driver_sql(statement)


def _sqlite_guards() -> list[str]:
    return [
        "create trigger perk_grant_needs_consent before insert on perk_grant "
        "when (select state from resident where city = new.city and subject = new.subject) "
        "is not 'participating' "
        "begin select raise(abort, 'perk_grant_needs_consent'); end",
        f"create trigger perk_grant_no_update before update of {_GIVEN} on perk_grant "
        "begin select raise(abort, 'perk_grant_no_update'); end",
        "create trigger perk_grant_revoked_once before update on perk_grant "
        "when old.revoked_at is not null "
        "begin select raise(abort, 'perk_grant_revoked_once'); end",
    ]


def _postgresql_guards() -> list[str]:
    return [
        "create function perk_grant_needs_consent() returns trigger language plpgsql as $$ "
        "declare found_state text; begin select state into found_state from resident "
        "where city = new.city and subject = new.subject for share; "
        "if found_state is distinct from 'participating' then "
        "raise exception 'perk_grant_needs_consent' "
        "using errcode = 'integrity_constraint_violation', constraint = 'perk_grant_needs_consent'; "
        "end if; return new; end $$",
        "create trigger perk_grant_needs_consent before insert on perk_grant "
        "for each row execute function perk_grant_needs_consent()",
        f"create trigger perk_grant_no_update before update of {_GIVEN} on perk_grant "
        "for each row execute function is_kept()",
        "create trigger perk_grant_revoked_once before update on perk_grant "
        "for each row when (old.revoked_at is not null) execute function is_kept()",
    ]
