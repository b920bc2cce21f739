"""A counter: how it books a pass with a network and without one, and what it keeps for that.

What is kept is sealed in the box of whoever signed in: the provider's perks, the city's keys, the
passes that were shown here. With a network the server decides. Where it cannot be reached, a whole
pass is verified here and booked in a queue of this machine, which is settled later under the same
id: whatever was cut off in between, each pass is booked once.
"""

import hashlib
import unicodedata
from collections import Counter as Counts
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Lock
from typing import Final, TypeVar
from uuid import UUID

import msgspec

from admin_gui.client.api import ApiClient
from admin_gui.client.errors import (
    AwayError,
    BusyError,
    RefusedError,
    SignedOutError,
    StrangeError,
    UnreachableError,
)
from admin_gui.clock import civil_day, local_time
from admin_gui.outbox.cabinet import Cabinet
from admin_gui.outbox.errors import DamagedError
from admin_gui.outbox.items import Booking
from admin_gui.outbox.outbox import Bookings
from backend.contracts.cities import CityView, PerkView
from backend.contracts.own_perks import Amount
from backend.contracts.pass_format import PassClaims, PassError, verify
from backend.contracts.passes import PassKeys
from backend.contracts.redemptions import (
    CounterDesk,
    NewRedemption,
    RedemptionView,
    SettledRedemption,
)

