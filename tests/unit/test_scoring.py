"""What the formula makes of single deeds: steps, ends and reasons, worked out by hand."""

from datetime import timedelta

import pytest
from builders import (
    at,
    day,
    deed,
    lines_of,
    moment,
    score_on,
)
from examples import DEBT, FINE, FRAUD, HELP, PLAIN, in_notice, points, priced, total

from backend.core.deed import Deed, Step, StepKind
from backend.core.instant import Instant
from backend.core.price import (
    AfterEffect,
    ByGrade,
    DirectGrade,
    EachPeriod,
    Flat,
    Floor,
    Tier,
    Tiers,
)
from backend.core.score import Note, NoteKind
from backend.core.scoring import reached_on, score
from backend.core.term import Lifetime, months_after


def test_without_a_deed_a_score_is_the_base_and_never_changes() -> None:
    made = score_on(PLAIN, "2019-06-30")
    assert (made.total, made.band, made.lines, made.next_change) == (500, "B", (), None)


def test_a_deed_counts_through_the_day_before_its_end_and_not_on_it() -> None:
    given = deed("a", HELP, "2019-03-01")
    assert total(score_on(PLAIN, "2020-02-29", given)) == 550
    assert total(score_on(PLAIN, "2020-03-01", given)) == 500
    assert score_on(PLAIN, "2019-03-01", given).lines[0].counts_until == day("2020-02-29")


def test_a_year_from_29_february_ends_on_28_february() -> None:
    given = deed("a", HELP, "2020-02-29")
    assert total(score_on(PLAIN, "2021-02-27", given)) == 550
    assert total(score_on(PLAIN, "2021-02-28", given)) == 500


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2019-01-31", 1, "2019-02-28"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2019-12-31", 2, "2020-02-29"),
        ("2019-03-31", 12, "2020-03-31"),
        ("2019-11-30", 3, "2020-02-29"),
        ("2020-02-29", 48, "2024-02-29"),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(start: str, months: int, end: str) -> None:
    assert months_after(day(start), months) == day(end)


def test_a_demerit_counts_from_the_day_its_notice_period_is_over() -> None:
    before = score_on(PLAIN, "2019-04-15", in_notice("2019-04-16"))
    assert (before.total, before.lines) == (500, ())
    assert before.next_change == day("2019-04-16")
    assert total(score_on(PLAIN, "2019-04-16", in_notice("2019-04-16"))) == 470


def test_late_entry_never_extends_a_deed() -> None:
    late = in_notice("2019-04-16", occurred_on="2018-04-20")
    assert score_on(PLAIN, "2019-04-16", late).lines[0].counts_until == day("2019-04-19")
    too_late = in_notice("2019-04-16", occurred_on="2018-04-16")
    assert score_on(PLAIN, "2019-04-16", too_late).lines == ()


@pytest.mark.parametrize("missing", [StepKind.RECORDED, StepKind.CONFIRMED, StepKind.NOTIFIED])
def test_a_deed_counts_only_once_recorded_confirmed_and_notified(missing: StepKind) -> None:
    whole = deed("a", FINE, "2019-03-01")
    part = Deed(
        id="a",
        deed_type=FINE,
        occurred_on=whole.occurred_on,
        steps=tuple(step for step in whole.steps if step.kind is not missing),
    )
    assert score_on(PLAIN, "2019-06-30", part).lines == ()


def test_a_notice_that_names_no_day_counts_nothing() -> None:
    whole = deed("a", FINE, "2019-03-01")
    open_ended = Step(kind=StepKind.NOTIFIED, at=whole.steps[0].at)
    part = Deed(
        id="a",
        deed_type=FINE,
        occurred_on=whole.occurred_on,
        steps=(*whole.steps[:2], open_ended),
    )
    assert score_on(PLAIN, "2019-06-30", part).lines == ()


def test_what_is_recorded_later_the_same_day_is_not_known_yet() -> None:
    noon = moment(day("2019-06-30")) + timedelta(hours=12)
    objected = Step(kind=StepKind.SUSPENDED, at=noon)
    whole = deed("a", FINE, "2019-03-01")
    contested = Deed(
        id="a", deed_type=FINE, occurred_on=whole.occurred_on, steps=(*whole.steps, objected)
    )
    morning = Instant(moment=noon - timedelta(seconds=1), day=day("2019-06-30"))
    evening = Instant(moment=noon, day=day("2019-06-30"))
    assert total(score(PLAIN, [contested], morning)) == 470
    assert total(score(PLAIN, [contested], evening)) == 500


