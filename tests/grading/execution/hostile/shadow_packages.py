from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Writes into the installed packages: course_utils, NumPy, site-packages and the standard library; they are read-only."

CODE = r"""
import course_utils, site, sysconfig
folders = {os.path.dirname(module.__file__) for module in (course_utils, np, os)} | set(site.getsitepackages()) | {sysconfig.get_path("scripts")}
for folder in folders:
    for name in ("hostile_canary_@TOKEN@.py", "hostile_canary_@TOKEN@.pth", "__pycache__/hostile_canary_@TOKEN@.pyc"):
        attempt("wrote " + folder, lambda: open(os.path.join(folder, name), "x").write("# hostile_canary_@TOKEN@\n"))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
