"""A resident of whom there is something of every kind, each with a word that can be found again."""

import base64
import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from disputing import API, PDF, Court
from httpx import Response
from installation import Town, deed_id, number, run
from litestar.testing import TestClient
from receiving import Gateway, Mailbox
from sheets import DEPARTMENT, Clerk, hours
from telling import deliver, ways_out

from backend.contracts.deeds import Document
from backend.contracts.perks import NewGrant
from backend.contracts.residents import Enrolment
from backend.core.permissions import Identity, Role
from backend.services.enrol_resident import enrol_resident
from backend.services.grant_perk import grant_perk
from backend.services.revoke_grant import revoke_grant
from backend.storage.accounts import Account, add_account
from backend.storage.residents import ERASED_TABLES
from backend.storage.tables import METADATA

PLACE: Final = 7
NEIGHBOURS: Final = 12
# A quantity that nobody else has.
QUANTITY: Final = 37.25
# Shorter values are words of the program, days and counts.
LEAST_LENGTH: Final = 16
# What these say is a word of the city's files, or an id that is nobody's own.
OF_THE_CITY: Final = {"deed_type", "department", "perk", "digest", "batch"}
WORDS: Final = {
    name: f"金丝雀-{name}-7f3a9c"
    for name in (
        "name",
        "account-text",
        "authority",
        "document-number",
        "objection",
        "repair",
        "evidence",
        "evidence-name",
        "look",
        "refusal",
        "grant",
        "revocation",
        "decision",
        "scan",
        "scan-name",
        "case-scan",
        "case-scan-name",
        "batch-title",
        "staged",
    )
}
CONTACTS: Final = {"email": "canary.7f3a9c@example.cn", "message": "+8613877654321"}


