"""Redemptions as the provider's counters see them: without whose they are."""

from datetime import timedelta
from typing import Final

from backend.contracts.redemptions import RedemptionView
from backend.services.desk import Desk
from backend.services.pass_codes import shown_code
from backend.services.perk_words import amount_view, perk_named
from backend.storage.accounts import full_name_of
from backend.storage.database import Transaction
from backend.storage.redemptions import Redemption

# For how long after it was taken a redemption can be settled.
SETTLE_HOURS: Final = 72


def redemption_view(desk: Desk, tx: Transaction, redemption: Redemption) -> RedemptionView:
    """A redemption, in the words of the scheme that held when its pass was issued."""
    held = desk.shelf.held(tx, redemption.city, redemption.digest)
    perk = perk_named(held, redemption.perk)
    minutes = desk.city(redemption.city).reversal_minutes
    return RedemptionView(
        id=redemption.id,
        perk=perk.name,
        label_en=perk.label_en,
        label_zh=perk.label_zh,
        value=amount_view(held, perk, redemption.amount),
        code=shown_code(redemption.code),
        counter_name=full_name_of(tx, redemption.city, redemption.counter),
        taken_at=redemption.taken_at,
        due_on=redemption.due_on,
        state=redemption.state,
        returned_at=redemption.returned_at,
        reversed_at=redemption.reversed_at,
        reversible_until=redemption.recorded_at + timedelta(minutes=minutes),
        is_offline=redemption.is_offline,
        # Whatever else it went beyond: no place was left for it.
        is_beyond_stock=perk.stock is not None and redemption.period is None,
    )
