"""The engine as nbgrader uses it, beside nbgrader's own way of executing."""

from __future__ import annotations

import copy

import pytest
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade, is_grade
from traitlets.config import Config

from grading.nbgrader_plugins import IsolatedExecute, close_engines
from tests.grading.conftest import make_notebook

HONEST = (
    ("locked", "import numpy as np\nimport torch\nfrom course_utils import checks\nnp.seterr(over='raise')"),
    ("student", "# double\ndef double(x):\n    print('working')\n    return 2 * x"),
    ("test", "x = np.array([1.0, 2.0])\nchecks.assert_close(double(x), 2 * x, 'double(x)')"),
    ("student", "# half\ndef half(x):\n    return x / 3"),
    ("test", "assert half(4) == 2"),
    ("student", "# grow\ndef grow(x):\n    return np.exp(x)"),
    (
        "test",
        "caught = False\ntry:\n    grow(1e5)\nexcept FloatingPointError:\n    caught = True\nassert caught",
    ),
    ("student", "# Net\nclass Net(torch.nn.Linear):\n    pass"),
    ("test", "net = Net(2, 1)\nnet(torch.ones(1, 2)).sum().backward()\nassert (net.weight.grad == 1).all()"),
    ("student", "# missing"),
    ("test", "missing()"),
    ("test", "import warnings\nwarnings.warn('from the test cell itself')"),
)


def points(notebook: NotebookNode) -> list[float | None]:
    return [determine_grade(cell)[0] for cell in notebook.cells if is_grade(cell)]


@pytest.mark.slow
def test_isolated_and_stock_execution_give_the_same_points() -> None:
    notebook = make_notebook(*HONEST)
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    isolated, _ = IsolatedExecute().preprocess(notebook, {})
    close_engines()
    stock = copy.deepcopy(notebook)
    Execute().preprocess(stock, {})
    assert points(isolated) == points(stock) == [1, 0, 1, 1, 0, 0]


def test_configuration_reaches_the_engine() -> None:
    config = Config({"IsolatedExecute": {"sandbox": "none", "limits": {"cell_seconds": 2}}})
    preprocessor = IsolatedExecute(config=config)
    assert preprocessor.sandbox == "none"
    assert preprocessor._limits().cell_seconds == 2


def test_an_unknown_limit_is_named() -> None:
    preprocessor = IsolatedExecute(config=Config({"IsolatedExecute": {"limits": {"cell_minutes": 2}}}))
    with pytest.raises(ValueError, match="no 'cell_minutes'; it has call_seconds"):
        preprocessor.preprocess(make_notebook(), {})


@pytest.mark.slow
def test_grading_without_a_sandbox_is_said(caplog: pytest.LogCaptureFixture) -> None:
    notebook = make_notebook(("student", "# f\ndef f(): return 1"), ("test", "assert f() == 1"))
    executed, _ = IsolatedExecute(sandbox="none").preprocess(notebook, {})
    close_engines()
    assert executed.metadata["grading"]["sandbox"] == "none"
    assert points(executed) == [1]
    assert "WITHOUT a sandbox" in caplog.text
