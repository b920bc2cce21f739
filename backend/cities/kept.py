"""Schemes as the database keeps them, also those that earlier versions of the program wrote.

What is kept never changes, so it is read as of today, and digested as it was written.
"""

import re
from collections.abc import Container
from itertools import chain, count
from typing import Any, Final

import msgspec

from backend.cities.digest import canonical_json
from backend.core.catalogue import Catalogue
from backend.core.scheme import SchemeText

_NO_LETTERS: Final = re.compile("[^a-z0-9]+")


def scheme_of(kept: str) -> SchemeText:
    """The scheme that a kept text states.

    Before perks could be used, each said its provider's labels itself. Every two labels become a
    provider, whose name follows from the English one.
    """
    plain = msgspec.json.decode(kept)
    names: dict[tuple[str, str], str] = {}
    for perk in plain.get("perk", ()):
        if "provider_en" in perk:
            labels = (perk.pop("provider_en"), perk.pop("provider_zh"))
            if labels not in names:
                names[labels] = _name(labels[0], names.values())
            perk["provider"] = names[labels]
    if names:
        plain["provider"] = [
            {"name": name, "label_en": english, "label_zh": chinese}
            for (english, chinese), name in names.items()
        ]
    return msgspec.convert(plain, SchemeText)


def _name(label: str, taken: Container[str]) -> str:
    name = _NO_LETTERS.sub("-", label.lower()).strip("-") or "provider"
    others = (f"{name}-{place}" for place in count(2))
    return next(each for each in chain([name], others) if each not in taken)


def canonical_of(kept: str, catalogue: Catalogue) -> str:
    """The same as `canonical_json`, with the fields of when the text was kept: as it was digested.

    Args:
        kept: the text of a scheme.
        catalogue: with the entries that it uses.
    """
    plain = msgspec.json.decode(canonical_json(scheme_of(kept), catalogue))
    plain["scheme"] = _fields_of(msgspec.json.decode(kept), plain["scheme"])
    return msgspec.json.encode(plain, order="deterministic").decode()


def _fields_of(kept: Any, now: Any) -> Any:  # noqa: ANN401 - JSON
    """What is stated now, in the fields of what is kept."""
    if isinstance(kept, dict):
        return {
            name: _fields_of(value, now[name]) if name in now else value
            for name, value in kept.items()
        }
    if isinstance(kept, list):
        return [_fields_of(*pair) for pair in zip(kept, now, strict=True)]
    return now
