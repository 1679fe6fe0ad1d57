"""The examiner's end of the connection to the student's process: ask, and check what comes back."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

import numpy as np
import torch

from grading.execution.inside.codec.format import (
    ERROR,
    VALUE,
    VALUE_AND_MORE,
    GraphRef,
    UnsendableError,
    Value,
    WireError,
)
from grading.execution.inside.codec.reader import Reader
from grading.execution.inside.codec.writer import Writer
from grading.execution.inside.examiner.transport import FaultError, Transport

__all__ = ["Answer", "Kinds", "Link", "Objects"]

MAX_TEXT = 20_000
# An exception of these types would end a loop of the test cell as if it had passed.
NOT_RAISED = (StopIteration, StopAsyncIteration, GeneratorExit)
ARRAYS = (np.ndarray, torch.Tensor)
Kinds = tuple[tuple[str, str], ...]  # (module, name) of an object's classes, nearest first


class Answer(NamedTuple):
    """The value of an operation, its graph if it has one, and the arrays and containers sent and received."""

    value: Value
    graph: GraphRef | None
    sent: list[object]
    received: list[object]


class PlainKeyError(KeyError):
    """A KeyError whose message is its text: Python's own shows the text in quotes, and this one has them."""

    def __str__(self) -> str:
        return str(self.args[0])


PlainKeyError.__name__ = "KeyError"


class Objects(Protocol):
    """What a connection needs to know of the objects that both sides speak of; `proxies.Proxies` does."""

    def adopt(self, number: int, kind: str, name: str, kinds: Kinds, methods: frozenset[str]) -> object:
        """What stands here for an object of the student's that a reply mentions."""

    def parameter(self, number: int) -> object:
        """The mirror of a tensor of the student's that a reply mentions."""

    def refer(self, value: object) -> bytes | None:
        """The bytes that stand for an object in a request; None for one that cannot cross."""

    @property
    def named(self) -> dict[int, bytes]:
        """The id of each mirrored tensor, and the bytes that stand for it."""

    def before(self) -> tuple[tuple[object, ...], bool]:
        """What a request tells of mirrored modules, and whether gradients are wanted."""

    def after(self, state: object) -> None:
        """Take in what a reply tells of mirrored modules."""


class Link:
    """Sends operations to the student's process and brings back their values.

    objects: knows the objects that requests and replies mention. show: takes what the student's code printed.
    """

    def __init__(self, transport: Transport, objects: Objects, show: Callable[[str], None]) -> None:
        self.transport = transport
        self.objects = objects
        self.show = show

    def ask(self, what: str, operation: str, *arguments: object, seconds: float | None = None) -> Value:
        """The value of an operation. `what` says it in the error messages.

        Raises what the student's code raised, as a built-in exception; FaultError; TimeoutError; and
        UnsendableError for an argument that cannot cross.
        """
        return self.ask_graph(what, operation, arguments, seconds=seconds).value

    def ask_graph(
        self, what: str, operation: str, arguments: tuple[object, ...], *, seconds: float | None = None
    ) -> Answer:
        """As `ask`, with all that `graft` needs to join the value's tensors to the test cell's graph."""
        writer = Writer(self._write_other, known=self.objects.named).write((operation, *arguments))
        request = self._bounded(what, writer.joined())
        # Module changes are appended last: to serialise an argument can itself send requests.
        request = self._bounded(what, request + self._changes())
        seconds = seconds or self.transport.limits["call_seconds"]
        reply = self.transport.exchange(what, request, seconds, keep=operation == "run")
        return self._understand(what, reply, writer.mutables)

    def _changes(self) -> bytes:
        """The end of a request: whether gradients are wanted, and what changed in mirrored modules."""
        state, grad = self.objects.before()
        changes = Writer(self._write_other).write(state).joined() if state else b""
        return (b"\1" if grad else b"\0") + changes

    def _bounded(self, what: str, request: bytes) -> bytes:
        limit = int(self.transport.limits["message_bytes"])
        if len(request) > limit:
            raise UnsendableError(f"{what}: arguments of {len(request)} bytes, where {limit} are allowed")
        return request

    def _understand(self, what: str, reply: bytes, mutables: list[object]) -> Answer:
        try:
            reader = Reader(reply, self._read_other, 1)
            message = reader.read_all()
            received = [value for value, _, _ in reader.mutables]
            value, error, graph = self._take_in(what, reply[:1], message, mutables)
        except Exception as problem:  # no program of ours would send this: whatever it broke, it is over
            self.transport.disconnect()
            fault = self.transport.fault(f"{what}: an unreadable reply ({_short(problem)})")
            raise FaultError(fault) from None
        if error is not None:
            raise error
        return Answer(value, graph, mutables, received)

    def _take_in(
        self, what: str, kind: bytes, message: Value, mutables: list[object]
    ) -> tuple[Value, Exception | None, GraphRef | None]:
        """Apply what a reply says. Returns its result, the exception to raise, and its graph, if any."""
        value = error = graph = None
        if kind != VALUE and type(message) is not tuple:  # to unpack a proxy would send a request
            raise WireError("a reply that is no tuple")
        if kind == VALUE:
            value, printed, state = message, "", ()
        elif kind == VALUE_AND_MORE:
            value, changes, printed, state, graph = message
            error = _reshaped(what, _apply(changes, mutables))
        elif kind == ERROR:
            name, text, trace, printed, state = message
            error = _exception(name, text, trace)
        else:
            raise WireError(f"no such reply: {kind!r}")
        self._show(printed)
        self.objects.after(state)
        return value, error, _graph(graph)

    def _show(self, printed: object) -> None:
        if type(printed) is not str:
            raise WireError("printed text that is not text")
        if printed:
            self.show(printed[:MAX_TEXT])

    def _read_other(self, tag: bytes, reader: Reader) -> object:
        if tag == b"p":
            return self.objects.parameter(int.from_bytes(reader.take(8), "little"))
        if tag != b"h":
            raise WireError(f"no such tag: {tag!r}")
        number = int.from_bytes(reader.take(8), "little")
        return self.objects.adopt(number, *_described(reader.text()))

    def _write_other(self, writer: Writer, value: object) -> None:
        data = self.objects.refer(value)
        if data is None:
            raise UnsendableError(cannot_cross(value))
        writer.parts.append(data)


