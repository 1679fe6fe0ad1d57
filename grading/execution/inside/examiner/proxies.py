"""The student's objects as a test cell sees them: every use of one crosses to the student's process."""

from __future__ import annotations

import copy
import functools
import sys
import types
from collections.abc import Callable, Iterator
from typing import NoReturn, Protocol

import torch
from torch import nn

from grading.execution.inside.codec.format import LENGTH, GraphRef, Value, WireError
from grading.execution.inside.examiner.connection import Answer, Kinds, Link, Objects

__all__ = ["ModuleMirrors", "Proxies", "StudentObject"]


class ModuleMirrors(Protocol):
    """What keeps modules the same on both sides; `mirrored_modules.Mirrors` does."""

    def mirror(self, remote: StudentObject) -> nn.Module:
        """What stands here for a module of the student's."""

    def plant(self, module: nn.Module) -> StudentObject:
        """A copy of a test cell's own module in the student's process."""

    def parameter(self, number: int) -> torch.Tensor:
        """The mirror of a tensor by its number in the student's process."""

    def changed(self) -> tuple[object, ...]:
        """What test cells did since the last request."""

    def apply(self, state: Value) -> None:
        """Do here what the student's code did."""


class StudentObject:
    """An object that lives in the student's process.

    Attributes, items, methods and calls cross; comparisons do not: two of these are equal if they are the
    same object, whatever the student's own `__eq__` would say. What is in REFUSED raises TypeError.
    """

    __slots__ = ("__weakref__", "_generation", "_kinds", "_methods", "_name", "_number", "_proxies")
    _proxies: Proxies
    _number: int
    _name: str
    _kinds: Kinds
    _methods: frozenset[str]
    _generation: int

    def __init__(
        self, proxies: Proxies, number: int, name: str, kinds: Kinds, methods: frozenset[str]
    ) -> None:
        put = object.__setattr__
        put(self, "_proxies", proxies)
        put(self, "_number", number)
        put(self, "_name", name)
        put(self, "_kinds", kinds)
        put(self, "_methods", methods)
        put(self, "_generation", proxies.generation)

    def __call__(self, *arguments: object, **keywords: object) -> Value:
        """Call it, in the student's process."""
        return self._proxies.call(self, arguments, keywords)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__array") or name == "__torch_function__":
            raise TypeError(f"{_text(self)} is no number, list, array or tensor")
        if name.startswith("_repr_") or name.startswith("_ipython_"):
            raise AttributeError(name)
        if name in self._methods:
            return StudentMethod(self, name)
        return self._proxies.ask(f"{_text(self)}.{name}", "get", self, name)

    def __setattr__(self, name: str, value: object) -> None:
        self._proxies.ask(f"{_text(self)}.{name} = …", "set", self, name, value)

    def __getitem__(self, key: object) -> Value:
        return self._proxies.ask(f"{_text(self)}[…]", "get_item", self, key)

    def __setitem__(self, key: object, value: object) -> None:
        self._proxies.ask(f"{_text(self)}[…] = …", "set_item", self, key, value)

    def __len__(self) -> int:
        size = self._proxies.ask(f"len({_text(self)})", "length", self)
        if type(size) is not int:
            raise TypeError(f"len({_text(self)}) is no integer")
        return size

    def __contains__(self, item: object) -> bool:
        return self._proxies.ask(f"… in {_text(self)}", "contains", self, item) is True

    def __iter__(self) -> Iterator[Value]:
        items = self._proxies.ask(f"iter({_text(self)})", "iterate", self)
        if type(items) is not list:
            raise TypeError(f"{_text(self)} cannot be iterated over")
        return iter(items)

    def __next__(self) -> Value:
        return self._proxies.ask(f"next({_text(self)})", "next", self)

    def __copy__(self) -> Value:
        return self._proxies.call(copy.copy, (self,), {})

    def __deepcopy__(self, memo: dict[int, object]) -> Value:
        return self._proxies.call(copy.deepcopy, (self,), {})

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{_text(self)}>"

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """The class that `isinstance` believes in: the nearest one that the test cells know themselves."""
        return self._proxies.known_class(self._kinds) or _stand_in(self._kinds[0][1] if self._kinds else "")


