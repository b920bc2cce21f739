"""Article 4, attacked: protected matters never count.

Attacks through words and labels in city files are in `test_words.py`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import CityTree
from charter.pilot import CITY, Pilot
from installation import Town, number, open_town

from backend.core.permissions import Role
from backend.core.problems import ProblemsError
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError

RULE = """
[[rule]]
deed_type = "{code}"
source = "a reference"
price = {{ form = "flat", points = -10 }}
lifetime = {{ months = 3 }}
"""
PRAYER = """
[[deed_type]]
code = "prayer-meeting"
direction = "merit"
matter = "{matter}"
departments = ["civility-office"]
record_type = 16
label_en = "Evening meeting"
label_zh = "晚间聚会"
"""
# Written a second time: whoever shortens the list must do it here, too.
PROTECTED = (
    "another-person",
    "assembly",
    "blood-type",
    "ethnicity",
    "family-planning",
    "fingerprints",
    "genes",
    "health",
    "informing",
    "petition",
    "politics",
    "religion",
    "speech",
    "union-activity",
)


@pytest.mark.parametrize("code", ["petition", "religion", "union-membership", "speech-online"])
def test_no_scheme_over_http_prices_what_the_catalogue_does_not_have(
    pilot: Pilot, code: str
) -> None:
    draft = f"{pilot.scheme_text()}\n{RULE.format(code=code)}"
    administrator = pilot.town.staff(Role.ADMINISTRATOR)
    found = pilot.ask(administrator, "POST", "/schemes/check", {"text": draft}).json()
    assert found["digest"] is None
    body = {"text": draft, "reason": "The council decided so."}
    assert pilot.ask(administrator, "POST", "/proposals", body).status_code == 422


@pytest.mark.parametrize("matter", PROTECTED)
def test_no_installation_starts_with_a_priced_protected_matter(
    matter: str, tmp_path: Path, tree: Callable[..., CityTree]
) -> None:
    made = tree(CITY)
    made.append("catalogue/deed_types/city-life.toml", PRAYER.format(matter=matter))
    made.append(
        f"{CITY}/schemes/2019-01-01.toml",
        RULE.format(code="prayer-meeting").replace("-10", "10"),
    )
    with pytest.raises(ProblemsError) as caught:
        open_town(tmp_path / "data", configs=made.root)
    assert 4 in {problem.article for problem in caught.value.problems}


@pytest.mark.parametrize("code", ["religion", "petition", "party-discipline", "C02", "B47"])
def test_no_deed_of_an_excluded_row_is_entered(pilot: Pilot, code: str) -> None:
    pilot.join()
    collector = pilot.town.collector("civility-office")
    body = {
        "id": pilot.new_id(),
        "number": number(1),
        "deed_type": code,
        "occurred_on": str(pilot.today()),
    }
    answer = pilot.ask(collector, "POST", "/deeds", body)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "deed_type"


@pytest.mark.parametrize(
    "statement", ["update scheme_version set text = '{}'", "delete from scheme_version"]
)
def test_the_database_keeps_every_scheme_as_it_was_checked(town: Town, statement: str) -> None:
    def attack(tx: Transaction) -> None:
        tx.execute(statement)

    with pytest.raises(ConflictError) as caught:
        town.desk.database.write_now(attack)
    assert caught.value.name.startswith("scheme_version_no_")
