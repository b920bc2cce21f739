"""A resident asks for a pass for one perk, to show it at a counter within five minutes.

It says nothing of whose it is, and no two of one resident have anything in common but the perk, the
amount and the city. Nothing is logged: a pass that is not booked changes nothing, is forgotten some
days later, and a log of what residents were about to do would outlive them.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

import msgspec

from backend.contracts.pass_format import LIFETIME_SECONDS, PassClaims
from backend.contracts.passes import NewPass, PassView
from backend.core.instant import local_in
from backend.core.permissions import Identity
from backend.core.problems import ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.pass_codes import new_code, shown_code
from backend.services.perk_standing import Standing, standing_of
from backend.services.perk_words import amount_view, counter_learns, unit_of
from backend.services.taking_part import own_subject, participating
from backend.services.words import plain
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.passes import Pass, add_pass, live_passes
from backend.storage.residents import resident_of

LIVE_MOST: Final = 5
NUMBER_BYTES: Final = 16
DECIMALS_MOST: Final = 2


async def issue_pass(
    desk: Desk,
    identity: Identity,
    asked: NewPass,
    now: datetime,
    draw_code: Callable[[], str] = new_code,
) -> PassView:
    """A pass for a perk that could be used now.

    Raises:
        ProblemsError: where the resident does not take part or has not the perk, it cannot be used
            now, the amount is none or more than one's own, or five passes hold already.
    """
    city, subject = identity.city, own_subject(identity)

    def work(tx: Transaction) -> tuple[Pass, Standing]:
        tx.lock(city, subject)
        standing = standing_of(desk, tx, city, subject, asked.perk, now)
        if standing.problem is not None:
            raise ProblemsError(msgspec.structs.replace(standing.problem, key="perk"))
        amount = _amount(asked, standing)
        _check_few(desk, live_passes(tx, city, subject, now), city)
        issued = _new(city, subject, standing, amount, now, draw_code())
        add_pass(tx, issued)
        return issued, standing

    while True:
        try:
            issued, standing = await desk.database.write(work)
        except ConflictError as error:
            # One in a thousand million has a code that a pass of these days has.
            if error.name != "ix_perk_pass_city_code":
                raise
        else:
            return _view(desk, issued, standing)


async def own_pass(desk: Desk, identity: Identity, number: str, now: datetime) -> Pass:
    """A pass of one's own that still holds and is not booked.

    Raises:
        ProblemsError: `pass-unknown`, for another's pass as for one that never was.
    """
    city, subject = identity.city, own_subject(identity)

    def work(tx: Transaction) -> list[Pass]:
        participating(resident_of(tx, city, subject), now)
        return live_passes(tx, city, subject, now)

    for held in await desk.database.read(work):
        if held.id == number:
            return held
    raise ProblemsError(REQUEST.problem("pass-unknown", "pass"))


def token_of(desk: Desk, issued: Pass) -> str:
    """The pass itself, signed anew: the same writing each time."""
    claims = PassClaims(
        city=issued.city,
        perk=issued.perk,
        amount=None if issued.amount is None else _exact(issued.amount),
        jti=issued.id,
        iat=int(issued.issued_at.timestamp()),
        exp=int(issued.expires_at.timestamp()),
    )
    return desk.pass_keys.sign(claims)


def _amount(asked: NewPass, standing: Standing) -> Decimal | None:
    """What the pass is good for: all of it, or as little as the resident would show.

    Raises:
        ProblemsError: where that is none, or too much.
    """
    own = standing.amount
    if asked.amount is None:
        return own
    if own is None:
        raise ProblemsError(REQUEST.problem("pass-amount-unwanted", "amount"))
    # By its shortest writing: 0.1 is meant as one tenth.
    wanted = Decimal(str(asked.amount))
    if wanted <= 0 or wanted != round(wanted, DECIMALS_MOST):
        raise ProblemsError(REQUEST.problem("pass-amount-unusable", "amount"))
    if wanted > own:
        values = {"most": plain(own)}
        raise ProblemsError(REQUEST.problem("pass-amount-too-large", "amount", None, **values))
    return wanted


def _check_few(desk: Desk, live: list[Pass], city: str) -> None:
    if len(live) >= LIVE_MOST:
        at = local_in(desk.city(city).time_zone, live[0].expires_at)
        values = {"count": str(len(live)), "at": f"{at:%H:%M:%S}"}
        raise ProblemsError(REQUEST.problem("passes-too-many", "perk", None, **values))


def _new(
    city: str, subject: str, standing: Standing, amount: Decimal | None, now: datetime, code: str
) -> Pass:
    # Whole seconds: a finer moment would tell passes apart by how they were asked for.
    begins = now.astimezone(UTC).replace(microsecond=0)
    return Pass(
        city=city,
        subject=subject,
        id=secrets.token_hex(NUMBER_BYTES),
        code=code,
        perk=standing.perk.name,
        amount=None if amount is None else Decimal(_exact(amount)),
        digest=standing.held.digest,
        grant_id=None if standing.grant is None else standing.grant.id,
        issued_at=begins,
        expires_at=begins + timedelta(seconds=LIFETIME_SECONDS),
    )


def _view(desk: Desk, issued: Pass, standing: Standing) -> PassView:
    perk, held = standing.perk, standing.held
    learns_en, learns_zh = counter_learns(perk, issued.amount, unit_of(held, perk)) or (None, None)
    return PassView(
        id=issued.id,
        perk=perk.name,
        label_en=perk.label_en,
        label_zh=perk.label_zh,
        token=token_of(desk, issued),
        code=shown_code(issued.code),
        value=amount_view(held, perk, issued.amount),
        tells_en=learns_en,
        tells_zh=learns_zh,
        issued_at=issued.issued_at,
        expires_at=issued.expires_at,
    )


def _exact(amount: Decimal) -> str:
    """An amount in its one writing: 50000 for 50000.00 and for 5E+4."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
