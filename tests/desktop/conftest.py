"""Fixtures for the desktop; tests with windows are left out where Qt cannot be loaded."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import CityTree
from furnished import furnished
from redeeming import library_files

__all__ = ["library_files"]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Files whose tests open windows; `test_window_qt.py` says why they are left out.
WITH_WINDOWS = ("test_screen_*.py", "test_window_*.py")

try:
    from desktop import desk
    from desktop.counters import LibraryDesk
except ImportError:
    collect_ignore_glob = [*WITH_WINDOWS]
else:

    @pytest.fixture(scope="session")
    def few_cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
        """As many cities as these tests need: reading all would take most of their time."""
        return CityTree(tmp_path_factory.mktemp("cities"), "fuzhou", "suzhou", "suqian").root

    @contextmanager
    def sitting(folder: Path, cities: Path) -> Iterator[desk.Bench]:
        making = furnished(folder / "town", None, cities)
        with making as home, desk.complaints() as heard:
            made = desk.Bench(home, folder / "desktop")
            try:
                yield made
            finally:
                made.close()
        assert heard == []

    @pytest.fixture
    def bench(tmp_path: Path, few_cities: Path) -> Iterator[desk.Bench]:
        """A desktop before a furnished town's server; whatever Qt complains of fails the test."""
        with sitting(tmp_path, few_cities) as made:
            yield made

    @pytest.fixture
    def library_desk(tmp_path: Path, library_files: Path) -> Iterator[LibraryDesk]:
        """A counter of a library that lends, has hours, limits and stocks."""
        with sitting(tmp_path, library_files) as made:
            yield LibraryDesk(made)
