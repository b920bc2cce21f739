"""Perks as a resident sees them: those one has, those of the next band, and what ends soon."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

import msgspec

from backend.contracts.own_perks import (
    BandAbove,
    EndingSoon,
    Left,
    OwnPerk,
    OwnPerks,
    PerkAbove,
    PerkToAskFor,
    PerkToCome,
)
from backend.core.bands import opens
from backend.core.deed import Deed
from backend.core.instant import Instant, instant_in, local_in
from backend.core.perks import amount_for, left_of, opens_next
from backend.core.permissions import Identity
from backend.core.problems import Language
from backend.core.scheme import Band, Perk
from backend.core.score import Score
from backend.core.scoring import reached_on, score
from backend.services.desk import Desk
from backend.services.perk_standing import Standing, standings_of
from backend.services.perk_words import amount_view, counter_learns, perk_named, unit_of
from backend.services.present import problem_item
from backend.services.scheme_shelf import HeldScheme
from backend.services.taking_part import own_subject, participating
from backend.storage.database import Transaction
from backend.storage.deeds import deeds_of
from backend.storage.grants import Grant, coming_grants
from backend.storage.own_redemptions import in_hand
from backend.storage.redemptions import Redemption
from backend.storage.residents import resident_of

SOON: Final = timedelta(days=30)


class _Lent(msgspec.Struct, frozen=True, kw_only=True):
    """Something in hand, and the words for its perk."""

    redemption: Redemption
    perk: Perk


class _Coming(msgspec.Struct, frozen=True, kw_only=True):
    """A grant that begins later, and the scheme with the words for its perk."""

    grant: Grant
    held: HeldScheme


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """What is read for one answer."""

    held: HeldScheme
    deeds: Sequence[Deed]
    standings: Sequence[Standing]
    lent: Sequence[_Lent]
    coming: Sequence[_Coming]


async def read_own_perks(
    desk: Desk, identity: Identity, language: Language, now: datetime
) -> OwnPerks:
    """The own perks at a moment.

    Raises:
        ProblemsError: where no consent is in force.
    """
    city, subject = desk.city(identity.city), own_subject(identity)
    local, instant = local_in(city.time_zone, now), instant_in(city.time_zone, now)

    def work(tx: Transaction) -> _Found:
        participating(resident_of(tx, city.code, subject), now)
        return _Found(
            held=desk.shelf.in_force(tx, city.code, now),
            deeds=deeds_of(tx, city.code, subject),
            standings=standings_of(desk, tx, city.code, subject, now),
            lent=[_lent(desk, tx, each) for each in in_hand(tx, city.code, subject)],
            coming=[
                _Coming(grant=each, held=desk.shelf.held(tx, city.code, each.digest))
                for each in coming_grants(tx, city.code, subject, instant.day)
            ],
        )

    found = await desk.database.read(work)
    return await asyncio.to_thread(_view, found, local, instant, language)


def _lent(desk: Desk, tx: Transaction, redemption: Redemption) -> _Lent:
    held = desk.shelf.held(tx, redemption.city, redemption.digest)
    return _Lent(redemption=redemption, perk=perk_named(held, redemption.perk))


def _view(found: _Found, local: datetime, instant: Instant, language: Language) -> OwnPerks:
    made = score(found.held.scheme, found.deeds, instant)
    band = found.held.bands[made.band]
    return OwnPerks(
        band=band.name,
        band_en=band.label_en,
        band_zh=band.label_zh,
        perks=tuple(_own_perk(each, local, language) for each in found.standings),
        to_come=tuple(each for coming in found.coming for each in _to_come(coming)),
        to_ask_for=tuple(_to_ask_for(found, made.band, instant.day)),
        above=_above(found, made, instant),
        ending=tuple(sorted(_ending(found, instant.day), key=lambda each: (each.on, each.perk))),
    )


def _own_perk(standing: Standing, local: datetime, language: Language) -> OwnPerk:
    perk, held = standing.perk, standing.held
    provider = held.scheme.text.provider(perk.provider)
    learns = counter_learns(perk, standing.amount, unit_of(held, perk)) or (None, None)
    left, opens_at = left_of(perk, standing.uses, local.date()), opens_next(perk, local)
    return OwnPerk(
        name=perk.name,
        label_en=perk.label_en,
        label_zh=perk.label_zh,
        provider_en=provider.label_en,
        provider_zh=provider.label_zh,
        kind=perk.kind,
        conditions_en=perk.conditions_en,
        conditions_zh=perk.conditions_zh,
        value=amount_view(held, perk, standing.amount),
        tells_en=learns[0],
        tells_zh=learns[1],
        by=standing.by,
        until_day=_until(standing),
        left=msgspec.convert(left, Left, from_attributes=True),
        places_left=standing.places_left,
        in_hand=sum(use.is_in_hand for use in standing.uses),
        is_open_now=standing.problem is None,
        problem=None if standing.problem is None else problem_item(standing.problem, language),
        opens_at=None if opens_at is None else opens_at.astimezone(UTC),
    )


def _until(standing: Standing) -> date | None:
    """The last day of the grant or of the perk, whichever is sooner."""
    if standing.grant is None:
        return standing.perk.valid_until
    return _last_day(standing.perk, standing.grant)


def _last_day(perk: Perk, grant: Grant) -> date:
    last = grant.ends_on or grant.until_day
    return min(last, perk.valid_until or last)


# ---- What an officer grants ------------------------------------------------


def _to_come(coming: _Coming) -> Iterator[PerkToCome]:
    """A grant on those of its days on which there is the perk."""
    grant, held = coming.grant, coming.held
    perk = perk_named(held, grant.perk)
    first, last = max(grant.from_day, perk.valid_from or grant.from_day), _last_day(perk, grant)
    if first <= last:
        yield PerkToCome(
            name=perk.name,
            label_en=perk.label_en,
            label_zh=perk.label_zh,
            value=amount_view(held, perk, grant.amount),
            from_day=first,
            until_day=last,
        )


def _to_ask_for(found: _Found, band: str, today: date) -> Iterator[PerkToAskFor]:
    """What the band lets an officer grant, and nobody has granted yet."""
    held, bands = found.held, found.held.scheme.bands
    granted = {each.perk.name for each in found.standings}
    granted |= {each.grant.perk for each in found.coming}
    for perk in held.scheme.text.perks:
        is_over = perk.valid_until is not None and perk.valid_until < today
        if not perk.by_grant or is_over or perk.name in granted:
            continue
        if opens(bands, band, perk.opens_from):
            provider = held.scheme.text.provider(perk.provider)
            yield PerkToAskFor(
                name=perk.name,
                label_en=perk.label_en,
                label_zh=perk.label_zh,
                provider_en=provider.label_en,
                provider_zh=provider.label_zh,
                conditions_en=perk.conditions_en,
                conditions_zh=perk.conditions_zh,
                value=amount_view(held, perk, amount_for(perk, bands, band)),
            )


# ---- The next band that opens more -----------------------------------------


def _above(found: _Found, made: Score, instant: Instant) -> BandAbove | None:
    """The next better band that opens a perk, or more of one."""
    bands = found.held.scheme.bands
    better = bands[: [band.name for band in bands].index(made.band)]
    for band in reversed(better):
        perks = tuple(_opened_by(found.held, made.band, band))
        if perks:
            return BandAbove(
                band=band.name,
                band_en=band.label_en,
                band_zh=band.label_zh,
                points_missing=max(band.from_ - made.total, Decimal(0)),
                by_itself_on=reached_on(found.held.scheme, found.deeds, instant, band.name),
                perks=perks,
            )
    return None


def _opened_by(held: HeldScheme, below: str, band: Band) -> Iterator[PerkAbove]:
    """What a band opens, or lets be granted, that a worse one does not, or gives less of."""
    bands = held.scheme.bands
    for perk in held.scheme.text.perks:
        if not opens(bands, band.name, perk.opens_from):
            continue
        amount = amount_for(perk, bands, band.name)
        is_more = not opens(bands, below, perk.opens_from) or amount != amount_for(
            perk, bands, below
        )
        if is_more:
            yield PerkAbove(
                name=perk.name,
                label_en=perk.label_en,
                label_zh=perk.label_zh,
                value=amount_view(held, perk, amount),
                by_grant=perk.by_grant,
            )


# ---- What ends soon --------------------------------------------------------


def _ending(found: _Found, today: date) -> Iterator[EndingSoon]:
    """Grants, perks and what is lent, within thirty days; what is overdue, too."""
    last = today + SOON
    for lent in found.lent:
        if lent.redemption.due_on is not None and lent.redemption.due_on <= last:
            yield _ends("lent", lent.perk, lent.redemption.due_on)
    for standing in found.standings:
        grant, until = standing.grant, _until(standing)
        if until is None or not today <= until <= last:
            continue
        is_granted = grant is not None and (grant.ends_on or grant.until_day) == until
        yield _ends("grant" if is_granted else "perk", standing.perk, until)


def _ends(what: Literal["grant", "lent", "perk"], perk: Perk, on: date) -> EndingSoon:
    return EndingSoon(
        what=what, perk=perk.name, label_en=perk.label_en, label_zh=perk.label_zh, on=on
    )
