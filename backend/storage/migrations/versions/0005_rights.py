"""Residents' rights: consent texts, notices and their way out, cases, evidence, second looks.

With what the database itself refuses: a deed confirmed by its author (charter, article 3), a case
without consent (1), one decided by a person of the deed, or decided twice (7), and a change of
what was recorded, shown for consent or published (6 and 8).
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_STATE = "select state from resident where city = new.city and subject = new.subject"
_AUTHOR = (
    "select entered_by from deed where city = new.city and subject = new.subject and id = new.deed"
)
_TOOK_PART = (
    "select 1 from step where city = new.city and subject = new.subject and deed = new.deed "
    "and kind in ('confirmed', 'proven') and account = new.decided_by"
)
_DECIDED = "new.state in ('upheld', 'rejected', 'accepted')"
# What of a case is said once, by the resident.
_ASKED = "city, subject, id, kind, deed, proof, on_day, text, fingerprint, made_at"
# The last day for the answer moves only back, and alone: for who was away meanwhile.
_NO_LATER = "new.due_on <= old.due_on or new.state <> 'open'"
_TOLD = "city, subject, id, kind, at, about, on_day"
_FROZEN = ("evidence", "consent_text", "statistic")
# An entry stays as it is, but for what it says of a resident who is gone.
_LOG_FORGETS = (
    "new.object is null and new.detail = '{}' and new.salt is null "
    "and (new.account = old.account or (old.role = 'resident' and new.account = '')) "
    "and new.city = old.city and new.id = old.id and new.at = old.at and new.role = old.role "
    "and new.action = old.action and new.subject = old.subject and new.leaf = old.leaf "
    "and new.content = old.content and not exists (select 1 from resident "
    "where resident.city = old.city and resident.subject = old.subject)"
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "consent_text",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("terms", TEXT, nullable=False),
        sa.Column("answer_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("city", "number", name=op.f("pk_consent_text")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contact",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("problem", TEXT, nullable=True),
        sa.CheckConstraint("channel in ('email', 'message')", name=op.f("ck_contact_channel")),
        sa.PrimaryKeyConstraint("city", "subject", "channel", name=op.f("pk_contact")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evidence",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("case_id", TEXT, nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("city", "subject", "id", name=op.f("pk_evidence")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_city_id"), ["city", "id"], unique=True)

    op.create_table(
        "notice",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("about", TEXT, nullable=True),
        sa.Column("on_day", TEXT, nullable=True),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("city", "subject", "id", name=op.f("pk_notice")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outgoing",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("notice", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("problem", TEXT, nullable=True),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at is not null)", name=op.f("ck_outgoing_sent")
        ),
        sa.CheckConstraint(
            "state in ('waiting', 'sent', 'failed')", name=op.f("ck_outgoing_state")
        ),
        sa.PrimaryKeyConstraint("city", "subject", "notice", "channel", name=op.f("pk_outgoing")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outgoing_channel_state_due_at"),
            ["channel", "state", "due_at"],
            unique=False,
        )

    op.create_table(
        "resident_case",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("deed", TEXT, nullable=False),
        sa.Column("proof", TEXT, nullable=True),
        sa.Column("on_day", TEXT, nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("due_on", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", TEXT, nullable=True),
        sa.Column("reasons", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'repair') = (on_day is not null)", name=op.f("ck_resident_case_on_day")
        ),
        sa.CheckConstraint(
            "(kind = 'repair') = (proof is not null)", name=op.f("ck_resident_case_proof")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at is null) and (state = 'open') = (decided_by is null)",
            name=op.f("ck_resident_case_decided"),
        ),
        sa.CheckConstraint("kind in ('objection', 'repair')", name=op.f("ck_resident_case_kind")),
        sa.CheckConstraint(
            "state in ('open', 'withdrawn', 'rejected') or (state = 'upheld' and kind = 'objection') or (state = 'accepted' and kind = 'repair')",
            name=op.f("ck_resident_case_state"),
        ),
        sa.CheckConstraint(
            "state not in ('rejected', 'accepted') or reasons is not null",
            name=op.f("ck_resident_case_reasons"),
        ),
        sa.PrimaryKeyConstraint("city", "subject", "id", name=op.f("pk_resident_case")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("resident_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resident_case_city_id"), ["city", "id"], unique=True)
        batch_op.create_index(
            batch_op.f("ix_resident_case_city_state_due_on_id"),
            ["city", "state", "due_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_resident_case_city_subject_deed"),
            ["city", "subject", "deed"],
            unique=False,
        )

    op.create_table(
        "second_look",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("deed", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("entered_by", TEXT, nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("city", "deed", name=op.f("pk_second_look")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("second_look", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_second_look_city_recorded_at_deed"),
            ["city", "recorded_at", "deed"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_second_look_city_subject"), ["city", "subject"], unique=False
        )

    op.create_table(
        "statistic",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("month", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("tens", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("city", "month", "name", name=op.f("pk_statistic")),
        sqlite_with_rowid=False,
    )
    op.add_column("consent", sa.Column("account", TEXT, nullable=True))
    op.add_column("consent", sa.Column("scan", TEXT, nullable=True))
    op.create_table(
        "key_store",
        sa.Column("id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_store")),
        sqlite_with_rowid=False,
    )
    _number_consents()
    _limit_collectors()
    _date_scores()
    for name in ("salt", "content"):
        op.add_column("log", sa.Column(name, sa.LargeBinary(), nullable=True))

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite_guards() if is_sqlite else _postgresql_guards():
        op.get_bind().exec_driver_sql(statement.replace("%", "%%") if not is_sqlite else statement)


def _number_consents() -> None:
    """Whoever took part before texts were kept has consented to none of them yet."""
    for name in ("consented_to", "asked_of"):
        op.add_column("resident", sa.Column(name, sa.Integer(), nullable=True))
        op.create_index(f"ix_resident_city_state_{name}", "resident", ["city", "state", name])
    op.execute("update resident set consented_to = 0, asked_of = 0 where state <> 'invited'")


def _date_scores() -> None:
    """When a row is to be looked at again: deeds end though no points change."""
    op.add_column("score", sa.Column("due_on", TEXT, nullable=True))
    op.execute("update score set due_on = next_change")
    op.create_index("ix_score_city_due_on", "score", ["city", "due_on"])
    op.drop_index("ix_score_city_next_change", "score")


def _limit_collectors() -> None:
    """Why deeds wait, and numbers by which two merits that one collector gives at once are told."""
    op.add_column("awaiting", sa.Column("why", TEXT, nullable=True))
    op.execute(
        "update awaiting set why = "
        "case when direction = 'demerit' then 'demerit' else 'thirty-points' end"
    )
    op.add_column("deed", sa.Column("alone", sa.Integer(), nullable=True))
    op.create_index(
        "ix_deed_city_subject_entered_by_alone",
        "deed",
        ["city", "subject", "entered_by", "alone"],
        unique=True,
    )


def _sqlite_guards() -> list[str]:
    def refused(name: str, event: str, condition: str) -> str:
        return (
            f"create trigger {name} before {event} when {condition} "
            f"begin select raise(abort, '{name}'); end"
        )

    return [
        refused(
            "step_confirmed_by_author",
            "insert on step",
            f"new.kind = 'confirmed' and new.account = ({_AUTHOR})",
        ),
        refused(
            "case_needs_consent", "insert on resident_case", f"({_STATE}) is not 'participating'"
        ),
        refused("case_decided_once", "update on resident_case", "old.state <> 'open'"),
        refused(
            "case_decided_by_involved",
            "update on resident_case",
            f"{_DECIDED} and (new.decided_by = ({_AUTHOR}) or exists ({_TOOK_PART}))",
        ),
        refused("case_no_update", f"update of {_ASKED} on resident_case", "true"),
        refused("case_due_later", "update of due_on on resident_case", _NO_LATER),
        refused("notice_no_update", f"update of {_TOLD} on notice", "true"),
        *(refused(f"{table}_no_update", f"update on {table}", "true") for table in _FROZEN),
        refused("consent_text_no_delete", "delete on consent_text", "true"),
        "drop trigger log_no_update",
        refused("log_no_update", "update on log", f"({_LOG_FORGETS}) is not true"),
    ]


def _postgresql_guards() -> list[str]:
    def kept(name: str, event: str, condition: str = "true") -> str:
        return (
            f"create trigger {name} before {event} for each row when ({condition}) "
            "execute function is_kept()"
        )

    def refused(name: str, event: str, condition: str) -> list[str]:
        # A condition that reads other rows stands in a function.
        return [
            f"create function {name}() returns trigger language plpgsql as $$ begin "
            f"if {condition} then raise exception '%', tg_name "
            "using errcode = 'integrity_constraint_violation', constraint = tg_name; end if; "
            "return new; end $$",
            f"create trigger {name} before {event} for each row execute function {name}()",
        ]

    return [
        *refused(
            "step_confirmed_by_author",
            "insert on step",
            f"new.kind = 'confirmed' and new.account = ({_AUTHOR})",
        ),
        *refused(
            "case_needs_consent",
            "insert on resident_case",
            f"({_STATE} for share) is distinct from 'participating'",
        ),
        kept("case_decided_once", "update on resident_case", "old.state <> 'open'"),
        *refused(
            "case_decided_by_involved",
            "update on resident_case",
            f"{_DECIDED} and (new.decided_by = ({_AUTHOR}) or exists ({_TOOK_PART}))",
        ),
        kept("case_no_update", f"update of {_ASKED} on resident_case"),
        kept("case_due_later", "update of due_on on resident_case", _NO_LATER),
        kept("notice_no_update", f"update of {_TOLD} on notice"),
        *(kept(f"{table}_no_update", f"update on {table}") for table in _FROZEN),
        kept("consent_text_no_delete", "delete on consent_text"),
        "drop trigger log_no_update on log",
        *refused("log_no_update", "update on log", f"({_LOG_FORGETS}) is not true"),
    ]
