"""Careless answers, made from reference solutions: no `return`, text, an empty tuple, the argument itself."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

__all__ = ["WAYS", "careless"]

WAYS = {"nothing": "None", "text": "'text'", "an empty tuple": "()", "its argument": ""}


def careless(source: str, way: str, name: str = "") -> Iterator[str]:
    """The solution cell with every function's, or one class's public methods', result replaced.

    way: one of WAYS. name: the one function or class to change, if not each in turn. A class's `__init__`
    stays as it is; a method without arguments cannot give one back.
    """
    tree = ast.parse(source)
    for place, node in enumerate(tree.body):
        if name and getattr(node, "name", name) != name:
            continue
        if isinstance(node, ast.FunctionDef):
            yield _with(tree, place, _returning(node, way, 0))
        elif isinstance(node, ast.ClassDef):
            changed = copy.deepcopy(node)
            changed.body = [
                _returning(part, way, 1)
                if isinstance(part, ast.FunctionDef) and not part.name.startswith("_")
                else part
                for part in changed.body
            ]
            yield _with(tree, place, changed)


def _returning(function: ast.FunctionDef, way: str, first: int) -> ast.FunctionDef:
    names = [argument.arg for argument in function.args.args[first:]]
    value = WAYS[way] or (names[0] if names else "None")
    changed = copy.deepcopy(function)
    changed.body = ast.parse(f"return {value}").body
    return changed


def _with(tree: ast.Module, place: int, node: ast.stmt) -> str:
    body = [*tree.body[:place], node, *tree.body[place + 1 :]]
    return ast.unparse(ast.Module(body, type_ignores=[]))
