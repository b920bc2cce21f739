"""Grants of perks: what the band opens, for which days, once, and revoked."""

from collections.abc import Iterator

import pytest
from contract.told import faults_of
from council import Council
from granting import (
    APPLICATIONS,
    PARKING,
    TOLLS,
    Client,
    Facts,
    file_of,
    good,
    grant,
    grants,
    leave,
    log_of,
    me,
    new,
    refused,
    revoke,
    stored,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from installation import Town, deed_id, document
from taking import use_perk

from backend.core.permissions import Role
from backend.storage.accounts import Account, add_account
from backend.storage.errors import ConflictError


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


# ---- What the band opens ---------------------------------------------------


def test_a_perk_that_the_band_opens_is_granted_and_both_can_read_it(
    town: Town, client: Client
) -> None:
    officer = Account(
        city=town.city,
        id=town.officer().account,
        role=Role.OFFICER,
        name="wang",
        full_name="Wang Fang",
        department=None,
        subject=None,
        password_hash="-",  # noqa: S106 - nobody signs in
        made_at=town.clock.now(),
    )
    town.desk.database.write_now(lambda tx: add_account(tx, officer))
    subject = good(town)
    answer = grant(town, client, subject)
    assert answer.status_code == 201, answer.text
    value = answer.json()["value"]
    assert (value["amount"], value["unit"], value["unit_en"]) == (20, "percent", "%")
    assert answer.json() == {
        "id": str(deed_id("grant")),
        "perk": PARKING,
        "label_en": "Discount on public parking",
        "label_zh": "公共停车优惠",
        "provider_en": "Public car parks",
        "provider_zh": "公共停车场",
        "from_day": "2027-03-01",
        "until_day": "2027-08-31",
        "granted_at": "2027-03-01T04:00:00Z",
        "granted_by_name": "Wang Fang",
        "reason": "Asked at the desk",
        "state": "running",
        "revoked_at": None,
        "revoke_reason": None,
        "list": None,
        "ends_on": None,
        "value": value,
    }
    assert grants(town, client, subject) == [answer.json()]
    assert me(town, client, subject).json() == {"items": [answer.json()], "next": None}


def test_the_perks_are_shown_as_the_band_opens_them(town: Town, client: Client) -> None:
    officer = town.token(town.officer())
    good_ones = {PARKING, APPLICATIONS, "vehicle-inspection-desk"}
    for subject, band, opened in [
        (town.join(1), "standard", set[str]()),
        (good(town, 2), "good", good_ones),
    ]:
        path = f"{file_of(town, subject)}/perks?reason=At+the+desk"
        shown = client.get(path, headers=officer).json()
        assert (shown["band"], shown["band_en"]) == (band, band.capitalize())
        is_open = {perk["name"]: perk["is_open"] for perk in shown["perks"]}
        assert {name for name, each in is_open.items() if each} == opened
        assert set(is_open) == good_ones | {TOLLS}


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "The band “Excellent” opens this perk"), ("zh", "自等级“优秀”起开放")],
)
def test_nobody_is_favoured_with_a_perk_that_the_band_does_not_open(
    town: Town, client: Client, language: str, told: str
) -> None:
    subject = good(town)
    headers = {**town.token(town.officer()), "accept-language": language}
    path = f"{file_of(town, subject)}/grants"
    answer = client.post(path, json=new(perk=TOLLS), headers=headers)
    assert refused(answer) == (409, "perk-not-open")
    assert answer.json()["problems"][0]["field"] == "perk"
    assert told in answer.json()["detail"]
    assert [*faults_of(answer, language)] == []
    assert stored(town) == []


