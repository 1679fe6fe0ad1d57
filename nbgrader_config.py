"""nbgrader's settings for this course: run every nbgrader command from the folder of this file."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader provides it)
root = Path(__file__).resolve().parent

# nbgrader starts `alembic` by its name: find the one beside this Python even where .venv is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

# Where nbgrader is started next to a directory called grading/, Python must still find the package of that
# name: it lies where course_utils lies.
sys.path.append(str(Path(find_spec("course_utils").origin).parents[1]))

# Directories. Git ignores all of them but notebooks/.
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "grading/source"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.db_url = f"sqlite:///{root / 'grading' / 'gradebook.db'}"

# A question's mark scheme stands in a locked cell, so that graders see it; nbgrader expects task cells only.
c.ClearMarkScheme.enforce_metadata = False

# Submissions are strangers' code. nbgrader's Execute would run them with the grader's rights, beside the
# hidden tests. Here the notebook is rebuilt from the source and run as `course grade` runs it: the student's
# cells in a sandbox, the test cells in a process of their own. `nbgrader autograde` and the formgrader's
# button use these lists. Without them nbgrader grades honest submissions to the same scores.
c.Autograde.sanitize_preprocessors = [
    "grading.nbgrader_plugins.RestoreCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "grading.nbgrader_plugins.IsolatedExecute",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "grading.nbgrader_plugins.MakeInert",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Feedback pages that run nothing, load nothing and do not show the hidden tests.
c.GenerateFeedback.exporter_class = "grading.nbgrader_plugins.FeedbackExporter"

# grades.csv with a status for each submission: nbgrader's own exporter writes 0 where grading failed.
c.ExportApp.plugin_class = "grading.nbgrader_plugins.StatusExportPlugin"
