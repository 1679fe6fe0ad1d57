from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Asks the front end for new cells and for pages by payloads, and rewrites its own input history."

CODE = r"""
shell = get_ipython()
shell.set_next_input("assert True", replace=True)
attempt("", lambda: shell.payload_manager.write_payload({"source": "set_next_input", "text": "pass", "replace": True}))
shell.user_ns["In"][:] = ["pass"] * 100
shell.history_manager.input_hist_raw[:] = ["pass"] * 100
shell.execution_count = -5
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
