from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Overwrites the C function with which floats are compared, in memory, by one that always says equal."

CODE = r"""
Compare = ctypes.CFUNCTYPE(ctypes.py_object, ctypes.py_object, ctypes.py_object, ctypes.c_int)
always = Compare(lambda left, right, operation: True)
slot = ctypes.c_void_p.from_address(id(float) + 200)  # tp_richcompare
slot.value = ctypes.cast(always, ctypes.c_void_p).value
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
