from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 2.0
WHY = "Carries half a character (a lone surrogate), which JSON may say but UTF-8 cannot, in its own cells; writers must not stumble."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    forged = add(forged, "'\ud800'\nprint('\ud83d')", before="Sigmoid")
    forged = add(forged, "text \udfff", kind="markdown")
    return add(forged, "print(chr(0xD800), chr(0), '\\x00\\ud800')")
