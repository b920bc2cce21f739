"""City files, read into structs. Whatever is wrong with a file comes back as problems."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from backend.cities.decode import decode_table, shortened
from backend.cities.digest import digest_of
from backend.cities.files import (
    DeedTypesFile,
    DepartmentsFile,
    IndividualDataFile,
    RecordTypesFile,
    Scenario,
    ScenariosFile,
    UnitsFile,
)
from backend.core.bound import Scheme, bind
from backend.core.catalogue import Catalogue, DeedType
from backend.core.city import City
from backend.core.problems import Place, Problem, ProblemsError
from backend.core.scheme import SchemeText

T = TypeVar("T")

# The city files lie beside the program, in a checkout and in an installed wheel alike.
SHIPPED: Final = Path(__file__).resolve().parents[2] / "city_configs"

CATALOGUE: Final = "catalogue"
SOURCES: Final = "sources"
TEMPLATE: Final = "_template"

# A dotted key of n parts takes the reader n² of memory.
DOTS_MAX: Final = 100

_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
# What stands in straight quotes is text, and may hold any sign.
_QUOTED: Final = re.compile(r"""\"[^"]*\"|'[^']*'""")
_FULL_WIDTH: Final = re.compile("[，、。：；＝（）【】｛｝“”‘’０-９％－−]")
_PLAIN: Final = str.maketrans("、。“”‘’【】−", ",.\"\"''[]-")
_DATE: Final = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
)
_NUMBER: Final = re.compile(r"^[-+]?\d[\d.]*\s*(,\d|%|[^\W\d_])|\d\s*%")
_TWICE: Final = ("Cannot overwrite a value", "Cannot declare", "Cannot define")


