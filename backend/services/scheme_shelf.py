"""Schemes ready for use, kept by their digests: what a digest names never changes."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec

from backend.cities.digest import digest_of
from backend.cities.entries import EntryReader, instant_on
from backend.cities.kept import canonical_of, scheme_of
from backend.core.bound import Scheme, bind
from backend.core.catalogue import Catalogue
from backend.core.deed import Deed, Step, StepKind
from backend.core.problems import LANGUAGES, Language, Place, ProblemsError
from backend.core.scheme import SchemeText
from backend.core.scoring import points_of
from backend.storage.database import Transaction
from backend.storage.schemes import SchemeVersion, period_in_force, version_of

KEPT_MOST: Final = 256
WORTHS_MOST: Final = 4096
TOGETHER_MOST: Final = 8
_TAKEN: Final = (StepKind.RECORDED, StepKind.CONFIRMED, StepKind.NOTIFIED)


class HeldScheme:
    """A scheme, bound, with the reader that checks deeds against it."""

    def __init__(self, version: SchemeVersion) -> None:
        """Decode and bind what the database keeps."""
        self._kept = version.text
        self.catalogue = msgspec.json.decode(version.catalogue, type=Catalogue)
        self.scheme: Scheme = bind(scheme_of(version.text), self.catalogue, version.digest)
        self.reader = EntryReader(self.scheme, self.catalogue)
        self.bands = {band.name: band for band in self.scheme.bands}
        self._worths: dict[tuple[object, ...], Decimal] = {}
        self._together: dict[tuple[object, ...], Decimal] = {}

    @property
    def digest(self) -> str:
        """The scheme's digest."""
        return self.scheme.digest

    @property
    def canonical(self) -> str:
        """What the digest is made of."""
        return canonical_of(self._kept, self.catalogue)

    def label_of(self, rule: str, language: Language) -> str:
        """What a line's rule is called: a deed type, a group or a dimension."""
        text = self.scheme.text
        found = self.catalogue.deed_types.get(rule)
        if found is not None:
            return found.label_en if language == "en" else found.label_zh
        labels = {each.name: (each.label_en, each.label_zh) for each in text.groups}
        labels |= {each.name: (each.label_en, each.label_zh) for each in text.dimensions}
        return labels[rule][LANGUAGES.index(language)]

    def worth(self, deed: Deed) -> Decimal:
        """The signed points that the deed would give or take if it were the only one.

        Whatever has become of it: it is taken as confirmed and known on the day it occurred.
        """
        key = (deed.deed_type, deed.grade, deed.quantity, deed.unit)
        worth = self._worths.get(key)
        if worth is None:
            worth = self.worth_of((deed,), deed.occurred_on)
            # Another thread may do the same at the same time: the value at hand is returned.
            if len(self._worths) >= WORTHS_MOST:
                self._worths.clear()
            self._worths[key] = worth
        return worth

    def worth_of(self, deeds: Iterable[Deed], day: date) -> Decimal:
        """The signed points that these deeds give and take together on a day, and no others.

        Whatever has become of them: they are taken as confirmed and known on that day. Each is a
        deed of its own, whatever its id.
        """
        steps = _taken_on(day)
        taken = (
            msgspec.structs.replace(deed, id=str(place), steps=steps)
            for place, deed in enumerate(deeds)
        )
        return points_of(self.scheme, taken, instant_on(day))

    def worth_together(self, deeds: Sequence[Deed], day: date) -> Decimal:
        """The same as `worth_of`, remembered where they are few."""
        if len(deeds) > TOGETHER_MOST:
            return self.worth_of(deeds, day)
        key = (day, *((d.deed_type, d.occurred_on, d.grade, d.quantity, d.unit) for d in deeds))
        worth = self._together.get(key)
        if worth is None:
            worth = self.worth_of(deeds, day)
            if len(self._together) >= WORTHS_MOST:
                self._together.clear()
            self._together[key] = worth
        return worth


@lru_cache(maxsize=64)
def _taken_on(day: date) -> tuple[Step, ...]:
    instant = instant_on(day)
    return tuple(Step(kind=kind, at=instant.moment, on=day) for kind in _TAKEN)


class SchemeShelf:
    """Schemes by city and digest."""

    def __init__(self) -> None:
        """Begin empty."""
        self._held: OrderedDict[tuple[str, str], HeldScheme] = OrderedDict()

    def at_hand(self, city: str, digest: str) -> HeldScheme | None:
        """The scheme of a digest, where it was used before."""
        return self._held.get((city, digest))

    def held(self, tx: Transaction, city: str, digest: str) -> HeldScheme:
        """The scheme of a digest, which the database must keep."""
        key = (city, digest)
        found = self._held.get(key)
        if found is None:
            version = version_of(tx, city, digest)
            if version is None:
                raise ProblemsError(Place("request", "digest").problem("not-found"))
            found = self._held[key] = HeldScheme(version)
            if len(self._held) > KEPT_MOST:
                self._held.popitem(last=False)
        return found

    def in_force(self, tx: Transaction, city: str, now: datetime) -> HeldScheme:
        """The scheme in force in a city.

        Raises:
            ProblemsError: before the city's first scheme begins.
        """
        period = period_in_force(tx, city, now)
        if period is None:
            raise ProblemsError(Place("request", "city").problem("no-scheme-in-force"))
        return self.held(tx, city, period.digest)


def version_from(
    text: SchemeText, catalogue: Catalogue, *, is_file: bool, now: datetime
) -> SchemeVersion:
    """A scheme without problems, with the catalogue entries it uses, as it is kept for ever."""
    used = _used(text, catalogue)
    return SchemeVersion(
        digest=digest_of(text, used),
        effective_on=text.effective_on,
        text=_canonical(text),
        catalogue=_canonical(used),
        origin="file" if is_file else "proposal",
        added_at=now,
    )


def _canonical(value: msgspec.Struct) -> str:
    plain = msgspec.to_builtins(value, str_keys=True)
    return msgspec.json.encode(plain, order="deterministic").decode()


def _used(text: SchemeText, catalogue: Catalogue) -> Catalogue:
    """The entries that a scheme's rules speak of; units whole, for a deed may use any spelling."""
    deed_types = {rule.deed_type: catalogue.deed_types[rule.deed_type] for rule in text.rules}
    departments = {code for entry in deed_types.values() for code in entry.departments}
    records = {entry.record_type for entry in deed_types.values()}
    return Catalogue(
        units=catalogue.units,
        departments={code: catalogue.departments[code] for code in sorted(departments)},
        record_types={number: catalogue.record_types[number] for number in sorted(records)},
        deed_types=deed_types,
        files={},
    )
