"""Passwords: how good one must be, and their slow hashes, never more at once than the machine has.

The hash is Argon2id with the second recommended profile of RFC 9106 (64 MiB, three passes). The
first takes 2 GiB for each sign-in, which a city's small server does not have.
"""

import asyncio
import base64
import secrets
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

from backend.core.permissions import REQUEST
from backend.core.problems import ProblemsError

LEAST: Final = 10
MOST: Final = 200
WORKERS: Final = 2
WAITING_MOST: Final = 32

# Those of the well-known lists that are long enough, and what people here make of them. Compared
# without regard to case; digits alone are refused by their own rule.
COMMON: Final = frozenset(
    {
        "1q2w3e4r5t",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "a123456789",
        "a1234567890",
        "aa123456789",
        "abc1234567",
        "abc123456789",
        "abcdefghij",
        "abcdefghijk",
        "administrator",
        "asdfghjkl;",
        "asdfghjkl123",
        "baseball123",
        "changeme123",
        "citypoints",
        "football123",
        "helloworld",
        "iloveyou123",
        "letmein123",
        "mypassword",
        "passw0rd123",
        "password01",
        "password12",
        "password123",
        "password1234",
        "password12345",
        "qazwsxedcrfv",
        "qq123456789",
        "qwer123456",
        "qwerty12345",
        "qwerty123456",
        "qwertyuiop",
        "qwertyuiop[]",
        "superman123",
        "welcome123",
        "woaini1314",
        "woaini1314520",
        "woaini5201314",
        "woaini520520",
        "woaiwojia1",
        "woaiwojia123",
        "wodemima123",
        "zxcvbnm123",
    }
)

Done = TypeVar("Done")


class Passwords:
    """Hashes and verifies in a few threads of its own."""

    def __init__(
        self,
        workers: int = WORKERS,
        waiting_most: int = WAITING_MOST,
        parameters: Parameters = RFC_9106_LOW_MEMORY,
    ) -> None:
        """Start no thread yet.

        Args:
            workers: how many are reckoned at once; each takes the parameters' memory.
            waiting_most: how many may wait for that; who comes then is refused at once.
            parameters: of Argon2; cheap ones are for tests.
        """
        self._hasher = PasswordHasher.from_parameters(parameters)
        self._decoy = _hash_of_nothing(parameters)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="passwords")
        self._most = workers + waiting_most
        self._taken = 0
        self._lock = threading.Lock()

    async def hash(self, password: str) -> str:
        """The hash to keep, with its salt and parameters in it.

        Raises:
            ProblemsError: `too-busy`, if too many wait.
        """
        return await self._apart(lambda: self._hasher.hash(_bytes(password)))

    async def verify(self, kept: str | None, password: str) -> bool:
        """Whether this is the password.

        Args:
            kept: its hash; none for an unknown name, which takes as long and is never right.
            password: what was typed.

        Raises:
            ProblemsError: `too-busy`, if too many wait.
            argon2.exceptions.InvalidHashError: if what was kept is no hash.
        """
        is_right = await self._apart(lambda: self._matches(kept or self._decoy, password))
        return is_right and kept is not None

    def needs_rehash(self, kept: str) -> bool:
        """Whether the hash was made with other parameters: renew it at the next right sign-in."""
        return self._hasher.check_needs_rehash(kept)

    def close(self) -> None:
        """Let those at work finish; those that wait are cancelled."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _matches(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, _bytes(password))
        except VerifyMismatchError:
            return False

    async def _apart(self, work: Callable[[], Done]) -> Done:
        """Run in a thread. The place is given back when the work ends, not when a caller leaves."""
        with self._lock:
            if self._taken >= self._most:
                raise ProblemsError(REQUEST.problem("too-busy"))
            self._taken += 1
        try:
            future = self._pool.submit(work)
        except BaseException:
            self._give_back()
            raise
        future.add_done_callback(self._give_back)
        return await asyncio.wrap_future(future)

    def _give_back(self, _: "Future[Done] | None" = None) -> None:
        with self._lock:
            self._taken -= 1


def check_password(text: str) -> None:
    """Refuse a new password that is too short, too long or among the first to be tried.

    Raises:
        ProblemsError: at the field `password`.
    """
    password = _normal(text)
    if len(password) < LEAST:
        problem = REQUEST.problem("password-too-short", "password", None, least=str(LEAST))
    elif len(password) > MOST:
        problem = REQUEST.problem("password-too-long", "password", None, most=str(MOST))
    elif _is_simple(password):
        problem = REQUEST.problem("password-too-simple", "password")
    else:
        return
    raise ProblemsError(problem)


def _is_simple(password: str) -> bool:
    """One character repeated, a number (of a person, a telephone, a date), or a common one."""
    folded = password.casefold()
    digits = folded.replace(" ", "").replace("-", "")
    # The last place of a national number may be an X.
    is_number = digits.removesuffix("x").isdigit()
    return len(set(folded)) == 1 or is_number or folded in COMMON


def _normal(password: str) -> str:
    """The same password from every keyboard: full-width letters are those of half width."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    # A lone half of a surrogate pair is no reason to fail; it is a wrong password like others.
    return _normal(password).encode("utf-8", "surrogatepass")


def _hash_of_nothing(parameters: Parameters) -> str:
    """A hash that no password has, without the time to reckon one."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).rstrip(b"=").decode()
        for size in (parameters.salt_len, parameters.hash_len)
    )
    costs = f"m={parameters.memory_cost},t={parameters.time_cost},p={parameters.parallelism}"
    return f"$argon2id$v={parameters.version}${costs}${salt}${digest}"
