from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Plants a global, an environment variable, a file and a patched module for the next submission to find; a process serves one."

CODE = r"""
import builtins
shared = [builtins, np, sys, os]
for module in shared:
    if hasattr(module, "hostile_was_here"):
        breach("an earlier submission's " + module.__name__)
    module.hostile_was_here = True
for folder in {os.path.realpath(name) for name in (os.getcwd(), os.path.expanduser("~"), "/tmp", "/var/tmp", "/dev/shm")}:
    path = os.path.join(folder, "hostile_was_here_@TOKEN@")
    if os.path.exists(path):
        breach(path)
    try:
        open(path, "w").write("x")
    except OSError:
        pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
