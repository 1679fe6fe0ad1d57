from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 2.0
WHY = "Writes markup and scripts into text cells, links and headings of its own."


def submission(release: NotebookNode) -> NotebookNode:
    text = (
        "# <script>alert(1)</script>\n<img src=x onerror=alert(1)>\n[x](javascript:alert(1))\n![x](http://example.invalid/x.png)\n"
        "<details open ontoggle=alert(1)>\n\n```html\n</code></pre><script>alert(1)</script>\n```\n<style>*{display:none}</style>\n[y]: data:text/html,<script>alert(1)</script>\n"
    )
    forged = add(answer(release, solved("Tanh")), text, before="Sigmoid", kind="markdown")
    return add(forged, "from IPython.display import Markdown, display\ndisplay(Markdown(" + repr(text) + "))")
