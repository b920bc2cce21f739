"""Who may use each route, written a second time: a change of permissions must change this table.

Each line gives the roles that may, and what they are answered by a request that is as empty as can
be: its body is `{}`, it names no version, and what it would change is not there.
"""

from typing import Final

import msgspec

Route = tuple[str, str]

CITY: Final = "/api/v1/cities/{city}"
FILE: Final = f"{CITY}/residents/{{resident}}"
CASE: Final = f"{CITY}/cases/{{case}}"
OWN_DEED: Final = "/api/v1/me/deeds/{deed}"
OWN_CASE: Final = "/api/v1/me/cases/{case}"
BATCH: Final = f"{CITY}/batches/{{batch}}"
PROPOSAL: Final = "/api/v1/proposals/{proposal}"
ACCOUNT: Final = f"{CITY}/staff/{{account}}"

EVERYBODY: Final = frozenset({"public"})
SIGNED_IN: Final = frozenset(
    {"resident", "collector", "machine", "officer", "administrator", "auditor", "counter"}
)
RESIDENT: Final = frozenset({"resident"})
# Whoever enters deeds: an officer, too, and departments' systems.
ENTERING: Final = frozenset({"collector", "machine", "officer"})
OFFICER: Final = frozenset({"officer"})
ADMINISTRATOR: Final = frozenset({"administrator"})
AUDITOR: Final = frozenset({"auditor"})
# Auditors see how a city is run, and never a resident's file.
OVERSEEING: Final = frozenset({"administrator", "auditor"})
# Whoever sees how perks are used, and never by whom.
RUNNING: Final = frozenset({"administrator", "officer"})
COUNTER: Final = frozenset({"counter"})
INFORMED: Final = OVERSEEING | OFFICER


class Admitted(msgspec.Struct, frozen=True):
    """Who may use a route, and what they are answered.

    Attributes:
        query: what is asked; for routes that would do something, what they refuse.
        absent: parameters of the path that name nothing that is there.
    """

    roles: frozenset[str]
    status: int
    query: str = ""
    absent: tuple[str, ...] = ()


