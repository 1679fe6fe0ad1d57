from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 2.0
WHY = "Hands in short code that compiles into gigabytes or never: folded constants, huge powers, nested comprehensions."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for text in (
        "(1 << 10**12)",
        "x = ((((9**9)**9)**9)**9)**9",
        "'a' * 10**11",
        "while 0:\n    " + "[0]*10**11;" * 200,
        "[" + "[0 for a in " * 40 + "()" + "]" * 41,
    ):
        forged = add(forged, text, before="Sigmoid")
    return forged
