"""Checks of derivations that are written as SymPy expressions, line by line.

Two expressions count as equal if algebra or values at random points say so; how they are written does not
matter. Symbols are matched by name, and the assumptions (positive, integer, …) are those of the expected
expression. SymPy is imported when a check runs, not before.
"""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from course_utils import equivalence

__all__ = ["Step", "assert_equivalent", "assert_steps"]

Expression = Any  # a sympy.Expr; SymPy has no types


@dataclass(frozen=True)
class Step:
    """One line of a derivation: its name, what makes it follow from the line before, and its expression.

    given: the assumption as a substitution, such as {covariance: 0}. With it, a line that is right but in
    which the assumption was not used yet gets a message of its own.
    """

    name: str
    assumption: str
    expression: Expression
    given: Mapping[Expression, Expression] = field(default_factory=dict)


def assert_equivalent(
    got: Expression,
    want: Expression,
    what: str,
    *,
    mistakes: Mapping[str, Expression] | None = None,
    symbols: Iterable[Expression] = (),
    rtol: float = 1e-9,
) -> None:
    """Check that two SymPy expressions are equal wherever the symbols of `want` may lie.

    got: an expression or a number. what: what was computed, as the student would write it.
    mistakes: sentence -> the expression that this mistake gives. symbols: further symbols that `got` may
    contain, as long as they cancel.
    Raises AssertionError that shows both, a point where they differ and, if recognised, the mistake.
    """
    known = mistakes or {}
    expected = equivalence.plain(want)
    answer = _expression(got, what, [expected, *map(equivalence.plain, known.values()), *symbols])
    gap = equivalence.difference(answer, expected, rtol)
    if gap is None:
        return
    lines = [f"{what} is not what it should be.", f"  got:  {_show(answer)}", f"  want: {_show(expected)}"]
    raise AssertionError(_with_mistake([*lines, f"  {gap}"], answer, expected, known, rtol))


def assert_steps(
    got: Sequence[Expression] | Mapping[str, Expression],
    wanted: Sequence[Step],
    what: str,
    *,
    mistakes: Mapping[str, Mapping[str, Expression]] | None = None,
    symbols: Iterable[Expression] = (),
    rtol: float = 1e-9,
) -> None:
    """Check a derivation, and name the first line that does not follow from the one before it.

    got: one expression a step, in order, or name -> expression. mistakes: step's name -> sentence -> the
    expression that this mistake gives in that line. symbols: further symbols that lines may contain.
    Raises AssertionError with both lines, and the assumption under which the second follows.
    """
    lines = _lines(got, wanted, what)
    expected = [equivalence.plain(step.expression) for step in wanted]
    meant = [symbol for step in wanted for symbol in step.given]
    wrong = [equivalence.plain(e) for known in (mistakes or {}).values() for e in known.values()]
    allowed = [*expected, *meant, *wrong, *symbols]
    answers: list[Expression] = []
    for place, (step, line) in enumerate(zip(wanted, lines, strict=True)):
        called = f"{what}, line {place + 1} ({step.name})"
        answers.append(_expression(line, called, allowed))
        gap = equivalence.difference(answers[-1], expected[place], rtol)
        if gap is not None:
            message = _does_not_follow(called, step, answers, expected[place], gap)
            slips = dict((mistakes or {}).get(step.name, {})) | _usual_slips(step, answers, expected, rtol)
            raise AssertionError(_with_mistake(message, answers[-1], expected[place], slips, rtol))


def _lines(got: Any, wanted: Sequence[Step], what: str) -> list[Any]:
    """The lines in the order of the steps; AssertionError if they are not one a step."""
    names = [step.name for step in wanted]
    listed = ", ".join(f"{i + 1} {name}" for i, name in enumerate(names))
    if isinstance(got, Mapping):
        missing, more = ([n for n in a if n not in b] for a, b in ((names, got), (got, names)))
        if missing or more:
            raise AssertionError(f"{what} lacks the lines {missing} and has {more}; wanted are: {listed}")
        return [got[name] for name in names]
    if not isinstance(got, list | tuple):
        kind = "None: does the function end without `return`?" if got is None else type(got).__name__
        raise AssertionError(f"{what} should be a list of {len(names)} lines ({listed}), but is {kind}")
    if len(got) != len(names):
        raise AssertionError(f"{what} has {len(got)} lines, but {len(names)} are wanted: {listed}")
    return list(got)


