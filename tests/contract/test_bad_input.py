"""Bad bodies: a problem that names field and remedy in the caller's language; nothing is stored."""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from contract.bodies import Fault, Sender, field_faults, senders, whole_faults
from contract.routes import CITY, TABLE, Route
from contract.told import faults_of
from furnished import Furnished, filled
from httpx import Response

from backend.clock import stopwatch

BODIED: Final = [
    (method, path)
    for (method, path), admitted in TABLE.items()
    if (method in {"POST", "PUT"} and admitted.status == 422)
    or path.endswith(("/commit", "/what-if"))
]
# What a sheet's row holds is judged row by row: it is noted, and refuses nothing else.
OF_ROWS: Final = ("/parts/{part}", "rows.1.deed")


@pytest.fixture(scope="module")
def described(either_town: Furnished) -> dict[str, Any]:
    found: dict[str, Any] = either_town.client.get("/api/v1/openapi.json").json()
    return found


def send(town: Furnished, route: Route, sender: Sender, content: bytes, **headers: str) -> Response:
    identity = town.identity(sender.who) if sender.who else None
    sent = {"content-type": "application/json", **sender.headers, **headers}
    path = filled(route[1], town.known)
    return town.ask(route[0], path, identity, headers=sent, body=content)


def test_every_route_that_takes_a_body_is_tried(
    either_town: Furnished, described: dict[str, Any]
) -> None:
    taking = {
        (method.upper(), path)
        for path, item in described["paths"].items()
        for method, operation in item.items()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }
    assert taking == set(BODIED) == set(senders(either_town))


@pytest.mark.parametrize("route", BODIED, ids=" ".join)
def test_a_faulty_body_is_explained_in_both_languages_and_nothing_is_stored(
    either_town: Furnished, described: dict[str, Any], route: Route
) -> None:
    town = either_town
    sender = senders(town)[route]
    schema = described["paths"][route[1]][route[0].lower()]["requestBody"]["content"]
    parts = described["components"]["schemas"]
    found = field_faults(schema["application/json"]["schema"], parts, sender.body)
    faults = [*whole_faults(sender.body), *found]
    before = town.kept()
    explained: set[str] = set()
    unexplained = [
        f"{fault.word}: {wrong}"
        for fault in faults
        for wrong in faults_of_answers(town, route, sender, fault, explained)
    ]
    assert len(faults) > 20
    assert unexplained == []
    assert town.kept() == before
    assert town.client.get("/health").status_code == 200


def faults_of_answers(
    town: Furnished, route: Route, sender: Sender, fault: Fault, explained: set[str]
) -> Iterator[str]:
    """What is wrong with how a fault is answered; each kind is asked for in Chinese once."""
    kinds, field = fault.expected
    for language in ("en", "zh"):
        if language == "zh" and kinds in explained:
            return
        answer = send(town, route, sender, fault.content, **{"accept-language": language})
        if answer.status_code != fault.status:
            yield f"{answer.status_code} {answer.text[:500]}"
            return
        yield from faults_of(answer, language, {*sender.body, "nonsense"})
        found = {(each["kind"], each["field"]) for each in answer.json()["problems"]}
        if not found & {(kind, field) for kind in kinds.split("|")}:
            yield f"{found} instead of {fault.expected}"
    explained.add(kinds)


@pytest.mark.parametrize("route", BODIED, ids=" ".join)
def test_a_body_of_another_type_is_refused(either_town: Furnished, route: Route) -> None:
    sender = senders(either_town)[route]
    content = json.dumps(sender.body).encode()
    before = either_town.kept()
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/jsonx",
        "x" * 5000,
    ):
        for language in ("en", "zh"):
            headers = {"content-type": kind, "accept-language": language}
            answer = send(either_town, route, sender, content, **headers)
            assert answer.status_code == 415
            assert list(faults_of(answer, language)) == []
    assert either_town.kept() == before


def test_a_body_of_20_mb_that_does_not_say_its_length_is_refused(either_town: Furnished) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"reason": "'
        for _ in range(200):
            yield b"a" * 100_000

    before = either_town.kept()
    headers = either_town.headers(either_town.identity("officer"))
    answer = either_town.client.post(
        filled("/api/v1/cities/{city}/residents/find", either_town.known),
        content=pieces(),
        headers={**headers, "content-type": "application/json"},
    )
    assert answer.status_code == 413
    assert list(faults_of(answer, "en")) == []
    assert either_town.kept() == before


def test_a_body_that_is_made_to_be_slow_is_answered_at_once(either_town: Furnished) -> None:
    sender = senders(either_town)["POST", f"{CITY}/residents/find"]
    before = either_town.kept()
    for text in (b'\\"' * 95_000, b"\\\\" * 95_000, b'\\":' * 60_000, b'","' * 60_000):
        started = stopwatch()
        content = b'{"number": "' + text + b'", "reason": "' + text + b'"}'
        answer = send(either_town, ("POST", f"{CITY}/residents/find"), sender, content[:199_000])
        assert 400 <= answer.status_code < 500
        whole = b'{"number": "1", "reason": "' + text + b'"}'
        answer = send(either_town, ("POST", f"{CITY}/residents/find"), sender, whole)
        assert answer.status_code in {400, 422}
        # One that is looked through again from each quote takes minutes.
        assert stopwatch() - started < 5
    assert either_town.kept() == before
