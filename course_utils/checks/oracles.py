"""Compares a torch module with one that is known to be right, however the two are written.

Both get the same random weights, again and again, and must compute the same with them: what a module starts
with, and what it says about itself, decides nothing. Weights are found by their shapes, so that names,
nesting and the order of definition are free.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from course_utils.checks import results
from course_utils.checks._arrays import assert_close

__all__ = ["assert_same_module"]

Shape = tuple[int, ...]
Key = tuple[str, Shape]
MOST_ORDERS = 24
NORM_PARTS = ("weight", "bias", "running_mean", "running_var")


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
    """Check that `got` computes what `want` computes, whatever the weights.

    got: a module just made, which is changed. want: likewise; it stays as it was.
    inputs: two batches or more. For each, both modules get new random weights, biases and running averages,
    matched by shape and, where shapes are alike, by what the modules compute. Then the batch passes forward
    and backward in training mode, and forward in evaluation mode.
    mistakes: sentence -> a module that shows this mistake.
    rtol, atol: as in `assert_close`; atol is multiplied by the largest number where that is above 1.
    Raises AssertionError for another set of weights, output, gradient or running average, for a changed
    input, and for BatchNorm layers that start with other values than `want`'s.
    """
    if not isinstance(got, nn.Module):
        hint = ": does it end without `return`?" if got is None else ""
        raise AssertionError(f"{what} should be an nn.Module, but is {type(got).__name__}{hint}")
    known = dict(mistakes or {})
    _compare_shapes(got, want, what, known)
    _compare_norms(got, want, what)
    start = _start(got)
    exam = _Exam(list(inputs), rtol, atol)
    seen = exam.observe(_Filled(got), what)
    right = _Filled(copy.deepcopy(want))
    first = next(iter(seen))
    order = next((o for o in exam.orders(right) if exam.agrees(seen[first], exam.first(right, o))), {})
    wanted = exam.observe(right, what, order)
    steepest = max(_largest(value) for part, value in wanted.items() if part.startswith("gradient"))
    for part, value in wanted.items():
        largest = steepest if part.startswith("gradient") else 0.0  # BN leaves gradients of 0, nearly
        if not exam.agrees(seen[part], value, largest):
            wrong = (item for item in known.items() if _shapes(item[1]) == _shapes(want))
            named = exam.recognised(seen, part, wrong) or _dead(seen[part], value)
            exam.compare(seen[part], value, f"{what}, {part}", named, largest)
    _compare_start(start, _start(want), what)


@dataclass(frozen=True)
class _Exam:
    """The batches, and what a filled module makes of them."""

    inputs: list[Tensor]
    rtol: float
    atol: float

    def first(self, filled: _Filled, order: Mapping[Key, Sequence[int]]) -> Tensor:
        """The first of the values that `observe` finds."""
        filled.fill(0, order)
        with torch.no_grad():
            return filled.module.train()(self.inputs[0].clone())

    def observe(
        self, filled: _Filled, what: str, order: Mapping[Key, Sequence[int]] | None = None
    ) -> dict[str, Any]:
        """What the module returns and passes back, in training and in evaluation mode; name -> numbers."""
        seen: dict[str, Any] = {}
        module = filled.module
        for i, values in enumerate(self.inputs):
            batch = f"(batch {i + 1})"
            filled.fill(i, order or {})
            module.train()
            module.zero_grad()
            x = values.clone().requires_grad_()
            output = results.tensor(module(x), f"the output of {what}")
            _assert_kept(x, values, what)
            seen[f"output in training mode {batch}"] = output.detach().clone()
            if output.requires_grad:
                output.backward(torch.randn(output.shape, generator=torch.Generator().manual_seed(i)))
            seen[f"gradient with respect to its input {batch}"] = _gradient(x)
            for key, gradients in filled.gradients(order or {}):
                seen[f"gradient of its {_described(key)} {batch}"] = gradients
            module.eval()
            with torch.no_grad():
                x = values.clone()
                seen[f"output in evaluation mode {batch}"] = (
                    results.tensor(module(x), f"the output of {what}").detach().clone()
                )
            _assert_kept(x, values, what)
        return seen

    def orders(self, filled: _Filled) -> Iterator[dict[Key, Sequence[int]]]:
        """Ways in which weights of equal shape may have been defined, the usual one first."""
        usual = self.first(filled, {})
        yield {}
        ways = {}
        for key, members in filled.groups.items():
            turned = {key: range(len(members))[::-1]}
            if 1 < len(members) <= 3 and not self.agrees(self.first(filled, turned), usual):
                ways[key] = list(permutations(range(len(members))))
        for chosen in islice(product(*ways.values()), 1, MOST_ORDERS):
            yield dict(zip(ways, chosen, strict=True))

    def agrees(self, got: Any, want: Any, largest: float = 0.0) -> bool:
        """Whether two values are close."""
        try:
            self.compare(got, want, "", largest=largest)
        except AssertionError:
            return False
        return True

    def compare(
        self,
        got: Any,
        want: Tensor,
        what: str,
        mistakes: Mapping[str, Any] | None = None,
        largest: float = 0.0,
    ) -> None:
        """`assert_close` where rounding errors are those of the largest number."""
        atol = self.atol * max(1.0, largest, _largest(want))
        assert_close(got, want, what, mistakes=mistakes, rtol=self.rtol, atol=atol)

    def recognised(
        self, seen: Mapping[str, Any], part: str, known: Iterator[tuple[str, nn.Module]]
    ) -> dict[str, Any]:
        """The first mistake that computes what was seen, with its value of this part."""
        first = next(iter(seen))
        for text, module in known:
            slip = _Filled(copy.deepcopy(module))
            for order in self.orders(slip):
                if self.agrees(seen[first], self.first(slip, order)):
                    value = self.observe(slip, text, order)[part]
                    if self.agrees(seen[part], value):
                        return {text: value}
        return {}


class _Filled:
    """A module whose weights are overwritten, known by shape and by place in the order of definition."""

    def __init__(self, module: nn.Module) -> None:
        self.module = module
        self.groups: dict[Key, list[list[Tensor]]] = defaultdict(list)
        norms = _norms(module)
        inside = {id(tensor) for norm in norms for tensor in norm}
        for norm in norms:
            self.groups["BatchNorm", tuple(norm[0].shape)].append(norm)
        for weight in module.parameters():
            if id(weight) not in inside:
                self.groups["weights", _plain(weight)].append([weight])

    @torch.no_grad()
    def fill(self, number: int, order: Mapping[Key, Sequence[int]]) -> None:
        """Random values, decided by their number, kind, shape and place."""
        for (kind, shape), members in sorted(self.groups.items()):
            generator = torch.Generator().manual_seed(1000 * number + sum(shape))
            for place in order.get((kind, shape), range(len(members))):
                for role, tensor in zip(NORM_PARTS, members[place], strict=False):
                    tensor.copy_(_values(kind, role, shape, generator).reshape(tensor.shape))

    def gradients(self, order: Mapping[Key, Sequence[int]]) -> Iterator[tuple[Key, Tensor]]:
        """The gradients of each group, in the order in which it was filled."""
        for key, members in sorted(self.groups.items()):
            places = order.get(key, range(len(members)))
            flat = [_gradient(tensor).reshape(key[1]) for place in places for tensor in members[place][:2]]
            yield key, torch.stack(flat)


def _values(kind: str, role: str, shape: Shape, generator: torch.Generator) -> Tensor:
    """Of both signs and neither small nor large, so that a product of many stays neither; float32."""
    size = 0.5 + torch.rand(shape, generator=generator)
    sign = torch.randint(0, 2, shape, generator=generator) * 2 - 1
    if kind == "BatchNorm" and role == "running_var":
        return 10 ** (2 * size - 2.5)  # from 0.03 to 3, so that epsilon shows
    fan_in = torch.Size(shape[1:]).numel()
    return size * sign / max(1, fan_in) ** 0.5


def _norms(module: nn.Module) -> list[list[Tensor]]:
    """Weight, bias and running averages of every BatchNorm layer that has them."""
    found = []
    for part in module.modules():
        if isinstance(part, _BatchNorm):
            tensors = [getattr(part, name) for name in NORM_PARTS]
            if all(tensor is not None for tensor in tensors):
                found.append(tensors)
    return found


def _plain(weight: Tensor) -> Shape:
    """The shape of a weight, where that of a 1×1 convolution is a matrix's."""
    shape = tuple(weight.shape)
    return shape[:2] if len(shape) == 4 and shape[2:] == (1, 1) else shape


