"""Notices on their way out: taken by one worker at a time, tried again, and tidied up.

All that waits for a contact when it is taken goes out in one message. Its id is kept with the rows,
so that every later try is a try of the same message.
"""

from datetime import date, datetime, timedelta
from typing import Final, get_args

import msgspec

from backend.core.contact import Channel
from backend.storage.consent_texts import STATE_AT
from backend.storage.database import Transaction
from backend.storage.notices import NoticeKind
from backend.storage.values import day_or_none, micros

TRIES_MOST: Final = 20
KEPT: Final = timedelta(days=30)


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What goes out to one contact at once.

    Attributes:
        id: one of its notices.
        tries: that did not succeed so far.
        tells: the kind of each notice, and the day that it speaks of.
    """

    city: str
    subject: str
    channel: Channel
    id: str
    tries: int
    tells: tuple[tuple[NoticeKind, date | None], ...]


# Goes out also when it was read, or the resident is leaving: who did so may be somebody else.
_IS_OF_OTHERS: Final = """
exists (select 1 from notice n
        where n.city = o.city and n.subject = o.subject and n.id = o.notice
          and n.kind in ('invitation-made', 'invitation-opened', 'left-on-paper'))
"""
# In the order of the index, so that of a hundred thousand only the first are looked at.
_DUE: Final = f"""
select o.city, o.subject, o.message, o.notice from outgoing o
where o.state = 'waiting' and o.due_at <= :now and o.channel = :channel
  and exists (select 1 from contact c where c.city = o.city and c.subject = o.subject
              and c.channel = o.channel)
  and exists (select 1 from resident r where r.city = o.city and r.subject = o.subject
              and ({STATE_AT} = 'participating' or {_IS_OF_OTHERS}))
order by o.due_at limit :limit
"""
# Said so that no index is used but the key: a resident has few rows, and much may be due.
_IS_WAITING: Final = "state not in ('sent', 'failed')"
# Two workers may have found the same rows; only the first of them still finds them due.
_TAKE: Final = f"""
update outgoing set message = :message, due_at = :until
where city = :city and subject = :subject and channel = :channel and {_IS_WAITING}
  and due_at <= :now and {{}}
"""
_TAKE_NEW: Final = _TAKE.format("message is null")
_TAKE_AGAIN: Final = _TAKE.format("message = :message")
_TELLS: Final = f"""
select n.kind, n.on_day, o.tries
from outgoing o join notice n
  on n.city = o.city and n.subject = o.subject and n.id = o.notice
where o.city = :city and o.subject = :subject and o.channel = :channel and o.message = :message
  and o.{_IS_WAITING} order by o.notice
"""
_ADDRESS: Final = f"""
select c.address
from resident r join contact c on c.city = r.city and c.subject = r.subject
where r.city = :city and r.subject = :subject and c.channel = :channel
  and ({STATE_AT} = 'participating' or exists
    (select 1 from outgoing o where o.city = r.city and o.subject = r.subject
     and o.channel = c.channel and o.message = :message and {_IS_OF_OTHERS}))
"""
_OF_MESSAGE: Final = f"""
where city = :city and subject = :subject and channel = :channel and message = :message
  and {_IS_WAITING}
"""
_SENT: Final = f"""
update outgoing set state = 'sent', sent_at = :at, problem = null {_OF_MESSAGE}
"""
_TRIED: Final = f"""
update outgoing set state = :state, tries = :tries, due_at = :due_at, problem = :problem
{_OF_MESSAGE}
"""
_PUT_BACK: Final = f"update outgoing set due_at = :due_at {_OF_MESSAGE}"
_NOTE_SENT: Final = """
update contact set sent_at = :at, problem = null
where city = :city and subject = :subject and channel = :channel
"""
_NOTE_PROBLEM: Final = """
update contact set problem = :problem
where city = :city and subject = :subject and channel = :channel
"""
_DROP_WAITING: Final = f"""
delete from outgoing as o
where city = :city and subject = :subject and notice = :notice and {_IS_WAITING}
  and not {_IS_OF_OTHERS}
