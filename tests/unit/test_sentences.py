"""Sentences say in the reader's language what differs by it."""

import pytest

from backend.core.problems import LANGUAGES, Language, Place, sentence

PLACE = Place("city.toml", "label")


@pytest.mark.parametrize(("language", "word"), [("en", "religion"), ("zh", "宗教")])
def test_a_protected_matter_is_named(language: Language, word: str) -> None:
    problem = PLACE.problem("protected-matter", "", 4, matter="religion")
    assert sentence(problem, language).startswith(word)


@pytest.mark.parametrize(("language", "word"), [("en", "care"), ("zh", "就医")])
def test_what_a_perk_gates_is_named(language: Language, word: str) -> None:
    problem = PLACE.problem("perk-gates-essential-service", "", 2, gated="care", word="clinic")
    assert word in sentence(problem, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_a_text_is_written_is_said_in_words(language: Language) -> None:
    said = sentence(PLACE.problem("text-malformed", pattern="^[0-9a-f]{64}$"), language)
    assert "64" in said
    assert "^" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_way_of_writing_without_words_is_shown(language: Language) -> None:
    assert "^x$" in sentence(PLACE.problem("text-malformed", pattern="^x$"), language)


@pytest.mark.parametrize(("language", "word"), [("en", "Trusted"), ("zh", "可信")])
def test_what_differs_by_language_is_said_in_the_readers(language: Language, word: str) -> None:
    problem = PLACE.problem("perk-not-open", band_en="Trusted", band_zh="可信")
    assert word in sentence(problem, language)
