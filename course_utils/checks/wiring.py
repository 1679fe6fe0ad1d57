"""What a block or network computes, checked against a reference.

A student's module may hold its parameters under any names, in any order. `fill` gives every parameter values
that depend on its kind and shape alone, and every running statistic of a normalisation likewise, so that a
reference finds them again without knowing names: `Parts` is the reference's view of them. A reference is a
function of the input and `Parts`, or a module. A parameter's kind is what its module does with it, whatever
value it starts with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional

from course_utils.checks import results
from course_utils.checks._arrays import assert_close, is_close
from course_utils.checks._parameters import (
    NORMS,
    STATISTICS,
    Key,
    assert_parameters,
    compare,
    fill,
    in_words,
    kinds_of,
    known_values,
    overwrite,
    plain_shape,
    statistics_of,
)

__all__ = [
    "Parts",
    "Reference",
    "assert_norms_started",
    "assert_parameters",
    "assert_started",
    "assert_wiring",
    "fill",
    "output",
]

MOMENTUM, EPSILON = 0.1, 1e-5  # nn.BatchNorm2d's own
STARTS = {"weight": ("normalisation scale", 1.0), "bias": ("normalisation's offset", 0.0)} | {
    name: (f"running {kind}", start) for name, (kind, start) in STATISTICS.items()
}
CUT_OFF = "no gradient arrives: something is frozen, unused or cut off (detach, no_grad)."


@dataclass
class Parts:
    """A filled module's parameters for a reference, with the layers that use them.

    training: whether normalisation uses the batch's statistics, as in training mode, and updates its running
    ones, or uses those.
    """

    training: bool = True
    used: list[Key] = field(default_factory=list)
    leaves: dict[Key, Tensor] = field(default_factory=dict)
    running: dict[tuple[str, str], Tensor] = field(default_factory=dict)
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
        place = f"normalisation {self.normalised}"
        mean, variance = (self._statistic(place, kind, (channels,)) for kind in ("mean", "variance"))
        scale, offset = self._leaf("scale", (channels,)), self._leaf("offset", (channels,))
        return functional.batch_norm(x, mean, variance, scale, offset, self.training, MOMENTUM, EPSILON)

    def linear(self, x: Tensor, out_features: int) -> Tensor:
        """A linear layer with a bias."""
        weight, offset = self.weight(out_features, x.shape[-1]), self._leaf("offset", (out_features,))
        return functional.linear(x, weight, offset)

    def module(self, module: nn.Module, x: Tensor) -> Tensor:
        """What a fresh module computes with these parameters; of the module only the mode changes."""
        tensors: dict[str, Tensor] = {name: buffer.clone() for name, buffer in module.named_buffers()}
        for name, old, key in kinds_of(module):
            tensors[name] = self._leaf(*key).reshape(old.shape)
        for name, statistic, kind, _ in statistics_of(module):
            tensors[name] = self._statistic(name, kind, tuple(statistic.shape))
        result: Tensor = functional_call(module.train(self.training), tensors, (x,))
        return result

    def again(self, *, training: bool) -> Parts:
        """The same parts for another run of the reference; running statistics go on from where they are."""
        return Parts(training=training, running=self.running)

    def _statistic(self, place: str, kind: str, shape: tuple[int, ...]) -> Tensor:
        if (place, kind) not in self.running:
            self.running[place, kind] = known_values(kind, shape)
        return self.running[place, kind]

    def _leaf(self, kind: str, shape: tuple[int, ...]) -> Tensor:
        key = kind, shape
        self.used.append(key)
        if key not in self.leaves:
            self.leaves[key] = known_values(kind, shape).requires_grad_()
        return self.leaves[key]


Reference = Callable[[Tensor, Parts], Tensor] | nn.Module


def assert_wiring(
    block: nn.Module,
    reference: Reference,
    x: Tensor | Sequence[Tensor],
    what: str,
    *,
    mistakes: Mapping[str, Reference] | None = None,
    modes: Sequence[str] = ("train", "eval"),
    parameters_hint: str = "",
) -> None:
    """Check that a fresh block or network has the reference's parameters and computes what it computes.

    Every parameter and running statistic is overwritten first, so that nothing hangs on their start. Compared
    are the outputs in evaluation mode, in training mode with the gradients of the input and of all parameters
    there, and in evaluation mode again, with the running statistics that the training pass left behind; then
    once more under `torch.no_grad()`. Every parameter has to get a gradient.
    x: a batch, or several, each tried by itself.
    modes: ("eval",) leaves the training pass out, for a block with dropout. The block is filled and changed.
    mistakes: sentence -> a reference that makes this mistake; the sentence is shown when the block computes
    the same, or when it has that reference's parameters and not the right ones.
    parameters_hint: the likely mistake where the parameters are neither right nor those of a known mistake.
    Raises AssertionError that says which of these differs.
    """
    _assert_module(block, what)
    batches = [x] if isinstance(x, Tensor) else list(x)
    exam = _Exam(block, reference, what, mistakes or {})
    exam.compare_parameters(batches[0], parameters_hint)
    for batch in batches:
        of = what if len(batches) == 1 else f"{what}, for a batch of shape {tuple(batch.shape)},"
        exam.compare_evaluation(batch, of)
        if "train" in modes:
            exam.compare_training(batch, of)


def _assert_module(got: object, what: str) -> None:
    """AssertionError that says what a student's code returned, unless it is a module."""
    if got is None:
        raise AssertionError(f"{what} returns nothing.\nLikely mistake: the function ends without `return`.")
    if not isinstance(got, nn.Module):
        kind = got.__class__.__name__
        raise AssertionError(f"{what} should return a network, an nn.Module, but returns a {kind}")


