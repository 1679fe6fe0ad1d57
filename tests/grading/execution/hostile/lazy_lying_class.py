from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere, solved

POINTS = 2.0
WHY = "Answers with objects whose __class__ says ndarray, float, tuple or whatever is asked, by property and by metaclass."

CODE = r"""
class Meta(type):
    __instancecheck__ = __subclasscheck__ = lambda cls, other: True
    __eq__ = lambda cls, other: True
    __hash__ = lambda cls: hash(np.ndarray)
    __name__ = "ndarray"
    __module__ = "numpy"
    def mro(cls):
        return [cls, object]
def lie(kind):
    return Meta("ndarray", (), {"__class__": property(lambda self: kind), "__len__": lambda self: 2, "__module__": "numpy",
                "__getitem__": lambda self, i: 0.0, "dtype": np.dtype(float), "shape": (3,), "tobytes": lambda self: b"\0" * 24})()
kinds = [np.ndarray, float, tuple, list, str, dict, bool, type(None)]
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        solved("Tanh")
        | everywhere(
            "lie(kinds[len(EXERCISE) % 8])",
            CODE,
            "ReLU",
            "PReLU",
            "saturated_fraction",
            "weight_gradient_signs",
        ),
    )
