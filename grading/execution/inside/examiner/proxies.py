"""The student's objects as a test cell sees them: every use of one crosses to the student's process."""

from __future__ import annotations

import copy
import functools
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

from grading.execution.inside.codec.format import LENGTH, GraphRef
from grading.execution.inside.examiner.connection import Kinds, Link, Objects

__all__ = ["Proxies", "StudentObject"]


class StudentObject:
    """An object that lives in the student's process.

    Attributes, items, methods and calls cross; comparisons do not: two of these are equal if they are the
    same object, whatever the student's own `__eq__` would say. What is in REFUSED raises TypeError.
    """

    __slots__ = ("__weakref__", "_generation", "_kinds", "_methods", "_name", "_number", "_proxies")

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

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call it, in the student's process."""
        return self._proxies.call(self, arguments, keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__array") or name == "__torch_function__":
            raise TypeError(f"{_text(self)} is no number, list, array or tensor")
        if name.startswith("_repr_") or name.startswith("_ipython_"):
            raise AttributeError(name)
        if name in self._methods:
            return StudentMethod(self, name)
        return self._proxies.ask(f"{_text(self)}.{name}", "get", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._proxies.ask(f"{_text(self)}.{name} = …", "set", self, name, value)

    def __getitem__(self, key: Any) -> Any:
        return self._proxies.ask(f"{_text(self)}[…]", "get_item", self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._proxies.ask(f"{_text(self)}[…] = …", "set_item", self, key, value)

    def __len__(self) -> int:
        size = self._proxies.ask(f"len({_text(self)})", "length", self)
        if type(size) is not int:
            raise TypeError(f"len({_text(self)}) is no integer")
        return size

    def __contains__(self, item: Any) -> bool:
        return self._proxies.ask(f"… in {_text(self)}", "contains", self, item) is True

    def __iter__(self) -> Iterator[Any]:
        items = self._proxies.ask(f"iter({_text(self)})", "iterate", self)
        if type(items) is not list:
            raise TypeError(f"{_text(self)} cannot be iterated over")
        return iter(items)

    def __next__(self) -> Any:
        return self._proxies.ask(f"next({_text(self)})", "next", self)

    def __copy__(self) -> Any:
        return self._proxies.call(copy.copy, (self,), {})

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self._proxies.call(copy.deepcopy, (self,), {})

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{_text(self)}>"

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """The class that `isinstance` believes in: the nearest one that the test cells know themselves."""
        return self._proxies.known_class(self._kinds) or _stand_in(self._kinds[0][1] if self._kinds else "")


ARITHMETIC = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "and", "xor", "or",
)  # fmt: skip
REFUSED = (
    *ARITHMETIC, *(f"r{name}" for name in ARITHMETIC), "lt", "le", "gt", "ge", "neg", "pos", "abs", "int",
    "float", "complex", "index", "round", "bytes", "enter", "exit", "delitem", "delattr", "reduce_ex",
)  # fmt: skip


def _refuse(name: str) -> Callable[..., Any]:
    def refuse(self: StudentObject, *_: Any) -> Any:
        raise TypeError(
            f"{_text(self)} is no number, list, array or tensor, so that a check can compute with it ({name})"
        )

    return refuse


for _name in REFUSED:
    setattr(StudentObject, f"__{_name}__", _refuse(f"__{_name}__"))


class StudentMethod:
    """A method of such an object, not yet called."""

    __slots__ = ("__name__", "__self__")

    def __init__(self, owner: StudentObject, name: str) -> None:
        self.__self__, self.__name__ = owner, name

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        owner, what = self.__self__, f"{_text(self.__self__)}.{self.__name__}(…)"
        return owner._proxies.invoke(what, "method", (owner, self.__name__), arguments, keywords)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.handle(), name)

    def handle(self) -> StudentObject:
        """The method as an object of its own."""
        owner = self.__self__
        return owner._proxies.ask(f"{_text(owner)}.{self.__name__}", "get", owner, self.__name__)


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
        make_mirrors: Callable[[Proxies], Any],
        join: Callable[..., Any],
    ) -> None:
        self.link = make_link(self)
        self.make_mirrors, self.join = make_mirrors, join
        self.shared: dict[str, Any] = {}
        self.forget()

    @property
    def generation(self) -> int:
        """The number of the present process; objects of an earlier one are void."""
        return self.link.transport.generation

    def forget(self) -> None:
        """Start anew, with a new process."""
        self.held: dict[int, StudentObject] = {}
        self.mirrors: Any = None
        self.named: dict[int, bytes] = {}

    def ask(self, what: str, operation: str, target: Any, *arguments: Any) -> Any:
        """An operation on one object."""
        return self.graft(*self.link.ask_graph(what, operation, (target, *arguments)))

    def call(self, target: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """A call of one object."""
        name = _text(target) if type(target) is StudentObject else getattr(target, "__name__", "a function")
        return self.invoke(f"{name}(…)", "call", (target,), arguments, keywords)

    def invoke(
        self,
        what: str,
        operation: str,
        target: tuple[Any, ...],
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
    ) -> Any:
        """A call of what `target` says. Most calls have no keywords: then none are sent."""
        given = (*target, arguments, keywords) if keywords else (*target, arguments)
        return self.graft(*self.link.ask_graph(what, operation, given))

    def graft(self, value: Any, graph: GraphRef | None, sent: list[Any], received: list[Any]) -> Any:
        """Join the tensors of a result to this side's graph."""
        if graph is None:
            return value
        return self.join(self, value, graph, sent, received)

    def before(self) -> tuple[Any, bool]:
        """What a request tells of mirrored modules, and whether gradients are wanted."""
        torch = sys.modules.get("torch")
        grad = torch is not None and torch.is_grad_enabled()
        return (self.mirrors.changed() if self.mirrors else ()), grad

    def after(self, state: Any) -> None:
        """What a reply tells of mirrored modules."""
        if state or self.mirrors:
            self.mirrors.apply(state)  # there are none: an AttributeError, and so an unreadable reply

    def parameter(self, number: int) -> Any:
        """The mirror of a tensor that a reply names."""
        return self.mirrors.tensors[number]

    def adopt(self, number: int, kind: str, name: str, kinds: Kinds, methods: frozenset[str]) -> Any:
        """The proxy of an object that a reply mentions."""
        if number not in self.held:
            self.held[number] = StudentObject(self, number, name, kinds, methods)
        if kind != "module":
            return self.held[number]
        return self._mirrors().mirror(self.held[number])

    def _mirrors(self) -> Any:
        self.mirrors = self.mirrors or self.make_mirrors(self)
        return self.mirrors

    def refer(self, value: Any) -> bytes | None:
        """The bytes that stand for an object in a request: a handle, or a name that both sides know."""
        remote = value if type(value) is StudentObject else getattr(value, "__dict__", {}).get("_remote")
        if type(remote) is StudentObject:
            if remote._generation != self.generation:
                raise RuntimeError(f"{remote!r} belongs to a process that has ended")
            return b"h" + remote._number.to_bytes(8, "little")
        if type(value) is StudentMethod:
            return self.refer(value.handle())
        torch = sys.modules.get("torch")
        if torch is not None and issubclass(type(value), torch.nn.Module):
            return self.refer(self._mirrors().plant(value))
        path = self.path(value)
        if path is None:
            return None
        text = path.encode()
        return b"r" + LENGTH.pack(len(text)) + text

    def path(self, value: Any) -> str | None:
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
        """The first class of a method resolution order that the test cells' side has under the same name."""
        for module, name in kinds[:-1]:
            found = self.shared.get(name) if module == "__main__" else None
            if module.startswith(("torch.nn.", "torch.optim.")):
                found = _find(module, name)
            if isinstance(found, type) and type(found) is not StudentObject:
                return found
        return None


def _find(module: str, name: str) -> Any:
    """An object by the path that an import would take, among the modules that are loaded."""
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found
