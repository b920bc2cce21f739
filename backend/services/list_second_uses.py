"""Passes that were shown again after they were booked; whose they are, nobody is told."""

from datetime import datetime

from backend.contracts.redemptions import SecondUse
from backend.core.permissions import Identity
from backend.services.desk import Desk
from backend.services.perk_words import perk_named
from backend.storage.accounts import full_name_of
from backend.storage.database import Transaction
from backend.storage.take_up import SeenTwice, second_uses_page
from backend.storage.values import micros

Keys = tuple[int, str]


async def list_second_uses(
    desk: Desk, identity: Identity, before: Keys, limit: int
) -> list[tuple[Keys, SecondUse]]:
    """At most `limit`, the latest reported first, before a moment (microseconds) and id.

    Each with its own moment and id, before which the next page begins.
    """

    def work(tx: Transaction) -> list[tuple[Keys, SecondUse]]:
        found = second_uses_page(tx, identity.city, before, limit)
        return [(_keys(each.use.recorded_at, each.use.id), _view(desk, tx, each)) for each in found]

    return await desk.database.read(work)


def _keys(moment: datetime, identifier: str) -> Keys:
    return micros(moment), identifier


def _view(desk: Desk, tx: Transaction, seen: SeenTwice) -> SecondUse:
    use = seen.use
    perk = perk_named(desk.shelf.held(tx, use.city, use.digest), use.perk)
    return SecondUse(
        id=use.id,
        perk=perk.name,
        label_en=perk.label_en,
        label_zh=perk.label_zh,
        provider=use.provider,
        counter_name=full_name_of(tx, use.city, use.counter),
        taken_at=use.taken_at,
        is_offline=use.is_offline,
        first_at=seen.first_at,
        first_counter_name=full_name_of(tx, use.city, seen.first_counter),
    )