"""
_DROP_CONTACTS: Final = f"""
delete from outgoing
where city = :city and subject = :subject and channel = :channel and {_IS_WAITING}
"""
_FORGET: Final = """
delete from outgoing
where channel in ('email', 'message') and state in ('waiting', 'sent', 'failed')
  and due_at < :before
"""
_COUNT: Final = "select channel, state, count(*) from outgoing group by channel, state"
_STATES: Final = ("waiting", "sent", "failed")


def take_messages(
    tx: Transaction, channel: Channel, now: datetime, until: datetime, limit: int
) -> list[Message]:
    """Take messages that are due, for this worker alone until a moment.

    Of whoever does not take part, nothing is found but what others may have done.
    """
    values: dict[str, object] = {"channel": channel, "now": micros(now)}
    taken: list[Message] = []
    for city, subject, message, notice in tx.rows(_DUE, **values, limit=limit):
        name = message or notice
        own = {"city": city, "subject": subject, "message": name, **values}
        take = _TAKE_NEW if message is None else _TAKE_AGAIN
        if not tx.execute(take, **own, until=micros(until)):
            # Gone with an earlier one to the same contact, or to another worker.
            continue
        rows = tx.rows(_TELLS, **own)
        taken.append(
            Message(
                city=city,
                subject=subject,
                channel=channel,
                id=name,
                tries=max(tries for _, _, tries in rows),
                tells=tuple((NoticeKind(kind), day_or_none(day)) for kind, day, _ in rows),
            )
        )
    return taken


def address_of(tx: Transaction, message: Message, now: datetime) -> bytes | None:
    """Where a message goes, sealed; none where the resident no longer wants it, or is leaving.

    What others may have done goes to those who are leaving, too.
    """
    row = tx.row(
        _ADDRESS,
        city=message.city,
        subject=message.subject,
        channel=message.channel,
        message=message.id,
        now=micros(now),
    )
    return None if row is None else row[0]


def mark_sent(tx: Transaction, message: Message, now: datetime) -> None:
    """Note that a message went out."""
    tx.execute(_SENT, **_own(message), at=micros(now))
    tx.execute(_NOTE_SENT, **_contact(message), at=micros(now))


def mark_tried(
    tx: Transaction, message: Message, problem: str, now: datetime, again_at: datetime | None
) -> None:
    """Note why a message did not go out, and when to try again; if never, it has failed."""
    tx.execute(
        _TRIED,
        **_own(message),
        state="failed" if again_at is None else "waiting",
        tries=message.tries + 1,
        due_at=micros(again_at or now),
        problem=problem,
    )
    tx.execute(_NOTE_PROBLEM, **_contact(message), problem=problem)


def put_back(tx: Transaction, message: Message, now: datetime) -> None:
    """Let go of a message that was taken and not tried."""
    tx.execute(_PUT_BACK, **_own(message), due_at=micros(now))


def drop_waiting(tx: Transaction, city: str, subject: str, notice: str) -> None:
    """Tell nobody outside of a notice any more, unless others may have done it."""
    tx.execute(_DROP_WAITING, city=city, subject=subject, notice=notice)


def drop_waiting_for(tx: Transaction, city: str, subject: str, channel: Channel) -> None:
    """Let nothing go out to a contact that waits for it."""
    tx.execute(_DROP_CONTACTS, city=city, subject=subject, channel=channel)


def forget_outgoing(tx: Transaction, now: datetime) -> int:
    """Forget what went out, failed, or was never taken, long ago; returns how many rows."""
    return tx.execute(_FORGET, before=micros(now - KEPT))


def count_outgoing(tx: Transaction) -> dict[tuple[str, str], int]:
    """How many notices wait, went out and failed, by channel, as far as they are kept."""
    counts = {(channel, state): 0 for channel in get_args(Channel) for state in _STATES}
    return counts | {(row[0], row[1]): row[2] for row in tx.rows(_COUNT)}


def _own(message: Message) -> dict[str, object]:
    return {**_contact(message), "message": message.id}


def _contact(message: Message) -> dict[str, object]:
    return {"city": message.city, "subject": message.subject, "channel": message.channel}
