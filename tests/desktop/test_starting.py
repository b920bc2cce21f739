"""Starting the desktop where something is missing; these need no Qt."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT

import admin_gui.__main__ as starting


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: text
        for name, text in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    return subprocess.run(
        [sys.executable, "-m", "admin_gui"],
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has screens by environment")
def test_without_a_screen_it_says_so() -> None:
    done = start()
    assert done.returncode == 2
    assert "no screen" in done.stderr
    assert "没有可以打开窗口的屏幕" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="packages are named on Linux")
def test_a_missing_library_is_named_with_its_debian_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking = {"libxcb-gone.so.7": "libxcb-gone7"}
    monkeypatch.setattr(starting, "WINDOW_LIBRARIES", lacking)
    told = starting.obstacle({"DISPLAY": ":0"})
    assert "libxcb-gone.so.7" in told
    assert "apt install" in told
    assert "libxcb-gone7" in told
    assert starting.obstacle({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}).count("gone") == 0


def test_without_pyside_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text(
        "raise ModuleNotFoundError('No module named PySide6', name='PySide6')"
    )
    done = start(QT_QPA_PLATFORM="offscreen", PYTHONPATH=f"{tmp_path}:{ROOT}")
    if "system are missing" in done.stderr:
        pytest.skip("Qt's system libraries are not installed")
    assert done.returncode == 2
    assert "pip install 'citypoints[desktop]'" in done.stderr