def test_a_band_that_is_yet_to_come_or_has_been_opens_nothing(town: Town, client: Client) -> None:
    subject = town.join(1)
    assert refused(grant(town, client, subject)) == (409, "perk-not-open")
    town.log(1, "labour-award", grade="national", document=document())
    # The row of the score is stale: the band is reckoned anew before it is looked at.
    assert grant(town, client, subject).status_code == 201
    town.log(1, "property-fee-arrears", "fee", document=document())
    confirm = f"/api/v1/cities/fuzhou/deeds/{deed_id('fee')}/confirm"
    assert client.post(confirm, headers=town.token(town.officer("two"))).status_code == 204
    town.clock.advance(days=30)
    assert me(town, client, subject, "score").json()["band"] == "standard"
    later: Facts = {"word": "later", "perk": APPLICATIONS, "from_day": "2027-04-01"}
    assert refused(grant(town, client, subject, **later)) == (409, "perk-not-open")
    # What is in hand lasts to the end of its days.
    assert [each["state"] for each in grants(town, client, subject)] == ["running"]


def test_a_perk_that_no_scheme_lists_is_refused_with_those_that_there_are(
    town: Town, client: Client
) -> None:
    answer = grant(town, client, good(town), perk="free-kindergarten")
    assert refused(answer) == (422, "perk-unlisted")
    assert PARKING in answer.json()["detail"]


def test_a_grant_outlives_the_scheme_that_lists_its_perk(council: Council) -> None:
    town, client = council.town, council.client
    subject = town.join(1)
    perk = "library-deposit"
    assert grant(town, client, subject, perk=perk).status_code == 201
    before = grants(town, client, subject)
    text = council.text()
    begin = text.index('[[perk]]\nname = "library-deposit"')
    end = text.index("[[perk]]", begin + 1)
    changed = council.tree.root / "weihai" / "changed.toml"
    changed.write_text(text[:begin] + text[end:], "utf-8")
    council.switch(text=changed.read_text("utf-8"))
    path = f"{file_of(town, subject)}/perks?reason=look"
    shown = client.get(path, headers=town.token(town.officer())).json()
    assert perk not in {each["name"] for each in shown["perks"]}
    assert grants(town, client, subject) == before
    again = grant(town, client, subject, word="again", perk=perk)
    assert refused(again) == (422, "perk-unlisted")
    assert revoke(town, client, subject).json()["label_en"] == before[0]["label_en"]


# ---- Days ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "kind", "field"),
    [
        ("2027-02-28", "2027-08-31", "grant-day-passed", "from_day"),
        ("2027-03-02", "2027-03-01", "grant-ends-first", "until_day"),
        ("2027-03-01", "2028-03-02", "grant-too-long", "until_day"),
        ("2030-01-01", "2030-06-30", "grant-too-long", "until_day"),
        ("9999-12-31", "9999-12-31", "grant-too-long", "until_day"),
    ],
)
def test_days_that_cannot_be_are_refused(
    town: Town, client: Client, first: str, last: str, kind: str, field: str
) -> None:
    answer = grant(town, client, good(town), from_day=first, until_day=last)
    assert refused(answer) == (422, kind)
    assert answer.json()["problems"][0]["field"] == field
    assert stored(town) == []


def test_a_grant_is_scheduled_runs_and_ends_by_the_citys_day(town: Town, client: Client) -> None:
    subject = good(town)
    days: Facts = {"from_day": "2027-03-03", "until_day": "2027-03-03"}
    assert grant(town, client, subject, **days).json()["state"] == "scheduled"
    # From noon to a minute before midnight, when 3 March begins in China.
    town.clock.advance(days=1, hours=11, minutes=59)
    assert grants(town, client, subject)[0]["state"] == "scheduled"
    town.clock.advance(minutes=1)
    assert grants(town, client, subject)[0]["state"] == "running"
    town.clock.advance(days=1)
    assert grants(town, client, subject)[0]["state"] == "ended"
    assert refused(revoke(town, client, subject)) == (409, "grant-over")


