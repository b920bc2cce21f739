"""Which version of the tables a database has, asked without the tools that change it.

A server that starts on tables that are up to date needs neither Alembic nor SQLAlchemy, and starts
in half the time.
"""

import contextlib
import sqlite3
from typing import Final

from backend.storage.errors import AwayError
from backend.storage.sqlite import file_of

# The last migration, in `migrations/versions`.
HEAD: Final = "0011"

_ASK: Final = "select version_num from alembic_version"


def is_current(url: str) -> bool:
    """True where the tables are those of this version of the program.

    Raises:
        AwayError: where the database cannot be reached.
    """
    found = _of_sqlite(url) if url.startswith("sqlite") else _of_postgresql(url)
    return found == HEAD


def _of_sqlite(url: str) -> str | None:
    path = file_of(url)
    if not path.exists():
        return None
    try:
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader:
            row = reader.execute(_ASK).fetchone()
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError as error:
        raise AwayError(str(error)) from error
    return str(row[0]) if row else None


def _of_postgresql(url: str) -> str | None:
    import psycopg  # noqa: PLC0415 - the embedded default does without

    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        with psycopg.connect(plain) as reader:
            row = reader.execute(_ASK).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    except psycopg.OperationalError as error:
        raise AwayError(str(error)) from error
    return str(row[0]) if row else None
