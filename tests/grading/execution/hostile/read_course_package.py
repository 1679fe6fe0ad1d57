from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Looks beside course_utils, which is installed in place, for what instructors keep there."

CODE = r"""
import course_utils, glob, site, importlib.metadata
home = os.path.dirname(os.path.dirname(os.path.abspath(course_utils.__file__)))
for name in ("grading/exercises", "grading/authoring/build.py", "grading/execution/engine.py", "grading/source", "tests", ".git", "demo", "gradebook.db", "nbgrader_config.py", "benchmarks", "pyproject.toml"):
    if os.path.exists(os.path.join(home, name)):
        breach(os.path.join(home, name))
for folder in sys.path:
    for path in glob.glob(os.path.join(folder, "__editable__*")) + glob.glob(os.path.join(folder, "*.pth")):
        for line in open(path).read().splitlines():
            if os.path.isdir(os.path.join(line, "grading", "exercises")):
                breach(line)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
