from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with an array mapped from a file that a thread keeps changing, while it is read and after."

CODE = r"""
path = os.path.abspath("changing.bin")
open(path, "wb").write(b"\0" * 4096)
shared = np.memmap(path, dtype=float, mode="r+", shape=(512,))
def change():
    for number in range(20_000):
        shared[:] = np.random.default_rng(number).normal(size=512)
threading.Thread(target=change, daemon=True).start()
def lie(x):
    return shared[: np.size(x)].reshape(np.shape(x))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("lie(x)", CODE))
