from nbformat import NotebookNode

from tests.hostile import answer, everywhere

POINTS = 0.0
WHY = "Reports changes to arguments that it did not get, of other shapes and types, and to the same one a thousand times."

CODE = r"""
inside = {name.rpartition(".")[2]: module for name, module in sys.modules.items() if ".runner.inside." in name}
changes = iter([((0, np.zeros(3)),), ((0, np.full((50, 50), np.nan)),), ((99, 5),), ((-1, 5),), ((0, "x"),), (("0", np.zeros(3)),), 5, "xy", ((0,),), [[0, np.zeros(3)]] * 1000, ((True, np.ones(3)),), ((0, [1, 2, 3]),)] * 1000)
inside["student"].Student._changes = lambda self, *a: next(changes)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("np.zeros(np.shape(x))", CODE))
