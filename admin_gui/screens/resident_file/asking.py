"""What was asked about a deed, and why something cannot be asked of it on paper."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.screens.resident_file.facts import CityFacts
from admin_gui.widgets.words import day, word
from backend.contracts.deeds import CaseKind, DeedView

translate = QCoreApplication.translate
# After one of these a deed may be objected to once more.
_ANEW: Final = frozenset({"proven", "ended"})


class Hindrances(msgspec.Struct, frozen=True, kw_only=True):
    """Why an objection or a repair cannot be asked on paper; empty where it can."""

    objection: str
    repair: str

    def of(self, kind: CaseKind) -> str:
        """Of one of them."""
        return self.objection if kind == "objection" else self.repair


def hindrances(deed: DeedView, facts: CityFacts) -> Hindrances:
    """Why nothing can be asked of a deed, as far as can be told without the server."""
    kinds = {step.kind for step in deed.steps}
    if "annulled" in kinds:
        both = translate("Asking", "It is annulled, so there is nothing to ask about it.")
    elif "notified" not in kinds:
        both = translate("Asking", "Nobody has confirmed it yet, so it does not count.")
    else:
        return Hindrances(objection=_objection(deed), repair=_repair(deed, facts, kinds))
    return Hindrances(objection=both, repair=both)


def _objection(deed: DeedView) -> str:
    """There is one for each deed, until it is proven anew or its end is recorded."""
    shown = [step.at for step in deed.steps if step.kind in _ANEW]
    for each in deed.asked:
        is_former = each.state != "open" and shown and each.made_at < shown[-1]
        if each.kind == "objection" and not is_former:
            return translate("Asking", "No objection: one was made already.")
    return ""


def _repair(deed: DeedView, facts: CityFacts, kinds: set[str]) -> str:
    if "repaired" in kinds:
        return translate("Asking", "No repair: it is made good already.")
    if any(each.kind == "repair" and each.state == "open" for each in deed.asked):
        return translate("Asking", "No repair: one awaits its answer.")
    if not facts.proofs(deed):
        return translate("Asking", "No repair: the scheme offers none for it.")
    return ""


def asked_text(deed: DeedView, shown: Callable[[datetime], datetime]) -> str:
    """What was asked about a deed, a line for each."""
    return "\n".join(_lines(deed, shown))


def _lines(deed: DeedView, shown: Callable[[datetime], datetime]) -> Sequence[str]:
    return [
        _sentence(on_paper=each.on_paper_by is not None, is_open=each.state == "open").format(
            kind=word(each.kind).capitalize(),
            day=day(shown(each.made_at).date()),
            state=word(each.state),
            due=day(each.due_on),
            role=word(each.on_paper_by or ""),
        )
        for each in deed.asked
    ]


def _sentence(*, on_paper: bool, is_open: bool) -> str:
    if on_paper and is_open:
        return translate(
            "Asking", "{kind} of {day}, on paper, taken in by: {role}; answered by {due}"
        )
    if on_paper:
        return translate("Asking", "{kind} of {day}, on paper, taken in by: {role}; {state}")
    if is_open:
        return translate("Asking", "{kind} of {day}; answered by {due}")
    return translate("Asking", "{kind} of {day}; {state}")
