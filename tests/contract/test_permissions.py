"""Every route, asked by everybody: own and other city, own and other resident.

The table in `routes` says who may. A route that is not in it fails here.
"""

import re
from typing import Any, Final

import pytest
from contract.routes import TABLE, Admitted, Route
from furnished import CITY, OTHER_CITY, PEOPLE, UNKNOWN, Furnished, filled
from httpx import Response
from litestar.routes import HTTPRoute

from backend.core.permissions import Identity

# What a resident's own routes name: of another's, they answer as of what is not there.
OF_THEIR_OWN: Final = ("deed", "case", "evidence", "notice", "channel", "pass_id")
# A body that is none: who may not is refused before anybody looks at it.
BROKEN: Final = b'{"number": \xff'
EMPTY: Final = b"{}"


def routes_of(town: Furnished) -> set[Route]:
    """Every method and path of the application, but for the framework's own OPTIONS."""
    return {
        (method, route.path_format or "/")
        for route in town.client.app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if method != "OPTIONS"
    }


def paths_of(town: Furnished, route: Route, city: str) -> list[tuple[str, str]]:
    """A route's path for each resident it may name, with that resident's word."""
    path, admitted = route[1], TABLE[route]
    values = {**town.known, "city": city, "name": "start.js"}
    values |= dict.fromkeys(admitted.absent, UNKNOWN)
    if city == OTHER_CITY and "digest" in path and "public" in admitted.roles:
        values["digest"] = town.client.get(f"/api/v1/cities/{city}").json()["scheme"]
    words = town.residents if "{resident}" in path else {"": ""}
    return [
        (word, filled(path, {**values, "resident": subject or values["resident"]}) + admitted.query)
        for word, subject in words.items()
    ]


def ask(
    town: Furnished, route: Route, path: str, identity: Identity | None, body: bytes = EMPTY
) -> Response:
    """A request, with a body where the method has one."""
    has_body = route[0] in {"POST", "PUT"}
    return town.ask(route[0], path, identity, body=body if has_body else None)


def kind_of(answer: Response) -> str:
    return str(answer.json()["problems"][0]["kind"])


def told(answer: Response) -> tuple[int, str]:
    """Status and kind of a refusal, which is a problem document."""
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, kind_of(answer)


def test_every_route_stands_in_the_table_and_nothing_else_does(town_here: Furnished) -> None:
    assert routes_of(town_here) == set(TABLE)


def test_everybody_is_somebody_in_the_table() -> None:
    named = {who for admitted in TABLE.values() for who in admitted.roles}
    assert named == {*PEOPLE, "public"}


@pytest.mark.parametrize("route", TABLE, ids=" ".join)
def test_a_role_may_do_what_the_table_says_in_its_own_city_only(
    town_here: Furnished, route: Route
) -> None:
    admitted = TABLE[route]
    for who in PEOPLE:
        for at in (CITY, OTHER_CITY):
            for word, path in paths_of(town_here, route, at):
                expect(town_here, route, path, who, admitted, is_own=at == CITY, word=word)


def expect(
    town: Furnished,
    route: Route,
    path: str,
    who: str,
    admitted: Admitted,
    *,
    is_own: bool,
    word: str,
) -> None:
    """Ask as one of the city `CITY`, and compare with the table."""
    asked = (who, route, path)
    identity = town.identity(who)
    may = admitted.roles & {who, "public"}
    is_named = "{city}" in route[1]
    if not may:
        for body in (BROKEN, EMPTY):
            assert told(ask(town, route, path, identity, body)) == (403, "role-not-allowed"), asked
    elif "public" not in may and is_named and not is_own:
        for body in (BROKEN, EMPTY):
            assert told(ask(town, route, path, identity, body)) == (403, "city-not-yours"), asked
    else:
        answer = ask(town, route, path, identity)
        # A body is read before anybody is looked for.
        is_nobody = word in {"invited", "abroad", "unknown"} and admitted.status != 422
        expected = 404 if is_nobody else admitted.status
        assert answer.status_code == expected, (asked, answer.text)


