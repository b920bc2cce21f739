"""Evidence: what its type says, sealed, of one case, and handed out as a file to keep."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from disputing import API, FILES, JPEG, NOBODY, PDF, PNG, TEXT, WEBP, Court, refused
from granting import leave
from hypothesis import given
from hypothesis import strategies as st
from installation import Town, deed_id, run

from backend.contracts.cases import DecideCase
from backend.core.evidence import ENDINGS, cleaned_name, is_of_type
from backend.core.problems import ProblemsError
from backend.services.decide_case import decide_case
from backend.services.put_evidence import NewFile, put_evidence

MOST = 10_000_000
PROGRAM = b"MZ\x90\x00\x03" + bytes(100) + b"This program cannot be run in DOS mode."
ELF = b"\x7fELF\x02\x01\x01" + bytes(60)
SCRIPT = b"<script>alert(1)</script>"


@pytest.fixture
def court(town: Town) -> Iterator[Court]:
    with town.client() as client:
        yield Court(town, client)


def disputed(town: Town, court: Court, place: int = 1, word: str = "objection") -> str:
    """A resident with an open objection."""
    subject = town.join(place)
    deed = court.award(place, f"award {place}")
    assert court.object(subject, deed, word).status_code == 201
    return subject


def stored_files(town: Town) -> list[Path]:
    folder = town.installation.settings.evidence
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("media_type", FILES)
def test_a_file_comes_back_as_it_was_sent_to_be_kept(
    town: Town, court: Court, media_type: str
) -> None:
    subject = disputed(town, court)
    name = f"收据{ENDINGS[media_type][0]}"
    answer = court.send(subject, FILES[media_type], media_type=media_type, name=name)
    assert answer.status_code == 201, answer.text
    assert answer.json() == {
        "id": str(deed_id("file")),
        "name": name,
        "media_type": media_type,
        "size": len(FILES[media_type]),
        "at": "2027-03-01T04:00:00Z",
    }
    assert court.mine(subject)["evidence"] == court.file()["case"]["evidence"] == [answer.json()]
    path = f"/{deed_id('objection')}/evidence/{deed_id('file')}"
    for found in (court.me(subject, f"cases{path}"), court.office(path)):
        assert (found.status_code, found.content) == (200, FILES[media_type])
        assert found.headers["content-type"] == media_type
        disposition = found.headers["content-disposition"]
        assert disposition.startswith("attachment; filename*=UTF-8''%E6%94%B6")
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["cache-control"] == "no-store"
        assert found.headers["content-security-policy"].startswith("default-src 'none'")


def test_nothing_of_a_file_lies_open_in_the_folder_or_the_database(
    town: Town, court: Court
) -> None:
    subject = disputed(town, court)
    canary = "canary in a coal mine"
    court.send(subject, canary.encode(), media_type="text/plain", name=f"{canary}.txt")
    (path,) = stored_files(town)
    assert canary.encode() not in path.read_bytes()
    assert canary not in str(path)
    rows = town.desk.database.read_now(lambda tx: tx.rows("select * from evidence"))
    assert canary not in repr(rows)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/pdf", PROGRAM),
        ("application/pdf", ELF),
        ("application/pdf", SCRIPT),
        ("application/pdf", PROGRAM + PDF),
        ("application/pdf", PDF[:-10]),
        ("application/pdf", PNG),
        ("image/png", JPEG),
        ("image/png", PNG[:-4]),
        ("image/png", PNG + PROGRAM),
        ("image/jpeg", PROGRAM),
        ("image/jpeg", JPEG[:-2]),
        ("image/webp", WEBP + b"x"),
        ("image/webp", b"RIFF"),
        ("text/plain", PROGRAM),
        ("text/plain", "漢字".encode("gb18030")),
        ("text/plain", b"a\0b"),
        ("text/plain", b"\x1b[31mred"),
        ("text/plain", b" \n"),
        *((media_type, b"") for media_type in FILES),
    ],
)
def test_what_is_not_what_its_type_says_is_refused(
    town: Town, court: Court, media_type: str, content: bytes
) -> None:
    subject = disputed(town, court)
    assert refused(court.send(subject, content, media_type=media_type)) == (422, "evidence-content")
    assert stored_files(town) == []
    assert court.mine(subject)["evidence"] == []


@pytest.mark.parametrize(
    "media_type",
    ["application/x-msdownload", "text/html", "image/svg+xml", "application/json", "", "pdf"],
)
def test_other_types_are_refused(town: Town, court: Court, media_type: str) -> None:
    subject = disputed(town, court)
    assert refused(court.send(subject, PDF, media_type=media_type)) == (415, "evidence-type")
    assert stored_files(town) == []


def test_a_type_may_be_stated_with_its_charset(town: Town, court: Court) -> None:
    subject = disputed(town, court)
    answer = court.send(subject, TEXT, media_type="Text/Plain; charset=utf-8", name="a")
    assert (answer.status_code, answer.json()["name"]) == (201, "a.txt")


@pytest.mark.parametrize(
    ("name", "media_type", "kept"),
    [
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\Users\\li\\receipt.PDF", "application/pdf", "receipt.PDF"),
        ("receipt.pdf.exe", "application/pdf", "receipt.pdf.exe.pdf"),
        ("virus.bat", "text/plain", "virus.bat.txt"),
        ("page.html", "text/plain", "page.html.txt"),
        ("a<b>:c|d?.png", "image/png", "a-b--c-d-.png"),
        ("  .hidden.jpeg ", "image/jpeg", "hidden.jpeg"),
        ("收据 3月", "image/webp", "收据 3月.webp"),
    ],
)
def test_a_name_is_a_name_and_nothing_more(
    town: Town, court: Court, name: str, media_type: str, kept: str
) -> None:
    subject = disputed(town, court)
    answer = court.send(subject, FILES[media_type], media_type=media_type, name=name)
    assert (answer.status_code, answer.json().get("name")) == (201, kept)


@pytest.mark.parametrize("name", ["/", "..", "...", " ", "a/", "a" * 199])
def test_without_a_name_nothing_is_stored(town: Town, court: Court, name: str) -> None:
    subject = disputed(town, court)
    answer = court.send(subject, name=name)
    assert refused(answer) == (422, "evidence-name")
    assert refused(court.send(subject, name="a" * 201)) == (422, "text-too-long")
    assert refused(court.send(subject, name="a\u202egpj.exe")) == (400, "address-unreadable")
    assert stored_files(town) == []


@given(st.text(max_size=260), st.sampled_from(sorted(ENDINGS)))
def test_no_name_leads_out_of_its_folder(name: str, media_type: str) -> None:
    found = cleaned_name(name, media_type)
    assert not {"/", "\\", "\0"} & set(found)
    assert found not in {".", ".."}
    assert len(found) <= 200
    assert not found or found.lower().endswith(ENDINGS[media_type])
    assert cleaned_name(found, media_type) == found


@given(st.sampled_from(sorted(FILES)), st.sampled_from(sorted(FILES)))
def test_a_content_is_of_one_type_alone(stated: str, real: str) -> None:
    assert is_of_type(stated, FILES[real]) == (stated == real)


def test_the_largest_file_is_taken_and_a_larger_one_is_not(town: Town, court: Court) -> None:
    subject = disputed(town, court)
    whole = b"%PDF-1.7\n" + b"a" * (MOST - 15) + b"%%EOF\n"
    assert len(whole) == MOST
    assert court.send(subject, whole).status_code == 201
    answer = court.send(subject, whole + b"\n", word="larger")
    assert refused(answer) == (413, "body-too-large")
    assert str(MOST) in answer.json()["detail"]
    path = f"cases/{deed_id('objection')}/evidence/{deed_id('file')}"
    assert court.me(subject, path).content == whole


def test_the_same_file_is_answered_as_before_and_another_of_its_id_refused(
    town: Town, court: Court
) -> None:
    subject, other = disputed(town, court), disputed(town, court, 2, "theirs")
    first = court.send(subject)
    again = court.send(subject)
    assert (again.status_code, again.json()) == (200, first.json())
    for changed in (
        court.send(subject, PDF + b"\n%%EOF"),
        court.send(subject, name="other.pdf"),
        court.send(other, case="theirs"),
    ):
        assert refused(changed) == (409, "id-taken")
    path = f"cases/{deed_id('objection')}/evidence/{deed_id('file')}"
    assert court.me(subject, path).content == PDF


def test_a_case_holds_ten_files_while_it_is_open(town: Town, court: Court) -> None:
    subject = disputed(town, court)
    for place in range(10):
        assert court.send(subject, word=f"file {place}").status_code == 201
    assert refused(court.send(subject, word="one more")) == (409, "evidence-many")
    assert court.send(subject, word="file 9").status_code == 200
    court.decide(is_granted=False)
    assert refused(court.send(subject, word="late")) == (409, "case-closed")
    assert len(court.mine(subject)["evidence"]) == 10


def test_withdrawing_and_asking_again_does_not_fill_the_disk(
    town: Town, court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.services.put_evidence.FILES_IN_ALL_MOST", 3)
    subject = town.join(1)
    deed = court.fine(occurred_on=date(2027, 1, 20))
    for place in range(4):
        court.repair(subject, deed, f"repair {place}", on="2027-02-28")
        answer = court.send(subject, case=f"repair {place}", word=f"file {place}")
        court.withdraw(subject, f"repair {place}")
        assert answer.status_code == (201 if place < 3 else 409)
    assert refused(answer) == (409, "evidence-full")


def test_nothing_is_added_after_the_last_day(town: Town, court: Court) -> None:
    subject = disputed(town, court)
    town.clock.advance(days=16)
    assert refused(court.send(subject)) == (409, "case-closed")


def test_a_file_is_its_residents_and_the_officers_alone(town: Town, court: Court) -> None:
    subject, other = disputed(town, court), disputed(town, court, 2, "theirs")
    court.send(subject)
    path = f"{deed_id('objection')}/evidence/{deed_id('file')}"
    assert refused(court.me(other, f"cases/{path}")) == (404, "case-unknown")
    crossed = f"cases/{deed_id('theirs')}/evidence/{deed_id('file')}"
    assert refused(court.me(other, crossed)) == (404, "evidence-unknown")
    assert refused(court.me(subject, f"cases/{deed_id('objection')}/evidence/{NOBODY}")) == (
        404,
        "evidence-unknown",
    )
    elsewhere = f"/{deed_id('theirs')}/evidence/{deed_id('file')}"
    assert refused(court.office(elsewhere)) == (404, "evidence-unknown")
    for who in (town.resident(other), town.collector("civility-office")):
        answer = court.ask(who, "GET", f"{API}/cities/fuzhou/cases/{path}")
        assert refused(answer) == (403, "role-not-allowed")
    leave(town, court.client, subject)
    assert refused(court.office(f"/{path}")) == (404, "case-unknown")


@pytest.mark.parametrize("way", ["decided", "withdrawn", "lapsed"])
def test_a_closed_case_and_its_files_are_read_for_a_stated_reason(
    town: Town, court: Court, way: str
) -> None:
    subject = disputed(town, court)
    court.send(subject)
    case = f"/{deed_id('objection')}"
    paths = (case, f"{case}/evidence/{deed_id('file')}")
    assert [court.office(path).status_code for path in paths] == [200, 200]
    if way == "decided":
        assert court.decide(is_granted=False).status_code == 200
    elif way == "withdrawn":
        assert court.withdraw(subject).status_code == 200
    else:
        town.clock.advance(days=40)
    for path in paths:
        assert refused(court.office(path)) == (409, "case-closed-unasked")
        for blank in ("", "  ", "x" * 501):
            assert court.office(path, params={"reason": blank}).status_code == 422
    looks = court.me(subject, "looks").json()["items"]
    assert [each["reason"] for each in looks] == [None, None]
    for path in paths:
        assert court.office(path, params={"reason": "A complaint"}).status_code == 200
    looks = court.me(subject, "looks").json()["items"]
    assert [each["reason"] for each in looks[:2]] == ["A complaint"] * 2
    # The log is kept for ever: there it is sealed.
    noted = court.noted(subject, "file.read")[-2:]
    assert all("complaint" not in str(each.detail) for each in noted)
    assert len(court.noted(subject, "file.read")) == 4


def test_a_file_moved_to_another_row_cannot_be_read(town: Town, court: Court) -> None:
    subject = disputed(town, court)
    court.send(subject, word="one")
    court.send(subject, TEXT, word="two", media_type="text/plain", name="a.txt")
    first, second = stored_files(town)
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    for word in ("one", "two"):
        path = f"cases/{deed_id('objection')}/evidence/{deed_id(word)}"
        assert refused(court.me(subject, path)) == (500, "failure")


def test_a_file_without_a_row_is_removed_after_a_day(town: Town, court: Court) -> None:
    """What a crash between the file and its row leaves."""
    subject = disputed(town, court)
    court.send(subject)
    (kept,) = stored_files(town)
    orphan = kept.with_name(f"{NOBODY}-{'0' * 64}")
    half = kept.with_name(f"{kept.name}.0123.part")
    for path in (orphan, half):
        path.write_bytes(b"sealed")
    _touch(stored_files(town), town)
    assert court.run_job("tidy-evidence") == 0
    assert len(stored_files(town)) == 3
    town.clock.advance(days=1, seconds=1)
    assert court.run_job("tidy-evidence") == 2
    assert stored_files(town) == [kept]
    assert court.me(subject, f"cases/{deed_id('objection')}").json()["evidence"]


def _touch(paths: list[Path], town: Town, days: int = 0) -> None:
    """Let files be of the town's present, or of some days before it."""
    at = (town.clock.now() - timedelta(days=days)).timestamp()
    for path in paths:
        os.utime(path, (at, at))


def test_a_refusal_in_the_end_leaves_nothing_that_is_known_of(town: Town, court: Court) -> None:
    """The case is decided while the file is on its way."""
    subject = disputed(town, court)
    case, now = str(deed_id("objection")), town.clock.now()
    new = NewFile(case=case, id=NOBODY, name="a.pdf", media_type="application/pdf")

    async def content() -> bytes:
        decision = DecideCase(is_granted=False, reasons="It stands.")
        await decide_case(town.desk, town.officer("two"), case, decision, now)
        return PDF

    with pytest.raises(ProblemsError) as caught:
        run(put_evidence(town.desk, town.resident(subject), new, content, now))
    assert [problem.kind for problem in caught.value.problems] == ["case-closed"]
    assert court.mine(subject)["evidence"] == []
    town.clock.advance(days=1, seconds=1)
    _touch(stored_files(town), town, days=2)
    assert court.run_job("tidy-evidence") == 1
    assert stored_files(town) == []
