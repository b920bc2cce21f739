"""Requests that are well written and yet wrong: facts, versions, parameters and addresses."""

from typing import Any, Final
from urllib.parse import quote

import msgspec
import pytest
from contract.bodies import DEED, DOCUMENT, Sender, senders
from contract.routes import (
    ACCOUNT,
    BATCH,
    CASE,
    CITY,
    FILE,
    OWN_DEED,
    PROPOSAL,
    TABLE,
    Route,
)
from contract.told import faults_of
from furnished import OTHER_CITY, UNKNOWN, Furnished, filled
from httpx import Response
from installation import deed_id, number

DEEDS: Final = ("POST", f"{CITY}/deeds")
STEPS: Final = ("POST", f"{CITY}/deeds/{{deed}}/steps")
STAFF: Final = ("POST", f"{CITY}/staff")
STOCK: Final = ("PUT", f"{CITY}/stock/{{perk}}")
COUNTER: Final = {"role": "counter", "department": None}
PROPOSALS: Final = ("POST", f"{CITY}/proposals")
PART: Final = ("PUT", f"{BATCH}/parts/{{part}}")
ENROL: Final = ("POST", f"{CITY}/enrolments")
GRANTS: Final = ("POST", f"{FILE}/grants")
REVOKING: Final = ("POST", f"{FILE}/grants/{{grant}}/revoke")
OBJECTING: Final = ("POST", f"{OWN_DEED}/objections")
REPAIRING: Final = ("POST", f"{OWN_DEED}/repairs")
DECIDING: Final = ("POST", f"{CASE}/decide")
DISPUTED: Final = {"deed": str(deed_id("own-disputed"))}
PASSWORD_CHANGE: Final = ("PUT", "/api/v1/account/password")
DEMERIT: Final = {"deed_type": "property-fee-arrears", "quantity": None, "unit": None}
AWARD: Final = {"deed_type": "labour-award", "quantity": None, "unit": None}


class Wrong(msgspec.Struct, frozen=True):
    """What is changed of a right request, and what is answered.

    Attributes:
        body: changes of the body.
        path: changes of the path's parameters.
        who: asks instead of who may.
    """

    route: Route
    status: int
    kind: str
    field: str
    body: dict[str, Any] = {}
    path: dict[str, str] = {}
    who: str = ""


