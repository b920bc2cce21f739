"""The composition root: settings, then database and key store, then services, then the API."""

import asyncio
import contextlib
import gc
import os
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec
from filelock import FileLock, Timeout
from litestar.handlers import HTTPRouteHandler
from prometheus_client import CollectorRegistry, Gauge

from backend.channels.sending import WayOut
from backend.cities.check import Loaded, load_cities
from backend.cities.load import SHIPPED, catalogue_root
from backend.clock import Clock, SystemClock
from backend.core.contact import Channel
from backend.core.problems import Place, Problem, ProblemsError
from backend.jobs.schedule import Schedule, start_jobs
from backend.services.desk import Desk
from backend.services.erase_keyless import check_key_store, erase_keyless
from backend.services.install_cities import install_cities
from backend.services.mark_leavers import keep_leaving
from backend.services.passwords import Passwords
from backend.services.revocation_watch import RevocationWatch
from backend.services.settle_batches import BatchRunner
from backend.settings import Settings, read_settings
from backend.storage.crypto import MasterKey, make_master_key, read_master_keys
from backend.storage.database import Database, open_database
from backend.storage.errors import AwayError, HeldError, OutdatedError
from backend.storage.evidence_files import EvidenceFiles
from backend.storage.keys import KeyStore
from backend.storage.outgoing import count_outgoing
from backend.storage.revision import is_current
from backend.web import (
    audit,
    batches,
    cases,
    cities,
    deeds,
    grant_lists,
    me,
    notices,
    own_perks,
    papers,
    passes,
    perks,
    redemptions,
    residents,
    rights,
    schemes,
    second_looks,
    sessions,
    staff,
    take_up,
)
from backend.web.assemble import Front, assemble
from backend.web.cursors import Cursors
from backend.web.envelope import Service
from backend.web.guard import PUBLIC, Route
from backend.web.metrics import Measure
from backend.web.throttle import Throttle

# Fewer, longer pauses of the collector cost the slowest requests 2 ms instead of 37.
GC_THRESHOLDS: Final = (50_000, 20, 1000)
LOCK_FILE: Final = "citypoints.lock"
MASTER_KEY_FILE: Final = "master.key"
ROUTES: Final = (
    *sessions.ROUTES,
    *me.ROUTES,
    *residents.ROUTES,
    *papers.ROUTES,
    *rights.ROUTES,
    *notices.ROUTES,
    *perks.ROUTES,
    *grant_lists.ROUTES,
    *own_perks.ROUTES,
    *passes.ROUTES,
    *redemptions.ROUTES,
    *take_up.ROUTES,
    *cases.ROUTES,
    *deeds.ROUTES,
    *second_looks.ROUTES,
    *batches.ROUTES,
    *cities.ROUTES,
    *schemes.ROUTES,
    *staff.ROUTES,
    *audit.ROUTES,
)


class Installation(msgspec.Struct, frozen=True, kw_only=True):
    """An opened installation.

    Attributes:
        warnings: what whoever starts it should know, such as that the master key is new.
        lock: held while the embedded database is open; none on PostgreSQL.
        erased: how many residents were erased again, whose rows a backup had brought back.
    """

    settings: Settings
    desk: Desk
    clock: Clock
    warnings: tuple[Problem, ...]
    lock: FileLock | None
    erased: int = 0

    def close(self) -> None:
        """Write what waits, and let go of everything."""
        self.desk.close()
        if self.lock is not None:
            self.lock.release()


def open_installation(
    settings: Settings,
    clock: Clock | None = None,
    passwords: Passwords | None = None,
    load: Callable[[Path], Loaded] = load_cities,
) -> Installation:
    """Open database and key store, bring the tables up to date, and install the cities.

    The embedded default makes what it needs; on PostgreSQL the tables must have been migrated and a
    master key be given, so that nothing is made by accident.

    Args:
        settings: where everything lies.
        clock: the computer's, if none is given.
        passwords: hashed as they should be, if nothing else is said.
        load: reads the folder of all city files.

    Raises:
        ProblemsError: saying what is missing, and what to do.
    """
    clock = clock or SystemClock()
    lock = hold(settings)
    try:
        return _opened(settings, clock, passwords or Passwords(), lock, load)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def hold(settings: Settings) -> FileLock | None:
    """Hold the data folder of an embedded database, which one process may use.

    Raises:
        ProblemsError: where another process holds it, or the folder cannot be used.
    """
    place = Place("environment", "CITYPOINTS_DATA_DIR")
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not settings.is_embedded:
            return None
        lock = FileLock(settings.data_dir / LOCK_FILE, timeout=0)
        lock.acquire()
    except Timeout:
        values = {"folder": str(settings.data_dir)}
        raise ProblemsError(place.problem("already-held", "", None, **values)) from None
    except OSError as error:
        values = {"detail": error.strerror or "unusable"}
        raise ProblemsError(place.problem("folder-unusable", "", None, **values)) from error
    return lock


