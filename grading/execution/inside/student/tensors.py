"""The student's side of mirrored modules: numbers their tensors and finds out what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn

from grading.execution.inside.codec import torch_modules
from grading.execution.inside.codec.format import Value

__all__ = ["Difference", "Snapshot", "TensorChange", "Tensors", "difference", "snapshot"]

Gradient = Tensor | Literal["same"] | None
Difference = tuple[Tensor | None, Gradient]  # the new values, None if unchanged; the new gradient
TensorChange = tuple[int, bool, Tensor | None, Gradient]  # number, requires_grad, and the difference
Modes = tuple[tuple[nn.Module, bool], ...]

# What `Tensors._describe` returns; it says what each part is.
Numbers = tuple[tuple[str, int | None], ...]
Node = tuple[str, nn.Module, bool, Numbers, Numbers, tuple[tuple[str, str | None], ...]]
NewTensor = tuple[int, Tensor, bool, bool, Tensor | None]
Description = tuple[tuple[Node, ...], tuple[NewTensor, ...]]


class Snapshot(NamedTuple):
    """Copies of what a tensor held at one time."""

    values: Tensor
    gradient: Tensor | None
    requires_grad: bool


class Tensors:
    """Parameters and buffers of the modules that test cells hold mirrors of.

    Each side tells the other in a state what changed:
    - tensors: (number, requires_grad, values or None if unchanged, gradient or "same") of each;
    - modes: (module, training) of each;
    - only from here: descriptions of modules that have no mirror yet or are built differently now;
    - only to here: tensors and modules that no test cell can reach any more. They are forgotten here.
    """

    def __init__(self) -> None:
        self.tensors: dict[int, Tensor] = {}
        self.numbers: dict[int, int] = {}
        self.seen: dict[int, Snapshot] = {}
        self.count = 0
        self.modules: dict[int, nn.Module] = {}
        self.modes: dict[int, bool] = {}
        self.shapes: dict[int, tuple[object, ...]] = {}

    def describe(self, module: nn.Module) -> None:
        """Queue the module for description in the next reply, where modules that share parts are described
        in one order, so that both sides give these parts the same numbers.
        """
        self._know(module)
        self.shapes[id(module)] = ()

    def _describe(self, module: nn.Module) -> Description:
        """Every module below `module`, and the tensors that had no number yet.

        A module is (path, module, training, parameters, buffers, children), with (name, number or None) of
        each parameter and buffer and (name, path or None) of each child. A tensor is (number, values, whether
        it is a parameter, requires_grad, gradient).
        """
        first = self.count
        paths = {id(node): path for path, node in module.named_modules()}
        nodes = [self._node(path, node, paths) for path, node in module.named_modules()]
        return tuple(nodes), tuple(map(self._described, range(first, self.count)))

    def _described(self, number: int) -> NewTensor:
        tensor, seen = self.tensors[number], self.seen[number]
        return number, tensor.detach(), _is_parameter(tensor), seen.requires_grad, seen.gradient

    def plant(self, parts: tuple[torch_modules.Node, ...]) -> tuple[tuple[nn.Module, ...], tuple[int, ...]]:
        """Build a copy of a test cell's module. Returns the modules in it and the numbers of its tensors."""
        module = torch_modules.build(parts)
        numbers = tuple(self._number(tensor) for tensor in torch_modules.tensors_of(module))
        for node in module.modules():
            self._know(node)
        return tuple(module.modules()), numbers

    def _know(self, node: nn.Module) -> None:
        """Remember how the module is now, which is how the other side knows it."""
        self.modules[id(node)] = node
        self.modes[id(node)] = node.training
        self.shapes[id(node)] = _shape(node)

    def _node(self, path: str, node: nn.Module, paths: dict[int, str]) -> Node:
        self._know(node)
        parameters = tuple((name, self._number_or_none(value)) for name, value in node._parameters.items())
        buffers = tuple((name, self._number_or_none(value)) for name, value in node._buffers.items())
        children = tuple((name, paths.get(id(child))) for name, child in node._modules.items())
        return path, node, bool(node.training), parameters, buffers, children

    def _number_or_none(self, tensor: Tensor | None) -> int | None:
        return None if tensor is None else self._number(tensor)

    def _number(self, tensor: Tensor) -> int:
        if id(tensor) not in self.numbers:
            self.numbers[id(tensor)] = self.count
            self.tensors[self.count] = tensor
            self.seen[self.count] = snapshot(tensor)
            self.count += 1
        return self.numbers[id(tensor)]

    def apply(self, state: Value) -> None:
        """Do here what test cells did to their copies since the last request."""
        if not state:
            return
        changes, modes, *unreachable = state
        with torch.no_grad():
            for number, needs_grad, values, gradient in changes:
                tensor = self.tensors[number]
                if values is not None:
                    tensor.copy_(values)
                if not isinstance(gradient, str):
                    tensor.grad = gradient
                if _is_parameter(tensor):
                    tensor.requires_grad_(needs_grad)
                self.seen[number] = snapshot(tensor)
        for module, training in modes:
            module.training = training
            self.modes[id(module)] = training
        self._forget(*unreachable)

    def _forget(self, numbers: Iterable[int], modules: Iterable[nn.Module]) -> None:
        for number in numbers:
            tensor = self.tensors.pop(number)
            del self.seen[number]
            if self.numbers.get(id(tensor)) == number:
                del self.numbers[id(tensor)]
        for module in modules:
            for known in (self.modules, self.modes, self.shapes):
                known.pop(id(module), None)

    def changed(self) -> tuple[tuple[TensorChange, ...], Modes, tuple[Description, ...]] | tuple[()]:
        """What the student's code has changed since the last reply; empty if nothing."""
        if not self.modules and not self.tensors:
            return ()
        changes: list[TensorChange] = []
        for number, tensor in self.tensors.items():
            seen = self.seen[number]
            if tensor.dtype is not seen.values.dtype or tensor.shape != seen.values.shape:
                self._exchange(number)
            elif (change := difference(tensor, seen)) is not None:
                self.seen[number] = snapshot(tensor)
                changes.append((number, bool(tensor.requires_grad), *change))
        descriptions = [
            self._describe(module)
            for module in tuple(self.modules.values())
            if _shape(module) != self.shapes[id(module)]
        ]
        modes = []
        for key, module in self.modules.items():
            if self.modes[key] is not module.training:
                self.modes[key] = module.training
                modes.append((module, bool(module.training)))
        return tuple(changes), tuple(modes), tuple(descriptions)

    def _exchange(self, number: int) -> None:
        """Forget the number of a tensor whose dtype or shape changed, as by `module.double()`.

        Its modules are described again, with a new number for it. The old number stands for the old values.
        """
        tensor = self.tensors[number]
        del self.numbers[id(tensor)]
        self.tensors[number] = self.seen[number].values
        self.seen[number] = snapshot(self.tensors[number])
        for key, module in self.modules.items():
            if any(part is tensor for part in (*module._parameters.values(), *module._buffers.values())):
                self.shapes[key] = ()


