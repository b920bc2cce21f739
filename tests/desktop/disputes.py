"""What residents of a furnished town object to or have made good, and the files that prove it."""

from datetime import date
from typing import Final, cast
from urllib.parse import quote

import msgspec
from furnished import Furnished
from installation import deed_id, document

from backend.contracts.cases import NewObjection, NewRepair
from backend.services.confirm_deed import confirm_deed

OBJECTED: Final = "property-fee-arrears"
REPAIRED: Final = "late-judgment-performance"
WORDS: Final = "The fee was paid on 3 February; the receipt is attached."
LETTER: Final = "Dear office,\n\nI paid on 3 February.\n此致敬礼\n"
PDF: Final = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def demerit(home: Furnished, word: str, deed_type: str = OBJECTED) -> str:
    """A demerit of the second resident that another officer has confirmed; its id."""
    home.town.log(2, deed_type, word, document=document(), occurred_on=date(2027, 1, 20))
    return confirmed(home, word)


def confirmed(home: Furnished, word: str) -> str:
    """The id of a demerit, which another officer confirms."""
    town = home.town
    officer, now = town.officer("other"), town.clock.now()
    town.run(confirm_deed(town.desk, officer, str(deed_id(word)), now))
    return str(deed_id(word))


def objection(home: Furnished, word: str) -> str:
    """An objection of the second resident to a demerit of its own; its id."""
    return object_to(home, demerit(home, word), word)


def object_to(home: Furnished, deed: str, word: str) -> str:
    """An objection of the second resident to a deed; its id."""
    return _made(home, deed, "objections", NewObjection(id=deed_id(f"{word}!"), text=WORDS))


def repair(home: Furnished, word: str) -> str:
    """A repair that the second resident has made; its id."""
    deed = demerit(home, word, REPAIRED)
    made = NewRepair(
        id=deed_id(f"{word}!"), proof="performance", on=date(2027, 2, 25), text="It is performed."
    )
    return _made(home, deed, "repairs", made)


def evidence(home: Furnished, case: str, name: str, media_type: str, content: bytes) -> str:
    """A file for a case of the second resident; its id."""
    key = str(deed_id(f"{case}{name}"))
    path = f"/api/v1/me/cases/{case}/evidence/{key}?name={quote(name)}"
    identity = home.identity("resident", subject="other")
    headers = {"content-type": media_type}
    answer = home.ask("PUT", path, identity, body=content, headers=headers)
    assert answer.status_code == 201, answer.text
    return key


def withdrawn(home: Furnished, case: str, subject: str = "other") -> None:
    """A resident withdraws a case."""
    identity = home.identity("resident", subject=subject)
    answer = home.ask("POST", f"/api/v1/me/cases/{case}/withdraw", identity)
    assert answer.status_code == 200, answer.text


def own_case(home: Furnished, case: str) -> dict[str, object]:
    """A case as its resident reads it."""
    identity = home.identity("resident", subject="other")
    answer = home.ask("GET", f"/api/v1/me/cases/{case}", identity)
    return cast("dict[str, object]", answer.json())


def looks_logged(home: Furnished) -> list[str]:
    """What the second resident's list says that was looked at, newest first."""
    identity = home.identity("resident", subject="other")
    return [look["what"] for look in home.ask("GET", "/api/v1/me/looks", identity).json()["items"]]


def _made(home: Furnished, deed: str, what: str, body: msgspec.Struct) -> str:
    identity = home.identity("resident", subject="other")
    path = f"/api/v1/me/deeds/{deed}/{what}"
    answer = home.ask("POST", path, identity, body=msgspec.json.encode(body))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
