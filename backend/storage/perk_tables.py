"""The tables of perks: grants, passes, redemptions, stock, take-up.

A redemption says nothing of people. Whose it is stands in a table of its own, which is erased with
the resident, so that a provider's bookings stay as they are and lead to nobody.
"""

from sqlalchemy import CheckConstraint, Index, Table

from backend.storage.columns import (
    METADATA,
    bytes_column,
    key_of,
    moment_column,
    number_column,
    text_column,
)

# A grant is never edited: a revocation is written into it, once.
PERK_GRANT = Table(
    "perk_grant",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("id"),
    text_column("perk"),
    # Of the scheme that opened the perk, whose words for it stay true.
    text_column("digest"),
    text_column("from_day"),
    text_column("until_day"),
    moment_column("granted_at"),
    text_column("granted_by"),
    bytes_column("fingerprint"),
    bytes_column("reason"),
    moment_column("revoked_at", null=True),
    text_column("revoked_by", null=True),
    bytes_column("revoke_reason", null=True),
    # How much it gives, as the band opened it then; the list it was granted by; and the last day
    # of a revocation's notice.
    text_column("amount", null=True),
    text_column("list", null=True),
    text_column("ends_on", null=True),
    key_of("city", "subject", "id"),
    Index(None, "city", "id", unique=True),
    Index(None, "city", "list"),
    CheckConstraint("from_day <= until_day", name="days"),
    CheckConstraint(
        "(revoked_at is null) = (revoked_by is null) and "
        "(revoked_at is null) = (revoke_reason is null)",
        name="revoked",
    ),
    sqlite_with_rowid=False,
)

# A pass is its random number; what the resident carries is signed anew from this row.
PERK_PASS = Table(
    "perk_pass",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("id"),
    # To be typed where there is no scanner.
    text_column("code"),
    text_column("perk"),
    text_column("amount", null=True),
    # Of the scheme whose words for the perk hold.
    text_column("digest"),
    # The grant that opened it, if the band alone did not.
    text_column("grant_id", null=True),
    moment_column("issued_at"),
    moment_column("expires_at"),
    key_of("city", "subject", "id"),
    Index(None, "city", "id", unique=True),
    Index(None, "city", "code", unique=True),
    Index(None, "expires_at"),
    sqlite_with_rowid=False,
)

# What was booked at a counter: added once, then at most returned or reversed.
REDEMPTION = Table(
    "redemption",
    METADATA,
    text_column("city"),
    text_column("id"),
    text_column("perk"),
    text_column("amount", null=True),
    text_column("digest"),
    text_column("provider"),
    # The account that booked it.
    text_column("counter"),
    # The pass's random number: no pass is booked twice.
    text_column("pass"),
    # By which what was lent is found again.
    text_column("code"),
    number_column("is_offline"),
    moment_column("taken_at"),
    moment_column("recorded_at"),
    # The period of the stock it took a place of; null where there is no stock, or none was left.
    text_column("period", null=True),
    text_column("due_on", null=True),
    moment_column("returned_at", null=True),
    moment_column("reversed_at", null=True),
    # What it went beyond is not kept: of a clerk's own pass it would say whose it was.
    number_column("is_beyond"),
    key_of("city", "id"),
    Index(None, "city", "pass", unique=True),
    Index(None, "city", "code", unique=True),
    Index(None, "city", "provider", "taken_at", "id"),
    Index(None, "taken_at"),
    Index(None, "city", "perk", "taken_at", "id"),
    CheckConstraint("returned_at is null or reversed_at is null", name="ended"),
    CheckConstraint("returned_at is null or due_on is not null", name="returned"),
    CheckConstraint("is_beyond = 0 or is_offline = 1", name="beyond"),
    sqlite_with_rowid=False,
)

# Whose a redemption is.
REDEMPTION_HOLDER = Table(
    "redemption_holder",
    METADATA,
    text_column("city"),
    text_column("subject"),
    text_column("redemption"),
    text_column("perk"),
    # The city's civil day on which it was taken, by which limits count.
    text_column("on_day"),
    key_of("city", "subject", "redemption"),
    Index(None, "city", "redemption", unique=True),
    sqlite_with_rowid=False,
)

# How many places officers say there are, where it is not what the scheme says.
PERK_PLACES = Table(
    "perk_places",
    METADATA,
    text_column("city"),
    text_column("perk"),
    # What the scheme said then, with which this holds.
    text_column("per", null=True),
    number_column("listed"),
    number_column("places"),
    text_column("reason"),
    text_column("set_by"),
    moment_column("set_at"),
    number_column("version"),
    key_of("city", "perk"),
    CheckConstraint("places >= 0", name="places"),
    sqlite_with_rowid=False,
)

# Places that are taken, by period: such as 2027-03-01, 2027-W09, 2027-03, 2027, or none ('').
PERK_STOCK = Table(
    "perk_stock",
    METADATA,
    text_column("city"),
    text_column("perk"),
    text_column("period"),
    number_column("places"),
    number_column("taken"),
    key_of("city", "perk", "period"),
    CheckConstraint("taken between 0 and places", name="taken"),
    sqlite_with_rowid=False,
)

# Counts, written in the unit of work of what they count; they stay when residents are erased.
TAKE_UP = Table(
    "take_up",
    METADATA,
    text_column("city"),
    text_column("perk"),
    text_column("provider"),
    text_column("counter"),
    text_column("month"),
    number_column("booked"),
    number_column("returned"),
    number_column("reversed"),
    number_column("offline"),
    number_column("beyond"),
    number_column("twice"),
    key_of("city", "perk", "provider", "counter", "month"),
    Index(None, "city", "month"),
    sqlite_with_rowid=False,
)

# How often officers granted a perk, counted in the same way.
PERK_GRANTED = Table(
    "perk_granted",
    METADATA,
    text_column("city"),
    text_column("perk"),
    text_column("month"),
    number_column("granted"),
    key_of("city", "perk", "month"),
    sqlite_with_rowid=False,
)

# A pass that was shown again after it was booked; the id is what its counter chose.
SECOND_USE = Table(
    "second_use",
    METADATA,
    text_column("city"),
    text_column("id"),
    text_column("redemption"),
    text_column("perk"),
    text_column("digest"),
    text_column("provider"),
    text_column("counter"),
    number_column("is_offline"),
    moment_column("taken_at"),
    moment_column("recorded_at"),
    key_of("city", "id"),
    Index(None, "city", "recorded_at", "id"),
    sqlite_with_rowid=False,
)
