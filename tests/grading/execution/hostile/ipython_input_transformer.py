from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Turns every later cell that checks something into nothing by an input transformer."

CODE = r"""
shell = get_ipython()
def drop(lines):
    return ["pass\n"] if any("assert" in line or "checks." in line for line in lines) else lines
shell.input_transformers_cleanup.insert(0, drop)
shell.input_transformers_post.append(drop)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
