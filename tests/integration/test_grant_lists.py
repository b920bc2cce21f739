"""Perks that are granted to a list: looked at before, granted once, revoked; nobody is told of."""

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from granting import (
    PARKING,
    TODAY,
    Client,
    Facts,
    good,
    grant,
    grants,
    leave,
    log_of,
    me,
    refused,
    stored,
)
from httpx import Response
from installation import Town, deed_id, document, number, run
from litestar.testing import TestClient

from backend.app import create_app
from backend.contracts.perks import GrantList, GrantListView, RevokedList
from backend.core.permissions import Identity, Role
from backend.services.grant_list import grant_list, revoke_list
from backend.services.leave import come_back
from backend.storage.logs import entries
from backend.web.throttle import Allowance, Allowances, Throttle

LISTS = "/api/v1/cities/fuzhou/grants"


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


def send(
    town: Town,
    client: Client,
    *numbers: str,
    path: str = "",
    by: Identity | None = None,
    language: str = "en",
    **facts: Any,
) -> Response:
    """Send a list."""
    body = {
        "id": str(deed_id("list")),
        "perk": PARKING,
        "from_day": str(TODAY),
        "until_day": "2027-08-31",
        "reason": "Volunteers of the year",
        "numbers": [*numbers],
        **facts,
    }
    headers = {**town.token(by or town.officer()), "accept-language": language}
    return client.post(f"{LISTS}{path}", json=body, headers=headers)


def preview(town: Town, client: Client, *numbers: str, **facts: Any) -> Response:
    """Look at what a list would do."""
    return send(town, client, *numbers, path="/preview", **facts)


def revoke_all(town: Town, client: Client, word: str = "list") -> Response:
    """Revoke a list."""
    path = f"{LISTS}/{deed_id(word)}/revoke"
    body = {"reason": "The programme ends"}
    return client.post(path, json=body, headers=town.token(town.officer()))


def kinds(answer: Response) -> list[str | None]:
    """What became of each row."""
    assert answer.is_success, answer.text
    rows = answer.json()["rows"]
    assert [row["row"] for row in rows] == [*range(1, len(rows) + 1)]
    return [None if row["problem"] is None else row["problem"]["kind"] for row in rows]


def actions(town: Town, subject: str) -> list[str]:
    return [each.action for each in log_of(town, subject)]


def test_a_list_is_looked_at_and_then_granted_row_by_row(town: Town, client: Client) -> None:
    subject, _, other = good(town, 1), town.join(2), good(town, 3)
    assert grant(town, client, other, word="before").is_success
    numbers = [number(1), number(2), number(3), number(1), number(9), "no number"]
    expected = [
        None,
        "perk-not-open",
        "perk-granted",
        "grant-list-twice",
        "no-participant",
        "no-participant",
    ]
    looked = preview(town, client, *numbers)
    assert kinds(looked) == expected
    assert (looked.json()["granted"], len(stored(town))) == (1, 1)
    answer = send(town, client, *numbers)
    assert (answer.status_code, kinds(answer)) == (201, expected)
    assert answer.json() == looked.json()
    (shown,) = grants(town, client, subject)
    assert (shown["list"], shown["state"]) == (str(deed_id("list")), "running")
    assert (shown["reason"], shown["value"]["amount"]) == ("Volunteers of the year", 20)
    told = me(town, client, subject, "notices").json()["items"]
    assert "perk-granted" in {each["kind"] for each in told}


@pytest.mark.parametrize(("language", "said"), [("en", "row 1"), ("zh", "第 1 行")])
def test_each_row_says_why_in_the_officers_language(
    town: Town, client: Client, language: str, said: str
) -> None:
    good(town, 1)
    rows = preview(town, client, number(1), number(1), language=language).json()["rows"]
    assert said in rows[1]["problem"]["detail"]


def test_a_look_at_a_list_is_a_look_at_every_file_on_it(town: Town, client: Client) -> None:
    subject, low = good(town, 1), town.join(2)
    known = {each: len(actions(town, each)) for each in (subject, low)}
    preview(town, client, number(1), number(2))
    for each in (subject, low):
        assert actions(town, each)[known[each] :] == ["file.read"]
        looks = me(town, client, each, "looks").json()["items"]
        assert looks[0]["reason"] == "Volunteers of the year"


