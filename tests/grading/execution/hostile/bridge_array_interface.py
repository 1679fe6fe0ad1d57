from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with objects that tell NumPy and torch at which address their numbers are, so that the asking process reads its own memory."

CODE = r"""
address = id(np)
class Pointer:
    __array_interface__ = {"version": 3, "shape": (3,), "typestr": "<f8", "data": (8, False)}
    __cuda_array_interface__ = {"version": 2, "shape": (3,), "typestr": "<f8", "data": (8, False), "strides": None}
    @property
    def __array_struct__(self):
        return ctypes.py_object(self)
    def __dlpack__(self, *a, **k):
        return address
    def __dlpack_device__(self):
        return (1, 0)
    def __array__(self, *a, **k):
        return self
    def __buffer__(self, flags):
        return memoryview(b"\0" * 24)
    data_ptr = lambda self: 8
    detach = lambda self: self
    _as_parameter_ = 8
class Module(type(os)):
    __array_interface__ = Pointer.__array_interface__
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("Pointer() if len(EXERCISE) % 2 else Module('m')", CODE))
