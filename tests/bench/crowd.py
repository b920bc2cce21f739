"""A crowded city for the desktop's bench: a million residents, and work by the hundred thousand.

The rows are written straight into the tables, so that a minute is enough. Simplified against what
the services would have left: only the first residents have a number, a name and a key, and all
deeds are theirs, so that every file that a screen can open does open; the others are rows alone.
The log knows of one resident's long history and of nothing else; every score is a band's middle.
"""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from installation import Town, deed_id, number, run

from backend.contracts.deeds import Document
from backend.core.catalogue import DeedType
from backend.core.permissions import Role
from backend.services.enrol_resident import PROFILE, Profile
from backend.services.enter_deed import Papers, papers_row
from backend.storage.accounts import Account, add_account
from backend.storage.database import Transaction
from backend.storage.logs import Actor, add_entry
from backend.storage.values import micros

PASSWORD: Final = "copper lantern bridge noon"  # noqa: S105 - of a bench
# Those with a number, a name and a key; the first one has the long history.
NAMED: Final = 5_000
HISTORY: Final = 1_000
STAFF: Final = 5_000
CHUNK: Final = 100_000
# The department that may enter the most kinds of deeds; the collector of hours is of another.
DEPARTMENT: Final = "public-security"
COLLECTOR: Final = "collector-one"
OTHERS: Final = 16
HOURS: Final = "volunteering"

# Numbers from a series of the database itself: no row goes through Python.
_SERIES: Final = """
with recursive series(place) as
  (select :first union all select place + 1 from series where place + 1 < :end)
"""
_RESIDENTS: Final = f"""
insert into resident (city, subject, state, since)
{_SERIES} select :city, printf('f%031x', place), 'participating', :since from series
"""
_SCORES: Final = """
insert into score (city, subject, total, band, digest, on_day, is_stale, version)
select city, subject, '600', json_extract(:bands, '$[' || (since % :kinds) || ']'), :digest,
       :today, 0, 1
from resident where city = :city
"""
_NAMED: Final = """
insert into resident (city, subject, state, since, profile)
values (:city, :subject, 'participating', :since, :profile)
"""
_DEED: Final = """
insert into deed (city, subject, id, deed_type, occurred_on, grade, quantity, unit, recorded_at,
                  entered_by, department, batch, counts_from, fingerprint, document)
values (:city, :subject, :id, :deed_type, :occurred_on, null, :quantity, :unit, :recorded_at,
        :entered_by, :department, null, :counts_from, :fingerprint, :document)
"""
_AWAITING: Final = """
insert into awaiting (city, id, subject, deed_type, direction, department, occurred_on, entered_by,
                      recorded_at)
values (:city, :id, :subject, :deed_type, :direction, :department, :occurred_on, :entered_by,
        :recorded_at)
"""
_SPREAD: Final = "update resident set since = since - abs(random() % 1000000000) where city = :city"