def _opened(
    settings: Settings,
    clock: Clock,
    passwords: Passwords,
    lock: FileLock | None,
    load: Callable[[Path], Loaded],
) -> Installation:
    if settings.half_restored.exists():
        place = Place("environment", "CITYPOINTS_DATA_DIR")
        raise ProblemsError(place.problem("restore-unfinished", "", None))
    masters, warnings = _master_keys(settings)
    root = settings.configs or SHIPPED
    opened = contextlib.ExitStack()
    with opened:
        opened.callback(passwords.close)
        loaded = load(root)
        database = _open_tables(settings)
        opened.callback(database.close)
        keys = open_keys(settings, masters)
        opened.callback(keys.close)
        desk = Desk(
            database=database,
            keys=keys,
            passwords=passwords,
            catalogue=loaded[0],
            configs=catalogue_root(root),
            evidence=EvidenceFiles(settings.evidence),
            ways_out=_ways_out(settings),
        )
        check_key_store(desk)
        warnings = [*warnings, *install_cities(desk, loaded, clock.now())]
        erased = erase_keyless(desk, clock.now())
        keep_leaving(desk, clock.now())
        # Nothing went wrong: whoever has the installation closes it.
        opened.pop_all()
    return Installation(
        settings=settings,
        desk=desk,
        clock=clock,
        warnings=tuple(warnings),
        lock=lock,
        erased=erased,
    )


def _ways_out(settings: Settings) -> dict[Channel, WayOut]:
    """What the city has set up; whoever has set up nothing need not load it."""
    found: dict[Channel, WayOut] = {}
    if settings.mail is not None:
        from backend.channels.mail import Mailer  # noqa: PLC0415 - as above

        found["email"] = Mailer(settings.mail)
    if settings.webhook is not None:
        from backend.channels.webhook import Webhook  # noqa: PLC0415 - as above

        found["message"] = Webhook(settings.webhook)
    return found


def open_keys(settings: Settings, masters: Sequence[MasterKey]) -> KeyStore:
    """The key store, which may meet another master key while it is open.

    Raises:
        ProblemsError: where it cannot be used, or not with these keys.
    """

    def reread() -> Sequence[MasterKey]:
        return read_master_keys(key_file(settings), settings.master_key)

    return KeyStore.open(settings.key_store, *masters, reread=reread)


def _open_tables(settings: Settings) -> Database:
    """The database, with tables of this version.

    Raises:
        ProblemsError: saying what is missing, and what to do.
    """
    place = Place("environment", "CITYPOINTS_DATABASE_URL")
    try:
        _prepare_tables(settings, place)
        return open_database(settings.url)
    except HeldError as error:
        raise ProblemsError(place.problem("already-held", "", None, folder=settings.url)) from error
    except AwayError as error:
        raise ProblemsError(place.problem("storage-away")) from error
    except OutdatedError as error:
        raise ProblemsError(place.problem("tables-newer")) from error
    except ImportError as error:
        raise ProblemsError(place.problem("driver-missing")) from error


def _prepare_tables(settings: Settings, place: Place) -> None:
    if is_current(settings.url):
        return
    if not settings.is_embedded:
        raise ProblemsError(place.problem("tables-outdated"))
    from backend.storage.migrate import migrate  # noqa: PLC0415 - a second start does without

    migrate(settings.url)


def key_file(settings: Settings) -> Path:
    """The file of the master key, which is not looked at where the environment has the key."""
    return settings.master_key_file or settings.data_dir / MASTER_KEY_FILE


