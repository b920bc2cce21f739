"""Colours: everything written can be read, in both themes."""

from itertools import product

import msgspec
import pytest
from desktop.desk import Bench, application
from PySide6.QtGui import QColor, QPalette

from admin_gui.theme import DARK, LIGHT, Colours

GROUNDS = ("window", "base", "raised")
WRITTEN = ("text", "muted", "link", "good", "bad", "warn", "info")
PAIRS = [
    *product(WRITTEN, GROUNDS),
    ("on_accent", "accent"),
    *((kind, f"{kind}_ground") for kind in ("good", "bad", "warn", "info")),
    *(("text", f"{kind}_ground") for kind in ("good", "bad", "warn", "info")),
]


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    shown = QColor(colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
        for part in (shown.redF(), shown.greenF(), shown.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("written", "ground"), PAIRS)
def test_what_is_written_stands_out_from_its_ground(
    colours: Colours, written: str, ground: str
) -> None:
    values = msgspec.structs.asdict(colours)
    assert contrast(values[written], values[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_frames_and_the_focus_can_be_seen(colours: Colours, ground: str) -> None:
    values = msgspec.structs.asdict(colours)
    assert contrast(values["accent"], values[ground]) >= 3
    if ground != "raised":
        assert contrast(values["line"], values[ground]) >= 3


def test_the_theme_is_chosen_and_remembered(bench: Bench) -> None:
    bench.sign_in("administrator-one", screen="overview")
    for choice, colours in (("dark", DARK), ("light", LIGHT)):
        bench.jump(f"{choice} colours")
        assert bench.desktop.theme.choice == choice
        assert application().palette().color(QPalette.ColorRole.Base) == QColor(colours.base)
        shown = bench.desktop.window.shown_screen()
        assert shown is not None
        assert colours.accent in shown.styleSheet()
    bench.restart()
    assert bench.desktop.theme.choice == "light"
