"""The interface's description and pages, metrics and health."""

import asyncio
import re
from typing import Any

import pytest
from openapi_spec_validator import validate
from web_app import COLLECTOR, NUMBER, PUBLIC, RESIDENT, App

DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture(scope="module")
def app() -> App:
    return App()


@pytest.fixture(scope="module")
def described(app: App) -> dict[str, Any]:
    answer = app.client.get(DOCUMENT)
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json"
    document: dict[str, Any] = answer.json()
    return document


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation."""
    return [
        (method.upper(), path, operation)
        for path, item in described["paths"].items()
        for method, operation in item.items()
    ]


def test_the_description_is_valid_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    document: Any = described
    validate(document)


def test_every_operation_says_which_problems_it_answers(described: dict[str, Any]) -> None:
    for method, path, operation in operations(described):
        answers = operation["responses"]
        expected = {"429", "500", "503"}
        if (method, path) not in PUBLIC:
            expected |= {"401", "403"}
        if "{" in path:
            expected |= {"404", "422"}
        if method != "GET":
            expected |= {"404", "409", "422"}
        if operation.get("requestBody"):
            expected |= {"400", "413", "415"}
        assert expected <= answers.keys(), (method, path)
        for status in (each for each in answers if int(each) >= 400):
            (media_type, content), *rest = answers[status]["content"].items()
            assert (media_type, rest) == ("application/problem+json", [])
            assert content["schema"] == {"$ref": "#/components/schemas/ProblemDocument"}
            assert content["example"]["status"] == int(status)
            assert content["example"]["problems"]


def test_an_edit_says_that_it_needs_a_version(described: dict[str, Any]) -> None:
    edit = described["paths"]["/api/v1/cities/{city}/things/{number}"]["put"]
    assert {"412", "428"} <= edit["responses"].keys()
    assert [each["name"] for each in edit["parameters"] if each["in"] == "header"] == ["If-Match"]
    read = described["paths"]["/api/v1/me/score"]["get"]
    assert "304" in read["responses"]
    assert [each["name"] for each in read["parameters"]] == ["If-None-Match"]


def test_bodies_and_answers_are_described_as_they_are(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    thing = schemas["Thing"]
    assert thing["additionalProperties"] is False
    assert thing["properties"]["parts"]["items"] == {"$ref": "#/components/schemas/Part"}
    assert thing["properties"]["points"]["anyOf"] == [{"type": "number"}, {"type": "null"}]
    page = described["paths"]["/api/v1/cities/{city}/things"]["get"]["responses"]["200"]
    name = page["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert schemas[name]["description"] == "Some entries of a list."
    assert schemas[name]["properties"]["next"]["description"].startswith("the cursor")
    score = described["paths"]["/api/v1/me/score"]["get"]["responses"]["200"]
    assert score["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Score"}


def test_a_handlers_own_example_is_shown(described: dict[str, Any]) -> None:
    edit = described["paths"]["/api/v1/cities/{city}/things/{number}"]["put"]
    body = edit["requestBody"]["content"]["application/json"]
    assert body["examples"] == {"1": {"value": {"size": 2}}}
    assert body["schema"] == {"$ref": "#/components/schemas/Part"}


def test_every_operation_has_a_name_a_tag_and_says_who_may_use_it(
    described: dict[str, Any],
) -> None:
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(set(names)) == len(names)
    for method, path, operation in operations(described):
        assert operation["tags"]
        is_public = (method, path) in PUBLIC
        assert operation["security"] == ([] if is_public else [{"bearer": []}])
        assert ("x-permission" in operation) != is_public
    cities = described["paths"]["/api/v1/cities"]["get"]
    assert (cities["summary"], cities["description"]) == (
        "The cities",
        "Their codes, in no particular order.",
    )
    assert described["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


def test_the_pages_load_nothing_from_elsewhere(app: App) -> None:
    page = app.client.get("/api/v1/docs")
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "'unsafe" not in policy
    assert "http" not in policy
    assert not re.search(r"(?:https?:)?//", page.text)
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(loaded) >= 4
    for path in loaded:
        answer = app.client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["x-content-type-options"] == "nosniff"
    start = app.client.get("/api/v1/docs/assets/start.js")
    assert start.headers["content-type"].startswith("text/javascript")
    assert not re.search(r"(?:https?:)?//", start.text)
    assert "validatorUrl: null" in start.text
    assert app.client.get("/api/v1").text == page.text


def test_the_pages_files_are_kept_by_browsers(app: App) -> None:
    path = "/api/v1/docs/assets/swagger-ui.css"
    first = app.client.get(path)
    assert first.headers["content-type"].startswith("text/css")
    assert "max-age" in first.headers["cache-control"]
    again = app.client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_metrics_count_by_route_and_hold_nothing_of_a_request(app: App) -> None:
    bearer = app.bearing(RESIDENT)
    app.client.get(f"/api/v1/me/failure/{NUMBER}", headers=bearer)
    app.client.get(f"/{NUMBER}?token={NUMBER}")
    app.client.request("SECRET", "/api/v1/cities")
    app.client.get("/api/v1/me/score", headers=bearer)
    answer = app.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    name = "citypoints_request_seconds_count"
    for labels in (
        'method="GET",route="/api/v1/me/failure/{number}",status="500"',
        'method="GET",route="unmatched",status="404"',
        'method="OTHER",route="unmatched",status="405"',
        'method="GET",route="/api/v1/me/score",status="200"',
    ):
        assert re.search(
            rf"^{name}{re.escape('{' + labels + '}')} [1-9]", answer.text, re.MULTILINE
        )
    assert NUMBER not in answer.text
    assert bearer["Authorization"][7:] not in answer.text
    assert "process_cpu_seconds_total" in answer.text


def test_health_is_well_only_if_every_part_is() -> None:
    assert App().client.get("/health").json() == {
        "status": "ok",
        "parts": {"database": "ok", "writer": "ok"},
    }

    async def ill() -> dict[str, str]:
        return {"database": "ok", "writer": "has not answered for 5 seconds"}

    answer = App(check=ill).client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
    assert answer.json()["parts"]["writer"] == "has not answered for 5 seconds"


def test_health_says_so_if_the_check_itself_fails_or_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def breaks() -> dict[str, str]:
        raise ConnectionError(NUMBER)

    async def hangs() -> dict[str, str]:
        await asyncio.sleep(60)
        return {}

    answer = App(check=breaks).client.get("/health")
    assert answer.status_code == 503
    assert NUMBER not in answer.text
    monkeypatch.setattr("backend.web.health.CHECK_SECONDS_MAX", 0.01)
    assert App(check=hangs).client.get("/health").status_code == 503


def test_requests_of_many_callers_are_not_mixed_up(app: App) -> None:
    found = [
        app.client.get("/api/v1/me/score", headers=app.bearing(RESIDENT)).json()["account"],
        app.client.get("/api/v1/me/score", headers=app.bearing(COLLECTOR)).status_code,
    ]
    assert found == ["r-1", 403]
