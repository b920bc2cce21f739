"""Article 6, attacked: a score is its lines, and a resident can recompute it by hand."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from charter.pilot import API, CITY, Pilot
from installation import Town, document, number

from backend.cities.digest import digest_of
from backend.core.permissions import Identity, Role
from backend.core.scheme import SchemeText
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError

LEVELS_ONLY = "xiamen"


def busy_resident(pilot: Pilot) -> Identity:
    """One with merits, capped ones among them, and demerits."""
    me = pilot.join_with_award()
    for hours in (30, 60, 90):
        pilot.town.log(1, "volunteering", f"hours {hours}", quantity=hours)
    pilot.town.log(1, "charity-donation", "gift", quantity=12_000, document=document())
    pilot.record(1, "administrative-detention")
    pilot.record(1, "public-order-penalty")
    pilot.town.clock.advance(days=11)
    return me


def lines_of(pilot: Pilot, me: Identity) -> dict[str, Any]:
    return dict(msgspec.json.decode(pilot.ask(me, "GET", "/me/score/lines").content))


def test_the_lines_add_up_to_the_total(pilot: Pilot) -> None:
    me = busy_resident(pilot)
    made = lines_of(pilot, me)
    points = [Decimal(str(line["points"])) for line in made["lines"]]
    assert Decimal(str(made["base"])) + sum(points) == Decimal(str(made["unclamped"]))
    assert made["total"] == min(max(made["unclamped"], 0), 1000)
    headline = pilot.ask(me, "GET", "/me/score").json()
    assert (headline["total"], headline["band"]) == (made["total"], made["band"])


def test_every_line_names_its_rule_its_deeds_and_its_last_day(pilot: Pilot) -> None:
    me = busy_resident(pilot)
    mine = {deed["id"] for deed in pilot.ask(me, "GET", "/me/deeds").json()["items"]}
    rules = pilot.client.get(f"{API}/cities/{CITY}/scheme").json()["rules"]
    priced = {rule["code"]: rule["source"] for rule in rules if rule["code"]}
    made = lines_of(pilot, me)
    named = [deed for line in made["lines"] for deed in line["deeds"]]
    assert set(named) == mine
    for line in made["lines"]:
        assert line["source"]
        assert line["counts_until"] is not None
        if line["rule"] in priced:
            assert line["source"] == priced[line["rule"]]
        if line["points"] == 0:
            assert line["note"]


def test_the_scheme_that_judged_is_public_and_has_the_digest_that_is_named(pilot: Pilot) -> None:
    digest = lines_of(pilot, busy_resident(pilot))["digest"]
    public = pilot.client.get(f"{API}/cities/{CITY}/schemes/{digest}")
    assert public.status_code == 200
    canonical = msgspec.json.decode(public.json()["canonical"])
    text = msgspec.convert(canonical["scheme"], SchemeText, strict=False)
    assert digest_of(text, pilot.town.desk.catalogue) == digest


def test_a_past_score_stays_what_it_was(pilot: Pilot) -> None:
    me = busy_resident(pilot)
    before = pilot.ask(me, "GET", "/me/history").json()["items"]
    pilot.town.clock.advance(days=1)
    pilot.town.log(1, "volunteering", "late", quantity=50, occurred_on=pilot.today())
    after = pilot.ask(me, "GET", "/me/history").json()["items"]
    assert after[-len(before) :] == before


def test_levels_only_hides_numbers_from_the_headline_and_never_from_the_lines(town: Town) -> None:
    xiamen = Town(town.installation, town.clock, LEVELS_ONLY)
    me = xiamen.resident(xiamen.join(1))
    with xiamen.client() as client:
        headline = client.get(f"{API}/me/score", headers=xiamen.token(me)).json()
        lines = client.get(f"{API}/me/score/lines", headers=xiamen.token(me)).json()
    assert headline["total"] is None
    assert lines["total"] == lines["base"] == 600


def test_nobody_else_reads_the_explanation(pilot: Pilot) -> None:
    me, other = busy_resident(pilot), pilot.join()
    path = f"/residents/{me.subject}/score?reason=look"
    for role in set(Role) - {Role.OFFICER, Role.RESIDENT}:
        assert pilot.ask(pilot.town.staff(role), "GET", path).status_code == 403
    assert pilot.ask(other, "GET", path).status_code == 403
    assert number(1) not in pilot.ask(other, "GET", "/me/score/lines").text


@pytest.mark.parametrize(
    "statement", ["update scheme_version set digest = 'x'", "delete from scheme_version"]
)
def test_the_scheme_that_judged_cannot_be_exchanged(pilot: Pilot, statement: str) -> None:
    def attack(tx: Transaction) -> None:
        tx.execute(statement)

    with pytest.raises(ConflictError):
        pilot.town.desk.database.write_now(attack)
