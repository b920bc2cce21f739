"""The digest of a scheme: whoever has the files can recompute it."""

from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec

from backend.core.bound import units_of
from backend.core.catalogue import Catalogue
from backend.core.pricing import tidy
from backend.core.scheme import SchemeText


def digest_of(text: SchemeText, catalogue: Catalogue) -> str:
    """SHA-256, in hexadecimal, over the canonical scheme and the catalogue entries it uses."""
    return sha256(canonical_json(text, catalogue)).hexdigest()


def canonical_json(text: SchemeText, catalogue: Catalogue) -> bytes:
    """A scheme and the catalogue entries it uses, written in the one way that is digested.

    That is JSON of the parsed values with sorted keys and numbers without trailing zeros, so that
    comments and layout of a file change nothing, and every value does.
    """
    codes = [rule.deed_type for rule in text.rules if rule.deed_type in catalogue.deed_types]
    deed_types = [catalogue.deed_types[code] for code in sorted(codes)]
    used = {
        "deed_types": deed_types,
        "departments": _used(
            catalogue.departments, {code for entry in deed_types for code in entry.departments}
        ),
        "record_types": _used(catalogue.record_types, {entry.record_type for entry in deed_types}),
        "units": _used(catalogue.units, units_of(text, deed_types)),
    }
    plain = msgspec.to_builtins({"scheme": text, "catalogue": used}, builtin_types=(Decimal,))
    return msgspec.json.encode(_tidied(plain), order="deterministic")


def _used(entries: dict[Any, Any], codes: set[Any]) -> list[Any]:
    return [entry for code, entry in sorted(entries.items()) if code in codes]


def _tidied(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The same value, with every number written in one way: 20 and 20.0 are one."""
    # Most values are texts, and every start tidies tens of thousands.
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {key: _tidied(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_tidied(each) for each in value]
    return f"{tidy(value):f}" if isinstance(value, Decimal) else value