FACTS: Final = [
    # Days
    Wrong(DEEDS, 422, "date-in-future", "occurred_on", {"occurred_on": "2027-03-02"}),
    Wrong(DEEDS, 422, "date-in-future", "occurred_on", {"occurred_on": "2099-01-01"}),
    Wrong(DEEDS, 422, "date-out-of-range", "occurred_on", {"occurred_on": "9999-12-31"}),
    Wrong(DEEDS, 422, "date-out-of-range", "occurred_on", {"occurred_on": "0001-01-01"}),
    Wrong(
        DEEDS,
        422,
        "date-in-future",
        "document.issued_on",
        {"document": {**DOCUMENT, "issued_on": "2027-03-02"}},
    ),
    Wrong(STEPS, 422, "day-outside", "on", {"on": "2027-03-02"}),
    Wrong(STEPS, 422, "day-outside", "on", {"on": "2027-02-19"}),
    Wrong(PROPOSALS, 422, "proposal-day", "from_day", {"from_day": "2027-03-01"}),
    Wrong(PROPOSALS, 422, "proposal-day", "from_day", {"from_day": "9999-12-31"}),
    # Deed types, grades, quantities
    Wrong(DEEDS, 422, "deed-type-not-priced", "deed_type", {"deed_type": "jay-walking"}),
    Wrong(DEEDS, 422, "deed-type-not-priced", "deed_type", {"deed_type": ""}),
    Wrong(DEEDS, 422, "grade-missing", "grade", AWARD),
    Wrong(DEEDS, 422, "grade-unknown", "grade", {**AWARD, "grade": "galactic"}),
    Wrong(DEEDS, 422, "grade-unexpected", "grade", {"grade": "national"}),
    Wrong(DEEDS, 422, "quantity-missing", "quantity", {"quantity": None, "unit": None}),
    Wrong(DEEDS, 422, "unit-without-quantity", "unit", {"quantity": None}),
    Wrong(DEEDS, 422, "unit-not-priced", "unit", {"unit": "litres"}),
    Wrong(DEEDS, 422, "number-too-small", "quantity", {"quantity": -1}),
    Wrong(DEEDS, 422, "number-too-large", "quantity", {"quantity": 10**9 + 1}),
    Wrong(DEEDS, 422, "quantity-too-precise", "quantity", {"quantity": 1.2345678}),
    # Other people's matters
    Wrong(DEEDS, 403, "department-not-allowed", "deed_type", DEMERIT),
    Wrong(DEEDS, 403, "department-none", "deed_type", who="officer"),
    Wrong(DEEDS, 403, "city-not-yours", "city", path={"city": OTHER_CITY}),
    Wrong(DEEDS, 403, "role-not-allowed", "authorization", who="resident"),
    Wrong(DEEDS, 404, "no-participant", "number", {"number": number(77)}),
    Wrong(DEEDS, 404, "no-participant", "number", {"number": number(3)}),
    Wrong(DEEDS, 404, "no-participant", "number", {"number": number(4)}),
    Wrong(DEEDS, 404, "no-participant", "number", {"number": "---"}),
    Wrong(DEEDS, 404, "no-participant", "number", {"number": "长城"}),
    Wrong(STEPS, 404, "deed-unknown", "deed", path={"deed": UNKNOWN}),
    Wrong(PART, 404, "not-found", "batch", path={"batch": UNKNOWN}),
    Wrong(PART, 404, "not-found", "batch", who="machine"),
    # Objections and repairs
    Wrong(OBJECTING, 404, "deed-unknown", "deed"),
    Wrong(OBJECTING, 404, "deed-unknown", "deed", path={"deed": UNKNOWN}),
    Wrong(OBJECTING, 409, "objection-made", "deed", path=DISPUTED),
    Wrong(OBJECTING, 409, "id-taken", "id", {"id": str(deed_id("case"))}, DISPUTED),
    Wrong(OBJECTING, 403, "role-not-allowed", "authorization", who="collector"),
    Wrong(REPAIRING, 409, "repair-none", "deed", path=DISPUTED),
    Wrong(REPAIRING, 404, "deed-unknown", "deed"),
    Wrong(DECIDING, 404, "case-unknown", "case", path={"case": UNKNOWN}),
    Wrong(DECIDING, 403, "city-not-yours", "city", path={"city": OTHER_CITY}),
    Wrong(DECIDING, 403, "role-not-allowed", "authorization", who="resident"),
    # Perks; what is refused because of the resident's file is a look at it, and so is stored
    Wrong(GRANTS, 422, "grant-day-passed", "from_day", {"from_day": "2027-02-28"}),
    Wrong(GRANTS, 422, "grant-ends-first", "until_day", {"until_day": "2027-03-01"}),
    Wrong(GRANTS, 422, "grant-too-long", "until_day", {"until_day": "2028-03-02"}),
    Wrong(GRANTS, 422, "perk-unlisted", "perk", {"perk": "moon"}),
    Wrong(GRANTS, 409, "grant-taken", "id", {"id": str(deed_id("grant"))}),
    Wrong(GRANTS, 404, "no-participant", "number", path={"resident": UNKNOWN}),
    Wrong(GRANTS, 403, "role-not-allowed", "authorization", who="collector"),
    Wrong(REVOKING, 404, "grant-unknown", "grant", path={"grant": UNKNOWN}),
    Wrong(REVOKING, 404, "no-participant", "number", path={"resident": UNKNOWN}),
    # Sheets
    Wrong(PART, 422, "row-twice", "rows.2.row", {"rows": [{"row": 1, "deed": DEED}] * 2}),
    Wrong(PART, 422, "number-too-small", "part", path={"part": "0"}),
    Wrong(PART, 422, "number-too-large", "part", path={"part": "1" * 30}),
    # People
    Wrong(ENROL, 422, "number-invalid", "number", {"number": "110101199003070020"}),
    Wrong(ENROL, 422, "too-young", "number", {"number": "11010120200101001X"}),
    Wrong(STAFF, 422, "department-missing", "department", {"department": None}),
    Wrong(STAFF, 422, "no-such-department", "department", {"department": "moon"}),
    Wrong(STAFF, 422, "department-unwanted", "department", {"role": "auditor"}),
    Wrong(STAFF, 422, "provider-missing", "provider", {"role": "counter", "department": None}),
    Wrong(STAFF, 422, "no-such-provider", "provider", {**COUNTER, "provider": "moon"}),
    Wrong(STAFF, 422, "provider-unwanted", "provider", {"provider": "public-car-parks"}),
    Wrong(STAFF, 422, "name-malformed", "name", {"name": "a b"}),
    Wrong(STAFF, 422, "name-malformed", "name", {"name": "..."}),
    Wrong(STAFF, 422, "full-name-malformed", "full_name", {"full_name": "  "}),
    Wrong(STAFF, 422, "full-name-malformed", "full_name", {"full_name": "Li\nNa"}),
    Wrong(STAFF, 422, "full-name-malformed", "full_name", {"full_name": "Li\u200bNa"}),
    Wrong(STAFF, 409, "sign-in-name-taken", "name", {"name": "AUDITOR-ONE"}),
    Wrong(PASSWORD_CHANGE, 422, "password-too-short", "password", {"password": "short"}),
    # Schemes
    Wrong(PROPOSALS, 422, "scheme-one-way", "digest", {"text": None}),
    Wrong(PROPOSALS, 422, "scheme-one-way", "digest", {"digest": "0" * 64}),
    Wrong(PROPOSALS, 404, "not-found", "digest", {"text": None, "digest": "0" * 64}),
    Wrong(PROPOSALS, 422, "key-missing", "city", {"text": None, "scheme": {}}),
    Wrong(PROPOSALS, 422, "not-toml", "line 1", {"text": "[[[["}),
    Wrong(PROPOSALS, 422, "nested-too-deeply", "file", {"text": "a = " + "[" * 50_000}),
]


