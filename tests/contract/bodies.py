"""A right body for every route that takes one, and all that can be wrong with it by its schema."""

import copy
import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from contract.routes import ACCOUNT, BATCH, CASE, CITY, FILE, OWN_DEED, PROPOSAL, Route
from furnished import DEPARTMENT, PASSWORD, Furnished, scheme_text
from installation import deed_id, number

from backend.cities.decode import shortened

WHY: Final = "At the desk"
DOCUMENT: Final = {"authority": "City Court", "number": "2027-17", "issued_on": "2027-02-01"}
CASE_ID: Final = str(deed_id("another case"))
DEED: Final = {
    "id": str(deed_id("sent")),
    "number": number(1),
    "deed_type": "volunteering",
    "occurred_on": "2027-02-20",
    "grade": None,
    "quantity": 12,
    "unit": "hours",
    "document": DOCUMENT,
    "account": "Helped at the library.",
}
WORTH: Final = {
    "deed_type": "volunteering",
    "occurred_on": "2027-02-20",
    "grade": None,
    "quantity": 12,
    "unit": "hours",
}
GRANT: Final = {
    "id": str(deed_id("another grant")),
    "perk": "simplified-applications",
    "from_day": "2027-03-02",
    "until_day": "2027-06-30",
    "reason": WHY,
}
GRANT_LIST: Final = {**GRANT, "id": str(deed_id("another list")), "numbers": [number(1)]}
BOOKING: Final = {"id": str(deed_id("booking")), "token": "7KQ2M-9XD45"}
TAKEN: Final = {"taken_at": "2027-03-01T04:00:00Z"}
SCAN: Final = {
    "name": "signed.pdf",
    "media_type": "application/pdf",
    "content": b64encode(b"%PDF-1.4\n%%EOF").decode(),
}
STAFF: Final = {"name": "li.na", "full_name": "Li Na"}
TYPES: Final[dict[str, tuple[Any, ...]]] = {
    "string": ("text", 5, True, [], {}),
    "integer": (5, "5", 5.5, True, [], {}),
    "number": (5, "5", True, [], {}),
    "boolean": (True, "true", 1, [], {}),
    "array": ([], "text", {}, 5),
    "object": ({}, "text", [], 5),
    "null": (None, None),
}
# Signs that nobody sees: NUL, a control, and a text that is turned round; and more of them.
UNSEEN: Final = ("\0", "\x1b", "\u202e")
MORE_UNSEEN: Final = ("\a", "\b", "\f", "\x7f", "\x85", "\u202a", "\u202d", "\u2066", "\u2069")
BYTES_20_MB: Final = b'{"a": "' + b"a" * 20_000_000 + b'"}'
HUGE: Final = 10**400


class Sender(msgspec.Struct, frozen=True):
    """Who sends a body, where to, and one that is right."""

    who: str
    body: dict[str, Any]
    headers: dict[str, str] = {}


class Fault(msgspec.Struct, frozen=True):
    """A body with a fault.

    Attributes:
        word: says which.
        content: the bytes that are sent.
        status: that is answered.
        expected: a kind and the field that is named; one of several kinds, joined by `|`.
    """

    word: str
    content: bytes
    status: int
    expected: tuple[str, str]


