"""The notebooks' own cells with the reference solutions: no experiment has a second version of them."""

from __future__ import annotations

import functools
import types
from pathlib import Path
from typing import Any

from grading.authoring.script import read

__all__ = ["solutions"]

EXERCISES = Path(__file__).parents[1] / "exercises"


@functools.cache
def solutions(name: str) -> dict[str, Any]:
    """What the set-up and solution cells of an exercise script define, such as those of "01_resnet"."""
    script = read(EXERCISES / f"{name}.py")
    namespace = types.ModuleType(name).__dict__
    for cell in script.having("setup", "solution"):
        exec(compile(cell.source, f"{script.path}:{cell.line}", "exec"), namespace)
    return namespace
