"""The first administrator of an installation: whoever sees the set-up code that the server prints.

The code follows from a secret and from how often the city was set up, so each works once and
none is stored. It also lets an operator in whose last administrator has lost the password.
"""

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Final

from backend.contracts.sessions import Setup
from backend.contracts.staff import StaffView
from backend.core.permissions import REQUEST, Role
from backend.core.problems import Problem, ProblemsError
from backend.services.codes import code_of, typed_code
from backend.services.desk import Desk
from backend.services.open_session import stranger_in
from backend.services.passwords import check_password
from backend.services.staff_rules import checked_full_name, checked_name, view_of, write_named
from backend.storage.accounts import Account, add_account, setup_uses, use_setup
from backend.storage.database import Transaction
from backend.storage.logs import Actor, add_entry
from backend.storage.values import new_id

# 100 bits.
CODE_CHARACTERS: Final = 20


def setup_code(desk: Desk, city: str) -> str:
    """The code with which a city can be set up now, such as `7KQ2-M9XD-4HRT-PVWZ-03GF`.

    Reads the database in this thread: for commands, and before the service answers.

    Raises:
        ProblemsError: where there is no such city.
    """
    code = desk.city(city).code
    return _code(desk, code, desk.database.read_now(lambda tx: setup_uses(tx, code)) or 0)


async def set_up_city(desk: Desk, asked: Setup, now: datetime) -> StaffView:
    """Make an administrator, and the code worthless.

    Raises:
        ProblemsError: `setup-refused` for a code that is wrong or was used, or what is wrong with
            name or password.
    """
    city = desk.city(asked.city).code
    name, full_name = checked_name(asked.name), checked_full_name(asked.full_name)
    check_password(asked.password)
    uses = await desk.database.read(lambda tx: setup_uses(tx, city)) or 0
    if not hmac.compare_digest(
        typed_code(asked.code).encode(), typed_code(_code(desk, city, uses)).encode()
    ):
        stranger = stranger_in(city, now)
        await desk.database.write(lambda tx: add_entry(tx, stranger, "setup.refused"))
        raise ProblemsError(_refused())
    account = Account(
        city=city,
        id=new_id(now),
        role=Role.ADMINISTRATOR,
        name=name,
        full_name=full_name,
        password_hash=await desk.passwords.hash(asked.password),
        made_at=now,
    )
    actor = Actor(city=city, account=account.id, role=account.role.value, at=now)

    def work(tx: Transaction) -> None:
        if not use_setup(tx, city, uses):
            raise ProblemsError(_refused())
        add_account(tx, account)
        add_entry(tx, actor, "city.set-up", about=account.id)

    await write_named(desk, work)
    return view_of(desk, account)


def _code(desk: Desk, city: str, uses: int) -> str:
    message = f"setup|{city}|{uses}".encode()
    digest = hmac.digest(desk.keys.secret("setup"), message, sha256().name)
    return code_of(int.from_bytes(digest), CODE_CHARACTERS)


def _refused() -> Problem:
    return REQUEST.problem("setup-refused", "code")
