"""What a block computes, checked against a reference that is written with functions.

A student's block may hold its parameters under any names, in any order. `fill` gives every parameter values
that depend on its kind and shape alone, so that a reference finds them again without knowing names: `Parts`
is the reference's view of them.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from course_utils.checks import assert_close

__all__ = ["Parts", "Reference", "assert_parameters", "assert_wiring", "fill"]

Key = tuple[str, tuple[int, ...]]  # kind, shape
MOMENTUM, EPSILON = 0.1, 1e-5  # nn.BatchNorm2d's own


def fill(
    module: nn.Module, *, weight: float | None = None, scale: float | None = None, offset: float | None = None
) -> None:
    """Overwrite a fresh module's parameters, in place.

    A parameter that is all ones is a scale (of a normalisation); all zeros, or one number a channel, an
    offset; everything else a weight. Each becomes the constant that is given for its kind, or else random
    values that are decided by kind and shape: two weights of one shape get the same values.
    """
    constants = {"weight": weight, "scale": scale, "offset": offset}
    with torch.no_grad():
        for parameter in module.parameters():
            kind, shape = _key(parameter)
            constant = constants[kind]
            values = _values(kind, shape) if constant is None else torch.full(shape, float(constant))
            parameter.copy_(values.reshape(parameter.shape))


def _key(parameter: Tensor) -> Key:
    """Kind and shape, where a 1×1 convolution and a linear layer have the same."""
    values, shape = parameter.detach(), tuple(parameter.shape)
    if bool((values == 1).all()):
        return "scale", (values.numel(),)
    if bool((values == 0).all()) or len(shape) == 1:
        return "offset", (values.numel(),)
    return "weight", _plain(shape)


def _plain(shape: tuple[int, ...]) -> tuple[int, ...]:
    return shape[:2] if set(shape[2:]) <= {1} else shape


def _values(kind: str, shape: tuple[int, ...]) -> Tensor:
    random = np.random.default_rng(zlib.crc32(f"{kind}{shape}".encode()))
    if kind == "scale":
        drawn = random.uniform(0.5, 1.5, shape)
    elif kind == "offset":
        drawn = random.normal(0, 0.5, shape)
    else:
        drawn = random.normal(0, 1.2 / np.sqrt(np.prod(shape[1:])), shape)
    return torch.from_numpy(drawn.astype(np.float32))


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
        return self._leaf("weight", _plain(shape)).reshape(shape)

    def conv(self, x: Tensor, out_channels: int, kernel: int = 3, stride: int = 1, groups: int = 1) -> Tensor:
        """A convolution without bias that pads by half of its kernel."""
        weight = self.weight(out_channels, x.shape[1] // groups, kernel, kernel)
        return functional.conv2d(x, weight, stride=stride, padding=kernel // 2, groups=groups)

    def norm(self, x: Tensor) -> Tensor:
        """Batch normalisation. The calls are told apart by their order, which must stay the same."""
        channels, self.normalised = x.shape[1], self.normalised + 1
        mean, variance = self.running.setdefault(
            self.normalised, (torch.zeros(channels), torch.ones(channels))
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
            self.leaves[key] = _values(kind, shape).requires_grad_()
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

    Compared are the outputs in training mode, the gradients of the input and of all parameters there, and
    the outputs in evaluation mode, with the running statistics that the training pass left behind.
    modes: ("eval",) leaves the training pass out, for a block with dropout. The block is filled and changed.
    mistakes: sentence -> a reference that makes this mistake; the sentence is shown when the block computes
    the same in the first of the modes.
    Raises AssertionError that says which of these differs.
    """
    parts = Parts(training=modes[0] == "train")
    want = reference(x, parts)
    assert_parameters(block, parts.used, what)
    fill(block)
    wrong = {sentence: _output(other, x, parts.training) for sentence, other in (mistakes or {}).items()}
    named = {sentence: output for sentence, output in wrong.items() if output is not None}
    block.train(parts.training)
    given = x.clone().requires_grad_()
    got = block(given)
    where = f"{what} in {'training' if parts.training else 'evaluation'} mode"
    assert_close(got, want.detach(), where, mistakes=named, rtol=1e-4, atol=1e-4)
    assert torch.equal(given.detach(), x), f"{what} changed its input; compute on a new tensor instead."
    if parts.training:
        _assert_gradients(block, reference, x, given, got, what)
    if parts.training and "eval" in modes:
        want = reference(x, parts.again(training=False)).detach()
        block.eval()
        assert_close(block(x), want, f"{what} in evaluation mode", rtol=1e-4, atol=1e-4)


def assert_parameters(block: nn.Module, wanted: Iterable[Key], what: str) -> None:
    """Check that a fresh block has these parameters, each so many times, whatever their names and order."""
    has, should = Counter(map(_key, block.parameters())), Counter(wanted)
    if has == should:
        return
    lines = [f"{what} has other parameters than it should have."]
    lines += [f"  missing: {_words(key, n)}" for key, n in (should - has).items()]
    lines += [f"  too many: {_words(key, n)}" for key, n in (has - should).items()]
    raise AssertionError("\n".join(lines))


def _words(key: Key, count: int) -> str:
    kind, shape = key
    names = {"scale": "normalisation scale", "offset": "offset or bias", "weight": "weight"}
    return f"{count} {names[kind]}{'s' if count > 1 else ''} of shape {shape}"


def _output(reference: Reference, x: Tensor, training: bool) -> Tensor | None:
    """What a mistaken reference gives; None where it cannot run, which then is no explanation."""
    try:
        return reference(x, Parts(training=training)).detach()
    except RuntimeError:
        return None


def _assert_gradients(
    block: nn.Module, reference: Reference, x: Tensor, given: Tensor, got: Tensor, what: str
) -> None:
    """Gradients of the input, and of the parameters, those of one kind and shape added up."""
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
    for parameter in block.parameters():
        for key in parts.leaves:
            if torch.equal(parameter.detach().flatten(), parts.leaves[key].detach().flatten()):
                part = torch.zeros(key[1]) if parameter.grad is None else parameter.grad.reshape(key[1])
                found[key] = found.get(key, torch.zeros(key[1])) + part
    for key, leaf in parts.leaves.items():
        name = _words(key, 1).removeprefix("1 ")
        assert leaf.grad is not None
        _close_gradient(found.get(key, torch.zeros(key[1])), leaf.grad, f"{what}: gradient of the {name}")


def _close_gradient(got: Tensor, want: Tensor, what: str) -> None:
    size = float(want.abs().max())
    assert_close(got, want, what, rtol=1e-3, atol=1e-3 * size + 1e-6)
