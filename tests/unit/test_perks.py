"""Whether a perk can be used now, what is left of it, how much it gives, and when it opens next."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders import band, day, scheme_text
from hypothesis import assume, given
from hypothesis import strategies as st

from backend.core.instant import local_in
from backend.core.perks import (
    WEEKDAYS,
    Left,
    Use,
    amount_for,
    counted_since,
    due_on,
    is_opened_by,
    is_within_hours,
    left_of,
    obstacle,
    opens_next,
    period_of,
)
from backend.core.problems import Problem, sentence
from backend.core.scheme import (
    Perk,
    PerkHours,
    PerkLimits,
    PerkStock,
    PerkValue,
    Provider,
    Weekday,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Their clocks jump by an hour, and by half an hour.
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
WORKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
MORNINGS = PerkHours(days=WORKDAYS, from_=time(8), until=time(12))
AFTERNOONS = PerkHours(days=WORKDAYS, from_=time(14, 30), until=time(17, 30))
PERIODS = ("day", "week", "month", "quarter", "year")
BANDS = (band("A", 800), band("B", 600), band("C", 400), band("D", 0))
LIBRARY = Provider(name="library", label_en="Library", label_zh="图书馆")
QUARTER_HOUR = timedelta(minutes=15)


def perk(**facts: Any) -> Perk:
    """A library card, with these facts besides."""
    stated: dict[str, Any] = {
        "name": "card",
        "label_en": "Library card",
        "label_zh": "图书证",
        "kind": "free-use",
        "service": "library",
        "provider": "city-library",
        "opens_from": "C",
        "source": "S",
        **facts,
    }
    return Perk(**stated)


def local(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """A moment by a city's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def used(*days: str, in_hand: bool = False) -> list[Use]:
    return [Use(day(each), in_hand) for each in days]


def said(problem: Problem | None) -> tuple[str, str]:
    """The kind of a problem and its English sentence."""
    assert problem is not None
    return problem.kind, sentence(problem)


# ---- Any perk, any uses ----------------------------------------------------

days_of_two_years = st.dates(date(2026, 1, 1), date(2027, 12, 31))
counts = st.none() | st.integers(1, 4)
limits = st.builds(
    PerkLimits, day=counts, week=counts, month=counts, quarter=counts, year=counts, at_once=counts
)
uses_of_one = st.lists(st.builds(Use, days_of_two_years, st.booleans()), max_size=12)


@st.composite
def hours_of(draw: st.DrawFn) -> PerkHours:
    first, last = sorted(draw(st.lists(st.integers(0, 95), min_size=2, max_size=2, unique=True)))
    midnight = datetime(2027, 1, 1, tzinfo=UTC)
    return PerkHours(
        days=tuple(draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True))),
        from_=(midnight + first * QUARTER_HOUR).time(),
        until=(midnight + last * QUARTER_HOUR).time(),
    )


moments = st.datetimes(
    datetime(2026, 3, 1),  # noqa: DTZ001 - Hypothesis adds the zone
    datetime(2027, 4, 15),  # noqa: DTZ001
    timezones=st.sampled_from(ZONES).map(ZoneInfo),
)


@st.composite
def perks(draw: st.DrawFn) -> Perk:
    start = draw(st.none() | days_of_two_years)
    last = draw(st.none() | days_of_two_years)
    assume(start is None or last is None or start <= last)
    return perk(
        limits=draw(limits),
        hours=tuple(draw(st.lists(hours_of(), max_size=2))),
        stock=draw(st.none() | st.just(PerkStock(places=9, per="month"))),
        lent_days=draw(st.none() | st.just(7)),
        valid_from=start,
        valid_until=last,
    )