def _master_keys(settings: Settings) -> tuple[tuple[MasterKey, ...], list[Problem]]:
    """The master key; a new one at the first start of an embedded installation."""
    path = key_file(settings)
    is_first = (
        settings.is_embedded
        and settings.master_key is None
        and settings.master_key_file is None
        and not path.exists()
        and not settings.key_store.exists()
    )
    if not is_first:
        return read_master_keys(path, settings.master_key), []
    made = make_master_key(path)
    place = Place(str(path), "master key")
    return (made,), [place.problem("master-key-made")]


def create_app(
    installation: Installation | None = None,
    *,
    throttle: Throttle | None = None,
    with_jobs: bool | None = None,
    routes: Sequence[HTTPRouteHandler] = ROUTES,
    public: frozenset[Route] = PUBLIC,
    service: Service | None = None,
) -> Service:
    """The API over an opened installation, which it closes at shutdown.

    Args:
        installation: from `open_installation`; by default the one that the environment names.
        throttle: how many requests a caller may make; the usual numbers if none.
        with_jobs: whether the clock runs in this process; by default for the embedded database.
        routes: what is served.
        public: the routes that need no token.
        service: made of the same routes before, and no longer in use; it is furnished anew.
    """
    installation = installation or open_installation(read_settings(os.environ))
    desk, clock = installation.desk, installation.clock
    has_jobs = installation.settings.is_embedded if with_jobs is None else with_jobs
    batch_runner = BatchRunner(desk, clock)
    state = {
        "desk": desk,
        "clock": clock,
        "cursors": Cursors(desk.keys.secret("cursors")),
        "batches": batch_runner,
    }
    running = _Running(installation, batch_runner, has_jobs=has_jobs)
    return assemble(
        route_handlers=routes,
        front=_front(desk, clock, throttle or Throttle(), public),
        state=state,
        on_startup=[running.start],
        on_shutdown=[running.stop],
        service=service,
    )


def _front(desk: Desk, clock: Clock, throttle: Throttle, public: frozenset[Route]) -> Front:
    """What stands before the handlers, and what it shows to whoever keeps the server."""
    registry = CollectorRegistry()
    waiting = Gauge("citypoints_units_waiting", "Units of work in the queue.", registry=registry)
    waiting.set_function(lambda: desk.database.waiting)

    async def check() -> Mapping[str, str]:
        await desk.database.read(lambda tx: tx.row("select 1"))
        await desk.database.write(lambda tx: tx.row("select 1"))
        return {"database": "ok", "writer": "ok"}

    return Front(
        tokens=desk.tokens,
        clock=clock,
        check=check,
        measure=_measure(desk, registry),
        version=version("citypoints"),
        throttle=throttle,
        registry=registry,
        public=public,
    )


def _measure(desk: Desk, registry: CollectorRegistry) -> Measure:
    """Counts the notices on their way out."""
    outgoing = Gauge(
        "citypoints_notices_outgoing",
        "Notices that wait to go out, went out or failed, in the last 30 days.",
        ["channel", "state"],
        registry=registry,
    )

    async def measure() -> None:
        # In a thread: of a great city there is much to count.
        counts = await asyncio.to_thread(desk.database.read_now, count_outgoing)
        for labels, count in counts.items():
            outgoing.labels(*labels).set(count)

    return measure


class _Running:
    """What runs beside the requests while the application does."""

    def __init__(
        self, installation: Installation, batch_runner: BatchRunner, *, has_jobs: bool
    ) -> None:
        """Start nothing yet."""
        self._installation = installation
        self._batches = batch_runner
        self._has_jobs = has_jobs
        self._watch: asyncio.Task[None] | None = None
        self._schedule: Schedule | None = None

    async def start(self) -> None:
        """Learn of revoked sessions, start the clock, and let the collector skip what stays."""
        desk, clock = self._installation.desk, self._installation.clock
        watch = RevocationWatch(desk, clock)
        await watch.look()
        self._watch = asyncio.create_task(watch.run())
        if self._has_jobs:
            self._schedule = start_jobs(desk, clock)
        # What a crash interrupted is finished.
        self._batches.wake()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)

    async def stop(self) -> None:
        """Stop, write what waits, and close."""
        if self._schedule is not None:
            await self._schedule.stop()
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        await self._batches.close()
        self._installation.close()
