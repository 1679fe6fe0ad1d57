"""otter-grader beside us: the same submissions of 05_activations through `otter run` and `course grade`.

    python benchmarks/grade_otter.py --otter PATH/bin/otter       # about two minutes; README's numbers

PATH is an environment with otter-grader 7 in which the notebook's imports work, too. Each test cell becomes
one of otter's exception-based tests, and the cells that neither grader runs are left out. `otter run` grades
one submission without a container; it isolates nothing, and the student's code shares a process with the
tests. One job each, everything written, start-up included.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from grade_class import NAME, class_of, grade_ours, machine, make_course, timed
from nbgrader.utils import is_grade, is_solution

from grading.authoring.script import notebook, read
from grading.core.course import Course
from grading.run.journal import Journal

TEST = """\
from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points!r}


@test_case(points={points!r})
def test_it(env):
    exec({source!r}, env)
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--otter", type=Path, required=True, help="otter-grader's command")
    parser.add_argument("--students", type=int, default=12)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for line in measure(Path(folder), options.otter.absolute(), options.students):
            print(line)


def measure(folder: Path, otter: Path, students: int) -> Iterator[str]:
    """The numbers, as lines."""
    course = make_course(folder / "built")
    autograder = make_autograder(course, otter, folder / "otter")
    with class_of(course, students, folder / "class") as copy:
        ours = grade_ours(copy, 1)
        theirs = [run_otter(otter, autograder, path) for path in handed_in(copy)]
        points = our_points(copy)
    seconds = sum(took for took, _ in theirs)
    agree = sum(mine == other for mine, (_, other) in zip(points, theirs, strict=True))
    yield f"{students} submissions of {NAME}; {machine()}"
    yield f"otter run: {seconds:.1f} s, {statistics.median(took for took, _ in theirs):.2f} s each (median)"
    ratio = seconds / ours["seconds"]
    yield f"course grade, 1 job, isolated: {ours['seconds']:.1f} s, {ratio:.1f} times as fast"
    yield f"once warm: {ours['pace'] * 1000:.0f} ms each"
    yield f"submissions with the same points: {agree} of {students}"


def make_autograder(course: Course, otter: Path, folder: Path) -> Path:
    """otter's configuration, with each test cell as a test."""
    (folder / "tests").mkdir(parents=True)
    for cell in notebook(read(course.exercises / f"{NAME}.py")).cells:
        if is_grade(cell) and not is_solution(cell):
            told = cell.metadata.nbgrader
            text = TEST.format(name=told.grade_id, points=told.points, source=cell.source)
            (folder / "tests" / f"{told.grade_id}.py").write_text(text, encoding="utf-8")
    timed([str(otter), "generate", "-t", "tests", "-o", "autograder.zip"], folder)
    return folder / "autograder.zip"


def handed_in(course: Course) -> list[Path]:
    return sorted(course.folder("submitted").glob(f"*/{NAME}/{NAME}.ipynb"))


def our_points(course: Course) -> list[float]:
    """Points of the tests of each submission, in the order of the students' names."""
    found = sorted(Journal(course.results / NAME).results().items())
    return [sum(filter(None, result.notebooks[NAME].scores.values())) for _, result in found]


def run_otter(otter: Path, autograder: Path, path: Path) -> tuple[float, float]:
    """Seconds and points of one submission."""
    handed = nbformat.read(path, as_version=4)
    handed.cells = [cell for cell in handed.cells if not (is_grade(cell) or is_skipped(cell))]
    nbformat.write(handed, path)
    command = [str(otter), "run", "-a", str(autograder), "-o", str(path.parent), "--no-logo", path.name]
    seconds, _ = timed(command, path.parent)
    told = json.loads((path.parent / "results.json").read_text(encoding="utf-8"))
    return seconds, sum(test.get("score", 0) for test in told["tests"])


def is_skipped(cell: Any) -> bool:
    return "skip-execution" in cell.metadata.get("tags", [])


if __name__ == "__main__":
    main()
