"""What counter mode says: why a pass is refused, and what was booked, in the language in use."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.counter import Answer
from admin_gui.marks import QT_TRANSLATE_NOOP
from admin_gui.widgets.words import amount_words, day, label

# Why, where the desktop found it out by itself, and what to do.
_REASONS: Final = {
    "pass-malformed": QT_TRANSLATE_NOOP(
        "Counter", "This is no pass. Scan the whole code again, or type the ten signs below it."
    ),
    "pass-foreign": QT_TRANSLATE_NOOP(
        "Counter", "This pass is not signed with a key of this city. Do not accept it."
    ),
    "pass-altered": QT_TRANSLATE_NOOP(
        "Counter",
        "This pass was altered, or scanned wrong. Scan it again; if it is refused again, do not "
        "accept it.",
    ),
    "pass-expired": QT_TRANSLATE_NOOP(
        "Counter", "This pass has expired; it holds for five minutes. Ask for a new one."
    ),
    "pass-not-yet": QT_TRANSLATE_NOOP(
        "Counter", "This pass holds from a later moment on. Check the clock of this machine."
    ),
    "perk-not-yours": QT_TRANSLATE_NOOP(
        "Counter",
        "This pass is for a perk of another provider. Show it at that provider's counter.",
    ),
    "perk-not-yet": QT_TRANSLATE_NOOP("Counter", "This perk can be used from {day} on."),
    "perk-over": QT_TRANSLATE_NOOP("Counter", "This perk could be used until {day}."),
    "perk-closed": QT_TRANSLATE_NOOP(
        "Counter", "This perk cannot be used at this hour of this day."
    ),
    "perk-stock-empty": QT_TRANSLATE_NOOP(
        "Counter",
        "As many as there are places for were booked here already. Wait for the network, which "
        "knows whether any is left.",
    ),
    "shown-here": QT_TRANSLATE_NOOP(
        "Counter", "This pass was booked here already, at {time}: it is good for one use."
    ),
    "code-offline": QT_TRANSLATE_NOOP(
        "Counter",
        "There is no network, and a typed code cannot be verified without it. Scan the pass "
        "itself, or read it from a picture.",
    ),
    "code-unclear": QT_TRANSLATE_NOOP(
        "Counter",
        "The network was lost before the answer came, so it is not known whether this code was "
        "booked. Type the same code again once the network is back: it is booked once.",
    ),
    "desk-unread": QT_TRANSLATE_NOOP(
        "Counter",
        "There is no network, and this machine does not have the city's keys yet. Connect once; "
        "afterwards it works without a network, too.",
    ),
}


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An answer in words.

    Attributes:
        kind: `good` or `bad`: the sign and its colour.
        word: yes or no, as large as can be.
        sentence: why.
        perk: its name, and `amount` how much it gives; empty where unknown.
        facts: lines below: until when, and the receipt code.
    """

    kind: str
    word: str
    sentence: str
    perk: str = ""
    amount: str = ""
    facts: tuple[str, ...] = ()

    def aloud(self) -> str:
        """All of it, for a screen reader."""
        parts = (self.word, self.sentence, self.perk, self.amount, *self.facts)
        return ". ".join(part.rstrip(".。") for part in parts if part)


def said_of(answer: Answer, shown: Callable[[datetime], datetime]) -> Said:
    """An answer in words; `shown` tells a moment in the city's time."""
    taken = answer.taken
    if taken is None:
        known = answer.perk
        return Said(
            kind="bad",
            word=_say(QT_TRANSLATE_NOOP("Counter", "NO")),
            sentence=answer.sentence or _reason(answer, shown),
            perk="" if known is None else label(known.label_en, known.label_zh),
        )
    due = _say(QT_TRANSLATE_NOOP("Counter", "To be brought back by {day}"))
    code = _say(QT_TRANSLATE_NOOP("Counter", "Receipt code {code}"))
    later = _say(QT_TRANSLATE_NOOP("Counter", "The receipt code comes with the network."))
    facts = (
        due.format(day=day(taken.due_on)) if taken.due_on is not None else "",
        later if taken.is_here else code.format(code=taken.code),
    )
    return Said(
        kind="good",
        word=_say(QT_TRANSLATE_NOOP("Counter", "YES")),
        sentence=_say(
            QT_TRANSLATE_NOOP("Counter", "Booked on this machine; it is settled by itself.")
            if taken.is_here
            else QT_TRANSLATE_NOOP("Counter", "Booked.")
        ),
        perk=label(taken.label_en, taken.label_zh),
        amount=amount_words(taken.value),
        facts=tuple(fact for fact in facts if fact),
    )


def _reason(answer: Answer, shown: Callable[[datetime], datetime]) -> str:
    source = _REASONS.get(answer.kind, _REASONS["pass-malformed"])
    time = f"{shown(answer.at):%H:%M}" if answer.at is not None else ""
    return _say(source).format(day=day(answer.day), time=time)


def _say(source: str) -> str:
    return QCoreApplication.translate("Counter", source)
