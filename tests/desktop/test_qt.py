"""Whether windows can be tested here at all."""

import subprocess
import sys
from pathlib import Path

import pytest


def test_windows_can_be_tested_here() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import PySide6.QtWidgets, PySide6.QtSvg, pyqtgraph, xlsxwriter"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        here = Path(__file__).parent
        count = len([*here.glob("test_screen_*.py"), *here.glob("test_window_*.py")])
        missing = done.stderr.strip().splitlines()[-1]
        pytest.skip(
            f"{count} files of tests with windows were left out ({missing}): they need the extra "
            "citypoints[desktop] and Qt's Debian packages, which `citypoints desktop` names"
        )
