"""Article 2, attacked: perks never penalties. Nothing takes away, publishes, ranks or lists people.

Attacks through perks and bands in city files are in `test_words.py`.
"""

import re
from typing import Any

import pytest
from charter.pilot import API, Pilot, refused

from backend.core.permissions import Role
from backend.storage.database import Transaction
from backend.storage.errors import ConflictError

GATE = """
[[provider]]
name = "education-bureau"
label_en = "Education Bureau"
label_zh = "教育局"

[[perk]]
name = "school-place"
label_en = "A place at a school"
label_zh = "入学名额"
kind = "free-use"
service = "culture"
provider = "education-bureau"
opens_from = "good"
source = "a reference"
"""
PENALTY = GATE.replace("A place at a school", "Blacklist").replace("入学名额", "黑名单")
# Words for lists of people and for what takes something away.
OUTLAWED = re.compile(
    r"rank|leaderboard|blacklist|offender|penalt|punish|top-|worst|publish-name|browse",
    re.IGNORECASE,
)


def routes(pilot: Pilot) -> dict[str, Any]:
    return dict(pilot.client.get(f"{API}/openapi.json").json()["paths"])


def test_no_route_ranks_lists_or_punishes_people(pilot: Pilot) -> None:
    paths = routes(pilot)
    assert len(paths) > 50
    assert [path for path in paths if OUTLAWED.search(path)] == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RESIDENT])
@pytest.mark.parametrize(
    "path", ["/residents", "/residents?order=-total", "/scores", "/residents/search?q=1"]
)
def test_nobody_lists_residents(pilot: Pilot, role: Role, path: str) -> None:
    subject = pilot.town.join(1)
    answer = pilot.ask(pilot.town.staff(role), "GET", path)
    assert answer.status_code in {404, 405}
    assert subject not in answer.text


@pytest.mark.parametrize("text", [GATE, PENALTY])
def test_no_scheme_gates_what_people_need_or_takes_something_away(pilot: Pilot, text: str) -> None:
    administrator = pilot.town.staff(Role.ADMINISTRATOR)
    draft = f"{pilot.scheme_text()}\n{text}"
    found = pilot.ask(administrator, "POST", "/schemes/check", {"text": draft}).json()
    assert found["digest"] is None
    assert {problem["article"] for problem in found["problems"]} == {2}
    body = {"text": draft, "reason": "The council decided so."}
    answer = pilot.ask(administrator, "POST", "/proposals", body)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["article"] == 2


def test_a_low_score_takes_no_grant_away(pilot: Pilot) -> None:
    me = pilot.join_with_award()
    grant = pilot.grant(me)
    assert grant.status_code == 201, grant.text
    for _ in range(3):
        pilot.record(1, "administrative-detention")
    pilot.town.clock.advance(days=11)
    headline = pilot.ask(me, "GET", "/me/score").json()
    assert headline["total"] < 600
    (held,) = pilot.ask(me, "GET", "/me/grants").json()["items"]
    assert held["state"] == "running"


def test_a_headline_names_no_place_among_others(pilot: Pilot) -> None:
    me = pilot.join()
    pilot.join()
    for path in ("/me/score", "/me/score/lines", "/me/history", "/me/deeds"):
        words = set(re.findall(r'"(\w+)":', pilot.ask(me, "GET", path).text))
        assert not words & {"rank", "place", "percentile", "position", "of"}


def test_no_grant_is_shortened_in_the_database(pilot: Pilot) -> None:
    pilot.grant(pilot.join_with_award())

    def shorten(tx: Transaction) -> None:
        tx.execute("update perk_grant set until_day = from_day")

    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(shorten)
    assert caught.value.name == "perk_grant_no_update"


def test_a_grant_is_no_officers_to_take_without_a_reason(pilot: Pilot) -> None:
    me = pilot.join_with_award()
    made = pilot.grant(me).json()
    path = f"/residents/{me.subject}/grants/{made['id']}/revoke"
    answer = pilot.ask(pilot.officer("one"), "POST", path, {"reason": " "})
    assert answer.status_code == 422
    assert refused(answer)[1] != "no-participant"
    (held,) = pilot.ask(me, "GET", "/me/grants").json()["items"]
    assert held["state"] == "running"
