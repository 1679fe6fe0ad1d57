"""One processor for each engine: never two on one, free when its holder ends, none where all are taken."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grading.execution.cpu import Processor
from tests.grading.conftest import QUICK, make_notebook, run
from tests.sandboxed import engine_or_skip

CLAIM = """
import os, sys, tempfile
tempfile.tempdir = sys.argv[1]
os.sched_getaffinity = lambda pid: {3, 5, 8}
from grading.execution.cpu import Processor
print(Processor().number, flush=True)
sys.stdin.read()
os._exit(0)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of its own, where this process may use processors 3, 5 and 8."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {8, 3, 5}, raising=False)
    return tmp_path


def numbers(claims: list[Processor]) -> list[int | None]:
    return [claim.number for claim in claims]


def test_each_has_another_one_while_there_are_any(folder: Path) -> None:
    claims = [Processor() for _ in range(5)]
    assert numbers(claims) == [3, 5, 8, None, None]
    for claim in claims:
        claim.release()


def test_one_that_is_let_go_is_taken_again(folder: Path) -> None:
    claims = [Processor() for _ in range(3)]
    claims[1].release()
    assert claims[1].number is None
    claims[1].release()  # does no harm
    claims += [Processor(), Processor()]
    assert numbers(claims) == [3, None, 8, 5, None]
    for claim in claims:
        claim.release()


def test_it_is_held_by_other_processes_and_ends_with_them(folder: Path) -> None:
    command = [sys.executable, "-c", CLAIM, str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "3\n"
        mine = Processor()
        assert mine.number == 5
        other.kill()
    again = Processor()
    assert again.number == 3
    for claim in (mine, again):
        claim.release()


def test_somebody_elses_folder_is_not_used(folder: Path) -> None:
    """Anybody may plant a link in the folder of temporary files."""
    target = folder / "theirs"
    target.mkdir()
    (folder / f"course-processors-{os.getuid()}").symlink_to(target)
    assert Processor().number is None
    assert list(target.iterdir()) == []


def test_a_file_that_is_a_link_is_not_followed(folder: Path) -> None:
    Processor().release()
    lock = folder / f"course-processors-{os.getuid()}" / "3"
    lock.unlink()
    lock.symlink_to(folder / "planted")
    assert Processor().number is None
    assert not (folder / "planted").exists()


def test_systems_that_cannot_tell_have_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    claim = Processor()
    assert claim.number is None
    claim.release()


def test_a_notebooks_two_processes_stay_on_the_engines_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a folder of its own: engines of other programs may have all processors here."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with engine_or_skip(QUICK) as engine:
        notebook = make_notebook(
            ("student", "import os\ndef where(): return sorted(os.sched_getaffinity(0))"),
            ("test", "import os\nprint(where(), sorted(os.sched_getaffinity(0)))"),
        )
        first = sorted(os.sched_getaffinity(0))[:1]
        assert run(engine, notebook).text(1) == f"{first} {first}\n"
        assert Processor().number not in first
