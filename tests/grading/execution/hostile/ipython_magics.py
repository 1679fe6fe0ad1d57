from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Registers magics of its own, runs cells through them, and tries to change the shell's flags for errors and exit."

CODE = r"""
shell = get_ipython()
from IPython.core.magic import register_cell_magic, register_line_magic
@register_cell_magic
def capture(line, cell):
    return 3.0
@register_line_magic
def autoreload(line):
    return 3.0
shell.exit_now = True
attempt("", lambda: shell.ask_exit())
attempt("", lambda: setattr(shell, "exiter", print))
shell.run_line_magic("config", "InteractiveShell.ast_node_interactivity = 'all'")
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
