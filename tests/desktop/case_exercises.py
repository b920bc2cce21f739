"""Calls about cases, and about what residents sign and get on paper, exercised."""

from datetime import date

import pytest
from desktop.callers import WHY, Callers
from desktop.disputes import (
    LETTER,
    REPAIRED,
    WORDS,
    demerit,
    evidence,
    objection,
    repair,
)
from desktop.exercising import Exercises
from furnished import CITY
from installation import deed_id, number

from admin_gui.client.errors import RefusedError
from backend.contracts.cases import DecideCase, PaperObjection, PaperRepair
from backend.contracts.residents import PaperConsent, PaperLeaving, PaperScan

EXERCISES = Exercises()
call = EXERCISES.call
SCAN = PaperScan(name="signed.pdf", media_type="application/pdf", content=b"%PDF-1.4\n%%EOF\n")


# Cases


@call("cases.all")
def cases(callers: Callers) -> None:
    made = {objection(callers.town, callers.word()), repair(callers.town, callers.word())}
    client = callers.who("officer").cases
    shown = client.all(CITY).items
    assert made <= {each.id for each in shown}
    assert [each.due_on for each in shown] == sorted(each.due_on for each in shown)
    latest = client.all(CITY, order="-due_on").items
    assert latest[0].due_on >= latest[-1].due_on
    assert {each.kind for each in client.all(CITY, kind="repair").items} == {"repair"}
    first = client.all(CITY, limit=1)
    assert client.all(CITY, first.next).items[0].id != first.items[0].id


@call("cases.one")
def case(callers: Callers) -> None:
    made = objection(callers.town, callers.word())
    found = callers.who("officer").cases.one(CITY, made)
    assert (found.case.text, found.case.state, found.is_own) == (WORDS, "open", False)
    assert [step.kind for step in found.deed.steps][-1] == "suspended"
    for letter in (found.letter_if_granted, found.letter_if_rejected):
        assert "{reasons}" in letter.en
        assert "{reasons}" in letter.zh


@call("cases.evidence")
def evidence_of_a_case(callers: Callers) -> None:
    made = objection(callers.town, callers.word())
    file = evidence(callers.town, made, "letter.txt", "text/plain", LETTER.encode())
    client = callers.who("officer").cases
    assert client.evidence(CITY, made, file).decode() == LETTER
    with pytest.raises(RefusedError):
        client.evidence(CITY, made, str(deed_id("none")))


@call("cases.decide")
def decide(callers: Callers) -> None:
    made = objection(callers.town, callers.word())
    client = callers.who("officer").cases
    letter = client.one(CITY, made).letter_if_granted
    decided = client.decide(CITY, made, DecideCase(is_granted=True, reasons="{It} was paid."))
    assert (decided.state, decided.reasons) == ("upheld", "{It} was paid.")
    assert decided.letter is not None
    assert decided.letter.en == letter.en.replace("{reasons}", "{It} was paid.")
    assert made not in {each.id for each in client.all(CITY).items}


# On paper


@call("cities.consent_text")
def consent_text(callers: Callers) -> None:
    found = callers.nobody().cities.consent_text(CITY)
    assert (found.city, len(found.version) > 8) == (CITY, True)
    assert found.text_en != found.text_zh


def signed(callers: Callers, place: int) -> PaperConsent:
    return PaperConsent(
        id=deed_id(callers.word()),
        number=number(place),
        name="Zhao Min",
        version=callers.nobody().cities.consent_text(CITY).version,
        language="zh",
        scan=SCAN,
    )


@call("residents.consent_on_paper")
def consent_on_paper(callers: Callers) -> None:
    client, consent = callers.who("officer").residents, signed(callers, 600)
    receipt = client.consent_on_paper(CITY, consent)
    assert (receipt.city, receipt.version, receipt.officer) == (CITY, consent.version, "Wang Fang")
    assert client.consent_on_paper(CITY, consent) == receipt
    assert client.find(CITY, number(600), WHY).name == "Zhao Min"


@call("residents.leave_on_paper")
def leave_on_paper(callers: Callers) -> None:
    client = callers.who("officer").residents
    client.consent_on_paper(CITY, signed(callers, 601))
    resident = client.find(CITY, number(601), WHY).resident
    asked = PaperLeaving(id=deed_id("leaving"), reason=WHY, scan=SCAN)
    left = client.leave_on_paper(CITY, resident, asked)
    assert left.state == "leaving"
    assert left.erase_at is not None
    assert client.leave_on_paper(CITY, resident, asked) == left


@call("residents.object_on_paper")
def object_on_paper(callers: Callers) -> None:
    client, resident = callers.who("officer").residents, callers.town.residents["other"]
    deed = demerit(callers.town, callers.word())
    asked = PaperObjection(id=deed_id(callers.word()), text=WORDS, scan=SCAN)
    receipt = client.object_on_paper(CITY, resident, deed, asked)
    assert (receipt.kind, receipt.deed, receipt.officer) == ("objection", deed, "Wang Fang")
    assert client.object_on_paper(CITY, resident, deed, asked) == receipt
    shown = callers.who("officer").cases.one(CITY, receipt.id)
    assert (shown.is_own, shown.case.on_paper_by) == (True, "officer")


@call("residents.repair_on_paper")
def repair_on_paper(callers: Callers) -> None:
    client, resident = callers.who("officer").residents, callers.town.residents["other"]
    deed = demerit(callers.town, callers.word(), REPAIRED)
    asked = PaperRepair(
        id=deed_id(callers.word()),
        text=WORDS,
        proof="performance",
        on=date(2027, 2, 25),
        scan=SCAN,
    )
    receipt = client.repair_on_paper(CITY, resident, deed, asked)
    assert (receipt.kind, receipt.deed) == ("repair", deed)
    assert client.repair_on_paper(CITY, resident, deed, asked) == receipt


@call("residents.statement")
def statement(callers: Callers) -> None:
    client, resident = callers.who("officer").residents, callers.known("resident")
    for language, name in (("en", "Fuzhou"), ("zh", "抚州")):
        found = client.statement(CITY, resident, WHY, language)
        assert found.language == language
        assert name in found.html
