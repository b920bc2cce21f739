"""What earlier versions of the program wrote, made anew."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from backend.cities.digest import canonical_json
from backend.cities.load import load_catalogue, load_city
from backend.services.scheme_shelf import version_from
from backend.storage.schemes import SchemeVersion

# What a perk stated before it could be used, beside its provider's labels.
_STATED = ("name", "label_en", "label_zh", "kind", "service", "opens_from", "source")


def before_perks(root: Path, city: str, now: datetime) -> SchemeVersion:
    """A city's first scheme as it was kept when each perk stated its provider's labels itself."""
    catalogue = load_catalogue(root)
    text = next(iter(load_city(root, city, with_scenarios=False).schemes.values()))
    # No perk named a unit, which would be digested with it.
    perks = tuple(msgspec.structs.replace(perk, unit=None, values=()) for perk in text.perks)
    text = msgspec.structs.replace(text, perks=perks)
    version = version_from(text, catalogue, is_file=True, now=now)
    canonical = json.loads(canonical_json(text, catalogue))
    canonical["scheme"] = _before_perks(canonical["scheme"])
    written = msgspec.json.encode(canonical, order="deterministic")
    kept = msgspec.json.encode(_before_perks(json.loads(version.text)), order="deterministic")
    return msgspec.structs.replace(
        version, digest=hashlib.sha256(written).hexdigest(), text=kept.decode()
    )


def _before_perks(scheme: dict[str, Any]) -> dict[str, Any]:
    labels = {each["name"]: each for each in scheme["provider"]}
    perks = [
        {
            **{name: perk[name] for name in (*_STATED, "illustrative")},
            "provider_en": labels[perk["provider"]]["label_en"],
            "provider_zh": labels[perk["provider"]]["label_zh"],
        }
        for perk in scheme["perk"]
    ]
    excluded = [
        {name: value for name, value in row.items() if name != "is_perk"}
        for row in scheme["excluded"]
    ]
    rest = {name: value for name, value in scheme.items() if name != "provider"}
    return {**rest, "perk": perks, "excluded": excluded}
