"""The desktop's session: renewed once for all threads, and never mixed up between people."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from desktop.callers import Callers, auditor, hours, new_client, signed_in
from furnished import CITY, PASSWORD, Furnished, furnished
from httpx import Response

from admin_gui.client.api import ApiClient
from admin_gui.client.errors import RefusedError, SignedOutError
from backend.contracts.staff import StaffView

REFRESH = "/api/v1/session/refresh"
SECONDS = 20


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with furnished(tmp_path_factory.mktemp("town"), None) as made:
        yield made


class Hooks:
    """What the server answered, and what is done when it answers."""

    def __init__(self) -> None:
        """Do nothing."""
        self.answers: list[tuple[str, int]] = []
        self.on_unauthorized: Callable[[], object] = lambda: None

    def __call__(self, response: Response) -> None:
        """Note an answer."""
        self.answers.append((response.request.url.path, response.status_code))
        if response.status_code == 401 and response.request.url.path != REFRESH:
            self.on_unauthorized()

    @property
    def refreshes(self) -> int:
        """How often a token was renewed."""
        return sum(path == REFRESH for path, _ in self.answers)


@pytest.fixture
def hooks(town: Furnished) -> Iterator[Hooks]:
    made = Hooks()
    town.client.event_hooks = {"response": [made]}
    yield made
    town.client.event_hooks = {}


def let_token_expire(town: Furnished) -> None:
    town.town.clock.advance(minutes=20)


def newcomer(town: Furnished, name: str) -> tuple[ApiClient, StaffView]:
    """Somebody new who is signed in, and their account."""
    made = signed_in(town, "administrator").staff.create(CITY, auditor(name))
    client = new_client(town)
    client.sign_in(CITY, name, made.password)
    return client, made.account


def test_an_expired_token_is_renewed_without_a_word(town: Furnished, hooks: Hooks) -> None:
    client = signed_in(town, "collector")
    deed = hours("renewed")
    for _ in range(2):
        let_token_expire(town)
        assert client.deeds.enter(CITY, deed).id == deed.id
    assert hooks.refreshes == 2
    assert client.account().name == "collector-one"
    assert hooks.refreshes == 2


def test_threads_whose_token_expired_renew_it_once(town: Furnished, hooks: Hooks) -> None:
    client = signed_in(town, "officer")
    let_token_expire(town)
    # Both have been refused before either goes on.
    hooks.on_unauthorized = Barrier(2, timeout=SECONDS).wait
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(client.account) for _ in range(2)]
        names = [each.result(SECONDS).name for each in asked]
    assert names == ["officer-one"] * 2
    assert hooks.refreshes == 1


def test_threads_whose_session_ended_are_all_told(town: Furnished, hooks: Hooks) -> None:
    client, account = newcomer(town, "two.at.once")
    signed_in(town, "administrator").staff.disable(CITY, account)
    hooks.on_unauthorized = Barrier(2, timeout=SECONDS).wait
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(client.account) for _ in range(2)]
        failures = [each.exception(SECONDS) for each in asked]
    assert [type(failure) for failure in failures] == [SignedOutError] * 2
    assert hooks.refreshes == 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "You are no longer signed in. Sign in again to go on."), ("zh", "请重新登录")],
)
def test_who_was_disabled_is_told_to_sign_in_again(
    town: Furnished, language: str, sentence: str
) -> None:
    client, account = newcomer(town, f"disabled.{language}")
    client.connection.language = "zh" if language == "zh" else "en"
    signed_in(town, "administrator").staff.disable(CITY, account)
    with pytest.raises(SignedOutError) as raised:
        client.account()
    assert sentence in raised.value.sentence
    assert raised.value.problems[0].kind == "session-ended"
    assert not client.connection.is_signed_in
    # And so they stay, until they sign in.
    with pytest.raises(SignedOutError):
        client.account()


def test_a_session_ends_after_its_time(town: Furnished) -> None:
    client = signed_in(town, "officer")
    town.town.clock.advance(days=400)
    with pytest.raises(SignedOutError):
        client.account()


def test_a_session_ended_elsewhere_is_noticed_at_the_next_call(town: Furnished) -> None:
    client = signed_in(town, "counter")
    elsewhere = signed_in(town, "counter")
    elsewhere.change_password(PASSWORD, f"another {PASSWORD}")
    elsewhere.change_password(f"another {PASSWORD}", PASSWORD)
    assert elsewhere.account().role == "counter"
    with pytest.raises(SignedOutError):
        client.account()


def test_a_wrong_password_is_refused_and_ends_nothing(town: Furnished, hooks: Hooks) -> None:
    client = signed_in(town, "officer")
    with pytest.raises(RefusedError) as raised:
        client.sign_in(CITY, "officer-one", "not the password")
    assert not isinstance(raised.value, SignedOutError)
    assert raised.value.kind == "sign-in-refused"
    assert hooks.refreshes == 0
    assert client.account().name == "officer-one"


def test_what_one_person_asked_is_never_sent_as_another(town: Furnished, hooks: Hooks) -> None:
    client = signed_in(town, "collector")
    deed = hours("of the collector")
    let_token_expire(town)
    # While the deed is under way, somebody else takes over the desktop.
    hooks.on_unauthorized = lambda: client.sign_in(CITY, "machine-one", PASSWORD)
    with pytest.raises(SignedOutError):
        client.deeds.enter(CITY, deed)
    assert str(deed.id) not in {entry.id for entry in client.deeds.entries(CITY).items}
    assert client.account().name == "machine-one"


def test_signing_out_twice_is_no_failure(town: Furnished) -> None:
    client = signed_in(town, "officer")
    client.sign_out()
    client.sign_out()
    assert not client.connection.is_signed_in


def test_secrets_are_in_no_text_of_the_client(town: Furnished) -> None:
    client = signed_in(town, "officer")
    told = repr(vars(client.connection))
    assert "fuzhou." not in told
    assert "eyJ" not in told


def test_what_has_not_changed_is_not_sent_again(town: Furnished, hooks: Hooks) -> None:
    client = signed_in(town, "officer")
    reads: list[Callable[[], object]] = [
        client.cities.all,
        partial(client.cities.city, CITY),
        partial(client.cities.scheme, CITY),
        partial(client.cities.deed_types, CITY),
        partial(client.cities.deed_types, CITY, "civility-office"),
    ]
    first = [read() for read in reads]
    assert [read() for read in reads] == first
    assert [status for _, status in hooks.answers[-5:]] == [304] * 5


def test_what_is_kept_is_kept_by_language_and_person(town: Furnished, hooks: Hooks) -> None:
    client = signed_in(town, "officer")
    english = client.cities.scheme(CITY)
    client.connection.language = "zh"
    chinese = client.cities.scheme(CITY)
    texts = [tuple(rule.price_text for rule in each.rules) for each in (english, chinese)]
    assert texts[0] != texts[1]
    client.sign_out()
    client.cities.scheme(CITY)
    assert [status for path, status in hooks.answers if path.endswith("/scheme")] == [200] * 3


def test_no_more_than_a_few_answers_are_kept(town: Furnished, hooks: Hooks) -> None:
    client = new_client(town)
    client.cities.city(CITY)
    for place in range(40):
        client.cities.deed_types(CITY, f"department-{place}")
    client.cities.city(CITY)
    assert hooks.answers[-1][1] == 200
    client.cities.deed_types(CITY, "department-39")
    assert hooks.answers[-1][1] == 304


def test_a_new_scheme_in_force_is_seen_at_once(town: Furnished) -> None:
    administrator = signed_in(town, "administrator")
    before = administrator.cities.scheme(CITY)
    (proposal,) = administrator.schemes.proposals(CITY, state="open").items
    Callers(town).second_administrator().schemes.approve(proposal)
    after = administrator.cities.scheme(CITY)
    assert (after.digest, before.digest != after.digest) == (proposal.digest, True)
