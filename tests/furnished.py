"""A town furnished with something of everything, so that every route has something to be asked for.

People have accounts in two cities, whose roles are the words in `PEOPLE`; residents take part, were
only invited, or live in the other city; a deed awaits confirmation, a perk is granted, a batch is
open, a scheme is proposed.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from httpx import Response
from installation import Town, deed_id, document, number, opened, run
from litestar.testing import TestClient
from msgspec import structs

from backend.cities.load import SHIPPED
from backend.contracts.batches import OpenBatch
from backend.contracts.cases import NewObjection
from backend.contracts.passes import NewPass
from backend.contracts.perks import GrantList, NewGrant
from backend.contracts.redemptions import NewRedemption
from backend.contracts.schemes import ProposeScheme
from backend.core.permissions import Identity, Role
from backend.services.grant_list import grant_list
from backend.services.grant_perk import grant_perk
from backend.services.issue_pass import issue_pass
from backend.services.object_to_deed import object_to_deed
from backend.services.open_batch import open_batch
from backend.services.propose_scheme import propose_scheme
from backend.services.put_evidence import NewFile, put_evidence
from backend.services.redeem_pass import redeem_pass
from backend.storage.accounts import Account, add_account
from backend.storage.database import Transaction
from backend.storage.tables import METADATA
from backend.storage.values import new_id

Client = TestClient[Any]

CITY: Final = "fuzhou"
OTHER_CITY: Final = "suzhou"
DEPARTMENT: Final = "civility-office"
# Whose desks the counters are.
PROVIDERS: Final = {CITY: "public-car-parks", OTHER_CITY: "city-library"}
PASSWORD: Final = "copper lantern bridge noon"  # noqa: S105 - of a test
# Everybody with an account, as tests call them. A machine is a collector that is a system.
PEOPLE: Final = (
    "resident",
    "collector",
    "machine",
    "officer",
    "administrator",
    "auditor",
    "counter",
)
FIRST_NEWCOMER: Final = 1000
UNKNOWN: Final = "018f0000-0000-7000-8000-00000000dead"


class Furnished:
    """The town, its people and what there is in it.

    Attributes:
        known: what fills a path's parameters with something that is there.
        residents: subject ids: `own` and `other` take part, `invited` does not yet, `abroad` takes
            part in the other city, `unknown` is nobody's.
    """

    def __init__(self, town: Town, client: Client) -> None:
        """Furnish the town."""
        self.town = town
        self.client = client
        self._newcomers = 0
        abroad = Town(town.installation, town.clock, OTHER_CITY)
        self.residents = {
            "own": town.join(1),
            "other": town.join(2),
            "invited": town.invite(3),
            "abroad": abroad.join(4),
            "unknown": UNKNOWN,
        }
        self._add_accounts()
        town.log(1, "volunteering", "own-hours", quantity=60)
        town.log(1, "labour-award", "own-award", grade="national", document=document())
        town.log(2, "volunteering", "other-hours", quantity=20)
        town.log(2, "property-fee-arrears", "waiting", document=document())
        self.known = {"city": CITY, "number": "1", "part": "1", **self._things()}

    def _things(self) -> dict[str, str]:
        """A grant, a batch, a proposal and what else has an id."""
        desk, now = self.town.desk, self.town.clock.now()
        grant = NewGrant(
            id=deed_id("grant"),
            perk="public-parking-discount",
            from_day=date(2027, 3, 1),
            until_day=date(2027, 8, 31),
            reason="Asked at the desk",
        )
        run(grant_perk(desk, self.identity("officer"), self.residents["own"], grant, now))
        officer, asked = self.identity("officer"), structs.asdict(grant)
        asked |= {"id": deed_id("list"), "perk": "vehicle-inspection-desk"}
        by_list = GrantList(**asked, numbers=(number(1),))
        run(grant_list(desk, officer, by_list, "en", now))
        batch = OpenBatch(id=deed_id("batch"), title="Hours of March")
        run(open_batch(desk, self.identity("collector"), batch, now))
        scheme = scheme_text().replace("show_points = true", "show_points = false")
        proposal = ProposeScheme(text=scheme, reason="The council decided so.")
        made, _ = run(propose_scheme(desk, self.identity("administrator"), proposal, now))
        self._dispute()
        redemption = self._book(grant.perk)
        in_force = self.client.get(f"/api/v1/cities/{CITY}").json()["scheme"]
        return {
            "deed": str(deed_id("waiting")),
            "grant": str(grant.id),
            "list_id": str(by_list.id),
            "perk": grant.perk,
            "redemption": redemption,
            "case": str(deed_id("case")),
            "evidence": str(deed_id("evidence")),
            "batch": str(batch.id),
            "proposal": made.id,
            "digest": in_force,
            "other": made.digest,
            "account": self.identity("counter").account,
            "channel": "email",
            "resident": self.residents["own"],
        }

    def _book(self, perk: str) -> str:
        """What a counter booked for the resident; returns its id."""
        desk, now = self.town.desk, self.town.clock.now()
        shown = run(issue_pass(desk, self.identity("resident"), NewPass(perk=perk), now))
        asked = NewRedemption(id=deed_id("redemption"), token=shown.token)
        return run(redeem_pass(desk, self.identity("counter"), asked, now))[0].id

    def _dispute(self) -> None:
        """A deed that its resident objects to, with a file."""
        town, me = self.town, self.identity("resident")
        town.log(1, "volunteering", "own-disputed", quantity=5)
        objection = NewObjection(id=deed_id("case"), text="It was my neighbour.")
        deed, now = str(deed_id("own-disputed")), town.clock.now()
        run(object_to_deed(town.desk, me, deed, objection, now))

        async def content() -> bytes:
            return b"The neighbour says so, too."

        file = NewFile(
            case=str(objection.id),
            id=str(deed_id("evidence")),
            name="letter.txt",
            media_type="text/plain",
        )
        run(put_evidence(town.desk, me, file, content, now))

    def _add_accounts(self) -> None:
        kept = run(self.town.desk.passwords.hash(PASSWORD))
        now = self.town.clock.now()

        def add(identity: Identity) -> None:
            is_staff = identity.subject is None
            account = Account(
                city=identity.city,
                id=identity.account,
                role=identity.role,
                name=identity.account if is_staff else None,
                full_name="Wang Fang" if is_staff else None,
                department=identity.department,
                provider=identity.provider,
                subject=identity.subject,
                is_machine=identity.is_machine,
                password_hash=kept,
                made_at=now,
            )
            self.town.desk.database.write_now(lambda tx: add_account(tx, account))

        for who in PEOPLE:
            add(self.identity(who))
            add(self.identity(who, city=OTHER_CITY))
        add(self.identity("resident", subject="other"))

    def identity(self, who: str, city: str = CITY, subject: str = "") -> Identity:
        """One of `PEOPLE`, in a session of their own; of a resident, whose subject it is."""
        is_machine = who == "machine"
        role = Role.COLLECTOR if is_machine else Role(who)
        own = None
        if role is Role.RESIDENT:
            own = self.residents[subject or ("own" if city == CITY else "abroad")]
        return Identity(
            account=f"{who}-{own or 'one'}",
            role=role,
            city=city,
            session=new_id(self.town.clock.now()),
            department=DEPARTMENT if role is Role.COLLECTOR else None,
            provider=PROVIDERS[city] if role is Role.COUNTER else None,
            subject=own,
            is_machine=is_machine,
        )

    def officer_of_department(self) -> Identity:
        """An officer who may enter deeds, too."""
        return structs.replace(self.identity("officer"), department=DEPARTMENT)

    def newcomer(self) -> Identity:
        """A resident who has just joined, another one each time."""
        self._newcomers += 1
        self.residents["newcomer"] = self.town.join(FIRST_NEWCOMER + self._newcomers)
        return self.identity("resident", subject="newcomer")

    def headers(self, identity: Identity, **more: str) -> dict[str, str]:
        """What an identity's requests carry."""
        return {**self.town.token(identity), **more}

    def token_expired(self) -> str:
        """The header Authorization with a token that was good an hour ago."""
        token = self.town.desk.tokens.issue(
            self.identity("officer"), self.town.clock.now() - timedelta(hours=1)
        )
        return f"Bearer {token}"

    def token_revoked(self) -> str:
        """The header Authorization of a session that its owner has ended."""
        headers = self.town.token(self.identity("officer"))
        assert self.client.delete("/api/v1/session", headers=headers).status_code == 204
        return headers["authorization"]

    def ask(self, method: str, path: str, identity: Identity | None, **facts: Any) -> Response:
        """A request of somebody, or of nobody; bytes are sent as JSON."""
        headers = {} if identity is None else self.headers(identity)
        headers |= facts.pop("headers", {})
        body = facts.pop("body", None)
        if body is not None:
            headers.setdefault("content-type", "application/json")
        return self.client.request(method, path, headers=headers, content=body, **facts)

    def kept(self) -> dict[str, list[str]]:
        """Every row of every table, of the database and of the key store."""
        found = {
            name: self.town.desk.database.read_now(partial(_all_rows, name=name))
            for name in METADATA.tables
        }
        with sqlite3.connect(self.town.installation.settings.key_store) as keys:
            found["keys"] = sorted(map(repr, keys.execute("select * from resident")))
        keys.close()
        return found


def _all_rows(tx: Transaction, name: str) -> list[str]:
    return sorted(map(repr, tx.rows(f"select * from {name}")))


def scheme_text() -> str:
    """The text of the scheme in force."""
    return (SHIPPED / CITY / "schemes" / "2019-01-01.toml").read_text("utf-8")


@contextlib.contextmanager
def furnished(folder: Path, url: str | None, configs: Path | None = None) -> Iterator[Furnished]:
    """A furnished town, closed afterwards; of the shipped cities, or of those in a folder."""
    making = contextlib.contextmanager(opened)(folder, url, CITY, configs)
    with making as town, town.client() as client:
        yield Furnished(town, client)


def filled(path: str, values: dict[str, str]) -> str:
    """A route's path with its parameters."""
    return path.format_map(values)
