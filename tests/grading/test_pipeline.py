"""The real nbgrader, run on the real notebooks from the course's root."""

from __future__ import annotations

import nbformat
import pytest
from nbgrader.converters import Autograde

from grading.authoring.build import build
from grading.core.course import Course, run_step
from grading.submission.answers import fill, hand_in, reference_answers, released
from tests.conftest import command, make_course
from tests.harness import SAMPLE, answers, scripts

SHIFT = """\
class Shift:
    def __init__(self, by):
        self.by = by

    def forward(self, x):
        return x + self.by
"""


@pytest.fixture(scope="session", params=scripts(), ids=lambda script: script.name)
def school(request, tmp_path_factory):
    """A course with one real notebook: its script, the course, and the sources of its reference solutions."""
    script = request.param
    course = make_course(tmp_path_factory.mktemp("school") / "course", script.path)
    build(course)
    return script, course, reference_answers(script)


@pytest.fixture(params=["isolated", "stock"])
def way(request):
    """How `nbgrader autograde` runs a submission: as this course configures it, or as nbgrader comes."""
    return request.param


def autograde(course, assignment, student, content, way="isolated"):
    """Hand in, autograde, and return exercise -> points (None: waits for a grader)."""
    hand_in(course, assignment, student, content)
    grader = Course(course.home, course.root)
    if way == "stock":
        del grader.config["Autograde"]
    run_step(Autograde, grader, assignment, student, force=True)
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission(assignment, student)
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        return {grade.name.removesuffix("_test"): grade.auto_score for grade in grades}


@pytest.mark.slow
def test_reference_solutions_get_full_points(school, way):
    script, course, right = school
    questions = {cell.name: None for cell in script.having("question")}
    content = fill(released(course, script.name), right)
    assert autograde(course, script.name, "reference", content, way) == script.points | questions


@pytest.mark.slow
def test_untouched_release_gets_nothing(school, way):
    script, course, _ = school
    points = autograde(course, script.name, "untouched", released(course, script.name), way)
    assert points == dict.fromkeys(points, 0)
    assert points.keys() == script.points.keys() | {cell.name for cell in script.having("question")}


@pytest.mark.slow
@pytest.mark.parametrize("part", [0, 1])
def test_wrong_answers_lose_their_own_points(school, part, way):
    """Two submissions, each with a wrong answer in every second exercise."""
    script, course, right = school
    wrong = {answer.exercise: answer for answer in reversed(answers("wrong", script))}
    chosen = {name: answer.source for i, (name, answer) in enumerate(sorted(wrong.items())) if i % 2 == part}
    content = fill(released(course, script.name), right | chosen)
    points = autograde(course, script.name, f"wrong{part}", content, way)
    expected = script.points | dict.fromkeys(chosen, 0)
    assert chosen
    assert {name: points[name] for name in expected} == expected


@pytest.mark.slow
def test_right_answers_keep_all_points(school, way):
    script, course, right = school
    other = {answer.exercise: answer.source for answer in answers("right", script)}
    assert other
    content = fill(released(course, script.name), right | other)
    points = autograde(course, script.name, "right", content, way)
    assert {name: points[name] for name in script.points} == script.points


def test_stock_commands_work_from_the_root(course, release):
    """autograde, generate_feedback, export and the database commands, as nbgrader's manual has them."""
    name = SAMPLE.stem
    hand_in(
        course,
        name,
        "bitdiddle",
        fill(released(course, name), {"double": "def double(x):\n    return x + x"}),
    )
    for arguments in (["autograde", name], ["generate_feedback", name], ["export"]):
        done = command("nbgrader", *arguments, cwd=course.home)
        assert done.returncode == 0, done.stderr
    assert course.folder("feedback", "bitdiddle", name, f"{name}.html").read_text().count("double_test") >= 1
    assert f"{name},,,bitdiddle,,,,2.0,0.0,2.0,8.0,graded," in (course.home / "grades.csv").read_text()


def test_deleted_test_cell_comes_back_and_is_run(course, release):
    notebook = fill(released(course, SAMPLE.stem), {"double": "def double(x):\n    return x * x"})
    notebook.cells = [cell for cell in notebook.cells if cell.id != "double_test"]
    points = autograde(course, SAMPLE.stem, "shortened", notebook)
    assert points == {"double": 0, "Shift": 0, "question_why": 0}


def test_mark_scheme_is_shown_to_graders_of_a_submission(course, release):
    autograde(course, SAMPLE.stem, "ada", released(course, SAMPLE.stem))
    path = course.folder("autograded", "ada", SAMPLE.stem, f"{SAMPLE.stem}.ipynb")
    cells = {cell.id: cell.source for cell in nbformat.read(path, 4).cells}
    assert "because it is twice as much" in cells["question_why_prompt"]


@pytest.mark.parametrize(
    ("double", "verdict"),
    [
        ("def double(x):\n    return 2 * x", "passes all the tests"),
        ("def double(x):\n    return 1", "FAILED ON 1 CELL"),
    ],
)
def test_students_can_validate(course, release, tmp_path, double, verdict):
    """`nbgrader validate` on the release alone, away from the course and its configuration."""
    path = tmp_path / release.name
    nbformat.write(
        fill(nbformat.read(release, 4), {"double": double, "Shift": SHIFT, "question_why": "So."}), path
    )
    done = command("nbgrader", "validate", path, cwd=tmp_path)
    assert verdict in done.stdout, done.stdout + done.stderr
