"""New schemes that come over HTTP are checked as `check` checks files."""

import json
from typing import Any

import pytest
from council import CITY, Council, kinds, refused

NEW_RULE = """
[[rule]]
deed_type = "noise-disturbance"
source = "row 9"
price = { form = "flat", points = -10 }
lifetime = { years = 1 }
"""


def checked(council: Council, **draft: Any) -> dict[str, Any]:
    answer = council.ask("POST", f"{CITY}/schemes/check", json=draft)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_sound_draft_is_told_its_digest_and_nothing_is_kept(council: Council) -> None:
    assert checked(council, text=council.text()) == {
        "digest": council.second,
        "problems": [],
        "count": 0,
    }
    text = council.text().replace("show_points = true", "show_points = false")
    digest = checked(council, text=text)["digest"]
    assert len(council.read(f"{CITY}/versions")["items"]) == 2
    made = council.propose(text=text)
    assert (made.status_code, made.json()["digest"]) == (201, digest)
    kept = council.read(f"{CITY}/versions/{digest}")
    assert (kept["version"]["origin"], kept["scheme"]["scale"]["show_points"]) == (
        "proposal",
        False,
    )


def test_a_draft_is_compared_before_it_is_proposed_and_nothing_is_kept(council: Council) -> None:
    path = f"{CITY}/schemes/{council.first}/difference"
    answer = council.ask("POST", path, json={"text": council.text()})
    assert answer.status_code == 200, answer.text
    assert answer.json() == council.read(f"{path}/{council.second}")
    assert len(council.read(f"{CITY}/versions")["items"]) == 2
    faulty = council.ask("POST", path, json={"text": council.text() + NEW_RULE})
    assert refused(faulty) == (422, "lifetime-over-ceiling")
    missing = f"{CITY}/schemes/{'0' * 64}/difference"
    assert refused(council.ask("POST", missing, json={"text": "a"})) == (404, "not-found")


def test_a_breach_of_the_charter_is_named_by_key_line_and_article(council: Council) -> None:
    text = council.text() + NEW_RULE
    found = checked(council, text=text)
    (problem,) = found["problems"]
    assert found["digest"] is None
    assert (problem["kind"], problem["article"]) == ("lifetime-over-ceiling", 5)
    assert problem["field"] == "rule.noise-disturbance.lifetime"
    assert text.splitlines()[problem["line"] - 1] == "lifetime = { years = 1 }"
    assert problem["detail"].startswith("12 months exceed the ceiling of 3 months.")
    made = council.propose(text=text)
    assert refused(made) == (422, "lifetime-over-ceiling")
    assert made.json()["problems"][0]["field"] == "rule.noise-disturbance.lifetime"
    assert council.read(f"{CITY}/proposals")["items"] == []
    assert len(council.read(f"{CITY}/versions")["items"]) == 2


def test_a_draft_is_checked_in_the_callers_language(council: Council) -> None:
    answer = council.ask(
        "POST",
        f"{CITY}/schemes/check",
        json={"text": council.text() + NEW_RULE},
        headers={"accept-language": "zh"},
    )
    assert answer.json()["problems"][0]["detail"].startswith("12 个月")


def test_another_citys_scheme_is_refused(council: Council) -> None:
    text = council.text().replace('city = "weihai"', 'city = "xiamen"')
    assert refused(council.propose(text=text)) == (422, "scheme-of-other-city")
    assert refused(council.propose(digest="0" * 64)) == (404, "not-found")


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("city = ", "not-toml", 1),
        ('city = "a"\ncity = "b"', "key-twice", 2),
        ('a = "b"', "key-unknown", 1),
        ("a = " + "[" * 5000, "nested-too-deeply", None),
        ("a." * 5000 + "a = 1", "nested-too-deeply", None),
        ('city = "a\\u0000"', "text-unstorable", 1),
    ],
)
def test_what_is_no_scheme_is_told_with_its_line(
    council: Council, text: str, kind: str, line: int | None
) -> None:
    found = {each["kind"]: each.get("line") for each in checked(council, text=text)["problems"]}
    assert kind in found
    assert found[kind] == line


def test_a_scheme_as_json_is_the_same_scheme(council: Council) -> None:
    shown = council.client.get(f"{CITY}/scheme").json()
    scheme = json.loads(shown["canonical"])["scheme"]
    assert checked(council, scheme=scheme)["digest"] == council.first
    scheme["scale"]["base"] = 990.5
    scheme["scale"]["precision"] = 1
    made = council.propose(scheme=scheme)
    assert made.status_code == 201, made.text
    found = council.read(f"{CITY}/schemes/{council.first}/difference/{made.json()['digest']}")
    assert {
        field["field"]: field["after"] for change in found["changes"] for field in change["fields"]
    } == {"base": 990.5, "precision": 1}


def test_json_that_is_no_scheme_is_told_by_key(council: Council) -> None:
    scheme = json.loads(council.client.get(f"{CITY}/scheme").json()["canonical"])["scheme"]
    scheme["scale"]["base"] = "many"
    scheme["band"][0]["from"] = None
    scheme["extra"] = 1
    found = checked(council, scheme=scheme)["problems"]
    assert {each["field"] for each in found} == {"scale.base", "band.AAA.from", "extra"}
    assert checked(council, scheme={})["count"] > 5


def test_a_scheme_is_stated_in_one_way(council: Council) -> None:
    for draft in ({}, {"text": "a", "scheme": {}}):
        answer = council.ask("POST", f"{CITY}/schemes/check", json=draft)
        assert refused(answer) == (422, "scheme-one-way")
    both = council.propose(digest=council.second, text="a")
    assert refused(both) == (422, "scheme-one-way")
    none = council.ask("POST", f"{CITY}/proposals", json={"reason": "because"})
    assert refused(none) == (422, "scheme-one-way")
    assert kinds(council.propose(digest="ABC")) == ["text-malformed"]


def test_rows_of_a_published_table_are_answered(council: Council) -> None:
    text = council.text().replace(
        'reference = "', 'table = "fuzhou-2018-rules.tsv"\nreference = "', 1
    )
    found = checked(council, text=text)
    assert "row-not-covered" in {each["kind"] for each in found["problems"]}
    text = text.replace("fuzhou-2018-rules.tsv", "../../pyproject.toml")
    assert "table-missing" in {each["kind"] for each in checked(council, text=text)["problems"]}


def test_of_very_many_problems_the_first_are_told(council: Council) -> None:
    text = "\n".join(f"key{number} = 1" for number in range(1000))
    found = checked(council, text=text)
    assert (len(found["problems"]), found["count"] > 1000) == (200, True)


def test_a_version_that_todays_charter_refuses_cannot_be_proposed(council: Council) -> None:
    """Such as one that was kept before the charter was tightened."""
    desk = council.town.desk
    row = desk.database.read_now(
        lambda tx: tx.row(
            "select text, catalogue from scheme_version where digest = :digest",
            digest=council.second,
        )
    )
    assert row is not None
    text = json.loads(row[0])
    text["title_en"] = "Blacklist"
    desk.database.write_now(
        lambda tx: tx.execute(
            "insert into scheme_version (city, digest, effective_on, text, catalogue, origin, "
            "added_at) values ('weihai', :digest, '2021-01-01', :text, :catalogue, 'file', 1)",
            digest="f" * 64,
            text=json.dumps(text),
            catalogue=row[1],
        )
    )
    assert refused(council.propose(digest="f" * 64)) == (422, "label-is-penalty")
