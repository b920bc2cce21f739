"""`check` on a city: the message for each fault in its file, scenarios and the catalogue."""

import shutil
from pathlib import Path
from typing import Final

import pytest
from integration.faults import (
    CITY,
    GIVING,
    SCENARIOS,
    SCHEME,
    TRAFFIC,
    Fault,
    Step,
    broken,
    cases,
    move,
    newtown,
    put,
    renamed,
    seen,
    shipped,
)
from integration.faults_of_catalogue import CATALOGUE_FAULTS
from integration.faults_of_files import FILE_FAULTS
from integration.faults_of_groups import GROUP_FAULTS
from integration.faults_of_perk_terms import PERK_TERM_FAULTS
from integration.faults_of_perks import PERK_FAULTS
from integration.faults_of_repairs import REPAIR_FAULTS
from integration.faults_of_rules import RULE_FAULTS
from integration.test_check_schemes import SCHEME_FAULTS

from backend.cities.check import check
from backend.core.problems import describe
from backend.core.sentences.charter import CHARTER
from backend.core.sentences.files import FILES
from backend.core.sentences.perk_files import PERK_FILES
from backend.core.sentences.schemes import SCHEMES

CITY_FAULTS: Final = (
    Fault(
        "city-code",
        (put(CITY, 'code = "newtown"', 'code = "newtwon"'),),
        (
            (
                "newtown/city.toml: code: This says newtwon, but the folder is called newtown. "
                "Make them the same."
            ),
        ),
    ),
    Fault(
        "text-missing",
        (put(CITY, 'contact = "credit-office@city.example"', 'contact = ""'),),
        (
            (
                "newtown/city.toml: contact: This must say something: residents read it. Write it "
                "out in words. (charter, article 1)"
            ),
        ),
    ),
    Fault(
        "minimum-age",
        (put(CITY, "minimum_age = 18", "minimum_age = 14"),),
        (
            (
                "newtown/city.toml: minimum_age: Residents consent for themselves, at 18 or older. "
                "Raise the age. (charter, article 1)"
            ),
        ),
    ),
    Fault(
        "notice-days",
        (put(CITY, "notice_days = 15", "notice_days = 3"),),
        (
            (
                "newtown/city.toml: notice_days: The resident is told 7 to 90 days before a "
                "demerit counts, not 3. Correct the number. (charter, article 3)"
            ),
        ),
    ),
    Fault(
        "objection-days",
        (put(CITY, "objection_days = 20", "objection_days = 365"),),
        (
            (
                "newtown/city.toml: objection_days: An objection is answered within 1 to 60 days, "
                "not 365. Correct the number. (charter, article 7)"
            ),
        ),
    ),
    Fault(
        "cooling-off-days",
        (put(CITY, "cooling_off_days = 30", "cooling_off_days = 300"),),
        (
            (
                "newtown/city.toml: cooling_off_days: Leaving erases after 0 to 30 days, not 300. "
                "Correct the number. (charter, article 9)"
            ),
        ),
    ),
    Fault(
        "collector-points",
        (put(CITY, "collector_points_a_year = 60", "collector_points_a_year = 0"),),
        (
            (
                "newtown/city.toml: collector_points_a_year: A city limits what one collector may "
                "give one resident in a year. State a number above 0. (charter, article 3)"
            ),
        ),
    ),
    Fault(
        "second-look-percent",
        (put(CITY, "second_look_percent = 5 ", "second_look_percent = 101 "),),
        (
            (
                "newtown/city.toml: second_look_percent: A share of the merits that one person may "
                "give is looked at by a second one. State how many of a hundred: a whole number "
                "from 0 to 100. (charter, article 3)"
            ),
        ),
    ),
    Fault(
        "reversal-minutes",
        (put(CITY, "reversal_minutes = 15 ", "reversal_minutes = 0 "),),
        (
            (
                "newtown/city.toml: reversal_minutes: A counter can reverse what it booked for 1 "
                "to 120 minutes. Give a whole number of them, or leave it out for 15."
            ),
        ),
    ),
    Fault(
        "time-zone-unknown",
        (put(CITY, "Asia/Shanghai", "Asia/Beijing"),),
        (
            (
                "newtown/city.toml: time_zone: There is no time zone Asia/Beijing. Use a name such "
                "as Asia/Shanghai."
            ),
        ),
    ),
    Fault(
        "languages-missing",
        (put(CITY, 'languages = ["zh", "en"]', "languages = []"),),
        (
            (
                "newtown/city.toml: languages: A city speaks at least one language. State "
                'languages = ["zh", "en"].'
            ),
        ),
    ),
    Fault(
        "scenario-differs",
        (put(SCENARIOS, "total = 630", "total = 640"),),
        (
            (
                "newtown/scenarios/2027-01-01.toml: scenario “Sixty hours of volunteering and a "
                "city award”.total: total should be 640 but comes out as 630. Work it out from the "
                "table again, then correct the scenario or the scheme."
            ),
        ),
    ),
    Fault(
        "scenario-differs",
        (put(SCENARIOS, "points = 20\n", "points = 30\n"),),
        (
            (
                "newtown/scenarios/2027-01-01.toml: scenario “Sixty hours of volunteering and a "
                "city award”.line.2: line 2 should be "
                'rule = "volunteering", points = 30, counts_until = 2028-02-29 but comes out as '
                'rule = "volunteering", points = 20, source = "row 3", counts_until = 2028-02-29. '
                "Work it out from the table again, then correct the scenario or the scheme."
            ),
        ),
    ),
    Fault(
        "scenario-differs",
        (put(SCENARIOS, 'field = "source", article = 4', 'field = "rule"'),),
        (
            (
                "newtown/scenarios/2027-01-01.toml: scenario “Clues given to the police are "
                "refused”.refused: refused should be "
                '{ deed = "clue", field = "rule" } but comes out as '
                '{ deed = "clue", field = "source", article = 4 }. '
                "Work it out from the table again, then correct the scenario or the scheme."
            ),
        ),
    ),
    Fault(
        "grade-unknown",
        (put(SCENARIOS, 'grade = "city" ', 'grade = "town" '),),
        (
            (
                "newtown/scenarios/2027-01-01.toml: scenario “Sixty hours of volunteering and a "
                "city award”.deed 'award'.grade: “town” is not a grade of this deed type. "
                "Use: national, provincial, city."
            ),
        ),
    ),
    Fault(
        "scenario-not-refused",
        (put(SCENARIOS, "total = 630", 'refused = { deed = "award", field = "grade" }'),),
        (
            (
                "newtown/scenarios/2027-01-01.toml: scenario “Sixty hours of volunteering and a "
                'city award”.refused: The scenario expects { deed = "award", field = "grade" }, '
                "but nothing is refused. Work it out from the table again, then correct the "
                "scenario or the scheme."
            ),
        ),
    ),
    Fault(
        "scenario-expects-nothing",
        (put(SCENARIOS, "refused = {", "# refused = {"),),
        (
            (
                "newtown/scenarios/2027-01-01.toml: scenario “Clues given to the police are "
                "refused”: The scenario states neither a score nor a refusal. Add total and band, "
                "or refused."
            ),
        ),
    ),
    Fault(
        "scenario-without-scheme",
        (move(SCENARIOS, "newtown/scenarios/2027-10-01.toml"),),
        (
            (
                "newtown/scenarios/2027-10-01.toml: file name: There is no scheme of this day. "
                "Name the file like the scheme it tests."
            ),
        ),
    ),
)


