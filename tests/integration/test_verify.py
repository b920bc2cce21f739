"""`citypoints verify`: the logs of an installation, and the notes of them that were kept."""

from pathlib import Path

import pytest
from databases import connected
from installation import Town, open_town

from backend.__main__ import main
from backend.jobs.schedule import JOBS
from backend.services.read_log import read_checkpoints

SEAL = next(job for job in JOBS if job.name == "seal-log")


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """One that is closed again, with a log."""
    monkeypatch.setenv("CITYPOINTS_DATA_DIR", str(tmp_path / "data"))
    town = open_town(tmp_path / "data")
    town.join(1)
    town.log(1, "volunteering", quantity=1)
    town.run(SEAL.run(town.desk, town.clock.now()))
    (checkpoint,) = town.run(read_checkpoints(town.desk, "fuzhou", 10**6, 1))
    (tmp_path / "note.txt").write_text(checkpoint.note, "utf-8")
    town.installation.close()
    return town


@pytest.mark.parametrize(("language", "word"), [("en", "what they were"), ("zh", "均未改变")])
def test_each_citys_log_is_looked_at(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, word: str
) -> None:
    note = str(tmp_path / "note.txt")
    for asked in ([], ["--note", note]):
        assert main(["verify", "--language", language, *asked]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.partition(":")[0] for line in lines] == list(town.desk.cities)
        assert all(word in line for line in lines)


def test_a_log_that_is_not_whole_is_told_and_the_others_are_looked_at_all_the_same(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    with connected(town.installation.settings.url) as connection:
        connection.exec_driver_sql("drop trigger log_no_update")
        connection.exec_driver_sql("update log set at = at + 1 where action = 'deed.entered'")
    assert main(["verify"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in told if "was changed" in line] == ["fuzhou"]
    assert len(told) == len(town.desk.cities)


@pytest.mark.parametrize(
    ("content", "said"), [(b"what", "no city"), (b"\xff\xfe", "no city"), (None, "cannot be read")]
)
def test_a_note_that_is_none_is_refused(
    town: Town,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes | None,
    said: str,
) -> None:
    path = tmp_path / "other.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["verify", "--note", str(path)]) == 2
    assert said in capsys.readouterr().err.lower()


def test_while_it_is_served_the_remedy_is_told(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    serving = open_town(tmp_path / "data")
    assert main(["verify"]) == 2
    assert "Stop it" in capsys.readouterr().err
    serving.installation.close()


def test_where_there_is_no_installation_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITYPOINTS_DATA_DIR", str(tmp_path / "nothing"))
    assert main(["verify"]) == 2
    assert "Name the data folder of the installation" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()
