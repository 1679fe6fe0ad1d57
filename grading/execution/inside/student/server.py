"""The student's process: runs the cells that students may see, and answers the calls of test cells.

Whatever this side says may be a lie: the student's code can change everything here. The examiner
believes only that a value came back.
"""

from __future__ import annotations

import functools
import importlib
import operator
import os
import socket
import sys
import traceback
import types
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from torch import nn

from grading.execution.inside.codec import framing
from grading.execution.inside.codec.format import ERROR, VALUE, VALUE_AND_MORE, UnsendableError
from grading.execution.inside.codec.messages import Output
from grading.execution.inside.codec.reader import Reader
from grading.execution.inside.codec.writer import Writer
from grading.execution.inside.explain import nearest
from grading.execution.inside.shell import NotebookShell
from grading.execution.inside.student.graphs import Graphs
from grading.execution.inside.student.tensors import Tensors

__all__ = ["serve"]

INSIDE = "grading.execution.inside"  # whose frames no student needs to see
MAX_CHARACTERS = 4000
MAX_ITERATED = 100_000


class Student:
    """Objects that test cells hold by handle, and the operations they may ask for."""

    def __init__(self, shell: NotebookShell, connection: socket.socket, limits: Mapping[str, float]) -> None:
        self.shell = shell
        self.connection = connection
        self.limits = limits
        self.objects: list[object] = []
        self.numbers: dict[int, int] = {}
        self.files = Files(int(limits["output_bytes"]))
        self.known: dict[int, bytes] = {}
        self.tensors = Tensors()
        self.graphs = Graphs(self.tensors)
        shell.recorder.limit = int(limits["output_bytes"])

    def serve(self) -> None:
        """Answer requests until the examiner closes the connection."""
        limit = int(self.limits["message_bytes"])
        sys.path.insert(0, "")  # as in a notebook: modules that the submission itself wrote
        with self.shell.recording():
            while True:
                try:
                    frame = framing.receive_answer(self.connection, limit=limit)
                except KeyboardInterrupt:  # meant for a call that has just ended
                    continue
                framing.send(self.connection, self.answer(frame))

    def answer(self, frame: bytes) -> bytes:
        """The reply to one request; see `codec.format` for both."""
        self.known = {}
        reader = Reader(frame, self._read_other)
        try:
            operation, *arguments = reader.read()
            given = reader.mutables.copy()
            grad = reader.take(1) == b"\1"
            self.tensors.apply(reader.read() if reader.place < len(frame) else ())
            if operation == "run":
                return self._value(self.run(*arguments), (), "", self.tensors.changed(), None)
            inputs = [value for value, _, _ in given]
            result, graph = self.graphs.call(lambda: OPERATIONS[operation](self, *arguments), inputs, grad)
            changes = self._changes(given, frame)
            return self._value(result, changes, self._printed(), self.tensors.changed(), graph)
        except BaseException as error:
            return self._reply(ERROR, (*describe(error), self._printed(), self.tensors.changed()))

    def run(self, source: str, name: str = "", code: tuple[bytes, ...] = ()) -> list[Output]:
        """Run a cell; its outputs."""
        try:
            outputs = self.shell.run(source, name, code)
        finally:
            text, errors = self.files.take()
        for name, more in (("stdout", text), ("stderr", errors)):
            if more:
                outputs.append({"output_type": "stream", "name": name, "text": more})
        return outputs

    def look(self, names: list[str]) -> dict[str, object]:
        """The values of those global names that exist."""
        return {name: self.shell.user_ns[name] for name in names if name in self.shell.user_ns}

    def iterate(self, target: Iterable[object]) -> list[object]:
        """All items of an iterable, or the first hundred thousand and one of them."""
        items = []
        for item in target:
            items.append(item)
            if len(items) > MAX_ITERATED:
                break
        return items

    def _printed(self) -> str:
        """What a call printed: students see it, and it costs no points."""
        recorded = [str(output["text"]) for output in self.shell.recorder.finish() if "text" in output]
        return "".join([*recorded, *self.files.take()])[:MAX_CHARACTERS]

    def _value(self, result: object, *more: object) -> bytes:
        return self._reply(VALUE_AND_MORE, (result, *more)) if any(more) else self._reply(VALUE, result)

    def _reply(self, kind: bytes, message: object) -> bytes:
        try:
            return kind + Writer(self._write_other, known=self._tensor_names()).write(message).joined()
        except Exception as error:
            return ERROR + Writer(self._write_other).write((*describe(error), "", ())).joined()

    def _tensor_names(self) -> dict[int, bytes]:
        """Mirrored parameters cross by number."""
        return {key: b"p" + number.to_bytes(8, "little") for key, number in self.tensors.numbers.items()}

    def _changes(self, given: list[tuple[object, int, int]], frame: bytes) -> tuple[tuple[int, object], ...]:
        """(place, new value) of every argument that the call changed in place."""
        changes = []
        for index, (value, start, end) in enumerate(given):
            before = frame[start:end]
            try:
                after = Writer(self._write_other, known=self.known).write(value).joined()
            except UnsendableError:
                continue
            if after != before:
                changes.append((index, value))
        return tuple(changes)

    def _write_other(self, writer: Writer, value: object) -> None:
        """Anything that is not a plain value stays here, and a handle crosses."""
        number = self.numbers.get(id(value))
        if number is None:
            number = self.numbers[id(value)] = len(self.objects)
            self.objects.append(value)
        kind, classes = _described(type(value))  # type: ignore[arg-type]
        name = value.__name__ if kind in ("class", "function") and hasattr(value, "__name__") else ""
        writer.parts += [b"h", number.to_bytes(8, "little")]
        writer.text(b"", f"{kind}\n{_word(name)}\n{classes}")

    def _read_other(self, tag: bytes, reader: Reader) -> object:
        start = reader.place - 1
        if tag == b"h":
            value: object = self.objects[int.from_bytes(reader.take(8), "little")]
        elif tag == b"p":
            value = self.tensors.tensors[int.from_bytes(reader.take(8), "little")]
        elif tag == b"r":
            value = self._named(reader.text())
        else:
            raise ValueError(f"no such tag: {tag!r}")
        self.known[id(value)] = reader.data[start : reader.place]
        return value

    def _named(self, path: str) -> object:
        """An object both sides have: `module:name`, or a name that a locked cell defined."""
        module, _, name = path.partition(":")
        if module == "__main__":
            return self.shell.user_ns[name]
        value: object = importlib.import_module(module)
        for part in name.split(".") if name else ():
            value = getattr(value, part)
        return value


