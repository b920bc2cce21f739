"""Repairs, groups, dimensions, windows and the clamp, worked out by hand."""

from datetime import timedelta
from typing import Any

import pytest
from builders import (
    at,
    band,
    catalogue,
    day,
    deed,
    demerit,
    lines_of,
    merit,
    moment,
    rule,
    scheme,
    score_on,
)
from examples import DEBT, ENTRIES, FINE, FRAUD, HELP, PLAIN, in_notice, points, priced, total

from backend.core.bound import Scheme, bind
from backend.core.bucket import last_end_of
from backend.core.deed import Deed, Standing, Step, StepKind
from backend.core.price import (
    AfterEffect,
    ByGrade,
    DirectGrade,
    Flat,
    Floor,
    Price,
    Tier,
    Tiers,
)
from backend.core.scheme import Dimension, Group, Proof, Repair, RepairEffect, Rolling
from backend.core.score import Note, NoteKind, explain
from backend.core.scoring import score
from backend.core.term import Lifetime, Term


def repaired(**effect: Any) -> Scheme:
    repair = Repair(proof=(Proof.PAYMENT,), **effect)
    return scheme(ENTRIES, rule(FINE, Flat(points=points(-30)), repair=repair))


def test_a_repaired_deed_is_priced_by_its_repair_alone() -> None:
    becomes = RepairEffect(points=points(-10), lifetime=Lifetime(months=3))
    mended = deed("a", FINE, "2019-03-01", steps={StepKind.REPAIRED: "2019-05-01"})
    bound = repaired(becomes=becomes)
    assert total(score_on(bound, "2019-04-30", mended)) == 470
    made = score_on(bound, "2019-05-01", mended)
    assert (made.total, made.lines[0].counts_until) == (490, day("2019-07-31"))
    assert made.lines[0].notes == (Note(NoteKind.REPAIRED),)
    assert total(score_on(bound, "2019-08-01", mended)) == 500


def test_a_repair_that_leaves_nothing_takes_the_line_away() -> None:
    mended = deed("a", FINE, "2019-03-01", steps={StepKind.REPAIRED: "2019-05-01"})
    assert score_on(repaired(), "2019-05-01", mended).lines == ()


def test_a_repair_lasts_no_longer_than_the_deed_would_have() -> None:
    becomes = RepairEffect(points=points(-10), lifetime=Lifetime(years=1))
    mended = deed("a", FINE, "2019-03-01", steps={StepKind.REPAIRED: "2020-02-01"})
    made = score_on(repaired(becomes=becomes), "2020-02-01", mended)
    assert made.lines[0].counts_until == day("2020-02-29")


def test_a_repair_that_the_rule_does_not_offer_changes_nothing() -> None:
    mended = deed("a", FINE, "2019-03-01", steps={StepKind.REPAIRED: "2019-05-01"})
    assert total(score_on(PLAIN, "2019-05-01", mended)) == 470


def test_a_repair_of_a_standing_breach_runs_its_full_term() -> None:
    becomes = RepairEffect(points=points(-10), lifetime=Lifetime(years=2))
    repair = Repair(proof=(Proof.PAYMENT,), becomes=becomes)
    bound = scheme(ENTRIES, rule(DEBT, Flat(points=points(-30)), repair=repair))
    day_paid = {StepKind.REPAIRED: "2021-12-01"}
    open_still = deed("a", DEBT, "2019-03-01", steps=day_paid)
    ended_too = deed("a", DEBT, "2019-03-01", steps={StepKind.ENDED: "2021-12-01", **day_paid})
    for paid in (open_still, ended_too):
        assert score_on(bound, "2021-12-01", paid).lines[0].counts_until == day("2023-11-30")
    late = deed("a", DEBT, "2019-03-01", steps={StepKind.REPAIRED: "2022-03-01"})
    assert score_on(bound, "2022-03-01", late).lines == ()


