"""Which names a cell defines and uses: what Python itself binds decides."""

from __future__ import annotations

import ast
import builtins
import sys

import pytest

from grading.core.names import names_in
from grading.execution.cells import prepare

FORMS = {
    "assignment": "a = b = 1",
    "augmented assignment": "a = 1; a += 1",
    "annotated assignment": "a: int = 1",
    "unpacking": "(a, [b, *c]) = 1, (2, 3, 4)",
    "attribute and item": "import types; a = types.SimpleNamespace(); a.b = 1; c = {}; c['d'] = 2",
    "for": "for a, b in [(1, 2)]: c = a",
    "with": "import contextlib\nwith contextlib.nullcontext(1) as a: b = a",
    "import": "import os.path",
    "import as": "import os.path as a",
    "from import": "from os import path as a, sep",
    "function": "def f(x, *y, z=1, **w):\n    a = x\n    return a",
    "coroutine": "async def f(): pass",
    "class": "class K:\n    a = 1\n    def b(self): pass",
    "lambda": "f = lambda x: x",
    "walrus": "(a := 1)",
    "walrus in a comprehension": "a = [b := c for c in range(3)]",
    "comprehensions": "a = {b: c for b, c in [(1, 2)]}, {d for d in ()}, list(e for e in ())",
    "global": "def f():\n    global a, b\n    a = 1\n    def b(): pass\nf()",
    "global, nested": "def f():\n    def g():\n        global a\n        import os as a\n    g()\nf()",
    "nonlocal": "def f():\n    a = 1\n    def g():\n        nonlocal a\n        a = 2\n    g()\nf()",
    "match": "match {'k': [1, 2, 3], 'm': 4}:\n    case {'k': [a, *b], **c}: pass",
    "match as": "match 1:\n    case int() as a: pass",
    "decorated": "@staticmethod\ndef f(): pass",
}
if sys.version_info >= (3, 12):
    FORMS |= {"type alias": "type A[T] = list[T]", "generic function": "def f[T](x: T) -> T: return x"}
GONE = {
    "except": ("try:\n    1 / 0\nexcept ZeroDivisionError as a: pass", {"a"}),
    "del": ("a = b = 1\ndel a", {"a"}),
}


def bound(code: str) -> set[str]:
    """The names that are there after the code has run."""
    namespace: dict[str, object] = {"__builtins__": builtins}
    exec(code, namespace)
    return namespace.keys() - {"__builtins__", "__annotations__", "__conditional_annotations__"}


@pytest.mark.parametrize("form", FORMS)
def test_what_python_binds_is_defined(form):
    assert names_in(ast.parse(FORMS[form])).defines == bound(FORMS[form])


@pytest.mark.parametrize("form", GONE)
def test_what_is_bound_and_deleted_counts_as_defined(form):
    code, gone = GONE[form]
    assert names_in(ast.parse(code)).defines == bound(code) | gone


@pytest.mark.parametrize("form", FORMS)
def test_grader_and_lint_agree(form):
    names = names_in(ast.parse(FORMS[form]))
    taken, defined, _ = prepare(FORMS[form], "<cell>")
    assert set(defined) == names.defines
    assert set(taken) == names.uses.keys() - names.defines - set(dir(builtins))
    assert not taken


USES = {
    "default, decorator and annotation": ("@a\ndef f(x: b = c) -> d: return e", "a b c d e"),
    "body of a method": ("class K(a):\n    def f(self): return b", "a b"),
    "comprehension": ("[a(c) for c in b if d for e in c]", "a b d"),
    "global that is only read": ("def f():\n    global a\n    return a", "a"),
    "name of a class's own scope": ("class K:\n    x = a\n    y = x", "a"),
    "functions": ("def f(): return g(h)", "g h"),
}


@pytest.mark.parametrize("form", USES)
def test_what_comes_from_outside_is_used(form):
    code, taken = USES[form]
    assert prepare(code, "<cell>")[0] == tuple(taken.split())


def test_names_are_found_in_every_scope():
    functions = "def f(x):\n    global g\n    g = h\n    return [i + j for i in x]\n"
    code = f"import a.b as c\n{functions}class K(L):\n    m = n\nk: int = 1\n"
    names = names_in(ast.parse(code))
    assert names.defines == {"c", "f", "g", "K", "k"}
    assert set(names.uses) == {"h", "j", "L", "n", "int"}
    assert names.uses["h"] == 4
