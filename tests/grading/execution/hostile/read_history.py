from nbformat import NotebookNode

from tests.grading.execution.hostile import add, attack

POINTS = 2.0
WHY = "Asks IPython's history, its database and the input cache for the cells that were run, at the end and during a call."

CODE = r"""
import glob
shell = get_ipython()
def look():
    manager = shell.history_manager
    texts = [str(shell.user_ns.get("In")), str(manager.input_hist_raw), str(list(manager.get_range(0, raw=True)))]
    for path in glob.glob(os.path.expanduser("~/.ipython/**/*.sqlite"), recursive=True):
        texts.append(str(open(path, "rb").read(10_000_000)))
    try:
        texts.append(str(list(manager.search("*assert_untouched*"))))
    except Exception:
        pass
    if any("[-30.0, -12" + ".0, 12.0" in text for text in texts):
        breach("history")
look()
"""


def submission(release: NotebookNode) -> NotebookNode:
    late = "look()"
    forged = attack(release, CODE)
    forged = add(forged, "def Sigmoid():\n    look()", after="Sigmoid")
    return add(forged, late)
