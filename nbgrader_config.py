"""nbgrader's settings for this course: run every nbgrader command from the folder of this file."""

import os
from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader provides it)
root = Path(__file__).resolve().parent

# nbgrader starts `alembic` by its name: find the one beside this Python even where .venv is not activated.
os.environ["PATH"] = os.pathsep.join(
    [str(Path(__import__("sys").executable).parent), os.environ.get("PATH", "")]
)

# Rooms. Git ignores all of them but notebooks/.
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "grading/source"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.db_url = f"sqlite:///{root / 'grading' / 'gradebook.db'}"

# A question's mark scheme stands in a locked cell, so that graders see it; nbgrader expects task cells only.
c.ClearMarkScheme.enforce_metadata = False

# A test cell that a student deleted comes back, and its points are counted as lost, not forgotten.
c.OverwriteCells.add_missing_cells = True

# The kernel's own warnings, about its network transport say, are no concern of the person who grades.
c.Execute.extra_arguments = ["--log-level=ERROR"]

# grades.csv with a status for each submission: nbgrader's own exporter writes 0 where grading failed.
c.ExportApp.plugin_class = "grading.report.StatusExportPlugin"
