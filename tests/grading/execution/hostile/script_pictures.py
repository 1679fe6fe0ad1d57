from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Displays pictures that are no pictures: markup in place of base64, sizes that are handlers, types that do not exist."

CODE = r"""
from IPython.display import display
evil = "\"><script>alert(1)</script><img src=\""
for kind in ("image/png", "image/jpeg", "image/gif", "image/webp", "image/" + evil, evil):
    display({kind: evil}, metadata={kind: {"width": evil, "height": "1 onload=alert(1)", "alt": evil, "unconfined": evil}}, raw=True)
display({"image/png": "A" * 3_000_000}, raw=True)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