def key_of(period: str, on: date) -> tuple[int, ...]:
    """What two days of one period have in common, reckoned in another way."""
    keys = {
        "day": (on.toordinal(),),
        "week": tuple(on.isocalendar()[:2]),
        "month": (on.year, on.month),
        "quarter": (on.year, (on.month + 2) // 3),
        "year": (on.year,),
    }
    return keys[period]


def expected_left(of: Perk, uses: Sequence[Use], on: date) -> Left:
    left: dict[str, int | None] = {}
    for period in PERIODS:
        most = getattr(of.limits, period)
        count = sum(key_of(period, each.on_day) == key_of(period, on) for each in uses)
        left[period] = None if most is None else max(0, most - count)
    most = of.limits.at_once
    count = sum(each.is_in_hand for each in uses)
    return Left(**left, at_once=None if most is None else max(0, most - count))


def figures(left: Left) -> list[int | None]:
    return [getattr(left, name) for name in left.__struct_fields__]


@given(perks(), uses_of_one, days_of_two_years)
def test_what_is_left_is_counted_by_the_calendar(of: Perk, uses: list[Use], on: date) -> None:
    assert left_of(of, uses, on) == expected_left(of, uses, on)


@given(perks(), uses_of_one, st.builds(Use, days_of_two_years, st.booleans()), days_of_two_years)
def test_a_use_never_raises_what_is_left_and_nothing_is_below_none(
    of: Perk, uses: list[Use], one: Use, on: date
) -> None:
    before, after = (figures(left_of(of, each, on)) for each in (uses, [*uses, one]))
    for less, more in zip(after, before, strict=True):
        assert (less is None) is (more is None)
        assert less is None or more is None or 0 <= less <= more


@given(perks(), uses_of_one, days_of_two_years)
def test_what_is_older_than_any_limit_looks_does_not_count(
    of: Perk, uses: list[Use], on: date
) -> None:
    known = [each for each in uses if each.is_in_hand or each.on_day >= counted_since(of, on)]
    assert left_of(of, known, on) == left_of(of, uses, on)


@given(perks(), uses_of_one, moments, st.none() | st.integers(0, 2))
def test_a_perk_can_be_used_where_nothing_of_the_four_keeps_from_it(
    of: Perk, uses: list[Use], now: datetime, places: int | None
) -> None:
    weekday, clock = now.strftime("%a").lower(), now.time()
    is_valid = (of.valid_from or date.min) <= now.date() <= (of.valid_until or date.max)
    is_open = not of.hours or any(
        weekday in each.days and each.from_ <= clock < each.until for each in of.hours
    )
    is_left = 0 not in figures(expected_left(of, uses, now.date()))
    is_there = of.stock is None or places is None or places > 0
    found = obstacle(of, uses, now, places)
    assert (found is None) is (is_valid and is_open and is_left and is_there)
    kinds = [
        (not is_valid, {"perk-not-yet", "perk-over"}),
        (not is_open, {"perk-closed", "perk-over"}),
        (not is_left, {"perk-limit-reached", "perk-hands-full"}),
        (not is_there, {"perk-stock-empty"}),
    ]
    first = next((names for is_met, names in kinds if is_met), None)
    assert found is None or (first is not None and found.kind in first)


def first_open(of: Perk, on: date, zone: ZoneInfo) -> datetime | None:
    """The first quarter of an hour of a day that lies within a perk's hours."""
    now = datetime.combine(on, time(), tzinfo=zone).astimezone(UTC)
    while (shown := now.astimezone(zone)).date() <= on:
        if shown.date() == on and is_within_hours(of, shown):
            return shown
        now += QUARTER_HOUR
    return None


@given(perks(), moments)
def test_it_opens_next_within_its_hours_and_not_earlier(of: Perk, now: datetime) -> None:
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    assume(of.hours and not (is_within_hours(of, now) and is_usable(of, now)))
    start = max(now.date(), of.valid_from or now.date())
    opens = opens_next(of, now)
    if opens is not None:
        assert is_within_hours(of, opens)
        assert is_usable(of, opens)
        assert opens.astimezone(UTC) >= now.astimezone(UTC)
    seen = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    if start > now.date():
        seen = datetime.combine(start, time(), tzinfo=zone).astimezone(UTC)
    end = seen + timedelta(days=9) if opens is None else opens.astimezone(UTC)
    while seen < end:
        shown = seen.astimezone(zone)
        if seen >= now.astimezone(UTC):
            assert not (is_within_hours(of, shown) and is_usable(of, shown)), shown
        seen += QUARTER_HOUR


def is_usable(of: Perk, now: datetime) -> bool:
    return (of.valid_from or date.min) <= now.date() <= (of.valid_until or date.max)


@given(
    st.builds(PerkLimits, day=st.integers(1, 4), week=counts, month=counts, year=counts),
    st.lists(hours_of(), max_size=1),
    st.lists(st.integers(0, 40), max_size=4),
    days_of_two_years,
    st.none() | st.integers(0, 400),
)
def test_a_limit_names_the_first_day_on_which_it_is_over(
    stated: PerkLimits, hours: list[PerkHours], ago: list[int], on: date, ending: int | None
) -> None:
    last = None if ending is None else on + timedelta(days=ending)
    of = perk(limits=stated, hours=tuple(hours), valid_until=last)
    now = first_open(of, on, SHANGHAI)
    assume(now is not None)
    assert now is not None
    before = [Use(on - timedelta(days=each), is_in_hand=False) for each in ago]
    uses = [*before, *([Use(on, is_in_hand=False)] * 4)]
    found = obstacle(of, uses, now, None)
    assert found is not None
    assert found.kind == "perk-limit-reached"
    named = dict(found.values)["rest_en"]
    for later in (on + timedelta(days=ahead) for ahead in range(1, 400)):
        begins = first_open(of, later, SHANGHAI)
        if begins is not None and obstacle(of, uses, begins, None) is None:
            assert named == f"Come back on {later} or later"
            return
    assert "ends before" in named


@given(st.lists(st.integers(1, 100), min_size=1, max_size=4, unique=True), st.data())
def test_a_better_band_never_gets_less(amounts: list[int], data: st.DataObject) -> None:
    names = [each.name for each in BANDS]
    chosen = sorted(
        data.draw(
            st.lists(
                st.sampled_from(range(4)), min_size=len(amounts), max_size=len(amounts)
            ).filter(lambda places: len(set(places)) == len(places))
        )
    )
    values = tuple(
        PerkValue(from_=names[place], amount=Decimal(amount))
        for place, amount in zip(chosen, sorted(amounts, reverse=True), strict=True)
    )
    of = perk(unit="books", values=values, opens_from=values[-1].from_)
    found = [amount_for(of, BANDS, name) for name in names]
    for better, worse in pairwise(found):
        assert worse is None or (better is not None and better >= worse)
    assert [is_opened_by(of, BANDS, name) for name in names] == [each is not None for each in found]


# ---- Examples --------------------------------------------------------------


def test_each_band_has_the_amount_of_the_best_value_it_reaches() -> None:
    values = (
        PerkValue(from_="A", amount=Decimal(50_000)),
        PerkValue(from_="C", amount=Decimal(20_000)),
    )
    of = perk(unit="CNY", values=values)
    assert [amount_for(of, BANDS, each.name) for each in BANDS] == [50_000, 20_000, 20_000, None]
    assert amount_for(perk(), BANDS, "A") is None


def test_a_band_alone_opens_nothing_that_is_granted() -> None:
    assert is_opened_by(perk(), BANDS, "C")
    assert not is_opened_by(perk(), BANDS, "D")
    assert not is_opened_by(perk(by_grant=True), BANDS, "A")


@pytest.mark.parametrize(
    ("per", "on", "period"),
    [
        ("day", "2026-11-22", "2026-11-22"),
        ("week", "2026-11-22", "2026-W47"),
        ("week", "2026-11-23", "2026-W48"),
        ("week", "2026-12-31", "2026-W53"),
        ("week", "2027-01-03", "2026-W53"),
        ("week", "2027-01-04", "2027-W01"),
        ("week", "2024-12-30", "2025-W01"),
        ("month", "2027-01-31", "2027-01"),
        ("year", "2027-12-31", "2027"),
        (None, "2027-12-31", ""),
    ],
)
def test_places_belong_to_a_period(per: Any, on: str, period: str) -> None:
    assert period_of(perk(stock=PerkStock(places=3, per=per)), day(on)) == period
    assert period_of(perk(), day(on)) == ""


def test_a_week_begins_on_monday_and_a_quarter_in_january() -> None:
    of = perk(limits=PerkLimits(week=1, quarter=1))
    sunday = used("2027-01-03")
    assert left_of(of, sunday, day("2027-01-03")) == Left(week=0, quarter=0)
    assert left_of(of, sunday, day("2027-01-04")) == Left(week=1, quarter=0)
    assert left_of(of, sunday, day("2027-04-01")) == Left(week=1, quarter=1)
    assert counted_since(of, day("2027-01-02")) == day("2026-12-28")
    assert counted_since(of, day("2027-03-31")) == day("2027-01-01")
    assert counted_since(perk(), day("2027-03-31")) == day("2027-03-31")


def test_what_is_lent_is_in_hand_however_old_it_is() -> None:
    of = perk(limits=PerkLimits(at_once=2), lent_days=30)
    old = used("2020-01-01", "2026-05-05", in_hand=True)
    kind, text = said(obstacle(of, old, local("2027-01-04T10:00"), None))
    assert kind == "perk-hands-full"
    # True of books and of a deposit that is waived.
    assert text.startswith("This perk is in use as often as it can be at once, 2 in all. Let a")
    assert obstacle(of, old[:1], local("2027-01-04T10:00"), None) is None
    assert due_on(of, day("2027-01-31")) == day("2027-03-02")
    assert due_on(perk(), day("2027-01-31")) is None


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23T07:59:59", "2026-11-23 08:00"),
        ("2026-11-23T12:00:00", "2026-11-23 14:30"),
        ("2026-11-23T17:30:00", "2026-11-24 08:00"),
        ("2026-11-27T17:30:00", "2026-11-30 08:00"),
        ("2026-11-28T09:00:00", "2026-11-30 08:00"),
    ],
)
def test_outside_its_hours_a_perk_says_when_it_opens_next(now: str, opens: str) -> None:
    of = perk(hours=(MORNINGS, AFTERNOONS))
    assert said(obstacle(of, [], local(now), None)) == (
        "perk-closed",
        f"This perk cannot be used at this hour. It opens next at {opens}; come back then.",
    )
    for inside in ("2026-11-23T08:00:00", "2026-11-23T11:59:59", "2026-11-23T14:30:00"):
        assert obstacle(of, [], local(inside), None) is None
        assert opens_next(of, local(inside)) is None


