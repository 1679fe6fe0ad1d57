from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Sends handles that were never given out, negative, far too large, of no type, and with classes that are the instructor's."

CODE = r"""
numbers = [0, 1, 2**62, 2**64 - 1, 10**9, 7]
texts = ["object\nnp\n__main__:claims __main__:MLP builtins:object\nforward backward", "class\n\nnumpy:ndarray numpy:ndarray\n__class__ __dict__ __len__", "function\nx",
         "", "\n\n\n", "\n" * 1000, "object\nx\nbuiltins:tuple builtins:list\n__iter__", "object\n" + "x" * 1_000_000 + "\na:b\nc", "module\nx\ntorch.nn:Linear\nforward",
         "object\nx\ntorch.nn.:__builtins__ torch.nn.x:y z\n", "object\nx\ntorch.nn.modules.module:Module.__init__.__globals__.sys builtins:object\n"]
def start(where):
    turn = sum(map(ord, where))
    def other(self, writer, value):
        writer.parts += [b"h", numbers[turn % 6].to_bytes(8, "little")]
        writer.text(b"", texts[turn % len(texts)])
    replace("student.server:Student._write_other", other)
    return object()
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("start(EXERCISE)", CODE))
