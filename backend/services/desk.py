"""What every service works with, made once in `backend.app`."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

import msgspec

from backend.channels.sending import WayOut
from backend.cities.decode import shortened
from backend.core.catalogue import Catalogue, DeedType
from backend.core.city import City
from backend.core.contact import Channel
from backend.core.problems import Place, ProblemsError
from backend.services.pass_keys import PassKeyring
from backend.services.passwords import Passwords
from backend.services.scheme_shelf import HeldScheme, SchemeShelf
from backend.services.tokens import Tokens
from backend.services.turn import Turn, Turns
from backend.storage.crypto import open_sealed, seal
from backend.storage.database import Database
from backend.storage.evidence_files import EvidenceFiles
from backend.storage.keys import KeyStore

REQUEST = Place("request", "")


class Desk:
    """The database, the key store and what is kept ready beside them.

    Attributes:
        cities: by code, as their files state them.
        catalogue: of the city files, against which proposals are checked.
        configs: the folder of the catalogue and of the published tables.
        evidence: sealed files of residents.
        ways_out: by which notices reach residents outside, as far as they are set up.
        settling: whose turn it is to work on batches.
        giving: one at a time for what an account gives a resident alone.
    """

    def __init__(
        self,
        *,
        database: Database,
        keys: KeyStore,
        passwords: Passwords,
        catalogue: Catalogue,
        configs: Path,
        evidence: EvidenceFiles,
        ways_out: Mapping[Channel, WayOut] | None = None,
    ) -> None:
        """Keep them, with cities still to be installed."""
        self.database = database
        self.keys = keys
        self.passwords = passwords
        self.catalogue = catalogue
        self.configs = configs
        self.evidence = evidence
        self.ways_out = dict(ways_out or {})
        self.tokens = Tokens(keys.secret("tokens"))
        self.pass_keys = PassKeyring(keys)
        self.shelf = SchemeShelf()
        self.cities: dict[str, City] = {}
        self.settling = Turn()
        self.giving = Turns()
        self._fingerprint_key = keys.secret("fingerprints")

    def city(self, code: str) -> City:
        """A city of this installation.

        Raises:
            ProblemsError: where there is none of this code.
        """
        found = self.cities.get(code)
        if found is None:
            known = ", ".join(self.cities) or "-"
            raise ProblemsError(
                REQUEST.problem("no-such-city", "city", None, name=shortened(code), known=known)
            )
        return found

    def deed_type(self, code: str) -> DeedType:
        """A deed type of the catalogue: its labels outlive every scheme."""
        return self.catalogue.deed_types[code]

    def fingerprint(self, content: msgspec.Struct) -> bytes:
        """A keyed hash by which the same content is known again, and nothing else is told."""
        plain = msgspec.json.encode(content)
        return blake2b(plain, digest_size=32, key=self._fingerprint_key).digest()

    async def scheme(self, city: str, digest: str) -> HeldScheme:
        """The scheme of a digest, nearly always at hand."""
        found = self.shelf.at_hand(city, digest)
        if found is None:
            found = await self.database.read(lambda tx: self.shelf.held(tx, city, digest))
        return found

    def seal(self, city: str, subject: str, row: str, content: msgspec.Struct | str) -> bytes:
        """Seal something personal with the resident's key, bound to its row.

        Raises:
            ProblemsError: where the resident is gone.
        """
        return self.seal_bytes(city, subject, row, msgspec.json.encode(content))

    def seal_bytes(self, city: str, subject: str, row: str, content: bytes) -> bytes:
        """The same for a file's content; `unseal` gives it back.

        Raises:
            ProblemsError: where the resident is gone.
        """
        return seal(self._key(city, subject), content, row=_bound(city, subject, row))

    def unseal(self, city: str, subject: str, row: str, sealed: bytes) -> bytes:
        """What was sealed for this row: JSON, or a file's content.

        Raises:
            ProblemsError: where the resident is gone.
        """
        return open_sealed(self._key(city, subject), sealed, row=_bound(city, subject, row))

    def subject(self, city: str, number: str) -> str:
        """The subject id of a number, or one that belongs to nobody, at the same cost.

        Raises:
            ProblemsError: for what cannot be a number at all, as for a number that nobody has.
        """
        try:
            return self.keys.subject_or_decoy(city, number)
        except ValueError:
            raise ProblemsError(REQUEST.problem("no-participant", "number")) from None

    def close(self) -> None:
        """Write what waits, and let go of database and key store."""
        self.database.close()
        self.keys.close()
        self.passwords.close()

    def _key(self, city: str, subject: str) -> bytes:
        key = self.keys.data_key(city, subject)
        if key is None:
            raise ProblemsError(REQUEST.problem("no-participant", "number"))
        return key


def check_unedited(version: int, current: int) -> None:
    """Refuse an edit of a version that is no longer the current one.

    Whatever version a caller names is compared here: a database refuses a number over its own.

    Raises:
        ProblemsError: version-stale.
    """
    if version != current:
        raise ProblemsError(REQUEST.problem("version-stale", "if-match"))


def _bound(city: str, subject: str, row: str) -> str:
    return f"{city}|{subject}|{row}"
