"""The tables of the key store, and what stores of former versions lack."""

from typing import Final

from backend.storage.leaving_marks import LEAVING

VERSION: Final = 5
# Of the stores whose secrets followed from the master key.
FIRST: Final = 1

# Whose number a member of the staff has, so that nobody acts on their own file.
STAFF: Final = """create table staff (
        city text not null,
        account text not null,
        id_hash blob not null,
        unique (city, account)
    ) strict"""
SCHEMA: Final = (
    "create table about (name text primary key, content blob not null) strict",
    """create table resident (
        city text not null,
        id_hash blob not null,
        subject text not null,
        wrapped_key blob not null,
        master_key_id text not null,
        unique (city, id_hash),
        unique (city, subject)
    ) strict""",
    STAFF,
    LEAVING,
    f"pragma user_version={VERSION}",
)
# What stores of former versions lack: since which version each is there.
ADDED: Final = {2: STAFF, 3: LEAVING}
# The secrets that stores of former versions lack.
SECRETS_ADDED: Final = {"passes": 4, "log": 5}