T = TypeVar("T")
REDEEMING: Final = "redeem"
KEPT_DESK: Final = "counter-desk"
KEPT_SHOWN: Final = "counter-shown"
# Longer than any pass holds, and than clocks differ.
REMEMBERED: Final = timedelta(minutes=15)
TRIES: Final = 2
WAITING_MOST: Final = 10_000
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# How the header of every pass begins, where a scanner types it with Caps Lock on.
WITH_CAPS_LOCK: Final = "EYj"
_MEANT: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, "_": None})


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What the counter works with while there is no network.

    Attributes:
        skew_seconds: the server's clock minus this machine's, as it was heard last.
    """

    desk: CounterDesk
    keys: PassKeys
    skew_seconds: float

    def perk(self, name: str) -> PerkView | None:
        """One of the own provider's perks."""
        return next((perk for perk in self.desk.perks if perk.name == name), None)

    def amount(self, perk: PerkView, amount: str | None) -> Amount | None:
        """How much a pass gives, with its unit."""
        unit = next((each for each in self.desk.units if each.code == perk.unit), None)
        if amount is None or unit is None:
            return None
        return Amount(
            amount=Decimal(amount), unit=unit.code, unit_en=unit.label_en, unit_zh=unit.label_zh
        )


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A pass that was shown here.

    Attributes:
        id: under which it was, or would have been, booked.
        is_told: whether the answer was yes; else nobody knows whether it was booked.
    """

    id: UUID
    at: datetime
    is_told: bool = False


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A booking, as it is shown.

    Attributes:
        code: of the receipt; empty until it is settled.
        is_here: booked on this machine, to be settled.
    """

    id: UUID
    label_en: str
    label_zh: str
    value: Amount | None
    due_on: date | None
    code: str
    taken_at: datetime
    reversible_until: datetime
    is_here: bool


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Yes or no, and why.

    Attributes:
        taken: what was booked; none where the answer is no.
        kind: of a no, why: a slug, for which there are words.
        sentence: the server's own; empty where the words are the desktop's.
        at: the moment, and `day` the day, that the words name.
        perk: which one a no is about, where that is known.
        was_away: the server was asked, and did not answer.
    """

    taken: Taken | None = None
    kind: str = ""
    sentence: str = ""
    at: datetime | None = None
    day: date | None = None
    perk: PerkView | None = None
    was_away: bool = False

    @property
    def is_yes(self) -> bool:
        """True where the pass was booked."""
        return self.taken is not None


class OnItsWayError(Exception):
    """The booking is on its way to the server, so that it cannot be taken back at this moment."""


class Counter:
    """One desk of a provider. One thread books at a time; any may ask."""

    def __init__(
        self,
        client: ApiClient,
        city: CityView,
        cabinet: Cabinet,
        bookings: Bookings,
        new_id: Callable[[], UUID],
    ) -> None:
        """Begin with what this machine keeps."""
        self._client, self._city = client, city
        self._cabinet, self._bookings = cabinet, bookings
        self._new_id = new_id
        self._one_by_one = Lock()
        self._shown: dict[str, Shown] | None = None
        # How many wait, and of which perk and day; none until they are counted.
        self._waiting: int | None = None
        self._waiting_of: Counts[tuple[str, date]] = Counts()
        self.desk: Desk | None = _recalled(cabinet, KEPT_DESK, Desk)
        connection = client.connection
        if self.desk is not None and connection.skew_seconds is None:
            # Until the server tells its time again, this clock differs from it as it did then.
            connection.skew_seconds = self.desk.skew_seconds

    def read(self) -> Desk:
        """Read perks and keys from the server, and keep them.

        Raises:
            ClientError: where the server refuses or is away; what was kept stays.
            OutboxError: where it could not be kept.
        """
        connection = self._client.connection
        read = Desk(
            desk=self._client.redemptions.desk(self._city.code),
            keys=self._client.redemptions.keys(self._city.code),
            skew_seconds=connection.skew_seconds or 0.0,
        )
        self._cabinet.remember(KEPT_DESK, msgspec.json.encode(read))
        self.desk = read
        return read

    def book(self, token: str, *, is_online: bool) -> Answer:
        """Book what was scanned or typed, at the server or here.

        Args:
            token: a whole pass, or a typed code.
            is_online: whether it is worth asking the server.

        Raises:
            SignedOutError: where the session has ended; nothing is booked.
            OutboxError: where nothing can be stored; nothing is told to be booked.
        """
        with self._one_by_one:
            now = self._client.connection.server_now()
            shown = self._recent(now).get(_mark(token))
            if shown is not None and shown.is_told:
                return self._shown_again(token, shown, is_online=is_online)
            # After a cut the same id, so that the server answers as before.
            id_ = self._new_id() if shown is None else shown.id
            may_be_there = shown is not None
            if is_online:
                self._remember(token, Shown(id=id_, at=now))
                answer, has_left = self._asked(token, id_)
                if answer is not None:
                    is_told = Shown(id=id_, at=now, is_told=True) if answer.is_yes else None
                    self._remember(token, is_told)
                    return answer
                may_be_there = may_be_there or has_left
            answer = self._alone(token, id_, may_be_there=may_be_there)
            return msgspec.structs.replace(answer, was_away=is_online)

    def undo(self, taken: Taken, reason: str) -> None:
        """Take a booking back: here, where it never left this machine, else at the server.

        Raises:
            OnItsWayError: where the server may have it, but has not said so yet.
            ClientError: where the server refuses or is away.
            OutboxError: where it could not be stored.
        """
        item = self._bookings.find(taken.id)
        if item is not None and item.state == "waiting":
            if item.attempts:
                raise OnItsWayError
            self._bookings.withdraw(item.id, self._client.connection.server_now(), reason)
            return
        self._client.redemptions.reverse(self._city.code, str(taken.id), reason)

    def claims(self, booking: Booking) -> PassClaims | None:
        """What the pass of a booking says; none where its key is not kept any more."""
        if self.desk is None:
            return None
        taken_at = int(booking.content.taken_at.timestamp())
        try:
            return verify(booking.content.token, self.desk.keys, taken_at)
        except PassError:
            return None

    def _alone(self, token: str, id_: UUID, *, may_be_there: bool) -> Answer:
        """Without the server."""
        if not is_whole(token):
            return Answer(kind="code-unclear" if may_be_there else "code-offline")
        if self.desk is None:
            return Answer(kind="desk-unread")
        return self._booked_here(self.desk, token, id_, may_be_there=may_be_there)

    def _shown_again(self, token: str, shown: Shown, *, is_online: bool) -> Answer:
        """Refuse it; a server that has the booking refuses it, too, and so hears of it."""
        if is_online and self._is_at_server(shown.id):
            answer, _ = self._asked(token, self._new_id())
            if answer is not None:
                return answer
        return Answer(kind="shown-here", at=shown.at)

    def _asked(self, token: str, id_: UUID) -> tuple[Answer | None, bool]:
        """Ask the server, twice where the answer was cut off.

        Returns:
            Its answer; none where there is no network, and then whether the pass may be booked.
        """
        has_left, busy = False, ""
        for _ in range(TRIES):
            try:
                wanted = NewRedemption(id=id_, token=token)
                view = self._client.redemptions.book(self._city.code, wanted)
            except SignedOutError:
                raise
            except RefusedError as error:
                return Answer(kind=error.kind, sentence=error.sentence), True
            except BusyError as error:
                busy = error.sentence
            except (AwayError, StrangeError) as error:
                has_left = has_left or not isinstance(error, UnreachableError)
            else:
                return Answer(taken=taken_of(view)), True
        if busy and not has_left and not is_whole(token):
            # Nothing was done, and nothing can be without the server.
            return Answer(kind="busy", sentence=busy), False
        return None, has_left

    def _booked_here(self, desk: Desk, token: str, id_: UUID, *, may_be_there: bool) -> Answer:
        now = self._client.connection.server_now()
        try:
            claims = verify(token, desk.keys, int(now.timestamp()))
        except PassError as error:
            return Answer(kind=error.kind)
        if claims.city != self._city.code:
            return Answer(kind="pass-foreign")
        perk = desk.perk(claims.perk)
        if perk is None:
            return Answer(kind="perk-not-yours")
        if (obstacle := self._obstacle(perk, now)) is not None:
            return obstacle
        booking = SettledRedemption(id=id_, token=token, taken_at=now)
        self._bookings.add([booking], now, attempts=int(may_be_there))
        if self._waiting is not None:
            self._waiting += 1
            self._waiting_of[perk.name, civil_day(now, self._city.time_zone)] += 1
        self._recent(now)[_mark(token)] = Shown(id=id_, at=now, is_told=True)
        return Answer(taken=self._taken_here(desk, booking, perk, claims))

    def _taken_here(
        self, desk: Desk, booking: SettledRedemption, perk: PerkView, claims: PassClaims
    ) -> Taken:
        today = civil_day(booking.taken_at, self._city.time_zone)
        lent = None if perk.lent_days is None else timedelta(days=perk.lent_days)
        return Taken(
            id=booking.id,
            label_en=perk.label_en,
            label_zh=perk.label_zh,
            value=desk.amount(perk, claims.amount),
            due_on=None if lent is None else today + lent,
            code="",
            taken_at=booking.taken_at,
            reversible_until=booking.taken_at + timedelta(minutes=desk.desk.reversal_minutes),
            is_here=True,
        )

    def _obstacle(self, perk: PerkView, now: datetime) -> Answer | None:
        """What is known here that keeps the perk from being used now."""
        local = local_time(now, self._city.time_zone)
        if perk.valid_from is not None and local.date() < perk.valid_from:
            return Answer(kind="perk-not-yet", day=perk.valid_from, perk=perk)
        if perk.valid_until is not None and local.date() > perk.valid_until:
            return Answer(kind="perk-over", day=perk.valid_until, perk=perk)
        if not _is_within_hours(perk, local):
            return Answer(kind="perk-closed", perk=perk)
        if perk.stock is not None and self._taken_since(perk, local) >= perk.stock.places:
            return Answer(kind="perk-stock-empty", perk=perk)
        return None

    def _taken_since(self, perk: PerkView, local: datetime) -> int:
        """How many of a stock's places were taken here and wait to be settled."""
        waiting = self._bookings.counts().get("waiting", 0)
        if waiting != self._waiting:
            # Something was settled or taken back meanwhile.
            self._waiting, self._waiting_of = waiting, self._counted_waiting()
        period = _period(perk, local.date())
        return sum(
            taken
            for (name, day), taken in self._waiting_of.items()
            if name == perk.name and _period(perk, day) == period
        )

    def _counted_waiting(self) -> Counts[tuple[str, date]]:
        """How many wait of each perk and day; opens every one of them."""
        return Counts(
            (claims.perk, civil_day(item.content.taken_at, self._city.time_zone))
            for item in self._bookings.items(WAITING_MOST, states=["waiting"])
            if (claims := self.claims(item)) is not None
        )

    def _is_at_server(self, id_: UUID) -> bool:
        """Whether the server said that it has the booking; it then refuses the pass itself."""
        try:
            item = self._bookings.find(id_)
        except DamagedError:
            return False
        return item is None or item.state == "sent"

    def _recent(self, now: datetime) -> dict[str, Shown]:
        """The passes that were shown here and may not be forgotten yet."""
        if self._shown is None:
            self._shown = _recalled(self._cabinet, KEPT_SHOWN, dict[str, Shown]) or {}
            for item in self._bookings.items():
                shown = Shown(id=item.id, at=item.content.taken_at, is_told=True)
                self._shown[_mark(item.content.token)] = shown
        for mark, shown in list(self._shown.items()):
            if shown.at < now - REMEMBERED:
                del self._shown[mark]
        return self._shown

    def _remember(self, token: str, shown: Shown | None) -> None:
        """Keep, before anything is sent or told, what becomes of a pass."""
        recent = self._recent(self._client.connection.server_now())
        kept = {mark: each for mark, each in recent.items() if mark != _mark(token)}
        if shown is not None:
            kept[_mark(token)] = shown
        self._cabinet.remember(KEPT_SHOWN, msgspec.json.encode(kept))
        self._shown = kept


