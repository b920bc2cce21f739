"""The tables of perks and of grants."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import NOTHING, day, grouped, label, moment, word
from backend.contracts.cities import BandView
from backend.contracts.own_perks import Amount
from backend.contracts.perks import GrantView, OpenPerk

translate = QCoreApplication.translate
_SIGNS: Final = {"scheduled": "◷", "running": "✓", "ended": "–", "revoked": "✕"}
# In the order in which whoever stands at the desk asks for them.
_STATES: Final = ("running", "scheduled", "ended", "revoked")


class PerkRow(msgspec.Struct, frozen=True, kw_only=True):
    """A perk, and the band that opens it; none where another scheme has come into force."""

    perk: OpenPerk
    band: BandView | None


def perk_label(perk: OpenPerk | GrantView) -> str:
    """What a perk is called."""
    return label(perk.label_en, perk.label_zh)


def provider_label(perk: OpenPerk | GrantView) -> str:
    """Who gives it."""
    return label(perk.provider_en, perk.provider_zh)


def band_label(row: PerkRow) -> str:
    """The lowest band that opens it."""
    if row.band is None:
        return row.perk.opens_from
    return label(row.band.label_en, row.band.label_zh)


def what_text(row: PerkRow) -> str:
    """What it belongs to, and of what kind it is."""
    return translate("GrantPerk", "{service}: {kind}").format(
        service=word(row.perk.service), kind=word(row.perk.kind)
    )


def open_text(row: PerkRow) -> str:
    """Whether the resident's band opens it, by sign and word."""
    if row.perk.is_open and row.perk.by_grant:
        return translate("GrantPerk", "✓ open by a grant")
    if row.perk.is_open:
        return translate("GrantPerk", "✓ open")
    return translate("GrantPerk", "✕ not open")


def perk_columns() -> list[Column[PerkRow]]:
    """Columns of the perks."""
    return [
        Column(
            name="perk",
            title=lambda: translate("GrantPerk", "Perk"),
            text=lambda row: perk_label(row.perk),
            hint=lambda row: perk_label(row.perk),
            fills=True,
            gives_way=True,
        ),
        Column(
            name="open",
            title=lambda: translate("GrantPerk", "For this resident"),
            text=open_text,
        ),
        Column(
            name="value",
            title=lambda: translate("GrantPerk", "Gives"),
            text=lambda row: amount_text(row.perk.value),
            key=lambda row: row.perk.value.amount if row.perk.value is not None else 0,
        ),
        Column(
            name="from",
            title=lambda: translate("GrantPerk", "Opens from"),
            text=band_label,
        ),
        Column(
            name="kind",
            title=lambda: translate("GrantPerk", "What it is"),
            text=what_text,
            hint=what_text,
            gives_way=True,
        ),
        Column(
            name="provider",
            title=lambda: translate("GrantPerk", "Given by"),
            text=lambda row: provider_label(row.perk),
            hint=lambda row: provider_label(row.perk),
        ),
    ]


def state_text(grant: GrantView) -> str:
    """A grant's state by sign and word; of what is revoked, until when it still holds."""
    said = f"{_SIGNS.get(grant.state, '')} {word(grant.state)}".strip()
    if grant.ends_on is None:
        return said
    return translate("GrantPerk", "{state}, holds until {day}").format(
        state=said, day=day(grant.ends_on)
    )


def amount_text(amount: Amount | None) -> str:
    """How much a perk gives."""
    if amount is None:
        return NOTHING
    return translate("GrantPerk", "{amount} {unit}").format(
        amount=grouped(amount.amount), unit=label(amount.unit_en, amount.unit_zh)
    )


def is_revocable(grant: GrantView) -> bool:
    """Whether there is still something to revoke."""
    return grant.state in {"scheduled", "running"}


def grant_columns(shown: Callable[[datetime], datetime]) -> list[Column[GrantView]]:
    """Columns of the grants; `shown` tells a moment in the city's time."""
    return [
        Column(
            name="state",
            title=lambda: translate("GrantPerk", "State"),
            text=state_text,
            key=lambda grant: _STATES.index(grant.state),
        ),
        Column(
            name="perk",
            title=lambda: translate("GrantPerk", "Perk"),
            text=perk_label,
            hint=perk_label,
            gives_way=True,
        ),
        Column(
            name="value",
            title=lambda: translate("GrantPerk", "Gives"),
            text=lambda grant: amount_text(grant.value),
        ),
        Column(
            name="from",
            title=lambda: translate("GrantPerk", "First day"),
            text=lambda grant: day(grant.from_day),
            key=lambda grant: grant.from_day,
        ),
        Column(
            name="until",
            title=lambda: translate("GrantPerk", "Last day"),
            text=lambda grant: day(grant.until_day),
            key=lambda grant: grant.until_day,
        ),
        Column(
            name="by",
            title=lambda: translate("GrantPerk", "Granted by"),
            text=lambda grant: grant.granted_by_name or NOTHING,
        ),
        Column(
            name="reason",
            title=lambda: translate("GrantPerk", "Reason"),
            text=reason_text,
            hint=lambda grant: f"{moment(shown(grant.granted_at))}: {reason_text(grant)}",
            fills=True,
            gives_way=True,
        ),
    ]


def reason_text(grant: GrantView) -> str:
    """Why it was granted, and why revoked."""
    if grant.revoke_reason is None:
        return grant.reason
    revoked = translate("GrantPerk", "revoked: {reason}").format(reason=grant.revoke_reason)
    return f"{grant.reason}; {revoked}"
