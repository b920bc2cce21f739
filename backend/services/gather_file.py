"""Gather everything that is kept about a resident, in one snapshot; files without their content."""

import sys
from datetime import datetime
from typing import Final

import msgspec

from backend.contracts.cases import CaseView
from backend.contracts.export import (
    FORMAT,
    ExportedAccount,
    ExportedConsent,
    ExportedDeed,
    ExportedEntry,
    ExportedInvitation,
    ExportedResident,
    ExportedRow,
    ExportedSignIn,
    ExportView,
)
from backend.contracts.notices import NoticeView
from backend.contracts.perks import GrantView
from backend.contracts.scoring import ScoreView
from backend.core.instant import instant_in
from backend.core.problems import Language
from backend.services.case_clock import steps_as_settled
from backend.services.desk import Desk
from backend.services.enrol_resident import PROFILE, Profile
from backend.services.enter_deed import papers_row
from backend.services.gather_contacts import contacts_in, files_in, sendings_in
from backend.services.gather_perks import bookings_in, passes_in, redemptions_in
from backend.services.list_deeds import asked_by_deed, deed_view
from backend.services.list_grants import grant_view
from backend.services.list_notices import notice_view
from backend.services.personal_data import kept_fields
from backend.services.present import score_view
from backend.services.read_looks import looks_at, reason_of
from backend.services.refresh_score import score_of
from backend.services.taking_part import existing
from backend.services.view_cases import Cases
from backend.storage.accounts import account_by_subject, full_name_of
from backend.storage.cases import cases_of, cases_page, overdue_objections
from backend.storage.database import Transaction
from backend.storage.deeds import rows_of, steps_of_all
from backend.storage.grants import grants_page
from backend.storage.logs import AFTER_ALL, LogEntry, entries
from backend.storage.notices import notices_page
from backend.storage.own_rows import OwnRow, own_rows, sessions_by
from backend.storage.residents import Consent, Resident, State, consents_of, resident_of
from backend.storage.values import moment_of, moment_or_none

# Everything, in lists that are usually read in pages: before any moment and id, without an end.
_NEWEST: Final = (2**62, "~")
_ALL: Final = sys.maxsize


def gather_file(
    desk: Desk, tx: Transaction, city: str, subject: str, language: Language, now: datetime
) -> ExportView:
    """All of it, also of one who was only invited or is leaving: whatever there is.

    Raises:
        ProblemsError: where the resident is gone.
    """
    return _Gathering(desk, tx, city, subject, language, now).view()


