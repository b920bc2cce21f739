"""What is known of files in the folder of evidence: added, and never changed.

The file is there before its row; a file without a row is nobody's, and is removed after a while.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from backend.storage.database import Row, Transaction
from backend.storage.values import micros, moment_of


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A file's row.

    Attributes:
        case: to which it belongs; none for the scan of a consent or a leaving on paper.
        name: sealed with the resident's key.
        size: in bytes, as it was sent.
        fingerprint: keyed hash of type, name and content, to know the same file again.
        account: who put it there.
    """

    city: str
    subject: str
    id: str
    case: str | None
    name: bytes
    media_type: str
    size: int
    fingerprint: bytes
    at: datetime
    account: str

    @property
    def file(self) -> str:
        """What it is called in the folder; two contents under one id have two names."""
        return file_name(self.id, self.fingerprint)


_COLUMNS: Final = "city, subject, id, case_id, name, media_type, size, fingerprint, at, account"
_ADD: Final = f"""
insert into evidence ({_COLUMNS})
values (:city, :subject, :id, :case, :name, :media_type, :size, :fingerprint, :at, :account)
"""
_GET: Final = f"select {_COLUMNS} from evidence where city = :city and id = :id"
_OF_SUBJECT: Final = f"""
select {_COLUMNS} from evidence where city = :city and subject = :subject order by at, id
"""


def file_name(evidence: str, fingerprint: bytes) -> str:
    """What a file is called in the folder."""
    return f"{evidence}-{fingerprint.hex()}"


def add_evidence(tx: Transaction, evidence: Evidence) -> None:
    """Add a file's row, after the file.

    Raises:
        ConflictError: where another file has this id.
    """
    tx.execute(
        _ADD,
        city=evidence.city,
        subject=evidence.subject,
        id=evidence.id,
        case=evidence.case,
        name=evidence.name,
        media_type=evidence.media_type,
        size=evidence.size,
        fingerprint=evidence.fingerprint,
        at=micros(evidence.at),
        account=evidence.account,
    )


def evidence_of(tx: Transaction, city: str, evidence: str) -> Evidence | None:
    """A file's row by its id."""
    row = tx.row(_GET, city=city, id=evidence)
    return None if row is None else _evidence(row)


def evidence_of_subject(tx: Transaction, city: str, subject: str) -> list[Evidence]:
    """Every file of a resident, oldest first."""
    return [_evidence(row) for row in tx.rows(_OF_SUBJECT, city=city, subject=subject)]


def by_case(found: Iterable[Evidence]) -> dict[str | None, list[Evidence]]:
    """Files by the case that they belong to."""
    cases: dict[str | None, list[Evidence]] = defaultdict(list)
    for each in found:
        cases[each.case].append(each)
    return dict(cases)


def _evidence(row: Row) -> Evidence:
    return Evidence(
        city=row[0],
        subject=row[1],
        id=row[2],
        case=row[3],
        name=row[4],
        media_type=row[5],
        size=row[6],
        fingerprint=row[7],
        at=moment_of(row[8]),
        account=row[9],
    )
