"""`check`: everything that is wrong with city files, as an official would want to hear it."""

import re
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from backend.cities.files import DataLine
from backend.cities.load import (
    CATALOGUE,
    TEMPLATE,
    CityFiles,
    bind_scheme,
    catalogue_root,
    city_codes,
    load_catalogue,
    load_city,
    load_individual_data,
    table_rows,
)
from backend.cities.scenarios import scenario_problems
from backend.core.catalogue import Catalogue, DeedType
from backend.core.charter import deed_type_problems, problems_in
from backend.core.city import city_problems
from backend.core.problems import Place, Problem, ProblemsError
from backend.core.scheme import SchemeText

# A line of a published table that is not the scheme's own.
_OTHER_TABLE: Final = re.compile(r"sources/([^:/]+\.tsv): (.+)")

# The catalogue, and every city below a folder by its code.
Loaded = tuple[Catalogue, dict[str, CityFiles]]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at, and what is wrong with it."""

    cities: tuple[str, ...]
    schemes: int
    scenarios: int
    problems: tuple[Problem, ...]


def check(path: Path) -> Checked:
    """Check a folder of cities, a city's folder, or the city that a file belongs to."""
    if not _exists(path):
        return _failed(Place(str(path), "path").problem("path-missing"))
    root, codes = _root_and_codes(path.resolve())
    if not codes:
        return _failed(Place(str(path), "path").problem("city-missing"))
    base = catalogue_root(root)
    try:
        catalogue = load_catalogue(base)
    except ProblemsError as error:
        return _failed(*error.problems)
    problems = [*problems_of_catalogue(catalogue), *_data_problems(base, catalogue)]
    schemes = scenarios = 0
    for code in codes:
        try:
            files = load_city(root, code)
        except ProblemsError as error:
            problems += error.problems
            continue
        schemes += len(files.schemes)
        scenarios += sum(map(len, files.scenarios.values()))
        found = list(problems_of_city(base, code, files, catalogue))
        problems += found or _scenarios_problems(code, files, catalogue)
    return Checked(
        cities=tuple(code for code in codes if code != TEMPLATE),
        schemes=schemes,
        scenarios=scenarios,
        problems=tuple(dict.fromkeys(problems)),
    )


def load_cities(root: Path) -> Loaded:
    """The catalogue and every city below a folder, all without a problem; scenarios are not tried.

    Raises:
        ProblemsError: with everything that is wrong, of all cities.
    """
    codes = city_codes(root)
    if not codes:
        raise ProblemsError(Place(str(root), "path").problem("city-missing"))
    base = catalogue_root(root)
    catalogue = load_catalogue(base)
    problems = [*problems_of_catalogue(catalogue), *_data_problems(base, catalogue)]
    cities: dict[str, CityFiles] = {}
    for code in codes:
        try:
            cities[code] = load_city(root, code, with_scenarios=False)
        except ProblemsError as error:
            problems += error.problems
        else:
            problems += problems_of_city(base, code, cities[code], catalogue)
    if problems:
        raise ProblemsError(*dict.fromkeys(problems))
    return catalogue, cities


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # A name that no file can have.
        return False


def _failed(*problems: Problem) -> Checked:
    return Checked(cities=(), schemes=0, scenarios=0, problems=problems)


def _root_and_codes(path: Path) -> tuple[Path, list[str]]:
    """The folder of city files, and the cities in it that are meant."""
    folder = path if path.is_dir() else path.parent
    for candidate in (folder, *folder.parents[:2]):
        if candidate.name == CATALOGUE and (candidate / "deed_types").is_dir():
            return candidate.parent, city_codes(candidate.parent)
        if (candidate / "city.toml").is_file():
            return candidate.parent, [candidate.name]
    codes = city_codes(folder)
    template = [TEMPLATE] if (folder / TEMPLATE / "city.toml").is_file() else []
    return folder, codes + template


def problems_of_catalogue(catalogue: Catalogue) -> Iterator[Problem]:
    """Every entry, priced by a scheme or not."""
    for deed_type in catalogue.deed_types.values():
        yield from deed_type_problems(deed_type, catalogue)
        yield from _reference_problems(deed_type, catalogue)


def _reference_problems(deed_type: DeedType, catalogue: Catalogue) -> Iterator[Problem]:
    place = Place(catalogue.files[deed_type.code], f"deed_type.{deed_type.code}")
    if not deed_type.departments:
        yield place.problem("departments-missing", "departments")
    for code in deed_type.departments:
        if code not in catalogue.departments:
            yield place.problem("department-unknown", "departments", None, code=code)
    number = str(deed_type.record_type)
    record = catalogue.record_types.get(deed_type.record_type)
    if record is None:
        yield place.problem("record-type-unknown", "record_type", None, number=number)
    elif not record.collected_on_citizens:
        known = [r.number for r in catalogue.record_types.values() if r.collected_on_citizens]
        values = {"number": number, "known": ", ".join(map(str, known))}
        yield place.problem("record-type-not-citizens", "record_type", None, **values)
    units = [("unit", deed_type.unit), *(("other_units", unit) for unit in deed_type.other_units)]
    for key, unit in units:
        if unit is not None and unit not in catalogue.units:
            known_units = ", ".join(catalogue.units)
            yield place.problem("unit-unknown", key, None, unit=unit, known=known_units)


