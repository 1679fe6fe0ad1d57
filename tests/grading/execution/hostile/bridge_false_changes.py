from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Reports changes to arguments that it did not get, of other shapes and types, and to the same one a thousand times."

CODE = r"""
changes = [((0, np.zeros(3)),), ((0, np.full((50, 50), np.nan)),), ((99, 5),), ((-1, 5),), ((0, "x"),), (("0", np.zeros(3)),), 5, "xy", ((0,),), [[0, np.zeros(3)]] * 1000,
           ((True, np.ones(3)),), ((0, [1, 2, 3]),), ((0, None),), {0: 1}, (([0], 1),)]
def start(x, where):
    replace("student.server:Student._changes", lambda self, *a: changes[sum(map(ord, where)) % len(changes)])
    return np.zeros(np.shape(x))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("start(x, EXERCISE)", CODE))
