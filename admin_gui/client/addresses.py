"""Server addresses, as users type them, and the HTTP client that goes there."""

import re
import ssl
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address
from typing import Final

import httpx

from admin_gui.client.errors import AddressError
from admin_gui.client.sentences import Language, sentence

LOCAL_PORT: Final = 8000
PORT_MOST: Final = 65535
SHOWN_MOST: Final = 100
TIMEOUT: Final = httpx.Timeout(15.0, connect=5.0)
# The windows' threads and the outbox's, with a few to spare.
LIMITS: Final = httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30.0)

_ADDRESS: Final = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>\[[0-9a-f:.]+\]|[\w.-]+)(?::(?P<port>\d{1,5}))?"
    r"(?P<rest>[/?#].*)?",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(?:\.(?!-)[\w-]{1,63}(?<!-))*")


def address_of(text: str, language: Language = "en") -> str:
    """The address of a server as a user typed it: host, host:port or http(s)://….

    Without `http://` the connection is secure, except to this machine.

    Raises:
        AddressError: saying how to type it.
    """
    typed = text.strip()
    found = _ADDRESS.fullmatch(typed)
    if found is None or not _is_host(found["host"]) or not _is_port(found["port"]):
        shown = typed[:SHOWN_MOST]
        raise AddressError(sentence("address-unreadable", language, text=shown))
    host = found["host"].lower()
    scheme, port = (found["scheme"] or "").lower(), found["port"]
    if not scheme:
        scheme = "http" if _is_local(host) else "https"
        port = port or (str(LOCAL_PORT) if _is_local(host) else None)
    address = f"{scheme}://{host}:{int(port)}" if port else f"{scheme}://{host}"
    if found["rest"] not in {None, "/"}:
        shown = typed[:SHOWN_MOST]
        raise AddressError(sentence("address-too-long", language, text=shown, begin=address))
    return address


def is_plain(address: str) -> bool:
    """True where others on the way can read along: plain HTTP to another machine."""
    url = httpx.URL(address)
    return url.scheme == "http" and not _is_local(url.host)


def open_http(address: str, language: Language = "en") -> httpx.Client:
    """A client of the server at an address, whose connections stay open between calls.

    Proxies come from the environment, but none stands before this machine. Redirects are not
    followed: what is asked carries a token.

    Args:
        address: as `address_of` returns it.
        language: of the error's sentence.

    Raises:
        AddressError: where the environment names a proxy that cannot be used.
    """
    url = httpx.URL(address)
    try:
        return httpx.Client(
            base_url=url,
            verify=_trust(url),
            timeout=TIMEOUT,
            limits=LIMITS,
            headers={"user-agent": f"citypoints-desktop/{_version()}"},
            trust_env=not _is_local(url.host),
            follow_redirects=False,
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        detail = str(error).partition("\n")[0]
        raise AddressError(sentence("proxy-unusable", language, detail=detail)) from None


def _trust(url: httpx.URL) -> ssl.SSLContext:
    """Whom to believe: whom this machine believes, where a city may have added its own."""
    if url.scheme == "https":
        return ssl.create_default_context()
    # It trusts nobody, and reading all certificates takes a noticeable part of the start.
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _version() -> str:
    try:
        return version("citypoints")
    except PackageNotFoundError:
        return "source"


def _is_host(host: str) -> bool:
    if host.startswith("["):
        return _is_ip(host[1:-1])
    # Numbers and dots alone are meant as an IP address.
    if not host.replace(".", "").isdigit():
        return _NAME.fullmatch(host) is not None
    return _is_ip(host)


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_port(port: str | None) -> bool:
    return port is None or 0 < int(port) <= PORT_MOST


def _is_local(host: str) -> bool:
    bare = host.strip("[]").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    return _is_ip(bare) and ip_address(bare).is_loopback