def test_a_repaired_deed_shares_the_maximum_of_its_rule() -> None:
    becomes = RepairEffect(points=points(-10), lifetime=Lifetime(months=6))
    repair = Repair(proof=(Proof.TRAINING,), becomes=becomes)
    bound = scheme(ENTRIES, rule(FINE, Flat(points=points(-30)), at_most=points(60), repair=repair))
    fines = [deed(str(number), FINE, "2019-03-01") for number in range(2)]
    mended = deed("mended", FINE, "2019-03-01", steps={StepKind.REPAIRED: "2019-04-01"})
    made = score_on(bound, "2019-06-30", *fines, mended)
    assert (made.total, lines_of(made)) == (440, [("fine", -60), ("fine", -10), ("fine", 10)])
    assert made.lines[2].notes == (Note(NoteKind.AT_MOST, "60"),)
    within = score_on(bound, "2019-06-30", fines[0], mended)
    assert (within.total, lines_of(within)) == (460, [("fine", -30), ("fine", -10)])


def test_a_repair_acts_only_once_the_notice_period_is_over() -> None:
    becomes = RepairEffect(points=points(-10), lifetime=Lifetime(months=6))
    told = in_notice("2019-04-16")
    repaired_early = Step(
        kind=StepKind.REPAIRED, at=moment(day("2019-04-05")), on=day("2019-04-05")
    )
    mended = Deed(
        id="fine", deed_type=FINE, occurred_on=told.occurred_on, steps=(*told.steps, repaired_early)
    )
    bound = repaired(becomes=becomes)
    assert score_on(bound, "2019-04-10", mended).lines == ()
    assert total(score_on(bound, "2019-04-16", mended)) == 490


def test_an_after_effect_acts_only_once_the_notice_period_is_over() -> None:
    effect = AfterEffect(points=points(-50), lifetime=Lifetime(years=2))
    bound = priced(debt=Floor(after_effect=effect))
    told = in_notice("2019-04-16")
    ended = Step(kind=StepKind.ENDED, at=moment(day("2019-04-05")), on=day("2019-04-05"))
    owed = Deed(id="debt", deed_type=DEBT, occurred_on=told.occurred_on, steps=(*told.steps, ended))
    assert score_on(bound, "2019-04-10", owed).lines == ()
    assert total(score_on(bound, "2019-04-16", owed)) == 450


def test_proofs_count_while_the_breach_stands_in_whatever_order_they_are_recorded() -> None:
    bound = priced(arrears=Flat(points=points(-30)))
    whole = deed("a", "arrears", "2019-03-01")
    proofs = [
        Step(kind=StepKind.PROVEN, at=moment(day("2020-01-10")), on=day(on))
        for on in ("2019-12-01", "2019-06-01")
    ]
    proven = Deed(
        id="a", deed_type="arrears", occurred_on=whole.occurred_on, steps=(*whole.steps, *proofs)
    )
    assert score_on(bound, "2020-02-01", proven).next_change == day("2020-12-01")
    late = deed("a", "arrears", "2019-03-01", steps={StepKind.PROVEN: "2020-06-01"})
    assert score_on(bound, "2020-07-01", late).lines == ()


def test_an_end_on_the_day_of_the_lapse_comes_too_late() -> None:
    bound = priced(arrears=Flat(points=points(-30)))
    ended = deed("a", "arrears", "2019-03-01", steps={StepKind.ENDED: "2020-03-01"})
    assert score_on(bound, "2020-03-01", ended).lines == ()


def test_a_rolling_window_ends_a_price_before_the_lifetime_does() -> None:
    tiers = Tiers(tiers=(Tier(over=points(0), points=points(10)),))
    bound = scheme(ENTRIES, rule("hours", tiers, window=Rolling(months=3)))
    given = deed("a", "hours", "2019-03-15", quantity=5)
    made = score_on(bound, "2019-06-14", given)
    assert (made.total, made.lines[0].counts_until) == (510, day("2019-06-14"))
    assert total(score_on(bound, "2019-06-15", given)) == 500


