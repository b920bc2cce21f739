"""Residents about whom something of everything is kept, and what they take with them."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from disputing import Court
from granting import PARKING, TODAY
from httpx import Response
from installation import Town, deed_id, document, number
from litestar.testing import TestClient
from sheets import Clerk, hours

from backend.core.permissions import Identity, Role
from backend.storage.accounts import Account, add_account
from backend.storage.database import Transaction
from backend.storage.passes import Pass, add_pass
from backend.storage.sessions import Session, add_session
from backend.storage.values import micros, new_id

Client = TestClient[Any]
Json = dict[str, Any]
_SECOND_LOOK: Final = """
insert into second_look (city, deed, subject, entered_by, recorded_at)
select city, id, subject, entered_by, recorded_at from deed where city = :city and id = :deed
on conflict do nothing
"""
_BOOKED: Final = (
    """
insert into redemption (city, id, perk, amount, digest, provider, counter, pass, code, is_offline,
  taken_at, recorded_at, period, due_on, is_beyond)
values (:city, :id, :perk, '20', :digest, 'public-car-parks', 'counter-one', :number, :code, 0,
  :at, :at, null, null, 0)
""",
    """
insert into redemption_holder (city, subject, redemption, perk, on_day)
values (:city, :subject, :id, :perk, :day)
""",
    """
insert into second_use (city, id, redemption, perk, digest, provider, counter, is_offline, taken_at,
  recorded_at)
values (:city, :again, :id, :perk, :digest, 'public-car-parks', 'counter-two', 0, :at, :at)
""",
)


class Taker:
    """A resident and their phone; every word that is typed about them ends in their own sign."""

    def __init__(self, town: Town, client: Client, place: int = 1, sign: str = "one") -> None:
        """Take part."""
        self.town, self.client = town, client
        self.place, self.sign = place, sign
        self.subject = town.join(place)
        self.court = Court(town, client)

    @property
    def identity(self) -> Identity:
        """Whose token the phone sends."""
        return self.town.resident(self.subject)

    def ask(self, path: str, language: str = "en", **facts: Any) -> Response:
        """Read something of one's own."""
        headers = {**self.town.token(self.identity), "accept-language": language}
        return self.client.get(f"/api/v1/me/{path}", headers=headers, **facts)

    def suppose(self, *deeds: Json, language: str = "en") -> Response:
        """Ask what deeds would change."""
        headers = {**self.town.token(self.identity), "accept-language": language}
        return self.client.post("/api/v1/me/what-if", json={"deeds": list(deeds)}, headers=headers)

    def export(self) -> Json:
        """Everything, as one document."""
        answer = self.ask("export")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def look(self, part: str = "score", reason: str = "", by: Identity | None = None) -> Response:
        """An officer looks."""
        path = f"/api/v1/cities/{self.town.city}/residents/{self.subject}/{part}"
        officer = by or self.town.officer("two")
        asked = {"reason": reason or self._said("looked")}
        return self.client.get(path, params=asked, headers=self.town.token(officer))

    def live(self) -> None:
        """Let there be something of everything."""
        self._sign_in()
        self._be_reached()
        self._have_deeds()
        self._dispute()
        self._be_granted()
        self.look()

    def word(self, word: str) -> str:
        """A word for ids, of this resident alone."""
        return f"{word}-{self.sign}"

    def _said(self, word: str) -> str:
        return f"{word}, of {self.sign}"

    def _sign_in(self) -> None:
        now = self.town.clock.now()
        self.add_account(self.identity.account, Role.RESIDENT, subject=self.subject)
        session = Session(
            city=self.town.city,
            id=new_id(now),
            account=self.identity.account,
            refresh_hash=b"r" * 32,
            made_at=now,
            expires_at=now + timedelta(days=30),
        )
        self._write(lambda tx: add_session(tx, session))

    def add_account(self, account: str, role: Role, **facts: Any) -> None:
        """An account, also of staff."""
        made = Account(
            city=self.town.city,
            id=account,
            role=role,
            password_hash="none",  # noqa: S106 - nobody signs in with it
            made_at=self.town.clock.now(),
            **facts,
        )
        self._write(lambda tx: add_account(tx, made))

    def _be_reached(self) -> None:
        body = {"address": f"{self.sign}@example.cn"}
        headers = self.town.token(self.identity)
        path = "/api/v1/me/contacts/email"
        assert self.client.put(path, json=body, headers=headers).status_code == 200

    def _have_deeds(self) -> None:
        town, place = self.town, self.place
        self.court.award(place, self.word("award"))
        self.court.fine(place, self.word("fine"), account=self._said("account"))
        self.court.fine(place, self.word("debt"), deed_type="property-fee-arrears")
        town.log(place, "property-fee-arrears", self.word("waiting"), document=document())
        town.log(place, "volunteering", self.word("hours"), quantity=60)
        self._write(
            lambda tx: tx.execute(
                _SECOND_LOOK, city=town.city, deed=str(deed_id(self.word("hours")))
            )
        )
        self._refuse(self.word("refused"))
        clerk = Clerk(town, self.client, town.collector("civil-affairs"))
        staged = hours(self.word("staged"), place, account=self._said("staged"))
        clerk.filled(staged, word=self.word("batch"))

    def _refuse(self, word: str) -> None:
        self.town.log(self.place, "property-fee-arrears", word, document=document("2027-01-02"))
        path = f"/api/v1/cities/{self.town.city}/deeds/{deed_id(word)}/refuse"
        body = {"reason": self._said("refused")}
        headers = self.town.token(self.town.officer())
        assert self.client.post(path, json=body, headers=headers).status_code == 204

    def _dispute(self) -> None:
        fine = str(deed_id(self.word("fine")))
        asked = self.court.object(
            self.subject, fine, self.word("objection"), self._said("objected")
        )
        assert asked.status_code == 201, asked.text
        sent = self.court.send(
            self.subject,
            case=self.word("objection"),
            word=self.word("file"),
            name=f"receipt of {self.sign}.pdf",
        )
        assert sent.status_code == 201, sent.text
        reasons = self._said("decided")
        decided = self.court.decide(self.word("objection"), is_granted=False, reasons=reasons)
        assert decided.status_code == 200, decided.text

    def _be_granted(self) -> None:
        city = f"/api/v1/cities/{self.town.city}"
        headers = self.town.token(self.town.officer())
        body: Json = {
            "id": str(deed_id(self.word("list"))),
            "perk": PARKING,
            "from_day": str(TODAY),
            "until_day": "2027-08-31",
            "reason": self._said("granted"),
            "numbers": [number(self.place)],
        }
        answer = self.client.post(f"{city}/grants", json=body, headers=headers)
        assert answer.json()["granted"] == 1
        (grant,) = self.ask("grants").json()["items"]
        use_perk(self.town, self.subject, self.sign, grant=grant["id"])
        path = f"{city}/residents/{self.subject}/grants/{grant['id']}/revoke"
        body = {"reason": self._said("revoked")}
        assert self.client.post(path, json=body, headers=headers).status_code == 200

    def _write(self, work: Any) -> None:
        self.town.desk.database.write_now(work)


