"""Grading a class of 05_activations: ours, isolated, beside stock nbgrader, which is not.

    python benchmarks/grade_class.py              # about a quarter of an hour on two cores; README's numbers
    python benchmarks/grade_class.py --students 9 --line 9 18      # a try-out

Everything is measured in one run on the same submissions: references, named wrong answers and unanswered
exercises by turns. Times include start-up and writing everything, unless it says "once warm".
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from measures import STOCK

from grading.authoring.build import build
from grading.authoring.script import read
from grading.core.course import Course, open_course
from grading.run.journal import Journal
from grading.submission.answers import exercise_of, fill, hand_in, read_answer, reference_answers, released

REPO = Path(__file__).resolve().parents[1]
NAME = "05_activations"
OURS = """
import json, os, sys
if __name__ == "__main__":
    if sys.argv[3] == "held":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from grading.run import prefork
    prefork.start()  # as the command `course grade` does
    from grading.core.course import open_course
    from grading.run.grade import grade
    summary = grade(open_course(), sys.argv[1], jobs=int(sys.argv[2]))
    print(json.dumps({"pace": summary.pace, "could_not": summary.could_not}))
"""
FEEDBACK = """
import sys
if __name__ == "__main__":
    from grading.run import prefork
    prefork.start()  # as the command `course feedback` does
    from grading.core.course import open_course
    from grading.report.feedback import feedback
    feedback(open_course(), sys.argv[1], jobs=int(sys.argv[2]))
"""
LIMIT = """
import json, os, statistics, sys, time
import nbformat
from grading.execution.cells import describe
from grading.execution.inside.fork_server import warm_up
shell = warm_up()
seconds = []
for path in sys.argv[1:]:
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in map(describe, range(len(notebook.cells)), notebook.cells) if cell]
    start = time.perf_counter()
    if (child := os.fork()) == 0:
        for cell in cells:
            shell.run(cell["source"], cell["name"], cell.get("code", ()))
        os._exit(0)
    os.waitpid(child, 0)
    seconds.append(time.perf_counter() - start)
print(json.dumps(statistics.median(seconds)))
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--line", type=int, nargs="*", default=[20, 100, 250, 500], metavar="N")
    parser.add_argument("--repeat", type=int, default=3, help="runs of ours, of which the median counts")
    parser.add_argument("--json", type=Path, help="write the numbers to this file, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        numbers = measure(Path(folder), options)
    for line in report(numbers):
        print(line)
    if options.json:
        options.json.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")


def measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """All measurements, times in seconds."""
    course = make_course(folder / "built")
    numbers: dict[str, Any] = {"students": options.students, "machine": machine()}
    ours = {name: [] for name in ("held", "1", "2")}  # type: dict[str, list[dict[str, Any]]]
    for attempt in range(options.repeat):
        for name, runs in ours.items():
            with class_of(course, options.students, folder / f"ours-{name}-{attempt}") as copy:
                runs.append(grade_ours(copy, 2 if name == "2" else 1, held=name == "held"))
                if name == "2":
                    runs[-1]["feedback"] = timed([sys.executable, "-c", FEEDBACK, NAME, "2"], copy.root)[0]
                    scores = all_scores(copy)
    numbers |= {f"ours {name}": median(runs) for name, runs in ours.items()}
    with class_of(course, options.students, folder / "stock") as copy:
        (copy.root / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
        numbers["stock"] = timed(nbgrader("autograde"), copy.root)[0]
        numbers["stock feedback"] = timed(nbgrader("generate_feedback"), copy.root)[0]
        numbers["scores that agree"] = [sum(map(scores.__contains__, all_scores(copy))), len(scores)]
        numbers["limit"] = limit(copy)
    numbers["line"] = [[n, line_point(course, n, folder / f"line{n}")] for n in options.line]
    return numbers


def make_course(home: Path) -> Course:
    """A scratch course with the real exercise."""
    (home / "grading" / "exercises").mkdir(parents=True)
    shutil.copy(REPO / "nbgrader_config.py", home)
    shutil.copy(REPO / "grading" / "exercises" / f"{NAME}.py", home / "grading" / "exercises")
    course = open_course(home)
    build(course)
    return course


@contextmanager
def class_of(course: Course, students: int, home: Path) -> Iterator[Course]:
    """A copy of the course with that many submissions; gone afterwards."""
    shutil.copytree(course.home, home)
    copy = open_course(home)
    release, right = released(copy, NAME), reference_answers(read(copy.exercises / f"{NAME}.py"))
    wrong = list(wrong_answers())
    for number in range(students):
        answers = dict(right)
        if number % 3 == 1 and wrong:
            answers |= dict([wrong[number % len(wrong)]])
        if number % 3 == 2:
            del answers[sorted(answers)[number % len(answers)]]
        hand_in(copy, NAME, f"s{number:03}", fill(release, answers))
    yield copy
    shutil.rmtree(home)


def wrong_answers() -> Iterator[tuple[str, str]]:
    """The named wrong answers of the tests: exercise and solution cell."""
    script = read(REPO / "grading" / "exercises" / f"{NAME}.py")
    for path in sorted((REPO / "tests" / "answers" / "wrong" / NAME).glob("*.py")):
        yield exercise_of(path, script), read_answer(path)[0]


def grade_ours(course: Course, jobs: int, *, held: bool = False) -> dict[str, Any]:
    """One run of ours: wall clock, CPU, pace once warm, and what a submission took.

    held: all of it on one core. Otherwise a run with one job uses the second core, too: to enter results.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", OURS, NAME, str(jobs), "held" if held else "free"]
    seconds, output = timed(command, course.root)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(output.splitlines()[-1])
    if told["could_not"]:
        raise SystemExit(f"submissions that could not be graded: {told['could_not']}")
    results = list(Journal(course.results / NAME).results().values())
    return {
        "seconds": seconds,
        "pace": told["pace"],
        "cpu": (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / len(results),
        "a submission": statistics.median(result.seconds for result in results),
        "student cpu": statistics.median(result.cpu_seconds for result in results),
        "peak MiB": max(result.peak_bytes for result in results) / 2**20,
    }


def line_point(course: Course, students: int, home: Path) -> float:
    with class_of(course, students, home) as copy:
        return float(grade_ours(copy, 2)["seconds"])


def limit(course: Course) -> float:
    """The same cells, neither isolated nor graded, each submission in a fork of a process as warm as ours."""
    graded = sorted(course.folder("autograded").glob(f"*/{NAME}/{NAME}.ipynb"))
    output = timed([sys.executable, "-c", LIMIT, *map(str, graded)], course.root)[1]
    return float(json.loads(output.splitlines()[-1]))


def nbgrader(step: str) -> list[str]:
    return [str(Path(sys.executable).with_name("nbgrader")), step, NAME, "--log-level=ERROR"]


def timed(command: list[str], cwd: Path) -> tuple[float, str]:
    """Wall-clock seconds of a command that must succeed, and what it printed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(REPO)}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)[:80]}: {done.stderr[-2000:]}")
    return seconds, done.stdout