def senders(town: Furnished) -> dict[Route, Sender]:
    """Every route that takes a body."""
    strangers = {"city": "fuzhou", "password": PASSWORD}
    version = town.ask("GET", "/api/v1/me/consent", town.identity("resident")).json()["version"]
    row = {"row": 1, "deed": DEED}
    return {
        **_of_residents(version),
        **_of_administrators(),
        ("POST", "/api/v1/sign-in/staff"): Sender("", {**strangers, "name": "auditor-one"}),
        ("POST", "/api/v1/sign-in/resident"): Sender("", {**strangers, "number": number(1)}),
        ("POST", "/api/v1/sign-in/invitation"): Sender(
            "", {**strangers, "number": number(3), "code": "7KQ2-M9XD-4HRT-PVWZ"}
        ),
        ("POST", "/api/v1/setup"): Sender("", {**strangers, **STAFF, "code": "7KQ2-M9XD"}),
        ("POST", "/api/v1/session/refresh"): Sender("", {"refresh_token": "fuzhou.one.two"}),
        ("PUT", "/api/v1/account/password"): Sender(
            "auditor", {"old_password": PASSWORD, "password": f"another {PASSWORD}"}
        ),
        ("POST", f"{CITY}/log/check"): Sender("auditor", {"note": None}),
        ("POST", f"{CITY}/enrolments"): Sender("officer", {"number": number(9), "name": "Li Na"}),
        ("POST", f"{CITY}/residents/find"): Sender("officer", {"number": number(1), "reason": WHY}),
        ("POST", f"{CASE}/decide"): Sender("officer", {"is_granted": True, "reasons": WHY}),
        ("POST", f"{FILE}/grants"): Sender("officer", GRANT),
        ("POST", f"{FILE}/grants/{{grant}}/revoke"): Sender("officer", {"reason": WHY}),
        ("POST", f"{CITY}/grants/preview"): Sender("officer", GRANT_LIST),
        ("POST", f"{CITY}/grants"): Sender("officer", GRANT_LIST),
        ("POST", f"{CITY}/grants/{{list_id}}/revoke"): Sender("officer", {"reason": WHY}),
        ("POST", f"{CITY}/redemptions"): Sender("counter", BOOKING),
        ("POST", f"{CITY}/settled-redemptions"): Sender("counter", {**BOOKING, **TAKEN}),
        ("POST", f"{CITY}/redemptions/{{redemption}}/reverse"): Sender("counter", {"reason": WHY}),
        ("PUT", f"{CITY}/stock/{{perk}}"): Sender(
            "officer", {"places": 50, "reason": WHY}, {"if-match": '"v0"'}
        ),
        ("POST", f"{CITY}/deeds"): Sender("collector", DEED),
        ("POST", f"{CITY}/deeds/worth"): Sender("collector", WORTH),
        ("POST", f"{CITY}/deeds/{{deed}}/refuse"): Sender("officer", {"reason": WHY}),
        ("POST", f"{CITY}/second-looks/{{deed}}"): Sender(
            "officer", {"stands": False, "reason": WHY}
        ),
        ("POST", f"{CITY}/deeds/{{deed}}/steps"): Sender(
            "officer",
            {"kind": "ended", "on": "2027-02-25", "reason": WHY, "document": DOCUMENT},
        ),
        ("POST", f"{CITY}/batches"): Sender(
            "collector", {"id": str(deed_id("another batch")), "title": "Hours"}
        ),
        ("PUT", f"{BATCH}/parts/{{part}}"): Sender("collector", {"rows": [row]}),
        ("POST", f"{BATCH}/commit"): Sender("collector", {"skip_faulty": True}),
        ("POST", f"{BATCH}/undo"): Sender("collector", {"reason": WHY}),
    }


def _of_residents(version: str) -> dict[Route, Sender]:
    """What residents send, and officers with what they have signed."""
    return {
        ("PUT", "/api/v1/me/consent"): Sender("resident", {"version": version, "language": "zh"}),
        ("POST", "/api/v1/me/what-if"): Sender("resident", {"deeds": [WORTH]}),
        ("POST", "/api/v1/me/passes"): Sender(
            "resident", {"perk": "public-parking-discount", "amount": None}
        ),
        ("PUT", "/api/v1/me/contacts/{channel}"): Sender(
            "resident", {"address": "li.na@example.cn"}
        ),
        ("POST", f"{CITY}/paper-consents"): Sender(
            "officer",
            {
                "id": str(deed_id("paper")),
                "number": number(9),
                "name": "Li Na",
                "version": version,
                "language": "zh",
                "scan": SCAN,
            },
        ),
        ("POST", f"{FILE}/paper-leaving"): Sender(
            "officer",
            {"id": str(deed_id("leaving")), "reason": WHY, "scan": SCAN, "at_once": False},
        ),
        ("POST", f"{FILE}/deeds/{{deed}}/objections"): Sender(
            "officer", {"id": CASE_ID, "text": WHY, "scan": SCAN}
        ),
        ("POST", f"{FILE}/deeds/{{deed}}/repairs"): Sender(
            "officer",
            {"id": CASE_ID, "text": WHY, "proof": "payment", "on": "2027-02-28", "scan": SCAN},
        ),
        ("POST", f"{OWN_DEED}/objections"): Sender("resident", {"id": CASE_ID, "text": WHY}),
        ("POST", f"{OWN_DEED}/repairs"): Sender(
            "resident", {"id": CASE_ID, "text": WHY, "proof": "payment", "on": "2027-02-28"}
        ),
    }


