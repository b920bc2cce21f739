"""A network or a server that is not as it should be: what users are told, what is asked again."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import httpx
import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from desktop.callers import hours
from desktop.raw_server import CLOSED, CUT, Answer, RawServer, answer, raw_server
from installation import NOON
from serving import free_port

from admin_gui.client.addresses import open_http
from admin_gui.client.api import ApiClient
from admin_gui.client.errors import (
    AwayError,
    BusyError,
    ClientError,
    FailedError,
    RefusedError,
    SignedOutError,
    StrangeError,
)
from admin_gui.client.sentences import SENTENCES
from backend.contracts.problems import ProblemDocument

NO_CITIES = answer(b'{"cities": []}')
RECEIPT = {
    "deed_type": "volunteering",
    "state": "counts",
    "recorded_at": "2027-03-01T04:00:00Z",
}
SIGNED_IN = answer(
    b'{"access_token": "a", "expires_in": 9, "refresh_token": "r", "refresh_expires_in": 99}'
)
OWN_ACCOUNT = answer(
    b'{"id": "1", "city": "fuzhou", "role": "officer", "name": "chen.jing", "full_name": null,'
    b' "department": null, "is_machine": false, "is_confirmed": true, "permissions": []}'
)
PROBLEM_JSON = "application/problem+json"


@contextmanager
def client_of(address: str) -> Iterator[ApiClient]:
    with open_http(address) as http:
        yield ApiClient(http, now=lambda: NOON)


@contextmanager
def asking(*answers: Answer) -> Iterator[tuple[ApiClient, RawServer]]:
    """A client and the server that it asks."""
    with raw_server(*answers) as server, client_of(server.address) as client:
        yield client, server


def told(answer_given: Answer, language: str = "en") -> ClientError:
    """What a client makes of an answer."""
    with asking(answer_given) as (client, server):
        client.connection.language = "zh" if language == "zh" else "en"
        with pytest.raises(ClientError) as raised:
            client.cities.all()
        assert len(server.asked) == 1
        if isinstance(raised.value, StrangeError):
            assert server.address in raised.value.sentence
    return raised.value


def document(status: int, detail: str) -> bytes:
    return msgspec.json.encode(
        ProblemDocument(type="urn:x", title="T", status=status, detail=detail, problems=())
    )


@pytest.mark.parametrize(("language", "word"), [("en", "cannot be reached"), ("zh", "无法连接")])
def test_a_server_that_is_away_is_named_with_what_to_do(language: str, word: str) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    with client_of(address) as client:
        client.connection.language = "zh" if language == "zh" else "en"
        with pytest.raises(AwayError) as raised:
            client.cities.all()
    assert word in raised.value.sentence
    assert address in raised.value.sentence
    assert client.connection.skew_seconds is None


def test_an_answer_that_is_cut_is_no_answer_and_is_not_asked_for_again() -> None:
    with asking(CUT, NO_CITIES) as (client, server):
        with pytest.raises(AwayError) as raised:
            client.cities.all()
        assert len(server.asked) == 1
    assert "broke before the answer was complete" in raised.value.sentence


def test_a_read_whose_kept_connection_was_closed_is_asked_again_at_once() -> None:
    with asking(NO_CITIES, CLOSED, NO_CITIES) as (client, server):
        client.cities.all()
        assert client.cities.all().cities == ()
        assert (len(server.asked), server.connections) == (3, 2)


def test_a_read_is_asked_again_once_only() -> None:
    with asking(NO_CITIES, CLOSED, CLOSED) as (client, server):
        client.cities.all()
        with pytest.raises(AwayError):
            client.cities.all()
        assert len(server.asked) == 3


def test_a_deed_is_never_sent_twice_by_the_connection() -> None:
    deed = hours("once")
    receipt = answer(msgspec.json.encode({**RECEIPT, "id": deed.id}))
    with asking(NO_CITIES, CLOSED, receipt) as (client, server):
        client.cities.all()
        with pytest.raises(AwayError):
            client.deeds.enter("fuzhou", deed)
        assert len(server.asked) == 2
        assert client.deeds.enter("fuzhou", deed).id == deed.id


def test_a_server_that_is_too_slow_is_waited_for_no_longer() -> None:
    with raw_server(Answer(b"HTTP/1.1 200 OK\r\n")) as server:
        http = httpx.Client(base_url=server.address, timeout=0.2)
        with http, pytest.raises(AwayError) as raised:
            ApiClient(http, now=lambda: NOON).cities.all()
    assert "did not answer in time" in raised.value.sentence


@pytest.mark.parametrize(
    "strange",
    [
        answer(b"<html>Welcome to the hotel's network</html>", kind="text/html"),
        answer(b'{"cities": [{"code": "fuzhou"}]}'),
        answer(b'{"cities": "none"}'),
        answer(b"\xff\xfe"),
        answer(b"[" * 100_000),
        answer(b""),
        answer(b"", status="304 Not Modified"),
        answer(b"not gzip", content_encoding="gzip"),
        answer(b"Not here", status="404 Not Found", kind="text/html"),
        answer(b'{"detail": 5}', status="404 Not Found", kind=PROBLEM_JSON),
        answer(b"Sign in", status="401 Unauthorized", kind="text/html"),
    ],
    ids=str,
)
def test_an_answer_of_something_else_is_called_so(strange: Answer) -> None:
    error = told(strange)
    assert isinstance(error, StrangeError)
    assert "different versions" in error.sentence
    assert "版本不同" in told(strange, "zh").sentence


def test_bytes_that_are_no_http_are_no_answer() -> None:
    assert isinstance(told(Answer(b"SSH-2.0-OpenSSH_9.2\r\n\r\n", closes=True)), AwayError)


def test_fields_of_a_newer_server_are_passed_over() -> None:
    with asking(answer(b'{"cities": [], "provinces": 31}')) as (client, _):
        assert client.cities.all().cities == ()


def test_a_server_that_moved_is_not_followed_but_told() -> None:
    with raw_server(NO_CITIES) as elsewhere:
        moved = answer(b"", status="302 Found", location=f"{elsewhere.address}/api/v1/cities")
        error = told(moved)
        assert isinstance(error, StrangeError)
        assert elsewhere.address in error.sentence
        assert elsewhere.asked == []


@pytest.mark.parametrize("status", ["502 Bad Gateway", "504 Gateway Timeout", "500 Error"])
def test_a_proxy_before_a_server_that_is_away_is_seen_through(status: str) -> None:
    error = told(answer(b"<html>", status=status, kind="text/html"))
    assert isinstance(error, AwayError)
    assert status[:3] in error.sentence


def test_a_failure_of_the_server_tells_its_number_and_may_be_tried_again() -> None:
    error = told(answer(document(500, "Tell them 7f-1."), status="500 Error", kind=PROBLEM_JSON))
    assert isinstance(error, FailedError)
    assert error.sentence == "Tell them 7f-1."


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [("7", 7), ("0", 1), ("999999", 3600), ("9" * 5000, 5), ("Mon, 01 Mar 2027 04:00:00 GMT", 5)],
)
def test_a_proxy_that_is_asked_too_much_says_how_long_to_wait(stated: str, seconds: int) -> None:
    error = told(answer(b"", status="503 Unavailable", retry_after=stated))
    assert isinstance(error, BusyError)
    assert error.retry_seconds == seconds
    assert f"in {seconds} seconds" in error.sentence


def test_a_refusal_without_problems_has_its_sentence_still() -> None:
    error = told(answer(document(403, "Not you."), status="403 Forbidden", kind=PROBLEM_JSON))
    assert isinstance(error, RefusedError)
    assert (error.sentence, error.kind, error.field_problems()) == ("Not you.", "", {})


def test_a_half_finished_sign_in_is_none() -> None:
    with asking(SIGNED_IN, CUT) as (client, _):
        with pytest.raises(AwayError):
            client.sign_in("fuzhou", "chen.jing", "secret")
        assert not client.connection.is_signed_in


def test_a_token_that_is_refused_although_new_is_not_renewed_for_ever() -> None:
    renewed = answer(b'{"access_token": "b", "expires_in": 900}')
    unauthorized = answer(document(401, "No."), status="401 Unauthorized", kind=PROBLEM_JSON)
    with asking(SIGNED_IN, OWN_ACCOUNT, unauthorized, renewed, unauthorized) as (client, server):
        client.sign_in("fuzhou", "chen.jing", "secret")
        with pytest.raises(SignedOutError):
            client.account()
        assert len(server.asked) == 5
        assert not client.connection.is_signed_in


@pytest.mark.parametrize(
    ("date", "skew"),
    [
        ("Mon, 01 Mar 2027 04:00:00 GMT", 0),
        ("Mon, 01 Mar 2027 04:10:00 GMT", 600),
        ("Mon, 01 Mar 2027 03:59:30 GMT", -30),
        ("Mon, 01 Mar 2027 12:00:00 +0800", 0),
        ("Mon, 01 Mar 2027 04:00:00 -0000", 0),
    ],
)
def test_a_wrong_clock_is_noticed(date: str, skew: int) -> None:
    with asking(answer(b'{"cities": []}', date=date)) as (client, _):
        assert client.connection.server_now() == NOON
        client.cities.all()
        assert client.connection.skew_seconds == skew
        assert client.connection.server_now() == NOON + timedelta(seconds=skew)


@pytest.mark.parametrize("date", ["yesterday", "Mon, 99 Mar 2027 04:00:00 GMT", ""])
def test_a_date_that_is_none_changes_nothing(date: str) -> None:
    with asking(answer(b'{"cities": []}', date=date)) as (client, _):
        client.cities.all()
        assert client.connection.skew_seconds is None


@pytest.fixture
def unknown_authority(tmp_path: Path) -> ssl.SSLContext:
    """The side of a server whose certificate nobody here trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=36500))
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    unknown_authority: ssl.SSLContext,
) -> None:
    with raw_server(NO_CITIES, tls=unknown_authority) as server:
        with (
            client_of(f"https://127.0.0.1:{server.port}") as client,
            pytest.raises(AwayError) as raised,
        ):
            client.cities.all()
        assert server.asked == []
    assert "No secure connection" in raised.value.sentence
    assert "self-signed certificate" in raised.value.sentence


def test_a_server_without_tls_is_told_from_one_that_is_away() -> None:
    refusal = answer(b"", status="400 Bad Request")
    with (
        raw_server(refusal, is_hasty=True) as server,
        client_of(f"https://127.0.0.1:{server.port}") as client,
        pytest.raises(AwayError) as raised,
    ):
        client.cities.all()
    assert "begin the address with http://" in raised.value.sentence


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_sentence_is_there_in_both_languages(kind: str) -> None:
    english, chinese = SENTENCES[kind]
    assert english.isascii() or "“" in english
    assert not chinese.isascii()
    names = [
        {name for _, name, _, _ in Formatter().parse(text) if name} for text in SENTENCES[kind]
    ]
    assert names[0] == names[1]
