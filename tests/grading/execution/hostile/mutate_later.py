from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Keeps the arrays it was given and what it returned, and changes them from a thread after the call is over."

CODE = r"""
kept = []
def change():
    for _ in range(300):
        for array in list(kept):
            array[...] = 0
        time.sleep(0.01)
threading.Thread(target=change, daemon=True).start()
def keep(x):
    result = np.array(x) * 1.0
    kept.extend([x, result])
    return result
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("keep(x)", CODE))
