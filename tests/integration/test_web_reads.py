"""Conditional reads and edits, pages of lists, and the headers of every answer."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_app import COLLECTOR, CURSORS, PUBLIC, RESIDENT, App

from backend.core.problems import ProblemsError
from backend.web.cursors import Cursors

SCORE = "/api/v1/me/score"
THINGS = "/api/v1/cities/fuzhou/things"


@pytest.fixture(scope="module")
def app() -> App:
    return App()


def test_a_read_has_an_etag_and_is_not_sent_twice(app: App) -> None:
    first = app.client.get(SCORE, headers=app.bearing(RESIDENT))
    assert first.headers["etag"] == '"v7"'
    assert first.json() == {"account": "r-1", "total": 612.5}
    headers = app.bearing(RESIDENT, **{"If-None-Match": first.headers["etag"]})
    again = app.client.get(SCORE, headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "x-content-type-options"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ('"v7"', 304),
        ('W/"v7"', 304),
        ("*", 304),
        ('"v6", "v7"', 304),
        ('"v6",W/"v7" , "v8"', 304),
        ('"v6"', 200),
        ('"v70"', 200),
        ("v7", 200),
        ('"v7', 200),
        ("", 200),
    ],
)
def test_if_none_match_is_compared_weakly_and_as_a_list(app: App, named: str, status: int) -> None:
    headers = app.bearing(RESIDENT, **{"If-None-Match": named})
    assert app.client.get(SCORE, headers=headers).status_code == status


def test_several_lines_of_if_none_match_are_one_list(app: App) -> None:
    headers = [*app.bearing(RESIDENT).items(), ("If-None-Match", '"a"'), ("If-None-Match", '"v7"')]
    assert app.client.get(SCORE, headers=headers).status_code == 304


@pytest.mark.parametrize(
    ("named", "status", "kind"),
    [
        (None, 428, "if-match-missing"),
        ("", 428, "if-match-missing"),
        ("*", 428, "if-match-missing"),
        ('"v2"', 412, "version-stale"),
        ('"v4"', 412, "version-stale"),
        ('W/"v3"', 400, "if-match-malformed"),
        ('"v3", "v4"', 400, "if-match-malformed"),
        ("v3", 400, "if-match-malformed"),
        (f'"v{"9" * 40}"', 400, "if-match-malformed"),
        ('"v3"', 200, None),
    ],
)
def test_an_edit_names_the_version_that_it_is_meant_for(
    app: App, named: str | None, status: int, kind: str | None
) -> None:
    headers = app.bearing(COLLECTOR) | ({} if named is None else {"If-Match": named})
    answer = app.client.put(f"{THINGS}/1", json={"size": 5}, headers=headers)
    assert answer.status_code == status
    if kind is not None:
        assert [(each["kind"], each["field"]) for each in answer.json()["problems"]] == [
            (kind, "if-match")
        ]
    if named == "*":
        assert 'or is "*". Send the ETag' in answer.json()["problems"][0]["detail"]


def pages(app: App, limit: int) -> Iterator[list[int]]:
    """All pages of the list."""
    cursor = ""
    while True:
        query = f"limit={limit}{cursor}"
        page = app.client.get(f"{THINGS}?{query}", headers=app.bearing(COLLECTOR)).json()
        yield [item["size"] for item in page["items"]]
        if page["next"] is None:
            return
        cursor = f"&cursor={page['next']}"


def test_pages_follow_each_other_without_a_gap(app: App) -> None:
    assert list(pages(app, 4)) == [[1, 2, 3, 4], [5, 6, 7, 8], [9]]
    assert list(pages(app, 9)) == [list(range(1, 10))]
    assert list(pages(app, 3))[-1] == [7, 8, 9]


def test_a_page_has_50_entries_if_nothing_is_said(app: App) -> None:
    answer = app.client.get(THINGS, headers=app.bearing(COLLECTOR))
    assert answer.json()["next"] is None


@given(st.text(max_size=60))
def test_a_cursor_that_nobody_gave_out_is_refused(text: str) -> None:
    with pytest.raises(ProblemsError) as error:
        CURSORS.read("things", text, tuple[int])
    assert [(each.kind, each.key) for each in error.value.problems] == [
        ("cursor-altered", "cursor")
    ]


def test_an_altered_cursor_is_refused() -> None:
    cursor = CURSORS.write("things", (5, "a"))
    assert CURSORS.read("things", cursor, tuple[int, str]) == (5, "a")
    sealed = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place in range(len(sealed)):
        sealed[place] ^= 1
        altered = base64.urlsafe_b64encode(bytes(sealed)).decode().rstrip("=")
        sealed[place] ^= 1
        with pytest.raises(ProblemsError):
            CURSORS.read("things", altered, tuple[int, str])


@pytest.mark.parametrize(
    ("listing", "kind", "key"),
    [("others", tuple[int], b"c"), ("things", tuple[str], b"c"), ("things", tuple[int], b"d")],
)
def test_a_cursor_serves_its_own_list_only(listing: str, kind: Any, key: bytes) -> None:
    cursor = Cursors(b"c" * 32).write("things", (5,))
    with pytest.raises(ProblemsError):
        Cursors(key * 32).read(listing, cursor, kind)


@pytest.mark.parametrize("path", ["/nowhere", SCORE, "/api/v1/cities", "/health", "/api/v1/docs"])
def test_every_answer_says_how_it_may_be_used(app: App, path: str) -> None:
    headers = app.client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-request-id"]
    assert "strict-transport-security" not in headers


def test_answers_are_kept_by_nobody_unless_they_say_so(app: App) -> None:
    bearer = app.bearing(RESIDENT)
    plain = app.client.get("/api/v1/me/plain", headers=bearer)
    assert plain.headers.get_list("cache-control") == ["no-store"]
    signed_in = app.client.post("/api/v1/sign-in", json={"name": "ann", "password": "x"})
    assert signed_in.headers["cache-control"] == "no-store"
    scored = app.client.get(SCORE, headers=bearer)
    assert scored.headers.get_list("cache-control") == ["private, no-cache"]
    cities = app.client.get("/api/v1/cities")
    assert cities.headers["cache-control"] == "public, no-cache"
    assert app.client.get(SCORE).headers["cache-control"] == "no-store"


def test_each_request_has_its_own_number(app: App) -> None:
    numbers = {app.client.get("/health").headers["x-request-id"] for _ in range(20)}
    assert len(numbers) == 20
    assert ("GET", "/health") in PUBLIC
