"""A counter at work: whose desk it is, which pass it is shown, and how what it books is counted."""

from collections.abc import Mapping
from datetime import date, datetime

from backend.core.instant import local_in
from backend.core.permissions import Identity
from backend.core.problems import Problem, ProblemsError
from backend.services.desk import REQUEST, Desk
from backend.services.shown_pass import Shown, read_shown
from backend.storage.database import Transaction
from backend.storage.logs import actor_of, add_entry
from backend.storage.redemptions import Redemption, redemption_by_code, redemption_of_pass
from backend.storage.take_up import Counts, SecondUse, add_second_use, count, month_of


class Counter:
    """One request of a counter."""

    def __init__(self, desk: Desk, identity: Identity, now: datetime) -> None:
        """Take it on.

        Raises:
            ProblemsError: where the account belongs to no provider.
        """
        if identity.provider is None:
            raise ProblemsError(REQUEST.problem("provider-none", "authorization"))
        self.desk, self.identity, self.now = desk, identity, now
        self.city, self.provider = identity.city, identity.provider

    def local(self, moment: datetime) -> datetime:
        """A moment by the city's clock."""
        return local_in(self.desk.city(self.city).time_zone, moment)

    def month(self, moment: datetime) -> str:
        """The city's month at a moment."""
        return month_of(self.local(moment).date())

    def shown(self, token: str, at: datetime) -> Shown:
        """A pass that was shown at a moment, or the code of one.

        Raises:
            ProblemsError: where it is neither.
        """
        return read_shown(self.desk, self.city, token, at, self.now)

    def booked(self, tx: Transaction, shown: Shown) -> Redemption | None:
        """The redemption that the pass was booked by, whoever booked it."""
        if shown.claims is not None:
            return redemption_of_pass(tx, self.city, shown.claims.jti)
        return redemption_by_code(tx, self.city, shown.code or "")

    def perks(self, tx: Transaction) -> list[str]:
        """Names of the perks that the counter's provider gives by the scheme in force."""
        text = self.desk.shelf.in_force(tx, self.city, self.now).scheme.text
        return [perk.name for perk in text.perks if perk.provider == self.provider]

    def is_own(self, tx: Transaction, perk: str, provider: str) -> bool:
        """True where a pass or a booking is the counter's provider's.

        Args:
            tx: the unit of work.
            perk: its name.
            provider: who gave it when the pass was issued or booked. A switch may have renamed it,
                or given the perk to another, who then takes over what is granted and lent.
        """
        return provider == self.provider or perk in self.perks(tx)

    def check_own(self, tx: Transaction, perk: str, provider: str) -> None:
        """Refuse what belongs to another provider; `is_own` says whose it is.

        Raises:
            ProblemsError: `pass-other-provider`.
        """
        if not self.is_own(tx, perk, provider):
            raise ProblemsError(REQUEST.problem("pass-other-provider", "token"))

    def note_second_use(
        self,
        tx: Transaction,
        booked: Redemption,
        request: str,
        taken_at: datetime,
        *,
        is_offline: bool,
    ) -> Problem:
        """Keep that a booked pass was shown again, and what is answered."""
        use = SecondUse(
            city=self.city,
            id=request,
            redemption=booked.id,
            perk=booked.perk,
            digest=booked.digest,
            provider=self.provider,
            counter=self.identity.account,
            is_offline=is_offline,
            taken_at=taken_at,
            recorded_at=self.now,
        )
        add_second_use(tx, use, self.month(taken_at))
        return REQUEST.problem("pass-used", "token")

    def count(self, tx: Transaction, redemption: Redemption, counts: Counts) -> None:
        """Count something of a redemption in the month in which it was taken."""
        count(tx, redemption, self.month(redemption.taken_at), counts)

    def note(
        self,
        tx: Transaction,
        action: str,
        redemption: Redemption,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Write into the log what was done to a redemption, and not whose it is.

        The log is kept for ever, and by its moment an entry would lead from a resident who is
        erased to what they used. Whose it is stands in a table that is erased with them.
        """
        actor = actor_of(self.identity, self.now)
        said = {"perk": redemption.perk, **(detail or {})}
        add_entry(tx, actor, action, about=redemption.id, detail=said)

    def day(self, moment: datetime) -> date:
        """The city's civil day at a moment."""
        return self.local(moment).date()
