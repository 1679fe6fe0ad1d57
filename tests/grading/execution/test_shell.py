"""Cells that are no more than Python are told from IPython's by their look."""

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from grading.execution.inside.shell import MAY_BE_IPYTHONS
from tests.harness import scripts

IPYTHONS = [
    "%matplotlib inline",
    "x = 1\n%time x",
    "%%time\nx = 1",
    "x = %pwd",
    "y =%pwd",
    "x = \\\n%pwd",
    "!ls",
    "files = !ls",
    "if True:\n    !ls",
    "if True:\n    %time 1",
    "print?",
    "?print",
    "x = 1\nprint??",
    ">>> x = 1\n>>> x",
    "# a comment\n>>> x = 1",
    "In [1]: x = 1\n   ...: y = 2",
    "  In [1]: x = 1",
    "[ins] In [1]: x = 1",
    "   ...: y = 2",
    "    x = 1\n    y = 2",
    "\tx = 1",
    "\n\nx = 1",
    ",print a b",
    "if True:\n    ;print a b",
    "/print 1",
]
PYTHONS = [
    "x = 1\n\n\ny = 2\n",
    "def f(x):\n    return [\n        x,\n    ]",
    'text = """\n  In a text\n"""',
    "x = (4\n     - 2)",
    "# In short\nx = 1",
    "x = a % b",
    "if a != b:\n    a %= b",
    'f"{x!r}"',
    "",
]


@pytest.mark.parametrize("source", IPYTHONS)
def test_what_only_ipython_can_read_is_left_to_it(source):
    assert TransformerManager().transform_cell(source).strip("\n") != source
    assert MAY_BE_IPYTHONS.search(source)


@pytest.mark.parametrize("source", PYTHONS)
def test_plain_python_is_not_looked_at_twice(source):
    assert not MAY_BE_IPYTHONS.search(source)


def test_ipython_would_leave_the_cells_that_it_does_not_see_as_they_are():
    cells = [cell.source for script in scripts() for cell in script.cells if cell.kind == "code"]
    unseen = [source for source in [*cells, *PYTHONS] if not MAY_BE_IPYTHONS.search(source)]
    assert len(unseen) > len(cells) / 3
    for source in unseen:
        assert TransformerManager().transform_cell(source).strip("\n") == source.strip("\n")
