"""An IPython shell without a kernel: runs a cell and collects its outputs in notebook format."""

from __future__ import annotations

import linecache
import marshal
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TextIO

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from grading.execution.inside.codec.messages import Output

__all__ = ["NotebookShell", "Recorder", "make_shell"]

OWN_FILES = str(Path(__file__).parent)
TRACEBACK_CHARACTERS = 20_000
# Signs that a cell may be more than Python: a magic, a command, a question, a prompt, an indented first line.
# A sign too many costs time, one too few would change what a cell means: test_shell.py tries both on IPython.
MAY_BE_IPYTHONS = re.compile(r"\A\s|\?|=\s*[%!]|^\s*(?:[%!,;/>]|\.\.\.)|In \[", re.MULTILINE)


class Recorder:
    """The outputs of the cell that is running, as dicts of nbformat's shape, up to `limit` bytes.

    stderr has a limit of its own: what floods stdout cannot hide a warning that costs points.
    """

    def __init__(self, limit: int = 2**20) -> None:
        self.limit = limit
        self.start()

    def start(self) -> None:
        """Forget what was recorded."""
        self.outputs: list[Output] = []
        self.left = {"stdout": self.limit, "stderr": self.limit}

    def finish(self) -> list[Output]:
        """What was recorded since `start`."""
        for output in self.outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        finished = self.outputs
        self.start()
        return finished

    def stream(self, name: str, text: str) -> None:
        """Text printed to stdout or stderr; joined to the output before it, as a kernel does."""
        left = self.left[name]
        if left <= 0 or not text:
            return
        self.left[name] = left - len(text)
        parts = [text] if len(text) <= left else [text[:left], f"\n[output cut at {self.limit} bytes]\n"]
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name:
            last["text"] += parts
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": parts})

    def rich(self, kind: str, data: dict[str, object], metadata: dict[str, object], **more: object) -> None:
        """A displayed object or a cell's result, as a dict of media types."""
        size = sum(len(part) for part in data.values() if isinstance(part, (str, bytes)))
        if size > self.left["stdout"]:
            return self.stream("stdout", f"[an output of {size} bytes was left out]\n")
        self.left["stdout"] -= size
        self.outputs.append({"output_type": kind, "data": data, "metadata": metadata, **more})
        return None

    def error(self, name: str, message: str, lines: list[str]) -> None:
        """The exception that ended the cell."""
        text = message[:TRACEBACK_CHARACTERS]
        self.outputs.append({"output_type": "error", "ename": name, "evalue": text, "traceback": lines})


class Stream:
    """A file-like object that records what is written to it."""

    encoding, errors, newlines, closed = "utf-8", "replace", None, False

    def __init__(self, recorder: Recorder, name: str, number: int) -> None:
        self.recorder, self.name, self.number = recorder, f"<{name}>", number
        self._stream = name

    def write(self, text: str) -> int:
        """Record text."""
        self.recorder.stream(self._stream, str(text))
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Record lines."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        """Not a terminal."""
        return False

    def writable(self) -> bool:
        """Can be written to."""
        return True

    def readable(self) -> bool:
        """Cannot be read."""
        return False

    def seekable(self) -> bool:
        """Cannot be searched."""
        return False

    def fileno(self) -> int:
        """The file descriptor that bears this name in every process."""
        return self.number


class RecordingHook(DisplayHook):
    """Records a cell's result instead of printing it."""

    shell: NotebookShell

    def write_output_prompt(self) -> None:
        """No prompt."""

    def write_format_data(
        self, format_dict: dict[str, object], md_dict: dict[str, object] | None = None
    ) -> None:
        """Record every representation."""
        count = self.shell.execution_count
        self.shell.recorder.rich("execute_result", format_dict, md_dict or {}, execution_count=count)

    def finish_displayhook(self) -> None:
        """Nothing to flush."""


