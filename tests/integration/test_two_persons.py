"""One person with two accounts is one person, however they came to the second one."""

from collections.abc import Iterator

import pytest
from bureau import API, CITY, HOUSING, PASSWORD, STAFF, WHY, Bureau, Held, refused
from furnished import scheme_text
from installation import Town, deed_id, number

from backend.storage.database import Transaction
from backend.storage.errors import ConflictError
from backend.storage.logs import entries

PERHAPS = (403, "perhaps-same-person")
HOURS = {
    "number": number(1),
    "deed_type": "volunteering",
    "occurred_on": "2027-02-20",
    "quantity": 1,
}


@pytest.fixture
def bureau(town: Town) -> Iterator[Bureau]:
    with town.client() as client:
        bureau = Bureau(town, client)
        bureau.set_up("zhao")
        yield bureau


def propose(bureau: Bureau, by: str) -> str:
    """Propose another scheme; returns the proposal's id."""
    text = scheme_text().replace('title_en = "', 'title_en = "New ', 1)
    body = {"text": text, "from_day": "2027-05-01", "reason": WHY}
    made = bureau.ask(by, "POST", f"{CITY}/proposals", json=body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def decide(bureau: Bureau, by: str, proposal: str, how: str = "approve") -> tuple[int, str]:
    facts = {"json": {"reason": WHY}} if how == "refuse" else {}
    headers = {"if-match": '"v1"'}
    path = f"{API}/proposals/{proposal}/{how}"
    answer = bureau.ask(by, "POST", path, headers=headers, **facts)
    return (200, "") if answer.status_code == 200 else refused(answer)


def test_an_administrator_does_not_approve_as_a_second_account_of_theirs(bureau: Bureau) -> None:
    proposal = propose(bureau, "lin")
    bureau.make("lin", "puppet", "administrator")
    bureau.choose_password("puppet")
    for how in ("approve", "refuse"):
        assert decide(bureau, "puppet", proposal, how) == PERHAPS
    told = bureau.ask(
        "puppet", "POST", f"{API}/proposals/{proposal}/approve", headers={"if-match": '"v1"'}
    )
    assert "Lin" in told.json()["detail"]
    assert decide(bureau, "zhao", proposal) == (200, "")


def test_nor_the_other_way_round_even_when_the_account_is_confirmed_later(bureau: Bureau) -> None:
    bureau.make("lin", "puppet", "administrator")
    proposal = propose(bureau, "puppet")
    bureau.town.clock.advance(minutes=1)
    bureau.choose_password("puppet")
    assert bureau.confirm("zhao", "puppet").status_code == 200
    bureau.town.clock.advance(days=1)
    bureau.sign_in("lin")
    assert decide(bureau, "lin", proposal) == PERHAPS


def test_of_two_accounts_that_one_made_neither_confirms_what_the_other_entered(
    bureau: Bureau,
) -> None:
    bureau.town.join(1)
    bureau.make("lin", "clerk", "collector", department=HOUSING)
    bureau.make("lin", "chen", "officer")
    deed = bureau.enter_fee("clerk")
    assert refused(bureau.decide_deed("chen", deed)) == PERHAPS
    answer = bureau.decide_deed("chen", deed, "refuse", json={"reason": WHY})
    assert refused(answer) == PERHAPS
    # Chen is somebody: the other administrator has met them, and they chose a password.
    bureau.choose_password("chen")
    assert bureau.confirm("zhao", "chen").status_code == 200
    assert bureau.decide_deed("chen", deed).status_code == 204


def test_a_password_given_anew_makes_one_person_of_two_again(bureau: Bureau) -> None:
    proposal = propose(bureau, "lin")
    reset = bureau.edit("lin", "POST", "zhao", "/password")
    bureau.held["zhao"] = Held(
        id=bureau.held["zhao"].id, name="zhao", password=reset.json()["password"]
    )
    bureau.sign_in("zhao")
    assert decide(bureau, "zhao", proposal) == PERHAPS
    bureau.choose_password("zhao")
    assert decide(bureau, "zhao", proposal) == PERHAPS
    assert refused(bureau.confirm("lin", "zhao")) == (403, "account-not-yours-to-confirm")
    assert refused(bureau.confirm("zhao", "zhao")) == (403, "account-not-yours-to-confirm")
    # Where nobody else is left, the operator lets somebody in.
    bureau.set_up("wu")
    assert bureau.confirm("wu", "zhao").status_code == 200
    assert decide(bureau, "zhao", proposal) == (200, "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_administrators_of_whom_one_gave_the_other_a_password_read_what_helps(
    bureau: Bureau, language: str
) -> None:
    proposal = propose(bureau, "lin")
    reset = bureau.edit("lin", "POST", "zhao", "/password")
    bureau.held["zhao"].password = reset.json()["password"]
    bureau.sign_in("zhao")
    spoken = {"accept-language": language, "if-match": '"v1"'}
    zhao = f"{STAFF}/{bureau.held['zhao'].id}"
    for by, method, path in (
        ("zhao", "POST", f"{API}/proposals/{proposal}/approve"),
        ("zhao", "PUT", f"{zhao}/confirmed"),
        ("lin", "PUT", f"{zhao}/confirmed"),
    ):
        etag = bureau.ask(by, "GET", path.removesuffix("/confirmed")).headers.get("etag")
        headers = {**spoken, **({"if-match": etag} if path == f"{zhao}/confirmed" else {})}
        told = bureau.ask(by, method, path, headers=headers)
        assert told.status_code == 403
        assert "citypoints serve --new-administrator fuzhou" in told.json()["detail"]


@pytest.mark.parametrize("way", ["role", "enabled"])
def test_so_does_another_role_or_being_let_in_again(bureau: Bureau, way: str) -> None:
    bureau.town.join(1)
    bureau.vouched("lin", "zhao", "clerk", "collector", department=HOUSING)
    bureau.make("zhao", "chen", "auditor")
    bureau.choose_password("chen")
    assert bureau.confirm("lin", "chen").status_code == 200
    bureau.sign_in("chen")
    assert bureau.ask("chen", "GET", f"{API}/account").json()["is_confirmed"]
    if way == "enabled":
        for method in ("PUT", "DELETE"):
            assert bureau.edit("lin", method, "chen", "/disabled").status_code == 200
    change = {"full_name": "Chen", "role": "officer"}
    assert bureau.edit("lin", "PUT", "chen", json=change).status_code == 200
    assert bureau.edit("lin", "GET", "chen").json()["handed_by"] == bureau.held["lin"].id
    bureau.sign_in("chen")
    assert not bureau.ask("chen", "GET", f"{API}/account").json()["is_confirmed"]
    # Clerk was confirmed before; Lin's own accounts are Lin.
    bureau.make("lin", "other", "collector", department=HOUSING)
    deed = bureau.enter_fee("other")
    assert refused(bureau.decide_deed("chen", deed)) == PERHAPS
    own = bureau.enter_fee("clerk", "of-clerk")
    assert bureau.decide_deed("chen", own).status_code == 204


def test_accounts_handed_on_lead_back_to_who_began(bureau: Bureau) -> None:
    proposal = propose(bureau, "lin")
    bureau.make("lin", "first", "administrator")
    bureau.make("first", "second", "administrator")
    assert decide(bureau, "second", proposal) == PERHAPS
    bureau.choose_password("second")
    for by in ("lin", "first"):
        assert refused(bureau.confirm(by, "second")) == (403, "account-not-yours-to-confirm")
    assert bureau.confirm("zhao", "second").status_code == 200
    assert decide(bureau, "second", proposal) == (200, "")


def test_an_account_is_confirmed_once_its_holder_alone_knows_the_password(bureau: Bureau) -> None:
    bureau.make("lin", "chen", "officer")
    assert refused(bureau.confirm("zhao", "chen")) == (409, "password-not-chosen")
    bureau.choose_password("chen")
    confirmed = bureau.confirm("zhao", "chen")
    assert (confirmed.json()["handed_by"], confirmed.headers["etag"]) == (None, '"v2"')
    again = bureau.confirm("zhao", "chen")
    assert (again.status_code, again.headers["etag"]) == (200, '"v2"')
    stale = bureau.ask(
        "zhao",
        "PUT",
        f"{STAFF}/{bureau.held['chen'].id}/confirmed",
        headers={"if-match": '"v1"'},
    )
    assert refused(stale) == (412, "version-stale")
    log = bureau.town.desk.database.read_now(lambda tx: entries(tx, "fuzhou", None, 100))
    told = [each for each in log if each.action == "account.confirmed"]
    assert [(each.account, each.object) for each in told] == [
        (bureau.held["zhao"].id, bureau.held["chen"].id)
    ]


def test_who_may_act_as_an_account_has_its_holders_own_file_closed_to_it(bureau: Bureau) -> None:
    bureau.town.join(1)
    change = {"full_name": "Lin", "role": "administrator", "number": number(1)}
    assert bureau.edit("lin", "PUT", "lin", json=change).status_code == 200
    bureau.make("lin", "chen", "officer", department=HOUSING)
    find = {"number": number(1), "reason": WHY}
    answer = bureau.ask("chen", "POST", f"{CITY}/residents/find", json=find)
    assert refused(answer) == (403, "own-file")
    bureau.choose_password("chen")
    assert bureau.confirm("zhao", "chen").status_code == 200
    bureau.sign_in("chen")
    answer = bureau.ask("chen", "POST", f"{CITY}/residents/find", json=find)
    assert answer.status_code == 200


def test_one_who_may_have_entered_a_deed_decides_no_objection_to_it(bureau: Bureau) -> None:
    subject = bureau.town.join(1)
    bureau.make("lin", "clerk", "collector", department=HOUSING)
    bureau.vouched("lin", "zhao", "officer", "officer")
    bureau.make("lin", "judge", "officer")
    deed = bureau.enter_fee("clerk")
    assert bureau.decide_deed("officer", deed).status_code == 204
    case = str(deed_id("case"))
    mine = bureau.town.token(bureau.town.resident(subject))
    body = {"id": case, "text": "It was paid in time."}
    made = bureau.client.post(f"{API}/me/deeds/{deed}/objections", json=body, headers=mine)
    assert made.status_code == 201, made.text
    decision = {"is_granted": True, "reasons": WHY}
    answer = bureau.ask("judge", "POST", f"{CITY}/cases/{case}/decide", json=decision)
    assert refused(answer) == PERHAPS
    bureau.vouched("zhao", "lin", "fair", "officer")
    answer = bureau.ask("fair", "POST", f"{CITY}/cases/{case}/decide", json=decision)
    assert answer.status_code == 200


def test_one_who_may_have_taken_a_paper_in_does_not_decide_it(bureau: Bureau) -> None:
    subject = bureau.town.join(1)
    bureau.vouched("lin", "zhao", "clerk", "collector", department=HOUSING)
    bureau.vouched("lin", "zhao", "officer", "officer")
    deed = bureau.enter_fee("clerk")
    assert bureau.decide_deed("officer", deed).status_code == 204
    for name in ("taker", "judge"):
        bureau.make("lin", name, "officer")
    case = str(deed_id("case"))
    scan = {"name": "a.pdf", "media_type": "application/pdf", "content": "JVBERi0KJSVFT0YK"}
    body = {"id": case, "text": "It was paid in time.", "scan": scan}
    path = f"{CITY}/residents/{subject}/deeds/{deed}/objections"
    assert bureau.ask("taker", "POST", path, json=body).status_code == 201
    decision = {"is_granted": True, "reasons": WHY}
    answer = bureau.ask("judge", "POST", f"{CITY}/cases/{case}/decide", json=decision)
    assert refused(answer) == PERHAPS
    bureau.vouched("zhao", "lin", "fair", "officer")
    answer = bureau.ask("fair", "POST", f"{CITY}/cases/{case}/decide", json=decision)
    assert answer.status_code == 200


def test_the_database_keeps_hand_overs_as_they_were(bureau: Bureau) -> None:
    bureau.make("lin", "chen", "officer")

    def write(sql: str) -> None:
        def work(tx: Transaction) -> int:
            return tx.execute(sql, now=1)

        with pytest.raises(ConflictError):
            bureau.town.desk.database.write_now(work)

    write("delete from hand_over where handed_at > :now")
    write("update hand_over set handed_by = 'nobody' where handed_at > :now")
    write("update hand_over set chosen_at = :now, confirmed_at = :now, confirmed_by = handed_by")
    write("update hand_over set confirmed_at = :now, confirmed_by = 'somebody'")


def test_a_city_with_one_administrator_works_but_for_what_needs_two(town: Town) -> None:
    town.join(1)
    with town.client() as client:
        bureau = Bureau(town, client)
        bureau.make("lin", "clerk", "collector", department="civil-affairs")
        bureau.make("lin", "chen", "officer", department=HOUSING)
        merit = {**HOURS, "id": str(deed_id("hours"))}
        answer = bureau.ask("clerk", "POST", f"{CITY}/deeds", json=merit)
        assert answer.json()["state"] == "counts", answer.text
        deed = bureau.enter_fee("chen")
        assert refused(bureau.decide_deed("chen", deed)) == (403, "same-person")
        body = {"city": "fuzhou", "name": "chen", "password": PASSWORD}
        assert client.post(f"{API}/sign-in/staff", json=body).status_code == 401


def test_every_merit_of_an_account_in_somebodys_hands_gets_a_second_look(bureau: Bureau) -> None:
    bureau.town.join(1)
    bureau.make("lin", "clerk", "collector", department="civil-affairs")
    bureau.vouched("lin", "zhao", "chen", "officer")

    def give(*words: str) -> int:
        """Enter merits, and say how many are to be looked at again."""
        for word in words:
            merit = {**HOURS, "id": str(deed_id(word))}
            answer = bureau.ask("clerk", "POST", f"{CITY}/deeds", json=merit)
            assert answer.json()["state"] == "counts", answer.text
        return len(bureau.ask("chen", "GET", f"{CITY}/second-looks").json()["items"])

    assert give(*"abcdefghij") == 10
    bureau.choose_password("clerk")
    assert bureau.confirm("zhao", "clerk").status_code == 200
    bureau.sign_in("clerk")
    assert give(*"klmnopqrst") < 15
