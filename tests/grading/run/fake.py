"""A stand-in for the engine: runs cells in this very process. For trusted notebooks in tests only."""

from __future__ import annotations

import contextlib
import copy
import io
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.execution.limits import Limits


@dataclass
class Execution:
    notebook: NotebookNode
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0


class FakeEngine:
    """Runs code cells with exec(). The text `crash()` ends the process, `fail()` the engine."""

    def __init__(self, sandbox: str, limits: Limits) -> None:
        self.sandbox = sandbox

    def __enter__(self) -> FakeEngine:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def execute(self, notebook: NotebookNode) -> Execution:
        result = copy.deepcopy(notebook)
        namespace: dict[str, object] = {}
        for count, cell in enumerate(result.cells, 1):
            if cell.cell_type != "code" or "skip-execution" in cell.metadata.get("tags", []):
                continue
            if "crash()" in cell.source:
                os._exit(9)
            if "fail()" in cell.source:
                raise OSError("the engine broke")
            cell.outputs, cell.execution_count = _run(cell.source, namespace), count
        return Execution(result)


class SlowEngine(FakeEngine):
    """Takes a fifth of a second for each submission."""

    def execute(self, notebook: NotebookNode) -> Execution:
        time.sleep(0.2)
        return super().execute(notebook)


class CountingEngine(FakeEngine):
    """Notes each execution in the file named by COUNT_EXECUTIONS: the first cell's text, one a line."""

    def execute(self, notebook: NotebookNode) -> Execution:
        with Path(os.environ["COUNT_EXECUTIONS"]).open("a") as file:
            file.write("executed\n")
        return super().execute(notebook)


class BrokenSetup(FakeEngine):
    """A machine on which the course's own first cell fails."""

    def execute(self, notebook: NotebookNode) -> Execution:
        broken = copy.deepcopy(notebook)
        first = next(cell for cell in broken.cells if cell.cell_type == "code")
        first.source = "raise ImportError('torch is not installed')"
        return super().execute(broken)


class NoSandbox(FakeEngine):
    """There is no sandbox on this machine."""

    def __enter__(self) -> FakeEngine:
        raise RuntimeError("no bubblewrap here; install it, or say --sandbox none")


def _run(source: str, namespace: dict[str, object]) -> list[NotebookNode]:
    out = io.StringIO()
    outputs = []
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "<cell>", "exec"), namespace)
        except Exception as error:
            name, text = type(error).__name__, str(error)
            trace = [f"Cell, line 1: {source}", f"{name}: {text}"]
            outputs = [nbformat.v4.new_output("error", ename=name, evalue=text, traceback=trace)]
    if out.getvalue():
        outputs.insert(0, nbformat.v4.new_output("stream", name="stdout", text=out.getvalue()))
    return outputs
