"""Revoked sessions, told to this process within seconds, whichever process revoked them."""

import asyncio
from datetime import timedelta
from typing import Final

from backend.clock import Clock
from backend.log import log_failure
from backend.services.desk import Desk
from backend.services.tokens import MINUTES
from backend.storage.sessions import revoked_since

INTERVAL_SECONDS: Final = 2.0
# A revocation carries the moment of its request, on the clock of its machine, and is seen from its
# commit on: so each look begins this much before the last one.
OVERLAP: Final = timedelta(minutes=1)


class RevocationWatch:
    """Looks for revoked sessions, again and again."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        """Begin with whatever was revoked while tokens lived that are still good."""
        self._desk = desk
        self._clock = clock
        self._since = clock.now() - timedelta(minutes=MINUTES)

    async def look(self) -> None:
        """Learn what was revoked since the last look that succeeded.

        Raises:
            StorageError: where the database is away; the next look makes up for it.
        """
        now = self._clock.now()
        since = self._since - OVERLAP
        revoked = await self._desk.database.read(lambda tx: revoked_since(tx, since))
        self._desk.tokens.revoke(revoked)
        self._since = max(self._since, now)

    async def run(self, interval_seconds: float = INTERVAL_SECONDS) -> None:
        """Look until cancelled; a database that is away is asked again and again."""
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look may succeed
                log_failure("revocations", error, "")
            await asyncio.sleep(interval_seconds)
