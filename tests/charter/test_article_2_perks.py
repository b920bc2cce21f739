"""Article 2, attacked: perks never penalties. Nothing takes away, publishes, ranks or lists people.

Attacks through perks and bands in city files are in `test_words.py`.
"""

import base64
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from charter.pilot import API, Pilot, refused
from httpx import Response
from installation import document, number

from backend.core.permissions import Identity, Role
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


# ---- At the counter --------------------------------------------------------

# Whatever is drawn anew for each pass and each booking: ids, codes, signatures.
DRAWN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32}|[0-9A-Z]{5}-[0-9A-Z]{5}|[\w-]{86}"
)
EXCELLENT = ("youth-award", "culture-sports-award", "tourism-award")


def excellent(pilot: Pilot) -> Identity:
    """A resident of the best band; what `good` opens is open to them with the same amount."""
    place = pilot.new_place()
    me = pilot.resident(pilot.town.join(place))
    for kind in EXCELLENT:
        by = pilot.collector(kind, kind)
        facts: dict[str, Any] = {"grade": "national", "document": document(), "by": by}
        pilot.town.log(place, kind, f"{kind} of {place}", **facts)
    return me


def seen_at_the_counter(pilot: Pilot, me: Identity) -> list[str]:
    """Every byte that a counter can obtain while a resident stands there, but what is drawn."""
    counter = pilot.town.counter("public-car-parks")
    shown = pilot.ask_pass(me).json()
    header, claims, signature = shown["token"].split(".")
    opened = [base64.urlsafe_b64decode(f"{part}==").decode() for part in (header, claims)]
    word = pilot.new_id()
    booked = pilot.book(shown["token"], counter, word)
    assert booked.status_code == 201, booked.text
    listed = pilot.ask(counter, "GET", "/redemptions")
    own = [item for item in listed.json()["items"] if item["id"] == word]
    answers = [
        booked,
        pilot.book(shown["token"], counter, word),
        pilot.book(shown["token"], counter),
        pilot.book(shown["code"], counter),
        pilot.ask(counter, "POST", f"/redemptions/{word}/return"),
        pilot.ask(counter, "POST", f"/redemptions/{word}/reverse", {"reason": "Scanned twice"}),
        pilot.ask(counter, "GET", "/counter"),
        pilot.ask(counter, "GET", "/keys"),
        *tried(pilot, counter, me),
    ]
    bodies = [f"{each.status_code} {each.text} {told_by(each)}" for each in answers]
    texts = [*opened, str(len(claims)), signature, json.dumps(own), *bodies]
    return [DRAWN.sub("*", text) for text in texts]


def tried(pilot: Pilot, counter: Identity, me: Identity) -> list[Response]:
    """What a counter is answered that asks for people."""
    paths = [f"/residents/{me.subject}/{part}?reason=curious" for part in ("score", "perks")]
    find = {"number": number(1), "reason": "curious"}
    return [
        *(pilot.ask(counter, "GET", path) for path in (*paths, "/take-up", "/second-uses")),
        pilot.ask(counter, "POST", "/residents/find", find),
    ]


def told_by(answer: Response) -> list[tuple[str, str]]:
    """The headers, but for the number of the request."""
    return [(name, value) for name, value in answer.headers.items() if name != "x-request-id"]


def test_a_counter_learns_nothing_but_the_perk(pilot: Pilot) -> None:
    good, better = pilot.join_with_award(), excellent(pilot)
    bands = [pilot.ask(me, "GET", "/me/score").json()["band"] for me in (good, better)]
    assert bands == ["good", "excellent"]
    first = seen_at_the_counter(pilot, good)
    assert seen_at_the_counter(pilot, better) == first
    everything = " ".join(first)
    for word in (str(good.subject), "excellent", "band", "score", "650", "subject", "Resident"):
        assert word not in everything, word


def test_two_passes_of_one_person_share_no_more_than_those_of_two(pilot: Pilot) -> None:
    one, other = pilot.join_with_award(), pilot.join_with_award()
    shown = [pilot.ask_pass(me).json() for me in (one, one, other)]
    for key in ("id", "code", "token"):
        assert len({each[key] for each in shown}) == 3
    claims = [
        json.loads(base64.urlsafe_b64decode(f"{each['token'].split('.')[1]}==")) for each in shown
    ]
    for first, second in ((claims[0], claims[1]), (claims[0], claims[2])):
        same = {key for key in first if first[key] == second[key]}
        assert same == set(first) - {"jti"}


