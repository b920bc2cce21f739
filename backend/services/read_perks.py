"""Which perks a resident's band opens."""

from datetime import datetime

from backend.contracts.own_perks import Amount
from backend.contracts.perks import OpenPerk, OpenPerks
from backend.core.bands import opens
from backend.core.perks import amount_for
from backend.core.scheme import Perk
from backend.services.desk import Desk
from backend.services.perk_words import amount_view
from backend.services.read_score import read_headline
from backend.services.scheme_shelf import HeldScheme


async def read_perks(desk: Desk, city: str, subject: str, now: datetime) -> OpenPerks:
    """The perks of the scheme in force, each with whether the resident's band opens it.

    Raises:
        ProblemsError: where no consent is in force.
    """
    headline, _ = await read_headline(desk, city, subject, now)
    held = await desk.scheme(city, headline.scheme)
    return OpenPerks(
        band=headline.band,
        band_en=headline.band_en,
        band_zh=headline.band_zh,
        perks=tuple(
            OpenPerk(
                name=perk.name,
                label_en=perk.label_en,
                label_zh=perk.label_zh,
                kind=perk.kind,
                service=perk.service,
                provider_en=held.scheme.text.provider(perk.provider).label_en,
                provider_zh=held.scheme.text.provider(perk.provider).label_zh,
                opens_from=perk.opens_from,
                is_open=opens(held.scheme.bands, headline.band, perk.opens_from),
                by_grant=perk.by_grant,
                value=_value(held, perk, headline.band),
            )
            for perk in held.scheme.text.perks
        ),
    )


def _value(held: HeldScheme, perk: Perk, band: str) -> Amount | None:
    """What the band opens, or what the lowest band would that opens anything."""
    bands = held.scheme.bands
    amount = amount_for(perk, bands, band)
    least = amount_for(perk, bands, perk.opens_from)
    return amount_view(held, perk, least if amount is None else amount)
