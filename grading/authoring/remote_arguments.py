"""Finds test cells that hand the student's code what cannot reach it under isolated grading.

There the student's code runs in another process, to which values and importable functions cross. A lambda, a
generator or something that the test cell itself defines does not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

__all__ = ["stranded"]

_ADVICE = (
    "cannot be handed to the student's code, which runs in another process when a submission is graded: "
    "pass values, or a function that both sides can import; define the helper in course_utils or a setup cell"
)


def stranded(tree: ast.Module, students: set[str]) -> Iterator[tuple[int, str]]:
    """Line and message for every argument of a student's function or object that cannot cross.

    tree: a test cell. students: the names that solution cells define.
    """
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    theirs = students | _made_by(tree, students)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _root(node.func) in theirs:
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                if what := _kind(argument, own):
                    yield argument.lineno, f"{what} {_ADVICE}"


def _made_by(tree: ast.Module, students: set[str]) -> set[str]:
    """Names that the cell binds to what a student's function or class returned, such as `layer = ReLU()`."""
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    made = [
        node for node in assigned if isinstance(node.value, ast.Call) and _root(node.value.func) in students
    ]
    return {target.id for node in made for target in node.targets if isinstance(target, ast.Name)}


def _root(node: ast.expr) -> str:
    """The name that an expression such as `ReLU().forward` begins with; "" where it begins with none."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _kind(argument: ast.expr, own: set[str]) -> str:
    if isinstance(argument, ast.Lambda):
        return "a lambda"
    if isinstance(argument, ast.GeneratorExp):
        return "a generator"
    if isinstance(argument, ast.Name) and argument.id in own:
        return f"`{argument.id}`, which the test cell defines,"
    return ""