class CityFiles(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a city's folder holds.

    Attributes:
        schemes: by first effective day, ascending; the first is in force from its day on, every
            later one is only a proposal until an administrator puts it in force.
        scenarios: by the day of the scheme they test.
    """

    city: City
    schemes: dict[date, SchemeText]
    scenarios: dict[date, tuple[Scenario, ...]]


def read_file(root: Path, name: str, kind: type[T], *, exact: bool = True) -> T:
    """Read one file below `root`, or raise with every problem found in it.

    Args:
        root: the folder of all city files.
        name: the file, relative to it, as messages name it.
        kind: the struct of the file.
        exact: read decimals exactly, rather than as the floats that deed entries take.
    """
    try:
        text = (root / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ProblemsError(Place(name, "file").problem("file-missing")) from None
    except OSError as error:
        detail = error.strerror or "unreadable"
        raise ProblemsError(
            Place(name, "file").problem("input-unreadable", detail=detail)
        ) from None
    except UnicodeDecodeError as error:
        raise ProblemsError(
            Place(name, "file").problem("not-utf8", byte=str(error.start + 1))
        ) from None
    return read_text(text, name, kind, exact=exact)


def read_text(text: str, name: str, kind: type[T], *, exact: bool = True) -> T:
    """Read the text of a file, or raise with every problem found in it.

    Args:
        text: TOML.
        name: what messages call the file.
        kind: the struct of the file.
        exact: read decimals exactly, rather than as the floats that deed entries take.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > DOTS_MAX:
            raise ProblemsError(Place(name, f"line {number}").problem("nested-too-deeply"))
    try:
        table: dict[str, Any] = tomllib.loads(text, parse_float=_exactly if exact else float)
    except tomllib.TOMLDecodeError as error:
        raise ProblemsError(_toml_problem(name, text, str(error))) from None
    except ValueError:
        # Python reads no number of thousands of digits, and does not say where it stands.
        raise ProblemsError(Place(name, "file").problem("number-out-of-range")) from None
    except RecursionError:
        raise ProblemsError(Place(name, "file").problem("nested-too-deeply")) from None
    return decode_table(table, kind, Place(name, ""))


def _exactly(text: str) -> Decimal:
    """A number as it is written; what no decimal can hold is none."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal("NaN")


def _toml_problem(name: str, text: str, message: str) -> Problem:
    """A syntax error, with the key on its line and the cause that officials most often type."""
    lines = text.splitlines()
    found = _LINE.search(message)
    number = int(found[1]) if found and found[1] else max(1, len(lines))
    content = lines[number - 1] if number <= len(lines) else ""
    key = shortened(re.split("[=＝#]", content)[0].strip(" []")) or f"line {number}"
    place = Place(name, key)
    if message.startswith(_TWICE):
        return place.problem("key-twice", line=str(number))
    bare = _QUOTED.sub("", content).partition("#")[0]
    value = bare.partition("=")[2].strip()
    if sign := _FULL_WIDTH.search(bare):
        plain = unicodedata.normalize("NFKC", sign.group()).translate(_PLAIN)
        return place.problem("not-toml-sign", line=str(number), sign=sign.group(), plain=plain)
    if _DATE.search(value):
        return place.problem("not-toml-date", line=str(number))
    if _NUMBER.search(value):
        return place.problem("not-toml-number", line=str(number))
    return place.problem(
        "not-toml", line=str(number), content=shortened(content.partition("#")[0].strip())
    )


def catalogue_root(root: Path) -> Path:
    """The folder whose catalogue and sources serve: its own, or else the shipped one."""
    return root if (root / CATALOGUE).is_dir() else SHIPPED


def load_catalogue(root: Path) -> Catalogue:
    """Read the catalogue, or raise with every problem found in its files."""
    problems: list[Problem] = []
    units = _collect(root, f"{CATALOGUE}/units.toml", UnitsFile, problems)
    departments = _collect(root, f"{CATALOGUE}/departments.toml", DepartmentsFile, problems)
    records = _collect(root, f"{CATALOGUE}/record_types.toml", RecordTypesFile, problems)
    files: dict[str, str] = {}
    deed_types: dict[str, DeedType] = {}
    for name in deed_type_files(root):
        file = _collect(root, name, DeedTypesFile, problems)
        for deed_type in file.deed_types if file else ():
            if deed_type.code in deed_types:
                place = Place(name, f"deed_type.{deed_type.code}")
                problems.append(_code_twice(place, deed_type.code, files[deed_type.code]))
            deed_types[deed_type.code] = deed_type
            files[deed_type.code] = name
    problems += _twice("unit", [unit.code for unit in units.units] if units else [])
    codes = [entry.code for entry in departments.departments] if departments else []
    problems += _twice("department", codes)
    numbers = [str(entry.number) for entry in records.record_types] if records else []
    problems += _twice("record_type", numbers)
    if problems or units is None or departments is None or records is None:
        raise ProblemsError(*problems)
    return Catalogue(
        units={unit.code: unit for unit in units.units},
        departments={department.code: department for department in departments.departments},
        record_types={record.number: record for record in records.record_types},
        deed_types=deed_types,
        files=files,
    )


def _twice(kind: str, codes: list[str]) -> Iterator[Problem]:
    """Codes that stand in a file of the catalogue more than once."""
    file = f"{CATALOGUE}/{kind}s.toml"
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        yield _code_twice(Place(file, f"{kind}.{code}"), code, file)


def _code_twice(place: Place, code: str, other: str) -> Problem:
    return place.problem("code-twice", "", None, code=code, other=other)


def deed_type_files(root: Path) -> list[str]:
    """The catalogue's files of deed types, relative to `root`."""
    folder = root / CATALOGUE / "deed_types"
    return [f"{CATALOGUE}/deed_types/{path.name}" for path in sorted(folder.glob("*.toml"))]


def load_individual_data(root: Path) -> IndividualDataFile:
    """What becomes of each line of the published list of individual data."""
    return read_file(root, f"{CATALOGUE}/individual_data.toml", IndividualDataFile)


def load_city(root: Path, code: str, *, with_scenarios: bool = True) -> CityFiles:
    """Read a city's folder, or raise with every problem found in its files."""
    problems: list[Problem] = []
    city = _collect(root, f"{code}/city.toml", City, problems)
    schemes = dict(_dated(root, f"{code}/schemes", SchemeText, problems))
    found = _dated(root, f"{code}/scenarios", ScenariosFile, problems, exact=False)
    scenarios = {day: file.scenarios for day, file in (found if with_scenarios else ())}
    if problems or city is None:
        raise ProblemsError(*problems)
    return CityFiles(city=city, schemes=schemes, scenarios=scenarios)


def _collect(
    root: Path, name: str, kind: type[T], problems: list[Problem], *, exact: bool = True
) -> T | None:
    """Read a file; what is wrong with it joins `problems`."""
    try:
        return read_file(root, name, kind, exact=exact)
    except ProblemsError as error:
        problems.extend(error.problems)
        return None


def _dated(
    root: Path, folder: str, kind: type[T], problems: list[Problem], *, exact: bool = True
) -> Iterator[tuple[date, T]]:
    """The files of a folder whose names are days, ascending."""
    for path in sorted((root / folder).glob("*.toml")):
        name = f"{folder}/{path.name}"
        day = _day_of(path.stem)
        if day is None:
            place = Place(name, "file name")
            problems.append(place.problem("file-name-date", "", None, example="2027-01-01.toml"))
            continue
        file = _collect(root, name, kind, problems, exact=exact)
        if file is not None:
            yield day, file


def _day_of(name: str) -> date | None:
    """The day that a file is named after, written as YYYY-MM-DD and in no other way."""
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return None
    return day if day.isoformat() == name else None


def city_codes(root: Path) -> list[str]:
    """The folders that hold a city, without the template."""
    found = (path.parent.name for path in root.glob("*/city.toml"))
    return sorted(code for code in found if code != TEMPLATE)


def table_rows(root: Path, table: str) -> list[tuple[str, ...]] | None:
    """The rows of a published table, or none where there is no such table; their ids come first.

    Raises:
        ProblemsError: where the table is not UTF-8.
    """
    path = next((found for found in (root / SOURCES).glob("*.tsv") if found.name == table), None)
    if path is None:
        return None
    try:
        lines = path.read_text("utf-8").splitlines()[1:]
    except UnicodeDecodeError as error:
        place = Place(f"{SOURCES}/{table}", "file")
        byte = str(error.start + 1)
        raise ProblemsError(place.problem("not-utf8", "", None, byte=byte)) from None
    return [tuple(line.split("\t")) for line in lines if line.strip()]


def bind_scheme(text: SchemeText, catalogue: Catalogue) -> Scheme:
    """Bind a scheme without problems to the catalogue, with its digest."""
    return bind(text, catalogue, digest_of(text, catalogue))


def in_force(schemes: Iterable[date], day: date) -> date | None:
    """The scheme in force on a day: the city's first one, once it has begun."""
    first = min(schemes, default=None)
    return first if first is not None and first <= day else None
