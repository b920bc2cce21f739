"""Who looked at a resident's file: when, in which role, at what, and for which stated reason."""

from base64 import b64decode
from typing import Final

import msgspec

from backend.contracts.rights import LookView
from backend.core.permissions import Role
from backend.core.problems import LANGUAGES, Language
from backend.core.sentences.rights import PARTS
from backend.services.desk import Desk
from backend.services.find_resident import REASON
from backend.services.taking_part import existing
from backend.storage.accounts import Account, account_of
from backend.storage.database import Transaction
from backend.storage.logs import LogEntry, looks
from backend.storage.residents import resident_of

# Of a look that names no part: who finds a resident by number sees the file's cover.
_COVER: Final = "cover"


async def read_looks(
    desk: Desk, city: str, subject: str, before: str, limit: int, language: Language
) -> list[LookView]:
    """The newest looks before an id, also for one who is leaving.

    Raises:
        ProblemsError: where the resident is gone.
    """

    def work(tx: Transaction) -> list[LookView]:
        existing(resident_of(tx, city, subject))
        return looks_at(desk, tx, city, subject, before, limit, language)

    return await desk.database.read(work)


def looks_at(  # noqa: PLR0917 - a page of a resident's looks in words
    desk: Desk,
    tx: Transaction,
    city: str,
    subject: str,
    before: str,
    limit: int,
    language: Language,
) -> list[LookView]:
    """The same in a unit of work at hand."""
    found = looks(tx, city, subject, before, limit)
    # Whoever works on a file looks at it many times.
    accounts = {each: account_of(tx, city, each) for each in set(map(_who, found))}
    return [_view(desk, city, entry, accounts[_who(entry)], language) for entry in found]


def _who(entry: LogEntry) -> str:
    """The account of who looked; of an invitation that was opened, of who made it."""
    return entry.detail.get("made_by", entry.account)


def _view(
    desk: Desk, city: str, entry: LogEntry, account: Account | None, language: Language
) -> LookView:
    part = entry.detail.get("part", _COVER)
    words = PARTS.get(part, (part, part))
    return LookView(
        id=entry.id,
        at=entry.at,
        # Nobody but officers makes invitations.
        role=Role.OFFICER.value if "made_by" in entry.detail else entry.role,
        name=None if account is None else account.full_name,
        department=None if account is None else _department(desk, account.department, language),
        what=words[LANGUAGES.index(language)],
        reason=reason_of(desk, city, entry),
    )


def _department(desk: Desk, code: str | None, language: Language) -> str | None:
    found = None if code is None else desk.catalogue.departments.get(code)
    if found is None:
        return code
    return found.label_en if language == "en" else found.label_zh


def reason_of(desk: Desk, city: str, entry: LogEntry) -> str | None:
    """The reason that was stated with an entry, where one was."""
    sealed = entry.detail.get("reason")
    if sealed is None or entry.subject is None:
        return None
    opened = desk.unseal(city, entry.subject, REASON, b64decode(sealed))
    return msgspec.json.decode(opened, type=str)
