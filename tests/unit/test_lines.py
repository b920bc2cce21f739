"""Keys are found on their lines."""

import pytest

from backend.cities.lines import Lines

TEXT = """\
city = "weihai"       # line 1
table = "a.tsv"

[scale]
base = 1000
source = "scale"

[[band]]
name = "A"
from = 960

[[band]]
from = 0

[[rule]]
source = "B01"
deed_type = "arrears"
price.form = "flat"
"price".points = -5

[rule.lifetime]
years = 1

[rule.lifetime.by_grade]
city = { years = 2 }

[[rule]]
deed_type = "arrears-of-tax" # not the one above
price = { form = "flat", points = 5 }

[[excluded]]
source = "row 3.1"
article = 4
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("city", 1),
        ("scale.base", 5),
        ("scale", 4),
        ("scale.precision", 4),
        ("band.A.from", 10),
        ("band.A.label_en", 8),
        ("band.2.from", 13),
        ("rule.arrears.source", 16),
        ("rule.arrears.price.points", 18),
        ("rule.arrears.lifetime", 21),
        ("rule.arrears.lifetime.by_grade.city", 21),
        ("rule.arrears.repair", 15),
        ("rule.arrears-of-tax.price", 29),
        ("rule.arrears-of-tax.lifetime", 27),
        ("excluded.row 3.1.article", 33),
        ("row B05", None),
        ("file", None),
        ("", None),
    ],
)
def test_a_key_is_found_on_its_line_or_its_entrys(key: str, line: int | None) -> None:
    assert Lines(TEXT).of(key) == line
