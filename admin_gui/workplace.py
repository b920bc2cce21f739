"""What the screens of somebody who is signed in share: who, where, with what, and how to ask."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, Final, TypeVar
from uuid import UUID

import msgspec
import shiboken6
import uuid_utils
from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from admin_gui.client.errors import (
    AwayError,
    BusyError,
    ClientError,
    FailedError,
    RefusedError,
    SignedOutError,
    StrangeError,
    UnreachableError,
)
from admin_gui.clock import civil_day, local_time
from admin_gui.counter import REDEEMING, Counter
from admin_gui.gate import Post
from admin_gui.outbox.cabinet import Cabinet
from admin_gui.outbox.courier import Away, Courier, Judge, Refused, SignedOut, Verdict
from admin_gui.outbox.errors import OutboxError
from admin_gui.outbox.items import Content, Receipt
from admin_gui.outbox.outbox import Queue
from admin_gui.papers import Papers
from admin_gui.settings import Memory
from admin_gui.tasks import Tasks
from admin_gui.theme import Theme
from admin_gui.widgets.finder import Finder
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.rows import Got, Load, Wanted
from admin_gui.widgets.table import Table
from admin_gui.widgets.words import language_in_use
from backend.contracts.cities import DeedTypes
from backend.contracts.pages import Page
from backend.contracts.residents import ResidentView
from backend.contracts.sessions import OwnAccount

T = TypeVar("T")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# How often a server that is away is looked for.
LOOK_MS: Final = 5000
ENTERING: Final = "enter-deed"
# Whoever may do one of these has a box on this machine, and works without the server, too.
KEEPING: Final = (ENTERING, REDEEMING)
# What the server says of whoever does not take part.
NO_PARTICIPANT: Final = "no-participant"
# For how long one can look at what was sent.
SENT_KEPT: Final = timedelta(days=30)
# What can be entered, as the cabinet calls it.
KEPT_DEED_TYPES: Final = "deed-types"


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """The resident whose file is open, and why; the resident can read the reason."""

    resident: ResidentView
    reason: str


class Workplace(QObject):
    """What screens share.

    Attributes:
        online_changed: whether the server answers.
        outbox_changed: something in the outbox is another way now.
        case_changed: another resident's file is open, or none.
        told: a notice for the window to show.
        wanted: a screen that another one leads to.
        signed_out: the session is over; with the sentence that says why.
        deed_types_changed: what can be entered is known now, or is other than it was.
        disk: does what the outbox stores and reads, one after the other; no server that hangs
            holds it up.
        deed_types: what can be entered; none before it was read.
        papers: files that other programs show, until work ends.
        outbox: of those who enter deeds, and `bookings` of a counter; none for others.
        counter: books passes; none for those who are none.
        alone_wanted: the screen in view wants the whole screen, or no longer.
    """

    online_changed = Signal(bool)
    outbox_changed = Signal()
    case_changed = Signal()
    told = Signal(object)
    wanted = Signal(str)
    signed_out = Signal(str)
    actions_changed = Signal()
    deed_types_changed = Signal()
    alone_wanted = Signal(bool)
    _outbox_moved = Signal()
    _courier_crashed = Signal(object)

    def __init__(self, post: Post, tasks: Tasks, theme: Theme, memory: Memory) -> None:
        """Begin work."""
        super().__init__()
        self.client, self.account, self.city = post.client, post.account, post.city
        self._vault = post.vault
        vault = post.vault
        self.outbox = vault.outbox if vault is not None and self.may(ENTERING) else None
        self.bookings = vault.bookings if vault is not None and self.may(REDEEMING) else None
        self.cabinet = vault.cabinet if vault is not None else None
        self.tasks, self.theme, self.memory = tasks, theme, memory
        self.disk = Tasks(self, workers=1)
        self.papers = Papers(memory.folder)
        self.deed_types: DeedTypes | None = None
        self.case: Case | None = None
        self._sign_in = post.sign_in
        self._is_online = post.sign_in is None
        self._is_asking = False
        self.counter = self._counter()
        self.courier = self._courier()
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self.look_for_server)
        self._outbox_moved.connect(self._follow_courier)
        self._courier_crashed.connect(_raise)
        if self.courier is not None:
            self._forget_sent()
            self.courier.start()
        if not self._is_online:
            self._looking.start()

    @property
    def is_online(self) -> bool:
        """True while the server answers."""
        return self._is_online

    def may(self, permission: str) -> bool:
        """Whether this person may do it."""
        return not permission or may(self.account, permission)

    def now(self) -> datetime:
        """The server's time in the city's zone."""
        return self.shown(self.client.connection.server_now())

    def today(self) -> date:
        """The city's civil day."""
        return civil_day(self.client.connection.server_now(), self.city.time_zone)

    def new_id(self) -> UUID:
        """An id for something new: a UUID of version 7."""
        micros = (self.client.connection.server_now() - _EPOCH) // timedelta(microseconds=1)
        return UUID(str(uuid_utils.uuid7(nanoseconds=micros * 1000)))

    def shown(self, moment: datetime) -> datetime:
        """A moment as the city's clocks show it."""
        return local_time(moment, self.city.time_zone)

    def tell(
        self, kind: str, sentence: str, button: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Show a notice above the screen: `good`, `bad`, `warn` or `info`."""
        self.told.emit(Notice(kind=kind, sentence=sentence, button=button, act=act))

    def open_case(self, case: Case | None) -> None:
        """Open a resident's file for every screen that works with it, or close it."""
        self.case = case
        self.case_changed.emit()

    def find_resident(self, finder: Finder, number: str, reason: str) -> None:
        """Open the file of the resident whom a finder asks for; else it says why not."""

        def found(resident: ResidentView) -> None:
            finder.done()
            self.open_case(Case(resident=resident, reason=reason))

        def failed(error: ClientError) -> None:
            finder.refuse(
                error.field_problems(), error.sentence, is_unknown=error.kind == NO_PARTICIPANT
            )

        city, residents = self.city.code, self.client.residents
        self.ask(finder, lambda: residents.find(city, number, reason), found, failed)

    def ask(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ClientError], None] | None = None,
    ) -> None:
        """Ask the server in the background.

        Args:
            owner: nothing is handed over once it is gone.
            work: calls the client.
            done: takes the answer, in the window's thread.
            failed: takes the refusal or failure; where there is none, its sentence is told.
        """

        def answered(result: T) -> None:
            if self._sign_in is None:
                self.set_online(is_online=True)
            else:
                self.look_for_server()
            done(result)

        self.tasks.run(owner, work, answered, lambda error: self.fail(error, failed))

    def read_deed_types(self, failed: Callable[[ClientError], None] = lambda _: None) -> None:
        """Read what can be entered: what this machine keeps at once, then what the server says.

        Args:
            failed: takes why the server did not say it.
        """
        if self.deed_types is None and self.cabinet is not None:
            self._take_deed_types(_kept_deed_types(self.cabinet))
        city, department = self.city.code, self.account.department
        self.ask(
            self,
            lambda: self.client.cities.deed_types(city, department),
            self._keep_deed_types,
            failed,
        )

    def paged(self, owner: QObject, read: Callable[[Wanted], Page[Any]]) -> Load[Any]:
        """What a paged model loads its pages with."""

        def load(wanted: Wanted, got: Got[Any], failed: Callable[[str], None]) -> None:
            self.ask(
                owner,
                lambda: read(wanted),
                lambda page: got(page.items, page.next),
                lambda error: failed(error.sentence),
            )

        return load

    def keep_widths(self, table: Table) -> None:
        """Give a table the widths it had, and remember those that it gets."""
        name = f"table/{table.objectName()}"
        header = table.horizontalHeader()
        shape = self.memory.shape(name)
        if not shape.isEmpty() and header.restoreState(shape):
            table.keep_arrangement()
        table.arranged.connect(lambda: self.memory.keep_shape(name, header.saveState()))

    def set_online(self, *, is_online: bool) -> None:
        """Note whether the server answers."""
        if is_online == self._is_online:
            return
        self._is_online = is_online
        if is_online:
            self._looking.stop()
            if self.courier is not None:
                self.courier.poke()
        else:
            self._looking.start()
        self.online_changed.emit(is_online)

    def look_for_server(self) -> None:
        """Ask something small, to see whether the server is back; or sign in, if that is left."""
        if not self._is_asking:
            self._is_asking = True
            self.tasks.run(self, self._sign_in or self.client.account, self._found, self._not_found)

    def change_password(self, old: str, new: str) -> None:
        """Change the own password at the server, then of what is sealed here; in a thread."""
        self.client.change_password(old, new)
        if self._vault is not None:
            self._vault.rewrap(old, new)

    def close(self) -> None:
        """End work: nothing is sent any more, what waits stays in the outbox."""
        # What is on its way to the window would find the outbox closed.
        self.blockSignals(True)
        self._looking.stop()
        # What was saved at the last moment is still on its way to the disk.
        self.disk.close(finishes=True)
        if self.courier is not None:
            self.courier.stop()
        if self._vault is not None:
            self._vault.close()
        self.papers.close()

    def _keep_deed_types(self, read: DeedTypes) -> None:
        if read == self.deed_types:
            return
        cabinet = self.cabinet
        if cabinet is not None:
            self.disk.run(
                self,
                lambda: cabinet.remember(KEPT_DEED_TYPES, msgspec.json.encode(read)),
                lambda _: None,
                # It is only what works without the server that is older then.
                lambda _: None,
            )
        self._take_deed_types(read)

    def _take_deed_types(self, read: DeedTypes | None) -> None:
        if read is not None:
            self.deed_types = read
            self.deed_types_changed.emit()

    def _counter(self) -> Counter | None:
        if self.bookings is None or self.cabinet is None:
            return None
        return Counter(self.client, self.city, self.cabinet, self.bookings, self.new_id)

    def _courier(self) -> Courier[Any, Any] | None:
        client, city = self.client, self.city.code
        if self.outbox is not None:
            return self._sending(self.outbox, lambda deed: client.deeds.enter(city, deed), judge)
        if self.bookings is not None:
            return self._sending(
                self.bookings, lambda each: client.redemptions.settle(city, each), judge_booking
            )
        return None

    def _sending(
        self,
        queue: Queue[Content, Receipt],
        send: Callable[[Content], Receipt],
        judging: Judge,
    ) -> Courier[Content, Receipt]:
        return Courier(
            queue,
            send,
            judging,
            now=self.client.connection.server_now,
            # Only so that many desktops do not come back at the same moment.
            random=Random(),  # noqa: S311
            on_change=lambda: _emit(self, self._outbox_moved),
            on_crash=lambda error: _emit(self, self._courier_crashed, error),
            language=lambda: self.client.connection.language,
        )

    def _forget_sent(self) -> None:
        """Clear what the server has had for a while: deeds still name residents, sealed."""
        before = self.client.connection.server_now() - SENT_KEPT
        for queue in (self.outbox, self.bookings):
            if queue is not None:
                clear = partial(queue.clear, before)
                self.disk.run(self, clear, lambda _: None, lambda _: None)

    def _follow_courier(self) -> None:
        standing = self.courier.standing if self.courier is not None else None
        if standing is not None and standing.kind == "away":
            self.set_online(is_online=False)
        if standing is not None and standing.kind == "signed-out" and self._sign_in is None:
            self.signed_out.emit(standing.sentence)
        self.outbox_changed.emit()

    def _found(self, account: OwnAccount) -> None:
        self._is_asking = False
        self.account = account
        self._sign_in = None
        self.set_online(is_online=True)
        if self.courier is not None:
            self.courier.resume()

    def _not_found(self, error: Exception) -> None:
        self._is_asking = False
        if not isinstance(error, ClientError):
            raise error
        if isinstance(error, RefusedError):
            # Another password by now, or no account any more: asking again would lock it.
            self._looking.stop()
            self.signed_out.emit(error.sentence)
        else:
            self.set_online(is_online=False)

    def fail(self, error: Exception, failed: Callable[[ClientError], None] | None = None) -> None:
        """Take a call's failure: what it says of the server and the session, then what it says.

        Args:
            error: anything but a call's failure is raised: nobody foresaw it.
            failed: takes the refusal or failure; where there is none, its sentence is told.
        """
        if not isinstance(error, ClientError):
            raise error
        if isinstance(error, AwayError) and not isinstance(error, FailedError):
            self.set_online(is_online=False)
        if isinstance(error, SignedOutError):
            if self._sign_in is None:
                self.signed_out.emit(error.sentence)
                return
            self.look_for_server()
        if failed is not None:
            failed(error)
        else:
            self.tell("bad", error.sentence)


