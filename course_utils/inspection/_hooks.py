"""What a torch model does inside, layer by layer, without changing the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from course_utils.inspection.tables import as_html, as_text

__all__ = ["LayerStatistics", "Record", "Statistics", "layer_statistics", "watch", "weight_gradients"]

Loss = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True)
class Record:
    """What `watch` saw. A layer that ran twice has two entries, `name` and `name#2`.

    activations: name -> the layer's output. gradients: name -> the loss gradient with respect to that output,
    filled by a backward pass. Both are copies without a graph.
    """

    activations: dict[str, Tensor] = field(default_factory=dict)
    gradients: dict[str, Tensor] = field(default_factory=dict)


@contextmanager
def watch(
    model: nn.Module, kinds: type[nn.Module] | tuple[type[nn.Module], ...] | None = None
) -> Iterator[Record]:
    """Record what the layers of `model` compute inside the block. Every hook comes off when it ends.

    kinds: layer classes, for instance (nn.Conv2d, nn.Linear); by default every module that has no parts.
    An output that is not a tensor is passed over.
    Raises ValueError if the model has no such layer.

        with watch(model) as record:
            loss(model(images), labels).backward()
        record.gradients["conv1"]
    """
    names = dict(_layers(model, kinds))
    record = Record()
    handles: list[RemovableHandle] = []

    def keep(layer: nn.Module, _: Any, output: Any) -> None:
        if not isinstance(output, Tensor):
            return
        name = _unused(names[layer], record.activations)
        # A copy, because the next layer may work in place.
        record.activations[name] = output.detach().clone()
        if output.requires_grad:
            handles.append(output.register_hook(lambda gradient: _keep_gradient(record, name, gradient)))

    try:
        handles.extend(layer.register_forward_hook(keep) for layer in names)
        yield record
    finally:
        for handle in handles:
            handle.remove()


def _layers(model: nn.Module, kinds: Any) -> Iterator[tuple[nn.Module, str]]:
    """The layers of these kinds with their names, in the order in which they were defined."""
    found = False
    for name, module in model.named_modules():
        if isinstance(module, kinds) if kinds is not None else not any(module.children()):
            found = True
            yield module, name or type(module).__name__
    if not found:
        present = sorted({type(module).__name__ for module in model.modules()})
        raise ValueError(f"the model has no layer of these kinds: {kinds}; it has {', '.join(present)}")


def _unused(name: str, taken: dict[str, Tensor]) -> str:
    count = 1 + sum(other.partition("#")[0] == name for other in taken)
    return name if count == 1 else f"{name}#{count}"


def _keep_gradient(record: Record, name: str, gradient: Tensor) -> None:
    record.gradients[name] = gradient.detach().clone()


@dataclass(frozen=True)
class LayerStatistics:
    """One layer's output over a batch: shape without the batch, mean, deviation, share of exact zeros.

    gradient_std: deviation of the loss gradient with respect to that output; None without labels.
    """

    name: str
    shape: tuple[int, ...]
    mean: float
    std: float
    zeros: float
    gradient_std: float | None


@dataclass(frozen=True, repr=False)
class Statistics:
    """`layer_statistics`' result: a table when it is a cell's last expression, else a tuple of layers."""

    layers: tuple[LayerStatistics, ...]

    _HEAD = ("layer", "output", "mean", "std", "zeros", "gradient std")

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (layer.name, layer.shape, layer.mean, layer.std, f"{layer.zeros:.0%}", layer.gradient_std)
            for layer in self.layers
        ]

    def __repr__(self) -> str:
        return as_text(self._HEAD, self._rows())

    def _repr_html_(self) -> str:
        return as_html(self._HEAD, self._rows())


def layer_statistics(
    model: nn.Module,
    images: Tensor,
    labels: Tensor | None = None,
    *,
    kinds: type[nn.Module] | tuple[type[nn.Module], ...] | None = None,
    loss: Loss = nn.functional.cross_entropy,
) -> Statistics:
    """Mean, deviation and zeros of every layer's output for one batch, and with `labels` its gradient's size.

    The model stays as it was: weights, their `.grad`, running averages and mode. kinds: as for `watch`.
    """
    with _undisturbed(model), watch(model, kinds) as record:
        _run(model, images, labels, loss)
    return Statistics(
        tuple(
            LayerStatistics(
                name,
                tuple(output.shape[1:]),
                output.double().mean().item(),
                output.double().std(correction=0).item(),
                (output == 0).double().mean().item(),
                record.gradients[name].double().std(correction=0).item()
                if name in record.gradients
                else None,
            )
            for name, output in record.activations.items()
        )
    )


def weight_gradients(
    model: nn.Module, images: Tensor, labels: Tensor, *, loss: Loss = nn.functional.cross_entropy
) -> dict[str, Tensor]:
    """Loss gradient of every weight matrix and filter bank for one batch, by name, first to last.

    The model stays as it was, `.grad` included. A weight that the loss does not depend on is left out.
    """
    with _undisturbed(model):
        gradients = _run(model, images, labels, loss)
    return {name: gradient for name, gradient in gradients.items() if gradient.ndim > 1}


def _run(model: nn.Module, images: Tensor, labels: Tensor | None, loss: Loss) -> dict[str, Tensor]:
    """Forward, and with labels backward. Returns the parameters' gradients and leaves `.grad` alone."""
    if labels is None:
        with torch.no_grad():
            model(images)
        return {}
    weights = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
    value = loss(model(images), labels)
    found = torch.autograd.grad(value, list(weights.values()), allow_unused=True)
    return {name: gradient for name, gradient in zip(weights, found, strict=True) if gradient is not None}


@contextmanager
def _undisturbed(model: nn.Module) -> Iterator[None]:
    """Put back running averages and the random state that a forward pass in training mode changes."""
    before = [buffer.clone() for buffer in model.buffers()]
    try:
        with torch.random.fork_rng():
            yield
    finally:
        with torch.no_grad():
            for buffer, old in zip(model.buffers(), before, strict=True):
                buffer.copy_(old)
