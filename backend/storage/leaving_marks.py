"""Who is leaving, kept beside the keys: a restored backup of the database cannot undo it."""

from datetime import datetime
from typing import Final

import msgspec

from backend.storage.key_file import UNWIPED, KeyFile

# Moments are texts, and the table is its own index: so a mark's bytes stand in one row only, by
# which what is left of it can be told from the resident's own row.
LEAVING: Final = """create table leaving (
        city text not null,
        subject text not null,
        since text not null,
        erase_at text not null,
        primary key (city, subject)
    ) strict, without rowid"""
UNMARK: Final = """
    delete from leaving where city = :city and subject = :subject returning since, erase_at
"""

_ONE: Final = "select since, erase_at from leaving where city = :city and subject = :subject"
_ALL: Final = "select subject, since, erase_at from leaving where city = :city"
# Never of somebody whose key was destroyed meanwhile.
_ADD: Final = """
insert into leaving (city, subject, since, erase_at)
select city, subject, :since, :erase_at from resident where city = :city and subject = :subject
"""


class LeavingMark(msgspec.Struct, frozen=True, kw_only=True):
    """That a resident is leaving.

    Attributes:
        erase_at: the end of the cooling-off period.
    """

    since: datetime
    erase_at: datetime


class LeavingMarks(KeyFile):
    """The part of the key store that knows who is leaving."""

    def mark_leaving(self, city: str, subject: str, mark: LeavingMark) -> None:
        """Keep that a resident is leaving, in the place of what was kept; durable by then."""
        self._set_mark(city, subject, mark)

    def unmark_leaving(self, city: str, subject: str) -> None:
        """Forget that a resident was leaving; no trace of it is left, durably."""
        self._set_mark(city, subject, None)

    def leaving(self, city: str) -> dict[str, LeavingMark]:
        """The marks of a city, by subject id."""
        return {subject: _mark(*row) for subject, *row in self._rows(_ALL, city=city)}

    def _set_mark(self, city: str, subject: str, mark: LeavingMark | None) -> None:
        values = {"city": city, "subject": subject}
        with self._lock:
            known = self._row(_ONE, **values)
            if mark == (None if known is None else _mark(*known)):
                return
            with self._writing():
                was = self._row(UNMARK, **values)
                if mark is not None:
                    times = {"since": mark.since.isoformat(), "erase_at": mark.erase_at.isoformat()}
                    self._execute(_ADD, **values, **times)
                if was is not None:
                    self._execute(UNWIPED)
            if self._is_unwiped():
                self._wipe(None if was is None else ("".join((subject, *was)).encode(),))


def _mark(since: str, erase_at: str) -> LeavingMark:
    return LeavingMark(
        since=datetime.fromisoformat(since), erase_at=datetime.fromisoformat(erase_at)
    )
