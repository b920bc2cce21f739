"""The tables, led by city and subject so that a growing city can split them.

Only whole numbers, texts and bytes are stored, so that both databases hold the same values: moments
are microseconds since 1970 in UTC, civil days ISO texts, points and quantities decimal texts, flags
0 or 1. What names a person is sealed with the resident's key; the rest speaks of subject ids. The
database's own guards (nothing without consent, nothing recorded changes, who may decide) are made
by the second, the third and the fifth migration.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


# Both databases sort texts by their code points, whatever language a server was set up for.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, _TEXT, nullable=null)


def _moment(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=null)


def _number(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _bytes(name: str, *, null: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=null)


def _key(*names: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint(*names)


CITY = Table(
    "city",
    METADATA,
    _text("code"),
    _text("text"),
    _number("setup_uses"),
    _key("code"),
    sqlite_with_rowid=False,
)

RESIDENT = Table(
    "resident",
    METADATA,
    _text("city"),
    _text("subject"),
    _text("state"),
    _moment("since"),
    _moment("erase_at", null=True),
    _bytes("profile", null=True),
    # The numbers of the consent texts that were consented to, and asked about, last.
    _number("consented_to", null=True),
    _number("asked_of", null=True),
    _key("city", "subject"),
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
    _text("city"),
    _text("subject"),
    _number("number"),
    _text("kind"),
    _text("version"),
    _text("language"),
    _moment("at"),
    # On paper: by which officer, and the scan of what was signed.
    _text("account", null=True),
    _text("scan", null=True),
    _key("city", "subject", "number"),
    CheckConstraint("kind in ('given', 'left', 'returned')", name="kind"),
    sqlite_with_rowid=False,
)

# Every text that was ever shown for consent, with all that it states; the last one is the present.
CONSENT_TEXT = Table(
    "consent_text",
    METADATA,
    _text("city"),
    _number("number"),
    _text("version"),
    _moment("since"),
    _text("terms"),
    # Until when those who consented to an earlier text are asked again; none for the first.
    _moment("answer_by", null=True),
    _key("city", "number"),
    sqlite_with_rowid=False,
)

INVITATION = Table(
    "invitation",
    METADATA,
    _text("city"),
    _text("subject"),
    _bytes("code_hash"),
    _text("made_by"),
    _moment("made_at"),
    _moment("expires_at"),
    _key("city", "subject"),
    Index(None, "city", "code_hash", unique=True),
    sqlite_with_rowid=False,
)

ACCOUNT = Table(
    "account",
    METADATA,
    _text("city"),
    _text("id"),
    _text("role"),
    _text("name", null=True),
    _text("full_name", null=True),
    _text("department", null=True),
    _text("subject", null=True),
    _number("is_machine"),
    _text("password_hash"),
    _moment("made_at"),
    _moment("disabled_at", null=True),
    _number("version"),
    _key("city", "id"),
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
    _text("city"),
    _text("id"),
    _text("account"),
    _bytes("refresh_hash"),
    _moment("made_at"),
    _moment("expires_at"),
    _moment("revoked_at", null=True),
    _key("city", "id"),
    Index(None, "city", "account"),
    Index(None, "revoked_at"),
    Index(None, "expires_at"),
    sqlite_with_rowid=False,
)

DEED = Table(
    "deed",
    METADATA,
    _text("city"),
    _text("subject"),
    _text("id"),
    _text("deed_type"),
    _text("occurred_on"),
    _text("grade", null=True),
    _text("quantity", null=True),
    _text("unit", null=True),
    _moment("recorded_at"),
    _text("entered_by"),
    _text("department"),
    _text("batch", null=True),
    # The day from which it counts where it needs nobody's confirmation: a merit, at once.
    _text("counts_from", null=True),
    _bytes("fingerprint"),
    _bytes("document", null=True),
    # Of such a merit: the how manieth that this account gave this resident. Two that are entered at
    # once, neither knowing of the other, have the same number, and one of them is refused.
    _number("alone", null=True),
    _key("city", "subject", "id"),
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
    _text("city"),
    _text("subject"),
    _text("deed"),
    _number("number"),
    _text("kind"),
    _moment("at"),
    _text("on_day", null=True),
    _text("account"),
    _text("role"),
    _bytes("reason", null=True),
    _key("city", "subject", "deed", "number"),
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
    _text("city"),
    _text("id"),
    _text("subject"),
    _text("deed_type"),
    _text("direction"),
    _text("department"),
    _text("occurred_on"),
    _text("entered_by"),
    _moment("recorded_at"),
    # Why it waits: set for every one, but no column can be added without a value.
    _text("why", null=True),
    _key("city", "id"),
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
    _text("city"),
    _text("subject"),
    _text("total"),
    _text("band"),
    _text("next_change", null=True),
    _text("digest"),
    _text("on_day"),
    # Deeds or steps were added since: whoever reads next computes it anew.
    _number("is_stale"),
    _number("version"),
    # When to look again: a deed begins or ends, though the points may not change.
    _text("due_on", null=True),
    _key("city", "subject"),
    Index(None, "city", "is_stale"),
    Index(None, "city", "due_on"),
    Index(None, "city", "digest", "band"),
    sqlite_with_rowid=False,
)

# A grant is never edited: a revocation is written into it, once.
PERK_GRANT = Table(
    "perk_grant",
    METADATA,
    _text("city"),
    _text("subject"),
    _text("id"),
    _text("perk"),
    # Of the scheme that opened the perk, whose words for it stay true.
    _text("digest"),
    _text("from_day"),
    _text("until_day"),
    _moment("granted_at"),
    _text("granted_by"),
    _bytes("fingerprint"),
    _bytes("reason"),
    _moment("revoked_at", null=True),
    _text("revoked_by", null=True),
    _bytes("revoke_reason", null=True),
    _key("city", "subject", "id"),
    Index(None, "city", "id", unique=True),
    CheckConstraint("from_day <= until_day", name="days"),
    CheckConstraint(
        "(revoked_at is null) = (revoked_by is null) and "
        "(revoked_at is null) = (revoke_reason is null)",
        name="revoked",
    ),
    sqlite_with_rowid=False,
)

# What a resident is told, written in the unit of work of what it tells of.
NOTICE = Table(
    "notice",
    METADATA,
    _text("city"),
    _text("subject"),
    _text("id"),
    _text("kind"),
    _moment("at"),
    # What it tells of: a deed, an objection or a repair, a grant, a version of the consent text.
    _text("about", null=True),
    # The day it speaks of, such as the first on which a demerit may count.
    _text("on_day", null=True),
    _moment("read_at", null=True),
    _key("city", "subject", "id"),
    sqlite_with_rowid=False,
)

# Where a resident wants to be told, too; the address is sealed.
CONTACT = Table(
    "contact",
    METADATA,
    _text("city"),
    _text("subject"),
    _text("channel"),
    _bytes("address"),
    _moment("made_at"),
    # When something last went out to it, and why the last try did not succeed.
    _moment("sent_at", null=True),
    _text("problem", null=True),
    _key("city", "subject", "channel"),
    CheckConstraint("channel in ('email', 'message')", name="channel"),
    sqlite_with_rowid=False,
)

# Notices on their way out; sent ones are kept for a while, to be seen.
OUTGOING = Table(
    "outgoing",
    METADATA,
    _text("city"),
    _text("subject"),
    _text("notice"),
    _text("channel"),
    _text("state"),
    # What it goes out in, with all that waited for the same contact; the same at every try.
    _text("message", null=True),
    _number("tries"),
    _moment("due_at"),
    _moment("sent_at", null=True),
    # A stable slug; never what a server said, which may quote an address.
    _text("problem", null=True),
    _key("city", "subject", "notice", "channel"),
    Index(None, "channel", "state", "due_at"),
    CheckConstraint("state in ('waiting', 'sent', 'failed')", name="state"),
    CheckConstraint("(state = 'sent') = (sent_at is not null)", name="sent"),
    sqlite_with_rowid=False,
)

# An objection or a repair: what a resident asks about a deed, and what a person decided.
RESIDENT_CASE = Table(
    "resident_case",
    METADATA,
    _text("city"),
    _text("subject"),
    _text("id"),
    _text("kind"),
    _text("deed"),
    # Of a repair: which proof of the scheme's, and the civil day on which it was made good.
    _text("proof", null=True),
    _text("on_day", null=True),
    _bytes("text"),
    _bytes("fingerprint"),
    _moment("made_at"),
    # The last civil day for the answer; an objection without one is upheld by the clock.
    _text("due_on"),
    _text("state"),
    _moment("decided_at", null=True),
    _text("decided_by", null=True),
    _bytes("reasons", null=True),
    _key("city", "subject", "id"),
    Index(None, "city", "id", unique=True),
    Index(None, "city", "state", "due_on", "id"),
    Index(None, "city", "subject", "deed"),
    CheckConstraint("kind in ('objection', 'repair')", name="kind"),
    CheckConstraint("(kind = 'repair') = (proof is not null)", name="proof"),
    CheckConstraint("(kind = 'repair') = (on_day is not null)", name="on_day"),
    CheckConstraint(
        "state in ('open', 'withdrawn', 'rejected') or (state = 'upheld' and kind = 'objection') "
        "or (state = 'accepted' and kind = 'repair')",
        name="state",
    ),
    CheckConstraint(
        "(state = 'open') = (decided_at is null) and (state = 'open') = (decided_by is null)",
        name="decided",
    ),
    # A person decides with reasons; the clock and the resident need none.
    CheckConstraint("state not in ('rejected', 'accepted') or reasons is not null", name="reasons"),
    sqlite_with_rowid=False,
)

# Files that residents and officers put into the folder of evidence, each sealed.
EVIDENCE = Table(
    "evidence",
    METADATA,
    _text("city"),
    _text("subject"),
    _text("id"),
    # None for the scan of a consent on paper.
    _text("case_id", null=True),
    _bytes("name"),
    _text("media_type"),
    _number("size"),
    # Of type, name and content: by it the same file is known again, and named in the folder.
    _bytes("fingerprint"),
    _moment("at"),
    _text("account"),
    _key("city", "subject", "id"),
    Index(None, "city", "id", unique=True),
    sqlite_with_rowid=False,
)

# Merits that count already and that a second person looks at all the same.
SECOND_LOOK = Table(
    "second_look",
    METADATA,
    _text("city"),
    _text("deed"),
    _text("subject"),
    _text("entered_by"),
    _moment("recorded_at"),
    _key("city", "deed"),
    Index(None, "city", "recorded_at", "deed"),
    Index(None, "city", "subject"),
    sqlite_with_rowid=False,
)

# Published numbers of a month that is over, rounded to tens before they are stored.
STATISTIC = Table(
    "statistic",
    METADATA,
    _text("city"),
    _text("month"),
    _text("name"),
    _number("tens"),
    _key("city", "month", "name"),
    sqlite_with_rowid=False,
)

SCHEME_VERSION = Table(
    "scheme_version",
    METADATA,
    _text("city"),
    _text("digest"),
    _text("effective_on"),
    _text("text"),
    _text("catalogue"),
    _text("origin"),
    _moment("added_at"),
    _key("city", "digest"),
    CheckConstraint("origin in ('file', 'proposal')", name="origin"),
    sqlite_with_rowid=False,
)

PROPOSAL = Table(
    "proposal",
    METADATA,
    _text("city"),
    _text("id"),
    _text("digest"),
    # None: in force the moment it is approved.
    _text("from_day", null=True),
    _bytes("reason"),
    _text("proposed_by"),
    _moment("proposed_at"),
    _text("state"),
    _text("decided_by", null=True),
    _moment("decided_at", null=True),
    _number("version"),
    _key("city", "id"),
    Index(None, "city", "state"),
    CheckConstraint("state in ('open', 'approved', 'refused', 'withdrawn')", name="state"),
    CheckConstraint("state <> 'approved' or proposed_by <> decided_by", name="two_persons"),
    sqlite_with_rowid=False,
)

PERIOD = Table(
    "period",
    METADATA,
    _text("city"),
    _number("number"),
    _text("digest"),
    _moment("from_at"),
    _text("proposal", null=True),
    _moment("cancelled_at", null=True),
    _moment("begun_at", null=True),
    _key("city", "number"),
    sqlite_with_rowid=False,
)

BATCH = Table(
    "batch",
    METADATA,
    _text("city"),
    _text("id"),
    # What was typed, sealed with the batch's own key; none once that key is destroyed.
    _bytes("title", null=True),
    _text("made_by"),
    _text("department"),
    _moment("made_at"),
    _text("state"),
    # Rows that came; that are to be stored; that are refused; deeds stored; deeds annulled again.
    _number("rows"),
    _number("ready"),
    _number("faulty"),
    _number("stored"),
    _number("annulled"),
    # Who ordered what is being done, why (sealed), and how far it has come.
    _text("ordered_by", null=True),
    _text("ordered_role", null=True),
    _moment("ordered_at", null=True),
    _bytes("reason", null=True),
    _text("cursor"),
    _moment("settled_at", null=True),
    _number("version"),
    _key("city", "id"),
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
    _text("city"),
    _text("batch"),
    _number("part"),
    # Which sending of the part its rows are from, and whether all of them are here.
    _text("sending"),
    _number("is_whole"),
    _number("rows"),
    _number("ready"),
    _number("faulty"),
    _text("digest"),
    _key("city", "batch", "part"),
    sqlite_with_rowid=False,
)

# Only rows that can be stored; of any other nothing is kept but its number and what is wrong.
BATCH_ROW = Table(
    "batch_row",
    METADATA,
    _text("city"),
    _text("batch"),
    _text("subject"),
    _number("part"),
    _number("number"),
    _text("deed"),
    _text("twin"),
    _text("facts"),
    _bytes("fingerprint"),
    _bytes("papers", null=True),
    # In the order in which deeds lie: storing a chunk then touches pages that lie together.
    _key("city", "batch", "subject", "part", "number"),
    Index(None, "city", "batch", "deed"),
    sqlite_with_rowid=False,
)

BATCH_NOTE = Table(
    "batch_note",
    METADATA,
    _text("city"),
    _text("batch"),
    _number("part"),
    _number("number"),
    _text("outcome"),
    # What was typed may stand in it, and that may be anything.
    _bytes("problems"),
    _key("city", "batch", "part", "number"),
    CheckConstraint("outcome in ('refused', 'known', 'doubtful')", name="outcome"),
    sqlite_with_rowid=False,
)

LOG = Table(
    "log",
    METADATA,
    _text("city"),
    _text("id"),
    _moment("at"),
    _text("account"),
    _text("role"),
    _text("action"),
    _text("subject", null=True),
    _text("object", null=True),
    _text("detail"),
    # Of a resident's entries account, object and detail go when the resident does; the leaf covers
    # their salted hash in place of them, so that it goes on to verify and tells nothing.
    _bytes("salt", null=True),
    _bytes("content", null=True),
    _bytes("leaf"),
    _key("city", "id"),
    Index(None, "city", "subject", "id"),
    sqlite_with_rowid=False,
)

# With which key store the rows were sealed: beside another one they could not be read.
KEY_STORE = Table(
    "key_store",
    METADATA,
    _text("id"),
    _key("id"),
    sqlite_with_rowid=False,
)

JOB_RUN = Table(
    "job_run",
    METADATA,
    _text("job"),
    _text("period"),
    _text("worker"),
    _moment("started_at"),
    _moment("finished_at", null=True),
    _key("job", "period"),
    Index(None, "started_at"),
    sqlite_with_rowid=False,
)
