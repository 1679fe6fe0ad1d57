"""Tests of the tests: every wrong answer loses its own exercise's points, every right answer loses none."""

from __future__ import annotations

import pytest

from grading.source import read
from tests.harness import SAMPLE, Answer, answers, concerned, run, run_answer, scripts

SCRIPTS = scripts()
WRONG = [answer for script in SCRIPTS for answer in answers("wrong", script)]
RIGHT = [answer for script in SCRIPTS for answer in answers("right", script)]
EXERCISES = [(script, name) for script in SCRIPTS for name in script.points]


def script_of(answer: Answer):
    return next(script for script in SCRIPTS if script.name == answer.assignment)


@pytest.mark.parametrize("answer", WRONG, ids=str)
def test_wrong_answer_loses_exactly_its_own_points(answer):
    results = run_answer(script_of(answer), answer)
    failed = {name: failure for name, failure in results.items() if failure}
    assert list(failed) == [answer.exercise], f"lost points: {failed}"
    assert answer.message, f"{answer.path} must begin with `# message: <what the failure says>`"
    assert answer.message in failed[answer.exercise]


@pytest.mark.parametrize("answer", RIGHT, ids=str)
def test_right_answer_gets_full_points(answer):
    results = run_answer(script_of(answer), answer)
    assert {name: failure for name, failure in results.items() if failure} == {}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_reference_solutions_get_full_points(script):
    assert {name: failure for name, failure in run(script).items() if failure} == {}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_untouched_release_gets_nothing(script):
    stubs = {cell.name: cell.stub for cell in script.having("solution")}
    assert [name for name, failure in run(script, stubs).items() if not failure] == []


@pytest.mark.parametrize(("script", "exercise"), EXERCISES, ids=lambda value: getattr(value, "name", value))
def test_exercise_has_enough_answers(script, exercise):
    """Four wrong answers and two right ones, each another text."""
    for kind, enough in (("wrong", 4), ("right", 2)):
        sources = {answer.source for answer in answers(kind, script) if answer.exercise == exercise}
        assert len(sources) >= enough, (
            f"tests/{kind}_answers/{script.name}/{exercise}_*.py: {len(sources)} of {enough}"
        )


def test_harness_names_the_mistake():
    failure = run(read(SAMPLE), {"double": "def double(x):\n    return x ** 2"})["double"]
    assert "squared x instead of doubling" in failure


NOISY = "import sys, warnings\ndef double(x):\n    warnings.warn('odd')\n    print('hm', file=sys.stderr)\n"


def test_a_warning_costs_a_student_nothing():
    assert run(read(SAMPLE), {"double": f"{NOISY}    return 2 * x"})["double"] is None


def test_a_warning_of_the_course_itself_is_a_failure(tmp_path):
    text = SAMPLE.read_text(encoding="utf-8").replace(
        "    return 2 * x\n", "    print(x, file=sys.stderr)\n    return 2 * x\n"
    )
    (tmp_path / "00_noisy.py").write_text(
        text.replace("import numpy", "import sys\nimport numpy"), encoding="utf-8"
    )
    assert "[ 1. -2.]" in run(read(tmp_path / "00_noisy.py"))["double"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "def double(x):\n    y = 1\n    return y / 0",
            ["ZeroDivisionError: division by zero", "in double, line 3 of the cell: return y / 0"],
        ),
        (
            "def double(x)\n    return x",
            [
                "NameError: name 'double' is not defined",
                "stopped before that, with SyntaxError: expected ':' (line 1)",
            ],
        ),
        (
            "def dubble(x):\n    return 2 * x",
            ["name 'double' is not defined", "defines no double. Was it renamed"],
        ),
        ("1 / 0", ["NameError: name 'double'", "with ZeroDivisionError: division by zero"]),
        (
            "def double(x):\n    raise NotImplementedError()",
            ["NotImplementedError: this exercise is still open"],
        ),
        ("def double(x):\n    exit()", ["SystemExit", "leave out exit()"]),
        (
            "import numpy as np\ndouble = lambda x: np.linalg.inv(np.zeros((2, 2)))",
            ["ValueError: Singular matrix", "line 2 of the cell"],
        ),
    ],
)
def test_harness_says_what_happened_in_the_students_code(source, said):
    failure = run(read(SAMPLE), {"double": source})["double"]
    assert [text for text in said if text not in failure] == []


def test_harness_goes_on_after_a_cell_that_raises():
    assert "NameError" in run(read(SAMPLE), {"double": "1 / 0"})["double"]


def test_an_answer_runs_its_own_test_and_few_others():
    for script in scripts():
        tests = {cell.name for cell in script.having("test")}
        found = {cell.name: concerned(script, cell.name) for cell in script.having("solution")}
        assert all(f"{name}_test" in cells for name, cells in found.items())
        assert min(map(len, found.values())) <= len(tests) / 3