class RecordingPublisher(DisplayPublisher):
    """Records what `display` shows."""

    shell: NotebookShell

    def publish(
        self,
        data: dict[str, object],
        metadata: dict[str, object] | None = None,
        source: object = None,
        **more: object,
    ) -> None:
        """Record every representation."""
        self.shell.recorder.rich("display_data", data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has shown so far."""
        self.shell.recorder.outputs.clear()


class NotebookShell(InteractiveShell):
    """Runs cells as a kernel does, magics and figures included, and records their outputs."""

    recorder: Recorder
    explain: Callable[[BaseException], str]  # what is told of an exception that ended a cell

    def __init__(self, **settings: object) -> None:
        self.recorder = Recorder()
        self.explain = _message
        super().__init__(**settings)

    def run(self, source: str, name: str = "", code: tuple[bytes, ...] = ()) -> list[Output]:
        """Run one cell and return its outputs. code: the same cell, compiled by `grading.execution.cells`."""
        self.recorder.start()
        with self.recording():
            if code:
                self._run_code(source, f"<cell {name}>", code)
            else:
                self.run_cell(source, store_history=True)
        return self.recorder.finish()

    def transform_cell(self, raw_cell: str) -> str:
        """The cell as Python. Where there is no sign of IPython's own syntax, the cell is Python already. To
        have IPython find that out takes 5 to 12 ms for a submission's cells; to look for the signs, 0.5 ms.
        """
        return super().transform_cell(raw_cell) if MAY_BE_IPYTHONS.search(raw_cell) else raw_cell

    def should_run_async(self, raw_cell: str, **more: object) -> bool:
        """Whether the cell awaits. IPython compiles it once more to know: ask it only where that may be."""
        return ("await" in raw_cell or "async" in raw_cell) and super().should_run_async(raw_cell, **more)

    def _run_code(self, source: str, file: str, code: tuple[bytes, ...]) -> None:
        """What `run_cell` does, without reading and compiling the source."""
        linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
        with self.builtin_trap, self.display_trap:
            try:
                for part in code:
                    exec(marshal.loads(part), self.user_ns)
            except BaseException:
                self.showtraceback()
            self.events.trigger("post_execute")
        self.execution_count += 1

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Whatever is printed inside is recorded."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _streams(self.recorder)
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before

    def showtraceback(self, *args: object, **kwargs: object) -> None:
        """Record the exception that is being handled."""
        error = sys.exc_info()[1]
        if error is not None:
            self.recorder.error(type(error).__name__, self.explain(error), format_error(error))

    showsyntaxerror = showtraceback
    system = InteractiveShell.system_raw  # `!command` without a terminal, of which the sandbox has none

    def ask_exit(self) -> None:
        """What `exit()` and `quit()` call."""
        raise SystemExit(None)

    def enable_gui(self, gui: str | None = None) -> None:
        """Figures are drawn without a window system."""


def _streams(recorder: Recorder) -> tuple[TextIO, TextIO]:
    return Stream(recorder, "stdout", 1), Stream(recorder, "stderr", 2)  # type: ignore[return-value]


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a student's exception may fail to describe itself
        return ""


def format_error(error: BaseException) -> list[str]:
    """A traceback without the frames of this package and of IPython, as lines of text."""
    if isinstance(error, SyntaxError):
        return "".join(traceback.format_exception_only(error)).splitlines()
    report = traceback.TracebackException(
        type(error), error, _first_own_frame(error.__traceback__), limit=50, compact=True
    )
    report.stack = traceback.StackSummary.from_list(
        [frame for frame in report.stack if not frame.filename.startswith(OWN_FILES)]
    )
    text = "".join(report.format())
    remote = getattr(error, "student_traceback", "")
    if isinstance(remote, str) and remote:
        text += "\nIn the student's code:\n" + remote
    return text[:TRACEBACK_CHARACTERS].splitlines()


def _first_own_frame(trace: TracebackType | None) -> TracebackType | None:
    """Skip IPython's own frames, which come before the cell's."""
    start = trace
    while start is not None and not start.tb_frame.f_code.co_filename.startswith(
        ("<ipython-input", "<cell ")
    ):
        start = start.tb_next
    return start or trace


def make_shell() -> NotebookShell:
    """The one shell of the fork server: no history, no startup files, figures inline."""
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    settings.InteractiveShell.autocall = 0
    settings.InteractiveShell.xmode = "Plain"
    shell = NotebookShell.instance(
        config=settings, displayhook_class=RecordingHook, display_pub_class=RecordingPublisher
    )
    shell.enable_matplotlib("inline")
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    return shell