def taken_of(view: RedemptionView) -> Taken:
    """What is shown of a booking at the server."""
    return Taken(
        id=UUID(view.id),
        label_en=view.label_en,
        label_zh=view.label_zh,
        value=view.value,
        due_on=view.due_on,
        code=view.code,
        taken_at=view.taken_at,
        reversible_until=view.reversible_until,
        is_here=False,
    )


def scanned(text: str) -> str:
    """What was meant by what a scanner typed."""
    token = text.strip()
    return token.swapcase() if token.startswith(WITH_CAPS_LOCK) else token


def is_whole(token: str) -> bool:
    """Whether this is a whole pass, not a code that is typed."""
    return "." in token


def meant_code(typed: str) -> str:
    """A typed code, as the server reads it: without hyphens and spaces, O is 0, I and L are 1."""
    return "".join(unicodedata.normalize("NFKC", typed).upper().translate(_MEANT).split())


def _mark(token: str) -> str:
    """By which a pass or a code is known again; nobody can present it."""
    plain = token if is_whole(token) else meant_code(token)
    return hashlib.sha256(plain.encode()).hexdigest()


def _is_within_hours(perk: PerkView, local: datetime) -> bool:
    weekday, now = WEEKDAYS[local.weekday()], local.time()
    return not perk.hours or any(
        weekday in hours.days and hours.from_ <= now < hours.until for hours in perk.hours
    )


def _period(perk: PerkView, day: date) -> tuple[int, ...]:
    """The period of a stock that a day lies in; the same for all days where there is none."""
    match perk.stock.per if perk.stock is not None else None:
        case "day":
            return (day.toordinal(),)
        case "week":
            return tuple(day.isocalendar()[:2])
        case "month":
            return (day.year, day.month)
        case "year":
            return (day.year,)
    return ()


def _recalled(cabinet: Cabinet, name: str, kind: type[T]) -> T | None:
    """What is kept under a name; none where that is nothing, or of another version."""
    try:
        kept = cabinet.recall(name)
        return None if kept is None else msgspec.json.decode(kept, type=kind)
    except (DamagedError, msgspec.MsgspecError):
        return None
