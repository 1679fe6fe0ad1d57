"""What is measured: building the release, running a notebook, grading a class with nbgrader as it comes."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbclient

from grading.authoring.build import build, load
from grading.authoring.script import notebook
from grading.core.course import Course, open_course
from grading.submission.answers import exercise_of, fill, hand_in, read_answer, reference_answers, released

HOME = Path(__file__).resolve().parents[1]
STOCK = """
c = get_config()
c.CourseDirectory.source_directory = "grading/source"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.db_url = "sqlite:///grading/gradebook.db"
"""


def seconds_of(action: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


@contextmanager
def scratch_course() -> Iterator[Course]:
    """The repository's course with nbgrader's directories in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Course(HOME, Path(folder).resolve())


def build_seconds(assignment: str) -> tuple[float, float]:
    """Seconds of the first build, which makes the gradebook, and of the next one."""
    with scratch_course() as course:
        first = seconds_of(lambda: build(course, [assignment]))
        return first, seconds_of(lambda: build(course, [assignment]))


def notebook_seconds(assignment: str) -> float:
    """Seconds of a notebook with the reference solutions, experiments and kernel start included."""
    [script] = load(open_course(HOME), [assignment])
    environment = {key: value for key, value in os.environ.items() if key != "MPLBACKEND"}
    quiet = ["--log-level=ERROR"]
    client = nbclient.NotebookClient(
        notebook(script), timeout=600, skip_cells_with_tag="none", extra_arguments=quiet
    )
    return seconds_of(lambda: client.execute(env=environment))


def class_of(course: Course, assignment: str, size: int) -> None:
    """Hand in `size` submissions: the reference and wrong answers in turn, one exercise wrong in each."""
    [script] = load(course, [assignment])
    release, right = released(course, assignment), reference_answers(script)
    wrong = sorted((HOME / "tests" / "answers" / "wrong" / assignment).glob("*.py"))
    for number in range(size):
        answers = copy.copy(right)
        if wrong and number:
            path = wrong[number * len(wrong) // size]
            answers[exercise_of(path, script)] = read_answer(path)[0]
        hand_in(course, assignment, f"student{number:03}", fill(release, answers))


def stock_autograde_seconds(assignment: str, size: int) -> float:
    """Seconds a submission of `nbgrader autograde`, on a class of `size`, without this course's settings."""
    with scratch_course() as course:
        build(course, [assignment])
        class_of(course, assignment, size)
        (course.root / "nbgrader_config.py").write_text(STOCK)
        folder = str(Path(sys.executable).parent)
        environment = os.environ | {"PATH": os.pathsep.join([folder, os.environ["PATH"]])}
        program = shutil.which("nbgrader", path=folder) or "nbgrader"
        command = [program, "autograde", assignment]
        total = seconds_of(
            lambda: subprocess.run(command, cwd=course.root, env=environment, check=True, capture_output=True)
        )
        graded = len(list(course.folder("autograded").glob(f"*/{assignment}/*.ipynb")))
        if graded != size:
            raise RuntimeError(
                f"nbgrader graded {graded} of {size} submissions; see `nbgrader autograde {assignment}`"
            )
        return total / size
