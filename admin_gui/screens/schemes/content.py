"""Tables of what a scheme holds: bands, rules, groups, perks and dimensions."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.screens.schemes.signs import Signs
from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import NOTHING, grouped, label, listed, word
from backend.contracts.cities import BandView, DimensionView, GroupView, PerkView, SchemeView
from backend.contracts.scoring import RuleView

translate = QCoreApplication.translate


class _Unit(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    label_en: str
    label_zh: str


class _Entries(msgspec.Struct, frozen=True, kw_only=True):
    units: tuple[_Unit, ...]


class _Canonical(msgspec.Struct, frozen=True, kw_only=True):
    catalogue: _Entries


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """What bands, providers and units of a version are called, in both languages."""

    bands: Mapping[str, tuple[str, str]] = {}
    providers: Mapping[str, tuple[str, str]] = {}
    units: Mapping[str, tuple[str, str]] = {}

    def band(self, name: str) -> str:
        """A band, by its name in the file."""
        return label(*self.bands.get(name, (name, name)))

    def provider(self, name: str) -> str:
        """A provider, by its name in the file."""
        return label(*self.providers.get(name, (name, name)))

    def amount(self, amount: Decimal, unit: str | None) -> str:
        """An amount with its unit."""
        code = unit or ""
        return f"{grouped(amount)} {label(*self.units.get(code, (code, code)))}".strip()


def called_in(scheme: SchemeView) -> Called:
    """What is called how in a version; units are among the entries that it was digested with."""
    units = msgspec.json.decode(scheme.canonical, type=_Canonical).catalogue.units
    return Called(
        bands={each.name: (each.label_en, each.label_zh) for each in scheme.bands},
        providers={each.name: (each.label_en, each.label_zh) for each in scheme.providers},
        units={each.code: (each.label_en, each.label_zh) for each in units},
    )


def name_of(entry: Any) -> str:  # noqa: ANN401 - each entry with labels
    """An entry's label in the language in use."""
    return label(entry.label_en, entry.label_zh)


def band_columns() -> tuple[Column[BandView], ...]:
    """Of the steps of the scale."""
    return (
        Column(name="label", title=lambda: translate("SchemeContent", "Band"), text=name_of),
        Column(
            name="from",
            title=lambda: translate("SchemeContent", "From points"),
            text=lambda row: f"{row.from_:f}",
            key=lambda row: row.from_,
            is_number=True,
        ),
        _basis_column(),
        _name_column(),
    )


def rule_columns(signs: Signs) -> tuple[Column[RuleView], ...]:
    """Of the rules, and of the rows that are excluded."""
    return (
        Column(
            name="source",
            title=lambda: translate("SchemeContent", "Source"),
            text=lambda row: row.source,
        ),
        Column(
            name="label",
            title=lambda: translate("SchemeContent", "Deed"),
            text=rule_label,
            icon=lambda row: signs.icon(row.direction or "excluded"),
            hint=lambda row: (
                word(row.direction) if row.direction else translate("SchemeContent", "excluded")
            ),
        ),
        Column(
            name="price",
            title=lambda: translate("SchemeContent", "Price"),
            text=rule_price,
            hint=rule_price,
        ),
        Column(
            name="lifetime",
            title=lambda: translate("SchemeContent", "Counts for"),
            text=lambda row: row.lifetime or "",
            hint=lambda row: row.lifetime or "",
        ),
        Column(
            name="group",
            title=lambda: translate("SchemeContent", "Group"),
            text=lambda row: row.group or "",
        ),
        Column(
            name="code",
            title=lambda: translate("SchemeContent", "Code"),
            text=lambda row: row.code or "",
        ),
    )


def group_columns() -> tuple[Column[GroupView], ...]:
    """Of rules that are limited together."""
    return (
        Column(name="label", title=lambda: translate("SchemeContent", "Group"), text=name_of),
        Column(
            name="kind", title=lambda: translate("SchemeContent", "How it limits"), text=group_words
        ),
        Column(
            name="at_most",
            title=lambda: translate("SchemeContent", "At most"),
            text=lambda row: f"{row.at_most:f}" if row.at_most is not None else NOTHING,
            key=lambda row: row.at_most or 0,
            is_number=True,
        ),
        Column(
            name="members",
            title=lambda: translate("SchemeContent", "Rules"),
            text=lambda row: ", ".join(row.members),
            fills=True,
        ),
        _name_column(),
    )


