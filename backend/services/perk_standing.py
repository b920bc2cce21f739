"""What a resident has of a perk at a moment: by the band, or by a grant that outlasts the band."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal

import msgspec

from backend.cities.decode import shortened
from backend.core.instant import instant_in, local_in
from backend.core.perks import (
    Use,
    amount_for,
    counted_since,
    is_opened_by,
    obstacle,
    period_of,
)
from backend.core.problems import Problem, ProblemsError
from backend.core.scheme import Perk
from backend.services.desk import REQUEST, Desk
from backend.services.refresh_score import score_of
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import participating
from backend.storage.database import Transaction
from backend.storage.grants import Grant, running_grants
from backend.storage.perk_stock import places_left
from backend.storage.redemptions import uses_of
from backend.storage.residents import resident_of
from backend.storage.scores import score_row


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A perk that a resident has.

    Attributes:
        held: the scheme whose words for the perk hold: the one in force, or the grant's.
        amount: how much it gives; none where the perk has no amount.
        by: what opens it with this amount.
        grant: the one that does, where a grant does.
        uses: what was taken, as far back as any limit looks, and whatever is in hand.
        places_left: for everybody together; none where there is no stock.
        problem: why it could not be used now; none where it could.
    """

    perk: Perk
    held: HeldScheme
    amount: Decimal | None
    by: Literal["band", "grant"]
    grant: Grant | None
    uses: tuple[Use, ...]
    places_left: int | None
    problem: Problem | None


class _Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A perk, and what opens it how far."""

    perk: Perk
    held: HeldScheme
    amount: Decimal | None
    grant: Grant | None = None


def standing_of(
    desk: Desk, tx: Transaction, city: str, subject: str, name: str, now: datetime
) -> Standing:
    """What a resident has of a perk. It only reads: whoever writes locks the resident before.

    Raises:
        ProblemsError: where no consent is in force, the scheme in force does not list the perk, or
            neither band nor grant opens it (`perk-not-open`, `perk-needs-grant`).
    """
    openings, held = _openings(desk, tx, city, subject, now)
    opening = next((each for each in openings if each.perk.name == name), None)
    if opening is None:
        raise ProblemsError(_closed(held, name))
    return _standing(desk, tx, city, subject, opening, now)


def standings_of(
    desk: Desk, tx: Transaction, city: str, subject: str, now: datetime
) -> list[Standing]:
    """All the perks that a resident has, in the order of the scheme in force; then what it dropped.

    Raises:
        ProblemsError: where no consent is in force.
    """
    openings, _ = _openings(desk, tx, city, subject, now)
    return [_standing(desk, tx, city, subject, opening, now) for opening in openings]


def _openings(
    desk: Desk, tx: Transaction, city: str, subject: str, now: datetime
) -> tuple[list[_Opening], HeldScheme]:
    """What opens which perk; a grant holds by the words of its own scheme."""
    participating(resident_of(tx, city, subject), now)
    held, band = _band(desk, tx, city, subject, now)
    today = instant_in(desk.city(city).time_zone, now).day
    granted: dict[str, list[_Opening]] = {}
    for grant in running_grants(tx, city, subject, today):
        opening = _granted(desk.shelf.held(tx, city, grant.digest), grant)
        granted.setdefault(grant.perk, []).append(opening)
    found: list[_Opening] = []
    for perk in held.scheme.text.perks:
        candidates = granted.pop(perk.name, [])
        if is_opened_by(perk, held.scheme.bands, band):
            amount = amount_for(perk, held.scheme.bands, band)
            candidates = [_Opening(perk=perk, held=held, amount=amount), *candidates]
        found += _greatest(candidates)
    for candidates in granted.values():
        found += _greatest(candidates)
    return found, held


def _band(
    desk: Desk, tx: Transaction, city: str, subject: str, now: datetime
) -> tuple[HeldScheme, str]:
    """The band at a moment and the scheme that judges it: of the score's row, where that holds."""
    row = score_row(tx, city, subject, now)
    if row is not None and row.holds_on(instant_in(desk.city(city).time_zone, now).day):
        return desk.shelf.held(tx, city, row.digest), row.band
    held, score = score_of(desk, tx, city, subject, now)
    return held, score.band


def _granted(held: HeldScheme, grant: Grant) -> _Opening:
    perk = next(each for each in held.scheme.text.perks if each.name == grant.perk)
    return _Opening(perk=perk, held=held, amount=grant.amount, grant=grant)


def _greatest(candidates: Sequence[_Opening]) -> list[_Opening]:
    """The one that gives most; the band before a grant that gives as much."""
    if not candidates:
        return []
    return [max(candidates, key=lambda each: each.amount or Decimal(0))]


def _standing(
    desk: Desk, tx: Transaction, city: str, subject: str, opening: _Opening, now: datetime
) -> Standing:
    perk, local = opening.perk, local_in(desk.city(city).time_zone, now)
    today = local.date()
    uses = tuple(uses_of(tx, city, subject, perk.name, counted_since(perk, today)))
    left = places_left(tx, city, perk, period_of(perk, today))
    return Standing(
        perk=perk,
        held=opening.held,
        amount=opening.amount,
        by="band" if opening.grant is None else "grant",
        grant=opening.grant,
        uses=uses,
        places_left=left,
        problem=obstacle(perk, uses, local, left),
    )


def _closed(held: HeldScheme, name: str) -> Problem:
    """Why nothing opens a perk of this name."""
    text = held.scheme.text
    perk = next((each for each in text.perks if each.name == name), None)
    if perk is None:
        known = ", ".join(each.name for each in text.perks) or "-"
        values = {"city": text.city, "name": shortened(name), "known": known}
        return REQUEST.problem("perk-unlisted", "perk", None, **values)
    if perk.by_grant:
        return REQUEST.problem("perk-needs-grant", "perk")
    wanted = held.bands[perk.opens_from]
    labels = {"band_en": wanted.label_en, "band_zh": wanted.label_zh}
    return REQUEST.problem("perk-not-open", "perk", None, **labels)
