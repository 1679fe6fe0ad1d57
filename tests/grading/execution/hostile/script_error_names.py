from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, replaced, solved

POINTS = 2.0
WHY = "Raises errors whose class names, messages and file names are markup, in its own cell and in a test's call."


def submission(release: NotebookNode) -> NotebookNode:
    text = "evil = type('<img src=x onerror=alert(1)>', (Exception,), {})\nexec(compile('raise evil(\"</pre><script>alert(1)</script>\")', '<svg onload=alert(1)>', 'exec'))"
    forged = add(answer(release, solved("Tanh")), text, before="Sigmoid")
    return answer(
        forged,
        Sigmoid=replaced(
            "evil = type('<script>alert(1)</script>', (Exception,), {'__module__': '<b>'})",
            forward="raise evil('<script>alert(1)</script>')",
        ),
    )
