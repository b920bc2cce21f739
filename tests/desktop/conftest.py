"""Fixtures for the desktop; tests with windows are left out where Qt cannot be loaded."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import CityTree
from furnished import furnished

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Files whose tests open windows; `test_window_qt.py` says why they are left out.
WITH_WINDOWS = ("test_screen_*.py", "test_window_*.py")

try:
    from desktop import desk
except ImportError:
    collect_ignore_glob = [*WITH_WINDOWS]
else:

    @pytest.fixture(scope="session")
    def few_cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
        """As many cities as these tests need: reading all would take most of their time."""
        return CityTree(tmp_path_factory.mktemp("cities"), "fuzhou", "suzhou", "suqian").root

    @pytest.fixture
    def bench(tmp_path: Path, few_cities: Path) -> Iterator[desk.Bench]:
        """A desktop before a furnished town's server; whatever Qt complains of fails the test."""
        making = furnished(tmp_path / "town", None, few_cities)
        with making as home, desk.complaints() as heard:
            made = desk.Bench(home, tmp_path / "desktop")
            try:
                yield made
            finally:
                made.close()
        assert heard == []
