"""What perks are called, also those that the scheme in force lists no more."""

from datetime import datetime

from backend.core.problems import ProblemsError
from backend.services.desk import Desk
from backend.storage.database import Transaction
from backend.storage.schemes import periods

Labels = tuple[str, str]


class PerkLabels:
    """The labels of a city's perks, English and Chinese, by their names."""

    def __init__(self, desk: Desk, tx: Transaction, city: str, now: datetime) -> None:
        """Begin with the scheme in force; older ones are read where it lacks a name."""
        self._desk, self._tx, self._city = desk, tx, city
        try:
            text = desk.shelf.in_force(tx, city, now).scheme.text
        except ProblemsError:
            self._labels: dict[str, Labels] = {}
        else:
            self._labels = {each.name: (each.label_en, each.label_zh) for each in text.perks}
        self._has_read_all = False

    def of(self, perk: str) -> Labels:
        """What a perk is, or was, called; its name where no scheme of the city lists it."""
        if perk not in self._labels and not self._has_read_all:
            self._has_read_all = True
            self._read_all()
        return self._labels.get(perk, (perk, perk))

    def _read_all(self) -> None:
        for period in reversed(periods(self._tx, self._city)):
            text = self._desk.shelf.held(self._tx, self._city, period.digest).scheme.text
            for each in text.perks:
                self._labels.setdefault(each.name, (each.label_en, each.label_zh))
