"""The columns that tables are made of, and the metadata that knows every table."""

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Text,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
# Both databases sort texts by their code points, whatever language a server was set up for.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def text_column(name: str, *, null: bool = False) -> Column[str]:
    """A text, sorted by code points on both databases."""
    return Column(name, _TEXT, nullable=null)


def moment_column(name: str, *, null: bool = False) -> Column[int]:
    """Microseconds since 1970 in UTC."""
    return Column(name, BigInteger, nullable=null)


def number_column(name: str, *, null: bool = False) -> Column[int]:
    """A whole number, or a flag of 0 or 1."""
    return Column(name, Integer, nullable=null)


def bytes_column(name: str, *, null: bool = False) -> Column[bytes]:
    """What is sealed or hashed."""
    return Column(name, LargeBinary, nullable=null)


def key_of(*names: str) -> PrimaryKeyConstraint:
    """The primary key, by which rows lie."""
    return PrimaryKeyConstraint(*names)
