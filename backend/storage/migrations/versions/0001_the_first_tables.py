"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "account",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("full_name", TEXT, nullable=True),
        sa.Column("department", TEXT, nullable=True),
        sa.Column("subject", TEXT, nullable=True),
        sa.Column("is_machine", sa.Integer(), nullable=False),
        sa.Column("password_hash", TEXT, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("disabled_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(role = 'resident') = (name is null)", name=op.f("ck_account_name")),
        sa.CheckConstraint(
            "(role = 'resident') = (subject is not null)", name=op.f("ck_account_subject")
        ),
        sa.CheckConstraint("is_machine = 0 or role = 'collector'", name=op.f("ck_account_machine")),
        sa.CheckConstraint(
            "role <> 'collector' or department is not null", name=op.f("ck_account_department")
        ),
        sa.PrimaryKeyConstraint("city", "id", name=op.f("pk_account")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_city_name"), ["city", "name"], unique=True)
        batch_op.create_index(
            batch_op.f("ix_account_city_subject"), ["city", "subject"], unique=True
        )

    op.create_table(
        "awaiting",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("deed_type", TEXT, nullable=False),
        sa.Column("direction", TEXT, nullable=False),
        sa.Column("department", TEXT, nullable=False),
        sa.Column("occurred_on", TEXT, nullable=False),
        sa.Column("entered_by", TEXT, nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("city", "id", name=op.f("pk_awaiting")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("awaiting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_awaiting_city_occurred_on_id"),
            ["city", "occurred_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_awaiting_city_recorded_at_id"),
            ["city", "recorded_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_awaiting_city_subject"), ["city", "subject"], unique=False
        )

    op.create_table(
        "batch",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", TEXT, nullable=False),
        sa.Column("department", TEXT, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("faulty", sa.Integer(), nullable=False),
        sa.Column("stored", sa.Integer(), nullable=False),
        sa.Column("annulled", sa.Integer(), nullable=False),
        sa.Column("ordered_by", TEXT, nullable=True),
        sa.Column("ordered_role", TEXT, nullable=True),
        sa.Column("ordered_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("cursor", TEXT, nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state in ('open', 'committing', 'committed', 'undoing', 'undone', 'discarding', 'discarded')",
            name=op.f("ck_batch_state"),
        ),
        sa.PrimaryKeyConstraint("city", "id", name=op.f("pk_batch")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_batch_city_made_by_made_at"),
            ["city", "made_by", "made_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_batch_state"), ["state"], unique=False)

    op.create_table(
        "batch_note",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("batch", TEXT, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("problems", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "outcome in ('refused', 'known', 'doubtful')", name=op.f("ck_batch_note_outcome")
        ),
        sa.PrimaryKeyConstraint("city", "batch", "part", "number", name=op.f("pk_batch_note")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "batch_part",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("batch", TEXT, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("sending", TEXT, nullable=False),
        sa.Column("is_whole", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("faulty", sa.Integer(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("city", "batch", "part", name=op.f("pk_batch_part")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "batch_row",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("batch", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", TEXT, nullable=False),
        sa.Column("twin", TEXT, nullable=False),
        sa.Column("facts", TEXT, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("papers", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint(
            "city", "batch", "subject", "part", "number", name=op.f("pk_batch_row")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("batch_row", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_batch_row_city_batch_deed"), ["city", "batch", "deed"], unique=False
        )

    op.create_table(
        "city",
        sa.Column("code", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("setup_uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_city")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind in ('given', 'left', 'returned')", name=op.f("ck_consent_kind")),
        sa.PrimaryKeyConstraint("city", "subject", "number", name=op.f("pk_consent")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deed",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("deed_type", TEXT, nullable=False),
        sa.Column("occurred_on", TEXT, nullable=False),
        sa.Column("grade", TEXT, nullable=True),
        sa.Column("quantity", TEXT, nullable=True),
        sa.Column("unit", TEXT, nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", TEXT, nullable=False),
        sa.Column("department", TEXT, nullable=False),
        sa.Column("batch", TEXT, nullable=True),
        sa.Column("counts_from", TEXT, nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("city", "subject", "id", name=op.f("pk_deed")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deed_city_batch_subject_id"),
            ["city", "batch", "subject", "id"],
            unique=False,
            sqlite_where=sa.text("batch is not null"),
            postgresql_where=sa.text("batch is not null"),
        )
        batch_op.create_index(
            batch_op.f("ix_deed_city_entered_by_recorded_at"),
            ["city", "entered_by", "recorded_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_deed_city_id"), ["city", "id"], unique=True)
        batch_op.create_index(
            batch_op.f("ix_deed_city_recorded_at"), ["city", "recorded_at"], unique=False
        )

    op.create_table(
        "invitation",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", TEXT, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("city", "subject", name=op.f("pk_invitation")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_city_code_hash"), ["city", "code_hash"], unique=True
        )

    op.create_table(
        "job_run",
        sa.Column("job", TEXT, nullable=False),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("worker", TEXT, nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("job", "period", name=op.f("pk_job_run")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("job_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_run_started_at"), ["started_at"], unique=False)

    op.create_table(
        "log",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=True),
        sa.Column("object", TEXT, nullable=True),
        sa.Column("detail", TEXT, nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("city", "id", name=op.f("pk_log")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("log", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_log_city_subject_id"), ["city", "subject", "id"], unique=False
        )

    op.create_table(
        "period",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("proposal", TEXT, nullable=True),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("begun_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("city", "number", name=op.f("pk_period")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "proposal",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("from_day", TEXT, nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_by", TEXT, nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("decided_by", TEXT, nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'approved' or proposed_by <> decided_by", name=op.f("ck_proposal_two_persons")
        ),
        sa.CheckConstraint(
            "state in ('open', 'approved', 'refused', 'withdrawn')", name=op.f("ck_proposal_state")
        ),
        sa.PrimaryKeyConstraint("city", "id", name=op.f("pk_proposal")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_city_state"), ["city", "state"], unique=False)

    op.create_table(
        "resident",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("erase_at", sa.BigInteger(), nullable=True),
        sa.Column("profile", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(state = 'leaving') = (erase_at is not null)", name=op.f("ck_resident_erase_at")
        ),
        sa.CheckConstraint(
            "state in ('invited', 'participating', 'leaving')", name=op.f("ck_resident_state")
        ),
        sa.PrimaryKeyConstraint("city", "subject", name=op.f("pk_resident")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("resident", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_resident_city_state_erase_at"),
            ["city", "state", "erase_at"],
            unique=False,
        )

    op.create_table(
        "scheme_version",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("effective_on", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("catalogue", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("origin in ('file', 'proposal')", name=op.f("ck_scheme_version_origin")),
        sa.PrimaryKeyConstraint("city", "digest", name=op.f("pk_scheme_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "score",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("total", TEXT, nullable=False),
        sa.Column("band", TEXT, nullable=False),
        sa.Column("next_change", TEXT, nullable=True),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("on_day", TEXT, nullable=False),
        sa.Column("is_stale", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("city", "subject", name=op.f("pk_score")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_score_city_digest_band"), ["city", "digest", "band"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_score_city_is_stale"), ["city", "is_stale"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_score_city_next_change"), ["city", "next_change"], unique=False
        )

    op.create_table(
        "session",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("refresh_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("city", "id", name=op.f("pk_session")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_city_account"), ["city", "account"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_session_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_revoked_at"), ["revoked_at"], unique=False)

    op.create_table(
        "step",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("deed", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("on_day", TEXT, nullable=True),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "kind in ('confirmed', 'notified', 'suspended', 'resumed', 'annulled', 'ended', 'proven', 'repaired')",
            name=op.f("ck_step_kind"),
        ),
        sa.PrimaryKeyConstraint("city", "subject", "deed", "number", name=op.f("pk_step")),
        sqlite_with_rowid=False,
    )
