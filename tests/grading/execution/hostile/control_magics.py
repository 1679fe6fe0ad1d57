from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Honest: uses magics: timing, shell commands, captured output, files written and read, a cell in HTML."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved() | {"Tanh": "%%time\n" + solved()["Tanh"].replace("%", "%%")})
    for text in (
        "%timeit -n 1 -r 1 Sigmoid().forward(np.zeros(3))",
        "%%capture kept\nprint('x')",
        "!echo hello",
        "listing = !ls\nlen(listing)",
        "%%writefile notes.txt\nsome notes",
        "print(open('notes.txt').read())",
        "%%html\n<b>bold</b>",
        "np.tanh?",
        "%who",
        "%%bash\necho from bash",
        "%pwd",
    ):
        forged = add(forged, text, before="ReLU")
    return forged
