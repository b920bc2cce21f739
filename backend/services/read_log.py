"""The log, page by page, for auditors; and the checkpoints of its tree, for everybody."""

from base64 import b64encode
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from backend.contracts.log import CheckpointView, LogEntryView
from backend.core.instant import start_of
from backend.core.permissions import Identity
from backend.core.term import LAST_DAY
from backend.services.desk import Desk
from backend.services.log_notes import LogKey
from backend.storage.accounts import account_of
from backend.storage.database import Transaction
from backend.storage.log_places import last_checkpoints
from backend.storage.logs import LogFilter, ReadEntry, actor_of, add_entry, log_page

_FIRST_DAY: Final = date(1970, 1, 1)


class LogWish(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries an auditor wants; what is none is not looked at.

    Attributes:
        first: the first of these days, and `last` the last, both in the city's time.
    """

    account: str | None = None
    action: str | None = None
    subject: str | None = None
    about: str | None = None
    first: date | None = None
    last: date | None = None


async def read_log(
    desk: Desk, identity: Identity, wish: LogWish, before: str | None, limit: int, now: datetime
) -> list[LogEntryView]:
    """The newest entries before an id; that they were read is in the log, too."""
    city, wanted = identity.city, _filter_of(desk, identity.city, wish)
    asked = {name: str(value) for name, value in _asked(wish) if value is not None}

    def note(tx: Transaction) -> None:
        add_entry(tx, actor_of(identity, now), "log.read", subject=wish.subject, detail=asked)

    def work(tx: Transaction) -> list[LogEntryView]:
        found = log_page(tx, city, wanted, before, limit)
        accounts = {each.said.account for each in found}
        names = {account: _name(tx, city, account) for account in accounts}
        return [_view(each, names[each.said.account]) for each in found]

    await desk.database.write(note)
    return await desk.database.read(work)


def _asked(wish: LogWish) -> list[tuple[str, object]]:
    return [(name, getattr(wish, name)) for name in ("account", "action", "first", "last")]


def _filter_of(desk: Desk, city: str, wish: LogWish) -> LogFilter:
    zone = desk.city(city).time_zone
    since = None if wish.first is None else start_of(zone, max(wish.first, _FIRST_DAY))
    until = None
    if wish.last is not None:
        last = min(max(wish.last, _FIRST_DAY), LAST_DAY)
        until = start_of(zone, last + timedelta(days=1))
    return LogFilter(
        account=wish.account,
        action=wish.action,
        subject=wish.subject,
        about=wish.about,
        since=since,
        until=until,
    )


def _name(tx: Transaction, city: str, account: str) -> str | None:
    found = account_of(tx, city, account)
    return None if found is None else found.full_name


def _view(entry: ReadEntry, name: str | None) -> LogEntryView:
    said = entry.said
    return LogEntryView(
        id=said.id,
        at=said.at,
        account=said.account,
        name=name,
        role=said.role,
        action=said.action,
        subject=said.subject,
        about=said.object,
        detail=said.detail,
        leaf=entry.leaf.hex(),
    )


async def read_checkpoints(desk: Desk, city: str, before: int, limit: int) -> list[CheckpointView]:
    """The checkpoints of a smaller size, the greatest first.

    Raises:
        ProblemsError: `no-such-city`.
    """
    code = desk.city(city).code
    key = LogKey(desk.keys, code)
    found = await desk.database.read(lambda tx: last_checkpoints(tx, code, before, limit))
    return [
        CheckpointView(
            size=each.size,
            at=each.at,
            root=b64encode(each.root).decode(),
            note=key.note(each),
            key=key.public,
        )
        for each in found
    ]