ARITHMETIC = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "and", "xor", "or",
)  # fmt: skip
REFUSED = (
    *ARITHMETIC, *(f"r{name}" for name in ARITHMETIC), "lt", "le", "gt", "ge", "neg", "pos", "abs", "int",
    "float", "complex", "index", "round", "bytes", "enter", "exit", "delitem", "delattr", "reduce_ex",
)  # fmt: skip


def _refuse(name: str) -> Callable[..., NoReturn]:
    def refuse(self: StudentObject, *_: object) -> NoReturn:
        raise TypeError(
            f"{_text(self)} is no number, list, array or tensor that a check can compute with ({name})"
        )

    return refuse


for _name in REFUSED:
    setattr(StudentObject, f"__{_name}__", _refuse(f"__{_name}__"))


class StudentMethod:
    """A method of a student's object that has not been called yet."""

    __slots__ = ("__name__", "__self__")

    def __init__(self, owner: StudentObject, name: str) -> None:
        self.__self__, self.__name__ = owner, name

    def __call__(self, *arguments: object, **keywords: object) -> Value:
        owner, what = self.__self__, f"{_text(self.__self__)}.{self.__name__}(…)"
        return owner._proxies.invoke(what, "method", (owner, self.__name__), arguments, keywords)

    def __getattr__(self, name: str) -> Value:
        return getattr(self.handle(), name)

    def handle(self) -> StudentObject:
        """The method as an object of its own."""
        owner = self.__self__
        method: StudentObject = owner._proxies.ask(
            f"{_text(owner)}.{self.__name__}", "get", owner, self.__name__
        )
        return method


def _text(proxy: StudentObject) -> str:
    """How an object is called in messages: its name, or its class's, without what steers a terminal."""
    name = proxy._name or (f"{proxy._kinds[0][1]}(…)" if proxy._kinds else "an object")
    return _printable(name)


@functools.lru_cache(1024)
def _stand_in(name: str) -> type:
    """A class with the name of the student's, for messages."""
    return type(_printable(name) or "object", (StudentObject,), {"__slots__": ()})


@functools.lru_cache(1024)
def _printable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name[:100])


