"""An officer finds a resident by a pass that is shown, as by the number; and by no other pass."""

from typing import Any

from installation import Town, number
from redeeming import CITY, Desk, pass_for, said

from backend.core.permissions import Role
from backend.storage.logs import entries

FIND = f"{CITY}/residents/find"


def find(desk: Desk, role: Role = Role.OFFICER, **facts: Any) -> Any:
    """Look for whoever this names."""
    headers = desk.town.token(desk.town.staff(role))
    return desk.client.post(FIND, json={"reason": "At the desk", **facts}, headers=headers)


def sought(desk: Desk) -> list[str | None]:
    """Whom the log says was looked for, the latest first."""
    found = desk.town.desk.database.read_now(lambda tx: entries(tx, "fuzhou", None, 100))
    return [entry.subject for entry in found if entry.action == "file.sought"]


def kind(answer: Any) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["problems"][0]["kind"])


def test_a_pass_or_its_code_opens_the_file_of_who_shows_it(library: Town, desk: Desk) -> None:
    subject = library.join(1)
    shown = pass_for(library, subject)
    for token in (shown.token, shown.code, shown.code.lower().replace("-", " ")):
        answer = find(desk, token=token)
        assert answer.status_code == 200, answer.text
        assert (answer.json()["resident"], answer.json()["number"]) == (subject, number(1))
    assert sought(desk) == [subject] * 3
    # It was looked at, and not used.
    assert said(desk.redeem(shown.token)) == (201, "lent")


def test_a_pass_that_holds_no_more_opens_nothing_and_tells_nothing(
    library: Town, desk: Desk
) -> None:
    one, other = library.join(1), library.join(2)
    booked, left, late = (pass_for(library, each) for each in (one, other, one))
    desk.redeem(booked.token)
    answer = desk.client.delete(
        "/api/v1/me/consent", headers=library.token(library.resident(other))
    )
    assert answer.status_code == 200
    bodies = {find(desk, token=each.code).text for each in (booked, left)}
    bodies |= {find(desk, token=each.token).text for each in (booked, left)}
    assert len(bodies) == 1
    assert kind(find(desk, token=left.code)) == (404, "pass-unknown")
    library.clock.advance(seconds=300)
    assert kind(find(desk, token=late.code)) == (404, "pass-unknown")
    assert kind(find(desk, token=late.token)) == (409, "pass-expired")
    assert set(sought(desk)) == {None}


def test_what_is_no_pass_of_the_city_is_refused_with_the_reason(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    altered = shown.token[:-4] + ("AAAA" if shown.token[-4:] != "AAAA" else "BBBB")
    assert kind(find(desk, token=altered))[1] in {"pass-altered", "pass-malformed"}
    assert kind(find(desk, token=shown.code[:5])) == (422, "code-mistyped")
    assert kind(find(desk)) == (422, "find-by-one")
    assert kind(find(desk, number=number(1), token=shown.token)) == (422, "find-by-one")


def test_only_officers_find_residents_by_a_pass(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    for role in (Role.COUNTER, Role.COLLECTOR, Role.ADMINISTRATOR, Role.AUDITOR):
        assert find(desk, role, token=shown.token).status_code == 403


def test_an_officer_does_not_open_the_own_file_by_a_pass(library: Town, desk: Desk) -> None:
    shown = pass_for(library, library.join(1))
    library.desk.keys.link_staff(library.city, library.officer().account, number(1))
    assert kind(find(desk, token=shown.code)) == (403, "own-file")
