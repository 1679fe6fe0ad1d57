"""A student's `nn.Module` in the test cells: its parameters are copies, its code runs elsewhere.

Parameters, buffers, gradients and the training mode are kept the same on both sides, for as long as test
cells can reach the mirror: what one side changed crosses with the next request or reply. Forward runs over
there; `graft` makes its results part of the test cell's graph, so that `.backward()` reaches inputs and
parameters alike.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import NoReturn

import torch
from torch import nn

from grading.execution.inside.codec.format import UnsendableError, Value, WireError
from grading.execution.inside.codec.torch_modules import take_apart, tensors_of
from grading.execution.inside.examiner.mirrored_tensors import MirroredTensors
from grading.execution.inside.examiner.proxies import Proxies, StudentObject

__all__ = ["Mirrors", "StudentModule"]

OWN = frozenset({"_remote", "_proxies", "training"})


class StudentModule(nn.Module):
    """A mirror of one module of the student's."""

    _proxies: Proxies
    _remote: StudentObject

    def __init__(self, proxies: Proxies, remote: StudentObject) -> None:
        super().__init__()
        object.__setattr__(self, "_proxies", proxies)
        object.__setattr__(self, "_remote", remote)

    def forward(self, *arguments: object, **keywords: object) -> Value:
        """Run the student's module."""
        return self._proxies.call(self._remote, arguments, keywords)

    def __getattr__(self, name: str) -> Value:
        for part in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__.get(part, {}):
                return self.__dict__[part][name]
        return getattr(self.__dict__["_remote"], name)

    def __setattr__(self, name: str, value: object) -> None:
        known = self._parameters.get(name)
        if name in OWN or name.startswith("_"):
            object.__setattr__(self, name, value)
        elif known is not None and isinstance(value, torch.Tensor) and value.shape == known.shape:
            with torch.no_grad():
                known.copy_(value)
        else:
            setattr(self._remote, name, value)

    def __getitem__(self, key: object) -> Value:
        return self._remote[key]

    def __len__(self) -> int:
        return len(self._remote)

    def __iter__(self) -> Iterator[Value]:
        return iter(self._remote)

    def __bool__(self) -> bool:
        return True

    __deepcopy__ = StudentObject.__deepcopy__

    def _get_name(self) -> str:
        return self._remote._kinds[0][1]

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """The class that `isinstance` believes in, if it is PyTorch's own or a locked cell's."""
        remote = self.__dict__.get("_remote")
        return (remote._proxies.known_class(remote._kinds) if remote is not None else None) or StudentModule

    def _refuse_hook(self, *_: object, **__: object) -> NoReturn:
        raise UnsendableError(
            "a hook on a student's module cannot run in the test cell: the module runs in another process. "
            "Check what the module returns, or call its parts one by one."
        )

    register_forward_hook = register_forward_pre_hook = _refuse_hook
    register_full_backward_hook = register_full_backward_pre_hook = _refuse_hook


