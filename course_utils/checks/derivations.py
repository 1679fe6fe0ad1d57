"""Checks of derivations that are written as SymPy expressions, line by line.

Two expressions count as equal if their values at random points are; how they are written does not matter.
Symbols are matched by name, and the assumptions (positive, integer, …) are those of the expected expression.
A Sum or Product of up to 1,000 terms, an Integral over one variable and a Derivative up to order 6 need not
be carried out. Whatever a line holds, a check takes at most about two seconds of processor time: what would
take longer is refused, with a sentence. SymPy is imported when a check runs, not before.
"""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from course_utils.checks import _same_formula

__all__ = ["Step", "assert_steps"]

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
    expected = [_same_formula.plain(step.expression) for step in wanted]
    meant = [symbol for step in wanted for symbol in step.given]
    wrong = [_same_formula.plain(e) for known in (mistakes or {}).values() for e in known.values()]
    allowed = _symbols([*expected, *map(_same_formula.named, meant), *wrong, *symbols])
    compared = _same_formula.Comparison(allowed.values(), rtol)
    answers: list[Expression] = []
    for place, (step, line) in enumerate(zip(wanted, lines, strict=True)):
        called = f"{what}, line {place + 1} ({step.name})"
        answers.append(_expression(line, called, allowed))
        gap = _difference(compared, answers[-1], expected[place], called)
        if gap is not None:
            message = _does_not_follow(called, step, answers, expected[place], gap)
            slips = dict((mistakes or {}).get(step.name, {})) | _usual_slips(step, answers, expected)
            raise AssertionError(_with_mistake(message, answers[-1], expected[place], slips, compared, step))


def _symbols(expressions: Iterable[Expression]) -> dict[str, Expression]:
    """Name -> symbol, for everything that occurs in these; of two with one name the first."""
    found: dict[str, Expression] = {}
    for expression in expressions:
        for symbol in expression.free_symbols:
            found.setdefault(symbol.name, symbol)
    return found


def _difference(
    compared: _same_formula.Comparison, got: Expression, want: Expression, what: str
) -> str | None:
    """None where the two are equal, else where they differ; AssertionError where that takes too long."""
    try:
        return compared.difference(got, want)
    except _same_formula.TooLargeError as error:
        raise AssertionError(f"{what} {error}.") from None


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


def _usual_slips(step: Step, answers: list[Expression], expected: list[Expression]) -> dict[str, Expression]:
    """Mistakes that can happen in every derivation: sentence -> the line that shows it."""
    place = len(answers) - 1
    slips: dict[str, Expression] = {}
    if place:
        slips["this line says the same as the one before it; the assumption has not been used yet."] = (
            answers[-2]
        )
    if place + 1 < len(expected):
        slips["this is already the next line: one step at a time."] = expected[place + 1]
    return slips


def _given(step: Step, line: Expression, want: Expression, compared: _same_formula.Comparison) -> str | None:
    """The sentence for a line that is right once the step's assumption is put into it; None for any other."""
    given = {_same_formula.named(key).name: _same_formula.plain(value) for key, value in step.given.items()}
    put_in = {symbol: given[symbol.name] for symbol in line.free_symbols if symbol.name in given}
    if not put_in or line.count_ops() > 60 or compared.difference(line.subs(put_in), want) is not None:
        return None
    what = ", ".join(f"{key} = {value}" for key, value in given.items())
    return f"the assumption is not put in yet: set {what} in this line."


def _expression(got: Any, what: str, names: Mapping[str, Expression]) -> Expression:
    """`got` as an expression in these symbols; AssertionError if it is something else."""
    import sympy

    if got is None:
        raise AssertionError(f"{what} is None.\nLikely mistake: the function ends without `return`.")
    if isinstance(got, str):
        raise AssertionError(f"{what} is the text {got[:80]!r}; return the SymPy expression itself.")
    number = isinstance(got, numbers.Number) and not isinstance(got, bool)
    if not (number or isinstance(got, sympy.Expr | sympy.Equality)):
        raise AssertionError(f"{what} should be a SymPy expression, but is {_kind(got)}")
    try:
        answer = _same_formula.plain(got)
    except _same_formula.TooLargeError as error:
        raise AssertionError(f"{what} {error}.") from None
    if isinstance(got, sympy.Equality):
        raise AssertionError(f"{what} is an equation, {_show(got)}; return its right-hand side alone.")
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
    return answer


def _kind(got: Any) -> str:
    """What a line is that is no expression, in words."""
    names = {"tuple": "a tuple", "list": "a list", "dict": "a dictionary", "function": "a function"}
    name = names.get(type(got).__name__, f"of type {type(got).__name__}")
    advice = (
        "; call it"
        if callable(got)
        else "; return one expression for each line"
        if name in ("a tuple", "a list", "a dictionary")
        else ""
    )
    return name + advice


def _with_mistake(
    lines: list[str],
    got: Expression,
    want: Expression,
    mistakes: Mapping[str, Expression],
    compared: _same_formula.Comparison,
    step: Step | None = None,
) -> str:
    """The message, with the mistake whose expression `got` is, or else with the factor that it is off by."""
    try:
        likely = _likely(got, want, mistakes, compared, step)
    except _same_formula.TooLargeError:
        likely = None
    return "\n".join(lines if likely is None else [*lines, f"Likely mistake: {likely}"])


def _likely(
    got: Expression,
    want: Expression,
    mistakes: Mapping[str, Expression],
    compared: _same_formula.Comparison,
    step: Step | None,
) -> str | None:
    """The mistake, in a sentence; None if it is not known."""
    for sentence, wrong in mistakes.items():
        slip = _same_formula.plain(wrong)
        told_apart = compared.difference(slip, want) is not None
        if told_apart and compared.difference(got, slip) is None:
            return sentence
    if step is not None and (given := _given(step, got, want, compared)):
        return given
    factor = compared.constant_ratio(got, want)
    if factor == -1:
        return "the sign is wrong; all else is right."
    return None if factor is None else f"a factor; this is everywhere {factor:.6g} times what is wanted."


def _show(expression: Any) -> str:
    text = str(expression)
    return text if len(text) <= 300 else text[:300] + " …"
