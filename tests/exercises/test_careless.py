"""Careless answers to every exercise: their own points go, and a sentence says why, no bare Python error."""

from __future__ import annotations

import pytest

from tests.exercises.careless import WAYS, careless
from tests.harness import concerned, run, scripts

CASES = [
    (script, cell.name, source)
    for script in scripts()
    for cell in script.having("solution")
    for way in WAYS
    for source in careless(cell.source, way, cell.name)
]


@pytest.mark.parametrize(
    ("script", "exercise", "source"),
    CASES,
    ids=[f"{script.name}-{exercise}-{number}" for number, (script, exercise, _) in enumerate(CASES)],
)
def test_a_careless_answer_is_told_in_a_sentence(script, exercise, source):
    results = run(script, {exercise: source}, only=concerned(script, exercise))
    failed = {name: failure for name, failure in results.items() if failure}
    assert list(failed) == [exercise]
    assert failed[exercise].startswith("AssertionError: ")


TWO = """
def f(x, y):
    return x + y

class A:
    def g(self, z):
        return z
    def _h(self):
        return 3
"""


def test_every_result_is_replaced():
    function, kind = careless(TWO, "its argument")
    assert "return x\n" in function
    assert "return z\n" in kind
    assert "return 3" in kind
    assert "return None" in next(careless(TWO, "nothing"))
