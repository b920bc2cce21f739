"""Scheme files' texts: from a version that the city keeps, and from the template."""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

import msgspec
import tomlkit
from tomlkit.items import AoT, InlineTable, Item, Table

from backend.contracts.cities import PerkView, ProviderView

# The city files lie beside the program, in a checkout and in an installed wheel alike.
TEMPLATES: Final = Path(__file__).resolve().parents[3] / "city_configs" / "_template" / "schemes"
# The server takes no more.
SIGNS_MOST: Final = 200_000
# A table that is no wider stands on one line with its key.
LINE_WIDTH: Final = 88

# The canonical form writes numbers and times of day as texts; what stands below these is no text.
_NUMBERS: Final = frozenset(
    {
        *("amount", "at_most", "base", "each", "first", "from", "further", "maximum", "minimum"),
        *("over", "points", "to", "units", "up_to", "until"),
    }
)
_DATES: Final = frozenset({"valid_from", "valid_until"})
# Keys in the order in which shipped files have them; all others follow by the alphabet.
_ORDER: Final = (
    *("city", "effective_on", "title_en", "title_zh", "reference", "table"),
    *("deed_type", "name", "source", "article", "form", "kind", "service", "label_en", "label_zh"),
    *("part_en", "part_zh", "reason_en", "reason_zh", "members", "provider", "days"),
    *("over", "from", "base", "minimum", "maximum", "precision", "show_points"),
    *("first", "up_to", "further", "to", "each", "points", "band"),
    *("price", "at_most", "window", "units", "years", "months", "lifetime", "published_lifetime"),
    *("after", "proof", "becomes", "repair", "dimension", "opens_from"),
    *("unit", "values", "limits", "day", "week", "month", "quarter", "year", "at_once", "hours"),
    *("stock", "places", "per", "lent_days", "by_grant", "valid_from", "valid_until"),
    *("conditions_en", "conditions_zh", "illustrative"),
)
_SECTIONS: Final = ("band", "dimension", "rule", "group", "provider", "perk", "excluded")
_PLACES: Final = {key: place for place, key in enumerate(_ORDER)}
_CITY: Final = re.compile(r'^city = "_template"', re.MULTILINE)
_FIRST_DAY: Final = re.compile(r"^effective_on = \d{4}-\d{2}-\d{2}", re.MULTILINE)


def text_of(
    canonical: str, providers: Sequence[ProviderView] = (), perks: Sequence[PerkView] = ()
) -> str:
    """The text of a scheme file that says the same as a canonical scheme.

    Args:
        canonical: as the server digests it. Comments are not part of a scheme, so there are none.
        providers: as the server names them today, where the scheme may be of the time when each
            perk stated its provider's labels itself.
        perks: the same, in its order.
    """
    scheme = json.loads(canonical)["scheme"]
    for kept, perk in zip(scheme.get("perk", ()), perks, strict=False):
        if "provider_en" in kept:
            del kept["provider_en"], kept["provider_zh"]
            kept["provider"] = perk.provider
            scheme["provider"] = msgspec.to_builtins(providers)
    document = tomlkit.document()
    for key in _sorted(scheme):
        value = scheme[key]
        if key == "effective_on":
            document.add(key, tomlkit.item(date.fromisoformat(value)))
        elif key not in {*_SECTIONS, "scale"} and not _is_default(key, value):
            document.add(key, _item(key, value))
    document.add("scale", _table(scheme["scale"]))
    for key in _SECTIONS:
        if entries := scheme.get(key):
            document.add(key, _entries(entries))
    return tomlkit.dumps(document)


def template_text(city: str, first_day: date) -> str:
    """The template for a scheme, with every key explained, for a city and a first day.

    Raises:
        OSError: where it cannot be read.
    """
    path = max(TEMPLATES.glob("*.toml"), default=TEMPLATES / "template.toml")
    text = _CITY.sub(f'city = "{city}"', path.read_text("utf-8"), count=1)
    return _FIRST_DAY.sub(f"effective_on = {first_day}", text, count=1)


def file_name(text: str) -> str:
    """What the file of a text is called: after its first day."""
    found = _FIRST_DAY.search(text)
    return f"{found[0].rpartition(' ')[2] if found else 'scheme'}.toml"


def _entries(entries: list[dict[str, Any]]) -> AoT:
    """One header and its keys for each entry."""
    array = tomlkit.aot()
    for entry in entries:
        array.append(_table(entry))
    return array


def _table(entry: dict[str, Any], called: str = "") -> Table:
    """An entry's keys; what is too wide for its line gets a header of its own, below the others."""
    table = tomlkit.table()
    wide = []
    for key in _sorted(entry):
        if _is_default(key, entry[key]):
            continue
        item = _item(_meant(called, key), entry[key])
        if isinstance(item, InlineTable) and len(key) + len(item.as_string()) > LINE_WIDTH:
            wide.append(key)
        else:
            table.add(key, item)
    for key in wide:
        table.add(key, _table(entry[key], key))
    return table


def _item(key: str, value: Any) -> Item:  # noqa: ANN401 - JSON
    """A value as it stands after its key."""
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        for inner in _sorted(value):
            if not _is_default(inner, value[inner]):
                inline.add(inner, _item(_meant(key, inner), value[inner]))
        return inline
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(_item(key, each) for each in value)
        array.multiline(len(array.as_string()) > LINE_WIDTH)
        return array
    if key in _DATES:
        return tomlkit.item(date.fromisoformat(value))
    if key in _NUMBERS and isinstance(value, str):
        return tomlkit.value(value)
    return cast("Item", tomlkit.item(value))


def _meant(outer: str, key: str) -> str:
    """What a key says of its value: a grade below `points` is called anything, and is points.

    Of a perk's values, `from` names a band.
    """
    if (outer, key) == ("values", "from"):
        return "band"
    return outer if outer in _NUMBERS else key


def _is_default(key: str, value: object) -> bool:
    """True for what a file leaves out: nothing, no months, no limits, not illustrative, at once."""
    if key in {"years", "months"}:
        return value == 0
    if key == "after" and isinstance(value, dict):
        return not any(value.values())
    if key == "limits" and isinstance(value, dict):
        return all(each is None for each in value.values())
    is_no = key in {"illustrative", "by_grant"} and value is False
    return value is None or value in ({}, []) or is_no


def _sorted(entry: dict[str, Any]) -> list[str]:
    return sorted(entry, key=lambda key: (_PLACES.get(key, len(_PLACES)), key))
