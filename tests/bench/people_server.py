"""A server with people of every kind for the benches: the real application, without limits.

Prints one JSON object on its first line, with the tokens and numbers of whoever was asked for.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import uvicorn

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from argon2.profiles import CHEAPEST, RFC_9106_LOW_MEMORY  # noqa: E402 - the tests' folder is first
from builders import CityTree  # noqa: E402 - as above
from installation import UNTHROTTLED, Town, number, open_town  # noqa: E402 - as above

from backend.app import create_app  # noqa: E402 - as above
from backend.contracts.residents import Enrolment  # noqa: E402 - as above
from backend.contracts.sessions import InvitationSignIn  # noqa: E402 - as above
from backend.services.enrol_resident import enrol_resident  # noqa: E402 - as above
from backend.services.leave import leave  # noqa: E402 - as above
from backend.services.open_invitation import open_invitation  # noqa: E402 - as above
from backend.web.throttle import Allowances, Throttle  # noqa: E402 - as above

COLLECTORS = 16
PASSWORD = "copper lantern bridge noon"  # noqa: S105 - of a bench


def main() -> None:
    """Fill an installation with people, and serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--participants", type=int, default=0)
    parser.add_argument("--of-each-kind", type=int, default=0)
    parser.add_argument("--slow-passwords", action="store_true")
    args = parser.parse_args()
    configs = CityTree(args.folder, "fuzhou").root
    parameters = RFC_9106_LOW_MEMORY if args.slow_passwords else CHEAPEST
    town = open_town(args.folder / "data", args.url, configs=configs, parameters=parameters)
    people = asyncio.run(_fill(town, args.participants, args.of_each_kind))
    app = create_app(
        town.installation,
        throttle=Throttle(Allowances(**dict.fromkeys(Allowances.__struct_fields__, UNTHROTTLED))),
        with_jobs=False,
    )
    print(json.dumps(people), flush=True)  # noqa: T201 - for the bench
    uvicorn.run(app, port=args.port, log_level="critical", access_log=False)


async def _fill(town: Town, participants: int, of_each_kind: int) -> dict[str, Any]:
    """Tokens of staff and participants, and the numbers of everybody else by their kind."""
    department = town.desk.deed_type("volunteering").departments[0]
    collectors = [town.collector(department, f"{place}") for place in range(COLLECTORS)]
    numbers = iter(range(10**6))
    shared = []
    for _ in range(participants):
        place = next(numbers)
        subject = await town.participant(place)
        shared.append({"token": _token(town, town.resident(subject)), "number": number(place)})
    kinds: dict[str, list[str]] = {"unknown": [], "invited": [], "opened": [], "leaving": []}
    for _ in range(of_each_kind):
        for kind, found in kinds.items():
            place = next(numbers)
            found.append(number(place))
            await _become(town, kind, place)
    return {
        "collectors": [_token(town, each) for each in collectors],
        "officer": _token(town, town.officer()),
        "participants": shared,
        "kinds": kinds,
    }


async def _become(town: Town, kind: str, place: int) -> None:
    """Invited; or with an account besides, but no consent; or taking part, and leaving."""
    if kind == "unknown":
        return
    now = town.clock.now()
    enrolment = Enrolment(number=number(place), name=f"Resident {place}")
    made = await enrol_resident(town.desk, town.officer(), enrolment, now)
    if kind == "invited":
        return
    asked = InvitationSignIn(
        city=town.city, code=made.code, number=number(place), password=PASSWORD
    )
    await open_invitation(town.desk, asked, now)
    if kind == "leaving":
        subject = await town.participant(place)
        await leave(town.desk, town.resident(subject), now)


def _token(town: Town, identity: Any) -> str:
    return town.desk.tokens.issue(identity, town.clock.now())


if __name__ == "__main__":
    main()