def test_the_longest_grant_reaches_a_year_and_a_day(town: Town, client: Client) -> None:
    assert grant(town, client, good(town), until_day="2028-03-01").status_code == 201


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("2027-03-01", "2027-03-31", 409),
        ("2027-03-31", "2027-04-10", 409),
        ("2027-03-12", "2027-03-13", 409),
        ("2027-04-01", "2027-04-10", 201),
        ("2027-03-01", "2027-03-09", 201),
    ],
)
def test_a_perk_is_granted_once_for_a_day(
    town: Town, client: Client, first: str, last: str, status: int
) -> None:
    subject = good(town)
    assert grant(town, client, subject, from_day="2027-03-10", until_day="2027-03-31").is_success
    asked: Facts = {"word": "other", "from_day": first, "until_day": last}
    answer = grant(town, client, subject, **asked)
    assert answer.status_code == status, answer.text
    if status == 409:
        assert refused(answer)[1] == "perk-granted"
        assert "from 2027-03-10 until 2027-03-31" in answer.json()["detail"]
    assert grant(town, client, subject, **asked | {"word": "p", "perk": APPLICATIONS}).is_success


def test_a_perk_may_be_granted_anew_where_it_was_revoked(town: Town, client: Client) -> None:
    subject = good(town)
    grant(town, client, subject)
    revoke(town, client, subject)
    assert grant(town, client, subject, word="anew").status_code == 201
    states = [each["state"] for each in grants(town, client, subject)]
    assert sorted(states) == ["revoked", "running"]


# ---- Sent again ------------------------------------------------------------


def test_the_same_grant_sent_again_is_answered_as_before(town: Town, client: Client) -> None:
    subject = good(town)
    first = grant(town, client, subject)
    # Its first day has passed by now, and the band may have fallen: that changes nothing.
    town.clock.advance(days=2)
    again = grant(town, client, subject)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert len(stored(town)) == 1
    assert [each.action for each in log_of(town, subject)].count("perk.granted") == 1


def test_another_grant_of_the_same_id_is_refused(town: Town, client: Client) -> None:
    subject, other = good(town), good(town, 2)
    grant(town, client, subject)
    changes: list[tuple[str, Facts]] = [
        (subject, {"reason": "Another reason"}),
        (subject, {"until_day": "2027-08-30"}),
        (subject, {"perk": APPLICATIONS}),
        (other, {}),
    ]
    for whose, facts in changes:
        assert refused(grant(town, client, whose, **facts)) == (409, "grant-taken")
    assert len(stored(town)) == 1


# ---- Revoking --------------------------------------------------------------


def test_a_revocation_is_told_with_its_reason_and_once_is_enough(
    town: Town, client: Client
) -> None:
    subject = good(town)
    grant(town, client, subject)
    town.clock.advance(days=3)
    first = revoke(town, client, subject, reason="Granted by mistake")
    assert first.status_code == 200
    assert first.json()["state"] == "revoked"
    assert first.json()["revoked_at"] == "2027-03-04T04:00:00Z"
    town.clock.advance(days=300)
    again = revoke(town, client, subject, reason="Another reason", by=town.officer("two"))
    assert (again.status_code, again.json()) == (200, first.json())
    assert me(town, client, subject).json()["items"] == [first.json()]
    assert [each.action for each in log_of(town, subject)].count("perk.revoked") == 1


def test_what_was_granted_by_mistake_ends_at_once(town: Town, client: Client) -> None:
    subject = good(town)
    grant(town, client, subject)
    town.clock.advance(minutes=1)
    assert revoke(town, client, subject).json()["ends_on"] is None
    inbox = me(town, client, subject, "notices").json()["items"]
    assert (inbox[0]["kind"], inbox[0]["on"]) == ("perk-revoked", "2027-03-01")


@pytest.mark.parametrize(
    ("days", "from_day", "until_day", "ends_on"),
    [
        (1, "2027-03-01", "2027-08-31", "2027-03-12"),
        (1, "2027-03-01", "2027-03-05", "2027-03-05"),
        (1, "2027-03-12", "2027-08-31", "2027-03-12"),
        # It would begin after the notice: so it never does.
        (1, "2027-03-13", "2027-08-31", None),
    ],
)
def test_whoever_counts_on_a_perk_keeps_it_through_the_notice(
    town: Town, client: Client, days: int, from_day: str, until_day: str, ends_on: str | None
) -> None:
    subject = good(town)
    grant(town, client, subject, from_day=from_day, until_day=until_day)
    town.clock.advance(days=days)
    first = revoke(town, client, subject)
    assert (first.json()["state"], first.json()["ends_on"]) == ("revoked", ends_on)
    (told, _) = me(town, client, subject, "notices").json()["items"][:2]
    assert told["kind"] == ("perk-revoked" if ends_on is None else "perk-ends")
    assert ends_on is None or f"It still holds until {ends_on}." in told["text"]


