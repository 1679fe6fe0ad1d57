"""What a model costs, counted on the meta device: shapes are computed, numbers are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.graph import saved_tensors_hooks
from torch.func import functional_call
from torch.utils.flop_counter import FlopCounterMode

from course_utils.inspection.tables import as_html, as_text

__all__ = ["Cost", "LayerCost", "model_cost"]

OTHER = "(between layers)"


@dataclass
class LayerCost:
    """What one layer costs for the batch that was asked about.

    output: shape, batch included. params: weights and biases. macs: multiplications with an addition, in
    convolutions and matrix products; normalisation, activations and pooling count none, biases neither.
    activations: numbers in the output. saved: bytes that autograd keeps for the backward pass, parameters
    not included, each piece of memory counted once, for the layer that first wanted it.
    """

    name: str
    kind: str
    output: tuple[int, ...] | None = None
    params: int = 0
    macs: int = 0
    activations: int = 0
    saved: int = 0


@dataclass(frozen=True, repr=False)
class Cost:
    """A model's cost layer by layer: a table when it is a cell's last expression.

    What happens outside of any layer (a functional call, a parameter of a block) is the last row.
    """

    layers: tuple[LayerCost, ...]

    @property
    def params(self) -> int:
        """Weights and biases."""
        return sum(layer.params for layer in self.layers)

    @property
    def macs(self) -> int:
        """Multiplications with an addition; published "FLOPs" are often these, FLOP counters count two."""
        return sum(layer.macs for layer in self.layers)

    @property
    def activations(self) -> int:
        """Numbers in all layers' outputs."""
        return sum(layer.activations for layer in self.layers)

    @property
    def saved(self) -> int:
        """Bytes that autograd keeps for the backward pass."""
        return sum(layer.saved for layer in self.layers)

    _HEAD = ("layer", "kind", "output", "params", "MACs", "activations", "saved bytes")

    def _rows(self) -> list[tuple[object, ...]]:
        total = ("total", "", None, self.params, self.macs, self.activations, self.saved)
        return [
            *((r.name, r.kind, r.output, r.params, r.macs, r.activations, r.saved) for r in self.layers),
            total,
        ]

    def __repr__(self) -> str:
        return as_text(self._HEAD, self._rows())

    def _repr_html_(self) -> str:
        return as_html(self._HEAD, self._rows())


def model_cost(model: nn.Module | Callable[[], nn.Module], shape: Sequence[int]) -> Cost:
    """Count what `model` costs for one input of this shape, batch included, for instance (1, 3, 224, 224).

    model: stays as it was, on any device; or a function that makes it, which takes no memory even for a
    large one. Its mode counts: in training mode dropout keeps its mask.
    Raises ValueError, naming the layer, if the input does not fit.
    """
    if not isinstance(model, nn.Module):
        with torch.device("meta"):
            model = model()
    meter = _Meter(model)
    try:
        with meter.running():
            functional_call(model, meter.state, (torch.empty(tuple(shape), device="meta"),))
    except RuntimeError as error:
        raise ValueError(f"an input of shape {tuple(shape)} stops at {meter.current}: {error}") from error
    return Cost(tuple(meter.rows.values()))


@dataclass
class _Meter:
    """Counts for each layer while a model runs."""

    model: nn.Module
    rows: dict[str, LayerCost] = field(default_factory=dict)
    current: str = OTHER

    def __post_init__(self) -> None:
        named = [*self.model.named_parameters(), *self.model.named_buffers()]
        self.state = {name: torch.empty_like(tensor, device="meta") for name, tensor in named}
        for name, tensor in self.state.items():
            tensor.requires_grad_(dict(named)[name].requires_grad)
        self.counter = FlopCounterMode(display=False)
        # Memory that is not to be counted (again). Kept alive, so that no address is used twice.
        self.seen: dict[int, Tensor] = {_memory(tensor): tensor for tensor in self.state.values()}
        self.layers = {
            module: name or type(module).__name__
            for name, module in self.model.named_modules()
            if not any(module.children())
        }
        weights = {id(weight): weight.numel() for weight in self.model.parameters()}
        for module, name in self.layers.items():
            own = sum(weights.pop(id(weight), 0) for weight in module.parameters())  # tied ones count once
            self.rows[name] = LayerCost(name, type(module).__name__, params=own)
        self.rows[OTHER] = LayerCost(OTHER, "", params=sum(weights.values()))

    @contextmanager
    def running(self) -> Iterator[None]:
        """Everything is counted inside; every hook is gone afterwards."""
        with ExitStack() as stack:
            for module in self.layers:
                stack.callback(module.register_forward_pre_hook(self.enter).remove)
                stack.callback(module.register_forward_hook(self.leave).remove)
            stack.enter_context(saved_tensors_hooks(self.save, lambda tensor: tensor))
            stack.enter_context(self.counter)
            yield
            self.settle(OTHER)

    def settle(self, name: str) -> None:
        """Charge what was computed since the last time to this row."""
        done = 2 * sum(row.macs for row in self.rows.values())
        self.rows[name].macs += (self.counter.get_total_flops() - done) // 2

    def enter(self, module: nn.Module, _: Any) -> None:
        self.settle(OTHER)
        self.current = self.layers[module]

    def leave(self, module: nn.Module, _: Any, output: Any) -> None:
        row = self.rows[self.current]
        self.settle(self.current)
        if isinstance(output, Tensor):
            row.output = tuple(output.shape)
            row.activations += output.numel()
        self.current = OTHER

    def save(self, tensor: Tensor) -> Tensor:
        if _memory(tensor) not in self.seen:
            self.seen[_memory(tensor)] = tensor
            self.rows[self.current].saved += tensor.untyped_storage().nbytes()
        return tensor


def _memory(tensor: Tensor) -> int:
    return tensor.untyped_storage()._cdata
