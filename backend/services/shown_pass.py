"""What somebody was shown at a desk: a pass, or the code of one that was typed."""

from datetime import datetime
from typing import Final

import msgspec

from backend.contracts.pass_format import PassClaims, PassError, claims_of, verify
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.pass_codes import read_code
from backend.storage.database import Transaction
from backend.storage.passes import Pass, pass_by_code, pass_of
from backend.storage.redemptions import Redemption

# What parts of a pass are kept apart by; no code has one.
DOT: Final = "."


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What was shown: a pass, or the code of one.

    Attributes:
        claims: what the pass says; none of a code.
        code: as it is compared; none of a whole pass.
        problem: why the pass is not to be believed, at the moment it was shown.
    """

    claims: PassClaims | None = None
    code: str | None = None
    problem: Problem | None = None

    def is_of(self, redemption: Redemption) -> bool:
        """True where this is the pass that was booked."""
        if self.claims is not None:
            return self.claims.jti == redemption.number
        return self.code == redemption.code

    def kept(self, tx: Transaction, city: str) -> Pass | None:
        """The pass's row; none where it is forgotten, or never was."""
        if self.claims is not None:
            return pass_of(tx, city, self.claims.jti)
        return pass_by_code(tx, city, self.code or "")


def read_shown(desk: Desk, city: str, token: str, at: datetime, now: datetime) -> Shown:
    """A pass that was shown at a moment, or the code of one.

    Raises:
        ProblemsError: where it is neither.
    """
    if DOT not in token:
        return Shown(code=read_code(token))
    keys = desk.pass_keys.published(city, now)
    try:
        return Shown(claims=verify(token, keys, int(at.timestamp())))
    except PassError as error:
        problem = REQUEST.problem(error.kind, "token")
    try:
        return Shown(claims=claims_of(token), problem=problem)
    except PassError:
        raise ProblemsError(problem) from None
