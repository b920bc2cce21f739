"""Structured logs: one JSON object a line, on standard error.

A line never holds a body, a query, a token, a password or an id number. That is why failures are
told by the kinds of their exceptions and the places in the code: the message of an exception often
quotes the value that caused it.
"""

import logging
import sys
from datetime import UTC, datetime
from traceback import extract_tb
from typing import Final, TextIO

import msgspec

ACCESS: Final = logging.getLogger("citypoints.access")
FAILURES: Final = logging.getLogger("citypoints.failures")
FRAMES_MAX: Final = 30

_FIELDS: Final = "fields"
_encoder: Final = msgspec.json.Encoder()


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: when, how grave, which logger, the message and its fields."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        fields = getattr(record, _FIELDS, None)
        if fields is None:
            line["message"] = record.getMessage()
        else:
            line.update(fields)
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = outline(record.exc_info[1])
        return _encoder.encode(line).decode()


def configure_logs(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every logger's lines to one stream, in place of what was set before.

    Args:
        level: the least grave level that is written, such as `WARNING`.
        stream: standard error if none.
    """
    # Looked up for each record otherwise, and written nowhere.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.asgi"):
        server = logging.getLogger(name)
        server.handlers.clear()
        server.propagate = True
        server.disabled = False
    # Libraries that configure logging themselves disable what was there before.
    ACCESS.disabled = FAILURES.disabled = False
    # Its lines hold addresses with their queries.
    logging.getLogger("uvicorn.access").disabled = True


def log_request(fields: dict[str, object]) -> None:
    """Log an answered request.

    The record is made here because `Logger.info` walks the stack for the caller's name, which
    costs more than the rest of the line.

    Args:
        fields: method, route (as a template), status, milliseconds, request.
    """
    if ACCESS.isEnabledFor(logging.INFO):
        record = logging.LogRecord(ACCESS.name, logging.INFO, __file__, 0, "", None, None)
        setattr(record, _FIELDS, fields)
        ACCESS.handle(record)


def log_failure(number: str, error: BaseException, route: str) -> None:
    """Log a failure of the service by its number, without what the exception says.

    Args:
        number: the one that the caller is told.
        error: what was raised.
        route: the route's template.
    """
    fields = {"failure": number, "route": route, "errors": outline(error)}
    FAILURES.error("failure", extra={_FIELDS: fields})


def outline(error: BaseException) -> list[dict[str, object]]:
    """An exception and what it came from: kinds and places, innermost cause last."""
    found: list[dict[str, object]] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        frames = extract_tb(cause.__traceback__)[-FRAMES_MAX:]
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        found.append({"kind": f"{type(cause).__module__}.{type(cause).__qualname__}", "at": places})
        cause = cause.__cause__ or cause.__context__
    return found
