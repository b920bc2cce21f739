"""What a city's consent text says, in English and Chinese, and what is new in another."""

from typing import Any

import pytest
from installation import NOON

from backend.cities.load import SHIPPED, load_city
from backend.core.city import City
from backend.services.consent_text import changes_of, consent_terms

CITIES = sorted(
    path.parent.name for path in SHIPPED.glob("*/city.toml") if path.parent.name[0] != "_"
)


def shipped(code: str) -> City:
    return load_city(SHIPPED, code, with_scenarios=False).city


@pytest.mark.parametrize("code", CITIES)
def test_a_text_says_all_that_is_consented_to(code: str) -> None:
    city = shipped(code)
    terms = consent_terms(city, NOON)
    english = [
        f"{city.name_en} invites you",
        city.purpose_en,
        f"at least {city.minimum_age} years old",
        f"a notice period of {city.notice_days} days",
        f"answers within {city.objection_days} days",
        f"For {city.cooling_off_days} days you may come back",
        f"answered at {city.contact}.",
        "you have 30 days to answer",
    ]
    chinese = [
        f"{city.name_zh}邀请您",
        city.purpose_zh,
        f"年满 {city.minimum_age} 周岁",
        f"{city.notice_days} 天的告知期",
        f"{city.objection_days} 天内答复",
        f"{city.cooling_off_days} 天的冷静期",
        f"联系 {city.contact}。",
        "30 天时间答复",
    ]
    assert [part for part in english if part not in terms.text_en] == []
    assert [part for part in chinese if part not in terms.text_zh] == []
    for text in (terms.text_en, terms.text_zh):
        assert not set("{}") & set(text)
        assert len(text.split("\n\n")) == 11


def test_a_city_without_a_cooling_off_period_says_so() -> None:
    city = shipped("fuzhou")
    without = City(**{**_fields(city), "cooling_off_days": 0})
    terms = consent_terms(without, NOON)
    assert "erased at once; where you leave on paper, after three days." in terms.text_en
    assert "有关您的全部内容立即删除；以书面方式退出的，三天后删除。" in terms.text_zh
    assert " 0 days" not in terms.text_en


@pytest.mark.parametrize("days", [1, 2, 30])
def test_a_text_says_that_paper_erases_no_sooner_than_in_three_days(days: int) -> None:
    terms = consent_terms(City(**{**_fields(shipped("fuzhou")), "cooling_off_days": days}), NOON)
    assert "leave on paper, that is never before three days are over." in terms.text_en
    assert "以书面方式退出的，最早在三天后删除。" in terms.text_zh


def _fields(city: City) -> dict[str, Any]:
    return {name: getattr(city, name) for name in City.__struct_fields__}


# What changed


@pytest.mark.parametrize(
    ("facts", "english", "chinese"),
    [
        (
            {"notice_days": 7},
            "The notice period is now 7 days; it was 10 days.",
            "告知期现为 7 天；原为 10 天。",
        ),
        (
            {"objection_days": 1},
            "The time in which an objection is answered is now 1 day; it was 15 days.",
            "异议答复期限现为 1 天；原为 15 天。",
        ),
        (
            {"cooling_off_days": 0},
            "The cooling-off period after leaving is now 0 days; it was 30 days.",
            "退出后的冷静期现为 0 天；原为 30 天。",
        ),
        (
            {"minimum_age": 20},
            "The minimum age is now 20; it was 18.",
            "最低年龄现为 20 周岁；原为 18 周岁。",
        ),
        (
            {"contact": "points@fuzhou.example"},
            (
                "Questions are now answered at points@fuzhou.example; before, at "
                "citizen-points@fuzhou.example."
            ),
            "联系方式现为 points@fuzhou.example；原为 citizen-points@fuzhou.example。",
        ),
        (
            {"purpose_en": "To say thanks.", "purpose_zh": "表示感谢。"},
            (
                "The purpose is now: “To say thanks.” It was: “To count documented deeds in the "
                "points pilot and open small perks to participants.”"
            ),
            (
                "目的现为：“表示感谢。”原为：“在抚州积分试点中记录有凭据的行为，并为自愿加入者"
                "提供小额便利。”"
            ),
        ),
        (
            {"name_en": "Fuzhou City"},
            "The text says some things in other words. Please read it again.",
            "文本的部分表述有所修改，请重新阅读。",
        ),
    ],
)
def test_what_changed_is_said_in_words(facts: dict[str, Any], english: str, chinese: str) -> None:
    was = shipped("fuzhou")
    city = City(**{**_fields(was), **facts})
    old, new = consent_terms(was, NOON), consent_terms(city, NOON)
    assert old.version != new.version
    (change,) = changes_of(city, old, new)
    assert (change.en, change.zh) == (english, chinese)


def test_several_changes_are_said_one_by_one() -> None:
    was = shipped("fuzhou")
    city = City(**{**_fields(was), "notice_days": 7, "minimum_age": 20, "name_zh": "抚州市"})
    changes = list(changes_of(city, consent_terms(was, NOON), consent_terms(city, NOON)))
    assert [change.en.split(" is now")[0] for change in changes[:2]] == [
        "The minimum age",
        "The notice period",
    ]
    assert changes[2].en == "The text says some things in other words. Please read it again."
