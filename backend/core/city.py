"""A city: its name, its periods and its contact, as `city.toml` states them."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, Literal
from zoneinfo import available_timezones

import msgspec

from backend.core.articles import CONSENT, DECIDED, DOCUMENT, ERASED
from backend.core.problems import Place, Problem
from backend.core.screening import has_words, is_plain_chinese, is_plain_english


class City(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One city file, `<code>/city.toml`.

    Attributes:
        code: the folder's name.
        purpose_en: what residents are asked to consent to, in a sentence.
        minimum_age: full years a resident must have reached to join.
        notice_days: from telling the resident to the first day a demerit counts.
        objection_days: within which an objection is answered, or upheld.
        cooling_off_days: from leaving to erasure.
        collector_points_a_year: the most merit points that one collector may give one resident.
        second_look_percent: of the merits that one person may give, how many of a hundred a second
            person looks at all the same.
        reversal_minutes: for how long a counter can reverse what it booked by mistake.
    """

    code: str
    name_en: str
    name_zh: str
    purpose_en: str
    purpose_zh: str
    contact: str
    time_zone: str
    languages: tuple[Literal["en", "zh"], ...]
    minimum_age: int
    notice_days: int
    objection_days: int
    cooling_off_days: int
    collector_points_a_year: Decimal
    second_look_percent: int = 5
    reversal_minutes: int = 15
    illustrative: bool = False


MINIMUM_AGE_LEAST: Final = 18
NOTICE_DAYS: Final = (7, 90)
OBJECTION_DAYS: Final = (1, 60)
COOLING_OFF_DAYS: Final = (0, 30)
PERCENT: Final = range(101)
REVERSAL_MINUTES: Final = range(1, 121)


def city_problems(city: City, file: str) -> Iterator[Problem]:
    """What a city file may not state: articles 1, 3, 7 and 9 of the charter, and its time zone."""
    place = Place(file, "")
    yield from _text_problems(city, place)
    if city.minimum_age < MINIMUM_AGE_LEAST:
        yield place.problem("minimum-age", "minimum_age", CONSENT, least=str(MINIMUM_AGE_LEAST))
    for name, article, (least, most) in (
        ("notice_days", DOCUMENT, NOTICE_DAYS),
        ("objection_days", DECIDED, OBJECTION_DAYS),
        ("cooling_off_days", ERASED, COOLING_OFF_DAYS),
    ):
        days = getattr(city, name)
        if not least <= days <= most:
            values = {"least": str(least), "most": str(most), "days": str(days)}
            yield place.problem(name.replace("_", "-"), name, article, **values)
    if city.collector_points_a_year <= 0:
        yield place.problem("collector-points", "collector_points_a_year", DOCUMENT)
    if city.second_look_percent not in PERCENT:
        yield place.problem("second-look-percent", "second_look_percent", DOCUMENT)
    if city.reversal_minutes not in REVERSAL_MINUTES:
        yield place.problem("reversal-minutes", "reversal_minutes")
    if not city.languages:
        yield place.problem("languages-missing", "languages")
    if city.time_zone not in _time_zones():
        yield place.problem("time-zone-unknown", "time_zone", None, name=city.time_zone)


@cache
def _time_zones() -> frozenset[str]:
    """Every time zone's name; looking for them reads many files, so it is done once."""
    return frozenset(available_timezones())


def _text_problems(city: City, place: Place) -> Iterator[Problem]:
    """Who asks, what for, and whom to turn to."""
    for name, is_plain in (("en", is_plain_english), ("zh", is_plain_chinese)):
        for key in (f"name_{name}", f"purpose_{name}"):
            if not is_plain(getattr(city, key)):
                yield place.problem("text-missing", key, CONSENT)
    if not has_words(city.contact):
        yield place.problem("text-missing", "contact", CONSENT)
