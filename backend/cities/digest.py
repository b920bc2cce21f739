"""The digest of a scheme: whoever has the files can recompute it."""

from hashlib import sha256

import msgspec

from backend.core.catalogue import Catalogue
from backend.core.scheme import SchemeText


def digest_of(text: SchemeText, catalogue: Catalogue) -> str:
    """SHA-256, in hexadecimal, over the canonical scheme and the catalogue entries it uses.

    Canonical is JSON of the parsed values with sorted keys, so that comments and layout of a file
    change nothing, and every value does.
    """
    deed_types = [
        catalogue.deed_types[rule.deed_type]
        for rule in text.rules
        if rule.deed_type in catalogue.deed_types
    ]
    names = {name for entry in deed_types for name in (entry.unit, *entry.other_units) if name}
    units = [unit for unit in catalogue.units.values() if unit.code in names]
    entries = sorted([*deed_types, *units], key=lambda entry: entry.code)
    encoder = msgspec.json.Encoder(order="deterministic")
    return sha256(encoder.encode({"scheme": text, "catalogue": entries})).hexdigest()
