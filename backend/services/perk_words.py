"""What a perk gives, on the wire, and what a counter learns of its holder beside the perk."""

from decimal import Decimal

from backend.contracts.own_perks import Amount
from backend.core.catalogue import Unit
from backend.core.scheme import Perk
from backend.services.scheme_shelf import HeldScheme
from backend.services.words import plain

# In English and in Chinese.
Words = tuple[str, str]


def perk_named(held: HeldScheme, name: str) -> Perk:
    """The perk of this name, which the scheme must list."""
    return next(perk for perk in held.scheme.text.perks if perk.name == name)


def unit_of(held: HeldScheme, perk: Perk) -> Unit | None:
    """What a perk's amounts are counted in; none where it gives no amount."""
    return None if perk.unit is None else held.catalogue.units[perk.unit]


def amount_view(held: HeldScheme, perk: Perk, amount: Decimal | None) -> Amount | None:
    """An amount of a perk with the words of its unit; none where there is no amount."""
    unit = unit_of(held, perk)
    if amount is None or unit is None:
        return None
    return Amount(amount=amount, unit=unit.code, unit_en=unit.label_en, unit_zh=unit.label_zh)


def counter_learns(perk: Perk, amount: Decimal | None, unit: Unit | None) -> Words | None:
    """What a pass of this amount tells a counter beside the perk.

    None where everybody who has the perk has the same amount of it: that tells nothing.
    """
    if not differs_by_band(perk) or amount is None or unit is None:
        return None
    much = plain(amount)
    return (
        f"The counter learns: up to {much} {unit.label_en}.",
        f"服务窗口会知道：最多 {much} {unit.label_zh}。",
    )


def counter_may_learn(perk: Perk) -> Words | None:
    """The same for everybody to read before there is a pass."""
    if not differs_by_band(perk):
        return None
    return (
        "The counter learns which of these amounts is yours. You may ask for a pass with less.",
        "服务窗口会知道其中哪一档适用于您。您也可以申请数额较低的凭证。",
    )


def differs_by_band(perk: Perk) -> bool:
    """Whether a perk gives more from a better band on."""
    return len({value.amount for value in perk.values}) > 1