def test_days_of_a_perk_end_with_its_last_hours() -> None:
    of = perk(hours=(MORNINGS,), valid_from=day("2026-11-28"), valid_until=day("2026-12-01"))
    early = said(obstacle(of, [], local("2026-11-27T09:00"), None))
    assert early == (
        "perk-not-yet",
        "This perk begins on 2026-11-28. Come back on that day or later.",
    )
    assert opens_next(of, local("2026-11-20T09:00")) == local("2026-11-30T08:00")
    assert obstacle(of, [], local("2026-12-01T11:59"), None) is None
    for late in ("2026-12-01T12:00", "2026-12-02T09:00"):
        assert said(obstacle(of, [], local(late), None))[0] == "perk-over"
        assert opens_next(of, local(late)) is None


def test_the_limit_that_holds_longest_is_named_with_the_day_it_is_over() -> None:
    of = perk(limits=PerkLimits(day=1, month=2), hours=(MORNINGS,))
    friday = local("2026-11-27T09:00")
    assert said(obstacle(of, used("2026-11-27"), friday, None))[1] == (
        "This perk has been used as often as it can be today, 1 in all. "
        "Come back on 2026-11-30 or later."
    )
    assert said(obstacle(of, used("2026-11-02", "2026-11-27"), friday, None))[1] == (
        "This perk has been used as often as it can be this month, 2 in all. "
        "Come back on 2026-12-01 or later."
    )
    ending = perk(limits=PerkLimits(month=1), valid_until=day("2026-11-30"))
    assert "ends before" in said(obstacle(ending, used("2026-11-27"), friday, None))[1]


