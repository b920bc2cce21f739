"""The shapes of the files that are not a scheme: the catalogue's, and scenarios."""

from datetime import date
from decimal import Decimal

import msgspec

from backend.contracts.scoring import DeedEntry
from backend.core.catalogue import DeedType, Department, RecordType, Unit


class UnitsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`catalogue/units.toml`."""

    units: tuple[Unit, ...] = msgspec.field(name="unit")


class DepartmentsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`catalogue/departments.toml`."""

    departments: tuple[Department, ...] = msgspec.field(name="department")


class RecordTypesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`catalogue/record_types.toml`."""

    record_types: tuple[RecordType, ...] = msgspec.field(name="record_type")


class DeedTypesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`catalogue/deed_types/<domain>.toml`."""

    deed_types: tuple[DeedType, ...] = msgspec.field(name="deed_type")


class DataLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of one line of the published list of individual data: one of three answers."""

    group: str
    item: str
    deed_types: tuple[str, ...] = ()
    article: int | None = None
    reason_en: str | None = None
    reason_zh: str | None = None
    out_of_scope_en: str | None = None
    out_of_scope_zh: str | None = None


class IndividualDataFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`catalogue/individual_data.toml`."""

    lines: tuple[DataLine, ...] = msgspec.field(name="line")


class ExpectedLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line that a scenario expects; `open` where it has no last day yet."""

    rule: str
    points: Decimal
    source: str | None = None
    counts_until: date | None = None
    open: bool = False


class Refusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That a scenario's deeds are refused, and where."""

    deed: str
    field: str
    article: int | None = None


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named case: these deeds, this day, this score and exactly these lines."""

    name: str
    on: date
    deeds: tuple[DeedEntry, ...] = msgspec.field(name="deed", default=())
    total: Decimal | None = None
    unclamped: Decimal | None = None
    band: str | None = None
    next_change: date | None = None
    lines: tuple[ExpectedLine, ...] | None = msgspec.field(name="line", default=None)
    refused: Refusal | None = None


class ScenariosFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`<city>/scenarios/<date>.toml`."""

    scenarios: tuple[Scenario, ...] = msgspec.field(name="scenario")