class _Exam:
    """A block and its reference, and what is compared of them."""

    def __init__(
        self, block: nn.Module, reference: Reference, what: str, mistakes: Mapping[str, Reference]
    ) -> None:
        self.block, self.reference, self.what, self.mistakes = block, reference, what, mistakes
        # Kinds are told while the block is fresh: a filled scale of the student's own looks like an offset.
        self.parameters = [(parameter, key) for _, parameter, key in kinds_of(block)]

    def compare_parameters(self, x: Tensor, hint: str) -> None:
        """Kinds and shapes. hint: the likely mistake where no known one explains them."""
        parts, has = Parts(training=False), Counter(key for _, key in self.parameters)
        _computed(self.reference, x, parts)
        if has != (should := Counter(parts.used)):
            compare(has, should, self.what, self._with_parameters(has, x) or hint)
        kept = Counter(tuple(statistic.shape) for _, statistic, _, _ in statistics_of(self.block))
        if kept != Counter(tuple(statistic.shape) for statistic in parts.running.values()):
            channels = sorted(len(mean) for (_, kind), mean in parts.running.items() if kind == "mean")
            raise AssertionError(
                f"{self.what} should keep running means and variances for {channels} channels.\n"
                "Likely mistake: a layer normalises in another way, or keeps no running averages."
            )

    def _with_parameters(self, has: Counter[Key], x: Tensor) -> str:
        """The known mistake that has such parameters; where several have, the one that computes the same."""
        alike = [text for text, other in self.mistakes.items() if has == _parameters(other, x)]
        if len(alike) < 2:
            return "".join(alike)
        self._fill(training=False)
        with suppress(RuntimeError, ValueError):
            got = self.block(x)
            same = [text for text in alike if is_close(got, _mistaken(self.mistakes[text], x, False), 1e-4)]
            return (same or alike)[0]
        return alike[0]

    def compare_evaluation(self, x: Tensor, what: str) -> None:
        """The output in evaluation mode. what: the block, and with which batch."""
        where = f"{what} in evaluation mode"
        want = _computed(self.reference, x, Parts(training=False))
        self._fill(training=False)
        self._close(output(self.block, x, where), want, where, x, training=False)
        self._assert_modes(training=False)

    def compare_training(self, x: Tensor, what: str) -> None:
        """Output and gradients in training mode, and the output in evaluation mode after it."""
        parts, given = Parts(), x.clone().requires_grad_()
        leaf, where = x.clone().requires_grad_(), f"{what} in training mode"
        want = _computed(self.reference, leaf, parts)
        self._fill(training=True)
        got = results.tensor(self.block(given), where)
        self._close(got, want, where, x, training=True)
        self._assert_modes(training=True)
        assert torch.equal(given.detach(), x), f"{what} changed its input; compute on a new tensor instead."
        self._compare_gradients(got, given, want, leaf, parts)
        after = f"{what} in evaluation mode, after one pass in training mode (BatchNorm's momentum is 0.1),"
        want = _computed(self.reference, x, parts.again(training=False))
        self.block.eval()
        self._close(self.block(x), want, after)
        with torch.no_grad():
            after = f"{what} in evaluation mode under torch.no_grad()"
            self._close(output(self.block, x, after), want, after)

    def _fill(self, *, training: bool) -> None:
        """Known values everywhere, and the mode."""
        overwrite(self.block, self.parameters, {})
        self.block.train(training)

    def _close(
        self, got: Tensor, want: Tensor, where: str, x: Tensor | None = None, training: bool = False
    ) -> None:
        """Outputs are close. x: the batch with which known mistakes are tried."""
        named = {
            sentence: partial(_mistaken, other, x, training)
            for sentence, other in self.mistakes.items()
            if x is not None
        }
        assert_close(got, want.detach(), where, mistakes=named, rtol=1e-4, atol=1e-4)

    def _assert_modes(self, *, training: bool) -> None:
        """No part may have been switched to another mode by `forward`."""
        if any(part.training is not training for part in self.block.modules()):
            raise AssertionError(
                f"{self.what}: after `forward` a part of the block is in another mode than the block.\n"
                "Likely mistake: a call of train() or eval() inside the block; "
                "leave the mode to whoever uses it."
            )

    def _compare_gradients(
        self, got: Tensor, given: Tensor, want: Tensor, leaf: Tensor, parts: Parts
    ) -> None:
        """Gradients of the input, and of the parameters, those of one kind and shape added up."""
        dy = torch.from_numpy(np.random.default_rng(3).normal(size=tuple(got.shape)).astype(np.float32))
        want.backward(dy)
        self.block.zero_grad()
        if not got.requires_grad:
            raise AssertionError(
                f"{self.what}: no gradient reaches its input or parameters; was it detached?"
            )
        self._pass_back(got, dy)
        gradients = [_gradient(leaf), *map(_gradient, parts.leaves.values())]
        steepest = max(float(gradient.abs().max()) for gradient in gradients)
        _close_gradient(_gradient(given), _gradient(leaf), f"{self.what}: input gradient", steepest)
        found: dict[Key, Tensor] = {}
        for parameter, key in self.parameters:
            found[key] = found.get(key, torch.zeros(key[1])) + _gradient(parameter).reshape(key[1])
        for key, wanted in parts.leaves.items():
            name = in_words(key, 1).removeprefix("1 ")
            _close_gradient(found[key], _gradient(wanted), f"{self.what}: gradient of the {name}", steepest)
        self._assert_all_used()

    def _pass_back(self, got: Tensor, dy: Tensor) -> None:
        """The block's own backward pass, which a change in place can make impossible."""
        try:
            got.backward(dy)
        except RuntimeError as error:
            if "inplace operation" not in str(error):
                raise
            raise AssertionError(
                f"{self.what}: no gradient can be computed: a tensor that it needs was changed in place.\n"
                "Likely mistake: `+=`, `F.relu_` or `inplace=True` on a tensor that is used elsewhere, too; "
                "write `y = y + x`."
            ) from None

    def _assert_all_used(self) -> None:
        """Each parameter has a gradient of its own."""
        for parameter, key in self.parameters:
            if parameter.grad is None:
                name = in_words(key, 1).removeprefix("1 ")
                raise AssertionError(
                    f"{self.what}: a {name} gets no gradient; its layer is idle.\n"
                    "Likely mistake: one layer is used twice in its place; `forward` has to use each of them."
                )