@functools.lru_cache(1024)
def _described(text: str) -> tuple[str, str, tuple[tuple[str, str], ...], frozenset[str]]:
    """Kind and name of an object, the (module, name) of its classes, and the names of its methods."""
    kind, name, kinds, methods = text.split("\n")
    pairs = tuple((module, other) for module, _, other in (part.partition(":") for part in kinds.split(" ")))
    return kind, name, pairs, frozenset(methods.split(" ")) - {""}


def cannot_cross(value: object) -> str:
    """What the author of a test cell should write instead."""
    kind = type(value)
    return (
        f"a {kind.__module__}.{kind.__qualname__} of the test cell cannot be handed to the student's code, "
        "which runs in another process. Pass values (numbers, text, arrays, tensors, lists), PyTorch modules "
        "or functions that both sides can import, such as those of course_utils and of locked cells."
    )


def _exception(name: object, text: object, trace: object) -> Exception:
    """A built-in exception with the student's message; a RuntimeError where that type must not be raised."""
    if type(name) is not str or type(text) is not str or type(trace) is not str:
        raise WireError("an exception that is none")
    kind = getattr(builtins, name, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)) or issubclass(kind, NOT_RAISED):
        kind, text = RuntimeError, f"{name}: {text}"
    kind = PlainKeyError if kind is KeyError else kind
    try:
        error = kind(text[:MAX_TEXT])
    except Exception:  # UnicodeDecodeError and its like want more than a message
        error = RuntimeError(f"{name}: {text}"[:MAX_TEXT])
    error.student_traceback = trace[:MAX_TEXT]  # type: ignore[attr-defined]
    return error


def _graph(graph: Value) -> GraphRef | None:
    """The graph that a reply speaks of."""
    if graph is None:
        return None
    graph_id, leaves = graph
    if type(leaves) is not tuple or not all(type(part) is int for part in (graph_id, *leaves)):
        raise WireError("a graph that is none")
    return graph_id, leaves


def _apply(changes: Iterable[tuple[Value, object]], mutables: list[object]) -> list[str]:
    """Repeat on the test cell's own arrays and containers what the call did to its copies of them.

    Returns what cannot be repeated, in words: an array cannot get another shape or dtype, because other
    views may share its memory.
    """
    reshaped = []
    for index, new in changes:
        if type(index) is not int or not 0 <= index < len(mutables):
            raise WireError("a change to an argument that there is not")
        target, kind = mutables[index], type(new)
        if kind in ARRAYS and isinstance(target, kind) and _form(target) != _form(new):
            reshaped.append(f"what had {_form(target)} has {_form(new)} now")
        else:
            _replace(target, new)
    return reshaped


def _reshaped(what: str, changes: list[str]) -> Exception | None:
    """The error for changes of arguments that could not be repeated."""
    return (
        AssertionError(f"{what} changed an argument in place: {'; '.join(changes[:3])}") if changes else None
    )


def _form(array: Value) -> str:
    return f"shape {tuple(array.shape)} and dtype {getattr(array.dtype, 'name', array.dtype)}"


def _replace(target: object, new: object) -> None:
    if isinstance(target, list) and type(new) is list:
        target.clear()
        target.extend(new)
    elif isinstance(target, dict) and type(new) is dict:
        target.clear()
        target.update(new)
    elif isinstance(target, set) and type(new) is set:
        target.clear()
        target |= new
    elif isinstance(target, np.ndarray) and type(new) is np.ndarray:
        np.copyto(target, new)
    elif isinstance(target, np.random.Generator) and type(new) is np.random.Generator:
        target.bit_generator.state = new.bit_generator.state
    else:
        _replace_tensor(target, new)


def _replace_tensor(target: object, new: object) -> None:
    if type(new) is not torch.Tensor or not isinstance(target, torch.Tensor):
        raise WireError("an argument that changed its type")
    with torch.no_grad():
        target.copy_(new)
    if target.is_leaf and (target.is_floating_point() or target.is_complex()):
        target.requires_grad_(new.requires_grad)


def _short(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:200]