class Proxies:
    """The proxies of one submission. The same object of the student's is always the same proxy.

    make_link: makes the connection to the student's process; make_mirrors: what keeps modules the same on
    both sides; join: makes the tensors of a result part of this side's graph. shared: names that locked cells
    defined, which exist in both processes. named: id of a mirrored tensor -> the bytes that stand for it.
    """

    def __init__(
        self,
        make_link: Callable[[Objects], Link],
        make_mirrors: Callable[[Proxies], ModuleMirrors],
        join: Callable[[Proxies, object, GraphRef, list[object], list[object]], object],
    ) -> None:
        self.link = make_link(self)
        self.make_mirrors, self.join = make_mirrors, join
        self.shared: dict[str, object] = {}
        self.forget()

    @property
    def generation(self) -> int:
        """The number of the present process; objects of an earlier one are void."""
        return self.link.transport.generation

    def forget(self) -> None:
        """Start anew, with a new process."""
        self.held: dict[int, StudentObject] = {}
        self.mirrors: ModuleMirrors | None = None
        self.named: dict[int, bytes] = {}

    def ask(self, what: str, operation: str, target: object, *arguments: object) -> Value:
        """An operation on one object."""
        return self.graft(self.link.ask_graph(what, operation, (target, *arguments)))

    def call(self, target: object, arguments: tuple[object, ...], keywords: dict[str, object]) -> Value:
        """A call of one object."""
        name = _text(target) if type(target) is StudentObject else getattr(target, "__name__", "a function")
        return self.invoke(f"{name}(…)", "call", (target,), arguments, keywords)

    def invoke(
        self,
        what: str,
        operation: str,
        target: tuple[object, ...],
        arguments: tuple[object, ...],
        keywords: dict[str, object],
    ) -> Value:
        """A call of what `target` says. Most calls have no keywords: then none are sent."""
        given = (*target, arguments, keywords) if keywords else (*target, arguments)
        return self.graft(self.link.ask_graph(what, operation, given))

    def graft(self, answer: Answer) -> Value:
        """Join the tensors of a result to this side's graph."""
        value, graph, sent, received = answer
        return value if graph is None else self.join(self, value, graph, sent, received)

    def before(self) -> tuple[tuple[object, ...], bool]:
        """What a request tells of mirrored modules, and whether gradients are wanted."""
        return (self.mirrors.changed() if self.mirrors else ()), torch.is_grad_enabled()

    def after(self, state: Value) -> None:
        """Take in what a reply tells of mirrored modules."""
        if self.mirrors is not None:
            self.mirrors.apply(state)
        elif state:
            raise WireError("changes of modules, where no test cell has one")

    def parameter(self, number: int) -> torch.Tensor:
        """The mirror of a tensor that a reply names."""
        if self.mirrors is None:
            raise WireError("a tensor of a module, where no test cell has one")
        return self.mirrors.parameter(number)

    def adopt(self, number: int, kind: str, name: str, kinds: Kinds, methods: frozenset[str]) -> object:
        """The proxy of an object that a reply mentions."""
        if number not in self.held:
            self.held[number] = StudentObject(self, number, name, kinds, methods)
        if kind != "module":
            return self.held[number]
        return self._mirrors().mirror(self.held[number])

    def _mirrors(self) -> ModuleMirrors:
        self.mirrors = self.mirrors or self.make_mirrors(self)
        return self.mirrors

    def refer(self, value: Value) -> bytes | None:
        """The bytes that stand for an object in a request: a handle, or a name that both sides know."""
        remote = value if type(value) is StudentObject else getattr(value, "__dict__", {}).get("_remote")
        if type(remote) is StudentObject:
            if remote._generation != self.generation:
                raise RuntimeError(f"{remote!r} belongs to a process that has ended")
            return b"h" + remote._number.to_bytes(8, "little")
        if type(value) is StudentMethod:
            return self.refer(value.handle())
        if issubclass(type(value), nn.Module):  # asked of the type, as `__class__` may lie
            return self.refer(self._mirrors().plant(value))
        path = self.path(value)
        if path is None:
            return None
        text = path.encode()
        return b"r" + LENGTH.pack(len(text)) + text

    def path(self, value: object) -> str | None:
        """`module:name` of an importable object, `__main__:name` of one that a locked cell defined."""
        if isinstance(value, types.ModuleType):
            return f"{value.__name__}:"
        name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
        if not isinstance(name, str):
            return None
        module = getattr(value, "__module__", None)
        if module == "__main__":
            return f"__main__:{name}" if self.shared.get(name) is value else None
        short = name.rpartition(".")[2]
        for place, path in ((module, name), ("torch", short), ("numpy", short)):
            if isinstance(place, str) and _find(place, path) is value:
                return f"{place}:{path}"
        return None

    def known_class(self, kinds: Kinds) -> type | None:
        """The nearest of these classes that test cells know by its name: PyTorch's, or a locked cell's."""
        for module, name in kinds[:-1]:
            found = self.shared.get(name) if module == "__main__" else None
            if module.startswith(("torch.nn.", "torch.optim.")):
                found = _find(module, name)
            if isinstance(found, type) and type(found) is not StudentObject:
                return found
        return None


def _find(module: str, name: str) -> object:
    """An object by the path that an import would take, among the modules that are loaded."""
    found: object = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found