def test_nobody_can_tell_who_does_not_take_part_from_a_number_that_nobody_has(
    town: Town, client: Client
) -> None:
    town.invite(1)
    leave(town, client, good(town, 2))
    leave(town, client, good(town, 3), "?at_once=true")
    numbers = [number(place) for place in (1, 2, 3, 9)]
    before = len(everything(town))
    for answer in (preview(town, client, *numbers), send(town, client, *numbers)):
        rows = answer.json()["rows"]
        assert len({str(row["problem"]) for row in rows}) == 1
        assert rows[0]["problem"]["kind"] == "no-participant"
    assert stored(town) == []
    # Each is in the log, and none of them says of whom.
    added = [(each.action, each.subject) for each in everything(town)[: -before or None]]
    assert added == [("file.sought", None)] * 8


def everything(town: Town) -> list[Any]:
    return town.desk.database.read_now(lambda tx: entries(tx, town.city, None, 1000))


def test_a_list_that_is_sent_again_grants_nothing_twice(town: Town, client: Client) -> None:
    good(town, 1), good(town, 2)
    first = send(town, client, number(1), number(2))
    town.clock.advance(days=1)
    again = send(town, client, number(1), number(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert len(stored(town)) == 2


def test_a_list_that_broke_off_goes_on_where_it_is_sent_again(town: Town, client: Client) -> None:
    subject, later = good(town, 1), town.join(2)
    assert kinds(send(town, client, number(1), number(2))) == [None, "perk-not-open"]
    town.log(2, "labour-award", "award-2", grade="national", document=document())
    assert kinds(send(town, client, number(1), number(2))) == [None, None]
    assert [len(grants(town, client, each)) for each in (subject, later)] == [1, 1]


def test_a_list_of_another_content_is_refused_whole(town: Town, client: Client) -> None:
    good(town, 1), good(town, 2)
    send(town, client, number(1))
    changes: list[Facts] = [
        {"reason": "Another reason"},
        {"until_day": "2027-08-30"},
        {"numbers": [number(1), number(2)]},
    ]
    for change in changes:
        for path in ("", "/preview"):
            answer = send(town, client, number(1), path=path, **change)
            assert refused(answer) == (409, "grant-list-taken")
    assert len(stored(town)) == 1


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"from_day": "2027-02-28"}, "grant-day-passed"),
        ({"until_day": "2028-03-02"}, "grant-too-long"),
        ({"perk": "free-kindergarten"}, "perk-unlisted"),
    ],
)
def test_what_is_wrong_for_all_is_said_once(
    town: Town, client: Client, facts: Facts, kind: str
) -> None:
    good(town, 1)
    for path in ("", "/preview"):
        assert refused(send(town, client, number(1), path=path, **facts)) == (422, kind)
    assert stored(town) == []


def test_a_member_of_the_staff_on_their_own_list_is_left_out(town: Town, client: Client) -> None:
    good(town, 1), good(town, 2)
    officer = town.officer()
    town.desk.keys.link_staff(town.city, officer.account, number(1))
    for answer in (
        preview(town, client, number(1), number(2)),
        send(town, client, number(1), number(2)),
    ):
        assert kinds(answer) == ["own-file", None]
    assert len(stored(town)) == 1


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.COUNTER])
def test_only_officers_send_lists(town: Town, client: Client, role: Role) -> None:
    by = town.staff(role, department="court")
    for path in ("", "/preview"):
        answer = send(town, client, number(1), path=path, by=by)
        assert refused(answer) == (403, "role-not-allowed")


def test_a_list_is_revoked_with_notice_and_once(town: Town, client: Client) -> None:
    subject, leaver, over = good(town, 1), good(town, 2), good(town, 3)
    send(town, client, number(1), number(2), number(3))
    town.clock.advance(days=1)
    leave(town, client, leaver)
    (granted,) = grants(town, client, over)
    path = f"/api/v1/cities/fuzhou/residents/{over}/grants/{granted['id']}/revoke"
    assert client.post(
        path, json={"reason": "Asked for it"}, headers=town.token(town.officer())
    ).is_success
    assert revoke_all(town, client).json() == {"revoked": 1, "over": 2}
    (shown,) = grants(town, client, subject)
    assert (shown["state"], shown["ends_on"]) == ("revoked", "2027-03-12")
    assert shown["revoke_reason"] == "The programme ends"
    assert revoke_all(town, client).json() == {"revoked": 0, "over": 3}
    assert actions(town, subject).count("perk.revoked") == 1


