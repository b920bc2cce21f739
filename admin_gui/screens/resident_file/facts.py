"""What the city has made public and a file is read with: names of rules, bands, units, bureaus."""

from collections.abc import Mapping

import msgspec

from admin_gui.widgets.deeds import amount_text, department_text
from admin_gui.widgets.words import label
from backend.contracts.cases import ProofKind
from backend.contracts.cities import DeedTypes, SchemeView
from backend.contracts.deeds import DeedView


class Names(msgspec.Struct, frozen=True):
    """Something's name in both languages."""

    english: str
    chinese: str

    def __str__(self) -> str:
        """The one in the language in use."""
        return label(self.english, self.chinese)


class CityFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The scheme in force, and what can be entered under it."""

    scheme: SchemeView
    deed_types: DeedTypes

    @property
    def shows_points(self) -> bool:
        """False where the city shows levels: numbers are in the lines only."""
        return self.scheme.scale.show_points

    def priced(self) -> Mapping[str, Names]:
        """What lines of a score are called: rules, and what limits several of them."""
        found = {
            rule.code: Names(rule.label, rule.label_zh) for rule in self.scheme.rules if rule.code
        }
        for group in self.scheme.groups:
            found[group.name] = Names(group.label_en, group.label_zh)
        for part in self.scheme.dimensions:
            found[part.name] = Names(part.label_en, part.label_zh)
        return found

    def bands(self) -> Mapping[str, Names]:
        """What bands are called, best first."""
        return {band.name: Names(band.label_en, band.label_zh) for band in self.scheme.bands}

    def band(self, name: str) -> Names:
        """What a band is called; one of a former scheme keeps its name."""
        return self.bands().get(name, Names(name, name))

    def department(self, code: str) -> str:
        """What a department is called."""
        return department_text(self.deed_types, code)

    def amount(self, deed: DeedView) -> str:
        """A deed's grade or quantity; empty for neither."""
        return amount_text(self.deed_types, deed)

    def proofs(self, deed: DeedView) -> tuple[ProofKind, ...]:
        """What the scheme takes as proof that the deed was made good; empty where it offers none.

        It is stated as in the city's file.
        """
        for rule in self.scheme.rules:
            if rule.code == deed.deed_type and rule.repair is not None:
                return msgspec.convert(rule.repair["proof"], tuple[ProofKind, ...])
        return ()

    def lasts(self, deed: DeedView) -> bool:
        """Whether the deed goes on, so that its end or a new proof can be recorded."""
        ongoing = {each.code for each in self.deed_types.deed_types if each.ongoing}
        is_over = any(step.kind in {"ended", "annulled"} for step in deed.steps)
        return deed.deed_type in ongoing and not is_over