def all_scores(course: Course) -> set[tuple[Any, ...]]:
    """Student, cell and automatic score of every graded cell."""
    with closing(sqlite3.connect(course.root / "grading" / "gradebook.db")) as database:
        rows = database.execute(
            "SELECT student_id, base_cell.name, auto_score FROM grade "
            "JOIN base_cell ON base_cell.id = cell_id "
            "JOIN submitted_notebook s ON s.id = grade.notebook_id "
            "JOIN submitted_assignment a ON a.id = s.assignment_id"
        )
        return set(rows)


def median(runs: list[dict[str, Any]]) -> dict[str, float]:
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def machine() -> str:
    system, python = platform.system(), platform.python_version()
    return f"{platform.machine()}, {os.cpu_count()} cores, {system}, Python {python}"


def straightness(points: list[list[float]]) -> tuple[float, float, float]:
    """Least squares: start-up, seconds a submission, and the largest departure from the line in per cent."""
    slope, start = statistics.linear_regression([x for x, _ in points], [y for _, y in points])
    return start, slope, max(abs(y / (start + slope * x) - 1) for x, y in points) * 100


def report(numbers: dict[str, Any]) -> Iterator[str]:
    """The numbers beside the goals."""
    held, one, two = (numbers[f"ours {name}"] for name in ("held", "1", "2"))
    count = numbers["students"]
    agree, cells = numbers["scores that agree"]
    rows = {
        "stock nbgrader autograde": (numbers["stock"], "s", f"{numbers['stock'] / count:.2f} s each"),
        "ours, 2 jobs": (
            two["seconds"],
            "s",
            f"{numbers['stock'] / two['seconds']:.1f} times as fast (goal: 25)",
        ),
        "ours, 1 job": (one["seconds"], "s", ""),
        "a submission, 1 job, once warm": (one["pace"] * 1000, "ms", "goal: at most 80"),
        "the same, all on one core": (held["pace"] * 1000, "ms", ""),
        "the second core, once warm": (
            held["pace"] / two["pace"],
            "times",
            f"goal: at least 1.8; with 1 job left free: {one['pace'] / two['pace']:.2f}",
        ),
        "stock generate_feedback": (numbers["stock feedback"], "s", ""),
        "our feedback, 2 jobs": (
            two["feedback"],
            "s",
            f"{numbers['stock feedback'] / two['feedback']:.1f} times as fast (goal: 3)",
        ),
        "limit: the cells in a warm fork": (
            numbers["limit"] * 1000,
            "ms",
            f"ours, once warm, takes {one['pace'] / numbers['limit']:.1f} times that",
        ),
        "CPU a submission": (two["cpu"], "s", "all processes, start-up included"),
        "CPU of the student's process": (two["student cpu"], "s", ""),
        "memory of the student's process": (two["peak MiB"], "MiB", "the largest"),
        "scores equal to stock's": (agree, "cells", f"of {cells}"),
    }
    yield f"{count} submissions of {NAME}, isolated; {numbers['machine']}"
    for what, (value, unit, remark) in rows.items():
        yield f"{what:34}{value:10.2f} {unit:6}{remark}"
    if len(numbers["line"]) > 1:
        start, slope, off = straightness(numbers["line"])
        span = " to ".join(str(numbers["line"][end][0]) for end in (0, -1))
        line = f"{start:.1f} s + {slope * 1000:.0f} ms each; at most {off:.0f} % off the line"
        yield f"{span} submissions: {line}"


if __name__ == "__main__":
    main()
