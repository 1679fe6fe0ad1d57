"""Finds the mistakes in an exercise script that would cost students points or show them a solution."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass

from grading.authoring import prose
from grading.authoring.remote_arguments import stranded
from grading.authoring.script import (
    HIDDEN,
    SCHEME,
    SOLUTION,
    Cell,
    Script,
    inside,
    parse,
    split_question,
)
from grading.core.course import SCRIPT_NAME
from grading.core.errors import SourceError
from grading.core.names import Names, names_in, star_imports

_REQUIRED = ("grade", "grade_id", "locked", "schema_version", "solution")
_REGION_HOME = {SOLUTION: ("solution",), HIDDEN: ("test",), SCHEME: ("question", "text")}
_HOME_IN_WORDS = {
    SOLUTION: 'a solution cell ("solution": true)',
    HIDDEN: 'a test cell ("grade": true)',
    SCHEME: "a question's markdown cell",
}

_NOT_FOR_TESTS = {
    "experiment": "only an experiment defines it, which is skipped when grading; define it in a setup cell",
    "code": "only a cell that students may edit defines it; lock that cell, or define it in the test",
    "solution": "only a reference solution defines it; students need not",
}


@dataclass(frozen=True)
class Mistake:
    """What is wrong on this line of the script, and what to write instead."""

    line: int
    text: str


def check(script: Script) -> None:
    """Raise SourceError with every mistake in the script, each as `file:line: message`."""
    mistakes = sorted(find_mistakes(script), key=lambda mistake: mistake.line)
    if mistakes:
        raise SourceError("\n".join(f"{script.path}:{mistake.line}: {mistake.text}" for mistake in mistakes))


def find_mistakes(script: Script) -> list[Mistake]:
    """All mistakes, in no particular order."""
    found = list(_file_name(script))
    for cell in script.cells:
        found += [*_metadata(cell), *_regions(cell)]
    found += [*_identities(script), *_pairs(script), *_questions(script)]
    found += [Mistake(line, text) for line, text in prose.find(script)]
    trees, broken = _parse_all(script)
    found += broken
    if not broken:
        found += [*_endings(script, trees), *_solution_names(script, trees), *_test_names(script, trees)]
        found += [*_crossings(script, trees), *_borrowed(script, trees), *_overwritten(script, trees)]
    return found


def _file_name(script: Script) -> Iterator[Mistake]:
    if not SCRIPT_NAME.fullmatch(script.name):
        yield Mistake(
            1, f"the file is called {script.name}.py; call it NN_topic.py, such as 05_activations.py"
        )


# --- metadata -------------------------------------------------------------------------------------


def _metadata(cell: Cell) -> Iterator[Mistake]:
    if "nbgrader" not in cell.metadata:
        return
    missing = [key for key in _REQUIRED if key not in cell.nbgrader and key != "grade_id"]
    if missing:
        yield Mistake(
            cell.line, f"the nbgrader metadata lacks {', '.join(missing)}; nbgrader needs all of {_REQUIRED}"
        )
    if not cell.name:
        yield Mistake(cell.line, 'this nbgrader cell has no grade_id; add "grade_id": "name"')
    if cell.nbgrader.get("schema_version", 3) != 3:
        yield Mistake(cell.line, f"schema_version is {cell.nbgrader['schema_version']}; it must be 3")
    if cell.nbgrader.get("grade") and not _positive(cell.nbgrader.get("points")):
        what = "question" if cell.role == "question" else "test cell"
        points = cell.nbgrader.get("points", "not given")
        yield Mistake(cell.line, f'{what} {cell.name}: points are {points}; write "points": N with N > 0')


def _questions(script: Script) -> Iterator[Mistake]:
    for cell in script.having("question"):
        if SCHEME not in {marker.region for marker in cell.markers}:
            yield Mistake(
                cell.line,
                f"question {cell.name} has no mark scheme; end it with `=== BEGIN {SCHEME} ===` … "
                f"`=== END {SCHEME} ===`",
            )


def _positive(points: object) -> bool:
    return isinstance(points, int | float) and not isinstance(points, bool) and points > 0


def _identities(script: Script) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for cell in script.cells:
        for name in {part.name for part in split_question(cell)} - {""}:
            if name in first:
                yield Mistake(
                    cell.line, f"grade_id {name} is taken by the cell on line {first[name]}; use another"
                )
            first.setdefault(name, cell.line)


# --- regions --------------------------------------------------------------------------------------


def _regions(cell: Cell) -> Iterator[Mistake]:
    opened: dict[str, int] = {}
    for marker in cell.markers:
        line, words = cell.first + marker.offset, f"{'BEGIN' if marker.begin else 'END'} {marker.region}"
        if not marker.exact:
            wanted = f"=== {words} ===" if marker.region == SCHEME else f"### {words}"
            yield Mistake(
                line, f"nbgrader takes this line for a marker; write exactly `{wanted}`, or other words"
            )
        if cell.role not in _REGION_HOME[marker.region]:
            yield Mistake(
                line, f"`{words}` belongs into {_HOME_IN_WORDS[marker.region]}, this is a {cell.role} cell"
            )
        if marker.begin and opened:
            region, start = next(iter(opened.items()))
            yield Mistake(
                line, f"`{words}` inside the region {region} that begins on line {start}; end that first"
            )
        if marker.begin:
            opened[marker.region] = line
        elif opened.pop(marker.region, None) is None:
            yield Mistake(line, f"`{words}` without a `BEGIN {marker.region}` before it")
    for region, line in opened.items():
        yield Mistake(line, f"`BEGIN {region}` is never ended; add `END {region}`")


# --- exercises ------------------------------------------------------------------------------------


def _pairs(script: Script) -> Iterator[Mistake]:
    tests = {cell.name: cell for cell in script.having("test")}
    solutions = {cell.name: cell for cell in script.having("solution")}
    for name, cell in solutions.items():
        test = tests.get(f"{name}_test")
        if SOLUTION not in {marker.region for marker in cell.markers}:
            yield Mistake(cell.line, f"solution cell {name} has no `### BEGIN SOLUTION` … `### END SOLUTION`")
        if test is None:
            yield Mistake(
                cell.line, f"solution cell {name} has no test; add a test cell with grade_id {name}_test"
            )
        elif test.line < cell.line:
            yield Mistake(
                test.line, f"test cell {test.name} stands before its solution cell (line {cell.line})"
            )
    for name, cell in tests.items():
        if not name.endswith("_test") or name.removesuffix("_test") not in solutions:
            yield Mistake(
                cell.line, f"test cell {name} has no solution cell; its grade_id must be <solution>_test"
            )
        if not any(line.strip() and not line.strip().startswith("#") for line in inside(cell.source, HIDDEN)):
            yield Mistake(
                cell.line,
                f"test cell {name} has no hidden test; add `### BEGIN HIDDEN TESTS` … `### END HIDDEN TESTS`",
            )


def _parse_all(script: Script) -> tuple[dict[int, ast.Module], list[Mistake]]:
    """The syntax tree of each code cell by its line, and the cells that have none."""
    trees, mistakes = {}, []
    for cell in (cell for cell in script.cells if cell.kind == "code"):
        try:
            trees[cell.line] = parse(cell.source)
        except SyntaxError as error:
            mistakes.append(Mistake(cell.first + (error.lineno or 1) - 1, f"not Python: {error.msg}"))
            continue
        part, what = (
            (cell.stub, "its solution") if cell.role == "solution" else (cell.visible, "its hidden tests")
        )
        try:
            parse(part)
        except SyntaxError as error:
            mistakes.append(
                Mistake(cell.line, f"without {what}, cell {cell.name} is not Python: {error.msg}")
            )
    return trees, mistakes


def _endings(script: Script, trees: dict[int, ast.Module]) -> Iterator[Mistake]:
    for cell in script.having("test"):
        for tree, what in ((trees[cell.line], ""), (parse(cell.visible), " as students see it")):
            last = tree.body[-1] if tree.body else None
            if isinstance(last, ast.Expr) and not _is_check(last.value):
                yield Mistake(
                    cell.first + last.lineno - 1,
                    f"test cell {cell.name}{what} ends in an expression, whose value nbgrader reads as "
                    "partial credit; end in an assert or a call of `checks`",
                )
                break


def _is_check(node: ast.expr) -> bool:
    """Whether this is `checks.something(…)` or `assert_something(…)`: those return None, no credit."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Name):
        return function.id.startswith("assert_")
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return False
    return function.value.id == "checks" or function.attr.startswith("assert_")