def _does_not_follow(
    called: str, step: Step, answers: list[Expression], want: Expression, gap: str
) -> list[str]:
    """What is wrong with the last of these lines."""
    if len(answers) == 1:
        head, before = f"{called} is not right.", []
    else:
        head = f"{called} does not follow from the line before it."
        before = [f"  line before: {_show(answers[-2])}"]
    shown = [f"  your line:   {_show(answers[-1])}", f"  wanted:      {_show(want)}"]
    return [head, *before, f"  assumption:  {step.assumption}", *shown, f"  {gap}"]


def _usual_slips(
    step: Step, answers: list[Expression], expected: list[Expression], rtol: float
) -> dict[str, Expression]:
    """Mistakes that can happen in every derivation: sentence -> the line that shows it."""
    place, line = len(answers) - 1, answers[-1]
    slips: dict[str, Expression] = {}
    if place:
        slips["this line says the same as the one before it; the assumption has not been used yet."] = (
            answers[-2]
        )
    if place + 1 < len(expected):
        slips["this is already the next line: one step at a time."] = expected[place + 1]
    given = {equivalence.named(key): equivalence.plain(value) for key, value in step.given.items()}
    used = line.subs(given)
    if used != line and equivalence.difference(used, expected[place], rtol) is None:
        what = ", ".join(f"{key} = {value}" for key, value in given.items())
        slips[f"the assumption is not put in yet: set {what} in this line."] = line
    return slips


def _expression(got: Any, what: str, allowed: list[Expression]) -> Expression:
    """`got` as an expression in the symbols of `allowed`; AssertionError if it is something else."""
    import sympy

    if got is None:
        raise AssertionError(f"{what} is None.\nLikely mistake: the function ends without `return`.")
    if isinstance(got, str):
        raise AssertionError(f"{what} is the text {got[:80]!r}; return the SymPy expression itself.")
    if isinstance(got, sympy.Equality):
        raise AssertionError(f"{what} is an equation, {_show(got)}; return its right-hand side alone.")
    number = isinstance(got, numbers.Number) and not isinstance(got, bool)
    if not (number or isinstance(got, sympy.Expr)):
        raise AssertionError(f"{what} should be a SymPy expression, but is {type(got).__name__} {_show(got)}")
    names = {symbol.name: symbol for part in allowed for symbol in equivalence.plain(part).free_symbols}
    try:
        answer = equivalence.plain(got)
    except equivalence.TooLargeError as error:
        raise AssertionError(f"{what} {error}; simplify it first.") from None
    unknown = sorted({symbol.name for symbol in answer.free_symbols} - names.keys())
    if unknown:
        there = ", ".join(sorted(names)) or "none: it is a number"
        raise AssertionError(
            f"{what} = {_show(answer)} contains {', '.join(unknown)}; the symbols here are {there}."
        )
    odd = sorted({type(part).__name__ for part in answer.atoms(sympy.core.function.AppliedUndef)})
    if odd:
        raise AssertionError(f"{what} contains a function without a meaning: {', '.join(odd)}(…)")
    if answer.has(sympy.nan, sympy.zoo, sympy.oo, -sympy.oo) and not answer.has(sympy.Integral, sympy.Sum):
        raise AssertionError(f"{what} = {_show(answer)} is not finite: somewhere it divides by 0.")
    return answer.xreplace({symbol: names[symbol.name] for symbol in answer.free_symbols})


def _with_mistake(
    lines: list[str], got: Expression, want: Expression, mistakes: Mapping[str, Expression], rtol: float
) -> str:
    """The message, with the mistake whose expression `got` is, or else with the factor that it is off by."""
    for sentence, wrong in mistakes.items():
        slip = equivalence.plain(wrong)
        told_apart = equivalence.difference(slip, want, rtol) is not None
        if told_apart and equivalence.difference(got, slip, rtol) is None:
            return "\n".join([*lines, f"Likely mistake: {sentence}"])
    factor = equivalence.constant_ratio(got, want)
    if factor == -1:
        lines = [*lines, "Likely mistake: the sign is wrong; all else is right."]
    elif factor is not None:
        lines = [*lines, f"Likely mistake: a factor; this is everywhere {factor:.6g} times what is wanted."]
    return "\n".join(lines)


def _show(expression: Any) -> str:
    text = str(expression)
    return text if len(text) <= 300 else text[:300] + " …"
