"""Everything refused is a problem: its status, its kind, its field, and the caller's language."""

import json
import logging
from io import StringIO
from typing import Any

import msgspec
import pytest
from httpx import Response
from litestar.datastructures import State
from web_app import COLLECTOR, NOON, NUMBER, RESIDENT, App, Thing

from backend.contracts.problems import ProblemDocument
from backend.core.permissions import same_person
from backend.core.problems import ProblemsError
from backend.core.sentences import SENTENCES, TITLES
from backend.core.sentences.web import WEB
from backend.log import configure_logs
from backend.settings import read_settings
from backend.web.problems import PROBLEMS_MAX, STATUS, language_of, status_of

THINGS = "/api/v1/cities/fuzhou/things"
THING = {"name": "gift", "occurred_on": "2027-02-28"}


def with_points(number: str) -> bytes:
    """A body with a number as it is written."""
    return json.dumps(THING).encode()[:-1] + f', "points": {number}}}'.encode()


# A body, the kinds and fields that it is refused with.
BODIES: list[tuple[str, bytes | dict[str, Any], list[tuple[str, str]]]] = [
    ("unknown", {**THING, "nmae": 1}, [("field-unexpected", "nmae")]),
    ("missing", {"name": "gift"}, [("field-missing", "occurred_on")]),
    ("text for a number", {**THING, "points": "many"}, [("wrong-type", "points")]),
    ("number for a text", {**THING, "name": 5}, [("wrong-type", "name")]),
    ("text for true", {**THING, "certain": "true"}, [("wrong-type", "certain")]),
    ("object for a list", {**THING, "parts": {}}, [("wrong-type", "parts")]),
    ("no such day", {**THING, "occurred_on": "2027-02-30"}, [("date-impossible", "occurred_on")]),
    ("no offset", {**THING, "at": "2027-02-28T12:00:00"}, [("moment-impossible", "at")]),
    ("no choice", {**THING, "kind": "other"}, [("not-a-choice", "kind")]),
    ("empty text", {**THING, "name": ""}, [("text-too-short", "name")]),
    ("long text", {**THING, "name": "a" * 21}, [("text-too-long", "name")]),
    ("odd text", {**THING, "name": "Ab"}, [("text-malformed", "name")]),
    ("NUL", {**THING, "note": "a\0"}, [("text-unstorable", "note")]),
    ("blank", {**THING, "reason": " \n"}, [("text-blank", "reason")]),
    ("bell", {**THING, "note": "a\b"}, [("text-unstorable", "note")]),
    ("another order", {**THING, "note": "a\u202eb"}, [("text-unstorable", "note")]),
    ("stated twice", b'{"note": "a", "note": "b"}', [("field-twice", "note")]),
    ("no UUID", {**THING, "deed": "0192-x"}, [("uuid-malformed", "deed")]),
    ("short list", {**THING, "parts": []}, [("list-too-short", "parts")]),
    ("a bound that is not told", {**THING, "share": 0}, [("body-unreadable", "")]),
    ("small number", {**THING, "parts": [{"size": 0}]}, [("number-too-small", "parts.1.size")]),
    ("huge number", {**THING, "parts": [{"size": 10**30}]}, [("number-too-large", "parts.1.size")]),
    ("long list", {**THING, "parts": [{"size": 1}] * 4}, [("list-too-long", "parts")]),
    ("not JSON", b"{'name': 1}", [("body-not-json", "")]),
    ("cut off", b'{"name": "gi', [("body-not-json", "")]),
    ("not UTF-8", b'{"name": "\xff"}', [("body-not-utf8", "")]),
    ("lone surrogate", b'{"name": "\\ud800"}', [("body-not-json", "")]),
    ("nested", b"[" * 9000, [("body-nested", "")]),
    ("a list", b"[]", [("wrong-type", "")]),
    ("nothing", b"", [("body-missing", "")]),
    ("null", b"null", [("wrong-type", "")]),
    ("no such number", {**THING, "points": "NaN"}, [("wrong-type", "points")]),
    ("very large", with_points("1e999999999"), [("number-out-of-range", "points")]),
    ("very fine", with_points("0.12345678901"), [("number-out-of-range", "points")]),
    ("endless", with_points("9" * 5000), [("number-out-of-range", "")]),
    ("too large", b'"' + b"a" * 20_000 + b'"', [("body-too-large", "")]),
    (
        "several",
        {"nmae": 1, "occurred_on": 5, "parts": [{"size": 1}, {"size": "x", "y": 1}]},
        [
            ("field-unexpected", "nmae"),
            ("field-missing", "name"),
            ("wrong-type", "occurred_on"),
            ("field-unexpected", "parts.2.y"),
            ("wrong-type", "parts.2.size"),
        ],
    ),
]


