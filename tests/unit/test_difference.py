"""Differences between schemes."""

from decimal import Decimal

import msgspec
from builders import band, catalogue, demerit, merit, rule, scheme_text

from backend.core.difference import Change, difference
from backend.core.price import Flat
from backend.core.scheme import Excluded

HELP, CARE, THEFT = merit("help"), merit("care"), demerit("theft")
ENTRIES = catalogue(HELP, CARE, THEFT)


def flat(points: str) -> Flat:
    return Flat(points=Decimal(points))


BEFORE = scheme_text(rule("help", flat("5")), rule("theft", flat("-10")))


def changes(after: object, entries: object = ENTRIES) -> dict[tuple[str, str], Change]:
    found = difference(BEFORE, after, ENTRIES, entries)  # type: ignore[arg-type]
    return {(change.section, change.name): change for change in found.changes}


def test_the_same_scheme_differs_in_nothing() -> None:
    found = difference(BEFORE, BEFORE, ENTRIES, ENTRIES)
    assert (found.changes, found.reordered) == ((), ())


def test_points_written_otherwise_are_the_same() -> None:
    assert changes(scheme_text(rule("help", flat("5.0")), rule("theft", flat("-10")))) == {}


def test_rules_are_added_removed_and_changed_field_by_field() -> None:
    found = changes(scheme_text(rule("help", flat("7"), source="R2"), rule("care", flat("1"))))
    assert {key: change.kind for key, change in found.items()} == {
        ("rule", "help"): "changed",
        ("rule", "theft"): "removed",
        ("rule", "care"): "added",
        ("deed_type", "theft"): "removed",
        ("deed_type", "care"): "added",
    }
    fields = {field.name: (field.before, field.after) for field in found["rule", "help"].fields}
    assert fields == {"source": ("R1", "R2"), "price.points": (Decimal(5), Decimal(7))}
    added = {field.name: field for field in found["rule", "care"].fields}
    assert (added["price.form"].before, added["price.form"].after) == (None, "flat")
    assert found["rule", "care"].label_en == "Some deed"


def test_what_the_catalogue_says_of_a_priced_deed_belongs_to_the_scheme() -> None:
    renamed = catalogue(msgspec.structs.replace(HELP, label_en="Helped"), CARE, THEFT)
    (change,) = changes(BEFORE, renamed).values()
    assert (change.section, change.name) == ("deed_type", "help")
    assert [(field.name, field.after) for field in change.fields] == [("label_en", "Helped")]


def test_another_order_is_told() -> None:
    after = scheme_text(rule("theft", flat("-10")), rule("help", flat("5")))
    found = difference(BEFORE, after, ENTRIES, ENTRIES)
    assert (found.changes, found.reordered) == ((), ("rule",))


def test_bands_scale_and_excluded_halves_are_compared() -> None:
    half = Excluded(
        source="R9",
        article=4,
        label_en="L",
        label_zh="标",
        reason_en="R",
        reason_zh="由",
        part_en="half",
    )
    after = msgspec.structs.replace(
        BEFORE,
        bands=(band("A", 700), band("B", 400), band("C", 0)),
        scale=msgspec.structs.replace(BEFORE.scale, show_points=False),
        excluded=(half,),
        title_en="Other",
    )
    found = changes(after)
    assert list(found) == [
        ("scheme", ""),
        ("scale", ""),
        ("band", "A"),
        ("excluded", "R9: half"),
    ]
    assert [field.name for field in found["scale", ""].fields] == ["show_points"]