def send(town: Furnished, wrong: Wrong, sender: Sender, language: str, **headers: str) -> Response:
    who = wrong.who or sender.who
    path = filled(wrong.route[1], {**town.known, **wrong.path})
    sent = {"accept-language": language, **sender.headers, **headers}
    body = msgspec.json.encode({**sender.body, **wrong.body})
    return town.ask(wrong.route[0], path, town.identity(who), headers=sent, body=body)


@pytest.mark.parametrize("wrong", FACTS, ids=lambda wrong: f"{wrong.kind} {wrong.body}"[:60])
def test_a_wrong_fact_is_explained_and_nothing_is_stored(
    either_town: Furnished, wrong: Wrong
) -> None:
    sender = senders(either_town)[wrong.route]
    before = either_town.kept()
    for language in ("en", "zh"):
        answer = send(either_town, wrong, sender, language)
        told = [(each["kind"], each["field"]) for each in answer.json().get("problems", [])]
        assert (answer.status_code, told[:1]) == (wrong.status, [(wrong.kind, wrong.field)])
        assert list(faults_of(answer, language, KNOWN_CODES)) == []
    assert either_town.kept() == before
    assert either_town.client.get("/health").status_code == 200


# Codes of cities, departments, roles, units and grades, which are the same in Chinese.
KNOWN_CODES: Final = {
    *("fuzhou", "resident", "auditor", "collector", "hours", "litres", "moon", "galactic"),
    *("digest", "text", "scheme", "national", "provincial", "city", "county", "jay-walking"),
    *("housing-authority", "civility-office", "property-manager", "civil-affairs"),
    *("youth-league", "community-office", "none", "file", "template"),
    *("road-toll-discount", "public-parking-discount", "vehicle-inspection-desk"),
    *("toll-road-operators", "public-car-parks", "vehicle-inspection-stations"),
    *("government-service-centre",),
    *("simplified-applications", "email", "message"),
}

VERSIONED: Final = [route for route, admitted in TABLE.items() if admitted.status == 428] + [
    ("PUT", ACCOUNT),
    ("POST", f"{PROPOSAL}/refuse"),
    STOCK,
]
VERSIONS: Final = [
    (None, 428, "if-match-missing"),
    ("", 428, "if-match-missing"),
    ("*", 428, "if-match-missing"),
    ("v1", 400, "if-match-malformed"),
    ('W/"v1"', 400, "if-match-malformed"),
    ('"v1", "v2"', 400, "if-match-malformed"),
    ('"v-1"', 400, "if-match-malformed"),
    ('"v1٢"', 400, "if-match-malformed"),
    ('"v' + "9" * 5000 + '"', 400, "if-match-malformed"),
    ('"v2"', 412, "version-stale"),
    ('"v' + "9" * 18 + '"', 412, "version-stale"),
]