def _crossings(script: Script, trees: dict[int, ast.Module]) -> Iterator[Mistake]:
    """Arguments that would reach the student's code in a notebook, but not under isolated grading."""
    students = {cell.name for cell in script.having("solution")}
    for cell in script.having("test"):
        for line, text in stranded(trees[cell.line], students):
            yield Mistake(cell.first + line - 1, f"test cell {cell.name}: {text}")


# --- names ----------------------------------------------------------------------------------------


def _solution_names(script: Script, trees: dict[int, ast.Module]) -> Iterator[Mistake]:
    for cell in script.cells:
        for line in star_imports(trees[cell.line]) if cell.kind == "code" else []:
            yield Mistake(
                cell.first + line - 1, "`import *` hides which names exist; import the names themselves"
            )
        if cell.role == "solution" and cell.name not in names_in(parse(cell.stub)).defines:
            yield Mistake(cell.line, f"the stub of solution cell {cell.name} does not define `{cell.name}`")


def _test_names(script: Script, trees: dict[int, ast.Module]) -> Iterator[Mistake]:
    """Names that a test cell uses and that may be missing in a student's notebook or when it is graded."""
    known, imported = set(dir(builtins)), _imported(script, trees)
    stubs: dict[str, frozenset[str]] = {}
    excuse = _where_else(script, trees)
    for cell in script.having("setup", "solution", "test"):
        if cell.role == "setup":
            known |= names_in(trees[cell.line]).defines
        elif cell.role == "solution":
            stubs[cell.name] = names_in(parse(cell.stub)).defines
        else:
            whole, visible = names_in(trees[cell.line]), names_in(parse(cell.visible))
            given = known | stubs.get(cell.name.removesuffix("_test"), frozenset())
            yield from _unknown(cell, whole, given | whole.defines, excuse)
            for name in sorted(whole.defines & known - imported - set(dir(builtins))):
                yield Mistake(
                    cell.line,
                    f"test cell {cell.name} gives `{name}` of a setup cell another value, which the "
                    "experiments below would then use; take another name",
                )
            only_hidden = whole.defines - given - visible.defines
            for name in sorted(only_hidden & visible.uses.keys()):
                line = cell.first + visible.uses[name] - 1
                yield Mistake(
                    line, f"visible test uses `{name}`, which only hidden tests define: students lack it"
                )


