"""Everything that is refused becomes a problem after RFC 9457, in the caller's language.

```
ProblemsError                    what our own code refuses: status by kind, see STATUS
HTTPException                    what Litestar refuses: the same shape, with a sentence of ours
AwayError                        the database is away: logged, and worth another try
Exception                        a failure: logged under a number, and only the number is told
```
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.handlers import HTTPRouteHandler
from litestar.types import ExceptionHandlersMap

from backend.contracts.problems import ProblemDocument, ProblemItem
from backend.core.permissions import REQUEST
from backend.core.problems import LANGUAGES, Language, Problem, ProblemsError, sentence
from backend.core.sentences import TITLES
from backend.log import log_failure
from backend.storage.errors import AwayError
from backend.web.parameters import parameter_problems

PROBLEM_JSON: Final = "application/problem+json"
TYPE: Final = "urn:citypoints:problem:"
PROBLEMS_MAX: Final = 50
LANGUAGE_LENGTH_MAX: Final = 200
DEFAULT_STATUS: Final = 422
RETRY_SECONDS: Final = 5

# The status of a kind; what is not named here is 422.
STATUS: Final[dict[str, int]] = {
    "address-unreadable": 400,
    "body-missing": 400,
    "body-nested": 400,
    "body-not-json": 400,
    "body-not-utf8": 400,
    "if-match-malformed": 400,
    "request-unreadable": 400,
    "invitation-refused": 401,
    "session-ended": 401,
    "setup-refused": 401,
    "sign-in-refused": 401,
    "token-expired": 401,
    "token-invalid": 401,
    "token-missing": 401,
    "token-revoked": 401,
    "batch-other-department": 403,
    "city-not-yours": 403,
    "department-none": 403,
    "department-not-allowed": 403,
    "own-account": 403,
    "own-file": 403,
    "proposal-not-yours": 403,
    "role-not-allowed": 403,
    "same-person": 403,
    "perhaps-same-person": 403,
    "account-not-yours-to-confirm": 403,
    "no-participant": 404,
    "notice-unknown": 404,
    "no-scheme-in-force": 404,
    "no-such-city": 404,
    "not-found": 404,
    "path-unknown": 404,
    "method-not-allowed": 405,
    "day-taken": 409,
    "first-scheme": 409,
    "batch-empty": 409,
    "batch-faulty": 409,
    "batch-not-committed": 409,
    "batch-not-open": 409,
    "batch-part-broken": 409,
    "batch-part-overtaken": 409,
    "batch-scheme-changed": 409,
    "batch-taken": 409,
    "id-taken": 409,
    "in-force-already": 409,
    "password-not-chosen": 409,
    "last-administrator": 409,
    "no-scheme-before": 409,
    "proposal-day-passed": 409,
    "proposal-decided": 409,
    "proposed-already": 409,
    "sign-in-name-taken": 409,
    "switch-begun": 409,
    "switch-called-off": 409,
    "consent-missing": 409,
    "consent-newer": 409,
    "consent-outdated": 409,
    "is-leaving": 409,
    "invitation-recent": 409,
    "not-leaving": 409,
    "case-closed": 409,
    "case-closed-unasked": 409,
    "case-involved": 403,
    "case-unknown": 404,
    "deed-annulled": 409,
    "deed-not-notified": 409,
    "deed-repaired": 409,
    "evidence-full": 409,
    "evidence-many": 409,
    "evidence-type": 415,
    "evidence-unknown": 404,
    "objection-made": 409,
    "repair-changed": 409,
    "repair-none": 409,
    "repair-open": 409,
    "deed-not-waiting": 409,
    "second-look-over": 404,
    "deed-over": 409,
    "deed-unknown": 404,
    "grant-list-ended": 409,
    "grant-list-revoked": 409,
    "grant-list-taken": 409,
    "grant-list-unknown": 404,
    "grant-over": 409,
    "grant-taken": 409,
    "grant-unknown": 404,
    "pass-expired": 409,
    "pass-not-yet": 409,
    "pass-unknown": 404,
    "passes-too-many": 409,
    "perk-granted": 409,
    "perk-needs-grant": 409,
    "provider-gone": 403,
    "provider-none": 403,
    "pass-other-provider": 403,
    "pass-used": 409,
    "pass-withdrawn": 409,
    "redemption-taken": 409,
    "redemption-unknown": 404,
    "redemption-not-lent": 409,
    "redemption-returned": 409,
    "redemption-reversed": 409,
    "reversal-late": 409,
    "settle-too-late": 409,
    "settle-whole-pass": 409,
    "stock-none": 404,
    "perk-closed": 409,
    "perk-hands-full": 409,
    "perk-limit-reached": 409,
    "perk-not-open": 409,
    "perk-not-yet": 409,
    "perk-over": 409,
    "perk-stock-empty": 409,
    "version-stale": 412,
    "body-too-large": 413,
    "body-not-accepted": 415,
    "if-match-missing": 428,
    "too-many-requests": 429,
    "failure": 500,
    "storage-away": 503,
    "too-busy": 503,
}
# What the framework refuses, by status; the values are filled in below.
_KINDS: Final[dict[int, str]] = {
    401: "token-missing",
    404: "path-unknown",
    405: "method-not-allowed",
    413: "body-too-large",
    415: "body-not-accepted",
    429: "too-many-requests",
    503: "too-busy",
}
_RANGE: Final = re.compile(r"\s*([A-Za-z*]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=([0-9.]{1,5}))?\s*")
_MISSING: Final = re.compile(r"Missing required \w+ parameter '([^']+)'")
_encoder: Final = msgspec.json.Encoder()


def problem_response(
    request: Request[Any, Any, Any],
    problems: Iterable[Problem],
    headers: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """The answer that says what is wrong.

    Args:
        request: for the caller's language.
        problems: at least one; the first decides status, type and detail.
        headers: more headers, such as `Allow`.
    """
    shown = tuple(problems)[:PROBLEMS_MAX]
    language = language_of(request.headers.get("accept-language", ""))
    status = status_of(shown[0].kind)
    return Response(
        content=_encoder.encode(document(shown, language)),
        status_code=status,
        media_type=PROBLEM_JSON,
        headers={
            "content-language": language,
            "vary": "accept-language",
            **_headers_of(shown[0], status),
            **(headers or {}),
        },
    )


def document(problems: tuple[Problem, ...], language: Language) -> ProblemDocument:
    """Problems as they go over the wire."""
    items = tuple(
        ProblemItem(
            kind=each.kind,
            field=each.key,
            detail=sentence(each, language),
            article=each.article,
        )
        for each in problems
    )
    status = status_of(items[0].kind)
    return ProblemDocument(
        type=f"{TYPE}{items[0].kind}",
        title=TITLES[status][LANGUAGES.index(language)],
        status=status,
        detail=items[0].detail,
        problems=items,
    )


def status_of(kind: str) -> int:
    """The HTTP status of a kind of problem."""
    return STATUS.get(kind, DEFAULT_STATUS)


def language_of(accepted: str) -> Language:
    """The language that a header Accept-Language asks for: the heaviest that we speak, or English.

    Args:
        accepted: such as `zh-CN,zh;q=0.9,en;q=0.5`; only its beginning is looked at.
    """
    best: Language = "en"
    heaviest = 0.0
    for part in accepted[:LANGUAGE_LENGTH_MAX].split(","):
        found = _RANGE.fullmatch(part)
        name = found[1].lower() if found else ""
        weight = _weight(found[2]) if found else 0.0
        if name in LANGUAGES and weight > heaviest:
            best, heaviest = ("zh" if name == "zh" else "en"), weight
    return best


def _weight(text: str | None) -> float:
    try:
        return 1.0 if text is None else float(text)
    except ValueError:
        return 0.0


def _headers_of(problem: Problem, status: int) -> dict[str, str]:
    values = dict(problem.values)
    match status:
        case 401:
            return {"www-authenticate": "Bearer"}
        case 429:
            return {
                "retry-after": values.get("seconds", str(RETRY_SECONDS)),
                "ratelimit-policy": f'"{values.get("bucket", "all")}";q={values.get("amount", "1")}'
                f";w={values.get('window', '60')}",
                "ratelimit": f'"{values.get("bucket", "all")}";r=0;t={values.get("seconds", "1")}',
            }
        case 503:
            return {"retry-after": values.get("seconds", str(RETRY_SECONDS))}
    return {}


def on_problems(request: Request[Any, Any, Any], error: ProblemsError) -> Response[bytes]:
    """Answer what our own code refused."""
    return problem_response(request, error.problems)


def on_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer what the framework refused."""
    status = error.status_code
    if isinstance(error, ValidationException):
        return problem_response(request, _of_parameters(request, error))
    if status >= 500 and status not in _KINDS:  # noqa: PLR2004 - where the service is at fault
        return on_failure(request, error)
    allowed = _allowed(error)
    values = {
        "method-not-allowed": {"method": _method(request), "allowed": allowed},
        "body-too-large": {"most": _most(request)},
        "too-many-requests": {"seconds": str(RETRY_SECONDS)},
    }
    kind = _KINDS.get(status, "request-unreadable")
    problem = REQUEST.problem(kind, "", None, **values.get(kind, {}))
    return problem_response(request, [problem], {"allow": allowed} if allowed else None)


