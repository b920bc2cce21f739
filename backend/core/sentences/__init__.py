"""What each kind of problem says, in English and in Chinese: what is wrong, then what to do."""

from typing import Final

from backend.core.sentences.arguments import ARGUMENTS
from backend.core.sentences.backups import BACKUPS
from backend.core.sentences.batches import BATCHES
from backend.core.sentences.cases import CASES
from backend.core.sentences.charter import CHARTER
from backend.core.sentences.consent import CONSENTS
from backend.core.sentences.deeds import DEEDS
from backend.core.sentences.files import FILES
from backend.core.sentences.notes import NOTES
from backend.core.sentences.notices import NOTICE_TEXTS, NOTICES, OUTGOING
from backend.core.sentences.passes import PASSES
from backend.core.sentences.people import PEOPLE
from backend.core.sentences.perk_files import PERK_FILES
from backend.core.sentences.perk_lists import PERK_LISTS
from backend.core.sentences.perk_use import PERK_USE
from backend.core.sentences.perks import PERKS
from backend.core.sentences.redemptions import REDEMPTIONS
from backend.core.sentences.schemes import SCHEMES
from backend.core.sentences.secrets import SECRETS
from backend.core.sentences.service import SERVICE
from backend.core.sentences.staff_links import STAFF_LINKS
from backend.core.sentences.switching import SWITCHING
from backend.core.sentences.web import TITLES, WEB
from backend.core.sentences.words import MATTERS, PATTERNS, TYPES

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    **FILES,
    **ARGUMENTS,
    **CHARTER,
    **SCHEMES,
    **DEEDS,
    **CONSENTS,
    **SECRETS,
    **SERVICE,
    **PEOPLE,
    **PASSES,
    **PERKS,
    **PERK_LISTS,
    **PERK_FILES,
    **PERK_USE,
    **REDEMPTIONS,
    **NOTICES,
    **STAFF_LINKS,
    **SWITCHING,
    **BATCHES,
    **BACKUPS,
    **CASES,
    **WEB,
}

__all__ = [
    "MATTERS",
    "NOTES",
    "NOTICE_TEXTS",
    "OUTGOING",
    "PATTERNS",
    "SENTENCES",
    "TITLES",
    "TYPES",
]