def _computed(reference: Reference, x: Tensor, parts: Parts) -> Tensor:
    return parts.module(reference, x) if isinstance(reference, nn.Module) else reference(x, parts)


def _computed_if_it_runs(reference: Reference, x: Tensor, parts: Parts) -> Tensor | None:
    """None where a mistaken reference cannot run, which then explains nothing."""
    try:
        return _computed(reference, x, parts).detach()
    except RuntimeError:
        return None


def _parameters(reference: Reference, x: Tensor) -> Counter[Key]:
    """What a mistaken reference has; nothing where it cannot run."""
    if isinstance(reference, nn.Module):
        return Counter(key for _, _, key in kinds_of(reference))
    ran = _computed_if_it_runs(reference, x, parts := Parts(training=False))
    return Counter() if ran is None else Counter(parts.used)


def _mistaken(reference: Reference, x: Tensor, training: bool) -> ArrayLike:
    """What a mistaken reference gives; an empty array where it cannot run."""
    computed = _computed_if_it_runs(reference, x, Parts(training=training))
    return np.empty(0) if computed is None else computed


def _gradient(tensor: Tensor) -> Tensor:
    return torch.zeros_like(tensor) if tensor.grad is None else tensor.grad


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


def assert_started(block: nn.Module, what: str) -> None:
    """Check that a fresh block starts as PyTorch starts its layers.

    Normalisations as `assert_norms_started` has them; weights uniform up to 1/√fan_in on both sides.
    Raises AssertionError otherwise.
    """
    assert_norms_started(block, what)
    for _, parameter, (kind, shape) in kinds_of(block):
        if kind != "weight":
            continue
        values, name = parameter.detach(), in_words((kind, shape), 1).removeprefix("1 ")
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


def assert_norms_started(block: nn.Module, what: str) -> None:
    """Check that a fresh block's normalisations start as PyTorch starts them.

    Scales and running variances are 1, their offsets and running means 0.
    Raises AssertionError otherwise.
    """
    for part in block.modules():
        for name, (words, start) in STARTS.items() if isinstance(part, NORMS) else ():
            values = getattr(part, name, None)
            if values is not None and not bool((values == start).all()):
                shape = tuple(values.shape)
                raise AssertionError(
                    f"{what}: the {words} of shape {shape} should start at {start:g}, as PyTorch starts it."
                )


def _close_gradient(got: Tensor, want: Tensor, what: str, steepest: float) -> None:
    """steepest: the largest gradient anywhere, since rounding errors are a part of it where BN leaves 0."""
    atol = 1e-3 * float(want.abs().max()) + 1e-4 * steepest + 1e-6
    assert_close(got, want, what, mistakes={CUT_OFF: torch.zeros_like(want)}, rtol=1e-3, atol=atol)