def on_away(request: Request[Any, Any, Any], error: AwayError) -> Response[bytes]:
    """Answer that the database cannot be reached; nothing of the request was acknowledged."""
    number = str(request.scope.get("request_id", "0"))
    log_failure(number, error, str(request.scope.get("path_template", "")))
    return problem_response(request, [REQUEST.problem("storage-away")])


def on_failure(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer a failure of ours: its number, and nothing of what happened."""
    number = str(request.scope.get("request_id", "0"))
    log_failure(number, error, str(request.scope.get("path_template", "")))
    return problem_response(request, [REQUEST.problem("failure", "", None, id=number)])


HANDLERS: Final[ExceptionHandlersMap] = {
    ProblemsError: on_problems,
    HTTPException: on_http,
    AwayError: on_away,
    Exception: on_failure,
}


def _allowed(error: HTTPException) -> str:
    """The methods of a path, for a method that it does not have; HEAD comes with GET."""
    named = (error.headers or {}).get("allow", "")
    methods = {each.strip() for each in named.split(",") if each.strip()}
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods))


def _most(request: Request[Any, Any, Any]) -> str:
    """The most bytes of a body, of this route or of all."""
    most = request.app.request_max_body_size
    handler = request.scope.get("route_handler")
    # Of an address that is none, no route is known.
    if isinstance(handler, HTTPRouteHandler):
        most = handler.resolve_request_max_body_size()
    return str(most)


def _method(request: Request[Any, Any, Any]) -> str:
    return str(request.scope.get("asked_method", request.scope["method"]))[:20]


def _of_parameters(request: Request[Any, Any, Any], error: ValidationException) -> list[Problem]:
    """Every faulty parameter by its name, or the one that is missing."""
    extra = error.extra if isinstance(error.extra, list) else []
    names = [str(each["key"]).split(".")[0] for each in extra if "key" in each]
    if missing := _MISSING.match(error.detail):
        return [REQUEST.problem("parameter-missing", missing[1], None, name=missing[1])]
    if "data" in names or any(each.get("source") == "body" for each in extra):
        return [REQUEST.problem("body-missing")]
    found = [problem for name in names for problem in parameter_problems(request, name)]
    return found or [REQUEST.problem("request-unreadable")]