class Files:
    """Records what reaches file descriptors 1 and 2 past `sys.stdout` and `sys.stderr`, as from C code."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        for number in (1, 2):
            file = os.open(f".output{number}", os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(file, number)
            os.close(file)

    def take(self) -> tuple[str, str]:
        """The text since the last call, of stdout and of stderr."""
        return self._take(1), self._take(2)

    def _take(self, number: int) -> str:
        with suppress(OSError):
            if os.fstat(number).st_size:
                text = os.pread(number, self.limit, 0).decode("utf-8", "replace")
                os.ftruncate(number, 0)
                return text
        return ""


@functools.lru_cache(256)
def _described(kind: type) -> tuple[str, str]:
    """What the examiner is told of a class's objects: their sort; their classes and methods, on two lines."""
    sort = "function" if any("__call__" in vars(base) for base in kind.__mro__) else "object"
    if issubclass(kind, type):
        sort = "class"
    elif issubclass(kind, nn.Module):
        sort = "module"
    classes = " ".join(f"{_word(base.__module__)}:{_word(base.__qualname__)}" for base in kind.__mro__[:16])
    own = {name: value for base in reversed(kind.__mro__[:-1]) for name, value in vars(base).items()}
    methods = [
        name for name, value in own.items() if isinstance(value, types.FunctionType) and name[0] != "_"
    ]
    return sort, f"{classes}\n{' '.join(map(_word, methods[:200]))}"


def _word(text: object) -> str:
    return str(text)[:200].replace(" ", "").replace("\n", "")


def describe(error: BaseException) -> tuple[str, str, str]:
    """The nearest built-in type's name, the message and the traceback of an exception, all bounded."""
    try:
        message = str(error)
    except Exception:
        message = "(an exception that cannot be described)"
    trace = error.__traceback__
    while trace is not None and str(trace.tb_frame.f_globals.get("__package__")).startswith(INSIDE):
        trace = trace.tb_next
    lines = traceback.format_exception(type(error), error, trace, limit=-20)
    return nearest(type(error)), message[:MAX_CHARACTERS], "".join(lines)[-MAX_CHARACTERS:]


def _call(
    target: Callable[..., object], arguments: tuple[object, ...], keywords: Mapping[str, object] | None = None
) -> object:
    return target(*arguments, **keywords or {})


OPERATIONS: dict[str, Callable[..., object]] = {
    "describe": lambda student, module: student.tensors.describe(module),
    "plant": lambda student, parts: student.tensors.plant(parts),
    "backward": lambda student, *parts: student.graphs.backward(*parts),
    "look": Student.look,
    "call": lambda student, target, *given: _call(target, *given),
    "method": lambda student, target, name, *given: _call(getattr(target, name), *given),
    "iterate": Student.iterate,
    "get": lambda student, target, name: getattr(target, name),
    "set": lambda student, target, name, value: setattr(target, name, value),
    "get_item": lambda student, target, key: target[key],
    "set_item": lambda student, target, key, value: operator.setitem(target, key, value),
    "length": lambda student, target: len(target),
    "contains": lambda student, target, item: item in target,
    "next": lambda student, target: next(target),
}


def serve(shell: NotebookShell, connection: socket.socket, limits: Mapping[str, float]) -> None:
    """Serve until the connection ends."""
    with suppress(framing.ChannelClosedError):
        Student(shell, connection, limits).serve()
