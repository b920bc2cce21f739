"""Small parts of the core: what opens, who may, what can be written to, what a file may be."""

from decimal import Decimal

import pytest
from builders import band, catalogue, day, deed, merit, moment, rule, scheme

from backend.core.bands import opens
from backend.core.contact import contact_address
from backend.core.evidence import cleaned_name, is_of_type
from backend.core.instant import Instant
from backend.core.permissions import Identity, Permission, Role, refusal, same_person
from backend.core.price import Flat
from backend.core.scoring import counting
from backend.core.term import Lifetime

OFFICER = Identity(account="o", role=Role.OFFICER, city="fuzhou", session="s")
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR...IEND\xaeB`\x82"
WEBP = b"RIFF" + (4).to_bytes(4, "little") + b"WEBP"


def test_a_better_band_opens_what_a_lesser_one_does() -> None:
    bands = (band("high", 800), band("middle", 500), band("low", 0))
    assert [opens(bands, each.name, "middle") for each in bands] == [True, True, False]


def test_a_permission_ends_at_the_citys_border() -> None:
    assert refusal(OFFICER, Permission.ENROL, "fuzhou") is None
    abroad = refusal(OFFICER, Permission.ENROL, "suzhou")
    missing = refusal(OFFICER, Permission.PROPOSE_SCHEME, "fuzhou")
    assert abroad is not None
    assert missing is not None
    assert (abroad.kind, missing.kind) == ("city-not-yours", "role-not-allowed")


def test_one_enters_and_another_confirms() -> None:
    found = same_person("a", "a")
    assert found is not None
    assert found.kind == "same-person"
    assert same_person("a", "b") is None


@pytest.mark.parametrize(
    ("channel", "text", "kept"),
    [
        ("email", "Li.Na@Example.CN", "Li.Na@example.cn"),
        ("email", "li na@example.cn", None),
        ("email", f"{'a' * 65}@example.cn", None),
        ("message", "138-0013-8000", "+8613800138000"),
        ("message", "+4915112345678", "+4915112345678"),
        ("message", "110", None),
    ],
)
def test_an_address_is_kept_in_one_form(channel: str, text: str, kept: str | None) -> None:
    assert contact_address(channel, text) == kept  # type: ignore[arg-type] # one of two words


@pytest.mark.parametrize(
    ("media_type", "content", "is_one"),
    [
        ("application/pdf", b"%PDF-1.7 ... %%EOF", True),
        ("application/pdf", b"MZ program", False),
        ("image/jpeg", b"\xff\xd8\xff ... \xff\xd9", True),
        ("image/png", PNG, True),
        ("image/png", PNG[:-1], False),
        ("image/webp", WEBP, True),
        ("image/webp", b"RIFF", False),
        ("image/webp", WEBP + b"more", False),
        ("text/plain", "收据".encode(), True),
        ("text/plain", b"\xff", False),
        ("text/plain", b"a\x00b", False),
        ("application/zip", b"PK", False),
    ],
)
def test_a_file_is_what_its_type_says(media_type: str, content: bytes, *, is_one: bool) -> None:
    assert is_of_type(media_type, content) is is_one


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("receipt.pdf", "receipt.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\files\\receipt", "receipt.pdf"),
        ("a" * 200, ""),
        ("...", ""),
    ],
)
def test_a_name_is_no_path(name: str, cleaned: str) -> None:
    assert cleaned_name(name, "application/pdf") == cleaned


def test_what_counts_and_until_when_is_known_without_the_points() -> None:
    good = merit("help")
    bound = scheme(
        catalogue(good), rule("help", Flat(points=Decimal(5)), lifetime=Lifetime(years=1))
    )
    given = deed("d", "help", "2027-03-01")
    at = Instant(moment=moment(day("2027-03-02")), day=day("2027-03-02"))
    assert counting(bound, [given], at) == (frozenset({"d"}), day("2028-03-01"))
