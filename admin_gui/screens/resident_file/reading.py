"""Reads a file from the server: each part when it is looked at, for the reason the file has."""

import msgspec

from admin_gui.client.api import ApiClient
from admin_gui.client.whole import every_item
from admin_gui.screens.resident_file.facts import CityFacts
from admin_gui.workplace import Case
from backend.contracts.deeds import DeedView
from backend.contracts.scoring import HistoryView, ScoreView


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of a file; what was not looked at was not read, and is not in the log.

    Attributes:
        is_former: the facts are read again with the next part.
    """

    case: Case
    facts: CityFacts | None = None
    is_former: bool = False
    score: ScoreView | None = None
    deeds: tuple[DeedView, ...] | None = None
    history: tuple[HistoryView, ...] | None = None

    def has(self, tab: str) -> bool:
        """Whether all that a tab shows was read."""
        if tab == "score":
            return self.score is not None
        if tab == "history":
            return self.history is not None and self.deeds is not None
        return self.deeds is not None


def read_part(client: ApiClient, city: str, parts: Parts, tab: str) -> Parts:
    """Read what a tab shows, as far as it was not read yet.

    Raises:
        ClientError: where the server refuses, or is away.
    """
    facts = parts.facts
    if facts is None or parts.is_former:
        facts = CityFacts(
            scheme=client.cities.scheme(city), deed_types=client.cities.deed_types(city)
        )
    resident, reason = parts.case.resident.resident, parts.case.reason
    found = msgspec.structs.replace(parts, facts=facts, is_former=False)
    if tab == "score":
        score = client.residents.score(city, resident, reason)
        if score.digest != facts.scheme.digest:
            # Another scheme came into force in between.
            facts = CityFacts(scheme=client.cities.scheme(city), deed_types=facts.deed_types)
        return msgspec.structs.replace(found, facts=facts, score=score)
    if found.deeds is None:
        deeds = every_item(lambda cursor: client.residents.deeds(city, resident, reason, cursor))
        found = msgspec.structs.replace(found, deeds=deeds)
    if tab == "history":
        history = every_item(
            lambda cursor: client.residents.history(city, resident, reason, cursor)
        )
        found = msgspec.structs.replace(found, history=history)
    return found


def together(held: Parts, read: Parts) -> Parts:
    """What was read before and what was read now, of the same file."""
    return Parts(
        case=held.case,
        facts=read.facts or held.facts,
        score=read.score or held.score,
        deeds=held.deeds if read.deeds is None else read.deeds,
        history=held.history if read.history is None else read.history,
    )