def _largest(value: Tensor) -> float:
    return float(value.abs().max()) if value.numel() else 0.0


def _gradient(tensor: Tensor) -> Tensor:
    return torch.zeros_like(tensor) if tensor.grad is None else tensor.grad.detach().clone()


def _dead(got: Tensor, want: Tensor) -> dict[str, Tensor]:
    """The mistake of weights that get no gradient, where the others' are right."""
    if got.shape != want.shape:
        return {}
    dead = (got.flatten(1) == 0).all(1) if got.ndim > 1 else got == 0
    cut = want.clone()
    cut[dead] = 0
    return {"no gradient arrives: something is frozen, unused or cut off (detach, no_grad).": cut}


def _described(key: Key) -> str:
    kind, shape = key
    return f"BatchNorm layers of {shape[0]} channels" if kind == "BatchNorm" else f"weights of shape {shape}"


def _assert_kept(x: Tensor, values: Tensor, what: str) -> None:
    if not torch.equal(x, values):
        raise AssertionError(f"{what} changes its input in place; compute on a new tensor instead.")


def _shapes(module: nn.Module) -> list[Shape]:
    return sorted(_plain(weight) for weight in module.parameters())


def _compare_shapes(got: nn.Module, want: nn.Module, what: str, known: Mapping[str, nn.Module]) -> None:
    """AssertionError unless both have the same parameters, by shape."""
    mine, wanted = _shapes(got), _shapes(want)
    if mine == wanted:
        return
    extra, missing = ([s for s in a if a.count(s) > b.count(s)] for a, b in ((mine, wanted), (wanted, mine)))
    slips = [text for text, wrong in known.items() if _shapes(wrong) == mine]
    if not slips and not extra:
        slips = ["a layer is missing or used twice, or is kept where PyTorch does not see it (a plain list)."]
    lines = [
        f"{what} does not have the right parameters: there are too many of shape "
        f"{sorted(set(extra)) or 'none'}, too few of shape {sorted(set(missing)) or 'none'}.",
        f"  got:  {_listed(mine)}",
        f"  want: {_listed(wanted)}",
        *(f"Likely mistake: {text}" for text in slips[:1]),
    ]
    raise AssertionError("\n".join(lines))


