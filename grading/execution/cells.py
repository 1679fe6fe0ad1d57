"""A notebook's cells as its processes get them: what kind each is, and the instructor's compiled beforehand.

The same locked and test cells come with every submission. Reading them as IPython does (magics, the last
expression shown) and compiling them takes a third of the time that running them takes, so it is done once.
"""

from __future__ import annotations

import ast
import builtins
import functools
import marshal
import warnings

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

from grading.core.names import names_in
from grading.execution.inside.codec.messages import LOCKED, STUDENT, TEST, Cell

__all__ = ["describe", "prepare"]

BUILT_IN = frozenset(dir(builtins)) | {"__name__", "get_ipython", "display", "In", "Out", "_"}
SKIP_TAGS = frozenset({"skip-execution", "experiment"})


def describe(index: int, cell: NotebookNode) -> Cell | None:
    """What the examiner needs to know of a cell; None for one that is not run."""
    tags = cell.metadata.get("tags", [])
    if cell.cell_type != "code" or SKIP_TAGS.intersection(tags) or not cell.source.strip():
        return None
    marks = cell.metadata.get("nbgrader", {})
    grade, solution, locked = (bool(marks.get(key)) for key in ("grade", "solution", "locked"))
    kind = STUDENT if solution or not (grade or locked) else TEST if grade else LOCKED
    name = str(marks.get("grade_id", index))
    described: Cell = {"index": index, "kind": kind, "source": cell.source, "name": name}
    if kind != STUDENT:
        described["names"], described["assigned"], described["code"] = prepare(cell.source, f"<cell {name}>")
    return described


@functools.lru_cache(512)
def prepare(source: str, file: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[bytes, ...]]:
    """Names that an instructor's cell takes from outside, names that it defines, and its code in two parts:
    all but the last expression, then that.

    The code is empty for a cell that only IPython itself can run or that does not compile.
    """
    try:
        python = TransformerManager().transform_cell(source)
        with warnings.catch_warnings(action="ignore", category=SyntaxWarning):
            tree = ast.parse(python)
            names = names_in(tree)
            taken = names.uses.keys() - names.defines - BUILT_IN
            shows = not python.rstrip().endswith(";")
            return tuple(sorted(taken)), tuple(sorted(names.defines)), _compile(tree, file, shows)
    except (SyntaxError, ValueError, RecursionError):
        return (), (), ()


def _compile(tree: ast.Module, file: str, shows: bool) -> tuple[bytes, ...]:
    """The code of a cell, which is taken apart. shows: whether a last expression is one that is shown."""
    shown: list[ast.stmt] = []
    if tree.body and isinstance(tree.body[-1], ast.Expr) and shows:
        shown = [tree.body.pop()]
    codes = [compile(tree, file, "exec", dont_inherit=True)]
    if shown:
        codes.append(compile(ast.Interactive(shown), file, "single", dont_inherit=True))
    return tuple(marshal.dumps(code) for code in codes)
