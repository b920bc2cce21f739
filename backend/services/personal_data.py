"""What is kept about residents, column by column: where it is exported, and how it is erased.

The one table that says so. A test walks the database's tables, the key store's and the data folder:
what is added there needs an entry here, and an export that shows it, before anything passes again.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

import msgspec

from backend.contracts.export import KeptField


class Erasing(StrEnum):
    """What becomes of it when a resident is erased."""

    ROW = "the row is deleted, and the database's files are wiped"
    KEY = "it was sealed with the resident's key, which is destroyed; the row is deleted"
    FILE = "it was sealed with the resident's key; the file is overwritten and unlinked"
    EMPTIED = "it is emptied; the log verifies without it"
    FORGOTTEN = "the sign-in ends at once; the row is deleted when it would have expired"
    UNLINKED = "whose it was is deleted; what stays says nothing of people and leads to nobody"
    LEADS_NOWHERE = "a random id, from which nothing leads to a person any more"
    DESTROYED = "the key store's row is destroyed, and its file wiped"


class Personal(msgspec.Struct, frozen=True):
    """It speaks of a resident.

    Attributes:
        exported: the path of the key in the export, such as `deeds.steps.reason`.
    """

    exported: str
    erased: Erasing


class Unreadable(msgspec.Struct, frozen=True):
    """It was made of something personal, and nobody can read that in it: it is not exported."""

    why: str
    erased: Erasing


class NotPersonal(msgspec.Struct, frozen=True):
    """It does not speak of a resident."""

    why: str


Entry = Personal | Unreadable | NotPersonal

_STAFF: Final = NotPersonal("a member of the staff; the resident is shown the role")
_ORDER: Final = NotPersonal("the order of rows")
_CITY: Final = NotPersonal("the city")
_FINGERPRINT: Final = Unreadable("a keyed hash, to know the same content again", Erasing.ROW)
_SUBJECT: Final = Personal("resident.id", Erasing.ROW)


def _of_city(why: str, *columns: str) -> dict[str, Entry]:
    """A table that speaks of no resident."""
    return dict.fromkeys(("city", *columns), NotPersonal(why))


def _of_resident(place: str, rows: Mapping[str, str], **others: Entry) -> dict[str, Entry]:
    """A table of residents' rows.

    Args:
        place: of the rows in the export.
        rows: columns that stand there, each under its key.
        others: what is to be said of all other columns.
    """
    shown = {
        column: Personal(f"{place}.{key}" if place else key, Erasing.ROW)
        for column, key in rows.items()
    }
    return {"city": _CITY, "subject": _SUBJECT, **shown, **others}


def _same(*columns: str) -> dict[str, str]:
    """Columns that are called in the export as they are here."""
    return {column: column for column in columns}


def _sealed(path: str) -> Personal:
    return Personal(path, Erasing.KEY)


COLUMNS: Final[dict[str, dict[str, Entry]]] = {
    "resident": _of_resident(
        "resident",
        _same("state", "since", "erase_at", "consented_to", "asked_of"),
        profile=_sealed("resident.number"),
    ),
    "consent": _of_resident(
        "consents",
        {**_same("number", "kind", "version", "language", "at", "scan"), "account": "officer"},
    ),
    "invitation": _of_resident(
        "invitation",
        {**_same("made_at", "expires_at"), "made_by": "officer"},
        code_hash=Unreadable("a hash of the code, which was printed once", Erasing.ROW),
    ),
    "account": _of_resident(
        "account",
        _same("id", "role", "made_at", "disabled_at"),
        name=_STAFF,
        full_name=_STAFF,
        department=_STAFF,
        is_machine=_STAFF,
        provider=_STAFF,
        password_hash=Unreadable("a slow hash of the password", Erasing.ROW),
        version=NotPersonal("counts edits"),
    ),
    "session": {
        "city": _CITY,
        "id": Personal("sign_ins.id", Erasing.FORGOTTEN),
        "account": Personal("account.id", Erasing.FORGOTTEN),
        "refresh_hash": Unreadable("a hash of the token's secret", Erasing.FORGOTTEN),
        **{
            column: Personal(f"sign_ins.{column}", Erasing.FORGOTTEN)
            for column in ("made_at", "expires_at", "revoked_at")
        },
    },
    "deed": _of_resident(
        "deeds",
        {
            **_same("id", "deed_type", "occurred_on", "grade", "quantity", "unit"),
            **_same("department", "batch"),
            "recorded_at": "steps.at",
            "counts_from": "steps.on",
        },
        entered_by=_STAFF,
        fingerprint=_FINGERPRINT,
        document=_sealed("deeds.document"),
        alone=_ORDER,
    ),
    "step": _of_resident(
        "deeds",
        {
            "deed": "id",
            "kind": "steps.kind",
            "at": "steps.at",
            "on_day": "steps.on",
            "role": "steps.role",
        },
        number=_ORDER,
        account=_STAFF,
        reason=_sealed("deeds.steps.reason"),
    ),
    "awaiting": _of_resident(
        "deeds",
        {
            **_same("id", "deed_type", "direction", "department", "occurred_on"),
            "recorded_at": "steps.at",
            "why": "awaits_because",
        },
        entered_by=_STAFF,
    ),
    "second_look": _of_resident(
        "deeds", {"deed": "id", "recorded_at": "steps.at"}, entered_by=_STAFF
    ),
    "score": _of_resident(
        "score",
        {**_same("total", "band", "next_change", "digest"), "on_day": "on"},
        is_stale=NotPersonal("whether the row still holds"),
        version=NotPersonal("counts changes of the row"),
        due_on=NotPersonal("when the row is looked at again"),
    ),
    "perk_grant": _of_resident(
        "grants",
        {
            **_same("id", "perk", "from_day", "until_day", "granted_at", "revoked_at"),
            **_same("list", "ends_on"),
            "granted_by": "granted_by_name",
            "amount": "value.amount",
        },
        digest=NotPersonal("the scheme that opened the perk"),
        fingerprint=_FINGERPRINT,
        reason=_sealed("grants.reason"),
        revoked_by=_STAFF,
        revoke_reason=_sealed("grants.revoke_reason"),
    ),
    "perk_pass": _of_resident(
        "passes",
        {
            **_same("id", "code", "perk", "issued_at", "expires_at"),
            "amount": "value.amount",
            "grant_id": "grant",
        },
        digest=NotPersonal("the scheme that opened the perk"),
    ),
    "redemption_holder": _of_resident(
        "redemptions", {**_same("perk", "on_day"), "redemption": "id"}
    ),
    "redemption": {
        "city": _CITY,
        **{
            column: Personal(f"redemptions.{key}", Erasing.UNLINKED)
            for column, key in {
                **_same("id", "perk", "code", "is_offline", "taken_at", "recorded_at", "period"),
                **_same("due_on", "returned_at", "reversed_at", "is_beyond", "pass"),
                "amount": "value.amount",
                "provider": "provider",
            }.items()
        },
        "digest": NotPersonal("the scheme that opened the perk"),
        "counter": _STAFF,
    },
    "second_use": {
        "city": _CITY,
        "redemption": Personal("redemptions.id", Erasing.UNLINKED),
        "perk": Personal("redemptions.perk", Erasing.UNLINKED),
        "taken_at": Personal("redemptions.shown_again", Erasing.UNLINKED),
        "provider": Personal("redemptions.provider", Erasing.UNLINKED),
        "id": _ORDER,
        "digest": NotPersonal("the scheme that opened the perk"),
        "counter": _STAFF,
        "is_offline": NotPersonal("how the counter came to know"),
        "recorded_at": NotPersonal("when the counter told of it"),
    },
    "notice": _of_resident(
        "notices", {**_same("id", "kind", "at", "about", "read_at"), "on_day": "on"}
    ),
    "contact": _of_resident(
        "contacts",
        {**_same("channel", "made_at", "problem"), "sent_at": "last_sent_at"},
        address=_sealed("contacts.address"),
    ),
    "outgoing": _of_resident(
        "sendings",
        {
            **_same("notice", "channel", "state", "message", "tries", "due_at", "sent_at"),
            **_same("problem"),
        },
    ),
    "resident_case": _of_resident(
        "cases",
        {
            **_same("id", "kind", "deed", "proof", "made_at", "due_on", "state", "decided_at"),
            "on_day": "on",
            "decided_by": "decided_by",
            "on_paper_by": "on_paper_by",
        },
        text=_sealed("cases.text"),
        fingerprint=_FINGERPRINT,
        reasons=_sealed("cases.reasons"),
    ),
    "evidence": _of_resident(
        "evidence",
        {**_same("id", "media_type", "size", "at"), "case_id": "case"},
        name=_sealed("evidence.name"),
        fingerprint=_FINGERPRINT,
        account=_STAFF,
    ),
    "batch_row": _of_resident(
        "imports",
        _same("batch", "part", "number", "deed", "facts"),
        twin=_FINGERPRINT,
        fingerprint=_FINGERPRINT,
        papers=_sealed("imports.papers"),
    ),
    "log": {
        "city": _CITY,
        "subject": Personal("resident.id", Erasing.LEADS_NOWHERE),
        **{
            column: Personal(f"log.{column}", Erasing.LEADS_NOWHERE)
            for column in ("id", "at", "role", "action")
        },
        "account": Personal("looks.name", Erasing.EMPTIED),
        "object": Personal("log.about", Erasing.EMPTIED),
        "detail": Personal("log.detail", Erasing.EMPTIED),
        "salt": Unreadable("random; without it the hashes tell nothing", Erasing.EMPTIED),
        "content": Unreadable("a salted hash", Erasing.LEADS_NOWHERE),
        "leaf": Unreadable("a hash, by which the log verifies", Erasing.LEADS_NOWHERE),
    },
    "batch": _of_city(
        "an import: who ordered what of it, and how far it has come; what was typed is sealed "
        "with the import's own key, which goes after a while",
        *("id", "title", "made_by", "department", "made_at", "state", "rows", "ready", "faulty"),
        *("stored", "annulled", "ordered_by", "ordered_role", "ordered_at", "reason", "cursor"),
        *("settled_at", "version"),
    ),
    "batch_part": _of_city(
        "how many rows of an import came",
        *("batch", "part", "sending", "is_whole", "rows", "ready", "faulty", "digest"),
    ),
    "batch_note": _of_city(
        "what is wrong with a row that becomes no deed; sealed with the import's own key, which "
        "goes after a while",
        *("batch", "part", "number", "outcome", "problems"),
    ),
    "consent_text": _of_city(
        "a text of the city's", "number", "version", "since", "terms", "answer_by"
    ),
    "city": dict.fromkeys(("code", "text", "setup_uses"), _CITY),
    "scheme_version": _of_city(
        "a scheme of the city's",
        "digest",
        "effective_on",
        "text",
        "catalogue",
        "origin",
        "added_at",
    ),
    "proposal": _of_city(
        "a scheme that was proposed, by whom and why",
        *("id", "digest", "from_day", "reason", "proposed_by", "proposed_at", "state"),
        *("decided_by", "decided_at", "version"),
    ),
    "period": _of_city(
        "when a scheme is in force",
        *("number", "digest", "from_at", "proposal", "cancelled_at", "begun_at"),
    ),
    "log_place": _of_city("where an entry stands in the log's tree", "number", "id"),
    "checkpoint": _of_city(
        "what the log's tree was at a size", "size", "at", "root", "peaks", "signature"
    ),
    "hand_over": _of_city(
        "which administrator handed out an account of staff, and which one confirmed it",
        *("account", "number", "handed_by", "handed_at", "chosen_at"),
        *("confirmed_by", "confirmed_at"),
    ),
    "statistic": _of_city("tens of residents, deeds or cases", "month", "name", "tens"),
    "perk_places": _of_city(
        "how many places of a perk there are, as a member of the staff set them",
        *("perk", "per", "listed", "places", "reason", "set_by", "set_at", "version"),
    ),
    "perk_stock": _of_city(
        "how many places of a perk are taken", "perk", "period", "places", "taken"
    ),
    "take_up": _of_city(
        "how often a counter booked a perk in a month",
        *("perk", "provider", "counter", "month", "booked", "returned", "reversed"),
        *("offline", "beyond", "twice"),
    ),
    "perk_granted": _of_city("how often a perk was granted in a month", "perk", "month", "granted"),
    "key_store": {"id": NotPersonal("which key store belongs to this database")},
    "job_run": dict.fromkeys(
        ("job", "period", "worker", "started_at", "finished_at"), NotPersonal("the clock's work")
    ),
}

# The key store's tables.
KEY_STORE: Final[dict[str, dict[str, Entry]]] = {
    "resident": {
        "city": _CITY,
        "id_hash": Unreadable("a keyed hash of the number, to find it by", Erasing.DESTROYED),
        "subject": Personal("resident.id", Erasing.DESTROYED),
        "wrapped_key": Unreadable("the resident's key, itself sealed", Erasing.DESTROYED),
        "master_key_id": NotPersonal("which master key sealed it"),
    },
    "leaving": {
        "city": _CITY,
        "subject": Personal("resident.id", Erasing.DESTROYED),
        "since": Personal("resident.since", Erasing.DESTROYED),
        "erase_at": Personal("resident.erase_at", Erasing.DESTROYED),
    },
    "staff": dict.fromkeys(
        ("city", "account", "id_hash"),
        NotPersonal("the number that the staff's account has, hashed, whoever takes part"),
    ),
    "about": dict.fromkeys(("name", "content"), NotPersonal("secrets of the installation")),
}

# What lies in the data folder, by patterns of names.
FOLDER: Final[dict[str, Entry]] = {
    "citypoints.db*": NotPersonal("the database, told above column by column"),
    "keys.db*": NotPersonal("the key store, told above"),
    "evidence": Personal("evidence.content", Erasing.FILE),
    "master.key*": NotPersonal("the key of this installation"),
    "*.lock": NotPersonal("held by the process that has the folder open"),
}


def kept_fields() -> Iterator[KeptField]:
    """Everything that is kept about a resident, as the export states it."""
    for place, tables in (("database", COLUMNS), ("key store", KEY_STORE)):
        for table, columns in tables.items():
            for column, entry in columns.items():
                yield from _kept(f"{place}: {table}.{column}", entry)
    for name, entry in FOLDER.items():
        yield from _kept(f"folder: {name}", entry)


def _kept(what: str, entry: Entry) -> Iterator[KeptField]:
    if isinstance(entry, Personal):
        yield KeptField(what=what, where=entry.exported, why=None, erased=entry.erased.value)
    elif isinstance(entry, Unreadable):
        yield KeptField(what=what, where=None, why=entry.why, erased=entry.erased.value)