def _listed(shapes: Sequence[Shape]) -> str:
    counts = {shape: shapes.count(shape) for shape in shapes}
    total = sum(torch.Size(shape).numel() for shape in shapes)
    text = ", ".join(f"{n} of {shape}" if n > 1 else f"{shape}" for shape, n in islice(counts.items(), 12))
    return f"{total:,} numbers: {text}{' …' if len(counts) > 12 else ''}"


def _compare_norms(got: nn.Module, want: nn.Module, what: str) -> None:
    """AssertionError unless both have the same BatchNorm layers, by their number of channels."""
    mine, wanted = ([len(norm[0]) for norm in _norms(module)] for module in (got, want))
    if sorted(mine) != sorted(wanted):
        raise AssertionError(
            f"{what} should have BatchNorm layers with weight, bias and running averages for "
            f"{sorted(wanted)} channels, but has them for {sorted(mine)}.\n"
            "Likely mistake: a layer normalises in another way, or keeps no running averages."
        )


def _start(module: nn.Module) -> dict[str, list[list[float]]]:
    """What the BatchNorm layers hold now, layers of equal size sorted; role -> vectors."""
    norms = _norms(module)
    return {
        role: sorted((norm[i].detach().tolist() for norm in norms), key=lambda v: (len(v), v))
        for i, role in enumerate(NORM_PARTS)
    }


def _compare_start(got: Mapping[str, Any], want: Mapping[str, Any], what: str) -> None:
    """AssertionError unless the BatchNorm layers started alike."""
    for role, vectors in want.items():
        for mine, wanted in zip(got[role], vectors, strict=True):
            where = f"{what} computes the right thing, but {role} of a new BatchNorm layer"
            assert_close(mine, wanted, f"{where} (which starts with weight 1, bias 0, mean 0, variance 1)")
