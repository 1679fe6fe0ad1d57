from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Puts its own folder first in every list of places that Python searches, for itself and for children of the grader."

CODE = r"""
here = os.path.abspath("lib")
os.makedirs(here, exist_ok=True)
for name in ("sitecustomize", "usercustomize", "torch", "numpy", "course_utils"):
    open(os.path.join(here, name + ".py"), "w").write("open('@OUTSIDE@.shadow', 'w')\nraise SystemExit(0)\n")
sys.path.insert(0, here)
sys.path_importer_cache.clear()
for name in ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "LD_PRELOAD", "PATH", "BASH_ENV"):
    os.environ[name] = here
    libc.setenv(name.encode(), here.encode(), 1)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
