from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Registers callbacks around every cell that rewrite its result and clear its error; test cells do not run in this shell."

CODE = r"""
shell = get_ipython()
def after(result):
    result.error_in_exec = result.error_before_exec = None
    result.result = 3.0
for name in ("pre_execute", "pre_run_cell"):
    shell.events.register(name, lambda *a: None)
for name in ("post_execute",):
    shell.events.register(name, lambda *a: None)
shell.events.register("post_run_cell", after)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
