"""Second looks: some of the merits that one person may give are looked at by another all the same.

Such a merit counts meanwhile. Which ones is drawn by a keyed hash of the deed's id, so that whoever
enters a deed cannot foresee it, and the same deed sent again is drawn again.
"""

from datetime import datetime
from typing import Final, cast

from backend.contracts.cases import SecondLook
from backend.contracts.deeds import AwaitingItem, AwaitingView
from backend.core.deed import StepKind
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.case_steps import add_own_step, end_cases_of
from backend.services.desk import REQUEST, Desk
from backend.services.list_deeds import awaiting_item, awaiting_view, check_choice
from backend.services.own_file import check_not_own, own_files
from backend.services.two_persons import check_another
from backend.storage.awaiting import ORDERS, Awaiting, Order
from backend.storage.database import Transaction
from backend.storage.deeds import deed_row
from backend.storage.logs import actor_of, add_entry
from backend.storage.notices import NoticeKind, tell
from backend.storage.second_looks import second_look_of, second_looks_page, take_second_look

PART: Final = "second-look"


async def list_second_looks(
    desk: Desk,
    identity: Identity,
    order: str,
    after: tuple[str | int, str] | None,
    limit: int,
    now: datetime,
) -> list[AwaitingItem]:
    """A page of merits to be looked at again, sorted; of their residents it tells nothing.

    Raises:
        ProblemsError: for an order that there is not.
    """
    check_choice("order", order, ORDERS)
    own = own_files(desk, identity)

    def work(tx: Transaction) -> list[AwaitingItem]:
        found = second_looks_page(tx, identity.city, cast("Order", order), after, limit, now)
        return [awaiting_item(desk, identity, own, each) for each in found]

    return await desk.database.read(work)


async def read_second_look(
    desk: Desk, identity: Identity, deed: str, now: datetime
) -> AwaitingView:
    """All that the second person needs to decide on a merit, after the look is in the log.

    Raises:
        ProblemsError: where it is not to be looked at, or its resident is the caller.
    """
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> AwaitingView:
        each = _found(desk, tx, identity, deed, now)
        add_entry(tx, actor, "file.read", subject=each.subject, about=deed, detail={"part": PART})
        return awaiting_view(desk, tx, identity, each)

    return await desk.database.write(work)


async def take_look(
    desk: Desk, identity: Identity, deed: str, look: SecondLook, now: datetime
) -> None:
    """Let a merit stand, or annul it for a reason that its resident reads.

    Raises:
        ProblemsError: where it is not to be looked at (any more), the caller entered it or is its
            resident, or it is to be annulled without a reason.
    """
    if not look.stands and look.reason is None:
        raise ProblemsError(REQUEST.problem("annul-reason-missing", "reason"))
    actor = actor_of(identity, now)

    def work(tx: Transaction) -> None:
        each = _found(desk, tx, identity, deed, now)
        check_another(tx, identity, each.entered_by, each.recorded_at, now)
        tx.lock(each.city, each.subject)
        if not take_second_look(tx, each.city, deed):
            raise ProblemsError(REQUEST.problem("second-look-over", "deed"))
        if not look.stands:
            _annul(desk, tx, identity, each, look.reason or "", now)
        action = "deed.stands" if look.stands else "deed.annulled"
        add_entry(tx, actor, action, subject=each.subject, about=deed)

    await desk.database.write(work)


def _found(desk: Desk, tx: Transaction, identity: Identity, deed: str, now: datetime) -> Awaiting:
    """A merit of the list, whose resident is not the caller."""
    each = second_look_of(tx, identity.city, deed, now)
    if each is None:
        raise ProblemsError(REQUEST.problem("second-look-over", "deed"))
    check_not_own(desk, identity, each.subject)
    return each


def _annul(
    desk: Desk, tx: Transaction, identity: Identity, each: Awaiting, reason: str, now: datetime
) -> None:
    row = deed_row(tx, each.city, each.id)
    assert row is not None  # noqa: S101 - what is looked at is a deed of a resident
    actor = actor_of(identity, now)
    add_own_step(desk, tx, row, StepKind.ANNULLED, actor, None, reason)
    end_cases_of(tx, desk.city(each.city), row, now, now)
    tell(tx, each.city, each.subject, NoticeKind.DEED_ANNULLED, now, each.id)
