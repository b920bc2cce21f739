"""Guards: what the database itself refuses, whoever asks.

A deed without consent (charter, article 1), and a change of what was recorded (articles 6 and 8).
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Found by its key alone: with the state in the condition, a database that has no statistics yet walks
# through all participants for each deed.
_STATE = "select state from resident where city = new.city and subject = new.subject"
_FROZEN = ("deed", "step", "consent", "log", "scheme_version")
_KEPT = ("log", "scheme_version")


def upgrade() -> None:
    """Apply."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite_guards() if is_sqlite else _postgresql_guards():
        op.get_bind().exec_driver_sql(statement.replace("%", "%%") if not is_sqlite else statement)


def _sqlite_guards() -> list[str]:
    guards = [
        "create trigger deed_needs_consent before insert on deed "
        f"when ({_STATE}) is not 'participating' "
        "begin select raise(abort, 'deed_needs_consent'); end"
    ]
    for event, tables in (("update", _FROZEN), ("delete", _KEPT)):
        guards += [
            f"create trigger {table}_no_{event} before {event} on {table} "
            f"begin select raise(abort, '{table}_no_{event}'); end"
            for table in tables
        ]
    return guards


def _postgresql_guards() -> list[str]:
    guards = [
        "create function deed_needs_consent() returns trigger language plpgsql as $$ "
        "declare found_state text; begin select state into found_state from resident "
        "where city = new.city and subject = new.subject for share; "
        "if found_state is distinct from 'participating' then raise exception 'deed_needs_consent' "
        "using errcode = 'integrity_constraint_violation', constraint = 'deed_needs_consent'; "
        "end if; return new; end $$",
        "create trigger deed_needs_consent before insert on deed "
        "for each row execute function deed_needs_consent()",
        "create function is_kept() returns trigger language plpgsql as $$ begin "
        "raise exception '%', tg_name "
        "using errcode = 'integrity_constraint_violation', constraint = tg_name; end $$",
    ]
    for event, tables in (("update", _FROZEN), ("delete", _KEPT)):
        guards += [
            f"create trigger {table}_no_{event} before {event} on {table} "
            "for each row execute function is_kept()"
            for table in tables
        ]
    return guards
