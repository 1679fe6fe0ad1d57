"""Helpers of course_utils that must run next to the student's code, such as one that needs its hooks.

A module of course_utils names them in `__beside_student__`. Called with an object of the student's, they
run in the student's process and return values; otherwise they run where they are called.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

from grading.execution.inside.examiner.proxies import Proxies, StudentMethod, StudentObject

__all__ = ["ATTRIBUTE", "find", "install"]

ATTRIBUTE = "__beside_student__"
MAX_LOOK = 4


def find() -> list[tuple[Any, str, str]]:
    """Every place in course_utils that holds such a helper: (module, name, where it is defined)."""
    loaded = list(sys.modules.items())
    modules = [module for name, module in loaded if name.partition(".")[0] == "course_utils"]
    named = [(module, name) for module in modules for name in getattr(module, ATTRIBUTE, ())]
    return [
        (holder, name, f"{module.__name__}:{name}")
        for module, name in named
        for holder in modules
        if getattr(holder, name, None) is getattr(module, name)
    ]


def install(proxies: Proxies, places: list[tuple[Any, str, str]]) -> None:
    """Let the helpers at these places see whether an object of the student's is among their arguments."""
    for holder, name, path in places:
        setattr(holder, name, _dispatcher(getattr(holder, name), path, proxies))


def _dispatcher(helper: Callable[..., Any], path: str, proxies: Proxies) -> Callable[..., Any]:
    @functools.wraps(helper)
    def call(*arguments: Any, **keywords: Any) -> Any:
        if _mentions_student((arguments, keywords), MAX_LOOK):
            return proxies.call_named(path, arguments, keywords)
        return helper(*arguments, **keywords)

    return call


def _mentions_student(value: Any, depth: int) -> bool:
    """Whether an object of the student's is among the arguments."""
    if type(value) in (StudentObject, StudentMethod) or "_remote" in getattr(value, "__dict__", {}):
        return True
    if depth == 0:
        return False
    parts = value.values() if type(value) is dict else value if type(value) in (list, tuple) else ()
    return any(_mentions_student(part, depth - 1) for part in parts)
