"""Modules that a test cell makes of layers of PyTorch or course_utils and hands to the student's code.

Such a module is taken apart into class names, plain settings and tensors, and built again in the student's
process; its tensors are then kept the same on both sides, as those of a student's module are.
"""

from __future__ import annotations

import importlib

from torch import Tensor, nn

from grading.execution.inside.codec.format import UnsendableError

__all__ = ["build", "take_apart", "tensors_of"]

STANDARD = frozenset(vars(nn.Module()))
BOTH_SIDES = ("torch.nn.", "course_utils.")  # whose classes either process can import

# One module: its path below the whole; its class; its settings; of each parameter the name, the values and
# requires_grad; of each buffer the name and the values; of each child the name and the path.
Node = tuple[
    str,
    str,
    dict[str, object],
    tuple[tuple[str, Tensor | None, bool], ...],
    tuple[tuple[str, Tensor | None], ...],
    tuple[tuple[str, str | None], ...],
]


def take_apart(module: nn.Module) -> tuple[Node, ...]:
    """The module and all below it; raises UnsendableError."""
    paths = {id(node): path for path, node in module.named_modules()}
    return tuple(_node(path, node, paths) for path, node in module.named_modules())


def _node(path: str, node: nn.Module, paths: dict[int, str]) -> Node:
    kind = type(node)
    if not kind.__module__.startswith(BOTH_SIDES):
        raise UnsendableError(
            f"a module of the class {kind.__qualname__}, which only this cell knows, cannot be handed to the "
            "student's code. Use PyTorch's own layers, or a class of course_utils."
        )
    settings = {
        name: value for name, value in vars(node).items() if name not in STANDARD or name == "training"
    }
    return (
        path,
        f"{kind.__module__}:{kind.__qualname__}",
        settings,
        tuple((name, None if value is None else value.detach(), value is not None and value.requires_grad)
              for name, value in node._parameters.items()),
        tuple(node._buffers.items()),
        tuple((name, None if child is None else paths[id(child)]) for name, child in node._modules.items()),
    )  # fmt: skip


def tensors_of(module: nn.Module) -> list[Tensor]:
    """Parameters and buffers, each once, in one order on both sides."""
    found = {id(tensor): tensor for tensor in [*module.parameters(), *module.buffers()]}
    return list(found.values())


def build(parts: tuple[Node, ...]) -> nn.Module:
    """The module that `take_apart` described. Runs in the student's process only."""
    nodes = {path: _empty(kind) for path, kind, *_ in parts}
    for path, _, settings, parameters, buffers, children in parts:
        node = nodes[path]
        node.__dict__.update(settings)
        for name, values, needs_grad in parameters:
            node._parameters[name] = (
                None if values is None else nn.Parameter(values, requires_grad=needs_grad)
            )
        node._buffers.update(buffers)
        node._modules.update({name: None if child is None else nodes[child] for name, child in children})
    return nodes[""]


def _empty(path: str) -> nn.Module:
    module, _, name = path.partition(":")
    kind = getattr(importlib.import_module(module), name)
    node = kind.__new__(kind)
    nn.Module.__init__(node)
    return node
