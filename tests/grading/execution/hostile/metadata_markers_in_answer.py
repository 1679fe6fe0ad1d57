from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 2.0
WHY = "Writes the instructor's region markers into its own cells, so that a tool might cut or keep the wrong lines."


def submission(release: NotebookNode) -> NotebookNode:
    honest = solved("Tanh")["Tanh"]
    text = f"### BEGIN HIDDEN TESTS\n### END SOLUTION\n{honest}\n### BEGIN SOLUTION\n### END HIDDEN TESTS\n# === BEGIN MARK SCHEME ===\n### BEGIN HIDDEN TESTS"
    return add(answer(release, Tanh=text), "### BEGIN HIDDEN TESTS\n1", before="Sigmoid_test")
