"""Contacts: where a resident wants to be told, too; sealed, and gone when they say so."""

from collections.abc import Iterator
from typing import Any

import pytest
from contract.told import faults_of
from installation import Town, run
from litestar.testing import TestClient
from telling import CONTACTS, EMAIL, NUMBER, Phone

from backend.core.contact import Channel, contact_address
from backend.services.leave import leave
from backend.storage.logs import entries

Client = TestClient[Any]
STORED = "select address from contact"


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    with town.client() as client:
        yield client


@pytest.fixture
def phone(town: Town, client: Client) -> Phone:
    return Phone(town, client, town.join(1))


def put(phone: Phone, channel: str, address: str) -> Any:
    return phone.ask(f"{CONTACTS}/{channel}", "PUT", json={"address": address})


@pytest.mark.parametrize(
    ("channel", "typed", "kept"),
    [
        ("email", "Li.Na+points@Example.CN", "Li.Na+points@example.cn"),
        ("email", "o'neil_1@a-b.xn--fiqs8s", "o'neil_1@a-b.xn--fiqs8s"),
        ("message", "13800001234", "+8613800001234"),
        ("message", "138-0000-1234", "+8613800001234"),
        ("message", "+44-20(7946)0958", "+442079460958"),
    ],
)
def test_an_address_is_kept_in_one_form(channel: Channel, typed: str, kept: str) -> None:
    assert contact_address(channel, typed) == kept


@pytest.mark.parametrize(
    ("channel", "typed"),
    [
        ("email", "li.na"),
        ("email", "li.na@example"),
        ("email", "li..na@example.cn"),
        ("email", ".li@example.cn"),
        ("email", "li@-example.cn"),
        ("email", "li@example.123"),
        ("email", "li@example.cn,wang@example.cn"),
        ("email", "<li@example.cn>"),
        ("email", "李@example.cn"),
        ("email", "li@example.cn\n"),
        ("email", f"{'a' * 65}@example.cn"),
        ("message", "12345"),
        ("message", "12800001234"),
        ("message", "+0123456789"),
        ("message", "+861380000123456789"),
        ("message", "١٣٨٠٠٠٠١٢٣٤"),
        ("message", "li.na@example.cn"),
    ],
)
def test_what_cannot_be_written_to_is_refused(channel: Channel, typed: str) -> None:
    assert contact_address(channel, typed) is None


@pytest.mark.parametrize(
    ("channel", "address", "kind"),
    [("email", "wang.wu@host", "contact-email"), ("message", "12345", "contact-message")],
)
def test_a_refusal_names_the_field_and_says_what_to_do(
    phone: Phone, channel: str, address: str, kind: str
) -> None:
    answer = put(phone, channel, address)
    (problem,) = answer.json()["problems"]
    assert (answer.status_code, problem["kind"], problem["field"]) == (422, kind, "address")
    assert list(faults_of(answer, "en")) == []
    assert address not in answer.text


def test_contacts_are_put_shown_replaced_and_deleted(town: Town, phone: Phone) -> None:
    assert phone.ask(CONTACTS).json() == []
    made = put(phone, "email", "Li.Na@EXAMPLE.cn")
    assert (made.status_code, made.json()) == (
        200,
        {
            "channel": "email",
            "address": "Li.Na@example.cn",
            "made_at": "2027-03-01T04:00:00Z",
            "last_sent_at": None,
            "problem": "not-set-up",
        },
    )
    town.clock.advance(hours=1)
    assert put(phone, "email", "Li.Na@example.cn").json() == made.json()
    put(phone, "message", NUMBER)
    other = put(phone, "email", EMAIL).json()
    assert other["made_at"] == "2027-03-01T05:00:00Z"
    assert [each["address"] for each in phone.ask(CONTACTS).json()] == [EMAIL, NUMBER]
    for _ in range(2):
        assert phone.ask(f"{CONTACTS}/email", "DELETE").status_code == 204
    assert [each["channel"] for each in phone.ask(CONTACTS).json()] == ["message"]
    assert phone.ask(f"{CONTACTS}/fax", "DELETE").status_code in {404, 422}


def test_an_address_is_stored_sealed_and_its_changes_are_logged_without_it(
    town: Town, phone: Phone
) -> None:
    put(phone, "email", EMAIL)
    phone.ask(f"{CONTACTS}/email", "DELETE")
    put(phone, "message", NUMBER)
    (stored,) = town.desk.database.read_now(lambda tx: tx.rows(STORED))
    assert NUMBER.encode() not in stored[0]
    log = town.desk.database.read_now(lambda tx: entries(tx, town.city, None, 10))
    noted = [entry for entry in log if entry.action.startswith("contact.")]
    assert [entry.action for entry in noted] == ["contact.put", "contact.deleted", "contact.put"]
    assert {entry.subject for entry in noted} == {phone.subject}
    assert EMAIL not in repr(log)
    assert NUMBER not in repr(log)


def test_residents_see_their_own_contacts_alone(town: Town, client: Client, phone: Phone) -> None:
    put(phone, "email", EMAIL)
    other = Phone(town, client, town.join(2))
    assert other.ask(CONTACTS).json() == []
    other.ask(f"{CONTACTS}/email", "DELETE")
    assert len(phone.ask(CONTACTS).json()) == 1


def test_whoever_is_leaving_can_delete_a_contact_and_add_none(town: Town, phone: Phone) -> None:
    put(phone, "email", EMAIL)
    run(leave(town.desk, town.resident(phone.subject), town.clock.now()))
    refused = put(phone, "message", NUMBER)
    assert (refused.status_code, refused.json()["problems"][0]["kind"]) == (409, "is-leaving")
    assert len(phone.ask(CONTACTS).json()) == 1
    assert phone.ask(f"{CONTACTS}/email", "DELETE").status_code == 204
    assert phone.ask(CONTACTS).json() == []