class Leaver:
    """The resident, between neighbours whose rows lie around theirs."""

    def __init__(self, town: Town, client: TestClient[Any]) -> None:
        """Let everybody join, and all of it happen."""
        self.town, self.court = town, Court(town, client)
        self._fill(range(1, PLACE))
        self.subject = self._enrol()
        self._deeds()
        self._cases()
        self._perks()
        self._contacts()
        self._batch()
        self._fill(range(PLACE + 1, NEIGHBOURS))
        self._deeds_of_neighbours()

    @property
    def identity(self) -> Identity:
        """The resident, as a token tells it."""
        return self.town.resident(self.subject)

    @property
    def sealed(self) -> dict[str, str]:
        """Words that may stand nowhere in plain, before the erasure neither."""
        return {**WORDS, **CONTACTS, "number": number(PLACE)}

    def stored(self) -> dict[str, bytes]:
        """Whatever stands in the resident's rows alone: ids, hashes, what is sealed."""
        others: set[object] = set()
        mine: dict[str, bytes] = {}
        for table in ERASED_TABLES:
            for names, row in self._rows(table):
                if self.subject not in row:
                    others.update(row)
                    continue
                for name, value in zip(names, row, strict=True):
                    if name in OF_THE_CITY:
                        continue
                    is_long = isinstance(value, str | bytes) and len(value) >= LEAST_LENGTH
                    if isinstance(value, str | bytes) and (is_long or name == "code"):
                        plain = value.encode() if isinstance(value, str) else value
                        mine[f"{table}.{name}: {value!r:.40}"] = plain
        shared = {each.encode() if isinstance(each, str) else each for each in others}
        staff = {b"collector-", b"officer-"}
        return {
            where: value
            for where, value in mine.items()
            if value not in shared | self.of_the_booking | {self.subject.encode()}
            and not any(value.startswith(begin) for begin in staff)
        }

    def kept(self) -> dict[str, list[str]]:
        """Every row of every table that is not the resident's; of the log, what others did."""
        found = {}
        for table in METADATA.tables:
            rows = [repr(row) for _, row in self._rows(table) if self.subject not in row]
            found[table] = sorted(rows)
        return found

    def _rows(self, table: str) -> Iterator[tuple[list[str], tuple[object, ...]]]:
        names = [column.name for column in METADATA.tables[table].columns]
        sql = f"select {', '.join(names)} from {table}"
        found = self.town.desk.database.read_now(lambda tx: tx.rows(sql))
        return ((names, tuple(row)) for row in found)

    def _fill(self, places: Iterable[int]) -> None:
        for place in places:
            self.town.join(place)

    def _enrol(self) -> str:
        town = self.town
        enrolment = Enrolment(number=number(PLACE), name=WORDS["name"])
        run(enrol_resident(town.desk, town.officer(), enrolment, town.clock.now()))
        scan = {
            "name": f"{WORDS['scan-name']}.pdf",
            "media_type": "application/pdf",
            "content": base64.b64encode(PDF + WORDS["scan"].encode() + b"\n%%EOF").decode(),
        }
        version = self._ok("GET", f"{self._city}/consent-text").json()["version"]
        paper = {"number": number(PLACE), "name": WORDS["name"], "version": version}
        body = {"id": str(deed_id("paper")), "language": "zh", "scan": scan, **paper}
        self._ok("POST", f"{self._city}/paper-consents", town.officer(), json=body)
        subject = town.desk.keys.subject_of(town.city, number(PLACE))
        assert subject is not None
        self._add_account(subject)
        return subject

    def _add_account(self, subject: str) -> None:
        account = Account(
            city=self.town.city,
            id=str(deed_id("account of the leaver")),
            role=Role.RESIDENT,
            name=None,
            full_name=None,
            department=None,
            subject=subject,
            is_machine=False,
            password_hash=run(self.town.desk.passwords.hash("copper lantern bridge noon")),
            made_at=self.town.clock.now(),
        )
        self.town.desk.database.write_now(lambda tx: add_account(tx, account))
        # Somebody tries to sign in with it.
        tried = {"city": self.town.city, "number": number(PLACE), "password": "no such word here"}
        answer = self.court.client.post(f"{API}/sign-in/resident", json=tried)
        assert answer.status_code == 401, answer.text

    def _deeds(self) -> None:
        paper = Document(
            authority=WORDS["authority"],
            number=WORDS["document-number"],
            issued_on=self.town.clock.now().date(),
        )
        log = partial(self.town.log, PLACE)
        log("volunteering", "hours", quantity=QUANTITY, account=WORDS["account-text"])
        log("property-fee-arrears", "refused", document=paper)
        body = {"reason": WORDS["refusal"]}
        self._ok("POST", f"{self._city}/deeds/{deed_id('refused')}/refuse", json=body)
        self.award = self.court.award(PLACE, "award")
        self.fine = self.court.fine(PLACE, "fine", document=paper)

    def _deeds_of_neighbours(self) -> None:
        for place in range(1, NEIGHBOURS):
            if place != PLACE:
                self.town.log(place, "volunteering", f"hours of {place}", quantity=place)
                self.court.fine(place, f"fine of {place}")

    def _cases(self) -> None:
        court, subject = self.court, self.subject
        self._good(court.object(subject, self.award, text=WORDS["objection"]))
        content = PDF + WORDS["evidence"].encode() + b"\n%%EOF"
        self._good(court.send(subject, content, name=f"{WORDS['evidence-name']}.pdf"))
        self._good(court.decide(is_granted=False, reasons=WORDS["decision"]))
        self._object_on_paper()
        find = {"number": number(PLACE), "reason": WORDS["look"]}
        self._ok("POST", f"{self._city}/residents/find", json=find)
        path = f"{self._city}/residents/{subject}/deeds"
        self._ok("GET", path, params={"reason": WORDS["look"]})

    def _object_on_paper(self) -> None:
        content = PDF + WORDS["case-scan"].encode() + b"\n%%EOF"
        scan = {
            "name": f"{WORDS['case-scan-name']}.pdf",
            "media_type": "application/pdf",
            "content": base64.b64encode(content).decode(),
        }
        path = f"{self._city}/residents/{self.subject}/deeds/{self.fine}/objections"
        body = {"id": str(deed_id("other")), "text": WORDS["repair"], "scan": scan}
        self._ok("POST", path, json=body)

    def _perks(self) -> None:
        town, now = self.town, self.town.clock.now()
        grant = NewGrant(
            id=deed_id("grant"),
            perk="public-parking-discount",
            from_day=now.date(),
            until_day=now.date().replace(month=12),
            reason=WORDS["grant"],
        )
        run(grant_perk(town.desk, town.officer(), self.subject, grant, now))
        self._use(grant.perk)
        reason = WORDS["revocation"]
        run(revoke_grant(town.desk, town.officer(), self.subject, str(grant.id), reason, now))

    def _use(self, perk: str) -> None:
        """A pass that is booked and shown again, and one that is not booked."""
        booked, unbooked = (
            self._ok("POST", f"{API}/me/passes", self.identity, json={"perk": perk}).json()
            for _ in range(2)
        )
        counter = self.town.counter("public-car-parks")
        path = f"{self._city}/redemptions"
        body = {"id": str(deed_id("booking")), "token": booked["token"]}
        self._ok("POST", path, counter, json=body)
        again = {"id": str(deed_id("shown again")), "token": booked["token"]}
        assert self.court.ask(counter, "POST", path, json=again).status_code == 409
        # What a provider keeps of a booking: its own number, and those of the pass.
        names = (body["id"], booked["id"], booked["code"].replace("-", ""))
        self.of_the_booking = {name.encode() for name in names}
        assert unbooked["id"].encode() in self.stored().values()

    def _contacts(self) -> None:
        mailbox, gateway = Mailbox(), Gateway()
        for channel, address in CONTACTS.items():
            path = f"{API}/me/contacts/{channel}"
            self._ok("PUT", path, self.identity, json={"address": address})
        with ways_out(self.town, mailbox, gateway):
            self.court.object(self.subject, str(deed_id("hours")), "third", WORDS["objection"])
            deliver(self.town)
        assert mailbox.recipients
        assert gateway.handed
        # One stays in the table, waiting.
        self._good(self.court.withdraw(self.subject, "third"))

    def _batch(self) -> None:
        clerk = Clerk(self.town, self.court.client, self.town.collector(DEPARTMENT))
        batch = clerk.open("sheet", WORDS["batch-title"])
        row = hours("staged", PLACE, quantity=QUANTITY, account=WORDS["staged"])
        clerk.send(batch, [row, hours("noted", PLACE, deed_type=WORDS["staged"])])

    @property
    def _city(self) -> str:
        return f"{API}/cities/{self.town.city}"

    def _ok(self, method: str, path: str, who: Identity | None = None, **facts: Any) -> Response:
        return self._good(self.court.ask(who or self.town.officer("two"), method, path, **facts))

    def _good(self, answer: Response) -> Response:
        assert answer.is_success, answer.text
        return answer


def spellings(value: bytes) -> set[bytes]:
    """A value as it may be written somewhere: plain, wide, escaped, in hexadecimal or Base64."""
    found = {value, value.hex().encode(), value.hex().upper().encode()}
    for shift in range(3):
        # Whatever stands before it, these signs of Base64 depend on the value alone.
        coded = base64.b64encode(bytes(shift) + value)
        found.add(coded[4 if shift else 0 : len(coded) // 4 * 4 - 4])
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return found
    wide = {text.encode("utf-16-le"), text.encode("utf-16-be")}
    return found | wide | {json.dumps(text)[1:-1].encode(), text.encode().upper()}


def found_in(values: dict[str, bytes], *contents: bytes) -> set[str]:
    """The names of those values that stand in a content, however they are written."""
    return {
        name
        for name, value in values.items()
        if any(spelling in content for content in contents for spelling in spellings(value))
    }


def files_below(*folders: Path) -> bytes:
    """Every byte of every file."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\0".join(path.read_bytes() for path in paths)
