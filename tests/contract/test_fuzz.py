"""Every operation, tried with what its description allows and with what it does not.

The service never fails, answers as it is described, and explains what it refuses.
"""

import json
import os
from collections.abc import Iterator
from typing import Any, Final

import pytest
from contract.bodies import senders
from contract.routes import TABLE, Route
from contract.told import faults_of
from furnished import Furnished
from httpx import Response
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from backend.core.permissions import Identity
from backend.web.guard import OF_ITSELF

schemathesis = pytest.importorskip(
    "schemathesis", reason="schemathesis is not installed: pip install 'citypoints[test]'"
)

# Of a body with a long text; it is said of what is shown where a case fails.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning"
)
# How many cases of each operation, by database and profile; those of "deep" are left to chance.
CASES: Final = {
    "default": {"sqlite": 5, "postgresql": 2},
    "ci": {"sqlite": 80, "postgresql": 20},
    "deep": {"sqlite": 500, "postgresql": 200},
}[os.environ.get("HYPOTHESIS_PROFILE", "default")]
OPERATIONS: Final = [route for route in TABLE if route not in OF_ITSELF]
# Parts of addresses that are routes of their own, and no ids.
WORDS: Final = {part for _, path in TABLE for part in path.split("/") if "{" not in part}
BASE: Final = "http://testserver.local"
ZH_EN: Final = ("zh", "en")
# Who asks; the officer belongs to a department, and so may also enter deeds.
WHO: Final = ("resident", "officer", "administrator")
# What the description says itself: a request that keeps to it is never refused for one of these.
DESCRIBED: Final = frozenset(
    {
        *("body-missing", "body-not-json", "body-not-utf8", "body-not-accepted", "body-unreadable"),
        *("field-missing", "field-unexpected", "field-twice", "wrong-type", "not-a-choice"),
        *("number-too-small", "number-too-large", "text-too-short", "text-too-long"),
        *("text-malformed", "uuid-malformed", "date-impossible", "list-too-long"),
        *("parameter-missing", "parameter-unreadable", "request-unreadable", "path-unknown"),
        *("method-not-allowed", "if-match-missing", "if-match-malformed"),
    }
)


class Interface:
    """The operations as the application's own document describes them."""

    def __init__(self, town: Furnished) -> None:
        """Read the document."""
        described = town.client.get("/api/v1/openapi.json").json()
        schema = schemathesis.openapi.from_dict(described)
        # Whose token a request carries is said here, and unknown parameters are let be.
        schema.config.generation.update(with_security_parameters=False)
        schema.config.generation.allow_extra_parameters = False
        schema.config.checks.negative_data_rejection.expected_statuses = ["4xx"]
        found = (each.ok() for each in schema.get_all_operations())
        self.operations = {each.label: each for each in found}
        self.town = town
        self.bodies = {route: sender.body for route, sender in senders(town).items()}

    def cases(self, route: Route) -> st.SearchStrategy[Any]:
        """Requests for this route: right and wrong ones, for what is there and for anything."""
        operation = self.operations[" ".join(route)]
        modes = schemathesis.GenerationMode
        known = {
            name: value for name, value in self.town.known.items() if f"{{{name}}}" in route[1]
        }
        kinds = [operation.as_strategy(modes.POSITIVE, path_parameters=known)]
        if operation.body or operation.query or operation.headers:
            kinds.append(operation.as_strategy(modes.NEGATIVE, path_parameters=known))
        if route in self.bodies:
            right = {"body": self.bodies[route], "path_parameters": known}
            kinds.append(operation.as_strategy(modes.POSITIVE, **right))
        if known:
            kinds.append(operation.as_strategy(modes.POSITIVE))
        return st.one_of(kinds)


@pytest.fixture(scope="module")
def interface(either_town: Furnished) -> Interface:
    return Interface(either_town)


def test_every_operation_is_tried(interface: Interface) -> None:
    assert set(interface.operations) == {" ".join(route) for route in OPERATIONS}


@pytest.mark.parametrize("route", OPERATIONS, ids=" ".join)
def test_an_operation_answers_as_described_whatever_it_is_asked(
    interface: Interface, route: Route
) -> None:
    town = interface.town

    @settings(
        max_examples=CASES[town.town.desk.database.dialect],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=interface.cases(route), who=st.sampled_from(WHO), language=st.sampled_from(ZH_EN))
    def try_it(case: Any, who: str, language: str) -> None:
        assume(not WORDS.intersection(map(str, case.path_parameters.values())))
        answer = send(town, case, asking(town, route, who), language)
        case.validate_response(answer, checks=checks())
        if answer.status_code >= 400:
            assert not [*unexplained(answer, language)]
            told = {each["kind"] for each in answer.json()["problems"]}
            if case.meta.generation.mode.is_positive and not is_whole_in_decimals(case.body):
                assert not told & DESCRIBED, answer.text

    try_it()
    assert town.client.get("/health").status_code == 200


def is_whole_in_decimals(body: Any) -> bool:
    """True for a body with `1.0`: whole for a schema, and refused by us, who ask for `1`."""
    if isinstance(body, float):
        return body.is_integer()
    parts = body.values() if isinstance(body, dict) else body if isinstance(body, list) else ()
    return any(map(is_whole_in_decimals, parts))


def unexplained(answer: Response, language: str) -> Iterator[str]:
    """What is wrong with a refusal; what was sent is repeated in it, in whatever language."""
    for fault in faults_of(answer, language):
        is_repeated = fault.startswith("English") or (
            fault.startswith("another language") and language == "en"
        )
        if not is_repeated:
            yield fault


def checks() -> list[Any]:
    """What holds of every answer."""
    found = schemathesis.checks
    described = schemathesis.specs.openapi.checks
    return [
        found.not_a_server_error,
        described.status_code_conformance,
        described.content_type_conformance,
        described.response_headers_conformance,
        described.response_schema_conformance,
        described.negative_data_rejection,
    ]


def asking(town: Furnished, route: Route, who: str) -> Identity:
    """Who asks. A resident who leaves for good is another one each time."""
    if who == "officer":
        return town.officer_of_department()
    if who == "resident" and route == ("DELETE", "/api/v1/me/consent"):
        return town.newcomer()
    return town.identity(who)


def send(town: Furnished, case: Any, identity: Identity, language: str) -> Response:
    """A generated request, as somebody's."""
    asked = case.as_transport_kwargs(base_url=BASE)
    headers = {name.lower(): _raw(value) for name, value in asked["headers"].items()}
    headers["accept-language"] = language.encode()
    if "json" in asked:
        asked["data"] = json.dumps(asked["json"]).encode()
    return town.ask(
        asked["method"],
        asked["url"],
        identity,
        headers=headers,
        params=asked.get("params"),
        body=asked.get("data"),
    )


def _raw(value: str) -> bytes:
    return value.encode("latin-1", errors="replace")