@pytest.mark.parametrize("fault", cases(CITY_FAULTS + CATALOGUE_FAULTS))
def test_each_fault_of_a_city_or_the_catalogue_has_its_message(
    tmp_path: Path, fault: Fault
) -> None:
    tree = broken(tmp_path, fault)
    found = seen(tree, fault.path)
    assert list(found) == list(fault.messages)
    assert fault.kind in found.values()


IN_CHINESE: Final = (
    (
        put(CITY, "minimum_age = 18", "minimum_age = 14"),
        "newtown/city.toml: minimum_age: 居民须年满 18 岁方可自行同意。请提高年龄。（章程第1条）",
    ),
    (
        put(SCHEME, "at_most = 15", 'colour = "red"'),
        (
            "newtown/schemes/2027-01-01.toml: rule.illegal-parking.colour: "
            "此处没有键 colour。请改正或删除。"
        ),
    ),
    (
        put(SCHEME, "base = 600", "base = 600\nbase = 700"),
        "newtown/schemes/2027-01-01.toml: base: 第 16 行重复写了这个键。请只保留一处。",
    ),
    (
        put(SCHEME, "from = 500", "from = 650"),
        (
            "newtown/schemes/2027-01-01.toml: band.standard.from: "
            "等级 standard 自 650 起，并不低于更好的等级 excellent，两者重叠。"
            "请由高到低排列，每一等级的起点低于前一等级。"
        ),
    ),
    (
        put(SCHEME, 'service = "library"', 'service = "loans"'),
        (
            "newtown/schemes/2027-01-01.toml: perk.library-deposit.service: "
            "“loans”涉及 贷款：便利项目不得影响就医、就学、住房、就业、贷款或救助。"
            "请删除该便利项目；就医方面只允许免押金或简化手续。（章程第2条）"
        ),
    ),
    (
        put(
            SCHEME,
            "lifetime = { years = 1 }\nillustrative = true\n\n[rule.repair]",
            "lifetime = { years = 5 }\nillustrative = true\n\n[rule.repair]",
        ),
        (
            "newtown/schemes/2027-01-01.toml: rule.public-order-penalty.lifetime: "
            "60 个月超过了 12 个月的上限。请写不超过上限的期限，"
            "原公布期限写在 published_lifetime。（章程第5条）"
        ),
    ),
    (
        put(TRAFFIC, 'severity = "general"\n', ""),
        (
            "catalogue/deed_types/traffic.toml: deed_type.traffic-violation.severity: "
            "扣分行为须写明严重程度。请添加 severity（minor、general 或 serious）。（章程第3条）"
        ),
    ),
    (
        put(GIVING, 'label_zh = "志愿服务"', 'label_zh = "举报他人"'),
        (
            "catalogue/deed_types/giving.toml: deed_type.volunteering.label_zh: "
            "“举报”涉及受保护事项（举报他人），不得计分。"
            "请删除该项；如另有所指，请改写名称。（章程第4条）"
        ),
    ),
    (
        put(SCENARIOS, "total = 630", "total = 640"),
        (
            "newtown/scenarios/2027-01-01.toml: "
            "scenario “Sixty hours of volunteering and a city award”.total: "
            "total 应为 640，实际为 630。请对照原表重新推算，再改正案例或方案。"
        ),
    ),
)


