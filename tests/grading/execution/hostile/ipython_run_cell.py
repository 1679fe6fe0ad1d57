from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 0.0
WHY = "Replaces the shell's methods that run code, so that nothing ever runs and nothing ever fails; what is not defined earns nothing."

CODE = r"""
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
shell = get_ipython()
class Fine:
    success, result, error_in_exec, error_before_exec, execution_count, info = True, 3.0, None, None, 1, None
    def raise_error(self):
        pass
async def coroutine(*a, **k):
    return Fine()
for owner in (InteractiveShell, type(shell), shell):
    for name in ("run_cell", "_run_cell", "run_code", "run_line_magic", "run_cell_magic"):
        setattr(owner, name, lambda *a, **k: Fine())
    for name in ("run_cell_async", "run_ast_nodes"):
        setattr(owner, name, coroutine)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
