"""The rooms of the house: who may import whom, and that nothing goes round in a circle."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from grading.authoring.script import Script
from tests.harness import REPO, scripts

# From the ground up: a room imports from itself and from those before it. CONTRIBUTING has the picture.
ROOMS = (
    "course_utils.plots", "course_utils.records", "course_utils.data", "course_utils.models",
    "course_utils.inspection", "course_utils.checks", "course_utils.training",
    "grading.core", "grading.sanitize", "grading.authoring", "grading.submission", "grading.execution",
    "grading.run", "grading.report", "grading.recompute", "grading.nbgrader_plugins", "grading.demo",
    "grading.cli",
)  # fmt: skip


def module(path: Path) -> str:
    parts = path.relative_to(REPO).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """Every module of ours that is no exercise, by name."""
    paths = [path for top in ("course_utils", "grading") for path in (REPO / top).rglob("*.py")]
    rooms = {"exercises", "files", "source", "submitted", "autograded"}
    return {module(path): path for path in paths if not rooms & set(path.relative_to(REPO).parts)}


def imported(name: str) -> Iterator[tuple[str, int]]:
    """The modules of ours that a module imports, at its top or inside its functions, and the lines."""
    for node in ast.walk(ast.parse(modules()[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}:{node.lineno}: write the whole name of what is imported"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules() else str(node.module), node.lineno
        elif isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)


def room(name: str) -> str | None:
    return next((room for room in ROOMS if f"{name}.".startswith(f"{room}.")), None)


def test_every_module_has_a_room():
    assert [name for name in modules() if not room(name) and name not in ("course_utils", "grading")] == []
    assert [one for one in ROOMS if one not in {room(name) for name in modules()}] == []


def test_no_import_runs_upward():
    upward = [
        f"{name}:{line} imports {other}"
        for name in modules()
        for other, line in imported(name)
        if room(name) and room(other) and ROOMS.index(room(other)) > ROOMS.index(room(name))
    ]
    assert upward == []


def test_nothing_imports_in_a_circle():
    """A package's __init__ only names what is in it: what imports the package imports that."""
    arrows = {name: {other for other, _ in imported(name) if other in modules()} for name in modules()}
    left = {name: arrows[name] - {name} for name in arrows}
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    assert {name: sorted(others & left.keys()) for name, others in left.items()} == {}


@pytest.mark.parametrize("top", ["course_utils", "grading"])
def test_every_package_says_what_it_is_for(top):
    packages = [path for path in modules().values() if path.name == "__init__.py" and top in path.parts]
    assert len(packages) > 5
    for path in packages:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def taken(script: Script) -> frozenset[str]:
    """The names of course_utils that a notebook imports, or uses of a module that it imports."""
    trees = [ast.parse(cell.source) for cell in script.cells if cell.kind == "code"]
    return names_from_course_utils([node for tree in trees for node in ast.walk(tree)])


def names_from_course_utils(nodes: list[ast.AST]) -> frozenset[str]:
    names = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] == "course_utils"
        for alias in node.names
    }
    used = [
        f"{names[node.value.id]}.{node.attr}"
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if modules().get(names.get(node.value.id, ""))
    ]
    return frozenset({*names.values(), *used})


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_notebooks_import_public_names_only(script):
    """A package lists its functions and its public modules in __all__; a public module lists its own."""
    assert [name for name in taken(script) if not public(name)] == []


def public(name: str) -> bool:
    """Whether every part of a dotted name below course_utils is in the __all__ of the part before."""
    owner, *parts = name.split(".")
    for part in parts:
        if part not in importlib.import_module(owner).__all__:
            return False
        owner = f"{owner}.{part}"
    return True


@cache
def offered() -> dict[str, object]:
    """Every public name of course_utils that is no module, and what it stands for."""
    names = [name for name in modules() if name.startswith("course_utils.") and public(name)]
    listed = [f"{name}.{part}" for name in names for part in importlib.import_module(name).__all__]
    return {name: found(name) for name in listed if name not in modules()}


def found(name: str) -> object:
    owner, _, part = name.rpartition(".")
    return getattr(importlib.import_module(owner), part)


def says(thing: object) -> str:
    """What a function or class tells of other names: its documentation, and the types that it states."""
    if not inspect.isclass(thing) and not inspect.isfunction(thing):
        return repr(thing)
    parts = [thing, *vars(thing).values()] if inspect.isclass(thing) else [thing]
    notes = [getattr(part, "__annotations__", {}) for part in parts]
    return f"{inspect.getdoc(thing)} {[note for each in notes for note in each.values()]}"


def test_every_public_name_is_used_by_a_notebook():
    """Or by the command that trains networks; or a name that is used takes it, returns it or raises it."""
    command = ast.walk(ast.parse(modules()["course_utils.training.__main__"].read_text(encoding="utf-8")))
    users = [*map(taken, scripts()), names_from_course_utils(list(command))]
    reached = [offered()[name] for name in frozenset().union(*users) if name in offered()]
    left = {name: thing for name, thing in offered().items() if not any(thing is one for one in reached)}
    for thing in reached:
        words = set(re.findall(r"\w+", says(thing)))
        told = [name for name in left if name.rpartition(".")[2] in words]
        reached += [left.pop(name) for name in told]
    assert sorted(left) == []


@pytest.mark.parametrize("name", sorted(offered()))
def test_every_public_name_is_documented_and_annotated(name):
    thing = offered()[name]
    if inspect.isclass(thing) or inspect.isfunction(thing):
        assert inspect.getdoc(thing), "says nothing"
    if inspect.isfunction(thing):
        signature = inspect.signature(thing)
        assert signature.return_annotation is not inspect.Signature.empty, "what does it return?"
        bare = [one.name for one in signature.parameters.values() if one.annotation is one.empty]
        assert bare == []
