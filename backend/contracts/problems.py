"""What every refusal looks like: a problem after RFC 9457."""

import msgspec


class ProblemItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong.

    Attributes:
        kind: a stable slug, for programs.
        field: the field, parameter or header that it stands in; empty for the whole request.
        detail: what is wrong and what to do, in the caller's language.
        article: the charter's article that it breaches, if it breaches one.
    """

    kind: str
    field: str
    detail: str
    article: int | None = None


class ProblemDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The body of every answer from 400 on, sent as `application/problem+json`.

    Attributes:
        type: `urn:citypoints:problem:` and the kind of the first problem.
        title: the same for every problem of this status.
        status: the HTTP status.
        detail: the sentence of the first problem.
        problems: all of them, the first one included.
    """

    type: str
    title: str
    status: int
    detail: str
    problems: tuple[ProblemItem, ...]