@pytest.mark.parametrize("route", TABLE, ids=" ".join)
def test_nobody_passes_without_a_token_that_holds(town_here: Furnished, route: Route) -> None:
    admitted = TABLE[route]
    for at in (CITY, OTHER_CITY):
        for _, path in paths_of(town_here, route, at):
            for kind, header in nameless(town_here).items():
                headers = {"authorization": header} if header else {}
                has_body = route[0] in {"POST", "PUT"}
                is_open = "public" in admitted.roles
                for body in (EMPTY,) if is_open else (BROKEN, EMPTY):
                    answer = town_here.ask(
                        route[0], path, None, headers=headers, body=body if has_body else None
                    )
                    if is_open:
                        assert answer.status_code == admitted.status, (route, kind, answer.text)
                    else:
                        assert told(answer) == (401, kind), (route, answer.text)
                        assert answer.headers["www-authenticate"] == "Bearer"


def nameless(town: Furnished) -> dict[str, str | None]:
    """The header Authorization by the kind of problem that it meets."""
    revoked = town.token_revoked()
    expired = town.token_expired()
    return {
        "token-missing": None,
        "token-invalid": "Bearer a.b.c",
        "token-expired": expired,
        "token-revoked": revoked,
    }


@pytest.mark.parametrize("route", TABLE, ids=" ".join)
def test_other_methods_of_a_route_let_nobody_else_in(town_here: Furnished, route: Route) -> None:
    path = paths_of(town_here, route, CITY)[0][1]
    is_open = any("public" in TABLE[each].roles for each in TABLE if each[1] == route[1])
    answer = town_here.client.options(path)
    assert answer.status_code == (204 if is_open else 401)
    if route[0] == "GET":
        for who in PEOPLE:
            identity = town_here.identity(who)
            head = town_here.ask("HEAD", path, identity)
            assert head.status_code == town_here.ask("GET", path, identity).status_code
            assert head.content == b""
    offered = {method for method, other in TABLE if other == route[1]}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - offered:
        found = town_here.ask(method, path, town_here.identity("administrator"))
        assert told(found) == (405, "method-not-allowed")


def test_what_a_resident_may_use_names_no_resident() -> None:
    for (_, path), admitted in TABLE.items():
        if "resident" in admitted.roles:
            assert set(re.findall(r"{(\w+)}", path)) <= {"city", *OF_THEIR_OWN}, path


@pytest.mark.parametrize(
    "part", ["score", "score/lines", "history", "deeds", "grants", "consent", "../account"]
)
def test_a_resident_reads_their_own_whatever_they_add(town_here: Furnished, part: str) -> None:
    own, other = (town_here.identity("resident", subject=word) for word in ("own", "other"))
    path = f"/api/v1/me/{part}".replace("me/../", "")
    mine, theirs = (town_here.ask("GET", path, each) for each in (own, other))
    assert mine.status_code == theirs.status_code == 200
    subject = town_here.residents["other"]
    added: dict[str, Any] = {
        "params": dict.fromkeys(("resident", "subject", "account", "number", "sub"), subject),
        "headers": {"x-subject": subject, "x-forwarded-user": subject, "cookie": f"s={subject}"},
    }
    again = town_here.ask("GET", path, own, **added)
    assert again.text == mine.text
    if part != "consent":
        assert mine.text != theirs.text
    # Neither may be told the other's answer because it has the other's tag.
    if tag := theirs.headers.get("etag"):
        tagged = town_here.ask("GET", path, own, headers={"if-none-match": tag})
        assert tagged.status_code == 200


def test_who_is_not_let_in_is_told_what_to_do_in_their_language(town_here: Furnished) -> None:
    path = f"/api/v1/cities/{CITY}/overview"
    for who, at, words in [
        ("resident", CITY, ("Ask someone whose role allows it.", "请由有相应权限的人员办理。")),
        ("officer", OTHER_CITY, ("Name your own city.", "请使用您所属的城市。")),
    ]:
        for language, sentence in zip(("en", "zh"), words, strict=True):
            answer = town_here.ask(
                "GET",
                path.replace(CITY, at),
                town_here.identity(who),
                headers={"accept-language": language},
            )
            assert sentence in answer.json()["detail"]
