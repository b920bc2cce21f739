"""The catalogue: what can be recorded about a resident, shared by every city.

Cities gather the same records and price them differently. A deed therefore names a deed type of
the catalogue, and a scheme prices it: when the scheme changes, the deeds stay.
"""

from enum import StrEnum

import msgspec


class Direction(StrEnum):
    """Which way a deed type moves a score."""

    MERIT = "merit"
    DEMERIT = "demerit"


class Severity(StrEnum):
    """How grave a demerit is. It sets the longest lifetime that the charter allows."""

    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"


class Measure(StrEnum):
    """What a unit counts."""

    COUNT = "count"
    TIME = "time"
    MONEY = "money"
    VOLUME = "volume"
    SHARE = "share"


class Matter(StrEnum):
    """What a deed type is about: a closed list, so that nothing protected slips in unnamed."""

    AWARD = "award"
    BRAVERY = "bravery"
    CONSUMER_PROTECTION = "consumer-protection"
    CONTRACT = "contract"
    COURT = "court"
    CRIME = "crime"
    CULTURE = "culture"
    DONATION = "donation"
    EDUCATION = "education"
    EMPLOYMENT = "employment"
    ENVIRONMENT = "environment"
    EXAMINATION = "examination"
    GOOD_DEED = "good-deed"
    HOUSING = "housing"
    MILITARY_SERVICE = "military-service"
    PROFESSIONAL_CONDUCT = "professional-conduct"
    PUBLIC_ORDER = "public-order"
    PUBLIC_SERVICE = "public-service"
    SAFETY = "safety"
    SCIENCE = "science"
    SOCIAL_SECURITY = "social-security"
    TAX = "tax"
    TRAFFIC = "traffic"
    UTILITIES = "utilities"
    VOLUNTEERING = "volunteering"
    # Protected by article 4: a file may name one, but a scheme that prices it is refused.
    ANOTHER_PERSON = "another-person"
    ASSEMBLY = "assembly"
    BLOOD_TYPE = "blood-type"
    ETHNICITY = "ethnicity"
    FAMILY_PLANNING = "family-planning"
    FINGERPRINTS = "fingerprints"
    GENES = "genes"
    HEALTH = "health"
    INFORMING = "informing"
    PETITION = "petition"
    POLITICS = "politics"
    RELIGION = "religion"
    SPEECH = "speech"
    UNION_ACTIVITY = "union-activity"


PROTECTED_MATTERS = frozenset(
    {
        Matter.ANOTHER_PERSON,
        Matter.ASSEMBLY,
        Matter.BLOOD_TYPE,
        Matter.ETHNICITY,
        Matter.FAMILY_PLANNING,
        Matter.FINGERPRINTS,
        Matter.GENES,
        Matter.HEALTH,
        Matter.INFORMING,
        Matter.PETITION,
        Matter.POLITICS,
        Matter.RELIGION,
        Matter.SPEECH,
        Matter.UNION_ACTIVITY,
    },
)


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry of the catalogue has: a code and a label in both languages."""

    code: str
    label_en: str
    label_zh: str


class Unit(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A unit of quantity; `aliases` are other spellings that sheets use, such as 毫升."""

    measure: Measure
    aliases: tuple[str, ...] = ()


class Department(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A department that may submit deeds."""


class RecordType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record type of the public-credit information catalogue, by its number."""

    number: int
    label_en: str
    label_zh: str
    collected_on_citizens: bool


class DeedType(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of deed: a merit or a demerit.

    Attributes:
        departments: codes of the departments that may submit it.
        record_type: the number of its record type, one of those collected on citizens.
        unit: the unit its quantity is recorded in; none means that a deed is simply one deed.
        other_units: further units a deed may be recorded in (a rule says what each is worth).
        grades: the words a deed of this type may be graded with, if it is graded.
        ongoing: true for a state that lasts until an end is recorded, such as arrears.
        written_account: true when a merit needs a written account of what happened.
        severity: of a demerit.
        law_en: the law that a demerit breaches, by name.
        illustrative: true when law or severity is this project's and not a source's.
    """

    direction: Direction
    matter: Matter
    departments: tuple[str, ...]
    record_type: int
    unit: str | None = None
    other_units: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    ongoing: bool = False
    written_account: bool = False
    severity: Severity | None = None
    law_en: str | None = None
    law_zh: str | None = None
    illustrative: bool = False


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """All entries by code (record types by number).

    Attributes:
        files: deed type to the file that states it, relative to the city files.
    """

    units: dict[str, Unit]
    departments: dict[str, Department]
    record_types: dict[int, RecordType]
    deed_types: dict[str, DeedType]
    files: dict[str, str]