def _of_administrators() -> dict[Route, Sender]:
    edit = {"if-match": '"v1"'}
    text = scheme_text()
    return {
        ("POST", f"{CITY}/schemes/check"): Sender("administrator", {"text": text, "scheme": None}),
        ("POST", f"{CITY}/schemes/{{digest}}/difference"): Sender(
            "administrator", {"text": text, "scheme": None}
        ),
        ("POST", f"{CITY}/proposals"): Sender(
            "administrator",
            {
                "text": f"{text}\n",
                "scheme": None,
                "digest": None,
                "from_day": "2027-04-01",
                "reason": WHY,
            },
        ),
        ("POST", f"{CITY}/schemes/back"): Sender("administrator", {"reason": WHY}),
        ("POST", f"{PROPOSAL}/refuse"): Sender("administrator", {"reason": WHY}, edit),
        ("POST", f"{CITY}/staff"): Sender(
            "administrator",
            {**STAFF, "role": "collector", "department": DEPARTMENT, "number": number(9)},
        ),
        ("POST", f"{CITY}/machines"): Sender("administrator", {**STAFF, "department": DEPARTMENT}),
        ("PUT", ACCOUNT): Sender(
            "administrator",
            {"full_name": "Li Na", "role": "auditor", "department": None, "number": number(9)},
            edit,
        ),
    }


def whole_faults(body: dict[str, Any]) -> Iterator[Fault]:
    """What can be wrong with any body, whatever it should hold."""
    right = json.dumps(body).encode()
    name = json.dumps(next(iter(body))).encode()
    for word, content, status, kind in (
        ("nothing", b"", 400, "body-missing"),
        ("null", b"null", 422, "wrong-type"),
        ("a list", b"[]", 422, "wrong-type"),
        ("a text", b'"text"', 422, "wrong-type"),
        ("a number", b"7", 422, "wrong-type"),
        ("broken UTF-8", right[:-1] + b', "x": "\xff\xfe"}', 400, "body-not-utf8"),
        ("UTF-16", json.dumps(body).encode("utf-16"), 400, "body-not-utf8"),
        ("cut off", right[:-1], 400, "body-not-json"),
        ("too much", right + b"}", 400, "body-not-json"),
        ("twice", right + right, 400, "body-not-json"),
        ("a form", b"city=fuzhou&name=x", 400, "body-not-json"),
        ("a comment", b"/* none */" + right, 400, "body-not-json"),
        ("single quotes", right.replace(b'"', b"'"), 400, "body-not-json"),
        ("not a number", b"{" + name + b": NaN}", 400, "body-not-json"),
        ("infinity", b"{" + name + b": -Infinity}", 400, "body-not-json"),
        ("a lone surrogate", b"{" + name + b': "\\ud800"}', 400, "body-not-json"),
        ("surrogates reversed", b"{" + name + b': "\\udc00\\ud800"}', 400, "body-not-json"),
        ("a raw line end", b"{" + name + b': "a\nb"}', 400, "body-not-json"),
        ("deep lists", b"[" * 100_000, 400, "body-nested"),
        ("deep lists, closed", b"[" * 100_000 + b"]" * 100_000, 400, "body-nested"),
        ("deep objects", b'{"a":' * 100_000, 400, "body-nested"),
        ("20 MB", BYTES_20_MB, 413, "body-too-large"),
    ):
        yield Fault(word, content, status, (kind, ""))


def field_faults(schema: dict[str, Any], parts: dict[str, Any], body: Any) -> Iterator[Fault]:
    """What can be wrong with each field, as the interface's description has it.

    Args:
        schema: of the body.
        parts: what it may refer to.
        body: one that is right, and has every field.
    """
    for word, wrong, kind, field in _wrong(schema, parts, body, ""):
        content = json.dumps(wrong, ensure_ascii=False).encode()
        yield Fault(f"{word} {field}", content, 422, (kind, field))
    for field, value in body.items():
        named = json.dumps(field)
        twice = f"{{{named}: {json.dumps(value)}, {json.dumps(body)[1:]}"
        yield Fault(f"twice {field}", twice.encode(), 422, ("field-twice", field))
        escaped = f"{{{_escaped(field)}: {json.dumps(value)}, {json.dumps(body)[1:]}"
        yield Fault(f"twice, escaped, {field}", escaped.encode(), 422, ("field-twice", field))


def _escaped(name: str) -> str:
    return '"' + "".join(f"\\u{ord(sign):04x}" for sign in name) + '"'