def test_what_was_used_today_already_is_revoked_with_notice(town: Town, client: Client) -> None:
    subject = good(town)
    grant(town, client, subject)
    use_perk(town, subject, "one", grant=str(deed_id("grant")))
    assert revoke(town, client, subject).json()["ends_on"] == "2027-03-11"


def test_leaving_ends_a_notice_and_returning_gives_nothing_of_it_back(
    town: Town, client: Client
) -> None:
    subject = good(town)
    grant(town, client, subject)
    town.clock.advance(days=1)
    assert revoke(town, client, subject).json()["ends_on"] == "2027-03-12"
    leave(town, client, subject)
    assert client.post("/api/v1/me/return", headers=town.token(town.resident(subject))).is_success
    (shown,) = grants(town, client, subject)
    assert (shown["state"], shown["ends_on"]) == ("revoked", None)


def test_a_notice_is_never_made_longer(town: Town, client: Client) -> None:
    subject = good(town)
    grant(town, client, subject)
    town.clock.advance(days=1)
    revoke(town, client, subject)
    with pytest.raises(ConflictError) as caught:
        town.desk.database.write_now(
            lambda tx: tx.execute("update perk_grant set ends_on = '2099-12-31'")
        )
    assert caught.value.name == "perk_grant_ends_sooner"


def test_a_grant_is_revoked_in_its_own_residents_file_only(town: Town, client: Client) -> None:
    subject, other = good(town), good(town, 2)
    grant(town, client, subject)
    assert refused(revoke(town, client, other)) == (404, "grant-unknown")
    assert refused(revoke(town, client, subject, word="no such")) == (404, "grant-unknown")
    assert grants(town, client, subject)[0]["state"] == "running"


@given(steps=st.lists(st.tuples(st.booleans(), st.sampled_from([PARKING, APPLICATIONS]))))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_grant_and_no_revocation_touches_the_score(
    town: Town, client: Client, steps: list[tuple[bool, str]]
) -> None:
    place = sum(1 for _ in town.desk.database.read_now(lambda tx: tx.rows("select 1 from score")))
    subject = good(town, place + 1)
    before = [me(town, client, subject, part) for part in ("score", "score/lines", "history")]
    words = []
    for step, (is_revoked, perk) in enumerate(steps):
        word = f"{place}-{step}"
        if grant(town, client, subject, word=word, perk=perk).is_success:
            words.append(word)
        if is_revoked and words:
            assert revoke(town, client, subject, words.pop()).json()["state"] == "revoked"
    after = [me(town, client, subject, part) for part in ("score", "score/lines", "history")]
    assert [each.text for each in after] == [each.text for each in before]
    assert after[0].headers["etag"] == before[0].headers["etag"]


# ---- Pages -----------------------------------------------------------------


def test_grants_come_in_pages_newest_first(town: Town, client: Client) -> None:
    subject = good(town)
    for day in range(1, 6):
        days: Facts = {"from_day": f"2027-03-{day + 10}", "until_day": f"2027-03-{day + 10}"}
        assert grant(town, client, subject, word=f"{day}", **days).is_success
        if day % 2:
            town.clock.advance(days=1)
    whole = [each["id"] for each in grants(town, client, subject)]
    page = me(town, client, subject, "grants?limit=2").json()
    paged = [each["id"] for each in page["items"]]
    while page["next"]:
        page = me(town, client, subject, f"grants?limit=2&cursor={page['next']}").json()
        paged += [each["id"] for each in page["items"]]
    assert len(set(whole)) == 5
    assert paged == whole
    assert whole[0] == str(deed_id("5"))
    assert whole[-1] == str(deed_id("1"))
