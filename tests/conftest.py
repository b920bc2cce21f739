"""Fixtures that every test may use."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import CityTree
from hypothesis import HealthCheck, settings
from installation import Town, opened
from running import ROOT, Command

# Fixtures for tests that run on both databases, for switching schemes, and for counters.
pytest_plugins = ["consenting", "council", "databases", "redeeming"]

# The same code gets the same answer; "deep" leaves the examples to chance, and looks for more.
STEADY = settings(deadline=None, derandomize=True)
settings.register_profile("default", STEADY, max_examples=100)
settings.register_profile(
    "ci", STEADY, max_examples=1000, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", settings.get_profile("ci"), max_examples=5000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., CityTree]:
    """A function that copies the shipped city files of some cities into a temporary folder."""
    return lambda *cities: CityTree(tmp_path, *cities)


@pytest.fixture
def citypoints(tmp_path: Path) -> Command:
    """A function that runs the command as a user would, elsewhere than in the checkout."""

    def run(*arguments: object, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "backend", *map(str, arguments)],
            input=content,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
            check=False,
            timeout=60,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


@pytest.fixture(scope="session")
def few_cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As many cities as most tests need: reading all would take most of their time."""
    return CityTree(tmp_path_factory.mktemp("cities"), "fuzhou", "suzhou", "xiamen").root


@pytest.fixture
def town(tmp_path: Path, database_url: str, few_cities: Path) -> Iterator[Town]:
    """Fuzhou in an installation of its own, on either database, with two other cities."""
    yield from opened(tmp_path / "data", database_url, configs=few_cities)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Each reason for which tests were skipped, once."""
    reasons = Counter(
        report.longrepr[2]
        for report in terminalreporter.stats.get("skipped", ())
        if isinstance(report.longrepr, tuple)
    )
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count} tests: {reason}")
