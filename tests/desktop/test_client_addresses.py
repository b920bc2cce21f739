"""Server addresses as users type them, and the way that is taken there."""

import pytest
from desktop.raw_server import answer, raw_server
from installation import NOON

from admin_gui.client.addresses import address_of, is_plain, open_http
from admin_gui.client.api import ApiClient
from admin_gui.client.errors import AddressError

NO_CITIES = answer(b'{"cities": []}')


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("points.example.org", "https://points.example.org"),
        ("  Points.Example.Org/ ", "https://points.example.org"),
        ("points.example.org:8443", "https://points.example.org:8443"),
        ("https://points.example.org", "https://points.example.org"),
        ("HTTP://points.example.org:80/", "http://points.example.org:80"),
        ("server", "https://server"),
        ("积分.example.cn", "https://积分.example.cn"),
        ("10.1.2.3", "https://10.1.2.3"),
        ("http://10.1.2.3:8000", "http://10.1.2.3:8000"),
        ("[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("localhost", "http://localhost:8000"),
        ("localhost:9000", "http://localhost:9000"),
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("http://127.0.0.1", "http://127.0.0.1"),
        ("[::1]", "http://[::1]:8000"),
        ("https://localhost:8443", "https://localhost:8443"),
    ],
)
def test_what_is_typed_becomes_an_address(typed: str, address: str) -> None:
    assert address_of(typed) == address
    assert address_of(address) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "ftp://points.example.org",
        "file:///etc/passwd",
        "https://",
        "https:///",
        "points example org",
        "points..example.org",
        "-points.example.org",
        "points.example.org:0",
        "points.example.org:65536",
        "points.example.org:port",
        "user:secret@points.example.org",
        "https://user@points.example.org",
        "10.1.2",
        "10.1.2.300",
        "[::1",
        "[points]",
        "a" * 300,
        "points.example.org\nx",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(AddressError) as raised:
        address_of(typed)
    assert "is no server address. Type it like points.example.org" in raised.value.sentence
    assert len(raised.value.sentence) < 250
    with pytest.raises(AddressError) as raised:
        address_of(typed, "zh")
    assert "不是服务器地址" in raised.value.sentence


@pytest.mark.parametrize("rest", ["/api/v1/docs", "/?a=b", "?a", "#top", "//"])
def test_what_is_more_than_an_address_is_told_what_to_type(rest: str) -> None:
    with pytest.raises(AddressError) as raised:
        address_of(f"https://points.example.org{rest}")
    assert "such as https://points.example.org." in raised.value.sentence


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("http://points.example.org", True),
        ("http://10.1.2.3:8000", True),
        ("http://localhost.example.org", True),
        ("https://points.example.org", False),
        ("http://localhost:8000", False),
        ("http://127.0.0.1:8000", False),
        ("http://127.1.2.3", False),
        ("http://[::1]:8000", False),
        ("http://[2001:db8::1]", True),
    ],
)
def test_plain_http_to_another_machine_is_reported(address: str, *, plain: bool) -> None:
    assert is_plain(address) == plain


def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def test_a_proxy_of_the_environment_stands_before_other_machines_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    no_proxies(monkeypatch)
    with raw_server(NO_CITIES) as proxy, raw_server(NO_CITIES) as here:
        monkeypatch.setenv("http_proxy", proxy.address)
        for address in ("http://points.invalid", here.address):
            with open_http(address) as http:
                ApiClient(http, now=lambda: NOON).cities.all()
        (by_proxy,), (directly,) = proxy.asked, here.asked
    assert by_proxy.startswith("get http://points.invalid/api/v1/cities ")
    assert directly.startswith("get /api/v1/cities ")


def test_a_proxy_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    no_proxies(monkeypatch)
    monkeypatch.setenv("all_proxy", "gopher://proxy.invalid")
    with pytest.raises(AddressError) as raised:
        open_http("https://points.example.org")
    assert "proxy settings cannot be used" in raised.value.sentence
    open_http("http://127.0.0.1:8000").close()


def test_the_server_is_told_who_asks_and_in_which_language() -> None:
    with raw_server(NO_CITIES, NO_CITIES) as server, open_http(server.address) as http:
        client = ApiClient(http, now=lambda: NOON)
        client.cities.all()
        client.connection.language = "zh"
        client.cities.all()
        english, chinese = (each.split("\r\n") for each in server.asked)
        assert server.connections == 1
    assert any(line.startswith("user-agent: citypoints-desktop/") for line in english)
    assert "accept-language: en" in english
    assert "accept-language: zh-cn" in chinese
    assert not any(line.startswith("authorization") for line in english)
