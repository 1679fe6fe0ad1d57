from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Looks through the callers' frames during a call for the value that is wanted, and returns it; no test is among its callers."

CODE = r"""
import inspect, linecache
def steal(x):
    frame = sys._getframe()
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            for name in ("want", "want_array", "expected", "wanted", "mistakes", "cell", "per_example"):
                if name in names and name not in get_ipython().user_ns:
                    breach(name)
                    return names[name]
        if "HIDDEN TEST" "S" in "".join(linecache.getlines(frame.f_code.co_filename)) or "_as_numbe" "rs" in frame.f_code.co_names:
            breach(frame.f_code.co_filename)
        frame = frame.f_back
    return 0.0
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("steal(x)", CODE))