def _wrong(
    schema: dict[str, Any], parts: dict[str, Any], value: Any, at: str
) -> Iterator[tuple[str, Any, str, str]]:
    """Word, wrong value, kind and field."""
    kinds = [_found(each, parts) for each in _choices(_found(schema, parts))]
    names = {str(each.get("type")) for each in kinds}
    if at:
        yield from _wrong_types(names, kinds, value, at)
    for kind in kinds:
        if kind.get("type") == "object" and kind.get("additionalProperties") is False:
            yield from _wrong_object(kind, parts, value or {}, at)
        elif kind.get("type") == "array" and value:
            for word, wrong, problem, field in _wrong(kind["items"], parts, value[0], f"{at}.*"):
                named = field.replace("*", _called(wrong), 1)
                yield word, [wrong, *value[1:]], problem, named
        elif kind.get("type") == "string" and "enum" not in kind:
            yield from _wrong_texts(kind, at)
        elif kind.get("type") in {"integer", "number"}:
            yield "huge", HUGE, "number-too-large|number-out-of-range", at
            yield "hugely negative", -HUGE, "number-too-small|number-out-of-range", at
            yield "beyond 64 bits", 2**64, "number-too-large", at


def _called(item: Any) -> str:
    """What a message calls an entry of a list."""
    if isinstance(item, dict) and isinstance(item.get("deed_type"), str | int):
        return shortened(str(item["deed_type"]))
    return str(item.get("row", 1)) if isinstance(item, dict) and "name" in item else "1"


def _wrong_types(
    names: set[str], kinds: list[dict[str, Any]], value: Any, at: str
) -> Iterator[tuple[str, Any, str, str]]:
    if names == {"None"}:
        return
    right = type(value)
    for kind in ("null", "integer", "boolean", "string", "array", "object"):
        sample = TYPES[kind][0]
        is_right = kind in names or (kind == "integer" and "number" in names)
        if is_right or (right is not type(None) and type(sample) is right):
            continue
        told = "wrong-type|not-a-choice"
        yield f"{kind} as", sample, told, at
    if any("enum" in each for each in kinds):
        yield "no such choice", "nonsense", "not-a-choice", at


def _wrong_object(
    kind: dict[str, Any], parts: dict[str, Any], value: dict[str, Any], at: str
) -> Iterator[tuple[str, Any, str, str]]:
    dot = f"{at}." if at else ""
    yield "unknown", {**value, "nonsense": 1}, "field-unexpected", f"{dot}nonsense"
    yield "reserved", {**value, "__class__": "x"}, "field-unexpected", f"{dot}__class__"
    for name in kind.get("required", ()):
        left = {key: each for key, each in value.items() if key != name}
        yield "without", left, "field-missing", f"{dot}{name}"
    for name, schema in kind["properties"].items():
        for word, wrong, problem, field in _wrong(schema, parts, value.get(name), f"{dot}{name}"):
            yield word, {**copy.copy(value), name: wrong}, problem, field


def _wrong_texts(kind: dict[str, Any], at: str) -> Iterator[tuple[str, Any, str, str]]:
    if "format" in kind:
        told = {"date": "date-impossible", "date-time": "moment-impossible"}
        problem = told.get(kind["format"], "uuid-malformed")
        for wrong in ("", "nonsense", "2027-02-30", "27-1-1", "2027-02-01T00:00", "0000-00-00"):
            yield f"“{wrong}” as", wrong, problem, at
        yield "very long", "9" * 100_000, problem, at
        return
    if kind.get("contentEncoding") == "base64":
        yield "no Base64 in", "a%b=", "base64-malformed", at
        yield "empty", "", "file-empty", at
        return
    for sign in (*UNSEEN, *MORE_UNSEEN) if at == "reason" else UNSEEN:
        yield f"U+{ord(sign):04X} in", f"a{sign}b", "text-unstorable", at
    if "maxLength" in kind:
        yield "too long", "长" * (kind["maxLength"] + 1), "text-too-long", at
    if kind.get("minLength"):
        yield "empty", "", "text-too-short", at
    if kind.get("pattern") == r"\S":
        yield "blank", " \t\n\u3000", "text-blank", at


def _choices(schema: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = schema.get("anyOf", [schema])
    return found


def _found(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = parts[schema["$ref"].rpartition("/")[2]]
        return found
    return schema
