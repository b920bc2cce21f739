"""The interface's description: complete, valid, and true of the application that serves it."""

import json
import re
from typing import Any, Final

import pytest
from contract.bodies import senders
from contract.routes import TABLE, Route
from contract.told import faults_of
from furnished import Furnished, filled
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from backend.web.guard import OF_ITSELF

DOCUMENT: Final = "/api/v1/openapi.json"
DESCRIBED: Final = [route for route in TABLE if route not in OF_ITSELF]
PROBLEM: Final = "#/components/schemas/ProblemDocument"
# What may be wrong with an example of a right form: it tells of nobody and nothing that is there.
OF_FACTS: Final = frozenset({401, 403, 404, 409, 412})


@pytest.fixture(scope="module")
def described(town_here: Furnished) -> dict[str, Any]:
    answer = town_here.client.get(DOCUMENT)
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json"
    found: dict[str, Any] = answer.json()
    return found


def operation_of(described: dict[str, Any], route: Route) -> dict[str, Any]:
    method, path = route
    found: dict[str, Any] = described["paths"][path][method.lower()]
    return found


def validator(described: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Of a schema that refers to the document's components."""
    resource: Resource[Any] = DRAFT202012.create_resource(described)
    registry: Registry[Any] = Registry().with_resource("urn:document", resource)
    text = json.dumps(schema).replace('"#/', '"urn:document#/')
    return Draft202012Validator(json.loads(text), registry=registry)


def test_the_document_is_openapi_3_1_without_a_fault(described: Any) -> None:
    assert described["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_every_operation_is_described_and_nothing_else_is(described: dict[str, Any]) -> None:
    found = {(method.upper(), path) for path, item in described["paths"].items() for method in item}
    assert found == set(DESCRIBED)
    names = [operation_of(described, route)["operationId"] for route in DESCRIBED]
    assert len(set(names)) == len(names)


def test_who_reads_a_reason_is_said_of_each(described: dict[str, Any]) -> None:
    """Residents read why a grant was made; why there are more places is read by the office."""
    schemas = described["components"]["schemas"]
    of_grant, of_stock = (
        schemas[name]["properties"]["reason"]["description"] for name in ("NewGrant", "SetStock")
    )
    assert "the resident can read it" in of_grant
    assert "officers and administrators can read it" in of_stock


@pytest.mark.parametrize("route", DESCRIBED, ids=" ".join)
def test_an_operation_says_what_it_does_and_who_may(
    described: dict[str, Any], route: Route
) -> None:
    operation = operation_of(described, route)
    assert re.fullmatch(r"[a-z][a-z_]+", operation["operationId"])
    assert re.fullmatch(r"[A-Z].{6,100}[^.]", operation["summary"]), operation["summary"]
    assert operation["description"].endswith(".")
    assert operation["tags"]
    assert all(tag[0].isupper() for tag in operation["tags"])
    is_public = "public" in TABLE[route].roles
    assert operation["security"] == ([] if is_public else [{"bearer": []}])
    assert ("x-permission" in operation) != is_public
    assert ("401" in operation["responses"] and "403" in operation["responses"]) or is_public
    in_path = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "path"}
    assert in_path == set(re.findall(r"{(\w+)}", route[1]))
    for each in operation.get("parameters", ()):
        assert each["in"] == "path" or each["required"] or each["description"], each["name"]


@pytest.mark.parametrize("route", DESCRIBED, ids=" ".join)
def test_every_problem_that_is_described_is_one(described: dict[str, Any], route: Route) -> None:
    operation = operation_of(described, route)
    expected = {"400", "429", "500", "503"}
    if "requestBody" in operation:
        expected |= {"413", "415", "422"}
    if any(each["name"] == "If-Match" for each in operation.get("parameters", ())):
        expected |= {"412", "428"}
    if "{" in route[1]:
        expected |= {"404"}
    assert expected <= operation["responses"].keys()
    assert any(status.startswith("2") for status in operation["responses"])
    for status, answer in operation["responses"].items():
        if int(status) < 400:
            assert answer["description"]
            continue
        ((media_type, content),) = answer["content"].items()
        assert (media_type, content["schema"]) == ("application/problem+json", {"$ref": PROBLEM})
        example = content["example"]
        assert (example["status"], example["title"]) == (int(status), answer["description"])
        assert list(validator(described, content["schema"]).iter_errors(example)) == []


BODIED: Final = [
    route
    for route, admitted in TABLE.items()
    if route[0] in {"POST", "PUT"}
    and (admitted.status == 422 or route[1].endswith(("/commit", "/what-if")))
]


@pytest.mark.parametrize("route", BODIED, ids=" ".join)
def test_an_example_of_a_body_is_one_that_can_be_sent(
    town_here: Furnished, described: dict[str, Any], route: Route
) -> None:
    body = operation_of(described, route)["requestBody"]
    assert body["required"]
    content = body["content"]["application/json"]
    examples = [each["value"] for each in content["examples"].values()]
    assert examples
    sender = senders(town_here)[route]
    for example in examples:
        assert example
        assert list(validator(described, content["schema"]).iter_errors(example)) == []
        answer = town_here.ask(
            route[0],
            filled(route[1], town_here.known),
            town_here.identity(sender.who) if sender.who else None,
            headers=sender.headers,
            body=json.dumps(example).encode(),
        )
        if answer.status_code >= 400:
            assert answer.status_code in OF_FACTS, answer.text
            assert list(faults_of(answer, "en")) == []


def test_every_field_of_a_body_has_its_bounds(described: dict[str, Any]) -> None:
    taken: set[str] = set()
    for route in BODIED:
        schema = operation_of(described, route)["requestBody"]["content"]["application/json"]
        _take(described["components"]["schemas"], schema["schema"], taken)
    for name in taken:
        schema = described["components"]["schemas"][name]
        assert schema["additionalProperties"] is False, name
        assert schema["description"], name
        for field, kind in schema["properties"].items():
            for each in kind.get("anyOf", [kind]):
                bounds = {
                    "string": {"maxLength", "format", "enum", "pattern"},
                    "integer": {"maximum"},
                    "number": {"maximum"},
                    "array": {"maxItems"},
                }.get(each.get("type"))
                assert bounds is None or bounds & each.keys(), f"{name}.{field}"


def _take(components: dict[str, Any], schema: Any, taken: set[str]) -> None:
    """Every component that a schema refers to."""
    if isinstance(schema, dict):
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        if name and name not in taken:
            taken.add(name)
            _take(components, components[name], taken)
        for each in schema.values():
            _take(components, each, taken)
    elif isinstance(schema, list):
        for each in schema:
            _take(components, each, taken)


def test_the_pages_load_from_the_application_alone(town_here: Furnished) -> None:
    page = town_here.client.get("/api/v1/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert town_here.client.get("/api/v1").text == page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy.replace("https", "http").replace("'self'", "")
    assert not re.search(r"(?:https?:)?//", page.text)
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(loaded) >= 4
    for path in loaded:
        answer = town_here.client.get(path)
        assert answer.status_code == 200, path
        assert answer.content
    start = town_here.client.get("/api/v1/docs/assets/start.js").text
    assert f'"{DOCUMENT}"' in start
    assert not re.search(r"(?:https?:)?//", start)
    style = town_here.client.get("/api/v1/docs/assets/swagger-ui.css").text
    assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", style)


def test_the_document_names_no_other_server(described: dict[str, Any]) -> None:
    assert described["servers"] == [{"url": "/"}]
    assert not re.search(r"https?://", json.dumps(described))
