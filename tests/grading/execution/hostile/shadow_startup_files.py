from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Writes start-up files for IPython, Jupyter, Python and matplotlib that would run when the next submission starts."

CODE = r"""
home = os.path.expanduser("~")
for path in (".ipython/profile_default/startup/00.py", ".ipython/profile_default/ipython_config.py", ".jupyter/nbgrader_config.py",
             ".jupyter/jupyter_config.py", ".config/matplotlib/matplotlibrc", ".local/lib/python3.11/site-packages/hostile_canary_@TOKEN@.pth"):
    for base in (home, os.getcwd(), "/tmp"):
        try:
            os.makedirs(os.path.dirname(os.path.join(base, path)), exist_ok=True)
            with open(os.path.join(base, path), "x") as file:
                file.write("# hostile_canary_@TOKEN@\n")
        except OSError:
            pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
