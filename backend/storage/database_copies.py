"""Whole copies of the database: of SQLite by itself, of PostgreSQL by its own programs.

A copy of SQLite is written anew row by row: so it is one state, also while the server writes, and
holds nothing of what lies in unused parts of pages.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from backend.core.problems import Place, ProblemsError
from backend.storage.crypto import sync_folder
from backend.storage.errors import AwayError
from backend.storage.overwriting import destroy_file
from backend.storage.revision import HEAD
from backend.storage.sqlite import file_of

SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
# What lies beside a database of SQLite that belongs to that very file.
BESIDE: Final = ("-wal", "-shm", "-journal")

_TRIES: Final = 10
_PROGRAMS: Final = "/usr/lib/postgresql"
_PLACE: Final = Place("environment", "CITYPOINTS_DATABASE_URL")
_OTHERS: Final = """
select count(*) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
"""
_TABLES: Final = "select tablename from pg_tables where schemaname = current_schema()"
_FUNCTIONS: Final = """
select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = current_schema() and p.prokind = 'f'
  and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
"""


def kind_of(url: str) -> str:
    """Which database a URL names."""
    return SQLITE if url.startswith(SQLITE) else POSTGRESQL


def is_there(url: str) -> bool:
    """True where there are data that a restored copy would replace.

    Raises:
        AwayError: where the database cannot be reached.
    """
    if kind_of(url) == SQLITE:
        return file_of(url).exists()
    return _has_rows(url)


def copy_database(url: str, into: Path) -> None:
    """Copy the database, which may be in use, into an empty file.

    Raises:
        ProblemsError: where a program that it takes is missing or fails.
        OSError: where the copy cannot be written.
        AwayError: where the database cannot be read.
    """
    if kind_of(url) == SQLITE:
        _copy_sqlite(file_of(url), into)
    else:
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={into}")
        _run("pg_dump", url, options)


def put_back(url: str, copy: Path) -> None:
    """Put a copy in the place of the database, which nobody may use meanwhile.

    Raises:
        ProblemsError: where a program that it takes is missing or fails, or the database is in use.
        OSError: where it cannot be written.
        AwayError: where the database cannot be reached.
    """
    if kind_of(url) == SQLITE:
        _put_back_sqlite(file_of(url), copy)
        return
    _program("pg_restore")
    check_unused(url)
    _empty(url)
    _run("pg_restore", url, ("--no-owner", "--no-privileges", "--single-transaction", str(copy)))


def end_sessions(url: str) -> None:
    """End every sign-in that a copy brought back: it may have been ended since."""
    if kind_of(url) == SQLITE:
        with closing(sqlite3.connect(file_of(url), isolation_level=None)) as connection:
            connection.execute("pragma secure_delete = on")
            connection.execute("delete from session")
        return
    import psycopg  # noqa: PLC0415 - the embedded default does without

    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute("delete from session")


def check_unused(url: str) -> None:
    """See that nobody else is connected to a PostgreSQL database.

    Raises:
        ProblemsError: where somebody is.
    """
    import psycopg  # noqa: PLC0415 - as above

    count = 0
    try:
        with psycopg.connect(_plain(url), autocommit=True) as connection:
            # Whoever has just disconnected is still counted for a moment.
            for _ in range(_TRIES):
                (count,) = connection.execute(_OTHERS).fetchone() or (0,)
                if count == 0:
                    return
                connection.execute("select pg_sleep(0.1)")
    except psycopg.Error as error:
        raise AwayError(str(error)) from error
    values = {"count": str(count)}
    raise ProblemsError(_PLACE.problem("restore-database-used", "", None, **values))


def _copy_sqlite(path: Path, into: Path) -> None:
    """Read by a connection that neither writes nor checkpoints, whoever has the file open."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader:
            reader.execute("pragma temp_store = memory")
            reader.execute("vacuum into ?", (str(into),))
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise OSError(str(error)) from error
        raise AwayError(str(error)) from error


