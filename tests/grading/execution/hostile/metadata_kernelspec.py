from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 2.0
WHY = "Names a kernel of its own, with a command line, and another language; the grader's own kernel runs whatever is said."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    command = ["sh", "-c", "touch @OUTSIDE@.kernel"]
    forged.metadata.kernelspec = {
        "name": "../hostile",
        "display_name": "bash",
        "language": "bash",
        "argv": command,
    }
    forged.metadata.language_info = {"name": "bash", "version": "5", "pygments_lexer": "os.system"}
    forged.metadata.jupytext = {
        "formats": "ipynb,py:percent",
        "text_representation": {"extension": "/../../x.py"},
    }
    return forged