@pytest.mark.parametrize("days", [0, 1])
def test_a_list_that_was_revoked_grants_nothing_more(town: Town, client: Client, days: int) -> None:
    good(town, 1)
    town.join(2)
    numbers = [number(1), number(2)]
    assert kinds(send(town, client, *numbers)) == [None, "perk-not-open"]
    town.clock.advance(days=days)
    assert revoke_all(town, client).json()["revoked"] == 1
    # Who was refused before could have it now.
    town.log(2, "labour-award", "award-2", grade="national", document=document())
    before = stored(town)
    for answer in (preview(town, client, *numbers), send(town, client, *numbers)):
        assert refused(answer) == (409, "grant-list-revoked")
        assert "make a new list" in answer.json()["detail"]
    assert stored(town) == before
    town.clock.advance(days=30)
    again = send(
        town, client, *numbers, id=str(deed_id("new")), from_day=str(town.clock.now())[:10]
    )
    assert (again.status_code, again.json()["granted"]) == (201, 2)


def test_a_list_that_is_revoked_while_it_is_sent_grants_nothing_more(
    town: Town, client: Client
) -> None:
    amount = 120
    good(town, 1)
    for place in range(2, amount + 1):
        town.join(place)
    numbers = tuple(number(place) for place in range(1, amount + 1))
    assert send(town, client, *numbers).json()["granted"] == 1
    town.desk.database.write_now(lambda tx: tx.execute("update score set band = 'good'"))
    body = GrantList(
        id=deed_id("list"),
        perk=PARKING,
        from_day=TODAY,
        until_day=date(2027, 8, 31),
        reason="Volunteers of the year",
        numbers=numbers,
    )
    officer, now = town.officer(), town.clock.now()

    async def both() -> tuple[tuple[GrantListView, bool], RevokedList]:
        return await asyncio.gather(
            grant_list(town.desk, officer, body, "en", now),
            revoke_list(town.desk, officer, body.id, "A mistake", now),
        )

    (sent, _), revoked = run(both())
    assert sent.granted + revoked.revoked >= 1
    left = town.desk.database.read_now(
        lambda tx: tx.rows("select id from perk_grant where revoked_at is null")
    )
    assert left == []
    told = {row.problem.kind for row in sent.rows if row.problem is not None}
    assert told == {"grant-list-revoked"}


def test_what_ended_by_leaving_counts_no_more_and_keeps_nobody_from_the_list(
    town: Town, client: Client
) -> None:
    leaver = good(town, 1)
    town.join(2)
    numbers = [number(1), number(2)]
    assert kinds(send(town, client, *numbers)) == [None, "perk-not-open"]
    town.clock.advance(minutes=1)
    leave(town, client, leaver)
    town.log(2, "labour-award", "award-2", grade="national", document=document())
    assert kinds(send(town, client, *numbers)) == ["no-participant", None]
    run(come_back(town.desk, town.resident(leaver), town.clock.now()))
    for answer in (preview(town, client, *numbers), send(town, client, *numbers)):
        assert kinds(answer) == ["grant-list-ended", None]
        assert answer.json()["granted"] == 1


def test_no_list_is_revoked_that_nobody_sent(town: Town, client: Client) -> None:
    assert refused(revoke_all(town, client, "no such list")) == (404, "grant-list-unknown")


def test_a_thousand_numbers_are_one_list(town: Town, client: Client) -> None:
    good(town, 1)
    numbers = [number(place) for place in range(1, 1001)]
    answer = preview(town, client, *numbers)
    assert (answer.json()["granted"], len(answer.json()["rows"])) == (1, 1000)
    assert refused(preview(town, client, *numbers, number(1001)))[0] == 422
    assert refused(preview(town, client))[0] == 422


def test_a_list_is_no_way_to_find_out_who_takes_part(town: Town) -> None:
    allowed = Allowances(listed_numbers=Allowance(amount=5, seconds=600))
    app = create_app(town.installation, throttle=Throttle(allowed), with_jobs=False)
    with TestClient(app) as client:
        assert preview(town, client, number(1), number(2), number(3)).status_code == 200
        assert send(town, client, number(1), number(2)).status_code == 201
        answer = preview(town, client, number(4))
        assert refused(answer) == (429, "too-many-requests")
        # Each officer by themselves.
        assert preview(town, client, number(4), by=town.officer("two")).status_code == 200


def test_what_was_granted_by_a_list_is_erased_with_its_resident(town: Town, client: Client) -> None:
    subject = good(town, 1)
    send(town, client, number(1), reason="CANARY-list")
    assert "CANARY" not in repr(stored(town))
    leave(town, client, subject, "?at_once=true")
    assert stored(town) == []
