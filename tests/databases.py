"""The two databases on which one suite passes, ready with empty tables."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from postgresql import SETTING
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.pool import NullPool

from backend import storage
from backend.storage.database import Database, open_database
from backend.storage.migrate import migrate
from backend.storage.tables import METADATA

TO_GET_IT = (
    f"{SETTING} names no PostgreSQL server: set it to a URL where databases may be created, "
    "or run `python tests/postgresql.py python -m pytest`"
)
# Whoever left a transaction open is told by the next test, which would wait for ever.
LOCK_TIMEOUT = "20s"
# More rows than these would be in the way of whoever reads the table next.
FEW = 1000


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with empty tables, to be copied."""
    path = tmp_path_factory.mktemp("template") / "citypoints.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The URL of a server where databases may be created."""
    if SETTING not in os.environ:
        pytest.skip(TO_GET_IT)
    return os.environ[SETTING]


@contextlib.contextmanager
def new_database(server: str) -> Iterator[str]:
    """The URL of a database that is made for us, and dropped after."""
    name = f"citypoints_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)".encode())


@pytest.fixture(scope="session")
def postgresql_of_worker(postgresql_server: str) -> Iterator[str]:
    """A database of this test process alone, with tables."""
    with new_database(postgresql_server) as url:
        migrate(url)
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database with empty tables; a test that uses it runs on both."""
    name = "postgresql_url" if request.param == "postgresql" else "sqlite_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a SQLite file with empty tables."""
    shutil.copy(sqlite_template, tmp_path / "citypoints.db")
    return f"sqlite:///{tmp_path / 'citypoints.db'}"


@pytest.fixture
def postgresql_url(postgresql_of_worker: str) -> str:
    """The URL of a PostgreSQL database with empty tables."""
    empty_tables(postgresql_of_worker)
    return postgresql_of_worker


@pytest.fixture(scope="module")
def postgresql_url_of_module(postgresql_of_worker: str) -> str:
    """The same for all tests of a module, none of which may empty it."""
    empty_tables(postgresql_of_worker)
    return postgresql_of_worker


def empty_tables(url: str) -> None:
    """Empty every table of a PostgreSQL database."""
    # Few rows are deleted in a thirtieth of the time of truncating, which makes new files. Our own
    # triggers would refuse it, were they asked.
    begin = (
        f"set lock_timeout = '{LOCK_TIMEOUT}'; set session_replication_role = replica; "
        "set synchronous_commit = off"
    )
    names = list(METADATA.tables)
    holding = " union all ".join(
        f"select '{name}' where exists (select from {name})" for name in names
    )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(begin.encode())
        full = [name for (name,) in connection.execute(holding.encode())]
        if full:
            _delete_all(connection, full)


def _delete_all(connection: psycopg.Connection, full: list[str]) -> None:
    with connection.transaction():
        connection.execute(f"lock table {', '.join(full)} in access exclusive mode".encode())
        rows = {name: connection.execute(f"delete from {name}".encode()).rowcount for name in full}
    if many := [name for name, count in rows.items() if count > FEW]:
        connection.execute(f"vacuum {', '.join(many)}".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables; a test that uses it runs on both."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'citypoints.db'}"
    else:
        with new_database(request.getfixturevalue("postgresql_server")) as url:
            yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with empty tables, open."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@contextlib.contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection of SQLAlchemy to either database."""
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def migrate_to(url: str, revision: str) -> None:
    """As an earlier version of the program did."""
    config = Config()
    folder = Path(storage.__path__[0]) / "migrations"
    config.set_main_option("script_location", str(folder))
    with connected(url) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