class Crowd:
    """Fills a town, whose clock says when."""

    def __init__(self, town: Town) -> None:
        """Begin with nobody."""
        self._town, self._desk, self._city = town, town.desk, town.city
        self._now: datetime = town.clock.now()
        self._chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
        self._subjects: list[str] = []

    def fill(self, residents: int, rows: int) -> None:
        """Make them all.

        Args:
            residents: how many take part.
            rows: how many deeds await a second person, and how many one collector has entered.
        """
        self._name(min(NAMED, residents))
        for first in range(0, residents - len(self._subjects), CHUNK):
            end = min(first + CHUNK, residents - len(self._subjects))
            self._write(_RESIDENTS, first=first, end=end, since=micros(self._now))
        self._score()
        for first in range(0, rows, CHUNK):
            self._enter(range(first, min(first + CHUNK, rows)))
        self._tell_history()
        self._hire()

    def _write(self, sql: str, **values: object) -> None:
        self._desk.database.write_now(lambda tx: tx.execute(sql, city=self._city, **values))

    def _write_many(self, sql: str, rows: Sequence[dict[str, object]]) -> None:
        self._desk.database.write_now(lambda tx: tx.add_many(sql, rows))

    def _name(self, count: int) -> None:
        """Residents with a number, a name and a key."""
        numbers = [number(place) for place in range(count)]
        self._subjects = self._desk.keys.enrol_many(self._city, numbers)
        rows: list[dict[str, object]] = [
            {
                "city": self._city,
                "subject": subject,
                "since": micros(self._now),
                "profile": self._desk.seal(
                    self._city, subject, PROFILE, Profile(name=f"Resident {place}", number=digits)
                ),
            }
            for place, (subject, digits) in enumerate(zip(self._subjects, numbers, strict=True))
        ]
        self._write_many(_NAMED, rows)

    def _score(self) -> None:
        """A score for everybody, under the scheme in force, in all of its bands."""
        self._write(_SPREAD)
        shelf = self._desk.shelf
        held = self._desk.database.read_now(lambda tx: shelf.in_force(tx, self._city, self._now))
        bands = list(held.bands)
        self._write(
            _SCORES,
            bands=json.dumps(bands),
            kinds=len(bands),
            digest=held.digest,
            today=str(self._now.date()),
        )

    def _enter(self, places: range) -> None:
        """As many deeds that wait, of many kinds and departments, as hours of one collector."""
        kinds = list(self._kinds())
        waiting = [self._waiting(place, self._chosen.choice(kinds)) for place in places]
        hours = [self._hours(f"entry {place}", self._somebody(), place) for place in places]
        self._write_many(_DEED, _in_order([*waiting, *hours]))
        self._write_many(_AWAITING, sorted(waiting, key=lambda row: str(row["id"])))

    def _kinds(self) -> Iterator[DeedType]:
        for kind in self._desk.catalogue.deed_types.values():
            if kind.departments:
                yield kind

    def _somebody(self) -> str:
        return self._subjects[self._chosen.randrange(1, len(self._subjects))]

    def _waiting(self, place: int, kind: DeedType) -> dict[str, object]:
        made = self._deed(f"waiting {place}", self._somebody(), place)
        return made | {
            "deed_type": kind.code,
            "direction": kind.direction.value,
            "department": kind.departments[0],
            "entered_by": f"collector-{place % OTHERS}",
        }

    def _hours(self, word: str, subject: str, place: int) -> dict[str, object]:
        made = self._deed(word, subject, place)
        hours = {"quantity": str(self._chosen.randint(1, 8)), "unit": "hours"}
        return made | hours | {"counts_from": str(made["occurred_on"])}

    def _deed(self, word: str, subject: str, place: int) -> dict[str, object]:
        day: date = self._now.date() - timedelta(days=self._chosen.randrange(1, 300))
        return {
            "city": self._city,
            "subject": subject,
            "id": str(deed_id(word)),
            "deed_type": HOURS,
            "occurred_on": str(day),
            "quantity": None,
            "unit": None,
            "recorded_at": micros(self._now) - place * 60_000_000,
            "entered_by": COLLECTOR,
            "department": DEPARTMENT,
            "counts_from": None,
            "fingerprint": bytes(32),
            "document": None,
        }

    def _tell_history(self) -> None:
        """One resident's deeds over months, each with its paper and its line in the log."""
        subject = self._subjects[0]
        rows = [self._hours(f"history {place}", subject, place * 100) for place in range(HISTORY)]
        for row in rows:
            row["document"] = self._paper(subject, str(row["id"]))

        def work(tx: Transaction) -> None:
            tx.add_many(_DEED, _in_order(rows))
            for row in rows:
                actor = Actor(city=self._city, account=COLLECTOR, role="collector", at=self._now)
                detail = {"deed_type": HOURS}
                add_entry(
                    tx, actor, "deed.entered", subject=subject, about=str(row["id"]), detail=detail
                )

        self._desk.database.write_now(work)

    def _paper(self, subject: str, deed: str) -> bytes:
        paper = Document(authority="Youth League", number=deed[:8], issued_on=self._now.date())
        return self._desk.seal(self._city, subject, papers_row(deed), Papers(document=paper))

    def _hire(self) -> None:
        """Thousands of staff, with one password; the first of each role are those who sign in."""
        kept = run(self._desk.passwords.hash(PASSWORD))
        names = [(role, "one") for role in Role if role is not Role.RESIDENT]
        names += [(Role.COLLECTOR, str(place)) for place in range(STAFF)]

        def work(tx: Transaction) -> None:
            for role, name in names:
                add_account(tx, self._account(role, f"{role.value}-{name}", kept))

        self._desk.database.write_now(work)

    def _department(self, name: str) -> str:
        own = self._desk.deed_type(HOURS).departments[0]
        return own if name == COLLECTOR else DEPARTMENT

    def _account(self, role: Role, name: str, kept: str) -> Account:
        return Account(
            city=self._city,
            id=name,
            role=role,
            name=name,
            full_name=f"Wang {name}",
            department=self._department(name) if role is Role.COLLECTOR else None,
            password_hash=kept,
            made_at=self._now,
        )


def _in_order(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """In the order in which they lie in the table."""
    return sorted(rows, key=lambda row: (str(row["subject"]), str(row["id"])))
