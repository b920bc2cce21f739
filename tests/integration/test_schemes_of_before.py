"""Schemes that were kept before perks could be used: all that is read and done goes on."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from earlier import before_perks
from granting import PARKING, Client, good, grant, grants, me
from installation import Town
from passing import given, show

from backend.cities.kept import scheme_of
from backend.storage.database import Transaction
from backend.storage.schemes import SchemeVersion, add_period, add_version

CITY = "/api/v1/cities/fuzhou"


@pytest.fixture
def kept(town: Town, few_cities: Path) -> SchemeVersion:
    """Fuzhou's scheme as it was kept then, in force."""
    now = town.clock.now()
    version = before_perks(few_cities, town.city, now)

    def work(tx: Transaction) -> None:
        add_version(tx, town.city, version)
        add_period(tx, town.city, version.digest, now, None)

    town.desk.database.write_now(work)
    town.clock.advance(minutes=1)
    return version


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def test_it_is_shown_with_its_own_digest_which_anyone_can_recompute(
    client: Client, kept: SchemeVersion
) -> None:
    shown = client.get(f"{CITY}/scheme").json()
    assert shown["digest"] == kept.digest
    assert hashlib.sha256(shown["canonical"].encode()).hexdigest() == kept.digest
    # The providers have the names that today's files give them.
    assert [(each["name"], each["label_en"]) for each in shown["providers"]] == [
        ("toll-road-operators", "Toll road operators"),
        ("public-car-parks", "Public car parks"),
        ("vehicle-inspection-stations", "Vehicle inspection stations"),
        ("government-service-centre", "Government service centre"),
    ]
    perks = client.get(f"{CITY}/perks").json()["perks"]
    assert {each["provider"] for each in perks} == {each["name"] for each in shown["providers"]}


def test_its_perks_are_granted_and_used(town: Town, client: Client, kept: SchemeVersion) -> None:
    subject = good(town)
    assert grant(town, client, subject).status_code == 201
    (granted,) = grants(town, client, subject)
    assert (granted["perk"], granted["value"]) == (PARKING, None)
    assert me(town, client, subject, "score").json()["band"] == "good"
    own = {each["name"]: each for each in me(town, client, subject, "perks").json()["perks"]}
    assert own[PARKING]["provider_en"] == "Public car parks"
    booked = show(town, client, given(town, client, subject)["token"])
    assert (booked.status_code, booked.json()["state"]) == (201, "used")
    for path in ("grants", "redemptions", "export"):
        assert me(town, client, subject, path).status_code == 200


def test_providers_that_would_be_named_alike_are_told_apart(kept: SchemeVersion) -> None:
    text = kept.text.replace("Public car parks", "Toll road operators")
    assert [each.name for each in scheme_of(text).providers][:2] == [
        "toll-road-operators",
        "toll-road-operators-2",
    ]
