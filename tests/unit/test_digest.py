"""The digest: every value counts, and how a file is laid out does not."""

from decimal import Decimal

import msgspec
import pytest
from builders import catalogue, demerit, merit, rule, scheme_text

from backend.cities.digest import digest_of
from backend.core.catalogue import Catalogue, Department
from backend.core.difference import difference
from backend.core.price import Flat
from backend.core.scheme import Perk, PerkValue, SchemeText

ENTRIES = msgspec.structs.replace(
    catalogue(merit("help", unit="hours"), demerit("unused")),
    departments={"office": Department(code="office", label_en="Office", label_zh="办公室")},
)


def text(points: str = "50") -> SchemeText:
    return scheme_text(rule("help", Flat(points=Decimal(points))))


def changed(field: str, code: str) -> Catalogue:
    """The catalogue with another label of one entry."""
    entries = getattr(ENTRIES, field)
    other = msgspec.structs.replace(entries[code], label_en="Another label")
    return msgspec.structs.replace(ENTRIES, **{field: {**entries, code: other}})


def test_the_same_values_have_the_same_digest_however_they_are_written() -> None:
    assert digest_of(text("50"), ENTRIES) == digest_of(text("50.0"), ENTRIES)
    assert len(digest_of(text(), ENTRIES)) == 64


def test_another_price_has_another_digest() -> None:
    assert digest_of(text("50"), ENTRIES) != digest_of(text("500"), ENTRIES)


@pytest.mark.parametrize(
    ("field", "code", "matters"),
    [
        ("deed_types", "help", True),
        ("deed_types", "unused", False),
        ("departments", "office", True),
        ("units", "hours", True),
        ("units", "times", False),
    ],
)
def test_only_the_entries_that_a_scheme_uses_count(field: str, code: str, *, matters: bool) -> None:
    differs = digest_of(text(), ENTRIES) != digest_of(text(), changed(field, code))
    assert differs is matters


def test_the_units_of_perks_count() -> None:
    perk = Perk(
        name="books",
        label_en="More books",
        label_zh="多借书",
        kind="more-of",
        service="library",
        provider="city-library",
        opens_from="A",
        unit="times",
        values=(PerkValue(from_="A", amount=Decimal(2)),),
        source="S",
    )
    other = changed("units", "times")
    assert digest_of(text(), ENTRIES) == digest_of(text(), other)
    with_perk = msgspec.structs.replace(text(), perks=(perk,))
    assert digest_of(with_perk, ENTRIES) != digest_of(with_perk, other)
    found = difference(with_perk, with_perk, ENTRIES, other)
    assert [(change.section, change.name) for change in found.changes] == [("unit", "times")]