def kinds(answer: Response) -> list[tuple[str, str]]:
    """Kinds and fields of an answer's problems."""
    return [(each["kind"], each["field"]) for each in answer.json()["problems"]]


@pytest.fixture(scope="module")
def app() -> App:
    return App()


def sent(app: App, body: bytes | dict[str, Any], **headers: str) -> Response:
    """The answer to a body."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = app.bearing(COLLECTOR, **{"content-type": "application/json", **headers})
    return app.client.post(THINGS, content=content, headers=given)


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in BODIES])
def test_a_faulty_body_names_every_faulty_field(
    app: App, body: bytes | dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    answer = sent(app, body)
    found = kinds(answer)
    assert set(expected) <= set(found)
    assert answer.status_code == status_of(found[0][0])
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    shown = msgspec.json.decode(answer.content, type=ProblemDocument, strict=True)
    assert shown.type == f"urn:citypoints:problem:{found[0][0]}"
    assert shown.detail == shown.problems[0].detail


def test_a_right_body_is_read_exactly(app: App) -> None:
    body = {**THING, "points": 0.5, "at": NOON.isoformat(), "parts": [{"size": 10}]}
    answer = sent(app, body)
    assert answer.status_code == 201
    assert msgspec.json.decode(answer.content, type=Thing) == msgspec.convert(
        body, Thing, strict=False
    )
    assert answer.json()["points"] == 0.5


def test_a_body_that_is_not_json_is_told_where(app: App) -> None:
    answer = sent(app, b'{"name": "gift",\n "occurred_on": 2027-02-28}')
    assert "line 2, column 21" in answer.json()["detail"]


def test_a_body_with_very_many_faults_is_answered_with_the_first_of_them(app: App) -> None:
    answer = sent(app, {**THING, **{f"x{number}": 1 for number in range(500)}})
    assert len(kinds(answer)) == PROBLEMS_MAX


def test_a_body_of_another_type_is_refused_with_415(app: App) -> None:
    answer = sent(app, b"name=gift", **{"content-type": "application/x-www-form-urlencoded"})
    assert (answer.status_code, kinds(answer)) == (415, [("body-not-accepted", "")])
    assert sent(app, THING, **{"content-type": "application/merge-patch+json"}).status_code == 201


QUERIES = [
    ("limit=0", ("number-too-small", "limit")),
    ("limit=201", ("number-too-large", "limit")),
    ("limit=many", ("wrong-type", "limit")),
    ("limit=" + "9" * 50, ("wrong-type", "limit")),
    ("since_day=2027-02-30", ("date-impossible", "since_day")),
    ("cursor=" + "a" * 1001, ("text-too-long", "cursor")),
    ("cursor=%00", ("address-unreadable", "")),
    ("step=7", ("parameter-unreadable", "step")),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_a_faulty_parameter_is_named(app: App, query: str, expected: tuple[str, str]) -> None:
    answer = app.client.get(f"{THINGS}?{query}", headers=app.bearing(COLLECTOR))
    assert kinds(answer) == [expected]
    assert answer.status_code == status_of(expected[0])


def test_a_missing_parameter_is_named(app: App) -> None:
    others = "/api/v1/cities/fuzhou/others"
    answer = app.client.get(others, headers=app.bearing(COLLECTOR))
    assert kinds(answer) == [("parameter-missing", "kind")]
    answer = app.client.get(f"{others}?kind=x", headers=app.bearing(COLLECTOR))
    assert kinds(answer) == [("not-a-choice", "kind")]


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nowhere", 404, "path-unknown"),
        ("GET", "/api/v1/openapi.yaml", 404, "path-unknown"),
        ("GET", "/api/v1/docs/assets/none.js", 404, "path-unknown"),
        ("PUT", "/api/v1/cities/fuzhou/things/x", 404, "path-unknown"),
        ("DELETE", THINGS, 405, "method-not-allowed"),
        ("TRACE", THINGS, 405, "method-not-allowed"),
    ],
)
def test_the_frameworks_refusals_have_the_same_shape(
    app: App, method: str, path: str, status: int, kind: str
) -> None:
    answer = app.client.request(method, path, headers=app.bearing(COLLECTOR))
    assert (answer.status_code, kinds(answer)) == (status, [(kind, "")])
    assert answer.headers["content-type"] == "application/problem+json"
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize("kind", sorted({*STATUS, *WEB} - {"failure", "method-not-allowed"}))
def test_each_kind_of_refusal_has_its_status_and_a_title(app: App, kind: str) -> None:
    headers = app.bearing(RESIDENT)
    answer = app.client.get(f"/api/v1/me/refused/{kind}", headers=headers)
    assert answer.status_code == STATUS.get(kind, 422)
    assert answer.json()["title"] == TITLES[answer.status_code][0]
    assert answer.json()["problems"][0]["article"] == 3
    if answer.status_code == 401:
        assert answer.headers["www-authenticate"] == "Bearer"
    if answer.status_code in {429, 503}:
        assert int(answer.headers["retry-after"]) > 0


def test_a_request_that_the_framework_cannot_read_is_told_so(app: App) -> None:
    answer = app.client.get("/api/v1/cities", headers={"Host": "a b"})
    assert (answer.status_code, kinds(answer)) == (400, [("request-unreadable", "")])


# Kinds that stand on their own: who may, which version, how often, settings.
ELSEWHERE = {
    *("role-not-allowed", "city-not-yours", "same-person", "not-found"),
    *("path-unknown", "method-not-allowed", "parameter-missing", "request-unreadable"),
    *("if-match-missing", "if-match-malformed", "version-stale", "cursor-altered"),
    *("body-not-accepted", "too-many-requests", "failure", "setting-port", "setting-database-url"),
}


def test_every_kind_of_this_room_has_a_case_here() -> None:
    bodies = {kind for _, _, expected in BODIES for kind, _ in expected}
    assert WEB.keys() - bodies - {expected[0] for _, expected in QUERIES} == ELSEWHERE


def test_every_kind_with_a_status_has_a_sentence() -> None:
    assert STATUS.keys() <= SENTENCES.keys()
    assert set(STATUS.values()) | {422} == set(TITLES)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-Hans-CN", "zh"),
        ("en;q=0.5, zh;q=0.6", "zh"),
        ("fr, de;q=0.9", "en"),
        ("zh;q=0, en", "en"),
        ("zh;q=0", "en"),
        ("*", "en"),
        ("zh;q=high", "en"),
        ("ZH", "zh"),
        (",;=,,zh", "zh"),
        ("x" * 100_000 + ",zh", "en"),
    ],
)
def test_the_language_is_the_heaviest_that_we_speak(accepted: str, expected: str) -> None:
    assert language_of(accepted) == expected


def test_a_problem_speaks_the_callers_language(app: App) -> None:
    answer = app.client.get("/nowhere", headers={"Accept-Language": "zh-CN,en;q=0.5"})
    assert answer.headers["content-language"] == "zh"
    assert answer.headers["vary"] == "accept-language"
    assert answer.json()["title"] == "未找到"
    assert answer.json()["detail"].endswith("。")


@pytest.fixture
def lines() -> Any:
    """What is logged meanwhile."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = StringIO()
    configure_logs("INFO", stream)
    # That of the test's own client, which tells what it asks.
    client = logging.getLogger("httpx")
    client.disabled = True
    yield stream
    client.disabled = False
    root.handlers[:] = before
    root.setLevel(level)