def _imported(script: Script, trees: dict[int, ast.Module]) -> set[str]:
    """Names of modules, functions and classes that cells import: importing one again changes nothing."""
    imports = [
        node
        for cell in script.having("setup", "test")
        for node in ast.walk(trees[cell.line])
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return {(alias.asname or alias.name).partition(".")[0] for node in imports for alias in node.names}


def _borrowed(script: Script, trees: dict[int, ast.Module]) -> Iterator[Mistake]:
    """Names that a solution takes from another exercise, whose mistakes would then cost its points."""
    home = {name: cell for cell in script.having("solution") for name in names_in(parse(cell.stub)).defines}
    for cell in script.having("solution"):
        names = names_in(trees[cell.line])
        for name, line in names.uses.items():
            if name not in names.defines and home.get(name, cell) is not cell:
                yield Mistake(
                    cell.first + line - 1,
                    f"solution {cell.name} uses `{name}` of exercise {home[name].name}, whose mistakes would "
                    "cost this exercise's points; pass it as an argument, or define it in a setup cell",
                )


def _overwritten(script: Script, trees: dict[int, ast.Module]) -> Iterator[Mistake]:
    """Names of an earlier experiment that a test in between gives another value."""
    last: dict[str, Cell] = {}
    shared: set[str] = set()
    for cell in (cell for cell in script.cells if cell.kind == "code"):
        names = names_in(trees[cell.line])
        if cell.role == "experiment":
            for name in sorted((names.uses.keys() - names.defines) & shared):
                if last[name].role == "test":
                    yield Mistake(
                        last[name].line,
                        f"test cell {last[name].name} gives `{name}` of an experiment another value, which "
                        f"the experiment on line {cell.line} would then use; take another name",
                    )
            shared |= names.defines
        last |= dict.fromkeys(names.defines, cell)


def _unknown(cell: Cell, names: Names, known: set[str], excuse: dict[str, str]) -> Iterator[Mistake]:
    for name, line in names.uses.items():
        if name not in known:
            reason = excuse.get(name, "nothing defines it; define it in a setup cell or in the test itself")
            yield Mistake(cell.first + line - 1, f"test cell {cell.name} uses `{name}`, but {reason}")


def _where_else(script: Script, trees: dict[int, ast.Module]) -> dict[str, str]:
    """name -> why a test cell may not use it although some cell defines it."""
    excuse: dict[str, str] = {}
    for cell in script.cells:
        for name in names_in(trees[cell.line]).defines if cell.kind == "code" else ():
            later = f"it is defined only further down, in the cell on line {cell.line}"
            excuse.setdefault(name, _NOT_FOR_TESTS.get(cell.role, later))
            if cell.role == "test":
                excuse[name] = f"it is defined in {cell.name}; a test stands alone, so define it here as well"
            if cell.role == "solution" and name in names_in(parse(cell.stub)).defines:
                excuse[name] = f"it belongs to exercise {cell.name}, whose mistakes would cost points here"
    return excuse
