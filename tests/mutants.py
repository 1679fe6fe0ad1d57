"""Which one-step changes of a reference solution keep their points?

    python -m tests.mutants 06               # every exercise of a notebook, in about a minute
    python -m tests.mutants 06 whiten        # one exercise

    python -m tests.mutants 06 --unlisted    # only those that tests/answers/survivors/ does not explain

Each change that the exercise's test cell does not notice is printed. Many of them are right answers written
in another way: list those, with the reason, in `tests/answers/survivors/<notebook>.txt`. One that is
not is a hole: close it in the hidden tests, and keep it as a wrong answer.
"""

from __future__ import annotations

import argparse
import ast
import copy
import difflib
import os
import resource
import signal
import types
from collections.abc import Callable, Iterator
from typing import Any

from grading.authoring.script import Cell, Script
from tests.harness import TESTS, execute, like_a_kernel, scripts

SECONDS = 15  # of processor time: a change may make a loop endless
SURVIVED = "survived"
OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Pow: ast.Mult, ast.Mod: ast.FloorDiv, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
PAIRS = (
    "min max", "sum mean", "zeros ones", "floor ceil", "argmax argmin", "any all", "zeros_like ones_like",
    "std var", "sqrt square", "minimum maximum", "rand randn", "ReLU Identity", "MaxPool2d AvgPool2d",
    "max_pool2d avg_pool2d", "cumsum cumprod",
)  # fmt: skip
NAMES = {a: b for pair in map(str.split, PAIRS) for a, b in (pair, pair[::-1])}


def changed(node: Any, **fields: Any) -> Any:
    """A copy of a node with other fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def operators(node: Any) -> Iterator[ast.AST]:
    """The opposite operator; one operand alone."""
    if type(node.op) in OPERATORS:
        yield changed(node, op=OPERATORS[type(node.op)]())
    if isinstance(node, ast.BinOp):
        yield from (node.left, node.right)


def comparisons(node: Any) -> Iterator[ast.AST]:
    """With or without equality; the opposite."""
    for place, op in enumerate(node.ops):
        others = [*node.ops[:place], COMPARISONS[type(op)](), *node.ops[place + 1 :]]
        yield changed(node, ops=others)


def constants(node: Any) -> Iterator[ast.AST]:
    """A neighbouring number; the other truth value."""
    if isinstance(node.value, bool):
        yield changed(node, value=not node.value)
    elif isinstance(node.value, int):
        yield from (changed(node, value=node.value + step) for step in (1, -1))
    elif isinstance(node.value, float):
        yield changed(node, value=1.1 * node.value + 0.01)


def arguments(node: Any) -> Iterator[ast.AST]:
    """One argument missing, two exchanged, or the argument in place of the call."""
    for place in range(len(node.keywords)):
        yield changed(node, keywords=node.keywords[:place] + node.keywords[place + 1 :])
    if len(node.args) > 1:
        yield changed(node, args=node.args[:-1])
        yield changed(node, args=[node.args[1], node.args[0], *node.args[2:]])
    if len(node.args) == 1 and not node.keywords:
        yield node.args[0]
    if isinstance(node.func, ast.Attribute) and not node.args:
        yield node.func.value


def branches(node: Any) -> Iterator[ast.AST]:
    """One branch always."""
    if isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    else:
        yield from (changed(node, test=ast.Constant(value)) for value in (True, False))


def names(node: Any) -> Iterator[ast.AST]:
    """A function's counterpart."""
    field = "attr" if isinstance(node, ast.Attribute) else "id"
    if getattr(node, field) in NAMES:
        yield changed(node, **{field: NAMES[getattr(node, field)]})


def slices(node: Any) -> Iterator[ast.AST]:
    """One end left open."""
    parts = [name for name in ("lower", "upper", "step") if getattr(node, name) is not None]
    yield from (changed(node, **{name: None}) for name in parts)


def nothing(node: Any) -> Iterator[ast.AST]:
    """The statement left out, if it is one that acts on something."""
    acts = isinstance(node, ast.Raise | ast.AugAssign) or (
        isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    )
    if acts or (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript)):
        yield ast.Pass()


def operand(node: Any) -> Iterator[ast.AST]:
    """Without the sign or the `not`."""
    yield node.operand


