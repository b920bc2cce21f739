"""Residents: whether they take part, their consents, and what names them, sealed."""

from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from backend.storage.consent_texts import HAS_LAPSED, STATE_AT
from backend.storage.database import Row, Transaction
from backend.storage.values import micros, moment_of, moment_or_none


class State(StrEnum):
    """Where a resident stands. One who is gone, or was never enrolled, has no row."""

    INVITED = "invited"
    PARTICIPATING = "participating"
    LEAVING = "leaving"


class Resident(msgspec.Struct, frozen=True, kw_only=True):
    """A resident's row.

    Attributes:
        since: when the state began.
        erase_at: when a leaving resident's data is erased.
        profile: name and number, sealed with the resident's key.
        consented_to: the number of the consent text that was consented to last.
        answer_by: until when to consent to a newer one; whoever takes part and has not by then is
            leaving, though the row may still say otherwise.
    """

    city: str
    subject: str
    state: State
    since: datetime
    erase_at: datetime | None
    profile: bytes | None
    consented_to: int | None
    answer_by: datetime | None

    def state_at(self, now: datetime) -> State:
        """Where the resident stands at a moment."""
        has_lapsed = self.answer_by is not None and self.answer_by <= now
        return State.LEAVING if has_lapsed and self.state is State.PARTICIPATING else self.state


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of consent: given, left or returned.

    Attributes:
        account: on paper, the officer before whom it was signed.
        scan: on paper, the evidence that shows it.
    """

    kind: str
    version: str
    language: str
    at: datetime
    account: str | None = None
    scan: str | None = None


_GET: Final = """
select state, since, erase_at, profile, consented_to,
  (select min(t.answer_by) from consent_text t
   where t.city = r.city and t.number > coalesce(r.consented_to, 0))
from resident r where city = :city and subject = :subject
"""
_GET_PARTICIPANT: Final = f"{_GET} and state = 'participating' and not {HAS_LAPSED}"
_STATE: Final = f"select {STATE_AT} from resident r where city = :city and subject = :subject"
_INVITE: Final = """
insert into resident (city, subject, state, since, profile)
values (:city, :subject, 'invited', :since, :profile)
on conflict (city, subject) do update set profile = excluded.profile
where resident.state = 'invited'
"""
_MOVE: Final = """
update resident set state = :state, since = :since, erase_at = :erase_at
where city = :city and subject = :subject and state = :was
"""
_CONSENT_TO: Final = """
update resident set consented_to = :number, asked_of = :number
where city = :city and subject = :subject
"""
_SUBJECTS: Final = "select subject from resident where city = :city"
_LEAVERS: Final = """
select subject, state, since, erase_at, null, null, null from resident
where city = :city and state = 'leaving'
"""
_DUE: Final = """
select subject from resident
where city = :city and state = 'leaving' and erase_at <= :now order by erase_at limit :limit
"""
_GIVE_UP: Final = """
update resident set state = 'leaving', since = :now, erase_at = :now
where state = 'invited' and since < :before and not exists
  (select 1 from invitation where invitation.city = resident.city
   and invitation.subject = resident.subject)
"""
_ADD_CONSENT: Final = """
insert into consent (city, subject, number, kind, version, language, at, account, scan)
select :city, :subject, coalesce(max(number), 0) + 1, :kind, :version, :language, :at, :account,
       :scan
from consent where city = :city and subject = :subject
"""
_CONSENTS: Final = """
select kind, version, language, at, account, scan from consent
where city = :city and subject = :subject order by number
"""
_COUNTS: Final = "select state, count(*) from resident where city = :city group by state"
_END_SESSIONS: Final = """
update session set revoked_at = coalesce(revoked_at, :now), account = ''
where city = :city and account in
  (select id from account where city = :city and subject = :subject)
"""
_SESSIONS: Final = """
select s.id from session s join account a on a.city = s.city and a.id = s.account
where a.city = :city and a.subject = :subject and s.revoked_at is null
"""
# Staged rows lie by batch, and only these batches have any.
_IN_OPEN_BATCHES: Final = """
and batch in (select b.id from batch b where b.city = :city
              and b.state in ('open', 'committing', 'undoing', 'discarding'))
"""
# Everything that speaks of a resident, but for the log, whose proofs must go on to verify.
ERASED_TABLES: Final = (
    "outgoing",
    "notice",
    "contact",
    "resident_case",
    "evidence",
    "second_look",
    "redemption_holder",
    "perk_pass",
    "perk_grant",
    "step",
    "awaiting",
    "deed",
    "score",
    "consent",
    "invitation",
    "batch_row",
    "account",
    "resident",
)


def resident_of(tx: Transaction, city: str, subject: str) -> Resident | None:
    """A resident's row, if there is one."""
    row = tx.row(_GET, city=city, subject=subject)
    return None if row is None else _resident(city, subject, row)


