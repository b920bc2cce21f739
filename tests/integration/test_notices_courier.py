"""The courier: everything goes out, once, to whoever still wants it; and nothing is told on."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from installation import Town, deed_id, document, number, open_town, run
from receiving import Gateway, Mailbox
from serving import free_port
from telling import EMAIL, NUMBER, Phone, deliver, give, hook, mailer, problems, ways_out

from backend.contracts.residents import PaperLeaving, PaperScan
from backend.jobs.runs import MINUTE, Job
from backend.jobs.schedule import Schedule
from backend.services.confirm_deed import confirm_deed
from backend.services.keep_contacts import forget_contact
from backend.services.leave import come_back, leave
from backend.services.record_paper_leaving import record_paper_leaving
from backend.services.send_notices import FAILURES_MOST, PAGE, TAKEN_FOR, send_notices, wait_after
from backend.services.tidy_up import tidy_up
from backend.storage.database import Transaction
from backend.storage.notices import NoticeKind, tell
from backend.storage.outgoing import KEPT, TRIES_MOST, Message, take_messages

ROWS = "select state, tries, problem from outgoing order by notice, channel"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
def out(town: Town, mailbox: Mailbox, gateway: Gateway) -> Iterator[None]:
    with ways_out(town, mailbox, gateway):
        yield


def rows(town: Town) -> list[tuple[str, int, str | None]]:
    found = town.desk.database.read_now(lambda tx: tx.rows(ROWS))
    return [(row[0], row[1], row[2]) for row in found]


def texts(mailbox: Mailbox) -> list[str]:
    return [mail.get_content() for mail in mailbox.mails]


def told(town: Town, place: int = 1, *, channel: str = "message") -> str:
    """A resident with one notice on its way; returns the subject id."""
    subject = town.join(place)
    give(town, subject, "email" if channel == "email" else "message")
    town.log(place, "volunteering", f"hours of {place}", quantity=60)
    return subject


@pytest.mark.usefixtures("out")
def test_a_message_says_until_when_to_act_and_never_what_it_is_about(
    town: Town, mailbox: Mailbox, gateway: Gateway
) -> None:
    subject = town.join(1)
    give(town, subject, "email")
    give(town, subject, "message")
    town.log(1, "property-fee-arrears", "fee", document=document())
    confirming = confirm_deed(town.desk, town.officer(), str(deed_id("fee")), town.clock.now())
    run(confirming)
    assert deliver(town) == 2
    (text,) = texts(mailbox)
    assert (mailbox.recipients, gateway.handed[0].data["to"]) == ([EMAIL], NUMBER)
    assert gateway.handed[0].data["text"] == text.replace("\r\n", "\n")
    # It will count from the 11th on: the day before is the last to object.
    assert text.count("2027-03-10") == 2
    for words in ("您在抚州市民积分中有新的通知", "citizen points of Fuzhou", "@fuzhou.example"):
        assert words in text
    deed_type = town.desk.deed_type("property-fee-arrears")
    secrets = (deed_type.label_en, deed_type.label_zh, number(1), subject, "Resident", "court")
    whole = repr(mailbox.raw) + repr(gateway.handed)
    assert [word for word in secrets if word in whole + text] == []
    assert deliver(town, minutes=1) == 0
    assert {state for state, _, _ in rows(town)} == {"sent"}


@pytest.mark.usefixtures("out")
def test_what_asks_for_nothing_names_no_day(town: Town, mailbox: Mailbox) -> None:
    told(town, channel="email")
    deliver(town)
    assert "2027" not in texts(mailbox)[0]


@pytest.mark.usefixtures("out")
def test_all_that_waits_for_a_contact_goes_out_in_one_message(town: Town, gateway: Gateway) -> None:
    """The last day to act is the first of theirs that has not passed."""
    subject = told(town)
    now = town.clock.now()

    def more(tx: Transaction) -> None:
        for day in (date(2027, 2, 1), date(2027, 3, 20), date(2027, 3, 9)):
            tell(tx, town.city, subject, NoticeKind.CONSENT_ASKED, now, "v", day)

    town.desk.database.write_now(more)
    assert deliver(town) == 1
    assert gateway.handed[0].data["text"].count("2027-03-09") == 2
    assert [state for state, _, _ in rows(town)] == ["sent"] * 4


@pytest.mark.usefixtures("out")
def test_what_a_gateway_refused_goes_out_later_as_the_same_message(
    town: Town, gateway: Gateway
) -> None:
    subject = told(town)
    gateway.answers = [500]
    assert deliver(town) == 0
    assert problems(town, subject) == {"message": "host-refuses"}
    town.log(1, "volunteering", "more hours", quantity=2)
    # The new one goes at once; the other waits for its minute.
    assert deliver(town, seconds=30) == 1
    assert problems(town, subject) == {"message": None}
    assert deliver(town, seconds=45) == 1
    first, new, again = gateway.handed
    assert first == again != new
    assert {(state, problem) for state, _, problem in rows(town)} == {("sent", None)}


@pytest.mark.usefixtures("out")
def test_after_twenty_tries_a_message_has_failed(town: Town, gateway: Gateway) -> None:
    subject = told(town)
    gateway.answers = [503] * 30
    for tries in range(TRIES_MOST):
        assert rows(town)[0][1] == tries
        deliver(town, hours=8)
    assert rows(town) == [("failed", TRIES_MOST, "host-refuses")]
    assert deliver(town, hours=8) == 0
    assert len(gateway.handed) == TRIES_MOST
    assert problems(town, subject) == {"message": "host-refuses"}
    with town.client() as client:
        counted = client.get("/metrics").text
    for state, count in (("failed", 1.0), ("waiting", 0.0), ("sent", 0.0)):
        labels = f'channel="message",state="{state}"'
        assert f"citypoints_notices_outgoing{{{labels}}} {count}" in counted


def test_each_wait_is_twice_the_last_up_to_six_hours_give_or_take_a_fifth() -> None:
    middle = [wait_after(tries, 0.5) for tries in range(1, TRIES_MOST + 1)]
    assert middle[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert middle[9:] == [timedelta(hours=6)] * 11
    assert wait_after(1, 0) == timedelta(seconds=48)
    assert wait_after(1, 1) == timedelta(seconds=72)


@pytest.mark.usefixtures("out")
def test_who_has_no_mailbox_any_more_is_written_to_once(town: Town, mailbox: Mailbox) -> None:
    subject = told(town, channel="email")
    mailbox.refusals = ["550 5.1.1 nobody of that name: li.na@example.cn"]
    assert deliver(town) == 0
    assert rows(town) == [("failed", 1, "address-refused")]
    assert problems(town, subject) == {"email": "address-refused"}
    give(town, subject, "email", "li.na@another.example")
    assert problems(town, subject) == {"email": None}
    assert deliver(town, hours=1) == 0


@pytest.mark.usefixtures("out")
def test_a_host_that_is_away_keeps_no_other_from_its_messages(town: Town, gateway: Gateway) -> None:
    subject = told(town)
    give(town, subject, "email")
    town.log(1, "volunteering", "more hours", quantity=2)
    town.desk.ways_out["email"] = mailer(free_port())
    assert deliver(town) == 1
    assert problems(town, subject) == {"email": "host-unreachable", "message": None}


@pytest.mark.usefixtures("out")
def test_a_host_that_is_away_is_left_alone_and_what_was_not_tried_has_lost_no_try(
    town: Town, mailbox: Mailbox
) -> None:
    for place in range(1, FAILURES_MOST + 4):
        told(town, place, channel="email")
    usual = town.desk.ways_out["email"]
    town.desk.ways_out["email"] = mailer(free_port())
    assert deliver(town) == 0
    assert sorted(tries for _, tries, _ in rows(town)) == [0] * 3 + [1] * FAILURES_MOST
    town.desk.ways_out["email"] = usual
    assert deliver(town, seconds=10) == 3
    assert deliver(town, minutes=2) == FAILURES_MOST
    assert len({mail["message-id"] for mail in mailbox.mails}) == FAILURES_MOST + 3


@pytest.mark.usefixtures("out")
def test_a_refused_recipient_keeps_no_other_back(town: Town, mailbox: Mailbox) -> None:
    for place in range(1, 9):
        told(town, place, channel="email")
    mailbox.refusals = ["550 5.1.1 nobody"] * 7
    assert deliver(town) == 1


@pytest.mark.usefixtures("out")
def test_pages_follow_each_other_until_nothing_is_due(town: Town, gateway: Gateway) -> None:
    subjects = [f"s{place:03}" for place in range(PAGE * 2 + 3)]
    first = told(town)
    now = town.clock.now()
    sealed = "select address from contact where subject = :subject"

    def more(tx: Transaction) -> None:
        row = tx.row(sealed, subject=first)
        assert row is not None
        for _ in subjects:
            tell(tx, town.city, first, NoticeKind.RETURNED, now)
        # Each waits as a message of its own.
        tx.execute("update outgoing set message = notice")

    town.desk.database.write_now(more)
    assert deliver(town) == len(subjects) + 1
    assert len({handed.id for handed in gateway.handed}) == len(subjects) + 1


@pytest.mark.usefixtures("out")
def test_workers_at_the_same_time_send_each_message_once(town: Town, gateway: Gateway) -> None:
    gateway.patience = 0.02
    for place in range(1, 13):
        told(town, place)
    now = town.clock.now()

    async def together() -> list[int]:
        return await asyncio.gather(*(send_notices(town.desk, now) for _ in range(4)))

    assert sum(run(together())) == 12
    assert len({handed.id for handed in gateway.handed}) == len(gateway.handed) == 12


def test_workers_of_several_processes_send_each_message_once(
    town: Town, database_url: str, gateway: Gateway, mailbox: Mailbox
) -> None:
    if town.desk.database.dialect == "sqlite":
        pytest.skip("one process holds SQLite")
    folder = town.installation.settings.data_dir
    other = open_town(folder, database_url)
    gateway.patience = 0.02
    with ways_out(town, mailbox, gateway):
        other.desk.ways_out = town.desk.ways_out
        for place in range(1, 13):
            told(town, place)
        now = town.clock.now()

        async def together() -> list[int]:
            desks = (town.desk, other.desk, town.desk, other.desk)
            return await asyncio.gather(*(send_notices(desk, now) for desk in desks))

        try:
            assert sum(run(together())) == 12
        finally:
            other.installation.close()
    assert len({handed.id for handed in gateway.handed}) == len(gateway.handed) == 12


@pytest.mark.usefixtures("out")
def test_what_a_worker_took_before_it_died_goes_out_later(town: Town, gateway: Gateway) -> None:
    """Whether it was sent already or not: then the receiver knows it again by its id."""
    told(town)
    now = town.clock.now()

    def take(tx: Transaction) -> list[Message]:
        return take_messages(tx, "message", now, now + TAKEN_FOR, PAGE)

    (taken,) = town.desk.database.write_now(take)
    assert town.desk.database.write_now(take) == []
    # New ones go out meanwhile.
    town.log(1, "volunteering", "more hours", quantity=2)
    assert deliver(town, minutes=5) == 1
    assert deliver(town, minutes=6) == 1
    assert gateway.handed[1].id == taken.id != gateway.handed[0].id


@pytest.mark.usefixtures("out")
def test_nothing_goes_out_to_whoever_is_leaving(town: Town, gateway: Gateway) -> None:
    subject = told(town)
    own = town.resident(subject)
    run(leave(town.desk, own, town.clock.now()))
    assert deliver(town) == 0
    run(come_back(town.desk, own, town.clock.now()))
    assert deliver(town) == 1
    run(leave(town.desk, own, town.clock.now(), at_once=True))
    assert (deliver(town), rows(town), len(gateway.handed)) == (0, [], 1)


@pytest.mark.usefixtures("out")
def test_who_left_on_paper_is_told_outside_for_another_may_have_signed(
    town: Town, gateway: Gateway
) -> None:
    subject = told(town)
    assert deliver(town) == 1
    paper = PaperScan(name="p.pdf", media_type="application/pdf", content=b"%PDF-1.4\n%%EOF\n")
    asked = PaperLeaving(id=deed_id("paper"), reason="Signed", scan=paper, at_once=True)
    officer, now = town.officer(), town.clock.now()
    run(record_paper_leaving(town.desk, officer, subject, asked, now))
    assert deliver(town) == 1
    assert "do so by 2027-03-03." in gateway.handed[-1].data["text"]


@pytest.mark.usefixtures("out")
def test_nothing_goes_out_to_a_deleted_contact_or_of_a_notice_that_was_read(
    town: Town, gateway: Gateway, mailbox: Mailbox
) -> None:
    subject = told(town)
    give(town, subject, "email")
    own = town.resident(subject)
    town.log(1, "volunteering", "more hours", quantity=2)
    run(forget_contact(town.desk, own, "message", town.clock.now()))
    assert [state for state, _, _ in rows(town)] == ["waiting"]
    with town.client() as client:
        phone = Phone(town, client, subject)
        for item in phone.items():
            assert phone.read(item["id"]) == 204
        assert (deliver(town), rows(town)) == (0, [])
    assert (gateway.handed, mailbox.raw) == ([], [])


def test_without_a_way_out_notices_wait_and_contacts_say_so(
    town: Town, mailbox: Mailbox, gateway: Gateway
) -> None:
    subject = told(town)
    assert deliver(town) == 0
    assert problems(town, subject) == {"message": "not-set-up"}
    with ways_out(town, mailbox, gateway):
        assert deliver(town, days=3) == 1
        assert problems(town, subject) == {"message": None}


@pytest.mark.usefixtures("out")
def test_what_went_out_is_kept_for_thirty_days(town: Town) -> None:
    told(town)
    deliver(town)
    assert rows(town) != []
    run(tidy_up(town.desk, town.clock.advance(days=KEPT.days)))
    assert rows(town) != []
    run(tidy_up(town.desk, town.clock.advance(hours=1)))
    assert rows(town) == []


@pytest.mark.usefixtures("out")
def test_the_clock_stops_after_the_message_at_hand_which_is_marked(
    town: Town, gateway: Gateway
) -> None:
    gateway.patience = 0.3
    for place in range(1, 30):
        told(town, place)
    job = Job(name="send", every=MINUTE, run=send_notices)

    async def stopped_meanwhile() -> None:
        schedule = Schedule(town.desk, town.clock, (job,))
        schedule.start()
        assert await asyncio.to_thread(gateway.asked.wait, 10)
        await asyncio.wait_for(schedule.stop(), 5)

    run(stopped_meanwhile())
    states = [state for state, _, _ in rows(town)]
    assert 0 < states.count("sent") == len(gateway.handed) < len(states)
    gateway.patience = 0
    # What had been taken was let go of.
    assert deliver(town) == len(states) - states.count("sent")
    assert len({handed.id for handed in gateway.handed}) == len(gateway.handed) == len(states)


@pytest.mark.usefixtures("out")
def test_logs_hold_nothing_of_whoever_was_written_to(
    town: Town, mailbox: Mailbox, gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    for place, channel in enumerate(("email", "message") * 2, 1):
        told(town, place, channel=channel)
    mailbox.refusals = [f"550 5.1.1 {EMAIL}", f"451 {EMAIL}"]
    gateway.answers = [500, 302]
    deliver(town)
    town.desk.ways_out = {"email": mailer(free_port()), "message": hook("http://127.0.0.1:1/x")}
    deliver(town, minutes=2)
    said = caplog.text + repr([vars(record) for record in caplog.records])
    assert [word for word in (EMAIL, NUMBER, NUMBER[3:], "li.na") if word in said] == []
    assert {problem for _, _, problem in rows(town)} <= {
        "address-refused",
        "host-refuses",
        "host-redirects",
        "host-unreachable",
    }
