"""Refusals as the desktop shows them: the server's sentences, at the fields they speak of."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desktop.callers import WHY, hours, signed_in
from furnished import CITY, Furnished, furnished
from installation import Town, opened
from litestar.testing import TestClient

from admin_gui.client.api import ApiClient
from admin_gui.client.errors import BusyError, RefusedError
from admin_gui.client.sentences import Language
from backend.app import create_app
from backend.contracts.deeds import DeedIn, Document
from backend.contracts.problems import ProblemDocument, ProblemItem
from backend.contracts.staff import StaffChange
from backend.web.throttle import Allowance, Allowances, Throttle


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with furnished(tmp_path_factory.mktemp("town"), None) as made:
        yield made


def refusal(client: ApiClient, deed: DeedIn) -> RefusedError:
    with pytest.raises(RefusedError) as raised:
        client.deeds.enter(CITY, deed)
    return raised.value


@pytest.mark.parametrize(
    ("language", "word", "day"),
    [("en", "Write it out.", "is in the future"), ("zh", "请填写。", "尚未到来")],
)
def test_each_field_is_told_what_is_wrong_with_it(
    town: Furnished, language: Language, word: str, day: str
) -> None:
    client = signed_in(town, "collector")
    client.connection.language = language
    late = refusal(client, hours("wrong", occurred_on=date(2027, 5, 1)))
    assert list(late.field_problems()) == ["occurred_on"]
    assert day in late.field_problems()["occurred_on"]
    nameless = Document(authority="-", number="7", issued_on=date(2027, 1, 1))
    wrong = refusal(client, hours("wrong", account="!", document=nameless))
    assert set(wrong.field_problems()) == {"account", "document.authority"}
    assert word in wrong.field_problems()["document.authority"]
    assert wrong.sentence in wrong.field_problems().values()


def test_problems_of_one_field_stand_on_lines_and_those_of_none_do_not() -> None:
    items = [("a", "One."), ("a", "Two."), ("", "Three."), ("b", "Four.")]
    problems = tuple(ProblemItem(kind="k", field=field, detail=text) for field, text in items)
    document = ProblemDocument(
        type="urn:x", title="T", status=422, detail="One.", problems=problems
    )
    assert RefusedError(document).field_problems() == {"a": "One.\nTwo.", "b": "Four."}


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused(town: Furnished) -> None:
    client = signed_in(town, "administrator")
    read = client.staff.one(CITY, "counter-one")
    change = StaffChange(full_name="Wang Min", role="counter", provider=read.provider)
    client.staff.change(CITY, read, change)
    with pytest.raises(RefusedError) as raised:
        client.staff.disable(CITY, read)
    assert raised.value.kind == "version-stale"
    assert "Read it again" in raised.value.sentence
    assert client.staff.one(CITY, "counter-one").full_name == "Wang Min"


def test_a_decision_on_what_was_decided_meanwhile_is_refused(town: Furnished) -> None:
    client = signed_in(town, "administrator")
    (read,) = client.schemes.proposals(CITY, state="open").items
    client.schemes.withdraw(read)
    with pytest.raises(RefusedError):
        client.schemes.withdraw(read)


@pytest.mark.parametrize("resident", ["a?b=c#d", "100%", "李娜", ".", ".."])
def test_a_path_holds_what_it_is_given_and_nothing_else(town: Furnished, resident: str) -> None:
    with pytest.raises(RefusedError) as raised:
        signed_in(town, "officer").residents.score(CITY, resident, WHY)
    assert raised.value.kind == "no-participant"


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Town]:
    yield from opened(tmp_path / "data", None)


@pytest.mark.parametrize(("language", "word"), [("en", "Try again in"), ("zh", "秒后再试")])
def test_who_asks_too_often_is_told_when_to_try_again(
    strict: Town, language: Language, word: str
) -> None:
    sizes = Allowances(sign_in_names=Allowance(amount=2))
    app = create_app(strict.installation, throttle=Throttle(sizes), with_jobs=False)
    with TestClient(app) as http:
        client = ApiClient(http, now=strict.clock.now)
        client.connection.language = language
        for _ in range(2):
            with pytest.raises(RefusedError):
                client.sign_in(CITY, "chen.jing", "not the password")
        with pytest.raises(BusyError) as raised:
            client.sign_in(CITY, "chen.jing", "not the password")
    assert 25 <= raised.value.retry_seconds <= 30
    assert word in raised.value.sentence
    assert str(raised.value.retry_seconds) in raised.value.sentence