def test_every_edit_of_a_version_is_tried(either_town: Furnished) -> None:
    described = either_town.client.get("/api/v1/openapi.json").json()["paths"]
    versioned = {
        (method.upper(), path)
        for path, operations in described.items()
        for method, operation in operations.items()
        for parameter in operation.get("parameters", ())
        if parameter["name"] == "If-Match"
    }
    assert set(VERSIONED) == versioned


@pytest.mark.parametrize("route", VERSIONED, ids=" ".join)
def test_an_edit_without_the_version_that_was_read_changes_nothing(
    either_town: Furnished, route: Route
) -> None:
    sender = senders(either_town).get(route)
    body = None if sender is None else msgspec.json.encode(sender.body)
    path = filled(route[1], either_town.known)
    who = either_town.identity("administrator" if sender is None else sender.who)
    before = either_town.kept()
    for version, status, kind in VERSIONS:
        for language in ("en", "zh"):
            headers: dict[str, Any] = {"accept-language": language}
            if version is not None:
                headers["if-match"] = version.encode()
            answer = either_town.ask(route[0], path, who, headers=headers, body=body)
            assert (answer.status_code, answer.json()["problems"][0]["kind"]) == (status, kind)
            assert answer.json()["problems"][0]["field"] == "if-match"
            assert list(faults_of(answer, language)) == []
    assert either_town.kept() == before


QUERIES: Final = [
    (f"{CITY}/entries", "collector", "limit=0", "number-too-small", "limit"),
    (f"{CITY}/entries", "collector", "limit=201", "number-too-large", "limit"),
    (f"{CITY}/entries", "collector", "limit=" + "9" * 5000, "wrong-type", "limit"),
    (f"{CITY}/entries", "collector", "limit=1e3", "wrong-type", "limit"),
    (f"{CITY}/entries", "collector", "limit=", "wrong-type", "limit"),
    (f"{CITY}/entries", "collector", "limit=%D9%A5", "parameter-unreadable", "limit"),
    (f"{CITY}/entries", "collector", "cursor=x", "cursor-altered", "cursor"),
    (f"{CITY}/entries", "collector", "cursor=%E9%95%BF", "cursor-altered", "cursor"),
    (f"{CITY}/entries", "collector", "cursor=" + "a" * 1001, "text-too-long", "cursor"),
    (f"{CITY}/entries", "collector", "order=department", "not-a-choice", "order"),
    (f"{CITY}/entries", "collector", "state=lost", "not-a-choice", "state"),
    (f"{CITY}/confirmations", "officer", "order=number", "not-a-choice", "order"),
    (f"{CITY}/cases", "officer", "order=made_at", "not-a-choice", "order"),
    (f"{CITY}/cases", "officer", "kind=lost", "not-a-choice", "kind"),
    (f"{CITY}/cases", "officer", "cursor=x", "cursor-altered", "cursor"),
    (f"{CITY}/confirmations", "officer", "direction=" + "a" * 101, "text-too-long", "direction"),
    (f"{CITY}/staff", "auditor", "order=number", "not-a-choice", "order"),
    (f"{CITY}/staff", "auditor", "role=resident", "not-a-choice", "role"),
    (f"{CITY}/staff", "auditor", "disabled=perhaps", "wrong-type", "disabled"),
    (f"{CITY}/staff", "auditor", "search=", "text-too-short", "search"),
    (f"{CITY}/proposals", "auditor", "state=lost", "not-a-choice", "state"),
    (f"{FILE}/score", "officer", "", "parameter-missing", "reason"),
    (f"{FILE}/score", "officer", "reason=", "text-too-short", "reason"),
    (f"{FILE}/score", "officer", "reason=%20%09", "text-blank", "reason"),
    (f"{FILE}/score", "officer", "reason=" + "a" * 501, "text-too-long", "reason"),
    (f"{FILE}/score", "officer", "reason=%00", "address-unreadable", ""),
    (f"{FILE}/score", "officer", "reason=a%E2%80%AEb", "address-unreadable", ""),
    (f"{FILE}/score", "officer", "reason=a%1Bb", "address-unreadable", ""),
    (f"{CITY}/deed-types", "", "department=" + "a" * 101, "text-too-long", "department"),
]


