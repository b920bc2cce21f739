"""`citypoints verify-pass` as a third party uses it: with the published keys and nothing else."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from forging import BODY, HEADER, KEYS, PASS, PUBLIC, SIGNATURE, claims, key_of
from running import ROOT, Command

from backend.__main__ import main
from backend.contracts.pass_format import published, sign
from backend.contracts.passes import PassKeys

AT = "2026-11-22T12:00:10+08:00"
FRAMEWORKS = ("litestar", "sqlalchemy", "apscheduler", "httpx", "jwt", "asyncio", "backend.storage")

# What is said on standard output and on standard error, and the exit status.
Said = tuple[str, str, int]
Verify = Callable[..., Said]


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    path.write_bytes(msgspec.json.encode(KEYS))
    return path


@pytest.fixture
def verify(
    keys: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Verify:
    def run_it(*arguments: str, stdin: bytes = b"", at: str = AT) -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main(["verify-pass", "--keys", str(keys), "--at", at, *arguments])
        said = capsys.readouterr()
        return said.out, said.err, status

    return run_it


def test_a_pass_that_holds_is_told_with_what_it_is_good_for(verify: Verify) -> None:
    out, err, status = verify(PASS)
    assert out.splitlines() == [
        "Yes. This pass holds.",
        "City: fuzhou",
        "Perk: rental-deposit",
        "Amount: up to 50,000",
        "Holds for 290 more seconds.",
        "Number: 00112233445566778899aabbccddeeff",
    ]
    assert (err, status) == ("", 0)
    out, _, status = verify("--language", "zh", PASS)
    assert (out.splitlines()[0], status) == ("是。此凭证有效。", 0)


def test_a_pass_without_an_amount_says_none(verify: Verify) -> None:
    out, _, status = verify(sign(claims(amount=None), key_of(1), PUBLIC.kid))
    assert status == 0
    assert "mount" not in out


@pytest.mark.parametrize(
    ("shown", "at", "reason"),
    [
        (f"{HEADER}.{BODY}.{SIGNATURE[:-4]}AAAA", AT, "pass-altered"),
        (PASS, "2026-11-22T04:05:00Z", "pass-expired"),
        (PASS, "2026-11-22T03:59:29+00:00", "pass-not-yet"),
        (
            sign(claims(), key_of(9), published(key_of(9), "fuzhou", "2026-11").kid),
            AT,
            "pass-foreign",
        ),
        ("nothing.of.that", AT, "pass-malformed"),
        ("https://example.cn/menu", AT, "pass-malformed"),
        (f"{HEADER}.{BODY}.{SIGNATURE[:-4]}//==", AT, "pass-malformed"),
        (f"{PASS} ".replace(".", " ."), AT, "pass-malformed"),
        ("7KQ2M-9XD4H", AT, "pass-code-only"),
        ("x" * 100_000, AT, "pass-malformed"),
        ("", AT, "pass-malformed"),
    ],
)
def test_what_does_not_hold_is_refused_with_the_reason(
    verify: Verify, shown: str, at: str, reason: str
) -> None:
    out, err, status = verify(shown, at=at)
    assert (out[:4], err, status) == ("No. ", "", 1)
    assert verify("--language", "zh", shown, at=at)[0].startswith("否。")
    answer = json.loads(verify("--json", shown, at=at)[0])
    assert (answer["accepted"], answer["reason"], answer["perk"]) == (False, reason, None)


def test_the_answer_as_json(verify: Verify) -> None:
    out, _, status = verify("--json", PASS)
    assert status == 0
    assert json.loads(out) == {
        "accepted": True,
        "reason": None,
        "city": "fuzhou",
        "perk": "rental-deposit",
        "amount": 50000,
        "number": "00112233445566778899aabbccddeeff",
        "expires_at": "2026-11-22T04:05:00Z",
        "seconds_left": 290,
    }


def test_a_pass_is_read_from_a_file_or_from_standard_input(verify: Verify, tmp_path: Path) -> None:
    file = tmp_path / "shown.txt"
    file.write_text(f"\ufeff{PASS}\r\n")
    assert verify(str(file))[2] == 0
    assert verify("-", stdin=f"{PASS}\n".encode())[2] == 0
    assert verify(stdin=PASS.encode())[2] == 0
    assert verify("-", stdin=b"")[2] == 1
    assert verify("-", stdin=PASS.encode() + b"\n" + PASS.encode())[2] == 1


def test_an_image_is_not_read_and_it_is_said_what_to_do(verify: Verify, tmp_path: Path) -> None:
    image = tmp_path / "qr.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    out, err, status = verify(str(image))
    assert (out, status) == ("", 2)
    assert "scan the code in it" in err


@pytest.mark.parametrize(
    "name", ["gone.txt", "gone/pass", "../my gone.pass.txt", "gone\\pass", "there"]
)
def test_a_name_of_no_file_is_wrong_use_and_no_bad_pass(
    verify: Verify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whoever mistypes the name must not turn away whoever stands there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    out, err, status = verify(name)
    assert (out, status) == ("", 2)
    assert name in err
    assert "Check the name" in err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b'{"keys": []}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"keys": [{"kty": "RSA"}]}',
    ],
)
def test_keys_that_are_none_are_told_with_the_way_to_get_them(
    verify: Verify, keys: Path, content: bytes
) -> None:
    keys.write_bytes(content)
    out, err, status = verify(PASS)
    assert (out, status) == ("", 2)
    assert "curl -o keys.json" in err


def test_what_else_is_wrong_use_is_told(verify: Verify, keys: Path, tmp_path: Path) -> None:
    for at in ("soon", "2026-11-22", "2026-11-22T12:00:10"):
        out, err, status = verify(PASS, at=at)
        assert (out, status) == ("", 2)
        assert "2027-01-01T12:00:00Z" in err
    keys.unlink()
    assert verify(PASS)[2] == 2
    keys.mkdir()
    assert verify(PASS)[2] == 2


def test_keys_of_several_cities_may_stand_in_one_file(verify: Verify, keys: Path) -> None:
    other = published(key_of(1), "suzhou", "2026-11")
    keys.write_bytes(msgspec.json.encode(PassKeys(keys=(other, *KEYS.keys))))
    assert verify(sign(claims(city="suzhou"), key_of(1), other.kid))[2] == 0
    assert verify(PASS)[2] == 0


def test_the_present_moment_counts_where_none_is_named(citypoints: Command, keys: Path) -> None:
    done = citypoints("verify-pass", "--keys", keys, PASS)
    assert (done.returncode, done.stdout[:4]) == (1, "No. ")


def test_it_starts_without_server_and_database(keys: Path) -> None:
    code = (
        "import sys; from backend.__main__ import main; "
        f"status = main(['verify-pass', '--keys', {str(keys)!r}, '--at', {AT!r}, {PASS!r}]); "
        f"print(status, [name for name in {FRAMEWORKS!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, timeout=60
    )
    assert done.stdout.decode().splitlines()[-1] == "0 []"


def test_a_refusal_stays_one_where_nobody_reads_it(keys: Path) -> None:
    """A pipe that is closed must not turn no into yes."""
    command = [sys.executable, "-m", "backend", "verify-pass", "--keys", str(keys), "no.such.pass"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as started:
        assert started.stdout is not None
        started.stdout.close()
        assert started.wait(60) == 1
