"""What a message outside says: that there is a notice, and until when to act.

Never what it is about: whoever else sees the message learns nothing of the resident.
"""

from datetime import date, datetime, timedelta

from backend.channels.sending import Parcel
from backend.core.city import City
from backend.core.instant import instant_in
from backend.core.problems import LANGUAGES
from backend.core.sentences import OUTGOING
from backend.storage.notices import NoticeKind
from backend.storage.outgoing import Message


def parcel_of(city: City, message: Message, address: str, now: datetime) -> Parcel:
    """A message in every language of the city."""
    day = _act_by(message, instant_in(city.time_zone, now).day)
    keys = ["news", *(["act"] if day is not None else []), "contact", "why"]
    return Parcel(
        id=message.id,
        city=city.code,
        to=address,
        sender=" · ".join(_said(city, "sender", day)),
        subject=" · ".join(_said(city, "subject", day)),
        text=_text(city, keys, day),
        at=now,
    )


def _text(city: City, keys: list[str], day: date | None) -> str:
    """All sentences in one language, then in the next."""
    by_language = zip(*(_said(city, key, day) for key in keys), strict=True)
    return "\n\n".join("\n".join(said) for said in by_language) + "\n"


def _said(city: City, key: str, day: date | None) -> list[str]:
    """A sentence in each language of the city."""
    names = {"en": city.name_en, "zh": city.name_zh}
    return [
        OUTGOING[key][LANGUAGES.index(language)].format(
            city=names[language], contact=city.contact, day=day
        )
        for language in city.languages
    ]


def _act_by(message: Message, today: date) -> date | None:
    """The first of the last days to act that has not passed."""
    days = [day for kind, on in message.tells if (day := _last_day(kind, on)) and day >= today]
    return min(days, default=None)


def _last_day(kind: NoticeKind, on: date | None) -> date | None:
    if on is None:
        return None
    if kind in {NoticeKind.DEED_WILL_COUNT, NoticeKind.LEFT_ON_PAPER}:
        return on - timedelta(days=1)
    return on if kind is NoticeKind.CONSENT_ASKED else None
