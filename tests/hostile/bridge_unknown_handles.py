from nbformat import NotebookNode

from tests.hostile import answer, everywhere

POINTS = 0.0
WHY = "Sends handles that were never given out, negative, far too large, of no type, and with classes that are the instructor's."

CODE = r"""
inside = {name.rpartition(".")[2]: module for name, module in sys.modules.items() if ".runner.inside." in name}
numbers = iter([-1, 2**62, 2**70, 10**9, 0, 1, True, 3.5, "0", None, (), 2**63 - 1] * 1000)
kinds = iter([(("__main__", "claims"), ("__main__", "MLP"), ("builtins", "object")), (("numpy", "ndarray"),) * 3, ("ab", "cd"), ((), ()), (("builtins", "tuple"),) * 2, ((1, 2),), "xy"] * 1000)
def other(self, writer, value):
    writer.parts.append(b"h")
    writer.write((next(numbers), "module", "np", next(kinds)))
inside["student"].Student._write_other = other
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("object()", CODE))
