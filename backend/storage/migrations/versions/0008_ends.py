"""Who recorded a deed's end has a part in it, too: the database refuses that they decide on it."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_AUTHOR = (
    "select entered_by from deed where city = new.city and subject = new.subject and id = new.deed"
)
_TOOK_PART = (
    "select 1 from step where city = new.city and subject = new.subject and deed = new.deed "
    "and kind in ('confirmed', 'proven', 'ended') and account = new.decided_by"
)
_IS_INVOLVED = (
    "new.state in ('upheld', 'rejected', 'accepted') "
    f"and (new.decided_by = ({_AUTHOR}) or exists ({_TOOK_PART}))"
)
_NAME = "case_decided_by_involved"


def upgrade() -> None:
    """Apply."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite_guard() if is_sqlite else _postgresql_guard():
        op.get_bind().exec_driver_sql(statement)


def _sqlite_guard() -> list[str]:
    return [
        f"drop trigger {_NAME}",
        f"create trigger {_NAME} before update on resident_case when {_IS_INVOLVED} "
        f"begin select raise(abort, '{_NAME}'); end",
    ]


def _postgresql_guard() -> list[str]:
    return [
        f"create or replace function {_NAME}() returns trigger language plpgsql as $$ begin "
        f"if {_IS_INVOLVED} then raise exception '%%', tg_name "
        "using errcode = 'integrity_constraint_violation', constraint = tg_name; end if; "
        "return new; end $$",
    ]