def _is_parameter(tensor: Tensor) -> bool:
    return isinstance(tensor, nn.Parameter)


def snapshot(tensor: Tensor) -> Snapshot:
    """What a tensor holds now."""
    gradient = tensor.grad if tensor.is_leaf else None
    return Snapshot(
        tensor.detach().clone(),
        None if gradient is None else gradient.detach().clone(),
        bool(tensor.requires_grad),
    )


def difference(tensor: Tensor, seen: Snapshot) -> Difference | None:
    """New values (None if the same) and new gradient ("same" if it is), or None if nothing changed."""
    now = tensor.grad if tensor.is_leaf else None
    same_values, same_gradient = _same(tensor, seen.values), _same(now, seen.gradient)
    if same_values and same_gradient and tensor.requires_grad is seen.requires_grad:
        return None
    new = None if now is None else now.detach()
    return (None if same_values else tensor.detach()), ("same" if same_gradient else new)


def _same(first: Tensor | None, second: Tensor | None) -> bool:
    """Whether two tensors, or their absence, are the same; NaN is the same as NaN."""
    if first is None or second is None:
        return first is second
    return torch.equal(first, second) or (
        first.shape == second.shape and bool(((first == second) | (first.isnan() & second.isnan())).all())
    )


def _shape(module: nn.Module) -> tuple[object, ...]:
    """Names and ids of a module's own parts: where they are others than before, the module was rebuilt."""
    parts = module._modules, module._parameters, module._buffers
    return tuple((*part, *map(id, part.values())) for part in parts)
