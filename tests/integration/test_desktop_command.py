"""`citypoints desktop` and `demo --desktop`: a process of its own, that ends with the other.

The desktop itself is tested elsewhere. Here a small program of the same name stands in its place.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import pytest
from builders import CityTree
from running import ROOT
from serving import free_port

from backend.__main__ import main
from backend.clock import SystemClock
from backend.commands.demo_making import make_demo
from backend.settings import Settings

Started = subprocess.Popen[str]

SECONDS: Final = 60
# It notes what it was started with, asks the server it was given, and ends as the test wants it to.
STAND_IN: Final = """
import json, os, sys, time, urllib.request
told = {"arguments": sys.argv[1:], "folder": os.environ.get("CITYPOINTS_DATA_DIR")}
if "--server" in sys.argv and "STAND_IN_ASKS" in os.environ:
    address = sys.argv[sys.argv.index("--server") + 1]
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    told["health"] = opener.open(f"{address}/health", timeout=30).status
with open(os.environ["STAND_IN_NOTES"] + ".new", "w") as notes:
    json.dump(told, notes)
os.replace(os.environ["STAND_IN_NOTES"] + ".new", os.environ["STAND_IN_NOTES"])
while "STAND_IN_STAYS" in os.environ:
    time.sleep(0.05)
sys.exit(int(os.environ.get("STAND_IN_STATUS", "0")))
"""


class Stage:
    """A folder with a stand-in for the desktop, and for the library that it needs."""

    def __init__(self, folder: Path) -> None:
        """Write the two packages."""
        self.folder = folder
        self.notes = folder / "notes.json"
        for name in ("PySide6", "admin_gui"):
            package = folder / "packages" / name
            package.mkdir(parents=True)
            (package / "__init__.py").touch()
        (folder / "packages" / "admin_gui" / "__main__.py").write_text(STAND_IN, "utf-8")

    def start(self, *arguments: str, cwd: Path | None = None, **environment: str) -> Started:
        """The command as a user starts it, with whatever the stand-in is to be told."""
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "backend", *arguments],
            cwd=cwd or self.folder,
            env={
                **os.environ,
                "LANG": "C.UTF-8",
                "PYTHONPATH": os.pathsep.join([str(self.folder / "packages"), str(ROOT)]),
                "PYTHONUNBUFFERED": "1",
                "STAND_IN_NOTES": str(self.notes),
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def told(self, process: Started) -> dict[str, Any]:
        """What the stand-in noted, once it has started."""
        until = time.monotonic() + SECONDS
        while not self.notes.exists():
            assert process.poll() is None or self.notes.exists(), process.communicate()
            assert time.monotonic() < until, "the desktop did not start"
            time.sleep(0.02)
        found: dict[str, Any] = json.loads(self.notes.read_text("utf-8"))
        return found


def ended(process: Started) -> tuple[int, str, str]:
    """Status and output of a process that ends by itself."""
    output, errors = process.communicate(timeout=SECONDS)
    return process.returncode, output, errors


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small demo, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    settings = Settings(data_dir=folder / "demo", configs=CityTree(folder, "fuzhou").root)
    make_demo(settings, SystemClock().now(), lambda _done, _of: None, 8)
    return settings.data_dir


@pytest.fixture
def demo(tmp_path: Path, made: Path) -> Path:
    """The folder of a small demo that is made already."""
    return shutil.copytree(made, tmp_path / "demo")


def test_the_desktop_is_started_with_what_was_asked_for(stage: Stage) -> None:
    options = ("--server", "http://city.example:8000", "--city", "fuzhou", "--language", "zh")
    process = stage.start("desktop", *options, CITYPOINTS_DATA_DIR="/srv/points")
    assert ended(process) == (0, "", "")
    assert stage.told(process) == {"arguments": [*options], "folder": "/srv/points"}


def test_without_options_the_desktop_remembers_by_itself(stage: Stage) -> None:
    process = stage.start("desktop", LANG="zh_CN.UTF-8")
    assert ended(process)[0] == 0
    assert stage.told(process)["arguments"] == []


@pytest.mark.parametrize("status", ["0", "2", "7"])
def test_its_status_is_that_of_the_desktop(stage: Stage, status: str) -> None:
    assert ended(stage.start("desktop", STAND_IN_STATUS=status))[0] == int(status)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_whoever_ends_the_command_ends_the_desktop(stage: Stage, sign: signal.Signals) -> None:
    process = stage.start("desktop", STAND_IN_STAYS="1")
    stage.told(process)
    process.send_signal(sign)
    # Its output ends only when the desktop, which has it, too, has ended.
    assert ended(process)[0] == 130


def test_another_program_of_this_name_is_not_started(stage: Stage, tmp_path: Path) -> None:
    strange = tmp_path / "elsewhere" / "admin_gui"
    strange.mkdir(parents=True)
    (strange / "__main__.py").write_text("raise SystemExit('strange')", "utf-8")
    process = stage.start("desktop", cwd=strange.parent)
    assert ended(process) == (0, "", "")
    assert stage.notes.exists()


@pytest.mark.parametrize("command", [["desktop"], ["demo", "--desktop"]])
@pytest.mark.parametrize(("language", "word"), [("en", "Install the extra"), ("zh", "请安装")])
def test_without_qt_it_is_said_what_to_install_and_nothing_is_made(
    command: list[str],
    language: str,
    word: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6", None)
    monkeypatch.setenv("CITYPOINTS_DATA_DIR", str(tmp_path / "data"))
    assert main([*command, "--language", language]) == 2
    told = capsys.readouterr().err
    assert word in told
    assert "citypoints[desktop]" in told
    assert not (tmp_path / "data").exists()


def test_closing_the_desktop_ends_the_demo(stage: Stage, demo: Path) -> None:
    port = free_port()
    process = stage.start(
        "demo",
        "--desktop",
        CITYPOINTS_DATA_DIR=str(demo),
        CITYPOINTS_PORT=str(port),
        STAND_IN_ASKS="1",
    )
    status, output, _ = ended(process)
    assert status == 0
    assert "closing it ends the service" in output
    assert stage.told(process) == {
        "arguments": [
            *("--server", f"http://127.0.0.1:{port}"),
            *("--city", "fuzhou"),
            *("--language", "en"),
        ],
        "folder": str(demo),
        "health": 200,
    }


def test_a_desktop_that_cannot_open_ends_the_demo_with_its_status(stage: Stage, demo: Path) -> None:
    port = str(free_port())
    process = stage.start(
        "demo",
        "--desktop",
        CITYPOINTS_DATA_DIR=str(demo),
        CITYPOINTS_PORT=port,
        STAND_IN_STATUS="2",
    )
    assert ended(process)[0] == 2


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ending_the_demo_ends_the_desktop(stage: Stage, demo: Path, sign: signal.Signals) -> None:
    port = str(free_port())
    process = stage.start(
        "demo",
        "--desktop",
        CITYPOINTS_DATA_DIR=str(demo),
        CITYPOINTS_PORT=port,
        STAND_IN_ASKS="1",
        STAND_IN_STAYS="1",
    )
    assert stage.told(process)["health"] == 200
    process.send_signal(sign)
    assert ended(process)[0] == 0


def test_the_demo_is_printed_or_opened(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "--once", "--desktop"])
    assert stopped.value.code == 2
    assert "together with --once" in capsys.readouterr().err
