"""Perks in use: passes, redemptions, stock and take-up; lists of grants, and counters' providers.

With what the database itself refuses: a pass or a redemption of a resident without consent (charter,
article 1), a pass or a booking that changes, a redemption that ends twice. A pass that is booked
twice and a place too many stand in constraints.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_STATE = "select state from resident where city = new.city and subject = new.subject"
_GIVEN = (
    "city, subject, id, perk, digest, from_day, until_day, granted_at, granted_by, fingerprint, "
    "reason, amount, list"
)
_BOOKED = (
    "city, id, perk, amount, digest, provider, counter, pass, code, is_offline, taken_at, "
    "recorded_at, period, due_on, is_beyond"
)
_ENDED = "old.returned_at is not null or old.reversed_at is not null"
# A notice of revocation is at most cut short: by leaving.
_REVOKED = "revoked_at, revoked_by, revoke_reason"
_IS_REVOKED = "old.revoked_at is not null"
_ENDS_LATER = "new.ends_on is not null and old.revoked_at is not null"
_NEED_CONSENT = ("perk_pass", "redemption_holder")
_FROZEN = ("perk_pass", "redemption_holder", "second_use")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "perk_pass",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("perk", TEXT, nullable=False),
        sa.Column("amount", TEXT, nullable=True),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("grant_id", TEXT, nullable=True),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("city", "subject", "id", name=op.f("pk_perk_pass")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_perk_pass_city_code"), "perk_pass", ["city", "code"], unique=True)
    op.create_index(op.f("ix_perk_pass_expires_at"), "perk_pass", ["expires_at"], unique=False)
    op.create_index(op.f("ix_perk_pass_city_id"), "perk_pass", ["city", "id"], unique=True)
    op.create_table(
        "perk_places",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("perk", TEXT, nullable=False),
        sa.Column("per", TEXT, nullable=True),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("set_by", TEXT, nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("places >= 0", name=op.f("ck_perk_places_places")),
        sa.PrimaryKeyConstraint("city", "perk", name=op.f("pk_perk_places")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "perk_stock",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("perk", TEXT, nullable=False),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken between 0 and places", name=op.f("ck_perk_stock_taken")),
        sa.PrimaryKeyConstraint("city", "perk", "period", name=op.f("pk_perk_stock")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "redemption",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("perk", TEXT, nullable=False),
        sa.Column("amount", TEXT, nullable=True),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("counter", TEXT, nullable=False),
        sa.Column("pass", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("is_offline", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("period", TEXT, nullable=True),
        sa.Column("due_on", TEXT, nullable=True),
        sa.Column("returned_at", sa.BigInteger(), nullable=True),
        sa.Column("reversed_at", sa.BigInteger(), nullable=True),
        sa.Column("is_beyond", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_beyond = 0 or is_offline = 1", name=op.f("ck_redemption_beyond")),
        sa.CheckConstraint(
            "returned_at is null or due_on is not null", name=op.f("ck_redemption_returned")
        ),
        sa.CheckConstraint(
            "returned_at is null or reversed_at is null", name=op.f("ck_redemption_ended")
        ),
        sa.PrimaryKeyConstraint("city", "id", name=op.f("pk_redemption")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_redemption_city_pass"), "redemption", ["city", "pass"], unique=True)
    op.create_index(
        op.f("ix_redemption_city_provider_taken_at_id"),
        "redemption",
        ["city", "provider", "taken_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_redemption_city_perk_taken_at_id"),
        "redemption",
        ["city", "perk", "taken_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_redemption_taken_at"), "redemption", ["taken_at"], unique=False)
    op.create_index(op.f("ix_redemption_city_code"), "redemption", ["city", "code"], unique=True)
    op.create_table(
        "redemption_holder",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("redemption", TEXT, nullable=False),
        sa.Column("perk", TEXT, nullable=False),
        sa.Column("on_day", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("city", "subject", "redemption", name=op.f("pk_redemption_holder")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_redemption_holder_city_redemption"),
        "redemption_holder",
        ["city", "redemption"],
        unique=True,
    )
    op.create_table(
        "second_use",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("redemption", TEXT, nullable=False),
        sa.Column("perk", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("counter", TEXT, nullable=False),
        sa.Column("is_offline", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("city", "id", name=op.f("pk_second_use")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_second_use_city_recorded_at_id"),
        "second_use",
        ["city", "recorded_at", "id"],
        unique=False,
    )
    op.create_table(
        "take_up",
        sa.Column("city", TEXT, nullable=False),
        sa.Column("perk", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("counter", TEXT, nullable=False),
        sa.Column("month", TEXT, nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("reversed", sa.Integer(), nullable=False),
        sa.Column("offline", sa.Integer(), nullable=False),
        sa.Column("beyond", sa.Integer(), nullable=False),
        sa.Column("twice", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "city", "perk", "provider", "counter", "month", name=op.f("pk_take_up")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_take_up_city_month"), "take_up", ["city", "month"], unique=False)

    for name in ("amount", "list", "ends_on"):
        op.add_column("perk_grant", sa.Column(name, TEXT, nullable=True))
    op.create_index("ix_perk_grant_city_list", "perk_grant", ["city", "list"])
    op.add_column("account", sa.Column("provider", TEXT, nullable=True))

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite_guards() if is_sqlite else _postgresql_guards():
        op.get_bind().exec_driver_sql(statement.replace("%", "%%") if not is_sqlite else statement)


def _sqlite_guards() -> list[str]:
    def refused(name: str, event: str, condition: str = "true") -> str:
        return (
            f"create trigger {name} before {event} when {condition} "
            f"begin select raise(abort, '{name}'); end"
        )

    return [
        *(
            refused(
                f"{table}_needs_consent", f"insert on {table}", f"({_STATE}) is not 'participating'"
            )
            for table in _NEED_CONSENT
        ),
        *(refused(f"{table}_no_update", f"update on {table}") for table in _FROZEN),
        refused("redemption_no_update", f"update of {_BOOKED} on redemption"),
        refused("redemption_ended_once", "update on redemption", _ENDED),
        "drop trigger perk_grant_no_update",
        refused("perk_grant_no_update", f"update of {_GIVEN} on perk_grant"),
        "drop trigger perk_grant_revoked_once",
        refused("perk_grant_revoked_once", f"update of {_REVOKED} on perk_grant", _IS_REVOKED),
        refused("perk_grant_ends_sooner", "update of ends_on on perk_grant", _ENDS_LATER),
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

    guards: list[str] = []
    for table in _NEED_CONSENT:
        condition = f"({_STATE} for share) is distinct from 'participating'"
        guards += refused(f"{table}_needs_consent", f"insert on {table}", condition)
    return [
        *guards,
        *(kept(f"{table}_no_update", f"update on {table}") for table in _FROZEN),
        kept("redemption_no_update", f"update of {_BOOKED} on redemption"),
        kept("redemption_ended_once", "update on redemption", _ENDED),
        "drop trigger perk_grant_no_update on perk_grant",
        kept("perk_grant_no_update", f"update of {_GIVEN} on perk_grant"),
        "drop trigger perk_grant_revoked_once on perk_grant",
        kept("perk_grant_revoked_once", f"update of {_REVOKED} on perk_grant", _IS_REVOKED),
        kept("perk_grant_ends_sooner", "update of ends_on on perk_grant", _ENDS_LATER),
    ]