def test_an_objection_suspends_until_it_is_answered() -> None:
    steps = {StepKind.SUSPENDED: "2019-05-01", StepKind.RESUMED: "2019-05-20"}
    contested = deed("a", FINE, "2019-03-01", steps=steps)
    days = ("2019-04-30", "2019-05-01", "2019-05-19", "2019-05-20")
    assert [total(score_on(PLAIN, on, contested)) for on in days] == [470, 500, 500, 470]


def test_a_past_score_stays_as_it_was_when_a_deed_is_annulled_later() -> None:
    annulled = deed("a", FINE, "2019-03-01", steps={StepKind.ANNULLED: "2019-05-01"})
    assert total(score_on(PLAIN, "2019-04-30", annulled)) == 470
    assert total(score_on(PLAIN, "2019-05-01", annulled)) == 500


def test_a_deed_that_the_scheme_does_not_price_is_left_out() -> None:
    assert score_on(PLAIN, "2019-06-30", deed("a", "hours", "2019-03-01")).lines == ()


def test_a_deed_without_the_grade_or_quantity_that_is_priced_counts_nothing_and_says_so() -> None:
    bound = priced(
        award=ByGrade(points={"national": points(50)}),
        hours=Tiers(tiers=(Tier(over=points(0), points=points(10)),)),
    )
    deeds = [
        deed("a", "award", "2019-03-01", grade="city"),
        deed("b", "award", "2019-03-01"),
        deed("c", "hours", "2019-03-01"),
        deed("d", "hours", "2019-03-01", quantity=5, unit="days"),
    ]
    made = score_on(bound, "2019-06-30", *deeds)
    assert lines_of(made) == [("award", 0), ("hours", 0)]
    assert all(line.notes == (Note(NoteKind.NOT_PRICED),) for line in made.lines)


def test_half_points_are_exact() -> None:
    scale_facts = {"help": Flat(points=points("0.1"))}
    many = [deed(str(number), HELP, "2019-03-01") for number in range(30)]
    made = score_on(priced(**scale_facts), "2019-06-30", *many)
    assert (made.total, str(made.total)) == (503, "503")


def test_completed_months_are_counted_from_the_first_day_to_the_end_or_the_day() -> None:
    bound = priced(arrears=EachPeriod(points=points(-10)))
    owing = deed("a", "arrears", "2019-01-31")
    days = ("2019-02-27", "2019-02-28", "2019-03-30", "2019-03-31", "2020-01-30", "2020-01-31")
    totals = [500, 490, 490, 480, 390, 500]
    assert [total(score_on(bound, on, owing)) for on in days] == totals
    made = score_on(bound, "2019-03-01", owing)
    assert (made.lines[0].counts_until, made.next_change) == (None, day("2019-03-31"))


def test_paid_arrears_keep_their_months_for_the_lifetime_from_the_end() -> None:
    bound = priced(arrears=EachPeriod(points=points(-10)))
    paid = deed("a", "arrears", "2019-01-10", steps={StepKind.ENDED: "2019-03-10"})
    made = score_on(bound, "2019-06-30", paid)
    assert (made.total, made.lines[0].counts_until) == (480, day("2020-03-09"))


def test_an_open_breach_lapses_at_its_ceiling_unless_it_is_proven_anew() -> None:
    bound = priced(arrears=Flat(points=points(-30)))
    owing = deed("a", "arrears", "2019-03-01")
    assert score_on(bound, "2020-02-29", owing).next_change == day("2020-03-01")
    assert total(score_on(bound, "2020-03-01", owing)) == 500
    proven = deed("a", "arrears", "2019-03-01", steps={StepKind.PROVEN: "2019-12-01"})
    assert total(score_on(bound, "2020-11-30", proven)) == 470
    assert total(score_on(bound, "2020-12-01", proven)) == 500


def test_a_breach_that_lapsed_does_not_come_back_by_ending() -> None:
    bound = priced(arrears=Flat(points=points(-30)))
    ended = deed("a", "arrears", "2019-03-01", steps={StepKind.ENDED: "2020-05-01"})
    assert total(score_on(bound, "2020-06-01", ended)) == 500


