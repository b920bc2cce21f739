"""Bring the tables to this version of the program, by Alembic's migrations."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from backend.storage.errors import AwayError, OutdatedError

_FOLDER: Final = Path(__file__).parent / "migrations"
# Any number, the same for all who migrate.
_TURN: Final = 7261


def migrate(url: str) -> None:
    """Create the tables, or bring them up to date; nothing where they are.

    It happens whole or not at all.

    Raises:
        HeldError: where another process has the SQLite file open.
        AwayError: where the database cannot be reached.
        OutdatedError: where a newer version of the program made the tables.
    """
    config = _config()
    with _alone(url), _told(), _engine(url) as engine, engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Two processes that start together migrate one after the other.
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({_TURN})")
        found = _revision(connection)
        if found is not None and found not in _known(config):
            message = f"the tables are of version {found}, which this program does not know"
            raise OutdatedError(message)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config


def _known(config: Config) -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@contextlib.contextmanager
def _alone(url: str) -> Iterator[None]:
    """On SQLite, with every other process kept out."""
    if not url.startswith("sqlite"):
        yield
        return
    from backend.storage.sqlite import check_version, file_of, hold, lock_of  # noqa: PLC0415

    check_version()
    lock = lock_of(file_of(url))
    hold(lock)
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Errors in storage's words."""
    try:
        yield
    except DatabaseError as error:
        # Its subclasses but one are faults of a statement; itself, of a file that is no database.
        if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
            raise
        raise AwayError(str(error.orig)) from error


@contextlib.contextmanager
def _engine(url: str) -> Iterator[Engine]:
    parsed = make_url(url)
    if parsed.drivername.startswith("postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        # Python would begin no transaction before it creates a table.
        event.listen(engine, "connect", _leave_transactions_alone)
        event.listen(engine, "begin", _begin)
    try:
        yield engine
    finally:
        engine.dispose()


def _leave_transactions_alone(connection: SqliteConnection, _: Any) -> None:  # noqa: ANN401
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("begin")
