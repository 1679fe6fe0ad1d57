"""Parameters and buffers of the student's modules, as test cells see them: copies that are kept the same."""

from __future__ import annotations

import weakref
from collections.abc import Iterable

import torch
from torch import nn

from grading.execution.inside.codec.format import WireError
from grading.execution.inside.student.tensors import Snapshot, TensorChange, difference, snapshot

__all__ = ["MirroredTensors"]


class MirroredTensors:
    """Tensors by their number in the student's process, and what they held when both sides last agreed.

    named: gets, for the id of each, the bytes that stand for it in a request. kept: holds the tensors until
    the next `release`. gone: numbers of those that nothing holds any more.
    """

    def __init__(self, named: dict[int, bytes]) -> None:
        self.named = named
        self.tensors: weakref.WeakValueDictionary[int, torch.Tensor] = weakref.WeakValueDictionary()
        self.kept: list[torch.Tensor] = []
        self.gone: list[int] = []
        self.agreed: dict[int, Snapshot] = {}

    def __getitem__(self, number: int) -> torch.Tensor:
        return self.tensors[number]

    def adopt(
        self, number: int, values: torch.Tensor, is_parameter: bool, needs_grad: bool, gradient: object
    ) -> None:
        """Make the copy of a tensor that the student's process describes."""
        if type(values) is not torch.Tensor or number in self.tensors:
            raise WireError("a parameter that is none")
        needs_grad = needs_grad is True and (values.is_floating_point() or values.is_complex())
        tensor = nn.Parameter(values, requires_grad=needs_grad) if is_parameter is True else values
        _change(tensor, tensor.requires_grad, None, gradient)
        self.keep(number, tensor)

    def keep(self, number: int, tensor: torch.Tensor) -> None:
        """Follow a tensor, whose values both sides have."""
        self.tensors[number] = tensor
        self.kept.append(tensor)
        self.named[id(tensor)] = b"p" + number.to_bytes(8, "little")
        self._agree(number)
        weakref.finalize(tensor, self._lose, number, id(tensor))

    def _lose(self, number: int, key: int) -> None:
        self.named.pop(key, None)
        del self.agreed[number]
        self.gone.append(number)

    def release(self) -> tuple[int, ...]:
        """Let go of the tensors that nothing else refers to. Returns the numbers of those that went."""
        self.kept = []  # `tensors` holds them weakly: what no test cell holds is gone from it now
        self.kept = list(self.tensors.values())
        gone, self.gone = self.gone, []
        return tuple(gone)

    def _agree(self, number: int) -> None:
        self.agreed[number] = snapshot(self.tensors[number])

    def changed(self) -> tuple[TensorChange, ...]:
        """What test cells did: (number, requires_grad, values or None, gradient or "same") of each."""
        changes: list[TensorChange] = []
        for number, tensor in self.tensors.items():
            if (change := difference(tensor, self.agreed[number])) is not None:
                changes.append((number, tensor.requires_grad, *change))
                self._agree(number)
        return tuple(changes)

    def apply(self, changes: Iterable[tuple[int, object, object, object]]) -> None:
        """Do here what the student's code did."""
        with torch.no_grad():
            for number, needs_grad, values, gradient in changes:
                _change(self.tensors[number], needs_grad, values, gradient)
                self._agree(number)


def _change(tensor: torch.Tensor, needs_grad: object, values: object, gradient: object) -> None:
    for new in (values, gradient):
        if type(new) is torch.Tensor and (new.shape, new.dtype) != (tensor.shape, tensor.dtype):
            raise WireError("a parameter that changed its shape or dtype")
    if type(values) is torch.Tensor:
        tensor.copy_(values)
    if gradient is None or type(gradient) is torch.Tensor:
        tensor.grad = gradient
    if isinstance(tensor, nn.Parameter) and tensor.is_floating_point():
        tensor.requires_grad_(needs_grad is True)