RULES: dict[type, tuple[Callable[[Any], Iterator[ast.AST]], ...]] = {
    ast.BinOp: (operators,), ast.BoolOp: (operators,), ast.AugAssign: (operators, nothing),
    ast.UnaryOp: (operand,), ast.Compare: (comparisons,), ast.Constant: (constants,),
    ast.Call: (arguments,), ast.IfExp: (branches,), ast.If: (branches,), ast.Attribute: (names,),
    ast.Name: (names,), ast.Slice: (slices,), ast.Expr: (nothing,), ast.Raise: (nothing,),
    ast.Assign: (nothing,),
}  # fmt: skip


def variants(node: Any) -> Iterator[ast.AST]:
    """What may stand in a node's place."""
    for rule in RULES.get(type(node), ()):
        yield from rule(node)


def mutants(source: str) -> Iterator[str]:
    """Every version of a source with one change, each once; comments are gone."""
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    for parent in list(ast.walk(tree)):
        for field, value in list(ast.iter_fields(parent)):
            nodes = value if isinstance(value, list) else [value]
            for place, node in enumerate(nodes):
                for other in variants(node):
                    several = [*nodes[:place], other, *nodes[place + 1 :]]
                    setattr(parent, field, several if nodes is value else other)
                    text = ast.unparse(tree)
                    setattr(parent, field, value)
                    if text not in seen:
                        seen.add(text)
                        yield text


def survivors(
    script: Script, only: str = "", wanted: Callable[[str], bool] = lambda mutant: True
) -> Iterator[tuple[str, str, bool]]:
    """(exercise, mutant, whether all its points were kept) for the wanted mutants of a script's solutions."""
    namespace: dict[str, Any] = types.ModuleType("__main__").__dict__
    cells = script.having("setup", "solution", "test", "code")
    with like_a_kernel():
        for place, cell in enumerate(cells):
            if cell.role == "solution" and cell.name in script.points and only in ("", cell.name):
                end = next(i for i, other in enumerate(cells) if other.name == f"{cell.name}_test")
                for text in filter(wanted, mutants(cell.source)):
                    told = verdict(text, cells[place : end + 1], namespace)
                    yield cell.name, text, told == SURVIVED
            execute(cell.source, cell, namespace)


def verdict(text: str, cells: list[Cell], namespace: dict[str, Any]) -> str:
    """What the last of the cells fails with, when the first has this text. In a fork, as it may hang."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            signal.alarm(20 * SECONDS)  # it may also wait for what never comes
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            execute(text, cells[0], namespace)
            failure = [execute(cell.source, cell, namespace) for cell in cells[1:]][-1]
            os.write(writer, (failure or SURVIVED).encode()[:1000])
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:
        told = pipe.read().decode("utf-8", "replace")
    os.waitpid(child, 0)
    return told


def difference(source: str, mutant: str) -> str:
    """The lines that a mutant changes."""
    before, after = ast.unparse(ast.parse(source)).splitlines(), mutant.splitlines()
    changes = [line for line in difflib.ndiff(before, after) if line[:2] in ("- ", "+ ")]
    return "\n".join(f"{line[:2]}{line[2:].strip()}" for line in changes)


def explained(script: Script) -> dict[tuple[str, str], str]:
    """(exercise, changed lines) -> why this survivor is a right answer, from tests/answers/survivors/.

    Raises ValueError for a block that is not `exercise: reason` and changed lines.
    """
    path = TESTS / "answers" / "survivors" / f"{script.name}.txt"
    found = {}
    for block in path.read_text(encoding="utf-8").split("\n\n") if path.exists() else []:
        head, _, change = block.strip("\n").partition("\n")
        exercise, colon, reason = head.partition(": ")
        if not block.strip():
            continue
        if exercise not in script.points or not colon or not change.startswith(("- ", "+ ")):
            raise ValueError(
                f"{path}: {head!r} should be `exercise: reason`, and lines with - and + below it"
            )
        found[exercise, change] = reason
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notebook", help="the beginning of its name, such as 06")
    parser.add_argument("exercise", nargs="?", default="")
    parser.add_argument("--unlisted", action="store_true", help="leave out what has its reason in survivors/")
    options = parser.parse_args()
    for script in scripts():
        if not script.name.startswith(options.notebook):
            continue
        sources = {cell.name: cell.source for cell in script.having("solution")}
        found = list(survivors(script, options.exercise))
        kept = [(name, difference(sources[name], mutant)) for name, mutant, survived in found if survived]
        known = explained(script)
        for exercise, change in kept:
            if not (options.unlisted and (exercise, change) in known):
                print(f"{exercise}: \n{change}\n")
        new = sum(survivor not in known for survivor in kept)
        print(
            f"{script.name}: {len(kept)} of {len(found)} changes keep their points, {new} unexplained",
            flush=True,
        )


if __name__ == "__main__":
    main()
