from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 2.0
WHY = "Hands in code that makes parsers recurse, explode or take for ever, to whoever reads it on the trusted side."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for text in (
        "(" * 5000 + ")" * 5000,
        "-" * 20_000 + "1",
        "1" + "+1" * 20_000,
        "x = " + "[" * 90 + "]" * 90,
        "%" * 20_000,
        "!" * 5_000,
        "\\\n" * 10_000,
        "'''" * 33_333,
        "f'{" * 150,
        "a." * 10_000 + "a",
        "\t\n \n" * 10_000 + "x",
        "lambda: " * 3000 + "0",
        "\x00",
        "?" * 10_000,
    ):
        forged = add(forged, text, before="Sigmoid")
    return forged
