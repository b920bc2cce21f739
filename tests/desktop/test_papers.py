"""Files lent to other programs: private, of one session, and gone after it."""

import subprocess
import sys
from pathlib import Path

import pytest

from admin_gui.papers import Papers

CRASHES = """
import os, sys
from pathlib import Path
from admin_gui.papers import Papers
papers = Papers(Path(sys.argv[1]))
print(papers.lend("a.pdf", b"plain"), flush=True)
if sys.argv[2] == "stays":
    sys.stdin.readline()
os._exit(1)
"""


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_private_and_gone_with_its_session(tmp_path: Path) -> None:
    papers = Papers(tmp_path)
    path = papers.lend("a.pdf", b"plain")
    assert path.read_bytes() == b"plain"
    for each in (path, path.parent, path.parent.parent):
        assert each.stat().st_mode & 0o077 == 0
    assert papers.lend("a.pdf", b"again") == path
    assert path.read_bytes() == b"again"
    papers.close()
    assert left(tmp_path) == []


def test_nothing_is_lent_after_the_session(tmp_path: Path) -> None:
    papers = Papers(tmp_path)
    papers.close()
    with pytest.raises(OSError, match="over"):
        papers.lend("a.pdf", b"plain")
    assert left(tmp_path) == []


def test_a_session_that_lends_nothing_leaves_no_folder(tmp_path: Path) -> None:
    Papers(tmp_path).close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_is_removed_by_the_next_session(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASHES, tmp_path, "crashes"], check=False, timeout=60)
    assert any(path.read_bytes() == b"plain" for path in left(tmp_path))
    Papers(tmp_path)
    assert left(tmp_path) == []


def test_another_session_that_goes_on_keeps_its_files(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CRASHES, str(tmp_path), "stays"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        path = Path(other.stdout.readline().strip())
        Papers(tmp_path)
        assert path.read_bytes() == b"plain"
        other.communicate("\n", timeout=60)
    Papers(tmp_path)
    assert not path.exists()
