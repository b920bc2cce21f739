"""An officer says how many places a perk has from now on, until the scheme states other ones.

What is taken stays taken: where there are fewer places than that, none is left until some are free.
"""

from datetime import datetime

from backend.contracts.redemptions import SetStock, StockView
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.core.scheme import Perk
from backend.services.desk import REQUEST, Desk, check_unedited
from backend.services.read_stock import stock_view, stocked_perk
from backend.storage.database import Transaction
from backend.storage.logs import Actor, actor_of, add_entry
from backend.storage.perk_stock import PlacesSet, places_set, set_places


async def set_stock(
    desk: Desk, identity: Identity, perk: str, version: int, asked: SetStock, now: datetime
) -> StockView:
    """Set the places of a perk.

    Raises:
        ProblemsError: where the scheme in force lists no such perk with a stock, or somebody set
            the places since this version.
    """
    city, actor = identity.city, actor_of(identity, now)

    def work(tx: Transaction) -> StockView:
        listed = stocked_perk(desk, tx, city, perk, now)
        kept = places_set(tx, city, perk)
        check_unedited(version, 0 if kept is None else kept.version)
        wanted = _wanted(actor, listed, version, asked)
        if not set_places(tx, wanted):
            raise ProblemsError(REQUEST.problem("version-stale", "if-match"))
        detail = {"perk": perk, "places": str(wanted.places), "reason": wanted.reason}
        add_entry(tx, actor, "stock.set", about=perk, detail=detail)
        return stock_view(desk, tx, city, listed, now)

    return await desk.database.write(work)


def _wanted(actor: Actor, perk: Perk, version: int, asked: SetStock) -> PlacesSet:
    assert perk.stock is not None, "only perks with a stock are asked for"  # noqa: S101
    return PlacesSet(
        city=actor.city,
        perk=perk.name,
        per=perk.stock.per,
        listed=perk.stock.places,
        places=asked.places,
        reason=asked.reason.strip(),
        set_by=actor.account,
        set_at=actor.at,
        version=version + 1,
    )
