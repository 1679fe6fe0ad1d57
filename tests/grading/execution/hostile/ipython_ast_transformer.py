from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Strips assert statements and calls of checks from the syntax tree of every later cell."

CODE = r"""
import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Expr(self, node):
        return ast.Pass() if "checks" in ast.dump(node) else node
get_ipython().ast_transformers.append(Strip())
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
