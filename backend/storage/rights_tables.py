"""The tables of residents' rights: notices and their ways out, cases, evidence, second looks."""

from sqlalchemy import CheckConstraint, Index, Table

from backend.storage.columns import (
    METADATA,
    bytes_column,
    key_of,
    moment_column,
    number_column,
    text_column,
)

# What a resident is told, written in the unit of work of what it tells of.
NOTICE = Table(
    "notice",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("id"),
    text_column("kind"),
    moment_column("at"),
    # What it tells of: a deed, an objection or a repair, a grant, a version of the consent text.
    text_column("about", null=True),
    # The day it speaks of, such as the first on which a demerit may count.
    text_column("on_day", null=True),
    moment_column("read_at", null=True),
    key_of("city", "subject", "id"),
    sqlite_with_rowid=False,
)

# Where a resident wants to be told, too; the address is sealed.
CONTACT = Table(
    "contact",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("channel"),
    bytes_column("address"),
    moment_column("made_at"),
    # When something last went out to it, and why the last try did not succeed.
    moment_column("sent_at", null=True),
    text_column("problem", null=True),
    key_of("city", "subject", "channel"),
    CheckConstraint("channel in ('email', 'message')", name="channel"),
    sqlite_with_rowid=False,
)

# Notices on their way out; sent ones are kept for a while, to be seen.
OUTGOING = Table(
    "outgoing",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("notice"),
    text_column("channel"),
    text_column("state"),
    # What it goes out in, with all that waited for the same contact; the same at every try.
    text_column("message", null=True),
    number_column("tries"),
    moment_column("due_at"),
    moment_column("sent_at", null=True),
    # A stable slug; never what a server said, which may quote an address.
    text_column("problem", null=True),
    key_of("city", "subject", "notice", "channel"),
    Index(None, "channel", "state", "due_at"),
    CheckConstraint("state in ('waiting', 'sent', 'failed')", name="state"),
    CheckConstraint("(state = 'sent') = (sent_at is not null)", name="sent"),
    sqlite_with_rowid=False,
)

# An objection or a repair: what a resident asks about a deed, and what a person decided.
RESIDENT_CASE = Table(
    "resident_case",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("id"),
    text_column("kind"),
    text_column("deed"),
    # Of a repair: which proof of the scheme's, and the civil day on which it was made good.
    text_column("proof", null=True),
    text_column("on_day", null=True),
    bytes_column("text"),
    bytes_column("fingerprint"),
    moment_column("made_at"),
    # The last civil day for the answer; an objection without one is upheld by the clock.
    text_column("due_on"),
    # Who took in the paper that its resident signed; none where the resident asked.
    text_column("on_paper_by", null=True),
    text_column("state"),
    moment_column("decided_at", null=True),
    text_column("decided_by", null=True),
    bytes_column("reasons", null=True),
    key_of("city", "subject", "id"),
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
    text_column("city"),
    text_column("subject"),
    text_column("id"),
    # None for the scan of a consent or a leaving on paper.
    text_column("case_id", null=True),
    bytes_column("name"),
    text_column("media_type"),
    number_column("size"),
    # Of type, name and content: by it the same file is known again, and named in the folder.
    bytes_column("fingerprint"),
    moment_column("at"),
    text_column("account"),
    key_of("city", "subject", "id"),
    Index(None, "city", "id", unique=True),
    sqlite_with_rowid=False,
)

# Merits that count already and that a second person looks at all the same.
SECOND_LOOK = Table(
    "second_look",
    METADATA,
    text_column("city"),
    text_column("deed"),
    text_column("subject"),
    text_column("entered_by"),
    moment_column("recorded_at"),
    key_of("city", "deed"),
    Index(None, "city", "recorded_at", "deed"),
    Index(None, "city", "subject"),
    sqlite_with_rowid=False,
)

# Published numbers of a month that is over, rounded to tens before they are stored.
STATISTIC = Table(
    "statistic",
    METADATA,
    text_column("city"),
    text_column("month"),
    text_column("name"),
    number_column("tens"),
    key_of("city", "month", "name"),
    sqlite_with_rowid=False,
)