def test_a_deed_counts_and_is_named_on_its_first_day() -> None:
    made = score_on(PLAIN, "2019-03-01", deed("a", HELP, "2019-03-01"))
    assert (made.total, made.lines[0].deeds) == (550, ("a",))


def test_several_times_are_priced_as_often() -> None:
    entries = catalogue(demerit("light", unit="times"))
    bound = scheme(entries, rule("light", Flat(points=points(-5))))
    made = score_on(
        bound,
        "2019-06-30",
        deed("a", "light", "2019-03-01", quantity=3),
        deed("b", "light", "2019-03-01"),
    )
    assert made.total == 480


def test_two_deeds_of_one_id_with_other_content_are_refused() -> None:
    twins = [deed("a", HELP, "2019-03-01"), deed("a", HELP, "2019-04-01")]
    with pytest.raises(ValueError, match="deed a is given twice"):
        score(PLAIN, twins, at("2019-06-30"))


def test_of_an_objection_and_its_answer_in_one_moment_the_later_step_holds() -> None:
    both = [StepKind.SUSPENDED, StepKind.RESUMED]
    for order, expected in ((both, 470), (both[::-1], 500)):
        steps = dict.fromkeys(order, "2019-05-01")
        contested = deed("a", FINE, "2019-03-01", steps=steps)
        assert total(score_on(PLAIN, "2019-05-01", contested)) == expected


def test_merits_that_rest_are_not_said_to_be_beaten() -> None:
    group = Group(
        name="one", kind="largest", members=(HELP, "award"), label_en="One", label_zh="其一"
    )
    bound = scheme(
        ENTRIES,
        rule(HELP, Flat(points=points(20))),
        rule("award", ByGrade(points={"city": points(30)})),
        rule(FRAUD, DirectGrade(band="C"), lifetime=None),
        groups=(group,),
    )
    deeds = [
        deed("a", HELP, "2019-03-01"),
        deed("b", "award", "2019-03-01", grade="city"),
        deed("c", FRAUD, "2019-03-01"),
    ]
    made = score_on(bound, "2019-06-30", *deeds)
    assert [line.notes for line in made.lines[:2]] == [(Note(NoteKind.MERITS_REST),)] * 2


def test_the_largest_of_a_group_counts_and_the_first_one_on_a_tie() -> None:
    group = Group(
        name="one",
        kind="largest",
        members=("award", HELP),
        label_en="One",
        label_zh="其一",
    )
    rules = (
        rule(HELP, Flat(points=points(20))),
        rule("award", ByGrade(points={"city": points(20)})),
    )
    bound = scheme(ENTRIES, *rules, groups=(group,))
    deeds = [deed("a", HELP, "2019-03-01"), deed("b", "award", "2019-03-01", grade="city")]
    made = score_on(bound, "2019-06-30", *deeds)
    assert lines_of(made) == [("help", 20), ("award", 0)]
    assert made.lines[1].notes == (Note(NoteKind.NOT_LARGEST, "Some deed", "某行为"),)


def test_dimensions_bite_after_groups_on_both_sides() -> None:
    narrow = Dimension(
        name="one",
        label_en="One",
        label_zh="其一",
        base=points(500),
        minimum=points(480),
        maximum=points(520),
    )
    rules = (
        rule(HELP, Flat(points=points(50)), dimension="one"),
        rule(FINE, Flat(points=points(-30)), dimension="one"),
    )
    bound = scheme(ENTRIES, *rules, dimensions=(narrow,))
    up = score_on(bound, "2019-06-30", deed("a", HELP, "2019-03-01"))
    assert (up.total, lines_of(up)) == (520, [("help", 50), ("one", -30)])
    assert up.lines[1].notes == (Note(NoteKind.DIMENSION_RANGE, "480–520"),)
    down = score_on(bound, "2019-06-30", deed("a", FINE, "2019-03-01"))
    assert (down.total, lines_of(down)) == (480, [("fine", -30), ("one", 10)])