def _data_problems(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """The published list of individual data: each line has one answer."""
    try:
        lines = load_individual_data(root).lines
    except ProblemsError as error:
        yield from error.problems
        return
    for line in lines:
        place = Place(f"{CATALOGUE}/individual_data.toml", f"line.{line.item}")
        if sum(_answers(line)) != 1:
            yield place.problem("line-answer")
        for code in line.deed_types:
            if code not in catalogue.deed_types:
                yield place.problem("deed-type-unknown", "deed_types", None, code=code)


def _answers(line: DataLine) -> tuple[bool, bool, bool]:
    return (
        bool(line.deed_types),
        line.article is not None,
        bool(line.out_of_scope_en and line.out_of_scope_zh),
    )


def problems_of_city(
    base: Path, code: str, files: CityFiles, catalogue: Catalogue
) -> Iterator[Problem]:
    """What keeps a city from being used: its own file and every scheme; scenarios are not tried."""
    file = f"{code}/city.toml"
    yield from city_problems(files.city, file)
    if files.city.code != code:
        values = {"stated": files.city.code, "folder": code}
        yield Place(file, "code").problem("city-code", "", None, **values)
    if not files.schemes:
        yield Place(f"{code}/schemes", "file").problem("scheme-missing")
    for day, stated in files.schemes.items():
        place = Place(f"{code}/schemes/{day}.toml", "")
        if stated.city != code:
            yield place.problem("city-code", "city", None, stated=stated.city, folder=code)
        if stated.effective_on != day:
            values = {"stated": str(stated.effective_on), "day": str(day)}
            yield place.problem("effective-on", "effective_on", None, **values)
        yield from problems_of_scheme(base, _named_after_file(stated, code, day), catalogue)


def _named_after_file(stated: SchemeText, code: str, day: date) -> SchemeText:
    """The scheme, so that messages name the file it lies in, whatever it calls itself."""
    return msgspec.structs.replace(stated, city=code, effective_on=day)


def _scenarios_problems(code: str, files: CityFiles, catalogue: Catalogue) -> Iterator[Problem]:
    """What the scenarios of a city without other problems come out at."""
    for day, scenarios in files.scenarios.items():
        name = f"{code}/scenarios/{day}.toml"
        if day not in files.schemes:
            yield Place(name, "file name").problem("scenario-without-scheme")
            continue
        names = [scenario.name for scenario in scenarios]
        for twice in dict.fromkeys(each for each in names if names.count(each) > 1):
            yield Place(name, f"scenario “{twice}”").problem("name-taken", "name", None, name=twice)
        scheme = bind_scheme(files.schemes[day], catalogue)
        yield from scenario_problems(scheme, catalogue, name, scenarios)


def problems_of_scheme(base: Path, text: SchemeText, catalogue: Catalogue) -> tuple[Problem, ...]:
    """What keeps a scheme from loading: the charter, its own faults, and its published tables."""
    found = problems_in(text, catalogue)
    return (*found, *_table_problems(base, text), *_other_table_problems(base, text))


def _table_problems(base: Path, text: SchemeText) -> Iterator[Problem]:
    """Where a scheme rests on a published table, every row of it is answered."""
    if text.table is None:
        return
    rows = yield from _ids(base, text.table, Place(text.file, "table"))
    if rows is None:
        return
    answered = {f"rule.{rule.deed_type}": rule.source for rule in text.rules}
    answered |= {
        f"excluded.{entry.source}": entry.source
        for entry in text.excluded
        if not _OTHER_TABLE.fullmatch(entry.source)
    }
    for key, source in answered.items():
        if source not in rows:
            values = {"source": source, "table": text.table}
            yield Place(text.file, key).problem("source-not-in-table", "source", None, **values)
    for row in rows:
        if row not in answered.values():
            values = {"row": row, "table": text.table}
            yield Place(text.file, f"row {row}").problem("row-not-covered", "", None, **values)


def _other_table_problems(base: Path, text: SchemeText) -> Iterator[Problem]:
    """A source such as `sources/perks.tsv: Discounts on road tolls` names a line that is there."""
    named = {f"rule.{rule.deed_type}": rule.source for rule in text.rules}
    named |= {f"perk.{perk.name}": perk.source for perk in text.perks}
    named |= {f"excluded.{entry.source}": entry.source for entry in text.excluded}
    for key, source in named.items():
        found = _OTHER_TABLE.fullmatch(source)
        if found is None:
            continue
        table, row = found.groups()
        rows = yield from _ids(base, table, Place(text.file, f"{key}.source"), last=True)
        if rows is not None and row not in rows:
            values = {"source": row, "table": table}
            yield Place(text.file, key).problem("source-not-in-table", "source", None, **values)


def _ids(
    base: Path, table: str, place: Place, *, last: bool = False
) -> Generator[Problem, None, list[str] | None]:
    """What a table's rows are called, by their first column or the last; none without a table."""
    try:
        rows = table_rows(base, table)
    except ProblemsError as error:
        yield from error.problems
        return None
    if rows is None:
        yield place.problem("table-missing", "", None, table=table)
        return None
    return [row[-1 if last else 0] for row in rows]
