"""Two who do something about one case at once: one of them wins, and the other is told."""

import asyncio
from collections.abc import Awaitable, Iterator
from pathlib import Path

import pytest
from disputing import PDF, Court
from installation import Town, deed_id, open_town, run

from backend.contracts.cases import CaseView, DecideCase, NewObjection, PaperObjection
from backend.contracts.residents import PaperScan
from backend.core.problems import ProblemsError
from backend.services.decide_case import decide_case
from backend.services.object_to_deed import object_to_deed
from backend.services.put_evidence import NewFile, put_evidence
from backend.services.record_paper_case import record_paper_objection
from backend.services.uphold_objections import uphold_objections
from backend.services.withdraw_case import withdraw_case

ROUNDS = 5
WORKERS = 4


@pytest.fixture
def towns(tmp_path: Path, database_url: str) -> Iterator[list[Town]]:
    """The same town in several processes, where the database allows it."""
    made = [open_town(tmp_path / "data", database_url)]
    if made[0].desk.database.dialect == "postgresql":
        made += [open_town(tmp_path / "data", database_url) for _ in range(WORKERS - 1)]
    yield [made[place % len(made)] for place in range(WORKERS)]
    for town in made:
        town.installation.close()


@pytest.fixture
def court(towns: list[Town]) -> Iterator[Court]:
    with towns[0].client() as client:
        yield Court(towns[0], client)


async def outcome(work: Awaitable[object]) -> str:
    """The kind of a refusal, or that it is done."""
    try:
        await work
    except ProblemsError as error:
        return error.problems[0].kind
    return "done"


def together(*works: Awaitable[object]) -> list[str]:
    """What became of works done at once, in the order of the alphabet."""

    async def all_of_them() -> list[str]:
        return sorted(await asyncio.gather(*map(outcome, works)))

    return run(all_of_them())


def decision(town: Town, name: str, word: str, *, is_granted: bool) -> Awaitable[CaseView]:
    decided = DecideCase(is_granted=is_granted, reasons=f"So says {name}.")
    officer = town.officer(name)
    return decide_case(town.desk, officer, str(deed_id(word)), decided, town.clock.now())


def test_of_two_officers_one_decides_and_the_other_is_told(towns: list[Town], court: Court) -> None:
    subject = towns[0].join(1)
    for place in range(ROUNDS):
        deed, word = court.award(word=f"award {place}"), f"objection {place}"
        court.object(subject, deed, word)
        found = together(
            decision(towns[0], "two", word, is_granted=True),
            decision(towns[1], "three", word, is_granted=False),
        )
        assert found == ["case-closed", "done"]
        view = court.mine(subject, word)
        is_upheld = view["state"] == "upheld"
        assert view["reasons"] == f"So says {'two' if is_upheld else 'three'}."
        assert court.steps(subject, deed)[-1] == ("annulled" if is_upheld else "resumed")
        assert len(court.noted(subject, "case.upheld", "case.rejected")) == place + 1


def test_of_an_answer_and_a_withdrawal_one_holds(towns: list[Town], court: Court) -> None:
    subject = towns[0].join(1)
    me = towns[0].resident(subject)
    for place in range(ROUNDS):
        deed, word = court.award(word=f"award {place}"), f"objection {place}"
        court.object(subject, deed, word)
        desk, now = towns[1].desk, towns[1].clock.now()
        found = together(
            withdraw_case(desk, me, str(deed_id(word)), now),
            decision(towns[0], "two", word, is_granted=True),
        )
        assert found == ["case-closed", "done"]
        assert court.mine(subject, word)["state"] in {"withdrawn", "upheld"}


def test_one_objection_is_made_however_often_it_is_sent(towns: list[Town], court: Court) -> None:
    subject = towns[0].join(1)
    deed = court.award()

    def objection(town: Town, word: str) -> Awaitable[object]:
        asked = NewObjection(id=deed_id(word), text="Not me.")
        return object_to_deed(town.desk, town.resident(subject), deed, asked, town.clock.now())

    words = ["same", "same", "same", "other"]
    found = together(*(objection(town, word) for town, word in zip(towns, words, strict=True)))
    assert found.count("objection-made") in {1, 3}
    assert court.steps(subject, deed).count("suspended") == 1
    assert len(court.open()) == 1