def test_the_total_is_clamped_once_at_the_end() -> None:
    deeds = [deed(str(number), HELP, "2019-03-01") for number in range(12)]
    made = score_on(PLAIN, "2019-06-30", *deeds)
    assert (made.unclamped, made.total, made.band) == (1100, 1000, "A")


def test_an_open_scale_has_no_upper_end() -> None:
    scale = scheme(ENTRIES).text.scale
    opened = type(scale)(base=points(1000), minimum=points(0), source="S")
    bound = scheme(
        ENTRIES,
        rule(HELP, Flat(points=points(500))),
        scale=opened,
        bands=(band("A", 1400), band("B", 0)),
    )
    assert total(score_on(bound, "2019-06-30", deed("a", HELP, "2019-03-01"))) == 1500


def test_a_line_is_explained_in_both_languages() -> None:
    notes = (Note(NoteKind.YEAR, "2019"), Note(NoteKind.AT_MOST, "30"))
    assert explain(notes) == "deeds of 2019; at most 30 points"
    assert explain(notes, "zh") == "2019 年的行为；最多 30 分"


def test_units_and_rules_are_called_by_their_names_in_both_languages() -> None:
    entries = catalogue(
        merit("hours", unit="hours"), merit("award", label_en="Award", label_zh="表彰")
    )
    ten = Tiers(tiers=(Tier(over=points(0), points=points(10)),))
    group = Group(
        name="one", kind="largest", members=("hours", "award"), label_en="One", label_zh="其一"
    )
    bound = scheme(
        entries, rule("hours", ten), rule("award", Flat(points=points(20))), groups=(group,)
    )
    deeds = [deed("a", "hours", "2019-03-01", quantity="1250.5"), deed("b", "award", "2019-03-01")]
    notes = score_on(bound, "2019-06-30", *deeds).lines[0].notes
    assert explain(notes) == "1,250.5 hours together; only the largest of its group counts: Award"
    assert explain(notes, "zh") == "合计 1,250.5 小时；同组只计最大一项：表彰"


def test_a_rule_without_a_price_or_a_lifetime_is_not_reckoned() -> None:
    unpriced = scheme(ENTRIES).text
    broken = type(unpriced)(
        **{name: getattr(unpriced, name) for name in unpriced.__struct_fields__ if name != "rules"},
        rules=(rule(HELP, None),),
    )
    with pytest.raises(ValueError, match="rule help has no price"):
        bind(broken, ENTRIES, "digest")
    endless = scheme(ENTRIES, rule(HELP, Flat(points=points(50)), lifetime=None))
    with pytest.raises(ValueError, match="rule help has no lifetime"):
        score(endless, [deed("a", HELP, "2019-03-01")], at("2019-06-30"))


def test_a_lifetime_by_grade_without_the_deeds_grade_is_the_shortest() -> None:
    lifetime = Lifetime(by_grade={"national": Term(years=5), "city": Term(months=18)})
    bound = scheme(ENTRIES, rule("award", Flat(points=points(20)), lifetime=lifetime))
    made = score_on(bound, "2019-06-30", deed("a", "award", "2019-03-01"))
    assert made.lines[0].counts_until == day("2020-08-31")


@pytest.mark.parametrize(
    ("code", "price", "ended", "last_end"),
    [
        (FINE, Flat(points=points(-30)), None, "2020-03-01"),
        (DEBT, Flat(points=points(-30)), None, "2022-03-01"),
        (DEBT, Flat(points=points(-30)), "2019-06-01", "2020-06-01"),
    ],
)
def test_a_deed_does_something_until_its_last_end(
    code: str, price: Price, ended: str | None, last_end: str
) -> None:
    bound = priced(**{code: price})
    made = deed("a", code, "2019-03-01", steps={StepKind.ENDED: ended} if ended else {})
    standing = Standing(counts_from=day("2019-03-01"), ended_on=day(ended) if ended else None)
    end = last_end_of(bound.rules[code], made, standing)
    assert end == day(last_end)
    assert score_on(bound, (end - timedelta(days=1)).isoformat(), made).lines
    assert score_on(bound, last_end, made).lines == ()