def _put_back_sqlite(path: Path, copy: Path) -> None:
    """Complete beside it, then at one stroke; never with a log of the former file beside it."""
    new = path.with_name(f"{path.name}.new")
    clear_leftovers(path, new)
    copy_file(copy, new)
    for ending in BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    replace(path, new)


def clear_leftovers(path: Path, new: Path) -> None:
    """Destroy the copies that a crash left beside a file: the new one, and the one before."""
    destroy_file(new)
    _destroy_former(path)


def replace(path: Path, new: Path) -> None:
    """Put a new file in a file's place, durably, and overwrite what was there."""
    _destroy_former(path)
    if path.exists():
        # A second name, by which it is still to be had when the first means the new file.
        os.link(path, _former(path))
    new.replace(path)
    sync_folder(path.parent)
    _destroy_former(path)


def _destroy_former(path: Path) -> None:
    former = _former(path)
    if former.exists() and path.exists() and former.samefile(path):
        # The new file had not come yet: this is a second name of what is in use.
        former.unlink()
    destroy_file(former)


def _former(path: Path) -> Path:
    return path.with_name(f"{path.name}.former")


def copy_file(source: Path, into: Path) -> None:
    """A copy that only its owner may read; durable."""
    handle = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as read, os.fdopen(handle, "wb") as written:
        shutil.copyfileobj(read, written, 1 << 20)
        written.flush()
        os.fsync(handle)


def _has_rows(url: str) -> bool:
    import psycopg  # noqa: PLC0415 - as above

    try:
        with psycopg.connect(_plain(url), autocommit=True) as connection:
            tables = {row[0] for row in connection.execute(_TABLES)}
            return any(
                connection.execute(f"select 1 from {table} limit 1".encode()).fetchone()
                for table in sorted(tables & {"log", "resident", "account"})
            )
    except psycopg.Error as error:
        raise AwayError(str(error)) from error


def _empty(url: str) -> None:
    """Drop the tables and functions: those of another version would stand in the way."""
    import psycopg  # noqa: PLC0415 - as above

    try:
        with psycopg.connect(_plain(url)) as connection:
            for (table,) in connection.execute(_TABLES).fetchall():
                connection.execute(f'drop table "{table}" cascade'.encode())
            for (function,) in connection.execute(_FUNCTIONS).fetchall():
                connection.execute(f"drop function {function} cascade".encode())
    except psycopg.Error as error:
        raise AwayError(str(error)) from error


def _plain(url: str) -> str:
    parsed = make_url(url).set(drivername=POSTGRESQL)
    return parsed.render_as_string(hide_password=False)


def _run(name: str, url: str, options: Sequence[str]) -> None:
    """Run a program of PostgreSQL; the password goes where other accounts cannot read it."""
    program = _program(name)
    parsed = make_url(url).set(drivername=POSTGRESQL)
    environment = dict(os.environ)
    if parsed.password is not None:
        environment["PGPASSWORD"] = str(parsed.password)
        parsed = parsed._replace(password=None)
    target = parsed.render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603 - a program of the database's, and the operator's own URL
        [str(program), f"--dbname={target}", "--no-password", *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        told = done.stderr.strip().splitlines() or [str(done.returncode)]
        values = {"tool": name, "detail": told[-1]}
        raise ProblemsError(_PLACE.problem("backup-tool-failed", "", None, **values))


def _program(name: str) -> Path:
    """A program of the newest PostgreSQL that is installed: older ones refuse newer servers."""
    found = sorted(
        Path(_PROGRAMS).glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    on_path = shutil.which(name)
    if not found and on_path is None:
        raise ProblemsError(_PLACE.problem("backup-tool-missing", "", None, tool=name))
    return found[0] if found else Path(str(on_path))


def is_known(tables: str) -> bool:
    """True for tables of this version of the program, or of one before."""
    return tables <= HEAD
