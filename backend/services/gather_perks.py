"""A resident's passes and what was used of perks, as they take them with them."""

import sys
from datetime import datetime
from typing import Final

import msgspec

from backend.contracts.export import ExportedPass, ExportedRedemption
from backend.contracts.own_perks import OwnRedemption
from backend.services.desk import Desk
from backend.services.list_own_redemptions import own_redemption
from backend.services.pass_codes import shown_code
from backend.services.perk_words import amount_view, perk_named
from backend.storage.database import Transaction
from backend.storage.logs import LogEntry, entries_about
from backend.storage.own_redemptions import OwnRedemptionRow, own_redemptions, shown_again
from backend.storage.own_rows import OwnRow, own_rows
from backend.storage.values import decimal_or_none, moment_of

_NEWEST: Final = (2**62, "~")
_ALL: Final = sys.maxsize


def passes_in(desk: Desk, tx: Transaction, city: str, subject: str) -> tuple[ExportedPass, ...]:
    """The passes that were not forgotten yet."""
    return tuple(_pass(desk, tx, city, row) for row in own_rows(tx, "perk_pass", city, subject))


def _pass(desk: Desk, tx: Transaction, city: str, row: OwnRow) -> ExportedPass:
    held = desk.shelf.held(tx, city, row["digest"])
    perk = perk_named(held, row["perk"])
    return ExportedPass(
        id=row["id"],
        perk=perk.name,
        label_en=perk.label_en,
        label_zh=perk.label_zh,
        code=shown_code(row["code"]),
        value=amount_view(held, perk, decimal_or_none(row["amount"])),
        grant=row["grant_id"],
        issued_at=moment_of(row["issued_at"]),
        expires_at=moment_of(row["expires_at"]),
    )


def bookings_in(tx: Transaction, city: str, subject: str) -> list[LogEntry]:
    """What counters did to the own redemptions: the log does not say whose they are."""
    found: list[LogEntry] = []
    for each in own_redemptions(tx, city, subject, _NEWEST, _ALL):
        used = each.redemption
        for at in {used.recorded_at, used.returned_at, used.reversed_at}:
            found += [] if at is None else entries_about(tx, city, used.id, at)
    return [msgspec.structs.replace(entry, subject=subject) for entry in found]


def redemptions_in(
    desk: Desk, tx: Transaction, city: str, subject: str
) -> tuple[ExportedRedemption, ...]:
    """Everything that was used, the latest first."""
    again = shown_again(tx, city, subject)
    return tuple(
        _redemption(
            own_redemption(desk, tx, each.redemption), each, again.get(each.redemption.id, [])
        )
        for each in own_redemptions(tx, city, subject, _NEWEST, _ALL)
    )


def _redemption(
    shown: OwnRedemption, own: OwnRedemptionRow, again: list[datetime]
) -> ExportedRedemption:
    """A redemption as its holder sees it every day, with whatever else is kept of it."""
    kept = own.redemption
    return ExportedRedemption(
        **msgspec.structs.asdict(shown),
        provider=kept.provider,
        on_day=own.on_day,
        recorded_at=kept.recorded_at,
        is_offline=kept.is_offline,
        period=kept.period,
        pass_=kept.number,
        returned_at=kept.returned_at,
        reversed_at=kept.reversed_at,
        is_beyond=kept.is_beyond,
        shown_again=tuple(again),
    )
