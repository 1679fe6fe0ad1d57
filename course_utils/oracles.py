"""Compares a torch module with one that is known to be right, however the two are written.

Weights are found by their shapes, so that names, nesting and the order of definition are free.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, permutations, product
from typing import Any

import torch
from torch import Tensor, nn

from course_utils.checks import assert_close

__all__ = ["assert_same_module"]

Shape = tuple[int, ...]
Order = dict[Shape, tuple[int, ...]]
MOST_ORDERS = 24


def assert_same_module(
    got: nn.Module,
    want: nn.Module,
    inputs: Sequence[Tensor],
    what: str,
    *,
    mistakes: Mapping[str, nn.Module] | None = None,
    rtol: float = 1e-4,
    atol: float = 1e-5,
) -> None:
    """Check that `got` computes what `want` computes when it has the same weights.

    got: a module just made. want: likewise; it is given `got`'s weights, matched by shape, and stays as it
    was. Vectors of a shape that occurs more than once (BatchNorm's) must start with the values that they
    have in `want`. inputs: two batches or more. All of them are passed in training mode, forward and
    backward, and the last once more in evaluation mode, which shows the running averages.
    mistakes: sentence -> a module that shows this mistake.
    Raises AssertionError for another set of weights, output, gradient or running average.
    """
    if not isinstance(got, nn.Module):
        raise AssertionError(f"{what} should be an nn.Module, but is {type(got).__name__}")
    known = dict(mistakes or {})
    _compare_shapes(got, want, what, known)
    _compare_vectors(got, want, what)
    weights = _weights(got)
    seen = _observe(got, inputs)
    orders = _orders(want)
    if any(_agree(seen, _observe(_loaded(want, weights, order), inputs), rtol, atol) for order in orders):
        return
    usual = orders[0]
    wanted = _observe(_loaded(want, weights, usual), inputs)
    alike = {text: wrong for text, wrong in known.items() if _shapes(wrong) == _shapes(want)}
    slips = {text: _observe(_loaded(wrong, weights, usual), inputs) for text, wrong in alike.items()}
    for part, value in wanted.items():
        same_part = {text: values[part] for text, values in slips.items()}
        assert_close(seen[part], value, f"{what}, {part}", mistakes=same_part, rtol=rtol, atol=atol)


def _compare_shapes(got: nn.Module, want: nn.Module, what: str, known: Mapping[str, nn.Module]) -> None:
    """AssertionError unless both have the same parameters, by shape."""
    mine, wanted = _shapes(got), _shapes(want)
    if mine == wanted:
        return
    lines = [f"{what} does not have the right parameters.", f"  got:  {_listed(mine)}"]
    lines.append(f"  want: {_listed(wanted)}")
    extra, missing = ([s for s in a if a.count(s) > b.count(s)] for a, b in ((mine, wanted), (wanted, mine)))
    lines.append(f"  too many of {sorted(set(extra)) or 'none'}, too few of {sorted(set(missing)) or 'none'}")
    slips = [text for text, wrong in known.items() if _shapes(wrong) == mine]
    raise AssertionError("\n".join([*lines, *(f"Likely mistake: {text}" for text in slips[:1])]))


def _listed(shapes: Sequence[Shape]) -> str:
    counts = {shape: shapes.count(shape) for shape in shapes}
    total = sum(torch.Size(shape).numel() for shape in shapes)
    text = ", ".join(f"{n} of {shape}" if n > 1 else f"{shape}" for shape, n in islice(counts.items(), 12))
    return f"{total:,} numbers: {text}{' …' if len(counts) > 12 else ''}"


def _compare_vectors(got: nn.Module, want: nn.Module, what: str) -> None:
    """AssertionError unless the vectors that shapes cannot tell apart start alike."""
    wanted = _groups(want)
    for shape, vectors in _groups(got).items():
        if len(shape) == 1 and len(vectors) > 1:
            mine, theirs = (sorted(v.detach().tolist() for v in group) for group in (vectors, wanted[shape]))
            which = f"the vectors of {shape[0]} numbers (BatchNorm starts with weight 1, bias 0), sorted,"
            assert_close(mine, theirs, f"{what}: {which}")


def _shapes(module: nn.Module) -> list[Shape]:
    return sorted(tuple(weight.shape) for weight in module.parameters())


def _groups(module: nn.Module) -> dict[Shape, list[Tensor]]:
    """The parameters by shape, each group in the order of definition."""
    groups: dict[Shape, list[Tensor]] = defaultdict(list)
    for weight in module.parameters():
        groups[tuple(weight.shape)].append(weight)
    return groups


def _weights(module: nn.Module) -> dict[Shape, list[Tensor]]:
    """Copies of the parameters by shape, without vectors that shapes cannot tell apart."""
    return {
        shape: [weight.detach().clone() for weight in group]
        for shape, group in _groups(module).items()
        if len(shape) > 1 or len(group) == 1
    }


def _orders(module: nn.Module) -> list[Order]:
    """Ways in which weights of equal shape may have been defined, the usual one first."""
    groups = {shape: len(group) for shape, group in _groups(module).items() if len(shape) > 1}
    ways = [permutations(range(n)) if n <= 3 else [tuple(range(n))] for n in groups.values()]
    return [dict(zip(groups, way, strict=True)) for way in islice(product(*ways), MOST_ORDERS)]


def _loaded(module: nn.Module, weights: Mapping[Shape, Sequence[Tensor]], order: Order) -> nn.Module:
    """A copy of the module with these weights in it."""
    loaded = copy.deepcopy(module)
    with torch.no_grad():
        for shape, group in _groups(loaded).items():
            values = weights.get(shape, ())
            for place, value in zip(order.get(shape, range(len(values))), values, strict=True):
                group[place].copy_(value)
    return loaded


def _observe(module: nn.Module, inputs: Sequence[Tensor]) -> dict[str, Any]:
    """What the module returns and passes back, in training and in evaluation mode; name -> numbers."""
    seen: dict[str, Any] = {}
    module.train()
    for i, values in enumerate(inputs, start=1):
        module.zero_grad()
        x = values.clone().requires_grad_()
        output = module(x)
        seen[f"output in training mode (batch {i})"] = _numbers(output)
        if isinstance(output, Tensor) and output.requires_grad:
            output.backward(torch.randn(output.shape, generator=torch.Generator().manual_seed(i)))
        gradient = torch.zeros_like(x) if x.grad is None else x.grad
        seen[f"gradient with respect to its input (batch {i})"] = _numbers(gradient)
    for shape, gradients in _gradients(module):
        seen[f"gradients of its weights of shape {shape}"] = gradients
    module.eval()
    with torch.no_grad():
        seen["output in evaluation mode"] = _numbers(module(inputs[-1].clone()))
    return seen


def _numbers(output: Any) -> Any:
    return output.detach().clone() if isinstance(output, Tensor) else output


def _gradients(module: nn.Module) -> Iterator[tuple[Shape, list[float]]]:
    """Sizes of the gradients of each shape, from least to most: the order of definition is free."""
    for shape, group in sorted(_groups(module).items()):
        sizes = (0.0 if weight.grad is None else float(weight.grad.norm()) for weight in group)
        yield shape, sorted(sizes)


def _agree(seen: Mapping[str, Any], wanted: Mapping[str, Any], rtol: float, atol: float) -> bool:
    try:
        for part, value in wanted.items():
            assert_close(seen[part], value, part, rtol=rtol, atol=atol)
    except AssertionError:
        return False
    return True
