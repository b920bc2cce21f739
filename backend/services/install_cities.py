"""At the start: the city files become cities, and their schemes versions kept for ever."""

from datetime import datetime
from typing import Final

import msgspec

from backend.cities.check import Loaded
from backend.cities.load import CityFiles
from backend.core.city import City
from backend.core.instant import start_of
from backend.core.problems import Place, Problem
from backend.services.consent_text import keep_text
from backend.services.desk import Desk
from backend.services.scheme_shelf import version_from
from backend.storage.database import Transaction
from backend.storage.logs import Actor, add_entry
from backend.storage.schemes import (
    SchemeVersion,
    add_period,
    add_version,
    cities,
    periods,
    put_city,
    version_of,
)

# Who acts where a file does.
FILES: Final = "files"


def install_cities(desk: Desk, loaded: Loaded, now: datetime) -> tuple[Problem, ...]:
    """Install every city of a folder.

    A new city's first scheme is in force from the start of its first day. Every other file is kept
    as a version that can be proposed: lying there puts nothing in force, and neither does changing
    a file that is or was in force. Several processes may do this at once, and again.

    Args:
        desk: gets the catalogue and the cities.
        loaded: what the folder holds, all without a problem.
        now: aware, in UTC.

    Returns:
        What the operator should hear, though it stands in nobody's way.
    """
    catalogue, found = loaded
    kept = {
        code: [
            version_from(text, catalogue, is_file=True, now=now)
            for _, text in sorted(files.schemes.items())
        ]
        for code, files in sorted(found.items())
    }

    def work(tx: Transaction) -> tuple[list[Problem], dict[str, City]]:
        warnings = [
            warning
            for code, versions in kept.items()
            for warning in _install(tx, found[code], versions, now)
        ]
        stored = {code: text for code, text, _ in cities(tx)}
        warnings += [
            Place(f"{code}/city.toml", "file").problem("city-without-files")
            for code in stored
            if code not in found
        ]
        return warnings, {
            code: msgspec.json.decode(text, type=City) for code, text in stored.items()
        }

    warnings, known = desk.database.write_now(work)
    desk.catalogue = catalogue
    desk.cities.clear()
    desk.cities.update(known)
    return tuple(warnings)


def _install(
    tx: Transaction, files: CityFiles, versions: list[SchemeVersion], now: datetime
) -> list[Problem]:
    city = files.city
    actor = Actor(city=city.code, account=FILES, role=FILES, at=now)
    # Writing the city's row first keeps other processes out until this is committed.
    is_written = put_city(tx, city.code, msgspec.json.encode(city).decode())
    before = periods(tx, city.code)
    if is_written:
        add_entry(tx, actor, "city.changed" if before else "city.installed", about=city.code)
    keep_text(tx, city, actor)
    for version in versions:
        if add_version(tx, city.code, version):
            add_entry(tx, actor, "scheme.kept", about=version.digest)
    if not before:
        first = versions[0]
        from_at = start_of(city.time_zone, first.effective_on)
        add_period(tx, city.code, first.digest, from_at, None)
        detail = {"from": from_at.isoformat()}
        add_entry(tx, actor, "scheme.scheduled", about=first.digest, detail=detail)
        return []
    return _frozen_warnings(tx, city.code, versions)


def _frozen_warnings(tx: Transaction, city: str, versions: list[SchemeVersion]) -> list[Problem]:
    """Files that no longer say what was put in force from them."""
    digests = {each.digest for each in periods(tx, city) if each.cancelled_at is None}
    in_force = [version_of(tx, city, digest) for digest in sorted(digests)]
    days = {each.effective_on for each in in_force if each is not None and each.origin == "file"}
    return [
        Place(f"{city}/schemes/{version.effective_on}.toml", "file").problem(
            "scheme-file-frozen", "", None, digest=version.digest
        )
        for version in versions
        if version.effective_on in days and version.digest not in digests
    ]