def perk_columns(called: Callable[[], Called]) -> tuple[Column[PerkView], ...]:
    """Of the perks.

    Args:
        called: what the version that is shown calls bands, providers and units.
    """

    def amounts(row: PerkView) -> str:
        values = (
            translate("SchemeContent", "{band}: {amount}").format(
                band=called().band(each.from_), amount=called().amount(each.amount, row.unit)
            )
            for each in row.values
        )
        return listed(values) or NOTHING

    return (
        Column(
            name="label",
            title=lambda: translate("SchemeContent", "Perk"),
            text=name_of,
            hint=name_of,
        ),
        Column(
            name="opens",
            title=lambda: translate("SchemeContent", "Opens from"),
            text=lambda row: called().band(row.opens_from),
        ),
        Column(
            name="gives",
            title=lambda: translate("Perks", "Gives"),
            text=amounts,
            hint=amounts,
        ),
        Column(
            name="provider",
            title=lambda: translate("SchemeContent", "Provider"),
            text=lambda row: called().provider(row.provider),
            hint=lambda row: called().provider(row.provider),
        ),
        Column(
            name="kind",
            title=lambda: translate("SchemeContent", "Kind"),
            text=lambda row: word(row.kind),
        ),
        Column(
            name="service",
            title=lambda: translate("SchemeContent", "Service"),
            text=lambda row: word(row.service),
        ),
        _basis_column(),
    )


def dimension_columns() -> tuple[Column[DimensionView], ...]:
    """Of the sub-scales."""
    return (
        Column(name="label", title=lambda: translate("SchemeContent", "Dimension"), text=name_of),
        Column(
            name="base",
            title=lambda: translate("SchemeContent", "Begins at"),
            text=lambda row: f"{row.base:f}",
            key=lambda row: row.base,
            is_number=True,
        ),
        Column(
            name="range",
            title=lambda: translate("SchemeContent", "Stays within"),
            text=lambda row: f"{row.minimum:f} – {row.maximum:f}",
            key=lambda row: row.minimum,
        ),
        _basis_column(),
    )


def scale_words(scheme: SchemeView) -> str:
    """The scale in a sentence."""
    scale = scheme.scale
    ends = {"base": f"{scale.base:f}", "least": f"{scale.minimum:f}"}
    if scale.maximum is None:
        text = translate(
            "SchemeContent", "Scores begin at {base}, never below {least}, open above."
        ).format(**ends)
    else:
        text = translate("SchemeContent", "Scores begin at {base}, from {least} to {most}.").format(
            **ends, most=f"{scale.maximum:f}"
        )
    if scale.show_points:
        return text
    return text + translate("SchemeContent", " Residents see bands, not points.")


def rule_label(rule: RuleView) -> str:
    """What a rule prices, with the part of the row where it is only one."""
    text = label(rule.label, rule.label_zh)
    return f"{text} ({rule.part})" if rule.part else text


def rule_price(rule: RuleView) -> str:
    """A rule's price in words, or why the row is excluded."""
    if rule.article is not None:
        return translate(
            "SchemeContent", "Excluded by the charter's article {article}: {reason}"
        ).format(article=rule.article, reason=rule.reason or "")
    return rule.price_text or ""


def group_words(group: GroupView) -> str:
    """How a group limits its rules."""
    return {
        "pool": translate("SchemeContent", "priced together, as one rule"),
        "largest": translate("SchemeContent", "only the largest counts"),
        "cap": translate("SchemeContent", "their sum is limited"),
    }[group.kind]


def matching(rules: Sequence[RuleView], typed: str) -> list[RuleView]:
    """The rules that have all typed words somewhere, in either language."""
    parts = typed.casefold().split()
    return [rule for rule in rules if all(part in _searched(rule) for part in parts)]


def _searched(rule: RuleView) -> str:
    texts = (rule.code, rule.source, rule.label, rule.label_zh, rule_price(rule), rule.group)
    return " ".join(text for text in texts if text).casefold()


def _name_column() -> Column[Any]:
    """What the file calls an entry, behind what people read."""
    return Column(
        name="name", title=lambda: translate("SchemeContent", "Code"), text=lambda row: row.name
    )


def _basis_column() -> Column[Any]:
    return Column(
        name="basis",
        title=lambda: translate("SchemeContent", "Basis"),
        text=lambda row: (
            translate("SchemeContent", "illustrative")
            if row.illustrative
            else getattr(row, "source", "") or translate("SchemeContent", "stated")
        ),
    )
