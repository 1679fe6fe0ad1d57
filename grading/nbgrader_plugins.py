"""The classes that nbgrader_config.py names: nbgrader's own commands then do what `course` does."""

from __future__ import annotations

import atexit
from dataclasses import fields
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Enum

from grading.execution.engine import Engine
from grading.execution.limits import Limits
from grading.report.feedback_page import FeedbackExporter
from grading.report.status import rows, write_csv
from grading.sanitize.notebooks import make_inert
from grading.submission.handed_in import Ungradable, read_file
from grading.submission.restore import restore
from grading.submission.template import load_template

__all__ = ["FeedbackExporter", "IsolatedExecute", "MakeInert", "RestoreCells", "StatusExportPlugin"]

_engines: dict[tuple[str, Limits], Engine] = {}


class RestoreCells(NbGraderPreprocessor):
    """Takes the place of nbgrader's preprocessors that sanitize, and reads the submission by itself."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The submission rebuilt from the source. Raises Ungradable or CourseError, which nbgrader logs."""
        info = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        handed_in = Path(
            coursedir.format_path(coursedir.submitted_directory, info["student"], info["assignment"])
        )
        refuse_links(handed_in)
        source = Path(coursedir.format_path(coursedir.source_directory, ".", info["assignment"]))
        with Gradebook(info["db_url"]) as gradebook:
            template = load_template(gradebook, source, info["assignment"], info["notebook"], self.config)
        restored = restore(read_file(handed_in, f"{info['notebook']}.ipynb"), template)
        for note in restored.notes:
            self.log.warning(note)
        return restored.notebook, resources


def refuse_links(folder: Path) -> None:
    """Raise Ungradable where a submission holds a link or a device.

    nbgrader has copied the files beside the notebook by now, what links point to included, and would copy
    them on into the feedback. It removes its copies when we raise.
    """
    for path in folder.rglob("*"):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise Ungradable(f"{path.name} is a symbolic link or a device; remove it from the submission")


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


class MakeInert(Preprocessor):
    """nbgrader's and nbconvert's way to `make_inert`: a preprocessor for the end of their lists."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """A harmless copy of the notebook. Locked cells are the instructor's and stay as they are."""
        locked = [cell.source for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("locked")]
        inert, notes = make_inert(nb, locked)
        for note in notes:
            self.log.warning(note)
        return inert, resources


class StatusExportPlugin(ExportPlugin):
    """`nbgrader export`: like nbgrader's own, with a status, and without zeros that nobody scored."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the rows of the students and assignments that were asked for to `--to` or grades.csv."""
        wanted = [
            row
            for row in rows(gradebook, self.parent.coursedir)
            if (not self.student or row.student in map(str, self.student))
            and (not self.assignment or row.assignment in map(str, self.assignment))
        ]
        write_csv(wanted, Path(self.to or "grades.csv"))
        self.log.info("Exported %d rows to %s", len(wanted), self.to or "grades.csv")
