"""What is hidden follows the language and the colours when it is shown again."""

from desktop.desk import Bench

from admin_gui.screens.overview.controller import Overview
from admin_gui.theme import DARK
from admin_gui.widgets.shortcuts import Shortcuts


def test_a_hidden_screen_follows_when_it_is_shown(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="confirm")
    hidden = bench.screen("overview")
    bench.screen("confirm")
    bench.desktop.speak("zh")
    bench.desktop.theme.choose("dark")
    bench.settle()
    assert hidden.isHidden()
    bench.screen("overview")
    assert "参加的居民" in bench.words()
    assert DARK.accent in hidden.styleSheet()


def test_a_dialog_of_the_window_is_dressed(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="overview")
    bench.desktop.theme.choose("dark")
    bench.press("F1", bench.window)
    assert DARK.accent in bench.found(Shortcuts).styleSheet()


def test_a_table_is_fitted_when_it_is_shown(bench: Bench) -> None:
    bench.sign_in("officer-one", screen="overview")
    screen = bench.screen("overview")
    table = screen.table()
    assert table is not None
    bench.wait(lambda: table.model().rowCount(), "rows")
    assert not table.isVisible()
    bench.screen("confirm")
    bench.screen("overview")
    assert isinstance(screen, Overview)
    screen.view.by_day.toggle.click()
    bench.settle()
    assert table.isVisible()
    header = table.horizontalHeader()
    for at in range(header.count()):
        assert header.sectionSize(at) >= table.sizeHintForColumn(at)