def may(account: OwnAccount, permission: str) -> bool:
    """Whether an account may do something; only who belongs to a department enters deeds."""
    if permission == ENTERING and account.department is None:
        return False
    return permission in account.permissions


def judge(error: Exception) -> Verdict | None:
    """What a failed sending means for what was sent; none where nobody foresaw it."""
    if isinstance(error, SignedOutError):
        return SignedOut(sentence=error.sentence)
    if isinstance(error, RefusedError):
        return Refused(sentence=error.sentence, fields=error.field_problems())
    if isinstance(error, BusyError):
        return Away(sentence=error.sentence, retry_seconds=float(error.retry_seconds))
    if isinstance(error, AwayError | StrangeError):
        is_own = isinstance(error, FailedError)
        return Away(sentence=error.sentence, is_of_its_own=is_own)
    return None


def judge_booking(error: Exception) -> Verdict | None:
    """The same for a booking, which can be taken back while it certainly never left."""
    verdict = judge(error)
    if isinstance(verdict, Away) and isinstance(error, UnreachableError):
        return msgspec.structs.replace(verdict, never_left=True)
    return verdict


def outbox_sentence(error: Exception) -> str:
    """What the outbox says for people, in the language in use; anything else nobody foresaw."""
    if not isinstance(error, OutboxError):
        raise error
    return error.sentence("zh" if language_in_use() == "zh" else "en")


def _kept_deed_types(cabinet: Cabinet) -> DeedTypes | None:
    """What this machine keeps; none where that is nothing, or of another version."""
    try:
        kept = cabinet.recall(KEPT_DEED_TYPES)
        return None if kept is None else msgspec.json.decode(kept, type=DeedTypes)
    except (OutboxError, msgspec.MsgspecError):
        return None


def _emit(owner: QObject, signal: SignalInstance, *values: object) -> None:
    """Emit from any thread, unless the window is gone."""
    if shiboken6.isValid(owner):
        signal.emit(*values)


def _raise(error: Exception) -> None:
    """Let the window's own thread tell of it, like of everything unforeseen."""
    raise error
