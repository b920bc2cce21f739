"""The tables, led by city and subject so that a growing city can split them.

Only whole numbers, texts and bytes are stored, so that both databases hold the same values: moments
are microseconds since 1970 in UTC, civil days ISO texts, points and quantities decimal texts, flags
0 or 1. What names a person is sealed with the resident's key; the rest speaks of subject ids. The
database's own guards (nothing without consent, nothing recorded changes, who may decide) are made
by the second, the third, and the fifth migration and those after it.
"""

from sqlalchemy import CheckConstraint, Index, Table, text

from backend.storage.columns import (
    METADATA,
    bytes_column,
    key_of,
    moment_column,
    number_column,
    text_column,
)
from backend.storage.perk_tables import (
    PERK_GRANT,
    PERK_PASS,
    PERK_PLACES,
    PERK_STOCK,
    REDEMPTION,
    REDEMPTION_HOLDER,
    SECOND_USE,
    TAKE_UP,
)
from backend.storage.rights_tables import (
    CONTACT,
    EVIDENCE,
    NOTICE,
    OUTGOING,
    RESIDENT_CASE,
    SECOND_LOOK,
    STATISTIC,
)
from backend.storage.watch_tables import CHECKPOINT, HAND_OVER, LOG_PLACE

# Whoever asks for the tables is given all of them.
__all__ = [
    "CHECKPOINT",
    "CONTACT",
    "DEED",
    "EVIDENCE",
    "HAND_OVER",
    "LOG",
    "LOG_PLACE",
    "METADATA",
    "NOTICE",
    "OUTGOING",
    "PERK_GRANT",
    "PERK_PASS",
    "PERK_PLACES",
    "PERK_STOCK",
    "REDEMPTION",
    "REDEMPTION_HOLDER",
    "RESIDENT_CASE",
    "SCORE",
    "SECOND_LOOK",
    "SECOND_USE",
    "STATISTIC",
    "TAKE_UP",
]

CITY = Table(
    "city",
    METADATA,
    text_column("code"),
    text_column("text"),
    number_column("setup_uses"),
    key_of("code"),
    sqlite_with_rowid=False,
)

RESIDENT = Table(
    "resident",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("state"),
    moment_column("since"),
    moment_column("erase_at", null=True),
    bytes_column("profile", null=True),
    # The numbers of the consent texts that were consented to, and asked about, last.
    number_column("consented_to", null=True),
    number_column("asked_of", null=True),
    key_of("city", "subject"),
    CheckConstraint("state in ('invited', 'participating', 'leaving')", name="state"),
    CheckConstraint("(state = 'leaving') = (erase_at is not null)", name="erase_at"),
    Index(None, "city", "state", "erase_at"),
    Index(None, "city", "state", "consented_to"),
    Index(None, "city", "state", "asked_of"),
    sqlite_with_rowid=False,
)

CONSENT = Table(
    "consent",
    METADATA,
    text_column("city"),
    text_column("subject"),
    number_column("number"),
    text_column("kind"),
    text_column("version"),
    text_column("language"),
    moment_column("at"),
    # On paper: by which officer, and the scan of what was signed.
    text_column("account", null=True),
    text_column("scan", null=True),
    key_of("city", "subject", "number"),
    CheckConstraint("kind in ('given', 'left', 'returned')", name="kind"),
    sqlite_with_rowid=False,
)

# Every text that was ever shown for consent, with all that it states; the last one is the present.
CONSENT_TEXT = Table(
    "consent_text",
    METADATA,
    text_column("city"),
    number_column("number"),
    text_column("version"),
    moment_column("since"),
    text_column("terms"),
    # Until when those who consented to an earlier text are asked again; none for the first.
    moment_column("answer_by", null=True),
    key_of("city", "number"),
    sqlite_with_rowid=False,
)

INVITATION = Table(
    "invitation",
    METADATA,
    text_column("city"),
    text_column("subject"),
    bytes_column("code_hash"),
    text_column("made_by"),
    moment_column("made_at"),
    moment_column("expires_at"),
    key_of("city", "subject"),
    Index(None, "city", "code_hash", unique=True),
    sqlite_with_rowid=False,
)

ACCOUNT = Table(
    "account",
    METADATA,
    text_column("city"),
    text_column("id"),
    text_column("role"),
    text_column("name", null=True),
    text_column("full_name", null=True),
    text_column("department", null=True),
    text_column("subject", null=True),
    number_column("is_machine"),
    text_column("password_hash"),
    moment_column("made_at"),
    moment_column("disabled_at", null=True),
    number_column("version"),
    # Of a counter: name of the provider whose perks it gives.
    text_column("provider", null=True),
    key_of("city", "id"),
    Index(None, "city", "name", unique=True),
    Index(None, "city", "subject", unique=True),
    CheckConstraint("(role = 'resident') = (subject is not null)", name="subject"),
    CheckConstraint("(role = 'resident') = (name is null)", name="name"),
    CheckConstraint("role <> 'collector' or department is not null", name="department"),
    CheckConstraint("is_machine = 0 or role = 'collector'", name="machine"),
    sqlite_with_rowid=False,
)

