"""What storage raises.

StorageError
├── ConflictError     a constraint of the database refused; `name` says which
├── AwayError         the database cannot be reached, or cannot write
│   └── HeldError     another process has the SQLite file open
└── OutdatedError     the tables are of another version of the program
"""


class StorageError(Exception):
    """The root."""


class ConflictError(StorageError):
    """A constraint refused the unit of work; nothing of it was stored."""

    def __init__(self, name: str) -> None:
        """Keep what refused: a constraint's, an index's or a guard's name, on both databases."""
        super().__init__(f"refused by {name}")
        self.name = name


class AwayError(StorageError):
    """The database cannot be reached, or cannot write; nothing was acknowledged."""


class HeldError(AwayError):
    """Another process has the SQLite file open, and only one may."""


class OutdatedError(StorageError):
    """The tables are of another version of the program."""
