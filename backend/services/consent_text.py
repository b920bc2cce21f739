"""The consent text of a city: its version changes whenever what is consented to does."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final

import msgspec

from backend.contracts.residents import ConsentChange, ConsentTerms
from backend.core.city import City
from backend.core.instant import instant_in, start_of
from backend.core.problems import LANGUAGES, Language
from backend.core.sentences.consent_text import (
    CHANGED_TERMS,
    CONSENT_TEXT,
    COOLING_OFF,
    NO_COOLING_OFF,
)
from backend.services.desk import Desk
from backend.storage.consent_texts import add_text, last_text, present_text
from backend.storage.database import Transaction
from backend.storage.logs import Actor, add_entry
from backend.storage.residents import counts

VERSION_LENGTH: Final = 16
# How long residents are asked about a newer text.
ANSWER_DAYS: Final = 30
TEXTS_KEPT: Final = 256

_PERIODS: Final = ("notice_days", "objection_days", "cooling_off_days")


def consent_version(city: City) -> str:
    """The beginning of a digest over all that the text states."""
    stated = (
        city.code,
        city.name_en,
        city.name_zh,
        city.purpose_en,
        city.purpose_zh,
        city.contact,
        city.minimum_age,
        city.notice_days,
        city.objection_days,
        city.cooling_off_days,
        *(_text(city, language) for language in LANGUAGES),
    )
    return sha256(msgspec.json.encode(stated)).hexdigest()[:VERSION_LENGTH]


def consent_terms(city: City, since: datetime) -> ConsentTerms:
    """The text as everybody may read it, with what it states."""
    return ConsentTerms(
        city=city.code,
        version=consent_version(city),
        since=since,
        text_en=_text(city, "en"),
        text_zh=_text(city, "zh"),
        purpose_en=city.purpose_en,
        purpose_zh=city.purpose_zh,
        contact=city.contact,
        minimum_age=city.minimum_age,
        notice_days=city.notice_days,
        objection_days=city.objection_days,
        cooling_off_days=city.cooling_off_days,
    )


def keep_text(tx: Transaction, city: City, actor: Actor) -> None:
    """Show a city's text from now on, unless it is the one that is shown.

    Whoever takes part was shown another one, though it were before texts were kept, and is asked
    again; until the end of the thirtieth day, so that no day is cut short.
    """
    last, version = last_text(tx, city.code), consent_version(city)
    if last is not None and last.version == version:
        return
    answer_by = None
    if last is not None or "participating" in counts(tx, city.code):
        today = instant_in(city.time_zone, actor.at).day
        answer_by = start_of(city.time_zone, today + timedelta(days=ANSWER_DAYS + 1))
    terms = msgspec.json.encode(consent_terms(city, actor.at)).decode()
    add_text(tx, city.code, version, terms, actor.at, answer_by)
    add_entry(tx, actor, "consent.text-shown", about=version)


async def read_consent_text(desk: Desk, code: str) -> ConsentTerms:
    """The text that is shown now, for everybody.

    Raises:
        ProblemsError: where there is no such city.
    """
    city = desk.city(code).code
    return terms_of((await desk.database.read(lambda tx: present_text(tx, city))).terms)


def terms_of(stored: str) -> ConsentTerms:
    """The terms of a stored text."""
    return msgspec.json.decode(stored, type=ConsentTerms)


def changes_of(city: City, was: ConsentTerms | None, now: ConsentTerms) -> Iterator[ConsentChange]:
    """What a text says otherwise than an earlier one did, in words.

    Args:
        city: whose texts they are.
        was: the earlier one; none where it was not kept.
        now: the present one.
    """
    if was is None:
        yield _change("wording", ("", ""), ("", ""))
        return
    if (was.purpose_en, was.purpose_zh) != (now.purpose_en, now.purpose_zh):
        yield _change("purpose", (was.purpose_en, was.purpose_zh), (now.purpose_en, now.purpose_zh))
    for name in ("contact", "minimum_age", *_PERIODS):
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            yield _change(name, _said(name, before), _said(name, after))
    facts = {name: getattr(was, name) for name in ("purpose_en", "purpose_zh", "contact")}
    facts |= {name: getattr(was, name) for name in ("minimum_age", *_PERIODS)}
    then = msgspec.structs.replace(city, **facts)
    if (_text(then, "en"), _text(then, "zh")) != (was.text_en, was.text_zh):
        yield _change("wording", ("", ""), ("", ""))


def _change(name: str, was: tuple[str, str], now: tuple[str, str]) -> ConsentChange:
    sentences = (
        sentence.format(was=before, now=after)
        for sentence, before, after in zip(CHANGED_TERMS[name], was, now, strict=True)
    )
    return ConsentChange(**dict(zip(LANGUAGES, sentences, strict=True)))


def _said(name: str, value: str | int) -> tuple[str, str]:
    """A term as both languages say it."""
    if name in _PERIODS:
        return _days(int(value), "en"), _days(int(value), "zh")
    return str(value), str(value)


@lru_cache(maxsize=TEXTS_KEPT)
def _text(city: City, language: Language) -> str:
    place = LANGUAGES.index(language)
    cooling = (COOLING_OFF if city.cooling_off_days else NO_COOLING_OFF)[place]
    values = {
        "name": (city.name_en, city.name_zh)[place],
        "purpose": (city.purpose_en, city.purpose_zh)[place],
        "contact": city.contact,
        "age": city.minimum_age,
        "notice": _days(city.notice_days, language),
        "objection": _days(city.objection_days, language),
        "cooling": cooling.format(cooling=_days(city.cooling_off_days, language)),
        "answer": _days(ANSWER_DAYS, language),
    }
    return "\n\n".join(paragraph[place].format(**values) for paragraph in CONSENT_TEXT)


def _days(days: int, language: Language) -> str:
    if language == "zh":
        return f"{days} 天"
    return "1 day" if days == 1 else f"{days} days"
