"""`nbgrader autograde` and the formgrader's button restore submissions as `course grade` does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.submission.handed_in import Ungradable, read_file
from grading.submission.restore import restore
from grading.submission.template import load_sheet


class RestoreCells(NbGraderPreprocessor):
    """Takes the place of nbgrader's preprocessors that sanitize, and reads the submission by itself."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The submission rebuilt from the source. Raises Ungradable or CourseError, which nbgrader logs."""
        info = resources["nbgrader"]
        rooms = self.parent.parent.coursedir
        handed_in = Path(rooms.format_path(rooms.submitted_directory, info["student"], info["assignment"]))
        refuse_links(handed_in)
        source = Path(rooms.format_path(rooms.source_directory, ".", info["assignment"]))
        with Gradebook(info["db_url"]) as gradebook:
            sheet = load_sheet(gradebook, source, info["assignment"], info["notebook"], self.config)
        restored = restore(read_file(handed_in, f"{info['notebook']}.ipynb"), sheet)
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