def use_perk(town: Town, subject: str, sign: str, grant: str | None = None) -> str:
    """A pass that was booked, and shown once more; returns the redemption's id."""
    now, city = town.clock.now(), town.city
    issued = Pass(
        city=city,
        subject=subject,
        id=deed_id(f"pass-{sign}").hex,
        code=f"PASS{sign.upper()}",
        perk=PARKING,
        amount=Decimal(20),
        digest=_digest(town),
        grant_id=grant,
        issued_at=now,
        expires_at=now + timedelta(minutes=5),
    )
    redemption = str(deed_id(f"redemption-{sign}"))
    values = {
        "city": city,
        "subject": subject,
        "id": redemption,
        "perk": PARKING,
        "digest": issued.digest,
        "number": issued.id,
        "code": f"USED{sign.upper()}",
        "at": micros(now),
        "day": str(TODAY),
        "again": str(deed_id(f"again-{sign}")),
    }

    def work(tx: Transaction) -> None:
        add_pass(tx, issued)
        for statement in _BOOKED:
            tx.execute(statement, **values)

    town.desk.database.write_now(work)
    return redemption


def _digest(town: Town) -> str:
    held = town.desk.database.read_now(
        lambda tx: town.desk.shelf.in_force(tx, town.city, town.clock.now())
    )
    return held.digest


def values_at(found: Any, path: str) -> Iterator[Any]:
    """Whatever a document has at a path of keys; lists are walked through.

    Args:
        found: of the document, from the path's beginning on.
        path: keys with dots between them; empty for the thing itself.
    """
    if isinstance(found, list):
        for each in found:
            yield from values_at(each, path)
    elif not path:
        yield found
    elif found is not None:
        key, _, rest = path.partition(".")
        yield from values_at(found.get(key), rest)


def rows_about(tx: Transaction, table: str, columns: list[str], subject: str) -> list[Json]:
    """A resident's rows of a table as they are stored."""
    sql = f"select {', '.join(columns)} from {table} where subject = :subject"
    return [dict(zip(columns, row, strict=True)) for row in tx.rows(sql, subject=subject)]
