"""What a resident used, newest first, in the words of the scheme that held then."""

from datetime import datetime

from backend.contracts.own_perks import OwnRedemption
from backend.services.desk import Desk
from backend.services.pass_codes import shown_code
from backend.services.perk_words import amount_view, perk_named
from backend.services.taking_part import participating
from backend.storage.database import Transaction
from backend.storage.own_redemptions import own_redemptions
from backend.storage.redemptions import Redemption
from backend.storage.residents import resident_of


async def list_own_redemptions(
    desk: Desk, city: str, subject: str, before: tuple[int, str], limit: int, now: datetime
) -> list[OwnRedemption]:
    """A resident's redemptions, newest first, before a moment (microseconds) and id.

    Raises:
        ProblemsError: where no consent is in force.
    """

    def work(tx: Transaction) -> list[OwnRedemption]:
        participating(resident_of(tx, city, subject), now)
        found = own_redemptions(tx, city, subject, before, limit)
        return [own_redemption(desk, tx, each.redemption) for each in found]

    return await desk.database.read(work)


def own_redemption(desk: Desk, tx: Transaction, redemption: Redemption) -> OwnRedemption:
    """A redemption as its holder sees it."""
    held = desk.shelf.held(tx, redemption.city, redemption.digest)
    perk = perk_named(held, redemption.perk)
    provider = held.scheme.text.provider(perk.provider)
    return OwnRedemption(
        id=redemption.id,
        perk=perk.name,
        label_en=perk.label_en,
        label_zh=perk.label_zh,
        provider_en=provider.label_en,
        provider_zh=provider.label_zh,
        value=amount_view(held, perk, redemption.amount),
        code=shown_code(redemption.code),
        taken_at=redemption.taken_at,
        due_on=redemption.due_on,
        state=redemption.state,
    )