def _resident(city: str, subject: str, row: Row) -> Resident:
    return Resident(
        city=city,
        subject=subject,
        state=State(row[0]),
        since=moment_of(row[1]),
        erase_at=moment_or_none(row[2]),
        profile=row[3],
        consented_to=row[4],
        answer_by=moment_or_none(row[5]),
    )


def participant_of(tx: Transaction, city: str, subject: str, now: datetime) -> Resident | None:
    """The row of a resident who takes part.

    Of anybody else nothing is read, whether there is a row or not: both take the same time.
    """
    row = tx.row(_GET_PARTICIPANT, city=city, subject=subject, now=micros(now))
    return None if row is None else _resident(city, subject, row)


def is_participating(tx: Transaction, city: str, subject: str, now: datetime) -> bool:
    """True where a consent is in force at a moment."""
    row = tx.row(_STATE, city=city, subject=subject, now=micros(now))
    return row is not None and row[0] == State.PARTICIPATING


def invite(tx: Transaction, city: str, subject: str, profile: bytes, now: datetime) -> bool:
    """Enrol, or renew what names somebody invited; false for one who already consented."""
    values: dict[str, object] = {"since": micros(now), "profile": profile}
    return tx.execute(_INVITE, city=city, subject=subject, **values) == 1


def move(
    tx: Transaction,
    resident: Resident,
    state: State,
    now: datetime,
    erase_at: datetime | None = None,
) -> bool:
    """Change the state from what it was; false where it has changed meanwhile."""
    changed = tx.execute(
        _MOVE,
        city=resident.city,
        subject=resident.subject,
        was=resident.state.value,
        state=state.value,
        since=micros(now),
        erase_at=None if erase_at is None else micros(erase_at),
    )
    return changed == 1


def consent_to(tx: Transaction, city: str, subject: str, number: int) -> None:
    """Note which text a resident consented to last."""
    tx.execute(_CONSENT_TO, city=city, subject=subject, number=number)


def add_consent(tx: Transaction, city: str, subject: str, consent: Consent) -> None:
    """Add an event of consent."""
    tx.execute(
        _ADD_CONSENT,
        city=city,
        subject=subject,
        kind=consent.kind,
        version=consent.version,
        language=consent.language,
        at=micros(consent.at),
        account=consent.account,
        scan=consent.scan,
    )


def consents_of(tx: Transaction, city: str, subject: str) -> list[Consent]:
    """A resident's events of consent, in order."""
    return [
        Consent(
            kind=kind,
            version=version,
            language=language,
            at=moment_of(at),
            account=account,
            scan=scan,
        )
        for kind, version, language, at, account, scan in tx.rows(
            _CONSENTS, city=city, subject=subject
        )
    ]


def subjects_of(tx: Transaction, city: str) -> list[str]:
    """Everybody of whom there is a row."""
    return [row[0] for row in tx.rows(_SUBJECTS, city=city)]


def leavers_of(tx: Transaction, city: str) -> list[Resident]:
    """Everybody who is leaving, without what names them and what they consented to."""
    return [_resident(city, row[0], row[1:]) for row in tx.rows(_LEAVERS, city=city)]


def due_for_erasure(tx: Transaction, city: str, now: datetime, limit: int) -> list[str]:
    """Those whose cooling-off period is over."""
    return [row[0] for row in tx.rows(_DUE, city=city, now=micros(now), limit=limit)]


def give_up_invited(tx: Transaction, before: datetime, now: datetime) -> int:
    """Let those go who were invited before a moment and have neither consented nor an invitation.

    They are erased as leaving residents are; returns how many.
    """
    return tx.execute(_GIVE_UP, before=micros(before), now=micros(now))


def counts(tx: Transaction, city: str) -> dict[str, int]:
    """How many residents are in each state."""
    return dict(tx.rows(_COUNTS, city=city))


def erase(tx: Transaction, city: str, subject: str, now: datetime) -> None:
    """Delete every row that speaks of a resident, but for the log; their sessions end at once."""
    tx.execute(_END_SESSIONS, city=city, subject=subject, now=micros(now))
    for table in ERASED_TABLES:
        also = _IN_OPEN_BATCHES if table == "batch_row" else ""
        tx.execute(
            f"delete from {table} where city = :city and subject = :subject {also}",
            city=city,
            subject=subject,
        )


def sessions_of(tx: Transaction, city: str, subject: str) -> list[str]:
    """A resident's sign-ins that have not ended."""
    return [row[0] for row in tx.rows(_SESSIONS, city=city, subject=subject)]