def on_paper(town: Town, subject: str, deed: str, word: str, text: str) -> Awaitable[object]:
    """An officer of this process takes in what was signed."""
    scan = PaperScan(name="signed.pdf", media_type="application/pdf", content=PDF)
    asked = PaperObjection(id=deed_id(word), text=text, scan=scan)
    officer, now = town.officer("three"), town.clock.now()
    return record_paper_objection(town.desk, officer, subject, deed, asked, now)


def test_one_paper_sent_several_times_at_once_is_one_case(towns: list[Town], court: Court) -> None:
    subject = towns[0].join(1)
    deed = court.award()
    texts = ["Not me.", "Not me.", "Not me.", "Another paper."]
    found = together(
        *(
            on_paper(town, subject, deed, "paper", text)
            for town, text in zip(towns, texts, strict=True)
        )
    )
    assert found in (["done", "done", "done", "id-taken"], ["done", *(3 * ["id-taken"])])
    assert court.steps(subject, deed).count("suspended") == 1
    (file,) = court.mine(subject, "paper")["evidence"]
    assert court.me(subject, f"cases/{deed_id('paper')}/evidence/{file['id']}").content == PDF
    assert len(court.noted(subject, "case.made")) == 1


def test_of_two_papers_and_the_app_about_one_deed_one_is_the_objection(
    towns: list[Town], court: Court
) -> None:
    subject = towns[0].join(1)
    me = towns[3].resident(subject)
    for place in range(ROUNDS):
        deed = court.award(word=f"award {place}")
        asked = NewObjection(id=deed_id(f"app {place}"), text="Not me.")
        found = together(
            on_paper(towns[0], subject, deed, f"one {place}", "Not me."),
            on_paper(towns[1], subject, deed, f"two {place}", "Not me."),
            on_paper(towns[2], subject, deed, f"three {place}", "Not me."),
            object_to_deed(towns[3].desk, me, deed, asked, towns[3].clock.now()),
        )
        assert found == ["done", *(3 * ["objection-made"])]
        assert court.steps(subject, deed).count("suspended") == 1
        assert len(court.open()) == place + 1


def test_what_nobody_answered_is_upheld_once_by_several_workers(
    towns: list[Town], court: Court
) -> None:
    subjects = [towns[0].join(place) for place in range(1, 7)]
    for place, subject in enumerate(subjects, 1):
        court.object(subject, court.award(place, f"award {place}"), f"objection {place}")
    for town in {id(town): town for town in towns}.values():
        town.clock.advance(days=16)

    async def all_at_once() -> int:
        jobs = (uphold_objections(town.desk, town.clock.now()) for town in towns)
        return sum(await asyncio.gather(*jobs))

    assert run(all_at_once()) == len(subjects)
    for place, subject in enumerate(subjects, 1):
        assert court.steps(subject, str(deed_id(f"award {place}"))).count("annulled") == 1
        assert [kind for kind, _ in court.told(subject)].count("case-upheld") == 1
        assert len(court.noted(subject, "case.upheld")) == 1


def test_one_file_sent_several_times_at_once_is_one_file(towns: list[Town], court: Court) -> None:
    subject = towns[0].join(1)
    court.object(subject, court.award())

    async def content(word: bytes) -> bytes:
        await asyncio.sleep(0)
        return PDF + word + b"\n%%EOF"

    def sending(town: Town, word: bytes) -> Awaitable[object]:
        new = NewFile(
            case=str(deed_id("objection")),
            id=str(deed_id("file")),
            name="a.pdf",
            media_type="application/pdf",
        )
        me, now = town.resident(subject), town.clock.now()
        return put_evidence(town.desk, me, new, lambda: content(word), now)

    words = [b"one", b"one", b"two", b"two"]
    found = together(*(sending(town, word) for town, word in zip(towns, words, strict=True)))
    assert found == ["done", "done", "id-taken", "id-taken"]
    path = f"cases/{deed_id('objection')}/evidence/{deed_id('file')}"
    kept = court.me(subject, path).content
    assert kept in {PDF + b"one\n%%EOF", PDF + b"two\n%%EOF"}
    assert court.mine(subject)["evidence"][0]["size"] == len(kept)
