"""`course demo`: the course's main job on a small class, in a folder of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
from rich.console import Console

from grading.authoring.build import build, load
from grading.authoring.script import SOLUTION, Script, cut
from grading.core.course import Course
from grading.core.errors import CourseError
from grading.execution.limits import Limits
from grading.report import status, tables
from grading.report.feedback import feedback
from grading.run.grade import grade
from grading.submission.answers import exercise_of, fill, hand_in, read_answer, reference_answers, released

SECONDS_PER_CALL = 3.0
_MARK = ".course-demo"
_CONFIG = '''"""Made by `course demo`: the course's settings, with nbgrader's directories here."""

from pathlib import Path

c = get_config()  # noqa: F821
load_subconfig("nbgrader_config.py", path=str(Path(__file__).resolve().parents[1]))  # noqa: F821
root = Path(__file__).resolve().parent
c.CourseDirectory.root = str(root)
c.CourseDirectory.db_url = f"sqlite:///{root / 'grading' / 'gradebook.db'}"
'''


def demo(home: Course, assignment: str | None = None, console: Console | None = None) -> list[status.Row]:
    """Build, make a class of submissions, grade them, write feedback and grades, and say where all lies.

    Everything is written below `demo/`, whose previous contents are replaced; the course's own gradebook
    and submissions are not touched. Returns the rows of grades.csv.
    """
    console = console or Console()
    script = _choose(home, assignment)
    course = Course(home.home, _clean(home.home / "demo"))
    console.print(f"[bold]Building[/] {script.name} from {script.path.relative_to(home.home)}")
    build(course, [script.name])
    for who, what in make_class(course, script):
        hand_in_as(course, script, who, what)
    limits = Limits(call_seconds=SECONDS_PER_CALL, cell_seconds=2 * SECONDS_PER_CALL)
    tables.print_summary(grade(course, script.name, limits=limits, console=console), console)
    feedback(course, script.name)
    with course.gradebook() as gradebook:
        rows = status.rows(gradebook, course.directory())
    status.write_csv(rows, course.root / "grades.csv")
    console.print(tables.class_table(rows, script.name))
    console.print(tables.exercise_table(rows))
    _say_where(course, script.name, console)
    return rows


def _choose(course: Course, assignment: str | None) -> Script:
    """The script asked for, else the first that has wrong answers to show, else the first."""
    names = [path.stem for path in course.scripts()]
    if not names:
        raise CourseError(f"there is no exercise script in {course.exercises} yet")
    with_answers = [name for name in names if _wrong_answers(course, name)]
    return load(course, [assignment or (with_answers or names)[0]])[0]


def _wrong_answers(course: Course, name: str) -> list[Path]:
    return sorted((course.home / "tests" / "answers" / "wrong" / name).glob("*.py"))


def _clean(folder: Path) -> Path:
    """An empty demo folder. Raises CourseError where the folder holds anything but an older demo."""
    if folder.exists() and not (folder / _MARK).exists():
        raise CourseError(f"{folder} was not made by `course demo`; move it away, then run this again")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / _MARK).touch()
    (folder / "nbgrader_config.py").write_text(_CONFIG, encoding="utf-8")
    return folder


def make_class(course: Course, script: Script) -> Iterator[tuple[str, str]]:
    """The class: a student's name, which says what is wrong, and the text of the file handed in."""
    release, right = released(course, script.name), reference_answers(script)
    exercise = script.having("solution")[0]

    def handed(**changed: str) -> str:
        return nbformat.writes(fill(release, right | changed))

    yield "ada-reference", handed()
    for letter, path in zip("bcdef", _spread(_wrong_answers(course, script.name), 5), strict=False):
        answer, _ = read_answer(path)
        yield f"{letter}-wrong-{path.stem}", handed(**{exercise_of(path, script): answer})
    yield "gus-empty", nbformat.writes(release)
    unfinished = cut(exercise.source, SOLUTION, 'raise RuntimeError("not finished")')
    yield "hal-raises", handed(**{exercise.name: unfinished})
    yield (
        "ida-loops-forever",
        handed(**{exercise.name: cut(exercise.source, SOLUTION, "while True:\n    pass")}),
    )
    yield "jon-damaged-file", handed()[: len(handed()) // 2]


def _spread(paths: list[Path], count: int) -> list[Path]:
    """`count` of the paths, evenly spread, so that they belong to different exercises."""
    return [paths[i * len(paths) // count] for i in range(count)] if len(paths) > count else paths


def hand_in_as(course: Course, script: Script, who: str, content: str) -> str:
    """Hand a file in under a name that nbgrader accepts, and return the name."""
    student = re.sub(r"[^A-Za-z0-9_.-]", "-", who)
    hand_in(course, script.name, student, content)
    return student


def _say_where(course: Course, assignment: str, console: Console) -> None:
    here = Path.cwd()

    def shown(path: Path) -> str:
        return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)

    first = course.submitted(assignment)[1]
    page = course.folder("feedback", first, assignment, f"{assignment}.html")
    console.print(
        f"""
[bold]Where everything lies[/]
  release    {shown(course.folder("release", assignment, f"{assignment}.ipynb"))}
  handed in  {shown(course.folder("submitted"))}/<student>/{assignment}/
  graded     {shown(course.folder("autograded"))}/<student>/{assignment}/
  feedback   {shown(course.folder("feedback"))}/<student>/{assignment}/{assignment}.html
  grades     {shown(course.root / "grades.csv")}

[bold]What to open next[/]
  1. what a student gets back, in a browser: {shown(page)}
  2. the notebook as a student: make lab, then {assignment}/{assignment}.ipynb
  3. hand-grading: cd {shown(course.root)}, jupyter lab, menu Nbgrader, Formgrader""",
        soft_wrap=True,
        highlight=False,
    )
