"""What is known of the city's perks now, with the words for their codes."""

from collections.abc import Mapping, Sequence

from admin_gui.widgets.words import label
from backend.contracts.cities import CataloguePerk, PerkCatalogue
from backend.contracts.redemptions import StockView


class Shelf:
    """The catalogue and the places; empty until they are read.

    Attributes:
        perks: in the scheme's order.
        stock: by the names of the perks.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self.perks: tuple[CataloguePerk, ...] = ()
        self.stock: dict[str, StockView] = {}
        self._providers: Mapping[str, tuple[str, str]] = {}
        self._bands: Mapping[str, tuple[str, str]] = {}
        self._units: Mapping[str, tuple[str, str]] = {}

    def know(self, catalogue: PerkCatalogue, stock: Sequence[StockView]) -> None:
        """Take what was read."""
        self.perks = catalogue.perks
        self._providers = {one.name: (one.label_en, one.label_zh) for one in catalogue.providers}
        self._bands = {one.name: (one.label_en, one.label_zh) for one in catalogue.bands}
        self._units = {one.code: (one.label_en, one.label_zh) for one in catalogue.units}
        self.stock = {one.perk: one for one in stock}

    def provider(self, name: str) -> str:
        """What a provider is called."""
        return _words(self._providers, name)

    def band(self, name: str) -> str:
        """What a band is called."""
        return _words(self._bands, name)

    def is_lent(self, name: str) -> bool:
        """Whether a perk is lent and brought back."""
        return any(perk.name == name and perk.lent_days is not None for perk in self.perks)

    def unit(self, code: str | None) -> str:
        """What amounts are counted in; nothing where there is no unit."""
        return "" if code is None else _words(self._units, code)


def _words(known: Mapping[str, tuple[str, str]], name: str) -> str:
    found = known.get(name)
    return label(*found) if found is not None else name
