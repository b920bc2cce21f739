"""Pages of headings, paragraphs, lists and tables, in HTML that browsers and Qt print alike.

Whatever was typed by people is text here, and nothing else: there is no way to write markup but by
these blocks, which escape all that they hold.
"""

from collections.abc import Iterable
from functools import singledispatch
from html import escape
from typing import Final

import msgspec

from backend.core.problems import Language

_TABLE: Final = '<table border="1" cellspacing="0" cellpadding="4" width="100%">'
_LANGUAGES: Final[dict[Language, str]] = {"en": "en", "zh": "zh-Hans"}


class Heading(msgspec.Struct, frozen=True):
    """A heading, of level 1 for the page, 2 for a section, 3 within one."""

    level: int
    text: str


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph."""

    text: str


class Items(msgspec.Struct, frozen=True):
    """A list."""

    texts: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A table with a heading over each column."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Table


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A page in one language."""

    title: str
    language: Language
    blocks: tuple[Block, ...]


def html_of(sheet: Sheet, head: str = "") -> str:
    """The page as HTML.

    Args:
        sheet: what it says.
        head: more elements for its head, which are ours and not escaped.
    """
    body = "\n".join(map(_written, sheet.blocks))
    return (
        f'<!DOCTYPE html>\n<html lang="{_LANGUAGES[sheet.language]}">\n<head>\n'
        f'<meta charset="utf-8">\n{head}<title>{escape(sheet.title)}</title>\n</head>\n'
        f"<body>\n<h1>{escape(sheet.title)}</h1>\n{body}\n</body>\n</html>\n"
    )


@singledispatch
def _written(block: Block) -> str:
    """A block as HTML."""
    message = f"no markup for {block!r}"
    raise TypeError(message)


@_written.register
def _(block: Heading) -> str:
    return f"<h{block.level}>{escape(block.text)}</h{block.level}>"


@_written.register
def _(block: Paragraph) -> str:
    return f"<p>{escape(block.text)}</p>"


@_written.register
def _(block: Items) -> str:
    return f"<ul>\n{_joined('li', block.texts)}</ul>"


@_written.register
def _(block: Table) -> str:
    head = f"<thead><tr>{_joined('th', block.head)}</tr></thead>"
    rows = "".join(f"<tr>{_joined('td', row)}</tr>\n" for row in block.rows)
    return f"{_TABLE}\n{head}\n<tbody>\n{rows}</tbody>\n</table>"


def _joined(element: str, texts: Iterable[str]) -> str:
    return "".join(f"<{element}>{escape(text)}</{element}>" for text in texts)