def test_a_floor_brings_the_sum_to_the_minimum_and_never_adds() -> None:
    bound = priced(debt=Floor(), help=Flat(points=points(50)), fine=Flat(points=points(-400)))
    owing = deed("a", DEBT, "2019-03-01")
    fines = [deed(f"f{number}", FINE, "2019-04-01") for number in range(2)]
    made = score_on(bound, "2019-06-30", owing, deed("b", HELP, "2019-04-01"))
    assert (made.total, lines_of(made)) == (0, [("help", 50), ("debt", -550)])
    assert made.lines[1].notes == (Note(NoteKind.FLOOR, "0"),)
    below = score_on(bound, "2019-06-30", owing, *fines)
    assert (below.total, below.unclamped, lines_of(below)[-1]) == (0, -300, ("debt", 0))


def test_two_floors_bring_the_sum_down_once() -> None:
    bound = priced(debt=Floor(), fraud=Floor())
    made = score_on(
        bound, "2019-06-30", deed("a", DEBT, "2019-03-01"), deed("b", FRAUD, "2019-03-01")
    )
    assert lines_of(made) == [("debt", -500), ("fraud", 0)]


@pytest.mark.parametrize(
    ("effect", "expected", "grade"),
    [
        (None, 500, "B"),
        (AfterEffect(points=points(-50), lifetime=Lifetime(years=2)), 450, "B"),
        (AfterEffect(band="C", lifetime=Lifetime(years=2)), 500, "C"),
    ],
)
def test_an_ended_floor_leaves_only_the_after_effect_that_the_file_gives(
    effect: AfterEffect | None, expected: int, grade: str
) -> None:
    bound = priced(debt=Floor(after_effect=effect))
    paid = deed("a", DEBT, "2019-03-01", steps={StepKind.ENDED: "2019-05-01"})
    assert total(score_on(bound, "2019-04-30", paid)) == 0
    made = score_on(bound, "2019-05-01", paid)
    assert (made.total, made.band) == (expected, grade)
    if effect is not None:
        assert made.lines[0].counts_until == day("2021-04-30")
    assert score_on(bound, "2021-05-01", paid).lines == ()


def test_while_a_breach_under_a_direct_grade_lasts_merits_rest_and_the_total_stays() -> None:
    after = AfterEffect(band="C", lifetime=Lifetime(years=5))
    bound = priced(fraud=DirectGrade(band="C", after_effect=after), help=Flat(points=points(50)))
    deeds = [deed("a", FRAUD, "2019-03-01"), deed("b", HELP, "2019-04-01")]
    made = score_on(bound, "2019-06-30", *deeds)
    assert (made.total, made.band, lines_of(made)) == (500, "C", [("fraud", 0), ("help", 0)])
    assert made.lines[0].notes == (Note(NoteKind.DIRECT_GRADE, "Band C", "等级"),)
    assert made.lines[1].notes == (Note(NoteKind.MERITS_REST),)
    ended = deed("a", FRAUD, "2019-03-01", steps={StepKind.ENDED: "2019-05-01"})
    later = score_on(bound, "2019-06-30", ended, deeds[1])
    assert (later.total, later.band) == (550, "C")
    assert score_on(bound, "2024-05-01", ended).band == "B"


def test_a_direct_grade_never_lifts_a_band() -> None:
    bound = priced(fraud=DirectGrade(band="A"), fine=Flat(points=points(-200)))
    made = score_on(
        bound, "2019-06-30", deed("a", FRAUD, "2019-03-01"), deed("b", FINE, "2019-03-01")
    )
    assert (made.total, made.band) == (300, "C")


def test_a_band_is_reached_by_itself_when_what_keeps_from_it_ends() -> None:
    breaches = [deed(f"breach {place}", FINE, f"2019-0{place}-01") for place in range(1, 6)]
    low = score_on(PLAIN, "2019-06-30", *breaches)
    assert low.band == "C"
    reached = reached_on(PLAIN, breaches, at("2019-06-30"), "B")
    assert reached is not None
    assert score_on(PLAIN, str(reached - timedelta(days=1)), *breaches).band == "C"
    assert score_on(PLAIN, str(reached), *breaches).band == "B"
    # The first day of a better one counts as well, and what never comes has none.
    assert reached_on(PLAIN, breaches, at("2019-06-30"), "C") is not None
    assert reached_on(PLAIN, breaches, at("2019-06-30"), "A") is None
