from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Displays a picture that is a program: SVG with a script, handlers, foreign objects and references to other hosts."

CODE = r"""
from IPython.display import SVG, display
text = ("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' onload='alert(1)'><script>alert(1)</script>"
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></body></foreignObject>"
        "<image xlink:href='http://example.invalid/x.png'/><a xlink:href='javascript:alert(1)'><text>x</text></a>"
        "<animate attributeName='href' values='javascript:alert(1)'/></svg>")
display(SVG(text))
display({"image/svg+xml": text}, raw=True)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