def test_a_failure_tells_its_number_and_nothing_else(app: App, lines: StringIO) -> None:
    headers = app.bearing(RESIDENT)
    answer = app.client.get(f"/api/v1/me/failure/{NUMBER}", headers=headers)
    assert answer.status_code == 500
    number = answer.headers["x-request-id"]
    assert number in answer.json()["detail"]
    assert "LookupError" not in answer.text
    logged = lines.getvalue()
    failure = next(json.loads(line) for line in logged.splitlines() if "failure" in line)
    assert failure["failure"] == number
    assert [each["kind"] for each in failure["errors"]] == [
        "builtins.LookupError",
        "builtins.ValueError",
    ]
    assert any("web_app.py" in place for place in failure["errors"][0]["at"])
    assert NUMBER not in logged


def test_an_answer_that_cannot_be_written_is_a_failure_too(app: App, lines: StringIO) -> None:
    answer = app.client.get("/api/v1/broken")
    assert (answer.status_code, kinds(answer)) == (500, [("failure", "")])
    assert "object" not in answer.text
    assert answer.headers["x-request-id"] in lines.getvalue()


def test_a_lost_database_is_worth_another_try(app: App, lines: StringIO) -> None:
    answer = app.client.get("/api/v1/me/away", headers=app.bearing(RESIDENT))
    assert (answer.status_code, kinds(answer)) == (503, [("storage-away", "")])
    assert answer.headers["retry-after"] == "5"
    assert "AwayError" in lines.getvalue()
    assert NUMBER not in lines.getvalue() + answer.text


