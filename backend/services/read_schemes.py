"""Schemes in full, their versions, periods and differences."""

from datetime import datetime
from typing import Literal

import msgspec

from backend.contracts.schemes import (
    EntryChange,
    FieldChange,
    PeriodList,
    PeriodView,
    SchemeDifference,
    VersionDetail,
    VersionView,
)
from backend.core.difference import Difference, difference
from backend.core.problems import Language
from backend.services.desk import Desk
from backend.services.present_schemes import scheme_view
from backend.services.scheme_shelf import HeldScheme
from backend.storage.database import Transaction
from backend.storage.schemes import (
    Period,
    SchemeVersion,
    period_in_force,
    periods,
    version_of,
    versions_page,
)


class _Titles(msgspec.Struct, frozen=True, kw_only=True):
    """What of a stored scheme is read for a list."""

    title_en: str
    title_zh: str


async def held_scheme(desk: Desk, city: str, digest: str) -> HeldScheme:
    """A scheme, bound; whether the caller may read it is asked before.

    Raises:
        ProblemsError: where the city keeps none of this digest.
    """
    found = desk.shelf.at_hand(city, digest)
    if found is not None:
        return found
    return await desk.database.read(lambda tx: desk.shelf.held(tx, city, digest))


async def read_version(
    desk: Desk, city: str, digest: str, language: Language, now: datetime
) -> VersionDetail:
    """A version in full, also one that never was in force.

    Raises:
        ProblemsError: where the city keeps none of this digest.
    """

    def work(tx: Transaction) -> tuple[HeldScheme, VersionView]:
        held = desk.shelf.held(tx, city, digest)
        version = version_of(tx, city, digest)
        assert version is not None, "a scheme on the shelf is in the database"  # noqa: S101
        return held, _version_view(version, _digest_in_force(tx, city, now))

    held, view = await desk.database.read(work)
    return VersionDetail(version=view, scheme=scheme_view(held, language))


async def list_versions(
    desk: Desk, city: str, before: tuple[int, str] | None, limit: int, now: datetime
) -> list[VersionView]:
    """The versions that a city keeps, those added last first.

    Args:
        desk: what services work with.
        city: its code.
        before: moment in microseconds and digest of the last one shown.
        limit: the most of them.
        now: aware, in UTC.
    """

    def work(tx: Transaction) -> list[VersionView]:
        in_force = _digest_in_force(tx, city, now)
        return [_version_view(each, in_force) for each in versions_page(tx, city, before, limit)]

    return await desk.database.read(work)


def _digest_in_force(tx: Transaction, city: str, now: datetime) -> str | None:
    period = period_in_force(tx, city, now)
    return None if period is None else period.digest


def _version_view(version: SchemeVersion, in_force: str | None) -> VersionView:
    titles = msgspec.json.decode(version.text, type=_Titles)
    return VersionView(
        digest=version.digest,
        effective_on=version.effective_on,
        title_en=titles.title_en,
        title_zh=titles.title_zh,
        origin=version.origin,
        added_at=version.added_at,
        in_force=version.digest == in_force,
    )


async def list_periods(desk: Desk, city: str, now: datetime) -> PeriodList:
    """All periods of a city, the latest decision first."""
    views = await desk.database.read(lambda tx: period_views(desk, tx, city, now))
    return PeriodList(city=city, periods=tuple(reversed(views)))


def period_views(desk: Desk, tx: Transaction, city: str, now: datetime) -> list[PeriodView]:
    """All periods of a city as they stand at a moment, in the order they were decided."""
    in_force = period_in_force(tx, city, now)
    return [
        _period_view(desk, tx, city, period, _state(period, in_force, now))
        for period in periods(tx, city)
    ]


def _state(
    period: Period, in_force: Period | None, now: datetime
) -> Literal["scheduled", "in-force", "ended", "called-off"]:
    if period.cancelled_at is not None:
        return "called-off"
    if period.from_at > now:
        return "scheduled"
    is_present = in_force is not None and period.number == in_force.number
    return "in-force" if is_present else "ended"


def _period_view(
    desk: Desk,
    tx: Transaction,
    city: str,
    period: Period,
    state: Literal["scheduled", "in-force", "ended", "called-off"],
) -> PeriodView:
    text = desk.shelf.held(tx, city, period.digest).scheme.text
    return PeriodView(
        number=period.number,
        digest=period.digest,
        title_en=text.title_en,
        title_zh=text.title_zh,
        from_at=period.from_at,
        state=state,
        proposal=period.proposal,
        called_off_at=period.cancelled_at,
    )


async def compare_schemes(desk: Desk, city: str, before: str, after: str) -> SchemeDifference:
    """What differs between two versions of a city.

    Raises:
        ProblemsError: where the city keeps none of one of the digests.
    """
    old = await held_scheme(desk, city, before)
    new = await held_scheme(desk, city, after)
    found = difference(old.scheme.text, new.scheme.text, old.catalogue, new.catalogue)
    return difference_view(city, before, after, found)


def difference_view(city: str, before: str, after: str, found: Difference) -> SchemeDifference:
    """A difference as it is sent."""
    return SchemeDifference(
        city=city,
        before=before,
        after=after,
        changes=tuple(
            EntryChange(
                section=change.section,
                name=change.name,
                change=change.kind,
                label_en=change.label_en,
                label_zh=change.label_zh,
                fields=tuple(
                    FieldChange(field=field.name, before=field.before, after=field.after)
                    for field in change.fields
                ),
            )
            for change in found.changes
        ),
        reordered=found.reordered,
    )