def test_using_a_perk_or_being_refused_one_has_no_consequence(pilot: Pilot) -> None:
    me = pilot.join_with_award()

    def standing() -> list[str]:
        parts = ("score", "score/lines", "history", "deeds", "notices")
        return [pilot.ask(me, "GET", f"/me/{part}").text for part in parts]

    before = standing()
    token = pilot.ask_pass(me).json()["token"]
    assert pilot.book(token).status_code == 201
    assert pilot.book(token).status_code == 409
    assert pilot.ask_pass(me, "road-toll-discount").status_code == 409
    assert pilot.ask_pass(me, "free-kindergarten").status_code == 422
    assert pilot.book("7KQ2M-9XD4H").status_code in {404, 409, 422}
    assert standing() == before


def test_a_band_below_loses_nothing_that_was_taken(pilot: Pilot) -> None:
    me = pilot.join_with_award()
    assert pilot.book(pilot.ask_pass(me).json()["token"]).status_code == 201
    used = pilot.ask(me, "GET", "/me/redemptions").json()
    for _ in range(3):
        pilot.record(1, "administrative-detention")
    pilot.town.clock.advance(days=11)
    assert pilot.ask(me, "GET", "/me/score").json()["band"] == "basic"
    assert pilot.ask(me, "GET", "/me/redemptions").json() == used
    assert pilot.ask_pass(me).status_code == 409


def test_a_pass_outlives_a_band_that_falls_in_its_five_minutes(pilot: Pilot) -> None:
    me = pilot.join_with_award()
    pilot.record(1, "administrative-detention")
    # A minute before midnight in China, when the band falls.
    pilot.town.clock.advance(days=9, hours=11, minutes=59)
    token = pilot.ask_pass(me).json()["token"]
    pilot.town.clock.advance(minutes=2)
    assert pilot.ask(me, "GET", "/me/score").json()["band"] == "standard"
    assert pilot.book(token).status_code == 201
    assert pilot.ask_pass(me).status_code == 409


def test_whoever_counts_on_a_grant_is_told_and_keeps_it_through_the_notice(pilot: Pilot) -> None:
    me = pilot.join_with_award()
    grant = pilot.grant(me).json()["id"]
    pilot.record(1, "administrative-detention")
    pilot.town.clock.advance(days=11)
    path = f"/residents/{me.subject}/grants/{grant}/revoke"
    ended = pilot.ask(pilot.officer("one"), "POST", path, {"reason": "The programme ends"}).json()
    assert ended["ends_on"] == str(pilot.today() + timedelta(days=10))
    pilot.town.clock.advance(days=10)
    token = pilot.ask_pass(me).json()["token"]
    assert pilot.book(token).status_code == 201
    pilot.town.clock.advance(days=1)
    assert refused(pilot.ask_pass(me)) == (409, "perk-not-open")


@pytest.mark.parametrize(
    "statement",
    [
        "update redemption_holder set subject = 'another'",
        "update perk_pass set amount = '1000'",
        "update redemption set taken_at = 0",
    ],
)
def test_the_database_keeps_what_was_taken(pilot: Pilot, statement: str) -> None:
    me = pilot.join_with_award()
    assert pilot.book(pilot.ask_pass(me).json()["token"]).status_code == 201
    with pytest.raises(ConflictError) as caught:
        pilot.town.desk.database.write_now(lambda tx: tx.execute(statement))
    assert caught.value.name.endswith("_no_update")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RESIDENT])
def test_nobody_of_the_staff_reads_what_a_resident_uses(pilot: Pilot, role: Role) -> None:
    me = pilot.join_with_award()
    assert pilot.book(pilot.ask_pass(me).json()["token"]).status_code == 201
    for path in ("/me/perks", "/me/redemptions", "/me/passes"):
        assert pilot.ask(pilot.town.staff(role), "GET", path).status_code in {403, 405}
    for part in ("redemptions", "passes"):
        path = f"/residents/{me.subject}/{part}?reason=curious"
        assert pilot.ask(pilot.town.staff(role), "GET", path).status_code == 404


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
