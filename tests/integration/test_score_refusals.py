"""What `score` refuses: exit 2, nothing on standard output, one sentence naming deed and field."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from integration.test_score_command import run_inline

if TYPE_CHECKING:
    from running import Command

ROOT = Path(__file__).resolve().parents[2]
SCORE = ("score", "--city", "fuzhou", "--on", "2019-12-31")
ABSENT = object()

Deed = dict[str, object]
Done = subprocess.CompletedProcess[str]


@pytest.fixture
def inline(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> "Command":
    """The command in this process; `citypoints` is for where a process of its own matters."""
    return run_inline(tmp_path, capsysbinary)


def deed(source: object = "C20", **fields: object) -> Deed:
    """A deed that is in order but for the fields given; one that is ABSENT is left out."""
    whole = {"id": "deed-7", "source": source, "occurred_on": "2019-03-01", **fields}
    return {key: value for key, value in whole.items() if value is not ABSENT}


def refused(done: Done, *words: str) -> None:
    """Assert a refusal in one line of standard error in which each of the words occurs."""
    assert "Traceback" not in done.stderr, done.stderr[-600:]
    assert (done.returncode, done.stdout) == (2, ""), done.stderr[-600:]
    assert done.stderr.count("\n") == 1, done.stderr[-600:]
    assert done.stderr.rstrip().endswith((".", ")", "…].", "。", "）")), done.stderr
    assert len(done.stderr) < 600
    for word in words:
        assert word in done.stderr, done.stderr


def refused_usage(done: Done, *words: str) -> None:
    """Assert a refusal by argparse: the usage stands before the sentence."""
    assert "Traceback" not in done.stderr, done.stderr[-600:]
    assert (done.returncode, done.stdout) == (2, ""), done.stderr[-600:]
    for word in words:
        assert word in done.stderr.splitlines()[-1], done.stderr


FIELDS: list[tuple[Deed, str, str]] = [
    # The deed, the field that the sentence names, and a word of the remedy.
    (deed(colour="red"), "colour", "A deed has no field colour. Correct or remove it."),
    (
        deed(occured_on="2019-03-01"),
        "occured_on",
        "no field occured_on (did you mean occurred_on?)",
    ),
    (deed(occurred_on=ABSENT), "occurred_on", "The field occurred_on is missing. Add it."),
    # Wrong types, in words.
    (deed(5), "source", "This must be text, not a whole number."),
    (deed(ABSENT, rule=True), "rule", "This must be text, not true or false."),
    (deed(occurred_on=20190301), "occurred_on", "This must be a date, not a whole number."),
    (deed("C10", grade=1), "grade", "This must be text, not a whole number."),
    (deed("C07", quantity="60"), "quantity", "a number, not text."),
    (deed("C07", quantity=True), "quantity", "a number, not true or false."),
    (deed("C07", quantity=60, unit=3), "unit", "This must be text, not a whole number."),
    (deed("B67", ended_on=20190401), "ended_on", "This must be a date, not a whole number."),
    (deed("B15", repaired_on=False), "repaired_on", "This must be a date, not true or false."),
    (deed(annulled_on={}), "annulled_on", "This must be a date, not"),
    # Days.
    (deed(occurred_on="2019-02-30"), "occurred_on", "date"),
    (deed(occurred_on="2019-03-01T08:00:00"), "occurred_on", "date"),
    (deed(occurred_on="01.03.2019"), "occurred_on", "date"),
    (deed(occurred_on="9999-12-31"), "occurred_on", "range"),
    (deed(occurred_on="0001-01-01"), "occurred_on", "range"),
    (deed("B67", ended_on="9999-12-31"), "ended_on", "range"),
    (deed(annulled_on="2019-04-31"), "annulled_on", "date"),
    (deed("B67", ended_on="2019-02-28"), "ended_on", "2019-03-01"),
    (deed(annulled_on="2019-02-28"), "annulled_on", "2019-03-01"),
    (deed("C20", ended_on="2019-04-01"), "ended_on", "last"),
    # Repair.
    (deed("C20", repaired_on="2019-04-01"), "repaired_on", "repair"),
    (deed("B15", repaired_on="2019-03-31"), "repaired_on", "2019-04-01"),
    (deed("B16", repaired_on="2019-05-31"), "repaired_on", "2019-06-01"),
    # Which rule.
    (deed("C99"), "source", "C99"),
    (deed("c20"), "source", "did you mean C20"),
    (deed(ABSENT, rule="volunteerin"), "rule", "did you mean volunteering"),
    (deed(ABSENT, rule="jaywalking"), "rule", "jaywalking"),
    (deed(ABSENT), "rule", "source"),
    (deed(rule="bone-marrow-donation"), "rule", "source"),
    (deed("B17"), "source", "traffic-violation-six-points"),
    # Grades.
    (deed("C10"), "grade", "provincial"),
    (deed("C10", grade="galactic"), "grade", "provincial"),
    (deed("C10", grade=""), "grade", "provincial"),
    (deed("B23", grade="selling"), "grade", "buying"),
    (deed("C20", grade="national"), "grade", ""),
    # Quantities and units.
    (deed("C07"), "quantity", "hours"),
    (deed("C07", quantity=-1), "quantity", "-1"),
    (deed("C07", quantity=1e30), "quantity", "range"),
    (deed("C07", quantity=10**400), "quantity", "range"),
    (deed("C16", quantity=1e-7), "quantity", ""),
    (deed("B67", quantity=1.5), "quantity", "1.5"),
    (deed(ABSENT, rule="traffic-violation", quantity=0.5), "quantity", "0.5"),
    (deed("C20", quantity=2), "quantity", ""),
    (deed("C07", quantity=60, unit="parsecs"), "unit", "hours"),
    (deed("C07", quantity=60, unit="CNY"), "unit", "hours"),
    (deed("C16", quantity=60, unit="ml-platelets"), "unit", "yuan (CNY)"),
    (deed("C16"), "quantity", "State it in yuan."),
    (deed("C07", unit="hours"), "unit", "quantity"),
    (deed("B67", unit="times"), "unit", "quantity"),
]


@pytest.mark.parametrize(
    ("bad", "field", "word"), FIELDS, ids=[f"{field}-{str(bad)[:60]}" for bad, field, _ in FIELDS]
)
def test_a_bad_field_is_refused_by_deed_and_field(
    inline: "Command", bad: Deed, field: str, word: str
) -> None:
    content = json.dumps([deed(id="good"), bad])
    refused(inline(*SCORE, "-", stdin=content), "'deed-7'", field, word)


@pytest.mark.parametrize(
    "identifier",
    [ABSENT, "", "  ", None, 7, ["a"], "x" * 100_000],
    ids=lambda identifier: repr(identifier)[:12],
)
def test_a_deed_without_a_usable_id_is_refused_by_its_place(
    inline: "Command", identifier: object
) -> None:
    content = json.dumps([deed(id="good"), deed(id=identifier)])
    refused(inline(*SCORE, "-", stdin=content), "id")


def test_the_place_of_a_deed_without_an_id_is_named(inline: "Command") -> None:
    content = json.dumps([deed(id="good"), deed(id=ABSENT)])
    refused(inline(*SCORE, "-", stdin=content), "deed 2.id: The field id is missing. Add it.")


def test_the_same_id_with_other_content_is_refused(inline: "Command") -> None:
    for other in (deed(occurred_on="2019-03-02"), deed("B02"), deed(annulled_on="2019-04-01")):
        content = json.dumps([deed(), deed(), other])
        refused(inline(*SCORE, "-", stdin=content), "'deed-7'", "id")


def test_a_deed_after_the_day_is_ignored_but_for_its_id_and_days(inline: "Command") -> None:
    later = [deed("C10", occurred_on="2031-01-01"), deed("C02", id="b", occurred_on="2031-01-01")]
    done = inline(*SCORE, "-", stdin=json.dumps(later))
    assert (done.returncode, json.loads(done.stdout)["lines"]) == (0, [])
    odd = json.dumps([deed(occurred_on="2031-01-01", annulled_on="2030-01-01")])
    refused(inline(*SCORE, "-", stdin=odd), "'deed-7'", "annulled_on")


def test_the_same_deed_in_other_words_is_one_deed(inline: "Command") -> None:
    gift = {"id": "g", "occurred_on": "2019-03-01"}
    same = [
        {**gift, "source": "C16", "quantity": 5000},
        {**gift, "rule": "charity-donation", "quantity": 5000.0, "unit": "yuan"},
    ]
    done = inline(*SCORE, "-", stdin=json.dumps(same))
    assert json.loads(done.stdout)["total"] == 610


ARTICLES = {
    **dict.fromkeys(["C02", "B47", "C26", "C27", "C29", "C30", "B57", "B58"], 4),
    **dict.fromkeys(["B09", "B10", "B41"], 3),
}


@pytest.mark.parametrize(("source", "article"), ARTICLES.items())
def test_an_excluded_row_is_refused_with_its_article(
    inline: "Command", source: str, article: int
) -> None:
    done = inline(*SCORE, "-", stdin=json.dumps([deed(source)]))
    refused(done, "'deed-7'", "source", source)
    # The article stands once, at the end.
    assert done.stderr.endswith(f"(charter, article {article})\n"), done.stderr
    assert done.stderr.count("article") == 1, done.stderr


@pytest.mark.parametrize(
    "number", ["NaN", "-Infinity", "1e400", "9" * 5000, "0x10"], ids=lambda number: number[:9]
)
def test_a_number_beyond_json_or_beyond_any_quantity_is_refused(
    inline: "Command", number: str
) -> None:
    content = '[{"id": "deed-7", "source": "C07", "occurred_on": "2019-03-01", "quantity": %s}]'
    done = inline(*SCORE, "-", stdin=content % number)
    if number.strip("-").replace("e", "").isdigit():
        # No reader takes the number in, so that the deed has its place only.
        refused(done, "deed 1: This deed holds a number", "cannot be read. Correct it.")
    else:
        refused(done, "JSON")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "JSON"),
        (b"deeds", "JSON"),
        (b"[{'id': 'a'}]", "JSON"),
        (b"id,source\na,C20\n", "JSON"),
        (b"PK\x03\x04\x00\x00", "input"),
        (b"{}", "list"),
        (json.dumps(deed()).encode(), "list"),
        (b'"C20"', "list"),
        (b"[1, 2]", "deed 1"),
        (b"[null]", "deed 1"),
        (json.dumps([deed(), "C20"]).encode(), "deed 2"),
        (b"\xff\xfe[]", "UTF-8"),
        ('[{"id": "李雷"}]'.encode("gb18030"), "UTF-8"),
        (b'[{"id": "\xed\xa0\x80"}]', "UTF-8"),
        (b'[{"id": "\\ud800"}]', "input"),
    ],
)
def test_input_that_is_no_list_of_deeds_is_refused(
    inline: "Command", content: bytes, word: str
) -> None:
    refused(inline(*SCORE, "-", stdin=content), word)


def test_input_that_is_not_json_is_refused_by_line_and_column(inline: "Command") -> None:
    for content, line, column in (
        ("", 1, 1),
        ('[{"id": "a" "b"}]', 1, 13),
        ('[\n  {"id": “a”}\n]', 2, 10),
    ):
        done = inline(*SCORE, "-", stdin=content)
        refused(done, f"-: input: The input is not JSON from line {line}, column {column}. ")


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '[{"id":' * 100_000,
        '[{"id": "deed-7", "source": "C20", "occurred_on": "2019-03-01", "colour": '
        + "[" * 100_000
        + "]" * 100_000
        + "}]",
    ],
    ids=["open", "closed", "objects", "in a field"],
)
def test_nesting_a_hundred_thousand_deep_is_refused(citypoints: "Command", content: str) -> None:
    refused(citypoints(*SCORE, "-", stdin=content))


def test_fifty_megabytes_are_refused_from_a_file_and_from_standard_input(
    citypoints: "Command", tmp_path: Path
) -> None:
    size = 50 * 2**20
    with (tmp_path / "sparse.json").open("wb") as file:
        file.truncate(size)
    refused(citypoints(*SCORE, "sparse.json"), "sparse.json")
    refused(citypoints(*SCORE, "-", stdin=b"[" + b" " * size + b"]"), "MB")


def test_a_file_that_cannot_be_read_is_refused_by_its_name(
    inline: "Command", tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.json").touch()
    for name in ("missing.json", "folder", "folder/missing.json", "empty.json", "n" * 300):
        refused(inline(*SCORE, name), name)


@pytest.mark.parametrize("city", ["nowhere", "", "..", "catalogue"])
def test_an_unknown_city_is_refused_with_those_there_are(inline: "Command", city: str) -> None:
    for command in (("score", "--on=2019-12-31", "-"), ("rules", "--json")):
        done = inline(*command, "--city", city, stdin="[]")
        refused(done, "--city", "fuzhou, hangzhou, rongcheng, suqian, suzhou, weihai, wuhu, xiamen")


@pytest.mark.parametrize("option", ["--on", "--scheme"])
def test_a_day_that_is_none_is_refused(inline: "Command", option: str) -> None:
    start = f"citypoints: arguments: {option}: "
    for day in ("garbage", "", "2019-02-30", "2019-12-31T00:00:00", "20191231"):
        done = inline(*SCORE, f"{option}={day}", "-", stdin="[]")
        refused(done, start + "This is no date. ", "YYYY-MM-DD")
        assert done.stderr.startswith(start), "no usage before the sentence"
    for day in ("9999-12-31", "0001-01-01"):
        done = inline(*SCORE, f"{option}={day}", "-", stdin="[]")
        refused(done, f"{start}{day} is out of range. ", "1900-01-01", "2199-12-31")


def test_a_day_before_the_first_scheme_is_refused_with_that_day(inline: "Command") -> None:
    for city, on, first in (
        ("fuzhou", "2018-12-31", "2019-01-01"),
        ("weihai", "2019-12-31", "2020-01-01"),
    ):
        done = inline("score", "--city", city, "--on", on, "-", stdin="[]")
        refused(done, "--on", city, first)


def test_missing_arguments_are_refused_by_name(inline: "Command") -> None:
    refused_usage(inline("score", "--on=2019-12-31", "-"), "--city")
    refused_usage(inline("score", "--city=fuzhou", "-"), "--on")
    refused_usage(inline("score", "--city=fuzhou", "--on=2019-12-31"), "FILE")
    refused_usage(inline(*SCORE, "-", "more.json"), "more.json")


def test_sentences_are_chinese_on_request(inline: "Command") -> None:
    cases = [
        (deed("B09"), "（章程第3条）"),
        (deed("C10"), "provincial"),
        (deed("C07"), "小时"),
        (deed("C16", quantity=1, unit="ml"), "人民币元（CNY）"),
        (deed(occurred_on="2019-02-30"), "occurred_on"),
        (deed(colour="red"), "行为没有字段 colour"),
        (deed(occurred_on=ABSENT), "缺少字段 occurred_on"),
        (deed(occurred_on=5), "occurred_on"),
        (deed("B15", repaired_on="2019-03-02"), "2019-04-01"),
    ]
    for bad, word in cases:
        done = inline(*SCORE, "--language=zh", "-", stdin=json.dumps([bad]))
        refused(done, "'deed-7'", word, "。")
        assert not {"the", "This", "Correct", "State"} & set(done.stderr.split())
    refused(inline("score", "--city=fuzhou", "--on=2018-01-01", "--language=zh", "-"), "方案")


@pytest.mark.parametrize("option", ["--on", "--scheme"])
def test_a_bad_day_is_explained_in_chinese_on_request(inline: "Command", option: str) -> None:
    done = inline(*SCORE, "--language=zh", f"{option}=garbage", "-")
    refused(done, f"citypoints: arguments: {option}: 这不是日期。", "YYYY-MM-DD")
    assert done.stderr.startswith("citypoints: arguments: "), "no usage before the sentence"


def test_an_id_cannot_steer_the_terminal(citypoints: "Command") -> None:
    nasty = "red\x1b[31m\r\nok\u202e"
    done = citypoints(*SCORE, "-", stdin=json.dumps([deed("C99", id=nasty)]))
    refused(done, "red")
    assert not set(done.stderr.rstrip("\n")) & {"\x1b", "\r", "\n", "\u202e"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full and a POSIX shell")
@pytest.mark.parametrize("end", ["<&-", ">/dev/full", ">&-"])
def test_a_closed_or_full_stream_leaves_no_traceback(tmp_path: Path, end: str) -> None:
    (tmp_path / "deeds.json").write_text("[]", encoding="utf-8")
    source = "-" if end == "<&-" else "deeds.json"
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m backend {" ".join(SCORE)} {source} {end}', sys.executable],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    assert b"Exception ignored" not in done.stderr, done.stderr
    assert done.returncode == 2
