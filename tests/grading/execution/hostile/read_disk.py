from nbformat import NotebookNode

from tests.grading.execution.hostile import PRELUDE, add

POINTS = 0.0
WHY = "Searches the file system for the exercise script, source notebooks, the gradebook and the repository's history, and would run the solutions."

CODE = r"""
import course_utils
wanted = {"gradebook.db", "05_activations.py", "05_activations.ipynb", "survivors", "exercises", ".git", "submitted"}
until = time.monotonic() + 2
def search(top):
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if os.path.join(folder, name) not in ("/proc", "/sys") and name != "nbgrader"]
        for name in wanted & {*folders, *files}:
            breach(os.path.join(folder, name))
        if time.monotonic() > until:
            return
search(os.path.dirname(os.path.dirname(course_utils.__file__)))
for top in ("@COURSE@", os.getcwd(), os.path.expanduser("~"), "/tmp", "/var/tmp", "/home", "/root", "/work", "/srv", "/mnt", "/"):
    search(top)
for name in ("grading", "grading.authoring.build", "grading.exercises", "tests.harness", "nbgrader_config"):
    attempt("import " + name, lambda: __import__(name).__file__)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return add(release, PRELUDE + CODE, before="Sigmoid")
