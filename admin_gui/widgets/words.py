"""Words for the codes of the wire: roles, states, steps, grades, in the language in use."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from admin_gui.marks import QT_TRANSLATE_NOOP
from backend.contracts.own_perks import Amount

NOTHING: Final = "—"
_WORDS: Final = {
    # Roles
    "resident": QT_TRANSLATE_NOOP("Words", "resident"),
    "collector": QT_TRANSLATE_NOOP("Words", "collector"),
    "officer": QT_TRANSLATE_NOOP("Words", "officer"),
    "administrator": QT_TRANSLATE_NOOP("Words", "administrator"),
    "auditor": QT_TRANSLATE_NOOP("Words", "auditor"),
    "counter": QT_TRANSLATE_NOOP("Words", "counter"),
    "clock": QT_TRANSLATE_NOOP("Words", "the clock"),
    # Directions
    "merit": QT_TRANSLATE_NOOP("Words", "merit"),
    "demerit": QT_TRANSLATE_NOOP("Words", "demerit"),
    # States of deeds, entries and the outbox
    "awaiting-confirmation": QT_TRANSLATE_NOOP("Words", "awaits confirmation"),
    "confirmed": QT_TRANSLATE_NOOP("Words", "confirmed"),
    "counts": QT_TRANSLATE_NOOP("Words", "counts"),
    "annulled": QT_TRANSLATE_NOOP("Words", "annulled"),
    "waiting": QT_TRANSLATE_NOOP("Words", "waits to be sent"),
    "sent": QT_TRANSLATE_NOOP("Words", "sent"),
    "refused": QT_TRANSLATE_NOOP("Words", "refused"),
    "withdrawn": QT_TRANSLATE_NOOP("Words", "withdrawn"),
    # Steps
    "recorded": QT_TRANSLATE_NOOP("Words", "recorded"),
    "notified": QT_TRANSLATE_NOOP("Words", "notified"),
    "suspended": QT_TRANSLATE_NOOP("Words", "suspended"),
    "resumed": QT_TRANSLATE_NOOP("Words", "resumed"),
    "ended": QT_TRANSLATE_NOOP("Words", "ended"),
    "proven": QT_TRANSLATE_NOOP("Words", "proven anew"),
    "repaired": QT_TRANSLATE_NOOP("Words", "repaired"),
    "expired": QT_TRANSLATE_NOOP("Words", "expired"),
    "scheme": QT_TRANSLATE_NOOP("Words", "another scheme"),
    "calendar": QT_TRANSLATE_NOOP("Words", "the calendar"),
    # States of proposals, periods and grants
    "open": QT_TRANSLATE_NOOP("Words", "open"),
    "approved": QT_TRANSLATE_NOOP("Words", "approved"),
    "scheduled": QT_TRANSLATE_NOOP("Words", "scheduled"),
    "in-force": QT_TRANSLATE_NOOP("Words", "in force"),
    "called-off": QT_TRANSLATE_NOOP("Words", "called off"),
    "running": QT_TRANSLATE_NOOP("Words", "running"),
    "revoked": QT_TRANSLATE_NOOP("Words", "revoked"),
    "file": QT_TRANSLATE_NOOP("Words", "city file"),
    "proposal": QT_TRANSLATE_NOOP("Words", "proposal"),
    # Kinds and states of cases, and what proves a repair
    "objection": QT_TRANSLATE_NOOP("Words", "objection"),
    "repair": QT_TRANSLATE_NOOP("Words", "repair"),
    "upheld": QT_TRANSLATE_NOOP("Words", "upheld"),
    "accepted": QT_TRANSLATE_NOOP("Words", "accepted"),
    "rejected": QT_TRANSLATE_NOOP("Words", "rejected"),
    "payment": QT_TRANSLATE_NOOP("Words", "payment"),
    "performance": QT_TRANSLATE_NOOP("Words", "performance"),
    "correction": QT_TRANSLATE_NOOP("Words", "correction"),
    "training": QT_TRANSLATE_NOOP("Words", "training"),
    "volunteering": QT_TRANSLATE_NOOP("Words", "volunteering"),
    "apology": QT_TRANSLATE_NOOP("Words", "apology"),
    # Kinds of files
    "application/pdf": QT_TRANSLATE_NOOP("Words", "PDF document"),
    "image/jpeg": QT_TRANSLATE_NOOP("Words", "JPEG picture"),
    "image/png": QT_TRANSLATE_NOOP("Words", "PNG picture"),
    "image/webp": QT_TRANSLATE_NOOP("Words", "WebP picture"),
    "text/plain": QT_TRANSLATE_NOOP("Words", "plain text"),
    # Kinds of perks
    "percentage-off": QT_TRANSLATE_NOOP("Words", "discount"),
    "deposit-waived": QT_TRANSLATE_NOOP("Words", "no deposit"),
    "free-use": QT_TRANSLATE_NOOP("Words", "free use"),
    "more-of": QT_TRANSLATE_NOOP("Words", "a larger allowance"),
    "paperwork": QT_TRANSLATE_NOOP("Words", "less paperwork"),
    # What perks belong to
    "care": QT_TRANSLATE_NOOP("Words", "care"),
    "culture": QT_TRANSLATE_NOOP("Words", "culture"),
    "government-service": QT_TRANSLATE_NOOP("Words", "government services"),
    "library": QT_TRANSLATE_NOOP("Words", "libraries"),
    "parking": QT_TRANSLATE_NOOP("Words", "parking"),
    "sports": QT_TRANSLATE_NOOP("Words", "sports"),
    "telecom": QT_TRANSLATE_NOOP("Words", "telecommunication"),
    "tourism": QT_TRANSLATE_NOOP("Words", "tourism"),
    "transport": QT_TRANSLATE_NOOP("Words", "transport"),
    "utilities": QT_TRANSLATE_NOOP("Words", "water, gas and electricity"),
}
# One word at a time; some, such as `demerit`, mean something else as a grade.
_GRADES: Final = {
    "national": QT_TRANSLATE_NOOP("Grades", "national"),
    "provincial": QT_TRANSLATE_NOOP("Grades", "provincial"),
    "city": QT_TRANSLATE_NOOP("Grades", "city"),
    "county": QT_TRANSLATE_NOOP("Grades", "county"),
    "first-class": QT_TRANSLATE_NOOP("Grades", "first class"),
    "second-class": QT_TRANSLATE_NOOP("Grades", "second class"),
    "third-class": QT_TRANSLATE_NOOP("Grades", "third class"),
    "bravery": QT_TRANSLATE_NOOP("Grades", "bravery"),
    "warning": QT_TRANSLATE_NOOP("Grades", "warning"),
    "serious-warning": QT_TRANSLATE_NOOP("Grades", "serious warning"),
    "demerit": QT_TRANSLATE_NOOP("Grades", "recorded demerit"),
    "major-demerit": QT_TRANSLATE_NOOP("Grades", "recorded major demerit"),
    "demotion": QT_TRANSLATE_NOOP("Grades", "demotion"),
    "dismissal": QT_TRANSLATE_NOOP("Grades", "dismissal"),
    "probation": QT_TRANSLATE_NOOP("Grades", "probation"),
    "expulsion": QT_TRANSLATE_NOOP("Grades", "expulsion"),
    "buying": QT_TRANSLATE_NOOP("Grades", "buying"),
    "other": QT_TRANSLATE_NOOP("Grades", "other"),
}
# Joined words split here: `first-class-national`.
_CLASSES: Final = ("first-class", "second-class", "third-class")


def word(code: str) -> str:
    """A code of the wire in words; one that is not known stays as it is, without hyphens."""
    source = _WORDS.get(code)
    return QCoreApplication.translate("Words", source) if source else code.replace("-", " ")


def grade_word(code: str) -> str:
    """A grade in words."""
    source = _GRADES.get(code)
    if source is not None:
        return QCoreApplication.translate("Grades", source)
    for start in _CLASSES:
        if code.startswith(f"{start}-"):
            return QCoreApplication.translate("Grades", "{class_}, {level}").format(
                class_=grade_word(start), level=grade_word(code.removeprefix(f"{start}-"))
            )
    return word(code)


def listed(parts: Iterable[str]) -> str:
    """Several words in a row, those that say something."""
    return QCoreApplication.translate("Words", ", ").join(part for part in parts if part)


def language_in_use() -> str:
    """`en` or `zh`."""
    return "zh" if QLocale().language() == QLocale.Language.Chinese else "en"


def label(english: str, chinese: str) -> str:
    """The one of two labels that belongs to the language in use."""
    return chinese if language_in_use() == "zh" else english


def day(value: date | None) -> str:
    """A civil day, or that of a moment, as both languages write it in tables."""
    return value.strftime("%Y-%m-%d") if value is not None else NOTHING


def moment(value: datetime | None) -> str:
    """A moment that is in the city's time already."""
    return value.strftime("%Y-%m-%d %H:%M") if value is not None else NOTHING


def plain(value: Decimal) -> str:
    """A number, without zeros at its end."""
    return f"{value.normalize():f}" if value else "0"


def grouped(value: Decimal) -> str:
    """A number, its thousands set apart."""
    return f"{value.normalize():,f}"


def amount_words(value: Amount | None) -> str:
    """How much a perk gives, such as 50,000 yuan; empty where it has no amount."""
    if value is None:
        return ""
    return QCoreApplication.translate("Words", "{amount} {unit}").format(
        amount=grouped(value.amount), unit=label(value.unit_en, value.unit_zh)
    )


def signed(points: Decimal) -> str:
    """Points with their sign; zero has none."""
    return f"+{plain(points)}" if points > 0 else plain(points)
