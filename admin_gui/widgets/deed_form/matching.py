"""Deed types by a few letters of them: the likeliest first."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from backend.contracts.cities import DeedTypeView

_WORD_ENDS: Final = re.compile(r"[\s\-–,.;:()（），。；：、/]+")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A deed type, prepared for looking up.

    Attributes:
        names: its labels, code and source, without capitals.
        words: those that the names are made of.
    """

    deed_type: DeedTypeView
    names: tuple[str, ...]
    words: tuple[str, ...]


def known(deed_type: DeedTypeView) -> Known:
    """Prepare a deed type."""
    texts = (
        deed_type.label_en,
        deed_type.label_zh,
        deed_type.code,
        deed_type.source,
        deed_type.part_en or "",
        deed_type.part_zh or "",
    )
    names = tuple(text.casefold() for text in texts if text)
    words = tuple(word for name in names for word in _WORD_ENDS.split(name) if word)
    return Known(deed_type=deed_type, names=names, words=words)


def matching(all_known: Sequence[Known], letters: str) -> list[DeedTypeView]:
    """The deed types that have all typed words in their names, the likeliest first."""
    whole = " ".join(letters.casefold().split())
    parts = whole.split()
    found = [
        (_rank(each, whole, parts), place, each.deed_type)
        for place, each in enumerate(all_known)
        if all(any(part in name for name in each.names) for part in parts)
    ]
    found.sort(key=lambda each: each[:2])
    return [deed_type for _, _, deed_type in found]


def _rank(each: Known, whole: str, parts: Sequence[str]) -> int:
    """0 for a name itself, 1 for its beginning, 2 where words begin so, 3 for anything within."""
    if whole in each.names:
        return 0
    if any(name.startswith(whole) for name in each.names):
        return 1
    if all(any(word.startswith(part) for word in each.words) for part in parts):
        return 2
    return 3
