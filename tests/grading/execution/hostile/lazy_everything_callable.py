from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, script

POINTS = 0.0
WHY = "Defines each exercise as a value, a module, a lambda without end or nothing at all where the tests expect a function or a class."


def submission(release: NotebookNode) -> NotebookNode:
    odd = [
        "5",
        "None",
        "'x'",
        "np",
        "np.zeros(3)",
        "[]",
        "{}",
        "lambda *a: Sigmoid",
        "type",
        "object()",
        "print",
        "exit",
        "...",
        "os",
    ]
    texts = zip(script().points, odd, strict=True)
    return answer(release, {name: f"import os\n{name} = {value}\n" for name, value in texts})
