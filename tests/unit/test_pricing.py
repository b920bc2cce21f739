"""Each form priced by quantity, at its edges, worked out by hand."""

from decimal import Decimal

import pytest

from backend.core.price import FirstAndFurther, Flat, Slice, Sliced, Tier, Tiers
from backend.core.pricing import points_for, term_of, tidy
from backend.core.term import Lifetime, SizeStep


def number(value: object) -> Decimal:
    return Decimal(str(value))


DONATION = FirstAndFurther(
    first=number(10), up_to=number(10000), further=number(5), each=number(10000)
)
WENDENG = Sliced(
    slices=(
        Slice(to=number(1000), each=number(100), points=number(1)),
        Slice(to=number(5000), each=number(400), points=number(1)),
        Slice(to=number(10000), each=number(500), points=number(1)),
        Slice(each=number(1000), points=number(1)),
    )
)
OVER = Tiers(
    tiers=(
        Tier(over=number(0), points=number(10)),
        Tier(over=number(50), points=number(20)),
        Tier(over=number(100), points=number(30)),
    )
)
FROM = Tiers(
    tiers=(Tier(from_=number(0), points=number(1)), Tier(from_=number(10), points=number(2)))
)


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [(0, 0), ("0.01", 10), (10000, 10), (19999, 10), (20000, 15), ("20000.5", 15), (30000, 20)],
)
def test_the_first_and_each_full_further_amount(quantity: object, expected: int) -> None:
    assert points_for(DONATION, number(quantity)) == expected


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (0, 0),
        (99, 0),
        (100, 1),
        (1000, 10),
        (1399, 10),
        (1400, 11),
        (5000, 20),
        (5499, 20),
        (5500, 21),
        (10000, 30),
        (10999, 30),
        (11000, 31),
    ],
)
def test_each_slice_has_its_own_rate(quantity: object, expected: int) -> None:
    assert points_for(WENDENG, number(quantity)) == expected


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [(0, 0), ("0.5", 10), (50, 10), ("50.5", 20), (100, 20), ("100.5", 30), (1000, 30)],
)
def test_over_excludes_its_bound(quantity: object, expected: int) -> None:
    assert points_for(OVER, number(quantity)) == expected


@pytest.mark.parametrize(("quantity", "expected"), [(0, 0), (1, 1), ("9.5", 1), (10, 2)])
def test_from_includes_its_bound_and_nothing_earns_nothing(quantity: object, expected: int) -> None:
    assert points_for(FROM, number(quantity)) == expected


def test_a_form_of_own_prices_adds_them() -> None:
    assert points_for(Flat(points=number(10)), number(35)) == 35


@pytest.mark.parametrize(("size", "months"), [(15, 12), (40, 12), ("40.5", 24), (80, 24)])
def test_a_lifetime_by_size_includes_its_bound(size: object, months: int) -> None:
    lifetime = Lifetime(by_size=(SizeStep(to=number(40), years=1), SizeStep(years=2)))
    assert term_of(lifetime, None, number(size)).in_months == months


@pytest.mark.parametrize(
    ("points", "shown"), [("10.0", "10"), ("0.50", "0.5"), ("-30", "-30"), ("100", "100")]
)
def test_points_are_shown_without_trailing_zeros(points: str, shown: str) -> None:
    assert str(tidy(Decimal(points))) == shown
