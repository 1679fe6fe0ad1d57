from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Leaves modules and configuration files in the working directory, then dies, so that a restarted process would import them."

CODE = r"""
lie = "raise SystemExit(0)\n"
for name in ("numpy", "torch", "course_utils", "mpmath", "decimal", "sitecustomize", "usercustomize", "conftest", "nbgrader_config",
             "ipython_config", "jupyter_config", "struct", "json", "socket", "random"):
    open(name + ".py", "w").write(lie)
os.makedirs("course_utils", exist_ok=True)
open("course_utils/__init__.py", "w").write("class checks: __getattr__ = lambda *a: print\n")
open("pyproject.toml", "w").write("[tool.pytest.ini_options]\naddopts = '--version'\n")
open("05_activations.ipynb", "w").write("{}")
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="os._exit(0)")})
