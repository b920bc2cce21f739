"""A counter learns nothing but the perk: not a byte differs between two residents of it.

Two towns are alike but for the resident, who is of one band in the first and of another in the
second, holding the same perk at the same value. All that a counter may ask for is asked for in
both, and compared but for random numbers, ids, signatures and times.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from contract.routes import TABLE
from httpx import Response
from installation import Town, deed_id, document, number, opened, run
from redeeming import (
    BOOKS,
    CONCERT,
    DEPOSIT,
    LIMITED,
    LOCKERS,
    MORNINGS,
    Desk,
    cities_with_library,
    pass_for,
)

from backend.contracts.passes import PassView
from backend.contracts.perks import NewGrant
from backend.services.grant_perk import grant_perk

ALL = (BOOKS, LIMITED, MORNINGS, LOCKERS, DEPOSIT, CONCERT)
# What is random, and whatever is made of it: ids, numbers, signed texts, codes, lengths of such.
_RANDOM = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<id>"),
    (re.compile(r"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+"), "<token>"),
    (re.compile(r'"(code)":"[0-9A-Z]{5}-[0-9A-Z]{5}"'), r'"\1":"<code>"'),
    (re.compile(r'"(x|kid)":"[^"]+"'), r'"\1":"<key>"'),
    (re.compile(r'request-id": "[0-9a-f]+-'), 'request-id": "<process>-'),
    (re.compile(r'"etag": "[^,]+"'), '"etag": "<tag>"'),
)
# Asking for these tells a counter nothing of residents, and changes who it is.
_ENDS_ITSELF = {("DELETE", "/api/v1/session"), ("DELETE", "/api/v1/sessions")}


class Twin:
    """A town with one resident, who holds every perk of the library."""

    def __init__(self, town: Town, client: Any, who: str) -> None:
        """Let the resident be of a band, or hold the perks by a grant."""
        self.town, self.desk = town, Desk(town, client)
        self.me = town.join(1)
        if who == "good":
            town.log(1, "labour-award", "award", grade="national", document=document())
        if who == "granted":
            self._grant()

    def _grant(self) -> None:
        """All perks are granted, and then the band falls."""
        today = self.town.clock.now().date()
        for perk in ALL:
            asked = NewGrant(
                id=deed_id(f"grant {perk}"),
                perk=perk,
                from_day=today,
                until_day=today,
                reason="Asked at the desk",
            )
            officer, now = self.town.officer(), self.town.clock.now()
            run(grant_perk(self.town.desk, officer, self.me, asked, now))
        self.town.desk.database.write_now(
            lambda tx: tx.execute("update score set band = 'starting', total = '100'")
        )

    def passed(self, perk: str) -> PassView:
        """A pass; of what differs by band, for the amount that both have."""
        return pass_for(self.town, self.me, perk, **({"amount": 100} if perk == DEPOSIT else {}))

    def obtained(self) -> Iterator[tuple[str, str]]:
        """What the counter asked, and every byte that it was shown or answered."""
        passes: dict[str, PassView] = {}
        for perk in ALL:
            shown = passes[perk] = self.passed(perk)
            yield f"pass {perk}", _said_in(shown)
            yield f"redeem {perk}", _bytes(self.desk.redeem(shown.token, perk))
        again = [(f"again {perk}", each.token, perk) for perk, each in passes.items()]
        replayed = [(f"replay {perk}", each.code, f"re {perk}") for perk, each in passes.items()]
        for word, token, request in (*again, *replayed):
            yield word, _bytes(self.desk.redeem(token, request))
        yield from self._refusals()
        yield from self._offline()
        for perk in ALL:
            yield f"return {perk}", _bytes(self.desk.give_back(perk))
            yield f"reverse {perk}", _bytes(self.desk.reverse(perk))
        yield from self._every_route()

    def _refusals(self) -> Iterator[tuple[str, str]]:
        """At the limit, as the clerk's own, by another provider, too late."""
        own = self.passed(BOOKS)
        self.town.desk.keys.link_staff(self.town.city, self.desk.identity.account, number(1))
        yield "own", _bytes(self.desk.redeem(own.token, "own"))
        self.town.desk.keys.unlink_staff(self.town.city, self.desk.identity.account)
        yield "unknown", _bytes(self.desk.redeem("0000000000", "unknown"))
        foreign = Desk(self.town, self.desk.client, provider="public-car-parks")
        yield "foreign", _bytes(foreign.redeem(own.token, "foreign"))
        yield "second", _bytes(self.desk.redeem(own.token, "second"))
        full = self.passed(CONCERT)
        self.town.clock.advance(minutes=6)
        yield "late", _bytes(self.desk.redeem(full.token, "late"))

    def _offline(self) -> Iterator[tuple[str, str]]:
        """Settled, and beyond."""
        perks = (CONCERT, LOCKERS, LOCKERS, DEPOSIT)
        for place, shown in enumerate([self.passed(perk) for perk in perks]):
            answer = self.desk.settle(shown.token, self.town.clock.now(), f"settled {place}")
            yield f"settle {shown.perk}", _bytes(answer)

    def _every_route(self) -> Iterator[tuple[str, str]]:
        """Whatever a counter may call, and everybody, besides."""
        known = {"city": "fuzhou", "redemption": str(deed_id(BOOKS)), "name": "start.js"}
        held = self.desk.client.get("/api/v1/cities/fuzhou").json()
        known["digest"] = held["scheme"]
        for (method, path), admitted in TABLE.items():
            may = admitted.roles & {"counter", "public"}
            if not may or (method, path) in _ENDS_ITSELF or path == "/metrics":
                continue
            filled = re.sub(r"{(\w+)}", lambda found: known[found[1]], path) + admitted.query
            headers = self.town.token(self.desk.identity) if "counter" in may else {}
            body: dict[str, str] | None = None if method == "GET" else {}
            answer = self.desk.client.request(method, filled, json=body, headers=headers)
            yield f"{method} {path}", _bytes(answer)


