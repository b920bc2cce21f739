"""Codes of passes: what is mistyped is told before anything is looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.problems import ProblemsError
from backend.services.codes import ALPHABET
from backend.services.pass_codes import new_code, read_code, shown_code, with_check

REFUSAL = (
    "request: token: The code is mistyped. It has ten signs; compare it with the pass and type it "
    "again."
)
CODES = st.text(ALPHABET, min_size=9, max_size=9).map(with_check)


def is_read(text: str) -> bool:
    try:
        return read_code(text) != ""
    except ProblemsError as error:
        return str(error) != REFUSAL


@given(CODES)
def test_a_code_is_read_as_it_is_shown_and_however_it_is_typed(code: str) -> None:
    shown = shown_code(code)
    assert (len(code), len(shown), shown[5]) == (10, 11, "-")
    loose = shown.replace("0", "o").replace("1", "l")
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    for typed in (
        code,
        shown,
        shown.lower(),
        loose,
        loose.upper(),
        shown.replace("1", "I"),
        " ".join(code),
        f"\t{shown}\n",
        wide,
    ):
        assert read_code(typed) == code


@given(CODES)
def test_every_single_sign_mistyped_is_told(code: str) -> None:
    for place in range(10):
        for sign in ALPHABET:
            typed = code[:place] + sign + code[place + 1 :]
            assert is_read(typed) == (typed == code)


@given(CODES)
def test_any_two_signs_that_changed_places_are_told(code: str) -> None:
    for first in range(10):
        for second in range(first + 1, 10):
            signs = list(code)
            signs[first], signs[second] = signs[second], signs[first]
            typed = "".join(signs)
            assert is_read(typed) == (typed == code)


@given(CODES, st.integers(0, 9))
def test_a_sign_too_few_or_too_many_is_told(code: str, place: int) -> None:
    assert not is_read(code[:place] + code[place + 1 :])
    assert not is_read(code[:place] + code[place] + code[place:])


@pytest.mark.parametrize("text", ["", "-", "U" * 10, "七" * 10, "0000000000 0", "x" * 1000])
def test_what_is_no_code_is_told(text: str) -> None:
    assert not is_read(text)


def test_new_codes_are_right_and_differ() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(map(is_read, codes))
