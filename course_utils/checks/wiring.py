"""What a block computes, checked against a reference that is written with functions.

A student's block may hold its parameters under any names, in any order. `fill` gives every parameter values
that depend on its kind and shape alone, and every running statistic of a normalisation likewise, so that a
reference finds them again without knowing names: `Parts` is the reference's view of them. A parameter's kind
is what its module does with it, whatever value it starts with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from course_utils.checks import results
from course_utils.checks._arrays import assert_close
from course_utils.checks._parameters import (
    Key,
    assert_parameters,
    fill,
    in_words,
    kinds_of,
    known_values,
    plain_shape,
)

__all__ = ["Parts", "Reference", "assert_parameters", "assert_started", "assert_wiring", "fill", "output"]

MOMENTUM, EPSILON = 0.1, 1e-5  # nn.BatchNorm2d's own


@dataclass
class Parts:
    """A filled module's parameters for a reference, with the layers that use them.

    training: whether normalisation uses the batch's statistics, as in training mode, and updates its running
    ones, or uses those.
    """

    training: bool = True
    used: list[Key] = field(default_factory=list)
    leaves: dict[Key, Tensor] = field(default_factory=dict)
    running: dict[int, tuple[Tensor, Tensor]] = field(default_factory=dict)
    normalised: int = 0

    def weight(self, *shape: int) -> Tensor:
        """The weight of this shape; (out, in) stands for a 1×1 convolution's, too."""
        return self._leaf("weight", plain_shape(shape)).reshape(shape)

    def conv(self, x: Tensor, out_channels: int, kernel: int = 3, stride: int = 1, groups: int = 1) -> Tensor:
        """A convolution without bias that pads by half of its kernel."""
        weight = self.weight(out_channels, x.shape[1] // groups, kernel, kernel)
        return functional.conv2d(x, weight, stride=stride, padding=kernel // 2, groups=groups)

    def norm(self, x: Tensor) -> Tensor:
        """Batch normalisation. The calls are told apart by their order, which must stay the same."""
        channels, self.normalised = x.shape[1], self.normalised + 1
        mean, variance = self.running.setdefault(
            self.normalised, (known_values("mean", (channels,)), known_values("variance", (channels,)))
        )
        scale, offset = self._leaf("scale", (channels,)), self._leaf("offset", (channels,))
        return functional.batch_norm(x, mean, variance, scale, offset, self.training, MOMENTUM, EPSILON)

    def again(self, *, training: bool) -> Parts:
        """The same parts for another run of the reference; running statistics go on from where they are."""
        return Parts(training=training, running=self.running)

    def _leaf(self, kind: str, shape: tuple[int, ...]) -> Tensor:
        key = kind, shape
        self.used.append(key)
        if key not in self.leaves:
            self.leaves[key] = known_values(kind, shape).requires_grad_()
        return self.leaves[key]


Reference = Callable[[Tensor, Parts], Tensor]


def assert_wiring(
    block: nn.Module,
    reference: Reference,
    x: Tensor,
    what: str,
    *,
    mistakes: Mapping[str, Reference] | None = None,
    modes: Sequence[str] = ("train", "eval"),
) -> None:
    """Check that a fresh block has the reference's parameters and computes what it computes.

    Every parameter and running statistic is overwritten first, so that nothing hangs on their start. Compared
    are the outputs in evaluation mode, in training mode with the gradients of the input and of all parameters
    there, and in evaluation mode again, with the running statistics that the training pass left behind; then
    once more under `torch.no_grad()`. Every parameter has to get a gradient.
    modes: ("eval",) leaves the training pass out, for a block with dropout. The block is filled and changed.
    mistakes: sentence -> a reference that makes this mistake; the sentence is shown when the block computes
    the same.
    Raises AssertionError that says which of these differs.
    """
    parts = Parts(training=False)
    want = reference(x, parts)
    assert_parameters(block, parts.used, what)
    fill(block)
    for training in (False, True)[: 1 + ("train" in modes)]:
        named = {sentence: _output(other, x, training) for sentence, other in (mistakes or {}).items()}
        parts = Parts(training=training)
        want = reference(x, parts).detach()
        block.train(training)
        where = f"{what} in {'training' if training else 'evaluation'} mode"
        if training:
            given = x.clone().requires_grad_()
            got = block(given)
        else:
            got = output(block, x, where)
        told = {sentence: value for sentence, value in named.items() if value is not None}
        assert_close(got, want, where, mistakes=told, rtol=1e-4, atol=1e-4)
        _assert_modes(block, training, what)
    if "train" not in modes:
        return
    assert torch.equal(given.detach(), x), f"{what} changed its input; compute on a new tensor instead."
    _assert_gradients(block, reference, x, given, got, what)
    want = reference(x, parts.again(training=False)).detach()
    block.eval()
    assert_close(
        block(x), want, f"{what} in evaluation mode, after one pass in training mode", rtol=1e-4, atol=1e-4
    )
    with torch.no_grad():
        where = f"{what} in evaluation mode under torch.no_grad()"
        assert_close(output(block, x, where), want, where, rtol=1e-4, atol=1e-4)


def output(block: nn.Module, x: Tensor, what: str) -> Tensor:
    """What the block makes of a copy of x.

    Raises AssertionError if that is no tensor, or if the copy was changed.
    """
    given = x.clone()
    got = results.tensor(block(given), what)
    if not torch.equal(given, x):
        raise AssertionError(
            f"{what} changes its input; compute on a new tensor instead.\n"
            "Likely mistake: an operation in place on x, such as `+=`, `F.relu_(x)` or `inplace=True`."
        )
    return got


def _assert_modes(block: nn.Module, training: bool, what: str) -> None:
    """No part may have been switched to another mode by `forward`."""
    if any(part.training is not training for part in block.modules()):
        raise AssertionError(
            f"{what}: after `forward` a part of the block is in another mode than the block.\n"
            "Likely mistake: a call of train() or eval() inside the block; leave the mode to whoever uses it."
        )


def assert_started(block: nn.Module, what: str) -> None:
    """Check that a fresh block starts as PyTorch starts its layers.

    Scales are 1, offsets of normalisations 0, weights uniform up to 1/√fan_in on both sides.
    Raises AssertionError otherwise.
    """
    for parameter, (kind, shape) in kinds_of(block):
        values, name = parameter.detach(), in_words((kind, shape), 1).removeprefix("1 ")
        if kind != "weight":
            start = 1.0 if kind == "scale" else 0.0
            if not bool((values == start).all()):
                raise AssertionError(f"{what}: the {name} should start at {start:g}, as PyTorch starts it.")
            continue
        bound = float(np.prod(shape[1:])) ** -0.5
        spread = float(values.std()) * 3**0.5 / bound
        margin = max(0.15, 2.7 / values.numel() ** 0.5)  # six standard errors of a uniform draw's deviation
        if float(values.abs().max()) > 1.001 * bound or abs(spread - 1) > margin:
            raise AssertionError(
                f"{what}: the {name} should start as PyTorch starts it, uniform between ±{bound:.3g}.\n"
                "Likely mistake: an initialisation of your own; leave it to nn.Conv2d.\n"
                f"  standard deviation: {float(values.std()):.3g}, should be {bound / 3**0.5:.3g}\n"
                f"  largest size: {float(values.abs().max()):.3g}"
            )


def _output(reference: Reference, x: Tensor, training: bool) -> Tensor | None:
    """What a mistaken reference gives; None where it cannot run, which then is no explanation."""
    try:
        return reference(x, Parts(training=training)).detach()
    except RuntimeError:
        return None


def _assert_gradients(
    block: nn.Module, reference: Reference, x: Tensor, given: Tensor, got: Tensor, what: str
) -> None:
    """Gradients of the input, and of the parameters, those of one kind and shape added up; each has one."""
    dy = torch.from_numpy(np.random.default_rng(3).normal(size=tuple(got.shape)).astype(np.float32))
    leaf, parts = x.clone().requires_grad_(), Parts()
    reference(leaf, parts).backward(dy)
    block.zero_grad()
    if not got.requires_grad:
        raise AssertionError(f"{what}: no gradient reaches its input or parameters; was it detached?")
    got.backward(dy)
    assert leaf.grad is not None
    nothing = torch.zeros_like(x)
    _close_gradient(nothing if given.grad is None else given.grad, leaf.grad, f"{what}: input gradient")
    found: dict[Key, Tensor] = {}
    for parameter, key in kinds_of(block):
        part = torch.zeros(key[1]) if parameter.grad is None else parameter.grad.reshape(key[1])
        found[key] = found.get(key, torch.zeros(key[1])) + part
    for key, leaf in parts.leaves.items():
        name = in_words(key, 1).removeprefix("1 ")
        assert leaf.grad is not None
        _close_gradient(found.get(key, torch.zeros(key[1])), leaf.grad, f"{what}: gradient of the {name}")
    for parameter, key in kinds_of(block):
        if parameter.grad is None:
            name = in_words(key, 1).removeprefix("1 ")
            raise AssertionError(
                f"{what}: a {name} gets no gradient; its layer is idle.\n"
                "Likely mistake: one layer is used twice in its place; `forward` has to use each of them."
            )


def _close_gradient(got: Tensor, want: Tensor, what: str) -> None:
    size = float(want.abs().max())
    assert_close(got, want, what, rtol=1e-3, atol=1e-3 * size + 1e-6)
