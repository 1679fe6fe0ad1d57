from nbformat import NotebookNode

from tests.grading.execution.hostile import add, attack

POINTS = 2.0
WHY = "Reports outputs of its own cells that no cell makes: wrong types, integers too long to print, a million of them, deep ones."

CODE = r"""
deep = []
for _ in range(20):
    deep = [deep]
forged = [
    [{"output_type": "error", "ename": 1 << 30000, "evalue": 1 << 30000, "traceback": [1 << 30000, deep, "x"]}], "text", {"a": 1}, None, [None, 5, deep, "x", [[]]],
    [{"output_type": "stream", "name": ["stdout"], "text": "x"}], [{"output_type": ["error"]}], [{"output_type": "error", "ename": deep, "evalue": {}, "traceback": "abc"}],
    [{"output_type": "display_data", "data": {"text/plain": 5, 5: "x", "": "y", "text/html\x00": "z" * 10}}], [{}] * 200_000, [{"output_type": "execute_result", "data": {"text/plain": "3.0"}, "metadata": deep}],
    [{"output_type": "stream", "name": "stderr", "text": "x" * 5_000_000}] * 3, [{"output_type": "update_display_data", "data": {}}, {"output_type": "clear_output"}],
]
real = part("student.server:Student.run")
replace("student.server:Student.run", lambda self, source, *more: forged[int(source)] if source.isdigit() else real(self, source, *more))
"""


def submission(release: NotebookNode) -> NotebookNode:
    forged = attack(release, CODE, before="saturated_fraction")
    for number in range(13):
        forged = add(forged, str(number), before="saturated_fraction")
    return forged