REASON: Final = "?reason=at+the+desk"
TABLE: Final[dict[Route, Admitted]] = {
    # The service itself
    ("GET", "/health"): Admitted(EVERYBODY, 200),
    ("GET", "/metrics"): Admitted(EVERYBODY, 200),
    ("GET", "/api/v1"): Admitted(EVERYBODY, 200),
    ("GET", "/api/v1/docs"): Admitted(EVERYBODY, 200),
    ("GET", "/api/v1/docs/assets/{name}"): Admitted(EVERYBODY, 200),
    ("GET", "/api/v1/openapi.json"): Admitted(EVERYBODY, 200),
    # Signing in
    ("POST", "/api/v1/sign-in/staff"): Admitted(EVERYBODY, 422),
    ("POST", "/api/v1/sign-in/resident"): Admitted(EVERYBODY, 422),
    ("POST", "/api/v1/sign-in/invitation"): Admitted(EVERYBODY, 422),
    ("POST", "/api/v1/setup"): Admitted(EVERYBODY, 422),
    ("POST", "/api/v1/session/refresh"): Admitted(EVERYBODY, 422),
    # The own account
    ("DELETE", "/api/v1/session"): Admitted(SIGNED_IN, 204),
    ("DELETE", "/api/v1/sessions"): Admitted(SIGNED_IN, 204),
    ("GET", "/api/v1/account"): Admitted(SIGNED_IN, 200),
    ("PUT", "/api/v1/account/password"): Admitted(SIGNED_IN, 422),
    # Residents
    ("GET", "/api/v1/me/score"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/score/lines"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/history"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/deeds"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/consent"): Admitted(RESIDENT, 200),
    ("PUT", "/api/v1/me/consent"): Admitted(RESIDENT, 422),
    ("DELETE", "/api/v1/me/consent"): Admitted(RESIDENT, 422, "?at_once=perhaps"),
    ("POST", "/api/v1/me/return"): Admitted(RESIDENT, 409),
    ("POST", "/api/v1/me/what-if"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/looks"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/export"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/export.html"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/statement"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/notices"): Admitted(RESIDENT, 200),
    ("PUT", "/api/v1/me/notices/{notice}/read"): Admitted(RESIDENT, 404, "", ("notice",)),
    ("GET", "/api/v1/me/contacts"): Admitted(RESIDENT, 200),
    ("PUT", "/api/v1/me/contacts/{channel}"): Admitted(RESIDENT, 422),
    ("DELETE", "/api/v1/me/contacts/{channel}"): Admitted(RESIDENT, 204),
    # Residents' files
    ("POST", f"{CITY}/enrolments"): Admitted(OFFICER, 422),
    ("POST", f"{CITY}/residents/find"): Admitted(OFFICER, 422),
    ("GET", f"{FILE}/score"): Admitted(OFFICER, 200, REASON),
    ("GET", f"{FILE}/deeds"): Admitted(OFFICER, 200, REASON),
    ("GET", f"{FILE}/history"): Admitted(OFFICER, 200, REASON),
    ("GET", f"{FILE}/statement"): Admitted(OFFICER, 200, REASON),
    ("GET", f"{CITY}/overview"): Admitted(INFORMED, 200),
    # Consent on paper
    ("GET", f"{CITY}/consent-text"): Admitted(EVERYBODY, 200),
    ("POST", f"{CITY}/paper-consents"): Admitted(OFFICER, 422),
    ("POST", f"{FILE}/paper-leaving"): Admitted(OFFICER, 422),
    # Objections and repairs
    ("POST", f"{FILE}/deeds/{{deed}}/objections"): Admitted(OFFICER, 422),
    ("POST", f"{FILE}/deeds/{{deed}}/repairs"): Admitted(OFFICER, 422),
    ("POST", f"{OWN_DEED}/objections"): Admitted(RESIDENT, 422),
    ("POST", f"{OWN_DEED}/repairs"): Admitted(RESIDENT, 422),
    ("GET", "/api/v1/me/cases"): Admitted(RESIDENT, 200),
    ("GET", OWN_CASE): Admitted(RESIDENT, 200),
    ("POST", f"{OWN_CASE}/withdraw"): Admitted(RESIDENT, 404, "", ("case",)),
    ("GET", f"{OWN_CASE}/evidence/{{evidence}}"): Admitted(RESIDENT, 200),
    ("PUT", f"{OWN_CASE}/evidence/{{evidence}}"): Admitted(RESIDENT, 415, "?name=receipt.pdf"),
    ("GET", f"{CITY}/cases"): Admitted(OFFICER, 200),
    ("GET", CASE): Admitted(OFFICER, 200),
    ("GET", f"{CASE}/evidence/{{evidence}}"): Admitted(OFFICER, 200),
    ("POST", f"{CASE}/decide"): Admitted(OFFICER, 422),
    # Perks
    ("GET", "/api/v1/me/grants"): Admitted(RESIDENT, 200),
    ("GET", f"{FILE}/perks"): Admitted(OFFICER, 200, REASON),
    ("GET", f"{FILE}/grants"): Admitted(OFFICER, 200, REASON),
    ("POST", f"{FILE}/grants"): Admitted(OFFICER, 422),
    ("POST", f"{FILE}/grants/{{grant}}/revoke"): Admitted(OFFICER, 422),
    ("POST", f"{CITY}/grants/preview"): Admitted(OFFICER, 422),
    ("POST", f"{CITY}/grants"): Admitted(OFFICER, 422),
    ("POST", f"{CITY}/grants/{{list_id}}/revoke"): Admitted(OFFICER, 422),
    ("GET", f"{CITY}/perks"): Admitted(EVERYBODY, 200),
    ("GET", "/api/v1/me/perks"): Admitted(RESIDENT, 200),
    ("GET", "/api/v1/me/redemptions"): Admitted(RESIDENT, 200),
    # Redemptions, stock and take-up
    ("GET", f"{CITY}/counter"): Admitted(COUNTER, 200),
    ("GET", f"{CITY}/redemptions"): Admitted(COUNTER, 200),
    ("POST", f"{CITY}/redemptions"): Admitted(COUNTER, 422),
    ("GET", f"{CITY}/redemptions/totals"): Admitted(COUNTER, 200),
    ("POST", f"{CITY}/redemptions/{{redemption}}/return"): Admitted(
        COUNTER, 404, "", ("redemption",)
    ),
    ("POST", f"{CITY}/redemptions/{{redemption}}/reverse"): Admitted(COUNTER, 422),
    ("POST", f"{CITY}/settled-redemptions"): Admitted(COUNTER, 422),
    ("GET", f"{CITY}/take-up"): Admitted(RUNNING, 200),
    ("GET", f"{CITY}/take-up/counters"): Admitted(RUNNING, 200),
    ("GET", f"{CITY}/second-uses"): Admitted(RUNNING, 200),
    ("GET", f"{CITY}/stock"): Admitted(RUNNING, 200),
    ("PUT", f"{CITY}/stock/{{perk}}"): Admitted(OFFICER, 422),
    # Passes
    ("POST", "/api/v1/me/passes"): Admitted(RESIDENT, 422),
    ("GET", "/api/v1/me/passes/{pass_id}/qr.svg"): Admitted(RESIDENT, 404, "", ("pass_id",)),
    ("GET", "/api/v1/me/passes/{pass_id}/qr.png"): Admitted(RESIDENT, 404, "", ("pass_id",)),
    # Deeds
    ("POST", f"{CITY}/deeds"): Admitted(ENTERING, 422),
    ("POST", f"{CITY}/deeds/worth"): Admitted(ENTERING, 422),
    ("GET", f"{CITY}/entries"): Admitted(ENTERING, 200),
    ("GET", f"{CITY}/confirmations"): Admitted(OFFICER, 200),
    ("GET", f"{CITY}/confirmations/{{deed}}"): Admitted(OFFICER, 200),
    ("GET", f"{CITY}/second-looks"): Admitted(OFFICER, 200),
    ("GET", f"{CITY}/second-looks/{{deed}}"): Admitted(OFFICER, 404, "", ("deed",)),
    ("POST", f"{CITY}/second-looks/{{deed}}"): Admitted(OFFICER, 422),
    ("POST", f"{CITY}/deeds/{{deed}}/confirm"): Admitted(OFFICER, 404, "", ("deed",)),
    ("POST", f"{CITY}/deeds/{{deed}}/refuse"): Admitted(OFFICER, 422),
    ("POST", f"{CITY}/deeds/{{deed}}/steps"): Admitted(OFFICER, 422),
    # Batches; one that is another person's is not to be found
    ("GET", f"{CITY}/batches"): Admitted(ENTERING, 200),
    ("POST", f"{CITY}/batches"): Admitted(ENTERING, 422),
    ("GET", BATCH): Admitted(ENTERING, 404, "", ("batch",)),
    ("DELETE", BATCH): Admitted(ENTERING, 404, "", ("batch",)),
    ("PUT", f"{BATCH}/parts/{{part}}"): Admitted(ENTERING, 422),
    ("GET", f"{BATCH}/problems"): Admitted(ENTERING, 404, "", ("batch",)),
    ("POST", f"{BATCH}/commit"): Admitted(ENTERING, 404, "", ("batch",)),
    ("POST", f"{BATCH}/undo"): Admitted(ENTERING, 422),
    # Cities
    ("GET", "/api/v1/cities"): Admitted(EVERYBODY, 200),
    ("GET", CITY): Admitted(EVERYBODY, 200),
    ("GET", f"{CITY}/schemes"): Admitted(EVERYBODY, 200),
    ("GET", f"{CITY}/scheme"): Admitted(EVERYBODY, 200),
    ("GET", f"{CITY}/schemes/{{digest}}"): Admitted(EVERYBODY, 200),
    ("GET", f"{CITY}/deed-types"): Admitted(EVERYBODY, 200),
    ("GET", f"{CITY}/statistics"): Admitted(EVERYBODY, 200),
    ("GET", f"{CITY}/keys"): Admitted(EVERYBODY, 200),
    # Schemes
    ("POST", f"{CITY}/schemes/check"): Admitted(ADMINISTRATOR, 422),
    ("GET", f"{CITY}/proposals"): Admitted(OVERSEEING, 200),
    ("POST", f"{CITY}/proposals"): Admitted(ADMINISTRATOR, 422),
    ("POST", f"{CITY}/schemes/back"): Admitted(ADMINISTRATOR, 422),
    ("GET", PROPOSAL): Admitted(OVERSEEING, 200),
    ("POST", f"{PROPOSAL}/approve"): Admitted(ADMINISTRATOR, 428),
    ("POST", f"{PROPOSAL}/refuse"): Admitted(ADMINISTRATOR, 422),
    ("POST", f"{PROPOSAL}/withdraw"): Admitted(ADMINISTRATOR, 428),
    ("GET", f"{CITY}/versions"): Admitted(OVERSEEING, 200),
    ("GET", f"{CITY}/versions/{{digest}}"): Admitted(OVERSEEING, 200),
    ("GET", f"{CITY}/schemes/{{digest}}/difference/{{other}}"): Admitted(OVERSEEING, 200),
    ("POST", f"{CITY}/schemes/{{digest}}/difference"): Admitted(ADMINISTRATOR, 422),
    ("GET", f"{CITY}/periods"): Admitted(OVERSEEING, 200),
    ("DELETE", f"{CITY}/periods/{{number}}"): Admitted(ADMINISTRATOR, 409),
    # Staff
    ("GET", f"{CITY}/departments"): Admitted(SIGNED_IN, 200),
    ("GET", f"{CITY}/staff"): Admitted(OVERSEEING, 200),
    ("POST", f"{CITY}/staff"): Admitted(ADMINISTRATOR, 422),
    ("POST", f"{CITY}/machines"): Admitted(ADMINISTRATOR, 422),
    ("GET", ACCOUNT): Admitted(OVERSEEING, 200),
    ("PUT", ACCOUNT): Admitted(ADMINISTRATOR, 422),
    ("PUT", f"{ACCOUNT}/disabled"): Admitted(ADMINISTRATOR, 428),
    ("DELETE", f"{ACCOUNT}/disabled"): Admitted(ADMINISTRATOR, 428),
    ("PUT", f"{ACCOUNT}/confirmed"): Admitted(ADMINISTRATOR, 428),
    ("POST", f"{ACCOUNT}/password"): Admitted(ADMINISTRATOR, 428),
    # Audit
    ("GET", f"{CITY}/log"): Admitted(AUDITOR, 200),
    ("POST", f"{CITY}/log/check"): Admitted(AUDITOR, 422),
    ("GET", f"{CITY}/checkpoints"): Admitted(EVERYBODY, 200),
}
