"""Fixtures for the desktop; tests with windows are left out where Qt cannot be loaded."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from furnished import furnished

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Files whose tests open windows; `test_window_qt.py` says why they are left out.
WITH_WINDOWS = ("test_screen_*.py", "test_window_*.py")

try:
    import desk
except ImportError:
    collect_ignore_glob = [*WITH_WINDOWS]
else:

    @pytest.fixture
    def bench(tmp_path: Path) -> Iterator[desk.Bench]:
        """A desktop before a furnished town's server; whatever Qt complains of fails the test."""
        with furnished(tmp_path / "town", None) as home, desk.complaints() as heard:
            made = desk.Bench(home, tmp_path / "desktop")
            try:
                yield made
            finally:
                made.close()
        assert heard == []