def test_the_log_of_requests_holds_the_route_and_never_what_was_sent(
    app: App, lines: StringIO
) -> None:
    headers = app.bearing(COLLECTOR, Cookie=f"c={NUMBER}")
    app.client.post(f"{THINGS}?q={NUMBER}", json={**THING, "name": NUMBER}, headers=headers)
    app.client.post("/api/v1/sign-in", json={"name": "ann", "password": NUMBER})
    app.client.get(f"/{NUMBER}")
    logged = lines.getvalue()
    found = [json.loads(line) for line in logged.splitlines()]
    mine = [line for line in found if line["logger"] == "citypoints.access"]
    assert [(line["method"], line["route"], line["status"]) for line in mine] == [
        ("POST", "/api/v1/cities/{city}/things", 422),
        ("POST", "/api/v1/sign-in", 201),
        ("GET", "unmatched", 404),
    ]
    assert all(line["milliseconds"] >= 0 and line["request"] for line in mine)
    assert NUMBER not in logged
    assert headers["Authorization"][7:] not in logged


def test_a_message_of_a_library_is_one_line_of_json_without_its_error_text(
    lines: StringIO,
) -> None:
    try:
        {"": 0}[NUMBER]
    except KeyError:
        logging.getLogger("uvicorn.error").exception("went wrong\nbadly")
    (line,) = lines.getvalue().splitlines()
    assert json.loads(line)["message"] == "went wrong\nbadly"
    assert json.loads(line)["errors"][0]["kind"] == "builtins.KeyError"
    assert NUMBER not in line
    assert logging.getLogger("uvicorn.access").disabled


def test_one_person_may_not_do_both_steps() -> None:
    assert same_person("a", "b") is None
    problem = same_person("a", "a")
    assert problem is not None
    assert (problem.kind, problem.article) == ("same-person", 3)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("CITYPOINTS_PORT", "80x", "setting-port"),
        ("CITYPOINTS_PORT", "65536", "setting-port"),
        ("CITYPOINTS_DATABASE_URL", "mysql://x", "setting-database-url"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, text: str, kind: str) -> None:
    with pytest.raises(ProblemsError, match=r"\. ") as error:
        read_settings({name: text})
    assert [(each.kind, each.key) for each in error.value.problems] == [(kind, name)]


def test_the_state_reaches_the_handlers(app: App) -> None:
    assert isinstance(app.service.state, State)
    assert "throttle" in app.service.state