class Mirrors:
    """All mirrors of one student's process.

    A request tells what test cells changed, and then lets go of the mirrors that nothing but `kept` refers
    to: both sides forget those, and if the student's code brings such a module again, it is described anew.

    nodes: handle's number -> mirror, or module of a test cell that was planted there. planted: id of such a
    module -> its copy there. modes: handle's number -> whether it is in training mode, as both sides know.
    gone: what both sides are about to forget. bare: mirrors that the student's process has not described yet.
    """

    def __init__(self, proxies: Proxies) -> None:
        self.proxies = proxies
        self.tensors = MirroredTensors(proxies.named)
        self.nodes: weakref.WeakValueDictionary[int, nn.Module] = weakref.WeakValueDictionary()
        self.planted: dict[int, StudentObject] = {}
        self.kept: list[nn.Module] = []
        self.gone: list[StudentObject] = []
        self.modes: dict[int, bool] = {}
        self.bare: list[StudentObject] = []
        self.asking = False

    def mirror(self, remote: StudentObject) -> nn.Module:
        """The mirror of a module; its parameters are filled in once the whole reply is decoded."""
        number = remote._number
        if number not in self.nodes:
            self._keep(remote, StudentModule(self.proxies, remote))
            self.bare.append(remote)
        return self.nodes[number]

    def _keep(self, remote: StudentObject, node: nn.Module) -> None:
        self.nodes[remote._number] = node
        self.kept.append(node)
        weakref.finalize(node, self._lose, remote, id(node))

    def _lose(self, remote: StudentObject, key: int) -> None:
        self.planted.pop(key, None)
        self.modes.pop(remote._number, None)
        self.gone.append(remote)

    def build(self, nodes: Value, new: Value) -> None:
        """Give mirrors, and modules that test cells planted, the parts that a reply describes."""
        for described in new:
            self.tensors.adopt(*described)
        by_path = {path: node for path, node, *_ in nodes}
        for path, node, training, parameters, buffers, children in nodes:
            if type(path) is not str or "training" not in getattr(node, "__dict__", {}):
                raise WireError("a module that is none")
            number = self.number(node)
            node.__dict__["training"] = self.modes[number] = training is True
            node.__dict__["_parameters"] = {name: self._tensor(number) for name, number in parameters}
            node.__dict__["_buffers"] = {name: self._tensor(number) for name, number in buffers}
            node.__dict__["_modules"] = {name: by_path.get(child) for name, child in children}

    def parameter(self, number: int) -> torch.Tensor:
        """The mirror of a tensor by its number in the student's process."""
        return self.tensors[number]

    def _tensor(self, number: int | None) -> torch.Tensor | None:
        return None if number is None else self.tensors[number]

    def plant(self, module: nn.Module) -> StudentObject:
        """A copy of a test cell's own module in the student's process, kept the same as it from now on."""
        if id(module) not in self.planted:
            remotes, numbers = self._ask("a module of the test cell", "plant", take_apart(module))
            nodes = [node for _, node in module.named_modules()]
            for node, remote in zip(nodes, remotes, strict=True):
                self._keep(remote, node)
                self.planted[id(node)], self.modes[remote._number] = remote, node.training
            for tensor, number in zip(tensors_of(module), numbers, strict=True):
                self.tensors.keep(number, tensor)
        return self.planted[id(module)]

    def _ask(self, what: str, operation: str, argument: object) -> Value:
        """Send a request whose reply describes modules itself; `apply` then does not ask for each of them."""
        self.asking = True
        try:
            return self.proxies.link.ask(what, operation, argument)
        finally:
            self.asking = False

    def number(self, node: nn.Module) -> int:
        """The handle's number of a module of either side."""
        remote = node._remote if type(node) is StudentModule else self.planted[id(node)]
        return remote._number

    def changed(self) -> tuple[object, ...]:
        """What test cells did to the mirrors since the last request, and which of them they dropped."""
        changes, modes = self.tensors.changed(), self._changed_modes()
        self.kept = []  # `nodes` holds them weakly: what no test cell holds is gone from it now
        dropped = self.tensors.release()
        self.kept = list(self.nodes.values())
        nodes, self.gone = self.gone, []
        state = changes, modes, dropped, tuple(nodes)
        return state if any(state) else ()

    def _changed_modes(self) -> tuple[tuple[StudentObject, bool], ...]:
        modes = []
        for number, node in self.nodes.items():
            if number in self.modes and self.modes[number] is not node.training:
                self.modes[number] = node.training
                modes.append((self.proxies.held[number], node.training))
        return tuple(modes)

    def apply(self, state: Value) -> None:
        """Do here what the student's code did to its modules; ask for the parts of those not known yet."""
        changes, modes, descriptions = state or ((), (), ())
        self.tensors.apply(changes)
        for nodes, new in descriptions:
            self.build(nodes, new)
        for node, training in modes:
            node.__dict__["training"] = self.modes[self.number(node)] = training is True
        bare, self.bare = self.bare, []
        for remote in bare:
            if remote._number not in self.modes and not self.asking:
                self._ask("the module's parameters", "describe", remote)