@pytest.mark.parametrize(
    ("facts", "rest"),
    [
        ({"stock": PerkStock(places=3, per="week")}, "Come back on 2026-11-30 or later"),
        (
            {"stock": PerkStock(places=3), "lent_days": 7},
            "One becomes free when another is brought back; come back later",
        ),
        ({"stock": PerkStock(places=3)}, "Ask the city whether there will be more"),
    ],
)
def test_an_empty_stock_says_when_there_is_more(facts: dict[str, Any], rest: str) -> None:
    now = local("2026-11-27T09:00")
    kind, text = said(obstacle(perk(**facts), [], now, 0))
    assert (kind, text) == ("perk-stock-empty", f"No place of this perk is left. {rest}.")
    assert obstacle(perk(**facts), [], now, 1) is None


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        # At 02:00 the clock is put forward to 03:00, into the hours.
        ("2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"),
        # At 03:00 it is put back to 02:00: these hours begin twice.
        ("2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00"),
    ],
)
def test_hours_follow_the_clock_where_it_jumps(now: str, opens: str) -> None:
    of = perk(hours=(PerkHours(days=("sun",), from_=time(2, 30), until=time(2, 45)),))
    if "03-29" in now:
        of = perk(hours=(PerkHours(days=("sun",), from_=time(2, 30), until=time(4)),))
    found = opens_next(of, datetime.fromisoformat(now).astimezone(ZoneInfo("Europe/Berlin")))
    assert found is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(opens)


def test_nothing_that_keeps_from_a_perk_speaks_of_bands_or_scores() -> None:
    of = perk(
        limits=PerkLimits(day=1, at_once=1),
        hours=(MORNINGS,),
        stock=PerkStock(places=1, per="day"),
        valid_from=day("2026-11-20"),
        valid_until=day("2026-11-30"),
    )
    tuesday = used("2026-11-24")
    found = [
        obstacle(of, uses, local(now), places)
        for uses, now, places in [
            ([], "2026-11-01T09:00", 1),
            ([], "2026-12-01T09:00", 1),
            ([], "2026-11-24T13:00", 1),
            (tuesday, "2026-11-24T09:00", 1),
            (used("2026-11-23", in_hand=True), "2026-11-24T09:00", 1),
            ([], "2026-11-24T09:00", 0),
        ]
    ]
    texts = [sentence(each, language) for each in found if each for language in ("en", "zh")]
    assert len(texts) == 12
    for text in texts:
        assert not any(word in text.lower() for word in ("band", "score", "point", "等级", "积分"))


def test_a_scheme_finds_its_providers_by_name() -> None:
    text = scheme_text(providers=(LIBRARY,))
    assert text.provider("library") is LIBRARY
    with pytest.raises(KeyError):
        text.provider("pool")


def test_a_moment_is_shown_as_the_citys_clocks_show_it() -> None:
    shown = local_in("Asia/Shanghai", datetime(2027, 2, 28, 16, 30, tzinfo=UTC))
    assert f"{shown:%Y-%m-%d %H:%M}" == "2027-03-01 00:30"
