"""Assertions whose messages teach, and the references that answers are compared with.

Arrays: the functions here. What a function returns: `results`. Derivations line by line: `derivations`.
Random numbers: `samples`. Blocks and networks: `wiring`.
"""

from course_utils.checks._arrays import (
    AnyOf,
    assert_close,
    assert_same_as_torch,
    assert_slope,
    assert_untouched,
    numeric_gradient,
    stays_finite,
)

__all__ = [
    "AnyOf",
    "assert_close",
    "assert_same_as_torch",
    "assert_slope",
    "assert_untouched",
    "derivations",
    "numeric_gradient",
    "results",
    "samples",
    "stays_finite",
    "wiring",
]