@pytest.mark.parametrize(("path", "who", "query", "kind", "field"), QUERIES)
def test_a_faulty_parameter_is_explained(
    either_town: Furnished, path: str, who: str, query: str, kind: str, field: str
) -> None:
    before = either_town.kept()
    for language in ("en", "zh"):
        answer = either_town.ask(
            "GET",
            f"{filled(path, either_town.known)}?{query}",
            either_town.identity(who) if who else None,
            headers={"accept-language": language},
        )
        told = [(each["kind"], each["field"]) for each in answer.json().get("problems", [])]
        assert (answer.status_code // 100, told) == (4, [(kind, field)])
        assert list(faults_of(answer, language, {*KNOWN_CODES, *CHOICES})) == []
    assert either_town.kept() == before


# Beyond 64 bits, the calendar's ends, digits that are no ASCII, and what is a sign to a database.
EXTREMES: Final = (
    *(str(2**31), str(2**63), str(-(2**63) - 1), "1e308", "0.30000000000000004"),
    *("0001-01-01", "9999-12-31", "9999-12-31T23:59:59-12:00"),
    *("１２３", "𝟙", "%", "_", "\\", "'", "\uffff"),
)


def test_no_parameter_is_beyond_the_service(either_town: Furnished) -> None:
    described = either_town.client.get("/api/v1/openapi.json").json()["paths"]
    tried, failed = 0, []
    for (method, path), admitted in TABLE.items():
        who = min(admitted.roles)
        identity = None if who == "public" else either_town.identity(who)
        for parameter in described.get(path, {}).get(method.lower(), {}).get("parameters", ()):
            for extreme in EXTREMES if (parameter["in"], method) == ("query", "GET") else ():
                asked = f"{admitted.query or '?'}&{parameter['name']}={quote(extreme)}"
                address = filled(path, either_town.known) + asked
                answer = either_town.ask(method, address, identity)
                tried += 1
                if answer.status_code >= 500:
                    failed.append((address, answer.status_code))
    assert tried > 500
    assert failed == []


CHOICES: Final = {
    *("due_on", "objection", "repair", "kind", "suspended"),
    *("recorded_at", "occurred_on", "deed_type", "department", "number", "lost", "search"),
    *("name", "full_name", "role", "made_at"),
    *("awaiting-confirmation", "confirmed", "counts", "annulled"),
    *("collector", "officer", "administrator", "auditor", "counter", "resident"),
    *("open", "approved", "refused", "withdrawn", "reason"),
}
ODD: Final = (
    "%00",
    "%E2%80%AE",
    "%F0%9F%98%80",
    "%ED%A0%80",
    "%FF",
    "..%2F..%2Fetc",
    "'%20or%201=1--",
    "a" * 10_000,
    "9" * 30,
    "%20",
    "-1",
    "1.0",
)


@pytest.mark.parametrize("route", [each for each in TABLE if "{" in each[1]], ids=" ".join)
def test_odd_parts_of_an_address_lead_to_nothing(either_town: Furnished, route: Route) -> None:
    admitted = TABLE[route]
    who = min(admitted.roles)
    identity = None if who == "public" else either_town.identity(who)
    sender = senders(either_town).get(route)
    body = None if sender is None else msgspec.json.encode(sender.body)
    names = [part[1:-1] for part in route[1].split("/") if part.startswith("{")]
    before = either_town.kept()
    for name in names:
        for odd in ODD:
            values = {**either_town.known, "name": "start.js", name: odd}
            path = filled(route[1], values) + admitted.query
            headers = {"accept-language": "zh", "if-match": '"v1"'}
            answer = either_town.ask(route[0], path, identity, headers=headers, body=body)
            assert 400 <= answer.status_code < 500, (path[:200], answer.text)
            assert list(faults_of(answer, "zh", KNOWN_CODES | set(CITIES))) == []
    assert either_town.kept() == before


CITIES: Final = (
    *("fuzhou", "hangzhou", "rongcheng", "suqian", "suzhou", "weihai", "wuhu", "xiamen"),
    *("etc", "or", "a" * 60, "part"),  # of what is sent
)
