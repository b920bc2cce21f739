"""What everybody can read of cities and schemes, and check for themselves."""

import hashlib
import json
from typing import Any

from council import CITY, Council, refused
from installation import document

NEXT_WEEK = "2027-03-08"


def deed_types(council: Council, query: str = "") -> dict[str, dict[str, Any]]:
    answer = council.client.get(f"{CITY}/deed-types{query}")
    assert answer.status_code == 200, answer.text
    return {entry["code"]: entry for entry in answer.json()["deed_types"]}


def test_anyone_can_recompute_the_digest_from_the_answer_alone(council: Council) -> None:
    council.switch()
    for digest in (council.first, council.second):
        shown = council.client.get(f"{CITY}/schemes/{digest}").json()
        assert hashlib.sha256(shown["canonical"].encode()).hexdigest() == digest
        stated = json.loads(shown["canonical"])
        # What is shown is what is digested, and any program writes it the same.
        again = json.dumps(stated, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert again == shown["canonical"]
        assert stated["scheme"]["title_en"] == shown["title_en"]
        assert [float(band["from"]) for band in stated["scheme"]["band"]] == [
            band["from"] for band in shown["bands"]
        ]
        codes = [rule["code"] for rule in shown["rules"] if rule["code"] is not None]
        assert codes == [rule["deed_type"] for rule in stated["scheme"]["rule"]]
        assert sorted(codes) == [entry["code"] for entry in stated["catalogue"]["deed_types"]]


def test_a_city_tells_what_it_asks_consent_for_without_a_token(council: Council) -> None:
    city = council.client.get(CITY).json()
    assert city["purpose_zh"].startswith("在海贝分试点中")
    assert (city["contact"], city["minimum_age"]) == ("credit-office@weihai.example", 18)
    listed = council.client.get("/api/v1/cities").json()["cities"]
    assert [(each["code"], each["scheme"]) for each in listed] == [("weihai", council.first)]
    unknown = council.client.get("/api/v1/cities/atlantis")
    assert refused(unknown) == (404, "no-such-city")
    assert "weihai" in unknown.json()["detail"]


def test_past_schemes_stay_readable_and_proposed_ones_are_not_public(council: Council) -> None:
    path = f"{CITY}/schemes/{council.second}"
    assert refused(council.client.get(path)) == (404, "not-found")
    assert council.read(f"{CITY}/versions/{council.second}")["scheme"]["digest"] == council.second
    council.switch(from_day=NEXT_WEEK)
    assert refused(council.client.get(path)) == (404, "not-found")
    council.town.clock.advance(days=7)
    assert council.client.get(path).status_code == 200
    assert council.client.get(f"{CITY}/schemes/{council.first}").status_code == 200
    shown = council.client.get(f"{CITY}/schemes").json()["periods"]
    assert [(each["digest"], each["until_at"]) for each in shown] == [
        (council.second, None),
        (council.first, "2027-03-07T16:00:00Z"),
    ]
    assert refused(council.client.get(f"{CITY}/schemes/{'0' * 64}")) == (404, "not-found")


def test_phones_poll_by_etag_until_the_scheme_changes(council: Council) -> None:
    for path in ("/scheme", "/deed-types", "/schemes", ""):
        first = council.client.get(f"{CITY}{path}")
        tag = {"if-none-match": first.headers["etag"]}
        again = council.client.get(f"{CITY}{path}", headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        assert first.headers["cache-control"] == "public, no-cache"
        chinese = council.client.get(f"{CITY}{path}", headers={**tag, "accept-language": "zh-CN"})
        assert chinese.status_code == (200 if path == "/scheme" else 304)
    tag = {"if-none-match": council.client.get(f"{CITY}/scheme").headers["etag"]}
    council.switch()
    moved = council.client.get(f"{CITY}/scheme", headers=tag)
    assert (moved.status_code, moved.json()["digest"]) == (200, council.second)


def test_a_scheme_speaks_the_callers_language(council: Council) -> None:
    said = {
        language: council.client.get(
            f"{CITY}/scheme", headers={"accept-language": language}
        ).json()["rules"][0]["price_text"]
        for language in ("en", "zh")
    }
    assert said == {"en": "direct grade D", "zh": "直接判为“D级”"}


def test_deed_types_say_what_entering_them_needs(council: Council) -> None:
    found = deed_types(council)
    blood, volunteering = found["blood-donation"], found["volunteering"]
    assert (blood["document"], blood["needs_quantity"]) == ("optional", False)
    assert (blood["price_en"], blood["price_zh"]) == ("+10 each", "每件 +10")
    assert (volunteering["units"], volunteering["needs_quantity"]) == (["hours"], True)
    assert volunteering["document"] == "or-second-person"
    demerits = [entry for entry in found.values() if entry["direction"] == "demerit"]
    assert {entry["document"] for entry in demerits} == {"required"}
    assert all(entry["law_en"] for entry in demerits)
    assert found["unperformed-judgment"]["ongoing"]
    graded = [entry for entry in found.values() if entry["needs_grade"]]
    assert graded
    assert all(entry["grades"] for entry in graded)


def test_every_deed_type_can_be_entered_as_it_says(council: Council) -> None:
    council.town.join(1)
    for place, entry in enumerate(deed_types(council).values()):
        facts: dict[str, Any] = {}
        if entry["needs_grade"]:
            facts["grade"] = entry["grades"][-1]
        if entry["needs_quantity"]:
            facts["quantity"] = 20
        if entry["document"] == "required":
            facts["document"] = document()
        if entry["written_account"]:
            facts["account"] = "What happened."
        receipt = council.town.log(1, entry["code"], f"deed {place}", **facts)
        if entry["document"] == "optional":
            assert receipt.state == "counts", entry["code"]


def test_deed_types_are_told_for_one_department(council: Council) -> None:
    found = deed_types(council)
    department = found["unperformed-judgment"]["departments"][0]
    own = deed_types(council, f"?department={department}")
    assert own == {
        code: entry for code, entry in found.items() if department in entry["departments"]
    }
    assert deed_types(council, "?department=nobody") == {}
    answer = council.client.get(f"{CITY}/deed-types?department={department}").json()
    assert department in [entry["code"] for entry in answer["departments"]]


def test_a_difference_names_each_field_that_changes(council: Council) -> None:
    path = f"{CITY}/schemes/{council.first}/difference/{council.second}"
    found = council.read(path)
    assert (found["before"], found["after"]) == (council.first, council.second)
    bands = [each for each in found["changes"] if each["section"] == "band"]
    assert bands[0]["fields"] == [{"field": "from", "before": 1050, "after": 1150}]
    assert found["reordered"] == []
    same = council.read(f"{CITY}/schemes/{council.first}/difference/{council.first}")
    assert same["changes"] == []
    missing = council.ask("GET", f"{CITY}/schemes/{council.first}/difference/{'0' * 64}")
    assert refused(missing) == (404, "not-found")
    assert council.client.get(path).status_code == 401


def test_versions_are_listed_in_pages(council: Council) -> None:
    page = council.read(f"{CITY}/versions?limit=1")
    rest = council.read(f"{CITY}/versions?limit=1&cursor={page['next']}")
    found = [each["digest"] for each in page["items"] + rest["items"]]
    assert sorted(found) == sorted([council.first, council.second])
    assert rest["next"] is None
