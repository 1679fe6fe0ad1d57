from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Turns failures into warnings, silences them and closes stderr, in case the absence of an error is the result."

CODE = r"""
import warnings
warnings.simplefilter("ignore")
warnings.warn = warnings.warn_explicit = warnings.showwarning = lambda *a, **k: None
np.seterr(all="ignore")
sys.stderr = sys.__stderr__ = open(os.devnull, "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("np.zeros(3)", CODE))