def _said_in(shown: PassView) -> str:
    """What a counter sees of a pass: what it says, and how long it is."""
    return f"{shown.perk} {shown.value} {len(shown.token)} {len(shown.code)}"


def _bytes(answer: Response) -> str:
    headers = ", ".join(f'"{name}": "{value}"' for name, value in sorted(answer.headers.items()))
    whole = f"{answer.status_code}\n{headers}\n{answer.text}"
    for pattern, instead in _RANDOM:
        whole = pattern.sub(instead, whole)
    return whole


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What the counter of each town obtained, in the order in which it asked."""
    configs = cities_with_library(tmp_path_factory.mktemp("blind"))
    found = {}
    for who in ("standard", "good", "granted"):
        folder = tmp_path_factory.mktemp(who)
        for town in opened(folder / "data", None, configs=configs):
            with town.client() as client:
                twin = Twin(town, client, who)
                found[who] = {
                    f"{place} {word}": told for place, (word, told) in enumerate(twin.obtained())
                }
                assert all(twin.me not in told for told in found[who].values())
    return found


@pytest.mark.parametrize("other", ["good", "granted"])
def test_a_counter_cannot_tell_two_residents_apart(
    twins: dict[str, dict[str, str]], other: str
) -> None:
    assert list(twins["standard"]) == list(twins[other])
    for asked, told in twins["standard"].items():
        assert told == twins[other][asked], asked


def test_all_that_a_counter_may_ask_for_is_compared(twins: dict[str, dict[str, str]]) -> None:
    asked = {key.partition(" ")[2] for key in twins["standard"]}
    mine = {
        f"{method} {path}"
        for (method, path), admitted in TABLE.items()
        if "counter" in admitted.roles and (method, path) not in _ENDS_ITSELF
    }
    assert mine <= asked
    statuses = {told[:3] for told in twins["standard"].values()}
    assert {"200", "201", "403", "404", "409", "422"} <= statuses