class _Gathering:
    """One resident's rows, opened."""

    def __init__(
        self,
        desk: Desk,
        tx: Transaction,
        city: str,
        subject: str,
        language: Language,
        now: datetime,
    ) -> None:
        self._desk, self._tx = desk, tx
        self._city, self._subject = city, subject
        self._language: Language = language
        self._now = now
        self._today = instant_in(desk.city(city).time_zone, now).day

    def view(self) -> ExportView:
        resident = existing(resident_of(self._tx, self._city, self._subject))
        city = self._desk.city(self._city)
        own = (self._desk, self._tx, self._city, self._subject)
        score = self._score(resident)
        account = account_by_subject(self._tx, self._city, self._subject)
        every = [
            *entries(self._tx, self._city, AFTER_ALL, _ALL, self._subject),
            *bookings_in(*own[1:]),
        ]
        every.sort(key=lambda entry: entry.id, reverse=True)
        return ExportView(
            format=FORMAT,
            made_at=self._now,
            city=city.code,
            city_en=city.name_en,
            city_zh=city.name_zh,
            resident=self._resident(resident),
            consents=self._consents(),
            invitation=self._invitation(),
            account=None
            if account is None
            else ExportedAccount(
                id=account.id,
                role=account.role.value,
                made_at=account.made_at,
                disabled_at=account.disabled_at,
            ),
            sign_ins=() if account is None else self._sign_ins(account.id),
            score=score,
            deeds=self._deeds(score),
            imports=tuple(map(self._import, self._rows("batch_row"))),
            grants=self._grants(),
            passes=passes_in(*own),
            redemptions=redemptions_in(*own),
            notices=self._notices(),
            contacts=contacts_in(*own),
            sendings=sendings_in(*own[1:]),
            cases=self._cases(),
            looks=tuple(looks_at(*own, AFTER_ALL, _ALL, self._language)),
            log=tuple(map(self._entry, every)),
            kept=tuple(kept_fields()),
            evidence=files_in(*own),
        )

    def _rows(self, table: str) -> list[OwnRow]:
        return own_rows(self._tx, table, self._city, self._subject)

    def _resident(self, resident: Resident) -> ExportedResident:
        profile = None
        if resident.profile is not None:
            opened = self._desk.unseal(self._city, self._subject, PROFILE, resident.profile)
            profile = msgspec.json.decode(opened, type=Profile)
        (asked,) = self._rows("resident")
        return ExportedResident(
            id=self._subject,
            name=None if profile is None else profile.name,
            number=None if profile is None else profile.number,
            state=resident.state_at(self._now).value,
            since=resident.since,
            erase_at=resident.erase_at,
            consented_to=asked["consented_to"],
            asked_of=asked["asked_of"],
        )

    def _consents(self) -> tuple[ExportedConsent, ...]:
        events = consents_of(self._tx, self._city, self._subject)
        return tuple(self._consent(number, event) for number, event in enumerate(events, 1))

    def _consent(self, number: int, event: Consent) -> ExportedConsent:
        return ExportedConsent(
            number=number,
            kind=event.kind,
            version=event.version,
            language=event.language,
            at=event.at,
            is_on_paper=event.scan is not None,
            officer=full_name_of(self._tx, self._city, event.account),
            scan=event.scan,
        )

    def _invitation(self) -> ExportedInvitation | None:
        for row in self._rows("invitation"):
            return ExportedInvitation(
                made_at=moment_of(row["made_at"]),
                expires_at=moment_of(row["expires_at"]),
                officer=full_name_of(self._tx, self._city, row["made_by"]),
            )
        return None

    def _sign_ins(self, account: str) -> tuple[ExportedSignIn, ...]:
        return tuple(
            ExportedSignIn(
                id=row["id"],
                made_at=moment_of(row["made_at"]),
                expires_at=moment_of(row["expires_at"]),
                revoked_at=moment_or_none(row["revoked_at"]),
            )
            for row in sessions_by(self._tx, self._city, account)
        )

    def _score(self, resident: Resident) -> ScoreView | None:
        if resident.state_at(self._now) is not State.PARTICIPATING:
            return None
        _, made = score_of(self._desk, self._tx, self._city, self._subject, self._now)
        return score_view(made, self._language)

    def _deeds(self, score: ScoreView | None) -> tuple[ExportedDeed, ...]:
        counting = {deed for line in (score.lines if score else ()) for deed in line.deeds}
        stored = steps_of_all(self._tx, self._city, self._subject)
        overdue = overdue_objections(self._tx, self._city, self._subject, self._today)
        steps = steps_as_settled(self._desk.city(self._city), stored, overdue)
        cases = cases_of(self._tx, self._city, self._subject)
        asked = asked_by_deed(self._desk.city(self._city), cases, overdue)
        waiting = {row["id"]: row["why"] for row in self._rows("awaiting")}
        sampled = {row["deed"] for row in self._rows("second_look")}
        found = rows_of(self._tx, self._city, self._subject)
        found.sort(key=lambda row: (row.recorded_at, row.id), reverse=True)
        return tuple(
            ExportedDeed(
                **msgspec.structs.asdict(
                    deed_view(
                        self._desk,
                        row,
                        steps.get(row.id, []),
                        asked.get(row.id, []),
                        counts=row.id in counting,
                    )
                ),
                batch=row.batch,
                awaits_confirmation=row.id in waiting,
                awaits_because=waiting.get(row.id),
                awaits_second_look=row.id in sampled,
            )
            for row in found
        )

    def _import(self, row: OwnRow) -> ExportedRow:
        papers = None
        if row["papers"] is not None:
            bound = papers_row(row["deed"])
            opened = self._desk.unseal(self._city, self._subject, bound, row["papers"])
            papers = msgspec.json.decode(opened, type=dict[str, object])
        return ExportedRow(
            batch=row["batch"],
            part=row["part"],
            number=row["number"],
            deed=row["deed"],
            facts=msgspec.json.decode(row["facts"], type=dict[str, object]),
            papers=papers,
        )

    def _grants(self) -> tuple[GrantView, ...]:
        found = grants_page(self._tx, self._city, self._subject, _NEWEST, _ALL)
        return tuple(grant_view(self._desk, self._tx, each, self._today) for each in found)

    def _notices(self) -> tuple[NoticeView, ...]:
        found = notices_page(self._tx, self._city, self._subject, AFTER_ALL, _ALL, of_consent=False)
        own = (self._desk, self._tx, self._city)
        return tuple(notice_view(*own, each, self._language) for each in found)

    def _cases(self) -> tuple[CaseView, ...]:
        found = cases_page(self._tx, self._city, self._subject, _NEWEST, _ALL)
        shown = Cases(self._desk, self._tx, self._city, self._subject, self._today)
        return tuple(map(shown.view, found))

    def _entry(self, entry: LogEntry) -> ExportedEntry:
        reason = reason_of(self._desk, self._city, entry)
        told = {} if reason is None else {"reason": reason}
        return ExportedEntry(
            id=entry.id,
            at=entry.at,
            role=entry.role,
            action=entry.action,
            about=entry.object,
            detail={**entry.detail, **told},
        )
