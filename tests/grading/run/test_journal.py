"""A result is in the journal whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from grading.run.journal import FAILED, GRADED, Journal, NotebookResult, Result, write_atomically


def result(student: str = "ann", status: str = GRADED, why: str = "") -> Result:
    outcome = NotebookResult(status, why, {"a_test": 2.0, "q": None}, {"a_test": 2.0, "q": 3.0}, {"q": None})
    return Result("00_sample", student, "key", "bubblewrap", {"00_sample": outcome}, seconds=0.25)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "results")


def test_reads_what_was_written(journal: Journal) -> None:
    journal.write(result(), {"00_sample": "a notebook with é"})
    assert journal.read("ann") == result()
    assert journal.load("ann") == (result(), {"00_sample": "a notebook with é"})
    assert journal.students() == ["ann"]
    assert journal.results() == {"ann": result()}


def test_knows_nothing_of_a_student_without_result(journal: Journal) -> None:
    assert journal.read("ann") is None
    assert journal.load("ann") is None
    assert journal.students() == []


def test_names_may_hold_dots(journal: Journal) -> None:
    journal.write(result("a.b.c"), {})
    assert journal.students() == ["a.b.c"]


def test_any_damage_is_noticed_and_the_file_set_aside(journal: Journal) -> None:
    path = journal.write(result(), {"00_sample": "text"})
    whole = path.read_bytes()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        assert journal.load("ann") is None, cut
        assert not path.exists(), cut
    assert len(list(path.parent.glob("ann.json.damaged-*"))) == len(whole)


@pytest.mark.parametrize("position", range(0, 700, 7))
def test_a_changed_byte_is_noticed(journal: Journal, position: int) -> None:
    path = journal.write(result(), {"00_sample": "text"})
    data = bytearray(path.read_bytes())
    data[position % len(data)] ^= 1
    path.write_bytes(data)
    assert journal.load("ann") is None
    assert not path.exists()


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old", 0o444)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new", durable=True)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]


def test_tidies_up_after_killed_writers(journal: Journal) -> None:
    journal.write(result(), {})
    (journal.folder / ".writing-abc").write_text("half")
    journal.tidy()
    assert os.listdir(journal.folder) == ["ann.json"]


def test_a_failure_of_the_grader_is_not_final() -> None:
    assert result().is_final
    assert not result(status=FAILED, why="disk full").is_final
    assert result(status=FAILED, why="disk full").why == "disk full"


def test_different_gradings_have_different_digests() -> None:
    assert result().digest == result().digest
    assert result().digest != result("bob").digest
