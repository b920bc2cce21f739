"""Cities and their schemes, as everybody may read them."""

from datetime import datetime

from backend.contracts.cities import (
    CityHeading,
    CityList,
    CityView,
    SchemePeriod,
    SchemePeriods,
)
from backend.core.problems import ProblemsError
from backend.services.consent_text import consent_version
from backend.services.desk import REQUEST, Desk
from backend.services.read_schemes import period_views
from backend.services.scheme_shelf import HeldScheme
from backend.storage.database import Transaction
from backend.storage.schemes import period_in_force, was_in_force


async def read_cities(desk: Desk, now: datetime) -> CityList:
    """All cities, each with the scheme in force."""

    def work(tx: Transaction) -> CityList:
        return CityList(
            cities=tuple(
                _heading(desk, code, _in_force(desk, tx, code, now)) for code in sorted(desk.cities)
            )
        )

    return await desk.database.read(work)


def _heading(desk: Desk, code: str, held: HeldScheme | None) -> CityHeading:
    city = desk.cities[code]
    text = None if held is None else held.scheme.text
    return CityHeading(
        code=code,
        name_en=city.name_en,
        name_zh=city.name_zh,
        languages=city.languages,
        scheme=None if held is None else held.digest,
        title_en=None if text is None else text.title_en,
        title_zh=None if text is None else text.title_zh,
        illustrative=city.illustrative,
    )


async def read_city(desk: Desk, code: str, now: datetime) -> CityView:
    """A city with what it asks residents to consent to.

    Raises:
        ProblemsError: where there is no such city.
    """
    city = desk.city(code)
    held = await desk.database.read(lambda tx: _in_force(desk, tx, code, now))
    return CityView(
        code=code,
        name_en=city.name_en,
        name_zh=city.name_zh,
        languages=city.languages,
        time_zone=city.time_zone,
        purpose_en=city.purpose_en,
        purpose_zh=city.purpose_zh,
        consent_version=consent_version(city),
        contact=city.contact,
        minimum_age=city.minimum_age,
        notice_days=city.notice_days,
        objection_days=city.objection_days,
        cooling_off_days=city.cooling_off_days,
        collector_points_a_year=city.collector_points_a_year,
        scheme=None if held is None else held.digest,
        illustrative=city.illustrative,
    )


def _in_force(desk: Desk, tx: Transaction, code: str, now: datetime) -> HeldScheme | None:
    period = period_in_force(tx, code, now)
    return None if period is None else desk.shelf.held(tx, code, period.digest)


async def read_scheme_periods(desk: Desk, code: str, now: datetime) -> SchemePeriods:
    """Every scheme that is or was in force in a city, the present one first.

    Raises:
        ProblemsError: where there is no such city.
    """
    desk.city(code)
    views = await desk.database.read(lambda tx: period_views(desk, tx, code, now))
    begun = [view for view in views if view.state in {"in-force", "ended"}]
    begun.sort(key=lambda view: (view.from_at, view.number), reverse=True)
    ends = [None, *(view.from_at for view in begun)]
    return SchemePeriods(
        city=code,
        periods=tuple(
            SchemePeriod(
                digest=view.digest,
                title_en=view.title_en,
                title_zh=view.title_zh,
                from_at=view.from_at,
                until_at=until_at,
            )
            for view, until_at in zip(begun, ends, strict=False)
        ),
    )


async def digest_in_force(desk: Desk, code: str, now: datetime) -> str:
    """The digest of the scheme in force in a city.

    Raises:
        ProblemsError: where there is no such city, or before its first scheme begins.
    """
    desk.city(code)
    period = await desk.database.read(lambda tx: period_in_force(tx, code, now))
    if period is None:
        raise ProblemsError(REQUEST.problem("no-scheme-in-force", "city"))
    return period.digest


async def check_public(desk: Desk, code: str, digest: str, now: datetime) -> None:
    """Let everybody read a scheme that is or was in force, and no other.

    Raises:
        ProblemsError: not-found, also for a scheme that is only proposed.
    """
    desk.city(code)
    if not await desk.database.read(lambda tx: was_in_force(tx, code, digest, now)):
        raise ProblemsError(REQUEST.problem("not-found", "digest"))
