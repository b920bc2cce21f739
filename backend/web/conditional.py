"""Reads that need not be sent again (ETag, If-None-Match), and edits of what was read (If-Match).

The framework knows neither. Comparison is that of RFC 9110: weak for reads, strong for edits.
"""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Final, TypeVar

from litestar import Request, Response
from litestar.connection import ASGIConnection

from backend.core.permissions import REQUEST
from backend.core.problems import ProblemsError
from backend.web.answers import ReadyAnswer

T = TypeVar("T")

# A personal answer may be kept by the caller alone, and only to ask whether it still holds.
PERSONAL: Final = "private, no-cache"
PUBLIC_READ: Final = "public, no-cache"
HASH_BYTES: Final = 12
VERSION_DIGITS_MAX: Final = 18

_TAG: Final = re.compile(r'\s*(?:W/)?("[^"\x00-\x20\x7f]*")\s*(?:,|$)')
_VERSION: Final = re.compile(rf'\s*"v(\d{{1,{VERSION_DIGITS_MAX}}})"\s*')


def version_tag(version: int) -> str:
    """The strong ETag of a version, such as `"v3"`."""
    return f'"v{version}"'


def content_tag(*parts: object) -> str:
    """The ETag of what these parts determine: a version, a digest, a day, a language."""
    text = "\n".join(map(str, parts))
    return f'"{blake2b(text.encode(), digest_size=HASH_BYTES).hexdigest()}"'


def is_unchanged(request: ASGIConnection[Any, Any, Any, Any], tag: str) -> bool:
    """True if the caller has this version already and need not get it again."""
    named = _header(request, b"if-none-match")
    if not named:
        return False
    if named.strip() == "*" or named == tag:
        return True
    bare = tag.removeprefix("W/")
    return any(found[1] == bare for found in _TAG.finditer(named))


def tagged(
    request: Request[Any, Any, Any],
    content: T,
    tag: str,
    *,
    cache: str = PERSONAL,
    headers: Mapping[str, str] | None = None,
) -> Response[T | None]:
    """The answer to a conditional read: the content, or 304 with the same headers and no content.

    A read that can tell its tag before it has the content asks `is_unchanged` first, and passes
    none for the content then.

    Args:
        request: for If-None-Match.
        content: what the read found.
        tag: its ETag, from `version_tag` or `content_tag`.
        cache: who may keep it, `PERSONAL` or `PUBLIC_READ`.
        headers: more headers.
    """
    fixed = [("etag", tag), ("cache-control", cache), *(headers or {}).items()]
    if is_unchanged(request, tag):
        return ReadyAnswer(None, 304, fixed)
    return ReadyAnswer(content, 200, fixed)


def required_version(request: ASGIConnection[Any, Any, Any, Any]) -> int:
    """The version that an edit is meant for, from the header If-Match.

    `*` is refused: it would let a caller overwrite what it has never seen.

    Raises:
        ProblemsError: if-match-missing (428), if-match-malformed (400).
    """
    named = _header(request, b"if-match")
    if not named or named.strip() == "*":
        raise ProblemsError(REQUEST.problem("if-match-missing", "if-match"))
    found = _VERSION.fullmatch(named)
    if found is None:
        raise ProblemsError(REQUEST.problem("if-match-malformed", "if-match"))
    return int(found[1])


def _header(request: ASGIConnection[Any, Any, Any, Any], name: bytes) -> str:
    """All lines of a header, as one list; read raw, because every poll asks this."""
    lines = [value for key, value in request.scope["headers"] if key == name]
    return b", ".join(lines).decode("latin-1")