@pytest.mark.parametrize(
    ("step", "message"), IN_CHINESE, ids=[str(number) for number in range(len(IN_CHINESE))]
)
def test_an_official_can_read_the_message_in_chinese(
    tmp_path: Path, step: Step, message: str
) -> None:
    tree = newtown(tmp_path)
    step(tree)
    assert [describe(problem, "zh") for problem in tree.problems()] == [message]


def test_a_hint_and_a_type_are_chinese_in_a_chinese_message(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(CITY, "notice_days", "notice_day")
    tree.replace(CITY, "minimum_age = 18", 'minimum_age = "十八"')
    messages = [describe(problem, "zh") for problem in tree.problems()]
    assert messages[:2] == [
        (
            "newtown/city.toml: notice_day: "
            "此处没有键 notice_day（是否想写 notice_days？）。请改正或删除。"
        ),
        "newtown/city.toml: minimum_age: 此处应为 整数，而不是 文本。请改正。",
    ]


def test_every_kind_of_problem_in_files_has_a_case_here() -> None:
    # A file's times have no offset; a draft's may have one.
    of_files = {*FILES, *CHARTER, *SCHEMES, *PERK_FILES} - {"hours-with-zone"}
    faults = (
        *(SCHEME_FAULTS + RULE_FAULTS + REPAIR_FAULTS + GROUP_FAULTS),
        *(PERK_FAULTS + PERK_TERM_FAULTS),
        *(CITY_FAULTS + CATALOGUE_FAULTS + FILE_FAULTS),
    )
    assert of_files - {fault.kind for fault in faults} == set()


def test_a_renamed_copy_of_the_template_is_a_valid_city(tmp_path: Path) -> None:
    tree = renamed(tmp_path)
    checked = check(tree.root)
    assert checked.problems == ()
    assert (checked.cities, checked.schemes) == (("newtown",), 1)
    assert checked.scenarios >= 3


def test_an_untouched_shipped_city_has_no_problems(tmp_path: Path) -> None:
    assert shipped(tmp_path, "fuzhou").messages() == []


def test_several_faults_of_a_city_file_are_all_reported(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(CITY, "minimum_age = 18", "minimum_age = 14")
    tree.replace(CITY, "notice_days = 15", "notice_days = 3")
    tree.replace(CITY, "Asia/Shanghai", "Asia/Beijing")
    assert [problem.key for problem in tree.problems()] == [
        "minimum_age",
        "notice_days",
        "time_zone",
    ]


def test_several_misspelt_keys_of_a_city_file_are_all_reported(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(CITY, "notice_days", "notice_day")
    tree.replace(CITY, "objection_days", "objection_day")
    assert {problem.key for problem in tree.problems()} >= {"notice_day", "objection_day"}


def test_every_scenario_that_does_not_come_out_is_reported(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    tree.replace(SCENARIOS, "total = 630", "total = 640")
    tree.replace(SCENARIOS, "total = 575", "total = 580")
    assert len(tree.problems()) == 2


def test_two_schemes_of_the_same_day_are_reported(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    shutil.copy(tree.root / SCHEME, tree.root / "newtown/schemes/20270101.toml")
    assert tree.messages() == [
        (
            "newtown/schemes/20270101.toml: file name: The file's name must be the scheme's "
            "first day, such as 2027-01-01.toml. Rename the file."
        )
    ]


def test_a_missing_file_of_the_catalogue_is_not_said_to_be_in_the_template(tmp_path: Path) -> None:
    tree = newtown(tmp_path)
    (tree.root / "catalogue/units.toml").unlink()
    assert "`_template` has one to copy" not in "".join(tree.messages())
