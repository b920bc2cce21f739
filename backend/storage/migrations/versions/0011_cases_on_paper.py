"""Who took in an objection or a repair on paper: the database refuses that they decide on it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_AUTHOR = (
    "select entered_by from deed where city = new.city and subject = new.subject and id = new.deed"
)
_TOOK_PART = (
    "select 1 from step where city = new.city and subject = new.subject and deed = new.deed "
    "and kind in ('confirmed', 'proven', 'ended') and account = new.decided_by"
)
_IS_INVOLVED = (
    "new.state in ('upheld', 'rejected', 'accepted') and (new.decided_by = new.on_paper_by "
    f"or new.decided_by = ({_AUTHOR}) or exists ({_TOOK_PART}))"
)
_INVOLVED = "case_decided_by_involved"
# What of a case is said once: by the resident, or by who took it in.
_ASKED = "city, subject, id, kind, deed, proof, on_day, text, fingerprint, made_at, on_paper_by"
_KEPT = "case_no_update"


def upgrade() -> None:
    """Apply."""
    op.add_column("resident_case", sa.Column("on_paper_by", TEXT, nullable=True))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite_guards() if is_sqlite else _postgresql_guards():
        op.get_bind().exec_driver_sql(statement)


def _sqlite_guards() -> list[str]:
    return [
        f"drop trigger {_INVOLVED}",
        f"create trigger {_INVOLVED} before update on resident_case when {_IS_INVOLVED} "
        f"begin select raise(abort, '{_INVOLVED}'); end",
        f"drop trigger {_KEPT}",
        f"create trigger {_KEPT} before update of {_ASKED} on resident_case "
        f"begin select raise(abort, '{_KEPT}'); end",
    ]


def _postgresql_guards() -> list[str]:
    return [
        f"create or replace function {_INVOLVED}() returns trigger language plpgsql as $$ begin "
        f"if {_IS_INVOLVED} then raise exception '%%', tg_name "
        "using errcode = 'integrity_constraint_violation', constraint = tg_name; end if; "
        "return new; end $$",
        f"drop trigger {_KEPT} on resident_case",
        f"create trigger {_KEPT} before update of {_ASKED} on resident_case for each row "
        "execute function is_kept()",
    ]
