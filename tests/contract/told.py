"""Whether a refusal is one that its reader understands."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from httpx import Response

from backend.core.sentences import TITLES

_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
# What is Latin in Chinese, too.
_SPOKEN: Final = frozenset(
    {
        *("JSON", "UTF-8", "UUID", "Base64", "ETag", "If-Match", "Content-Type"),
        *("YYYY-MM-DD", "T12", "Z", "id"),
        *("application", "json", "true", "false", "v3"),
        *("PDF", "JPEG", "PNG", "WebP"),
        *("api", "v1", "docs", "departments", "cities"),
    }
)
_SIGN: Final = re.compile(r"U\+[0-9A-F]{4}")


def faults_of(answer: Response, language: str, named: Iterable[str] = ()) -> Iterator[str]:
    """What keeps a refusal from being understood by somebody who reads this language.

    Args:
        answer: to a request.
        language: `en` or `zh`.
        named: Latin words that may stand in a Chinese sentence, such as fields.
    """
    if answer.headers["content-type"] != "application/problem+json":
        yield f"no problem document: {answer.headers['content-type']}"
        return
    told = answer.json()
    if answer.headers["content-language"] != language:
        yield f"content-language {answer.headers['content-language']}"
    title = TITLES[answer.status_code][("en", "zh").index(language)]
    if (told["title"], told["status"]) != (title, answer.status_code):
        yield f"title {told['title']}, status {told['status']}"
    if told["type"] != f"urn:citypoints:problem:{told['problems'][0]['kind']}":
        yield f"type {told['type']}"
    known = {*_SPOKEN, *named}
    for each in told["problems"]:
        yield from _faults_of_sentence(each["detail"], language, known | {*_words(each["field"])})


def _faults_of_sentence(detail: str, language: str, known: set[str]) -> Iterator[str]:
    remedy = {"en": r"[.:)”] ?[A-Z`].*\.$", "zh": r"[。：），].+。$"}[language]
    if bool(_CHINESE.search(detail)) != (language == "zh"):
        yield f"another language: {detail}"
    elif not re.search(remedy, detail):
        yield f"no remedy: {detail}"
    elif language == "zh" and (strange := {*_words(_SIGN.sub("", detail))} - known):
        yield f"English in Chinese, {sorted(strange)}: {detail}"


def _words(text: str) -> list[str]:
    return _LATIN.findall(text)
