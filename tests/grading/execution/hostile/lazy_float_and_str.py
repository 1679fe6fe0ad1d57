from nbformat import NotebookNode

from tests.grading.execution.hostile import PRELUDE, answer, everywhere

POINTS = 0.0
WHY = "Answers with subclasses of float, int and str that compare equal to all and turn into other values than they hold."

CODE = r"""
class Float(float):
    __eq__ = __lt__ = __le__ = lambda self, other: True
    __sub__ = __rsub__ = __abs__ = lambda self, *a: 0.0
    __float__ = lambda self: 0.015625
    __reduce__ = lambda self: (os.system, ("touch @OUTSIDE@.float",))
    hex = as_integer_ratio = lambda self: (1, 1)
class Text(str):
    __eq__ = lambda self, other: True
    __hash__ = lambda self: 0
    encode = lambda self, *a, **k: b"1.0507009873554804934193349852946"
    __float__ = lambda self: 1.0507009873554805
    __str__ = __repr__ = lambda self: "1.6732632423543772848170429916717"
class Int(int):
    __index__ = __int__ = lambda self: 1
    __eq__ = lambda self, other: True
    to_bytes = lambda self, *a, **k: b"\1"
    bit_length = lambda self: 0
"""


def submission(release: NotebookNode) -> NotebookNode:
    lies = everywhere("Float(0)", CODE)
    lies["solve_selu"] = f"{PRELUDE}{CODE}\ndef solve_selu():\n    return Text('0'), Text('0')\n"
    lies["saturated_fraction"] = f"{PRELUDE}{CODE}\ndef saturated_fraction(*a, **k):\n    return Int(2)\n"
    return answer(release, lies)
