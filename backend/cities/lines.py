"""On which line of a city file a key stands, so that an editor can show a problem where it is."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from backend.cities.decode import ITEM_NAMES

# Longer lines hold no header and no short key.
LINE_LENGTH_MAX: Final = 1000

_HEADER: Final = re.compile(r"\s*(\[\[|\[)([\w.\"' -]+)\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*(?:\.[\w.\"' -]*)?=\s*(.*)$")
_VALUE: Final = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s#,]+)")


class _Block(msgspec.Struct):
    """The lines under a header: what an item is called, and where each of its keys stands."""

    header: str
    line: int
    place: int = 0
    names: dict[str, str] = {}
    keys: dict[str, int] = {}

    def called(self) -> list[str]:
        """What a message may call what stands here."""
        if not self.place:
            return [self.header]
        named = [self.names[name] for name in ITEM_NAMES if name in self.names]
        return [f"{self.header}.{name}" for name in (*named, self.place)]


class Lines:
    """The keys of a text with their lines."""

    def __init__(self, text: str) -> None:
        """Look through a TOML file's text once."""
        self._blocks: dict[str, _Block] = {}
        for block in _blocks(text):
            for called in block.called():
                self._blocks.setdefault(called, block)

    def of(self, key: str) -> int | None:
        """The line of a key, as a problem names it; its entry's where it is not found itself.

        Args:
            key: such as `band.AAA.from` or `rule.dog-unleashed.price.points`.
        """
        parts = key.split(".")
        for length in range(len(parts), -1, -1):
            block = self._blocks.get(".".join(parts[:length]))
            if block is not None:
                rest = parts[length:] or [""]
                return block.keys.get(rest[0], block.line) or None
        return None


def _blocks(text: str) -> Iterator[_Block]:
    """A block for each header, and a first one for what stands above all of them."""
    block = owner = _Block(header="", line=0)
    items: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LINE_LENGTH_MAX:
            continue
        if header := _HEADER.match(line):
            yield block
            name = header[2].replace('"', "").replace("'", "").strip()
            block = _Block(header=name, line=number)
            if header[1] == "[[":
                items[name] = items.get(name, 0) + 1
                block.place = items[name]
                owner = block
            elif owner.header and name.startswith(f"{owner.header}."):
                # A table of the item above, such as `[rule.price]`: the item is what is named.
                owner.keys.setdefault(name[len(owner.header) + 1 :].split(".")[0], number)
        elif found := _KEY.match(line):
            block.keys.setdefault(found[1], number)
            if value := _VALUE.match(found[2]):
                block.names.setdefault(found[1], value[1] or value[2] or value[3] or "")
    yield block
