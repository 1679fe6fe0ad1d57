"""Tests of the tests: every wrong answer loses its own exercise's points, every right answer loses none."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from grading.authoring.script import Script, read
from grading.execution.engine import Engine
from grading.execution.limits import Limits
from grading.submission.answers import reference_answers
from tests.exercises import isolated
from tests.harness import SAMPLE, Answer, answers, concerned, run, run_answer, scripts
from tests.sandboxed import engine_or_skip

SCRIPTS = scripts()
pytestmark = pytest.mark.timeout(3600)  # only ends what hangs
SLOW = pytest.mark.slow
EXERCISES = [(script, name) for script in SCRIPTS for name in script.points]


@functools.cache
def told(answer: Answer) -> dict[str, str]:
    """What the tests that an answer concerns fail with in one process: exercise -> message."""
    results = run_answer(next(script for script in SCRIPTS if script.name == answer.assignment), answer)
    return {name: failure for name, failure in results.items() if failure}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with engine_or_skip(Limits(replays=0)) as engine:
        yield engine


class Answers:
    """The answers to one notebook, in one process and through the isolated grader: the same points, and the
    same first line of what is told. A class a notebook: classes are shared out among processes.
    """

    script: Script

    def test_reference_solutions_get_full_points(self):
        assert {name: failure for name, failure in run(self.script).items() if failure} == {}

    def test_untouched_release_gets_nothing(self):
        stubs = {cell.name: cell.stub for cell in self.script.having("solution")}
        assert [name for name, failure in run(self.script, stubs).items() if not failure] == []

    def test_wrong_answer_loses_exactly_its_own_points(self, wrong):
        failed = told(wrong)
        assert list(failed) == [wrong.exercise], f"lost points: {failed}"
        assert wrong.message, f"{wrong.path} must begin with `# message: <what the failure says>`"
        assert wrong.message in failed[wrong.exercise]

    def test_right_answer_gets_full_points(self, right):
        assert told(right) == {}

    @SLOW
    def test_references_get_full_points_isolated(self, engine):
        sheet = isolated.sheet_of(self.script)
        assert isolated.graded(engine, sheet, reference_answers(self.script)) == {}

    @SLOW
    @pytest.mark.parametrize("kind", ["right", "wrong"])
    def test_isolated_answers_get_the_same_points_and_are_told_the_same(self, engine, kind):
        differences, sheet = {}, isolated.sheet_of(self.script)
        for batch, tests in isolated.batches(self.script, kind):
            kept = isolated.without_others(sheet, tests)
            lost = isolated.graded(engine, kept, isolated.sources(self.script, batch))
            for name, answer in batch.items():
                here, there = first_line(told(answer).get(name)), first_line(lost.pop(name, None))
                if here != there:
                    differences[str(answer)] = here, there
            assert lost == {}, [str(answer) for answer in batch.values()]
        assert differences == {}


def first_line(failure: str | None) -> str | None:
    return failure and failure.partition("\n")[0]


for _script in SCRIPTS:
    _name = f"Test{_script.name[:2]}"
    globals()[_name] = type(_name, (Answers,), {"script": _script})


def pytest_generate_tests(metafunc):
    """The answers of a class's notebook."""
    for kind in ("wrong", "right"):
        if kind in metafunc.fixturenames:
            metafunc.parametrize(kind, answers(kind, metafunc.cls.script), ids=str)


@pytest.mark.parametrize(("script", "exercise"), EXERCISES, ids=lambda value: getattr(value, "name", value))
def test_exercise_has_enough_answers(script, exercise):
    """Four wrong answers and two right ones, each another text."""
    for kind, enough in (("wrong", 4), ("right", 2)):
        sources = {answer.source for answer in answers(kind, script) if answer.exercise == exercise}
        assert len(sources) >= enough, (
            f"tests/answers/{kind}/{script.name}/{exercise}_*.py: {len(sources)} of {enough}"
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