SESSION = Table(
    "session",
    METADATA,
    text_column("city"),
    text_column("id"),
    text_column("account"),
    bytes_column("refresh_hash"),
    moment_column("made_at"),
    moment_column("expires_at"),
    moment_column("revoked_at", null=True),
    key_of("city", "id"),
    Index(None, "city", "account"),
    Index(None, "revoked_at"),
    Index(None, "expires_at"),
    sqlite_with_rowid=False,
)

DEED = Table(
    "deed",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("id"),
    text_column("deed_type"),
    text_column("occurred_on"),
    text_column("grade", null=True),
    text_column("quantity", null=True),
    text_column("unit", null=True),
    moment_column("recorded_at"),
    text_column("entered_by"),
    text_column("department"),
    text_column("batch", null=True),
    # The day from which it counts where it needs nobody's confirmation: a merit, at once.
    text_column("counts_from", null=True),
    bytes_column("fingerprint"),
    bytes_column("document", null=True),
    # Of such a merit: the how manieth that this account gave this resident. Two that are entered at
    # once, neither knowing of the other, have the same number, and one of them is refused.
    number_column("alone", null=True),
    key_of("city", "subject", "id"),
    Index(None, "city", "id", unique=True),
    Index(None, "city", "subject", "entered_by", "alone", unique=True),
    Index(None, "city", "entered_by", "recorded_at"),
    # Few deeds come in a batch, and the others need not be kept in its index.
    Index(
        None,
        "city",
        "batch",
        "subject",
        "id",
        sqlite_where=text("batch is not null"),
        postgresql_where=text("batch is not null"),
    ),
    Index(None, "city", "recorded_at", "deed_type"),
    sqlite_with_rowid=False,
)

STEP = Table(
    "step",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("deed"),
    number_column("number"),
    text_column("kind"),
    moment_column("at"),
    text_column("on_day", null=True),
    text_column("account"),
    text_column("role"),
    bytes_column("reason", null=True),
    key_of("city", "subject", "deed", "number"),
    CheckConstraint(
        "kind in ('confirmed', 'notified', 'suspended', 'resumed', 'annulled', 'ended', "
        "'proven', 'repaired')",
        name="kind",
    ),
    sqlite_with_rowid=False,
)

AWAITING = Table(
    "awaiting",
    METADATA,
    text_column("city"),
    text_column("id"),
    text_column("subject"),
    text_column("deed_type"),
    text_column("direction"),
    text_column("department"),
    text_column("occurred_on"),
    text_column("entered_by"),
    moment_column("recorded_at"),
    # Why it waits: set for every one, but no column can be added without a value.
    text_column("why", null=True),
    key_of("city", "id"),
    Index(None, "city", "recorded_at", "id"),
    Index(None, "city", "occurred_on", "id"),
    Index(None, "city", "deed_type", "id"),
    Index(None, "city", "department", "id"),
    Index(None, "city", "direction", "id"),
    Index(None, "city", "subject"),
    sqlite_with_rowid=False,
)

SCORE = Table(
    "score",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("total"),
    text_column("band"),
    text_column("next_change", null=True),
    text_column("digest"),
    text_column("on_day"),
    # Deeds or steps were added since: whoever reads next computes it anew.
    number_column("is_stale"),
    number_column("version"),
    # When to look again: a deed begins or ends, though the points may not change.
    text_column("due_on", null=True),
    key_of("city", "subject"),
    Index(None, "city", "is_stale"),
    Index(None, "city", "due_on"),
    Index(None, "city", "digest", "band"),
    sqlite_with_rowid=False,
)

SCHEME_VERSION = Table(
    "scheme_version",
    METADATA,
    text_column("city"),
    text_column("digest"),
    text_column("effective_on"),
    text_column("text"),
    text_column("catalogue"),
    text_column("origin"),
    moment_column("added_at"),
    key_of("city", "digest"),
    CheckConstraint("origin in ('file', 'proposal')", name="origin"),
    sqlite_with_rowid=False,
)

