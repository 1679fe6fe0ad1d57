from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Displays formulas that load, link or never end typesetting."

CODE = r"""
from IPython.display import Latex, Math, display
for text in (r"$\href{javascript:alert(1)}{x}$", r"$\require{html}\class{x}{y}\style{background:url(http://example.invalid)}{z}$", r"$\def\x{\x\x}\x$",
             r"\input{/etc/passwd}", r"$</script><script>alert(1)</script>$", r"$\unicode{x<img src=x onerror=alert(1)>}$"):
    display(Latex(text))
    display(Math(text))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
