"""nbgrader's Execute, replaced: `nbgrader autograde` and the formgrader run submissions in the sandbox."""

from __future__ import annotations

import atexit
from dataclasses import fields
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Enum

from grading.execution.engine import Engine
from grading.execution.limits import Limits

__all__ = ["IsolatedExecute"]

_engines: dict[tuple[str, Limits], Engine] = {}


class IsolatedExecute(NbGraderPreprocessor):
    """Executes a notebook: the student's cells in a sandbox, the test cells in a trusted process."""

    sandbox = Enum(
        ["bubblewrap", "none"],
        default_value="bubblewrap",
        help='"bubblewrap", or "none": the submissions\' code then has all the rights of the grader.',
    ).tag(config=True)

    limits = Dict(
        help="Limits of one submission that differ from the defaults of grading.execution.limits."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """The notebook with outputs. Raises SandboxUnavailable; never for what a submission does."""
        execution = engine_for(self.sandbox, self._limits()).execute(nb)
        for fault in execution.faults:
            self.log.warning("%s: %s", resources.get("unique_key", "a submission"), fault)
        if self.sandbox == "none":
            self.log.warning(
                "executed WITHOUT a sandbox: the submission's code had all the rights of the grader"
            )
        execution.notebook.metadata["grading"] = {"sandbox": self.sandbox, "faults": execution.faults}
        return execution.notebook, resources

    def _limits(self) -> Limits:
        known = {field.name for field in fields(Limits)}
        unknown = sorted(set(self.limits) - known)
        if unknown:
            raise ValueError(
                f"IsolatedExecute.limits has no {unknown[0]!r}; it has {', '.join(sorted(known))}"
            )
        return Limits(**self.limits)


def engine_for(sandbox: str, limits: Limits) -> Engine:
    """The one engine of this process with these settings, started when it is first needed."""
    if (sandbox, limits) not in _engines:
        _engines[sandbox, limits] = Engine(sandbox, limits)
    return _engines[sandbox, limits]


def close_engines(*_: Any) -> None:
    """End all engines of this process."""
    while _engines:
        _engines.popitem()[1].close()


atexit.register(close_engines)