PROPOSAL = Table(
    "proposal",
    METADATA,
    text_column("city"),
    text_column("id"),
    text_column("digest"),
    # None: in force the moment it is approved.
    text_column("from_day", null=True),
    bytes_column("reason"),
    text_column("proposed_by"),
    moment_column("proposed_at"),
    text_column("state"),
    text_column("decided_by", null=True),
    moment_column("decided_at", null=True),
    number_column("version"),
    key_of("city", "id"),
    Index(None, "city", "state"),
    CheckConstraint("state in ('open', 'approved', 'refused', 'withdrawn')", name="state"),
    CheckConstraint("state <> 'approved' or proposed_by <> decided_by", name="two_persons"),
    sqlite_with_rowid=False,
)

PERIOD = Table(
    "period",
    METADATA,
    text_column("city"),
    number_column("number"),
    text_column("digest"),
    moment_column("from_at"),
    text_column("proposal", null=True),
    moment_column("cancelled_at", null=True),
    moment_column("begun_at", null=True),
    key_of("city", "number"),
    sqlite_with_rowid=False,
)

BATCH = Table(
    "batch",
    METADATA,
    text_column("city"),
    text_column("id"),
    # What was typed, sealed with the batch's own key; none once that key is destroyed.
    bytes_column("title", null=True),
    text_column("made_by"),
    text_column("department"),
    moment_column("made_at"),
    text_column("state"),
    # Rows that came; that are to be stored; that are refused; deeds stored; deeds annulled again.
    number_column("rows"),
    number_column("ready"),
    number_column("faulty"),
    number_column("stored"),
    number_column("annulled"),
    # Who ordered what is being done, why (sealed), and how far it has come.
    text_column("ordered_by", null=True),
    text_column("ordered_role", null=True),
    moment_column("ordered_at", null=True),
    bytes_column("reason", null=True),
    text_column("cursor"),
    moment_column("settled_at", null=True),
    number_column("version"),
    key_of("city", "id"),
    Index(None, "state"),
    Index(None, "city", "made_by", "made_at"),
    CheckConstraint(
        "state in ('open', 'committing', 'committed', 'undoing', 'undone', 'discarding', "
        "'discarded')",
        name="state",
    ),
    sqlite_with_rowid=False,
)

BATCH_PART = Table(
    "batch_part",
    METADATA,
    text_column("city"),
    text_column("batch"),
    number_column("part"),
    # Which sending of the part its rows are from, and whether all of them are here.
    text_column("sending"),
    number_column("is_whole"),
    number_column("rows"),
    number_column("ready"),
    number_column("faulty"),
    text_column("digest"),
    key_of("city", "batch", "part"),
    sqlite_with_rowid=False,
)

# Only rows that can be stored; of any other nothing is kept but its number and what is wrong.
BATCH_ROW = Table(
    "batch_row",
    METADATA,
    text_column("city"),
    text_column("batch"),
    text_column("subject"),
    number_column("part"),
    number_column("number"),
    text_column("deed"),
    text_column("twin"),
    text_column("facts"),
    bytes_column("fingerprint"),
    bytes_column("papers", null=True),
    # In the order in which deeds lie: storing a chunk then touches pages that lie together.
    key_of("city", "batch", "subject", "part", "number"),
    Index(None, "city", "batch", "deed"),
    sqlite_with_rowid=False,
)

BATCH_NOTE = Table(
    "batch_note",
    METADATA,
    text_column("city"),
    text_column("batch"),
    number_column("part"),
    number_column("number"),
    text_column("outcome"),
    # What was typed may stand in it, and that may be anything.
    bytes_column("problems"),
    key_of("city", "batch", "part", "number"),
    CheckConstraint("outcome in ('refused', 'known', 'doubtful')", name="outcome"),
    sqlite_with_rowid=False,
)

LOG = Table(
    "log",
    METADATA,
    text_column("city"),
    text_column("id"),
    moment_column("at"),
    text_column("account"),
    text_column("role"),
    text_column("action"),
    text_column("subject", null=True),
    text_column("object", null=True),
    text_column("detail"),
    # Of a resident's entries account, object and detail go when the resident does; the leaf covers
    # their salted hash in place of them, so that it goes on to verify and tells nothing.
    bytes_column("salt", null=True),
    bytes_column("content", null=True),
    bytes_column("leaf"),
    key_of("city", "id"),
    Index(None, "city", "subject", "id"),
    sqlite_with_rowid=False,
)

# With which key store the rows were sealed: beside another one they could not be read.
KEY_STORE = Table(
    "key_store",
    METADATA,
    text_column("id"),
    key_of("id"),
    sqlite_with_rowid=False,
)

JOB_RUN = Table(
    "job_run",
    METADATA,
    text_column("job"),
    text_column("period"),
    text_column("worker"),
    moment_column("started_at"),
    moment_column("finished_at", null=True),
    key_of("job", "period"),
    Index(None, "started_at"),
    sqlite_with_rowid=False,
)
