"""The settings of the ways out: what they mean, and what is wrong with what cannot be used."""

from base64 import b64encode

import pytest

from backend.core.problems import ProblemsError
from backend.settings import MailSettings, Settings, WebhookSettings, read_settings

SECRET = b64encode(bytes(range(32))).decode()
SENDER = "notices@fuzhou.example"


def read(**settings: str) -> Settings:
    return read_settings({f"CITYPOINTS_{name.upper()}": text for name, text in settings.items()})


def test_without_settings_there_is_no_way_out() -> None:
    assert (read().mail, read().webhook) == (None, None)


@pytest.mark.parametrize(
    ("url", "facts"),
    [
        ("smtp://mail.example", {"host": "mail.example", "port": 587}),
        ("smtps://mail.example/", {"host": "mail.example", "port": 465, "is_encrypted": True}),
        ("smtp://[::1]:2525", {"host": "::1", "port": 2525}),
        (
            "smtp://li%40x:p%3Aw%2Fd@mail.example:25",
            {"host": "mail.example", "port": 25, "user": "li@x", "password": "p:w/d"},
        ),
    ],
)
def test_a_mail_server_is_named_by_an_address(url: str, facts: dict[str, object]) -> None:
    usual = {"is_encrypted": False, "user": None, "password": None, "sender": SENDER}
    wanted = MailSettings(**{**usual, **facts})  # type: ignore[arg-type] # as the case has them
    assert read(smtp_url=url, mail_from=SENDER).mail == wanted


@pytest.mark.parametrize("secret", [SECRET, f"whsec_{SECRET}"])
@pytest.mark.parametrize(
    "url", ["https://sms.example/send?city=1", "http://127.0.0.1:9/", "http://localhost/x"]
)
def test_a_gateway_is_named_by_its_address_and_a_secret(url: str, secret: str) -> None:
    wanted = WebhookSettings(url=url, secret=bytes(range(32)))
    assert read(webhook_url=url, webhook_secret=secret).webhook == wanted


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("smtp_url", {"smtp_url": "mail.example", "mail_from": SENDER}),
        ("smtp_url", {"smtp_url": "http://mail.example", "mail_from": SENDER}),
        ("smtp_url", {"smtp_url": "smtp://mail.example:99999", "mail_from": SENDER}),
        ("smtp_url", {"smtp_url": "smtp://mail.example:0", "mail_from": SENDER}),
        ("smtp_url", {"smtp_url": "smtp://[::1", "mail_from": SENDER}),
        ("smtp_url", {"smtp_url": "smtp://li@mail.example", "mail_from": SENDER}),
        ("smtp_url", {"smtp_url": "smtp://mail.example/path", "mail_from": SENDER}),
        ("smtp_url", {"mail_from": SENDER}),
        ("mail_from", {"smtp_url": "smtp://mail.example"}),
        ("mail_from", {"smtp_url": "smtp://mail.example", "mail_from": "Fuzhou <a@b.cn>"}),
        ("webhook_url", {"webhook_url": "http://sms.example", "webhook_secret": SECRET}),
        ("webhook_url", {"webhook_url": "sms.example", "webhook_secret": SECRET}),
        ("webhook_url", {"webhook_secret": SECRET}),
        ("webhook_secret", {"webhook_url": "https://sms.example"}),
        ("webhook_secret", {"webhook_url": "https://sms.example", "webhook_secret": "short"}),
        ("webhook_secret", {"webhook_url": "https://sms.example", "webhook_secret": "!" * 44}),
    ],
)
def test_what_cannot_be_used_is_named_and_not_repeated(name: str, settings: dict[str, str]) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(**settings)
    (problem,) = caught.value.problems
    assert problem.key == f"CITYPOINTS_{name.upper()}"
    assert problem.kind == f"setting-{name.replace('_', '-')}"
    # An address may hold a password.
    assert problem.values == ()
